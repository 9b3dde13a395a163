# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the new objects of a declaration take of the quotas, compared with what is left before anything is written."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import needs
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context, name_key
from ansible_collections.stratus.openstack.plugins.module_utils.errors import PARSE_ERRORS, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.first_look import SharedNames
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

OWNERS = ("project", "owner")  # options for an object of another project, which takes nothing of the quotas of this one
TO_BE_CREATED = "to be created: %s"  # stands for the id of a declared object that does not exist


def require_quotas(run):
    """What the new objects of a topology.Run need, and what is left of these quotas -> {"needs": {}, "left": {}}, by "service.quota".

    An object whose existence cannot be told in advance is not counted. The first look-ups of the run answer, so no request is sent twice.
    Raises CloudError if the quotas have too little left.
    """
    session, threads = run.session, run.params["threads"]
    new = find_new(run)
    names = {key: TO_BE_CREATED % node.name for node, key in new.items() if key}
    names = SharedNames(names, parent=run.resolved)
    counted = [node for node in new if not any(node.params.get(name) for name in OWNERS)]
    total = needs.add(session.in_parallel(lambda node: needs_of(session.apart(names), node), counted, threads))
    left = {name: number for name, (_limit, number) in needs.require(session, total).items()}
    predicted = {name: UNKNOWN for name in total if session.has_predictions(name.partition(".")[0])}
    return {"needs": total, "left": {**left, **predicted}}


def find_new(run):
    """The nodes whose objects do not exist and take something of quotas, as a dict: -> the key of the object's name, or None."""
    new = {}
    for level in run.graph.levels():
        nodes = [node for node in level if node.part_of is None and node.params["state"] != "absent" and node.table.needs]
        named = [node for node in nodes if node.own_name and node.params.get(node.own_name) and node.table.kind in run.collections]
        looks = run.session.in_parallel(run.look_up, named, run.params["threads"])
        for node, have in zip(named, looks):
            key = name_key(node.table, node.params[node.own_name])
            if have is None:
                new[node] = key
            elif have:
                run.resolved.learn(key, node.table.id_of(have))
        for node in nodes:
            if node not in named and any(other in new for other in node.needs):
                new[node] = None
    return new


def needs_of(session, node):
    """What the creation of the object of a node takes of the quotas, as a dict. What the body would tell counts only if it can be built."""
    table = node.table
    context = Context(session, node.params, table)
    fixed = {name: need for name, need in table.needs.items() if not callable(need)}
    if len(fixed) == len(table.needs):
        return fixed
    try:
        return table.needs_of(context, table.creation_body(context))
    except (CloudError, *PARSE_ERRORS):
        return fixed
