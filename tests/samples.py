# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write maps and reports of small and of large projects, for tests/look.py and for people to look at.

Part `look` of tests/run.py runs this with the folder for the pages.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ansible_collections.stratus.openstack.plugins.plugin_utils import run_report_page
from tests.unit import test_project_map, test_report

FAILED = {"failed": True, "msg": "x", "error": {"message": "Forbidden", "hint": "Use other credentials", "status": 403}}
FILE = {"changed": True, "diff": [{"before": "one\ntwo\n", "after": "one\nthree\n", "after_header": "/etc/app.conf"}]}
DRIFTED = {"changed": False, "diff": {}, "drift": [test_report.DRIFT], "server": {"name": "db"}}


def report(servers: int) -> str:
    """The page of a run with an environment, drift and an error."""
    own = test_report.OWN
    results = [(own + "topology", test_report.environment(servers)), (own + "server", DRIFTED), (own + "image", FAILED)]
    return run_report_page.make_html(test_report.reported(*results, ("ansible.builtin.template", FILE), check=True))


def main(folder: Path) -> None:
    """Write the pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for servers in (20, 500):
        (folder / f"map-{servers}.html").write_text(test_project_map.page(servers))
        (folder / f"report-{servers}.html").write_text(report(servers))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
