# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""UNKNOWN: the value of an attribute that only the service can choose, in an object that check mode predicts.

It agrees with every wish, is never sent, is ``TEXT`` in a diff and null in a result, where its path is listed. A dict with the key
``MORE`` has further keys that only the service knows: in a result its own path is listed.
"""

from __future__ import annotations

TEXT = "(known after the real run)"
MORE = TEXT  # a key of a dict of which no more is known than what it holds; its value is UNKNOWN
AS_JSON = {"__unknown__": True}  # how stored predictions hold it
DIFFS = ("diff", "drift")  # keys of a result that people read: they show TEXT


class Unknown:
    """The only instance is UNKNOWN. It is false and empty, and whatever is inside of it is unknown, too."""

    __slots__ = ()

    def __bool__(self):
        return False

    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())

    def __getitem__(self, _key):
        return self

    def get(self, _key, _default=None):
        return self

    def __add__(self, _other):
        return self

    __radd__ = __add__

    def keys(self):
        return ()

    values = items = keys

    def __copy__(self):
        return self

    def __deepcopy__(self, _memo):
        return self

    def __str__(self):
        return TEXT

    __repr__ = __str__


UNKNOWN = Unknown()


def encode(value):
    """A copy of a JSON value that may hold UNKNOWN, as plain JSON."""
    if value is UNKNOWN:
        return dict(AS_JSON)
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return [encode(item) for item in value] if isinstance(value, (list, tuple)) else value


def decode(value):
    """The opposite of ``encode``."""
    if isinstance(value, dict):
        return UNKNOWN if value == AS_JSON else {key: decode(item) for key, item in value.items()}
    return [decode(item) for item in value] if isinstance(value, list) else value


def reveal(result):
    """A task's result for people: null for each UNKNOWN, with the paths ("network.mtu") in ``unknown``; TEXT in diffs.

    The paths of ``drift``, which playbooks read as well, are listed, too. A result may have an ``unknown`` of its own: the paths of what is
    only known in part.
    """
    paths = list(result.get("unknown", ()))
    shown = {key: _replace(value, TEXT if key in DIFFS else None, None if key == "diff" else paths, key) for key, value in result.items()}
    return dict(shown, unknown=paths) if paths else shown


def _replace(value, other, paths=None, path=""):
    if value is UNKNOWN:
        if paths is not None:
            paths.append(path)
        return other
    if isinstance(value, dict):
        if MORE in value and paths is not None:
            paths.append(path)
            value = {key: item for key, item in value.items() if key != MORE}
        return {_replace(key, TEXT): _replace(item, other, paths, "%s.%s" % (path, key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_replace(item, other, paths, "%s.%d" % (path, number)) for number, item in enumerate(value)]
    return value
