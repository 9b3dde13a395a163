# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common parts of the DNS service (Designate): domain names, requests for other projects, and the zone for references.

Designate stores names as they are sent, and its filters respect upper and lower case. DNS does not: names are sent in lower case, with a
dot at the end, and with the ASCII form of international names (RFC 3490).
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility, declare

declare("dns", "", Visibility(owner=("project_id",)))


class DnsStatus(Status):
    """The status of an object of the DNS service. An attribute of its own says that the service removes the object."""

    def is_leaving(self, have):
        return super().is_leaving(have) or bool(have and have.get("action") == "DELETE" and self.is_busy(have))


STATUS = DnsStatus()


def to_ascii(label):
    """One label of a domain name in its ASCII form. A label that has no such form stays as it is; the service refuses it then."""
    try:
        return label if label.isascii() else label.encode("idna").decode("ascii")
    except UnicodeError:
        return label


def absolute(name):
    """A domain name in the form in which it is stored: in lower case, in ASCII, with a dot at the end."""
    name = str(name).strip().rstrip(".").lower()
    return ".".join(map(to_ascii, name.split("."))) + "."


class DomainName(f.Str):
    """A complete domain name. Case, the dot at the end and the form of international names make no difference."""

    def __init__(self, api=None, **rest):
        super().__init__(api, **dict({"canon": absolute}, **rest))

    def wire(self, value, context):
        return absolute(value)


class UpperChoice(f.Str):
    """A choice that the API spells in capitals."""

    def __init__(self, api=None, **rest):
        super().__init__(api, **dict({"canon": f.lowered}, **rest))

    def wire(self, value, context):
        return value.upper()


class Designate(Resource):
    """A resource of the DNS service. Its bodies have no envelope."""

    def __init__(self, kind, path, **rest):
        super().__init__(kind, path, **dict({"wrapped": False, "update_verb": "PATCH"}, **rest))

    def headers(self, context):
        """The headers with which an administrator acts in another project, or sees all of them."""
        headers = {}
        if context.params.get("all_projects"):
            headers["X-Auth-All-Projects"] = "true"
        if context.params.get("project"):
            headers["X-Auth-Sudo-Project-ID"] = context.resolve(PROJECT_NAME, context.params["project"])
        return headers

    def reconcile(self, context, have):
        """The object that the task declares. One that is being removed is created again after that."""
        if context.params["state"] != "absent" and self.is_leaving(have):
            self.wait_gone(context, have)
            context.found = have = None
        return super().reconcile(context, have)


class WithSecret(Designate):
    """A resource of the DNS service whose objects have a secret: the attribute ``hidden``."""

    hidden = "secret"

    def fetch(self, context, identifier):
        have = super().fetch(context, identifier)
        return have and self.hide_secret(context, have)

    def list(self, context, params=None):
        return (self.hide_secret(context, have) for have in super().list(context, params))

    def hide_secret(self, context, have):
        """An object whose secret is masked in texts from now on."""
        if isinstance(have.get(self.hidden), str):
            context.session.hide(have[self.hidden])
        return have


class Named(Designate):
    """A resource of the DNS service whose name is a domain name."""

    def stored_name(self, context, value):
        """The form in which the service stores a name."""
        return absolute(value)

    def find(self, context, value, filters=None):
        if self.is_id(value):
            return super().find(context, value, filters)
        stored = self.stored_name(context, value)
        return super().find(context, stored, filters) or (super().find(context, value, filters) if value.lower() != value else [])


def acting_project(context, body):
    """The initial value of `project_id`: the project in which the task acts."""
    project = context.params.get("project")
    return context.resolve(PROJECT_NAME, project) if project else f.own_project(context, body)


def project_options():
    """The options of all modules of this service that say for which projects the task acts, as a dict by name."""
    return {"project": f.Option(refers=PROJECT_NAME.kind), "all_projects": f.Option("bool")}


class ZoneType(Named):
    """The type of zones."""

    unique = True

    def headers(self, context):
        with_shares = context.params.get("delete_shares") and context.params.get("state") == "absent"
        return dict(super().headers(context), **({"X-Designate-Delete-Shares": "true"} if with_shares else {}))

    def complete_body(self, context, body):
        if body.get("type", "PRIMARY") == "PRIMARY" and not body.get("email"):
            raise CloudError("It does not exist; creating a primary zone requires `email`", service=self.service)
        if body.get("type") == "SECONDARY" and not body.get("masters"):
            raise CloudError("It does not exist; creating a secondary zone requires `masters`", service=self.service)
        return body


# for references from other tables
ZONE_NAME = Named("dns.zone", path="/zones", name=DomainName(required=True))
