# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quotas: one table for each service that has quotas."""

from __future__ import annotations

import copy

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Int
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import base as block_storage
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import base as compute
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns import base as dns
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import base as network
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system import base as shared_file_system
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

DECLARING = (block_storage, compute, dns, network, shared_file_system)  # their import declares who sees their objects
OWNERS = ("project_id", "tenant_id")  # Octavia answers with another text here when it is asked for the defaults
NOBODY = "0" * 32  # the id of no project
PER_TYPE = ("volumes", "snapshots", "gigabytes")  # Cinder also has these limits for each volume type, as "volumes_TYPE"


class Quota(Resource):
    """The quotas of a project in one service. The object exists for each project; its numbers are limits, -1 means unlimited.

    defaults: suffix of the path of the default quotas. details: (suffix of the path, query) of the request that also shows the usage;
    None if the service has no such request.
    """

    def __init__(self, kind, path, defaults, details=None, **rest):
        super().__init__(kind, path, id_like=None, **rest)
        self.defaults, self.details = defaults, details

    def limits_of(self, have):
        """All limits of an object as a dict by the API's names, including those of volume types."""
        return {key: value for key, value in have.items() if isinstance(value, int) and not isinstance(value, bool)}

    def wanted_limits(self, params, have):
        """The limits that a task sets, as a dict by the names that the service uses."""
        return {self.limit_name(have, field.api): params[name] for name, field in self.given(params).items()}

    def sets_more_limits(self, params):
        """Whether a task sets limits by an option that is not a field."""
        return False

    @staticmethod
    def limit_name(have, name):
        """The name of a limit as the object has it. Octavia spells names with or without an underscore."""
        if name in have:
            return name
        return next((key for key in have if key.replace("_", "") == name.replace("_", "")), name)

    def to_result(self, have):
        return {name: have.get(self.limit_name(have, wire)) for name, wire in self.reads.items()}

    def read_project(self, context, project):
        """The quotas of a project as a dict. Raises CloudError."""
        path = self.item_path(context, project)
        return self.unwrap(context.call("GET", path, key=self.envelope, initial=lambda: self.read_defaults(context, project)))

    def read_defaults(self, context, project):
        """The default quotas as a dict. If check mode predicts the project, those of the current project are read. Raises CloudError."""

        def read(named, **rest):
            path = self.path + self.defaults % {"project": named}
            found = self.unwrap(context.call("GET", path, key=self.envelope, **rest))
            return {key: project if key in OWNERS else value for key, value in found.items()}

        own = context.session.access.project_id
        return read(project, initial=lambda: {key: project if value == own else value for key, value in read(own).items()})

    def read_usage(self, context, project):
        """The quotas of a project as a dict, with two more dicts: `usage` has the used amounts, `reservation` the reserved ones."""
        suffix, query = self.details
        path = self.item_path(context, project)
        shown = self.unwrap(
            context.call("GET", path + suffix, params=query, key=self.envelope, initial=lambda: self.read_project(context, project))
        )
        details = {key: value for key, value in shown.items() if isinstance(value, dict)}
        have = dict(shown, **{key: value.get("limit") for key, value in details.items()})
        predicted = context.session.has_predictions(self.service)
        if predicted or not details:
            have = dict(have, **self.limits_of(self.read_project(context, project)))
            counts = dict.fromkeys(self.limits_of(have), UNKNOWN if predicted else 0)
            return dict(have, usage=counts, reservation=counts)
        used = {key: value.get("in_use", value.get("used")) for key, value in details.items()}
        return dict(have, usage=used, reservation={key: value.get("reserved") for key, value in details.items()})

    def without_secrets(self, body):
        """A body for a prediction, without `force`, which is not a limit."""
        return {name: value for name, value in super().without_secrets(body).items() if name != "force"}

    def set(self, context, project, have, limits):
        """Set limits -> the quotas after that. Raises CloudError."""
        body = dict(limits, force=True) if context.params["force"] and "force" in self.reads else limits
        self.update(context, dict(have, **{self.id_field: project}), body)
        return dict(have, **limits)

    def reset(self, context, project, have):
        """Reset the quotas of a project to the defaults, unless it has these -> the quotas after that. Raises CloudError."""
        defaults = self.limits_of(self.read_defaults(context, project))
        if defaults and all(have.get(key) == value for key, value in defaults.items()):
            return have
        context.call("DELETE", self.item_path(context, project), allow=(404,))
        return dict(have, **defaults)


