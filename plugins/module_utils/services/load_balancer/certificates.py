# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user as whom the load balancing service (Octavia) reads certificates from the key manager, for listeners and pools."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import (
    USER_NAME,
    grant_read,
    list_readers,
    with_members,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.base import Octavia


class Reader(f.Part, f.Str):
    """A user who can read all certificates that the task declares. ``options``: the names of the options with certificates."""

    def __init__(self, options, **rest):
        super().__init__(**rest)
        self.options = options

    def stored(self, context):
        """The secrets and containers of these certificates, as (table, id). Raises CloudError."""
        fields = context.resource.fields
        urls = [fields[name].wire(context.params[name], context) for name in self.options if context.params[name]]
        return with_members(context, [url for found in urls for url in (found if isinstance(found, list) else [found])])

    def load(self, context, have):
        wanted = context.params[self.name]

        def can_read(_names, meaning):
            user, stored = meaning
            return all(user in list_readers(context, *entry) for entry in stored)

        found = context.prefer_remembered_names(lambda names: (names.resolve(USER_NAME, wanted), self.stored(names)), can_read)
        return wanted if found else None

    def store(self, context, have, current, value):
        """Nothing is left to do: see ``WithCertificates.before_write``."""

    def grant(self, context):
        """Add the user to those who can read the certificates. Raises CloudError."""
        wanted = context.params[self.name]
        if context.parts.get(self.name) != wanted:
            user = context.resolve(USER_NAME, wanted)
            for entry in self.stored(context):
                grant_read(context, *entry, user)
            context.parts[self.name] = wanted


class WithCertificates(Octavia):
    """A type with the option `certificate_reader`, a Reader."""

    def before_write(self, context, have):
        """The service reads the certificates when an object is created or changed."""
        super().before_write(context, have)
        if context.params.get("certificate_reader") and context.params["state"] != "absent":
            self.fields["certificate_reader"].grant(context)
