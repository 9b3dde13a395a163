# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what every task returned, and when it ran, to $STRATUS_RECORDING: one JSON line per task. What this process has
imported of collections is listed in the file of that name with the suffix .imported.

If $STRATUS_RECORDING is a folder, each run of a playbook writes a file of its own there, and skipped tasks are recorded as well. The names
of these files sort by time and end with the name of the playbook: 1700000000000000000-converge.jsonl, or ...-converge-check.jsonl in check
mode."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from ansible import context
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: recorder
type: aggregate
short_description: Record the results of tasks
description: >-
  Appends one JSON line for each task to the file that the environment variable E(STRATUS_RECORDING) names. In a folder of that name, each
  run writes a file of its own.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "recorder"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self):
        super().__init__()
        self.path = Path(os.environ["STRATUS_RECORDING"])
        self.in_folder = self.path.is_dir()
        if self.in_folder:
            name = Path(context.CLIARGS["args"][0]).stem + ("-check" if context.CLIARGS["check"] else "")
            self.path /= f"{time.time_ns()}-{name}.jsonl"
        self.stream = self.path.open("w", buffering=1)
        self.began = {}

    def v2_runner_on_start(self, host, task):
        self.began[task._uuid] = time.time()

    def record(self, result, ok, **further):
        task = result._task
        values = {key: value for key, value in result._result.items() if not key.startswith("_ansible_")}
        line = {"task": task.get_name().strip(), "began": self.began.get(task._uuid), "ended": time.time(), "ok": ok, "result": values}
        line["host"] = result._host.get_name()
        line["module"] = str(task.resolved_action or task.action)
        self.stream.write(json.dumps(line | further, default=str) + "\n")

    def v2_playbook_on_stats(self, stats):
        files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
        imported = sorted({file for file in files if file and "/ansible_collections/" in file and file.endswith(".py")})
        Path(f"{self.path}.imported").write_text("\n".join(imported))

    def v2_runner_on_ok(self, result):
        self.record(result, True)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.record(result, False)

    def v2_runner_on_skipped(self, result):
        if self.in_folder:
            self.record(result, True, skipped=True)  # the result itself does not have it
