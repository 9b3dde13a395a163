# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity service (Keystone): application credentials."""

from __future__ import annotations

import datetime
from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Attribute, Bool, Items, Option, Str, own_project
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import Keystone, Member, accepted
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.roles import ROLE
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import USER
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

UTC = datetime.timezone.utc
REPLACE = "Set `state: replace` to delete the credential and create it anew, with another id and secret"
BELOW = {"admin": "manager", "manager": "member", "member": "reader"}  # the roles that each Keystone has from its first day


def instant(text):
    """A time as an aware datetime; one without a zone is in UTC. Raises CloudError."""
    try:
        moment = datetime.datetime.fromisoformat(str(text).strip().replace("Z", "+00:00"))
    except ValueError:
        raise CloudError("'%s' is no time" % text, hint="Write it as 2030-01-31T12:00:00") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class Moment(Str):
    """A time; an empty one is never."""

    def wire(self, value, context):
        return instant(value).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if value else None

    def normal(self, value):
        return instant(value).isoformat() if value else None


class Roles(Items):
    """Some of the user's roles. Keystone adds to them those that they imply; none stand for all."""

    def wire(self, value, context):
        return [self.role(item, context) for item in value]

    @staticmethod
    def role(item, context):
        if item.get("id"):
            return {"id": item["id"]}
        if item.get("domain_id"):
            return {"id": context.resolve(ROLE, item["name"], {"domain_id": item["domain_id"]})}
        held = context.session.access.roles
        if held and item.get("name") not in held:  # said before anything is deleted
            raise CloudError("These credentials do not have the role '%s'; they have %s" % (item.get("name"), ", ".join(held)))
        return {"name": item["name"]}

    def predict_created(self, value):
        return [*value, UNKNOWN]  # and what they imply

    def agrees(self, have, value, context):
        if not value:
            return True
        if UNKNOWN in (have or ()):
            have = with_implied(have)
            if have is UNKNOWN:
                return True
        wanted = [set(role.items()) for role in self.wire(value, context)]
        asked = [role for role in have or [] if any(want <= set(named(role).items()) for want in wanted)]
        if len(asked) < len(wanted):
            return False
        return self.implied([role["name"] for role in asked], [role["name"] for role in have if role not in asked], context)

    def to_diff(self, value):
        return UNKNOWN if value and UNKNOWN in value else super().to_diff(value)

    @staticmethod
    def implied(names, more, context):
        """Whether the roles ``more`` are there since those called ``names`` imply them."""
        follows = {name: {below} for name, below in BELOW.items()}
        if set(more) <= closure(names, follows):
            return True
        if any(set(names) & closure([role], follows) for role in more):
            return False  # it is above one that is declared
        if "inferences" not in context.parts:
            context.parts["inferences"] = Roles.inferences(context, more)
        for rule in context.parts["inferences"]:
            follows.setdefault(rule["prior_role"]["name"], set()).update(role["name"] for role in rule["implies"])
        return not context.parts["inferences"] or set(more) <= closure(names, follows)

    @staticmethod
    def inferences(context, more):
        """Which roles imply which, as far as the credentials may know."""
        reply = context.session.request("identity", "GET", "/role_inferences", allow=(403,))
        if reply.status == 403:
            context.session.warnings.append(
                "It has the roles %s as well; whether those that are declared imply them, these credentials cannot read" % ", ".join(more)
            )
            return []
        return reply.body["role_inferences"]


def with_implied(predicted):
    """The roles that a prediction stands for, by name; UNKNOWN when it knows only the id of one."""
    names = [role.get("name") for role in predicted if role is not UNKNOWN]
    if None in names:
        return UNKNOWN
    return [{"name": name} for name in sorted(closure(names, {name: {below} for name, below in BELOW.items()}))]


def named(role):
    return {key: role.get(key) for key in ("id", "name")}


def closure(names, follows):
    """The names, and all that follows from them by a dict of sets."""
    found, new = set(), set(names)
    while new:
        found |= new
        new = {name for other in new for name in follows.get(other, ())} - found
    return found


class Secret(Str):
    """A secret, which no API tells: whether it is the one that is asked for shows when it is used."""

    def agrees(self, have, value, context):
        credential = context.parts.get("credential")
        if not credential:
            return True
        if self.api in credential:  # as only a prediction shows: the service will choose it
            return False
        if "secret fits" not in context.parts:
            ended = credential.get("expires_at") and instant(credential["expires_at"]) < datetime.datetime.now(UTC)
            login = {"methods": ["application_credential"], "application_credential": {"id": credential["id"], "secret": value}}
            context.parts["secret fits"] = bool(ended) or accepted(context, login, unscoped=False)
        return context.parts["secret fits"]

    def to_diff(self, value):
        return super().to_diff(value) or "another one"


class ApplicationCredential(Keystone):
    """A user's own. The API shows the secret when it is made, and never again; it changes nothing of it afterwards."""

    adds = ("cloud",)  # to the result

    def base_path(self, context):
        access, params = context.session.access, context.params
        if not access.user_id:
            raise CloudError("These credentials do not say whose they are", hint="Application credentials need a login by a user")
        user = OF_USER.wire(params["user"], context) if params.get("user") else access.user_id
        return self.path.format(user_id=quote(user, safe=""))

    def find_declared(self, context):
        context.parts["credential"] = super().find_declared(context)
        return context.parts["credential"]

    def post(self, context, body):
        """One whose secret got lost with the answer is of no use: that is not success."""
        try:
            made = self.unwrap(self.submit(context, body))
            return self.wrap(dict(made, secret=made.get("secret") or UNKNOWN))  # which only this answer shows
        except CloudError as error:
            if error.maybe_applied:
                error.hint = "It may exist now, with a secret that nobody knows: `state: replace` makes another one"
            raise

    def converge(self, context, have):
        project = context.session.access.project_id
        if have.get("project_id") not in (None, project) and project:
            if context.params["state"] == "replace":
                return self.replace(context, have)
            context.drift.append({"option": "project", "now": have["project_id"], "wanted": project, "remedy": REPLACE})
            context.session.warnings.append("%s is one for another project (%s). %s" % (self.describe(have), have["project_id"], REPLACE))
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
                shown["secret"] = None  # who gave it knows it
            result["cloud"] = login_with(context.session.config, shown)
        return result


def login_with(config, credential):
    """What clouds.yaml says of a cloud that is logged in to by an application credential."""
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
    roles=Roles(fields={"name": Str(), "id": Str(), "domain_id": Str()}, update=DRIFT, remedy=REPLACE),
    access_rules=Items(
        fields={"service": Str(required=True), "path": Str(required=True), "method": Str(required=True)},
        update=DRIFT,
        remedy=REPLACE,
        initial=None,
    ),
    expires_at=Moment(update=DRIFT, remedy=REPLACE, initial=None),
    unrestricted=Bool(update=DRIFT, remedy=REPLACE, initial=None),
)
OF_USER = Member(USER, "user_domain", parent=True)  # of which a listing is wanted
APPLICATION_CREDENTIALS = Info(APPLICATION_CREDENTIAL, "application_credentials", user=OF_USER, user_domain=Option())
