# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What check mode believes: the cloud as read, plus the writes that were not sent.

Paths are those below a service's endpoint (``/networks/ID``). Objects that a dry run created carry an id that no cloud gives
out; they are found again by later reads, so that a flow of several steps predicts as a whole. They are seen by those who would
see the real ones: another project may have its own object of the same name, and another region has its own of everything but identities.
"""

from __future__ import annotations

import copy
import json
import re
import secrets
from urllib.parse import quote, unquote

from ansible_collections.stratus.openstack.plugins.module_utils.unknown import TEXT, UNKNOWN, decode, encode

PREDICTED = "ffffffff-ffff-4fff-bfff-%s"
PREDICTED_ID = re.compile(r"ffffffff-ffff-4fff-bfff-[0-9a-f]{12}")
IMAGINARY = re.compile("%s|%s|%s" % (PREDICTED_ID.pattern, re.escape(TEXT), re.escape(quote(TEXT, safe=""))))  # in a path or a query
GONE = object()  # what a write that removes an object makes of it
MEMBER_KEYS = ("id", "uuid", "name", "volumeId", "port_id")  # what may be the last part of the path of a listing's member, the surest first
# query parameters that are no attributes
NOT_ATTRIBUTES = set(
    "limit marker offset sort sort_key sort_dir fields all_tenants all_projects detail minRam minDisk member_status"
    " effective include_subtree include_names".split()
)
# attributes that the server fills in for an object of the one who asks: what a prediction leaves out of these fits any filter
FILLED_IN = set("project_id tenant_id domain_id user_id owner visibility is_public status availability_zone".split())
# attributes that name the project of an object: the first one is that of a new one
OWNERS = {
    "network": ("project_id", "tenant_id"),
    "image": ("owner",),
    "block-storage": ("os-vol-tenant-attr:tenant_id", "source_project_id"),
}
# what one login makes and others may see, because it belongs to no project or tells its own
SEEN_BY_OTHERS = re.compile(
    r"network /.*|compute /(flavors|os-aggregates|os-migrations)\b.*|image /images/.*"
    r"|block-storage /(types|qos-specs|volumes|volume-transfers)\b.*"
)
SHOWN = (("shared", True), ("router:external", True), ("visibility", "public"), ("visibility", "community"))
PRIVATE = "os-volume-type-access:is_public"  # false: a volume type is seen by administrators and by the projects that may use it
ASKED_OF_OTHERS = set("project_id tenant_id all_tenants all_projects owner".split())


class Overlay:
    """``state``: what earlier Overlays of the same run predicted of the same cloud. ``region``, ``login``: whose this one is (any string).

    ``access``: callable that gives the Access of the one who asks, None when it is not known.
    """

    def __init__(self, state=None, region="", login="", access=lambda: None):
        self.region, self.login, self.access = region, login, access
        entries = {tuple(json.loads(key)): entry for key, entry in (state or {}).items()}
        mine = {key[:2]: entry for key, entry in entries.items() if key[2:] == self._seen_in(*key[:2])}
        self.objects = {key: decode(entry["object"]) for key, entry in mine.items()}  # None: deleted
        self._services = {key[0] for key in entries}
        self._made = {key for key, entry in mine.items() if entry["made"]}
        self._changed = {}  # in the order in which it was noted first
        self._seen = {}

    def state(self):
        """Everything that was predicted here, as JSON, for a later Overlay of the same run."""
        entries = {key: {"object": encode(self.objects[key]), "made": key in self._made} for key in self._changed}
        return {json.dumps([*key, *self._seen_in(*key)]): entry for key, entry in entries.items()}

    def _seen_in(self, service, path):
        """(region, login) that know of what is at a path; "" is any."""
        if service == "identity":
            return "", ""
        return self.region, "" if SEEN_BY_OTHERS.fullmatch("%s %s" % (service, path)) else self.login

    def _visible(self, service, value, params):
        """Whether the one who asks would see an object of a service whose objects may be another project's."""
        asker = self.access()
        owners = [value[name] for name in OWNERS.get(service, ()) if value.get(name)]
        if not asker or asker.project_id in owners:
            return True
        admin = "admin" in asker.roles
        if value.get(PRIVATE) is False and not admin:
            access = self.known(service, "/types/%s/os-volume-type-access" % value.get("id")).get("volume_type_access") or ()
            return asker.project_id in [entry["project_id"] for entry in access]
        if not owners:
            return True
        if service == "block-storage":  # its administrators, too, see what is their own unless they ask for all
            return admin and str(params.get("all_tenants")).lower() in ("true", "1")
        return bool(ASKED_OF_OTHERS & set(params)) or admin or self._shown(value)

    def _shown(self, value):
        """Whether other projects see an object: by its own attributes, as a subnet of a network that they see, or since it was shared."""
        network = self.known("network", "/networks/%s" % value.get("network_id")) if "cidr" in value else {}
        ids, members = [one["id"] for one in (value, network) if one.get("id")], "/images/%s/members/" % value.get("id")

        def shares(path, made):
            return path.startswith(members) or (path.startswith("/rbac-policies/") and made.get("object_id") in ids)

        return any(one.get(name) == shown for one in (value, network) for name, shown in SHOWN) or any(
            made and shares(path, made) for (_service, path), made in self.objects.items()
        )

    def learn(self, service, path, body):
        """Remember what a read showed, so that a change of it can be predicted."""
        for items in body.values() if isinstance(body, dict) else ():
            for item in items if isinstance(items, list) else ():
                identifier = item.get("id") if isinstance(item, dict) else None
                place = service, "%s/%s" % (collection(path), identifier)
                if identifier and self.objects.get(place, item) is not None:  # not what is believed to be gone
                    self._seen[place] = item
        if isinstance(body, dict):
            inner = list(body.values())
            self._seen[service, path] = inner[0] if len(inner) == 1 and isinstance(inner[0], dict) else body

    def write(self, service, method, path, body, key=None, predict=None, member_of=None, shows=None, also=None):
        """The answer to a write that is not sent: a JSON body."""
        for place, value in ((shows() if callable(shows) else shows) or {}).items():
            self._put(service, place, value if value is None else dict(self.known(service, place), **value))
        answer = self._write(service, method, path, body, key, predict() if callable(predict) else predict, member_of)
        for place, change in (also(answer) if also else {}).items():
            self.note_change(service, place, change)
        return answer

    def _write(self, service, method, path, body, key, predict, member_of):
        if member_of:
            made = self._write_member(service, method, path, body.get(key) if key and isinstance(body, dict) else body, predict, *member_of)
            return {key: copy.deepcopy(made)} if key and made is not None else copy.deepcopy(made)
        if not key and predict is None and method == "POST":
            key = envelope(body)
        inner = body.get(key) if key and isinstance(body, dict) else body
        if predict is not None:
            if predict is GONE or not predict:
                made = None if predict is GONE else {}
            elif path.endswith("/"):
                made = dict(self._owned(service, path, predict), id=new_id())
                self._put(service, path + made["id"], made)
            else:
                made = dict(self.known(service, path), **predict)
                self._put(service, path, made)
            if predict is GONE:
                self._put(service, path, None)
        elif method == "DELETE":
            made = self._put(service, path, None)
        elif method == "POST" and path.endswith("/action"):  # which has no place of its own
            made = {}
        elif method == "POST":
            made = self._owned(service, path, inner if isinstance(inner, dict) else {})
            made["id"] = made.get("id") or new_id()
            self._put(service, "%s/%s" % (path, made["id"]), made)
        else:
            known = self.known(service, path)
            made = json_patched(known, inner) if isinstance(inner, list) else dict(known, **(inner if isinstance(inner, dict) else {}))
            self._put(service, path, made)
        return {key: copy.deepcopy(made)} if key and made is not None else copy.deepcopy(made)

    def note_change(self, service, path, change):
        """Note what a write elsewhere makes of an object: its new attributes, or GONE. A change of what was never seen tells too little."""
        known = self.known(service, path)
        if change is GONE:
            self._put(service, path, None)
        elif known or set(MEMBER_KEYS) & set(change):
            self._put(service, path, dict(known, **change) if known else self._owned(service, path.rsplit("/", 1)[0], change))

    def _write_member(self, service, method, path, body, predict, place, attribute):
        """Write an object that another one, at ``place``, lists under ``attribute``. ``predict``: what is created, or a list of such."""
        owner = self.known(service, place)
        members = list(owner.get(attribute) or [])
        if method == "POST":
            made = [dict(one, id=one.get("id") or new_id()) for one in (predict if isinstance(predict, list) else [predict or body])]
            for one in made:
                self._put(service, "%s/%s" % (path, one["id"]), one)
            members += made
            answer = made if isinstance(predict, list) else made[0]
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
        noted = service in ("network", "image") or (service == "block-storage" and path.strip("/") == "volumes")
        if not noted or not asker or not asker.project_id:
            return body
        return {OWNERS[service][0]: body.get("tenant_id") or asker.project_id, **body}

    def known(self, service, path):
        """What is predicted at a path, or was read there, by this task or before; {} when that is nothing."""
        have = self.objects.get((service, path))
        return copy.deepcopy(have if have is not None else self._seen.get((service, path), {}))

    def _put(self, service, path, value):
        place = service, path
        if value is not None and self.known(*place) == {}:
            self._made.add(place)
        if value is None:
            self._seen.pop(place, None)
            for other in [other for other in self.objects if other[0] == service and other[1].startswith(path + "/")]:
                self.objects[other] = None  # what was part of it
                self._changed[other] = True
        self.objects[place] = copy.deepcopy(value)
        self._changed[place] = True

    def item(self, service, path):
        """(known, object) for the read of one object: known is false when the real cloud must be asked."""
        if (service, path) in self.objects:
            return True, copy.deepcopy(self.objects[service, path])
        place, _slash, attribute = path.rpartition("/")
        if attribute in (self.objects.get((service, place)) or {}):  # an attribute that can be read by itself, such as metadata
            return True, {attribute: copy.deepcopy(self.objects[service, place][attribute])}
        return self._below_predicted(service, path), None

    def _below_predicted(self, service, path):
        """Whether a path is one of a predicted object, or below one."""
        parts = path.split("/")
        return bool(IMAGINARY.search(path)) or any((service, "/".join(parts[:size])) in self._made for size in range(2, len(parts)))

    def is_only_predicted(self, service, path, params=None):
        """Whether a listing can only have predicted members: it is one of a predicted object, or asks for what belongs to such alone."""
        wanted = [value if isinstance(value, (list, tuple)) else [value] for value in (params or {}).values()]
        return self._below_predicted(service, path) or any(values and not self.known_to_cloud(values) for values in wanted)

    @staticmethod
    def known_to_cloud(values):
        """Those of some values of a query that the cloud may know."""
        return [value for value in values if not IMAGINARY.search(str(value))]

    def has_predictions(self, service):
        """Whether something of a service was predicted, for whomever."""
        return service in self._services or any(place[0] == service for place in self.objects)

    def with_predicted_members(self, service, path, body, params):
        """The answer to a listing as it came, with what was predicted about its members."""
        lists = (
            [key for key, value in body.items() if isinstance(value, list) and not key.endswith("links")] if isinstance(body, dict) else []
        )
        return dict(body, **{lists[0]: list(self.merge_listing(service, path, body[lists[0]], params))}) if len(lists) == 1 else body

    def merge_listing(self, service, path, items, params=None, member_name=None):
        """A real listing, with what was predicted about its members. ``member_name``: callable that
        gives the last part of a member's path."""
        base = collection(path) + "/"
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
            # what was changed, not made, is only a member when it is so by an attribute that was asked for
            asked = place in self._made or any(name in (value or {}) for name in params or ())
            if value is not None and asked and matches(value, params or {}) and self._visible(service, value, params or {}):
                yield copy.deepcopy(value)


