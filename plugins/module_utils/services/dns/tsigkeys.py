# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TSIG keys of the DNS service (Designate): they sign the transfers of zones."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import masking
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Option, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.base import ZONE_NAME, UpperChoice, WithSecret

ALGORITHMS = ("hmac-md5", "hmac-sha1", "hmac-sha224", "hmac-sha256", "hmac-sha384", "hmac-sha512")
SCOPES = ("pool", "zone")


class Secret(Str):
    """The shared secret in Base64. The API shows it, so that it can be compared. A stored prediction has the mask in place of it."""

    def agrees(self, have, value, context):
        return have == masking.MASK or self.same(have, value)

    def diff_before(self, have, value, context):
        return None


class TsigKey(WithSecret):
    """The type of TSIG keys. Results contain the secret only if the task requests it."""

    unique = True

    def to_result(self, have):
        shown = super().to_result(have)
        return shown and dict(shown, secret=have.get("shown_secret"))


def add_secrets(context, found):
    """The listed keys, with their secrets if the task requests them."""
    return [dict(have, shown_secret=have.get("secret")) for have in found] if context.params["with_secret"] else found


TSIGKEY = TsigKey(
    "dns.tsig_key",
    cloud_wide=True,
    path="/tsigkeys",
    key="tsigkey",
    result="tsigkey",
    needed_to_create=("algorithm", "secret", "scope", "resource_id"),
    computed={"created_at": Attribute(), "links": Attribute(), "updated_at": Attribute()},
    name=Str(required=True, filterable=True),
    algorithm=Str(choices=ALGORITHMS, filterable=True),
    secret=Secret(secret=True),
    scope=UpperChoice(choices=SCOPES, filterable=True),
    resource_id=Ref(ZONE_NAME),
)
TSIGKEY.label = "TSIG key"
TSIGKEYS = Info(
    TSIGKEY,
    "tsigkeys",
    narrow=add_secrets,
    algorithm=Str(choices=ALGORITHMS),
    scope=UpperChoice(choices=SCOPES),
    with_secret=Option("bool", default=False),
)
