# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for all tests."""

from __future__ import annotations

from typing import Any

import pytest

MAKERS = ("/test_image_content.py", "/test_odd_names.py", "/test_odd_values.py", "/test_playbooks.py")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """When tests run in several processes, those that share what they made share one: the tests of a file, or those of a target."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file, _sign, test = nodeid.partition("::")
            target = test.rstrip("]").replace("[", "-").rpartition("-")[2] if file.endswith("/test_targets.py") else ""
            if file.endswith(MAKERS) or "flavor" in target or "image" in target:
                return "flavors and images"  # there are targets that count them all
            return target or file

    return Together(config, log)
