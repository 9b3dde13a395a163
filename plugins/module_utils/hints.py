# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user can do about an error: tables that map the API's messages to a sentence.

The table here holds for all services. A service's ``base.py`` declares hints for messages that only this service has. A function can look
for a better hint, such as the name of what uses an object, when a task fails.
"""

from __future__ import annotations

import functools
import re

from ansible_collections.stratus.openstack.plugins.module_utils import service_types
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

IN_USE = "Something still uses it: remove that first"
# (status or None for any, pattern in the API's message, hint or None for a message that says enough); the first match counts
HINTS = (
    (
        None,
        r"quota|exceeds allowed|OverQuota|limit (is )?exceeded|maximum number of",
        "The project's quota is used up: free something or have it raised",
    ),
    (
        401,
        r"cannot request a scope",
        "An application credential carries its own scope: remove project, domain and system scope from the credentials",
    ),
    (401, r"totp|passcode", "A TOTP passcode is accepted once: get a fresh one"),
    (401, r"", "Check user name, password or secret, their domains and the project; a token may have expired"),
    (403, r"\b(because|since|first)\b", None),  # the message says which state of the object forbids it
    (
        403,
        r"policy|not permitted|not authorized|forbidden|disallowed|required|",
        "The user's roles in this project do not allow it: use other credentials or have a role granted",
    ),
    (
        404,
        r"^(not found|the resource could not be found\.?|404.*|no explanation given|)$",
        "The address has no such path: check the endpoint and its version",
    ),
    (409, r"in use|still has|has active", IN_USE),
    (409, r"immutable|PENDING_", "It is being changed by something else: wait, then run the task again"),
    (413, r"", "The project's quota or the API's rate limit is used up"),
    (429, r"", "The API limits the rate of requests: lower the number of forks, or try later"),
    (503, r"", "The service or its load balancer is not ready: try later"),
    (500, r"", "The service failed inside: its operators find the request by its id"),
)
UNSURE = "It may have been carried out all the same: run the task again, which looks first and goes on from what is there"


_declared = {}  # official service type -> entries as in HINTS


def declare(service, *entries):
    """Add entries as in HINTS for the messages of one service. They are tried first.

    An entry can have a fourth member: a callable (session, error) -> a better hint, or '' if it finds none. It is called once, when a task
    fails with the error, and may send a few requests that read.
    """
    _declared[service_types.official(service)] = entries


def declared():
    """All entries that services have declared so far."""
    return [entry for entries in _declared.values() for entry in entries]


def explain(error, session):
    """Add a hint to a CloudError if one is known, and mask the secrets of the session in its message -> the error."""
    error.message = session.http.shown(error.message)
    if error.hint is None and error.status:
        for status, pattern, hint, *find in (*_declared.get(error.service, ()), *HINTS):
            if status in (None, error.status) and re.search(pattern, error.message, re.I):
                error.hint = hint
                if find:
                    error.find_hint = functools.partial(find[0], session, error)
                break
    if error.hint is None and error.maybe_applied:
        error.hint = UNSURE
    if error.status == 401:
        described = session.config.describe()
        error.hint = ". ".join(filter(None, (error.hint, described and "Credentials: %s" % described)))
    return error


def id_in_url(error, collection):
    """The id of the object in the URL of the request that failed, such as that after /networks/; '' if it has none."""
    found = re.search(r"/%s/([^/?]+)" % collection, error.url or "")
    return found[1] if found else ""


def read_name(session, service, path, key):
    """The name of an object in quotation marks; its id, the last part of ``path``, if the object has no name or cannot be read."""
    reply = session.request(service, "GET", path, key=key, allow=(403, 404))
    name = (reply.body.get(key) or {}).get("name") if reply.status < 400 else None
    return "'%s'" % name if name else path.rpartition("/")[2]


def used_by(users, more=0):
    """The hint that names what uses an object: texts, such as "server 'web'"; '' for none. ``more``: how many further ones there are."""
    users = list(dict.fromkeys(users)) + (["%d more" % more] if more else [])
    text = " and ".join(filter(None, [", ".join(users[:-1]), *users[-1:]]))
    return users and "It is used by %s: remove that first" % text or ""


def for_fault(text):
    """The hint for the reason that a service gives for a failed object, or None. Such a text comes without an HTTP status."""
    return next((hint for status, pattern, hint in HINTS if status is None and re.search(pattern, text, re.I)), None)


def no_endpoint(service, settings, catalog, regions, interfaces):
    """The CloudError for a service without an endpoint in the requested region and interface. It has ``regions`` and ``interfaces``."""
    if interfaces:
        wanted = " in region %s" % settings.region_name if settings.region_name else ""
        return CloudError(
            "The catalog has no %s endpoint of the %s service%s" % (" or ".join(settings.interface), service, wanted),
            service=service,
            hint="It has the regions %s and the interfaces %s: check region_name and interface"
            % (join_names(regions), join_names(interfaces)),
        )
    present = {entry.get("type") for entry in catalog}
    if not catalog:
        return CloudError(
            "There is no service catalog, so the %s service has no address" % service,
            service=service,
            hint="The token has no project scope: set a project, or an endpoint override for the service",
        )
    return CloudError("This cloud has no %s service" % service, service=service, hint="Its catalog has: %s" % join_names(present))


def join_names(names):
    return ", ".join(sorted(str(name) for name in names if name)) or "none"
