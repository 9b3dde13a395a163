# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what a test wants to know of a run, in the worker process: ansible.builtin.copy would start a module for it."""

from __future__ import annotations

import json
from pathlib import Path

from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    """``results``: a text of JSON, or what it says. ``file``: where it goes."""

    _supports_check_mode = True

    def run(self, tmp=None, task_vars=None):
        results = self._task.args["results"]
        Path(self._task.args["file"]).write_text(results if isinstance(results, str) else json.dumps(results))
        return super().run(tmp, task_vars)
