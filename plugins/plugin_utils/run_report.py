# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened in a run of playbooks, for the callback plugin `report`: plain data that can be written as JSON."""

from __future__ import annotations

import difflib
import functools
import json
import os
import re
import tempfile
from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path

from ansible_collections.stratus.openstack.plugins.module_utils import masking

OWN = "stratus.openstack."
MODULES = Path(__file__).resolve().parents[1] / "modules"
SERVICE = re.compile(r"module_utils\.(?:services\.)?(\w+)\S* import (?!run$)", re.MULTILINE)
LONGEST_DIFF = 400  # lines of the diff of one object
CONTEXT = 2  # lines around a difference of two texts
COMPARED = 3000  # lines of two texts that are compared line by line
STATUSES = ("changed", "ok", "failed", "ignored", "skipped", "unreachable")


@functools.cache
def service_of(action):
    """The service of a module of this collection, such as "compute"; of any other module the name of its collection."""
    namespace, _dot, name = action.rpartition(".")
    path = MODULES / (name + ".py")
    if namespace + "." != OWN or not path.is_file():
        return namespace or "ansible.builtin"
    found = SERVICE.search(path.read_text(encoding="utf-8"))
    return found.group(1).replace("_", " ") if found else "other"


# -- differences ----------------------------------------------------------------------------------------------------------------


def show(value):
    """A value of a diff as text in one line."""
    return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)


def compare(before, after, path=""):
    """Yield the lines of the difference of two values: "- name: old" and "+ name: new". Keys inside others are joined by dots."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            if before.get(key) != after.get(key) or (key in before) != (key in after):
                inner = "%s.%s" % (path, key) if path else str(key)
                one, other = before.get(key), after.get(key)
                one = {} if one is None and isinstance(other, dict) else one
                yield from compare(one, {} if other is None and isinstance(one, dict) else other, inner)
        return
    for sign, value in (("-", before), ("+", after)):
        if value is not None:
            yield "%s %s%s" % (sign, path + ": " if path else "", masking.mask_text(show(value)))


def diff_lines(diff):
    """The lines (list of texts) of a result's `diff`: a dict, or a list of them. Secrets are masked."""
    lines = []
    for each in diff if isinstance(diff, list) else [diff]:
        if not isinstance(each, dict):
            continue
        if "prepared" in each:
            lines += masking.mask_text(str(each["prepared"])).splitlines()
            continue
        before, after = masking.mask(each.get("before")), masking.mask(each.get("after"))
        header = each.get("after_header") or each.get("before_header")
        found = compare_texts(before, after) if isinstance(before or after, str) else list(compare(before or {}, after or {}))
        lines += [str(header)] * bool(header and found) + found
    if len(lines) > LONGEST_DIFF:
        lines[LONGEST_DIFF:] = ["… %d more lines" % (len(lines) - LONGEST_DIFF)]
    return lines


def compare_texts(before, after):
    """The lines of the difference of two texts, such as the contents of a file."""
    one, other = show(before or "").splitlines(), show(after or "").splitlines()
    if len(one) + len(other) > COMPARED:
        return ["- %d lines" % len(one), "+ %d lines" % len(other)] if one != other else []
    return list(difflib.unified_diff(one, other, n=CONTEXT, lineterm=""))[2:]


# -- results --------------------------------------------------------------------------------------------------------------------


class Report:
    """A run while it lasts. ``check``: whether all of it is in check mode. ``now``: epoch seconds. ``playbooks``: their names."""

    def __init__(self, check, now):
        self.check, self.begun, self.playbooks, self.plays, self.tasks = check, now, [], [], {}

    def begin_play(self, name):
        self.plays.append({"name": name, "tasks": []})

    def begin_task(self, key, name, action, now):
        """Note a task. ``key``: of the task in this run. ``action``: the full name of the module. A handler can begin several times."""
        if key not in self.tasks:
            self.tasks[key] = {"name": name, "module": action, "service": service_of(action), "begun": now, "seconds": 0.0, "results": []}
            self.plays[-1]["tasks"].append(self.tasks[key])

    def add_result(self, key, host, status, values, begun, now, check, shows_diff):
        """Add the result of a task on a host. ``values``: the result; that of a loop has one of each item. Nothing of it is kept but what
        the report shows."""
        task = self.tasks[key]
        task["seconds"] = max(task["seconds"], now - task["begun"])
        items = values.get("results") if "censored" not in values else None
        looped = isinstance(items, list) and bool(items) and all(isinstance(item, dict) for item in items)
        for item in items if looped else [values]:
            entry = read_result(task["module"], item, (item_status(item, status) if looped else status), shows_diff)
            entry.update(host=host, check=check)
            if looped:
                label = item.get("_ansible_item_label", item.get(item.get("ansible_loop_var", "item")))
                entry["item"] = "" if "censored" in entry else masking.mask_text(show(masking.mask(label)))
            task["results"].append(entry)
        if not looped or len(items) == 1:
            task["results"][-1]["seconds"] = round(now - begun, 3)

    def complete(self, now):
        """The whole report (dict)."""
        tasks = [task for play in self.plays for task in play["tasks"]]
        results = [result for task in tasks for result in task["results"]]
        totals = {status: sum(result["status"] == status for result in results) for status in STATUSES}
        objects = [found for result in results for found in result["objects"]]
        totals.update(tasks=len(tasks), objects=len(objects), differing=sum(found != "ok" for found in objects))
        totals["others_changed"] = sum(result["status"] == "changed" and not result["objects"] for result in results)
        times = defaultdict(lambda: {"tasks": 0, "seconds": 0.0})
        for task in tasks:
            times[task["service"]]["tasks"] += 1
            times[task["service"]]["seconds"] += task["seconds"]
        services = [{"service": name, "tasks": time["tasks"], "seconds": round(time["seconds"], 3)} for name, time in times.items()]
        hosts = defaultdict(lambda: dict.fromkeys(STATUSES, 0))
        for result in results:
            hosts[result["host"]][result["status"]] += 1
        finished = {id(task): dict(task, begun=moment(task["begun"]), seconds=round(task["seconds"], 3)) for task in tasks}
        plays = [dict(play, tasks=[finished[id(task)] for task in play["tasks"]]) for play in self.plays]
        return {
            "summary": summarize(totals, self.check),
            "check": self.check,
            "playbooks": self.playbooks,
            "begun": moment(self.begun),
            "seconds": round(now - self.begun, 3),
            "totals": totals,
            "services": sorted(services, key=lambda entry: -entry["seconds"]),
            "hosts": dict(hosts),
            "plays": plays,
        }


