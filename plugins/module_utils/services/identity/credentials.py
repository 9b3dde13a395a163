# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): application credentials."""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    ANY,
    DRIFT,
    Attribute,
    Bool,
    Items,
    Option,
    Str,
    Timestamp,
    own_project,
    parse_time,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import Keystone, Member, accepts_login
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.roles import ROLE
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import USER
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

REPLACE = "Set `state: replace` to delete the credential and create it anew, with another id and secret"
IMPLIED_ROLES = {"admin": "manager", "manager": "member", "member": "reader"}  # the implied roles that each new Keystone has


class Roles(Items):
    """Some of the user's roles; an empty list means all of them. Keystone adds the roles that they imply."""

    def wire(self, value, context):
        return f.distinct([self.role(item, context) for item in value], self.item_key)

    @staticmethod
    def role(item, context):
        """A declared role as a dict of the API. Raises Missing, CloudError."""
        if item.get("id"):
            return {"id": item["id"]}
        if item.get("domain_id"):
            return {"id": context.resolve(ROLE, item["name"], {"domain_id": item["domain_id"]})}
        current_roles = context.session.access.roles
        if current_roles and item.get("name") not in current_roles:  # checked here, before `state: replace` deletes the existing credential
            raise CloudError("These credentials do not have the role '%s'; they have %s" % (item.get("name"), ", ".join(current_roles)))
        return {"name": item["name"]}

    def predict_created(self, value):
        return [*value, UNKNOWN]  # UNKNOWN stands for the implied roles

    def agrees(self, have, value, context):
        if not value:
            return True
        if UNKNOWN in (have or ()):
            have = add_implied(have)
            if have is UNKNOWN:
                return True
        wanted = [set(role.items()) for role in self.wire(value, context)]
        declared = [role for role in have or [] if any(want <= set(id_and_name(role).items()) for want in wanted)]
        if len(declared) < len(wanted):
            return False
        return self.are_implied([role["name"] for role in declared], [role["name"] for role in have if role not in declared], context)

    def to_diff(self, value):
        return UNKNOWN if value and UNKNOWN in value else super().to_diff(value)

    @staticmethod
    def are_implied(names, more, context):
        """Whether the roles called ``names`` imply all roles called ``more``."""
        implications = {name: {implied} for name, implied in IMPLIED_ROLES.items()}
        if set(more) <= closure(names, implications):
            return True
        if any(set(names) & closure([role], implications) for role in more):
            return False  # a role that implies a declared role
        if "inferences" not in context.parts:
            context.parts["inferences"] = Roles.read_inferences(context, more)
        for rule in context.parts["inferences"]:
            implications.setdefault(rule["prior_role"]["name"], set()).update(role["name"] for role in rule["implies"])
        return not context.parts["inferences"] or set(more) <= closure(names, implications)

    @staticmethod
    def read_inferences(context, more):
        """The rules of the API by which roles imply others, as a list. With a warning, [] if the credentials cannot read them."""
        reply = context.session.request("identity", "GET", "/role_inferences", allow=(403,))
        if reply.status == 403:
            context.session.warnings.append(
                "It also has the roles %s; these credentials cannot read whether the declared roles imply them" % ", ".join(more)
            )
            return []
        return reply.body["role_inferences"]


def add_implied(predicted):
    """Predicted roles with the roles that they imply, as dicts with a name; UNKNOWN if a role is known by id only."""
    names = [role.get("name") for role in predicted if role is not UNKNOWN]
    if None in names:
        return UNKNOWN
    return [{"name": name} for name in sorted(closure(names, {name: {implied} for name, implied in IMPLIED_ROLES.items()}))]


def id_and_name(role):
    """The id and the name of a role, as a dict."""
    return {key: role.get(key) for key in ("id", "name")}


def closure(names, implications):
    """The names and all names that they imply, directly or indirectly. ``implications``: {name: set of names that it implies}."""
    found, new = set(), set(names)
    while new:
        found |= new
        new = {name for other in new for name in implications.get(other, ())} - found
    return found


class AccessRules(Items):
    """The requests that a credential is good for: each a new rule, or the ID of an existing rule of the user."""

    def check_type(self, value, where):
        super().check_type(value, where)
        for number, item in enumerate(value):
            given = set(self.given(item))
            if "id" not in given and given < set(RULE_KEYS):
                missing = ", ".join("`%s`" % name for name in RULE_KEYS if name not in given)
                raise CloudError("`%s[%d]` lacks %s" % (where, number, missing), hint="Set all of these, or the `id` of an existing rule")


RULE_KEYS = ("service", "path", "method")


