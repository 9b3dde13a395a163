# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account of a project in the object store (Swift): its metadata and its keys for temporary URLs."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Option
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.base import (
    InHeaders,
    Key,
    Limit,
    Metadata,
    RemovedMetadata,
)

META = "x-account-meta-"


class AccountType(InHeaders):
    """The type of accounts. A project has one, at the address of the service; the service creates it at the first request."""

    prefix = META
    own_metadata = ("quota-bytes",)

    def item_path(self, context, identifier):
        return ""

    def find_declared(self, context):
        return self.fetch(context, self.account_name(context))

    def complete_body(self, context, body):
        hint = "An operator of the service creates accounts that are not created at the first request"
        raise CloudError("The project has no account", service=self.service, hint=hint)

    @staticmethod
    def account_name(context):
        """The name of the account: the last part of the address of the service."""
        return context.session.endpoint("object-store").rstrip("/").rpartition("/")[2]

    def list(self, context, params=None):
        """Yield the account of the task."""
        yield self.find_declared(context)


ACCOUNT = AccountType(
    "object_store.account",
    not_exported="it exists together with the project",
    path="",
    states=("present",),
    computed={
        "account_bytes_used": Attribute("x-account-bytes-used"),
        "account_container_count": Attribute("x-account-container-count"),
        "account_object_count": Attribute("x-account-object-count"),
        "timestamp": Attribute("x-timestamp"),
    },
    metadata=Metadata(),
    purge_metadata=Option("bool", default=False),
    delete_metadata_keys=RemovedMetadata(aliases=["keys"]),
    quota_bytes=Limit(META + "quota-bytes", returned="quota_bytes", initial=None),
    temp_url_key=Key(META + "temp-url-key", returned="meta_temp_url_key"),
    temp_url_key_2=Key(META + "temp-url-key-2", returned="meta_temp_url_key_2"),
)
ACCOUNTS = Info(ACCOUNT, "accounts", filters=False, name=False)
