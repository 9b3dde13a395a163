# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access control lists of the key manager (Barbican), without the secrets and containers that they belong to; consumers of secrets."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import NEW_ACL, last_part
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.containers import CONTAINER
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.secrets import SECRET

TABLES = {"secret": SECRET, "container": CONTAINER}


def change_acl(session, params):
    """Bring the access control list of a secret or container to what the task declares -> the task's result. Raises CloudError."""
    table, name = TABLES[params["type"]], params["name"]
    context, part = Context(session, params, table), table.fields["acl"]
    wanted = {key: params[key] for key in ("project_access", "users") if params[key] is not None}
    declared = {"read": wanted} if params["state"] == "present" else {}
    try:
        have = table.get(context, last_part(name))
        before = part.load(context, have)
        if (wanted or not declared) and not part.agrees(before, declared, context):
            part.store(context, have, before, declared)
    except CloudError as error:
        raise error.about("Cannot change the access control list of %s '%s'" % (table.label, name)) from None
    now, keys = have["acl"]["read"], wanted if declared else NEW_ACL["read"]
    diff = {"before": {key: before["read"][key] for key in keys}, "after": {key: now[key] for key in keys}}
    return {"acl": now, "id": table.id_of(have), "diff": diff}


SECRET_ACL = Operation(
    change_acl,
    name=Option(required=True),
    type=Option(choices=tuple(TABLES), default="secret"),
    project_access=Option("bool"),
    users=Option("list", elements="str"),
    state=Option(choices=("present", "absent"), default="present"),
)


def list_consumers(session, params):
    """The consumers of a secret, as the task's result. Raises CloudError."""
    context = Context(session, params, SECRET)
    try:
        have = {SECRET.id_field: context.resolve(SECRET, last_part(params["name"]))}
        found = list(session.list(SECRET.service, context.path(have, "/consumers"), "consumers", microversion="1.1"))
    except CloudError as error:
        raise error.about("Cannot list the consumers of secret '%s'" % params["name"]) from None
    names = {"service": "service", "resource_type": "resource_type", "resource_id": "resource_id", "status": "status"}
    names.update(created_at="created", updated_at="updated")
    return {"secret_consumers": [{name: have.get(wire) for name, wire in names.items()} for have in found]}


SECRET_CONSUMERS = Operation(list_consumers, name=Option(required=True))
