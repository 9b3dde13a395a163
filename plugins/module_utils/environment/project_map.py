# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a project has and how it is connected: as nodes and edges, as a web page with a picture, and as a Mermaid diagram."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict

from ansible_collections.stratus.openstack.plugins.module_utils import masking, transfer
from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES, TABLES
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.environment import drawing
from ansible_collections.stratus.openstack.plugins.module_utils.environment.drawing import name_kind
from ansible_collections.stratus.openstack.plugins.module_utils.environment.page import (
    escape,
    make_page,
    make_panel,
    make_table,
    make_totals,
)
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN

THREADS = 9
OF_PROJECT = {"project_id": True}
OF_ALL = {"all_tenants": True, "project_id": True}  # administrators list servers and volumes of another project with both
UNSEEN = (401, 403, 404)  # of a listing: the user must not see such objects, or the service has no such API


class Kind:
    """How objects of one module are listed and drawn.

    module: the name of the module. column: in the picture, from the left. colour: a class of page.STYLE. shows: further attributes of a
    node. links: attributes with the id of another object that are no references of the table, with dots into parts. query: query
    parameters of the listing; True stands for the id of the project. always: whether these are also sent for the user's own project.
    """

    def __init__(self, module, column, colour, shows=(), links=(), query=None, always=False):
        self.module, self.column, self.colour, self.shows, self.links = module, column, colour, shows, links
        self.query, self.always, self.table = query or {}, always, MODULES[module]


KINDS = {
    kind.module: kind
    for kind in (
        Kind("network", 2, "blue", ("is_router_external", "is_shared", "mtu"), query=OF_PROJECT, always=True),
        Kind("subnet", 2, "blue", ("cidr", "gateway_ip"), query=OF_PROJECT, always=True),
        Kind("router", 1, "violet", ("is_admin_state_up",), query=OF_PROJECT, always=True),
        Kind("port", 3, "grey", ("mac_address", "device_owner", "fixed_ips"), ("device_id",), OF_PROJECT, always=True),
        Kind("floating_ip", 4, "teal", ("fixed_ip_address", "description"), query=OF_PROJECT, always=True),
        Kind("server", 3, "green", ("flavor", "availability_zone", "created_at"), query=OF_ALL),
        Kind("volume", 4, "amber", ("size", "volume_type", "is_bootable"), ("attachments.server_id",), OF_ALL),
        Kind("loadbalancer", 3, "violet", ("vip_address", "operating_status"), query=OF_PROJECT, always=True),
        Kind("dns_zone", 4, "teal", ("email", "ttl")),
    )
}
BY_KIND = {kind.table.kind: kind for kind in KINDS.values()}
OUTSIDE = 0  # the column of external networks


# -- what there is --------------------------------------------------------------------------------------------------------------


def list_kind(session, kind, project, is_own):
    """The objects (list) of one kind in a project; None if the user cannot list them. Raises CloudError."""
    query = {name: project if value is True and name == "project_id" else value for name, value in kind.query.items()}
    context = Context(session, {} if is_own else {"project": project}, kind.table)
    try:
        return list(kind.table.list(context, query if kind.always or not is_own else {}))
    except CloudError as error:
        if error.status in UNSEEN:
            return None
        raise


def list_networks(session, identifiers):
    """The networks of others that objects of the project are connected to, by one request."""
    context = Context(session, {}, KINDS["network"].table)
    return list(KINDS["network"].table.list(context, {"id": sorted(identifiers)})) if identifiers else []


def find_links(table, have):
    """Yield (kind of table or None for any, id, attribute) of each object that an object refers to."""
    for field in table.fields.values():
        if field.target is not None:
            yield field.target.kind, have.get(field.api), field.name
        elif hasattr(field, "fields"):
            value = have.get(field.api)
            for part in value if isinstance(value, list) else [value]:
                for inner in field.fields.values() if isinstance(part, dict) else ():
                    if inner.target is not None:
                        yield inner.target.kind, part.get(inner.api), inner.name
    for path in BY_KIND[table.kind].links:
        first, _dot, rest = path.partition(".")
        for part in (have.get(first) or ()) if rest else [have.get(first)]:
            yield None, part.get(rest) if rest else part, first


