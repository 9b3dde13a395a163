# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names that zones can have in the DNS service (Designate): top-level domains and blacklists."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.base import Designate, Named, absolute


def top_level(name):
    """A top-level domain in the form in which it is stored: in lower case, in ASCII, without a dot at the end."""
    return absolute(name).rstrip(".")


class TldName(Str):
    """The name of a top-level domain. Case, a dot at the end and the form of international names make no difference."""

    def wire(self, value, context):
        return top_level(value)


class Tld(Named):
    """The type of top-level domains."""

    unique = True

    def stored_name(self, context, value):
        return top_level(value)


class Description(Str):
    """A text that the service clears only with null."""

    def wire(self, value, context):
        return value or None


class Blacklist(Designate):
    """The type of blacklists. A blacklist has a pattern in place of a name."""

    unique = True
    key_option = name_field = "pattern"


TLD = Tld(
    "dns.tld",
    cloud_wide=True,
    path="/tlds",
    computed={"created_at": Attribute(), "links": Attribute(), "updated_at": Attribute()},
    name=TldName(required=True, canon=top_level, filterable=True),
    description=Str(filterable=True, initial=None),
)
TLD.label = "top-level domain"
TLDS = Info(TLD, "tlds", description=Str())

BLACKLIST = Blacklist(
    "dns.blacklist",
    cloud_wide=True,
    path="/blacklists",
    by_name="pattern",
    computed={"created_at": Attribute(), "links": Attribute(), "name": Attribute(initial=None), "updated_at": Attribute()},
    pattern=Str(required=True, filterable=True),
    description=Description(initial=None),
)
BLACKLISTS = Info(BLACKLIST, "blacklists", name=False, pattern=Str())
