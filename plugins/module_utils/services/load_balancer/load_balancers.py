# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Load balancers of the load balancing service (Octavia), the floating IP of their VIP, and the objects that belong to them."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.children import Child, Children, Incomplete, WithChildren
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import ANY, IMMUTABLE, Attribute, Option, Ref, RefSet, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.base import (
    FAILOVER,
    LoadBalancerType,
    common_options,
    fail_over,
    project,
    stamps,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.listeners import LISTENER
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.policies import L7_POLICY, L7_RULE
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import POOL, below_pool
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import (
    NETWORK_NAME,
    NOWHERE,
    PORT_NAME,
    SECURITY_GROUP_NAME,
    STAMPS,
    SUBNET_NAME,
    Neutron,
    Spot,
    gateways,
    in_use_error,
    list_objects,
    no_floating_ip_error,
    sorted_by_age,
    tag_filters,
    update_attachment,
)
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status

QOS_POLICY_NAME = Neutron("network.qos_policy", path="/qos/policies", key="policy", keys="policies", name=Str(required=True))
FLAVOR_NAME = Resource("load_balancer.flavor", path="/lbaas/flavors", name=Str(required=True))
FLOATING_IP = Neutron(
    "network.floating_ip",
    path="/floatingips",
    key="floatingip",
    computed={
        **STAMPS,
        "description": Attribute(initial=""),
        "dns_domain": Attribute(initial=""),
        "dns_name": Attribute(initial=""),
        "fixed_ip_address": Attribute(),
        "floating_ip_address": Attribute(),
        "floating_network_id": Attribute(),
        "name": Attribute("floating_ip_address"),
        "port_details": Attribute(),
        "port_id": Attribute(),
        "project_id": Attribute(initial=f.own_project),
        "qos_policy_id": Attribute(initial=None),
        "router_id": Attribute(),
        "status": Attribute(),
        "subnet_id": Attribute(initial=None),
        "tags": Attribute(initial=[]),
    },
)
WANTS_IP = ("assign_floating_ip", "floating_ip_address", "floating_ip_network")  # the options for which the floating IP is read


class AdditionalVips(f.Items):
    """Further VIPs, each in a subnet of the network of the first one. The service chooses an address that an item omits."""

    def normal(self, value):
        return [{name: item.get(name) for name in ("subnet_id", "ip_address") if item.get(name)} for item in value or []]

    def same(self, have, want):
        return super().same(self.normal(have), want)


# -- the floating IP ----------------------------------------------------------------------------------------------------------


def list_ips(context, have):
    """The floating IPs of the VIP of a load balancer, the oldest first; read once per task. Raises CloudError."""
    key = ("floating IPs of", have.get("vip_port_id"))
    if key not in context.fresh:
        context.fresh[key] = sorted_by_age(list_objects(context, "floatingips", {"port_id": key[1]})) if key[1] else []
    return context.fresh[key]


def keep_ip(context, have, ips):
    """Remember the floating IPs of the VIP after a change."""
    context.fresh[("floating IPs of", have.get("vip_port_id"))] = ips


def vip_spot(have):
    """The VIP of a load balancer as the Spot of a floating IP."""
    return Spot(have.get("vip_port_id"), have.get("vip_address"), have.get("vip_subnet_id"), None)


def attach_ip(context, have, ip):
    """Attach an existing floating IP to the VIP. Raises CloudError when it is attached to something else."""
    if ip.get("port_id") or not update_attachment(context, ip, vip_spot(have)):
        raise in_use_error(ip)
    keep_ip(context, have, [ip])


def choose_external_network(context):
    """The id of the external network of a new floating IP. Raises CloudError when it is not clear which one to use."""
    if context.params["floating_ip_network"]:
        return context.resolve(NETWORK_NAME, context.params["floating_ip_network"])
    found = sorted(set(gateways(context).values())) or [
        one["id"] for one in list_objects(context, "networks", {"router:external": True}) if one.get("router:external")
    ]
    if len(found) != 1:
        text = "It is not clear which external network to use for the floating IP: there are %d" % len(found)
        raise CloudError(text, service="network", hint="Name one with `floating_ip_network`")
    return found[0]


def create_ip(context, have):
    """Create a floating IP that is attached to the VIP, by one request. Raises CloudError."""
    body = {
        "floating_network_id": choose_external_network(context),
        "port_id": have["vip_port_id"],
        "fixed_ip_address": have["vip_address"],
    }
    if have.get("project_id") not in (None, context.session.access.project_id):
        body["project_id"] = have["project_id"]  # for an administrator who changes a load balancer of another project
    keep_ip(context, have, [FLOATING_IP.unwrap(FLOATING_IP.submit(context.at(FLOATING_IP), body))])


class FloatingAddress(f.Part, Str):
    """The floating IP of the VIP, by its address. It must exist; another one of the VIP is detached."""

    def load(self, context, have):
        ips = list_ips(context, have)
        wanted = context.params[self.name]
        return next((ip["floating_ip_address"] for ip in ips if ip["floating_ip_address"] == wanted), None) or next(
            (ip["floating_ip_address"] for ip in ips), None
        )

    def store(self, context, have, current, value):
        wanted = next(iter(list_objects(context, "floatingips", {"floating_ip_address": value})), None) if value else None
        if value and not wanted:
            raise no_floating_ip_error(value)
        for ip in list_ips(context, have):
            update_attachment(context, ip, NOWHERE)
        keep_ip(context, have, [])
        if wanted:
            attach_ip(context, have, wanted)


class AssignIp(f.Part, f.Bool):
    """Whether the VIP must have a floating IP. It has no effect if the task sets `floating_ip_address`."""

    def load(self, context, have):
        network = context.params["floating_ip_network"]
        ips = list_ips(context, have)
        if network and ips:
            external = {ip["floating_network_id"] for ip in ips}
            return context.is_one_of(NETWORK_NAME, network, external) if context.params[self.name] else bool(external)
        return bool(ips)

    def agrees(self, have, value, context):
        return bool(context.params["floating_ip_address"]) or have == value

    def store(self, context, have, current, value):
        if value:
            create_ip(context, have)
            return
        for ip in list_ips(context, have):
            update_attachment(context, ip, NOWHERE)
        keep_ip(context, have, [])


# -- listeners and pools ------------------------------------------------------------------------------------------------------


class PoolInPlace(Child):
    """A pool that is declared in its listener. ``lift_pools`` makes it one of the pools of the load balancer."""

    in_result = False


NOT_NESTED = ("listener", "certificate_reader", *below_pool())
RULES = Children(L7_RULE, "l7_policy", ("type", "compare_type", "rule_key", "value"))
POLICIES = Children(
    L7_POLICY,
    "listener",
    api="l7policies",
    in_tree={"redirect_pool": "pools"},
    below={"rules": RULES},
    removal_first=True,
    order="position",
)
POOL_IN_PLACE = PoolInPlace(POOL, "loadbalancer", ("name",), leave_out=NOT_NESTED, below=below_pool())


def lift_pools(params):
    """The options of a task in which a pool that is declared in its listener is one of `pools`, and the listener names it.

    Raises BadOptions.
    """
    listeners, pools = [], []
    for number, listener in enumerate(params.get("listeners") or ()):
        pool = listener.get("pool")
        if pool and listener.get("default_pool"):
            raise BadOptions("`listeners[%d]` has both `pool` and `default_pool`" % number)
        if pool and pool["name"] in [other["name"] for other in [*pools, *(params.get("pools") or ())]]:
            raise BadOptions("`listeners[%d].pool` declares a pool that is declared elsewhere as well" % number)
        pools += [pool] if pool else []
        listeners.append(dict(listener, pool=None, **({"default_pool": pool["name"]} if pool else {})))
    if not pools:
        return params
    known = params.get("pools")
    return dict(params, listeners=listeners, pools=Incomplete(pools) if known is None else [*known, *pools])


class LoadBalancer(LoadBalancerType, WithChildren):
    """A load balancer with the floating IP of its VIP, its listeners and its pools."""

    adds = {"floating_ip": FLOATING_IP}

    def execute(self, session, params, context=None):
        return super().execute(session, lift_pools(params), context)

    def find_fault(self, context, have):
        """The names of the objects below a load balancer that failed."""
        tree = context.call("GET", context.path(have, "/status"), allow=(404,)) or {}
        failed = find_failed((tree.get("statuses") or {}).get("loadbalancer") or {})
        return "These objects failed: %s" % ", ".join(failed) if failed else ""

    def has_contents(self, have):
        return bool(have.get("listeners") or have.get("pools"))

    def delete(self, context, have):
        ips = list_ips(context, have) if context.params["delete_floating_ip"] else []
        super().delete(context, have)
        for ip in ips:
            FLOATING_IP.send_deletion(context.at(FLOATING_IP), ip, allow=(404,))

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        if any(context.params[name] for name in WANTS_IP):
            found = list_ips(context, now) if now else []
            result["floating_ip"] = FLOATING_IP.to_result(found[0]) if found else None
        return result


def find_failed(node):
    """The types and names (list of texts) of the objects in a tree of statuses that failed, without the one at its root."""
    found = []
    for kind, value in node.items():
        for below in value if isinstance(value, list) else [value]:
            if isinstance(below, dict):
                failed = below.get("provisioning_status") == "ERROR"
                name = below.get("name") or below.get("address") or below.get("id")
                found += ["%s '%s'" % (kind.rstrip("s").replace("_", " "), name)] * failed + find_failed(below)
    return list(dict.fromkeys(found))


def has_own_port(context, have):
    """Whether the VIP of a load balancer is a port that the load balancing service has not created. ``context``: Declaring."""
    port = context.object_of(PORT_NAME, have["vip_port_id"]) if have.get("vip_port_id") else None
    return bool(port and port.get("name") and port.get("device_owner") != "Octavia")


def usual_vip_port(context, have):
    """The port of the VIP as the load balancing service creates it. A ``usual`` callable, as the next ones."""
    return None if has_own_port(context, have) else ANY


def usual_vip_address(context, have):
    """The address of the VIP if its port says it."""
    return ANY if has_own_port(context, have) else None


usual_vip_subnet = usual_vip_address


def usual_vip_network(_context, have):
    """The network of the VIP if its subnet says it."""
    return ANY if have.get("vip_subnet_id") else None


LOAD_BALANCER = LoadBalancer(
    "load_balancer.load_balancer",
    held_by="project",
    path="/lbaas/loadbalancers",
    key="loadbalancer",
    status=Status(field="provisioning_status", fault="fault"),
    needed_to_create=(("vip_subnet", "vip_network", "vip_port"),),
    actions={FAILOVER: fail_over},
    only_with={"floating_ip_network": ("assign_floating_ip",)},
    computed={
        **stamps(),
        "listeners": Attribute(initial=[]),
        "pools": Attribute(initial=[]),
        "vip_vnic_type": Attribute(initial="normal"),
    },
    extra_fields={"provider": Str(update=IMMUTABLE, filterable=True, aliases=["loadbalancer_provider"], usual="amphora")},
    name=Str(required=True, filterable=True),
    description=Str(filterable=True, initial=""),
    flavor=Ref(FLAVOR_NAME, api="flavor_id", update=IMMUTABLE, filterable=True, initial=None),
    availability_zone=Str(update=IMMUTABLE, filterable=True, initial=None),
    vip_address=Str(update=IMMUTABLE, filterable=True, canon=f.ip, usual=usual_vip_address),
    vip_network=Ref(NETWORK_NAME, api="vip_network_id", update=IMMUTABLE, filterable=True, usual=usual_vip_network),
    vip_port=Ref(
        PORT_NAME, api="vip_port_id", update=IMMUTABLE, filterable=True, initial=lambda _context, _body: new_id(), usual=usual_vip_port
    ),
    vip_subnet=Ref(SUBNET_NAME, api="vip_subnet_id", update=IMMUTABLE, filterable=True, initial=None, usual=usual_vip_subnet),
    vip_qos_policy=Ref(QOS_POLICY_NAME, api="vip_qos_policy_id", filterable=True, initial=None),
    vip_security_groups=RefSet(SECURITY_GROUP_NAME, api="vip_sg_ids", aliases=["security_groups"], initial=[]),
    additional_vips=AdditionalVips(
        update=IMMUTABLE,
        initial=[],
        fields={
            "subnet": Ref(SUBNET_NAME, api="subnet_id", required=True),
            "ip_address": Str(canon=f.ip),
        },
    ),
    assign_floating_ip=AssignIp(aliases=["auto_public_ip"], returned=False, usual=ANY),
    floating_ip_address=FloatingAddress(aliases=["public_ip_address"], returned=False, usual=ANY),
    floating_ip_network=Option(aliases=["public_network"]),
    delete_floating_ip=Option("bool", aliases=["delete_public_ip"]),
    pools=Children(POOL, "loadbalancer", leave_out=NOT_NESTED, below=below_pool()),
    listeners=Children(
        LISTENER,
        "load_balancer",
        leave_out=("certificate_reader",),
        in_tree={"default_pool": "pools"},
        below={"l7_policies": POLICIES, "pool": POOL_IN_PLACE},
        removal_first=True,
    ),
    **common_options(),
)
LOAD_BALANCERS = Info(
    LOAD_BALANCER,
    "load_balancers",
    description=Str(),
    flavor=Ref(FLAVOR_NAME, api="flavor_id"),
    provider=Str(),
    vip_address=Str(),
    vip_network=Ref(NETWORK_NAME, api="vip_network_id"),
    vip_subnet=Ref(SUBNET_NAME, api="vip_subnet_id"),
    project=project(),
    **tag_filters(),
)
