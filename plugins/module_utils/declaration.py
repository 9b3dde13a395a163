# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Declaration: the inverse of a table, the options with which a task declares an object that exists."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN, known_part


class Names:
    """The names of objects. An object is read once, unless it is learned from a listing."""

    def __init__(self):
        self.objects, self.namesakes = {}, {}  # (kind, id) -> object or None; (kind, name) -> objects

    def learn(self, table, have):
        """Keep an object that a listing has shown."""
        key = table.kind, table.id_of(have)
        if self.objects.get(key) is None:
            self.objects[key] = have
            self.namesakes.setdefault((table.kind, have.get(table.name_field)), []).append(have)

    def find(self, context, table, identifier):
        """The object with an id; None if the user cannot read it."""
        key = table.kind, identifier
        if key not in self.objects:
            self.objects[key] = None
            try:
                have = table.fetch(context.at(table), identifier)
                name = have and have.get(table.name_field)
                for other in table.in_scope(context, list(table.find(context.at(table), name))) if name else ():
                    self.learn(table, other)
            except CloudError:
                have = None
            if have:
                self.learn(table, have)
        return self.objects[key]

    def of(self, context, table, identifier, within):
        """The name of the object with an id; the id if other objects have the name, or if there is none."""
        have = self.find(context, table, identifier)
        name = have and have.get(table.name_field)
        named = self.namesakes.get((table.kind, name), ())
        alike = [other for other in named if all(other.get(key) == value for key, value in within.items())]
        return name if name and len(alike) == 1 else identifier


class Declaring(Context):
    """A Context for the declaration of existing objects.

    names: Names. untold: the options (set of (kind, option)) whose values the API does not show. found: the object.
    """

    def __init__(self, session, params, resource, names, untold):
        super().__init__(session, params, resource)
        self.names, self.untold = names, untold

    def at(self, resource):
        other = Declaring(self.session, self.params, resource, self.names, self.untold)
        other.fresh = self.fresh
        return other

    def name_of(self, target, identifier, **within):
        """The name of an object by its id, or the id if the name is not unique. ``within``: attributes that a reference names as well."""
        return self.names.of(self, target, identifier, within)

    def object_of(self, target, identifier):
        """An object by its id; None if the user cannot read it."""
        return self.names.find(self, target, identifier)


class Declaration:
    """The mixin of Resource. It uses the fields and initial values that a Table declares."""

    def to_options(self, context, have):
        """The options (dict) that declare an existing object, without those that a new object has anyway. ``context``: Declaring."""
        context.found, options = have, {}
        for name, field in sorted(self.fields.items(), key=lambda item: item[0] != self.key_option):
            if isinstance(field, f.Option) or field.parent or field.usual is f.ANY and not field.secret:
                continue
            value = None
            if field.secret or field.write_only:
                context.untold.add((self.kind, name))
            else:
                try:
                    value = self.to_option(context, have, field)
                except CloudError:
                    context.untold.add((self.kind, name))
            if value is not None:
                options[name] = value
        return known_part(self.complete_options(context, have, options))

    def to_option(self, context, have, field):
        """The value of an option that declares what an object has; None if it needs no declaration. Raises CloudError."""
        value = field.look(context, have)
        needed = self.must_declare(field) and value not in ("", None, [], {})
        if value is UNKNOWN or not (needed or not self.is_usual(context, have, field, value)):
            return None
        if value in ("", None):
            return f.EMPTY.get(field.kind) if field.shown_as in have else None
        return field.declare(value, context)

    def must_declare(self, field):
        """Whether an object cannot be found or created without an option."""
        needed = [name for need in self.needed_to_create for name in ([need] if isinstance(need, str) else need)]
        return field.required or field.name in (self.key_option, *needed) and field.usual is None

    def is_usual(self, context, have, field, value):
        """Whether an object that was created without the option has this value."""
        usual = self.initial.get(field.shown_as, field.initial) if field.usual is None else field.usual
        usual = usual(context, have) if callable(usual) else usual
        if usual is f.ANY or (field.default is not None and field.is_usual(value, field.default)):
            return True
        if usual is UNKNOWN:
            return value in ("", None, {})
        return any(field.is_usual(value, one) for one in (usual if isinstance(usual, tuple) else (usual,)))
