# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common parts of the orchestration service (Heat): how stacks are addressed, found and waited for.

The path of a stack contains its name and its id: /stacks/NAME/ID. A request for /stacks/NAME or /stacks/ID is redirected to it.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.info import matches
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility, declare

declare("orchestration", "", Visibility(owner=("project",)))

NAME = re.compile(r"[a-zA-Z][\w.-]*", re.A)
DOING = ("CREATE", "UPDATE", "ADOPT", "RESUME", "SUSPEND", "CHECK", "RESTORE", "SNAPSHOT")
FAILED = tuple("%s_FAILED" % verb for verb in (*DOING, "DELETE", "ROLLBACK"))
STATUS = Status(
    field="stack_status",
    ok=tuple("%s_COMPLETE" % verb for verb in DOING),
    fail=(*FAILED, "ROLLBACK_COMPLETE"),
    fault="stack_status_reason",
    gone=("DELETE_COMPLETE",),
)
STALE_READS = 5  # reads after a write that may show the stack as it was before
DEPTH = 5  # levels of nested stacks in which failed resources are looked for


def is_of_last_action(event, have):
    """Whether an event belongs to the last action on a stack. A resource has no time of an event."""
    return not event.get("event_time") or event["event_time"] >= (have.get("updated_time") or "")


def describe_failure(one):
    """What a failed resource, or the event of its failure, tells."""
    kind = " (%s)" % one["resource_type"] if one.get("resource_type") else ""
    return "resource '%s'%s is %s: %s" % (one.get("resource_name"), kind, one.get("resource_status"), one.get("resource_status_reason"))


class StackType(Resource):
    """The type of stacks. Names are unique in a project."""

    name_field = "stack_name"
    unique = True
    created_field = "creation_time"

    def item_path(self, context, identifier):
        super().item_path(context, identifier)  # which refuses an empty id
        name = context.fresh.get((self.kind, identifier)) or context.params.get("name")
        return "%s/%s/%s" % (self.path, quote(str(name), safe=""), quote(str(identifier), safe=""))

    @property
    def member_name(self):
        """Predicted stacks are kept by their names, as a look-up finds them."""
        return lambda have: have.get(self.name_field)

    def note(self, context, have):
        """Keep the name of a stack, since its path contains it -> the stack."""
        context.fresh[self.kind, self.id_of(have)] = have[self.name_field]
        return have

    def note_found(self, context, have):
        """The same for a stack that was found. Its changes can be predicted, although it was read from the path with its name."""
        if not context.session.known(self.service, context.path(self.note(context, have))):
            context.session.learn(self.service, context.path(have), {self.key: have})
        return have

    def find(self, context, value, filters=None):
        """The stack with a name or id, by one request if an earlier task found its id, else by two: the first one is redirected."""
        if not (self.is_id(value) or NAME.fullmatch(value)):
            return []  # the service accepts no such name
        known = None if self.is_id(value) else context.remembered_id(self, value)
        have = self.read_stack(context, "%s/%s/%s" % (self.path, quote(value, safe=""), known)) if known else None
        if have is None or self.status.of(have) in self.status.gone:
            have = self.read_stack(context, "%s/%s" % (self.path, quote(value, safe="")))
        if have is None and self.is_id(value):
            return [self.note(context, have) for have in self.list(context, filters) if self.id_of(have) == value]
        found = [] if have is None else [self.note_found(context, have)]
        return [have for have in found if all(matches(have, key, wanted) for key, wanted in (filters or {}).items() if key in have)]

    def read_stack(self, context, path):
        """The stack at a path, or None."""
        reply = context.session.request(self.service, "GET", path, key=self.key, allow=(404,))
        return None if reply.status == 404 else self.unwrap(reply.body)

    def list_contents(self, context, have):
        path = context.path(self.note(context, have), "/resources")
        found = context.call("GET", path, params={"nested_depth": DEPTH}, allow=(404,)) or {}
        return [one["physical_resource_id"] for one in found.get("resources") or () if one.get("physical_resource_id")]

    def other_paths(self, have):
        """A look-up by name reads another path than one by name and id."""
        return ["%s/%s" % (self.path, quote(str(have[self.name_field]), safe=""))]

    def with_fault(self, context, have):
        if have is None or self.status.of(have) not in self.status.fail:
            return have
        return dict(have, **{self.status.fault: self.find_fault(context, have)})

    def find_fault(self, context, have):
        """The failed resources of a stack with their reasons, by one request; the reason of the stack if there are none.

        After a rollback no resource is failed any more. Then the events of the last action tell what failed.
        """
        undone = self.status.of(have) == "ROLLBACK_COMPLETE"
        query = {"resource_status": "FAILED", "sort_dir": "desc"} if undone else {"status": "FAILED"}
        name = "events" if undone else "resources"
        found = context.call("GET", context.path(have, "/" + name), params=dict(query, nested_depth=DEPTH), allow=(404,)) or {}
        parts = [one for one in found.get(name) or () if one.get("physical_resource_id") != self.id_of(have)]
        failed = [one for one in parts if str(one.get("resource_status")).endswith("_FAILED") and is_of_last_action(one, have)]
        inner = [one for one in failed if not any(link.get("rel") == "nested" for link in one.get("links") or ())] or failed
        return "; ".join(dict.fromkeys(map(describe_failure, inner))) or self.status.why(have)

    def wait_for_change(self, context, have):
        """Wait until a stack is ready after a write -> the stack. ``have``: the stack before the write. Raises CloudError.

        A read directly after the write may still show the state before it.
        """
        stale = []

        def done(now):
            if now is None:
                return self.is_ready(now)
            key = (self.status.field, "updated_time")
            if all(now.get(name) == have.get(name) for name in key) and len(stale) < STALE_READS:
                stale.append(now)
                return False
            return not self.is_busy(now) and self.is_ready(self.with_fault(context, now))

        return self.poll(context, have, done)


# for references from other tables
STACK_NAME = StackType("orchestration.stack", path="/stacks", status=STATUS)
