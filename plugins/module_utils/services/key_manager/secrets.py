# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets of the key manager (Barbican), and how their payloads are stored, compared and read."""

from __future__ import annotations

import base64
import binascii

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Int, Option, Str, Timestamp
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import Acl, Barbican, Metadata, last_part
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

TYPES = ("symmetric", "public", "private", "passphrase", "certificate", "opaque")
TEXT, BINARY = "text/plain", "application/octet-stream"
ADD_PAYLOAD = "PUT "  # the request to the path of a secret that stores its payload
STORED = "stored"  # a payload that is not compared


def base_type(content_type):
    """A content type without its parameters, in lower case."""
    return str(content_type).partition(";")[0].strip().lower()


def decode(text):
    """The bytes of a text in Base64. Raises CloudError that does not show the text."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise BadOptions("`payload` is not valid Base64, which `payload_content_encoding` declares") from None


def declared_payload(params):
    """The payload that a task declares, as bytes. Raises CloudError."""
    return decode(params["payload"]) if params.get("payload_content_encoding") else params["payload"].encode()


def payload_as_options(content, content_type):
    """The options for a payload (bytes), as a dict. ``content_type``: the declared one, or None."""
    try:
        text = content.decode() if base_type(content_type or TEXT) == TEXT else None
    except UnicodeDecodeError:
        text = None
    if text is not None:
        return {"payload": text, "payload_content_type": content_type or TEXT}
    encoded = base64.b64encode(content).decode()
    return {"payload": encoded, "payload_content_type": content_type or BINARY, "payload_content_encoding": "base64"}


def read_payload(context, have):
    """The payload of a secret as bytes, UNKNOWN for a secret that exists only as a prediction. It is masked from then on.

    Raises CloudError.
    """
    session, table = context.session, context.resource
    accept = (have.get("content_types") or {}).get("default") or "*/*"
    reply = session.request(table.service, "GET", context.path(have, "/payload"), headers={"Accept": accept}, stream=True)
    if reply.response is None:
        return UNKNOWN
    content = b"".join(session.http.pieces(reply, service=table.service))
    session.hide(*(str(value) for value in payload_as_options(content, None).values() if value not in (TEXT, BINARY, "base64")))
    return content


def read_payloads(session, params):
    """The payloads of the secrets with these names, as the result of an operation: texts, or Base64 where they are no texts."""
    context, found = Context(session, params, SECRET), []
    for name in params["names"]:
        try:
            have = {SECRET.id_field: context.resolve(SECRET, last_part(name))}
            content = read_payload(context, have)
        except CloudError as error:
            raise error.about("Cannot read secret '%s'" % name) from None
        found.append(content if content is UNKNOWN else payload_as_options(content, None)["payload"])
    return {"changed": False, "payloads": found}


class Payload(f.Part, f.Str):
    """The payload. It can be set once. It is compared only if a task declares `compare_payload`, since that requires to read it."""

    body = True

    def predict_created(self, value):
        return None

    def load(self, context, have):
        if not have.get("content_types"):
            return None
        return read_payload(context, have) if context.params["compare_payload"] else STORED

    def agrees(self, have, value, context):
        return have == STORED or have == declared_payload(context.params)

    def diff_before(self, have, value, context):
        return None

    def to_diff(self, value):
        return super().to_diff(value) or "another one"

    def store(self, context, have, current, value):
        kind = context.params.get("payload_content_type") or default_type(context.params)
        context.act(have, ADD_PAYLOAD, part=kind, data=declared_payload(context.params), headers={"Content-Type": kind})
        have.update(context.resource.fetch(context, context.resource.id_of(have)) or {})


class ContentType(f.Str):
    """The content type of the payload. A secret shows it in another attribute, without the character set."""

    def read(self, have):
        return ((have or {}).get("content_types") or {}).get("default")

    def agrees(self, have, value, context):
        return have is None or super().agrees(have, value, context)


def default_type(params):
    """The content type of a payload for which the task declares none."""
    return BINARY if params.get("payload_content_encoding") else TEXT


def new_content_types(_context, body):
    """The initial value of `content_types`: that of a secret without payload is null."""
    return {"default": base_type(body["payload_content_type"])} if "payload" in body else None


class SecretType(Barbican):
    """The type of secrets."""

    def execute(self, session, params, context=None):
        if params.get("payload_file"):
            params = {**params, **payload_as_options(transfer.read(params["payload_file"]), params.get("payload_content_type"))}
            session.hide(params["payload"])
        return super().execute(session, params, context)

    def complete_body(self, context, body):
        if "payload" in body:
            declared_payload(context.params)  # raises an error before anything is sent
            return {"payload_content_type": default_type(context.params), **body}
        return {name: value for name, value in body.items() if name not in ("payload_content_type", "payload_content_encoding")}

    def submit(self, context, body, **rest):
        created = super().submit(context, body, **rest)
        context.parts.update({"payload": STORED if "payload" in body else None})
        context.parts.pop("metadata", None)
        context.parts.pop("acl", None)
        return created

    def mode(self, context, name):
        without_payload = context.found is not None and not context.found.get("content_types")
        return f.IN_PLACE if name == "payload" and without_payload else super().mode(context, name)

    def to_result(self, have):
        shown = super().to_result(have)
        return shown and dict(shown, payload_content_type=self.fields["payload_content_type"].read(have))


def add_details(context, found):
    """The listed secrets with what the options of the task request in addition: payloads, metadata and access control lists."""
    params = context.params
    for have in found:
        for name in ("metadata", "acl"):
            if params["with_" + name]:
                SECRET.fields[name].load(context, have)
        if params["with_payload"] and have.get("content_types"):
            content = read_payload(context, have)
            have["payload"] = UNKNOWN
            if content is not UNKNOWN:
                have.update(payload_as_options(content, have["content_types"].get("default")))
    return found


SECRET = SecretType(
    "key_manager.secret",
    held_by="project",
    path="/secrets",
    states=("present", "absent", "replace"),
    rules={"mutually_exclusive": [["payload", "payload_file"]]},
    actions={ADD_PAYLOAD: {"content_types": lambda _now, kind: {"default": base_type(kind)}}},
    computed={
        "content_types": Attribute(initial=new_content_types),
        "created_at": Attribute("created"),
        "creator_id": Attribute(),
        "secret_id": Attribute("secret_ref"),
        "secret_ref": Attribute(),
        "secret_store_id": Attribute("secret_store_ref", initial=None),
        "secret_store_ref": Attribute(initial=None),
        "status": Attribute(initial="ACTIVE"),
        "updated_at": Attribute("updated"),
    },
    name=Str(required=True, update=IMMUTABLE, filterable=True),
    secret_type=Str(choices=TYPES, update=IMMUTABLE, filterable=True, initial="opaque"),
    algorithm=Str(update=IMMUTABLE, initial=None),
    bit_length=Int(update=IMMUTABLE, initial=None),
    mode=Str(update=IMMUTABLE, filterable=True, initial=None),
    expiration=Timestamp(returned="expires_at", update=IMMUTABLE, initial=None),
    payload=Payload(secret=True, update=IMMUTABLE, initial=None),
    payload_file=Option("path"),
    payload_content_type=ContentType(canon=base_type, update=IMMUTABLE, initial=None, usual=f.ANY),
    payload_content_encoding=Str(choices=("base64",), write_only=True, initial=None),
    compare_payload=Option("bool", default=False),
    metadata=Metadata(initial=None),
    acl=Acl(initial=None),
)
SECRETS = Info(
    SECRET,
    "secrets",
    narrow=add_details,
    secret_type=Str(choices=TYPES),
    algorithm=Str(api="alg"),
    bit_length=Int(api="bits"),
    mode=Str(),
    acl_only=Bool(),
    created=Str(),
    updated=Str(),
    expiration=Str(),
    limit=Option("int"),
    with_payload=Option("bool", default=False),
    with_metadata=Option("bool", default=False),
    with_acl=Option("bool", default=False),
)
PAYLOADS = Operation(read_payloads, names=Option("list", elements="str", required=True))
