# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file that docs/inventory_recipes.md shows, read by ansible-inventory with the servers of test_inventory.py in the cloud."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from tests.cloud.servers import MEMBER, Api
from tests.cloud.test_inventory import Ran, member, servers

__all__ = ["servers"]  # a fixture

PAGE = (Path(__file__).parents[2] / "docs" / "inventory_recipes.md").read_text()
SECTIONS = re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
RECIPES = [(title, text) for title, body in SECTIONS for text in re.findall(r"^```yaml\n(plugin: .*?)^```", body, re.MULTILINE | re.DOTALL)]
# What each gives of web (with a floating IP, role web, tag blue), its twin and db (role db), in the order of the page: hosts as
# patterns, and some groups with the number of their hosts.
WEB, TWIN, DB, ID = "web", "web-[0-9a-f]{8}", "db", "[0-9a-f-]{36}"
EXPECTED: list[tuple[list[str], dict[str, int]]] = [
    ([WEB, TWIN, DB], {"role_web": 2, "role_db": 1, "tag_blue": 1, "zone_nova": 3}),
    ([WEB, TWIN, DB], {"out_of_rotation": 0}),  # no pool has a member
    ([], {}),  # none is tagged so
    ([WEB, TWIN, DB], {"nova": 3}),
    ([r"web\.{project}", r"web\.{project}-[0-9a-f]{8}", r"db\.{project}"], {"project_{project}": 3}),
    ([WEB, TWIN, DB], {"role_web": 2}),
    (
        [r"web\.north", r"web\.north-[0-9a-f]{8}", r"db\.north"],
        {"cloud_north": 3, "north_web": 2, "region_RegionOne": 3},
    ),  # both show the same
    ([r"web\.example\.org", r"web\.example\.org-[0-9a-f]{8}", r"db\.example\.org"], {"nova": 3}),
    ([ID, ID, ID], {"web": 2, "db": 1}),
    ([WEB, TWIN, DB], {"named_web": 2, "named_db": 1}),
    ([WEB, TWIN, DB], {}),
    ([WEB, TWIN, DB], {"nova": 3}),
    ([WEB, TWIN, DB], {"role_web": 2}),
    ([WEB, TWIN, DB], {"nova": 3}),
    ([WEB, TWIN, DB], {"role_web": 2, "meta-role_db": 1}),
]


@pytest.fixture(scope="module")
def place(api: Api, world: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with a clouds.yaml that has the names of the page, and the environment to read it in."""
    folder = tmp_path_factory.mktemp("recipes")
    known = yaml.safe_load(Path(os.environ["OS_CLIENT_CONFIG_FILE"]).read_text())["clouds"]
    names = dict.fromkeys(("mycloud", "north", "south"), member())
    (folder / "clouds.yaml").write_text(yaml.safe_dump({"clouds": {**names, "admin": known["admin"]}}))
    path = f"/users/{api.session.access.user_id}/application_credentials"
    robot = api.make("identity", path, "application_credential", name="recipe")
    given = {"CI_AUTH_URL": MEMBER["auth"]["auth_url"], "CI_CREDENTIAL_ID": robot["id"], "CI_SECRET": robot["secret"]}
    given |= {"OS_CLIENT_CONFIG_FILE": "clouds.yaml", "HOME": str(folder), "ANSIBLE_INVENTORY_UNPARSED_FAILED": "1"}
    return folder, {**os.environ, **given}


def listed(text: str, folder: Path, environment: dict[str, str]) -> Ran:
    (folder / "openstack.yml").write_text(text)
    line = [str(Path(sys.executable).with_name("ansible-inventory")), "-i", "openstack.yml", "--list"]
    done = subprocess.run(line, check=False, capture_output=True, text=True, cwd=folder, env=environment, timeout=120)
    return Ran(status=done.returncode, output=done.stdout, said=done.stderr, requests=[])


def test_every_recipe_is_tried() -> None:
    assert len(RECIPES) == len(EXPECTED) == PAGE.count("plugin: stratus.openstack.openstack")


@pytest.mark.parametrize("number", range(len(EXPECTED)), ids=lambda number: f"{number}-{RECIPES[number][0].replace(' ', '-')}")
def test_a_recipe(number: int, place: tuple[Path, dict[str, str]], world: SimpleNamespace) -> None:
    hosts, groups = EXPECTED[number]
    ran = listed(RECIPES[number][1].replace("shop", world.name), *place)
    found = ran.inventory
    names = sorted(found["_meta"]["hostvars"])
    patterns = [pattern.replace("{project}", world.name) for pattern in hosts]
    assert len(names) == len(patterns), ran.output
    assert all(any(re.fullmatch(pattern, name) for name in names) for pattern in patterns), names
    counted = {name.replace("{project}", world.name.replace("-", "_")): count for name, count in groups.items()}
    assert {name: len(found.get(name, {}).get("hosts", ())) for name in counted} == counted
    assert "strict" not in ran.said and "cannot be listed" not in ran.said
