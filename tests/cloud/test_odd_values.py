# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Odd texts in tags, keys, values and descriptions are kept as they are, found again, and taken away; or refused in one clear line."""

from __future__ import annotations

import importlib
import secrets
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins import modules
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from tests.cloud.servers import MEMBER, Api, run

TABLE = yaml.safe_load(Path(__file__).with_name("odd_values.yml").read_text(encoding="utf-8"))


def filled(options: Any, value: str) -> Any:
    """Options with a value in the place of each "@"."""
    if isinstance(options, dict):
        return {filled(key, value): filled(part, value) for key, part in options.items()}
    if isinstance(options, list):
        return [filled(part, value) for part in options]
    return value if options == "@" else options


def trial(case: dict[str, Any], name: str, value: str) -> str:
    """ "" when a value was kept and could be taken away again; "refused"; or what is wrong."""
    task = {"operation": importlib.import_module(f"{modules.__name__}.{case['module']}").OPERATION, "name": name}
    task["cloud"] = case.get("cloud", MEMBER)
    try:
        run(**task, **filled(case["options"], value))
    except CloudError as error:
        return "refused" if error.status in (400, 403, None) and "\n" not in str(error) else f"wrong: {error}"
    if run(**task, **filled(case["options"], value)).changed:
        return "wrong: it is not found again"
    if not run(**task, **case["clear"]).changed or run(**task, **case["clear"]).changed:
        return "wrong: it is not taken away"
    return ""


@pytest.mark.parametrize("name", TABLE["cases"])
def test_odd_values(name: str, api: Api) -> None:
    case = TABLE["cases"][name]
    unique = f"odd-{secrets.token_hex(3)}"
    task = {"operation": importlib.import_module(f"{modules.__name__}.{case['module']}").OPERATION, "cloud": case.get("cloud", MEMBER)}
    try:
        told = {label: trial(case, unique, value) for label, value in TABLE["values"].items()}
    finally:
        run(**task, name=unique, state="absent")
    refuses = case.get("refuses", [])
    assert told == {label: "refused" if label in refuses else "" for label in TABLE["values"]}
