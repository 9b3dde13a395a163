# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The execution environment, as ansible-builder understands it: the definition that users copy, and what the collection asks for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.awx.awx import COLLECTIONS, FILES, ROOT


def builder(*arguments: object, cwd: Path) -> str:
    command = [f"{sys.prefix}/bin/ansible-builder", *map(str, arguments)]
    return subprocess.run(command, check=True, cwd=cwd, capture_output=True, text=True, timeout=60).stdout


def test_the_definition_makes_a_build_context(tmp_path: Path) -> None:
    definition = FILES / "execution-environment.yml"
    options = ("--context", tmp_path / "context", "--output-filename", "Containerfile")
    builder("create", "--file", definition, *options, cwd=tmp_path)
    steps = (tmp_path / "context" / "Containerfile").read_text()
    given = yaml.safe_load(definition.read_text())
    assert f'ARG EE_BASE_IMAGE="{given["images"]["base_image"]["name"]}"' in steps
    assert "ansible-galaxy collection install" in steps and "introspect.py introspect" in steps
    galaxy = yaml.safe_load((tmp_path / "context" / "_build" / "requirements.yml").read_text())
    assert galaxy == given["dependencies"]["galaxy"] == yaml.safe_load((FILES / "project" / "collections" / "requirements.yml").read_text())
    assert galaxy["collections"][0]["name"] == yaml.safe_load((ROOT / "galaxy.yml").read_text())["repository"]


def test_its_ansible_is_one_that_is_supported() -> None:
    given = yaml.safe_load((FILES / "execution-environment.yml").read_text())["dependencies"]["ansible_core"]["package_pip"]
    supported = SpecifierSet(yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text())["requires_ansible"])
    versions = [f"2.{minor}.0" for minor in range(10, 30)]
    assert set(Requirement(given).specifier.filter(versions)) < set(supported.filter(versions))


def test_what_the_collection_asks_for(tmp_path: Path) -> None:
    """requests, nothing of the system; PyYAML comes with ansible-core, and ansible-builder leaves out what does."""
    found = yaml.safe_load(builder("introspect", COLLECTIONS, "--write-pip", tmp_path / "pip", cwd=tmp_path))
    assert found == {"python": ["requests  # from collection stratus.openstack"], "system": []}
    named = (ROOT / yaml.safe_load((ROOT / "meta" / "execution-environment.yml").read_text())["dependencies"]["python"]).read_text().split()
    assert sorted(named) == ["PyYAML", "requests"]
    assert Requirement((tmp_path / "pip").read_text().split("#")[0]).name == "requests"
