# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What check mode predicts: the cloud as it was read, plus the writes that were not sent.

Paths are those below a service's endpoint (``/things/ID``). An object that a dry run created has an id that no cloud gives out. Later
reads find it, so that the steps of a playbook build on each other. A prediction is seen by the logins that would see the real object:
another project or region may have an object of the same name. ``visibility.py`` has what the tables declare of that.
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

PREDICTED = "ffffffff-ffff-4fff-bfff-%s"
PREDICTED_ID = re.compile(r"ffffffff-ffff-4fff-bfff-[0-9a-f]{12}")
IMAGINARY = re.compile("%s|%s|%s" % (PREDICTED_ID.pattern, re.escape(TEXT), re.escape(quote(TEXT, safe=""))))  # in a path or a query
MEMBER_KEYS = ("id", "uuid", "name")  # attributes that may be the last part of the path of a listing's member, the surest first


class Overlay:
    """``state``: what earlier Overlays of the same run predicted of the same cloud. ``region``, ``login``: for which this Overlay predicts
    (any strings). ``access``: callable that gives the Access of the user, None when it is not known.
    """

    def __init__(self, state=None, region="", login="", access=lambda: None):
        self.region, self.login, self.access = region, login, access
        entries = {tuple(json.loads(key)): entry for key, entry in (state or {}).items()}
        self.objects, self._made, self._visibility = {}, set(), {}  # an object that is deleted is None
        for (service, path, *audience), entry in entries.items():
            declared, place = visibility.Visibility(**entry["seen_by"]), (service, path)
            if tuple(audience) == declared.audience(region, login):
                self.objects[place], self._visibility[place] = decode(entry["object"]), declared
                self._made |= {place} if entry["made"] else set()
        self._services = {key[0] for key in entries}
        self._changed = {}  # in the order in which it was noted first
        self._seen = {}

    def state(self):
        """Everything that was predicted here, as JSON, for a later Overlay of the same run."""
        entries = {}
        for place in self._changed:
            declared = self._visibility[place]
            entry = {"object": encode(self.objects[place]), "made": place in self._made, "seen_by": declared.to_dict()}
            entries[json.dumps([*place, *declared.audience(self.region, self.login)])] = entry
        return entries

    def _is_visible(self, place, params):
        """Whether the user's listing with these query parameters would have a predicted object."""
        declared, value, asker = self._visibility[place], self.objects[place], self.access()
        return not asker or not declared.is_hidden(asker, value, params) or self._is_shown(place[0], declared, value, asker.project_id)

    def _is_shown(self, service, declared, value, project_id):
        """Whether an object of another project is visible: by its attributes, by those of its parent, or because access was granted."""
        parent = {}
        if declared.parent:
            attribute, path = declared.parent
            parent = self.known(service, path % value.get(attribute))
        if declared.is_public(value) or declared.is_public(parent):
            return True
        if declared.users:
            path, key, attribute = declared.users
            return project_id in [entry[attribute] for entry in self.known(service, path % value.get("id")).get(key) or ()]
        identifiers = [one["id"] for one in (value, parent) if one.get("id")]
        grants = (made and self._visibility[place].grants_access(made, identifiers, project_id) for place, made in self.objects.items())
        return any(grants)

    def learn(self, service, path, body):
        """Remember the objects in the answer to a read, so that changes of them can be predicted."""
        for items in body.values() if isinstance(body, dict) else ():
            for item in items if isinstance(items, list) else ():
                identifier = item.get("id") if isinstance(item, dict) else None
                place = service, "%s/%s" % (collection(path), identifier)
                if identifier and self.objects.get(place, item) is not None:  # unless it is predicted to be removed
                    self._seen[place] = item
        if isinstance(body, dict):
            inner = list(body.values())
            self._seen[service, path] = inner[0] if len(inner) == 1 and isinstance(inner[0], dict) else body

    def write(self, service, method, path, body, key=None, effects=None):
        """The answer to a write that is not sent: a JSON body. ``path``: that of the object of the write. The Effects on others are not
        noted here."""
        effects = effects or Effects()
        makes = effects.makes() if callable(effects.makes) else effects.makes
        if not key and makes is None and method == "POST" and not effects.listed_by:
            key = envelope(body)
        inner = body.get(key) if key and isinstance(body, dict) else body
        if effects.listed_by:
            made = self._write_member(service, method, path, inner, makes, *effects.listed_by)
        elif makes is not None:
            made = self._put_change(service, path, makes)
        else:
            made = self._put_body(service, method, path, inner)
        return {key: copy.deepcopy(made)} if key and made is not None else copy.deepcopy(made)

    def _put_change(self, service, path, makes):
        """Note the attributes that an object gets, or that it is GONE -> the object."""
        if makes is GONE:
            return self._put(service, path, None)
        if not makes:
            return {}
        if path.endswith("/"):
            made = dict(self._owned(service, path, makes), id=new_id())
            path += made["id"]
        else:
            made = dict(self.known(service, path), **makes)
        self._put(service, path, made)
        return made

    def _put_body(self, service, method, path, inner):
        """Note what the body of a write says -> the object."""
        if method == "DELETE":
            made = self._put(service, path, None)
        elif method == "POST" and protocols.of(service).is_action(path):  # which creates no object
            made = {}
        elif method == "POST":
            made = self._owned(service, path, inner if isinstance(inner, dict) else {})
            made["id"] = made.get("id") or new_id()
            self._put(service, "%s/%s" % (path, made["id"]), made)
        else:
            known = self.known(service, path)
            made = json_patched(known, inner) if isinstance(inner, list) else dict(known, **(inner if isinstance(inner, dict) else {}))
            self._put(service, path, made)
        return made

    def note_change(self, service, path, change):
        """Note what a write elsewhere makes of an object: its changed attributes, those of a New one, or GONE. A change of what was never
        seen says too little."""
        known = self.known(service, path)
        if change is GONE:
            self._put(service, path, None)
        elif known or isinstance(change, New):
            self._put(service, path, dict(known, **change) if known else self._owned(service, path.rsplit("/", 1)[0], dict(change)))

    def _write_member(self, service, method, path, body, makes, place, attribute):
        """Write an object that another one, at ``place``, lists under ``attribute``. ``makes``: what is created, or a list of such."""
        owner = self.known(service, place)
        members = list(owner.get(attribute) or [])
        if method == "POST":
            made = [dict(one, id=one.get("id") or new_id()) for one in (makes if isinstance(makes, list) else [makes or body])]
            for one in made:
                self._put(service, "%s/%s" % (path, one["id"]), one)
            members += made
            answer = made if isinstance(makes, list) else made[0]
        else:
            identifier = unquote(path.rsplit("/", 1)[1])
            change = None if method == "DELETE" else body
            answer = None if change is None else dict(self.known(service, path), **change)
            self._put(service, path, answer)
            members = [dict(one, **(change or {})) if one.get("id") == identifier else one for one in members]
            members = [one for one in members if change is not None or one.get("id") != identifier]
        self._put(service, place, dict(owner, **{attribute: members}))
        return answer

    def _owned(self, service, path, body):
        """A new object with the project that the service would note in it."""
        asker = self.access()
        return visibility.of(service, path).with_owner(body, asker.project_id if asker else None)

    def known(self, service, path):
        """The object at a path as it is predicted, or as it was read; {} if it is neither."""
        have = self.objects.get((service, path))
        return copy.deepcopy(have if have is not None else self._seen.get((service, path), {}))

    def _put(self, service, path, value):
        place = service, path
        if value is not None and self.known(*place) == {}:
            self._made.add(place)
        self._note_visibility(place)
        if value is None:
            self._seen.pop(place, None)
            for other in [other for other in self.objects if other[0] == service and other[1].startswith(path + "/")]:
                self.objects[other] = None  # the parts of a removed object
                self._changed[other] = True
        self.objects[place] = copy.deepcopy(value)
        self._changed[place] = True

    def _note_visibility(self, place):
        """Keep the declaration with the prediction: a later task may not have the table that declares it."""
        if place not in self._visibility:
            self._visibility[place] = visibility.of(*place)

    def item(self, service, path):
        """(known, object) for the read of one object; known is false when the read must be sent to the cloud."""
        if (service, path) in self.objects:
            return True, copy.deepcopy(self.objects[service, path])
        place, _slash, attribute = path.rpartition("/")
        if attribute in (self.objects.get((service, place)) or {}):  # an attribute that has a path of its own, such as metadata
            return True, {attribute: copy.deepcopy(self.objects[service, place][attribute])}
        return self._below_predicted(service, path), None

    def _below_predicted(self, service, path):
        """Whether a path is that of an object that exists only as a prediction, or below it."""
        parts = path.split("/")
        return bool(IMAGINARY.search(path)) or any((service, "/".join(parts[:size])) in self._made for size in range(2, len(parts)))

    def is_only_predicted(self, service, path, params=None):
        """Whether a listing can have only predicted members: its path or its query names only objects that exist as predictions."""
        wanted = [value if isinstance(value, (list, tuple)) else [value] for value in (params or {}).values()]
        return self._below_predicted(service, path) or any(values and not self.known_to_cloud(values) for values in wanted)

    @staticmethod
    def known_to_cloud(values):
        """The values of a query without the ids of predicted objects, which the cloud does not know."""
        return [value for value in values if not IMAGINARY.search(str(value))]

    def has_predictions(self, service):
        """Whether anything of a service was predicted, by any login of the run."""
        return service in self._services or any(place[0] == service for place in self.objects)

    def with_predicted_members(self, service, path, body, params):
        """The body of a listing, with the predictions about its members."""
        lists = (
            [key for key, value in body.items() if isinstance(value, list) and not key.endswith("links")] if isinstance(body, dict) else []
        )
        return dict(body, **{lists[0]: list(self.merge_listing(service, path, body[lists[0]], params))}) if len(lists) == 1 else body

    def merge_listing(self, service, path, items, params=None, member_name=None):
        """The members of a listing that the cloud gave, with the predictions about them. ``member_name``: callable that gives the last
        part of a member's path."""
        base, query = collection(path) + "/", protocols.of(service).query
        mine = {
            unquote(place[1][len(base) :]): place
            for place in self.objects
            if place[0] == service and place[1].startswith(base) and "/" not in place[1][len(base) :]
        }
        for item in items:
            names = [member_name(item)] if member_name else [item.get(key) for key in MEMBER_KEYS] if isinstance(item, dict) else []
            name = next((str(name) for name in names if str(name) in mine), None)
            have = item if name is None else self.objects[mine.pop(name)]
            if have is not None:
                yield copy.deepcopy(have)
        for place in mine.values():
            value = self.objects[place]
            # an object that exists and was changed is a member only if the query names an attribute of the change
            asked = place in self._made or any(name in (value or {}) for name in params or ())
            if value is not None and asked and matches(value, params or {}, query) and self._is_visible(place, params or {}):
                yield copy.deepcopy(value)


