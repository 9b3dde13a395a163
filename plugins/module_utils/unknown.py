# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""UNKNOWN: the value of an attribute that only the service can choose, in an object that check mode predicts.

It equals every declared value and is never sent. A diff shows it as ``TEXT``; a result has null instead and lists its path. A dict with the
key ``MORE`` has further keys that only the service knows: a result lists the path of this dict.
"""

from __future__ import annotations

TEXT = "(known after the real run)"
MORE = TEXT  # marks a dict as incomplete: a key whose value is UNKNOWN
AS_JSON = {"__unknown__": True}  # UNKNOWN in stored predictions
DIFFS = ("diff", "drift")  # keys of a result that show TEXT, since users read them


class Unknown:
    """The class of UNKNOWN, its only instance. It is false and empty; its items and attributes are UNKNOWN as well."""

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
    """A copy of a value that may contain UNKNOWN, as plain JSON."""
    if value is UNKNOWN:
        return dict(AS_JSON)
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return [encode(item) for item in value] if isinstance(value, (list, tuple)) else value


def decode(value):
    """The value from the plain JSON that ``encode`` returned for it."""
    if isinstance(value, dict):
        return UNKNOWN if value == AS_JSON else {key: decode(item) for key, item in value.items()}
    return [decode(item) for item in value] if isinstance(value, list) else value


def known_part(value):
    """A copy of a JSON value without the keys and members that are UNKNOWN."""
    if isinstance(value, dict):
        return {key: known_part(item) for key, item in value.items() if item is not UNKNOWN}
    return [known_part(item) for item in value if item is not UNKNOWN] if isinstance(value, (list, tuple)) else value


def reveal(result):
    """A task's result as the user gets it: null for each UNKNOWN, with its path ("thing.size") in ``unknown``; TEXT in diffs.

    Paths in ``drift`` are listed as well, since playbooks read it. A result may already have a list ``unknown``: the paths of values that
    are known only in part.
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
