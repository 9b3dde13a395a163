# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""python -m tests.devcloud.drivers.swift KIND NAME STATE: one of Swift's servers, with rings of its own making."""
from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.devcloud.runtime import access_log as log
from tests.devcloud.services.swift import STORAGE
from tests.devcloud.settings import HOST, Settings

PART_POWER = 4  # 16 partitions


def access_log(global_conf: dict[str, str], path: str, **_options: str) -> Callable[[Any], Any]:
    """A filter factory for Swift's pipeline."""
    log.mark_outgoing_requests("swift")
    return lambda application: log.AccessLog(application, "swift", Path(path))


def make_rings(settings: Settings, folder: Path) -> None:
    """With one device there is one possible ring: every server makes it anew, with the ports of today."""
    from swift.common.ring import RingBuilder

    for kind in STORAGE:
        builder = RingBuilder(PART_POWER, 1, 1)
        builder.add_dev({
            "id": 0, "region": 1, "zone": 1, "ip": HOST, "port": settings.ports[f"swift-{kind}"], "device": "d1", "weight": 1,
            "replication_ip": HOST, "replication_port": settings.ports[f"swift-{kind}"],
        })
        builder.rebalance()
        builder.get_ring().save(str(folder / f"{kind}.ring.gz"))


def main() -> int:
    """Serve until a signal ends the process."""
    kind, name, state = sys.argv[1:]
    settings = Settings.load(Path(state))
    from swift.common import wsgi

    make_rings(settings, settings.etc(name))
    # Swift would change the directory, by which the dev cloud knows its processes, and the user.
    wsgi.clean_up_daemon_hygiene = lambda: None
    wsgi.drop_privileges = lambda user: None
    return wsgi.run_wsgi(str(settings.etc(name, "server.conf")), f"{kind}-server", verbose=True)


if __name__ == "__main__":
    os._exit(main())
