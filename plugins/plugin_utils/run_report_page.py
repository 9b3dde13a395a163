# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report of a run as a web page, from the data of run_report.py."""

from __future__ import annotations

from collections import Counter

from ansible_collections.stratus.openstack.plugins.module_utils.environment import drawing
from ansible_collections.stratus.openstack.plugins.module_utils.environment.page import (
    escape,
    make_page,
    make_panel,
    make_table,
    make_totals,
)
from ansible_collections.stratus.openstack.plugins.plugin_utils.run_report import show

COLOURS = {"ok": "grey", "changed": "amber", "failed": "red", "ignored": "violet", "skipped": "grey", "unreachable": "red"}
ACTIONS = {"create": "green", "change": "amber", "remove": "red", "ok": "grey", "keep": "grey"}
FACTS = ("method", "url", "status", "service", "request_id")
SLOWEST = 10
MOST_OF_A_KIND = 12  # boxes in the picture of a plan
MOST_SHOWN = 5  # names in a cell of a table
CSS = """<style>#only:checked~section .same{display:none}
.task{margin:.25rem 0;padding-left:.25rem;border-left:3px solid var(--line)}.task>summary b{font-weight:600}
.result{margin:.25rem 0 .5rem 1.25rem}.bar{display:block;background:var(--link);height:.5rem;border-radius:3px}
pre .add{color:var(--green)}pre .del{color:var(--red)}.error{border-left:3px solid var(--red);padding-left:.75rem;margin:.5rem 0}</style>"""
SCRIPT = """
var input=document.getElementById('filter');input.hidden=false;input.addEventListener('input',function(){var text=input.value.toLowerCase();
document.querySelectorAll('details.task').forEach(function(box){box.hidden=box.textContent.toLowerCase().indexOf(text)<0})});
"""


def make_html(report):
    """The HTML of a report."""
    totals, tasks = report["totals"], [task for play in report["plays"] for task in play["tasks"]]
    numbers = {id(task): at for at, task in enumerate(tasks)}
    planned = (result for task in tasks for result in task["results"] if result.get("plan"))
    for at, result in enumerate(planned):
        result["topology"] = "topology%d" % at
    kind = "Drift report" if report["check"] else "Run"
    body = [CSS, "<h1>%s: %s</h1>" % (kind, escape(report["summary"]))]
    facts = (", ".join(report["playbooks"]), report["begun"].replace("T", " "), "%.1f s" % report["seconds"])
    body.append('<p class="quiet">%s</p>' % escape(" · ".join(facts)))
    shown = [(totals["differing"], "objects differ" if report["check"] else "objects changed", "amber")]
    shown += [(totals[name], name, "blue") for name in ("objects", "tasks")]
    body.append(make_totals(shown + [(totals[name], name, colour) for name, colour in COLOURS.items() if totals[name]]))
    body += list_errors(tasks, numbers)
    body += list_drift(tasks, numbers)
    body += show_topologies(tasks)
    body.append('<h2>Tasks</h2><input type="checkbox" id="only"> <label for="only">Only what differs or failed</label>')
    body.append('<p><input type="search" id="filter" placeholder="Filter by task, host or text" aria-label="Filter" hidden></p>')
    for play in report["plays"]:
        body.append("<section><h3>Play: %s</h3>" % escape(play["name"]))
        body += [show_task(task, numbers[id(task)]) for task in play["tasks"]]
        body.append("</section>")
    body += show_times(report, tasks, numbers)
    return make_page("%s: %s" % (kind, report["summary"]), "\n".join(body), drawing.SCRIPT + SCRIPT)


def link_to(task, numbers):
    """A link to a task of the page."""
    return '<a href="#t%d">%s</a>' % (numbers[id(task)], escape(task["name"]))


def describe_object(result):
    """The words for what a result is about: host, item and name."""
    parts = (result["host"], result.get("item"), result.get("name") if result.get("name") != result.get("item") else "")
    return " · ".join(part for part in parts if part)


def list_errors(tasks, numbers):
    """The errors, with what to do about each."""
    found = [(task, result) for task in tasks for result in task["results"] if result["status"] in ("failed", "unreachable")]
    lines = ["<h2>Errors</h2>"] if found else []
    for task, result in found:
        lines.append('<div class="error"><p>%s <span class="quiet">%s</span></p>%s</div>'
                     % (link_to(task, numbers), escape(describe_object(result)), show_error(result)))
    return lines


