# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of source code for warm processes is what compiling and searching it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible.executor import module_common

from tests.warm import compiled, forks

ENGINE = Path(__file__).parents[2] / "plugins" / "module_utils"
MODULE = "ansible_collections.stratus.openstack.plugins.module_utils.%s"


def test_code_is_that_of_its_text_and_has_the_file_of_its_call(tmp_path: Path) -> None:
    compile_kept = compiled.compiler(tmp_path)
    for file, text, value in (("one", "def f(): return 1", 1), ("two", "def f(): return 1", 1), ("one", "def f(): return 2", 2)):
        code = compile_kept(text, file, "exec", dont_inherit=True)
        scope: dict[str, object] = {}
        exec(code, scope)
        assert (scope["f"](), scope["f"].__code__.co_filename, code.co_filename) == (value, file, file)
    assert len([*tmp_path.iterdir()]) == 2
    with pytest.raises(SyntaxError):
        compile_kept("def", "one", "exec", dont_inherit=True)


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    assert compiled.kept(tmp_path, ("key",), lambda: [1]) == [1]
    [file] = tmp_path.iterdir()
    assert compiled.kept(tmp_path, ("key",), lambda: [2]) == [1]
    file.write_bytes(file.read_bytes()[:3])
    assert compiled.kept(tmp_path, ("key",), lambda: [2]) == [2]


def test_keys_with_the_same_letters_differ(tmp_path: Path) -> None:
    keys = [("ab", "c"), ("a", "bc"), ("abc",)]
    assert [compiled.kept(tmp_path, key, lambda key=key: [*key]) for key in keys] == [[*key] for key in keys]


def test_imports_are_those_that_ansible_core_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(compiled.CACHE, str(tmp_path))
    usual_way = module_common.ModuleDepFinder.__init__
    if not forks.knows(compiled.RELEASES):  # it has another finder, which stays as it is
        compiled.keep_imports()
        assert module_common.ModuleDepFinder.__init__ is usual_way
        return

    def found() -> list[object]:
        finders = [
            module_common.ModuleDepFinder(MODULE % file.stem, file.read_bytes(), is_pkg_init=is_package)
            for file in sorted(ENGINE.glob("*.py"))[:12]
            for is_package in (False, True)
        ]
        return [(one.submodules, one.optional_imports, one.embeds, len(one.tree.body)) for one in finders]

    usual = found()
    for name in ("__init__", "__getattr__"):
        monkeypatch.setattr(module_common.ModuleDepFinder, name, getattr(module_common.ModuleDepFinder, name, None), raising=False)
    compiled.keep_imports()
    assert found() == usual
    assert len([*tmp_path.rglob("*")]) > 20
    assert found() == usual
