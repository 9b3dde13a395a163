# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run at -v tells of its waits, on the cloud ``demo`` of the clouds.yaml in OS_CLIENT_CONFIG_FILE."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

SERVER = {"image": "tiny-raw", "flavor": "m1.nano", "nics": ["none"], "auto_ip": False}


def played(folder: Path, task: dict[str, Any], *arguments: str) -> str:
    """What a playbook of one task prints; the task must not fail."""
    (folder / "play.yml").write_text(yaml.safe_dump([{"hosts": "localhost", "gather_facts": False, "tasks": [task]}]))
    command = [Path(sys.executable).with_name("ansible-playbook"), "play.yml", *arguments]
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_wait_tells_what_it_waits_for(tmp_path: Path) -> None:
    name = f"progress-{secrets.token_hex(4)}"
    try:
        told = played(tmp_path, {"stratus.openstack.server": {"cloud": "demo", "name": name, **SERVER}}, "-v")
        assert re.search(rf"server {name}: BUILD, \d+ s", told), told
    finally:
        gone = played(tmp_path, {"stratus.openstack.server": {"cloud": "demo", "name": name, "state": "absent"}})
    assert f"server {name}:" not in gone  # nothing is told unless asked
