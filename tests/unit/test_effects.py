# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What writes make of objects is declared: few places in the services say it in code, and each of them has its reason on the page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, Outcome, added, argument, merged, optional, without
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ROOT / "plugins" / "module_utils" / "services"
TREES = {path.relative_to(SERVICES).as_posix(): ast.parse(path.read_text()) for path in sorted(SERVICES.rglob("*.py"))}
HOOKS = ("effects", "listing_effects")
IN_CODE, ASKING = 12, 4


def functions(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, list[ast.AST]]]:
    """(name, what is in it but in no function inside of it) of each function; "" is the file."""
    own: list[ast.AST] = []
    todo = list(ast.iter_child_nodes(tree))
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            yield from functions(node, f"{inside}.{node.name}".lstrip("."))
        else:
            own.append(node)
            todo += ast.iter_child_nodes(node)
    yield inside, own


def called(node: ast.AST) -> str:
    """The name of the function or method that a call is of."""
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "attr", getattr(function, "id", ""))


def hands_over(node: ast.AST) -> bool:
    """Whether a call says what a write makes: by its effects, or as the body of an object that it creates by a request of another form."""
    if not isinstance(node, ast.Call):
        return False
    creates = called(node) == "post_creation" or called(node) == "write_member" and (len(node.args) > 4)
    return creates or any(keyword.arg in ("effects", "new") for keyword in node.keywords)


def in_code() -> list[str]:
    found = []
    for path, tree in TREES.items():
        for name, nodes in functions(tree):
            found += [f"{path} {name}"] * sum(map(hands_over, nodes))
            found += [f"{path} {name}"] if name.rpartition(".")[2] in HOOKS else []
    return found


def asking() -> list[str]:
    return [
        f"{path} {name}"
        for path, tree in TREES.items()
        for name, nodes in functions(tree)
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr == "dry_run"
    ]


def on_the_page(title: str) -> list[str]:
    """The places in a table of the page, "file function"."""
    page = (ROOT / "docs" / "architecture.md").read_text()
    rows = re.findall(r"^\| `(\S+)` \| `(\S+\.py)` \| .+ \|$", page.partition(title)[2].partition("\n## ")[0], re.MULTILINE)
    return [f"{file} {name}" for name, file in rows]


def test_few_places_say_what_a_write_makes() -> None:
    assert 0 < len(in_code()) <= IN_CODE
    assert 0 < len(asking()) <= ASKING


def test_each_place_has_its_reason_on_the_page() -> None:
    listed = on_the_page("## Effects of writes")
    assert sorted(set(in_code() + asking())) == sorted(listed)


def test_no_service_reaches_for_the_overlay() -> None:
    """There is no other way to hand over a prediction."""
    forbidden = {"overlay", "note_change", "write_part", "Effects"}
    found = {}
    for path, tree in TREES.items():
        handed = {id(part) for node in ast.walk(tree) if isinstance(node, ast.keyword) for part in ast.walk(node.value)}
        local = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign) and called(node.value) == "Effects"}
        names = {getattr(node, "attr", "") for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        names |= {called(node) for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in handed | local}
        found[path] = names & forbidden
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("value", "current", "sent", "now"),
    [
        (argument("size"), 1, {"size": 2}, 2),
        (argument("size", str), 1, {"size": 2}, "2"),
        (optional("reason"), "a", {"reason": "b"}, "b"),
        (optional("reason"), "a", None, None),
        (added("host"), ["a"], {"host": "b"}, ["a", "b"]),
        (added("host"), None, {"host": "b"}, ["b"]),
        (added("host"), UNKNOWN, {"host": "b"}, ["b"]),
        (merged("notes"), {"a": "1", "b": "1"}, {"notes": {"a": None, "b": "2", "c": "3"}}, {"b": "2", "c": "3"}),
        (merged("notes"), None, {"notes": {"a": "1"}}, {"a": "1"}),
        (without("host"), ["a", "b"], {"host": "a"}, ["b"]),
        (without("keys"), {"a": "1", "b": "2", "c": "3"}, {"keys": ["a", "c"]}, {"b": "2"}),
        (without(), {"a": "1", "b": "2"}, "a", {"b": "2"}),
        (without("host"), None, {"host": "a"}, []),
    ],
)
def test_declared_values(value: Any, current: Any, sent: Any, now: Any) -> None:
    assert value(current, sent) == now


def test_an_outcome_may_be_declared_by_what_it_sets_alone() -> None:
    whole = Outcome({"a": 1}, tuple)
    assert Outcome.of(whole) is whole
    assert (Outcome.of({"a": 1}), Outcome.of(GONE).sets is GONE, Outcome().sets) == (Outcome({"a": 1}, None), True, {})
