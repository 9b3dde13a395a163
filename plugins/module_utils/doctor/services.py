# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The services: which the catalog has for this region and interface, whether they answer, their microversions, and quotas."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ansible_collections.stratus.openstack.plugins.module_utils import needs, protocols, service_types, suggestions
from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES
from ansible_collections.stratus.openstack.plugins.module_utils.doctor import way
from ansible_collections.stratus.openstack.plugins.module_utils.doctor.findings import ERROR, OK, WARNING, join
from ansible_collections.stratus.openstack.plugins.module_utils.errors import PARSE_ERRORS, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.session import list_regions, version_key

CORE = ("identity", "compute", "network", "image", "block-storage")
VERSIONED = re.compile(r"(/v\d+(\.\d+)?)(/.*)?$")  # in the path of an endpoint
AT_ONCE = 8  # requests
SHOWN = 10  # options in a sentence


def examine(report, session, access, asked):
    """Add the findings about the services. ``asked``: those that the task names; an empty list for all in the catalog."""
    asked = [service_types.official(name) for name in asked]
    known = [service_types.official(entry["type"]) for entry in access.catalog if entry.get("type")]
    names = list(dict.fromkeys(asked or [*CORE, *known]))
    if report_region(report, session, access):
        report.sections["catalog"] = []
        return
    http = way.open_transport(session)
    try:
        rows = session.in_parallel(lambda name: examine_endpoint(session, http, name), names, AT_ONCE)
    finally:
        http.close()
    for row in rows:
        report_endpoint(report, row, row["service"] in (asked or known))
    report.sections["catalog"] = [{key: value for key, value in row.items() if key != "do"} for row in rows if row["url"] or row["problem"]]
    reached = [row["service"] for row in rows if row["reached"]]
    if reached:
        report.add("catalog", OK, "%d of %d services answer: %s" % (len(reached), len(rows), join(reached)))
    report_microversions(report, session, rows)
    report_quotas(report, session, reached)


def report_region(report, session, access):
    """Add a finding if no service has an endpoint in the region, or with the interface -> whether it did."""
    cloud, points = session.config, [point for entry in access.catalog for point in entry.get("endpoints") or ()]
    regions = sorted({region for point in points for region in list_regions(point) if region})
    interfaces = sorted({point["interface"] for point in points if point.get("interface")})
    wanted = cloud.interface or ["public"]
    if points and cloud.region_name and cloud.region_name not in regions:
        ask = suggestions.ask(cloud.region_name, regions)
        text = "The catalog has no region '%s'; it has: %s" % (cloud.region_name, join(regions))
        report.add("catalog", ERROR, text, ("%s " % ask if ask else "") + "Correct region_name (case matters)")
        return True
    if points and not set(wanted) & set(interfaces):
        text = "The catalog has no endpoint with the interface %s; it has: %s" % (join(wanted, "or"), join(interfaces))
        report.add("catalog", ERROR, text, "Correct interface")
        return True
    return False


def examine_endpoint(session, http, name):
    """What becomes of a request to a service: a dict as in the section `catalog`, with `do`."""
    row = {"service": name, "url": None, "reached": False, "status": None, "problem": None, "do": None}
    row.update(versions=[], microversions=None, highest_needed=highest_needed(name))
    try:
        row["url"] = session.endpoint(name)
    except CloudError as error:
        return dict(row, problem=error.message, do=error.hint)
    base, latest = urlsplit(row["url"]), protocols.of(name).version is None
    path = base.path if latest else VERSIONED.sub(r"\1/", base.path)
    try:
        url = base._replace(path=path or "/").geturl()
        reply = http.send("GET", url, headers=session.access.headers(), service=name, allow=way.ANY_STATUS)
    except CloudError as error:
        return dict(row, problem=error.message, do=way.advise(error))
    row["status"] = reply.status
    row["problem"], row["do"] = judge(reply)
    row["reached"] = row["problem"] is None
    row["versions"], row["microversions"] = read_versions(reply.body)
    return row


def judge(reply):
    """(what is wrong with the answer of an endpoint, what to do); (None, None) for that of an API."""
    kind = (reply.headers.get("content-type") or "").partition(";")[0]
    if reply.status == 401:
        return "It refuses the token (HTTP 401)", "Have the operators check how the service validates tokens; the clocks may differ"
    if reply.status >= 500:
        return "It answers HTTP %d" % reply.status, "The service or its load balancer fails: its operators find the reason in its logs"
    if reply.body is None and "html" in kind:
        do = "Check the address in the catalog, or set endpoint_overrides: a login page, a proxy or a load balancer may answer instead"
        return "It answers %s and not JSON (HTTP %d)" % (kind, reply.status), do
    return None, None


