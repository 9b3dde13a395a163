# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several like servers in one task: each is dealt with in a thread of its own by the code for one, and all look at the same listing."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import LOOKOUT
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import gateways

NUMBER = re.compile(r"%(0\d+)?d")
THREADS = 64  # servers that are dealt with at a time
LANES = 10  # requests that are on their way at a time
PAUSE, LONGEST = 0.25, 5  # seconds between two listings, at least and at most
SHARE = 3  # times what the last listing took: what the API is left alone for
NAMES = 100  # names in one query, so that the address stays short
TOLD = 5  # failures that an error tells one by one
ONE_ONLY = ("id", "boot_volume", "floating_ips")  # options that mean something of which there is one


def names_of(params):
    """The names that a task means. Raises CloudError."""
    for option in ONE_ONLY:
        if params.get(option):
            raise CloudError("`%s` cannot be given to several servers" % option, service="compute")
    names = params.get("names")
    if names is None:
        if not params.get("name") or params["count"] < 0:
            raise CloudError("`count` needs a `name` to number, and cannot be less than 0", service="compute")
        names = [numbered(params["name"], number) for number in range(1, params["count"] + 1)]
    elif len(set(names)) < len(names) or not all(names):
        raise CloudError("`names` holds a name twice, or an empty one", service="compute")
    return names


def numbered(name, number):
    """The name of one of several: with the number where the name has %d or %02d, else at its end."""
    return NUMBER.sub(lambda found: found[0] % number, name, count=1) if NUMBER.search(name) else "%s-%d" % (name, number)


def number_of(name, other):
    """The number that makes ``other`` of ``name``, None when none does."""
    before, after = NUMBER.split(name, maxsplit=1)[::2] if NUMBER.search(name) else (name + "-", "")
    found = re.fullmatch(re.escape(before) + r"(\d+)" + re.escape(after), other)
    return int(found[1]) if found and numbered(name, int(found[1])) == other else None


def queries(params, names):
    """The query parameters of the listings that show the servers a task means."""
    if params.get("names") is None:
        before, after = NUMBER.split(params["name"], maxsplit=1)[::2] if NUMBER.search(params["name"]) else (params["name"] + "-", "")
        return [{"name": "^%s[0-9]+%s$" % (re.escape(before), re.escape(after))}]
    parts = [names[at : at + NAMES] for at in range(0, len(names), NAMES)]
    return [{"name": "^(%s)$" % "|".join(map(re.escape, part))} for part in parts]


class Lookout:
    """What the servers of a task are like: one listing answers all who ask at about the same time.

    Whoever asks gets a listing that began after the question, so that it shows what was done before.
    """

    def __init__(self, session, resource, asked):
        self.session, self.resource, self.asked = session, resource, asked
        self.turn, self.listing, self.began, self.ended, self.servers = threading.Condition(), False, None, None, {}
        self.first = set()

    def look(self):
        """The servers by id, as they are now. One who asks makes the listing; the others wait for it, and all go on when it is there."""
        now = self.session.clock()
        with self.turn:
            while self.listing and not self.shows(now):
                self.turn.wait()
            if self.shows(now):
                return self.servers
            self.listing = True
        try:
            self.rest()
            began, found = self.session.clock(), Context(self.session, {}, self.resource)
            servers = {have["id"]: have for query in self.asked for have in self.resource.list(found, query)}
            with self.turn:
                self.began, self.ended, self.servers = began, self.session.clock(), servers
            return servers
        finally:
            with self.turn:
                self.listing = False
                self.turn.notify_all()

    def shows(self, moment):
        """Whether the last listing shows what was so at a moment."""
        return self.began is not None and self.began >= moment

    def rest(self):
        """Leave the API alone for a few times as long as the last listing took: it has servers to make meanwhile."""
        if self.ended is not None:
            left = min(max(PAUSE, SHARE * (self.ended - self.began)), LONGEST) - (self.session.clock() - self.ended)
            if left > 0:
                self.session.sleep(left)

    def named(self, name):
        """The servers of a name: at first as the task found them, later as they are."""
        servers = self.look() if name in self.first else self.servers
        self.first.add(name)
        return [dict(have) for have in servers.values() if have.get("name") == name]

    def read(self, identifier):
        """A server as it is now, None when it is gone."""
        have = self.look().get(identifier)
        return dict(have) if have else None


