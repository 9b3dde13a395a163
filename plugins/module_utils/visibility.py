# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Visibility: which logins see the objects of a type. Check mode needs it for objects that exist only as predictions.

A table declares it for its path, and a service's ``base.py`` may declare it for all other paths of the service. An object whose path has no
declaration is seen only by the login that predicted it, in the same region.
"""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils import service_types

ADMIN = "admin"  # the role of administrators
EVERY_PROJECT = "*"  # what an object names instead of one project

_declared = {}  # official service type -> path -> (compiled pattern, Visibility)


class Visibility:
    """Who sees the objects of a type. Without arguments: every login of the region.

    login_only: only the login that predicted an object. all_regions: the regions share the objects.
    owner: names of the attributes that hold an object's project; the service fills in the first one of a new object.
    public: attribute -> list of its values with which other projects see an object that has an owner.
    restricted: attribute -> the value with which an object without an owner is hidden from other projects.
    users: (path with %s for the id, key, attribute): where the service lists the projects that may use a restricted object.
    parent: (attribute, path with %s): the object is public when the one that this attribute names is public.
    grants: (attribute, attribute): this object shows the object named by the first attribute to the project named by the second one.
    all_projects: the query parameter with which administrators see the objects of all projects; None: they always do.
    """

    def __init__(
        self,
        login_only=False,
        all_regions=False,
        owner=(),
        public=None,
        restricted=None,
        users=None,
        parent=None,
        grants=None,
        all_projects=None,
    ):
        self.login_only, self.all_regions = login_only, all_regions
        self.owner, self.public, self.restricted = owner, public or {}, restricted or {}
        self.users, self.parent, self.grants, self.all_projects = users, parent, grants, all_projects

    def to_dict(self):
        """The arguments that make an equal Visibility, as JSON."""
        return {name: value for name, value in vars(self).items() if value}

    def audience(self, region, login):
        """(region, login) for which a prediction of this login in this region counts; "" means any."""
        return ("" if self.all_regions else region), (login if self.login_only else "")

    def with_owner(self, body, project_id):
        """A new object as the service completes it: with the project that owns it."""
        if not self.owner or not project_id:
            return body
        named = (body[name] for name in self.owner if body.get(name))
        return {self.owner[0]: next(named, project_id), **body}

    def is_hidden(self, asker, value, params):
        """Whether a user who sends these query parameters does not see an object, unless it is public or granted."""
        owners = [value[name] for name in self.owner if value.get(name)]
        restricted = any(value.get(name) is hidden for name, hidden in self.restricted.items())
        if asker.project_id in owners or not (owners or restricted) or set(self.owner) & set(params):
            return False
        asked = not self.all_projects or str(params.get(self.all_projects)).lower() in ("true", "1")
        return not (ADMIN in asker.roles and asked)

    def is_public(self, value):
        return any(value.get(name) in shown for name, shown in self.public.items())

    def grants_access(self, value, identifiers, project_id):
        """Whether an object of this type shows one of these objects to a project."""
        if not self.grants:
            return False
        target, user = self.grants
        return value.get(target) in identifiers and value.get(user) in (project_id, EVERY_PROJECT)


LOGIN_ONLY = Visibility(login_only=True)
EVERY_LOGIN = Visibility()


def declare(service, path, visibility):
    """Note who sees the objects at and below a path of a service, which may hold {fields}; "" means the whole service."""
    pattern = re.sub(r"{\w+}", "[^/]+", path) + "(/.*)?"
    _declared.setdefault(service_types.official(service), {})[path] = re.compile(pattern), visibility


def of(service, path):
    """The Visibility of an object: the one that is declared for the longest part of its path."""
    found = _declared.get(service, {})
    fitting = (found[declared][1] for declared in sorted(found, key=len, reverse=True) if found[declared][0].fullmatch(path))
    return next(fitting, LOGIN_ONLY)
