# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common code of the resources of the identity service (Keystone), and the tables that other services refer to."""

from __future__ import annotations

import copy
import re

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info, matches
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.table import UUID
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility, declare

declare("identity", "", Visibility(all_regions=True))
hints.declare("identity", (403, r"hierarchy depth|no corresponding registered limit", None))

STANDARD_KEYS = {"id", "name", "links", "extra", "location"}  # keys of an object that are never extra attributes


class Keystone(Resource):
    """A resource of the identity service. PATCH updates it. It may have extra attributes that Keystone does not define."""

    unique = True
    cloud_wide = True

    def __init__(self, kind, path, **rest):
        super().__init__(kind, path, **dict({"update_verb": "PATCH"}, **rest))
        self.extras = next((field for field in self.fields.values() if isinstance(field, Extras)), None)
        if self.extras:
            self.extras.declared = STANDARD_KEYS | set(self.reads) | set(self.reads.values()) | set(self.fields) - {self.extras.name}

    def look_up(self, context):
        if self.extras:
            context.params = self.extras.move_declared(context.params, self.fields)
        return super().look_up(context)

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
            # Keystone refuses a request that also changes another attribute
            have = super().update(context, have, {"options": {"immutable": options["immutable"]}})
        return super().update(context, have, body)


class InDomain(Keystone):
    """An object that belongs to a domain: that of the option `domain`, or by default that of the credentials.

    A reference by name without a domain finds objects of all domains, and prefers one of the domain of the credentials.
    """

    owned_by = "domain"
    trims = True

    def current_owner(self, context):
        return current_domain(context)

    def owner(self, have):
        return have.get("domain_id")

    def identity(self, context):
        return dict(self.domain_query(context), **super().identity(context))

    def domain_query(self, context):
        """The filter for the domain of the credentials, as a dict."""
        own = self.current_owner(context)
        return {"domain_id": own} if own else {}

    def complete_body(self, context, body):
        return dict(self.domain_query(context), **body)


class InRegion(Keystone):
    """An object that belongs to a region, or to none.

    If the option `region` is omitted, the task means the only object with the other values. An empty region means an object without region.
    """

    unique = False  # Keystone checks before it writes, so that two requests at the same time can create two objects
    owned_by = "region"

    def owner(self, have):
        return have.get("region_id")

    def find_rivals(self, context):
        found = self.find_candidates(context, context.params[self.key_option])
        return [have for have in found if (have.get("region_id") or "") == (context.params["region"] or "")]

    def find_candidates(self, context, value):
        found = super().find_candidates(context, value)  # Keystone has no filter for objects without region
        return [have for have in found if context.params["region"] != "" or not have.get("region_id")]

    def single(self, found, value):
        try:
            return super().single(found, value)
        except CloudError as error:
            error.hint = "Say which one by `region`"
            raise


class SubListing(Keystone):
    """Another listing of the objects of the resource ``like``, such as the users of a group. The API cannot filter it."""

    def __init__(self, like, path, **parents):
        super().__init__(like.kind, path, id_like=None, by_name=None, **parents)
        self.like, self.reads, self.filters = like, like.reads, like.filters

    def list(self, context, params=None):
        return (have for have in super().list(context) if all(matches(have, key, value) for key, value in (params or {}).items()))

    def to_result(self, have):
        return self.like.to_result(have)


class Listing(Info):
    """An Info that uses another listing if an option is set. ``sublistings``: a SubListing by the name of each such option."""

    def __init__(self, resource, returns, sublistings, **rest):
        super().__init__(resource, returns, **rest)
        self.sublistings = sublistings

    def found(self, context):
        sublisting = next((sublisting for option, sublisting in self.sublistings.items() if context.params.get(option)), None)
        if sublisting is None:
            return super().found(context)
        other = copy.copy(self)
        other.resource, other.sublistings = sublisting, {}
        return other.found(context)


def current_domain(context):
    """The id of the domain of the credentials: that of the scope, or that of the user if the scope is the system."""
    access = context.session.access
    return access.domain_id or access.project_domain_id or access.user_domain_id


class Member(f.Ref):
    """A reference to another object of the identity service.

    domain: the option with the domain of that object. fallback_domain: if this option is omitted, the option with a domain to search first.
    """

    def __init__(self, target, domain, fallback_domain=None, **rest):
        super().__init__(target, **rest)
        self.domain, self.fallback_domain = domain, fallback_domain

    def wire(self, value, context):
        if not value:
            return None
        params = context.params
        if params.get(self.domain):
            return self.resolve_in_domain(value, context, params[self.domain])
        if self.fallback_domain and params.get(self.fallback_domain):
            try:
                return self.resolve_in_domain(value, context, params[self.fallback_domain])
            except Missing:
                pass
        return context.resolve(self.target, value)

    def resolve_in_domain(self, value, context, domain):
        """The id of the object with a name in a domain. Raises Missing, CloudError."""
        return context.resolve(self.target, value, {"domain_id": context.resolve(DOMAIN_NAME, domain)})


