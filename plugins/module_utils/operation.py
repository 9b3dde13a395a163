# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Operation: what a module does that is neither a Resource's state nor a listing."""

from __future__ import annotations


class Operation:
    """``fields``: the options. ``does``: callable (session, params) -> the task's result; `changed` is filled in."""

    def __init__(self, does, /, rules=None, **fields):
        self.does, self.rules = does, rules or {}
        self.fields = {name: field.bind(name) for name, field in fields.items()}

    def spec(self):
        return dict(self.rules, argument_spec={name: field.spec() for name, field in self.fields.items()}, supports_check_mode=True)

    def execute(self, session, params):
        result = self.does(session, params)
        return dict({"changed": bool(session.writes)}, **result)
