# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module stack_action: the actions of Heat on stacks, with the statuses in which they end and a check whether they are in effect."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.base import STATUS
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.snapshots import SNAPSHOT
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.stacks import STACK
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

SUSPENDED = "SUSPEND_COMPLETE"
UPDATING, CREATING = "UPDATE_IN_PROGRESS", "CREATE_IN_PROGRESS"
RESTORE, ABANDON, EXPORT = "restore", "abandon", "export"


class Action:
    """An action on a stack.

    ``ends``: the statuses in which it succeeds. ``done_in``: callable (status) -> whether the action has nothing to do. ``cancels``:
    whether it ends the current action of the stack instead of waiting for it.
    """

    def __init__(self, ends, done_in=lambda status: False, cancels=False):
        self.ends, self.done_in, self.cancels = ends, done_in, cancels


ACTIONS = {
    "suspend": Action((SUSPENDED,), lambda status: status == SUSPENDED),
    "resume": Action(("RESUME_COMPLETE",), lambda status: status in STATUS.ok and status != SUSPENDED),
    "check": Action(("CHECK_COMPLETE",)),
    "cancel_update": Action(("ROLLBACK_COMPLETE", "UPDATE_COMPLETE"), lambda status: status != UPDATING, cancels=True),
    "cancel_without_rollback": Action(
        ("UPDATE_FAILED", "CREATE_FAILED", "UPDATE_COMPLETE", "CREATE_COMPLETE"),
        lambda status: status not in (UPDATING, CREATING),
        cancels=True,
    ),
    RESTORE: Action(("RESTORE_COMPLETE",)),
    ABANDON: Action(()),
    EXPORT: Action(()),
}


def perform(session, params):
    """Carry out the action of a task -> the task's result. Raises CloudError."""
    context = Context(session, params, STACK)
    if params["snapshot"] and params["action"] != RESTORE:
        session.warnings.append("`snapshot` has no effect on the action %s" % params["action"])
    try:
        return run_action(context, ACTIONS[params["action"]])
    except CloudError as error:
        raise error.about("Cannot carry out %s on stack '%s'" % (params["action"], params["name"])) from None


def run_action(context, action):
    """Find the stack and carry out the action, unless it is in effect already -> the task's result. Raises CloudError."""
    name = context.params["action"]
    if name == ABANDON and all(STACK.is_leaving(have) for have in STACK.find(context, context.params["name"])):  # Heat shows it for a while
        return {"stack": None, "data": None, "diff": {"before": {}, "after": {}}}
    have = STACK.get(context, context.params["name"])
    if context.waits and not action.cancels and STACK.is_busy(have):
        have = STACK.poll(context, have, lambda now: not STACK.is_busy(now))
    before = after = {"status": STATUS.of(have)}
    if name in (ABANDON, EXPORT):
        return take_data(context, have)
    if not action.done_in(STATUS.of(have)):
        have = carry_out(context, action, have)
        after = {"status": STATUS.of(have), "action": context.params["action"]}
    return {"stack": STACK.to_result(have), "id": STACK.id_of(have), "diff": {"before": before, "after": after}}


def carry_out(context, action, have):
    """Send the request, and wait until the action has ended -> the stack. Raises CloudError with the reasons of a failure."""
    name = context.params["action"]
    if name == RESTORE:
        context.act(have, "POST /snapshots/{}/restore", part=find_snapshot(context, have))
    else:
        context.act(have, "POST /actions", {name: None})
    if not context.waits:
        return STACK.fetch(context, STACK.id_of(have))
    if not action.cancels:
        return STACK.wait_for_change(context, have)
    now = STACK.poll(context, have, lambda now: not STACK.is_busy(now))
    if now is None or STATUS.of(now) not in action.ends:
        STACK.is_ready(STACK.with_fault(context, now))
    return now


def take_data(context, have):
    """Read the data of a stack, and remove the stack without its resources if the action is to abandon it -> the task's result."""
    now = {"status": STATUS.of(have)}
    if context.params["action"] == EXPORT:
        found = context.call("GET", context.path(have, "/export"), initial=lambda: UNKNOWN)
        return {"stack": STACK.to_result(have), "id": STACK.id_of(have), "data": found, "diff": {"before": now, "after": now}}
    found = context.act(have, "DELETE /abandon") or UNKNOWN
    context.forget(STACK.id_of(have))
    STACK.wait_gone(context, have)
    return {"stack": None, "id": STACK.id_of(have), "data": found, "diff": {"before": now, "after": {}}}


def find_snapshot(context, have):
    """The id of the snapshot that the task names. Raises Missing, CloudError for several of one name."""
    listing = context.session.list(STACK.service, context.path(have, "/snapshots"), SNAPSHOT.keys)
    value = context.params["snapshot"]
    found = [one for one in listing if value in (one.get("name"), one.get("id"))]
    return SNAPSHOT.choose_one(context, found, value)["id"]


STACK_ACTION = Operation(
    perform,
    rules={"required_if": [("action", RESTORE, ("snapshot",))]},
    name=Str(required=True, aliases=["stack"]),
    action=Str(required=True, choices=list(ACTIONS)),
    snapshot=Option(),
)
