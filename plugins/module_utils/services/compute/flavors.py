# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compute service (Nova): flavors."""

from __future__ import annotations

import contextlib
import operator
import re

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    DRIFT,
    IN_PLACE,
    Attribute,
    Bool,
    Float,
    Int,
    Option,
    Str,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info, matches
from ansible_collections.stratus.openstack.plugins.module_utils.parts import KeyedMap, Listed
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import EVERY_LOGIN

COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "": operator.eq, "=": operator.eq, "==": operator.eq}
SIZES = {"ram": "ram", "vcpus": "vcpus", "disk": "disk", "ephemeral": "OS-FLV-EXT-DATA:ephemeral"}
PUBLIC = "os-flavor-access:is_public"
SMALLEST = ("ram", "vcpus", "disk")


def bound(text):
    """A condition on a number, such as "<=1024", as (operator, number); ("MIN", None) and ("MAX", None) stand as they are."""
    found = re.fullmatch(r"\s*(<=|>=|==|<|>|=|)\s*(\d+)\s*|\s*(MIN|MAX)\s*", str(text), re.I)
    if not found:
        raise CloudError("'%s' is no condition on a number" % text, hint='Use a number, "<=1024", ">2", "MIN" or "MAX"')
    return (found[3].upper(), None) if found[3] else (found[1], int(found[2]))


class Size(Int):
    """A number that the API shows as "" when it is 0."""

    def predict_created(self, value):
        return value or ""

    def normal(self, value):
        return super().normal(value) or 0


class OwnId(Str):
    """The id that a flavor shall have; "auto" for any."""

    def wire(self, value, context):
        return None if value == "auto" else value

    def agrees(self, have, value, context):
        return value in ("auto", have)


class Description(Str):
    def wire(self, value, context):
        return value or None


class ExtraSpecs(KeyedMap):
    """All extra specs of a flavor; some users are not shown them with it."""

    def load(self, context, have):
        if have.get("extra_specs") is None:
            have["extra_specs"] = context.call("GET", context.path(have, self.place))["extra_specs"]
        return have["extra_specs"]


class Access(Listed):
    """The projects that may use a flavor which is not public."""

    place, key = "/os-flavor-access", "flavor_access"

    def load(self, context, have):
        return [] if have.get(PUBLIC, True) else super().load(context, have)

    def entry(self, have, identifier):
        return {"flavor_id": have["id"], "tenant_id": identifier}

    def identify(self, entry):
        return entry["tenant_id"]

    def request(self, identifier, adds):
        action = "addTenantAccess" if adds else "removeTenantAccess"
        return "POST", "/action", {"json": {action: {"tenant": identifier}}, "allow": (409,) if adds else (404,)}


class Flavor(Resource):
    """A flavor. There are few, the API finds none by name, and an id may look like anything: one listing answers every question."""

    unique = True

    def complete_body(self, context, body):
        return {name: value for name, value in body.items() if value is not None}

    def post(self, context, body):
        context.parts["projects"] = []  # what is new has none, whoever made it
        return self.wrap(dict({"extra_specs": {}}, **self.unwrap(super().post(context, body))))  # not everybody is shown them

    def replace(self, context, have):
        """Delete a flavor and create it anew under its id, with what the task does not mention as it was; servers keep what they have."""
        differing = [name for name in self.given(context.params) if not self.agrees(context, have, name, self.fields[name])]
        if all(self.fields[name].update == IN_PLACE for name in differing):
            context.params = dict(context.params, state="present")
            return self.converge(context, have)
        before = {name: self.fields[name].normal(self.fields[name].read(have)) for name in (*KEPT, *ANEW)}
        before["extra_specs"] = self.fields["extra_specs"].load(context, have)
        before["projects"] = self.fields["projects"].load(context, have) or None
        given = {name: context.params[name] for name in self.given(context.params)}
        name = have["name"] if context.params["name"] == self.id_of(have) else context.params["name"]
        self.delete(context, have)
        try:
            return self.anew(context, dict(before, **dict(given, name=name)))
        except CloudError:
            with contextlib.suppress(CloudError):  # the reason is what counts
                self.anew(context, dict(before, name=have["name"]))
            raise

    def anew(self, context, values):
        if values.get("is_public"):
            values = dict(values, projects=None)
        context.params = dict(context.params, **values)
        context.parts = {}
        return self.create(context)

    def to_result(self, have):
        flavor = super().to_result(have)
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


KEPT = ("id", "description")
ANEW = ("ram", "vcpus", "disk", "ephemeral", "swap", "rxtx_factor", "is_public")
RENEW = "Set `state: replace` to delete the flavor and create it anew under its id; servers keep what they have"
REPLACED = {"update": DRIFT, "remedy": RENEW}
FLAVOR = Flavor(
    "compute.flavor",
    path="/flavors",
    seen_by=EVERY_LOGIN,
    needed_to_create=("ram", "vcpus", "disk"),
    detail="/detail",
    microversion="2.61",
    by_name=None,
    id_like=None,
    computed={
        "is_disabled": Attribute("OS-FLV-DISABLED:disabled", initial=False),
        "original_name": Attribute(initial=None),
    },
    filters="minRam minDisk is_public sort_key sort_dir",
    states=("present", "absent", "replace"),
    name=Str(required=True),
    id=OwnId(aliases=["flavorid"], **REPLACED, returned=False),
    ram=Int(**REPLACED),
    vcpus=Int(**REPLACED),
    disk=Int(**REPLACED),
    ephemeral=Int(api="OS-FLV-EXT-DATA:ephemeral", **REPLACED, returned="ephemeral", initial=0),
    swap=Size(**REPLACED, initial=""),
    rxtx_factor=Float(**REPLACED, initial=1.0),
    is_public=Bool(api=PUBLIC, **REPLACED, returned="is_public", initial=True),
    description=Description(initial=None),
    extra_specs=ExtraSpecs("/os-extra_specs", initial={}),
    projects=Access(PROJECT_NAME, returned=False),
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
    found = narrowed(flavors, dict(context.params, name=None))  # by their name they were found
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
