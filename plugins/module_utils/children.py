# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Children: objects of other tables that belong to an object, as a nested option of its module.

The sub-options are the options of the other table, and its code compares, creates, changes and removes the children. A new object is
created with its children by one request. A dry run predicts a request that writes several objects as one write for each of them.
"""

from __future__ import annotations

import contextlib
from collections import namedtuple

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import name_key
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

Found = namedtuple("Found", "owner members")  # an object, and the children (list) that it has
NO_ID = "00000000-0000-0000-0000-000000000000"  # of an owner that is created together with its children
TOP = "the object at the top"  # the key in Context.parts


class Incomplete(list):
    """Declared children beside which the owner may have others."""


class Children(f.Part, f.Items):
    """The complete list of the objects of another table that belong to an object.

    table: the Resource of the children. owner: its option with the object that they belong to. keys: the options that identify a child.
    leave_out: further options of the table that are no sub-options. below: Children of the children, by the names of their sub-options.
    in_tree: sub-options with the name of another descendant of the object at the top: option -> the option at the top with these.
    api: the name in a request that creates the owner with its children. listed_as: the attribute of the owner that is empty if it has no
    children; the default is ``api``. removal_first: whether surplus children are removed before others are written. order: the sub-option
    with the place of a child; they are written in this order.
    """

    body = True
    in_result = True  # whether results show the children, in tasks that set the option
    at_once = False  # whether one request replaces all children of an owner, by the method ``replace_all`` of a subclass

    def __init__(
        self, table, owner, keys=("name",), leave_out=(), below=None, in_tree=None, listed_as=None, removal_first=False, order=None, **rest
    ):
        super().__init__(**{"returned": False, "usual": [], **rest})
        self.table, self.owner, self.keys, self.in_tree = table, owner, keys, in_tree or {}
        self.listed_as, self.removal_first, self.order = listed_as, removal_first, order
        self.below = {name: part.bind(name) for name, part in (below or {}).items()}
        without = (owner, "project", *leave_out)
        self.own = {name: field for name, field in table.fields.items() if name not in without and not isinstance(field, f.Option)}
        self.fields = {**self.own, **self.below}

    def spec(self):
        entry = super().spec()
        for name, option in entry["options"].items():
            option.pop("required", None)
            field = self.fields[name]
            if name in self.keys and (field.required or name in self.table.needed_to_create):
                option["required"] = True
        return entry

    def check_type(self, value, where):
        super().check_type(value, where)
        known = {}
        for number, item in enumerate(value):
            key = self.key_of_item(item)
            if key in known and self.given(value[known[key]]) != self.given(item):
                raise BadOptions("`%s[%d]` and `%s[%d]` declare the same %s" % (where, known[key], where, number, self.table.label))
            known[key] = number

    def read(self, have):
        """None: an object shows ids of its children only."""

    # -- declared and existing children

    def items(self, value):
        """The declared children as a list; one that is there twice is in it once. A subclass may have an option of another form."""
        kept = f.distinct(value, lambda item: str(self.given(item)))
        return Incomplete(kept) if isinstance(value, Incomplete) else kept

    def key_of_item(self, item):
        """What identifies a declared child."""
        return tuple(self.own[name].normal(item.get(name)) for name in self.keys)

    def key_of(self, have):
        """What identifies an existing child."""
        return tuple(self.own[name].normal(self.own[name].read(have)) for name in self.keys)

    def pair(self, items, members):
        """([(declared child, existing one or None)], existing children that are to be removed)."""
        by_key, used = {}, set()
        for have in reversed(members):
            by_key[self.key_of(have)] = by_key[(self.table.id_of(have),)] = have
        pairs = [(item, by_key.get(self.key_of_item(item))) for item in items]
        used = {id(have) for _item, have in pairs}
        surplus = [] if isinstance(items, Incomplete) else [have for have in members if id(have) not in used]
        return pairs, surplus

    def asked(self, item):
        """The Children of a declared child that the task sets, as pairs: (Children, their declared children)."""
        return [(part, part.items(item[name])) for name, part in self.below.items() if item.get(name) is not None]

    def children_of(self, have):
        """The children (list) of an existing object, as ``fill`` has read them."""
        return have.get(("children", self.name)) or []

    def describe(self, child):
        """The type and the key of a declared or existing child, for messages."""
        values = [child.get(name) if name in child else self.own[name].read(child) for name in self.keys]
        words = " ".join(str(value) for value in values if value not in (None, ""))
        return "%s '%s'" % (self.table.label, words) if words else self.table.label

    @contextlib.contextmanager
    def naming(self, doing, child):
        """A context manager: the message of a CloudError names the child."""
        try:
            yield
        except CloudError as error:
            raise error.about("Cannot %s %s" % (doing, self.describe(child))) from error.__cause__

    # -- reading

    def load(self, context, have):
        context.parts[TOP] = have
        items = self.items(context.params[self.name])
        self.fill(context, [(have, items)])
        self.check_references(context, items, self.children_of(have))
        return Found(have, self.children_of(have))

    def fill(self, context, owners):
        """Read the children of objects, and the children of these as far as the task declares some, and keep them in the objects.

        ``owners``: pairs of an object and its declared children. Raises CloudError.
        """
        shown = [(owner, owner.get(self.listed_as or self.api)) for owner, _items in owners]
        found = self.read_children(context, [owner for owner, listed in shown if listed or listed is UNKNOWN])
        below = {}
        for owner, items in owners:
            owner["children", self.name] = members = found.get(self.table.id_of(owner)) or []
            for have in members:
                self.remember(context, owner, have)
            for item, have in self.pair(items, members)[0]:
                for part, declared in self.asked(item) if have else ():
                    below.setdefault(part, []).append((have, declared))
        for part, pairs in below.items():
            part.fill(context, pairs)

    def read_children(self, context, owners):
        """The children of objects, as a dict: id of the owner -> list. One listing reads them all if the API has one. Raises CloudError."""
        table, field = self.table, self.table.fields[self.owner]
        if field.parent or len(owners) < 2:
            query = (lambda one: {}) if field.parent else (lambda one: {field.api: one})
            ids = [table.id_of(owner) for owner in owners]
            return {one: list(table.list(self.at(context, one), query(one))) for one in ids}
        found = {}
        owned_by = {"project_id": table.owner(owners[0])} if table.owner(owners[0]) else {}
        for have in table.list(self.at(context, NO_ID), owned_by):
            found.setdefault(field.read(have), []).append(have)
        return found

    def remember(self, context, owner, have):
        """Keep the id of a child for references by its name."""
        name, field = have.get(self.table.name_field), self.table.fields[self.owner]
        context.fresh[name_key(self.table, name, {field.api: self.table.id_of(owner)})] = self.table.id_of(have)

    # -- exporting

    def look(self, context, have):
        """The children as pairs: (child, the context in which its options are told)."""
        listed = have.get(self.listed_as or self.api)
        members = self.read_children(context, [have]).get(self.table.id_of(have)) or [] if listed else []
        for one in members:
            context.names.learn(self.table, one)
        return [(one, self.at(context, self.table.id_of(have))) for one in members]

    def is_usual(self, value, usual):
        return not value

    def declare(self, value, context):
        return sorted((self.declare_child(have, at) for have, at in value), key=lambda item: (item.get(self.order) or 0, str(item)))

    def declare_child(self, have, context):
        """A child with its own children as an item of the option."""
        options = {name: value for name, value in self.table.to_options(context, have).items() if name in self.own}
        for name, part in self.below.items():
            found = part.look(context, have) if part.in_result else []
            if found:
                options[name] = part.declare(found, context)
        return options

    # -- references to other descendants

    def referred(self, context, option, name):
        """The id of the descendant that a sub-option names; None if the task still has to create it. Raises Missing, CloudError."""
        part = context.resource.fields[self.in_tree[option]]
        top, field = context.parts.get(TOP), part.table.fields[part.owner]
        try:
            if top is None:
                raise Missing("There is no %s '%s'" % (part.table.label, name), service=part.table.service)
            return context.resolve(part.table, name, {field.api: part.table.id_of(top)})
        except Missing:
            if any(item.get("name") == name for item in part.items(context.params.get(part.name) or [])):
                return None
            raise

    def check_references(self, context, items, members):
        """Raises Missing, before anything is written, for a declared child that names a descendant which does not exist."""
        for item, have in self.pair(items, members)[0]:
            with self.naming("change" if have else "create", item):
                for option in self.in_tree:
                    if item.get(option):
                        self.referred(context, option, item[option])
                for part, declared in self.asked(item):
                    part.check_references(context, declared, part.children_of(have or {}))

    def name_of(self, context, option, identifier):
        """The name of the descendant with an id, if it was read; else the id."""
        found = context.parts.get(self.in_tree[option])
        named = {have.get("id"): have.get("name") for have in (found.members if found else ())}
        return named.get(identifier, identifier)

    # -- comparing

    def at(self, context, owner, item=None):
        """The context for one child. ``owner``: the id of its owner."""
        other = context.at(self.table)
        given = {name: value for name, value in (item or {}).items() if name in self.own}
        how = {"state": "present", "wait": context.waits and not context.session.dry_run, "timeout": context.params.get("timeout")}
        other.params = {**dict.fromkeys(self.table.fields), **given, self.owner: owner, **how}
        other.undone = len(context.session.writes)
        return other

    def differing(self, context, owner, item, have):
        """The sub-options (list of names) of a declared child that the existing one does not have. Raises CloudError."""
        other, table = self.at(context, self.table.id_of(owner), item), self.table
        found = []
        with self.naming("change", item):
            for name in self.given(item):
                if name in self.below:
                    part = self.below[name]
                    agrees = part.agrees(Found(have, part.children_of(have)), item[name], context)
                elif name in self.in_tree and item[name]:
                    current, wanted = self.own[name].read(have), self.referred(context, name, item[name])
                    agrees = wanted is not None and current in (UNKNOWN, wanted)
                else:
                    agrees = table.agrees(other, have, name, self.own[name])
                if not agrees:
                    found.append(name)
        return found

    def agrees(self, have, value, context):
        pairs, surplus = self.pair(self.items(value), have.members)
        return not surplus and all(one is not None and not self.differing(context, have.owner, item, one) for item, one in pairs)

    # -- diff and result

    def diff_before(self, have, value, context):
        pairs, surplus = self.pair(self.items(value), have.members)
        before = [self.view(context, have.owner, item, one) for item, one in pairs if one is not None]
        return before + [self.view_of_surplus(one) for one in surplus]

    def view(self, context, owner, item, have):
        """The values that an existing child has for the sub-options of a declared one."""
        changed, view = self.differing(context, owner, item, have), {}
        for name, value in self.given(item).items():
            if name not in changed:
                view[name] = value
            elif name in self.below:
                view[name] = self.below[name].diff_before(Found(have, self.below[name].children_of(have)), value, context)
            elif name in self.in_tree:
                view[name] = self.name_of(context, name, self.own[name].read(have)) or ""
            else:
                view[name] = self.own[name].diff_before(self.own[name].read(have), value, context)
        return view

    def view_of_surplus(self, have):
        """The sub-options of a child that is removed, without those that are as in any new object."""
        values = {name: field.read(have) for name, field in self.own.items()}
        return {name: value for name, value in values.items() if value not in (None, "", [], {}, self.own[name].initial)}

    def to_diff(self, value):
        return [self.item_to_diff(item) for item in self.items(value)]

    def item_to_diff(self, item):
        """A declared child, or what ``diff_before`` gives, in the form for a diff."""
        return {
            name: part if part is UNKNOWN or part is None else self.fields[name].to_diff(part) for name, part in self.given(item).items()
        }

    def to_results(self, members, value):
        """The children by the names of the result: those that are declared in their order, then the others."""
        items = self.items(value)
        pairs = self.pair(items, members)[0]
        declared = {id(have) for _item, have in pairs}
        shown = []
        for item, have in [*pairs, *(({}, have) for have in members if id(have) not in declared)]:
            if have is not None:
                below = {part.name: part.to_results(part.children_of(have), item[part.name]) for part, _items in self.asked(item)}
                shown.append({**self.table.to_result(have), **below})
        return shown

    def require_success(self, members, items):
        """Raises CloudError that names a child which failed."""
        for item, have in self.pair(items, members)[0]:
            if have is not None:
                status = self.table.status.of(have) if self.table.status else None
                if status and status in self.table.status.fail:
                    raise CloudError("%s ended in status %s" % (self.describe(have), status), service=self.table.service)
                for part, declared in self.asked(item):
                    part.require_success(part.children_of(have), declared)

    # -- writing

    def wire(self, value, context):
        """The bodies of the declared children in a request that creates the owner. Raises CloudError."""
        return [self.creation_body(context, item) for item in self.items(value)]

    def creation_body(self, context, item):
        """The body of a new child, with its own children, without its owner. Raises CloudError."""
        with self.naming("create", item):
            plain = {name: value for name, value in item.items() if name not in self.in_tree}
            body = self.table.creation_body(self.at(context, NO_ID, plain))
            body.pop(self.table.fields[self.owner].api, None)
            for option in self.in_tree:
                if item.get(option):
                    self.referred(context, option, item[option])
                    body[option] = {"name": item[option]}
            for part, _declared in self.asked(item):
                below = part.wire(item[part.name], context)
                body.update({part.api: below} if below else {})
        return body

    def write(self, context, owner, pairs, surplus):
        """Create and change children as declared. ``pairs``: as from ``pair``. Raises CloudError."""
        if self.order:
            pairs = sorted(pairs, key=lambda pair: pair[0].get(self.order) or float("inf"))
        for item, have in pairs:
            if have is None:
                have = self.create_child(context, owner, item)
            else:
                have = self.change_child(context, owner, item, have)
            with self.naming("change", item):
                converge(context, [(part, have, part.children_of(have), declared) for part, declared in self.asked(item)])

    def resolved(self, context, item):
        """A declared child with ids for the names of other descendants."""
        return dict(item, **{name: self.referred(context, name, item[name]) for name in self.in_tree if item.get(name)})

    def change_child(self, context, owner, item, have):
        """Change an existing child if it differs from the declared one -> the child."""
        if all(name in self.below for name in self.differing(context, owner, item, have)):
            return have
        with self.naming("change", item):
            now = self.table.converge(self.at(context, self.table.id_of(owner), self.resolved(context, item)), have)
        return {**now, **{key: value for key, value in have.items() if isinstance(key, tuple)}}

    def create_child(self, context, owner, item):
        """Create a child -> the child. One that another task creates at the same time is changed as declared."""
        other = self.at(context, self.table.id_of(owner), self.resolved(context, item))
        with self.naming("create", item):
            try:
                have = self.table.create_or_adopt(other)
            except CloudError as error:
                if error.status not in (400, 409) or other.created_id or context.session.dry_run:
                    raise
                members = self.read_children(context, [owner]).get(self.table.id_of(owner)) or []
                existing = self.pair([item], members)[0][0][1]
                if existing is None:
                    raise
                have = self.table.converge(other, existing)
            self.remember(context, owner, have)
            for part, declared in self.asked(item):
                part.fill(context, [(have, declared)])
        return have

    def remove(self, context, owner, surplus):
        """Remove children. Raises CloudError."""
        for have in surplus:
            with self.naming("remove", have):
                self.table.delete(self.at(context, self.table.id_of(owner)), have)

    # -- all children of an owner by one request

    def replace_all(self, context, bodies):
        """Hook: send the request. ``context``: for the table of the children. ``bodies``: callable () -> the bodies of all children, which
        reads them again if it is called again."""
        raise TypeError("%s cannot be replaced at once" % self.name)

    def write_at_once(self, context, owner, items, members):
        """Make the children of an owner as declared by one request. Raises CloudError."""
        known = [members]

        def bodies():
            now = known.pop() if known else self.read_children(context, [owner]).get(self.table.id_of(owner)) or []
            pairs = self.pair(items, now)[0]
            declared = {id(have) for _item, have in pairs}
            kept = [have for have in now if id(have) not in declared] if isinstance(items, Incomplete) else []
            return [self.whole_body(context, owner, item, have) for item, have in pairs] + [self.present_body(have) for have in kept]

        self.replace_all(self.at(context, self.table.id_of(owner)), bodies)

    def present_body(self, have):
        """The attributes of an existing child as in a request."""
        values = {field.api: field.read(have) for field in self.own.values()}
        return {name: value for name, value in values.items() if value is not None}

    def whole_body(self, context, owner, item, have):
        """The body of a declared child, with the attributes of the existing one that the task does not declare. Raises CloudError."""
        if have is None:
            return self.creation_body(context, item)
        other, table = self.at(context, self.table.id_of(owner), item), self.table
        with self.naming("change", item):
            changed = self.differing(context, owner, item, have)
            table.refuse_immutable(other, have, [name for name in changed if table.mode(other, name) == f.IMMUTABLE])
            body = {**self.present_body(have), **table.body(other, [name for name in self.given(item) if name in changed])}
        return {name: value for name, value in body.items() if value is not None}


class Child(Children):
    """The only child of its type that an object can have, as a dict. An empty dict means that there is none."""

    kind = "dict"

    def __init__(self, table, owner, keys=(), **rest):
        super().__init__(table, owner, keys, **rest)

    def spec(self):
        return {name: value for name, value in super().spec().items() if name != "elements"}

    def check_type(self, value, where):
        f.check_parts(self, value, where)

    def references(self, value):
        return f.part_references(self, value) if value else ()

    def requirements(self, value, where):
        yield from f.part_requirements(self, value, where)

    def items(self, value):
        return [value] if value and self.given(value) else []

    def declare(self, value, context):
        return super().declare(value, context)[0]

    def wire(self, value, context):
        return next(iter(super().wire(value, context)), None)

    def diff_before(self, have, value, context):
        return next(iter(super().diff_before(have, value, context)), {})

    def to_diff(self, value):
        return self.item_to_diff(value or {})

    def to_results(self, members, value):
        return next(iter(super().to_results(members, value)), None)


def converge(context, levels):
    """Make children as declared. Those of a later entry may refer to those of an earlier one, so they are removed first.

    ``levels``: list of (Children, their owner, its existing children, its declared children). Raises CloudError.
    """
    later = []
    for part, owner, members, items in levels:
        pairs, surplus = part.pair(items, members)
        if part.at_once and not context.session.dry_run:
            if not part.agrees(Found(owner, members), items, context):
                part.write_at_once(context, owner, items, members)
            continue
        if part.removal_first:
            part.remove(context, owner, surplus)
        else:
            later.append((part, owner, surplus))
        part.write(context, owner, pairs, surplus)
    for part, owner, surplus in reversed(later):
        part.remove(context, owner, surplus)


class WithChildren(Resource):
    """A table with fields of type Children."""

    def children(self, context):
        """The Children that the task sets, as a list."""
        return [part for part in self.given(context.params).values() if isinstance(part, Children)]

    def creation_body(self, context):
        body = super().creation_body(context)
        apart = [part.api for part in self.children(context)] if context.session.dry_run else []
        return {name: value for name, value in body.items() if name not in apart}

    def store_parts(self, context, have, given):
        others = {name: part for name, part in given.items() if not isinstance(part, Children)}
        have, before = super().store_parts(context, have, others), len(context.session.writes)
        parts = [part for part in given.values() if isinstance(part, Children)]
        for part in parts:
            if part.name not in context.parts:
                context.parts[part.name] = part.load(context, have)
        converge(context, [(part, have, context.parts[part.name].members, part.items(context.params[part.name])) for part in parts])
        if len(context.session.writes) > before:
            have = self.fetch(context, self.id_of(have)) or have
            for part in self.children(context):
                context.parts[part.name] = part.load(context, have)
        if context.waits and context.session.writes:
            for part in self.children(context):
                part.require_success(context.parts[part.name].members, part.items(context.params[part.name]))
        return have

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        for part in self.children(context) if now is not None else ():
            result[self.result_key][part.name] = part.to_results(context.parts[part.name].members, context.params[part.name])
        return result
