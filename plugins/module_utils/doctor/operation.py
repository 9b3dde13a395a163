# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operation that examines a cloud from the configuration to the quotas. What it finds is its result, and not a failure."""

from __future__ import annotations

import re
import sys

from ansible_collections.stratus.openstack.plugins.module_utils import connections
from ansible_collections.stratus.openstack.plugins.module_utils.doctor import identity, services, settings, way
from ansible_collections.stratus.openstack.plugins.module_utils.doctor.findings import ERROR, OK, WARNING, Report, conclude
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Bool, List
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation

TRUE = ("true", "yes", "on", "1", "y", "t")
NO_REQUESTS = re.compile(r"Python library \(requests\).*?Python (\S+?)\.?(\s|$)", re.DOTALL)
OWN_PYTHON = "For tasks on localhost, set ansible_python_interpreter to the value of ansible_playbook_python, or install requests there"
# (pattern in the reason why a task does not run in process, what to do); the first match counts
ADVICE = (
    (r"^it was asked for", "Remove stratus_inprocess: false, or STRATUS_INPROCESS=0 from the environment"),
    (r"^the connection", "Delegate the task to localhost, unless the cloud can be reached from that host only"),
    (r"become", "Remove become from tasks that talk to the cloud"),
    (r"async", "Remove async; server and the like create many objects at once by `count`"),
    (r"^the interpreter", OWN_PYTHON),
    (r"no requests", "Install requests for the Python that runs Ansible"),
    (r"", "Unset ANSIBLE_KEEP_REMOTE_FILES"),
)


class Doctor(Operation):
    """The operation, and what the runner and the action plugin need of it when no cloud can be loaded or no module can start."""

    def examine_without_cloud(self, params, problem, secrets):
        """The task's result if the configuration names no cloud that can be used. ``problem``: the CloudError. ``secrets``: strings."""
        report = Report(lambda: secrets)
        settings.examine(report, params, None, problem)
        return self.finish(report, params)

    def finish(self, report, params):
        """The task's result."""
        report.sections["runs"] = {"in_process": None, "reason": None, "python": sys.executable, "requests": requests_version()}
        report.add("runs", OK, "The task ran by %s" % sys.executable)
        return fail_if_asked(dict(report.result(), changed=False), params["fail"])

    def add_way(self, result, options, reason):
        """The task's result with the way that it took. ``options``: those of the task before they are validated. ``reason``: why it did
        not run in process, '' if it did. The failure of a module that could not start becomes a finding."""
        runs = dict(result.get("runs") or {"python": None, "requests": None}, in_process=not reason, reason=reason or None)
        findings = [one for one in result.get("findings", ()) if one["check"] != "runs"]
        lacks = NO_REQUESTS.search(str(result.get("msg"))) if result.get("failed") and "findings" not in result else None
        if lacks:
            runs["python"] = lacks[1]
            text = "Tasks run by %s, which has no requests library, since %s" % (lacks[1], reason)
            findings.append({"check": "runs", "level": ERROR, "what": text, "do": OWN_PYTHON})
            return fail_if_asked(dict(conclude(findings), changed=False, runs=runs), str(options.get("fail")).lower() in TRUE)
        if "findings" not in result:
            return result
        if not reason:
            findings.append({"check": "runs", "level": OK, "what": "Tasks run in process, by %s" % runs["python"], "do": None})
        else:
            text = "Tasks run as ordinary modules, by %s, which takes longer: %s" % (runs["python"], reason)
            do = next(advice for pattern, advice in ADVICE if re.search(pattern, reason))
            findings.append({"check": "runs", "level": WARNING, "what": text, "do": do})
        return dict(result, runs=runs, **conclude(findings))


def examine(session, params):
    """Examine the cloud of a session -> the task's result."""
    anew = session.anew()  # a stored token would hide that nobody can log in any more
    report = Report(session.secrets)
    settings.examine(report, params, session.config)
    session.config.warnings.clear()  # they are findings
    report.sections["login"] = identity.describe(session.config)
    url = report.sections["login"]["auth_url"]
    if not url or way.examine(report, anew, url):
        access = identity.examine(report, anew, params["roles"] or [])
        if access:
            services.examine(report, anew, access, params["services"] or [])
    session.warnings += anew.warnings
    return DOCTOR.finish(report, params)


def fail_if_asked(result, asked):
    """The result, as that of a failed task if that is ``asked`` for and the cloud is not healthy."""
    errors = [line for line, one in zip(result["lines"], result["findings"]) if one["level"] == ERROR]
    return dict(result, failed=True, msg="; ".join(errors)) if errors and asked else result


def requests_version():
    return getattr(connections.requests, "__version__", None)


DOCTOR = Doctor(
    examine,
    fail=Bool(default=False),
    roles=List(),
    services=List(),
)
