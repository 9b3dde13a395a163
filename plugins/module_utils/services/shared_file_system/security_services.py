# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Security services of the shared file system service (Manila): directories in which share servers look up users."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Option, Ref, Str, own_project
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.base import (
    NETWORK_NAME,
    SECURITY_NAME,
    Manila,
    all_projects_options,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

TYPES = ["ldap", "kerberos", "active_directory"]


class Password(Str):
    """The password of a user in the directory. The API shows it to the owner, so that it can be compared. A prediction does not show it."""

    def read(self, have):
        return have.get(self.api, UNKNOWN) if have else None

    def agrees(self, have, value, context):
        return self.same(have, value)


SECURITY_SERVICE = Manila(
    SECURITY_NAME.kind,
    held_by="project",
    path=SECURITY_NAME.path,
    key=SECURITY_NAME.key,
    detail=SECURITY_NAME.detail,
    needed_to_create=("type",),
    result="share_security_service",
    computed={
        "created_at": Attribute(),
        "project_id": Attribute(initial=own_project),
        "status": Attribute(filterable=True, initial="new"),
        "updated_at": Attribute(initial=None),
    },
    extra_fields={"type": Str(choices=TYPES, filterable=True)},
    name=Str(required=True, filterable=True),
    id=Option(),
    description=Str(initial=None),
    dns_ip=Str(filterable=True, initial=None),
    server=Str(filterable=True, initial=None),
    domain=Str(filterable=True, initial=None),
    user=Str(filterable=True, initial=None),
    password=Password(secret=True, returned=False),
    ou=Str(initial=None, since="2.44"),
    default_ad_site=Str(initial=None, since="2.76"),
)
SECURITY_SERVICE.label = "security service"
SECURITY_SERVICES = Info(
    SECURITY_SERVICE,
    "share_security_services",
    share_network=Ref(NETWORK_NAME, api="share_network_id"),
    type=Str(choices=TYPES),
    **all_projects_options(),
)
