# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orchestration: API and engine in one process."""
from __future__ import annotations

import sys
from typing import Any

from tests.devcloud.config import common, database, ini, login, shared
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import HOST, PASSWORD, REGION, Settings

DOMAIN = "heat"  # stacks get users of their own in it
DOMAIN_ADMIN = "heat_domain_admin"


def configs(settings: Settings) -> dict[str, str]:
    """One file. Metadata and wait condition URLs are issued; nothing listens behind them."""
    trustee = {name: value for name, value in login(settings, "heat").items() if not name.startswith("project")}
    return {"heat.conf": ini({
        "DEFAULT": common() | {
            "host": "controller",
            "num_engine_workers": 1,
            "region_name_for_services": REGION,
            "heat_metadata_server_url": f"http://{HOST}:8000",
            "heat_waitcondition_server_url": f"http://{HOST}:8000/v1/waitcondition",
            "stack_user_domain_name": DOMAIN,
            "stack_domain_admin": DOMAIN_ADMIN,
            "stack_domain_admin_password": PASSWORD,
            "deferred_auth_method": "trusts",
            "auth_encryption_key": "0123456789abcdef" * 2,
            "convergence_engine": True,
            "environment_dir": settings.venv / "etc/heat/environment.d",
            "template_dir": settings.venv / "etc/heat/templates",
            "plugin_dirs": "",
            "periodic_interval": 20,  # the engine is "up" while its last report is younger than twice that
            "max_stacks_per_tenant": 500,
            "enable_stack_abandon": True,
            "enable_stack_adopt": True,
        },
        "paste_deploy": {"api_paste_config": settings.venv / "etc/heat/api-paste.ini"},
        "clients_keystone": {"auth_uri": settings.url("keystone")},
        "trustee": trustee,
        "heat_api": {"bind_host": HOST},
        "database": database(settings, "heat"),
        **shared(settings, "heat"),
    })}


def early() -> None:
    """Native threads instead of eventlet: to be said before anything imports heat."""
    from oslo_service import backend

    backend.init_backend(backend.BackendType.THREADING)


def _arguments(settings: Settings, program: str, *rest: str) -> None:
    sys.argv = [program, "--config-file", str(settings.etc("heat", "heat.conf")), *rest]


def prepare(settings: Settings) -> None:
    """The schema."""
    from heat.cmd import manage

    _arguments(settings, "heat-manage", "db_sync")
    manage.main()


def load(settings: Settings) -> Any:
    """Start the engine, then return the API."""
    _arguments(settings, "heat-api")
    from heat.wsgi import api

    application = api.application  # made by the import, which has read the configuration
    from heat.engine import service, template
    from heat.rpc import api as rpc_api
    from oslo_config import cfg

    template._get_template_extension_manager()
    _forget_engines()
    service.EngineService(cfg.CONF.host, rpc_api.ENGINE_TOPIC).start()
    return application


def _forget_engines() -> None:
    """Each start makes an engine with a new id; those of earlier starts would be listed as down until a later one."""
    from heat.common import context
    from heat.objects import service

    admin = context.get_admin_context()
    for engine in service.Service.get_all(admin):
        service.Service.delete(admin, engine["id"], soft_delete=False)


def identity(api: Any) -> None:
    """The domain of the stacks' users, and its administrator."""
    domain = api.ensure("keystone", "/domains", {"domain": {"name": DOMAIN}})["id"]
    account = {"name": DOMAIN_ADMIN, "domain_id": domain, "password": PASSWORD}
    user = api.ensure("keystone", "/users", {"user": account}, by=("name", "domain_id"))["id"]
    role = api.find("keystone", "/roles", name="admin")["id"]
    api.call("PUT", "keystone", f"/domains/{domain}/users/{user}/roles/{role}")


TEMPLATE = """\
heat_template_version: 2021-04-16
parameters:
  text: {type: string, default: a}
resources:
  network: {type: OS::Neutron::Net}
  subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: network}, cidr: 10.9.0.0/24}}
  salt: {type: OS::Heat::RandomString, properties: {salt: {get_param: text}}}
  server:
    type: OS::Nova::Server
    depends_on: subnet
    properties: {image: tiny-raw, flavor: m1.tiny, networks: [{network: {get_resource: network}}]}
outputs:
  address: {value: {get_attr: [server, first_address]}}
"""


def steps(smoke: Any) -> None:
    """A stack with a server, made, changed and deleted."""
    stack, file = smoke.name("stack"), smoke.folder / "stack.yaml"
    file.write_text(TEMPLATE)
    smoke.run(f"stack create --wait -t {file} {stack}")
    smoke.wait(f"stack {stack}", "stack_status", "CREATE_COMPLETE")
    smoke.expect("the stack shows the server's address", lambda: "10.9.0." in smoke.openstack(f"stack output show {stack} address"))
    smoke.run(
        f"stack update --wait -t {file} --parameter text=b {stack}", f"stack resource list {stack}", f"stack delete --yes --wait {stack}",
    )


SERVICE = Service(
    name="heat",
    port=8004,
    packages=("openstack-heat",),
    configs=configs,
    early=early,
    prepare=prepare,
    load=load,
    databases=("heat",),
    identity=identity,
    catalog=(Entry("heat", "orchestration", "/v1/%(project_id)s"),),
    member_roles=("heat_stack_owner",),
    admin_roles=("heat_stack_user",),
    smoke=steps,
)
