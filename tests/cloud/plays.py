# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks run as a person runs them, and what they leave in a project."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.cloud.servers import Api
from tests.warm import commands

AGAIN = re.compile(r" changed=0 .* failed=0 ")
LONGEST = 300
RECORDER = Path(__file__).resolve().parents[1] / "integration" / "callback_plugins"
# What a project may hold: service, path, key of the listing.
OWN = (
    ("compute", "/servers", "servers"),
    ("compute", "/os-keypairs", "keypairs"),
    ("compute", "/os-server-groups", "server_groups"),
    ("network", "/floatingips", "floatingips"),
    ("network", "/routers", "routers"),
    ("network", "/ports", "ports"),
    ("network", "/networks", "networks"),
    ("network", "/security-groups", "security_groups"),
    ("block-storage", "/volumes", "volumes"),
    ("block-storage", "/snapshots", "snapshots"),
    ("block-storage", "/backups", "backups"),
    ("image", "/images", "images"),
    ("load-balancer", "/lbaas/loadbalancers", "loadbalancers"),
    ("dns", "/zones", "zones"),
    ("key-manager", "/secrets", "secrets"),
)


def held(api: Api) -> dict[str, list[str]]:
    """What the project holds, by kind; the security group that each project has by itself does not count."""
    project, user = api.session.access.project_id, api.session.access.user_id
    found = {}
    for service, path, key in (row for row in OWN if api.session.has_service(row[0])):
        rows = [row.get("keypair", row) for row in api.list(service, path, key)]
        mine = [row for row in rows if row.get("tenant_id", row.get("owner", project)) == project]
        found[key] = sorted(row.get("name") or row["id"] for row in mine)
    found["security_groups"] = [name for name in found["security_groups"] if name != "default"]
    credentials = api.list("identity", f"/users/{user}/application_credentials", "application_credentials")
    found["application_credentials"] = [row["name"] for row in credentials]
    return {key: names for key, names in found.items() if names}


def command(name: str) -> list[str]:
    """The command line of a playbook. ``name``: with its arguments."""
    return [str(Path(sys.executable).with_name("ansible-playbook")), *name.split()]


def surroundings(home: Path) -> dict[str, str]:
    """The environment of somebody with this home folder and nothing of the caller's clouds."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ANSIBLE_", "OS_", "STRATUS_"))}
    own = {"HOME": str(home), "ANSIBLE_HOME": str(home), "OS_CLIENT_CONFIG_FILE": str(home / "clouds.yaml"), "ANSIBLE_NOCOLOR": "1"}
    own["PWD"] = str(home)  # the working directory of most of these commands
    return kept | own | {"ANSIBLE_COLLECTIONS_PATH": os.environ["ANSIBLE_COLLECTIONS_PATH"], "ANSIBLE_LOCALHOST_WARNING": "0"}


def play(name: str, folder: Path, home: Path, cold: bool = False, report: Path | None = None) -> SimpleNamespace:
    """Run a playbook where nobody can answer -> its status, its output, and of each task of the collection what it came to. ``cold``: start
    Ansible as usual, not in a warm process. ``report``: where the callback plugin `report` writes its files, without the ending."""
    with tempfile.NamedTemporaryFile("r") as recording:
        recorder = {"ANSIBLE_CALLBACK_PLUGINS": str(RECORDER), "ANSIBLE_CALLBACKS_ENABLED": "recorder", "STRATUS_RECORDING": recording.name}
        if report:
            recorder |= {"ANSIBLE_CALLBACKS_ENABLED": "recorder,stratus.openstack.report", "STRATUS_REPORT_HTML": f"{report}.html"}
            recorder["STRATUS_REPORT_JSON"] = f"{report}.json"
        env = surroundings(home) | recorder
        done = commands.run(command(name), cwd=folder, env=env, timeout=LONGEST, stdin=subprocess.DEVNULL, cold=cold)
        entries = [json.loads(line) for line in recording]
        Path(f"{recording.name}.imported").unlink(missing_ok=True)
    return SimpleNamespace(status=done.returncode, output=done.stdout + done.stderr, tasks=list(outcomes(entries)))


def outcomes(entries: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The name of each task of the collection in a recording, and what it came to: changed, ok or failed."""
    for entry in entries:
        if entry["module"].startswith("stratus.openstack."):
            yield entry["task"], "failed" if not entry["ok"] else "changed" if entry["result"].get("changed") else "ok"


def answer(name: str, home: Path, answers: dict[str, str]) -> SimpleNamespace:
    """Run a playbook in a terminal and answer its questions, in their order. ``answers``: by a part of each question."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(home)
        os.execvpe(command(name)[0], command(name), surroundings(home))
    output, seen, waiting = "", 0, list(answers.items())
    while select.select([terminal], [], [], LONGEST)[0]:
        try:
            output += os.read(terminal, 65536).decode(errors="replace")
        except OSError:  # the other end is closed
            break
        if waiting and waiting[0][0] in output[seen:]:
            time.sleep(0.3)  # what is typed before the question is complete is thrown away
            os.write(terminal, waiting.pop(0)[1].encode() + b"\r")
            seen = len(output)
    else:
        os.kill(child, signal.SIGKILL)
    return SimpleNamespace(status=os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), output=output)
