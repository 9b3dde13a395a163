# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Operation: the operation of a module that neither declares the state of a Resource nor lists one."""

from __future__ import annotations


class Operation:
    """An operation that a function carries out.

    does: callable (session, params) -> the task's result, without `changed`. fields: the options. rules: the module's other arguments.
    """

    def __init__(self, does, /, rules=None, **fields):
        self.does, self.rules = does, rules or {}
        self.fields = {name: field.bind(name) for name, field in fields.items()}

    def spec(self):
        """The keyword arguments of the module: argument_spec (without the connection's options) and the others."""
        return dict(self.rules, argument_spec={name: field.spec() for name, field in self.fields.items()}, supports_check_mode=True)

    def execute(self, session, params):
        """Carry out the operation -> the task's result. Raises CloudError."""
        result = self.does(session, params)
        return dict({"changed": bool(session.writes)}, **result)
