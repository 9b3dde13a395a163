# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What check mode believes: the cloud as read, plus the writes that were not sent.

Paths are those below a service's endpoint (``/networks/ID``). Objects that a dry run created carry an id that no cloud gives
out; they are found again by later reads, so that a flow of several steps predicts as a whole.
"""

from __future__ import annotations

import copy
import re
import secrets

PREDICTED = "ffffffff-ffff-4fff-bfff-%s"
PREDICTED_ID = re.compile(r"ffffffff-ffff-4fff-bfff-[0-9a-f]{12}")
GONE = object()  # what a write that removes an object makes of it
NOT_ATTRIBUTES = {"limit", "marker", "offset", "sort", "sort_key", "sort_dir", "fields", "all_tenants", "all_projects", "detail"}


class Overlay:
    def __init__(self, state=None):
        self.objects = {tuple(key.split(" ", 1)): value for key, value in (state or {}).items()}  # None: deleted
        self._seen = {}

    def state(self):
        """Everything predicted, as JSON, for a later Overlay of the same run."""
        return {" ".join(key): value for key, value in self.objects.items()}

    def learn(self, service, path, body):
        """Remember what a read showed, so that a change of it can be predicted."""
        kept = {}
        for key, value in body.items() if isinstance(body, dict) else ():
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, dict) and item.get("id"):
                        self._seen[service, "%s/%s" % (collection(path), item["id"])] = item
            elif isinstance(value, dict):
                kept = value
        if kept or isinstance(body, dict):
            self._seen[service, path] = kept or body

    def write(self, service, method, path, body, key=None, predict=None):
        """The answer to a write that is not sent: a JSON body."""
        if predict is not None:
            changed = predict() if callable(predict) else predict
            if changed is GONE:
                self.objects[service, path] = None
                return None
            if path.endswith("/"):
                changed = dict(changed, id=PREDICTED % secrets.token_hex(6))
                path += changed["id"]
            if changed:
                self._store(service, path, changed)
            return {key: changed} if key else changed
        inner = body.get(key) if key and isinstance(body, dict) else body
        if method == "DELETE":
            self.objects[service, path] = None
            return None
        if method == "POST":
            made = dict(copy.deepcopy(inner) if isinstance(inner, dict) else {}, id=PREDICTED % secrets.token_hex(6))
            self.objects[service, "%s/%s" % (path, made["id"])] = made
            return {key: made} if key else made
        made = self._store(service, path, json_patched(self._known(service, path), inner) if isinstance(inner, list) else inner)
        return {key: made} if key else made

    def _known(self, service, path):
        have = self.objects.get((service, path))
        return copy.deepcopy(have if have is not None else self._seen.get((service, path), {}))

    def _store(self, service, path, change):
        made = self._known(service, path)
        if isinstance(change, dict):
            made.update(change)
        self.objects[service, path] = made
        return made

    def item(self, service, path):
        """(known, object) for the read of one object: known is false when the real cloud must be asked."""
        if (service, path) in self.objects:
            return True, copy.deepcopy(self.objects[service, path])
        return bool(PREDICTED_ID.search(path)), None

    def listing(self, service, path, items, params=None):
        """A real listing, with what was predicted about its members."""
        base = collection(path) + "/"
        mine = {
            key[1][len(base) :]: value
            for key, value in self.objects.items()
            if key[0] == service and key[1].startswith(base) and "/" not in key[1][len(base) :]
        }
        for item in items:
            have = mine.pop(item.get("id"), item) if isinstance(item, dict) else item
            if have is not None:
                yield copy.deepcopy(have)
        for value in mine.values():
            if value is not None and PREDICTED_ID.match(str(value.get("id"))) and matches(value, params or {}):
                yield copy.deepcopy(value)


def collection(path):
    """The path under which members of a listing live: Nova and Cinder list with details under another one."""
    return path[: -len("/detail")] if path.endswith("/detail") else path


def matches(item, params):
    """Whether an object would be in a listing with these query parameters; those that are no attributes do not count."""
    for name, wanted in params.items():
        if name in NOT_ATTRIBUTES or name not in item:
            continue
        wanted = [str(value) for value in (wanted if isinstance(wanted, (list, tuple)) else [wanted])]
        have = item[name]
        texts = {str(have), str(have).lower()}
        if not any(value in texts or (name == "name" and "^%s$" % re.escape(str(have)) == value) for value in wanted):
            return False
    return True


def json_patched(target, operations):
    """``target`` after a list of JSON-patch operations on its top-level and nested members."""
    for operation in operations:
        *parents, last = [part.replace("~1", "/").replace("~0", "~") for part in operation["path"].strip("/").split("/")]
        node = target
        for part in parents:
            node = node.setdefault(part, {})
        if operation["op"] == "remove":
            node.pop(last, None)
        else:
            node[last] = operation.get("value")
    return target
