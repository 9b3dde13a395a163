# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource: one table per type of object, and the only code that knows `state`.

A Resource finds, lists, creates, updates, deletes and waits; ``execute`` brings an object to what a task declares. Nothing here
knows of check mode: a dry-run session predicts the writes.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.namesakes import GaveWay, Namesakes, is_new
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN

UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64}", re.I)
REVISION_TRIES = 5
CREATIONS = 3  # tries to create an object that others make at the same time
VANISHINGS = 6  # times that a task begins again since what it found is gone: on a slow cloud many creators may remove theirs in turn
LOST_LOOKS = (0, 1, 3)  # seconds before each look for an object whose creation was not answered
FRESH_MISSES = 5  # reads that may miss a new object: not every server behind the address has heard of it
FRESH_PAUSES = (0.5, 1, 2)  # seconds before a request about a new object is sent again to where nobody has heard of it
# statuses that end by themselves
BUSY = re.compile(
    r"(RE)?BUILD(ING)?|(HARD_)?REBOOT|(REVERT_)?RESIZE|QUEUED|PENDING.*|.*_IN_PROGRESS|BACKING-UP|RESTORING-BACKUP"
    r"|(ALLOCAT|ATTACH|CREAT|DELET|DETACH|DOWNLOAD|EXTEND|IMPORT|MIGRAT|RETYP|SAV|UPLOAD)ING"
)


class Unusable(CloudError):
    """An answer without the object that it should hold."""


class Status:
    """Where an asynchronous object is: ``field`` holds one of ``ok`` when done, of ``fail`` when it never will be.

    ``fault``: dotted path of the API's own explanation of a failure.
    """

    def __init__(self, ok=("ACTIVE",), fail=("ERROR",), field="status", fault=None, gone=("DELETED",)):
        self.ok, self.fail, self.field, self.fault, self.gone = ok, fail, field, fault, gone

    def of(self, have):
        return str(have.get(self.field) or "").upper() if have else ""

    def busy(self, have):
        """Whether an object is on its way to another status."""
        return BUSY.fullmatch(self.of(have)) is not None

    def why(self, have):
        node = have
        for part in (self.fault or "").split("."):
            node = node.get(part) if isinstance(node, dict) and part else None
        return node.strip(". ") if isinstance(node, str) else ""


class Context:
    """What a field or hook needs at hand: the session, the task's options, the resource and the names resolved so far."""

    def __init__(self, session, params, resource):
        self.session, self.params, self.resource = session, params, resource
        self.drift = []
        self.fresh = {}
        self.parts = {}
        self.made = None
        self.found = None
        self.undone = 0  # how many of the session's writes have left nothing

    def at(self, resource):
        """The same task's context for another resource."""
        other = Context(self.session, self.params, resource)
        other.fresh, other.drift, other.made = self.fresh, self.drift, self.made
        return other

    def call(self, method, path, **rest):
        """One request to the resource's service -> the JSON body of the answer."""
        rest.setdefault("microversion", self.resource.microversion)
        for seconds in FRESH_PAUSES if self.made and str(self.made) in path + str(rest.get("json")) else ():
            try:
                return self.session.request(self.resource.service, method, path, **rest).body
            except CloudError as error:
                if error.status != 404:
                    raise
            self.session.sleep(seconds)
        return self.session.request(self.resource.service, method, path, **rest).body

    def path(self, have, suffix=""):
        return self.resource.item_path(self, have[self.resource.id_field]) + suffix

    def alter(self, have, method, suffix, made, at="", **rest):
        """A write below an object, at ``suffix``, that gives attributes to what is at ``at`` below it, by default to the object itself
        -> the JSON body of the answer. ``made``: these attributes, GONE, or a callable that gives either."""
        return self.call(method, self.path(have, suffix), of=self.path(have, at), predict=made, **rest)

    def resolve(self, target, value, within=None):
        """The id of another object given by name or id, looked up once in a task. ``within``: filters that its listing takes.

        Raises Missing when there is none, CloudError when there are several.
        """
        if target.is_id(value):
            return value
        key = named(target, value, within)
        if key not in self.fresh:
            self.learned(key, target.get(self.at(target), value, within)[target.id_field])
        return self.fresh[key]

    def resolve_all(self, target, values):
        """The ids of several objects given by names or ids; by one listing where the API finds several names at once."""
        unknown = [value for value in values if not target.is_id(value) and named(target, value) not in self.fresh]
        if target.names_repeat and len(unknown) > 1:
            found = list(target.list(self.at(target), target.name_query(unknown)))
            for value in unknown:
                named_so = [have for have in found if have[target.name_field] == value]
                meant = target.get(self.at(target), value) if len(named_so) > 1 else target.chosen(self, named_so, value)
                self.learned(named(target, value), meant[target.id_field])
        return [self.resolve(target, value) for value in values]

    def learned(self, key, identifier):
        """Note what a name means, for this task and for the later ones of the run."""
        self.fresh[key] = identifier
        names = self.session.kept("names", {})
        if names.get(key) != identifier:
            self.session.keep("names", dict(names, **{key: identifier}))

    @property
    def recall(self):
        """This context with names that mean what they meant earlier in the run, without asking. Good enough to see that nothing has to
        change; before anything is written the names are looked up anew."""
        return Recall(self.session, self.params, self.resource)

    def known_as(self, target, name, identifier):
        """Whether a name meant this id earlier in the run."""
        return self.recall.resolve(target, name) == identifier

    def wait(self, what, read, done, pace=None):
        return self.session.wait(what, read, self.params.get("timeout") or 180, done, pace)

    @property
    def waits(self):
        return self.params.get("wait", True)


