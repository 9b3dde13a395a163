# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compute service (Nova): keypairs, flavors and servers."""

from __future__ import annotations

import operator
import os
import re

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Bool, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info, matches
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource

# -- keypairs ---------------------------------------------------------------------------------------------------------------


def key_material(text):
    """A public key without what does not make it another key: the comment of an SSH key, the line breaks of a certificate."""
    words = text.split()
    return " ".join(words[:2]) if re.match(r"(sk-)?(ssh|ecdsa)-", text.strip()) else "".join(words)


class Keypair(Resource):
    """A keypair: its name is its id, nothing of it can be changed, and the API gives its private half once, if it made it.

    Up to microversion 2.91 Nova makes keys; from 2.92 on it takes only those it is given, under any name.
    """

    id_field = "name"

    def execute(self, session, params):
        if params.get("public_key_file"):
            params = dict(params, public_key=read_text(params["public_key_file"]))
        return super().execute(session, params)

    def item_path(self, context, identifier):
        user = context.params.get("user_id")
        return super().item_path(context, identifier) + ("?user_id=%s" % user if user else "")

    def list(self, context, params=None):
        return (have["keypair"] for have in super().list(context, params))

    def find(self, context, value, filters=None):
        have = self.fetch(context, value)
        return [] if have is None else [have]

    def post(self, context, body):
        given = dict(body, user_id=context.params["user_id"]) if context.params.get("user_id") else body
        return context.call(
            "POST",
            self.path,
            json=self.enveloped(given),
            key=self.key,
            predict=given,
            of=self.item_path(context, body["name"]),
            microversion="2.92" if "public_key" in body else self.microversion,
        )

    def converge(self, context, have):
        given = self.given(context.params)
        if context.params["state"] != "replace" or all(self.agrees(context, have, name, field) for name, field in given.items()):
            return super().converge(context, have)
        self.delete(context, have)
        return self.create(context)


def read_text(path):
    """The text of a file on the machine that runs the task. Raises CloudError."""
    try:
        with open(os.path.expanduser(path), encoding="utf-8") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise CloudError("Cannot read %s: %s" % (path, getattr(error, "strerror", None) or error)) from None


REPLACE = "Set `state: replace` to delete the keypair and create it anew; servers that have its key keep it"
KEYPAIR = Keypair(
    "compute.keypair",
    path="/os-keypairs",
    microversion="2.91",
    states=("present", "absent", "replace"),
    reads="created_at fingerprint id=name is_deleted=deleted private_key public_key type user_id",
    rules={"mutually_exclusive": [["public_key", "public_key_file"]]},
    name=Str(required=True),
    public_key=Str(update=DRIFT, canon=key_material, remedy=REPLACE),
    public_key_file=Option(),
    type=Str(choices=["ssh", "x509"], update=DRIFT, remedy=REPLACE),
    user_id=Option(),
)
KEYPAIRS = Info(KEYPAIR, "keypairs", filters=False, user_id=Str(), marker=Str(), limit=Option("int"))

# -- flavors ----------------------------------------------------------------------------------------------------------------

COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "": operator.eq, "=": operator.eq, "==": operator.eq}
SIZES = {"ram": "ram", "vcpus": "vcpus", "disk": "disk", "ephemeral": "OS-FLV-EXT-DATA:ephemeral"}
SMALLEST = ("ram", "vcpus", "disk")


def bound(text):
    """A condition on a number, such as "<=1024", as (operator, number); ("MIN", None) and ("MAX", None) stand as they are."""
    found = re.fullmatch(r"\s*(<=|>=|==|<|>|=|)\s*(\d+)\s*|\s*(MIN|MAX)\s*", str(text), re.I)
    if not found:
        raise CloudError("'%s' is no condition on a number" % text, hint='Use a number, "<=1024", ">2", "MIN" or "MAX"')
    return (found[3].upper(), None) if found[3] else (found[1], int(found[2]))


