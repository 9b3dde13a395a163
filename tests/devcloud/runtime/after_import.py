# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patching a module that is not imported yet: importing it too early would change what the service makes of its configuration."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys


class AfterImport(importlib.abc.MetaPathFinder):
    """Calls `then(module)` once the module of that name has been imported."""

    def __init__(self, name, then):
        self.name, self.then = name, then

    def install(self):
        """Wait for the import, unless it has been."""
        if self.name in sys.modules:
            self.then(sys.modules[self.name])
        else:
            sys.meta_path.insert(0, self)

    def find_spec(self, name, path, target=None):
        """The ordinary spec, with a loader that calls `then`; None for any other module."""
        if name != self.name:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            self.then(module)

        spec.loader.exec_module = exec_module
        return spec
