# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The callback plugin `report`: what it keeps of results, what it must not show, its page, and a run of ansible-playbook."""

from __future__ import annotations

import json
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.plugin_utils import run_report, run_report_page
from tests.cloud.plays import command, surroundings
from tests.unit.test_project_map import Reader
from tests.warm import commands

OWN = "stratus.openstack."
DRIFT = {"option": "flavor", "now": "m1.small", "wanted": "m1.large", "remedy": "Set `on_flavor_change: resize`"}


def reported(*results: tuple[str, dict[str, Any]], check: bool = False, status: str = "ok") -> dict[str, Any]:
    """The report of a play with one task for each (module, result)."""
    report = run_report.Report(check, 100.0)
    report.playbooks.append("site.yml")
    report.begin_play("All")
    for at, (module, values) in enumerate(results):
        report.begin_task(str(at), f"Task {at}", module, 100.0 + at)
        report.add_result(str(at), "localhost", "failed" if values.get("failed") else status, values, 100.0 + at, 100.5 + at, check, True)
    return report.complete(200.0)


def only(report: dict[str, Any]) -> dict[str, Any]:
    """The only result of a report."""
    (result,) = (result for play in report["plays"] for task in play["tasks"] for result in task["results"])
    return result


def environment(count: int) -> dict[str, Any]:
    """The result of a topology with servers, each with a port and a volume."""
    plan = [{"node": "network.net", "module": "network", "action": "ok", "why": "", "after": []}]
    after = {}
    for at in range(count):
        needs = {"port": ["network.net"], "volume": [], "server": [f"port.{at}", f"volume.{at}"]}
        for module, others in needs.items():
            plan.append({"node": f"{module}.{at}", "module": module, "action": "create", "why": "it does not exist", "after": others})
            after[f"{module}.{at}"] = {"name": f"{module}-{at}", "tags": ["topology=shop"], "network": "net", "flavor": "m1.small"}
    timeline = [{"node": node["node"], "begun": 0.1, "ended": 1.5} for node in plan]
    return {"changed": True, "plan": plan, "timeline": timeline, "diff": {"before": {}, "after": after}, "pruned": [], "drift": []}


def test_the_summary_counts_objects_and_what_differs() -> None:
    same = (OWN + "network", {"changed": False, "diff": {"before": {}, "after": {}}})
    drifted = (OWN + "server", {"changed": False, "diff": {"before": {}, "after": {}}, "drift": [DRIFT], "server": {"name": "db"}})
    changed = (OWN + "router", {"changed": True, "diff": {"before": {}, "after": {"name": "edge"}}})
    listed = (OWN + "server_info", {"changed": False, "servers": []})
    other = ("ansible.builtin.template", {"changed": True, "diff": [{"before": "a\n", "after": "b\n"}]})
    report = reported(same, drifted, changed, listed, other, (OWN + "topology", environment(2)), check=True)
    assert report["summary"] == "8 of 10 objects differ from the playbook, other changes: 1"
    assert report["totals"]["differing"] == 8 and report["totals"]["objects"] == 10
    text = run_report_page.make_html(report)
    assert "Drift report: 8 of 10 objects" in text and "on_flavor_change: resize" in text and "would be changed" in text
    assert {entry["service"]: entry["tasks"] for entry in report["services"]} == {
        "network": 2, "compute": 2, "environment": 1, "ansible.builtin": 1
    }


def test_a_diff_has_what_differs_alone() -> None:
    diff = {"before": {"a": 1, "same": 2, "in": {"x": 1, "y": 2}}, "after": {"a": 3, "same": 2, "in": {"x": 1, "y": 4}, "new": {"z": 1}}}
    assert run_report.diff_lines(diff) == ["- a: 1", "+ a: 3", "- in.y: 2", "+ in.y: 4", "+ new.z: 1"]
    texts = {"before": "one\ntwo\n", "after": "one\nthree\n", "after_header": "/etc/x"}
    assert run_report.diff_lines([texts]) == ["/etc/x", "@@ -1,2 +1,2 @@", " one", "-two", "+three"]
    long = run_report.diff_lines({"before": {}, "after": {str(at): at for at in range(1000)}})
    assert len(long) == run_report.LONGEST_DIFF + 1 and long[-1] == "… 600 more lines"
    assert run_report.diff_lines({"before": "a\n" * 5000, "after": "b\n"}) == ["- 5000 lines", "+ 1 lines"]


def test_items_of_a_loop_are_results_of_their_own() -> None:
    items = [
        {"changed": True, "item": "a", "ansible_loop_var": "item"},
        {"changed": False, "item": "b"},
        {"failed": True, "item": "c", "msg": "No"},
        {"skipped": True, "item": "d"},
    ]
    report = reported(("ansible.builtin.file", {"failed": True, "results": items, "msg": "One or more items failed"}))
    (task,) = report["plays"][0]["tasks"]
    assert [(result["item"], result["status"]) for result in task["results"]] == [
        ("a", "changed"), ("b", "ok"), ("c", "failed"), ("d", "skipped")
    ]


def test_an_error_has_its_hint() -> None:
    error = {"message": "Forbidden", "hint": "Use other credentials", "status": 403, "request_id": "req-1"}
    text = run_report_page.make_html(reported((OWN + "image", {"failed": True, "msg": "Forbidden (...)", "error": error})))
    assert "What to do:</b> Use other credentials" in text and "request id req-1" in text
    assert "no message" in run_report_page.make_html(reported(("a.b.c", {"failed": True})))


