# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The login: as whom, where, why it is refused, and which roles the token has."""

from __future__ import annotations

import copy
import re
import time
from urllib.parse import urlsplit

from ansible_collections.stratus.openstack.plugins.module_utils import auth, config, suggestions
from ansible_collections.stratus.openstack.plugins.module_utils.auth_options import PROJECT, SCOPES
from ansible_collections.stratus.openstack.plugins.module_utils.doctor.findings import ERROR, OK, WARNING, join
from ansible_collections.stratus.openstack.plugins.module_utils.errors import PARSE_ERRORS, CloudError

OLD_VERSION = re.compile(r"/v2(\.0)?/*$")  # at the end of auth_url
REMARK = re.compile(r"\s*\(Disable (insecure_)?debug mode to suppress these details\.?\)", re.IGNORECASE)
SHORT_LIFE = 300  # seconds
READ_ONLY = ("reader", "observer", "auditor")  # names of roles that change nothing
SHOWN = 8  # names of projects in a sentence


def describe(cloud):
    """What the configuration says of the login, without secrets (dict)."""
    known = cloud.auth
    return {
        "auth_type": cloud.auth_type,
        "auth_url": known.get("auth_url") or known.get("endpoint"),
        "user": known.get("username") or known.get("user_id"),
        "user_domain": known.get("user_domain_name") or known.get("user_domain_id") or known.get("default_domain_name"),
        "project": known.get("project_name") or known.get("project_id"),
        "project_domain": known.get("project_domain_name") or known.get("project_domain_id") or known.get("default_domain_name"),
        "system_scope": known.get("system_scope"),
        "interface": cloud.interface or ["public"],
        "region": cloud.region_name,
        "succeeded": False,
        "expires_at": None,
        "roles": None,
    }


def examine(report, session, wanted_roles):
    """Log in, and add the findings about it -> the Access, None if it fails. ``wanted_roles``: names of roles that the token must have."""
    shown = report.sections["login"]
    url = shown["auth_url"] or ""
    if OLD_VERSION.search(url):
        right = OLD_VERSION.sub("/v3", url)
        report.add("login", WARNING, "auth_url names API v2.0 of the identity service: %s" % url, "Write %s" % right)
    try:
        session.login()
    except CloudError as error:
        report.add("login", ERROR, *explain(session, shown, error))
        return None
    access = session.access
    shown.update(succeeded=True, roles=access.roles, expires_at=access.expires_at.isoformat() if access.expires_at else None)
    shown.update(user=access.user_name or shown["user"], project=access.project_name or shown["project"])
    report_token(report, shown, access)
    report_roles(report, shown, access, wanted_roles)
    return access


def report_token(report, shown, access):
    """Add the finding about a token."""
    left = access.good_until - time.time() if access.good_until else None
    if left is not None and left < SHORT_LIFE:
        report.add("login", WARNING, "The token is valid for %d s only" % left, "Have the operators raise the life of tokens")
        return
    until = ", by a token that is valid until %s" % shown["expires_at"] if shown["expires_at"] else ""
    report.add("login", OK, "%s is logged in to %s%s" % (shown["user"] or "The login", scope_of(access), until))


def scope_of(access):
    """The scope of a token in words."""
    if access.project_id:
        return "project '%s'" % access.project_name
    if access.system:
        return "the system, and no project"
    return "domain '%s', and no project" % access.domain_name if access.domain_id else "no project"


def report_roles(report, shown, access, wanted):
    """Add the finding about the roles of a token."""
    user, place = shown["user"], scope_of(access)
    missing = [role for role in wanted if role not in access.roles]
    if not (access.project_id or access.system or access.domain_id) and access.token:
        text = "The token has no scope, so services refuse it and it has no catalog"
        report.add("roles", ERROR, text, "Set project_name and project_domain_name")
    elif missing:
        have = join(access.roles) or "none"
        grant = "Have an administrator grant it, such as by stratus.openstack.role_assignment"
        report.add("roles", ERROR, "%s lacks the role %s in %s; it has: %s" % (user, join(missing), place, have), grant)
    elif access.roles and all(role in READ_ONLY for role in access.roles):
        do = "Have an administrator grant the role member, such as by stratus.openstack.role_assignment"
        text = "%s has only the role %s in %s: it can read and change nothing"
        report.add("roles", WARNING, text % (user, join(access.roles), place), do)
    elif access.roles:
        report.add("roles", OK, join(access.roles))


