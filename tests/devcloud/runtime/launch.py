# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""python -m tests.devcloud.runtime.launch serve|prepare SERVICE STATE: the process of one service, or the making of its databases."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from pathlib import Path
from sqlite3 import connect
from typing import Any

from tests.devcloud import service as contract
from tests.devcloud.runtime import access_log
from tests.devcloud.settings import HOST, Settings

THREADS = 12
LOG_LIMIT = 64 << 20  # bytes; a log that is longer becomes <name>.log.1
LOG_CHECK_SECONDS = 60
GC_THRESHOLDS = (20000, 20, 50)  # for objects that come and go with requests: Python's own are for small programs
GO_SECONDS = 0.05  # between looks for the sign that the services of `after` answer


def main() -> None:
    """Do what the command line says; a failure ends the process, whatever threads it has."""
    verb, name, state = sys.argv[1:]
    sys.argv[1:] = []
    try:
        settings = Settings.load(Path(state))
        service = contract.find(name)
        if service.early:
            service.early()
        _patch()
        {"serve": serve, "prepare": prepare}[verb](settings, service)
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else bool(end.code))
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _patch() -> None:
    # imported here, since importing oslo.messaging already chooses a concurrency backend
    from tests.devcloud.runtime import heartbeat, messaging, once, policy, sqlite

    for module in (once, sqlite, messaging, policy, heartbeat):
        module.apply()


def prepare(settings: Settings, service: contract.Service) -> None:
    """Make the service's databases, readable while they are written (WAL; the mode is kept in the file)."""
    try:
        service.prepare(settings)
    except SystemExit as end:
        if end.code not in (None, 0):
            raise
    for name in service.databases:
        with connect(settings.database(name)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")


def serve(settings: Settings, service: contract.Service) -> None:
    """Start the workers and answer requests until SIGTERM."""
    started = time.monotonic()
    access_log.mark_outgoing_requests(service.name)
    application = access_log.AccessLog(service.load(settings), service.name, settings.access_log(service.name))
    if service.workers:
        while not settings.go(service.name).exists():
            time.sleep(GO_SECONDS)
        service.workers(settings)
    signal.signal(signal.SIGTERM, lambda number, frame: os._exit(0))
    threading.Thread(target=_limit_log, args=(settings.log(service.name),), daemon=True).start()
    _settle()
    print(f"devcloud: {service.name} loaded in {time.monotonic() - started:.1f} s", flush=True)
    _listen(application, service.name, settings.ports[service.name])


def _settle() -> None:
    """What is loaded stays: the garbage collector need not look through it again, which takes a third of a second each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def _listen(application: Any, name: str, port: int) -> None:
    import waitress

    waitress.serve(
        application,
        host=HOST,
        port=port,
        threads=THREADS,
        ident=name,
        channel_timeout=300,
        connection_limit=500,
        backlog=512,
        max_request_body_size=64 << 30,
        clear_untrusted_proxy_headers=False,
    )


def _limit_log(path: Path) -> None:
    """The log is open in append mode, so that it can be cut while it is written."""
    while True:
        time.sleep(LOG_CHECK_SECONDS)
        if path.stat().st_size > LOG_LIMIT:
            shutil.copyfile(path, f"{path}.1")
            os.truncate(path, 0)


if __name__ == "__main__":
    main()
