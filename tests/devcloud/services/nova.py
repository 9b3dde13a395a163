# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compute: API, conductor, scheduler and two computes in one process, with a hypervisor that runs nothing."""

from __future__ import annotations

import os
from typing import Any

from tests.devcloud.config import common, database, ini, login, shared
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import COMPUTES, HOST, REGION, Settings


def configs(settings: Settings) -> dict[str, str]:
    """Quotas are Nova's defaults (10 servers and 20 cores a project) times ten, so that tests may be generous and still exceed one."""
    return {
        "nova.conf": ini(
            {
                "DEFAULT": _defaults(settings),
                "api": {"auth_strategy": "keystone", "response_validation": "ignore"},
                "api_database": {"connection": settings.database_url("nova_api"), "sqlite_synchronous": False},
                "database": database(settings, "nova"),
                "quota": {"instances": 100, "cores": 200, "ram": 512000, "server_groups": 100, "server_group_members": 100},
                "conductor": {"workers": 1},
                "scheduler": {"workers": 1, "discover_hosts_in_cells_interval": 60},
                "wsgi": {"api_paste_config": settings.etc("nova", "api-paste.ini")},
                "glance": {"api_servers": settings.url("glance")},
                "neutron": login(settings, "neutron"),
                "placement": login(settings, "placement"),
                "cinder": {"os_region_name": REGION, "catalog_info": "block-storage::publicURL", **login(settings, "cinder")},
                "barbican": {"auth_endpoint": settings.keystone},
                "keystone": login(settings, "nova"),
                # Console URLs are issued; nothing listens behind them.
                "vnc": {"enabled": True, "server_listen": HOST, "novncproxy_base_url": f"http://{HOST}:6080/vnc_lite.html"},
                "spice": {"enabled": False},
                "serial_console": {"enabled": False},
                "key_manager": {"backend": "nova.keymgr.conf_key_mgr.ConfKeyManager", "fixed_key": "0" * 64},
                **shared(settings, "nova"),
            }
        ),
        "api-paste.ini": (settings.venv / "etc/nova/api-paste.ini").read_text(),
        # From its second start on, Nova insists on a node identity beside its configuration. The driver's nodes have ids of their own.
        "compute_id": "7c1a0a5e-0000-4000-8000-000000000001",
    }


def _defaults(settings: Settings) -> dict[str, Any]:
    return common() | {
        "host": "controller",
        "my_ip": HOST,
        "state_path": settings.data("nova"),
        "instances_path": settings.data("nova", "instances"),
        "compute_driver": "devcloud.Driver",
        "concurrency_backend": "threading",
        "enabled_apis": "osapi_compute",
        "vif_plugging_is_fatal": False,
        "vif_plugging_timeout": 0,
        "allow_resize_to_same_host": True,
        "rpc_response_timeout": 60,
        "report_interval": 10,
        "service_down_time": 60,
        # The hypervisor has no opinion of its own on power states, and nothing else changes networks behind Nova's back.
        "sync_power_state_interval": -1,
        "heal_instance_info_cache_interval": -1,
        "running_deleted_instance_action": "noop",
        "reboot_timeout": 0,
        "flat_injected": False,
    }


def early() -> None:
    """Native threads instead of eventlet: to be said before anything imports nova."""
    os.environ["OS_NOVA_DISABLE_EVENTLET_PATCHING"] = "1"
    from nova import monkey_patch

    monkey_patch.patch(backend="threading")
    monkey_patch.patch = lambda *arguments, **options: None


def prepare(settings: Settings) -> None:
    """Three schemas, and the mappings of cell0 and cell1."""
    from nova import config, objects
    from nova.cmd import manage

    config.parse_args(["nova-manage", "--config-file", str(settings.etc("nova", "nova.conf"))])
    objects.register_all()
    manage.ApiDbCommands().sync()
    cells = manage.CellV2Commands()
    cells.map_cell0(settings.database_url("nova_cell0"))
    manage.DbCommands().sync()
    if cells.create_cell(name="cell1"):
        raise RuntimeError("cell1 was not created")


def load(settings: Settings) -> Any:
    """The API; what takes its time is to import Nova."""
    import sys

    os.environ["OS_NOVA_CONFIG_DIR"] = str(settings.etc("nova"))
    import nova.virt
    from nova.wsgi import osapi_compute

    from tests.devcloud.drivers import nova as driver

    sys.modules["nova.virt.devcloud"] = nova.virt.devcloud = driver  # Nova looks for compute drivers below nova.virt only
    driver.detach_on_every_compute()
    return osapi_compute.application


def workers(settings: Settings) -> None:
    """Conductor, scheduler and computes, which register with Placement as they start."""
    import os_vif
    from nova import context, objects, service
    from nova.compute import rpcapi as compute
    from nova.conductor import rpcapi as conductor
    from nova.objects import host_mapping
    from nova.scheduler import rpcapi as scheduler

    objects.register_all()
    os_vif.initialize()
    objects.Service.enable_min_version_cache()
    service.Service.create(binary="nova-conductor", topic=conductor.RPC_TOPIC).start()
    service.Service.create(binary="nova-scheduler", topic=scheduler.RPC_TOPIC).start()
    alternative = {"topic_alt": compute.RPC_TOPIC_ALT} if hasattr(compute, "RPC_TOPIC_ALT") else {}
    for host in COMPUTES:
        service.Service.create(binary="nova-compute", topic=compute.RPC_TOPIC, host=host, **alternative).start()
    host_mapping.discover_hosts(context.get_admin_context())


SERVICE = Service(
    name="nova",
    port=8774,
    packages=("nova",),
    configs=configs,
    early=early,
    prepare=prepare,
    load=load,
    workers=workers,
    databases=("nova_api", "nova_cell0", "nova"),
    folders=("instances",),
    after=("keystone", "placement"),
    catalog=(Entry("nova", "compute", "/v2.1"),),
)
