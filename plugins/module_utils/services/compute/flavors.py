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
SORTED_BY = ("ram", "vcpus", "disk")


def parse_condition(text):
    """A condition such as "<=1024" -> (operator, number); "MIN" and "MAX" -> ("MIN", None) and ("MAX", None). Raises CloudError."""
    found = re.fullmatch(r"\s*(<=|>=|==|<|>|=|)\s*(\d+)\s*|\s*(MIN|MAX)\s*", str(text), re.I)
    if not found:
        raise CloudError("'%s' is no condition on a number" % text, hint='Use a number, "<=1024", ">2", "MIN" or "MAX"')
    return (found[3].upper(), None) if found[3] else (found[1], int(found[2]))


class Size(Int):
    """A number. The API shows 0 as an empty string."""

    def predict_created(self, value):
        return value or ""

    def normal(self, value):
        return super().normal(value) or 0


class ChosenId(Str):
    """The id that the user chooses for a flavor; "auto" lets Nova choose it."""

    def wire(self, value, context):
        return None if value == "auto" else value

    def agrees(self, have, value, context):
        return value in ("auto", have)


class Description(Str):
    """The description. An empty one is sent as null."""

    def wire(self, value, context):
        return value or None


class ExtraSpecs(KeyedMap):
    """The extra specs of a flavor. If the flavor does not contain them, which depends on the user, a separate request reads them."""

    def load(self, context, have):
        if have.get("extra_specs") is None:
            have["extra_specs"] = context.call("GET", context.path(have, self.place))["extra_specs"]
        return have["extra_specs"]


class Access(Listed):
    """The projects with access to a private flavor."""

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
    """A flavor. The API cannot find a flavor by its name, and ids have no common form, so that the complete listing is read."""

    unique = True

    def complete_body(self, context, body):
        return {name: value for name, value in body.items() if value is not None}

    def post(self, context, body):
        context.parts["projects"] = []  # no project has access to a new flavor, not even that of its creator
        created = self.unwrap(super().post(context, body))
        return self.wrap(dict({"extra_specs": {}}, **created))  # some users do not get the extra specs in the answer

    def replace(self, context, have):
        """Delete a flavor and create it again with the same id -> the flavor. Raises CloudError.

        Attributes that the task omits keep their values. If the creation fails, the previous flavor is created again. Existing servers
        keep their copy of the flavor.
        """
        differing = [name for name in self.given(context.params) if not self.agrees(context, have, name, self.fields[name])]
        if all(self.fields[name].update == IN_PLACE for name in differing):
            context.params = dict(context.params, state="present")
            return self.converge(context, have)
        before = {name: self.fields[name].normal(self.fields[name].read(have)) for name in COPIED}
        before["extra_specs"] = self.fields["extra_specs"].load(context, have)
        before["projects"] = self.fields["projects"].load(context, have) or None
        given = {name: context.params[name] for name in self.given(context.params)}
        name = have["name"] if context.params["name"] == self.id_of(have) else context.params["name"]
        self.delete(context, have)
        try:
            return self.create_again(context, dict(before, **dict(given, name=name)))
        except CloudError:
            with contextlib.suppress(CloudError):  # the error of the first creation is the one to report
                self.create_again(context, dict(before, name=have["name"]))
            raise

    def create_again(self, context, values):
        """Create a flavor with these values of options -> the flavor. Raises CloudError."""
        if values.get("is_public"):
            values = dict(values, projects=None)
        context.params = dict(context.params, **values)
        context.parts = {}
        return self.create(context)

    def to_result(self, have):
        flavor = super().to_result(have)
        if flavor is not None:
            flavor["swap"] = flavor["swap"] or 0  # up to microversion 2.74 the API shows "" for 0
        return flavor

    def find(self, context, value, filters=None):
        return super().find(context, str(value), dict({"is_public": "None"}, **(filters or {})))

    def find_matching(self, context, wanted):
        """The flavors that meet all conditions, smallest first. Raises CloudError.

        wanted: dict with name, ram, vcpus, disk, ephemeral, extra_specs or is_public.
        """
        unknown = set(wanted) - set(SIZES) - {"name", "extra_specs", "is_public"}
        if unknown:
            raise CloudError(
                "A flavor cannot be chosen by %s" % ", ".join(sorted(unknown)),
                hint="A condition takes name, ram, vcpus, disk, ephemeral, extra_specs and is_public",
            )
        found = self.list(context.at(self), dict(api_query(wanted), is_public=str(wanted.get("is_public"))))
        return sorted(filter_flavors(found, wanted), key=sort_key)


