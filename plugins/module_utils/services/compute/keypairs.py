# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compute service (Nova): keypairs."""

from __future__ import annotations

import re
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Attribute, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


def key_material(text):
    """A public key without the parts that do not matter: the comment of an SSH key, the line breaks of a certificate."""
    words = text.split()
    return " ".join(words[:2]) if re.match(r"(sk-)?(ssh|ecdsa)-", text.strip()) else "".join(words)


class Keypair(Resource):
    """A keypair. Its name is its id, and it cannot be changed. Nova shows a generated private key only in the answer to the creation.

    Up to microversion 2.91 Nova generates keys. From 2.92 on it requires a public key, and accepts more characters in names.
    """

    unique = True
    id_field = "name"

    def execute(self, session, params):
        if params.get("public_key_file"):
            text = session.read_file(params["public_key_file"])
            params = dict(params, public_key=text if text is UNKNOWN else text.replace("\r\n", "\n"))
        return super().execute(session, params)

    def item_path(self, context, identifier):
        user = context.params.get("user_id")
        return super().item_path(context, identifier) + ("?user_id=%s" % quote(user, safe="") if user else "")

    def list(self, context, params=None):
        return context.session.list(self.service, self.path, self.keys, params, microversion=self.microversion, each=self.key)

    def find(self, context, value, filters=None):
        have = self.fetch(context, value)
        return [] if have is None else [have]

    def post(self, context, body):
        given = dict(body, user_id=context.params["user_id"]) if context.params.get("user_id") else body
        if "public_key" in body:
            return self.submit(context, given, microversion="2.92")
        created = self.unwrap(self.submit(context, given))
        return self.wrap(dict(created, private_key=created.get("private_key") or UNKNOWN))  # only this answer shows it


REPLACE = "Set `state: replace` to delete the keypair and create it anew; servers that have its key keep it"
KEYPAIR = Keypair(
    "compute.keypair",
    held_by="user",
    path="/os-keypairs",
    microversion="2.91",
    states=("present", "absent", "replace"),
    computed={
        "created_at": Attribute(),
        "fingerprint": Attribute(),
        "id": Attribute("name"),
        "is_deleted": Attribute("deleted"),
        "private_key": Attribute(initial=None),
        "user_id": Attribute(),
    },
    rules={"mutually_exclusive": [["public_key", "public_key_file"]]},
    name=Str(required=True),
    public_key=Str(update=DRIFT, canon=key_material, remedy=REPLACE),
    public_key_file=Option(),
    type=Str(choices=["ssh", "x509"], update=DRIFT, remedy=REPLACE, initial="ssh"),
    user_id=Option(),
)
KEYPAIRS = Info(KEYPAIR, "keypairs", filters=False, user_id=Str(), marker=Str(), limit=Option("int"))