class Secret(Str):
    """The secret of an application credential. The API does not show it, so that a login compares it."""

    def agrees(self, have, value, context):
        credential = context.parts.get("credential")
        if not credential:
            return True
        if self.api in credential:  # only a prediction shows the secret: the service will generate it
            return False
        if "secret fits" not in context.parts:
            expires_at = credential.get("expires_at")
            expired = expires_at and parse_time(expires_at).timestamp() < context.session.service_time("identity")
            login = {"methods": ["application_credential"], "application_credential": {"id": credential["id"], "secret": value}}
            context.parts["secret fits"] = bool(expired) or accepts_login(context, login, unscoped=False)
        return context.parts["secret fits"]

    def to_diff(self, value):
        return super().to_diff(value) or "another one"


class ApplicationCredential(Keystone):
    """An application credential of a user. The API shows the secret only in the answer to the creation, and cannot change a credential."""

    adds = ("cloud",)  # further keys of the result
    cloud_wide = False

    def base_path(self, context):
        access, params = context.session.access, context.params
        if not access.user_id:
            raise CloudError("These credentials belong to no user", hint="Application credentials need a login by a user")
        user = OF_USER.wire(params["user"], context) if params.get("user") else access.user_id
        return self.path.format(user_id=quote(user, safe=""))

    def find_declared(self, context):
        context.parts["credential"] = super().find_declared(context)
        return context.parts["credential"]

    def post(self, context, body):
        """Create a credential. A lost answer is an error, since the secret is lost as well."""
        try:
            created = self.unwrap(self.submit(context, body))
            return self.wrap(dict(created, secret=created.get("secret") or UNKNOWN))  # only this answer shows the secret
        except CloudError as error:
            if error.maybe_applied:
                error.hint = "It may exist now, but its secret is lost: `state: replace` creates another one"
            raise

    def converge(self, context, have):
        project = context.session.access.project_id
        if have.get("project_id") not in (None, project) and project:
            if context.params["state"] == "replace":
                return self.replace(context, have)
            context.drift.append({"option": "project", "now": have["project_id"], "wanted": project, "remedy": REPLACE})
            context.session.warnings.append("%s belongs to another project (%s). %s" % (self.describe(have), have["project_id"], REPLACE))
        return super().converge(context, have)

    def to_result(self, have):
        shown = super().to_result(have)
        if shown and UNKNOWN in (shown["roles"] or ()):
            shown["roles"] = UNKNOWN
        return shown

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        if now is not None:
            shown = result[self.result_key]
            if context.params["secret"]:
                shown["secret"] = None  # the user has chosen it, so that the result does not repeat it
            result["cloud"] = clouds_yaml_entry(context.session.config, shown)
        return result


def clouds_yaml_entry(config, credential):
    """The entry of clouds.yaml for a login with an application credential, as a dict."""
    auth = {"auth_url": config.auth.get("auth_url"), "application_credential_id": credential["id"]}
    if credential["secret"] is not None:
        auth["application_credential_secret"] = credential["secret"]
    cloud = {"auth_type": "v3applicationcredential", "auth": auth, "identity_api_version": 3}
    if config.region_name:
        cloud["region_name"] = config.region_name
    if config.interface:
        cloud["interface"] = config.interface[0]
    if config.verify is not True:
        cloud.update({"verify": False} if config.verify is False else {"cacert": config.verify})
    return cloud


APPLICATION_CREDENTIAL = ApplicationCredential(
    "identity.application_credential",
    path="/users/{user_id}/application_credentials",
    states=("present", "absent", "replace"),
    computed={
        "links": Attribute(),
        "project_id": Attribute(initial=own_project),
        "user": Attribute(initial=None),
    },
    name=Str(required=True),
    description=Str(update=DRIFT, remedy=REPLACE, initial=None),
    secret=Secret(secret=True, update=DRIFT, remedy=REPLACE, initial=None),
    roles=Roles(fields={"name": Str(), "id": Str(usual=ANY), "domain_id": Str(usual=ANY)}, update=DRIFT, remedy=REPLACE),
    access_rules=AccessRules(
        fields={name: Str() for name in ("id", *RULE_KEYS)},
        update=DRIFT,
        remedy=REPLACE,
        initial=None,
    ),
    expires_at=Timestamp(update=DRIFT, remedy=REPLACE, initial=None),
    unrestricted=Bool(update=DRIFT, remedy=REPLACE, initial=None),
)
OF_USER = Member(USER, "user_domain", parent=True)  # the user whose credentials are listed
APPLICATION_CREDENTIALS = Info(APPLICATION_CREDENTIAL, "application_credentials", user=OF_USER, user_domain=Option())
