# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for the collection's metadata, and for every module."""

from __future__ import annotations

import importlib
import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.module_utils import basic

from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from tests import generate
from tests.integration.rhythm import Rhythm

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("*.py"))
INFO = [name for name in MODULES if name.endswith("_info")]
RUNTIME = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text())
GALAXY = yaml.safe_load((ROOT / "galaxy.yml").read_text())
ROUTING = RUNTIME.get("plugin_routing", {})
REDIRECTED = {name: route["redirect"] for name, route in ROUTING.get("modules", {}).items() if "redirect" in route}

all_modules = pytest.mark.parametrize("module", MODULES)


@pytest.fixture(scope="session")
def documentation() -> dict[str, Any]:
    """What ansible-doc says of each module, by short name: doc, examples, return, with all fragments resolved."""
    names = [f"stratus.openstack.{name}" for name in MODULES]
    env = os.environ | {"ANSIBLE_COLLECTIONS_PATH": str(ROOT.parents[2])}
    command = [str(Path(sys.executable).with_name("ansible-doc")), "--type", "module", "--json", *names]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, env=env)
    assert ended.returncode == 0, ended.stderr
    return {name.rpartition(".")[2]: text for name, text in json.loads(ended.stdout).items()}


class Constructed(Exception):
    """Carries what a module passed to AnsibleModule."""


