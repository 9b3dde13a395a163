# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remove many objects of the object store (Swift): by few bulk requests, or in parallel where the service has no bulk requests."""

from __future__ import annotations

from itertools import islice
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

SERVICE = "object_store"
IN_ONE_REQUEST = 1000  # objects; the usual limit of the service is 10000, and it answers when all are removed
THREADS = 10  # requests at the same time
SHOWN_FAILURES = 5  # failures that an error lists one by one
ROUNDS = 5  # listings of a container that is emptied, since the listing may lag behind
BULK = {"Content-Type": "text/plain", "Accept": "application/json"}


def container_path(container):
    """The path of a container."""
    return "/" + quote(container, safe="")


def object_path(container, name):
    """The path of an object."""
    return "%s/%s" % (container_path(container), quote(name, safe=""))


def list_names(context, container, **query):
    """Yield the names of the objects in a container. Raises CloudError."""
    return (have["name"] for have in context.session.list(SERVICE, container_path(container), None, query) if have.get("name"))


def has_objects(context, container):
    """Whether a container has objects. Raises CloudError."""
    listing = context.session.list(SERVICE, container_path(container), None, {"limit": 1}, allow=(404,))
    return next(iter(listing), None) is not None


def empty(context, container, versions=False):
    """Remove all objects of a container, with all of their versions if ``versions`` is true. Raises CloudError."""
    if versions:
        remove_versions(context, container)
    for _round in range(ROUNDS):
        names = list(list_names(context, container))
        if not names or not remove(context, container, names):
            return


def remove_versions(context, container):
    """Remove all versions of all objects in a container."""
    listing = context.session.list(SERVICE, container_path(container), None, {"versions": "true"})
    found = [(have["name"], have["version_id"]) for have in listing if have.get("version_id")]
    context.session.in_parallel(lambda one: remove_one(context, container, one[0], {"version-id": one[1]}), found, THREADS)


def remove(context, container, names):
    """Remove objects by their names -> the number of those that existed. Raises CloudError with the names that are left."""
    removed, failures, names = 0, [], iter(names)
    for chunk in iter(lambda: list(islice(names, IN_ONE_REQUEST)), []):
        report = send_bulk(context, container, chunk)
        if report is None:  # the service has no bulk requests
            removed += sum(context.session.in_parallel(lambda name: remove_one(context, container, name), chunk, THREADS))
        else:
            removed += report["Number Deleted"]
            failures += report.get("Errors") or ()
            if not str(report.get("Response Status", "200")).startswith("2") and not failures:
                raise CloudError("The objects cannot be removed: %s" % (report.get("Response Body") or report["Response Status"]))
    if failures:
        shown = ", ".join("%s (%s)" % (name, status) for name, status in failures[:SHOWN_FAILURES])
        raise CloudError("%d objects cannot be removed: %s" % (len(failures), shown), service=SERVICE)
    return removed


def send_bulk(context, container, names):
    """One bulk request -> its report as a dict; None if the service does not know such requests. Raises CloudError."""
    if context.session.dry_run:
        return None  # one removal after the other is predicted
    lines = "\n".join("%s/%s" % (quote(container, safe=""), quote(name, safe="")) for name in names)
    reply = context.session.request(SERVICE, "POST", "/", data=lines.encode(), params={"bulk-delete": "true"}, headers=BULK)
    return reply.body if isinstance(reply.body, dict) and "Number Deleted" in reply.body else None


def remove_one(context, container, name, query=None):
    """Remove one object -> whether it existed. Raises CloudError."""
    return context.session.request(SERVICE, "DELETE", object_path(container, name), params=query, allow=(404,)).status != 404
