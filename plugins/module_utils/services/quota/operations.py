# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations that set and read the quotas of a project in all services."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import DOMAIN_NAME, PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.quota.tables import QUOTAS


def resolve_project(session, params):
    """The id of the project that a task names. Raises Missing, CloudError."""
    context = Context(session, params, PROJECT_NAME)
    within = {"domain_id": context.resolve(DOMAIN_NAME, params["domain"])} if params["domain"] else None
    return context.resolve(PROJECT_NAME, params["name"], within)


def converge(session, params):
    """Set the quotas of a project as the task declares -> the task's result. Raises CloudError.

    A service that the cloud does not have is left out, unless the task sets a quota of it.
    """
    try:
        project = resolve_project(session, params)
        found = {}
        for name, table in QUOTAS.items():
            if table.given(params) or table.sets_more_limits(params) or session.has_service(table.service):
                context = Context(session, params, table)
                have = table.read_project(context, project)
                found[name] = context, have, table.wanted_limits(params, have)
        quotas, before, after = {}, {}, {}
        for name, (context, have, limits) in found.items():
            now = reset_or_set(context, project, have, limits)
            was, quotas[name] = (context.resource.to_result(side) for side in (have, now))
            changed = [key for key in was if quotas[name][key] != was[key]]
            if changed:
                before[name], after[name] = ({key: side[key] for key in changed} for side in (was, quotas[name]))
    except Missing as error:
        if params["state"] == "absent":  # a project that does not exist has no quotas to reset
            return {"quotas": {}, "diff": {"before": {}, "after": {}}}
        raise error.about("Cannot set the quotas of project '%s'" % params["name"]) from None
    except CloudError as error:
        doing = "reset" if params["state"] == "absent" else "set"
        raise error.about("Cannot %s the quotas of project '%s'" % (doing, params["name"])) from None
    return {"quotas": quotas, "id": project, "diff": {"before": before, "after": after}}


def reset_or_set(context, project, have, limits):
    """Reset or set the quotas of one service -> the quotas after that."""
    if context.params["state"] == "absent":
        return context.resource.reset(context, project, have)
    changed = {key: value for key, value in limits.items() if have.get(key) != value}
    return context.resource.set(context, project, have, changed) if changed else have


QUOTA = Operation(
    converge,
    name=Str(required=True),
    domain=Option(),
    **{name: field for table in QUOTAS.values() for name, field in table.fields.items()},
    volume_types=Option("dict"),
    force=Bool(default=False),
    state=Option(default="present", choices=["present", "absent"]),
)


def show(session, params):
    """Read the quotas of a project in all services that the cloud has -> the task's result. Raises CloudError."""
    try:
        project = resolve_project(session, params) if params["name"] else session.access.project_id
        if not project:
            raise CloudError("These credentials are for no project", hint="Set `name` to a project")
        tables = {name: table for name, table in QUOTAS.items() if session.has_service(table.service)}
        quotas = {name: read_service(session, params, table, project) for name, table in tables.items()}
    except CloudError as error:
        raise error.about("Cannot read the quotas of %s" % ("project '%s'" % params["name"] if params["name"] else "the project")) from None
    return {"quotas": quotas, "id": project}


def read_service(session, params, table, project):
    """The quotas of one service as a dict for the result."""
    context = Context(session, params, table)
    if params["defaults"]:
        return table.to_result(table.read_defaults(context, project))
    if not params["usage"]:
        return table.to_result(table.read_project(context, project))
    if not table.details:
        return dict(table.to_result(table.read_project(context, project)), usage=None, reservation=None)
    have = table.read_usage(context, project)
    counts = {side: table.to_result(have[side]) for side in ("usage", "reservation")}
    shown = {side: {name: value for name, value in view.items() if value not in (None, {})} for side, view in counts.items()}
    return dict(table.to_result(have), **shown)


QUOTAS_OF_PROJECT = Operation(
    show,
    rules={"mutually_exclusive": [["usage", "defaults"]]},
    name=Option(aliases=["project"]),
    domain=Option(),
    usage=Option("bool", default=False),
    defaults=Option("bool", default=False),
)
