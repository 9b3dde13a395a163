# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides for those who come from other tools name every module, and what they name is there."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from tests.generate import OLD_NAMES, modules

DOCS = Path(__file__).resolve().parents[2] / "docs"
SDK = {"compute": 2, "network": 2, "image": 2, "block_storage": 3, "identity": 3}


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of all tables below a heading, heads left out."""
    text = (DOCS / f"{page}.md").read_text().partition(f"\n## {heading}\n")[2]
    text = re.sub(r"^\|.*\|\n(?=\|-)", "", text, flags=re.MULTILINE)
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


SCRIPTS = rows("from_scripts", "Commands, calls and modules")
TERRAFORM = rows("from_terraform", "Resources and modules")


def test_the_table_of_commands_has_every_module_once() -> None:
    assert sorted(code(row[0])[0] for row in SCRIPTS) == modules()


@pytest.mark.parametrize("call", sorted({call for row in SCRIPTS for call in code(row[2])}))
def test_a_call_of_the_sdk_is_there(call: str) -> None:
    service, _dot, name = call.rpartition(".")
    if service in SDK:
        assert hasattr(import_module(f"openstack.{service}.v{SDK[service]}._proxy").Proxy, name)
    else:
        assert callable(getattr(import_module("openstack.connection").Connection, name))


def test_the_table_of_terraform_leads_to_modules() -> None:
    covered = [row for row in TERRAFORM if row[1].startswith("`")]
    named = {name for row in covered for name in code(row[1]) if re.fullmatch(r"\w+", name)}
    options = {"nics", "volumes", "routes", "security_group_rules"}
    assert len(covered) > 30
    assert named - options <= set(modules())


def test_no_resource_of_terraform_is_in_two_rows() -> None:
    names = [name for row in TERRAFORM for name in code(row[0])]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_the_modules_of_the_other_collection_that_are_missing_are_name_key() -> None:
    facts = yaml.safe_load((Path(__file__).parent / "facts" / "openstack_cloud.yaml").read_text())
    section = (DOCS / "migration.md").read_text().partition("\n## Modules that are not here\n")[2].partition("\nFor these")[0]
    assert sorted(code(section)) == sorted(name for name in facts["modules"] if OLD_NAMES.get(name, name) not in modules())


@pytest.mark.parametrize("page", ["migration", "from_terraform", "from_scripts"])
def test_the_page_is_in_the_list_of_guides(page: str) -> None:
    assert f"(docs/{page}.md)" in (DOCS.parent / "README.md").read_text()
