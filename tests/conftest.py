# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for all tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.inputs import Green, Project, interpreter

GREEN = "STRATUS_GREEN"  # names the file with the keys of groups of tests that have passed
MAKERS = ("/test_image_content.py", "/test_odd_names.py", "/test_odd_values.py", "/test_playbooks.py")


def group_of(nodeid: str) -> str:
    """The group of a test, which passes or fails as a whole: its integration target, or its file."""
    file, _sign, test = nodeid.partition("::")
    return f"target/{test.rstrip(']').rpartition('-')[2]}" if file.endswith("/test_targets.py") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """When tests run in several processes, those that share what they made share one: those of a group."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            group = group_of(nodeid)
            if group.endswith(MAKERS) or group.startswith("target/") and ("flavor" in group or "image" in group):
                return "flavors and images"  # there are targets that count them all
            return group

    return Together(config, log)


class Keys:
    """Skips groups that have passed with the same inputs, and notes those that pass."""

    def __init__(self, root: Path, file: Path) -> None:
        self.project, self.green = Project(root), Green(file)
        self.keys: dict[str, str] = {}
        self.passed: set[str] = set()
        self.failed: set[str] = set()
        self.whole = True

    def key(self, group: str) -> str:
        """The key of a group as the files were when it was first asked for."""
        if group not in self.keys:
            self.keys[group] = self.project.key(self.project.inputs(group), interpreter())
        return self.keys[group]

    def is_green(self, group: str) -> bool:
        return self.green.skips(group, self.key(group))

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        green = [item for item in items if self.is_green(group_of(item.nodeid))]
        if green:
            config.hook.pytest_deselected(items=green)
            items[:] = [item for item in items if item not in green]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        group = group_of(report.nodeid)
        if report.failed:
            self.failed.add(group)
            self.whole = self.whole and report.when != "teardown"  # which may be that of another group's things
        elif report.when == "call":
            self.key(group)
            self.passed.add(group)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) and not hasattr(session.config, "workerinput"):
            passed = {group: self.keys[group] for group in self.passed - self.failed} if self.whole else {}
            self.green.keep(passed, self.failed)
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            session.exitstatus = pytest.ExitCode.OK  # all are green

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        same = sorted(group for group in self.green.keys if group not in self.passed | self.failed and self.is_green(group))
        if same:
            terminalreporter.write_line(f"skipped, since they passed with the same inputs: {', '.join(same)}")


def pytest_configure(config: pytest.Config) -> None:
    file = os.environ.get(GREEN)
    if file:
        config.pluginmanager.register(Keys(config.rootpath, Path(file)), "stratus-keys")
