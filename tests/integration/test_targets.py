# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run each integration target on the dev cloud, in the controller's process and as an ordinary module.

A target is a folder ``targets/<name>`` with ``tasks/main.yml``; a line ``smoke`` in its file ``aliases`` has it run on every supported
ansible-core. Its tasks run against localhost with these variables:

- ``stratus_cloud``: the cloud of clouds.yaml that the modules use unless a task names another one (module_defaults of the action group)
- ``stratus_prefix``: what names of objects begin with, different for each target and way
- ``stratus_inprocess``: whether this is the run in the controller's process

The command-line client ``openstack`` is on the PATH; it takes ``--os-cloud``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TARGETS = Path(__file__).with_name("targets")
PLAYBOOK = """---
- name: The integration target
  hosts: localhost
  gather_facts: false
  module_defaults:
    group/stratus.openstack.openstack:
      cloud: "{{ stratus_cloud }}"
  tasks:
    - name: Run it
      ansible.builtin.include_role:
        name: "{{ stratus_target }}"
"""
WAYS = {"in_process": True, "module": False}
LONGEST = 900


def aliases(target: str) -> list[str]:
    """The words in a target's file ``aliases``."""
    path = TARGETS / target / "aliases"
    return path.read_text().split() if path.exists() else []


def parameters() -> list[object]:
    """Each target in each way, marked with the target's aliases that are marks."""
    names = sorted(path.parent.parent.name for path in TARGETS.glob("*/tasks/main.yml"))
    marks = {name: [pytest.mark.smoke] if "smoke" in aliases(name) else [] for name in names}
    return [pytest.param(name, way, id=f"{name}-{way}", marks=marks[name]) for name in names for way in WAYS]


def variables(target: str, way: str) -> dict[str, object]:
    """The variables of one run."""
    return {
        "stratus_target": target,
        "stratus_cloud": "demo",
        "stratus_prefix": f"{target.replace('_', '-')}-{'in' if WAYS[way] else 'out'}",
        "stratus_inprocess": WAYS[way],
        "ansible_connection": "local",
        "ansible_python_interpreter": sys.executable,
    }


@pytest.mark.parametrize(("target", "way"), parameters())
def test_target(target: str, way: str, tmp_path: Path) -> None:
    (tmp_path / "playbook.yml").write_text(PLAYBOOK)
    (tmp_path / "variables.json").write_text(json.dumps(variables(target, way)))
    env = os.environ | {
        "ANSIBLE_ROLES_PATH": str(TARGETS),
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_RETRY_FILES_ENABLED": "false",
        "STRATUS_INPROCESS": str(int(WAYS[way])),
    }
    command = [Path(sys.executable).with_name("ansible-playbook"), "-i", "localhost,", "-e", "@variables.json", "playbook.yml"]
    ended = subprocess.run(command, check=False, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=LONGEST)
    assert ended.returncode == 0, f"{ended.stdout[-20000:]}\n{ended.stderr[-5000:]}"


@pytest.mark.smoke
def test_the_client_reaches_the_cloud() -> None:
    command = ["openstack", "--os-cloud", "demo", "token", "issue", "-f", "json"]
    assert json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["project_id"]
