# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordsets of the DNS service (Designate): the records of one name and type in a zone."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Int, Ref, Set, Str, ip
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.base import (
    STATUS,
    ZONE_NAME,
    Named,
    UpperChoice,
    absolute,
    acting_project,
    project_options,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

TYPES = ("a", "aaaa", "caa", "cert", "cname", "mx", "naptr", "ns", "ptr", "soa", "spf", "srv", "sshfp", "svcb", "https", "txt")
# types whose records end with the name of a host
NAMING = ("CNAME", "MX", "NS", "PTR", "SRV")
ADDRESSES = ("A", "AAAA")
QUOTED = ("TXT", "SPF")


def zone_name(context):
    """The name of the task's zone as it is stored; None if the task has no zone. Raises Missing, CloudError."""
    zone = context.params.get("zone")
    if not zone or not ZONE_NAME.is_id(zone):
        return absolute(zone) if zone else None
    key = ("dns.zone", "name", zone)
    if key not in context.fresh:
        context.fresh[key] = ZONE_NAME.get(context.at(ZONE_NAME), zone)["name"]
    return context.fresh[key]


def name_in_zone(context, value):
    """The complete name of a recordset: of "www", of "www.example.org" with or without a dot at the end, or of "@" for the zone itself."""
    name, zone = str(value).strip(), zone_name(context)
    if name.endswith(".") or not zone:
        return absolute(name)
    if name == "@":
        return zone
    full = absolute(name)
    return full if full == zone or full.endswith("." + zone) else absolute("%s.%s" % (name, zone))


def normal_record(kind, record):
    """A record in one form for all its spellings. ``kind``: the type of the recordset in capitals."""
    record = str(record).strip()
    if kind in ADDRESSES:
        return ip(record)
    if kind in QUOTED:
        return record if record.startswith('"') else '"%s"' % record.replace("\\", "\\\\").replace('"', '\\"')
    words = record.split()
    return " ".join(words[:-1] + [absolute(words[-1])]) if kind in NAMING and words else " ".join(words)


class RecordName(Str):
    """The name of a recordset, complete or relative to the zone."""

    def wire(self, value, context):
        return name_in_zone(context, value)

    def normal(self, value):
        return None if value in ("", None) else str(value).lower()


class Records(Set):
    """The records, in any order. Their spelling depends on the type."""

    def wire(self, value, context):
        kind = (context.params.get("recordset_type") or (context.found or {}).get("type") or "").upper()
        return sorted({normal_record(kind, record) for record in value})

    def agrees(self, have, value, context):
        kind = (context.found or {}).get("type") or (context.params.get("recordset_type") or "").upper()
        return self.wire(value, context) == sorted({normal_record(kind, record) for record in have or []})


class Recordset(Named):
    """The type of recordsets. The name and the type together identify one in its zone."""

    unique = True

    def reason_to_skip(self, context, have):
        own = have["type"] == "SOA" or have["type"] == "NS" and have["name"] == have.get("zone_name")
        return "the zone has it" if own else ""

    def stored_name(self, context, value):
        return name_in_zone(context, value)

    def single(self, found, value):
        if len(found) > 1 and value is not UNKNOWN and len({have["name"] for have in found}) == 1:
            types = ", ".join(sorted(have["type"] for have in found))
            raise CloudError(
                "The name '%s' has recordsets of several types: %s" % (value, types), service=self.service, hint="Set `recordset_type`"
            )
        return super().single(found, value)


RECORDSET = Recordset(
    "dns.recordset",
    path="/zones/{zone_id}/recordsets",
    path_of_all="/recordsets",
    update_verb="PUT",
    status=STATUS,
    needed_to_create=("recordset_type", "records"),
    filters="data",
    computed={
        "action": Attribute(initial="NONE"),
        "created_at": Attribute(),
        "links": Attribute(),
        "project_id": Attribute(initial=acting_project),
        "status": Attribute(filterable=True, initial="ACTIVE"),
        "updated_at": Attribute(),
        "version": Attribute(),
        "zone_name": Attribute(initial=lambda context, _body: zone_name(context) or UNKNOWN),
    },
    zone=Ref(ZONE_NAME, api="zone_id", parent=True, required=True),
    name=RecordName(required=True, filterable=True),
    recordset_type=UpperChoice(api="type", choices=TYPES, identity=True, update=IMMUTABLE, filterable=True),
    description=Str(filterable=True, initial=None),
    records=Records(),
    ttl=Int(filterable=True, initial=None),
    **project_options(),
)
RECORDSETS = Info(
    RECORDSET,
    "recordsets",
    zone=Ref(ZONE_NAME, api="zone_id", parent=True),
    recordset_type=UpperChoice(api="type", choices=TYPES),
    data=Str(),
    description=Str(),
    ttl=Int(),
    **project_options(),
)
