# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes how long each result of each task took, as JSON lines, to the file that TASK_TIMES names."""

from __future__ import annotations

import json
import os
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: task_times
type: aggregate
short_description: Times of tasks, for the benchmark
description: Writes one JSON line per result.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "task_times"
    CALLBACK_NEEDS_ENABLED = False

    def v2_playbook_on_task_start(self, task, is_conditional):
        self.began = time.monotonic()

    def result(self, result, **rest):
        now = time.monotonic()
        line = {
            "task": result._task.get_name(),
            "seconds": now - self.began,
            "changed": result._result.get("changed", False),
            "failed": bool(result._result.get("failed")),
            "message": str(result._result.get("msg", ""))[:300],
        }
        self.began = now
        with open(os.environ["TASK_TIMES"], "a") as stream:
            stream.write(json.dumps(line) + "\n")

    v2_runner_on_ok = v2_runner_on_failed = v2_runner_item_on_ok = v2_runner_item_on_failed = result
