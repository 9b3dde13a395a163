# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reverse records (PTR) of floating IPs in the DNS service (Designate).

The API shows every floating IP of the project, with or without a record. An update sets the record, and an update without a name removes
it. The id of a record is that of its floating IP, after the region.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Int, Option, Str, ip
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.base import Designate, DnsStatus, DomainName, project_options
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import FLOATING_IP_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

NO_RECORD = {"ptrdname": None, "ttl": None, "description": None, "action": "NONE", "status": "INACTIVE"}


def is_of(have, value):
    """Whether a record is that of a floating IP, given by its address, its id, or its id after the region."""
    address, identifier = have.get("address"), str(have.get("id"))
    return address == value or ip(address) == ip(value) or identifier == value or identifier.endswith(":%s" % value)


class Ptr(Designate):
    """The type of reverse records. Its objects are floating IPs; one without a record counts as absent."""

    unique = True
    creation_verb = "PATCH"
    removal_makes = NO_RECORD
    key_option = "floating_ip"
    name_field = "address"

    def item_path(self, context, identifier):
        return super().item_path(context, identifier).replace("%3A", ":")

    def list(self, context, params=None):
        """Yield the floating IPs of the task's region, or of all regions if the task names none."""
        region = context.session.config.region_name
        return (have for have in super().list(context, params) if not region or have["id"].rpartition(":")[0] in ("", region))

    def find(self, context, value, filters=None):
        found = [have for have in self.list(context) if is_of(have, value)]
        if found or not context.session.has_predictions(FLOATING_IP_NAME.service):
            return found
        # the DNS service does not know a floating IP that exists only as a prediction
        predicted, region = FLOATING_IP_NAME.find(context.at(FLOATING_IP_NAME), value), context.session.config.region_name or ""
        return [dict(NO_RECORD, id="%s:%s" % (region, have["id"]), address=have.get("floating_ip_address")) for have in predicted]

    def find_declared(self, context):
        have = context.parts["floating ip"] = super().find_declared(context)
        if have is None and context.params["state"] == "present":
            text, hint = "There is no floating IP '%s'" % context.params["floating_ip"], "Check the address, the project and the region"
            missing = Missing(text, service=self.service, hint=hint)
            missing.kind = FLOATING_IP_NAME.kind
            raise missing
        return have if have and have.get("ptrdname") else None

    def complete_body(self, context, body):
        return dict(body, id=self.id_of(context.parts["floating ip"]))

    def creation_request(self, context, body):
        sent = {name: value for name, value in body.items() if name != self.id_field}
        return self.item_path(context, self.id_of(body)), {"json": sent}

    def complete_update(self, have, body):
        """An update replaces the whole record."""
        return {**{name: have[name] for name in ("ptrdname", "description", "ttl") if have.get(name) is not None}, **body}

    def deletion_request(self, context, have):
        return "PATCH", context.path(have), {"json": {"ptrdname": None}}


def address_of(context, _body):
    """The initial value of `address`: that of the floating IP."""
    return context.parts["floating ip"].get("address", UNKNOWN)


def select_floating_ip(context, found):
    """The listed records of the floating IP that the task names."""
    value = context.params["floating_ip"]
    return [have for have in found if not value or is_of(have, value)]


PTR = Ptr(
    "dns.floating_ip",
    not_exported="the address of its floating IP is chosen by the cloud",
    path="/reverse/floatingips",
    keys="floatingips",
    by_name=None,
    result="ptr",
    status=DnsStatus(gone=("INACTIVE",)),
    needed_to_create=("ptrdname",),
    computed={
        "action": Attribute(initial="NONE"),
        "address": Attribute(initial=address_of),
        "links": Attribute(),
        "name": Attribute("name", initial=None),
        "status": Attribute(initial="ACTIVE"),
    },
    floating_ip=Option(required=True, aliases=["floating_ip_address"]),
    ptrdname=DomainName(aliases=["domain_name"]),
    description=Str(initial=None),
    ttl=Int(),
    project=project_options()["project"],
)
PTR.label = "reverse record"
PTRS = Info(
    PTR,
    "ptrs",
    name=False,
    narrow=select_floating_ip,
    floating_ip=Option(aliases=["floating_ip_address"]),
    project=project_options()["project"],
)
