# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell a Report what happens in a run, and write it to files at the end."""

from __future__ import annotations

DOCUMENTATION = r"""
name: report
type: aggregate
short_description: Write a report of a run as a web page and as JSON
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Writes what a run of C(ansible-playbook) changed, or with C(--check) would change, by play, task and host. Tasks of all collections are
    in the report.
  - The page has the differences of each object, drift, errors with hints, the time of each task and service, and the plan of each topology
    as a picture. It is one file that fetches nothing, and works without JavaScript.
  - Results of tasks with C(no_log) are left out. Values that modules of this collection mask are masked in the report as well.
  - The last line of the output says how many objects differ.
requirements:
  - name it in C(callbacks_enabled)
options:
  html:
    description: Path of the web page. If omitted, no page is written. Missing folders are created.
    type: path
    env: [{name: STRATUS_REPORT_HTML}]
    ini: [{section: callback_report, key: html}]
  json:
    description: Path of the JSON file with the same content. If omitted, no such file is written. Missing folders are created.
    type: path
    env: [{name: STRATUS_REPORT_JSON}]
    ini: [{section: callback_report, key: json}]
"""

EXAMPLES = r"""
# ansible.cfg
ansible_cfg: |
  [defaults]
  callbacks_enabled = stratus.openstack.report

  [callback_report]
  html = report.html
  json = report.json
"""

import os
import time

from ansible import context
from ansible.plugins.callback import CallbackBase

from ansible_collections.stratus.openstack.plugins.plugin_utils import run_report, run_report_page


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "stratus.openstack.report"
    CALLBACK_NEEDS_ENABLED = True

    def set_options(self, task_keys=None, var_options=None, direct=None):
        super().set_options(task_keys=task_keys, var_options=var_options, direct=direct)
        self.paths = {kind: self.get_option(kind) for kind in ("html", "json")}
        self.disabled = not any(self.paths.values())
        self.report, self.begun = run_report.Report(bool(context.CLIARGS.get("check")), time.time()), {}

    def v2_playbook_on_start(self, playbook):
        self.report.playbooks.append(os.path.basename(playbook._file_name))

    def v2_playbook_on_play_start(self, play):
        self.report.begin_play(play.get_name())

    def v2_playbook_on_task_start(self, task, is_conditional):
        self.report.begin_task(task._uuid, task.get_name().strip(), str(task.resolved_action or task.action), time.time())

    def v2_playbook_on_handler_task_start(self, task):
        self.v2_playbook_on_task_start(task, False)

    def v2_runner_on_start(self, host, task):
        self.begun[task._uuid, host.get_name()] = time.time()

    def note(self, result, status):
        """Add a result to the report. ``status``: "ok", "failed", "ignored", "skipped" or "unreachable"."""
        task, host = result._task, result._host.get_name()
        now = time.time()
        shows_diff = bool(task.diff) or not context.CLIARGS.get("diff")  # a task can refuse a diff in a run with --diff
        values = {"censored": True, "changed": result._result.get("changed")} if task.no_log is True else result._result
        begun = self.begun.pop((task._uuid, host), now)
        self.report.add_result(task._uuid, host, status, values, begun, now, bool(task.check_mode), shows_diff)

    def v2_runner_on_ok(self, result):
        self.note(result, "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.note(result, "ignored" if ignore_errors else "failed")

    def v2_runner_on_skipped(self, result):
        self.note(result, "skipped")

    def v2_runner_on_unreachable(self, result):
        self.note(result, "unreachable")

    def v2_playbook_on_stats(self, stats):
        content = self.report.complete(time.time())
        makers = {"html": run_report_page.make_html, "json": run_report.make_json}
        for kind, path in self.paths.items():
            if path:
                try:
                    run_report.write(path, makers[kind](content))
                except OSError as error:
                    self._display.warning("The report %s cannot be written: %s" % (path, error.strerror or error))
        self._display.display("Report: %s (%s)" % (content["summary"], ", ".join(path for path in self.paths.values() if path)))
