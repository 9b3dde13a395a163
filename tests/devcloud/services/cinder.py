# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Block storage: API, scheduler, two volume services and backup in one process; volumes hold no data."""

from __future__ import annotations

import os
import sys
from typing import Any

from tests.devcloud.config import common, database, ini, login, shared
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import HOST, Settings

BACKENDS = ("devcloud", "devcloud2")


def configs(settings: Settings) -> dict[str, str]:
    """One file. Quotas are Cinder's defaults (10 volumes and 1000 GB a project) times ten."""
    backend = {"volume_driver": "tests.devcloud.drivers.cinder.VolumeDriver", "image_volume_cache_enabled": False}
    return {
        "cinder.conf": ini(
            {
                "DEFAULT": _defaults(settings),
                **{name: backend | {"volume_backend_name": name} for name in BACKENDS},
                "nova": {"interface": "public", **login(settings, "nova")},
                "coordination": {"backend_url": f"file://{settings.data('cinder', 'coordination')}"},
                "key_manager": {"backend": "cinder.keymgr.conf_key_mgr.ConfKeyManager", "fixed_key": "0" * 64},
                "database": database(settings, "cinder"),
                **shared(settings, "cinder"),
            }
        )
    }


def _defaults(settings: Settings) -> dict[str, Any]:
    return common() | {
        "host": "controller",
        "my_ip": HOST,
        "state_path": settings.data("cinder"),
        "api_paste_config": settings.venv / "etc/cinder/api-paste.ini",
        "resource_query_filters_file": settings.venv / "etc/cinder/resource_filters.json",
        "rootwrap_config": settings.venv / "etc/cinder/rootwrap.conf",
        "auth_strategy": "keystone",
        "enabled_backends": BACKENDS,
        "default_volume_type": BACKENDS[0],
        "scheduler_driver_init_wait_time": 5,
        "glance_api_servers": settings.url("glance"),
        "report_interval": 10,
        "service_down_time": 60,
        "storage_availability_zone": "nova",
        "allow_availability_zone_fallback": True,
        "osapi_volume_workers": 1,
        "backup_driver": "cinder.tests.unit.backup.fake_service.FakeBackupService",
        "scheduler_default_filters": "AvailabilityZoneFilter,CapacityFilter,CapabilitiesFilter",
        "quota_volumes": 100,
        "quota_snapshots": 100,
        "quota_gigabytes": 10000,
        "quota_backups": 100,
        "quota_groups": 100,
    }


def early() -> None:
    """Native threads instead of eventlet: to be said before anything imports cinder."""
    os.environ["OS_CINDER_DISABLE_EVENTLET_PATCHING"] = "1"
    from cinder import monkey_patch

    monkey_patch.patch(backend="threading")
    monkey_patch.patch = lambda *arguments, **options: None


def prepare(settings: Settings) -> None:
    """The schema."""
    from cinder.cmd import manage

    sys.argv = ["cinder-manage", "--config-file", str(settings.etc("cinder", "cinder.conf")), "db", "sync"]
    manage.main()


def load(settings: Settings) -> Any:
    """Start the workers, then return the API."""
    sys.argv = ["cinder-api", "--config-file", str(settings.etc("cinder", "cinder.conf"))]
    from cinder.wsgi import api

    _workers()
    return api.application


def _workers() -> None:
    from cinder import objects, service
    from oslo_config import cfg

    from tests.devcloud.drivers import cinder as drivers

    objects.register_all()
    for backend in BACKENDS:
        cfg.CONF.register_opt(cfg.StrOpt("backend_host"), group=backend)
        host = f"{cfg.CONF.host}@{backend}"
        service.Service.create(host=host, service_name=backend, binary="cinder-volume", coordination=True).start()
    drivers.backup_without_devices()
    service.Service.create(binary="cinder-backup", service_name="backup", coordination=True, process_number=1).start()
    # The scheduler's start waits for the first reports of the volume services: it comes last.
    service.Service.create(binary="cinder-scheduler").start()


SERVICE = Service(
    name="cinder",
    port=8776,
    packages=("cinder",),
    configs=configs,
    early=early,
    prepare=prepare,
    load=load,
    databases=("cinder",),
    folders=("coordination",),
    after=(),
    catalog=(Entry("cinder", "block-storage", "/v3"), Entry("cinderv3", "volumev3", "/v3")),
)