class Recall(Context):
    def resolve(self, target, value, within=None):
        return value if target.is_id(value) else self.session.kept("names", {}).get(named(target, value, within), value)

    def resolve_all(self, target, values):
        return [self.resolve(target, value) for value in values]


def named(target, value, within=None):
    """The key under which the meaning of a name is kept."""
    return json.dumps([target.kind, str(value), sorted((within or {}).items())])


class Resource(Namesakes):
    """A type of object. A path may hold {fields} marked ``parent``.

    kind: "service.type". path, key, keys: as the API has them.
    fields: the options, by name. extra_fields: those whose names are arguments here.
    computed: the Attributes that only the service sets, by their names in the result, which are those of the public Python SDK.
    like: a Resource whose attributes are in the result, too.
    microversion: the one that the fields need. status: Status, for objects that are not ready at once.
    scoped: objects belong to projects, so a declared name means one of the user's own project unless ``project`` says otherwise.
    by_name: the query that finds a name (None: list all). update_verb: PUT or PATCH. wrapped: bodies have the envelope ``key``.
    states: choices of `state`. revisions: updates carry If-Match, as Neutron understands it.
    detail: suffix of the listing that shows everything. filters: query parameters of the listing that are no attributes.
    """

    id_field = "id"
    name_field = "name"
    key_option = "name"
    names_repeat = False  # whether a listing takes several names at once
    owned_by = "project"  # what tells namesakes apart
    trims = False  # whether the API cuts spaces off both ends of a name
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
        revisions=False,
        detail="",
        result=None,
        id_like=UUID,
        rules=None,
        filters="",
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
        self.fields = {name: field.named(name) for name, field in {**fields, **(extra_fields or {})}.items()}
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

    # -- the option table -------------------------------------------------------------------------------------------------

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

    def returned(self, have):
        """An object in the public names: every known attribute is present, None when the API did not send it."""
        if have is None:
            return None
        lacking = UNKNOWN if MORE in have else None
        return {name: have.get(wire, lacking) for name, wire in self.reads.items()}

    # -- paths and envelopes ----------------------------------------------------------------------------------------------

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

    @property
    def envelope(self):
        return self.key if self.wrapped else None

    def enveloped(self, body):
        return {self.key: body} if self.wrapped else body

    def opened(self, body):
        """The object inside an answer. Raises CloudError when there is none."""
        have = body.get(self.key) if self.wrapped and isinstance(body, dict) else body
        if not isinstance(have, dict):
            raise Unusable("The answer holds no %s" % self.label, service=self.service, hint="Is this the address of the API?")
        return have

    # -- finding ----------------------------------------------------------------------------------------------------------

    def is_id(self, value):
        return bool(self.id_like and self.id_like.fullmatch(str(value)))

    def fetch(self, context, identifier):
        """The object with this id, or None."""
        reply = context.session.request(
            self.service, "GET", self.item_path(context, identifier), microversion=self.microversion, key=self.envelope, allow=(404,)
        )
        if reply.status == 404:
            return None
        try:
            return self.opened(reply.body)
        except Unusable as error:
            error.method, error.url, error.status, error.request_id = "GET", reply.url, reply.status, reply.request_id
            raise

    def list(self, context, params=None):
        """Yield the objects of a listing. ``params``: query parameters in the API's names."""
        return context.session.list(self.service, self.base_path(context) + self.detail, self.keys, params, microversion=self.microversion)

    def name_query(self, value):
        return {self.by_name: value} if self.by_name else {}

    def find(self, context, value, filters=None):
        """The objects of a name (or the one of an id): a list. 400 and 403 are errors, never "not found"."""
        if self.is_id(value):
            have = self.fetch(context, value)
            if have is not None:
                return [have]
        listing = self.list(context, dict(self.name_query(value), **(filters or {})))
        return [have for have in listing if value in (have.get(self.name_field), have.get(self.id_field))]

    def get(self, context, value, filters=None):
        """The one object that a name or id means to this user: the own project's first. Raises Missing, or CloudError for several."""

        def many(found):
            return len(self.in_question(context, found)) > 1

        return self.chosen(context, self.sorted_out(context, lambda: self.find(context, value, filters), many), value)

    def in_question(self, context, found):
        """Those of several namesakes that are in question."""
        own = [have for have in found if self.own(context) and self.owner(have) == self.own(context)]
        return own if len(found) > 1 and len(own) == 1 else self.staying(found) or found

    def chosen(self, context, found, value):
        """The one of several namesakes that is meant."""
        found = self.in_question(context, found)
        if not found:
            raise Missing(
                "There is no %s '%s'" % (self.label, value),
                service=self.service,
                hint="Check the name, the project and the region; names are compared exactly",
            )
        return self.only(found, value)

    def own(self, context):
        """The id of what this user's own objects belong to, or None."""
        return context.session.access.project_id

    def owner(self, have):
        """The id of the project that an object belongs to, or None."""
        return have.get("project_id") or have.get("tenant_id")

    def only(self, found, value):
        """The single member of ``found``, None when it is empty. What is being removed gives way to a namesake that stays."""
        found = (self.staying(found) or found) if len(found) > 1 else found
        if len(found) > 1 and value is UNKNOWN:
            return found[-1]
        if len(found) > 1:
            names = ", ".join("%s (%s %s)" % (have[self.id_field], self.owned_by, self.owner(have) or "none") for have in found[:10])
            raise CloudError(
                "There are %d objects of type %s named '%s': %s" % (len(found), self.label, value, names),
                service=self.service,
                hint="Give the id instead of the name",
            )
        return found[0] if found else None

    def declared(self, context):
        """The object that the task means, or None."""
        value = context.params.get(self.key_option)
        if value == "" or (value is None and context.params["state"] == "absent"):
            raise CloudError("`%s` is empty: that could mean any %s" % (self.key_option, self.label))
        if value is None:
            return None

        def many(found):
            return len(self.staying(found)) > 1

        return self.only(self.sorted_out(context, lambda: self.candidates(context, value), many), value)

    def candidates(self, context, value):
        """Hook: the objects that the task may mean, of which there must be no more than one."""
        return self.find(context, value, self.identity(context))

    def identity(self, context):
        """Filters, beside the name, that tell the declared object from its namesakes."""
        filters = {
            field.api: field.wire(context.params[name], context)
            for name, field in self.fields.items()
            if field.identity and context.params.get(name)
        }
        if self.scoped and "project_id" not in filters and context.session.access.project_id:
            filters["project_id"] = context.session.access.project_id
        return filters

    # -- writing ----------------------------------------------------------------------------------------------------------

    def body(self, context, names):
        """The part of a request that these fields make."""
        return {self.fields[name].api: self.fields[name].wire(context.params[name], context) for name in names}

    def create(self, context):
        """Create the declared object, with its parts, and wait for it -> object."""
        given = self.given(context.params)
        body = self.body(context, [name for name, field in given.items() if field.body and field.create and not field.parent])
        have = self.opened(self.post(context, self.complete(context, body)))
        if context.waits:
            have = self.settled(context, have)
        have = self.store_parts(context, have, given)
        late = [
            name
            for name, field in given.items()
            if field.body and not field.create and not self.known_to_agree(context, field, field.read(have), context.params[name])
        ]
        return self.update(context, have, self.body(context, late)) if late else have

    def complete(self, context, body):
        """Hook: what a create request needs besides the fields."""
        return body

    def post(self, context, body):
        """POST a new object. When the answer is lost, look whether it was made before giving up. Raises GaveWay."""
        try:
            answer = self.submit(context, body)
            made = self.opened(answer)
            context.made = made.get(self.id_field)
            self.uncontested(context, made)
            return answer
        except CloudError as error:
            if not (error.maybe_applied or isinstance(error, Unusable)):
                raise
            for seconds in LOST_LOOKS:
                context.session.sleep(seconds)
                made = self.declared(context)
                if made is not None:
                    context.made = made.get(self.id_field)
                    return self.enveloped(made)
            raise

    def created_by(self, context, body, path, **rest):
        """POST something that creates an object as this body would -> the JSON body of the answer."""
        prediction = self.prediction(context, body) if context.session.dry_run else {}
        return context.call("POST", path, **rest, **prediction)

    def submit(self, context, body, **rest):
        """The request that creates an object -> the answer."""
        return self.created_by(context, body, self.base_path(context), **{"json": self.enveloped(body), "key": self.envelope, **rest})

    def told(self, body):
        """A body with UNKNOWN for its secrets: what may be remembered of it."""
        hidden = {field.api for field in self.fields.values() if field.secret}
        return {key: UNKNOWN if key in hidden else value for key, value in body.items()}

    def prediction(self, context, body):
        """Where check mode notes a creation, and what it believes to be created: keyword arguments of a request."""
        made = self.predicted(context, self.told(body))
        made[self.id_field] = made.get(self.id_field) or new_id()
        return {"of": (self.service, self.shown_at(context, made)), "predict": made}

    def shown_at(self, context, have):
        """Hook: the path that shows an object, when that is not the one that its changes are sent to."""
        return self.item_path(context, have[self.id_field])

    def predicted(self, context, body):
        """Hook: the object that a creation with this body is believed to make, UNKNOWN where only the service knows."""
        initial = {wire: value(context, body) if callable(value) else value for wire, value in self.initial.items()}
        return {**initial, **self.sent(body)}

    def sent(self, body):
        """What an object is believed to hold of a body that is sent."""
        by_api = {field.api: field for field in self.fields.values() if field.body}
        told = self.told(body)
        shown = {by_api[wire].seen or wire: by_api[wire].predict(value) for wire, value in told.items() if wire in by_api}
        return {**{wire: value for wire, value in told.items() if wire not in by_api}, **shown}

    def revised(self, have, body):
        """Hook: the attributes of an object that an update with this body is believed to change."""
        by_api = {field.api: field for field in self.fields.values() if field.body}
        merged = {wire: by_api[wire].merged(have.get(wire), value) for wire, value in self.told(body).items() if wire in by_api}
        touched = {"updated_at": UNKNOWN} if "updated_at" in have else {}
        return {**touched, **self.sent(body), **merged}

    def update(self, context, have, body):
        """Change fields of an object -> the object as it is now."""
        headers = {}
        for attempt in range(REVISION_TRIES):
            if self.revisions and have.get("revision_number") is not None:
                headers = {"If-Match": "revision_number=%s" % have["revision_number"]}
            sent = self.fitted(have, body)
            try:
                rest = {"predict": self.revised(have, sent)} if context.session.dry_run and isinstance(sent, dict) else {}
                rest.update(json=self.enveloped(sent), key=self.envelope, headers=headers, of=self.shown_at(context, have))
                reply = context.call(self.update_verb, context.path(have), **rest)
                return self.opened(reply) if reply else dict(have, **sent)
            except CloudError as error:
                if error.status != 412 or attempt == REVISION_TRIES - 1:
                    raise
                have = self.fetch(context, have[self.id_field])
                if have is None:
                    raise
        return have

    def fitted(self, have, body):
        """Hook: the body of a change, completed by what the object has."""
        return body

    def delete(self, context, have):
        """Delete an object; that it is gone already is success, unless only the server that answers does not know it yet."""
        for seconds in (*FRESH_PAUSES, None):
            reply = context.session.request(
                self.service,
                "DELETE",
                context.path(have),
                params=self.deletion(context),
                microversion=self.microversion,
                of=self.shown_at(context, have),
                allow=() if seconds is None else (404,),
            )
            if reply.status != 404 or not self.remains(context, have):
                break
            context.session.sleep(seconds)
        self.wait_gone(context, have)

    def remains(self, context, have):
        """Whether an object is there, as far as the API says."""
        try:
            return self.fetch(context, have[self.id_field]) is not None
        except CloudError:
            return False

    def deletion(self, context):
        """Hook: the query of the DELETE."""
        return {}

    def wait_gone(self, context, have):
        """Wait until an object that is being removed is gone. Raises CloudError when it stays."""
        if not (self.status and context.waits):
            return
        before = self.status.of(have)  # what is in ERROR stays so while it is removed
        begun = []

        def done(now):
            if now is None:
                return True
            status = self.status.of(now)
            if status in ("", before) and not begun:
                return False
            if status == before:
                why = self.reason(context, now)
                raise CloudError("%s was not deleted: it is in status %s again. %s" % (self.called(have), status, why))
            begun.append(status)
            return self.is_gone(self.explained(context, now))

        self.watch(context, have, done)

    def watch(self, context, have, done):
        """Look at an object until it is as ``done`` says -> the object, None when it is gone."""
        return context.wait(self.called(have), lambda: self.fetch(context, have[self.id_field]), done, self.pace(context))

    def pace(self, context):
        """Hook: seconds between two looks, when ``fetch`` spares the API by itself."""

    def explained(self, context, have):
        """An object that failed with the API's explanation where ``status.fault`` says; any other as it is."""
        failed = have is not None and self.status.of(have) in self.status.fail and not self.status.why(have)
        why = self.reason(context, have) if failed else ""
        return dict(have, **{self.status.fault: why}) if why else have

    def reason(self, context, have):
        """Hook: why an object is not what it should be, in the API's words; "" when it does not say."""
        return self.status.why(have)

    def is_gone(self, have):
        if have is not None and self.status.of(have) in self.status.fail:
            raise CloudError(
                "%s could not be deleted: it is in status %s. %s" % (self.called(have), self.status.of(have), self.status.why(have))
            )
        return have is None or self.status.of(have) in self.status.gone

    def settled(self, context, have):
        """Wait until an object is ready -> the object. Raises CloudError with the API's own fault when it fails."""
        if not self.status or self.status.of(have) in self.status.ok:
            return have
        misses = []

        def done(now):
            misses.append(now is None)
            return (now is not None or sum(misses) > FRESH_MISSES) and self.is_ready(self.explained(context, now))

        return self.watch(context, have, done)

    def is_busy(self, have):
        """Whether the service is at work on an object; of one without a status nobody knows."""
        return bool(self.status and self.status.busy(have))

    def is_ready(self, have):
        if have is None:
            raise CloudError("The %s is gone: something else removed it" % self.label)
        if self.status.of(have) in self.status.fail:
            raise CloudError(
                "%s ended in status %s: %s" % (self.called(have), self.status.of(have), self.status.why(have) or "the API gives no reason")
            )
        return self.status.of(have) in self.status.ok

    def store_parts(self, context, have, given):
        for name, part in given.items():
            if isinstance(part, f.Part):
                current = context.parts[name] if name in context.parts else part.load(context, have)
                if not self.known_to_agree(context, part, current, context.params[name]):
                    part.store(context, have, current, context.params[name])
        return have

    @staticmethod
    def known_to_agree(context, field, current, wanted):
        """Whether a new object has what the task declares. What the service chose for it may be anything."""
        return current is not UNKNOWN and field.agrees(current, wanted, context)

    def called(self, have):
        return "%s %s" % (self.label, (have or {}).get(self.name_field) or (have or {}).get(self.id_field) or "")

    # -- the task ---------------------------------------------------------------------------------------------------------

    def execute(self, session, params, context=None):
        """Bring the object to what the task declares -> the task's result. Raises CloudError. ``context``: one that was made for it."""
        if context is not None:
            return self.executed(context, params)
        for _attempt in range(VANISHINGS):
            context, told = Context(session, params, self), len(session.warnings)
            context.undone = len(session.writes)
            try:
                return self.executed(context, params)
            except CloudError as error:
                if not self.looked_up_in_vain(context, error):
                    raise
            del session.warnings[told:]
        return self.executed(Context(session, params, self), params)

    @staticmethod
    def looked_up_in_vain(context, error):
        """Whether the first write of a task failed because something new that it had found is gone again, as of two namesakes one goes."""
        session = context.session
        began = session.dry_run or len(session.writes) > context.undone or error.status != 404 or error.method in (None, "GET", "HEAD")
        return not began and context.params.get("state") != "absent" and (bool(context.fresh) or is_new(context.found))

    def executed(self, context, params):
        doing = "look up"
        try:
            self.must_be_kept(params.get(self.key_option))
            have = context.found = self.declared(context)
            before = self.shown(context, have)
            doing = self.doing(params, have)
            now = self.reconcile(context, have)
        except CloudError as error:
            what = "%s '%s'" % (self.label, params[self.key_option]) if params.get(self.key_option) else self.label
            raise error.about("Cannot %s %s" % (doing, what)) from None
        return self.outcome(context, have, before, now)

    def must_be_kept(self, name):
        """CloudError for a name that the API would make another one of: the object would never be found under it."""
        if self.trims and name is not None and name != name.strip():
            raise CloudError("`%s` begins or ends with a space, which this API cuts off" % self.key_option, hint="Leave the space out")

    def doing(self, params, have):
        """What a task does to an object, in one word for its errors."""
        return "remove" if params["state"] == "absent" else "change" if have else "create"

    def reconcile(self, context, have):
        """The object after the task; None when it shall not exist."""
        if context.params["state"] == "absent":
            if have is not None:
                self.delete(context, have)
            return None
        if have is None:
            return self.made(context)
        return self.converge(context, have)

    def made(self, context):
        """A new object -> the object; when somebody else makes it at the same time, theirs, as the task declares it."""
        for _attempt in range(CREATIONS):
            context.made, whole = None, len(context.session.writes) == context.undone
            try:
                return self.create(context)
            except GaveWay:
                if whole:
                    context.undone = len(context.session.writes)
                have = context.found = self.declared(context)
            except CloudError as error:
                if error.status not in (400, 409) or error.method != "POST" or context.made or context.session.dry_run:
                    raise
                have = self.made_by_others(context)
                if have is None:
                    raise
            if have is not None:
                return self.converge(context, have)
        raise CloudError("Others make and remove it at the same time, %d times in a row" % CREATIONS, service=self.service)

    def made_by_others(self, context):
        """Hook: what a refused creation found there already, or None."""
        return self.declared(context)

    def converge(self, context, have):
        """Make an existing object agree with the task's fields, by as few requests as it takes."""
        given = self.given(context.params)
        changed = [name for name, field in given.items() if not field.parent and not self.agrees(context, have, name, field)]
        if changed and context.params["state"] == "replace":
            return self.replaced(context, have)
        self.refuse_frozen(context, have, [name for name in changed if self.mode(context, name) == f.FROZEN])
        for name in changed:
            if self.mode(context, name) == f.DRIFT:
                self.report_drift(context, have, name)
        plain = (name for name in changed if not isinstance(self.fields[name], f.Part))
        body = [name for name in plain if self.mode(context, name) == f.IN_PLACE and self.fields[name].body]
        if body:
            have = self.update(context, have, self.body(context, body))
        if self.is_busy(have) and context.waits:  # also what an earlier task did not wait for
            have = self.settled(context, have)
        return self.store_parts(context, have, {name: given[name] for name in changed if self.mode(context, name) == f.IN_PLACE})

    def mode(self, context, name):
        """What becomes of a difference in a field: a DRIFT is dealt with when the option is set that asks for it."""
        field = self.fields[name]
        return f.IN_PLACE if field.asked_by and context.params.get(field.asked_by) else field.update

    def replaced(self, context, have):
        """Delete an object and create it anew as the task declares it."""
        if str(context.params.get(self.key_option)) == str(have.get(self.id_field)):
            context.params = dict(context.params, **{self.key_option: have.get(self.name_field)})
        self.delete(context, have)
        return self.made(context)

    def agrees(self, context, have, name, field):
        if name == self.key_option and str(context.params[name]) == str(have.get(self.id_field)):
            return True  # found by its id: that is not what it shall be called
        current = field.read(have)
        if isinstance(field, f.Part):
            if name not in context.parts:
                context.parts[name] = field.load(context, have)
            current = context.parts[name]
        return current is UNKNOWN or field.write_only or field.agrees(current, context.params[name], context)

    def refuse_frozen(self, context, have, names):
        if names:
            parts = [
                "%s is %r, asked for is %r"
                % (name, self.fields[name].shown(self.fields[name].read(have)), self.fields[name].shown(context.params[name]))
                for name in names
            ]
            way = "set `state: replace` to remove and create it" if "replace" in self.states else "remove and create it"
            raise CloudError(
                "; ".join(parts),
                service=self.service,
                hint="No call changes that on an existing %s: %s, or leave the option out" % (self.label, way),
            )

    def report_drift(self, context, have, name):
        field = self.fields[name]
        entry = {"option": name, "now": field.shown(field.read(have)), "wanted": field.shown(context.params[name]), "remedy": field.remedy}
        context.drift.append(entry)
        context.session.warnings.append(
            "%s: %s is %s, not %s as declared; it is left alone. %s"
            % (self.called(have), name, entry["now"], entry["wanted"], field.remedy or "")
        )

    # -- the result -------------------------------------------------------------------------------------------------------

    def shown(self, context, have):
        """The object as a diff's left side: the declared fields, or for a removal all the fields there are."""
        if have is None:
            return {}
        fields = self.fields if context.params["state"] == "absent" else self.given(context.params)
        view = {}
        for name, field in fields.items():
            if isinstance(field, f.Option) or field.parent:
                continue
            current = field.read(have)
            if context.params["state"] != "absent":
                agrees = self.agrees(context, have, name, field)
                current = context.params[name] if agrees else field.beside(context.parts.get(name, current), context.params[name], context)
            if current is not None:
                view[name] = current if current is UNKNOWN else field.shown(current)
        return dict(view, id=have.get(self.id_field)) if context.params["state"] == "absent" else view

    def outcome(self, context, have, before, now):
        after = {}
        if now is not None:
            left = {entry["option"] for entry in context.drift}
            after = {
                name: before.get(name) if name in left else field.shown(context.params[name])
                for name, field in self.given(context.params).items()
                if not field.parent and not (name in left and name not in before)
            }
        result = {"changed": bool(context.session.writes), self.result_key: self.returned(now), "diff": {"before": before, "after": after}}
        result.update(dict.fromkeys(self.also, result[self.result_key]))
        if now is not None:
            result["id"] = now.get(self.id_field)
            if "{" not in self.path and now.get(self.name_field) and self.owner(now) in (None, self.own(context)):
                context.learned(named(self, now.get(self.name_field)), result["id"])
        if context.drift:
            result["drift"] = context.drift
        return result
