# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Context: the session, the options and the resolved names of one task, for the fields and hooks of a table."""

from __future__ import annotations

import json
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.effects import Effects
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing

FRESH_PAUSES = (0.5, 1, 2)  # seconds before a request for a new object is repeated: another API server may not see the object yet


class Context:
    """What a field or a hook uses while a task runs. A Resource creates one for each task.

    session: Session. params: the task's options. resource: the Resource that the task is about.
    fresh: ids by name_key(), and other answers that hold for the whole task; shared by ``at()``.
    parts: values that the hooks of one resource keep for each other: what a Part has loaded, by the option's name, and entries of a
    service's own, whose keys must not be names of options.
    drift: differences that are reported and not applied, as dicts with "option", "now", "wanted" and "remedy".
    found: the object as it was before the task, or None. created_id: the id of the object that the task has created, or None.
    base_path: the path of the collection while objects are looked for below parents whose names an earlier task resolved, else None.
    undone: the number of the session's writes when the task began, and after each creation that was withdrawn.
    contested: whether the object that a look-up finds next may still be removed in favor of another one.
    """

    def __init__(self, session, params, resource):
        self.session, self.params, self.resource = session, params, resource
        self.drift = []
        self.fresh = session.resolved.state() if getattr(session, "resolved", None) else {}
        self.parts = {}
        self.created_id = None
        self.found = self.base_path = None
        self.undone = 0
        self.contested = False

    def at(self, resource):
        """The context of the same task for another resource. It has parts of its own."""
        other = Context(self.session, self.params, resource)
        other.fresh, other.drift, other.created_id = self.fresh, self.drift, self.created_id
        return other

    def call(self, method, path, **rest):
        """Send one request to the resource's service -> the JSON body of the answer. Raises CloudError.

        ``rest``: arguments of ``Session.request``.
        """
        rest.setdefault("microversion", self.resource.microversion)
        rest["headers"] = {**self.resource.headers(self), **(rest.get("headers") or {})}
        for seconds in FRESH_PAUSES if self.created_id and str(self.created_id) in path + str(rest.get("json")) else ():
            try:
                return self.session.request(self.resource.service, method, path, **rest).body
            except CloudError as error:
                if error.status != 404:
                    raise
            self.session.sleep(seconds)
        return self.session.request(self.resource.service, method, path, **rest).body

    def path(self, have, suffix=""):
        """The path of an object of the resource, with ``suffix``."""
        return self.resource.item_path(self, self.resource.id_of(have)) + suffix

    def act(self, have, action, sent=None, part=None, **rest):
        """Carry out an action on an object, as its table declares it -> the JSON body of the answer.

        ``action``: the name of one that is a POST of {name: ``sent``} to the object's /action; or the method and the end of the path of
        another request, such as "PUT /metadata", with ``sent`` as its body; a path with two slashes in front does not begin at the object.
        ``part``: what the {} in such a path stands for.
        """
        method, _space, suffix = action.rpartition(" ")
        suffix, body = (suffix.replace("{}", quote(str(part), safe="")), sent) if method else ("/action", {action: sent})
        effects = self.resource.action_effects(self, have, action, part if sent is None else sent)
        path = suffix[1:] if suffix.startswith("//") else self.path(have, suffix)
        return self.call(method or "POST", path, json=body, effects=effects, **rest)

    def apply(self, have, action, sent=None, part=None, **rest):
        """Carry out an action -> the object with the attributes that the action sets."""
        now = self.resource.predict_action(self, have, action, part if sent is None else sent)
        self.act(have, action, sent, part, **rest)
        return dict(have, **now)

    def write_part(self, have, method, suffix, makes, at="", **rest):
        """A write below an object that sets attributes of the object, or of what is at ``at`` below it -> the JSON body of the answer.
        For the parts that have requests of their own."""
        return self.call(method, self.path(have, suffix), effects=Effects(makes, at=self.path(have, at)), **rest)

    def resolve(self, target, value, within=None):
        """The id of another object that is given by name or id. A name is looked up once in a task.

        target: the Resource of that object. within: filters for its listing. Raises Missing when there is no such object, CloudError when
        there are several.
        """
        if target.is_id(value):
            return value
        key = name_key(target, value, within)
        if key not in self.fresh:
            self.remember(key, self.look_up_once(target, value, key, lambda: target.id_of(target.get(self.at(target), value, within))))
        return self.fresh[key]

    def look_up_once(self, target, value, key, look):
        """What ``look()`` returns: once in a task, and once for all operations of a task that declares many objects, unless one of these
        objects may be what is looked up. ``value``: of the option that stands for an object of ``target``. Raises what ``look`` raises."""
        if key not in self.fresh:
            shared = getattr(self.session, "resolved", None)
            self.fresh[key] = shared.find(target.kind, value, key, look) if shared else look()
        return self.fresh[key]

    def resolve_all(self, target, values):
        """The ids of several objects that are given by names or ids. One listing finds them all if the API takes several names."""
        unknown = [value for value in values if not target.is_id(value) and name_key(target, value) not in self.fresh]
        if target.names_repeat and len(unknown) > 1:
            found = list(target.list(self.at(target), target.name_query(unknown)))
            for value in unknown:
                matching = [have for have in found if have[target.name_field] == value]
                chosen = target.get(self.at(target), value) if len(matching) > 1 else target.choose_one(self, matching, value)
                self.remember(name_key(target, value), target.id_of(chosen))
        return [self.resolve(target, value) for value in values]

    def remember(self, key, identifier):
        """Keep the id of a name, for this task and for the later ones of the run."""
        self.fresh[key] = identifier
        with self.session.lock:
            names = self.session.get_cached("names", {})
            if names.get(key) != identifier:
                self.session.set_cached("names", dict(names, **{key: identifier}))

    def forget(self, identifier):
        """Forget the names of an object that was removed."""
        with self.session.lock:
            names = self.session.get_cached("names", {})
            kept = {key: known for key, known in names.items() if known != identifier}
            if len(kept) < len(names):
                self.session.set_cached("names", kept)

    @property
    def remembered(self):
        """This context with the names as earlier tasks of the run resolved them. It sends no request to resolve a name."""
        return RememberedNames(self.session, self.params, self.resource)

    def prefer_remembered_names(self, resolve, look=None, enough=bool):
        """What ``look`` finds by names that earlier tasks of the run resolved if that is ``enough``, else by names resolved again.

        A remembered name is good enough to see that nothing has to change. Before anything is written, the name is resolved again.

        resolve: callable (context) -> what the names stand for: an id, a path, a query. It resolves names by the context it gets.
        look: callable (context, what ``resolve`` returned) -> the result. The default returns what ``resolve`` returned. It is not
        called again when the names still stand for the same.
        enough: callable (result) -> whether the result by remembered names is final. Raises what ``resolve`` and ``look`` raise.
        """
        look = look or (lambda _names, meaning: meaning)
        names, known = self.remembered, False
        try:
            remembered = resolve(names)
            result = look(names, remembered)
            known = True
        except Missing:
            pass  # a name that no earlier task resolved
        if known and enough(result):
            return result
        meaning = resolve(self)
        return result if known and meaning == remembered else look(self, meaning)

    def remembered_id(self, target, value, within=None):
        """The id of an object that is given by name or id; None for a name that no earlier task of the run resolved."""
        return value if target.is_id(value) else self.session.get_cached("names", {}).get(name_key(target, value, within))

    def is_one_of(self, target, name, identifiers):
        """Whether a name or id stands for one of these objects. Raises Missing when there is no such object."""
        return self.prefer_remembered_names(lambda names: names.resolve(target, name), enough=lambda one: one in identifiers) in identifiers

    def wait(self, what, read, done, pace=None, **rest):
        """Call ``read()`` until ``done(its result)``, at most for the task's `timeout` -> the result. ``what``: for the error."""
        return self.session.wait(what, read, self.params.get("timeout") or 180, done, pace, **rest)

    @property
    def waits(self):
        """Whether the task waits until what it began is complete."""
        return self.params.get("wait", True)


class RememberedNames(Context):
    """A Context that resolves names as earlier tasks of the run did."""

    def resolve(self, target, value, within=None):
        """The id of an object that is given by name or id. Raises Missing for a name that no earlier task resolved."""
        found = self.remembered_id(target, value, within)
        if found is None:
            raise Missing("'%s' was not looked up yet" % value)
        return found

    def resolve_all(self, target, values):
        return [self.resolve(target, value) for value in values]


def name_key(target, value, within=None):
    """The key under which the id of a name is kept."""
    return json.dumps([target.kind, str(value), sorted((within or {}).items())])
