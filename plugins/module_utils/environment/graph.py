# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Graph: the order of many declared objects, by what they name."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions

FIRST = " (first)"  # after the name of a node that creates an object without what would close a cycle
BY_USER = "after"  # the reason of an edge that the user declares
IMPLIED = "implied"  # the reason of an edge that no option shows
WHOLE = "the object exists"  # the reason of the edge from the complete object to its first part


class Node:
    """One declared object.

    module: the name of its module. table: its Resource. label: unique among the objects of this module. options: as the user declares them.
    params: the same, validated. after: names of nodes that the user names. keep: whether the object is never removed.
    needs: what comes before, as a dict: Node -> the reasons (set): names of options, BY_USER, IMPLIED or WHOLE.
    part_of: the node of the complete object, for one that creates it without what would close a cycle; else None.
    """

    def __init__(self, module, table, label, options, params, after=(), keep=False):
        self.module, self.table, self.label, self.options, self.params = module, table, str(label), options, params
        self.after, self.keep, self.needs, self.part_of = list(after), keep, {}, None

    @property
    def name(self):
        """The name of the node in the graph."""
        return "%s.%s%s" % (self.module, self.label, FIRST if self.part_of else "")

    __repr__ = name.fget

    @property
    def key(self):
        """(kind, name of the object) as references name it; the name is None for an object without one."""
        return key_of(self.table, self.params.get(self.table.key_option))

    def references(self):
        """Yield (option, kind, name or id) of each object that the options name."""
        for name, field in self.table.fields.items():
            value = self.params.get(name)
            if value not in (None, "", [], {}) and name != self.own_name:
                for kind, wanted in field.references(value):
                    yield name, kind, wanted

    @property
    def own_name(self):
        """The option with the object's own name; None if that names another object."""
        key = self.table.key_option
        field = self.table.fields.get(key)
        return None if field and (field.refers or field.target) else key

    def add_need(self, other, reason):
        """Let another node come before this one."""
        if other is not self:
            self.needs.setdefault(other, set()).add(reason)

    def named(self, kind):
        """The names and ids of the objects of a kind that the options name, as a set."""
        return {wanted for _option, found, wanted in self.references() if found == kind}


def key_of(table, name):
    """(kind, name in the form in which the API compares it)."""
    field = table.fields.get(table.key_option)
    return table.kind, None if name is None else str(field.normal(name) if field else name)


