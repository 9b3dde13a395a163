# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference documentation of results: each attribute of each table has a type and a sentence that says something; each module has
them all."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import services
from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import TABLES
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from tests import generate
from tests import generate_reference as reference
from tests.integration import documented

OPERATIONS = {
    name: importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{name}").OPERATION for name in generate.modules()
}
OF_TABLES = {name: operation for name, operation in OPERATIONS.items() if isinstance(operation, (Info, Resource))}
TYPES = {"str", "int", "float", "bool", "list", "dict", "raw"}
# Words that say nothing of an attribute
EMPTY = set("a an and are as at attribute be by for from has have how id ids if in is it its name names number".split())
EMPTY |= set("object of on or that the their them there this to value was what when where which whether who whose with".split())


def tables() -> Iterator[tuple[str, Resource]]:
    """Every table that a file of a service has, with its name."""
    for info in pkgutil.walk_packages(services.__path__, services.__name__ + "."):
        for name, value in vars(importlib.import_module(info.name)).items():
            for table in value.values() if isinstance(value, dict) else [value]:
                if isinstance(table, Resource):
                    yield f"{info.name}.{name}", table


def entries(documented: dict[str, dict[str, Any]], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each entry of some documentation with its path, those of nested keys among them."""
    for name, entry in documented.items():
        yield f"{path}.{name}", entry
        yield from entries(entry.get("contains") or {}, f"{path}.{name}")


def sentences(entry: dict[str, Any]) -> list[str]:
    text = entry.get("description", [])
    return [text] if isinstance(text, str) else text


def words(text: str) -> set[str]:
    """The words of a text in lower case, in the singular."""
    return {word[:-1] if word.endswith("s") and len(word) > 3 else word for word in re.findall(r"[a-z0-9]+", text.lower())}


def restates(sentence: str, name: str, owner: str) -> bool:
    """Whether a sentence says no more than the name of an attribute and of what it belongs to."""
    return not words(sentence) - words(" ".join(EMPTY)) - EMPTY - words(f"{name} {owner}".replace("_", " "))


def test_the_catalogue_has_the_table_of_each_module() -> None:
    kinds = {name: reference.table_of(operation)[1] for name, operation in OF_TABLES.items()}
    assert {name: kind for name, kind in kinds.items() if kind not in TABLES} == {}


def test_the_catalogue_has_each_table_of_the_services_or_one_that_shows_as_much() -> None:
    strangers = [name for name, table in tables() if not set(table.reads) <= set(getattr(TABLES.get(table.kind), "reads", ()))]
    assert strangers == []
    assert {kind: table.kind for kind, table in TABLES.items()} == {kind: kind for kind in TABLES}
    assert set(map(id, TABLES.values())) <= {id(table) for _name, table in tables()}


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_each_attribute_has_a_type_and_a_sentence(kind: str) -> None:
    found = [*entries(reference.attributes(kind), kind)]
    assert [path for path, entry in found if entry.get("type") not in TYPES] == [], "without a type"
    assert [path for path, entry in found if entry["type"] == "list" and entry.get("elements") not in TYPES] == [], "lists of what?"
    assert [path for path, entry in found if not sentences(entry)] == [], "without a sentence"
    assert [path for path, _entry in found if not path.removeprefix(f"{kind}.").replace(".", "").isidentifier()] == [], "no identifier"
    texts = [(path, text) for path, entry in found for text in sentences(entry)]
    assert [path for path, text in texts if not text[0].isupper() or not text.endswith(".")] == [], "no sentence"


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_no_sentence_only_restates_a_name(kind: str) -> None:
    written = [(path, path.rpartition(".")[2], entry) for path, entry in entries(reference.attributes(kind), kind)]
    told = {path: sentences(entry) for path, name, entry in written if name not in ("id", "name")}
    owner = f"{kind} {TABLES[kind].label}".replace(".", " ")
    assert {path: texts for path, texts in told.items() if all(restates(text, path.rpartition(".")[2], owner) for text in texts)} == {}


@pytest.mark.parametrize(
    ("sentence", "name", "owner", "empty"),
    [
        ("Whether it is shared.", "is_shared", "network.network", True),
        ("The MTU of the network.", "mtu", "network.network", True),
        ("IDs of the subnets.", "subnet_ids", "network.network", True),
        ("Size.", "size", "block_storage.volume", True),
        ("Size in GiB.", "size", "block_storage.volume", False),
        ("ID of the domain that owns the project.", "domain_id", "identity.project", False),
        ("Null.", "user", "identity.application_credential", False),
    ],
)
def test_what_only_restates_a_name_is_found(sentence: str, name: str, owner: str, empty: bool) -> None:
    assert restates(sentence, name, owner.replace(".", " ")) is empty


@pytest.mark.parametrize("service", sorted(reference.files()))
def test_each_sentence_belongs_to_an_attribute(service: str) -> None:
    file = reference.files()[service]
    types = file.get("types") or {}
    assert set(file) <= {"common", "types", "modules"}
    assert set(types) <= set(TABLES)
    surplus = {kind: set(entry.get("attributes") or ()) - set(reference.shown(kind)) for kind, entry in types.items()}
    assert {kind: names for kind, names in surplus.items() if names} == {}
    used = {name for kind, entry in types.items() for name in set(reference.shown(kind)) - set(entry.get("attributes") or ())}
    assert set(file.get("common") or ()) <= used
    texts = [*(file.get("common") or {}).values(), *(part for entry in types.values() for part in (entry.get("attributes") or {}).values())]
    assert [text for text in texts if set(text) - set(reference.KEYS)] == []


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_the_rendered_lines_say_what_the_files_say(kind: str) -> None:
    lines = [*reference.rendered(reference.attributes(kind), 100)]
    assert yaml.safe_load("\n".join(lines)) == reference.attributes(kind)
    assert [line for line in lines if len(line) > 100 and " " in line.strip(" -")[50:]] == []


@pytest.mark.parametrize("module", sorted(OF_TABLES))
def test_a_module_documents_all_attributes_of_its_table(module: str) -> None:
    key, kind = reference.table_of(OF_TABLES[module])
    known = documented.returns(module)[key]
    expected = reference.attributes(kind) | reference.nested(getattr(OF_TABLES[module], "fields", {}), kind)
    assert {name: known["contains"].get(name) for name in expected} == expected


@pytest.mark.parametrize("module", generate.modules())
def test_the_samples_are_as_documented(module: str) -> None:
    samples = {key: entry["sample"] for key, entry in documented.returns(module).items() if "sample" in entry}
    assert documented.misfits(module, samples) == []


@pytest.mark.parametrize("module", sorted(OF_TABLES))
def test_a_module_that_may_report_drift_documents_it(module: str) -> None:
    fields = getattr(OF_TABLES[module], "fields", {})
    if any(field.update == DRIFT for field in fields.values()):
        assert set(documented.returns(module)["drift"]["contains"]) >= set(reference.DRIFT)


def test_what_is_written_by_hand_stays() -> None:
    source = 'RETURN = r"""\nregion:\n  description: Mine.\n  contains:\n    more: {type: int}\n  sample: {id: a}\nid: {type: str}\n"""\n'
    written = reference.with_attributes(source, TABLES["identity.region"])
    assert reference.with_attributes(written, TABLES["identity.region"]) == written
    found = yaml.safe_load(written.split('"""')[1])
    assert found["region"]["contains"] == reference.attributes("identity.region") | {"more": {"type": "int"}}
    assert (found["region"]["description"], found["region"]["sample"], found["id"]) == ("Mine.", {"id": "a"}, {"type": "str"})


def test_marks_for_another_table_are_filled() -> None:
    begin = reference.BEGIN % "identity.region"
    source = f'RETURN = r"""\nthing:\n  contains:\n    {begin}\n    old: {{}}\n    {reference.END}\n"""\n'
    found = yaml.safe_load(reference.with_attributes(source, None).split('"""')[1])
    assert found == {"thing": {"contains": reference.attributes("identity.region")}}


RESULT = {"changed": True, "diff": {}, "id": "1", "project": {"id": "1", "options": {"immutable": True}, "tags": ["a"], "parent_id": None}}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"project": None, "id": None}, []),
        ({"color": 1}, ["color is not documented"]),
        ({"project": {"color": 1}}, ["project.color is not documented"]),
        ({"project": {"options": {"color": 1}}}, ["project.options.color is not documented"]),
        ({"project": {"options": {"immutable": "yes"}}}, ["project.options.immutable is 'yes', its documented type is bool"]),
        ({"project": {"tags": [1]}}, ["project.tags[] is 1, its documented type is str"]),
        ({"project": []}, ["project is [], its documented type is dict"]),
    ],
)
def test_a_result_that_is_not_as_documented_is_found(changed: dict[str, Any], found: list[str]) -> None:
    assert documented.misfits("project", RESULT | changed) == found


def test_a_key_that_is_no_identifier_is_named_in_the_description() -> None:
    scope = {"project": {"id": "1"}, "OS-INHERIT:inherited_to": "projects"}
    assert documented.misfits("role_assignment", {"role_assignment": {"scope": scope}}) == []
    found = documented.misfits("role_assignment", {"role_assignment": {"scope": scope | {"OS-OTHER:key": "1"}}})
    assert found == ["role_assignment.scope.OS-OTHER:key is not documented"]


def test_a_number_is_no_truth_and_a_loop_has_results() -> None:
    assert documented.misfits("image", {"image": {"min_disk": True}}) == ["image.min_disk is True, its documented type is int"]
    loop = {"results": [RESULT | {"ansible_loop_var": "item", "item": 1}, RESULT | {"color": 1}, {"failed": True, "oops": 1}]}
    assert documented.misfits("project", loop) == ["color is not documented"]
