# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listeners of the load balancing service (Octavia): the ports at which a load balancer accepts connections."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Bool, Int, Ref, Set, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import StoredRef, StoredRefs
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.base import (
    LOAD_BALANCER_NAME,
    POOL_NAME,
    chosen_with,
    common_options,
    of_balancer,
    project,
    stamps,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.certificates import Reader, WithCertificates
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import tag_filters

TIMEOUTS = {  # the default values of the service in milliseconds
    "timeout_client_data": 50000,
    "timeout_member_connect": 5000,
    "timeout_member_data": 50000,
    "timeout_tcp_inspect": 0,
}
OF_TLS = chosen_with("protocol", ["TERMINATED_HTTPS"])


class InsertedHeaders(f.StrMap):
    """HTTP headers that the listener adds. The API spells booleans in lower case."""

    def wire(self, value, context):
        return {name: item.lower() if item in ("True", "False") else item for name, item in super().wire(value, context).items()}


class Cidrs(Set):
    """Networks. The API shows null for an empty list."""

    def predict_created(self, value):
        return value or None


class PoolOfBalancer(Ref):
    """A pool of the same load balancer."""

    def wire(self, value, context):
        balancer = context.params.get("load_balancer")
        within = {"loadbalancer_id": context.resolve(LOAD_BALANCER_NAME, balancer)} if balancer and value else None
        return context.resolve(self.target, value, within) if value else None


CERTIFICATES = ("default_tls_container", "sni_containers", "client_ca_tls_container", "client_crl_container")


class ListenerType(WithCertificates):
    """The type of listeners. The service refuses a second one with the protocol and port of the first."""

    unique = True

    def complete_body(self, context, body):
        return {"protocol": "HTTP", **body}


LISTENER = ListenerType(
    "load_balancer.listener",
    shown_by="load_balancer.load_balancer",
    path="/lbaas/listeners",
    belongs_to=("load_balancer",),
    listed_as="listeners",
    needed_to_create=("load_balancer", "protocol_port"),
    only_with={"certificate_reader": CERTIFICATES},
    computed={
        **stamps(),
        "default_pool": Attribute(initial=None),
        "l7_policies": Attribute("l7policies", initial=[]),
        "load_balancers": Attribute("loadbalancers"),
    },
    name=Str(required=True, filterable=True),
    load_balancer=of_balancer(returned="load_balancer_id", aliases=["loadbalancer"]),
    protocol=Str(update=IMMUTABLE, filterable=True),
    protocol_port=Int(update=IMMUTABLE, filterable=True),
    description=Str(filterable=True, initial=""),
    default_pool=PoolOfBalancer(POOL_NAME, api="default_pool_id", listed_as="listeners", filterable=True, initial=None),
    connection_limit=Int(filterable=True, initial=-1),
    allowed_cidrs=Cidrs(canon=f.cidr, initial=None),
    insert_headers=InsertedHeaders(initial={}),
    default_tls_container=StoredRef(api="default_tls_container_ref", aliases=["default_tls_container_ref"], initial=None),
    sni_containers=StoredRefs(api="sni_container_refs", aliases=["sni_container_refs"], initial=[]),
    client_authentication=Str(choices=["NONE", "OPTIONAL", "MANDATORY"], initial="NONE"),
    client_ca_tls_container=StoredRef(api="client_ca_tls_container_ref", aliases=["client_ca_tls_container_ref"], initial=None),
    client_crl_container=StoredRef(api="client_crl_container_ref", aliases=["client_crl_container_ref"], initial=None),
    certificate_reader=Reader(CERTIFICATES, returned=False),
    tls_ciphers=Str(initial=OF_TLS),
    tls_versions=Set(initial=OF_TLS),
    alpn_protocols=Set(initial=OF_TLS),
    hsts_max_age=Int(initial=None),
    hsts_include_subdomains=Bool(returned="is_hsts_include_subdomains", initial=False),
    hsts_preload=Bool(returned="is_hsts_preload", initial=False),
    **{name: Int(initial=value) for name, value in TIMEOUTS.items()},
    **common_options(),
)
LISTENERS = Info(
    LISTENER,
    "listeners",
    load_balancer=Ref(LOAD_BALANCER_NAME, api="loadbalancer_id"),
    protocol=Str(),
    protocol_port=Int(),
    description=Str(),
    project=project(),
    **tag_filters(),
)
