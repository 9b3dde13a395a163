# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Table: what is declared of one type of object, and what follows from the declaration alone: options, paths, envelopes, results."""

from __future__ import annotations

import re
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import visibility
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN

UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64}", re.I)


class NoObject(CloudError):
    """An answer without the object that it should hold."""


class Table:
    """A type of object. A path may hold {fields} marked ``parent``.

    kind: "service.type". path, key, keys: as the API has them.
    fields: the options, by name. extra_fields: those whose names are arguments here.
    computed: the Attributes that only the service sets, by their names in the result, which are those of the public Python SDK.
    like: a Resource whose attributes are in the result, too.
    microversion: the one that the fields need. status: Status, for objects that are not ready at once.
    scoped: objects belong to projects, so a declared name means one of the user's own project unless ``project`` says otherwise.
    by_name: the query that finds a name (None: list all). update_verb: PUT or PATCH. wrapped: bodies have the envelope ``key``.
    states: choices of `state`. revisions: the attribute with the revision that updates name in If-Match.
    detail: suffix of the listing that shows everything. filters: query parameters of the listing that are no attributes.
    seen_by: Visibility: which logins see the objects.
    """

    id_field = "id"
    name_field = "name"
    key_option = "name"
    names_repeat = False  # whether a listing takes several names at once
    owned_by = "project"  # what objects with the same name belong to, as errors name it
    trims = False  # whether the API cuts spaces off both ends of a name
    seen_by = None  # the Visibility of the objects, where that of the service does not fit
    also = ()  # further keys under which the result has the object

    def __init__(
        self,
        kind,
        path,
        key=None,
        keys=None,
        computed=None,
        like=None,
        extra_fields=None,
        microversion=None,
        status=None,
        scoped=False,
        by_name="name",
        update_verb="PUT",
        wrapped=True,
        states=("present", "absent"),
        revisions=None,
        detail="",
        result=None,
        id_like=UUID,
        rules=None,
        filters="",
        seen_by=None,
        **fields,
    ):
        self.kind, self.path = kind, path
        self.service, self.type = kind.split(".", 1)
        self.key, self.keys = key or self.type, keys or (key or self.type) + "s"
        self.label = self.type.replace("_", " ")
        self.result_key = result or self.type
        self.microversion, self.status, self.scoped, self.by_name = microversion, status, scoped, by_name
        self.update_verb, self.wrapped, self.states, self.revisions, self.detail = update_verb, wrapped, states, revisions, detail
        self.id_like, self.rules, self.filters = id_like, rules or {}, set(filters.split())
        self.seen_by = seen_by or self.seen_by
        if self.seen_by:
            visibility.declare(self.service, self.path, self.seen_by)
        self.fields = {name: field.bind(name) for name, field in {**fields, **(extra_fields or {})}.items()}
        self.reads, self.initial = {"id": "id", "name": "name"}, {}
        self.declare(computed or {})
        if like:
            self.reads = {**like.reads, **self.reads}
            known = {wire: value for wire, value in self.initial.items() if value is not UNKNOWN}
            self.initial = {**self.initial, **like.initial, **known}
            self.filters |= like.filters if like.kind == kind else set()

    def declare(self, computed):
        """Derive the attributes of the result, the filters and the initial values from what is declared of each attribute."""
        for name, attribute in computed.items():
            self.reads[name] = wire = attribute.api or name
            self.initial[wire] = attribute.initial
            self.filters |= {wire} if attribute.filterable else set()
        for field in self.fields.values():
            if field.returned:
                self.reads[field.returned] = field.api
                self.initial.setdefault(field.api, field.initial)
            self.filters |= {field.api} if field.filterable else set()

    def spec(self):
        """argument_spec (without the connection's options) and the module's other keyword arguments."""
        spec = {name: field.spec() for name, field in self.fields.items()}
        spec["state"] = {"type": "str", "default": self.states[0], "choices": list(self.states)}
        spec["wait"] = {"type": "bool", "default": True}
        spec["timeout"] = {"type": "int", "default": 180}
        return dict(self.rules, argument_spec=spec, supports_check_mode=True)

    def given(self, params):
        """The fields that the task set, by name."""
        return {name: field for name, field in self.fields.items() if params.get(name) is not None and not isinstance(field, f.Option)}

    def to_result(self, have):
        """An object in the public names: every known attribute is present, None when the API did not send it."""
        if have is None:
            return None
        lacking = UNKNOWN if MORE in have else None
        return {name: have.get(wire, lacking) for name, wire in self.reads.items()}

    def base_path(self, context):
        if "{" not in self.path:
            return self.path
        parents = {
            field.api: quote(str(field.wire(context.params[name], context)), safe="")
            for name, field in self.fields.items()
            if field.parent and context.params.get(name)
        }
        missing = [name for name in re.findall(r"{(\w+)}", self.path) if name not in parents]
        if missing:
            raise CloudError("The %s needs %s" % (self.label, " and ".join(missing)), service=self.service)
        return self.path.format(**parents)

    def item_path(self, context, identifier):
        if identifier in (None, ""):  # such a path would mean the whole collection
            raise CloudError("The %s has no %s" % (self.label, self.id_field), service=self.service)
        return "%s/%s" % (self.base_path(context), quote(str(identifier), safe=""))

    def revision_headers(self, have):
        """The headers with which a write is refused if the object has changed since it was read."""
        revision = have.get(self.revisions) if self.revisions else None
        return {} if revision is None else {"If-Match": "%s=%s" % (self.revisions, revision)}

    @property
    def member_name(self):
        """Callable that gives the last part of a member's path in a listing; None when that is the id or the name."""
        return None if self.id_field in ("id", "uuid", "name") else lambda have: have.get(self.id_field)

    @property
    def envelope(self):
        return self.key if self.wrapped else None

    def wrap(self, body):
        return {self.key: body} if self.wrapped else body

    def unwrap(self, body):
        """The object inside an answer. Raises CloudError when there is none."""
        have = body.get(self.key) if self.wrapped and isinstance(body, dict) else body
        if not isinstance(have, dict):
            raise NoObject("The answer holds no %s" % self.label, service=self.service, hint="Is this the address of the API?")
        return have

    def is_id(self, value):
        return bool(self.id_like and self.id_like.fullmatch(str(value)))
