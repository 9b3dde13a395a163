# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operations of one task share when the task declares many objects: the first listing of a kind, and what names stand for."""

from __future__ import annotations

import copy
import json
import threading


def key_of(query):
    """A text that is the same for equal queries."""
    return json.dumps(query, sort_keys=True, default=str)


class Collection:
    """The objects of one collection as they are when the first of several operations looks one up.

    service: official type. path: of the listing. by_name: the query parameter with the name, or None. several: whether more than one name
    is looked up; else the query is sent as it is, since the complete listing may be long. selects_by: attributes that select objects in
    queries and that the complete listing shows.
    """

    def __init__(self, service, path, by_name, several, selects_by=()):
        self.place, self.by_name, self.several, self.selects_by = (service, path), by_name, several, selects_by
        self._lock, self._found = threading.Lock(), {}

    def widen(self, query):
        """A query without the name."""
        return {name: value for name, value in query.items() if name != self.by_name} if self.several else query

    def members(self, query, read):
        """The objects that the wider query finds, as a list of copies. ``read``: callable (query) -> an iterable of them."""
        wider = self.widen(query)
        key = key_of(wider)
        with self._lock:
            if key not in self._found:
                self._found[key] = list(read(wider))
            return copy.deepcopy(self._found[key])

    def select(self, query):
        """The objects with the attributes of a query, as a list of copies, from the complete listing; None if that cannot tell."""
        with self._lock:
            if not self.several or len(self._found) != 1 or not query or not set(query) <= set(self.selects_by):
                return None
            listed = next(iter(self._found.values()))
        found = [have for have in listed if all(have.get(name) in as_list(value) for name, value in query.items())]
        return copy.deepcopy(found) or None  # the listing may lack objects of other projects


def as_list(value):
    """The values of a query parameter."""
    return value if isinstance(value, list) else [value]


class FirstLook:
    """The first look-ups of one operation. Later ones, and those after a write, are sent to the service: they must see what has changed.

    collection: of the objects that the operation declares, or None. looks: the number of look-ups with the same query that it answers.
    others: further Collections. is_unchanged: callable () -> whether these still show what there is.
    """

    def __init__(self, collection, looks, others=(), is_unchanged=lambda: False):
        self.collection, self.looks, self.others, self.is_unchanged = collection, looks, others, is_unchanged
        self._given = {}

    def members(self, service, path, query, read):
        """The objects that a query finds, perhaps with others that have other names, as a list; None if the service must be asked."""
        if self.collection and (service, path) == self.collection.place:
            key = key_of(query)
            self._given[key] = self._given.get(key, 0) + 1
            if self._given[key] <= self.looks:
                return self.collection.members(query, read)
        if self.is_unchanged():
            return next((one.select(query) for one in self.others if one.place[0] == service and one.place[1] == path), None)
        return None


class SharedNames:
    """What names stand for, for all operations of one task. One of them looks up a name, and the others wait for its answer.

    known: ids by context.name_key that are known to be right. is_declared: callable (kind, value) -> whether the task may change what the
    value of an option stands for; that is looked up by each operation. parent: further SharedNames, which keep what is looked up here.
    """

    def __init__(self, known=None, is_declared=lambda kind, value: True, parent=None):
        self.known, self._is_declared, self._parent = dict(known or {}), is_declared, parent
        self._found, self._locks, self._lock = {}, {}, threading.Lock()

    def state(self):
        """What is known, as a new dict."""
        return {**(self._parent.state() if self._parent else {}), **self.known}

    def learn(self, key, identifier):
        """Note the id of an object that an operation has found or created."""
        with self._lock:
            self.known = dict(self.known, **{key: identifier})

    def find(self, kind, value, key, look):
        """What ``look()`` returns for the value of an option. Raises what it raises."""
        if self._parent:
            return self._parent.find(kind, value, key, look)
        if self._is_declared(kind, value):
            return look()
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._found:
                self._found[key] = look()
            return self._found[key]
