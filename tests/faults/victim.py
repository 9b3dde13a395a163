# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks in processes of their own, which may be killed. They are forked off one that has everything imported: a new Python would take
longer than the task."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from ansible_collections.stratus.openstack.plugins.module_utils import catalogue, runner
from ansible_collections.stratus.openstack.plugins.module_utils.environment.topology import TOPOLOGY

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


OPERATIONS: dict[str, Any] = {**catalogue.TABLES, "topology": TOPOLOGY}


def work(kind: str, params: dict[str, Any]) -> None:
    """What the module of a kind of object does, or the one for many kinds."""
    runner.execute(OPERATIONS[kind], params)


def begun(kind: str, params: dict[str, Any]) -> BaseProcess:
    """A process that works, or will."""
    process = FORKS.Process(target=work, args=(kind, params), daemon=True)
    process.start()
    return process


def kill(process: BaseProcess) -> None:
    """End it at once, whatever it does, and see that it has ended."""
    process.kill()
    wait([process.sentinel])