class ComputeQuota(Quota):
    """The quotas of Nova. The limit of fixed IPs exists up to microversion 2.35 only."""

    def read_project(self, context, project):
        if context.params.get("fixed_ips") is not None:
            context.resource = copy.copy(self)
            context.resource.microversion = "2.35"
        return super().read_project(context, project)


class VolumeQuota(Quota):
    """The quotas of Cinder, which also has limits for each volume type."""

    def sets_more_limits(self, params):
        return bool(params["volume_types"])

    def wanted_limits(self, params, have):
        limits = super().wanted_limits(params, have)
        for volume_type, type_limits in (params["volume_types"] or {}).items():
            for name, value in type_limits.items():
                key = "%s_%s" % (name, volume_type)
                if name not in PER_TYPE or key not in have:
                    raise CloudError(
                        "There is no quota '%s' of a volume type '%s'" % (name, volume_type),
                        service=self.service,
                        hint="Each volume type has %s" % ", ".join(PER_TYPE),
                    )
                limits[key] = to_int(value, key)
        return limits

    def to_result(self, have):
        types = {}
        if UNKNOWN in have.values():
            return dict(super().to_result(have), volume_types=UNKNOWN)
        for key, value in self.limits_of(have).items():
            name, _separator, volume_type = key.partition("_")
            if name in PER_TYPE and volume_type:
                types.setdefault(volume_type, {})[name] = value
        return dict(super().to_result(have), volume_types=types)


class DnsQuota(Quota):
    """The quotas of Designate. An administrator sees those of other projects only with a header. The service has no request for the
    defaults: a project that does not exist has them."""

    def headers(self, context):
        return {} if context.parts.get("project") in (None, context.session.access.project_id) else {"X-Auth-All-Projects": "true"}

    def read_project(self, context, project):
        context.parts["project"] = project
        return super().read_project(context, project)

    def read_defaults(self, context, project):
        """The default quotas as a dict; None for each if the user is no administrator."""
        context.parts["project"] = NOBODY
        try:
            return super().read_defaults(context, project)
        except CloudError as error:
            if error.status != 403:
                raise
            return dict.fromkeys(self.fields)
        finally:
            context.parts["project"] = project


def to_int(value, name):
    """The integer of a value. Raises CloudError."""
    try:
        return int(value)
    except (TypeError, ValueError):
        raise CloudError("The quota %s is '%s', which is no number" % (name, value)) from None


