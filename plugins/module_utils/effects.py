# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Effects: what a write makes of objects, for check mode, and the forms in which a table declares it."""

from __future__ import annotations

from collections import namedtuple

GONE = object()  # what a write that removes an object makes of it


class New(dict):
    """An effect on another object: the attributes of one that the write creates."""


class Effects(namedtuple("Effects", "makes at listed_by others", defaults=(None, None, None, tuple))):
    """What a write makes of objects. Only a dry run asks for it.

    ``makes``: the attributes that the object of the request gets, GONE, or a callable that returns either; None: what the method and the
    body say. ``at``: the path of that object, when the request has another one; a path that ends in a slash is a collection that gets a
    new member; (service, path) is of another service. ``listed_by``: (path, attribute) of an object that lists this one as well; ``makes``
    may be a list of new members then. ``others``: callable that yields (service, path, change) for each further object: its changed
    attributes, the attributes of a New one, or GONE.
    """

    __slots__ = ()


class Outcome(namedtuple("Outcome", "sets others", defaults=({}, None))):
    """What an action makes of objects, as a table declares it.

    ``sets``: {attribute: value} of the object, GONE, or a callable (context, object, sent) that returns either. A value may be a callable
    (attribute of the object, sent), such as those below. ``sent``: the arguments of the action; without any, the part of its path.
    ``others``: callable (context, object, sent) that yields the effects on other objects.
    """

    __slots__ = ()

    @classmethod
    def of(cls, declared):
        return declared if isinstance(declared, cls) else cls(declared)


def argument(name, form=None):
    """An attribute becomes what an argument of the action says. ``form``: callable that makes the attribute of the argument."""
    return lambda _current, sent: form(sent[name]) if form else sent[name]


def optional(name):
    """The same for an argument that may be left out: the attribute becomes None then."""
    return lambda _current, sent: (sent or {}).get(name)


def added(name):
    """A list gets a member more."""
    return lambda current, sent: [*(current or ()), sent[name]]


def merged(name):
    """A map gets the entries of an argument; those that are None there go."""

    def merge(current, sent):
        return {key: value for key, value in {**(current or {}), **sent[name]}.items() if value is not None}

    return merge


def without(name=None):
    """A list or a map loses the members, or the one, that an argument names; without a name the arguments are that member."""

    def drop(current, sent):
        unwanted = sent[name] if name else sent
        unwanted = unwanted if isinstance(unwanted, (list, tuple)) else [unwanted]
        if isinstance(current, dict):
            return {key: value for key, value in current.items() if key not in unwanted}
        return [member for member in current or () if member not in unwanted]

    return drop
