# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a group of tests depends on: the files that it reads or imports, and a hash of them. Standard library only.

The files are found by reading, not by running. A Python file depends on what it imports, wherever in the file it does. A test, a target, a
role or a playbook also depends on the modules, roles and playbooks whose names it contains, and on the data files beside it. That is more
than a run imports, never less: each integration target checks that what its run imported is among its inputs.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

EVERYTHING = "STRATUS_EVERYTHING"  # in the environment: leave out nothing
COLLECTION = "ansible_collections.stratus.openstack."
NAMED = re.compile(r"\bstratus\.openstack\.(\w+|\{)")
MODULE = re.compile(r"^\s*(?:- )?module: (\w+)", re.MULTILINE)  # in a rhythm.yml
REDIRECT = re.compile(r"^    (\w+):\n(?:      .*\n)*?      redirect: stratus\.openstack\.(\w+)", re.MULTILINE)
FOLDER = re.compile(r'"(docs|roles|playbooks|extensions|plugins|meta|changelogs|tests/foreign|tests/integration/targets)"')
IGNORED = {"__pycache__", "output"}
ANSIBLE = re.compile(r"^ *(from|import) ansible\b|\"ansible-\w+\"|\btests\.examples\b", re.MULTILINE)  # in a file that uses ansible-core
# What every test on the dev cloud depends on; of these, only the imports are followed.
ALWAYS = ("meta", "galaxy.yml", "pyproject.toml", "plugins/doc_fragments", "plugins/action/api.py", "plugins/module_utils/runner.py")
ALWAYS += ("tests/conftest.py", "tests/inputs.py", "tests/leaks.py", "tests/devcloud", "tests/warm")
ALWAYS += ("tests/integration/conftest.py", "tests/integration/callback_plugins", "tests/integration/lookup_plugins")


class Project:
    """The files of a checkout."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.redirects = dict(REDIRECT.findall((root / "meta" / "runtime.yml").read_text()))
        self.imports = functools.cache(self.find_imports)
        self.mentions = functools.cache(self.find_mentions)
        self.digest = functools.cache(lambda path: hashlib.sha256(path.read_bytes()).hexdigest())

    def files(self, *places: str) -> set[Path]:
        """The files at these paths, and all below those that are folders; what does not exist is left out."""
        paths = [self.root / place for place in places]
        files = {file for path in paths for file in (path.rglob("*") if path.is_dir() else [path])}
        return {file for file in files if file.is_file() and not IGNORED & set(file.relative_to(self.root).parts)}

    def closure(self, *places: str, mentions: bool = True) -> set[Path]:
        """These files, and all that they depend on, directly or not. ``mentions``: also what they only name."""
        found: set[Path] = set()
        left = self.files(*places)
        while left:
            found |= left
            left = {path for one in left for path in self.imports(one) | (self.mentions(one) if mentions else set())} - found
        return found

    def find_imports(self, path: Path) -> set[Path]:
        """What a Python file imports from the project."""
        names = imported_names(path.read_text()) if path.suffix == ".py" else ()
        return {file for name in names for file in self.imported(name)}

    def find_mentions(self, path: Path) -> set[Path]:
        """What a file of tests, roles or playbooks names. What the documentation of a plugin names it does not use."""
        place = path.relative_to(self.root)
        if place.parts[0] == "plugins" or path.suffix not in (".py", ".yml", ".yaml", ".j2", ".md", ".json"):
            return set()
        text, found = path.read_text(errors="replace"), set()
        if 'import_module(f"' in text:
            found |= self.files("plugins")
        for name in NAMED.findall(text) + (MODULE.findall(text) if path.name == "rhythm.yml" else []):
            found |= self.files("plugins", "roles", "playbooks") if name == "{" else self.named(self.redirects.get(name, name))
        if place.parts[0] == "tests" and path.suffix == ".py":
            found |= self.files(*FOLDER.findall(text))
            found |= {file for file in path.parent.iterdir() if file.is_file() and file.suffix not in (".py", ".pyc")}
        return found

    def named(self, name: str) -> set[Path]:
        """The files of the modules, plugins, roles and playbooks of a name."""
        plugins = [f"plugins/{kind}/{name}.py" for kind in ("modules", "action", "callback", "inventory", "lookup")]
        return self.files(*plugins, f"roles/{name}", f"playbooks/{name}.yml")

    def imported(self, name: str) -> Iterator[Path]:
        """The files that an import of a dotted name reads: a module, or the packages around it."""
        parts = name.removeprefix(COLLECTION).split(".") if name.startswith(COLLECTION) else name.split(".")
        if parts[0] not in ("plugins", "tests"):
            return
        for end in range(1, len(parts) + 1):
            path = self.root.joinpath(*parts[:end])
            yield from (file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file())

    def of_ansible(self, *places: str) -> list[str]:
        """The files of tests at these paths that use ansible-core, by an import or a program of it, or that import a file which does."""
        tests = [path for path in sorted(self.files(*places)) if path.name.startswith("test_")]
        uses = functools.cache(lambda path: path.suffix == ".py" and bool(ANSIBLE.search(path.read_text())))
        paths = [str(path.relative_to(self.root)) for path in tests]
        return [path for path in paths if any(map(uses, self.closure(path, mentions=False)))]

    def key(self, files: set[Path], *more: str) -> str:
        """A hash of the names and the contents of files, and of further texts."""
        rows = sorted((str(path.relative_to(self.root)), self.digest(path)) for path in files)
        return hashlib.sha256(json.dumps([rows, more]).encode()).hexdigest()

    def inputs(self, group: str) -> set[Path]:
        """The files that a group of tests depends on: ``target/NAME``, or the path of a file of tests."""
        if group.startswith("target/"):
            own = self.closure(f"tests/integration/targets/{group.removeprefix('target/')}")
            return own | self.closure("tests/integration/test_targets.py", *ALWAYS, mentions=False)
        return self.closure(group) | self.closure(str(Path(group).with_name("conftest.py")), *ALWAYS, mentions=False)


def imported_names(text: str) -> Iterator[str]:
    """The dotted names that a Python file imports; of `from a import b` both `a` and `a.b`, which may be a module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


class Green:
    """The keys with which groups of tests have passed, in a file; an absent file is an empty one."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.keys: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}

    def passed(self, group: str, key: str) -> bool:
        """Whether a group has passed with these inputs."""
        return self.keys.get(group) == key

    def skips(self, group: str, key: str) -> bool:
        """Whether a group need not run: it has passed with these inputs, and not everything is to run."""
        return self.passed(group, key) and not os.environ.get(EVERYTHING)

    def keep(self, passed: dict[str, str], failed: set[str]) -> None:
        """Note the keys of groups that passed, and forget those of groups that failed."""
        self.keys = {group: key for group, key in (self.keys | passed).items() if group not in failed}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(self.keys, indent=1, sort_keys=True))


def interpreter() -> str:
    """What a key says of the Python and the packages that tests run with: the name of an environment holds the hash of its pins."""
    return f"{sys.version} {sys.prefix}"
