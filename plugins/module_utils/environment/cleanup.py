# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cleanup: finds what a project holds, of all services, by age, name, tags and metadata, and removes it."""

from __future__ import annotations

import fnmatch
import re

from ansible_collections.stratus.openstack.plugins.module_utils import service_types, suggestions
from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES, TABLES
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.environment.removal import Item, link, main_tables, remove_items
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError, Incomplete
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Dict, List, Nested, Option
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
AGE = re.compile(r"(\d+[smhdw])+")
PROJECT, USER, CLOUD = "project", "user", "cloud"  # who holds the objects of a table
WITHOUT_OBJECTS = ("identity", "placement")  # services that hold no objects of projects
NOT_LISTED = (400, 401, 403, 404, 501)  # statuses of a listing that this user or this cloud does not have
SHOWN_FAILURES = 10
FOREIGN = "the API shows these objects only to users of the project"


def parse_age(text):
    """The seconds of an age such as 6h, 90m or 1d12h; None for None. Raises BadOptions."""
    if text is None:
        return None
    if not AGE.fullmatch(text):
        hint = "Write a number with one of the units s, m, h, d and w, such as 6h"
        raise BadOptions("`older_than` is '%s', which is no age" % text, hint=hint)
    return sum(int(number) * UNITS[unit] for number, unit in re.findall(r"(\d+)([smhdw])", text))


def fits(text, patterns):
    """Whether a text is one of the patterns, or matches one of them."""
    return text is not None and any(text == pattern or fnmatch.fnmatchcase(str(text), pattern) for pattern in patterns)


class Conditions:
    """Which objects are looked for. ``params``: the options of the task. Raises BadOptions."""

    def __init__(self, params):
        match = params["match"] or {}
        self.names, self.tags, self.metadata = match.get("name"), match.get("tags") or [], match.get("metadata") or {}
        self.ids, self.keep, self.age = match.get("id"), params["keep"] or [], parse_age(params["older_than"])
        self.by_mark = bool(self.names or self.tags or self.metadata)
        if params["state"] == "absent" and not (self.by_mark or self.ids or params["older_than"] or params["project"]):
            raise BadOptions("Nothing says what to remove", hint="Set `match`, `older_than` or `project`")

    def names_of(self, item):
        """The texts by which a user calls an object, as a list."""
        label = item.table.labelled_by
        return [item.have.get(label) if label else item.name]

    def match(self, item):
        """Whether an object has the name, the tags and the metadata that the task asks for."""
        named = not self.names or any(fits(name, self.names) for name in self.names_of(item))
        return named and (not self.ids or item.id in self.ids) and self.match_tags(item) and self.match_metadata(item)

    def match_tags(self, item):
        """Whether an object has all tags that the task asks for."""
        found = read(item, "tags") or []
        found = found.split(",") if isinstance(found, str) else found
        return all(any(fits(tag, [pattern]) for tag in found) for pattern in self.tags)

    def match_metadata(self, item):
        """Whether an object has all metadata that the task asks for."""
        found = read(item, "metadata") or {}
        return all(fits(found.get(key), [str(value)]) for key, value in self.metadata.items())

    def is_kept(self, item):
        """Whether the option `keep` names an object."""
        return any(fits(text, self.keep) for text in (item.id, item.name, *self.names_of(item)))


def read(item, name):
    """The tags or metadata of an object, None if objects of its table have none."""
    field = item.table.fields.get(name)
    return field.read(item.have) if field else None


