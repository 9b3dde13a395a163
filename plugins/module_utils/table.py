# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Table: the declaration of one type of object, and what follows from it alone: options, paths, envelopes, results."""

from __future__ import annotations

import re
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import visibility
from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN

UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64}", re.I)
OWN_OPTIONS = ("state", "wait", "timeout")  # of every module that writes; no field can have these names


class NoObject(CloudError):
    """The answer does not contain the object."""


class Table:
    """The declaration of one type of object. ``path`` may contain {attributes} of fields that are marked ``parent``.

    kind: "service.type". path: path of the collection. key, keys: the envelopes of one object and of a listing.
    fields: the options of the module by name. extra_fields: the same, as a dict, for an option with the name of an argument of this
    method, such as `type` or `rules`. No option can be called `state`, `wait` or `timeout`, since each module has these: an attribute
    with such a name gets an option of another name, ``pool_timeout=Int(api="timeout", returned="timeout")``.
    computed: the attributes that only the service sets, as a dict: name in the result (as the public Python SDK has it) -> Attribute.
    like: a Resource whose attributes are in the result as well.
    needed_to_create: the options without which no object can be created: names, and tuples of names of which one is enough.
    waits_for: the field (a Ref) with the object that accepts one change at a time, as a load balancer: it is ready before and after
    each write.
    microversion: the highest one that the fields require. since: the one that introduced the type of object.
    status: Status of objects that are not ready at once.
    scoped: objects belong to projects; a name means one of the user's own project unless ``project`` says otherwise.
    by_name: the query parameter that finds a name (None: the complete listing is read). detail: suffix of the path that lists all
    attributes. filters: query parameters of the listing that are no attributes. bare_listing: a listing is a JSON list without envelope.
    update_verb: PUT or PATCH. revisions: the attribute with the revision that updates send in If-Match.
    wrapped: whether bodies have the envelope ``key``. request_keys: the envelopes of requests where they differ from that, as a dict with
    "create" and "update": the envelope, None for no envelope.
    in_headers: the attributes are headers: HEAD reads them, PUT creates, POST updates. The ``api`` names are lower-case names of headers.
    states: choices of `state`. result: the key of the object in the result. rules: the module's other arguments, such as required_one_of.
    seen_by: Visibility: which logins see the objects. id_like: pattern of an id.
    path_of_all: the path of the listing of the objects of all parents, where there is one.
    ids_are_urls: the API gives a URL as id; its last part is the id.
    actions: what requests other than a creation, an update or a removal make of an object, by their names (Context.act): an Outcome, or
    only what it ``sets``. listed_by: (Resource, attribute) of the objects that list the objects of this table.
    owner_shows: (option with the object that this one belongs to, what writes of this one change there) for predictions. The changes are a
    dict: "create" or "delete" -> the attributes of the other object.
    held_by: who holds the objects, for a task that removes all of them: "project", "user" or "cloud"; None for objects that belong to
    another object and are removed with it.
    only_with: options that have an effect only together with another one, as a dict: name -> the names of the others, of which one is
    enough. A task that sets such an option alone gets a warning.
    not_exported: why objects of this table are not exported (environment/export.py), if they are not. shown_by: the kind of the objects
    whose declarations contain those of this table. cloud_wide: whether objects belong to no project, so that they are exported only if the
    user names their kind.
    needs: what a new object takes of the quotas of its project, as a dict: "service.quota" -> a number, or a callable (context, body of the
    creation) -> a number.
    """

    id_field = "id"
    name_field = "name"
    key_option = "name"
    names_repeat = False  # whether a listing accepts several names at once
    owned_by = "project"  # what distinguishes objects with the same name, for error messages
    trims = False  # whether the API removes spaces from both ends of a name
    seen_by = None  # the Visibility of the objects, where that of the service does not fit
    also = ()  # further keys of the result for the object
    creation_path = None  # the path of a creation, where it is not that of the listing
    # In a task that declares many objects (environment/): what comes before an object although it does not name it, as pairs of kinds. All
    # declared objects of the first kind come before it that name the same object of the second kind: ("network.subnet", "network.network").
    follows = ()
    selects_by = ()  # attributes by which other objects select those of this table, and which each listing shows
    declared_defaults = {}  # options of an object that is declared with others, unless the user sets them
    removal_options = {}  # options with which an object is removed for good
    # In a task that removes what a project holds (environment/cleanup.py):
    all_projects = None  # the query parameter with which an administrator lists the objects of all projects
    labelled_by = None  # the attribute in which users write a name, where objects have no name of their own
    lock = None  # (attribute that protects an object from a removal, what it says of the object, the options that remove such an object)
    content_options = {}  # options with which an object is removed together with what it contains
    removed_after = ()  # kinds whose objects are removed before, although no option of theirs names an object of this table
    stays_with = None  # an object of this table stays if an object of this kind that it is attached to stays
    is_detached = False  # whether such an object keeps nothing else in place if what it is attached to goes
    id_option = None  # the option that takes the id of an object, where it is not the one with the name
    goes_with = None  # an object of this table is removed together with the object of this kind that it belongs to
    builds_on = None  # Hook: callable (have, other) -> whether an object requires another one of this table
    # Hook: callable (context, have) -> the ids (list) of objects of other tables that belong to an object and are removed by it
    list_contents = None
    unrelated = ()  # attributes that name objects which the object does not need
    not_exported, shown_by, cloud_wide = "", None, False
    lists_all = True  # whether a listing shows all attributes that options declare
    creation_verb = "POST"
    removal_makes = GONE  # what a removal makes of an object, if not that: its attributes, as in Effects
    actions = {}

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
        needed_to_create=(),
        waits_for=None,
        bare_listing=False,
        request_keys=None,
        in_headers=False,
        ids_are_urls=False,
        actions=None,
        listed_by=None,
        path_of_all=None,
        needs=None,
        since=None,
        only_with=None,
        owner_shows=None,
        held_by=None,
        not_exported="",
        shown_by=None,
        cloud_wide=None,
        **fields,
    ):
        self.kind, self.path = kind, path
        self.service, self.type = kind.split(".", 1)
        self.key, self.keys = key or self.type, None if bare_listing else keys or (key or self.type) + "s"
        self.label, self.result_key = self.type.replace("_", " "), result or self.type
        self.microversion, self.status, self.scoped, self.by_name = microversion, status, scoped, by_name
        self.update_verb, self.wrapped, self.states, self.revisions, self.detail = update_verb, wrapped, states, revisions, detail
        self.id_like, self.rules, self.filters = id_like, rules or {}, set(filters.split())
        self.needed_to_create, self.waits_for, self.ids_are_urls = needed_to_create, waits_for, ids_are_urls
        self.request_keys, self.in_headers, self.since, self.path_of_all = request_keys or {}, in_headers, since, path_of_all
        self.actions, self.listed_by = dict(self.actions, **(actions or {})), listed_by
        self.classify(seen_by, held_by, not_exported, shown_by, cloud_wide)
        self.needs, self.only_with, self.owner_shows = needs or {}, only_with or {}, owner_shows or (None, {})
        self.fields = {name: field.bind(name) for name, field in {**fields, **(extra_fields or {})}.items()}
        self.check_names()
        self.reads, self.initial = {"id": "id", "name": "name"}, {}
        self.declare(computed or {})
        if like:
            self.inherit(like)

    def classify(self, seen_by, held_by, not_exported, shown_by, cloud_wide):
        """Set who sees and who holds the objects, and what an export does with them. Empty values stand for those of the class."""
        self.seen_by = seen_by or self.seen_by
        if self.seen_by:
            visibility.declare(self.service, self.path, self.seen_by)
        self.held_by = held_by
        self.not_exported, self.shown_by = not_exported or self.not_exported, shown_by or self.shown_by
        self.cloud_wide = cloud_wide or self.cloud_wide

    def inherit(self, like):
        """Take over the attributes of another table that this one does not declare; the filters as well if it is of the same kind."""
        self.reads = {**like.reads, **self.reads}
        known = {wire: value for wire, value in self.initial.items() if value is not UNKNOWN}
        self.initial = {**self.initial, **like.initial, **known}
        self.filters |= like.filters if like.kind == self.kind else set()

    def check_names(self):
        """Raises ValueError for a declaration that uses an option's name in a wrong way."""
        needed = [name for need in self.needed_to_create for name in ([need] if isinstance(need, str) else need)]
        related = [name for option, others in self.only_with.items() for name in (option, *others)]
        for name in needed + related + [self.waits_for] * bool(self.waits_for):
            if name not in self.fields:
                raise ValueError("%s: there is no option `%s`" % (self.kind, name))
        for name in OWN_OPTIONS:
            if name in self.fields:
                raise ValueError("%s: each module has an option `%s`; give the field another name, and `api`" % (self.kind, name))

    def declare(self, computed):
        """Derive the attributes of the result, the filters and the initial values from the declared attributes."""
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
        """The keyword arguments of the module: argument_spec (without the connection's options) and the others."""
        spec = {name: field.spec() for name, field in self.fields.items()}
        spec["state"] = {"type": "str", "default": self.states[0], "choices": list(self.states)}
        spec["wait"] = {"type": "bool", "default": True}
        spec["timeout"] = {"type": "int", "default": 180}
        return dict(self.rules, argument_spec=spec, supports_check_mode=True)

    def given(self, params):
        """The fields whose options the task sets, as a dict by name. Options that are no attributes are left out."""
        return {name: field for name, field in self.fields.items() if params.get(name) is not None and not isinstance(field, f.Option)}

    def to_result(self, have):
        """An object by the names of the result -> dict with every declared attribute; None for those that the API did not send."""
        if have is None:
            return None
        lacking = UNKNOWN if MORE in have else None
        found = {name: have.get(wire, lacking) for name, wire in self.reads.items()}
        return dict(found, id=self.id_of(have)) if self.ids_are_urls else found

    def id_of(self, have):
        """The id of an object as the API gave it; None if the object has none."""
        identifier = have.get(self.id_field)
        return identifier.rstrip("/").rpartition("/")[2] if self.ids_are_urls and isinstance(identifier, str) else identifier

    @property
    def has_parents(self):
        """Whether the path contains attributes of other objects."""
        return "{" in self.path

    def base_path(self, context):
        """The path of the collection. Raises CloudError when an option that is part of the path is missing."""
        if not self.has_parents:
            return self.path
        if context.base_path:
            return context.base_path
        parents = {
            field.api: quote(str(f.convert(field, context.params[name], context)), safe="")
            for name, field in self.fields.items()
            if field.parent and context.params.get(name)
        }
        missing = [name for name in re.findall(r"{(\w+)}", self.path) if name not in parents]
        if missing and self.path_of_all:
            return self.path_of_all
        if missing:
            raise CloudError("The %s needs %s" % (self.label, " and ".join(missing)), service=self.service)
        return self.path.format(**parents)

    def find_implied(self, graph, node):
        """Hook: the nodes of a Graph that come before one of this table although it does not name them, beside ``follows``."""
        return ()

    def has_contents(self, have):
        """Hook: whether an object contains others that a removal removes as well."""
        return False

    def why_permanent(self, have):
        """Hook: why an object is not removed unless its project is; "" for most objects."""
        return ""

    def maker_of(self, have):
        """Hook: (kind, id, text) of what has made an object that nobody declared and that is removed with it; None for most objects.

        The kind is None for something that this collection does not know. The text is for messages.
        """

    def reason_to_skip(self, context, have):
        """Hook: why an existing object is not exported; "" for one that is."""
        return ""

    def complete_options(self, context, have, options):
        """Hook: the options (dict) that declare an existing object, completed by what no field tells. ``context``: Declaring."""
        return options

    def headers(self, context):
        """Hook: headers of every request for the objects of this table, as a dict. ``context.params`` has the task's options."""
        return {}

    def item_path(self, context, identifier):
        """The path of the object with an id. Raises CloudError for an empty id."""
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
        return None if self.id_field in ("id", "uuid", "name") and not self.ids_are_urls else self.id_of

    @property
    def envelope(self):
        """The key of an object in an answer, or None."""
        return self.key if self.wrapped else None

    def wrap(self, body):
        """An object in its envelope."""
        return {self.key: body} if self.wrapped else body

    def wrap_request(self, body, write):
        """The body of a request in its envelope. ``write``: "create" or "update"."""
        if write not in self.request_keys:
            return self.wrap(body)
        key = self.request_keys[write]
        return {key: body} if key else body

    def unwrap(self, body):
        """The object inside an answer. Raises NoObject when there is none."""
        have = body.get(self.key) if self.wrapped and isinstance(body, dict) else body
        if not isinstance(have, dict):
            raise NoObject("The answer holds no %s" % self.label, service=self.service, hint="Is this the address of the API?")
        return have

    def is_id(self, value):
        """Whether a value has the form of an id."""
        return bool(self.id_like and self.id_like.fullmatch(str(value)))
