# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Print the services of the dev cloud, beside its core, that the targets and files of tests which would run need, in one line."""

from __future__ import annotations

import os
from pathlib import Path

from tests.conftest import GREEN, Keys
from tests.inputs import EVERYTHING
from tests.integration import rhythm

ROOT = Path(__file__).parents[2]


ODD_NAMES = "tests/cloud/test_odd_names.py"  # it creates objects of the targets that say how
SIX = {"barbican", "designate", "heat", "manila", "octavia", "swift"}  # the services beside the core
# files of tests and the services that they need
FILES = {
    "tests/cloud/test_concurrency.py": SIX if os.environ.get(EVERYTHING) else {"swift"},
    "tests/cloud/test_service_faults.py": SIX if os.environ.get(EVERYTHING) else {"swift"},
    "tests/cloud/test_kill.py": SIX if os.environ.get(EVERYTHING) else set(),
    "tests/cloud/test_examples.py": {"barbican", "designate", "octavia", "swift"},
    **dict.fromkeys(("tests/cloud/test_inventory.py", "tests/cloud/test_docs_inventory.py"), {"octavia"}),
}


def find_services(chosen: str, green: str | None) -> set[str]:
    """The services that targets need. ``chosen``: names of targets, with commas between; all if it is empty. ``green``: the file with the
    keys of groups of tests that need not run again."""
    keys = Keys(ROOT, Path(green)) if green else None

    def runs(group: str) -> bool:
        return not (keys and keys.is_green(group))

    targets = [rhythm.Rhythm.load(path) for path in sorted(ROOT.glob("tests/integration/targets/*/rhythm.yml"))]
    found = set().union(*(services for file, services in FILES.items() if not chosen and runs(file)))
    for target in targets:
        if target.services and (not chosen or target.target in chosen.split(",")):
            has_odd_names = not chosen and target.odd_names and not isinstance(target.odd_names, str)
            if runs(f"target/{target.target}") or (has_odd_names and runs(ODD_NAMES)):
                found |= set(target.services)
    return found


if __name__ == "__main__":
    print(*sorted(find_services(os.environ.get("STRATUS_TARGETS", ""), os.environ.get(GREEN))))
