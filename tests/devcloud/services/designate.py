# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DNS: API, central, worker, producer and mdns in one process, with a name server that accepts everything."""
from __future__ import annotations

import os
import sys
from typing import Any

from tests.devcloud.config import common, ini, shared
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import HOST, REGION, Settings

MDNS = "designate-mdns"  # name of its port


def configs(settings: Settings) -> dict[str, str]:
    """The pool's name server is Designate's own mdns, so that the worker finds every change published."""
    mdns = {"host": HOST, "port": settings.ports[MDNS]}
    return {
        "designate.conf": ini({
            "DEFAULT": common() | {"host": "controller", "state_path": settings.data("designate"), "default_soa_minimum": 60,
                                   "quota_zones": 500},
            "service:api": {
                "api_base_uri": settings.url("designate", "/"),
                "enable_api_v2": True,
                "enable_api_admin": True,
                "enabled_extensions_v2": "quotas,reports",
                "auth_strategy": "keystone",
                "enable_host_header": True,
                "api_paste_config": settings.etc("designate", "api-paste.ini"),
            },
            "service:central": {"workers": 1, "managed_resource_email": "hostmaster@example.org"},
            "service:mdns": {"listen": f"{HOST}:{mdns['port']}", "workers": 1},
            # A thread that changes a zone waits for others of the same pool: of a small pool, all would wait.
            "service:worker": {
                "workers": 1, "threads": 200, "notify": False,
                "poll_max_retries": 10, "poll_retry_interval": 1, "poll_delay": 0, "poll_timeout": 5,
            },
            "service:producer": {"workers": 1},
            "network_api:neutron": {"endpoints": f"{REGION}|{settings.url('neutron')}"},
            "storage:sqlalchemy": {"connection": settings.database_url("designate")},
            "heartbeat_emitter": {"emitter_type": "rpc", "heartbeat_interval": 10},
            **shared(settings, "designate"),
        }),
        "api-paste.ini": (settings.venv / "etc/designate/api-paste.ini").read_text(),
        "pools.yaml": _POOL.format(**mdns),
    }


_POOL = """\
- name: default
  description: A name server that accepts everything
  attributes: {{}}
  ns_records:
    - hostname: ns1.devcloud.example.org.
      priority: 1
  nameservers:
    - host: {host}
      port: {port}
  targets:
    - type: fake
      description: Designate's fake backend
      masters:
        - host: {host}
          port: {port}
      options:
        host: {host}
        port: {port}
"""


def early() -> None:
    """Native threads instead of eventlet: to be said before anything imports designate."""
    os.environ["EVENTLET_NO_GREENDNS"] = "yes"  # eventlet loads dnspython a second time, and a zone file is refused then
    from oslo_service import backend

    backend.init_backend(backend.BackendType.THREADING)


def prepare(settings: Settings) -> None:
    """The schema."""
    from designate.cmd import manage as command

    sys.argv = ["designate-manage", "--config-file", str(settings.etc("designate", "designate.conf")), "database", "sync"]
    command.main()


def load(settings: Settings) -> Any:
    """Start the workers, then return the API."""
    os.environ["OS_DESIGNATE_CONFIG_DIR"] = str(settings.etc("designate"))
    from designate.wsgi import api

    application = api.application  # made by the import, which has read the configuration
    from designate.central import service as central
    from designate.mdns import service as mdns
    from designate.producer import service as producer
    from designate.worker import service as worker

    central.Service().start()
    _update_pool(settings)
    for module in (mdns, worker, producer):
        module.Service().start()
    return application


def _update_pool(settings: Settings) -> None:
    from designate import context
    from designate.central import rpcapi
    from designate.manage.pool import PoolCommands

    commands = PoolCommands()
    commands._setup = lambda *arguments, **options: None  # it would read the configuration again and set up its own messaging
    commands.context = context.DesignateContext.get_admin_context(all_tenants=True)
    commands.central_api = rpcapi.CentralAPI()
    commands.update(str(settings.etc("designate", "pools.yaml")), delete=False)


def steps(smoke: Any) -> None:
    """A zone and a record set; a port that is published once, and no longer than it exists."""
    zone, net, port = f"{smoke.name('zone')}.example.org.", smoke.name("dnsnet"), smoke.name("dnsport")
    smoke.run(f"zone create --email a@example.org {zone}")
    smoke.wait(f"zone {zone}", "status", "ACTIVE")
    smoke.run(f"recordset create --type A --record 192.0.2.7 {zone} www")
    smoke.expect("the record set is ACTIVE", lambda: smoke.value(f"recordset show {zone} www.{zone}", "status") == "ACTIVE")
    smoke.run(
        f"network create --dns-domain {zone} {net}",
        f"subnet create --network {net} --subnet-range 10.21.0.0/24 --dns-publish-fixed-ip {net}",
        f"port create --network {net} --fixed-ip ip-address=10.21.0.7 --dns-name app {port}",
    )
    records = f"recordset list {zone} --type A --name app.{zone} -f value -c records"
    smoke.expect("the port has one record", lambda: smoke.openstack(records).split() == ["10.21.0.7"])
    smoke.run(f"port delete {port}", f"network delete {net}")
    smoke.expect("the record is gone", lambda: not smoke.openstack(records))
    smoke.run(f"zone delete {zone}")
    smoke.expect("the zone is gone", lambda: zone not in smoke.openstack("zone list -f value"))


SERVICE = Service(
    name="designate",
    port=9001,
    packages=("designate",),
    configs=configs,
    early=early,
    prepare=prepare,
    load=load,
    databases=("designate",),
    ports={MDNS: 5354},
    catalog=(Entry("designate", "dns"),),
    smoke=steps,
)
