# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Needs: what new objects take of the quotas of the user's project, and whether so much is left.

A table declares the needs of one object (``needs=`` of Table). A service's ``base.py`` declares how the limits and the usage of its quotas
are read. Needs are dicts "service.quota" -> number, so those of objects of several kinds can be added.
"""

from __future__ import annotations

from collections import Counter

from ansible_collections.stratus.openstack.plugins.module_utils import service_types
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

UNLIMITED = -1

_declared = {}  # official service type -> callable (session) -> {quota: (limit, used)}


def declare(service, read):
    """Declare how the quotas of a service are read. ``read``: callable (session) -> dict quota -> (limit, used); {} if it cannot tell."""
    _declared[service_types.official(service)] = read


def declared():
    """The services (list of official types) whose quotas can be read."""
    return sorted(_declared)


def read(session, service):
    """The quotas of the user's project in a service: {quota: (limit, used)}, {} if it does not show them. Raises CloudError."""
    return _declared[service_types.official(service)](session)


def add(parts):
    """The sum of several needs, as a dict."""
    total = Counter()
    for part in parts:
        total.update(part)
    return dict(total)


def read_limits(session, service, path, keys, envelope, part):
    """The quotas that a service shows at a path, as ``read`` of ``declare`` returns them. Raises CloudError.

    ``keys``: quota -> (name of the limit, name of the usage). A quota that the service does not show to the user is left out.
    ``envelope``, ``part``: the keys in the answer, one in the other, below which the values are.
    """
    reply = session.request(service, "GET", path, key=envelope, allow=(403, 404))
    shown = (reply.body or {}).get(envelope, {}).get(part, {}) if reply.status < 400 else {}
    return {quota: (shown[limit], shown[used]) for quota, (limit, used) in keys.items() if limit in shown and used in shown}


def read_left(session, needs):
    """The quotas that needs name, as a dict "service.quota" -> (limit, number left). One request for each service. Raises CloudError.

    Unlimited quotas are left out, and those that the cloud does not show to the user.
    A service is left out if this run has predicted changes of its objects: what it reports of their number does not include these.
    """
    found = {}
    for service in sorted({name.partition(".")[0] for name, number in needs.items() if number > 0}):
        if session.has_predictions(service):
            continue
        for quota, (limit, used) in read(session, service).items():
            if limit != UNLIMITED and "%s.%s" % (service, quota) in needs:
                found["%s.%s" % (service, quota)] = limit, max(0, limit - used)
    return found


def require(session, needs):
    """The quotas as ``read_left`` returns them. Raises CloudError when those of the user's project have too little left for the needs."""
    found = read_left(session, needs)
    short = [
        "%s: %d needed, %d left of %d" % (name.partition(".")[2], needs[name], left, limit)
        for name, (limit, left) in sorted(found.items())
        if needs[name] > left
    ]
    if short:
        raise CloudError(
            "The project's quotas have too little left: %s" % "; ".join(short),
            hint="Nothing was created. Create fewer, remove what is no longer used, or have the quotas raised",
        )
    return found
