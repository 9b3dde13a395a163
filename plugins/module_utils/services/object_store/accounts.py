# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account of a project in the object store (Swift): its metadata and its keys for temporary URLs."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Option
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
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
        """The URL of the account. Predictions know the account by it, whoever reads it."""
        return self.address(context)

    def find_declared(self, context):
        return self.fetch(context, self.account_name(context))

    def complete_body(self, context, body):
        hint = "An operator of the service creates accounts that are not created at the first request"
        raise CloudError("The project has no account", service=self.service, hint=hint)

    def account_name(self, context):
        """The name of the account: the last part of its address."""
        return self.address(context).rpartition("/")[2]

    def address(self, context):
        """The URL of the account, which ends with the id of its project. Raises CloudError."""
        url, wanted = context.session.endpoint(self.service).rstrip("/"), context.params.get("project")
        if not wanted:
            return url
        server, _slash, name = url.rpartition("/")
        own = context.session.access.project_id or ""
        if not own or not name.endswith(own):
            text = "The address of the service does not end with the id of a project: %s" % url
            raise CloudError(text, service=self.service, hint="Use credentials for the other project instead of `project`")
        return "%s/%s%s" % (server, name[: -len(own)], context.resolve(PROJECT_NAME, wanted))

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
    project=Option(aliases=["project_id"]),
    metadata=Metadata(),
    purge_metadata=Option("bool", default=False),
    delete_metadata_keys=RemovedMetadata(aliases=["keys"]),
    quota_bytes=Limit(META + "quota-bytes", returned="quota_bytes", initial=None),
    temp_url_key=Key(META + "temp-url-key", returned="meta_temp_url_key"),
    temp_url_key_2=Key(META + "temp-url-key-2", returned="meta_temp_url_key_2"),
)
ACCOUNTS = Info(ACCOUNT, "accounts", filters=False, name=False, project=Option(aliases=["project_id"]))