def survey(session, params):
    """(objects by module, names of the kinds that are missing, id of the project). Raises CloudError."""
    own = session.access.project_id
    context = Context(session, params, KINDS["network"].table)
    project = context.resolve(TABLES["identity.project"], params["project"]) if params["project"] else own
    if not project:
        raise CloudError("The token is for no project", hint="Log in to a project, or set `project`")
    kinds = [kind for kind in KINDS.values() if session.has_service(kind.table.service)]
    lists = session.in_parallel(lambda kind: list_kind(session.apart(), kind, project, project == own), kinds, THREADS)
    found = {kind.module: some for kind, some in zip(kinds, lists) if some is not None}
    known = {have["id"] for have in found.get("network", ())}
    network = KINDS["network"].table.kind
    named = {
        identifier
        for module, some in found.items()
        for have in some
        for kind, identifier, _attribute in find_links(KINDS[module].table, have)
        if kind == network and isinstance(identifier, str)
    }
    if "network" in found:
        found["network"] += list_networks(session, named - known)
    return found, [module for module in KINDS if module not in found], project


def make_nodes(found):
    """The nodes (list of dicts), sorted by kind and name."""
    nodes = []
    for module, some in found.items():
        kind = KINDS[module]
        for have in some:
            result = kind.table.to_result(have)
            absent = UNKNOWN if MORE in result else None  # check mode does not know all of an object that it predicts
            facts = {name: plain(result.get(name, absent)) for name in ("status", *kind.shows)}
            if kind.table.status:
                facts["status"] = result.get(kind.table.status.field, absent)
            name = result.get(kind.table.name_field) or result.get("name") or ""
            nodes.append(dict({"id": result["id"], "kind": module, "name": name}, **facts))
    order = {module: at for at, module in enumerate(KINDS)}
    return sorted(masking.mask(nodes), key=lambda node: (order[node["kind"]], str(node["name"]), node["id"]))


def plain(value):
    """A value as a person reads it: of a flavor its name, of addresses the addresses."""
    if isinstance(value, dict):
        return value.get("original_name") or value.get("name") or value.get("id")
    return [part.get("ip_address") if isinstance(part, dict) else part for part in value] if isinstance(value, list) else value


def make_edges(found, nodes):
    """The edges (list of dicts) between objects that are there, each once, in the order of the nodes."""
    order = {node["id"]: at for at, node in enumerate(nodes)}
    there = {have["id"]: module for module, some in found.items() for have in some}
    edges = {}
    for module, some in found.items():
        for have in some:
            for kind, other, attribute in find_links(KINDS[module].table, have):
                if isinstance(other, str) and other in there and kind in (None, KINDS[there[other]].table.kind):
                    edges.setdefault((have["id"], other), attribute)
    pairs = sorted(edges, key=lambda pair: [order[end] for end in pair])
    return [{"source": one, "target": other, "by": edges[one, other]} for one, other in pairs]


# -- the picture ----------------------------------------------------------------------------------------------------------------


