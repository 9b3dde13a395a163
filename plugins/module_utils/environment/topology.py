# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Topology: brings many declared objects to their states in one task, in the order of what they name, several at a time."""

from __future__ import annotations

import time

from ansible_collections.stratus.openstack.plugins.module_utils import service_types
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context, name_key
from ansible_collections.stratus.openstack.plugins.module_utils.environment import document, ownership, quotas
from ansible_collections.stratus.openstack.plugins.module_utils.environment.parallel import run_apart, run_in_order
from ansible_collections.stratus.openstack.plugins.module_utils.environment.removal import remove_items
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Incomplete
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option
from ansible_collections.stratus.openstack.plugins.module_utils.first_look import Collection, FirstLook, SharedNames
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation

LOOKS = 2  # first look-ups of a node: for the owner of the object, and for its state
VERBS = {"create": "created", "change": "changed", "remove": "removed", "ok": "ok", "keep": "kept"}
SHOWN_FAILURES = 10


class Outcome:
    """What became of one node: action, why, result, error, begun and ended (seconds since the beginning), requests are not counted."""

    def __init__(self, node):
        self.node, self.action, self.why, self.result, self.error = node, None, "", None, None
        self.begun = self.ended = None

    @property
    def changed(self):
        return self.action in ("create", "change", "remove")


