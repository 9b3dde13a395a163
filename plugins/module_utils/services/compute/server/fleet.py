# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several similar servers in one task: a thread for each server runs the code for one server; all threads share the listings."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor

from ansible_collections.stratus.openstack.plugins.module_utils import needs
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import failures
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import SHARED_LISTING
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import gateways

NUMBER = re.compile(r"%(0\d+)?d")
THREADS = 64  # servers that are managed at the same time
PARALLEL_REQUESTS = 10  # requests that are sent at the same time
PAUSE, LONGEST = 0.25, 5  # minimum and maximum of the seconds between two listings
SHARE = 3  # the pause before the next listing, as a multiple of the duration of the last one
NAMES = 100  # names in one query, so that the URL stays short
SHOWN_FAILURES = 5  # failures that an error lists one by one
PER_SERVER_OPTIONS = ("id", "boot_volume", "floating_ips")  # options with objects that only one server can have


def list_names(params):
    """The names of the servers that a task declares, as a list. Raises CloudError."""
    for option in PER_SERVER_OPTIONS:
        if params.get(option):
            raise CloudError("`%s` cannot be given to several servers" % option, service="compute")
    names = params.get("names")
    if names is None:
        if not params.get("name") or params["count"] < 0:
            raise CloudError("`count` needs a `name` to number, and cannot be less than 0", service="compute")
        names = [number_name(params["name"], number) for number in range(1, params["count"] + 1)]
    elif len(set(names)) < len(names) or not all(names):
        raise CloudError("`names` holds a name twice, or an empty one", service="compute")
    return names


def number_name(name, number):
    """The name of the server with a number. The number replaces %d or %02d in ``name``, or follows "-" at its end."""
    return NUMBER.sub(lambda found: found[0] % number, name, count=1) if NUMBER.search(name) else "%s-%d" % (name, number)


def parse_number(name, other):
    """The number with which ``number_name(name, number)`` is ``other``; None if there is no such number."""
    before, after = NUMBER.split(name, maxsplit=1)[::2] if NUMBER.search(name) else (name + "-", "")
    found = re.fullmatch(re.escape(before) + r"(\d+)" + re.escape(after), other)
    return int(found[1]) if found and number_name(name, int(found[1])) == other else None


def build_queries(params, names):
    """The query parameters of the listings that show the servers of a task: a list of dicts, one for each listing."""
    if params.get("names") is None:
        before, after = NUMBER.split(params["name"], maxsplit=1)[::2] if NUMBER.search(params["name"]) else (params["name"] + "-", "")
        return [{"name": "^%s[0-9]+%s$" % (re.escape(before), re.escape(after))}]
    parts = [names[at : at + NAMES] for at in range(0, len(names), NAMES)]
    return [{"name": "^(%s)$" % "|".join(map(re.escape, part))} for part in parts]


class SharedListing:
    """The servers of a task as the API lists them, shared by the threads: one listing answers all threads that ask at about the same time.

    A thread gets a listing that began after it asked. Such a listing shows all changes that the thread made before.
    """

    def __init__(self, session, resource, queries):
        self.session, self.resource, self.queries = session, resource, queries
        self.condition, self.is_listing, self.began, self.ended, self.servers = threading.Condition(), False, None, None, {}
        self.given_once = set()  # names for which the listing from the start of the task has been used

    def refresh(self):
        """The servers as they are now, as a dict by id. One thread lists them; the others wait for its listing. Raises CloudError."""
        now = self.session.clock()
        with self.condition:
            while self.is_listing and not self.covers(now):
                self.condition.wait()
            if self.covers(now):
                return self.servers
            self.is_listing = True
        try:
            self.pause()
            began, context = self.session.clock(), Context(self.session, {}, self.resource)
            servers = {have["id"]: have for query in self.queries for have in self.resource.list(context, query)}
            with self.condition:
                self.began, self.ended, self.servers = began, self.session.clock(), servers
            return servers
        finally:
            with self.condition:
                self.is_listing = False
                self.condition.notify_all()

    def covers(self, moment):
        """Whether the last listing began at ``moment`` or later."""
        return self.began is not None and self.began >= moment

    def pause(self):
        """Sleep for a multiple of the duration of the last listing, so that the API has time to create the servers."""
        if self.ended is not None:
            seconds = min(max(PAUSE, SHARE * (self.ended - self.began)), LONGEST) - (self.session.clock() - self.ended)
            if seconds > 0:
                self.session.sleep(seconds)

    def find_by_name(self, name):
        """The servers with a name, as a list: for the first call as the task found them at its start, later as they are now."""
        servers = self.refresh() if name in self.given_once else self.servers
        self.given_once.add(name)
        return [dict(have) for have in servers.values() if have.get("name") == name]

    def read(self, identifier):
        """A server as it is now; None if it is gone. Raises CloudError."""
        have = self.refresh().get(identifier)
        return dict(have) if have else None


