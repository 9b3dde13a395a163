# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Server groups of the compute service (Nova)."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Int, Nested, Option, Str, own_project
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource

POLICIES = ["anti-affinity", "affinity", "soft-anti-affinity", "soft-affinity"]


class ServerGroup(Resource):
    """A server group. It cannot be changed. Up to microversion 2.63, the API has a list with one policy, and no rules."""

    all_projects = "all_projects"

    def list(self, context, params=None):
        return context.session.list(self.service, self.path, self.keys, params, microversion=self.microversion, paging="offset")

    def complete_body(self, context, body):
        if not context.session.supports("compute", self.microversion):
            body["policies"] = [body.pop("policy")]
        return body

    def unwrap(self, body):
        return normalize_policy(super().unwrap(body))

    def find(self, context, value, filters=None):
        return [normalize_policy(have) for have in super().find(context, value, filters)]

    def to_result(self, have):
        return super().to_result(normalize_policy(have))


def normalize_policy(have):
    """A group with the attributes `policy`, `policies` and `rules` of all microversions."""
    if not have:
        return have
    policy = have.get("policy") or next(iter(have.get("policies") or ()), None)
    return dict(have, policy=policy, policies=[policy] if policy else [], rules=have.get("rules") or {})


SERVER_GROUP = ServerGroup(
    "compute.server_group",
    held_by="project",
    path="/os-server-groups",
    needs={"compute.server_groups": 1},
    microversion="2.64",
    by_name=None,
    needed_to_create=("policy",),
    states=("present", "absent", "replace"),
    computed={
        "member_ids": Attribute("members", initial=[]),
        "metadata": Attribute(),
        "policies": Attribute(),
        "project_id": Attribute(initial=own_project),
        "user_id": Attribute(),
    },
    filters="all_projects",
    name=Str(required=True),
    policy=Str(choices=POLICIES, update=IMMUTABLE),
    extra_fields={"rules": Nested(since="2.64", update=IMMUTABLE, fields={"max_server_per_host": Int()})},
)


class ServerGroupInfo(Info):
    """A listing of server groups."""

    def query(self, context):
        query, wanted = super().query(context)
        return dict(query, all_projects=True) if context.params.get("all_projects") else query, wanted


SERVER_GROUPS = ServerGroupInfo(
    SERVER_GROUP,
    "server_groups",
    policy=Option(choices=POLICIES),
    all_projects=Option("bool", default=False),
    limit=Option("int"),
    narrow=lambda context, found: [have for have in found if context.params["policy"] in (None, normalize_policy(have)["policy"])],
)
