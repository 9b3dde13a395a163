# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Object storage: the proxy and one account, container and object server each, on one directory. Objects are really stored."""
from __future__ import annotations

import os
import pwd
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.devcloud.config import ini, login
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import HOST, Settings

STORAGE = {"account": 6202, "container": 6201, "object": 6200}
FILTERS = (  # in the order of the pipeline; those with an underscore or a dash are named differently as eggs
    "catch_errors", "gatekeeper", "healthcheck", "proxy-logging", "access_log", "listing_formats", "bulk", "tempurl", "slo", "dlo",
    "versioned_writes", "authtoken", "keystoneauth", "copy", "container-quotas", "account-quotas", "symlink", "proxy-logging",
)


def _defaults(settings: Settings, name: str) -> dict[str, object]:
    return {
        "bind_ip": HOST,
        "bind_port": settings.ports[name],
        "workers": 0,  # serve in the process that was started
        "swift_dir": settings.etc(name),
        "devices": settings.data("swift", "devices"),
        "mount_check": False,
        "fallocate_reserve": 0,
        "recon_cache_path": settings.data("swift", "recon"),
        "user": pwd.getpwuid(os.getuid()).pw_name,
        "log_address": "/nonexistent",  # no syslog: messages go to standard error
    }


def _cluster() -> str:
    """swift.conf: the same in all servers."""
    return ini({
        "swift-hash": {"swift_hash_path_suffix": "devcloud", "swift_hash_path_prefix": "devcloud"},
        "storage-policy:0": {"name": "gold", "default": True},
    })


def _storage_configs(kind: str) -> Callable[[Settings], dict[str, str]]:
    def configs(settings: Settings) -> dict[str, str]:
        return {"swift.conf": _cluster(), "server.conf": ini({
            "DEFAULT": _defaults(settings, f"swift-{kind}"),
            "pipeline:main": {"pipeline": f"{kind}-server"},
            f"app:{kind}-server": {"use": f"egg:swift#{kind}"},
        })}
    return configs


def _proxy_configs(settings: Settings) -> dict[str, str]:
    filters = {f"filter:{name}": {"use": f"egg:swift#{name.replace('-', '_')}"} for name in FILTERS}
    filters["filter:access_log"] = {
        "paste.filter_factory": "tests.devcloud.drivers.swift:access_log", "path": settings.access_log("swift"),
    }
    filters["filter:versioned_writes"] |= {"allow_versioned_writes": True, "allow_object_versioning": True}
    filters["filter:keystoneauth"] |= {"operator_roles": "admin, member"}
    filters["filter:authtoken"] = login(settings, "swift") | {
        "paste.filter_factory": "keystonemiddleware.auth_token:filter_factory",
        "www_authenticate_uri": settings.keystone,
        "delay_auth_decision": True,  # public containers and temporary URLs need no token
        "include_service_catalog": False,
    }
    return {"swift.conf": _cluster(), "server.conf": ini({
        "DEFAULT": _defaults(settings, "swift"),
        "pipeline:main": {"pipeline": " ".join((*FILTERS, "proxy-server"))},
        "app:proxy-server": {"use": "egg:swift#proxy", "account_autocreate": True},
        **filters,
    })}


def _command(kind: str, name: str) -> Callable[[Settings], list[str]]:
    def command(settings: Settings) -> list[str]:
        return [str(settings.venv / "bin/python"), "-m", "tests.devcloud.drivers.swift", kind, name, str(settings.state)]
    return command


def steps(smoke: Any) -> None:
    """An object that comes back as it went."""
    container, content = smoke.name("container"), smoke.folder / "object"
    content.write_bytes(os.urandom(4096))
    smoke.run(
        f"container create {container}", f"object create --name thing {container} {content}",
        f"object save --file {content}.saved {container} thing", "object store account show",
    )
    with smoke.step("the saved object is what was stored"):
        if Path(f"{content}.saved").read_bytes() != content.read_bytes():
            raise RuntimeError("it differs")
    smoke.run(f"container delete --recursive {container}")


SERVICE = Service(
    name="swift",
    port=8080,
    packages=("swift",),
    configs=_proxy_configs,
    command=_command("proxy", "swift"),
    folders=("devices/d1", "recon"),
    companions=tuple(
        Service(
            name=f"swift-{kind}", port=port, packages=("swift",), configs=_storage_configs(kind), command=_command(kind, f"swift-{kind}"),
            after=(),
        )
        for kind, port in STORAGE.items()
    ),
    health="/healthcheck",
    catalog=(Entry("swift", "object-store", "/v1/AUTH_%(project_id)s"),),
    admin_roles=("ResellerAdmin",),
    smoke=steps,
)
