# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration: which files and variables are used, which are ignored, and why."""

from __future__ import annotations

import os
import re

from ansible_collections.stratus.openstack.plugins.module_utils import cloud_files, config
from ansible_collections.stratus.openstack.plugins.module_utils.doctor.findings import ERROR, OK, WARNING, join
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

FILES = (("clouds", "OS_CLIENT_CONFIG_FILE"), ("secure", "OS_CLIENT_SECURE_FILE"))
OTHER_VARIABLES = re.compile(r"(REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|XDG_CONFIG_HOME|XDG_CONFIG_DIRS|(https?|all|no)_proxy)", re.IGNORECASE)
SELECT = {"OS_CLOUD", "OS_CLOUD_NAME", *(variable for _kind, variable in FILES)}
# (pattern in a warning or an error of the configuration, what to do about it); the first match counts
ADVICE = (
    (r"was skipped: permission denied", "Let the user that runs the task read the file: `ls -l` shows its owner and its mode"),
    (r"was skipped: ", "Correct the file, or remove it"),
    (r"^OS_CLOUD selects", "Unset these variables, or unset OS_CLOUD"),
    (r"no cloud is named", "Set `cloud` in the task or OS_CLOUD, and check that the file that names it is one of those that are read"),
    (r"was not found", "Correct the name, or name the file in OS_CLIENT_CONFIG_FILE"),
    (r"^region ", "Set region_name to one of the regions that are known, or add it to `regions` of the cloud"),
    (r"profile", "Correct `profile`, or write `auth_url` in its place"),
    (r"is a key|has no 'clouds'|second time", "Correct the file"),
    (r"", "Correct it there"),
)


def examine(report, params, loaded, problem=None):
    """Add the findings about the configuration. ``loaded``: the CloudConfig, None if it could not be loaded because of ``problem``."""
    environ = os.environ
    files = {kind: list_files(kind, variable, environ) for kind, variable in FILES}
    used, ignored = split_variables(environ, params, loaded, files)
    report.sections["configuration"] = {
        "cloud": loaded.name if loaded else params["cloud"] if isinstance(params.get("cloud"), str) else None,
        "origin": loaded.describe() if loaded else None,
        "files": [one for found in files.values() for one in found],
        "folders": cloud_files.search_dirs(environ, os.getcwd(), environ.get("HOME") or os.path.expanduser("~")),
        "variables_used": used,
        "variables_ignored": ignored,
    }
    if problem:
        report.add("configuration", ERROR, problem.message, problem.hint or advise(problem.message))
    for text in loaded.warnings if loaded else skipped(files):
        report.add("configuration", WARNING, text.partition(": unset")[0], advise(text))
    name = report.sections["configuration"]["cloud"] or environ.get("OS_CLOUD")
    from_file = not loaded or loaded.describe().startswith("cloud '")
    if from_file:
        report_shadowed(report, name, files["clouds"])
    for kind, variable in FILES:
        if environ.get(variable) and not os.path.exists(environ[variable]):
            text = "%s names %s, which does not exist, so another %s.yaml is looked for"
            report.add("configuration", WARNING, text % (variable, environ[variable], kind), "Correct the variable, or unset it")
    if not any(one["check"] == "configuration" for one in report.found):
        more = "; %s %s no effect" % (join(ignored), "has" if len(ignored) == 1 else "have") if ignored else ""
        report.add("configuration", OK, loaded.describe() + more)


def advise(text):
    """What to do about a warning or an error of the configuration."""
    return next(advice for pattern, advice in ADVICE if re.search(pattern, text, re.IGNORECASE))


def list_files(kind, variable, environ):
    """The existing files of a kind in the order in which they are looked for: dicts of path, state, clouds and problem."""
    home = environ.get("HOME") or os.path.expanduser("~")
    found, is_read = [], False
    for path in cloud_files.candidates(kind, cloud_files.search_dirs(environ, os.getcwd(), home), environ.get(variable)):
        if not os.path.exists(path) or any(one["path"] == path for one in found):
            continue
        problems = []
        try:
            usable, document = cloud_files.read_first([path], problems)
            clouds = document.get("clouds")
        except CloudError as error:
            usable, clouds, problems = path, None, [error.message]
        state = "skipped" if not usable else "shadowed" if is_read else "read"
        is_read = is_read or bool(usable)
        names = sorted(map(str, clouds)) if isinstance(clouds, dict) else []
        found.append({"path": path, "state": state, "clouds": names, "problem": " ".join(problems) or None})
    return found


def skipped(files):
    """The problems of the files that are skipped, as a list of texts."""
    return [one["problem"] for found in files.values() for one in found if one["state"] == "skipped"]


def report_shadowed(report, name, files):
    """Add a finding for each file that is not read since another one comes first, if it has the cloud ``name``."""
    first = next((one for one in files if one["state"] == "read"), None)
    for other in files:
        if other["state"] != "shadowed" or name not in other["clouds"]:
            continue
        there = name in first["clouds"]
        text = "%s is not read, since %s comes first; " % (other["path"], first["path"])
        text += "both have a cloud '%s'" % name if there else "only the former has the cloud '%s'" % name
        do = "Remove one of the two" if there else "Move the cloud there, remove the first file, or name the file in OS_CLIENT_CONFIG_FILE"
        report.add("configuration", WARNING if there else ERROR, text, do)


def split_variables(environ, params, loaded, files):
    """(names of the variables that are used, names of those that are ignored), each a sorted list."""
    names = {name for name in environ if name.startswith("OS_") and not name.startswith(config.NOT_OURS) and environ[name]}
    auth = params.get("auth") or {}
    given = bool(params.get("cloud") or auth.get("auth_url") or auth.get("endpoint"))
    by_variables = loaded is not None and loaded.describe() == "the OS_* variables"
    used = {name for name in names if by_variables and name not in SELECT}
    used |= {"OS_CLOUD"} & names if not given else set()
    used |= {"OS_CLOUD_NAME"} & names if by_variables else set()
    for kind, variable in FILES:
        if any(one["state"] == "read" and one["path"] == environ.get(variable) for one in files[kind]):
            used.add(variable)
    used |= {name for name in environ if OTHER_VARIABLES.fullmatch(name) and environ[name]}
    return sorted(used), sorted(names - used)
