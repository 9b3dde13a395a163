# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access rules of shares in the shared file system service (Manila). Actions of the share create and remove them."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    IMMUTABLE,
    Attribute,
    Bool,
    Items,
    Option,
    Part,
    Ref,
    Str,
    cidr,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.parts import KeyedMap
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system.base import SHARE_NAME, Manila
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status

KINDS = ["ip", "user", "cert", "cephx"]
LEVELS = ["rw", "ro"]
SHOWN = "show_access_key"


class Metadata(KeyedMap):
    """The metadata of a rule. It is also part of the request that creates the rule."""

    body = True
    verb = "PUT"


class AccessRule(Manila):
    """An access rule. It has no name: its type and whom it admits identify it in its share."""

    key_option = name_field = "access_to"
    unique = True

    def list(self, context, params=None):
        return (dict(have, share_id=params["share_id"]) for have in super().list(context, params))

    def of_share(self, context, share):
        """The rules of the share with an id, as a list, without those that are being removed."""
        return [have for have in self.list(context, {"share_id": share}) if not self.is_leaving(have)]

    def find_declared(self, context):
        def look(_names, share):
            wanted = (context.params["access_type"], cidr(context.params["access_to"]))
            rules = [rule for rule in self.of_share(context, share) if (rule["access_type"], cidr(rule["access_to"])) == wanted]
            return self.single(rules, context.params["access_to"])

        have = context.prefer_remembered_names(
            lambda names: names.resolve(SHARE_NAME, context.params["share"]), look, lambda rule: self.agrees_with_state(context, rule)
        )
        waits = self.is_busy(have) and context.waits and context.params["state"] != "absent"
        return self.wait_until_ready(context, have) if waits else have

    def creation_request(self, context, body):
        allowed = {key: value for key, value in body.items() if key != "share_id"}
        return SHARE_NAME.item_path(context, body["share_id"]) + "/action", {"json": {"allow_access": allowed}, "key": self.key}

    def deletion_request(self, context, have):
        denied = dict({"access_id": have["id"]}, **({"unrestrict": True} if context.params.get("unrestrict") else {}))
        return "POST", SHARE_NAME.item_path(context, have["share_id"]) + "/action", {"json": {"deny_access": denied}}

    def to_result(self, have):
        found = super().to_result(have)
        return found and dict(found, access_key=found["access_key"] if have.get(SHOWN) else None)

    def build_result(self, context, have, before, now):
        return super().build_result(context, have, before, now and dict(now, **{SHOWN: context.params[SHOWN]}))


ACCESS = AccessRule(
    "shared_file_system.share_access_rule",
    shown_by="shared_file_system.share",
    path="/share-access-rules",
    key="access",
    keys="access_list",
    by_name=None,
    microversion="2.82",
    since="2.45",
    result="share_access",
    states=("present", "absent", "replace"),
    status=Status(field="state", busy=r"NEW|QUEUED_TO_.*|APPLYING|DENYING", leaving=r"QUEUED_TO_DENY|DENYING"),
    computed={
        "access_key": Attribute(),
        "access_list": Attribute(initial=None),
        "created_at": Attribute(),
        "state": Attribute(initial="active"),
        "updated_at": Attribute(),
    },
    share=Ref(SHARE_NAME, api="share_id", required=True, update=IMMUTABLE),
    access_type=Str(choices=KINDS, default="ip", update=IMMUTABLE),
    access_to=Str(required=True, canon=cidr, update=IMMUTABLE),
    access_level=Str(choices=LEVELS, update=IMMUTABLE, initial="rw"),
    metadata=Metadata("/metadata", initial={}),
    lock_visibility=Bool(write_only=True, since="2.82", initial=None),
    lock_deletion=Bool(write_only=True, since="2.82", initial=None),
    lock_reason=Str(write_only=True, since="2.82", initial=None),
    unrestrict=Option("bool", default=False),
    show_access_key=Option("bool", default=False),
)


class AccessInfo(Info):
    """A listing of the rules of a share. The option `show_access_key` includes their keys."""

    def found(self, context):
        return [dict(have, **{SHOWN: context.params[SHOWN]}) for have in super().found(context)]


ACCESS_RULES = AccessInfo(
    ACCESS,
    "share_access_rules",
    name=False,
    share=Ref(SHARE_NAME, api="share_id", required=True),
    show_access_key=Option("bool", default=False),
)


class AccessRules(Part, Items):
    """The complete list of the rules of a share."""

    def __init__(self, **rest):
        options = {
            "access_type": Str(choices=KINDS, default="ip"),
            "access_to": Str(required=True, canon=cidr),
            "access_level": Str(choices=LEVELS, default="rw"),
        }
        super().__init__(fields=options, returned=False, **rest)

    def load(self, context, have):
        return ACCESS.of_share(context.at(ACCESS), have["id"])

    def store(self, context, have, current, value):
        rules, wanted = context.at(ACCESS), self.wire(value, context)
        for rule in current:
            if not any(self.meets(rule, item) for item in wanted):
                ACCESS.delete(rules, rule)
        created = [
            ACCESS.unwrap(ACCESS.submit(rules, dict(item, share_id=have["id"])))
            for item in wanted
            if not any(self.meets(rule, item) for rule in current)
        ]
        for rule in created if context.waits else ():
            ACCESS.wait_until_ready(rules, rule)
