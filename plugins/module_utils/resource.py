# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource: finds, lists, creates, updates and deletes the objects of one table, and waits for them.

``Resource.execute`` brings an object to the state that a task declares. The same code runs in check mode: there the session predicts
the writes.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import FRESH_PAUSES, Context, name_key
from ansible_collections.stratus.openstack.plugins.module_utils.declaration import Declaration
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.lookup import Lookup
from ansible_collections.stratus.openstack.plugins.module_utils.namesakes import GaveWay
from ansible_collections.stratus.openstack.plugins.module_utils.prediction import Prediction
from ansible_collections.stratus.openstack.plugins.module_utils.requirements import Requirements
from ansible_collections.stratus.openstack.plugins.module_utils.status import Waiting
from ansible_collections.stratus.openstack.plugins.module_utils.table import NoObject, Table
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

REVISION_TRIES = 5
CREATIONS = 8  # attempts to create an object that other tasks create at the same time
VANISHINGS = 6  # times that a task starts over because an object that it found is gone; on a slow cloud this happens several times
LOST_LOOKS = (0, 1, 3)  # seconds before each search for an object whose creation was not answered


class Resource(Table, Requirements, Lookup, Waiting, Prediction, Declaration):
    """A type of object, as a Table declares it."""

    # -- writing ----------------------------------------------------------------------------------------------------------

    def body(self, context, names):
        """The part of a request body for these fields, as a dict by the API's names. Raises Missing, CloudError."""
        return {self.fields[name].api: f.convert(self.fields[name], context.params[name], context) for name in names}

    def create(self, context):
        """Create the declared object with its parts, and wait for it -> the object. Raises CloudError, GaveWay."""
        given = self.given(context.params)
        have = self.unwrap(self.post(context, self.creation_body(context)))
        if context.waits:
            have = self.wait_until_ready(context, have)
        have = self.store_parts(context, have, given)
        late = [
            name
            for name, field in given.items()
            if field.body and not field.create and not self.agrees_if_known(context, field, field.read(have), context.params[name])
        ]
        return self.update(context, have, self.body(context, late)) if late else have

    def creation_body(self, context):
        """The body that creates the declared object, without envelope. Raises CloudError when an option is missing."""
        self.require_options(context)
        given = self.given(context.params)
        body = self.body(context, [name for name, field in given.items() if field.body and field.create and not field.parent])
        return self.complete_body(context, body)

    def complete_body(self, context, body):
        """Hook: the body of a creation, completed by what no field gives."""
        return body

    def needs_of(self, context, body):
        """What the creation of an object with this body takes of quotas, as a dict "service.quota" -> number (needs.py)."""
        return {name: need(context, body) if callable(need) else need for name, need in self.needs.items()}

    def before_write(self, context, have):
        """Hook: called before each request that creates, changes or deletes an object. ``have``: None for a creation."""
        self.wait_for_related(context, have)

    def after_write(self, context, have):
        """Hook: called after each such request. ``have``: the object before it, or the new one."""
        if context.waits:
            self.wait_for_related(context, have)

    def wait_for_related(self, context, have):
        """Wait until the object in the field ``waits_for`` is ready for a change. Raises CloudError."""
        if self.waits_for:
            field = self.fields[self.waits_for]
            identifier = field.read(have) if have else field.wire(context.params[field.name], context)
            target = field.target
            target.wait_until_ready(context.at(target), {target.id_field: identifier})

    def post(self, context, body):
        """Create an object -> the answer. Raises CloudError, and GaveWay when another task created the same object at the same time."""
        self.before_write(context, None)
        answer = self.send_creation(context, body)
        self.after_write(context, self.unwrap(answer))
        return answer

    def send_creation(self, context, body):
        """The same without the hooks. If the answer is lost, look whether the object was created."""
        try:
            answer = self.submit(context, body)
            created = self.unwrap(answer)
            context.created_id = self.id_of(created)
            self.settle_contest(context, created)
            return answer
        except CloudError as error:
            if not (error.maybe_applied or isinstance(error, NoObject)):
                raise
            for seconds in LOST_LOOKS:
                context.session.sleep(seconds)
                created = self.find_declared(context)
                if created is not None:
                    context.created_id = self.id_of(created)
                    return self.wrap(created)
            raise

    def post_creation(self, context, body, path, method="POST", **rest):
        """Send a request that creates an object with the attributes in ``body`` -> the JSON body of the answer. Raises CloudError."""
        effects = self.creation_effects(context, body) if context.session.dry_run else None
        return context.call(method, path, effects=effects, **rest)

    def submit(self, context, body, **rest):
        """The request that creates an object -> the answer. Raises CloudError."""
        if self.in_headers:
            method, sent = self.header_request(context, body)
            self.post_creation(context, body, self.item_path(context, self.id_of(body)), method, **{**sent, **rest})
            return self.fetch(context, self.id_of(body)) or body  # another server may not see the new object yet
        path, sent = self.creation_request(context, body)
        return self.post_creation(context, body, path, self.creation_verb, **{**sent, **rest})

    def creation_request(self, context, body):
        """Hook: (path, arguments of Context.call) of the request that creates an object."""
        return self.creation_path or self.base_path(context), {"json": self.wrap_request(body, "create"), "key": self.envelope}

    def header_request(self, context, body, have=None):
        """Hook: (method, arguments of Context.call) of the request that creates an object with attributes in headers, or changes one."""
        headers = {name: str(value) for name, value in body.items() if name != self.id_field}
        return "POST" if have else "PUT", {"headers": headers}

    def update(self, context, have, body, effects=None):
        """Change attributes of an object -> the object as it is then. ``body``: without envelope. Raises CloudError.

        effects: callable that yields the effects on other objects, instead of the hook of that name.
        """
        self.before_write(context, have)
        now = self.send_update(context, have, body, effects)
        self.after_write(context, now)
        return now

    def send_update(self, context, have, body, effects=None):
        """The request that changes an object, repeated when somebody else changed the object -> the object as it is then."""
        headers = {}
        for attempt in range(REVISION_TRIES):
            headers = self.revision_headers(have) or headers
            sent = self.complete_update(have, body)
            try:
                if self.in_headers:
                    verb, sent_as = self.header_request(context, sent, have)
                else:
                    sent_as = {"json": self.wrap_request(sent, "update"), "key": self.envelope, "headers": headers}
                    verb = self.update_verb
                predicted = self.update_effects(context, have, sent, effects) if context.session.dry_run else None
                reply = context.call(verb, context.path(have), effects=predicted, **sent_as)
                if self.in_headers:
                    return self.fetch(context, self.id_of(have)) or have
                return self.unwrap(reply) if reply else dict(have, **sent)
            except CloudError as error:
                if error.status != 412 or attempt == REVISION_TRIES - 1:
                    raise
                have = self.fetch(context, self.id_of(have))
                if have is None:
                    raise
        return have

    def complete_update(self, have, body):
        """Hook: the body of a change, completed by what the object has."""
        return body

    def delete(self, context, have):
        """Delete an object, and wait until it is gone. An object that does not exist any more is a success. Raises CloudError.

        No request is sent for an object that is being removed already.
        """
        if self.is_leaving(have):
            if self.status.of(have) not in self.status.gone:
                self.wait_gone(context, have)
            return
        self.before_write(context, have)
        for seconds in (*FRESH_PAUSES, None):
            reply = self.send_deletion(context, have, allow=() if seconds is None else (404,))
            if reply.status != 404 or not self.still_exists(context, have):
                break
            context.session.sleep(seconds)  # this API server may not see a new object yet
        self.wait_gone(context, have)
        self.after_write(context, have)

    def send_deletion(self, context, have, allow):
        """The request that removes an object -> Reply."""
        method, path, sent = self.deletion_request(context, have)
        rest = {"microversion": self.microversion, "headers": self.headers(context), "allow": allow, **sent}
        return context.session.request(self.service, method, path, effects=self.removal_effects(context, have), **rest)

    def deletion_request(self, context, have):
        """Hook: (method, path, arguments of Session.request) of the request that removes an object."""
        return "DELETE", context.path(have), {"params": self.deletion_query(context)}

    def still_exists(self, context, have):
        """Whether the API still shows an object."""
        try:
            return self.fetch(context, self.id_of(have)) is not None
        except CloudError:
            return False

    def deletion_query(self, context):
        """Hook: the query parameters of the DELETE request, as a dict."""
        return {}

    def store_parts(self, context, have, given):
        """Write the fields with requests of their own that differ -> the object. ``given``: fields by name. Raises CloudError."""
        for name, part in given.items():
            if isinstance(part, f.Part):
                current = context.parts[name] if name in context.parts else part.load(context, have)
                if not self.agrees_if_known(context, part, current, context.params[name]):
                    self.before_write(context, have)
                    part.store(context, have, current, context.params[name])
                    self.after_write(context, have)
        return have

    @staticmethod
    def agrees_if_known(context, field, current, wanted):
        """Whether an object has the value that the task declares. An unknown value never agrees."""
        return current is not UNKNOWN and field.agrees(current, wanted, context)

    def describe(self, have):
        """The type and the name of an object, for messages."""
        return "%s %s" % (self.label, (have or {}).get(self.name_field) or self.id_of(have or {}) or "")

    # -- the task ---------------------------------------------------------------------------------------------------------

    def execute(self, session, params, context=None):
        """Bring the object to the state that the task declares -> the task's result, as a dict. Raises CloudError.

        context: the Context to use; the default is a new one, and a task starts over if an object that it found vanishes.
        """
        if context is not None:
            return self.run_task(context, params)
        for _attempt in range(VANISHINGS):
            context, warnings = Context(session, params, self), len(session.warnings)
            context.undone = len(session.writes)
            try:
                return self.run_task(context, params)
            except CloudError as error:
                if not self.referenced_object_vanished(context, error):
                    raise
            del session.warnings[warnings:]
            session.resolved = None  # what a name stood for may be what has vanished
        return self.run_task(Context(session, params, self), params)

    def referenced_object_vanished(self, context, error):
        """Whether the first write of a task failed because an object that was found before is gone.

        This happens when several tasks create objects with one name: all but one are removed again.
        """
        session = context.session
        first_write_failed = not session.dry_run and len(session.writes) <= context.undone and error.status == 404
        was_write = error.method not in (None, "GET", "HEAD")
        found_something = bool(context.fresh) or self.is_new(context.found, context)
        return first_write_failed and was_write and found_something and context.params.get("state") != "absent"

    def run_task(self, context, params):
        """One attempt of ``execute`` -> the task's result. Raises CloudError that says what the task could not do."""
        doing = "look up"
        try:
            self.reject_untrimmed_name(params.get(self.key_option))
            self.warn_of_ineffective_options(context)
            have = context.found = self.look_up(context)
            doing = self.verb_for(params, have)
            self.require_microversions(context)  # before anything is written; the look-up has found out what the service supports
            before = self.to_diff(context, have)
            now = self.reconcile(context, have)
        except CloudError as error:
            what = "%s '%s'" % (self.label, params[self.key_option]) if params.get(self.key_option) else self.label
            if self.since and error.status == 404 and not context.session.supports(self.service, self.since):
                error = self.too_old(self.label, self.since)
            doing = "use the options of" if isinstance(error, BadOptions) and doing == "look up" else doing
            raise error.about("Cannot %s %s" % (doing, what)) from None
        return self.build_result(context, have, before, now)

    def verb_for(self, params, have):
        """What a task does with an object: a verb for error messages. ``have``: the object as it was found, or None."""
        return "remove" if params["state"] == "absent" else "change" if have else "create"

    def reconcile(self, context, have):
        """Create, change or delete the object as the task declares -> the object, None when it is absent. Raises CloudError."""
        if context.params["state"] == "absent":
            if have is not None:
                self.delete(context, have)
            return None
        if have is None:
            return self.create_or_adopt(context)
        return self.converge(context, have)

    def create_or_adopt(self, context):
        """Create the object -> the object. If another task creates it at the same time, that object is changed as declared instead."""
        for attempt in range(CREATIONS):
            context.created_id, nothing_written = None, len(context.session.writes) == context.undone
            try:
                return self.create(context)
            except GaveWay:
                if nothing_written:
                    context.undone = len(context.session.writes)
                context.created_id, have = None, self.find_remaining(context, attempt)
                context.found = have
            except CloudError as error:
                if error.status not in (400, 409) or error.method != "POST" or context.created_id or context.session.dry_run:
                    raise
                have = self.find_created_by_others(context)
                if have is None:
                    raise
            if have is not None:
                return self.converge(context, have)
        raise CloudError("Others make and remove it at the same time, %d times in a row" % CREATIONS, service=self.service)

    def find_remaining(self, context, attempt):
        """The object in favor of which this task removed its own one; None if it is gone as well and no other task creates one."""
        have = self.find_declared(context)
        if have is None:
            self.pause_before_creation(context, attempt)
            have = self.find_declared(context)
        return have

    def find_created_by_others(self, context):
        """Hook: the existing object because of which the API refused to create one, or None."""
        return self.find_declared(context)

    def converge(self, context, have):
        """Change an existing object to what the task declares, by as few requests as possible -> the object. Raises CloudError."""
        given = self.given(context.params)
        changed = [name for name, field in given.items() if not field.parent and not self.agrees(context, have, name, field)]
        if changed and context.params["state"] == "replace":
            return self.replace(context, have)
        self.refuse_immutable(context, have, [name for name in changed if self.mode(context, name) == f.IMMUTABLE])
        for name in changed:
            if self.mode(context, name) == f.DRIFT:
                self.report_drift(context, have, name)
        plain = (name for name in changed if not isinstance(self.fields[name], f.Part))
        body = [name for name in plain if self.mode(context, name) == f.IN_PLACE and self.fields[name].body]
        if body:
            have = self.update(context, have, self.body(context, body))
        if self.is_busy(have) and context.waits:  # an earlier task may not have waited
            have = self.wait_until_ready(context, have)
        return self.store_parts(context, have, {name: given[name] for name in changed if self.mode(context, name) == f.IN_PLACE})

    def mode(self, context, name):
        """How a difference in a field is handled: IN_PLACE, IMMUTABLE or DRIFT. The option ``enabled_by`` makes a DRIFT IN_PLACE."""
        field = self.fields[name]
        return f.IN_PLACE if field.enabled_by and context.params.get(field.enabled_by) else field.update

    def replace(self, context, have):
        """Delete an object and create it again as the task declares it -> the new object. Raises CloudError."""
        if str(context.params.get(self.key_option)) == str(self.id_of(have)):
            context.params = dict(context.params, **{self.key_option: have.get(self.name_field)})
        self.delete(context, have)
        return self.create_or_adopt(context)

    def agrees(self, context, have, name, field):
        """Whether an object has the value of the option ``name``. Raises Missing, CloudError."""
        if name == self.key_option and str(context.params[name]) == str(self.id_of(have)):
            return True  # the object was found by its id, which is not its new name
        current = field.read(have)
        if isinstance(field, f.Part):
            if name not in context.parts:
                context.parts[name] = field.load(context, have)
            current = context.parts[name]
        wanted = context.params[name]
        return current is UNKNOWN or wanted is UNKNOWN or field.write_only or field.agrees(current, wanted, context)

    def refuse_immutable(self, context, have, names):
        """Raises CloudError if there are options whose values differ and cannot be changed. ``names``: these options."""
        if names:
            parts = [
                "%s is %r, asked for is %r"
                % (name, self.fields[name].to_diff(self.fields[name].read(have)), self.fields[name].to_diff(context.params[name]))
                for name in names
            ]
            way = "set `state: replace` to remove and create it" if "replace" in self.states else "remove and create it"
            raise CloudError(
                "; ".join(parts),
                service=self.service,
                hint="No call changes that on an existing %s: %s, or leave the option out" % (self.label, way),
            )

    def report_drift(self, context, have, name):
        """Report a difference that is not applied: in the result's `drift`, and as a warning."""
        field = self.fields[name]
        entry = {
            "option": name,
            "now": field.to_diff(field.read(have)),
            "wanted": field.to_diff(context.params[name]),
            "remedy": field.remedy,
        }
        context.drift.append(entry)
        context.session.warnings.append(
            "%s: %s is %s, not %s as declared; it is left alone. %s"
            % (self.describe(have), name, entry["now"], entry["wanted"], field.remedy or "")
        )

    # -- the result -------------------------------------------------------------------------------------------------------

    def to_diff(self, context, have):
        """The left side of the diff, as a dict: the declared options; for a removal all options. {} when there is no object."""
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
                current = (
                    context.params[name] if agrees else field.diff_before(context.parts.get(name, current), context.params[name], context)
                )
            if current is not None:
                view[name] = current if current is UNKNOWN else field.to_diff(current)
        return dict(view, id=self.id_of(have)) if context.params["state"] == "absent" else view

    @staticmethod
    def wanted_to_diff(field, value):
        """The value of an option for the right side of a diff; check mode may not know it."""
        return value if value is UNKNOWN else field.to_diff(value)

    def build_result(self, context, have, before, now):
        """The task's result. ``have``, ``now``: the object before and after, or None. ``before``: the left side of the diff."""
        after = {}
        if now is None and not context.session.writes:
            before = {}  # another task has begun the removal
        if now is not None:
            drifted = {entry["option"] for entry in context.drift}
            after = {
                name: before.get(name) if name in drifted else self.wanted_to_diff(field, context.params[name])
                for name, field in self.given(context.params).items()
                if not field.parent and not (name in drifted and name not in before)
            }
        result = {"changed": bool(context.session.writes), self.result_key: self.to_result(now), "diff": {"before": before, "after": after}}
        result.update(dict.fromkeys(self.also, result[self.result_key]))
        if now is not None:
            result["id"] = self.id_of(now)
            if now.get(self.name_field) and self.owner(now) in (None, self.current_owner(context)):
                within = {"id": result["id"]} if self.has_parents else None  # the name alone does not say which one is meant
                context.remember(name_key(self, now.get(self.name_field), within), result["id"])
        elif have is not None:
            context.forget(self.id_of(have))
        if context.drift:
            result["drift"] = context.drift
        return result
