# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lookup: the part of a Resource that finds objects by id, by name, or as a task declares them."""

from __future__ import annotations

from itertools import islice

from ansible_collections.stratus.openstack.plugins.module_utils import protocols, suggestions
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.fields import convert
from ansible_collections.stratus.openstack.plugins.module_utils.namesakes import Namesakes
from ansible_collections.stratus.openstack.plugins.module_utils.table import NoObject
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

NAMES = 500  # that a misspelled name is compared with


class Lookup(Namesakes):
    """The mixin of Resource that finds objects. It uses the declarations of Table."""

    def fetch(self, context, identifier):
        """The object with an id as a dict, or None. Raises CloudError."""
        if self.in_headers:
            return self.fetch_headers(context, identifier)
        how = {"microversion": self.microversion, "headers": self.headers(context), "key": self.envelope, "allow": (404,)}
        reply = context.session.request(self.service, "GET", self.item_path(context, identifier), **how)
        if reply.status == 404:
            return None
        try:
            return self.unwrap(reply.body)
        except NoObject as error:
            error.method, error.url, error.status, error.request_id = "GET", reply.url, reply.status, reply.request_id
            raise

    def fetch_headers(self, context, identifier):
        """The same for an object whose attributes are headers; with its id."""
        path = self.item_path(context, identifier)
        how = {"microversion": self.microversion, "headers": self.headers(context), "allow": (404,)}
        reply = context.session.request(self.service, "HEAD", path, **how)
        if reply.status == 404:
            return None
        found = reply.body or {name.lower(): value for name, value in reply.headers.items()}  # the body is a prediction
        return {self.id_field: identifier, **found}

    def list(self, context, params=None):
        """Yield the objects of a listing. ``params``: query parameters by the API's names. Raises CloudError."""
        how = {"microversion": self.microversion, "headers": self.headers(context), "member_name": self.member_name}
        listing = context.session.list(self.service, self.base_path(context) + self.detail, self.keys, params, **how)
        return (have for have in listing if has_ids(have, params))

    def name_query(self, value):
        """The query that finds a name, as a dict."""
        return {self.by_name: value} if self.by_name else {}

    def find(self, context, value, filters=None):
        """The objects with a name, or the one with an id, as a list. Raises CloudError: 400 and 403 never count as "not found"."""
        if self.is_id(value):
            have = self.fetch(context, value)
            if have is not None:
                return [have]
        listing = self.list(context, dict(self.name_query(value), **(filters or {})))
        return [have for have in listing if value in (have.get(self.name_field), self.id_of(have))]

    def find_referenced(self, context, value, filters=None):
        """Hook: the objects that a reference by name or id can mean, as a list."""
        return self.find(context, value, filters)

    def get(self, context, value, filters=None):
        """The object with a name or id; of several with this name, the only one of the user's own project.

        Raises Missing when there is none, CloudError when there are several.
        """

        def is_ambiguous(found):
            return len(self.in_scope(context, found)) > 1

        found = self.wait_for_single(context, lambda: self.find_referenced(context, value, filters), is_ambiguous)
        return self.choose_one(context, found, value, filters)

    def in_scope(self, context, found):
        """Those of several objects with one name that a reference can mean: the only one of the user's own project, or all that stay."""
        own = [have for have in found if self.current_owner(context) and self.owner(have) == self.current_owner(context)]
        return own if len(found) > 1 and len(own) == 1 else self.exclude_leaving(found) or found

    def choose_one(self, context, found, value, filters=None):
        """The object that a reference means, out of those that were found. Raises Missing, or CloudError for several."""
        found = self.in_scope(context, found)
        if not found:
            raise self.missing(context, value, filters)
        return self.single(found, value)

    def missing(self, context, value, filters=None, text=None):
        """The error Missing for an object that the task names by ``value``. ``filters``: of the listing that has the names which can be
        meant. ``text``: the message, if it says more than the type and the name."""
        error = Missing(
            text or "There is no %s '%s'" % (self.label, value),
            service=self.service,
            hint="Check the name, the project and the region; names are compared exactly",
        )
        error.kind = self.kind
        if not self.is_id(value):
            error.find_hint = lambda: self.suggest(context.at(self), value, filters)
        return error

    def suggest(self, context, value, filters=None):
        """The hint with the names that are close to ``value``, out of the first page of a listing; '' if none is. Raises CloudError."""
        size = min(protocols.of(self.service).limit or NAMES, NAMES)
        paging = {"limit": size} if protocols.of(self.service).limit else {}
        names = [have.get(self.name_field) for have in islice(self.list(context, {**(filters or {}), **paging}), size)]
        question = suggestions.ask(value, names)
        return question and "%s Names are compared exactly" % question

    def find_id(self, context, wanted):
        """The id of an object by its name, its id or a condition. A name that an earlier task of the run resolved is not resolved again.

        ``wanted``: text, or a dict of attributes of the result. Raises Missing when there is no such object, CloudError when there are
        several.
        """
        if not isinstance(wanted, dict):
            return context.remembered_id(self, str(wanted)) or context.resolve(self, str(wanted))
        found = self.find_matching(context, wanted)
        if not found:
            raise Missing("No %s meets %s" % (self.label, wanted), service=self.service)
        return self.id_of(found[0])

    def find_matching(self, context, wanted):
        """The only object that meets a condition, in a list; an empty list if there is none. A Resource that prefers one of several, such
        as the newest, returns all that meet the condition. Raises CloudError.
        """
        unknown = sorted(set(wanted) - {"id", *self.reads})
        if unknown:
            names = ", ".join(sorted({"id", *self.reads}))
            raise CloudError("A %s has no %s" % (self.label, " and no ".join(unknown)), hint="A condition takes: %s" % names)

        def meets(have):
            shown = dict(self.to_result(have), id=self.id_of(have))
            return all(shown[name] == value or str(shown[name]) == str(value) for name, value in wanted.items())

        found = self.single([have for have in self.list(context.at(self)) if meets(have)], wanted)
        return [found] if found else []

    def list_held(self, context, project):
        """The objects that a project holds, as a list. Raises CloudError.

        project: its id; None for all objects that the user can see. ``context.params["project"]`` is the same if the project is another one
        than that of the login, for which some services require a query or a header.
        """
        query = {} if self.held_by == "cloud" else self.identity(context)
        foreign = context.params.get("project")
        if foreign and self.all_projects:
            query[self.all_projects] = True
        owners = {project} if foreign or self.held_by == "cloud" else {project, None}
        return [have for have in self.list(context, query) if project is None or self.project_of(have) in owners]

    @property
    def lists_other_projects(self):
        """Whether an administrator can list the objects of another project."""
        return bool(self.scoped or self.all_projects or "project" in self.fields or self.held_by == "cloud")

    def project_of(self, have):
        """The id of the project with which an object is removed, or None."""
        return self.owner(have)

    def current_owner(self, context):
        """The id of the project (or other owner) of the user's objects, or None."""
        return context.session.access.project_id

    def owner(self, have):
        """The id of the project that an object belongs to, or None."""
        return have.get("project_id") or have.get("tenant_id")

    def single(self, found, value):
        """The only member of ``found``, or None if it is empty. Raises CloudError for several; one that is being removed does not count."""
        found = (self.exclude_leaving(found) or found) if len(found) > 1 else found
        if len(found) > 1 and value is UNKNOWN:
            return found[-1]
        if len(found) > 1:
            names = ", ".join("%s (%s %s)" % (self.id_of(have), self.owned_by, self.owner(have) or "none") for have in found[:10])
            raise CloudError(
                "There are %d objects of type %s named '%s': %s" % (len(found), self.label, value, names),
                service=self.service,
                hint="Give the id instead of the name",
            )
        return found[0] if found else None

    def look_up(self, context):
        """The object that the task declares, or None.

        If what the object belongs to is missing, the object does not exist either: `state: absent` has nothing to remove then, and warns
        if the missing object is not one with which the declared one would have been removed. Any other state raises Missing.
        """
        try:
            return self.find_declared(context)
        except Missing as error:
            if context.params["state"] != "absent":
                raise
            if not self.is_removed_with(error.kind):
                context.session.warnings.append(
                    "%s, so the %s is taken as absent. Check the name: a misspelled one leaves the %s in place"
                    % (error.message, self.label, self.label)
                )
            return None

    def is_removed_with(self, kind):
        """Whether an object of this table is removed together with an object of another type, ``kind``: one that contains it."""
        if self.type.startswith(str(kind).rpartition(".")[2] + "_"):  # such as flavor_access and flavor
            return True
        for name, field in self.fields.items():
            target = getattr(field, "target", None)
            if (field.parent or field.required) and (target.kind == kind if target else str(kind).endswith((".%s" % name, "_%s" % name))):
                return True
        return False

    @staticmethod
    def agrees_with_state(context, have):
        """Whether an object, or None, is there or not there as `state` declares."""
        return (have is None) == (context.params["state"] == "absent")

    def find_declared(self, context):
        """The object that the task declares, or None. Raises CloudError when there are several."""
        value = context.params.get(self.key_option)
        if value == "" or (value is None and context.params["state"] == "absent"):
            raise BadOptions("`%s` is empty: that could mean any %s" % (self.key_option, self.label))
        if value is None:
            return None

        def is_ambiguous(found):
            return len(self.exclude_leaving(found)) > 1

        def find():
            return self.single(self.wait_for_single(context, lambda: self.find_candidates(context, value), is_ambiguous), value)

        return self.find_below(context, find) if self.has_parents else find()

    def find_below(self, context, find):
        """What ``find()`` returns for the objects below the parents that the task names: an object, or None.

        A parent's name as an earlier task resolved it is good enough to see that nothing has to change.
        """

        def look(names, path):
            context.base_path = path
            try:
                return find()
            except CloudError as error:
                if names is context or error.status != 404:
                    raise
                raise Missing("The name now stands for another object") from None
            finally:
                context.base_path = None

        return context.prefer_remembered_names(self.base_path, look, lambda have: self.is_as_declared(context, have))

    def is_as_declared(self, context, have):
        """Whether an object, or None, is already as the task declares."""
        if have is None or context.params["state"] == "absent":
            return self.agrees_with_state(context, have)
        given = self.given(context.params)
        return all(self.agrees(context, have, name, field) for name, field in given.items() if not field.parent)

    def find_candidates(self, context, value):
        """Hook: the objects that fit the declaration, as a list; more than one is an error."""
        return self.find(context, value, self.identity(context))

    def identity(self, context):
        """The filters, in addition to the name, that identify the declared object, as a dict by the API's names."""
        filters = {
            field.api: convert(field, context.params[name], context)
            for name, field in self.fields.items()
            if field.identity and context.params.get(name)
        }
        if self.scoped and "project_id" not in filters and context.session.access.project_id:
            filters["project_id"] = context.session.access.project_id
        return filters


def has_ids(have, filters):
    """Whether an object has the ids that a listing was filtered by. A service ignores a filter that its release does not know."""
    for name, wanted in (filters or {}).items() if isinstance(have, dict) else ():
        current = have.get(name) if name.endswith("_id") else None
        current = have.get("tenant_id") if current is None and name == "project_id" else current  # the name in older releases
        accepted = wanted if isinstance(wanted, (list, tuple)) else [wanted]
        if isinstance(current, str) and all(isinstance(value, str) for value in accepted) and current not in accepted:
            return False
    return True
