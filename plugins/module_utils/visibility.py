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
EVERY_PROJECT = "*"  # the value for all projects in an attribute with a project

_declared = {}  # official service type -> path -> (compiled pattern, Visibility)


class Visibility:
    """Who sees the objects of a type. Without arguments: every login of the region.

    login_only: only the login that predicted an object. all_regions: the regions share the objects.
    owner: names of the attributes that hold an object's project; the service fills in the first one of a new object.
    public: {attribute: list of values}. An object with such a value is visible to other projects although it has an owner.
    restricted: {attribute: value}. An object with this value is hidden from other projects although it has no owner.
    users: (path with %s for the id, key, attribute) of the list of the projects that may use a restricted object.
    parent: (attribute with an id, path with %s for the id): the object is public if the object at this path is public.
    grants: (attribute with the id of another object, attribute with a project): the project sees the other object.
    all_projects: the query parameter with which administrators see the objects of all projects; None if they see them without it.
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
        """The arguments of an equal Visibility, as a dict that can be stored as JSON."""
        return {name: value for name, value in vars(self).items() if value}

    def audience(self, region, login):
        """(region, login) in which the predictions of this login in this region are visible; "" means all."""
        return ("" if self.all_regions else region), (login if self.login_only else "")

    def with_owner(self, body, project_id):
        """A new object with the attribute of its owner, as the service adds it. ``project_id``: of the user, or None."""
        if not self.owner or not project_id:
            return body
        named = (body[name] for name in self.owner if body.get(name))
        return {self.owner[0]: next(named, project_id), **body}

    def is_hidden(self, asker, value, params):
        """Whether a listing with these query parameters hides an object from a user, unless the object is public or access is granted.

        ``asker``: the Access of the user. ``value``: the object. ``params``: dict.
        """
        owners = [value[name] for name in self.owner if value.get(name)]
        restricted = any(value.get(name) is hidden for name, hidden in self.restricted.items())
        if asker.project_id in owners or not (owners or restricted) or set(self.owner) & set(params):
            return False
        lists_all = not self.all_projects or str(params.get(self.all_projects)).lower() in ("true", "1")
        return not (ADMIN in asker.roles and lists_all)

    def is_public(self, value):
        """Whether the attributes of an object make it visible to all projects."""
        return any(value.get(name) in shown for name, shown in self.public.items())

    def grants_access(self, value, identifiers, project_id):
        """Whether an object of this type, ``value``, makes one of the objects with these ids visible to a project."""
        if not self.grants:
            return False
        target, user = self.grants
        return value.get(target) in identifiers and value.get(user) in (project_id, EVERY_PROJECT)


LOGIN_ONLY = Visibility(login_only=True)
EVERY_LOGIN = Visibility()


def declare(service, path, visibility):
    """Declare who sees the objects at and below a path of a service. The path may contain {fields}; "" means all paths of the service."""
    pattern = re.sub(r"{\w+}", "[^/]+", path) + "(/.*)?"
    _declared.setdefault(service_types.official(service), {})[path] = re.compile(pattern), visibility


def of(service, path):
    """The Visibility of the object at a path: the one with the longest declared path that matches; LOGIN_ONLY if none matches."""
    found = _declared.get(service, {})
    matching = (found[declared][1] for declared in sorted(found, key=len, reverse=True) if found[declared][0].fullmatch(path))
    return next(matching, LOGIN_ONLY)
