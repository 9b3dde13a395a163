# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networking: the API with its plugins, a mechanism driver that binds every port, and the reports of agents that do not exist."""

from __future__ import annotations

import os
import time
from typing import Any

from tests.devcloud.config import common, database, ini, login, shared
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import Settings

PLUGINS = (
    "router",
    "port_forwarding",
    "qos",
    "trunk",
    "segments",
    "auto_allocate",
    "metering",
    "tag",
    "revisions",
    "timestamp",
    "network_ip_availability",
    "flavors",
    "network_segment_range",
    "conntrack_helper",
    "ndp_proxy",
    "local_ip",
    "log",
)
EXTENSIONS = (
    "port_security",
    "qos",
    "dns_domain_keywords",  # the others for DNS are its base classes: beside it, each would write every record again
    "data_plane_status",
    "port_numa_affinity_policy",
    "uplink_status_propagation",
    "uplink_status_propagation_updatable",
    "port_device_profile",
    "port_hints",
    "port_trusted",
    "port_hardware_offload_type",
    "tag_ports_during_bulk_creation",
)


def configs(settings: Settings) -> dict[str, str]:
    """The main file and ML2's. Quotas are generous; Neutron lets an administrator change them per project."""
    publishes = "designate" in settings.extras
    return {
        "neutron.conf": ini(
            {
                "DEFAULT": _defaults(settings) | ({"external_dns_driver": "designate"} if publishes else {}),
                "quotas": {
                    "quota_driver": "neutron.db.quota.driver_nolock.DbQuotaNoLockDriver",
                    "quota_network": 500,
                    "quota_subnet": 500,
                    "quota_port": 2000,
                    "quota_router": 100,
                    "quota_floatingip": 200,
                    "quota_security_group": 200,
                    "quota_security_group_rule": 2000,
                },
                "agent": {"root_helper": ""},
                "database": database(settings, "neutron"),
                "nova": login(settings, "nova"),
                "placement": login(settings, "placement"),
                **({"designate": _designate(settings)} if publishes else {}),
                **shared(settings, "neutron"),
            }
        ),
        "ml2_conf.ini": ini(_ml2()),
    }


def _defaults(settings: Settings) -> dict[str, Any]:
    return common() | {
        "host": "controller",
        "state_path": settings.data("neutron"),
        "core_plugin": "ml2",
        "service_plugins": PLUGINS,
        "api_paste_config": settings.venv / "etc/neutron/api-paste.ini",
        "api_workers": 1,
        "rpc_workers": 0,
        "dns_domain": "devcloud.example.org.",
        "dhcp_agent_notification": False,
        "allow_automatic_dhcp_failover": False,
        "allow_automatic_l3agent_failover": False,
        "network_auto_schedule": True,
        "agent_down_time": 75,
        "vlan_transparent": True,
        "allow_bulk": True,
        "router_distributed": False,
        "l3_ha": False,
        "max_l3_agents_per_router": 1,
        "rpc_response_timeout": 3,  # nobody answers what is asked of agents
    }


def _designate(settings: Settings) -> dict[str, Any]:
    """Where the names of ports and floating IPs are published. Without reverse look-ups, which would make zones that nobody removes."""
    return login(settings, "neutron") | {"url": settings.url("designate", "/v2"), "allow_reverse_dns_lookup": False}


def _ml2() -> dict[str, dict[str, Any]]:
    return {
        "ml2": {
            "type_drivers": "local,flat,vlan,vxlan,geneve,gre",
            "tenant_network_types": "vxlan",
            "mechanism_drivers": "devcloud,openvswitch",  # the trunk plugin asks for a driver that it knows
            "extension_drivers": EXTENSIONS,
            "path_mtu": 1500,
        },
        "ml2_type_flat": {"flat_networks": "*"},
        "ml2_type_vlan": {"network_vlan_ranges": "physnet1:100:999,public"},
        # What Neutron chooses by itself is far from the numbers that people choose: `shared` is there from the start.
        "ml2_type_vxlan": {"vni_ranges": "1000000:1009999"},
        "ml2_type_geneve": {"vni_ranges": "1010000:1019999", "max_header_size": 38},
        "ml2_type_gre": {"tunnel_id_ranges": "1020000:1029999"},
        "securitygroup": {"enable_security_group": True},
    }


def prepare(settings: Settings) -> None:
    """Neutron's migrations cannot run on SQLite: the schema is made from the models."""
    from tests.devcloud.drivers import neutron_schema

    files = [argument for name in ("neutron.conf", "ml2_conf.ini") for argument in ("--config-file", str(settings.etc("neutron", name)))]
    neutron_schema.create(files)


def load(settings: Settings) -> Any:
    """The API, whose process also runs the plugins' workers."""
    os.environ["OS_NEUTRON_CONFIG_DIR"] = str(settings.etc("neutron"))
    os.environ["OS_NEUTRON_CONFIG_FILES"] = "neutron.conf;ml2_conf.ini"
    # Neutron asks files in /tmp, named after the parent process, whether this is the first worker. With parent 1 they outlive a boot
    # and make it skip the allocation of tunnel ids.
    from neutron.common import wsgi_utils

    wsgi_utils._first_worker_result = True
    wsgi_utils._start_time = int(time.time())
    from neutron.wsgi import api

    from tests.devcloud.drivers import ml2

    ml2.start_agent_reports()
    return api.application


SERVICE = Service(
    name="neutron",
    port=9696,
    packages=("neutron",),
    configs=configs,
    prepare=prepare,
    load=load,
    databases=("neutron",),
    after=(),
    catalog=(Entry("neutron", "network"),),
    entry_points={"neutron.ml2.mechanism_drivers": ("devcloud = tests.devcloud.drivers.ml2:BindsEverything",)},
)