class Flavor(Resource):
    """A flavor. There are few, the API finds none by name, and an id may look like anything: one listing answers every question."""

    def returned(self, have):
        flavor = super().returned(have)
        if flavor is not None:
            flavor["swap"] = flavor["swap"] or 0  # the API says "" for none up to microversion 2.74
        return flavor

    def find(self, context, value, filters=None):
        return super().find(context, str(value), dict({"is_public": "None"}, **(filters or {})))

    def fitting(self, context, wanted):
        """The flavors that meet a dict of conditions (name, ram, vcpus, disk, ephemeral, extra_specs), smallest first."""
        unknown = set(wanted) - set(SIZES) - {"name", "extra_specs", "is_public"}
        if unknown:
            raise CloudError(
                "A flavor cannot be chosen by %s" % ", ".join(sorted(unknown)),
                hint="A condition takes name, ram, vcpus, disk, ephemeral, extra_specs and is_public",
            )
        found = self.list(context.at(self), dict(least(wanted), is_public=str(wanted.get("is_public"))))
        return sorted(narrowed(found, wanted), key=size)


FLAVOR = Flavor(
    "compute.flavor",
    path="/flavors",
    detail="/detail",
    microversion="2.61",
    by_name=None,
    id_like=None,
    reads="description disk ephemeral=OS-FLV-EXT-DATA:ephemeral extra_specs is_disabled=OS-FLV-DISABLED:disabled"
    " is_public=os-flavor-access:is_public original_name ram rxtx_factor swap vcpus",
    filters="minRam minDisk is_public sort_key sort_dir",
    name=Str(required=True),
)


def size(flavor):
    return tuple(flavor[name] for name in SMALLEST)


def least(wanted):
    """The part of conditions that the API can check: minRam and minDisk."""
    query = {}
    for name, key in (("ram", "minRam"), ("disk", "minDisk")):
        sign, number = bound(wanted[name]) if wanted.get(name) is not None else ("", None)
        if number is not None and sign not in ("<", "<="):
            query[key] = number + (sign == ">")
    return query


def meets(flavor, wanted):
    """Whether a flavor as the API gave it (alone, or embedded in a server) meets all conditions but MIN and MAX."""
    for name, wire in SIZES.items():
        if wanted.get(name) is not None:
            sign, number = bound(wanted[name])
            value = flavor.get(wire, flavor.get(name))
            if number is not None and not COMPARE[sign](value, number):
                return False
    if wanted.get("name") and wanted["name"] not in (flavor.get("name"), flavor.get("original_name"), flavor.get("id")):
        return False
    return matches(flavor, "extra_specs", wanted.get("extra_specs") or {}) if wanted.get("extra_specs") else True


def narrowed(flavors, wanted):
    """The flavors that meet the conditions; MIN and MAX hold among those that meet the others, one after the other."""
    found = [flavor for flavor in flavors if meets(flavor, wanted)]
    for name, wire in SIZES.items():
        extreme = bound(wanted[name])[0] if wanted.get(name) is not None else None
        if extreme in ("MIN", "MAX") and found:
            best = (min if extreme == "MIN" else max)(flavor[wire] for flavor in found)
            found = [flavor for flavor in found if flavor[wire] == best]
    return found


class FlavorInfo(Info):
    def query(self, context):
        query, wanted = super().query(context)
        return dict({"is_public": "None"}, **dict(least(context.params), **query)), wanted


def chosen(context, flavors):
    found = narrowed(flavors, context.params)
    return sorted(found, key=size)[:1] if context.params.get("smallest") else found


FLAVORS = FlavorInfo(
    FLAVOR,
    "flavors",
    narrow=chosen,
    ram=Option(),
    vcpus=Option(),
    disk=Option(),
    ephemeral=Option(),
    is_public=Bool(),
    extra_specs=Option("dict"),
    smallest=Option("bool", default=False),
    limit=Option("int"),
)