def show_error(result):
    """The message of an error, its hint, and the facts that are known."""
    error = result.get("error")
    if not error:
        return '<p class="red">The message is hidden, since the task has no_log.</p>'
    lines = ['<p class="red">%s</p>' % escape(error["message"])]
    if error.get("hint"):
        lines.append("<p><b>What to do:</b> %s</p>" % escape(error["hint"]))
    facts = ["%s %s" % (name.replace("_", " "), error[name]) for name in FACTS if error.get(name)]
    if facts:
        lines.append('<p class="quiet">%s</p>' % escape(" · ".join(facts)))
    for name in ("failed_objects", "skipped_objects", "done_objects"):
        if error.get(name):
            lines.append("<p>%s: %s</p>" % (escape(name.replace("_", " ").capitalize()), escape(", ".join(error[name]))))
    return "".join(lines)


def list_drift(tasks, numbers):
    """The differences that modules report and do not change."""
    rows = [
        [link_to(task, numbers), escape(one.get("node") or describe_object(result)), escape(one.get("option")),
         escape(show(one.get("now"))), escape(show(one.get("wanted"))), escape(one.get("remedy"))]
        for task in tasks for result in task["results"] for one in result.get("drift", ())
    ]
    heads = ["Task", "Object", "Option", "Now", "Declared", "What to do"]
    return ["<h2>Drift that is not changed</h2>", make_table(heads, rows, optional=(0,))] if rows else []


# -- tasks ----------------------------------------------------------------------------------------------------------------------


def show_diff(lines):
    """The lines of a diff in colours."""
    classes = {"+": "add", "-": "del"}
    shown = ('<span class="%s">%s</span>' % (classes[line[0]], escape(line)) if line[:1] in classes else escape(line) for line in lines)
    return "<pre>%s</pre>" % "\n".join(shown)


def show_result(result):
    """One result of a task, with its diff folded."""
    plain = not any(result.get(name) for name in ("diff", "error", "warnings", "plan"))
    words = "would be changed" if result["check"] and result["status"] == "changed" else result["status"]
    seconds = "%.1f s" % result["seconds"] if result.get("seconds") is not None else ""
    head = '<span class="%s">%s</span> %s <span class="quiet">%s</span>' % (
        COLOURS[result["status"]], words, escape(describe_object(result)), seconds)
    if result.get("censored"):
        head += ' <span class="quiet">(hidden by no_log)</span>'
    is_same = result["status"] in ("ok", "skipped") and not result.get("drift")
    mark = "result same" if is_same else "result"
    if plain:
        return '<div class="%s">%s</div>' % (mark, head)
    inner = show_diff(result["diff"]) if result.get("diff") else ""
    inner += show_error(result) if "error" in result else ""
    inner += "".join('<p class="amber">Warning: %s</p>' % escape(text) for text in result.get("warnings", ()))
    inner += '<p><a href="#%s">Plan of the topology</a></p>' % result["topology"] if result.get("plan") else ""
    return '<details class="%s"><summary>%s</summary>%s</details>' % (mark, head, inner)


def show_task(task, number):
    """A task with its results, folded unless it failed."""
    counts = Counter(result["status"] for result in task["results"])
    texts = {status: "%d %s" % (count, status) if count > 1 else status for status, count in counts.items()}
    words = ", ".join('<span class="%s">%s</span>' % (COLOURS[status], text) for status, text in texts.items())
    has_drift = any(result.get("drift") for result in task["results"])
    is_same = set(counts) <= {"ok", "skipped"} and not has_drift
    opened = " open" if {"failed", "unreachable"} & set(counts) else ""
    return '<details class="task%s" id="t%d"%s><summary><b>%s</b> %s%s <span class="quiet">%s · %.1f s</span></summary>\n%s</details>' % (
        " same" if is_same else "", number, opened, escape(task["name"]), words, ', <span class="amber">drift</span>' if has_drift else "",
        escape(task["module"]), task["seconds"], "\n".join(map(show_result, task["results"])))


# -- topologies -----------------------------------------------------------------------------------------------------------------


def show_topologies(tasks):
    """The plans of all topologies, as pictures, as tables and with the times of their objects."""
    lines = []
    planned = [(task, result) for task in tasks for result in task["results"] if result.get("plan")]
    for task, result in planned:
        plan, mark = result["plan"], result["topology"]
        counts = Counter(node["action"] for node in plan)
        words = ", ".join('<span class="%s">%s %d</span>' % (ACTIONS.get(each, "grey"), escape(each), counts[each]) for each in counts)
        lines.append('<h2 id="%s">Topology: %s</h2><p>%s</p>' % (mark, escape(task["name"]), words))
        anchors = {node["node"]: "%s-%d" % (mark, at) for at, node in enumerate(plan)}
        lines += draw_plan(plan, anchors, mark)
        lines += [make_panel(anchors[node["node"]], escape(node["node"]), show_node(node)) for node in plan]
        lines.append("<details><summary>All objects in their order</summary>%s</details>" % show_plan(plan, anchors))
        if result.get("timeline"):
            lines.append("<details><summary>When each object was written</summary>%s</details>" % show_timeline(result["timeline"]))
    return lines