class Search:
    """What a project holds. ``project``: its id, or None. ``foreign``: whether it is another project than that of the login.

    scope: the modules (set) whose objects the task asks for. items: the Items that were found, also those that the task does not ask for.
    not_looked_at: as in the result.
    """

    def __init__(self, session, params, project, foreign):
        self.session, self.params, self.project, self.foreign = session, params, project, foreign
        self.conditions, self.items, self.not_looked_at = Conditions(params), [], []
        self.scope = self.find_scope()
        self.listed = set()  # the kinds whose objects are known

    # -- what is listed ----------------------------------------------------------------------------------------------------

    def find_scope(self):
        """The modules whose objects the task asks for, as a set. Raises BadOptions."""
        tables = {module: MODULES[module] for module in main_tables() if MODULES[module].held_by}
        kinds, services = self.params["kinds"], self.params["services"]
        for kind in kinds or ():
            if kind not in tables:
                hint = suggestions.ask(kind, tables) or "The kinds are: %s" % ", ".join(sorted(tables))
                raise BadOptions("`kinds` has '%s', whose objects are not removed by this module" % kind, hint=hint)
        own = not self.params["project"]
        default = {PROJECT: True, USER: own and bool(self.conditions.names), CLOUD: False}
        known = {service_types.official(table.service) for table in tables.values()}
        wanted = known if "all" in services else {service_types.official(name) for name in services}
        for name in sorted(wanted - known):
            hint = suggestions.ask(name, known) or "The services are: %s" % ", ".join(sorted(known))
            raise BadOptions("`services` has '%s', of which this module knows no objects" % name, hint=hint)
        return {
            module
            for module, table in tables.items()
            if (default[table.held_by] if kinds is None else module in kinds) and service_types.official(table.service) in wanted
        }

    def find_related(self):
        """The modules to list: those in the scope, and those whose objects may keep objects of the scope in place. In removal order."""
        tables = {module: MODULES[module] for module in main_tables() if MODULES[module].held_by == PROJECT or module in self.scope}
        attached = {MODULES[module].stays_with for module in self.scope}
        near = {module for module, table in tables.items() if module in self.scope or table.kind in attached}
        kinds = {MODULES[module].kind for module in near}
        return [
            module
            for module, table in tables.items()
            if module in near
            or any(kinds & field.kinds_named() for field in table.fields.values())
            or table.stays_with in kinds
            or table.list_contents
        ]

    def look(self):
        """List the objects. Raises CloudError."""
        there = []
        for module in self.find_related():
            table = MODULES[module]
            if not self.session.has_service(table.service):
                continue
            if self.foreign and not table.lists_other_projects:
                self.note(module, FOREIGN)
            else:
                there.append(module)
        threads = self.params["threads"]
        for module, found in zip(there, self.session.in_parallel(self.list_objects, there, threads)):
            if isinstance(found, CloudError):
                self.note(module, found.message)
                continue
            self.items += [Item(module, have) for have in found]
            self.listed.add(MODULES[module].kind)
        known = {service_types.official(table.service) for table in TABLES.values()}.union(WITHOUT_OBJECTS)
        offered = {service_types.official(entry.get("type") or "") for entry in self.session.access.catalog}
        why = "this collection does not know the service"
        self.not_looked_at += [{"service": name, "kind": None, "why": why} for name in sorted(offered - known)]
        self.find_makers()
        link(self.items)

    def note(self, module, why):
        """Note that objects were not looked at."""
        if module in self.scope:
            self.not_looked_at.append({"service": service_types.official(MODULES[module].service), "kind": module, "why": why})

    def note_left_out(self):
        """Note what the task leaves out, for a project that is removed: it stays there without the project."""
        for module in main_tables():
            table = MODULES[module]
            if table.held_by == PROJECT and module not in self.scope and self.session.has_service(table.service):
                why = "the task does not ask for these objects"
                self.not_looked_at.append({"service": service_types.official(table.service), "kind": module, "why": why})

    def list_objects(self, module):
        """The objects of one module in the project, as a list, or the CloudError that says why they are not shown. Raises CloudError."""
        table = MODULES[module]
        context = self.context(table)
        try:
            return table.list_held(context, self.project if table.held_by == PROJECT or self.params["project"] else None)
        except CloudError as error:
            if error.status in NOT_LISTED:
                return error
            raise

    def context(self, table):
        """A Context with a Session of its own."""
        return Context(self.session.apart(), {"project": self.project if self.foreign else None, "state": "absent"}, table)

    def find_makers(self):
        """Find out which objects are removed together with another one."""
        by_id, sets = {item.id: item for item in self.items}, [item for item in self.items if item.table.list_contents]

        def list_contents(item):
            return item.table.list_contents(self.context(item.table), item.have)

        for item, contents in zip(sets, self.session.in_parallel(list_contents, sets, self.params["threads"])):
            parts = [by_id[identifier] for identifier in contents if identifier in by_id and identifier != item.id]
            item.is_set = bool(parts)
            for part in parts:
                part.maker = item if part.maker is None else part.maker
        for item in self.items:
            if item.maker is None:
                item.maker = by_id.get(self.find_owner(item))

    @staticmethod
    def find_owner(item):
        """The id of the object with which an Item is removed, or None."""
        table = item.table
        if table.goes_with:
            field = next(field for field in table.fields.values() if field.target and field.target.kind == table.goes_with)
            return field.read(item.have)
        return (table.maker_of(item.have) or (None, None))[1]

    # -- what meets the conditions -----------------------------------------------------------------------------------------

    def judge(self):
        """Which objects meet the conditions -> a dict: Item -> why it stays, "" if it is removed. Raises CloudError."""
        matching = [item for item in self.items if item.module in self.scope and self.conditions.match(item)]
        for item, age in zip(matching, self.session.in_parallel(self.find_age, matching, self.params["threads"])):
            item.age = age
        limit = self.conditions.age
        old = [item for item in matching if limit is None or item.age is None or (0 if item.age is UNKNOWN else item.age) >= limit]
        reasons = {item: self.reason_to_keep(item) for item in old}
        return {item: why for item, why in reasons.items() if why is not None}

    def find_age(self, item):
        """The age of an object in seconds, None if the API does not show it, UNKNOWN for one that is only predicted.

        The object is read if only the listing does not show its age.
        """
        context = self.context(item.table)
        if item.have.get(item.table.created_field) is UNKNOWN:
            return UNKNOWN
        age = item.table.age_of(item.have, context)
        if age is None and self.conditions.age is not None:
            age = item.table.age_of(item.table.fetch(context, item.id) or {}, context)
        return None if age is None else int(age)

    def reason_to_keep(self, item):
        """Why an object that meets the conditions stays; "" if it is removed, None if it is not to be mentioned. Raises CloudError."""
        access, table = self.session.access, item.table
        made = item.maker and not (table.goes_with or item.maker.is_set)
        if made or item.is_leaving or item.id in (access.user_id, access.project_id):
            return None
        if self.conditions.is_kept(item):
            return "`keep` names it"
        if self.conditions.age is not None and item.age is None:
            return "its age is unknown"
        if table.lock and item.have.get(table.lock[0]):
            if not self.params["protected"]:
                return table.lock[1]
            item.options.update(table.lock[2])
        if not self.params["cascade"] and (item.is_set or table.has_contents(item.have)):
            return "it is not empty"
        return self.reason_of_maker(item)

    def reason_of_maker(self, item):
        """The same for an object that a service has made for something that is not found: it is removed if that is gone."""
        kind, identifier, text = item.table.maker_of(item.have) or (None, None, None)
        if text is None or item.maker:
            return ""
        table = TABLES[kind] if kind in self.listed else None
        if table is None or table.fetch(self.context(table), identifier):
            return "it belongs to %s, which was not looked at" % text
        return ""