COPIED = ("id", "description", "ram", "vcpus", "disk", "ephemeral", "swap", "rxtx_factor", "is_public")
RECREATE = "Set `state: replace` to delete the flavor and create it anew under its id; servers keep what they have"
REPLACED = {"update": DRIFT, "remedy": RECREATE}
FLAVOR = Flavor(
    "compute.flavor",
    held_by="cloud",
    cloud_wide=True,
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
    id=ChosenId(aliases=["flavorid"], **REPLACED, returned=False),
    ram=Int(**REPLACED),
    vcpus=Int(**REPLACED),
    disk=Int(**REPLACED),
    ephemeral=Int(api="OS-FLV-EXT-DATA:ephemeral", **REPLACED, returned="ephemeral", initial=0),
    swap=Size(**REPLACED, initial=""),
    rxtx_factor=Float(**REPLACED, initial=1.0),
    is_public=Bool(api=PUBLIC, **REPLACED, returned="is_public", initial=True),
    description=Description(initial=None, since="2.55"),
    extra_specs=ExtraSpecs("/os-extra_specs", initial={}),
    projects=Access(PROJECT_NAME, returned=False, usual=[]),
)


def sort_key(flavor):
    """The values by which flavors are sorted, smallest first."""
    return tuple(flavor[name] for name in SORTED_BY)


def api_query(wanted):
    """The conditions that the API can check, as query parameters: minRam and minDisk."""
    query = {}
    for name, key in (("ram", "minRam"), ("disk", "minDisk")):
        sign, number = parse_condition(wanted[name]) if wanted.get(name) is not None else ("", None)
        if number is not None and sign not in ("<", "<="):
            query[key] = number + (sign == ">")
    return query


def meets(flavor, wanted):
    """Whether a flavor of the API meets all conditions except MIN and MAX. The flavor may be the one that is embedded in a server."""
    for name, wire in SIZES.items():
        if wanted.get(name) is not None:
            sign, number = parse_condition(wanted[name])
            value = flavor.get(wire, flavor.get(name))
            if number is not None and not COMPARE[sign](value, number):
                return False
    if wanted.get("name") and wanted["name"] not in (flavor.get("name"), flavor.get("original_name"), flavor.get("id")):
        return False
    return matches(flavor, "extra_specs", wanted.get("extra_specs") or {}) if wanted.get("extra_specs") else True


def filter_flavors(flavors, wanted):
    """Those of ``flavors`` that meet the conditions. MIN and MAX apply last, one after the other, to the flavors that meet the rest."""
    found = [flavor for flavor in flavors if meets(flavor, wanted)]
    for name, wire in SIZES.items():
        extreme = parse_condition(wanted[name])[0] if wanted.get(name) is not None else None
        if extreme in ("MIN", "MAX") and found:
            best = (min if extreme == "MIN" else max)(flavor[wire] for flavor in found)
            found = [flavor for flavor in found if flavor[wire] == best]
    return found


class FlavorInfo(Info):
    """A listing of flavors."""

    def query(self, context):
        query, wanted = super().query(context)
        return dict({"is_public": "None"}, **dict(api_query(context.params), **query)), wanted


def select_flavors(context, flavors):
    """Those of ``flavors`` that meet the conditions of the options; with `smallest`, the smallest of them."""
    found = filter_flavors(flavors, dict(context.params, name=None))  # the listing is filtered by the name already
    return sorted(found, key=sort_key)[:1] if context.params.get("smallest") else found


FLAVORS = FlavorInfo(
    FLAVOR,
    "flavors",
    narrow=select_flavors,
    ram=Option(),
    vcpus=Option(),
    disk=Option(),
    ephemeral=Option(),
    is_public=Bool(),
    extra_specs=Option("dict"),
    smallest=Option("bool", default=False),
    limit=Option("int"),
)