class Run:
    """One execution of a Graph. ``session``: Session. ``params``: options of the task. ``counts_needs``: whether quotas are compared."""

    def __init__(self, session, params, graph, clock=time.monotonic, counts_needs=True):
        self.session, self.params, self.graph, self.clock, self.counts_needs = session, params, graph, clock, counts_needs
        self.owner = ownership.Owner(params["name"], params["adopt"])
        self.resolved, self.collections = SharedNames(is_declared=graph.may_mean), {}
        self.kept = set()  # the ids of objects that are kept although they could be removed
        self.outcomes = {node: Outcome(node) for node in graph.nodes}
        self.quota = {"needs": {}, "left": {}}
        self.started = clock()

    def execute(self):
        """Bring all nodes to their states, each as soon as what it needs is ready. A dry run takes one after the other."""
        self.prepare()
        height, place = self.graph.heights(), {node: number for number, node in enumerate(self.graph.nodes)}
        users, needs = self.graph.users(), {node: node.needs for node in self.graph.nodes}
        threads = 1 if self.session.dry_run else self.params["threads"]
        if self.counts_needs:
            self.quota = quotas.require_quotas(self)
        run_in_order(needs, self.run_node, threads, lambda node: self.finish(node, users), lambda node: (-height[node], place[node]))

    def prepare(self):
        """Prepare the first look-ups."""
        if not self.collections:
            for node in self.graph.nodes:
                self.count_names(node)

    def look_up(self, node):
        """The object of a node as it is before the task; None if it does not exist, {} if that cannot be told yet."""
        self.prepare()
        collection = self.collections.get(node.table.kind)
        session = self.session.apart(self.resolved, FirstLook(collection, 1) if collection else None)
        try:
            return node.table.look_up(Context(session, node.params, node.table))
        except CloudError:
            return {}  # the node itself reports it

    def find_declared(self):
        """The ids (set) of the declared objects that exist."""
        found = self.session.in_parallel(self.look_up, self.graph.nodes, self.params["threads"])
        return {node.table.id_of(have) for node, have in zip(self.graph.nodes, found) if have}

    def list_ids(self):
        """The ids (set) of the declared objects after the task."""
        return {(one.result or {}).get("id") for one in self.outcomes.values()} | self.kept

    def count_names(self, node):
        """Prepare the Collection that answers the first look-up of a node."""
        table = node.table
        if not table.has_parents:
            known = self.collections.get(table.kind)
            place = (service_types.official(table.service), table.path + table.detail)
            if known is None or known.place == place:
                several = known is not None
                self.collections[table.kind] = Collection(*place, table.by_name, several, table.selects_by)

    def finish(self, node, users):
        """Note what became of a node -> whether the nodes that need it may begin."""
        outcome = self.outcomes[node]
        if outcome.error is not None:
            self.skip(node, users)
            return False
        self.session.progress("%s: %s" % (node.name, VERBS[outcome.action]))
        return True

    def skip(self, node, users):
        """Mark all that need a failed node as skipped."""
        without = [node]
        while without:
            lacking = without.pop()
            for user in users[lacking]:
                if self.outcomes[user].action is None and self.outcomes[user].error is None:
                    self.outcomes[user].action, self.outcomes[user].why = "skip", "needs %s" % lacking.name
                    without.append(user)

    # -- one node ----------------------------------------------------------------------------------------------------------

    def run_node(self, node):
        """Bring the object of a node to its state. An error is kept in its Outcome."""
        outcome = self.outcomes[node]
        outcome.begun = self.clock() - self.started
        is_second = self.first_part(node) is not None  # its object was created after the first look
        collection = None if is_second else self.collections.get(node.table.kind)
        first_look = FirstLook(collection, LOOKS, self.collections.values(), lambda: not self.session.writes)
        outcome.error = run_apart(self.session, node.name, lambda own: self.converge(own, node, outcome), self.resolved, first_look)
        outcome.ended = self.clock() - self.started

    def converge(self, session, node, outcome):
        """Carry out the operation of a node. Raises CloudError."""
        params = self.resolve_results(node)
        first = self.first_part(node)
        if first is not None:  # the first part has created the object and set its mark
            have, params = first.result, self.owner.leave_mark(node.table, params)
        else:
            have = node.table.look_up(Context(session, params, node.table))
        if params["state"] == "absent":
            reason = self.owner.reason_to_keep(node, have)
            if reason:
                outcome.action, outcome.why = "keep", reason
                self.kept.add(node.table.id_of(have))
                return
        elif first is None:
            params = self.owner.mark(node.table, params, have)
        outcome.result = node.table.execute(session, params)
        changed = bool(session.writes)
        if params["state"] == "absent":
            outcome.action = "remove" if changed else "ok"
        else:
            outcome.action = "ok" if not changed else "change" if have else "create"
            self.remember(node, outcome.result)
        outcome.why = "it does not exist" if outcome.action == "create" else ", ".join(changed_options(outcome))

    def first_part(self, node):
        """The Outcome of the node that creates the object of a node without what would close a cycle; None for most nodes."""
        return next((self.outcomes[other] for other in node.needs if other.part_of is node), None)

    def remember(self, node, result):
        """Let the nodes that name this object know its id."""
        name = node.params.get(node.table.key_option)
        identifier = result.get("id")
        if node.own_name and name and identifier and not node.table.has_parents:
            self.resolved.learn(name_key(node.table, name), identifier)

    def resolve_results(self, node):
        """The options of a node with the values of the results that they refer to. Raises CloudError."""
        if not any(True for _found in document.find_results(node.options)):
            return dict(node.params)

        def find(name, path):
            result = self.outcomes[self.graph.by_name[name]].result or {}
            try:
                return document.pick(result.get(self.graph.by_name[name].table.result_key), path)
            except (KeyError, IndexError, TypeError, ValueError):
                raise CloudError("%s: the result of %s has no '%s'" % (node.name, name, path)) from None

        return document.validate_options(node, self.params, document.replace_results(node.options, find))


def changed_options(outcome):
    """The names (list) of the options that a node changed."""
    diff = (outcome.result or {}).get("diff") or {}
    before, after = diff.get("before") or {}, diff.get("after") or {}
    return [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)] if outcome.action == "change" else []


# -- the task -----------------------------------------------------------------------------------------------------------------


def run_topology(session, params):
    """Bring all declared objects to their states -> the task's result. Raises CloudError."""
    graph = document.load_graph(params)
    graph.arrange(params["state"])
    pictures = {"mermaid": graph.to_mermaid(), "dot": graph.to_dot()}
    run = Run(session, params, graph)
    leaving = []
    if params["state"] == "absent":  # what is declared no more may use what is declared
        leaving = run.owner.find_marked(session, params, run.find_declared)
        remove_items(session, leaving, params)
    run.execute()
    raise_failures(run)
    if params["prune"]:
        leaving = run.owner.find_marked(session, params, run.list_ids)
    pruned = run.owner.remove_marked(session, leaving, params)
    plan = make_plan(run)
    return {
        "changed": bool(session.writes),
        "plan": plan,
        "resources": gather_results(run),
        "quota": run.quota,
        "pruned": pruned,
        "unmarked": run.owner.list_unmarked(graph),
        "drift": [dict(entry, node=node.name) for node, one in run.outcomes.items() for entry in (one.result or {}).get("drift", ())],
        "graph": pictures,
        "timeline": make_timeline(run),
        "diff": gather_diffs(run, pruned),
    }


