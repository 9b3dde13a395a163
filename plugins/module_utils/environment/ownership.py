# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which objects belong to a topology: marks in their metadata or tags, and the removal of those that are declared no more."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES, TABLES
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.validation import validate

KEY = "topology"  # of the mark in metadata; a tag is KEY=NAME
ROUNDS = 5  # attempts to remove objects that others use which are removed as well


class Owner:
    """The owner of the objects that a topology creates. ``name``: of the topology. ``adopt``: whether it takes over existing objects."""

    def __init__(self, name, adopt):
        self.name, self.adopt, self.tag = name, adopt, "%s=%s" % (KEY, name)

    @staticmethod
    def place_of(table):
        """The option that carries the mark of an object: metadata or tags; None if objects of this table have neither."""
        return next((name for name in ("metadata", "tags") if name in table.fields and table.fields[name].returned), None)

    def is_marked(self, table, have):
        """Whether an object has the mark of this topology."""
        place = self.place_of(table)
        value = table.fields[place].read(have) if place else None
        return value.get(KEY) == self.name if isinstance(value, dict) else self.tag in (value or ())

    def mark(self, table, params, have):
        """The options of an object with the mark: of a new one, of one that has it, and of any with `adopt`. ``have``: it now, or None."""
        place = self.place_of(table)
        owned = have is None or self.is_marked(table, have)
        if not place or not (owned or self.adopt):
            return params
        declared = params.get(place)
        if declared is None and have is not None:
            if owned:
                return params
            declared = table.fields[place].read(have)
        if place == "metadata":
            return dict(params, metadata={**(declared or {}), KEY: self.name})
        return dict(params, tags=[*(tag for tag in declared or () if tag != self.tag), self.tag])

    def leave_mark(self, table, params):
        """The options of an object without those that carry the mark, for a task that does not change them."""
        place = self.place_of(table)
        return dict(params, **{place: None}) if place else params

    def reason_to_keep(self, node, have):
        """Why an object is not removed; '' if it is removed, or does not exist."""
        if have is None:
            return ""
        if node.keep:
            return "`keep` is set"
        if not self.adopt and self.place_of(node.table) and not self.is_marked(node.table, have):
            return "it was not created by the topology '%s'" % self.name
        return ""

    def list_unmarked(self, graph):
        """The names of the nodes whose objects can carry no mark."""
        return sorted(node.name for node in graph.nodes if node.part_of is None and not self.place_of(node.table))

    # -- objects that are declared no more ---------------------------------------------------------------------------------

    def prune(self, session, declared, params):
        """Remove the marked objects that are not declared -> them, as a list of dicts. ``declared``: ids (set). Raises CloudError.

        Objects of services that the cloud does not have, or that the user cannot list, are left out.
        """
        tables = [(module, MODULES[module]) for module in removal_order()]
        main = [(module, table) for module, table in tables if TABLES[table.kind] is table]  # others write the same objects in another way
        markable = [(module, table) for module, table in main if self.place_of(table) and not table.has_parents]
        there = [(module, table) for module, table in markable if session.has_service(table.service)]
        lists = session.in_parallel(lambda one: self.list_marked(session.apart(), one[1]), there, params["threads"])
        found = [(module, have) for (module, table), some in zip(there, lists) for have in some if table.id_of(have) not in declared]
        removed, failures = [], []
        for _attempt in range(ROUNDS):
            before, (found, failures) = len(found), self.remove_all(session, found, params, removed)
            if not found or len(found) == before:
                break
        if failures:
            raise failures[0]
        return removed

    def list_marked(self, session, table):
        """The objects of a table that have the mark, as a list."""
        context = Context(session, {}, table)
        query = {"tags": self.tag} if self.place_of(table) == "tags" and "tags" in table.filters else {}
        if table.scoped:
            query["project_id"] = session.access.project_id
        try:
            return [have for have in table.list(context, query) if self.is_marked(table, have)]
        except CloudError as error:
            if error.status in (400, 403, 404):  # 400: the API lists such objects only below another one
                return []
            raise

    @staticmethod
    def remove_all(session, found, params, removed):
        """Remove objects -> (those that could not be removed, their errors). ``removed``: a list to which the others are added."""
        left, failures = [], []
        for module, have in found:
            table = MODULES[module]
            options = {table.key_option: table.id_of(have), **table.removal_options, "state": "absent", "timeout": params["timeout"]}
            try:
                table.execute(session, validate(module, table.spec(), options))
            except CloudError as error:
                left.append((module, have))
                failures.append(error)
                continue
            removed.append({"module": module, "name": have.get(table.name_field), "id": table.id_of(have)})
        return left, failures


def removal_order():
    """The modules that declare objects, those whose objects name others before the modules of these others."""
    order, seen = [], set()

    def visit(module):
        if module in seen:
            return
        seen.add(module)
        for other in users[MODULES[module].kind]:
            visit(other)
        order.append(module)

    users = {table.kind: [] for table in MODULES.values()}
    for module, table in MODULES.items():
        for kind in {kind for field in table.fields.values() for kind in field.kinds_named() if kind in users}:
            users[kind].append(module)
    for module in MODULES:
        visit(module)
    return order
