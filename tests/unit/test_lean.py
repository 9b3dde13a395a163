# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lean processes: the results are those of the other ways, the host keeps the code, and nothing is shown or trusted that must not be."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import lean, lean_start, runner
from ansible_collections.stratus.openstack.plugins.modules.network import OPERATION
from ansible_collections.stratus.openstack.plugins.modules.topology import OPERATION as TOPOLOGY
from ansible_collections.stratus.openstack.plugins.plugin_utils import lean_tasks
from tests.unit.fake_cloud import fake_cloud
from tests.unit.test_action import HERE, NETWORKS, SAME, Playbooks, ok, without_chance

WAYS = re.compile(r"stratus\.openstack\.\w+ (runs .*)")


def other_python(folder: Path) -> str:
    """Another interpreter, which works."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / "python"
    made.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    made.chmod(0o755)
    return str(made)


@pytest.mark.playbook
@pytest.mark.smoke
def test_the_results_are_those_of_the_other_way(tmp_path: Path) -> None:
    found = {}
    other = other_python(tmp_path / "other")
    with ExitStack() as stack:
        for way in ("here", "lean"):
            cloud = stack.enter_context(fake_cloud())
            cloud.defaults[NETWORKS] = {"mtu": 1500, "admin_state_up": True, "tags": [], "provider:network_type": "geneve"}
            playbooks = Playbooks(tmp_path / way, cloud)
            variables = {"ansible_python_interpreter": other, "stratus_lean": True} if way == "lean" else {}
            run = playbooks.run(SAME, "-vvv", way=HERE, vars=variables)
            ways = {line.split(":")[0] for line in WAYS.findall(run.output)}
            assert ways == {"runs in process" if way == "here" else "runs in a lean process"}, run.output
            found[way] = {name: without_chance(result, cloud.stub.url, str(tmp_path / way)) for name, result in ok(run).items()}
    for name in found["here"]:
        assert found["here"][name] == found["lean"][name], name
    assert "pa55-inline-word" not in json.dumps(found)


# -- the code on a host --------------------------------------------------------------------------------------------------------

FILES = {"a/__init__.py": b"", "a/b.py": b"x = 1\n"}


def unpack(base: Path, version: str = "one") -> str:
    return lean_start.unpack([str(base)], version, lean_tasks.pack(FILES))


def test_a_host_keeps_the_code(tmp_path: Path) -> None:
    bases = [str(tmp_path / "missing" / "base"), str(tmp_path)]
    assert lean_start.find(bases, "one") is None
    folder = lean_start.unpack(bases, "one", lean_tasks.pack(FILES))
    assert lean_start.find(bases, "one") == folder == unpack(tmp_path / "missing" / "base")
    assert Path(folder, "a", "b.py").read_bytes() == FILES["a/b.py"]
    assert [path.name for path in Path(folder).parent.iterdir()] == ["one"]
    for path in (Path(folder).parents[1], Path(folder).parent, Path(folder)):
        assert path.stat().st_mode & 0o777 == 0o700
    assert lean_start.find(bases, "two") is None


def test_versions_that_nobody_uses_are_removed(tmp_path: Path) -> None:
    now = time.time()
    for version, days in (("fresh", 13), ("old", 15), ("new-1-left", 15)):
        os.utime(unpack(tmp_path, version), (now - days * 86400,) * 2)
    folder = unpack(tmp_path)
    assert sorted(path.name for path in Path(folder).parent.iterdir()) == ["fresh", "one"]
    assert lean_start.find([str(tmp_path)], "fresh")
    assert Path(folder).with_name("fresh").stat().st_mtime > now - 60


@pytest.mark.parametrize("fault", ["open", "parent", "link", "file"])
def test_a_folder_that_others_can_change_is_not_used(tmp_path: Path, fault: str) -> None:
    base, other = tmp_path / "base", tmp_path / "other"
    folder = Path(unpack(base))
    if fault == "open":
        folder.parent.chmod(0o750)
    elif fault == "parent":
        base.chmod(0o777)
    elif fault == "link":
        folder.parent.rename(tmp_path / "elsewhere")
        folder.parent.symlink_to(tmp_path / "elsewhere")
    else:
        folder.parent.rename(tmp_path / "elsewhere")
        folder.parent.write_text("")
    assert lean_start.find([str(base)], "one") is None
    with pytest.raises(lean_start.Unable, match="cannot be kept"):
        unpack(base)
    assert lean_start.unpack([str(base), str(other)], "one", lean_tasks.pack(FILES)).startswith(str(other))


def test_the_home_of_a_user_is_not_that_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/of-another")
    monkeypatch.setenv("PLACE", "/srv/code")
    assert "of-another" not in lean_start.place_in("~/.ansible/tmp")
    assert lean_start.place_in("$PLACE/tmp") == f"/srv/code/tmp/stratus.openstack-{os.geteuid()}"


def test_the_version_follows_from_the_files() -> None:
    assert lean_tasks.version_of(FILES) == lean_tasks.version_of(dict(reversed(FILES.items())))
    assert lean_tasks.version_of(FILES) != lean_tasks.version_of(FILES | {"a/b.py": b"x = 2\n"})
    assert lean_tasks.version_of(FILES) != lean_tasks.version_of({"a/__init__.py": b"", "a/c.py": b"x = 1\n"})


def test_the_code_needs_nothing_of_ansible() -> None:
    """What the files import of ansible is what stands in for it."""
    files = lean_tasks.source_files()
    wanted = set()
    for name, data in files.items():
        for node in ast.walk(ast.parse(data)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "ansible":
                assert (node.module, [alias.name for alias in node.names]) == ("ansible.module_utils", ["basic"]), name
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "basic":
                wanted.add(node.attr)
            elif isinstance(node, ast.Import):
                assert not [alias.name for alias in node.names if alias.name.split(".")[0] == "ansible"], name
    stand_in = {node.name for node in ast.parse(lean_tasks.STAND_IN).body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    assert wanted == stand_in


def start(order: dict[str, Any], folder: Path) -> str:
    """What a lean process in a folder prints."""
    command = [sys.executable, "-c", lean_tasks.START]
    return subprocess.run(command, input=lean_tasks.compose(order), cwd=folder, capture_output=True, check=True).stdout.decode()


def test_the_working_directory_hides_no_module(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    order = {"environment": {}, "folders": [str(tmp_path / "none")], "version": "one"}
    assert lean_tasks.read_lines(start(order, tmp_path)) == {"missing": ""}


def test_an_operation_is_found_by_its_name() -> None:
    module, name = lean_tasks.find_operation(OPERATION)
    assert getattr(sys.modules[module], name) is OPERATION
    assert lean_tasks.find_operation(TOPOLOGY) is None  # its code is not sent
    assert lean_tasks.find_operation(object()) is None


# -- options and answers -------------------------------------------------------------------------------------------------------


def test_options_that_belong_to_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths and the environment are those of the host."""
    monkeypatch.setenv("HOME", "/home/far")
    monkeypatch.setenv("STRATUS_TOKEN_CACHE", "~/tokens")
    options = runner.module_spec(OPERATION)["argument_spec"]
    assert {name for name, option in options.items() if option.get("fallback")} == {"token_cache"}
    complete = lean.complete_options({"token_cache": None, "name": "~/n"}, options, ["token_cache"])
    assert complete == {"token_cache": "/home/far/tokens", "name": "~/n"}
    assert lean.complete_options({"token_cache": "$HOME/mine"}, options, [])["token_cache"] == "/home/far/mine"
    spec = lean_tasks.spec_for(OPERATION)["argument_spec"]
    assert spec["token_cache"] == {"type": "str", "no_log": False}
    assert options["token_cache"]["type"] == "path"


@pytest.mark.parametrize("text", ["", "a", "pa55-word " * 1000])
def test_an_answer_is_for_the_controller_alone(text: str) -> None:
    key = "5a" * 32
    sent = lean.encrypt(text.encode(), key)
    assert lean.decrypt(sent, key).decode() == text
    assert not text or lean.decrypt(sent, "5b" * 32) != text.encode()
    assert "pa55" not in sent


def test_what_is_kept_of_a_cloud() -> None:
    texts: dict[str, Any] = {}
    one, other = lean.Kept(texts, "one"), lean.Kept(texts, "other")
    one.save({"access": {"token": "t"}})
    one.save({"names": {"n": "1"}})
    assert one.load() == {"access": {"token": "t"}, "names": {"n": "1"}}
    assert other.load() == {}
    assert "one" not in json.dumps(texts)


def test_lines_of_other_programs_are_left_out() -> None:
    output = 'Welcome to STRATUS-LEAN begun\r\n\nSTRATUS-LEAN begun \r\n\nSTRATUS-LEAN answer abc=\r\nbye'
    assert lean_tasks.read_lines(output) == {"begun": "", "answer": "abc="}
