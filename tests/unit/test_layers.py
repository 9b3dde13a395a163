# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of the engine's files: each imports only those before it, and two libraries have one door each."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

UTILS = Path(__file__).resolve().parents[2] / "plugins" / "module_utils"
PACKAGE = "ansible_collections.stratus.openstack.plugins.module_utils"
ORDER = [
    "errors",
    "masking",
    "service_types",
    "protocols",
    "vendors",
    "auth_options",
    "cloud_files",
    "config",
    "auth",
    "token_cache",
    "hints",
    "unknown",
    "overlay",
    "deadline",
    "transport",
    "transfer",
    "session",
    "fields",
    "namesakes",
    "resource",
    "link",
    "info",
    "operation",
    "services",
    "runner",
    "inventory_hosts",
    "inventory",
]


def imports(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it; of "from a import b" both a and a.b."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer(path: Path) -> str:
    return path.relative_to(UTILS).parts[0].removesuffix(".py")


FILES = sorted(UTILS.rglob("*.py"))


def test_every_file_has_its_place() -> None:
    assert {layer(path) for path in FILES} == set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UTILS)))
def test_imports_point_one_way(path: Path) -> None:
    used = {name.removeprefix(PACKAGE + ".").split(".")[0] for name in imports(path) if name.startswith(PACKAGE + ".")}
    own = {layer(path)} if layer(path) == "services" else set()
    assert used <= set(ORDER[: ORDER.index(layer(path))]) | own


def users(library: str) -> set[str]:
    return {layer(path) for path in FILES if any(name.split(".")[0] == library for name in imports(path))}


def test_one_door_to_http_and_one_to_ansible() -> None:
    assert users("requests") == {"transport"}
    assert users("urllib3") == set()
    assert users("ansible") == {"runner"}


@pytest.mark.parametrize("module", ["http.client", "urllib.request", "socket", "subprocess", "pickle", "marshal", "shelve"])
def test_no_other_way_out(module: str) -> None:
    assert {layer(path) for path in FILES if module in imports(path)} <= ({"deadline", "transport"} if module == "socket" else set())


def test_the_page_has_the_same_order() -> None:
    page = (UTILS.parents[1] / "docs" / "architecture.md").read_text()
    rows = re.findall(r"^\| (`\S+\.py`.*?) \|", page, re.MULTILINE)
    assert [name.partition("/")[0] for row in rows for name in re.findall(r"`(\S+)\.py`", row)] == ORDER