def new_id():
    """An id for a predicted object."""
    return PREDICTED % secrets.token_hex(6)


def envelope(body):
    """The only key of a body, if its value is an object."""
    return next(iter(body)) if isinstance(body, dict) and len(body) == 1 and isinstance(next(iter(body.values())), dict) else None


def collection(path):
    """The path below which the members of a listing are: a listing with details may have a path of its own."""
    return path[: -len("/detail")] if path.endswith("/detail") else path


def matches(item, params, query=protocols.QUERY):
    """Whether a listing with these query parameters would have a predicted object. ``query``: how the service understands them."""
    for name, wanted in params.items():
        if name in query.options or wanted is None:
            continue
        name = query.attributes.get(name, name)
        wanted = [value if value is UNKNOWN else _sent(value) for value in (wanted if isinstance(wanted, (list, tuple)) else [wanted])]
        have = _attribute(item, name)
        if have is UNKNOWN or UNKNOWN in wanted:
            continue
        if have is None:
            if name not in query.filled_in and not set(map(str.lower, wanted)) & {"false", "none", ""}:
                return False
        elif isinstance(have, list):
            if not all(_contains(have, value, query) for value in wanted):
                return False
        elif not any(value in have if isinstance(have, dict) else _equals(name, have, value, query) for value in wanted):
            return False
    return True


def _attribute(item, name):
    """An attribute by its name, which may be a dotted path."""
    if name in item or "." not in name:
        return item.get(name)
    first, _dot, rest = name.partition(".")
    return _attribute(item[first], rest) if isinstance(item.get(first), dict) else None


def _sent(value):
    """A query parameter as it is in a URL."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _equals(name, have, wanted, query):
    if name in query.patterns and wanted.startswith("^") and wanted.endswith("$"):
        return re.fullmatch(wanted, str(have)) is not None
    return wanted in (str(have), str(have).lower()) or bool(query.equals) and wanted == "%s%s" % (query.equals, have)


def _contains(have, wanted, query):
    """Whether a list has a value, or all of several in one text, or a member with this attribute."""
    if have and isinstance(have[0], dict):
        if not query.assignment:
            return False
        key, _sign, value = wanted.partition(query.assignment)
        return any(item.get(key) is UNKNOWN or str(item.get(key)) == value for item in have)
    values = wanted.split(query.separator) if query.separator else [wanted]
    return set(values) <= set(map(str, have))


def json_patched(target, operations):
    """``target`` after a list of JSON-patch operations (RFC 6902: add, replace, remove)."""
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
