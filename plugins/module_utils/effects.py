# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Effects: how a write changes objects, for the predictions of check mode, and how a table declares that."""

from __future__ import annotations

from collections import namedtuple

GONE = object()  # the effect of a write that removes an object


class New(dict):
    """The effect of a write that creates a further object: its attributes."""


class Effects(namedtuple("Effects", "makes at listed_by others", defaults=(None, None, None, tuple))):
    """How a write changes objects. Only a dry run uses it.

    ``makes``: the attributes (dict) that the object gets, GONE, or a callable () -> one of these; None if they follow from the method and
    the body. ``at``: the path of the object, if it is not the path of the request; a path with a slash at the end is a collection that gets
    a new member. (service, path) is an object of another service. ``listed_by``: (path, attribute) of another object that lists this one;
    ``makes`` can then be a list of new members. ``others``: callable () that yields (service, path, change) for each further object. The
    change is a dict of the changed attributes, New for an object that is created, or GONE.
    """

    __slots__ = ()


class Outcome(namedtuple("Outcome", "sets others", defaults=({}, None))):
    """How an action changes objects, as a table declares it.

    ``sets``: {attribute: value} of the object, GONE, or a callable (context, object, sent) -> one of these. A value can be a callable
    (present value of the attribute, sent) -> the new value, such as the functions below return. ``sent``: the arguments of the action; if
    it has none, the variable part of its path. ``others``: callable (context, object, sent) that yields (service, path, change), as in
    Effects.
    """

    __slots__ = ()

    @classmethod
    def of(cls, declared):
        """The Outcome that a table declares: as it is, or as its ``sets`` alone."""
        return declared if isinstance(declared, cls) else cls(declared)


def argument(name, form=None):
    """Set an attribute to the argument ``name`` of the action. ``form``: callable (argument) -> value of the attribute."""
    return lambda _current, sent: form(sent[name]) if form else sent[name]


def optional(name):
    """Set an attribute to the argument ``name`` of the action, or to None if the action is sent without it."""
    return lambda _current, sent: (sent or {}).get(name)


def added(name):
    """Append the argument ``name`` to an attribute that is a list."""
    return lambda current, sent: [*(current or ()), sent[name]]


def merged(name):
    """Add the entries of the argument ``name``, a dict, to an attribute that is a map. Entries that are None are removed from it."""

    def merge(current, sent):
        return {key: value for key, value in {**(current or {}), **sent[name]}.items() if value is not None}

    return merge


def without(name=None):
    """Remove members from an attribute that is a list, or keys from one that is a map.

    ``name``: the argument that has the member or a list of members; None if the action has a single argument, the member.
    """

    def drop(current, sent):
        unwanted = sent[name] if name else sent
        unwanted = unwanted if isinstance(unwanted, (list, tuple)) else [unwanted]
        if isinstance(current, dict):
            return {key: value for key, value in current.items() if key not in unwanted}
        return [member for member in current or () if member not in unwanted]

    return drop
