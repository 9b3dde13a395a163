# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images, kept as files."""

from __future__ import annotations

import os
from typing import Any

from tests.devcloud.config import common, database, ini, shared
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import HOST, Settings


def configs(settings: Settings) -> dict[str, str]:
    """Web-download may fetch from loopback (any port of the `allowed_ports`): a test that serves a file itself."""
    folder = {name: settings.data("glance", name) for name in ("images", "second", "tasks", "staging", "work")}
    return {
        "glance-api.conf": ini(
            {
                "DEFAULT": common()
                | {
                    "enabled_backends": "fs:file,second:file",
                    "enabled_import_methods": "[glance-direct,web-download,copy-image]",
                    "workers": 0,
                    "worker_self_reference_url": settings.url("glance"),
                    "node_staging_uri": f"file://{folder['staging']}",
                },
                "glance_store": {"default_backend": "fs"},
                "fs": {"filesystem_store_datadir": folder["images"]},
                "second": {"filesystem_store_datadir": folder["second"]},
                "os_glance_tasks_store": {"filesystem_store_datadir": folder["tasks"]},
                "os_glance_staging_store": {"filesystem_store_datadir": folder["staging"]},
                "import_filtering_opts": {
                    "allowed_hosts": f"[{HOST}]",
                    "allowed_ports": "[]",
                    "disallowed_ports": "[]",
                    "disallowed_hosts": "[]",
                },
                "paste_deploy": {"flavor": "keystone", "config_file": settings.venv / "etc/glance/glance-api-paste.ini"},
                "task": {"work_dir": folder["work"]},
                "wsgi": {"python_interpreter": settings.venv / "bin/python"},
                "database": database(settings, "glance"),
                **shared(settings, "glance"),
            }
        )
    }


def prepare(settings: Settings) -> None:
    """The schema and the metadata definitions that Glance ships."""
    from glance.cmd import manage
    from glance.common import config
    from oslo_log import log

    log.register_options(config.CONF)
    config.parse_args(["--config-file", str(settings.etc("glance", "glance-api.conf"))])
    config.set_config_defaults()
    commands = manage.DbCommands()
    commands.sync()
    commands.load_metadefs(str(settings.venv / "etc/glance/metadefs"))


def load(settings: Settings) -> Any:
    """The API; its tasks run in threads of the same process."""
    os.environ["OS_GLANCE_CONFIG_DIR"] = str(settings.etc("glance"))
    from glance.wsgi import api

    return api.application


SERVICE = Service(
    name="glance",
    port=9292,
    packages=("glance",),
    configs=configs,
    prepare=prepare,
    load=load,
    databases=("glance",),
    folders=("images", "second", "tasks", "staging", "work"),
    after=(),
    catalog=(Entry("glance", "image"),),
)