def new_id():
    """An id for a predicted object."""
    return PREDICTED % secrets.token_hex(6)


def envelope(body):
    """The only key of a body, when an object is under it."""
    return next(iter(body)) if isinstance(body, dict) and len(body) == 1 and isinstance(next(iter(body.values())), dict) else None


def collection(path):
    """The path under which members of a listing live: Nova and Cinder list with details under another one."""
    return path[: -len("/detail")] if path.endswith("/detail") else path


def matches(item, params):
    """Whether a predicted object would be in a listing with these query parameters."""
    for name, wanted in params.items():
        if name in NOT_ATTRIBUTES or wanted is None:
            continue
        name = "tags" if name == "tag" else name
        wanted = [value if value is UNKNOWN else _sent(value) for value in (wanted if isinstance(wanted, (list, tuple)) else [wanted])]
        have = _attribute(item, name)
        if have is UNKNOWN or UNKNOWN in wanted:
            continue
        if have is None:
            if name not in FILLED_IN and not set(map(str.lower, wanted)) & {"false", "none", ""}:
                return False
        elif isinstance(have, list):
            if not all(_holds(have, value) for value in wanted):
                return False
        elif not any(value in have if isinstance(have, dict) else _is(name, have, value) for value in wanted):
            return False
    return True


def _attribute(item, name):
    """An attribute by its name, which may be a dotted path (Keystone's filters of role assignments)."""
    if name in item or "." not in name:
        return item.get(name)
    first, _dot, rest = name.partition(".")
    return _attribute(item[first], rest) if isinstance(item.get(first), dict) else None


def _sent(value):
    """A query parameter as it is in a URL."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is(name, have, wanted):
    if name == "name" and wanted.startswith("^") and wanted.endswith("$"):  # Nova takes an expression
        return re.fullmatch(wanted, str(have)) is not None
    return wanted in (str(have), str(have).lower(), "eq:%s" % have)  # Glance's way to say a name with a colon


def _holds(have, wanted):
    """Whether a list has all of "a,b", or a member that "key=value" describes (Neutron's filters of fixed IPs)."""
    if have and isinstance(have[0], dict):
        key, _equals, value = wanted.partition("=")
        return any(item.get(key) is UNKNOWN or str(item.get(key)) == value for item in have)
    return set(wanted.split(",")) <= set(map(str, have))


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
