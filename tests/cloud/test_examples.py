# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plays of the documentation that are marked as runnable, on a real cloud: those of a page in order, as a reader would run them.

The cloud `demo` of the pages is a project made for the tests, so that what a page leaves behind is seen.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from tests.cloud.servers import MEMBER, Api
from tests.examples.collect import Example, sequences

SEQUENCES = sequences()
AGAIN = re.compile(r" changed=0 .* failed=0 ")
LONGEST = 300
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
)
# What administrators make.
COMMON = (
    ("identity", "/projects", "projects"),
    ("identity", "/users", "users"),
    ("identity", "/groups", "groups"),
    ("identity", "/roles", "roles"),
    ("identity", "/services", "services"),
    ("compute", "/flavors", "flavors"),
    ("image", "/images", "images"),
    ("block-storage", "/types", "volume_types"),
    ("network", "/qos/policies", "policies"),
)


def held(api: Api) -> dict[str, list[str]]:
    """What the project holds, by kind; the security group that each project has by itself does not count."""
    project, user = api.session.access.project_id, api.session.access.user_id
    found = {}
    for service, path, key in OWN:
        rows = [row.get("keypair", row) for row in api.list(service, path, key)]
        mine = [row for row in rows if row.get("tenant_id", row.get("owner", project)) == project]
        found[key] = sorted(row.get("name") or row["id"] for row in mine)
    found["security_groups"] = [name for name in found["security_groups"] if name != "default"]
    credentials = api.list("identity", f"/users/{user}/application_credentials", "application_credentials")
    found["application_credentials"] = [row["name"] for row in credentials]
    return {key: names for key, names in found.items() if names}


def common(admin: Api) -> set[tuple[str, str]]:
    return {(key, str(row["name"])) for service, path, key in COMMON for row in admin.list(service, path, key)}


@pytest.fixture(scope="module")
def home(api: Api, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder whose clouds.yaml has the project as `demo`, and the other clouds as they are."""
    folder = tmp_path_factory.mktemp("home")
    clouds = yaml.safe_load(Path(os.environ["OS_CLIENT_CONFIG_FILE"]).read_text())["clouds"]
    (folder / "clouds.yaml").write_text(yaml.safe_dump({"clouds": clouds | {"demo": MEMBER}}))
    return folder


def play(name: str, folder: Path, home: Path) -> SimpleNamespace:
    """Run a playbook."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ANSIBLE_", "OS_", "STRATUS_"))}
    own = {"HOME": str(home), "ANSIBLE_HOME": str(home), "OS_CLIENT_CONFIG_FILE": str(home / "clouds.yaml"), "ANSIBLE_NOCOLOR": "1"}
    collections = {"ANSIBLE_COLLECTIONS_PATH": os.environ["ANSIBLE_COLLECTIONS_PATH"], "ANSIBLE_LOCALHOST_WARNING": "0"}
    command = [str(Path(sys.executable).with_name("ansible-playbook")), *name.split()]
    quiet = {"capture_output": True, "text": True, "stdin": subprocess.DEVNULL}
    done = subprocess.run(command, check=False, cwd=folder, env=kept | own | collections, timeout=LONGEST, **quiet)
    return SimpleNamespace(status=done.returncode, output=done.stdout + done.stderr)


@pytest.fixture
def tidy(api: Api, home: Path) -> Iterator[None]:
    """Let nothing stay of a page that failed."""
    yield
    if held(api):
        project = api.session.access.project_id
        play(f"stratus.openstack.teardown -e cloud=demo -e teardown_project={project} -e teardown_confirmed=true", home, home)


@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize("page", SEQUENCES)
def test_the_plays_of_a_page(page: str, api: Api, admin: Api, home: Path, tmp_path: Path) -> None:
    before = common(admin)
    for example in SEQUENCES[page]:
        run_example(example, tmp_path, home)
    assert held(api) == {}
    text = "\n".join(example.text for example in SEQUENCES[page])
    assert {(key, name) for key, name in common(admin) - before if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)} == set()
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(example.runnable for example in SEQUENCES[page])


def run_example(example: Example, folder: Path, home: Path) -> None:
    path = folder / f"{example.runnable}.yml"
    path.write_text(example.text)
    done = play(path.name, folder, home)
    assert done.status == 0, f"{example.where}\n{done.output}"
    if example.idempotent:
        again = play(path.name, folder, home)
        assert again.status == 0 and AGAIN.search(again.output), f"{example.where} again\n{again.output}"