def draw(nodes, edges):
    """The Picture of nodes and edges. Subnets are lines of their networks, and a port in use is the link of what it joins."""
    kinds = {node["id"]: node["kind"] for node in nodes}
    joined, links, ranges = defaultdict(set), [], defaultdict(list)
    inner = {node["id"] for node in nodes if node["kind"] == "port" and node["device_owner"]}
    inner |= {edge["target"] for edge in edges if kinds[edge["target"]] == "port" and kinds[edge["source"]] == "loadbalancer"}
    for edge in edges:
        one, other = edge["source"], edge["target"]
        if "subnet" in (kinds[one], kinds[other]):
            if kinds[one] == "subnet" and kinds[other] == "network":
                ranges[other].append(one)
        elif one in inner or other in inner:
            joined[one if one in inner else other].add(other if one in inner else one)
        elif kinds[one] != "floating_ip" or kinds[other] != "network":  # where an address comes from is in its details
            links.append((one, other))
    for ends in joined.values():
        links += join(ends, kinds)
    cidrs = {node["id"]: node["cidr"] for node in nodes if node["kind"] == "subnet"}
    drawn = [node for node in nodes if node["kind"] != "subnet" and node["id"] not in inner]
    return drawing.Picture([make_box(node, [cidrs[subnet] for subnet in ranges[node["id"]]]) for node in drawn], links)


def join(ends, kinds):
    """The links (list of pairs) of what one port connects: its device to its network, and a floating IP to the device."""
    of = defaultdict(list)
    for end in sorted(ends):
        of[kinds[end]].append(end)
    devices = [end for end in sorted(ends) if kinds[end] not in ("network", "floating_ip")]
    pairs = [(device, network) for device in devices for network in of["network"]]
    return pairs + [(address, end) for address in of["floating_ip"] for end in devices or of["network"]]


def make_box(node, cidrs):
    """The Box of a node. ``cidrs``: of the subnets of a network."""
    kind = KINDS[node["kind"]]
    is_bad = str(node["status"] or "").upper().startswith("ERROR")
    lines = cidrs[:2] + (["and %d more" % (len(cidrs) - 2)] if len(cidrs) > 2 else [])
    if is_bad:
        lines = [*lines, node["status"]]
    column = OUTSIDE if node.get("is_router_external") else kind.column
    return drawing.Box(node["id"], node["kind"], node["name"] or node["id"], column, lines, "red" if is_bad else kind.colour)


# -- the page -------------------------------------------------------------------------------------------------------------------


def make_html(title, nodes, edges, picture, missing):
    """The web page of a map (text)."""
    anchors = {node["id"]: "o%d" % at for at, node in enumerate(nodes)}
    by_id = {node["id"]: node for node in nodes}
    around = defaultdict(set)
    for edge in edges:
        around[edge["source"]].add(edge["target"])
        around[edge["target"]].add(edge["source"])

    def refer(identifier):
        return '<a href="#%s">%s</a>' % (anchors[identifier], escape(by_id[identifier]["name"] or identifier))

    groups = [box for box in picture.boxes if len(box.members) > 1]
    names = {box.key: "g%d" % at for at, box in enumerate(groups)}
    counts = Counter(node["kind"] for node in nodes)
    body = ["<h1>%s</h1>" % escape(title)]
    body.append(make_totals((counts[kind], name_kind(kind, counts[kind]), KINDS[kind].colour) for kind in counts))
    if missing:
        left_out = escape(", ".join(name_kind(module, 2) for module in missing))
        body.append('<p class="quiet">Not shown, since the cloud lacks the service or does not let you list them: %s.</p>' % left_out)
    svg = picture.to_svg("Map of the project", lambda box: names.get(box.key) or anchors[box.key])
    body.append('<div class="wide" tabindex="0" role="region" aria-label="Map">%s</div>' % svg)
    body.append('<h2>Objects</h2><p><input type="search" id="filter" placeholder="Name, address or status" aria-label="Filter" hidden></p>')
    for kind in counts:
        body.append(make_list(kind, [node for node in nodes if node["kind"] == kind], refer))
    order = {node["id"]: at for at, node in enumerate(nodes)}
    for node in nodes:
        body.append(show_details(anchors[node["id"]], node, sorted(around[node["id"]], key=order.get), refer, by_id))
    for box in groups:
        inside = ", ".join(refer(member) for member in box.members)
        body.append(make_panel(names[box.key], escape(box.title), "<p>%s</p>" % inside))
    return make_page(title, "\n".join(body), drawing.SCRIPT + SCRIPT)


