# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which objects belong to a topology: marks in their metadata or tags, and the removal of those that are declared no more."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.environment.removal import Item, link, main_tables, remove_items
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

KEY = "topology"  # of the mark in metadata; a tag is KEY=NAME


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

    def find_marked(self, session, params, find_declared):
        """The marked objects that are not declared, as a list of linked Items. Raises CloudError.

        find_declared: callable that returns the ids (set) of the declared ones. Objects of services that the cloud does not have, or that
        the user cannot list, are left out.
        """
        markable = [module for module in main_tables() if self.place_of(MODULES[module]) and not MODULES[module].has_parents]
        there = [module for module in markable if session.has_service(MODULES[module].service)]
        lists = session.in_parallel(lambda module: self.list_marked(session.apart(), MODULES[module]), there, params["threads"])
        items = [Item(module, have) for module, some in zip(there, lists) for have in some]
        declared = find_declared() if items else ()
        items = [item for item in items if item.id not in declared]
        link(items)
        return items

    @staticmethod
    def remove_marked(session, items, params):
        """Remove those of the Items that are still there -> all of them, as a list of dicts. Raises CloudError."""
        remove_items(session, [item for item in items if not item.removed], params)
        failures = [item.error for item in items if item.error]
        if failures:
            raise failures[0]
        return [item.to_dict() for item in items]

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
