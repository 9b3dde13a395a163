# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Temporary URLs of the object store (Swift): who knows the URL has access for some time. The URL is signed here, by a key."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import quote, unquote, urlencode, urlsplit

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store import removal
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.accounts import ACCOUNT
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.base import SECRETS
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.containers import CONTAINER
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

DIGESTS = ("sha1", "sha256", "sha512")


def stored_key(resource, have):
    """The key of a container or account; UNKNOWN if check mode does not know it, None if there is none."""
    keys = (have.get(resource.prefix + name) for name in SECRETS)
    return next((key for key in keys if key is UNKNOWN or key), None)


def find_key(session, params):
    """The key that signs the URL: that of the task, of the container, or of the account. Raises CloudError if there is none."""
    if params.get("temp_url_key"):
        return params["temp_url_key"]
    container = CONTAINER.fetch(Context(session, {"name": params["container"]}, CONTAINER), params["container"])
    if container is None:
        raise CONTAINER.missing(Context(session, {"name": params["container"]}, CONTAINER), params["container"])
    key = stored_key(CONTAINER, container)
    if key is None:
        key = stored_key(ACCOUNT, ACCOUNT.find_declared(Context(session, {}, ACCOUNT)))
    if key is not None:
        return key
    hint = "Set `temp_url_key` with the module object_container or object_account, or give `temp_url_key`"
    raise CloudError("Neither the container nor the account has a key for temporary URLs", service=removal.SERVICE, hint=hint)


def signed_path(address, split=None):
    """The path of a URL that its signature is for. ``split``: the text in it with which that path begins, None for the complete path."""
    path = unquote(urlsplit(address).path)
    if split is None:
        return path
    before, found, rest = path.partition(split)
    if not found:
        raise CloudError("`split` is not in the path of the URL")
    return found + rest


def sign(session, params):
    """Compute a temporary URL -> the task's result. Raises CloudError."""
    endpoint = session.endpoint("object-store")
    key = find_key(session, params)
    expires = params.get("expires_at")
    if expires is None:
        if params["ttl"] < 1:
            raise CloudError("`ttl` must be at least 1")
        expires = int(session.service_time("object-store")) + params["ttl"]
    address = endpoint + removal.object_path(params["container"], params["name"])
    path = signed_path(address, params.get("split"))
    if key is UNKNOWN:
        return {"url": UNKNOWN, "expires_at": expires}
    query = {}
    lines = ["ip=" + params["ip_range"]] if params.get("ip_range") else []
    lines += [params["method"], str(expires), ("prefix:" if params["prefix"] else "") + path]
    query["temp_url_sig"] = hmac.new(key.encode(), "\n".join(lines).encode(), getattr(hashlib, params["digest"])).hexdigest()
    query["temp_url_expires"] = expires
    if params["prefix"]:
        query["temp_url_prefix"] = params["name"]
    for option, name in (("ip_range", "temp_url_ip_range"), ("filename", "filename")):
        if params.get(option):
            query[name] = params[option]
    url = "%s?%s" % (address, urlencode(query, quote_via=quote)) + ("&inline" if params["inline"] else "")
    return {"url": url, "expires_at": expires}


TEMPURL = Operation(
    sign,
    rules={"mutually_exclusive": [("ttl", "expires_at")], "required_one_of": [("ttl", "expires_at")]},
    container=Option(required=True),
    name=Option(required=True, aliases=["object"]),
    method=Option(default="GET", choices=["GET", "HEAD", "PUT", "POST", "DELETE"]),
    ttl=Option("int"),
    expires_at=Option("int"),
    temp_url_key=Option(secret=True),
    digest=Option(default="sha256", choices=list(DIGESTS)),
    prefix=Option("bool", default=False),
    split=Option(),
    ip_range=Option(),
    filename=Option(),
    inline=Option("bool", default=False),
)