def read_versions(document):
    """(ids of the API versions, {lowest, highest} microversion or None) in a version document."""
    document = document if isinstance(document, dict) else {}
    listed = document.get("versions") or [document.get("version")]
    listed = listed.get("values") if isinstance(listed, dict) else listed
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    ids = [str(entry["id"]) for entry in entries if entry.get("id")]
    ranges = [(entry.get("min_version"), entry.get("version") or entry.get("max_version")) for entry in entries]
    ranges = [pair for pair in ranges if pair[1] and isinstance(pair[1], str)]
    if not ranges:
        return ids, None
    lowest, highest = max(ranges, key=lambda pair: version_key(pair[1]))
    return ids, {"lowest": lowest or None, "highest": highest}


def tables_of(service):
    """The tables whose objects belong to a service, as a list of (name of the module, table)."""
    return [(name, table) for name, table in MODULES.items() if service_types.official(table.service) == service]


def highest_needed(service):
    """The highest microversion that the modules ask a service for; None if they ask for none."""
    found = [table.microversion for _name, table in tables_of(service) if getattr(table, "microversion", None)]
    found += [field.since for _name, table in tables_of(service) for field in table.fields.values() if field.since]
    return max(found, key=version_key, default=None)


def report_endpoint(report, row, expected):
    """Add a finding about a service that cannot be used. ``expected``: whether the catalog or the task names it."""
    if not row["problem"]:
        return
    if row["url"]:
        report.add("catalog", ERROR, "%s at %s: %s" % (row["service"], row["url"], row["problem"]), row["do"])
        return
    do = (row["do"] or "Check region_name and interface").rstrip(". ")
    do = "%s; or have the operators add it to the catalog, or set endpoint_overrides" % do
    report.add("catalog", ERROR if expected else WARNING, row["problem"], do)


def report_microversions(report, session, rows):
    """Add the findings about services that are older than what modules ask for."""
    told = False
    for row in rows:
        have, wanted = row["microversions"], row["highest_needed"]
        if not have:
            continue
        default = session.config.for_service(row["service"]).default_microversion
        if default and version_key(default) > version_key(have["highest"]) and default != "latest":
            told = True
            text = "The microversion %s is configured for %s, which has only %s to %s"
            facts = default, row["service"], have["lowest"], have["highest"]
            report.add("microversions", WARNING, text % facts, "Lower it in clouds.yaml or in default_microversions")
        if wanted and version_key(wanted) > version_key(have["highest"]):
            told = True
            report.add("microversions", WARNING, *describe_old(row["service"], have["highest"], wanted))
    if not told and any(row["microversions"] for row in rows):
        report.add("microversions", OK, "The services have all microversions that the modules ask for")


def describe_old(service, highest, wanted):
    """(what the age of a service means, what to do)."""
    late = [
        (version_key(field.since), "`%s` of %s (%s)" % (field.name, module, field.since))
        for module, table in tables_of(service)
        for field in table.fields.values()
        if field.since and version_key(field.since) > version_key(highest)
    ]
    names = [text for _version, text in sorted(late)]
    more = " and %d more" % len(names[SHOWN:]) if names[SHOWN:] else ""
    text = "%s has microversions up to %s, and modules ask for up to %s" % (service, highest, wanted)
    if not names:
        return text, "Requests ask for %s, so some attributes of results are missing; no option is refused" % highest
    return "%s: it refuses %s%s" % (text, join(names[:SHOWN]), more), "Leave these options out, or have the service upgraded"


def report_quotas(report, session, reached):
    """Add the findings about quotas, and their section: what is left by service and quota."""
    section, used_up = {}, False
    for service in needs.declared():
        if service not in reached or not session.access.project_id:
            continue
        try:
            quotas = needs.read(session, service)
        except (CloudError, *PARSE_ERRORS):
            continue  # the user may not read them
        section[service] = {}
        for name, (limit, used) in quotas.items():
            left = None if limit == needs.UNLIMITED else max(0, limit - used)
            section[service][name] = {"limit": limit, "used": used, "left": left}
            if left == 0:
                used_up = True
                do = "Remove what is no longer used, or have the quota raised, such as by stratus.openstack.quota"
                report.add("quota", WARNING, "The quota of %s (%s) is used up: %d of %d" % (name, service, used, limit), do)
    report.sections["quota"] = section
    if section and not used_up:
        parts = []
        for service, quotas in section.items():
            left = ["%s %s" % (one["left"], name) for name, one in quotas.items() if one["left"] is not None]
            parts.append("%s: %s" % (service, ", ".join(left) or "no limits"))
        report.add("quota", OK, "Left of %s" % "; ".join(parts))