class NullableStr(f.Str):
    """A string. An empty one is sent as null."""

    def wire(self, value, context):
        return value or None


class Options(f.Nested):
    """The options of an object. An empty dict resets all options."""

    def wire(self, value, context):
        return super().wire(value, context) or dict.fromkeys(field.api for field in self.fields.values())

    def predict_created(self, value):
        return self.predict_updated({}, value)

    def predict_updated(self, have, value):
        """The options after an update: omitted ones are not changed, null removes one."""
        return {name: part for name, part in {**(have or {}), **value}.items() if part is not None}


class Extras(f.Dict):
    """Extra attributes, which Keystone stores but does not define. Omitted ones are not changed; null clears one.

    declared: the names that are not extra attributes, set by Keystone.__init__.
    """

    declared = frozenset()

    def read(self, have):
        return {key: value for key, value in have.items() if key not in self.declared} if have else None

    def wire(self, value, context):
        for key in value:
            if key in self.declared:
                raise BadOptions("`%s` is no extra attribute" % key, hint="Give it by its option, if it has one, not in `%s`" % self.name)
        return value

    def move_declared(self, params, fields):
        """The options as a dict, with the attributes that have options of their own moved from this one to those. Raises BadOptions.

        ``fields``: the options by name. Not moved are secrets, and what identifies the object or cannot be changed.
        """
        options = {}
        for field in fields.values():
            if field.body and field.update == f.IN_PLACE and not (field.secret or field.identity or field.required or field is self):
                options.update(dict.fromkeys((field.name, field.api, *(field.aliases or ())), field))
        moved = {key: value for key, value in (params.get(self.name) or {}).items() if key in options and value is not None}
        if not moved:
            return params
        params = dict(params, **{self.name: {key: value for key, value in params[self.name].items() if key not in moved}})
        for key, value in moved.items():
            field = options[key]
            if isinstance(value, list) != (field.kind == "list"):
                raise BadOptions("`%s` in `%s` is no value for the option `%s`" % (key, self.name, field.name))
            value = field.normal(value) if field.kind == "bool" else value
            if params.get(field.name) is not None and not field.same(params[field.name], value):
                raise BadOptions("`%s` and `%s` in `%s` contradict each other" % (field.name, key, self.name))
            params[field.name] = value
        return params

    def same(self, have, want):
        return all((have or {}).get(key) == value for key, value in want.items())

    def diff_before(self, have, value, context):
        return {key: (have or {}).get(key) for key in value}


def accepts_login(context, identity, unscoped=True):
    """Whether the identity service accepts credentials, which a login tests. Correct credentials that need a second factor are accepted.

    identity: the object `identity` of a login in API v3. unscoped: whether the login asks for an unscoped token. Raises CloudError.
    """
    session = context.session
    auth = dict({"identity": identity}, **({"scope": "unscoped"} if unscoped else {}))
    url = session.endpoint("identity") + "/auth/tokens"
    reply = session.http.send("POST", url, json={"auth": auth}, allow=(401,), repeat=True, service="identity")
    return reply.status < 400 or bool(reply.headers.get("Openstack-Auth-Receipt"))


# -- tables that other tables refer to: they find objects by name -----------------------------------------------------------


class Domain(Keystone):
    """A domain. The first domain of a cloud has the id `default`, which is not a UUID."""

    trims = True

    def get(self, context, value, filters=None):
        access = context.session.access
        if value == access.domain_name and access.domain_id:
            return {"id": access.domain_id, "name": access.domain_name}
        return super().get(context, value, filters)

    def delete(self, context, have):
        """Disable the domain, then delete it: Keystone deletes only disabled domains."""
        if have.get("enabled"):
            have = self.update(context, have, {"enabled": False})
        super().delete(context, have)


DOMAIN_NAME = Domain("identity.domain", path="/domains", id_like=re.compile("(?i:%s)|default" % UUID.pattern), name=f.Str(required=True))


class Project(InDomain):
    """A project."""

    def project_of(self, have):
        return self.id_of(have)

    def get(self, context, value, filters=None):
        """A project by name or id. The name of the current project needs no request, which most users are not allowed to send."""
        access = context.session.access
        domain_id = (filters or {}).get("domain_id")
        if value == access.project_name and access.project_id and domain_id in (None, access.project_domain_id):
            return {"id": access.project_id, "name": access.project_name, "domain_id": access.project_domain_id}
        return super().get(context, value, filters)


PROJECT_NAME = Project("identity.project", path="/projects", name=f.Str(required=True))