def module_arguments(module: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run a module up to the point where it makes its AnsibleModule; return the keyword arguments."""

    def constructed(_self: object, *_args: object, **kwargs: object) -> None:
        raise Constructed(kwargs)

    name = f"ansible_collections.stratus.openstack.plugins.modules.{module}"
    monkeypatch.setattr(basic.AnsibleModule, "__init__", constructed)
    monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(Constructed) as caught:
        runpy.run_module(name, run_name="__main__")
    return caught.value.args[0]


def covering(module: str) -> list[Path]:
    """The integration targets that may cover a module: its own, or that of the module whose objects it lists, or any when no module makes
    what it lists."""
    targets = ROOT / "tests" / "integration" / "targets"
    own = [targets / name / "rhythm.yml" for name in dict.fromkeys((module, module.removesuffix("_info")))]
    maker = module.removesuffix("_info") in MODULES or any(path.is_file() for path in own)
    return own if maker else sorted(targets.glob("*/rhythm.yml"))


@all_modules
def test_is_in_the_action_group(module: str) -> None:
    assert module in RUNTIME["action_groups"]["openstack"]


@all_modules
def test_has_the_action_plugin_that_all_share(module: str) -> None:
    plugin = ROOT / "plugins" / "action" / f"{module}.py"
    assert module == generate.SHARED or plugin.read_text() == generate.PLUGIN.format(module=module)


@all_modules
def test_has_an_integration_target_that_uses_it(module: str) -> None:
    texts = [path.read_text() for path in covering(module) if path.is_file()]
    assert any(re.search(rf"^[ -]*(module: {module}|stratus\.openstack\.{module}:)", text, re.MULTILINE) for text in texts)


def is_named(module: str) -> bool:
    """Whether a module creates objects with a name."""
    operation = importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{module}").OPERATION
    return isinstance(operation, Resource) and operation.key_option == "name"


@pytest.mark.parametrize("module", [module for module in MODULES if is_named(module)])
def test_its_target_says_how_odd_names_are_tried_or_why_they_are_not(module: str) -> None:
    target = Rhythm.load(ROOT / "tests" / "integration" / "targets" / module / "rhythm.yml")
    assert target.odd_names, "docs/testing.md describes the key `odd_names`"
    keys = set() if isinstance(target.odd_names, str) else set(target.odd_names)
    assert keys <= {"options", "where", "change", "refuses", "decoys", "cloud"}


@pytest.mark.parametrize("module", [module for module in MODULES if not is_named(module)])
def test_a_target_has_no_odd_names_when_its_module_has_no_names(module: str) -> None:
    path = ROOT / "tests" / "integration" / "targets" / module / "rhythm.yml"
    assert not path.is_file() or not Rhythm.load(path).odd_names


@all_modules
def test_has_the_licence_header(module: str) -> None:
    head = (ROOT / "plugins" / "modules" / f"{module}.py").read_text().splitlines()[:6]
    assert "# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)" in head
    assert "# SPDX-License-Identifier: GPL-3.0-or-later" in head


@all_modules
def test_is_documented(module: str, documentation: dict[str, Any]) -> None:
    described = documentation[module]
    assert described["doc"]["module"] == module
    assert described["doc"]["short_description"][0].isupper()
    assert not described["doc"]["short_description"].endswith(".")
    assert described["doc"].get("version_added"), "a module says since which version of the collection it exists"
    assert isinstance(described["return"], dict) and described["return"]


@all_modules
def test_every_key_under_which_the_result_has_the_object_is_documented(module: str, documentation: dict[str, Any]) -> None:
    operation = importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{module}").OPERATION
    assert set(getattr(operation, "also", ())) <= set(documentation[module]["return"])


@all_modules
def test_examples_are_tasks_that_use_it_by_its_full_name(module: str, documentation: dict[str, Any]) -> None:
    tasks = yaml.safe_load(documentation[module]["examples"])
    assert all("name" in task for task in tasks)
    assert any(f"stratus.openstack.{module}" in json.dumps(task) for task in tasks)


@all_modules
def test_supports_check_mode_and_says_so(
    module: str, documentation: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert module_arguments(module, monkeypatch)["supports_check_mode"] is True
    assert documentation[module]["doc"]["attributes"]["check_mode"]["support"] == "full"


@pytest.mark.parametrize("module", INFO)
def test_info_modules_have_no_state(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "state" not in module_arguments(module, monkeypatch)["argument_spec"]


@all_modules
def test_no_name_of_an_option_means_two_things(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = module_arguments(module, monkeypatch)["argument_spec"]
    names = [name for option, entry in spec.items() for name in (option, *entry.get("aliases", ()))]
    assert sorted(names) == sorted(set(names))


def test_the_action_group_holds_only_modules() -> None:
    group = RUNTIME["action_groups"]["openstack"]
    assert group == sorted(set(group))
    assert set(group) <= set(MODULES) | set(REDIRECTED)


def test_redirected_names_lead_to_modules_and_are_in_the_group() -> None:
    for old, new in REDIRECTED.items():
        assert new.removeprefix("stratus.openstack.") in MODULES, f"{old} leads to {new}, which does not exist"
        assert old not in MODULES, f"{old} is a module and a redirect"
        assert old in RUNTIME["action_groups"]["openstack"]


def test_old_names_of_actions_are_those_of_modules() -> None:
    assert ROUTING["action"] == ROUTING["modules"]


def test_every_action_plugin_belongs_to_a_module() -> None:
    assert {path.stem for path in (ROOT / "plugins" / "action").glob("*.py")} == set(MODULES)


def test_generated_files_are_current() -> None:
    texts = generate.generated()
    assert [str(path) for path, text in texts.items() if not path.is_file() or path.read_text() != text] == [], "run `make generate`"


def test_the_supported_ansible_core_is_the_oldest_one_tested() -> None:
    tested = sorted(path.stem.removeprefix("ansible-") for path in (ROOT / "tests" / "requirements").glob("ansible-*.txt"))
    assert RUNTIME["requires_ansible"] == f">={tested[0]}.0"


def test_galaxy_metadata() -> None:
    assert (GALAXY["namespace"], GALAXY["name"], GALAXY["license"]) == ("stratus", "openstack", ["GPL-3.0-or-later"])
    assert GALAXY["dependencies"] == {}
    assert (ROOT / GALAXY["readme"]).is_file()


def requirement_names(lines: list[str]) -> Iterator[str]:
    """The names of the distributions in the lines of a requirements file."""
    named = (line for line in lines if line.strip() and not line.startswith(("#", "-r")))
    return (line.split("==")[0].split(">=")[0].strip().lower().replace("-", "_") for line in named)


def test_the_execution_environment_needs_requests_and_pyyaml_alone() -> None:
    environment = yaml.safe_load((ROOT / "meta" / "execution-environment.yml").read_text())
    listed = (ROOT / environment["dependencies"]["python"]).read_text().splitlines()
    assert set(requirement_names(listed)) == {"requests", "pyyaml"}
    assert "system" not in environment["dependencies"]


def test_environments_are_pinned_and_hold_what_they_ask_for() -> None:
    folder = ROOT / "tests" / "requirements"
    for pinned in folder.glob("*.txt"):
        lines = [line for line in pinned.read_text().splitlines() if not line.startswith("#")]
        assert all("==" in line for line in lines), f"{pinned.name} has a line that pins nothing"
        wanted = pinned.with_suffix(".in").read_text().splitlines()
        assert set(requirement_names(wanted)) <= set(requirement_names(lines))
