# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module loadbalancer_action: the failover of a load balancer, or of one of its amphorae."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.amphorae import AMPHORA
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.base import FAILOVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.load_balancers import LOAD_BALANCER


def perform(session, params):
    """Carry out the action of a task -> the task's result. Raises CloudError."""
    context = Context(session, params, LOAD_BALANCER)
    try:
        have = LOAD_BALANCER.get(context, params["name"])
        before = {"provisioning_status": have.get("provisioning_status")}
        at, target = (context.at(AMPHORA), find_amphora(context, have)) if params["amphora"] else (context, have)
        LOAD_BALANCER.send_when_free(context, have, lambda: at.act(target, FAILOVER))
        now = LOAD_BALANCER.fetch(context, LOAD_BALANCER.id_of(have))
        if context.waits:
            now = LOAD_BALANCER.wait_until_ready(context, now or have)
    except CloudError as error:
        raise error.about("Cannot carry out %s on load balancer '%s'" % (params["action"], params["name"])) from None
    after = {"provisioning_status": now.get("provisioning_status"), "action": params["action"]}
    shown = LOAD_BALANCER.to_result(now)
    return {LOAD_BALANCER.result_key: shown, "id": shown["id"], "diff": {"before": before, "after": after}}


def find_amphora(context, have):
    """The amphora that the task names. Raises CloudError if it does not belong to the load balancer."""
    identifier, at = context.params["amphora"], context.at(AMPHORA)
    amphora = AMPHORA.fetch(at, identifier)
    if amphora is None or amphora.get("loadbalancer_id") != LOAD_BALANCER.id_of(have):
        raise CloudError("It has no amphora '%s'" % identifier, service=AMPHORA.service)
    return amphora


LOAD_BALANCER_ACTION = Operation(
    perform,
    name=Str(required=True, aliases=["loadbalancer"]),
    action=Str(required=True, choices=["failover"]),
    amphora=Option(),
)