def raise_failures(run):
    """Raises Incomplete if nodes failed, with the errors of all of them."""
    failed = [one for one in run.outcomes.values() if one.error is not None]
    if not failed:
        return
    for one in failed:
        one.error.improve_hint()
    skipped = [one.node.name for one in run.outcomes.values() if one.action == "skip"]
    errors = ["%s: %s" % (one.node.name, one.error) for one in failed]
    text = "%d of %d objects failed%s" % (len(failed), len(run.outcomes), ", %d were skipped" % len(skipped) if skipped else "")
    shown = " ".join(errors[:SHOWN_FAILURES]) + (" (and %d more)" % (len(errors) - SHOWN_FAILURES) if len(errors) > SHOWN_FAILURES else "")
    error = Incomplete("%s. %s" % (text, shown), hint="Run the task again when the cause is removed: it goes on from what is there")
    done = [one.node.name for one in run.outcomes.values() if one.error is None and one.action != "skip"]
    error.facts = {"failed_objects": [one.node.name for one in failed], "skipped_objects": skipped, "done_objects": done}
    raise error


def complete_outcomes(run):
    """Yield the outcome of each object: of one that was created in two steps, with what both of them did."""
    for node in run.graph.sorted():
        outcome = run.outcomes[node]
        if node.part_of is not None:
            continue
        first = run.first_part(node)
        yield outcome, first if first and first.changed else None


def make_plan(run):
    """What the task does, as a list of dicts in the order of the graph."""
    plan = []
    for outcome, first in complete_outcomes(run):
        leading = first or outcome
        entry = {
            "node": outcome.node.name,
            "module": outcome.node.module,
            "action": leading.action,
            "why": leading.why,
            "after": sorted(other.name for other in outcome.node.needs if other.part_of is None),
        }
        plan.append(entry)
    return plan


def merge_diffs(outcome, first):
    """The diff of an object, with that of its first step."""
    diff = (outcome.result or {}).get("diff") or {}
    return {"before": (first.result["diff"] if first else diff).get("before"), "after": diff.get("after")}


def gather_diffs(run, pruned):
    """The diffs of all objects that change, by the names of their nodes."""
    diffs = {"before": {}, "after": {}}
    for outcome, first in complete_outcomes(run):
        if outcome.changed or first:
            for side, value in merge_diffs(outcome, first).items():
                if value:
                    diffs[side][outcome.node.name] = value
    for entry in pruned:
        diffs["before"]["%s %s" % (entry["module"], entry["id"])] = {"name": entry["name"], "id": entry["id"]}
    return diffs


def gather_results(run):
    """The results of the objects, as a dict of dicts: module -> label -> the object."""
    found = {}
    for outcome, _first in complete_outcomes(run):
        result = (outcome.result or {}).get(outcome.node.table.result_key)
        if result is not None:
            found.setdefault(outcome.node.module, {})[outcome.node.label] = result
    return found


def make_timeline(run):
    """When each node began and ended, in seconds since the beginning, as a list of dicts in the order of their beginnings."""
    entries = [
        {"node": one.node.name, "begun": round(one.begun, 2), "ended": round(one.ended, 2)} for one in run.outcomes.values() if one.ended
    ]
    return sorted(entries, key=lambda entry: (entry["begun"], entry["ended"]))


TOPOLOGY = Operation(
    run_topology,
    rules={"required_one_of": [["resources", "src"]]},
    name=Option(required=True),
    state=Option(default="present", choices=["present", "absent"]),
    resources=Option("dict"),
    src=Option("path"),
    prune=Option("bool", default=False),
    adopt=Option("bool", default=False),
    threads=Option("int", default=8),
)