def execute(resource, session, params):
    """Bring all servers of a task to the state that it declares -> the task's result. Raises CloudError."""
    names = list_names(params)
    listing = SharedListing(session, resource, build_queries(params, names))
    listing.refresh()
    fresh, tasks = {}, []
    surplus = find_surplus(params, listing)
    for name, state in surplus + [(name, params["state"]) for name in names]:
        context = Context(session, dict(params, name=name, names=None, count=None, state=state), resource)
        context.fresh, context.parts[SHARED_LISTING] = fresh, listing
        tasks.append(context)
    prepare(resource, tasks, listing)
    send, slots = session.http.send, threading.BoundedSemaphore(PARALLEL_REQUESTS)

    def send_limited(*arguments, **options):
        with slots:
            return send(*arguments, **options)

    def run_task(context):
        try:
            return resource.execute(session, context.params, context)
        except CloudError as error:
            return error

    session.http.send = send_limited
    try:
        with ThreadPoolExecutor(1 if session.dry_run else max(1, min(len(tasks), THREADS))) as pool:
            results = list(pool.map(run_task, tasks[: len(surplus)]))  # new servers may need the quotas that these free
            results += pool.map(run_task, tasks[len(surplus) :])
    finally:
        session.http.send = send
    return combine_results(session, tasks, results)


def find_surplus(params, listing):
    """The servers to remove because `exact_count` is set and their number is higher than `count`: a list of (name, "absent")."""
    if not params.get("exact_count") or params.get("names") is not None:
        return []
    numbers = {have["name"]: parse_number(params["name"], have["name"]) for have in listing.servers.values()}
    return sorted((name, "absent") for name, number in numbers.items() if number is not None and number > params["count"])


def prepare(resource, tasks, listing):
    """Resolve the names that all servers have in common, before anything is written. Raises CloudError.

    Otherwise each thread would resolve them.
    """
    existing = {have["name"]: have for have in listing.servers.values()}
    present = [context for context in tasks if context.params["state"] == "present"]
    new = next((context for context in present if context.params["name"] not in existing), None)
    old = next((context for context in present if context.params["name"] in existing), None)
    if new is not None:
        try:
            body = resource.creation_body(new)
        except CloudError as error:
            raise error.about("Cannot create server '%s'" % new.params["name"]) from None
        require_quotas(resource, tasks, existing, new, body)
        reject_per_server_options(resource, new)
        if new.params.get("auto_ip") and not new.params.get("floating_ip_pools"):
            gateways(new)
    elif len(present) > 1:
        compare_in_advance(resource, old, existing[old.params["name"]])


def require_quotas(resource, tasks, existing, context, body):
    """Raises CloudError when the quotas have too little left for all new servers, before anything is written.

    existing: the servers by name. context, body: of the creation of one of the new servers. The others need as much.
    """
    new = [task for task in tasks if task.params["state"] == "present" and task.params["name"] not in existing]
    freed = [existing[task.params["name"]] for task in tasks if task.params["state"] == "absent"]
    parts = [resource.needs_of(context, body)] * len(new) + [failures.freed_by(have) for have in freed]
    try:
        needs.require(context.session, needs.add(parts))
    except CloudError as error:
        raise error.about("Cannot create %d more servers" % len(new)) from None


def compare_in_advance(resource, context, have):
    """Compare one server with the task, to resolve the names. What is found about this server only is discarded."""
    trial, warned = Context(context.session, context.params, resource), len(context.session.warnings)
    trial.fresh = context.fresh
    try:
        resource.to_diff(trial, have)
    except CloudError:
        pass  # the thread of this server raises it again
    del context.session.warnings[warned:]
    for key in [key for key in trial.fresh if have["id"] in key]:
        del trial.fresh[key]


def reject_per_server_options(resource, context):
    """Raises CloudError for ports and fixed addresses, because only one server can have them."""
    for option in ("nics", "network"):
        nics = resource.fields[option].parse_nics(context.params[option]) if context.params.get(option) is not None else []
        if not isinstance(nics, str) and any({"port-id", "port-name", "fixed-ip"} & set(nic) for nic in nics):
            raise CloudError("`%s` names a port or an address, which cannot be given to several servers" % option, service="compute")


def combine_results(session, tasks, results):
    """The result of the task, from the results of its servers. Raises CloudError if one of these is an error."""
    failed = [(context.params["name"], error) for context, error in zip(tasks, results) if isinstance(error, CloudError)]
    if failed:
        first = failed[0][1]
        if len(tasks) == 1:
            raise first
        first.find_hint = None  # it would replace the hints of the other errors
        messages = [error.message for _name, error in failed[:SHOWN_FAILURES]]
        others = [name for name, _error in failed[SHOWN_FAILURES:]]
        messages += ["and %s" % ", ".join(others)] if others else []
        first.message = "%d of %d servers failed: %s" % (len(failed), len(tasks), "; ".join(messages))
        sentences = [sentence for _name, error in failed for sentence in (error.hint or "").rstrip(".").split(". ")]
        first.hint = ". ".join(dict.fromkeys(filter(None, sentences))) or None
        raise first
    result = {"changed": bool(session.writes), "servers": [], "diff": {"before": {}, "after": {}}}
    drift = []
    for context, of_server in zip(tasks, results):
        name = context.params["name"]
        if of_server["server"] is not None:
            result["servers"].append(of_server["server"])
        for side in ("before", "after"):
            if of_server["diff"][side]:
                result["diff"][side][name] = of_server["diff"][side]
        drift += [dict(entry, server=name) for entry in of_server.get("drift", ())]
    return dict(result, drift=drift) if drift else result
