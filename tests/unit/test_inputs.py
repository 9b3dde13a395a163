# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups of tests that passed are skipped as long as nothing that they depend on has changed, and no longer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.inputs import ALWAYS, Green, Project, imported_names

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Project(ROOT)
ROUTER = (
    "plugins/modules/router.py",
    "plugins/modules/router_info.py",
    "plugins/modules/subnet.py",  # in its setup
    "plugins/action/router.py",
    "plugins/action/api.py",
    "plugins/doc_fragments/resource.py",
    "plugins/module_utils/session.py",
    "plugins/module_utils/overlay.py",
    "plugins/module_utils/services/network/routers.py",
    "meta/runtime.yml",
    "pyproject.toml",
    "tests/conftest.py",
    "tests/devcloud/constraints/core.txt",
    "tests/devcloud/runtime/launch.py",
    "tests/devcloud/services/neutron.py",
    "tests/integration/callback_plugins/recorder.py",
    "tests/integration/client.py",
    "tests/integration/lookup_plugins/client.py",
    "tests/integration/rhythm.py",
    "tests/integration/targets/router/rhythm.yml",
    "tests/integration/test_targets.py",
    "tests/warm/modules.py",
)


def test_what_all_depend_on_is_there() -> None:
    assert [place for place in ALWAYS if not (ROOT / place).exists()] == []


def test_the_inputs_of_a_target() -> None:
    found = {str(path.relative_to(ROOT)) for path in PROJECT.inputs("target/router")}
    assert set(ROUTER) <= found
    assert not [path for path in found if "keypair" in path or path.startswith(("docs/", "tests/unit/", "roles/"))]


def test_the_inputs_of_tests_that_run_playbooks_and_read_pages() -> None:
    found = {str(path.relative_to(ROOT)) for path in PROJECT.inputs("tests/cloud/test_examples.py")}
    assert {"docs/quickstart.md", "roles/teardown/tasks/main.yml", "plugins/modules/keypair.py", "tests/cloud/plays.py"} <= found
    assert "tests/faults/faults.yml" in {str(path.relative_to(ROOT)) for path in PROJECT.inputs("tests/cloud/test_faults.py")}
    assert PROJECT.files("plugins", "tests/integration/targets") <= PROJECT.inputs("tests/cloud/test_odd_names.py")  # of all modules


def test_the_tests_that_use_ansible_core() -> None:
    found = {Path(path).stem for path in PROJECT.of_ansible("tests/unit")}
    # by an import of its own, of a module, of the runner, by a program, by a program of the project's
    assert {"test_meta", "test_lookup_id", "test_session", "test_action", "test_examples"} <= found
    assert not found & {"test_transport", "test_fields", "test_layers", "test_network", "conftest"}
    marked = re.compile("^(@|pytestmark).*mark[.]smoke", re.MULTILINE)
    smoke = {path.stem for path in (ROOT / "tests" / "unit").glob("test_*.py") if marked.search(path.read_text())}
    assert smoke and smoke <= found


def test_a_change_of_any_input_changes_the_key() -> None:
    project = Project(ROOT)
    files = project.inputs("target/router")
    digests = {path: project.digest(path) for path in files}
    project.digest = digests.__getitem__
    key = project.key(files, "python")
    for path in files:
        before = digests[path]
        digests[path] = "changed"
        assert project.key(files, "python") != key, path
        digests[path] = before
        assert project.key(files - {path}, "python") != key, path
    assert project.key(files, "another python") != key
    assert project.key(files, "python") == key


def test_imports_are_found_wherever_they_are() -> None:
    text = "import a.b as c\ndef f():\n    from d import e\n    if 1:\n        import g, h.i\n"
    assert set(imported_names(text)) == {"a.b", "d", "d.e", "g", "h.i"}


def test_old_names_lead_to_the_module(tmp_path: Path) -> None:
    (tmp_path / "meta").mkdir()
    (tmp_path / "meta" / "runtime.yml").write_text(
        "plugin_routing:\n  modules:\n    old_things:\n      redirect: stratus.openstack.things\n    older:\n      deprecation: {}\n"
        "      redirect: stratus.openstack.thing\n"
    )
    for name in ("plugins/modules/thing.py", "plugins/modules/things.py", "roles/thing/tasks/main.yml", "tests/use.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "tests" / "use.yml").write_text("- stratus.openstack.old_things:\n- stratus.openstack.older:\n")
    found = {str(path.relative_to(tmp_path)) for path in Project(tmp_path).closure("tests/use.yml")}
    assert found == {"tests/use.yml", "plugins/modules/thing.py", "plugins/modules/things.py", "roles/thing/tasks/main.yml"}


def test_what_failed_is_forgotten(tmp_path: Path) -> None:
    Green(tmp_path / "new" / "green.json").keep({"a": "1", "b": "2"}, set())
    Green(tmp_path / "new" / "green.json").keep({"a": "3"}, {"b"})
    left = Green(tmp_path / "new" / "green.json")
    assert (left.passed("a", "3"), left.passed("a", "1"), left.passed("b", "2")) == (True, False, False)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with two groups of tests, of which one fails when a file says so."""
    for name in ("tests/conftest.py", "tests/inputs.py", "tests/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "meta").mkdir()
    (tmp_path / "meta" / "runtime.yml").write_text("")
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["."]\naddopts = ["--import-mode=importlib"]\n')
    (tmp_path / "tests" / "cloud").mkdir()
    (tmp_path / "tests" / "cloud" / "test_a.py").write_text("def test_one():\n    pass\n\ndef test_two():\n    pass\n")
    (tmp_path / "tests" / "data.py").write_text("GOOD = True\n")
    (tmp_path / "tests" / "cloud" / "test_b.py").write_text("from tests import data\n\ndef test_three():\n    assert data.GOOD\n")
    return tmp_path


def run(small: Path, *options: str, **env: str) -> str:
    """The last lines of a run of the tests of a project."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", *options, "tests/cloud"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "STRATUS"))}
    whole = kept | env | {"STRATUS_GREEN": str(small / "green.json")}
    done = subprocess.run(command, check=False, cwd=small, env=whole, capture_output=True, text=True)
    return f"{done.stdout.replace(os.linesep, ' ')} status {done.returncode}"


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "two processes"])
def test_what_passed_with_the_same_inputs_is_skipped(small: Path, options: tuple[str, ...]) -> None:
    assert "3 passed" in run(small, *options)
    again = run(small, *options)
    assert "passed" not in again.replace("they passed", "") and again.endswith("status 0")
    assert "skipped, since they passed with the same inputs: tests/cloud/test_a.py, tests/cloud/test_b.py" in again
    assert "3 passed" in run(small, *options, STRATUS_EVERYTHING="1")
    (small / "tests" / "data.py").write_text("GOOD = False\n")
    failed = run(small, *options)
    assert "1 failed" in failed and "passed with the same inputs: tests/cloud/test_a.py " in failed and failed.endswith("status 1")
    (small / "tests" / "data.py").write_text("GOOD = True\n")
    assert "1 passed" in run(small, *options)  # not skipped: it failed since it passed with these inputs
    (small / "pyproject.toml").write_text((small / "pyproject.toml").read_text() + "# other\n")
    assert "3 passed" in run(small, *options)