def explain(session, shown, error):
    """(why a login fails, what to do) as sentences."""
    origin = session.config.describe()
    words = REMARK.sub("", error.message).strip()
    user = "user '%s' in domain '%s'" % (shown["user"], shown["user_domain"])
    project = "project '%s' in domain '%s'" % (shown["project"], shown["project_domain"])
    words = words.removeprefix("%s: " % origin)
    if re.search(r"there is no identity API v3|not one of an identity service", words):
        return "auth_url %s is the address of another service, or of a web server: %s" % (shown["auth_url"], words), auth.NOT_IDENTITY
    if error.status != 401:
        return words, error.hint or "Correct it in %s" % origin
    if re.search(r"identity service: check auth_url", error.hint or ""):
        return "auth_url %s is the address of another service: %s" % (shown["auth_url"], words), error.hint.partition(". Credentials")[0]
    missing = re.search(r"could not find (\w+): ([^.]*)", words, re.IGNORECASE)
    kind, name = (missing[1].lower(), missing[2].strip()) if missing else ("", "")
    if kind == "user":
        return "There is no %s" % user, "Correct username or user_domain_name in %s" % origin
    if kind == "domain":
        options = [option for option in ("user_domain", "project_domain") if shown[option] == name]
        names = join((option + "_name" for option in options), "or") or "the domain"
        return "There is no domain '%s'" % name, "Correct %s in %s: the first domain is usually 'Default'" % (names, origin)
    if re.search(r"invalid (username|user name|user) or password", words, re.IGNORECASE):
        return "The password of %s is wrong" % user, "Correct password in %s (or in the secure.yaml beside it)" % origin
    if not can_drop_scope(session.config):
        return words, (error.hint or "").partition(". Credentials")[0] or "Correct the credentials in %s" % origin
    projects = list_projects(session)
    if projects is None:
        text = "The identity service refuses the password of %s; it does not say whether the user, the domain or the password is wrong: %s"
        return text % (user, words), "Check username, user_domain_name and password in %s" % origin
    return explain_project(project, shown["project"], projects, kind, origin)


def explain_project(project, name, projects, kind, origin):
    """(why a login to a project fails, what to do). ``projects``: the names of those that the user can log in to."""
    others = join(projects[:SHOWN]) + (" and %d more" % len(projects[SHOWN:]) if projects[SHOWN:] else "")
    can = "the user can log in to: %s" % (others or "no project")
    if kind == "project":
        text = "There is no %s; %s" % (project, can)
    elif name in projects:
        text = "The user can log in to a project '%s', but not to %s" % (name, project)
    else:
        text = "User and password are right, but the user has no role in %s, or there is no such project; %s" % (project, can)
    near = suggestions.ask(name or "", projects)
    do = "Correct project_name or project_domain_name in %s, or have an administrator grant a role in the project" % origin
    return text, "%s %s" % (near, do) if near else do


def can_drop_scope(cloud):
    """Whether the same login works without its scope."""
    kind = auth.REGISTRY.get(cloud.auth_type)
    scoped = any(cloud.auth.get(name) for names in SCOPES.values() for name in names)
    by_password = kind is not None and "password" in kind.options and cloud.auth_type not in config.SELF_SCOPED
    return scoped and by_password and not cloud.is_for_once()


def list_projects(session):
    """The names of the projects that the user can log in to; None if the user cannot log in at all, or the service does not tell."""
    other = session.anew()
    other.config = copy.copy(session.config)
    dropped = {*PROJECT, *(name for names in SCOPES.values() for name in names)}
    other.config.auth = {key: value for key, value in session.config.auth.items() if key not in dropped}
    try:
        other.login()
        access = other.access
        place = access.identity_url or urlsplit(session.config.auth["auth_url"]).geturl()
        reply = other.http.send("GET", place + "/auth/projects", headers=access.headers(), service="identity")
        return sorted(str(project["name"]) for project in reply.body["projects"])
    except (CloudError, *PARSE_ERRORS):
        return None
