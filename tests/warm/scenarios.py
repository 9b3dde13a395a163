# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Molecule, whose playbooks run in forks of a warm process: `python -m tests.warm.scenarios test -s bastion`.

Molecule starts `ansible-playbook` twice for each of the six or more playbooks of a scenario: the first start asks for the version only.
Here `commands.run` runs the playbooks, and `$STRATUS_ORDINARY_PYTHON` names the interpreter of `modules.interpreter` for ordinary modules.
The output of a playbook is shown when it has ended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from molecule.app import App
from molecule.provisioner.ansible_playbook import AnsiblePlaybook
from molecule.shell import main

from tests.warm import commands, modules

ORDINARY = "STRATUS_ORDINARY_PYTHON"
PLAYBOOK = "ansible-playbook"
start = App.run_command


def run_command(app: App, cmd: list[str], env: dict[str, str] | None = None, cwd: Path | None = None, **options: Any) -> Any:
    """What `App.run_command` does: run a command and show its output."""
    if cmd[0] != PLAYBOOK:
        return start(app, cmd, env, cwd, **options)
    command = [Path(sys.executable).with_name(PLAYBOOK), *cmd[1:]]
    done = commands.run(command, env=app.runtime.environ | (env or {}), cwd=cwd, stdin=subprocess.DEVNULL)
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    sys.stdout.flush()
    return done


if __name__ == "__main__":
    App.run_command = run_command
    AnsiblePlaybook._validate_backend = lambda *_args: None
    with tempfile.TemporaryDirectory(prefix="stratus-") as folder, modules.interpreter(Path(folder)) as interpreter:
        os.environ[ORDINARY] = interpreter
        main()