class Graph:
    """The nodes of a declaration and what comes before what. Raises BadOptions for a node that cannot be placed.

    outside: the (kind, name or id) of objects that are named and not declared, as a dict: -> the nodes that name them.
    """

    def __init__(self, nodes):
        self.nodes, self.outside = list(nodes), {}
        self.by_name = {}
        for node in self.nodes:
            if node.name in self.by_name:
                raise BadOptions("%s is declared twice" % node.name, hint="Give one of them another `label`")
            self.by_name[node.name] = node
        self.by_key = {}
        for node in self.nodes:
            self.by_key.setdefault(node.key, []).append(node)
        for node in self.nodes:
            self.connect(node)
        for node in self.nodes:
            for other in self.find_implied(node):
                node.add_need(other, IMPLIED)

    def connect(self, node):
        """Add what a node names to its needs."""
        for option, kind, wanted in node.references():
            found = self.find(kind, wanted)
            for other in found:
                node.add_need(other, option)
            if not found:
                self.outside.setdefault((kind, wanted), []).append(node)
        for name in node.after:
            node.add_need(self.require(name, node), BY_USER)

    def require(self, name, node):
        """The node with a name such as "server.web". Raises BadOptions if there is none. ``node``: the one that names it."""
        if name not in self.by_name:
            raise BadOptions("%s names %s, which is not declared" % (node.name, name), hint="Write it as MODULE.LABEL, such as server.web")
        return self.by_name[name]

    def find(self, kind, wanted):
        """The declared nodes of a kind that a name means, as a list."""
        declared = next((node.table for node in self.nodes if node.table.kind == kind), None)
        return self.by_key.get(key_of(declared, wanted), []) if declared else []

    def may_mean(self, kind, value):
        """Whether the value of an option can stand for a declared object: its name, or a condition for objects of its kind."""
        return bool(self.nodes_of(kind) if isinstance(value, dict) else self.find(kind, value))

    def nodes_of(self, kind):
        """The nodes of a kind, as a list."""
        return [node for node in self.nodes if node.table.kind == kind]

    def find_implied(self, node):
        """Yield the nodes that come before a node although it does not name them."""
        for kind, through in node.table.follows:
            shared = node.named(through)
            yield from (other for other in self.nodes_of(kind) if shared & other.named(through))
        yield from node.table.find_implied(self, node)

    def arrange(self, state):
        """Put the nodes in the order in which their objects reach a state: "present" or "absent". Raises BadOptions for a cycle."""
        if state == "absent":
            self.reverse()
        else:
            self.split_cycles()

    # -- cycles ------------------------------------------------------------------------------------------------------------

    def split_cycles(self):
        """Split each cycle at an object that can be created without the options that close it. Raises BadOptions if there is none.

        The node of the object then needs a new one, which creates the object without these options; others of the cycle need the new one.
        """
        cycles = self.cycles()
        while cycles:
            cycle = cycles[0]
            for node in cycle:
                late = {reason for other, reasons in node.needs.items() if other in cycle for reason in reasons}
                if all(is_separate(node.table, name) for name in late):
                    self.split(node, late, cycle)
                    break
            else:
                raise cycle_error(cycle)
            cycles = self.cycles()

    def split(self, node, late, cycle):
        """Add a node that creates the object of a node of a cycle without the options ``late``."""
        first = Node(node.module, node.table, node.label, node.options, dict(node.params, **dict.fromkeys(late)), keep=node.keep)
        first.part_of = node
        first.needs = {other: reasons for other, reasons in node.needs.items() if other not in cycle}
        for other in cycle:
            if other is not node and node in other.needs:
                other.needs[first] = other.needs.pop(node)
        node.needs[first] = {WHOLE}
        self.nodes.append(first)
        self.by_name[first.name] = first

    def cycles(self):
        """The sets of nodes that need each other, as a list of lists (Tarjan's algorithm, without recursion)."""
        order, low, stack, found = {}, {}, [], []
        for start in self.nodes:
            work = [] if start in order else [(start, None)]
            while work:
                node, others = work.pop()
                if others is None:
                    order[node] = low[node] = len(order)
                    stack.append(node)
                    others = iter(list(node.needs))
                for other in others:
                    if other not in order:
                        work += [(node, others), (other, None)]
                        break
                    if other in stack:
                        low[node] = min(low[node], low[other])
                else:
                    if low[node] == order[node]:
                        at = stack.index(node)
                        component, stack[at:] = stack[at:], []
                        if len(component) > 1:
                            found.append(component)
                    if work:
                        low[work[-1][0]] = min(low[work[-1][0]], low[node])
        return found

    # -- order -------------------------------------------------------------------------------------------------------------

    def reverse(self):
        """Turn the graph round, for a removal: what names an object goes before it. Raises BadOptions for a cycle that cannot be opened.

        An option that is written after the creation, such as the rules of a security group, keeps nothing from going: it may open a cycle.
        """
        needs = {node: {} for node in self.nodes}
        for node in self.nodes:
            for other, reasons in node.needs.items():
                needs[other][node] = reasons
        for node, others in needs.items():
            node.needs = others
        for cycle in self.cycles():
            for node in cycle:
                inside = [other for other in node.needs if other in cycle]
                for other in (other for other in inside if all(is_separate(other.table, name) for name in node.needs[other])):
                    del node.needs[other]
        if self.cycles():
            raise cycle_error(self.cycles()[0])

    def users(self):
        """The nodes that need each node, as a dict of lists."""
        found = {node: [] for node in self.nodes}
        for node in self.nodes:
            for other in node.needs:
                found[other].append(node)
        return found

    def heights(self):
        """The length of the longest way from each node to one that nothing needs, as a dict. The graph has no cycles."""
        users, left = self.users(), dict.fromkeys(self.nodes, 0)
        for node, others in users.items():
            left[node] = len(others)
        ready, height = [node for node in self.nodes if not left[node]], dict.fromkeys(self.nodes, 1)
        while ready:
            node = ready.pop()
            for other in node.needs:
                height[other] = max(height[other], height[node] + 1)
                left[other] -= 1
                if not left[other]:
                    ready.append(other)
        return height

    def levels(self):
        """The nodes as a list of lists: each comes in a later one than all that it needs."""
        level = {}
        for node in self.sorted():
            level[node] = 1 + max((level[other] for other in node.needs), default=0)
        return [[node for node in self.nodes if level[node] == number] for number in range(1, 1 + max(level.values(), default=0))]

    def sorted(self):
        """The nodes in an order in which each comes after what it needs; the declared order where that decides nothing."""
        height = self.heights()
        place = {node: number for number, node in enumerate(self.nodes)}
        return sorted(self.nodes, key=lambda node: (-height[node], place[node]))

    # -- pictures ----------------------------------------------------------------------------------------------------------

    def to_mermaid(self):
        """The graph as a Mermaid diagram."""
        number = {node: "n%d" % at for at, node in enumerate(self.nodes)}
        lines = ["graph LR"] + ['  %s["%s"]' % (number[node], quote(node.name)) for node in self.nodes]
        for node in self.nodes:
            lines += ["  %s --> %s" % (number[other], number[node]) for other in node.needs]
        return "\n".join(lines) + "\n"

    def to_dot(self):
        """The graph in the language of Graphviz."""
        lines = ["digraph topology {", "  rankdir=LR;"] + ['  "%s";' % quote(node.name) for node in self.nodes]
        for node in self.nodes:
            lines += ['  "%s" -> "%s";' % (quote(other.name), quote(node.name)) for other in node.needs]
        return "\n".join([*lines, "}"]) + "\n"


def cycle_error(cycle):
    """The error for nodes that need each other. It shows one way round."""
    way = [cycle[0]]
    while way[-1] not in way[:-1]:
        way.append(next(other for other in way[-1].needs if other in cycle))
    shown = " -> ".join(node.name for node in way[way.index(way[-1]) :])
    return BadOptions("These objects need each other: %s" % shown, hint="Leave one of the options out, and set it by a later task")


def quote(text):
    """A text for a string in quotes of Mermaid and Graphviz."""
    return text.replace("\\", "/").replace('"', "'").replace("\n", " ")


def is_separate(table, name):
    """Whether an option is written by requests of its own, after the object was created."""
    field = table.fields.get(name)
    return isinstance(field, f.Part) and not field.body
