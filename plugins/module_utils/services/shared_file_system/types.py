# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Share types of the shared file system service (Manila), and the access of projects to them."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Bool, Option, Part, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.link import Access
from ansible_collections.stratus.openstack.plugins.module_utils.parts import KeyedMap, Listed
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME, Member
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.base import TYPE_NAME, Description, ShareTypes

PUBLIC = "share_type_access:is_public"
HANDLES = "driver_handles_share_servers"  # the only extra spec that each type has
SET_SPEC = "POST /extra_specs"


class Specs(KeyedMap):
    """The extra specs without the required one. They are also part of the request that creates the type."""

    body = True

    def read(self, have):
        specs = super().read(have)
        return {key: value for key, value in specs.items() if key != HANDLES} if isinstance(specs, dict) else specs

    def store(self, context, have, current, value):
        kept = {key: item for key, item in have[self.api].items() if key == HANDLES}
        super().store(context, have, {**current, **kept}, {**value, **kept})


class HandlesServers(Part, Bool):
    """The required extra spec. A POST changes it."""

    def read(self, have):
        value = (have.get("extra_specs") or {}).get(HANDLES)
        return None if value is None else self.normal(value)

    def store(self, context, have, current, value):
        have.update(context.apply(have, SET_SPEC, {"extra_specs": {HANDLES: str(value)}}))


class Type(ShareTypes):
    """A share type. A creation requires one of the extra specs."""

    def execute(self, session, params, context=None):
        specs = params.get("extra_specs") or {}
        if HANDLES in specs:
            others = {key: value for key, value in specs.items() if key != HANDLES}
            params = dict(params, extra_specs=others)
            if params.get(HANDLES) is None:
                params[HANDLES] = self.fields[HANDLES].normal(specs[HANDLES])
        return super().execute(session, params, context)

    def complete_body(self, context, body):
        handles = context.params.get(HANDLES)
        return dict(body, extra_specs=dict(body.get("extra_specs") or {}, **{HANDLES: str(True if handles is None else handles)}))

    def to_result(self, have):
        found = super().to_result(have)
        if found:
            found[HANDLES] = self.fields[HANDLES].read(have)
            required = found["required_extra_specs"] or {}
            specs = found["extra_specs"]
            found["optional_extra_specs"] = specs and {key: value for key, value in specs.items() if key not in required}
        return found


TYPE = Type(
    TYPE_NAME.kind,
    cloud_wide=True,
    path=TYPE_NAME.path,
    by_name=None,
    actions={
        SET_SPEC: {
            "extra_specs": lambda current, sent: {**(current or {}), **sent["extra_specs"]},
            "required_extra_specs": lambda _current, sent: sent["extra_specs"],
        }
    },
    computed={
        "is_default": Attribute(initial=False),
        "optional_extra_specs": Attribute(),
        "required_extra_specs": Attribute(initial=lambda _context, body: {HANDLES: body["extra_specs"][HANDLES]}),
    },
    filters="is_public",
    name=Str(required=True),
    id=Option(),
    description=Description(initial=None),
    driver_handles_share_servers=HandlesServers(),
    extra_specs=Specs("/extra_specs"),
    is_public=Bool(api=PUBLIC, returned="is_public", initial=True),
)


class TypeInfo(Info):
    """A listing of share types. For the option `name`, the result also has that type by itself."""

    adds = {"share_type": TYPE}

    def complete(self, session, params, result):
        return dict(result, share_type=(result[self.returns] or [None])[0]) if params.get("name") else result


TYPES = TypeInfo(TYPE, "share_types", is_public=Bool())


class Projects(Listed):
    """The projects that may use a private type."""

    place, key = "/share_type_access", "share_type_access"

    def entry(self, have, identifier):
        return {"share_type_id": have["id"], "project_id": identifier}

    def identify(self, entry):
        return entry["project_id"]

    def request(self, identifier, adds):
        return "POST", "/action", {"json": {"addProjectAccess" if adds else "removeProjectAccess": {"project": identifier}}}


TYPE_ACCESS = Access(
    "shared_file_system.share_type_access",
    table=TYPE,
    part=Projects(PROJECT_NAME),
    public=PUBLIC,
    project=Member(PROJECT_NAME, "project_domain", api="project_id", required=True, returned=False),
)