def execute(resource, session, params):
    """Bring all the servers of a task to what it declares -> the task's result. Raises CloudError."""
    names = names_of(params)
    lookout = Lookout(session, resource, queries(params, names))
    lookout.look()
    fresh, tasks = {}, []
    for name, state in [(name, params["state"]) for name in names] + surplus(params, lookout):
        context = Context(session, dict(params, name=name, names=None, count=None, state=state), resource)
        context.fresh, context.parts[LOOKOUT] = fresh, lookout
        tasks.append(context)
    foresee(resource, tasks, lookout)
    send, lanes = session.http.send, threading.BoundedSemaphore(LANES)

    def in_turn(*arguments, **options):
        with lanes:
            return send(*arguments, **options)

    def one(context):
        try:
            return resource.execute(session, context.params, context)
        except CloudError as error:
            return error

    session.http.send = in_turn
    try:
        with ThreadPoolExecutor(1 if session.dry_run else max(1, min(len(tasks), THREADS))) as pool:
            results = list(pool.map(one, tasks))
    finally:
        session.http.send = send
    return together(session, tasks, results)


def surplus(params, lookout):
    """The servers that have a higher number than `count`, when there shall be none."""
    if not params.get("exact_count") or params.get("names") is not None:
        return []
    numbers = {have["name"]: number_of(params["name"], have["name"]) for have in lookout.servers.values()}
    return sorted((name, "absent") for name, number in numbers.items() if number is not None and number > params["count"])


def foresee(resource, tasks, lookout):
    """Look up once, before anything is written, what the servers have in common: each thread would do it else."""
    there = {have["name"]: have for have in lookout.servers.values()}
    present = [context for context in tasks if context.params["state"] == "present"]
    new = next((context for context in present if context.params["name"] not in there), None)
    old = next((context for context in present if context.params["name"] in there), None)
    if new is not None:
        try:
            resource.creation_body(new)
        except CloudError as error:
            raise error.about("Cannot create server '%s'" % new.params["name"]) from None
        refuse_single(resource, new)
        if new.params.get("auto_ip") and not new.params.get("floating_ip_pools"):
            gateways(new)
    elif len(present) > 1:
        rehearse(resource, old, there[old.params["name"]])


def rehearse(resource, context, have):
    """Compare a server with the task, and forget what that showed of this one alone."""
    trial, warned = Context(context.session, context.params, resource), len(context.session.warnings)
    trial.fresh = context.fresh
    try:
        resource.to_diff(trial, have)
    except CloudError:
        pass  # it will be told in its place
    del context.session.warnings[warned:]
    for key in [key for key in trial.fresh if have["id"] in key]:
        del trial.fresh[key]


def refuse_single(resource, context):
    """CloudError for ports and addresses, of which each server needs its own."""
    for option in ("nics", "network"):
        nics = resource.fields[option].parsed(context.params[option]) if context.params.get(option) is not None else []
        if not isinstance(nics, str) and any({"port-id", "port-name", "fixed-ip"} & set(nic) for nic in nics):
            raise CloudError("`%s` names a port or an address, which cannot be given to several servers" % option, service="compute")


def together(session, tasks, results):
    """One result of many. Raises CloudError when one of them is an error."""
    failed = [(context.params["name"], error) for context, error in zip(tasks, results) if isinstance(error, CloudError)]
    if failed:
        first = failed[0][1]
        if len(tasks) == 1:
            raise first
        told = "; ".join(error.message for _name, error in failed[:TOLD])
        first.message = "%d of %d servers failed: %s%s" % (len(failed), len(tasks), told, "; and so on" * (len(failed) > TOLD))
        raise first
    result = {"changed": bool(session.writes), "servers": [], "diff": {"before": {}, "after": {}}}
    drift = []
    for context, one in zip(tasks, results):
        name = context.params["name"]
        if one["server"] is not None:
            result["servers"].append(one["server"])
        for side in ("before", "after"):
            if one["diff"][side]:
                result["diff"][side][name] = one["diff"][side]
        drift += [dict(entry, server=name) for entry in one.get("drift", ())]
    return dict(result, drift=drift) if drift else result