QUOTAS = {
    "compute": ComputeQuota(
        "compute.quota_set",
        path="/os-quota-sets",
        defaults="/%(project)s/defaults",
        details=("/detail", None),
        microversion="2.56",  # the last one with limits of injected files
        computed={
            "floating_ips": Attribute(),
            "networks": Attribute(),
            "security_groups": Attribute(),
            "security_group_rules": Attribute(),
            "force": Attribute(),
            "reservation": Attribute(),
            "usage": Attribute(),
        },
        cores=Int(),
        fixed_ips=Int(),
        injected_file_content_bytes=Int(aliases=["injected_file_size"]),
        injected_file_path_bytes=Int(aliases=["injected_path_size"]),
        injected_files=Int(),
        instances=Int(),
        key_pairs=Int(secret=False),
        metadata_items=Int(),
        ram=Int(),
        server_group_members=Int(),
        server_groups=Int(),
    ),
    "volume": VolumeQuota(
        "block_storage.quota_set",
        path="/os-quota-sets",
        defaults="/%(project)s/defaults",
        details=("", {"usage": True}),
        computed={
            "reservation": Attribute(),
            "usage": Attribute(),
        },
        backup_gigabytes=Int(),
        backups=Int(),
        gigabytes=Int(),
        groups=Int(),
        per_volume_gigabytes=Int(),
        snapshots=Int(),
        volumes=Int(),
    ),
    "network": Quota(
        "network.quota",
        path="/quotas",
        defaults="/%(project)s/default",
        details=("/details", None),
        computed={
            "check_limit": Attribute(),
            "project_id": Attribute(),
            "tenant_id": Attribute(),
            "health_monitors": Attribute("healthmonitor"),
            "l7_policies": Attribute("l7policy"),
            "listeners": Attribute("listener"),
            "load_balancers": Attribute("loadbalancer"),
            "pools": Attribute("pool"),
        },
        floating_ips=Int(api="floatingip", aliases=["compute_floating_ips", "floatingip", "network_floating_ips"], returned="floating_ips"),
        networks=Int(api="network", aliases=["network"], returned="networks"),
        ports=Int(api="port", aliases=["port"], returned="ports"),
        rbac_policies=Int(api="rbac_policy", aliases=["rbac_policy"], returned="rbac_policies"),
        router_routes=Int(api="router_route", returned="router_routes"),
        routers=Int(api="router", aliases=["router"], returned="routers"),
        security_group_rules=Int(api="security_group_rule", aliases=["security_group_rule"], returned="security_group_rules"),
        security_groups=Int(api="security_group", aliases=["security_group"], returned="security_groups"),
        subnet_pools=Int(api="subnetpool", aliases=["subnetpool"], returned="subnet_pools"),
        subnets=Int(api="subnet", aliases=["subnet"], returned="subnets"),
        trunks=Int(api="trunk", aliases=["trunk"], returned="trunks"),
    ),
    "load_balancer": Quota(
        "load_balancer.quota",
        path="/lbaas/quotas",
        defaults="/defaults",
        computed={
            "project_id": Attribute(),
        },
        health_monitors=Int(api="healthmonitor", returned="health_monitors"),
        l7_policies=Int(api="l7policy", returned="l7_policies"),
        l7_rules=Int(api="l7rule", returned="l7_rules"),
        listeners=Int(api="listener", returned="listeners"),
        load_balancers=Int(api="loadbalancer", aliases=["loadbalancer"], returned="load_balancers"),
        members=Int(api="member", returned="members"),
        pools=Int(api="pool", aliases=["pool"], returned="pools"),
    ),
    "dns": DnsQuota(
        "dns.quota",
        path="/quotas",
        defaults="/" + NOBODY,
        wrapped=False,
        update_verb="PATCH",
        api_export_size=Int(),
        recordset_records=Int(),
        zone_records=Int(),
        zone_recordsets=Int(),
        zones=Int(),
    ),
    "share": Quota(
        "shared_file_system.quota_set",
        path="/quota-sets",
        defaults="/%(project)s/defaults",
        details=("/detail", None),
        microversion="2.80",
        computed={
            "reservation": Attribute(),
            "usage": Attribute(),
        },
        per_share_gigabytes=Int(),
        share_backup_gigabytes=Int(api="backup_gigabytes"),
        share_backups=Int(api="backups"),
        share_gigabytes=Int(api="gigabytes"),
        share_group_snapshots=Int(),
        share_groups=Int(),
        share_networks=Int(),
        share_replica_gigabytes=Int(api="replica_gigabytes"),
        share_replicas=Int(),
        share_snapshot_gigabytes=Int(api="snapshot_gigabytes"),
        share_snapshots=Int(api="snapshots"),
        shares=Int(),
    ),
}
