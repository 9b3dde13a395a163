# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine names no service: what is known of a single service is declared in services/, or in the files that describe all services."""

from __future__ import annotations

import ast
import importlib
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import service_types
from ansible_collections.stratus.openstack.plugins.module_utils.table import Table
from tests.unit.test_layers import ORDER, PACKAGE, SERVICE_FILES, UTILS, in_utils

DESCRIBE_SERVICES = ("service_types", "protocols", "vendors")
LOGIN = ("auth", "auth_options", "cloud_files", "config", "masking", "token_cache")  # they speak to the identity service
ENGINE = [UTILS / f"{name}.py" for name in ORDER[: ORDER.index("services")] if name not in DESCRIBE_SERVICES]
PROJECTS = re.compile(
    r"\b(Barbican|Cinder|Cyborg|Designate|Glance|Heat|Ironic|Keystone|Magnum|Manila|Masakari|Mistral|Neutron|Nova|Octavia|Placement|Senlin"
    r"|Swift|Trove|Zaqar|Zun)('s)?\b"
)
EXTENSION = re.compile(r"^os-\w|^OS-\w|^[a-z-]+:[a-z_]+$|_tenant_|^x-\w+-meta-", re.IGNORECASE)  # as services mark their own attributes
TYPES = {name for official, aliases in service_types.ALIASES.items() for name in (official, *aliases)}
# words of the engine itself that are also attributes of one service, or a service's name
OWN_WORDS = {
    *("default", "frozen", "names", "options", "uuid"),
    *("endpoints", "interface", "region", "region_id"),  # of the catalog
    *("message", "project", "identity"),  # part of errors, the usual owner of objects, the service to log in at
    *("user", "domain"),  # options with the name of who logs in
    *("data", "version"),  # the body of a request, the version of an API
    "content-type",  # a header of most answers
    "object",  # what a table describes
    "",  # a path below which the API has its objects directly
    *("key", "timeout", "value"),  # the envelope of a request, an option of all modules, part of a JSON patch
    "access",  # the token of a login and what belongs to it
    "limit",  # the query parameter with the size of a page
}


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def constants(path: Path) -> Iterator[tuple[int, str]]:
    """The strings that code uses, with their lines."""
    tree = ast.parse(path.read_text())
    prose = {node.value for node in ast.walk(tree) if is_docstring(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prose:
            yield node.lineno, node.value


@cache
def vocabulary() -> dict[str, set[str]]:
    """The paths, envelopes and attributes of all tables -> the services that have them."""
    found: dict[str, set[str]] = {}
    for path in SERVICE_FILES:
        module = importlib.import_module(f"{PACKAGE}.{in_utils(path).removesuffix('.py').replace('/', '.')}")
        for table in vars(module).values():
            if isinstance(table, Table):
                apis = {getattr(field, "api", None) for field in table.fields.values()}
                names = {*table.reads.values(), *table.filters, *table.initial, *apis, table.path, table.key, table.keys, table.type}
                for name in names:
                    found.setdefault(name, set()).add(table.service)
    return found


def test_the_tables_have_a_vocabulary() -> None:
    assert {name: vocabulary()[name] for name in ("/networks", "revision_number", "min_ram", "servers")} == {
        "/networks": {"network"},
        "revision_number": {"network"},
        "min_ram": {"image"},
        "servers": {"compute"},
    }


@pytest.mark.parametrize("path", ENGINE, ids=in_utils)
def test_no_text_names_a_service(path: Path) -> None:
    """Neither a string, a docstring nor a comment."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text()).readline)
    texts = [(token.start[0], token.string) for token in tokens if token.type in (tokenize.COMMENT, tokenize.STRING)]
    found = [(line, PROJECTS.search(text)[0]) for line, text in texts if PROJECTS.search(text)]
    assert found == [] or path.stem in LOGIN


@pytest.mark.parametrize("path", ENGINE, ids=in_utils)
def test_no_string_is_a_service_type(path: Path) -> None:
    assert [(line, text) for line, text in constants(path) if text in TYPES - OWN_WORDS and path.stem != "config"] == []


@pytest.mark.parametrize("path", [path for path in ENGINE if path.stem not in LOGIN], ids=in_utils)
def test_no_string_is_of_one_service(path: Path) -> None:
    """A path, an envelope or an attribute that the tables of a single service have."""
    known = vocabulary()
    found = [(line, text) for line, text in constants(path) if len(known.get(text, ())) == 1 or EXTENSION.search(text)]
    assert [(line, text) for line, text in found if text not in OWN_WORDS] == []


def test_a_statement_about_one_service_is_found(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text('"""A docstring."""\n\n\ndef seen(have):\n    """As have["min_ram"]."""\n    return have.get("min_ram")\n')
    assert list(constants(bad)) == [(6, "min_ram")]
    assert EXTENSION.search("os-vol-tenant-attr:tenant_id") and EXTENSION.search("router:external") and not EXTENSION.search("status")
