# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Containers of the key manager (Barbican): secrets that belong together, such as a certificate and its private key."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions
from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Items, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import Acl, Barbican, last_part
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.secrets import SECRET

TYPES = ("generic", "rsa", "certificate")
# the roles that the secrets of a type have: those that are required, and others
ROLES = {
    "rsa": (("private_key", "public_key"), ("private_key_passphrase",)),
    "certificate": (("certificate",), ("private_key", "private_key_passphrase", "intermediates")),
}


class SecretRef(Ref):
    """A reference to a secret: its name, ID or URL. The API takes the URL."""

    def wire(self, value, context):
        identifier = context.resolve(SECRET, last_part(value))
        return "%s%s/%s" % (context.session.endpoint("key-manager"), SECRET.path, identifier)

    def normal(self, value):
        return last_part(value)


class Secrets(Items):
    """The secrets of a container in any order, each with the name of its role."""

    def __init__(self, **rest):
        super().__init__(fields={"name": Str(initial=None), "secret_ref": SecretRef(SECRET, required=True, secret=False)}, **rest)


class Container(Barbican):
    """The type of containers."""

    def complete_body(self, context, body):
        kind, names = body["type"], [item.get("name") for item in body.get("secret_refs") or ()]
        required, others = ROLES.get(kind, ((), names))
        wrong = [name for name in names if name not in (*required, *others)]
        if wrong:
            text = "A container of type %s has no secret named '%s', only %s"
            raise BadOptions(text % (kind, wrong[0], ", ".join((*required, *others))))
        if names and not set(required) <= set(names):
            raise BadOptions("A container of type %s requires secrets named %s" % (kind, " and ".join(required)))
        return body

    def submit(self, context, body, **rest):
        created = super().submit(context, body, **rest)
        context.parts.pop("acl", None)
        return created


def add_acl(context, found):
    """The listed containers, with their access control lists if the task requests them."""
    for have in found if context.params["with_acl"] else ():
        CONTAINER.fields["acl"].load(context, have)
    return found


CONTAINER = Container(
    "key_manager.container",
    held_by="project",
    path="/containers",
    result="secret_container",
    states=("present", "absent", "replace"),
    needed_to_create=("type",),
    computed={
        "consumers": Attribute(initial=[]),
        "container_id": Attribute("container_ref"),
        "container_ref": Attribute(),
        "created_at": Attribute("created"),
        "creator_id": Attribute(),
        "status": Attribute(initial="ACTIVE"),
        "updated_at": Attribute("updated"),
    },
    name=Str(required=True, update=IMMUTABLE, filterable=True),
    type=Str(choices=TYPES, update=IMMUTABLE, filterable=True),
    secrets=Secrets(api="secret_refs", aliases=["secret_refs"], secret=False, update=IMMUTABLE, initial=[]),
    acl=Acl(initial=None),
)
CONTAINER.label = "secret container"
CONTAINERS = Info(
    CONTAINER,
    "secret_containers",
    narrow=add_acl,
    type=Str(choices=TYPES),
    limit=Option("int"),
    with_acl=Option("bool", default=False),
)
