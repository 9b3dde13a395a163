# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Overlay: the predictions of check mode. It combines the objects that were read with the effects of writes that were not sent.

Paths are below a service's endpoint (``/things/ID``). A created object has an id with a prefix that no cloud uses. Later requests, also
those of later tasks, find the predicted objects. A prediction is visible to the logins that would see the real object, since another
project or region may have an object with the same name. Tables declare that with ``visibility.py``.
"""

from __future__ import annotations

import copy
import json
import re
import secrets
from urllib.parse import quote, unquote

from ansible_collections.stratus.openstack.plugins.module_utils import protocols, visibility
from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, Effects, New
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import TEXT, UNKNOWN, decode, encode

ID_FORMAT = "ffffffff-ffff-4fff-bfff-%s"
PREDICTED_ID = re.compile(r"ffffffff-ffff-4fff-bfff-[0-9a-f]{12}")
# what a path or a query contains if it names an object that exists only as a prediction
ONLY_PREDICTED = re.compile("%s|%s|%s" % (PREDICTED_ID.pattern, re.escape(TEXT), re.escape(quote(TEXT, safe=""))))
MEMBER_KEYS = ("id", "uuid", "name")  # attributes that can be the last part of a member's path, in the order of preference


class Overlay:
    """The predictions for one cloud that a login in a region sees.

    ``state``: the merged ``state()`` of earlier Overlays of the same run and cloud, or None. ``region``, ``login``: any strings that
    identify them. ``access``: callable () -> the Access of the user, None if it is not known.

    Attribute ``objects``: the predicted objects by (service, path), None for an object that is deleted.
    """

    def __init__(self, state=None, region="", login="", access=lambda: None):
        self.region, self.login, self.access = region, login, access
        entries = {tuple(json.loads(key)): entry for key, entry in (state or {}).items()}
        self.objects, self._created, self._visibility = {}, set(), {}  # _created: the places of objects that exist only as predictions
        for (service, path, *audience), entry in entries.items():
            declared, place = visibility.Visibility(**entry["seen_by"]), (service, path)
            if tuple(audience) == declared.audience(region, login):
                self.objects[place], self._visibility[place] = decode(entry["object"]), declared
                self._created |= {place} if entry["is_created"] else set()
        self._services = {key[0] for key in entries}
        self._changed = {}  # a dict as an ordered set of places: state() lists them in the order of their first change
        self._read = {}  # the objects that were read, by (service, path)

    def state(self):
        """The predictions that this Overlay has added, as a dict that can be stored as JSON, for later Overlays of the same run."""
        entries = {}
        for place in self._changed:
            declared = self._visibility[place]
            entry = {"object": encode(self.objects[place]), "is_created": place in self._created, "seen_by": declared.to_dict()}
            entries[json.dumps([*place, *declared.audience(self.region, self.login)])] = entry
        return entries

    def _is_visible(self, place, params):
        """Whether a listing of the user with these query parameters shows the predicted object at a place, (service, path)."""
        declared, value, asker = self._visibility[place], self.objects[place], self.access()
        return not asker or not declared.is_hidden(asker, value, params) or self._is_shown(place[0], declared, value, asker.project_id)

    def _is_shown(self, service, declared, value, project_id):
        """Whether an object of another project is visible to a project: it or its parent is public, or access is granted."""
        parent = {}
        if declared.parent:
            attribute, path = declared.parent
            parent = self.known(service, path % value.get(attribute))
        if declared.is_public(value) or declared.is_public(parent):
            return True
        if declared.users:
            path, key, attribute = declared.users
            return project_id in [entry[attribute] for entry in self.known(service, path % value.get("id")).get(key) or ()]
        identifiers = [have["id"] for have in (value, parent) if have.get("id")]
        grants = (have and self._visibility[place].grants_access(have, identifiers, project_id) for place, have in self.objects.items())
        return any(grants)

    def learn(self, service, path, body):
        """Keep the objects in the JSON body of an answer, so that changes of them can be predicted."""
        for items in body.values() if isinstance(body, dict) else ():
            for item in items if isinstance(items, list) else ():
                identifier = item.get("id") if isinstance(item, dict) else None
                place = service, "%s/%s" % (collection(path), identifier)
                if identifier and self.objects.get(place, item) is not None:  # not an object that is predicted to be removed
                    self._read[place] = item
        if isinstance(body, dict):
            inner = list(body.values())
            enclosed = inner and isinstance(inner[0], dict) and all(other == inner[0] for other in inner)  # in one envelope or several
            self._read[service, path] = inner[0] if enclosed else body

    def write(self, service, method, path, body, key=None, effects=None):
        """Predict a write -> the JSON body of the answer. ``path``: of the object that is written, or of the listing that gets a new one.

        ``effects``: Effects. The caller passes its ``others`` to ``note_change``.
        """
        effects = effects or Effects()
        makes = effects.makes() if callable(effects.makes) else effects.makes
        if not key and makes is None and method == "POST" and not effects.listed_by:
            key = envelope(body)
        inner = body.get(key) if key and isinstance(body, dict) else body
        if effects.listed_by:
            have = self._write_member(service, method, path, inner, makes, *effects.listed_by)
        elif makes is not None:
            have = self._apply_effect(service, path, makes)
        else:
            have = self._apply_body(service, method, path, inner)
        return {key: copy.deepcopy(have)} if key and have is not None else copy.deepcopy(have)

    def _apply_effect(self, service, path, makes):
        """Predict the object at a path by the ``makes`` of Effects -> the object, None if it is GONE."""
        if makes is GONE:
            return self._store(service, path, None)
        if not makes:
            return {}
        if path.endswith("/"):
            have = dict(self._with_owner(service, path, makes), id=new_id())
            path += have["id"]
        else:
            have = dict(self.known(service, path), **makes)
        self._store(service, path, have)
        return have

    def _apply_body(self, service, method, path, inner):
        """Predict an object by the method and the body of a write -> the object, None if it is deleted, {} for an action."""
        if method == "DELETE":
            have = self._store(service, path, None)
        elif method == "POST" and protocols.of(service).is_action(path):  # which creates no object
            have = {}
        elif method == "POST":
            have = self._with_owner(service, path, inner if isinstance(inner, dict) else {})
            have["id"] = have.get("id") or new_id()
            self._store(service, "%s/%s" % (path, have["id"]), have)
        else:
            before = self.known(service, path)
            changes = inner if isinstance(inner, dict) else {}
            have = apply_json_patch(before, inner) if isinstance(inner, list) else dict(before, **changes)
            self._store(service, path, have)
        return have

    def note_change(self, service, path, change):
        """Predict an object by the effect of a write to another one. ``change``: a dict of the changed attributes, New, or GONE.

        Changed attributes of an object that was not read yet are ignored, since its other attributes are not known.
        """
        before = self.known(service, path)
        if change is GONE:
            self._store(service, path, None)
        elif before or isinstance(change, New):
            after = dict(before, **change) if before else self._with_owner(service, path.rsplit("/", 1)[0], dict(change))
            self._store(service, path, after)

    def _write_member(self, service, method, path, body, makes, place, attribute):
        """Predict a write for an object that another one, at the path ``place``, lists in ``attribute`` -> the object, or the new objects.

        ``makes``: the new object, or a list of new objects; None if ``body`` has the attributes.
        """
        owner = self.known(service, place)
        members = list(owner.get(attribute) or [])
        if method == "POST":
            created = [dict(have, id=have.get("id") or new_id()) for have in (makes if isinstance(makes, list) else [makes or body])]
            for have in created:
                self._store(service, "%s/%s" % (path, have["id"]), have)
            members += created
            answer = created if isinstance(makes, list) else created[0]
        else:
            identifier = unquote(path.rsplit("/", 1)[1])
            change = None if method == "DELETE" else body
            answer = None if change is None else dict(self.known(service, path), **change)
            self._store(service, path, answer)
            members = [dict(have, **(change or {})) if have.get("id") == identifier else have for have in members]
            members = [have for have in members if change is not None or have.get("id") != identifier]
        self._store(service, place, dict(owner, **{attribute: members}))
        return answer

    def _with_owner(self, service, path, body):
        """A new object with the attribute of its project, as the service adds it."""
        asker = self.access()
        return visibility.of(service, path).with_owner(body, asker.project_id if asker else None)

    def known(self, service, path):
        """The object at a path as it is predicted or else as it was read; {} if it was neither predicted nor read, or is deleted."""
        have = self.objects.get((service, path))
        return copy.deepcopy(have if have is not None else self._read.get((service, path), {}))

    def _store(self, service, path, value):
        """Keep a predicted object. None: it is deleted, with all objects below its path."""
        place = service, path
        if value is not None and self.known(*place) == {}:
            self._created.add(place)
        self._keep_visibility(place)
        if value is None:
            self._read.pop(place, None)
            for other in [other for other in self.objects if other[0] == service and other[1].startswith(path + "/")]:
                self.objects[other] = None
                self._changed[other] = True
        self.objects[place] = copy.deepcopy(value)
        self._changed[place] = True

    def _keep_visibility(self, place):
        """Keep the declared Visibility with the prediction: a later task may not have the table that declares it."""
        if place not in self._visibility:
            self._visibility[place] = visibility.of(*place)

    def item(self, service, path):
        """(True, object) for the object at a path, with None if it is predicted not to exist. (False, None): the cloud must be asked."""
        if (service, path) in self.objects:
            return True, copy.deepcopy(self.objects[service, path])
        place, _slash, attribute = path.rpartition("/")
        if attribute in (self.objects.get((service, place)) or {}):  # an attribute that the API shows at a separate path, such as metadata
            return True, {attribute: copy.deepcopy(self.objects[service, place][attribute])}
        return self._below_predicted(service, path), None

    def _below_predicted(self, service, path):
        """Whether an object that exists only as a prediction is at a path or above it."""
        parts = path.split("/")
        return bool(ONLY_PREDICTED.search(path)) or any((service, "/".join(parts[:size])) in self._created for size in range(2, len(parts)))

    def is_only_predicted(self, service, path, params=None):
        """Whether a listing needs no request: its path is below a predicted object, or a query parameter names only predicted objects."""
        listed = [value if isinstance(value, (list, tuple)) else [value] for value in (params or {}).values()]
        return self._below_predicted(service, path) or any(values and not self.known_to_cloud(values) for values in listed)

    def is_created(self, service, path):
        """Whether the object at a path exists only as a prediction."""
        return (service, path) in self._created

    @staticmethod
    def known_to_cloud(values):
        """The values (list) of a query parameter without those that name predicted objects, which do not exist in the cloud."""
        return [value for value in values if not ONLY_PREDICTED.search(str(value))]

    def has_predictions(self, service):
        """Whether there are predictions for objects of a service, by any login of the run."""
        return service in self._services or any(place[0] == service for place in self.objects)

    def with_predicted_members(self, service, path, body, params):
        """The JSON body of a listing, completed by the predictions about its members. Another body is returned as it is."""
        lists = (
            [key for key, value in body.items() if isinstance(value, list) and not key.endswith("links")] if isinstance(body, dict) else []
        )
        return dict(body, **{lists[0]: list(self.merge_listing(service, path, body[lists[0]], params))}) if len(lists) == 1 else body

    def merge_listing(self, service, path, items, params=None, member_name=None):
        """Yield the members of a listing, with the predictions about them.

        ``items``: the members in the answer of the cloud. ``params``: the query parameters. ``member_name``: callable (member) -> the last
        part of the member's path, if that is not one of MEMBER_KEYS.
        """
        base, query = collection(path) + "/", protocols.of(service).query
        predicted = {
            unquote(place[1][len(base) :]): place
            for place in self.objects
            if place[0] == service and place[1].startswith(base) and "/" not in place[1][len(base) :]
        }
        for item in items:
            names = [member_name(item)] if member_name else [item.get(key) for key in MEMBER_KEYS] if isinstance(item, dict) else []
            name = next((str(name) for name in names if str(name) in predicted), None)
            have = item if name is None else self.objects[predicted.pop(name)]
            if have is not None:
                yield copy.deepcopy(have)
        for place in predicted.values():
            value = self.objects[place]
            # an existing object that the cloud did not list becomes a member only if the query names one of its predicted attributes
            possible = place in self._created or any(name in (value or {}) for name in params or ())
            if value is not None and possible and matches(value, params or {}, query) and self._is_visible(place, params or {}):
                yield copy.deepcopy(value)


def new_id():
    """A new id for a predicted object."""
    return ID_FORMAT % secrets.token_hex(6)


def envelope(body):
    """The key of a body that has a single key with an object; else None."""
    return next(iter(body)) if isinstance(body, dict) and len(body) == 1 and isinstance(next(iter(body.values())), dict) else None


def collection(path):
    """The path of a collection: the path of its listing without the suffix for details."""
    return path[: -len("/detail")] if path.endswith("/detail") else path


def matches(item, params, query=protocols.QUERY):
    """Whether a listing with these query parameters shows a predicted object. ``query``: the protocols.Query of the service."""
    for name, wanted in params.items():
        if name in query.options or wanted is None:
            continue
        name = query.attributes.get(name, name)
        wanted = [value if value is UNKNOWN else _to_text(value) for value in (wanted if isinstance(wanted, (list, tuple)) else [wanted])]
        have = _attribute(item, name)
        if have is UNKNOWN or UNKNOWN in wanted:
            continue
        if have is None:
            filled_in = name in query.filled_in and name not in item  # an attribute that is null stays null
            if not filled_in and not set(map(str.lower, wanted)) & {"false", "none", ""}:
                return False
        elif isinstance(have, list):
            if not all(_contains(have, value, query) for value in wanted):
                return False
        elif not any(value in have if isinstance(have, dict) else _equals(name, have, value, query) for value in wanted):
            return False
    return True


def _attribute(item, name):
    """The value of an attribute; None if the object does not have it. ``name``: an attribute, or a dotted path."""
    if name in item or "." not in name:
        return item.get(name)
    first, _dot, rest = name.partition(".")
    return _attribute(item[first], rest) if isinstance(item.get(first), dict) else None


def _to_text(value):
    """A query parameter as it is in a URL."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _equals(name, have, wanted, query):
    """Whether the attribute ``name`` has the value of a query parameter."""
    if name in query.patterns and wanted.startswith("^") and wanted.endswith("$"):
        return re.fullmatch(wanted, str(have)) is not None
    if isinstance(have, bool) and wanted.lower() in ("none", "all"):
        return True  # a query such as is_public=None asks for both values
    return wanted in (str(have), str(have).lower()) or bool(query.equals) and wanted == "%s%s" % (query.equals, have)


def _contains(have, wanted, query):
    """Whether a list fulfils a query parameter: it has all values, or an object with the attribute that the parameter assigns."""
    if have and isinstance(have[0], dict):
        if not query.assignment:
            return False
        key, _sign, value = wanted.partition(query.assignment)
        return any(item.get(key) is UNKNOWN or str(item.get(key)) == value for item in have)
    values = wanted.split(query.separator) if query.separator else [wanted]
    return set(values) <= set(map(str, have))


def apply_json_patch(target, operations):
    """Change a JSON object by a list of JSON-patch operations (RFC 6902: add, replace, remove) -> the object."""
    for operation in operations:
        *parents, last = [part.replace("~1", "/").replace("~0", "~") for part in operation["path"].lstrip("/").split("/")]
        node = target
        for part in parents:
            node = node[int(part)] if isinstance(node, list) else node.setdefault(part, {})
        if isinstance(node, list):
            position = len(node) if last == "-" else int(last)
            node[position : position + (operation["op"] != "add")] = [] if operation["op"] == "remove" else [operation.get("value")]
        elif operation["op"] == "remove":
            node.pop(last, None)
        else:
            node[last] = operation.get("value")
    return target
