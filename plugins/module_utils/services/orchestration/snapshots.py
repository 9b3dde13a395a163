# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots of stacks of the orchestration service (Heat).

The API also shows the data of a snapshot. It is left out of results, since it contains what resources generated, such as passwords.
"""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.base import STACK_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Snapshot(Resource):
    """The type of snapshots. A stack accepts one of these requests at a time."""

    created_field = "creation_time"

    def base_path(self, context):
        if context.base_path:
            return context.base_path
        stack = context.params.get("stack")
        identifier = context.resolve(STACK_NAME, stack)
        name = STACK_NAME.get(context.at(STACK_NAME), stack)[STACK_NAME.name_field] if STACK_NAME.is_id(stack) else stack
        return "/stacks/%s/%s/snapshots" % (quote(str(name), safe=""), quote(str(identifier), safe=""))

    def unwrap(self, body):
        """The answer to a creation has no envelope."""
        return super().unwrap(body if self.key in body else self.wrap(body))

    def wait_for_related(self, context, have):
        """Wait until the service has ended its current action on the stack."""
        if context.waits:
            at_stack = context.at(STACK_NAME)
            stack = STACK_NAME.get(at_stack, context.params["stack"])
            STACK_NAME.poll(at_stack, stack, lambda now: not STACK_NAME.is_busy(now))


# the status of a stack shows its last action
SNAPPED = {"stack_status": "SNAPSHOT_COMPLETE", "stack_status_reason": "Stack SNAPSHOT completed successfully", "updated_time": UNKNOWN}
SNAPSHOT = Snapshot(
    "orchestration.snapshot",
    not_exported="its content is not part of a declaration",
    path="/stacks/{stack_id}/snapshots",
    by_name=None,
    request_keys={"create": None},
    result="stack_snapshot",
    owner_shows=("stack", {"create": SNAPPED}),
    status=Status(ok=("COMPLETE",), fail=("FAILED",), fault="status_reason", busy="IN_PROGRESS"),
    computed={
        "action": Attribute(initial="CREATE"),
        "created_at": Attribute("creation_time"),
        "status": Attribute(initial="COMPLETE"),
        "status_reason": Attribute(initial="Stack SNAPSHOT completed successfully"),
    },
    stack=Ref(STACK_NAME, api="stack_id", parent=True, required=True, returned=False),
    name=Str(required=True),
)
SNAPSHOT.label = "stack snapshot"
SNAPSHOTS = Info(SNAPSHOT, "stack_snapshots", stack=Ref(STACK_NAME, api="stack_id", parent=True, required=True))