SECRET = "sesame-of-the-report"
LEAKING = (
    {"changed": True, "censored": "hidden", "diff": {"after": SECRET}, "msg": SECRET},
    {"changed": True, "_ansible_no_log": True, "diff": {"after": {"name": SECRET}}},
    {"changed": True, "diff": {"before": {"password": "a"}, "after": {"password": SECRET, "user_data": SECRET}}},
    {"failed": True, "msg": f"GET http://cloud/v3?token={SECRET} failed"},
    {"failed": True, "msg": "x", "error": {"message": f"http://me:{SECRET}@cloud/", "hint": f"?secret={SECRET}"}},
    {"changed": True, "results": [{"changed": True, "_ansible_no_log": True, "item": SECRET}]},
    {"changed": True, "results": [{"changed": True, "item": {"password": SECRET}}]},
    {"changed": False, "diff": {}, "drift": [{"option": "x", "now": {"secret": SECRET}, "wanted": {"secret": SECRET}}]},
    {"changed": True, "server": {"name": "a", "admin_password": SECRET}, "warnings": [f"http://me:{SECRET}@cloud/ is slow"]},
)


@pytest.mark.parametrize("values", LEAKING)
def test_secrets_are_in_no_report(values: dict[str, Any]) -> None:
    report = reported((OWN + "server", values), check=True)
    assert SECRET not in run_report.make_json(report)
    assert SECRET not in run_report_page.make_html(report)


def test_the_report_of_500_servers_is_small_and_soon_there() -> None:
    server = {"image": "debian", "flavor": "m1.small", "nics": [{"port-name": "p"}], "security_groups": ["web"]}
    loop = [{"changed": True, "item": f"web-{at}", "diff": {"before": {}, "after": server | {"name": f"web-{at}"}}} for at in range(500)]
    started = time.process_time()
    report = reported((OWN + "server", {"changed": True, "results": loop}), (OWN + "topology", environment(500)), check=True)
    text, data = run_report_page.make_html(report), run_report.make_json(report)
    assert time.process_time() - started < 3
    assert len(text.encode()) < 3_000_000 and len(data.encode()) < 3_000_000
    assert "500 servers" in text and report["totals"]["objects"] == 2001


@pytest.mark.parametrize("count", [0, 3, 30])
def test_each_link_leads_to_a_part_of_the_page_and_nothing_is_fetched(count: int) -> None:
    failed = {"failed": True, "msg": "<script>alert(1)</script>"}
    whole = (OWN + "topology", environment(count))
    text = run_report_page.make_html(reported(whole, ("a.b.c", failed), whole))
    reader = Reader()
    reader.feed(text)
    assert reader.open == [] and len(set(reader.ids)) == len(reader.ids)
    assert {link for link in reader.links if link != "#"} <= {f"#{name}" for name in reader.ids}
    assert "<script>alert" not in text and not re.search(r"(src|href)=.?(https?:|//)|url\(|@import", text)


PLAY = [
    {
        "name": "Files",
        "hosts": "localhost",
        "gather_facts": False,
        "tasks": [
            {"name": "Write a file", "ansible.builtin.copy": {"content": "new\n", "dest": "{{ playbook_dir }}/made"}},
            {"name": "Say it", "ansible.builtin.debug": {"msg": "{{ item }}"}, "loop": ["one", SECRET], "no_log": True},
            {"name": "Fail", "ansible.builtin.fail": {"msg": "as planned"}, "ignore_errors": True},
            {"name": "Skip", "ansible.builtin.debug": {"msg": "never"}, "when": False},
        ],
    }
]


def played(folder: Path, *arguments: str, **env: str) -> str:
    """What a run of PLAY prints. ``env``: options of the callback plugin."""
    (folder / "site.yml").write_text(yaml.safe_dump(PLAY))
    settings = {"ANSIBLE_CALLBACKS_ENABLED": f"{OWN}report"} | {f"STRATUS_REPORT_{name}": value for name, value in env.items()}
    done = commands.run(
        command(" ".join(["site.yml", *arguments])), cwd=folder, env=surroundings(folder) | settings, timeout=60, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join((done.stdout + done.stderr).split())  # Ansible wraps warnings, wherever a path ends


def test_a_run_writes_both_files(tmp_path: Path) -> None:
    page, data = tmp_path / "new" / "report.html", tmp_path / "new" / "report.json"
    shown = played(tmp_path, "--check", HTML=str(page), JSON=str(data))
    assert "Report: 0 of 0 objects differ from the playbook, other changes: 1" in shown and "Traceback" not in shown
    report = json.loads(data.read_text())
    tasks = {task["name"]: task for task in report["plays"][0]["tasks"]}
    assert report["check"] is True and report["playbooks"] == ["site.yml"]
    assert [tasks[name]["results"][0]["status"] for name in ("Write a file", "Fail", "Skip")] == ["changed", "ignored", "skipped"]
    assert all(result.get("censored") for result in tasks["Say it"]["results"])
    assert tasks["Fail"]["results"][0]["error"]["message"] == "as planned" and tasks["Fail"]["seconds"] > 0
    assert "Write a file" in page.read_text() and SECRET not in page.read_text() + data.read_text()
    assert sorted(path.name for path in page.parent.iterdir()) == ["report.html", "report.json"]


def test_without_a_path_nothing_is_written_and_a_path_that_cannot_be_written_is_a_warning(tmp_path: Path) -> None:
    assert "Report:" not in played(tmp_path)
    (tmp_path / "file").write_text("")
    assert "cannot be written" in played(tmp_path, HTML=str(tmp_path / "file" / "report.html"))