def make_list(kind, nodes, refer):
    """The table of all objects of a kind, which can be folded."""
    shows = KINDS[kind].shows
    rows = [[refer(node["id"]), escape(node["status"])] + [describe(node[name]) for name in shows] for node in nodes]
    heads = ["Name", "Status", *(name.replace("_", " ").capitalize() for name in shows)]
    table = make_table(heads, rows, optional=range(2, len(heads)))
    return "<details><summary>%d %s</summary>%s</details>" % (len(nodes), name_kind(kind, len(nodes)), table)


def show_details(anchor, node, others, refer, by_id):
    """The details of an object, which are shown when it is chosen."""
    facts = {name: value for name, value in node.items() if name not in ("name", "kind") and value not in (None, "", [])}
    rows = [[escape(name.replace("_", " ")), describe(value)] for name, value in facts.items()]
    rows += [[escape(name_kind(by_id[other]["kind"])), refer(other)] for other in others]
    lines = "".join("<tr><td>%s</td><td>%s</td></tr>" % tuple(row) for row in rows)
    return make_panel(anchor, escape("%s %s" % (name_kind(node["kind"]), node["name"] or node["id"])), "<table>%s</table>" % lines)


def describe(value):
    """The HTML of an attribute."""
    return escape(", ".join(map(str, value)) if isinstance(value, list) else value)


SCRIPT = """
var input=document.getElementById('filter');input.hidden=false;input.addEventListener('input',function(){var text=input.value.toLowerCase();
document.querySelectorAll('details').forEach(function(box){var left=0;box.querySelectorAll('tbody tr').forEach(function(row){
row.hidden=row.textContent.toLowerCase().indexOf(text)<0;left+=!row.hidden});box.hidden=!left;if(text)box.open=true})});
"""


# -- the task -------------------------------------------------------------------------------------------------------------------


def run_map(session, params):
    """Draw the map of a project -> the task's result. Raises CloudError."""
    found, missing, project = survey(session, params)
    nodes = make_nodes(found)
    return complete_result(session, params, nodes, make_edges(found, nodes), missing, project)


def complete_result(session, params, nodes, edges, missing, project):
    """The task's result, and the file that it writes if it has `dest`. Raises CloudError."""
    picture = draw(nodes, edges)
    result = {"nodes": nodes, "edges": edges, "missing": missing, "mermaid": picture.to_mermaid()}
    result["counts"] = {module: sum(node["kind"] == module for node in nodes) for module in KINDS if module not in missing}
    if not params["dest"]:
        return dict(result, changed=False)
    path = transfer.find_target(params["dest"], "project-map.html")
    title = "Project %s" % (params["project"] or session.config.auth.get("project_name") or project)
    content = render(path, title, result, picture).encode()
    before = {"path": path, "size": os.path.getsize(path), "checksum": transfer.digest(path, "sha256")} if os.path.isfile(path) else {}
    hasher = transfer.hasher("sha256")
    hasher.update(content)
    after = {"path": path, "size": len(content), "checksum": hasher.hexdigest()}
    if before != after:
        session.change_file(lambda: transfer.save([content], path, "map", len(content), session.progress))
    return dict(result, changed=before != after, file=after, diff={"before": before, "after": after})


def render(path, title, result, picture):
    """The content of the file (text), in the format that the ending of its name says: HTML unless .json or .mmd."""
    if path.endswith(".mmd"):
        return result["mermaid"]
    if path.endswith(".json"):
        return json.dumps({key: result[key] for key in ("nodes", "edges", "missing", "counts")}, indent=1, default=str) + "\n"
    return make_html(title, result["nodes"], result["edges"], picture, result["missing"])


PROJECT_MAP = Operation(run_map, dest=Option("path"), project=Option(refers=TABLES["identity.project"].kind))