def draw_plan(plan, anchors, mark):
    """The picture of a plan, with what comes first on the left, and the details of its groups."""
    needs = {node["node"]: node.get("after") or () for node in plan}
    columns = drawing.rank(needs, needs)
    boxes = []
    for node in plan:
        title = node["node"].partition(".")[2] or node["node"]
        lines = ["%s, %s" % (drawing.name_kind(node["module"]), node["action"])]
        boxes.append(drawing.Box(node["node"], node["module"], title, columns[node["node"]], lines, ACTIONS.get(node["action"], "grey")))
    links = [(other, name) for name, others in drawing.leave_out_implied(needs).items() for other in others]
    picture = drawing.Picture(boxes, links, most=MOST_OF_A_KIND)
    groups = {box.key: "%s-g%d" % (mark, at) for at, box in enumerate(box for box in picture.boxes if len(box.members) > 1)}
    svg = picture.to_svg("Plan of the topology", lambda box: groups.get(box.key) or anchors[box.key])
    panels = []
    for box in picture.boxes:
        if box.key in groups:
            names = ", ".join('<a href="#%s">%s</a>' % (anchors[one], escape(one)) for one in box.members)
            panels.append(make_panel(groups[box.key], escape(box.title), "<p>%s</p>" % names))
    return ['<div class="wide" tabindex="0" role="region" aria-label="Picture %s">%s</div>' % (mark, svg), *panels]


def show_node(node):
    """The details of an object of a plan."""
    text = "%s%s" % (node["action"], ": %s" % node["why"] if node.get("why") else "")
    diff = show_diff(node["diff"]) if node.get("diff") else ""
    return '<p class="%s">%s</p>%s' % (ACTIONS.get(node["action"], "grey"), escape(text), diff)


def show_plan(plan, anchors):
    """The table of a plan."""
    rows = []
    for node in plan:
        after = list(node.get("after") or ())
        more = ["and %d more" % (len(after) - MOST_SHOWN)] if len(after) > MOST_SHOWN else []
        action = '<span class="%s">%s</span>' % (ACTIONS.get(node["action"], "grey"), escape(node["action"]))
        name = '<a href="#%s">%s</a>' % (anchors[node["node"]], escape(node["node"]))
        rows.append([name, action, escape(node.get("why")), escape(", ".join(after[:MOST_SHOWN] + more))])
    return make_table(["Object", "Action", "Why", "After"], rows, optional=(3,))


def show_timeline(timeline):
    """When objects were begun and completed, as bars."""
    end = max((entry["ended"] for entry in timeline), default=0) or 1
    rows = [
        [escape(entry["node"]), "%.1f" % entry["begun"], "%.1f" % (entry["ended"] - entry["begun"]),
         '<span class="bar" style="margin-left:%.1f%%;width:%.1f%%"></span>'
         % (100 * entry["begun"] / end, max(0.5, 100 * (entry["ended"] - entry["begun"]) / end))]
        for entry in timeline
    ]
    return make_table(["Object", "Begin, s", "Duration, s", "Time"], rows, numbers=(1, 2), optional=(1,))


# -- times ----------------------------------------------------------------------------------------------------------------------


def show_times(report, tasks, numbers):
    """The time of each service and of the slowest tasks."""
    services = [[escape(entry["service"]), str(entry["tasks"]), "%.1f" % entry["seconds"]] for entry in report["services"]]
    slowest = sorted(tasks, key=lambda task: -task["seconds"])[:SLOWEST]
    rows = [[link_to(task, numbers), escape(task["service"]), "%.1f" % task["seconds"]] for task in slowest]
    hosts = [[escape(host), *(str(counts[status]) for status in COLOURS)] for host, counts in report["hosts"].items()]
    return [
        "<h2>Hosts</h2>", make_table(["Host", *(status.capitalize() for status in COLOURS)], hosts, numbers=range(1, len(COLOURS) + 1)),
        "<h2>Time</h2><h3>By service</h3>", make_table(["Service", "Tasks", "Seconds"], services, numbers=(1, 2)),
        "<h3>Slowest tasks</h3>", make_table(["Task", "Service", "Seconds"], rows, numbers=(2,)),
    ]
