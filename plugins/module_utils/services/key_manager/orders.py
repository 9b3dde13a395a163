# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders of the key manager (Barbican): it generates a key or a key pair in the background."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Int, Nested, Option, Str, Timestamp
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import Barbican
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status

TYPES = ("key", "asymmetric")


class Order(Barbican):
    """The type of orders. An order has no name of its own: it is found by the name of the secret that it generates."""

    def list(self, context, params=None):
        query = {name: value for name, value in (params or {}).items() if name != "name"}
        return (named(have) for have in super().list(context, query))

    def fetch(self, context, identifier):
        have = super().fetch(context, identifier)
        return have and named(have)

    def complete_body(self, context, body):
        return {"type": body["type"], "meta": {**body.get("meta", {}), "name": body["name"]}}

    def predict_creation(self, context, body):
        created = super().predict_creation(context, body)
        return named(dict(created, meta={"expiration": None, **(created.get("meta") or {})}))

    def find_fault(self, context, have):
        parts = (have.get(name) for name in ("error_status_code", "error_reason", "sub_status_message"))
        return ": ".join(str(part).strip(". ") for part in parts if part and part != "Unknown")

    def with_fault(self, context, have):
        return have and dict(have, fault=self.find_fault(context, have))


def named(have):
    """An order with the name of the secret that it generates."""
    return dict(have, name=(have.get("meta") or {}).get("name"))


ORDER = Order(
    "key_manager.order",
    held_by="project",
    not_exported="it ends when its secret exists",
    path="/orders",
    by_name=None,
    result="secret_order",
    status=Status(fault="fault"),
    states=("present", "absent", "replace"),
    needed_to_create=("type", "meta"),
    computed={
        "container_id": Attribute("container_ref"),
        "container_ref": Attribute(),
        "created_at": Attribute("created"),
        "creator_id": Attribute(),
        "order_id": Attribute("order_ref"),
        "order_ref": Attribute(),
        "secret_id": Attribute("secret_ref"),
        "secret_ref": Attribute(),
        "status": Attribute(initial="ACTIVE"),
        "sub_status": Attribute(),
        "sub_status_message": Attribute(),
        "updated_at": Attribute("updated"),
    },
    name=Str(required=True, update=IMMUTABLE),
    type=Str(choices=TYPES, update=IMMUTABLE),
    meta=Nested(
        update=IMMUTABLE,
        fields={
            "algorithm": Str(),
            "bit_length": Int(),
            "mode": Str(initial=None),
            "payload_content_type": Str(initial=None),
            "expiration": Timestamp(initial=None),
        },
    ),
)
ORDER.label = "secret order"
ORDERS = Info(ORDER, "secret_orders", limit=Option("int"))
