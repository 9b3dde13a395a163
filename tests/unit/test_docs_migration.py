# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides for users of other tools have a row for every module, and the names in the rows exist. test_meta.py checks that the pages are
current."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from tests import generate_guides
from tests.generate_guides import Row

ROOT = Path(__file__).resolve().parents[2]
FACTS = Path(__file__).resolve().parent / "facts"
ROWS = generate_guides.rows()
FILES = {path.parent.name: yaml.safe_load(path.read_text()) for path in generate_guides.SERVICES.glob("*/reference.yml")}
GENERAL = yaml.safe_load((ROOT / "tests" / "guides.yml").read_text())
PEER = yaml.safe_load((FACTS / "openstack_cloud.yaml").read_text())["modules"]
PROVIDER = yaml.safe_load((FACTS / "terraform.yaml").read_text()).values()
KEYS = {"terraform", "data_source", "client", "sdk", "libcloud", "remark", "peer"}


def entries(service: str) -> dict[str, Any]:
    """The entries of the kinds of a service that make rows. Other kinds have only attributes of results."""
    return {kind: entry for kind, entry in FILES[service].get("types", {}).items() if set(entry) & (KEYS | {"info"})}


def sdk(service: str) -> Any:
    """The newest version of a service in the SDK."""
    versions = [module.name for module in pkgutil.iter_modules(import_module(f"openstack.{service}").__path__)]
    newest = max(int(name[1:]) for name in versions if re.fullmatch(r"v\d+", name))
    return import_module(f"openstack.{service}.v{newest}._proxy").Proxy


def spec(module: str) -> dict[str, Any]:
    operation = import_module(f"{generate_guides.MODULES}.{module}").OPERATION
    return runner.module_spec(operation)["argument_spec"]


def test_every_module_has_a_row_with_a_command_a_call_or_a_remark() -> None:
    there = {row.module for row in ROWS if row.client or row.sdk or row.remark}
    assert sorted(set(generate_guides.modules()) - there) == [], "docs/adding_a_type.md says where to add the row"


@pytest.mark.parametrize("service", FILES)
def test_the_kinds_of_a_service_stand_in_its_file(service: str) -> None:
    assert [kind for kind in entries(service) if kind.partition(".")[0] != service] == []


def test_every_entry_is_the_row_of_a_module() -> None:
    kinds: dict[str, set[bool]] = {}  # the kinds of modules without an entry of their own: have they an _info module, another one
    own = {name for data in FILES.values() for name in data.get("modules", {})}
    for module in set(generate_guides.modules()) - own:
        kinds.setdefault(generate_guides.kind_of(module), set()).add(module.endswith("_info"))
    types = {kind: entry for service in FILES for kind, entry in entries(service).items()}
    assert own <= set(generate_guides.modules())
    assert {kind: {part == "info" for part in ({"info"} & set(entry)) | (set(entry) & KEYS)} for kind, entry in types.items()} == kinds


def test_entries_have_known_keys() -> None:
    entries = [entry for data in FILES.values() for part in ("types", "modules") for entry in data.get(part, {}).values()]
    entries += [entry["info"] for entry in entries if "info" in entry]
    assert set().union(*entries) <= KEYS | {"info", "attributes", "like"}
    peers = [entry["peer"] for entry in entries if "peer" in entry] + list(GENERAL["peer"].values())
    assert set().union(*peers) <= {"name", "interface", "behavior"}


@pytest.mark.parametrize(("key", "facts"), [("terraform", "resources"), ("data_source", "data_sources")])
def test_a_name_of_terraform_exists(key: str, facts: str) -> None:
    known = {name for project in PROVIDER for name in project.get(facts, ())}
    named = {name for row in ROWS for name in getattr(row, key)}
    assert len(named) > 30
    assert named - known == set()


def test_a_remark_on_a_name_of_terraform_names_options() -> None:
    remarks = {(row.module, remark) for row in ROWS for remark in (*row.terraform.values(), *row.data_source.values()) if remark}
    assert len(remarks) > 4
    for module, remark in remarks:
        elsewhere = re.fullmatch(r"or `(\w+)` of `(\w+)`", remark)
        own = re.match(r"with `(\w+): ", remark)
        assert elsewhere or own, remark
        assert elsewhere[1] in spec(elsewhere[2]) if elsewhere else own[1] in spec(module)


