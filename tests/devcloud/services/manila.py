# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared file systems: API, scheduler, data and share service in one process, with Manila's dummy backend."""
from __future__ import annotations

import importlib
import os
import sys
from typing import Any

from tests.devcloud.config import common, database, ini, login, shared
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import HOST, Settings

BACKEND = "devcloud"


def configs(settings: Settings) -> dict[str, str]:
    """One file."""
    return {"manila.conf": ini({
        "DEFAULT": common() | {
            "host": "controller",
            "my_ip": HOST,
            "state_path": settings.data("manila"),
            "api_paste_config": settings.venv / "etc/manila/api-paste.ini",
            "rootwrap_config": settings.venv / "etc/manila/rootwrap.conf",
            "auth_strategy": "keystone",
            "enabled_share_protocols": "NFS,CIFS",
            "enabled_share_backends": BACKEND,
            "default_share_type": "default",
            "storage_availability_zone": "nova",
            "osapi_share_workers": 1,
            "report_interval": 10,
            "service_down_time": 60,
        },
        BACKEND: {
            "share_driver": "manila.tests.share.drivers.dummy.DummyDriver",
            "share_backend_name": BACKEND,
            "driver_handles_share_servers": False,
            "snapshot_support": True,
            "create_share_from_snapshot_support": True,
            "revert_to_snapshot_support": True,
            "mount_snapshot_support": True,
            "dummy_driver_default_driver_method_delay": 0.1,  # seconds; the defaults of the driver are 2 and 4
            "dummy_driver_driver_methods_delays": "create_share:0.1",
        },
        "coordination": {"backend_url": f"file://{settings.data('manila', 'coordination')}"},
        "quota": {"shares": 200, "snapshots": 200},
        **{name: login(settings, "manila") for name in ("neutron", "nova", "cinder", "glance")},
        "database": database(settings, "manila"),
        **shared(settings, "manila"),
    })}


def early() -> None:
    """Native threads instead of eventlet: to be said before anything imports manila."""
    from oslo_service import backend

    backend.init_backend(backend.BackendType.THREADING)


def prepare(settings: Settings) -> None:
    """Manila's migrations alter constraints, which SQLite cannot: the schema is made from the models and stamped."""
    import sqlalchemy
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from manila.db.migrations import alembic
    from manila.db.sqlalchemy import models

    engine = sqlalchemy.create_engine(settings.database_url("manila"))
    scripts = Config()
    scripts.set_main_option("script_location", os.path.dirname(alembic.__file__))
    models.BASE.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (ScriptDirectory.from_config(scripts).get_current_head(),))


def load(settings: Settings) -> Any:
    """Start the workers, then return the API."""
    sys.argv = ["manila-api", "--config-file", str(settings.etc("manila", "manila.conf"))]
    from manila.wsgi import api

    _import_share_manager()
    from manila import service

    service.Service.create(host=f"controller@{BACKEND}", service_name=BACKEND, binary="manila-share", coordination=True).start()
    service.Service.create(binary="manila-data").start()
    service.Service.create(binary="manila-scheduler", coordination=True).start()
    return api.application


def _import_share_manager() -> None:
    """The share manager defines an option that the API's token validation has defined already, with other words: the first one stays."""
    from oslo_config import cfg

    register = cfg.ConfigOpts.register_opts

    def tolerant(self: Any, options: Any, group: Any = None) -> None:
        try:
            register(self, options, group=group)
        except cfg.DuplicateOptError:
            if str(group) != "keystone_authtoken":
                raise

    cfg.ConfigOpts.register_opts = tolerant
    try:
        importlib.import_module("manila.share.manager")
    finally:
        cfg.ConfigOpts.register_opts = register


def resources(api: Any) -> None:
    """The share type that shares have by default."""
    if not api.find("manila", f"/v2/{api.project}/types", name="default"):
        wanted = {"name": "default", "extra_specs": {"driver_handles_share_servers": False, "snapshot_support": True}}
        api.call("POST", "manila", f"/v2/{api.project}/types", {"share_type": wanted}, X_OpenStack_Manila_API_Version="2.60")


def steps(smoke: Any) -> None:
    """A share with a rule and a snapshot."""
    share, snapshot = smoke.name("share"), smoke.name("snapshot")
    smoke.run(f"share create --name {share} NFS 1")
    smoke.wait(f"share {share}", "status", "available")
    smoke.run(f"share access create {share} ip 192.0.2.0/24", f"share snapshot create --name {snapshot} {share}")
    smoke.wait(f"share snapshot {snapshot}", "status", "available")
    smoke.run(f"share snapshot delete --wait {snapshot}", f"share delete --wait {share}")


SERVICE = Service(
    name="manila",
    port=8786,
    packages=("manila",),
    configs=configs,
    early=early,
    prepare=prepare,
    load=load,
    databases=("manila",),
    folders=("coordination",),
    resources=resources,
    catalog=(Entry("manila", "shared-file-system", "/v2"), Entry("manilav2", "sharev2", "/v2")),
    smoke=steps,
)
