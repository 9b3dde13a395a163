# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Zones of the DNS service (Designate) as zone files (RFC 1035): export and import.

Both are tasks of the service: the request creates one, which runs in the background. It is removed when it has ended.
"""

from __future__ import annotations

import contextlib
import os
import re
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Option
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.base import (
    ZONE_NAME,
    Designate,
    DomainName,
    ZoneType,
    absolute,
    project_options,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.zones import ZONE
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

TEXT = "text/dns"
ORIGIN = re.compile(r"^\s*\$ORIGIN\s+(\S+)", re.IGNORECASE | re.MULTILINE)
ENDED = Status(ok=("COMPLETE",), fail=("ERROR",), fault="message")


class Job(Designate):
    """The type of exports and imports."""

    name_field = None
    unique = True

    @contextlib.contextmanager
    def removed_afterwards(self, context, have):
        """Remove the task of the service when the block ends, however it ends."""
        try:
            yield
        finally:
            with contextlib.suppress(CloudError):  # it does no harm, and an error of the block says more
                self.send_deletion(context, have, allow=(404,))


class Export(Job):
    """The type of exports of zones."""

    def creation_request(self, context, body):
        return "/zones/%s/tasks/export" % quote(body["zone_id"], safe=""), {}


JOBS = {"status": Attribute(initial="COMPLETE"), "message": Attribute(initial=None), "zone_id": Attribute()}
EXPORTED = Export("dns.zone_export", path="/zones/tasks/exports", keys="exports", status=ENDED, computed=JOBS)
IMPORTED = Job("dns.zone_import", path="/zones/tasks/imports", keys="imports", status=ENDED, computed=JOBS)


def read_zone_file(context, zone):
    """The zone file (text) of the zone with an id; UNKNOWN in check mode. Raises CloudError."""
    have = EXPORTED.submit(context, {"zone_id": zone})
    with EXPORTED.removed_afterwards(context, have):
        have = EXPORTED.wait_until_ready(context, have)
        path = context.path(have, "/export")
        reply = context.session.request(
            EXPORTED.service, "GET", path, headers={**EXPORTED.headers(context), "Accept": TEXT}, initial=lambda: UNKNOWN
        )
    return UNKNOWN if reply.body is UNKNOWN else reply.text


def export(session, params):
    """Export a zone to a text, or to a file unless the file has the same content already -> the task's result. Raises CloudError."""
    context = Context(session, params, EXPORTED)
    try:
        name = params["zone"]
        path = transfer.find_target(params["dest"], "%szone" % absolute(name)) if params["dest"] else None
        text = read_zone_file(context, context.resolve(ZONE_NAME, name))
    except CloudError as error:
        raise error.about("Cannot export zone '%s'" % params["zone"]) from None
    unchanged = {"changed": False, "diff": {"before": {}, "after": {}}}
    if not path:
        return dict(unchanged, content=text, file=None)
    exists, result = os.path.isfile(path), {"content": None, "file": {"path": path, "size": UNKNOWN}}
    if text is UNKNOWN:
        return dict(result, changed=not exists, diff={"before": {}, "after": {} if exists else {"path": path}})
    content, size = text.encode(), os.path.getsize(path) if exists else None
    result["file"]["size"] = len(content)
    pieces = transfer.differing([content], path)
    if pieces is None:
        return dict(result, **unchanged)
    session.change_file(lambda: transfer.save(pieces, path, "zone %s" % name, len(content), session.progress))
    before, after = ({"path": path, "size": size}, {"path": path, "size": len(content)}) if exists else ({}, {"path": path})
    return dict(result, changed=True, diff={"before": before, "after": after})


class ImportedZone(ZoneType):
    """A zone that is created from a zone file. One that exists stays as it is."""

    def complete_body(self, context, body):
        params = context.params
        text = params["content"] if params["src"] is None else transfer.read_text(transfer.located(params["src"]))
        if not text:
            raise CloudError("It does not exist; creating it requires `content` or `src`", service=self.service)
        origin = ORIGIN.search(text)
        if not origin or absolute(origin.group(1)) != body["name"]:
            found = "is that of the zone '%s'" % origin.group(1) if origin else "has no $ORIGIN"
            raise CloudError("The zone file %s" % found, hint="It must begin with '$ORIGIN %s'" % body["name"])
        # the service would keep upper case in the name of the zone, and then not find it by its name
        context.parts["zone file"] = text[: origin.start(1)] + body["name"] + text[origin.end(1) :]
        return body

    def creation_request(self, context, body):
        return IMPORTED.path, {"data": context.parts["zone file"].encode(), "headers": {"Content-Type": TEXT}}

    def submit(self, context, body, **rest):
        """Import the zone file -> the zone. Raises CloudError with the reason of the service."""
        have = super().submit(context, body, **rest)
        if self.name_field in have:  # a prediction: that of the zone
            return have
        at_import = context.at(IMPORTED)
        with IMPORTED.removed_afterwards(at_import, have):
            done = IMPORTED.wait_until_ready(at_import, have)
        return self.fetch(context, done["zone_id"])


EXPORT = Operation(
    export,
    zone=Option(required=True, aliases=["zone_id", "name"]),
    dest=Option("path"),
    timeout=Option("int", default=180),
    **project_options(),
)
IMPORT = ImportedZone(
    "dns.zone",
    path="/zones",
    like=ZONE,
    status=ZONE.status,
    rules={"mutually_exclusive": [["content", "src"]]},
    name=DomainName(required=True, filterable=True),
    content=Option(),
    src=Option("path"),
    **project_options(),
)