class Choice:
    """Which objects are removed, and which ones stay. An object that stays keeps in place what it uses.

    judged: a dict: Item -> why it stays, "" if it is removed. going: the Items to remove (set). kept: Item -> why it stays.
    """

    def __init__(self, items, judged):
        self.items, self.going = items, {item for item, why in judged.items() if not why and not is_part_of_set(item)}
        self.kept = {item: why for item, why in judged.items() if why}
        self.judged = judged

    def goes(self, item):
        """Whether an object is removed, by itself or together with another one."""
        return item in self.going or item.is_leaving or (item.maker is not None and self.goes(item.maker))

    def keep(self, item, why):
        """Let an object stay that would be removed, or the one with which it would be removed."""
        if item.maker is not None and item not in self.going:
            self.keep(item.maker, why)
        elif not item.is_leaving:
            self.going.discard(item)
            self.kept[item] = why

    def spread(self):
        """Keep what is used by objects that stay, and what is attached to them."""
        before = None
        while before != len(self.going):
            before = len(self.going)
            for item in self.items:
                if self.goes(item):
                    self.keep_attached(item)
                elif self.holds(item):
                    for other in item.uses:
                        if self.goes(other):
                            self.keep(other, "%s uses it" % item)
        for item, why in self.judged.items():
            if not why and item not in self.going and item not in self.kept and not self.goes(item):
                self.kept[item] = "it belongs to %s" % item.maker

    def anchors(self, item):
        """The Items that an object is attached to."""
        return [other for other in item.uses if other.table.kind == item.table.stays_with]

    def keep_attached(self, item):
        """Keep an object that is attached to one that stays, and one that only its project is removed with."""
        staying = next((other for other in self.anchors(item) if not self.goes(other)), None)
        if staying is not None:
            self.keep(item, "it is attached to %s" % staying)
        permanent = item.table.why_permanent(item.have)
        if permanent and not any(self.goes(other) for other in item.uses if other.table.held_by == CLOUD):
            self.keep(item, permanent)

    def holds(self, item):
        """Whether an object that stays keeps in place what it uses."""
        return not item.table.is_detached or any(not self.goes(other) for other in self.anchors(item))

    def add_attached(self, modules, conditions):
        """Remove what is attached to objects that are removed, whatever it is called. ``modules``: those in the scope."""
        for item in self.items:
            if item.table.is_detached and item.module in modules and not self.goes(item) and not conditions.is_kept(item):
                if any(self.goes(other) for other in self.anchors(item)):
                    self.going.add(item)
                    self.kept.pop(item, None)

    def list_silent(self, with_made):
        """The Items that are removed with others and that these do not remove, and those that are being removed.

        with_made: also what services have made for others.
        """
        going = [item for item in self.items if item not in self.going and self.goes(item) and not is_part_of_set(item)]
        return [item for item in going if item.is_leaving or item.table.goes_with or with_made]


