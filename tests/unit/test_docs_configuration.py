# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/configuration.md and docs/authentication.md say what the code does: their tables are those of the code, their examples load."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import auth, auth_options, config, vendors

DOCS = Path(__file__).parents[2] / "docs"
CONFIGURATION, AUTHENTICATION = ((DOCS / f"{name}.md").read_text() for name in ("configuration", "authentication"))


def plain(text: str) -> str:
    """Ansible's markup as Markdown."""
    return re.sub(r"[OVCE]\((?:auth\.)?([^)]*)\)", r"`\1`", text)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def login_table() -> str:
    """Each auth_type with its options; those that must be set come first, in bold."""
    kinds = {id(kind.run): kind for kind in auth.REGISTRY.values()}
    rows = []
    for kind in kinds.values():
        needed = [" or ".join(f"**{name}**" for name in names.split("|")) for names in kind.required]
        known = {name for names in kind.required for name in names.split("|")}
        scope = set(auth.SCOPE) <= set(kind.options)
        others = [name for name in kind.options if name not in known and not (scope and name in auth.SCOPE)]
        what = re.sub(r"\s+", " ", kind.run.__doc__).strip()
        rows.append((", ".join(f"`{name}`" for name in kind.names), what, "; ".join(needed + others + (["a scope"] if scope else []))))
    return table(("`auth_type`", "What it is", "Options"), rows)


def option_table() -> str:
    rows = [
        (f"`{option.name}`" + "".join(f", `{alias}`" for alias in option.aliases), "yes" if option.secret else "", plain(option.help))
        for option in auth_options.AUTH_OPTIONS.values()
    ]
    return table(("Option", "Secret", "Meaning"), rows)


def deviation_table() -> str:
    return table(("What is different", "Why"), list(config.DEVIATIONS.values()))


@pytest.mark.parametrize(
    ("made", "page"),
    [(login_table, AUTHENTICATION), (option_table, AUTHENTICATION), (deviation_table, CONFIGURATION)],
    ids=("logins", "options", "deviations"),
)
def test_the_page_has_the_table_of_the_code(made: Callable[[], str], page: str) -> None:
    assert made() in page, f"the page needs this table:\n{made()}"


def test_the_page_names_all_profiles() -> None:
    (line,) = re.findall(r"^Known are (.*)\.$", CONFIGURATION, re.MULTILINE)
    assert re.findall(r"`([^`]+)`", line) == sorted(vendors.PROFILES)


def examples(page: str) -> dict[str, dict[str, Any]]:
    """The clouds that a page shows, by the names that they have there; those of secure.yaml, which have no address, aside."""
    blocks = re.findall(r"^```yaml\n(clouds:\n.*?)^```", page, re.MULTILINE | re.DOTALL)
    clouds = (item for block in blocks for item in yaml.safe_load(block)["clouds"].items())
    return {name: entry for name, entry in clouds if set(entry.get("auth", {})) != {"password"}}


EXAMPLES = {**examples(CONFIGURATION), **examples(AUTHENTICATION)}


def read(cloud: Any, tmp_path: Path, task: dict[str, Any] | None = None, environ: dict[str, str] | None = None, **clouds: Any) -> Any:
    """The CloudConfig that a cloud means, with no other configuration around than this."""
    path = tmp_path / "clouds.yaml"
    path.write_text(yaml.safe_dump({"clouds": clouds}))
    return config.load(cloud, task or {}, environ=environ or {}, cwd=str(tmp_path), home=str(tmp_path), files=[str(path)])


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_load(name: str, tmp_path: Path) -> None:
    found = read(name, tmp_path, **{name: EXAMPLES[name]})
    auth.Login(found, None, {}, None, None, None).need(auth.REGISTRY[found.auth_type].required)
    assert not found.warnings


def as_variables(entry: dict[str, Any]) -> dict[str, str]:
    """An entry of clouds.yaml as OS_* variables."""
    options = {**entry, **entry["auth"]}
    del options["auth"]
    return {f"OS_{name.upper()}": ",".join(value) if isinstance(value, list) else str(value) for name, value in options.items()}


@pytest.mark.parametrize("name", examples(AUTHENTICATION))
def test_a_login_may_be_written_in_four_ways(name: str, tmp_path: Path) -> None:
    entry = examples(AUTHENTICATION)[name]
    methods = {key: entry[key] for key in ("auth_methods",) if key in entry}  # in a task it stands inside of auth
    task = {key: value for key, value in entry.items() if key not in methods} | {"auth": entry["auth"] | methods}
    ways = [
        read(name, tmp_path, **{name: entry}),
        read(None, tmp_path, environ=as_variables(entry)),
        read(None, tmp_path, task=task),
        read(entry, tmp_path),
    ]
    assert len({way.identity() for way in ways}) == 1
    assert len({way.region_name for way in ways}) == 1


def test_every_kind_of_login_has_an_example() -> None:
    shown = {auth.REGISTRY[entry.get("auth_type", "password")].run for entry in examples(AUTHENTICATION).values()}
    assert shown == {kind.run for kind in auth.REGISTRY.values()}