def moment(seconds):
    """A time in ISO 8601 format."""
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="seconds")


def summarize(totals, check):
    """The report in one sentence."""
    verdict = "differ from the playbook" if check else "changed or have drift"
    text = "%d of %d objects %s" % (totals["differing"], totals["objects"], verdict)
    if totals["others_changed"]:
        text += ", other changes: %d" % totals["others_changed"]
    failures = totals["failed"] + totals["unreachable"]
    return text + (", %d failed" % failures if failures else "")


def item_status(item, status):
    """The status of one item of a loop. ``status``: of the whole loop."""
    if item.get("unreachable"):
        return "unreachable"
    if item.get("failed"):
        return "ignored" if status == "ignored" else "failed"
    return "skipped" if item.get("skipped") else "ok"


def read_result(module, values, status, shows_diff):
    """What the report shows of one result (dict). `objects` has for each object that the task declares "changed", "drift" or "ok"."""
    hidden = "censored" in values or values.get("_ansible_no_log")
    status = "changed" if status == "ok" and values.get("changed") else status
    declares = module.startswith(OWN) and not module.endswith("_info") and ("diff" in values or hidden) and status in ("ok", "changed")
    if hidden:
        return {"status": status, "censored": True, "objects": [status] if declares else []}
    entry = {"status": status, "name": find_name(module, values)}
    drift = [masking.mask(one) for one in values.get("drift") or () if isinstance(one, dict)]
    if drift:
        entry["drift"] = drift
    if values.get("warnings"):
        entry["warnings"] = [masking.mask_text(str(text)) for text in values["warnings"]]
    if status in ("failed", "ignored", "unreachable"):
        entry["error"] = read_error(values)
    diff = values.get("diff") if shows_diff else None
    plan = values.get("plan")
    if module == OWN + "topology" and isinstance(plan, list):
        diff = diff or {}
        sides = ({side: pick(diff, side, node["node"]) for side in ("before", "after")} for node in plan)
        entry["plan"] = [dict(node, diff=diff_lines(each)) for node, each in zip(plan, sides)]
        entry["timeline"], entry["pruned"] = values.get("timeline"), values.get("pruned")
        with_drift = {one.get("node") for one in drift}
        actions = [("drift" if node["node"] in with_drift else "ok") if node["action"] in ("ok", "keep") else "changed" for node in plan]
        entry["objects"] = actions + ["changed"] * len(values.get("pruned") or ())
        return entry
    entry["objects"] = ["changed" if status == "changed" else "drift" if drift else "ok"] if declares else []
    lines = diff_lines(diff) if diff and status != "skipped" else []
    return dict(entry, diff=lines) if lines else entry


def pick(diff, side, node):
    """One side of the diff of an object of a topology."""
    part = diff.get(side)
    return part.get(node) if isinstance(part, dict) else None


def find_name(module, values):
    """The name of the object that a result is about; '' if it has none."""
    found = values.get(module.rpartition(".")[2]) if module.startswith(OWN) else None
    return str(found.get("name") or found.get("id") or "") if isinstance(found, dict) else ""


def read_error(values):
    """The message of a failed task, with the hint and the facts that are known (dict)."""
    given = values.get("error") if isinstance(values.get("error"), dict) else {}
    text = given.get("message") or values.get("msg") or values.get("stderr") or values.get("module_stderr") or "no message"
    error = {"message": masking.show(show(text))}
    facts = ("hint", "status", "service", "request_id", "url", "method")
    error.update((name, masking.mask_text(str(given[name]))) for name in facts if given.get(name) is not None)
    for name in ("failed_objects", "skipped_objects", "done_objects"):
        if values.get(name):
            error[name] = list(values[name])
    return error


# -- files ----------------------------------------------------------------------------------------------------------------------


def make_json(content):
    """The report as JSON."""
    return json.dumps(content, indent=1, default=str, ensure_ascii=False) + "\n"


def write(path, text):
    """Write a file, which gets its name when it is complete. Raises OSError."""
    folder = os.path.dirname(os.path.abspath(path))
    os.makedirs(folder, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".report.")
    try:
        with open(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
