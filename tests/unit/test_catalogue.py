# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue of all tables is written from the files of the services. test_meta.py checks that it is current, test_reference.py that it
is complete."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import catalogue
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Str
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from tests import generate_catalogue, generate_reference

COLLECTION = "ansible_collections.stratus.openstack"
SMALL = Resource("kitchen.cup", path="/cups", name=Str())
EQUAL = Resource("kitchen.cup", path="/cups", name=Str())
LARGE = Resource("kitchen.cup", path="/cups", name=Str(), color=Str())


def test_the_file_gives_the_tables_that_are_written_into_it() -> None:
    assert {kind: id(table) for kind, table in catalogue.TABLES.items()} == {
        kind: id(table) for kind, table in generate_catalogue.tables().items()
    }
    for name, table in catalogue.MODULES.items():
        assert importlib.import_module(f"{COLLECTION}.plugins.modules.{name}").OPERATION is table
    assert set(catalogue.MODULES) == set(generate_catalogue.of_modules())


def test_the_documentation_does_not_depend_on_an_older_file() -> None:
    """A new table is documented by the same run of `make generate` that adds it to the catalogue."""
    names = {name for path in (generate_catalogue.__file__, generate_reference.__file__) for name in imported(Path(path))}
    assert not [name for name in names if name.endswith("catalogue") and not name.endswith("generate_catalogue")]


def imported(path: Path) -> set[str]:
    """The modules that a file imports from, and what it imports from them."""
    found = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    return {node.module for node in found} | {f"{node.module}.{alias.name}" for node in found for alias in node.names}


@pytest.mark.parametrize(
    ("tables", "chosen"),
    [
        ([("a", "CUP_NAME", SMALL), ("b", "CUP", LARGE)], ("b", "CUP")),
        ([("a", "CUP", LARGE), ("b", "CUP_NAME", SMALL)], ("a", "CUP")),
        ([("a", 'SHARED["cup"]', LARGE), ("b", "CUP", LARGE)], ("b", "CUP")),
        ([("a", "CUP", SMALL), ("b", "MUG", EQUAL)], ("a", "CUP")),
        ([("a", 'CUPS["small"]', SMALL)], ("a", 'CUPS["small"]')),
    ],
)
def test_the_table_with_the_most_attributes_is_chosen(
    tables: list[tuple[str, str, Resource]], chosen: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate_catalogue, "found", lambda: [(("kitchen", file), name, table) for file, name, table in tables])
    monkeypatch.setattr(generate_catalogue, "chosen", generate_catalogue.chosen.__wrapped__)
    monkeypatch.setattr(generate_catalogue, "of_modules", lambda: {"cup": (("kitchen", "a"), "CUP")})
    file, name = chosen
    (text,) = generate_catalogue.generated().values()
    assert f"services.kitchen import {file} as kitchen_{file}\n" in text
    assert f'TABLES = {{\n    "kitchen.cup": kitchen_{file}.{name},\n}}\n' in text
    assert "services.kitchen import a as kitchen_a\n" in text and text.endswith('MODULES = {\n    "cup": kitchen_a.CUP,\n}\n')


def test_only_names_that_a_file_assigns_are_read(tmp_path: Path) -> None:
    path = tmp_path / "cups.py"
    path.write_text("from kitchen import MUG\n\nCUP = SMALL = 1\n\n\ndef fill():\n    LID = 2\n")
    assert generate_catalogue.defined(path) == ["CUP", "SMALL"]


def test_a_long_import_is_written_as_ruff_formats_it() -> None:
    assert generate_catalogue.import_of(("kitchen", "cups")) == f"from {generate_catalogue.PACKAGE}.kitchen import cups as kitchen_cups\n"
    long = "c" * 40
    wrapped = f"from {generate_catalogue.PACKAGE}.kitchen import (\n    {long} as kitchen_{long},\n)\n"
    assert generate_catalogue.import_of(("kitchen", long)) == wrapped