def test_a_command_exists() -> None:
    groups = yaml.safe_load((FACTS / "client_commands.yaml").read_text())
    named = {command for row in ROWS for command in row.client}
    assert len(named) > 150
    assert named - {f"{group} {verb}" for group, verbs in groups.items() for verb in verbs} == set()


@pytest.mark.parametrize("call", sorted({call for row in ROWS for call in row.sdk}))
def test_a_call_of_the_sdk_exists(call: str) -> None:
    service, _dot, name = call.rpartition(".")
    if service:
        assert hasattr(sdk(service), name)
    else:
        assert callable(getattr(import_module("openstack.connection").Connection, name))


def test_every_module_of_the_other_collection_is_here_or_named_as_missing() -> None:
    here = {row.peer.get("name", row.module) for row in ROWS}
    missing = [name for names in generate_guides.peer_without_module().values() for name in names]
    assert sorted(missing) == sorted(set(PEER) - here), "tests/guides.yml has the projects of missing modules"
    assert set(generate_guides.peer_names()) <= set(PEER)


@pytest.mark.parametrize("row", [row for row in ROWS if "behavior" in row.peer], ids=lambda row: row.module)
def test_what_behaves_differently_is_an_option_or_all(row: Row) -> None:
    options = {option for cell in row.peer["behavior"] for option in cell.split(", ")}
    assert options - {name for option, entry in spec(row.module).items() for name in (option, *entry.get("aliases", ()))} <= {"all"}


def test_a_remark_on_a_resource_without_a_module_is_about_such_a_resource() -> None:
    claimed = {name for row in ROWS for name in row.terraform}
    known = {name for project in PROVIDER for name in project.get("resources", ())}
    assert set(GENERAL["terraform_remarks"]) <= known - claimed


@pytest.mark.parametrize("page", generate_guides.PAGES)
def test_each_table_has_its_place_in_the_page(page: str) -> None:
    places = [marked["name"] for marked in generate_guides.MARKED.finditer((ROOT / "docs" / f"{page}.md").read_text())]
    assert sorted(places) == sorted(generate_guides.PAGES[page])


def test_a_table_is_written_between_its_comments() -> None:
    page = "1. Text\n\n   <!-- generated: a -->\n   old\n   <!-- end of generated -->\n\n<!-- generated: b -->\n<!-- end of generated -->\n"
    written = generate_guides.filled(page, {"a": lambda: "new\n\nmore\n", "b": lambda: "| x |\n"})
    first = "1. Text\n\n   <!-- generated: a -->\n\n   new\n\n   more\n\n   <!-- end of generated -->\n\n"
    assert written == first + "<!-- generated: b -->\n\n| x |\n\n<!-- end of generated -->\n"
    assert generate_guides.filled(written, {"a": lambda: "new\n\nmore\n", "b": lambda: "| x |\n"}) == written


def test_names_and_differences_that_are_alike_share_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    peer = {"behavior": {"size, tags": "Other units."}}
    both = {"terraform": {"cup": ""}, "peer": peer}
    made = [Row("cup", "kitchen", **both | {"terraform": {"cup": "", "mug": ""}}), Row("cup_handle", "kitchen", **both)]
    monkeypatch.setattr(generate_guides, "rows", lambda: made)
    monkeypatch.setattr(generate_guides, "modules", lambda: [row.module for row in made])
    assert generate_guides.terraform("terraform").splitlines()[2:] == ["| `cup` | `cup`, `cup_handle` |", "| `mug` | `cup` |"]
    assert generate_guides.peer_differences().splitlines()[-1] == "| cup, cup_handle | `size`, `tags` | Other units. |"


def test_a_column_without_names_is_left_out_and_a_remark_stands_with_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [Row("cup", "far_kitchen", client=["cup fill"], remark="by hand"), Row("lid", "far_kitchen", sdk=["close"])]
    monkeypatch.setattr(generate_guides, "rows", lambda: made)
    table = "| module | command | call of the SDK |\n|---|---|---|\n| `cup` | `cup fill`, by hand | |\n| `lid` | | `close` |\n"
    assert generate_guides.scripts() == f"### Far kitchen\n\n{table}"


@pytest.mark.parametrize("page", ["migration", "from_terraform", "from_scripts"])
def test_the_page_is_in_the_list_of_guides(page: str) -> None:
    assert f"(docs/{page}.md)" in (ROOT / "README.md").read_text()
