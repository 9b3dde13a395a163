# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compute service (Nova): host aggregates, and compute services on hosts."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import added, merged, without
from ansible_collections.stratus.openstack.plugins.module_utils.errors import Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Option, Part, Set, Str, StrMap
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import EVERY_LOGIN

ZONE = "availability_zone"

# -- aggregates of hosts ----------------------------------------------------------------------------------------------------


class Aggregate(Resource):
    """A host aggregate. The API cannot find an aggregate by its name, so that the complete listing is read; there are few aggregates."""

    unique = True
    actions = {
        "add_host": {"hosts": added("host")},
        "remove_host": {"hosts": without("host")},
        "set_metadata": {"metadata": merged("metadata")},
    }

    def find(self, context, value, filters=None):
        return [have for have in self.list(context) if str(value) in (have["name"], str(self.id_of(have)))]

    def post(self, context, body):
        created = self.unwrap(super().post(context, body))
        missing = {"hosts": [], "metadata": {ZONE: body[ZONE]} if body.get(ZONE) else {}}  # the answer to a creation lacks them
        return self.wrap({**missing, **created})

    def predict_update(self, have, body):
        """An update of the availability zone also changes the metadata, which contains it."""
        changes = super().predict_update(have, body)
        return dict(changes, metadata=dict(have["metadata"], **{ZONE: body[ZONE]})) if ZONE in body else changes

    def delete(self, context, have):
        """Remove all hosts from the aggregate, then delete it: Nova does not delete an aggregate with hosts."""
        for host in list(have.get("hosts") or ()):
            context.act(have, "remove_host", {"host": host})
        super().delete(context, have)


class Hosts(Part, Set):
    """The hosts of an aggregate, by name. Hosts that are not listed are removed unless `purge_hosts` is false."""

    def agrees(self, have, value, context):
        return set(have or ()) == set(value) if context.params["purge_hosts"] else set(value) <= set(have or ())

    def store(self, context, have, current, value):
        for host in sorted(set(current or ()) - set(value)) if context.params["purge_hosts"] else ():
            have.update(context.apply(have, "remove_host", {"host": host}))
        for host in sorted(set(value) - set(current or ())):
            have.update(context.apply(have, "add_host", {"host": host}))


class AggregateMetadata(Part, StrMap):
    """The complete metadata, without the availability zone, which Nova stores there as well."""

    def read(self, have):
        return {key: value for key, value in (have.get("metadata") or {}).items() if key != ZONE}

    def wire(self, value, context):
        return {key: item for key, item in super().wire(value, context).items() if key != ZONE}

    def store(self, context, have, current, value):
        wanted = self.wire(value, context)
        metadata = have.get("metadata") or {}
        changes = {key: item for key, item in wanted.items() if metadata.get(key) != item}
        changes.update(dict.fromkeys(set(current or ()) - set(wanted)))
        have.update(context.apply(have, "set_metadata", {"metadata": changes}))


AGGREGATE = Aggregate(
    "compute.aggregate",
    cloud_wide=True,
    path="/os-aggregates",
    seen_by=EVERY_LOGIN,
    microversion="2.81",
    by_name=None,
    id_like=None,
    computed={
        "created_at": Attribute(),
        "deleted_at": Attribute(initial=None),
        "is_deleted": Attribute("deleted", initial=False),
        "updated_at": Attribute(initial=None),
        "uuid": Attribute(),
    },
    name=Str(required=True),
    availability_zone=Str(initial=None),
    metadata=AggregateMetadata(initial={}),
    hosts=Hosts(initial=[]),
    purge_hosts=Option("bool", default=True),
)
AGGREGATES = Info(AGGREGATE, "aggregates")

# -- services ---------------------------------------------------------------------------------------------------------------


class Enabled(Bool):
    """Whether the scheduler uses a service. The API has the strings "enabled" and "disabled" for it."""

    def wire(self, value, context):
        return "enabled" if value else "disabled"

    def normal(self, value):
        return value == "enabled"

    def to_diff(self, value):
        return value == "enabled" if isinstance(value, str) else value


class Service(Resource):
    """A compute service on a host. Its first report creates it; a service that is down can be deleted."""

    key_option = "host"

    def unwrap(self, body):
        """The object in an answer. Answers have an envelope, bodies of requests do not."""
        return super().unwrap(body.get("service", body))

    def predict_update(self, have, body):
        return {**super().predict_update(have, body), **({"disabled_reason": body.get("disabled_reason")} if "status" in body else {})}

    def find_declared(self, context):
        params = context.params
        have = self.single(list(self.list(context, {"host": params["host"], "binary": params["binary"]})), params["host"])
        if have is None and params["state"] == "present":
            text = "There is no %(binary)s on %(host)s" % params
            raise Missing(text, service=self.service, hint="A service comes about when it starts")
        return have

    def update(self, context, have, body):
        """Change the service. Nova accepts a reason only together with the status."""
        if "disabled_reason" in body:
            body = dict(body, status=body.get("status", have["status"]))
        if body.get("disabled_reason") == "":
            body.pop("disabled_reason")  # Nova clears the reason when the status is sent without one
        now = super().update(context, have, body)
        return dict(now, disabled_reason=now.get("disabled_reason") if now["status"] == "disabled" else None)


COMPUTE_SERVICE = Service(
    "compute.service",
    not_exported="the service of a host creates it",
    cloud_wide=True,
    path="/os-services",
    microversion="2.69",
    by_name=None,
    wrapped=False,
    computed={
        "availability_zone": Attribute("zone"),
        "name": Attribute("binary"),
        "state": Attribute(),
        "updated_at": Attribute(),
    },
    host=Str(required=True, update=IMMUTABLE, filterable=True),
    binary=Str(default="nova-compute", update=IMMUTABLE, filterable=True),
    is_enabled=Enabled(api="status", aliases=["enabled"]),
    disabled_reason=Str(),
    is_forced_down=Bool(api="forced_down", aliases=["forced_down"], returned="is_forced_down"),
)
COMPUTE_SERVICE.label, COMPUTE_SERVICE.result_key = "compute service", "compute_service"
COMPUTE_SERVICES = Info(COMPUTE_SERVICE, "compute_services", name=False, binary=Str(), host=Str())