def is_part_of_set(item):
    """Whether an object belongs to a set of objects, such as a stack, and is removed by it."""
    return item.maker is not None and item.maker.is_set


# -- the task -----------------------------------------------------------------------------------------------------------------


def find_project(session, params):
    """(id of the project, whether it is another one than that of the login). Raises CloudError."""
    access, name = session.access, params["project"]
    if name in (None, "", access.project_id, access.project_name):
        return access.project_id, False
    table = TABLES["identity.project"]
    return Context(session, {}, table).resolve(table, name), True


def run_cleanup(session, params):
    """Find what a project holds, and remove it if the task says so -> the task's result. Raises CloudError."""
    project, foreign = find_project(session, params)
    search = Search(session, params, project, foreign)
    if project is None and any(MODULES[module].held_by == PROJECT for module in search.scope):
        raise BadOptions("The credentials are for no project", hint="Set `project`")
    search.look()
    choice = Choice(search.items, search.judge())
    choice.spread()
    if params["attached_floating_ips"]:
        choice.add_attached(search.scope, search.conditions)
    going = [item for item in search.items if item in choice.going]
    if any(item.table.held_by == CLOUD and item.table.project_of(item.have) == item.id for item in going):
        search.note_left_out()
    if params["state"] == "absent":
        silent = choice.list_silent(not search.conditions.by_mark)
        for item in going + silent:
            complete_options(item, params, project, foreign)
        remove_items(session, [item for item in search.items if item in choice.going or item in silent], params)
    return build_result(search, choice, going, params["state"])


def complete_options(item, params, project, foreign):
    """Add the options with which the object of an Item is removed."""
    if params["cascade"]:
        item.options.update(item.table.content_options)
    if foreign and item.table.held_by == PROJECT and not item.table.scoped and "project" in item.table.fields:
        item.options["project"] = project


def describe(item, **more):
    """An object for the result."""
    return item.to_dict(age=getattr(item, "age", None), **more)


def build_result(search, choice, going, state):
    """The task's result. Raises Incomplete if objects could not be removed."""
    for item in going:
        if item.error:
            item.error.improve_hint()
    removed = [item for item in going if item.removed]
    failed = [item for item in going if item.error]
    kept = {**choice.kept, **{item: "%s could not be removed" % item.blocker for item in going if item.blocker and not item.error}}
    tree = {}
    for item in going:
        tree.setdefault(item.module, {})[item.id] = item.name
    result = {
        "found": [describe(item) for item in going],
        "tree": tree,
        "removed": [describe(item) for item in removed],
        "kept": [describe(item, why=kept[item]) for item in search.items if item in kept],
        "failures": [describe(item, error=str(item.error)) for item in failed],
        "not_looked_at": search.not_looked_at,
        "diff": {"before": tree if state == "absent" else {}, "after": {}},
    }
    if failed:
        shown = " ".join("%s: %s" % (item, item.error) for item in failed[:SHOWN_FAILURES])
        error = Incomplete("%d of %d objects could not be removed. %s" % (len(failed), len(going), shown))
        error.facts = dict(result, changed=bool(search.session.writes))
        raise error
    return result


CLEANUP = Operation(
    run_cleanup,
    state=Option(default="report", choices=["report", "absent"]),
    project=Option(),
    older_than=Option(),
    match=Nested(fields={"name": List(), "id": List(), "tags": List(), "metadata": Dict()}),
    keep=Option("list", elements="str"),
    services=Option("list", elements="str", default=["all"]),
    kinds=Option("list", elements="str"),
    cascade=Option("bool", default=True),
    attached_floating_ips=Option("bool", default=False),
    protected=Option("bool", default=False),
    threads=Option("int", default=8),
)
