# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was made of source code before, kept in files, so that each text is compiled and searched for imports once.

Ansible's loader of collections and Python's loader of zips keep no bytecode: each run of a playbook compiles the collection again, and each
module all that was sent with it. Before that, ansible-core parses all of it to find what a module imports. What is kept is found by a hash
of the text and of whatever else the result depends on, so a text that differs in one byte is compiled. Imports little, as `link` does.
"""

from __future__ import annotations

import _imp
import hashlib
import importlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

CACHE = "STRATUS_CACHE"  # names the folder in which all that can be made again is kept; without it nothing is kept here
RELEASES = ("2.19", "2.20", "2.21")  # of ansible-core, whose finder of imports takes the text of a module and says what it found


def kept(place: Path, key: tuple[str | bytes, ...], make: Callable[[], Any]) -> Any:
    """What ``make`` returns for a key, from its file below ``place`` when there is one. It must be something that `marshal` can write."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=20)
    for part in key:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:%s" % (len(content), content))
    path = place / digest.hexdigest()
    try:
        return marshal.loads(path.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        made = make()
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place, delete=False) as file:
        file.write(marshal.dumps(made))
    os.replace(file.name, path)  # whole at once: others read meanwhile
    return made


def folder() -> Path | None:
    """Where things are kept; None when they are not."""
    cache = os.environ.get(CACHE)
    return Path(cache, "compiled") if cache else None


def compiler(place: Path) -> Callable[..., Any]:
    """A `compile` that keeps code in a folder. The name of the file is that of the call: the same text has another one in each zip."""

    def compile_kept(source: Any, filename: Any, mode: str, flags: int = 0, dont_inherit: bool = False) -> Any:
        if flags or not dont_inherit:
            return compile(source, filename, mode, flags, dont_inherit)
        name = os.fspath(filename)
        code = kept(place, (type(source).__name__, source, mode), lambda: compile(source, name, mode, dont_inherit=True))
        if code.co_filename != name:
            _imp._fix_co_filename(code, name)
        return code

    return compile_kept


def keep_code(*modules: str) -> None:
    """Let modules that call `compile` keep code from now on."""
    place = folder()
    for name in modules if place else ():
        vars(importlib.import_module(name))["compile"] = compiler(place)


def keep_imports() -> None:
    """Let ansible-core keep which imports it finds in a text, when it sends a module with all that this imports."""
    from ansible.executor import module_common
    from ansible.release import __version__

    place, finder = folder(), module_common.ModuleDepFinder
    if not place or not __version__.startswith(tuple(f"{release}." for release in RELEASES)):
        return
    search = finder.__init__

    def begin(self: Any, module_fqn: str, module_data: bytes, is_pkg_init: bool = False) -> None:
        def found() -> list[list[tuple[str, ...]]]:
            search(self, module_fqn, module_data, is_pkg_init)
            return [sorted(self.submodules), sorted(self.optional_imports)]

        if b"embed" in module_data.lower():  # what a text embeds is no plain value, and rare
            found()
            return
        self.text = module_fqn, module_data
        required, optional = kept(place, ("imports", __version__, module_fqn, module_data, str(is_pkg_init)), found)
        self.submodules, self.optional_imports, self.embeds = set(required), set(optional), set()

    def tree(self: Any, name: str) -> Any:
        """The tree of a text that was not parsed: ansible-core asks for that of a module."""
        if name != "tree":
            raise AttributeError(name)
        return module_common._compile_module_ast(*self.text)

    finder.__init__, finder.__getattr__ = begin, tree
