# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transfers of zones of the DNS service (Designate) to other projects.

The API has two types of objects: the request of the old project, which contains a key, and its acceptance by the new project.
"""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.effects import Outcome
from ansible_collections.stratus.openstack.plugins.module_utils.errors import Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Option, Ref, Str, of_another
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.base import (
    ZONE_NAME,
    WithSecret,
    acting_project,
    project_options,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME

OPEN = ("id", "description", "links", "status", "zone_id", "zone_name")  # what the service shows of a transfer to other projects
ACCEPT = "POST //zones/tasks/transfer_accepts"


def predict_new_owner(context, have, _sent):
    """The effect of accepting a transfer: the zone belongs to the accepting project."""
    zone = context.session.known(context.resource.service, context.path(have)).get("zone_id")
    if zone:
        yield ZONE_NAME.service, ZONE_NAME.item_path(context, zone), {"project_id": context.session.access.project_id}


def for_others(have):
    """A transfer as the project that accepts it sees it."""
    return {name: have.get(name) for name in OPEN}


class Transfer(WithSecret):
    """The transfer of a zone to another project, which accepts it with the key."""

    key_option = "zone"
    name_field = "zone_name"
    unique = True  # the service accepts several requests for a zone, but none is in the way of another
    hidden = "key"
    actions = {ACCEPT: Outcome({"status": "COMPLETE"}, predict_new_owner)}

    def find_declared(self, context):
        params = context.params
        if params["state"] == "accepted":
            return self.find_accepted(context)
        if params["id"]:
            have = self.fetch(context, params["id"])
            if have is None and params["state"] == "present":
                raise Missing("There is no %s '%s'" % (self.label, params["id"]), service=self.service)
            return have
        return context.prefer_remembered_names(
            lambda names: names.resolve(ZONE_NAME, params["zone"]),
            lambda _names, zone: self.find_of_zone(context, zone),
            lambda have: self.agrees_with_state(context, have),
        )

    def find_of_zone(self, context, zone):
        """The transfer of the zone with an id that nobody has accepted yet, or None."""
        found = [have for have in self.list(context, {"status": "ACTIVE"}) if have.get("zone_id") == zone]
        return self.single(found, context.params["zone"])

    def find_accepted(self, context):
        """The transfer if it was accepted and the zone belongs to the project, else None."""
        have = self.fetch(context, context.params["id"])
        if have is None or have.get("status") != "COMPLETE":
            return None
        zone = ZONE_NAME.fetch(context.at(ZONE_NAME), have["zone_id"])
        return for_others(have) if zone and ZONE_NAME.owner(zone) == acting_project(context, {}) else None

    def creation_request(self, context, body):
        path = "/zones/%s/tasks/transfer_requests" % quote(body["zone_id"], safe="")
        return path, {"json": {name: value for name, value in body.items() if name != "zone_id"}}

    def submit(self, context, body, **rest):
        return self.hide_secret(context, super().submit(context, body, **rest))

    def verb_for(self, params, have):
        return "accept" if params["state"] == "accepted" else super().verb_for(params, have)

    def reconcile(self, context, have):
        if context.params["state"] != "accepted":
            return super().reconcile(context, have)
        return self.accept(context) if have is None else have

    def accept(self, context):
        """Accept the transfer -> the transfer. Raises CloudError."""
        identifier = context.params["id"]
        context.act({"id": identifier}, ACCEPT, {"zone_transfer_request_id": identifier, "key": context.params["auth_key"]})
        return for_others(self.fetch(context, identifier))

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        if context.params["state"] == "accepted":
            result["diff"] = {"before": {"accepted": have is not None}, "after": {"accepted": True}}
        return result


def without_keys(_context, found):
    """The listed transfers without their keys."""
    return [dict(have, key=None) for have in found]


TRANSFER = Transfer(
    "dns.zone_transfer_request",
    not_exported="it ends when it is accepted",
    path="/zones/tasks/transfer_requests",
    keys="transfer_requests",
    by_name=None,
    states=("present", "absent", "accepted"),
    result="zone_transfer",
    computed={
        "created_at": Attribute(),
        "key": Attribute(),
        "links": Attribute(),
        "name": Attribute("name", initial=None),
        "project_id": Attribute(initial=acting_project),
        "status": Attribute(filterable=True, initial="ACTIVE"),
        "updated_at": Attribute(initial=None),
        "version": Attribute(initial=None),
        "zone_name": Attribute(initial=of_another("/zones", "name", "zone_id")),
    },
    rules={"required_one_of": [["zone", "id"]], "required_if": [["state", "accepted", ["id", "auth_key"]]]},
    zone=Ref(ZONE_NAME, api="zone_id", update=IMMUTABLE, aliases=["zone_id"]),
    id=Option(aliases=["zone_transfer_request_id"]),
    target_project=Ref(PROJECT_NAME, api="target_project_id", update=IMMUTABLE, aliases=["target_project_id"], initial=None),
    description=Str(initial=None),
    auth_key=Option(secret=True),
    **project_options(),
)
TRANSFER.label = "zone transfer"
TRANSFERS = Info(
    TRANSFER,
    "zone_transfers",
    name=False,
    narrow=without_keys,
    status=Str(choices=["ACTIVE", "COMPLETE"]),
    **project_options(),
)
