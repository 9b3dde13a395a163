# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rehearsal: what declarations would do, without a request that changes anything. It verifies an export."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.environment import document
from ansible_collections.stratus.openstack.plugins.module_utils.environment.graph import Graph
from ansible_collections.stratus.openstack.plugins.module_utils.environment.topology import Run, changed_options, complete_outcomes
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

OWNER = "export"  # the name of the topology in a rehearsal


def verify(session, params, resources):
    """What is wrong with declarations of existing objects, as a list of dicts: ``node``, ``why``, ``differs``.

    First, each object must be as declared. Then all of them are removed and created again by the declarations alone.
    """
    found = []
    declared = make_graph(params, resources, "present", found)
    for outcome, first in complete_outcomes(rehearse(session.rehearsal(), params, "present", declared)):
        found += [entry for entry in [judge_existing(outcome, first)] if entry]
    stage = session.rehearsal()
    gone = rehearse(stage, params, "absent", make_graph(params, resources, "absent", []))
    kept = {node.name: outcome.error or outcome.why for node, outcome in gone.outcomes.items() if outcome.action != "remove"}
    made = rehearse(stage, params, "present", declared)
    wrong = {entry["node"] for entry in found}
    for outcome, first in complete_outcomes(made):
        action = (first or outcome).action
        if outcome.node.name not in wrong and action != "create":
            why = outcome.error or (outcome.why if action == "skip" else kept.get(outcome.node.name) or "it is still there")
            what = "created by" if outcome.error or action == "skip" else "removed, to be created by"
            found.append(entry_for(outcome.node.name, "It cannot be %s its declaration: %s" % (what, why)))
    return found


def make_graph(params, resources, state, failures):
    """The arranged Graph of declarations. ``failures``: a list that gets the entries of those that are not valid. Raises CloudError."""
    options, nodes = task_options(params, state), []
    for module, items in resources.items():
        for number, item in enumerate(items, 1):
            try:
                nodes.append(document.make_node(module, item, number, options))
            except CloudError as error:
                failures.append(entry_for("%s.%s" % (module, item.get("label") or number), str(error)))
    graph = Graph(nodes)
    graph.arrange(state)
    return graph


def rehearse(session, params, state, graph):
    """Run an arranged Graph on a session that sends no writes -> Run. Raises CloudError."""
    run = Run(session, task_options(params, state), graph, counts_needs=False)
    run.execute()
    return run


def task_options(params, state):
    """The options of the task of a topology in a rehearsal, as a dict."""
    return {"state": state, "timeout": params["timeout"], "name": OWNER, "adopt": state == "absent", "threads": 1}


def judge_existing(outcome, first):
    """The entry for an object that is not as its declaration says; None for one that is."""
    if outcome.error is not None:
        return entry_for(outcome.node.name, str(outcome.error))
    if outcome.action == "skip":
        return entry_for(outcome.node.name, outcome.why)
    drift = {entry["option"]: {"now": entry["now"], "wanted": entry["wanted"]} for entry in (outcome.result or {}).get("drift") or ()}
    changed = next((one for one in (first, outcome) if one is not None and one.action != "ok"), None)
    if changed is None and not drift:
        return None
    diff = (changed.result if changed else {}).get("diff") or {}
    sides = [diff.get(side) or {} for side in ("before", "after")]
    differs = {name: {"now": sides[0].get(name), "wanted": sides[1].get(name)} for name in (changed_options(changed) if changed else ())}
    text = "It is not as declared" if changed is None or changed.action == "change" else "Its declaration does not find it"
    return entry_for(outcome.node.name, text, {**differs, **drift})


def entry_for(node, why, differs=None):
    """One entry of the result."""
    return {"node": node, "why": why, "differs": differs or {}}
