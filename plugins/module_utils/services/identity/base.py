# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the resources of the identity service have in common, and those that others refer to by name."""

from __future__ import annotations

import copy
import re

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info, matches
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.table import UUID
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility, declare

declare("identity", "", Visibility(all_regions=True))
hints.declare("identity", (403, r"hierarchy depth", None))

UNTOLD = {"id", "name", "links", "extra", "location"}  # keys of an object that are nobody's extra attribute


class Keystone(Resource):
    """A resource of the identity service: updated by PATCH, perhaps with extra attributes of the user's own beside its fields."""

    unique = True

    def __init__(self, kind, path, **rest):
        super().__init__(kind, path, **dict({"update_verb": "PATCH"}, **rest))
        self.extras = next((field for field in self.fields.values() if isinstance(field, Extras)), None)
        if self.extras:
            self.extras.known = UNTOLD | set(self.reads) | set(self.reads.values()) | set(self.fields) - {self.extras.name}

    def find_declared(self, context):
        find = super().find_declared
        return context.prefer_remembered_names(
            self.identity, lambda names, _identity: find(names), lambda have: self.agrees_with_state(context, have)
        )

    def to_result(self, have):
        shown = super().to_result(have)
        if shown is not None and self.extras:
            shown[self.extras.name] = self.extras.read(have)
        return shown

    def body(self, context, names):
        body = super().body(context, names)
        return dict(body, **body.pop(self.extras.api, {})) if self.extras else body

    def update(self, context, have, body):
        options = body.get("options") or {}
        if (have.get("options") or {}).get("immutable") and options.get("immutable", True) in (False, None) and len(body) > 1:
            # nothing else may change with that
            have = super().update(context, have, {"options": {"immutable": options["immutable"]}})
        return super().update(context, have, body)


class InDomain(Keystone):
    """What belongs to a domain: that of the option `domain`, else the one of the credentials. As a reference, a name without a domain may
    be one of any domain; the own one goes first.
    """

    owned_by = "domain"
    trims = True

    def current_owner(self, context):
        return own_domain(context)

    def owner(self, have):
        return have.get("domain_id")

    def identity(self, context):
        return dict(self.at_home(context), **super().identity(context))

    def at_home(self, context):
        own = self.current_owner(context)
        return {"domain_id": own} if own else {}

    def complete_body(self, context, body):
        return dict(self.at_home(context), **body)


class Elsewhere(Keystone):
    """The objects of another resource, ``like``, in a listing that knows no filters: those of a group, or the user's own."""

    def __init__(self, like, path, **parents):
        super().__init__(like.kind, path, id_like=None, by_name=None, **parents)
        self.like, self.reads, self.filters = like, like.reads, like.filters

    def list(self, context, params=None):
        return (have for have in super().list(context) if all(matches(have, key, value) for key, value in (params or {}).items()))

    def to_result(self, have):
        return self.like.to_result(have)


class Listing(Info):
    """Info that lists elsewhere when an option is given. ``elsewhere``: a Resource for each such option."""

    def __init__(self, resource, returns, elsewhere, **rest):
        super().__init__(resource, returns, **rest)
        self.elsewhere = elsewhere

    def found(self, context):
        place = next((place for option, place in self.elsewhere.items() if context.params.get(option)), None)
        if place is None:
            return super().found(context)
        other = copy.copy(self)
        other.resource, other.elsewhere = place, {}
        return other.found(context)


def own_domain(context):
    """The id of the domain that the credentials are of: that of their scope, for the system's that of the user."""
    access = context.session.access
    return access.domain_id or access.project_domain_id or access.user_domain_id


class Member(f.Ref):
    """Another object of the identity service: of the domain that the option ``domain`` names. ``instead``: an option whose domain is
    searched first when that is omitted.
    """

    def __init__(self, target, domain, instead=None, **rest):
        super().__init__(target, **rest)
        self.domain, self.instead = domain, instead

    def wire(self, value, context):
        if not value:
            return None
        params = context.params
        if params.get(self.domain):
            return self.of_domain(value, context, params[self.domain])
        if self.instead and params.get(self.instead):
            try:
                return self.of_domain(value, context, params[self.instead])
            except Missing:
                pass
        return context.resolve(self.target, value)

    def of_domain(self, value, context, domain):
        return context.resolve(self.target, value, {"domain_id": context.resolve(DOMAIN_NAME, domain)})


class OrNone(f.Str):
    """A text of which an empty one is none."""

    def wire(self, value, context):
        return value or None


class Options(f.Nested):
    """Options of an object: an empty dict resets all of them."""

    def wire(self, value, context):
        return super().wire(value, context) or dict.fromkeys(field.api for field in self.fields.values())

    def predict_created(self, value):
        return self.predict_updated({}, value)

    def predict_updated(self, have, value):
        """Those that are not mentioned stay; null takes one away."""
        return {name: part for name, part in {**(have or {}), **value}.items() if part is not None}


class Extras(f.Dict):
    """Attributes that Keystone keeps without knowing them. Those that are not mentioned are left alone; null clears one."""

    known = frozenset()

    def read(self, have):
        return {key: value for key, value in have.items() if key not in self.known} if have else None

    def wire(self, value, context):
        for key in value:
            if key in self.known:
                raise CloudError("`%s` is no extra attribute" % key, hint="Give it by its option, if it has one, not in `%s`" % self.name)
        return value

    def same(self, have, want):
        return all((have or {}).get(key) == value for key, value in want.items())

    def diff_before(self, have, value, context):
        return {key: (have or {}).get(key) for key in value}


def accepted(context, identity, unscoped=True):
    """Whether the identity service takes these credentials (the object `identity` of its API v3): tried by logging in with them.

    What is right but not enough, as one factor of two is, counts.
    """
    session = context.session
    auth = dict({"identity": identity}, **({"scope": "unscoped"} if unscoped else {}))
    url = session.endpoint("identity") + "/auth/tokens"
    reply = session.http.send("POST", url, json={"auth": auth}, allow=(401,), repeat=True, service="identity")
    return reply.status < 400 or bool(reply.headers.get("Openstack-Auth-Receipt"))


# -- by name alone: what the tables of others refer to ----------------------------------------------------------------------


class Domain(Keystone):
    """A domain. Each cloud's first one has an id that looks like none, `default`."""

    trims = True

    def get(self, context, value, filters=None):
        access = context.session.access
        if value == access.domain_name and access.domain_id:
            return {"id": access.domain_id, "name": access.domain_name}
        return super().get(context, value, filters)

    def delete(self, context, have):
        """Only a disabled domain can be deleted."""
        if have.get("enabled"):
            have = self.update(context, have, {"enabled": False})
        super().delete(context, have)


DOMAIN_NAME = Domain("identity.domain", path="/domains", id_like=re.compile("(?i:%s)|default" % UUID.pattern), name=f.Str(required=True))


class Project(InDomain):
    def get(self, context, value, filters=None):
        """As a reference, the name of the own project means that one, and most users may not ask for others."""
        access = context.session.access
        where = (filters or {}).get("domain_id")
        if value == access.project_name and access.project_id and where in (None, access.project_domain_id):
            return {"id": access.project_id, "name": access.project_name, "domain_id": access.project_domain_id}
        return super().get(context, value, filters)


PROJECT_NAME = Project("identity.project", path="/projects", name=f.Str(required=True))
