# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/configuration.md says what the code does: its tables are those of the code, its examples load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import auth, auth_options, config, vendors

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text()


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


@pytest.mark.parametrize("made", [login_table, option_table, deviation_table], ids=lambda made: made.__name__)
def test_the_page_has_the_table_of_the_code(made) -> None:
    assert made() in PAGE, f"docs/configuration.md needs this table:\n{made()}"


def test_the_page_names_all_profiles() -> None:
    (line,) = re.findall(r"^Known are (.*)\.$", PAGE, re.MULTILINE)
    assert re.findall(r"`([^`]+)`", line) == sorted(vendors.PROFILES)


EXAMPLES = [text for text in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL) if text.startswith("clouds:")]


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_load(text: str, tmp_path: Path) -> None:
    path = tmp_path / "clouds.yaml"
    path.write_text(text)
    for name in yaml.safe_load(text)["clouds"]:
        found = config.load(name, environ={}, cwd=str(tmp_path), home=str(tmp_path), files=[str(path)])
        kind = auth.REGISTRY[found.auth_type]
        auth.Login(found, None, {}, None, None, None).need(kind.required)
        assert not found.warnings
