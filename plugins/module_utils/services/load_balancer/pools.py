# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pools of the load balancing service (Octavia), their members and their health monitors."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.children import Child, Children, WithChildren
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    IMMUTABLE,
    Attribute,
    Bool,
    Float,
    Int,
    Nested,
    Ref,
    Set,
    Str,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import StoredRef
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.base import (
    LOAD_BALANCER_NAME,
    POOL_NAME,
    Above,
    Octavia,
    Text,
    chosen_with,
    common_options,
    of_balancer,
    of_listener,
    project,
    stamps,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.certificates import Reader, WithCertificates
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import SUBNET_NAME, Address, tag_filters
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

OF_TLS = chosen_with("tls_enabled", [True])
HTTP = ("HTTP", "HTTPS")


class MemberType(Octavia):
    """The type of members. A pool has one member at each address and port."""

    unique = True  # two tasks cannot create the same member: the service refuses a second one at its address and port

    def build_result(self, context, have, before, now):
        """The task's result, with the pool as openstack.cloud returns it."""
        result = super().build_result(context, have, before, now)
        if now is not None:
            at = context.at(POOL)
            identifier = context.prefer_remembered_names(lambda names: self.fields["pool"].wire(context.params["pool"], names))
            result["pool"] = POOL.to_result(POOL.fetch(at, identifier))
        return result


MEMBER = MemberType(
    "load_balancer.member",
    shown_by="load_balancer.load_balancer",
    path="/lbaas/pools/{pool_id}/members",
    belongs_to=("pool",),
    listed_as="members",
    needed_to_create=("address", "protocol_port"),
    computed={**stamps(), "vnic_type": Attribute(initial="normal")},
    name=Str(required=True, filterable=True),
    pool=Ref(POOL_NAME, api="pool_id", parent=True, required=True, returned=False),
    address=Str(update=IMMUTABLE, filterable=True, canon=f.ip),
    protocol_port=Int(update=IMMUTABLE, filterable=True),
    subnet_id=Ref(SUBNET_NAME, update=IMMUTABLE, filterable=True, aliases=["subnet"], initial=None),
    weight=Int(filterable=True, initial=1),
    backup=Bool(filterable=True, initial=False),
    monitor_address=Address(initial=None),
    monitor_port=Int(initial=None),
    **common_options(),
)
MEMBERS = Info(
    MEMBER,
    "members",
    pool=Ref(POOL_NAME, api="pool_id", parent=True, required=True),
    address=Str(),
    protocol_port=Int(),
    weight=Int(),
    **tag_filters(),
)


class MonitorType(Octavia):
    """The type of health monitors. A pool has at most one."""

    unique = True

    def complete_body(self, context, body):
        return {"type": "HTTP", **body}


def without_spaces(value):
    """A list of status codes in one form for all its spellings."""
    return str(value).replace(" ", "")


HEALTH_MONITOR = MonitorType(
    "load_balancer.health_monitor",
    shown_by="load_balancer.load_balancer",
    path="/lbaas/healthmonitors",
    key="healthmonitor",
    belongs_to=("pool",),
    listed_as="healthmonitor_id",
    needed_to_create=("pool", "delay", "health_monitor_timeout", "max_retries"),
    computed={**stamps(), "pools": Attribute()},
    extra_fields={"type": Str(update=IMMUTABLE, filterable=True)},
    name=Str(required=True, filterable=True),
    pool=Above(POOL_NAME, "pool_id", "pools"),
    delay=Int(filterable=True),
    health_monitor_timeout=Int(api="timeout", aliases=["resp_timeout"], filterable=True),
    max_retries=Int(filterable=True),
    max_retries_down=Int(filterable=True, initial=3),
    http_method=Str(filterable=True, initial=chosen_with("type", HTTP, "GET")),
    http_version=Float(initial=None),
    url_path=Str(filterable=True, initial=chosen_with("type", HTTP, "/")),
    expected_codes=Str(filterable=True, canon=without_spaces, initial=chosen_with("type", HTTP, "200")),
    domain_name=Text(initial=None),
    **common_options(),
)
HEALTH_MONITORS = Info(
    HEALTH_MONITOR,
    "health_monitors",
    pool=Ref(POOL_NAME, api="pool_id"),
    type=Str(),
    http_method=Str(),
    url_path=Str(),
    expected_codes=Str(),
    project=project(),
    **tag_filters(),
)


class Persistence(Nested):
    """How clients stay with a member. An empty dict is sent as null."""

    def wire(self, value, context):
        return super().wire(value, context) or None


CERTIFICATES = ("tls_container", "ca_tls_container", "crl_container")


class Chosen:
    """A field whose value the service chooses when the request has null."""

    def predict_created(self, value):
        return UNKNOWN if value is None else super().predict_created(value)


class ChosenText(Chosen, Str):
    """A text that the service chooses when the request has null."""


class ChosenSet(Chosen, Set):
    """A set that the service chooses when the request has null."""


class Members(Children):
    """The members of a pool. One request replaces them all, and resets what it does not set."""

    at_once = True

    def replace_all(self, context, bodies):
        table, path = self.table, self.table.base_path(context)
        table.send_when_free(context, None, lambda: context.call("PUT", path, json={table.keys: bodies()}))
        table.after_write(context, None)


def below_pool():
    """What belongs to a pool, as a dict by the names of the sub-options."""
    return {
        "members": Members(MEMBER, "pool", ("address", "protocol_port")),
        "health_monitor": Child(HEALTH_MONITOR, "pool", api="healthmonitor", listed_as="healthmonitor_id"),
    }


class PoolType(WithCertificates, WithChildren):
    """The type of pools."""

    def creation_body(self, context):
        """The body of a new pool, which the service creates without what belongs to it."""
        below = {part.api for part in self.children(context)}
        return {name: value for name, value in super().creation_body(context).items() if name not in below}

    def complete_body(self, context, body):
        """A pool with TLS in the request for a complete load balancer needs null for what it omits: Octavia fails otherwise."""
        omitted = dict.fromkeys(("tls_ciphers", "tls_versions", "alpn_protocols")) if body.get("tls_enabled") else {}
        return {"protocol": "HTTP", "lb_algorithm": "ROUND_ROBIN", **omitted, **body}


POOL = PoolType(
    "load_balancer.pool",
    shown_by="load_balancer.load_balancer",
    path="/lbaas/pools",
    belongs_to=("loadbalancer", "listener"),
    listed_as="pools",
    needed_to_create=(("loadbalancer", "listener"),),
    only_with={"certificate_reader": CERTIFICATES},
    computed={
        **stamps(),
        "health_monitor_id": Attribute("healthmonitor_id", initial=None),
        "listeners": Attribute(initial=[]),
        "loadbalancers": Attribute(),
        "members": Attribute(initial=[]),
    },
    name=Str(required=True, filterable=True),
    loadbalancer=of_balancer(aliases=["load_balancer"]),
    listener=of_listener(),
    protocol=Str(update=IMMUTABLE, filterable=True),
    lb_algorithm=Str(filterable=True, aliases=["lb_method"]),
    description=Str(filterable=True, initial=""),
    session_persistence=Persistence(
        aliases=["persistence"],
        initial=None,
        fields={
            "type": Str(choices=["APP_COOKIE", "HTTP_COOKIE", "SOURCE_IP"]),
            "cookie_name": Str(initial=None),
            "persistence_timeout": Int(initial=None),
            "persistence_granularity": Str(initial=None),
        },
    ),
    **below_pool(),
    tls_enabled=Bool(filterable=True, initial=False),
    tls_container=StoredRef(api="tls_container_ref", aliases=["tls_container_ref"], initial=None),
    ca_tls_container=StoredRef(api="ca_tls_container_ref", aliases=["ca_tls_container_ref"], initial=None),
    crl_container=StoredRef(api="crl_container_ref", aliases=["crl_container_ref"], initial=None),
    certificate_reader=Reader(CERTIFICATES, returned=False),
    tls_ciphers=ChosenText(initial=OF_TLS),
    tls_versions=ChosenSet(initial=OF_TLS),
    alpn_protocols=ChosenSet(initial=OF_TLS),
    **common_options(),
)
POOLS = Info(
    POOL,
    "pools",
    loadbalancer=Ref(LOAD_BALANCER_NAME, api="loadbalancer_id", aliases=["load_balancer"]),
    protocol=Str(),
    lb_algorithm=Str(aliases=["lb_method"]),
    description=Str(),
    project=project(),
    **tag_filters(),
)
MemberType.adds = {"pool": POOL}
