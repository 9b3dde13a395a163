# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource: one table per type of object, and the only code that knows `state`.

A Resource finds, lists, creates, updates, deletes and waits; ``execute`` brings an object to what a task declares. Nothing here
knows of check mode: a dry-run session predicts the writes.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import FRESH_PAUSES, Context, name_key
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.lookup import Lookup
from ansible_collections.stratus.openstack.plugins.module_utils.namesakes import GaveWay
from ansible_collections.stratus.openstack.plugins.module_utils.prediction import Prediction
from ansible_collections.stratus.openstack.plugins.module_utils.status import Waiting
from ansible_collections.stratus.openstack.plugins.module_utils.table import NoObject, Table
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

REVISION_TRIES = 5
CREATIONS = 3  # tries to create an object that others create at the same time
VANISHINGS = 6  # times that a task begins again because what it found is gone: on a slow cloud many creators may remove theirs in turn
LOST_LOOKS = (0, 1, 3)  # seconds before each look for an object whose creation was not answered


class Resource(Table, Lookup, Waiting, Prediction):
    """A type of object, as a Table declares it."""

    # -- writing ----------------------------------------------------------------------------------------------------------

    def body(self, context, names):
        """The part of a request that these fields make."""
        return {self.fields[name].api: self.fields[name].wire(context.params[name], context) for name in names}

    def create(self, context):
        """Create the declared object, with its parts, and wait for it -> object."""
        given = self.given(context.params)
        body = self.body(context, [name for name, field in given.items() if field.body and field.create and not field.parent])
        have = self.unwrap(self.post(context, self.complete_body(context, body)))
        if context.waits:
            have = self.wait_until_ready(context, have)
        have = self.store_parts(context, have, given)
        late = [
            name
            for name, field in given.items()
            if field.body and not field.create and not self.agrees_if_known(context, field, field.read(have), context.params[name])
        ]
        return self.update(context, have, self.body(context, late)) if late else have

    def complete_body(self, context, body):
        """Hook: what a create request needs besides the fields."""
        return body

    def post(self, context, body):
        """POST a new object. When the answer is lost, look whether it was made before giving up. Raises GaveWay."""
        try:
            answer = self.submit(context, body)
            made = self.unwrap(answer)
            context.created_id = made.get(self.id_field)
            self.settle_contest(context, made)
            return answer
        except CloudError as error:
            if not (error.maybe_applied or isinstance(error, NoObject)):
                raise
            for seconds in LOST_LOOKS:
                context.session.sleep(seconds)
                made = self.find_declared(context)
                if made is not None:
                    context.created_id = made.get(self.id_field)
                    return self.wrap(made)
            raise

    def post_creation(self, context, body, path, **rest):
        """POST something that creates an object as this body would -> the JSON body of the answer."""
        prediction = self.creation_prediction(context, body) if context.session.dry_run else {}
        return context.call("POST", path, **rest, **prediction)

    def submit(self, context, body, **rest):
        """The request that creates an object -> the answer."""
        return self.post_creation(context, body, self.base_path(context), **{"json": self.wrap(body), "key": self.envelope, **rest})

    def update(self, context, have, body):
        """Change fields of an object -> the object as it is now."""
        headers = {}
        for attempt in range(REVISION_TRIES):
            headers = self.revision_headers(have) or headers
            sent = self.complete_update(have, body)
            try:
                rest = {"predict": self.predict_update(have, sent)} if context.session.dry_run and isinstance(sent, dict) else {}
                rest.update(json=self.wrap(sent), key=self.envelope, headers=headers, of=self.read_path(context, have))
                reply = context.call(self.update_verb, context.path(have), **rest)
                return self.unwrap(reply) if reply else dict(have, **sent)
            except CloudError as error:
                if error.status != 412 or attempt == REVISION_TRIES - 1:
                    raise
                have = self.fetch(context, have[self.id_field])
                if have is None:
                    raise
        return have

    def complete_update(self, have, body):
        """Hook: the body of a change, completed by what the object has."""
        return body

    def delete(self, context, have):
        """Delete an object; that it is gone already is success, unless only the server that answers does not know it yet."""
        for seconds in (*FRESH_PAUSES, None):
            reply = context.session.request(
                self.service,
                "DELETE",
                context.path(have),
                params=self.deletion_query(context),
                microversion=self.microversion,
                of=self.read_path(context, have),
                allow=() if seconds is None else (404,),
            )
            if reply.status != 404 or not self.still_exists(context, have):
                break
            context.session.sleep(seconds)
        self.wait_gone(context, have)

    def still_exists(self, context, have):
        """Whether an object is there, as far as the API says."""
        try:
            return self.fetch(context, have[self.id_field]) is not None
        except CloudError:
            return False

    def deletion_query(self, context):
        """Hook: the query of the DELETE."""
        return {}

    def store_parts(self, context, have, given):
        for name, part in given.items():
            if isinstance(part, f.Part):
                current = context.parts[name] if name in context.parts else part.load(context, have)
                if not self.agrees_if_known(context, part, current, context.params[name]):
                    part.store(context, have, current, context.params[name])
        return have

    @staticmethod
    def agrees_if_known(context, field, current, wanted):
        """Whether a new object has what the task declares. What the service chose for it may be anything."""
        return current is not UNKNOWN and field.agrees(current, wanted, context)

    def describe(self, have):
        return "%s %s" % (self.label, (have or {}).get(self.name_field) or (have or {}).get(self.id_field) or "")

    # -- the task ---------------------------------------------------------------------------------------------------------

    def execute(self, session, params, context=None):
        """Bring the object to what the task declares -> the task's result. Raises CloudError. ``context``: one that was made for it."""
        if context is not None:
            return self.run_task(context, params)
        for _attempt in range(VANISHINGS):
            context, told = Context(session, params, self), len(session.warnings)
            context.undone = len(session.writes)
            try:
                return self.run_task(context, params)
            except CloudError as error:
                if not self.referenced_object_vanished(context, error):
                    raise
            del session.warnings[told:]
        return self.run_task(Context(session, params, self), params)

    def referenced_object_vanished(self, context, error):
        """Whether the first write of a task failed because something new that it had found is gone again, as of two namesakes one goes."""
        session = context.session
        began = session.dry_run or len(session.writes) > context.undone or error.status != 404 or error.method in (None, "GET", "HEAD")
        return not began and context.params.get("state") != "absent" and (bool(context.fresh) or self.is_new(context.found))

    def run_task(self, context, params):
        doing = "look up"
        try:
            self.reject_untrimmed_name(params.get(self.key_option))
            have = context.found = self.find_declared(context)
            before = self.to_diff(context, have)
            doing = self.verb_for(params, have)
            now = self.reconcile(context, have)
        except CloudError as error:
            what = "%s '%s'" % (self.label, params[self.key_option]) if params.get(self.key_option) else self.label
            raise error.about("Cannot %s %s" % (doing, what)) from None
        return self.build_result(context, have, before, now)

    def reject_untrimmed_name(self, name):
        """CloudError for a name that the API would make another one of: the object would never be found under it."""
        if self.trims and name is not None and name != name.strip():
            raise CloudError("`%s` begins or ends with a space, which this API cuts off" % self.key_option, hint="Leave the space out")

    def verb_for(self, params, have):
        """What a task does to an object, in one word for its errors."""
        return "remove" if params["state"] == "absent" else "change" if have else "create"

    def reconcile(self, context, have):
        """The object after the task; None when it shall not exist."""
        if context.params["state"] == "absent":
            if have is not None:
                self.delete(context, have)
            return None
        if have is None:
            return self.create_or_adopt(context)
        return self.converge(context, have)

    def create_or_adopt(self, context):
        """A new object -> the object; when somebody else makes it at the same time, theirs, as the task declares it."""
        for _attempt in range(CREATIONS):
            context.created_id, whole = None, len(context.session.writes) == context.undone
            try:
                return self.create(context)
            except GaveWay:
                if whole:
                    context.undone = len(context.session.writes)
                have = context.found = self.find_declared(context)
            except CloudError as error:
                if error.status not in (400, 409) or error.method != "POST" or context.created_id or context.session.dry_run:
                    raise
                have = self.find_created_by_others(context)
                if have is None:
                    raise
            if have is not None:
                return self.converge(context, have)
        raise CloudError("Others make and remove it at the same time, %d times in a row" % CREATIONS, service=self.service)

    def find_created_by_others(self, context):
        """Hook: what a refused creation found there already, or None."""
        return self.find_declared(context)

    def converge(self, context, have):
        """Make an existing object agree with the task's fields, by as few requests as it takes."""
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
        if self.is_busy(have) and context.waits:  # also what an earlier task did not wait for
            have = self.wait_until_ready(context, have)
        return self.store_parts(context, have, {name: given[name] for name in changed if self.mode(context, name) == f.IN_PLACE})

    def mode(self, context, name):
        """What becomes of a difference in a field: a DRIFT is dealt with when the option is set that asks for it."""
        field = self.fields[name]
        return f.IN_PLACE if field.enabled_by and context.params.get(field.enabled_by) else field.update

    def replace(self, context, have):
        """Delete an object and create it anew as the task declares it."""
        if str(context.params.get(self.key_option)) == str(have.get(self.id_field)):
            context.params = dict(context.params, **{self.key_option: have.get(self.name_field)})
        self.delete(context, have)
        return self.create_or_adopt(context)

    def agrees(self, context, have, name, field):
        if name == self.key_option and str(context.params[name]) == str(have.get(self.id_field)):
            return True  # found by its id: that is not what it shall be called
        current = field.read(have)
        if isinstance(field, f.Part):
            if name not in context.parts:
                context.parts[name] = field.load(context, have)
            current = context.parts[name]
        return current is UNKNOWN or field.write_only or field.agrees(current, context.params[name], context)

    def refuse_immutable(self, context, have, names):
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
                current = (
                    context.params[name] if agrees else field.diff_before(context.parts.get(name, current), context.params[name], context)
                )
            if current is not None:
                view[name] = current if current is UNKNOWN else field.to_diff(current)
        return dict(view, id=have.get(self.id_field)) if context.params["state"] == "absent" else view

    def build_result(self, context, have, before, now):
        after = {}
        if now is not None:
            left = {entry["option"] for entry in context.drift}
            after = {
                name: before.get(name) if name in left else field.to_diff(context.params[name])
                for name, field in self.given(context.params).items()
                if not field.parent and not (name in left and name not in before)
            }
        result = {"changed": bool(context.session.writes), self.result_key: self.to_result(now), "diff": {"before": before, "after": after}}
        result.update(dict.fromkeys(self.also, result[self.result_key]))
        if now is not None:
            result["id"] = now.get(self.id_field)
            if "{" not in self.path and now.get(self.name_field) and self.owner(now) in (None, self.current_owner(context)):
                context.remember(name_key(self, now.get(self.name_field)), result["id"])
        if context.drift:
            result["drift"] = context.drift
        return result
