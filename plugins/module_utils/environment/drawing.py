# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of objects and of what connects them, as SVG and as Mermaid. Many objects that are connected alike share one box."""

from __future__ import annotations

import re
from collections import defaultdict

from ansible_collections.stratus.openstack.plugins.module_utils.environment.page import escape

NAMES = {"floating_ip": "floating IP", "loadbalancer": "load balancer", "dns_zone": "DNS zone"}
MOST = 40  # boxes of one kind; more are grouped
SMALLEST = 3  # objects of a group
ROUNDS = 12  # of the refinement of groups
SWEEPS = 5  # of the ordering of boxes: from the left, from the right, ..., from the left
WIDTH, GAP, SPACE, MARGIN = 190, 90, 12, 16  # pixels
LETTERS = 25  # of the title of a box


class Box:
    """One object, or several of one kind. ``key``: of the box. ``kind``: text. ``title``: text. ``lines``: further texts. ``column``:
    number, from the left. ``colour``: a class of page.STYLE. ``members``: the keys (list) of the objects in it."""

    def __init__(self, key, kind, title, column, lines=(), colour="grey", members=None):
        self.key, self.kind, self.title, self.column, self.colour = key, kind, str(title), column, colour
        self.lines, self.members = [str(line) for line in lines], members or [key]
        self.x = self.y = 0

    @property
    def height(self):
        return 30 + 15 * len(self.lines)


class Picture:
    """Boxes (list) and links (list of pairs of keys). More than ``most`` boxes of one kind are replaced by groups."""

    def __init__(self, boxes, links, most=MOST):
        known = {box.key for box in boxes}
        links = {(one, other) for one, other in links if one != other and one in known and other in known}
        self.boxes, self.links = group_alike(boxes, links, most)
        place(self.boxes, self.links)

    def to_svg(self, label, anchor):
        """The picture as SVG. ``label``: what it shows, as text. ``anchor``: callable (box) -> the id of its details on the page."""
        if not self.boxes:
            return ""
        by_key = {box.key: box for box in self.boxes}
        number = {box.key: at for at, box in enumerate(self.boxes)}
        width = max(box.x for box in self.boxes) + WIDTH + MARGIN
        height = max(box.y + box.height for box in self.boxes) + MARGIN
        size = 'width="%d" height="%d" viewBox="0 0 %d %d"' % (width, height, width, height)
        parts = ['<svg role="group" aria-label="%s" %s>' % (escape(label), size)]
        for one, other in self.links:
            parts.append('<path data-a="%d" data-b="%d" d="%s"/>' % (number[one], number[other], curve(by_key[one], by_key[other])))
        parts += [draw_box(box, number[box.key], anchor(box)) for box in self.boxes]
        return "\n".join(parts) + "\n</svg>"

    def to_mermaid(self):
        """The picture as a Mermaid diagram."""
        number = {box.key: at for at, box in enumerate(self.boxes)}
        lines = ["graph LR"]
        lines += ['  n%d["%s"]' % (number[box.key], mermaid_text(box)) for box in self.boxes]
        lines += ["  n%d --- n%d" % pair for pair in sorted((number[one], number[other]) for one, other in self.links)]
        return "\n".join(lines) + "\n"


def name_kind(module, count=1):
    """The words for objects that a module manages."""
    return NAMES.get(module, module.replace("_", " ")) + ("" if count == 1 else "s")


def mermaid_text(box):
    """The text of a node of Mermaid: quotes and what begins a tag are replaced."""
    first = box.title if len(box.members) > 1 else "%s %s" % (name_kind(box.kind), box.title)
    return "<br>".join(line.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;") for line in [first, *box.lines])


# -- groups ---------------------------------------------------------------------------------------------------------------------


def group_alike(boxes, links, most):
    """(boxes, sorted list of links) with one box for those of a kind that is frequent which have the same neighbours.

    What is a neighbour counts by its group as well: a hundred servers with a volume each become two boxes.
    """
    counts = defaultdict(int)
    for box in boxes:
        counts[box.kind] += 1
    many = {kind for kind, count in counts.items() if count > most}
    group = {box.key: (box.kind, box.colour, box.column) if box.kind in many else box.key for box in boxes}
    coarse, group = group, refine(boxes, links, group, many)
    for kind in many:  # objects of which hardly two are connected alike
        if len({group[box.key] for box in boxes if box.kind == kind}) > 2 * most:
            group.update({box.key: coarse[box.key] for box in boxes if box.kind == kind})
    members = defaultdict(list)
    for box in boxes:
        members[group[box.key]].append(box)
    made, home = [], {}
    for found in members.values():
        single = len(found) < SMALLEST
        for box in found if single else [merge(found)]:
            made.append(box)
            home.update(dict.fromkeys(box.members, box.key))
    pairs = {(home[one], home[other]) for one, other in links}
    return made, sorted((one, other) for one, other in pairs if one != other and (other, one) not in pairs or one < other)


def refine(boxes, links, group, many):
    """Split groups until all members of each have neighbours in the same groups -> the groups (dict) by the keys of boxes."""
    neighbours = defaultdict(set)
    for one, other in links:
        neighbours[one].add(other)
        neighbours[other].add(one)
    count = len(set(group.values()))
    for _round in range(ROUNDS):
        names, refined = {}, {}
        for box in boxes:
            around = frozenset(group[other] for other in neighbours[box.key]) if box.kind in many else None
            refined[box.key] = names.setdefault((group[box.key], around), "group %d" % len(names))
        group, before, count = refined, count, len(names)
        if count == before:
            break
    return group


def merge(found):
    """The Box of several boxes."""
    first, names = found[0], sorted((box.title for box in found), key=natural)
    lines = ["%s … %s" % (shorten(names[0], 14), shorten(names[-1], 14))]
    title = "%d %s" % (len(found), name_kind(first.kind, len(found)))
    members = [key for box in found for key in box.members]
    return Box("group of %s" % first.key, first.kind, title, first.column, lines, first.colour, members)


def natural(text):
    """The sort key of a name with numbers: web-9 comes before web-10."""
    return [part.zfill(12) if part.isdigit() else part for part in re.split(r"(\d+)", text)]


def shorten(text, longest=LETTERS):
    """A text with at most ``longest`` letters."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


# -- places ---------------------------------------------------------------------------------------------------------------------


def rank(keys, needs):
    """The column of each key: one more than the highest of those that it needs. ``needs``: dict of lists; it has no cycles."""
    columns = {}
    for start in keys:
        stack = [start]
        while stack:
            key = stack[-1]
            missing = [other for other in needs.get(key, ()) if other not in columns and other not in stack]
            if missing:
                stack.append(missing[0])
            else:
                columns[stack.pop()] = 1 + max((columns.get(other, -1) for other in needs.get(key, ())), default=-1)
    return columns


def leave_out_implied(needs):
    """What each key needs, without what something else that it needs requires as well. ``needs``: dict of lists without cycles."""
    behind = {}  # all that a key needs, directly or not
    for key in sorted(needs, key=rank(needs, needs).get):
        direct = [other for other in needs[key] if other in needs]
        behind[key] = frozenset(direct).union(*(behind[other] for other in direct))
    return {key: [one for one in others if not any(one in behind.get(other, ()) for other in others)] for key, others in needs.items()}


def place(boxes, links):
    """Give each box its place: columns from the left, and in each column near to what its boxes are linked with."""
    columns = defaultdict(list)
    for box in boxes:
        columns[box.column].append(box)
    ordered = [columns[number] for number in sorted(columns)]
    by_key = {box.key: box for box in boxes}
    linked = defaultdict(list)
    for one, other in links:
        linked[one].append(by_key[other])
        linked[other].append(by_key[one])
    for at, column in enumerate(ordered):
        for box in column:
            box.x = MARGIN + at * (WIDTH + GAP)
        column.sort(key=lambda box: (box.kind, natural(box.title)))
        stack_column(column)
    for sweep in range(SWEEPS):
        for column in reversed(ordered) if sweep % 2 else ordered:
            order_column(column, linked, to_right=sweep % 2 == 1)
    highest = max((column[-1].y + column[-1].height for column in ordered), default=0)
    for column in ordered:
        shift = (highest - column[-1].y - column[-1].height) / 2
        for box in column:
            box.y += shift + MARGIN


def order_column(column, linked, to_right):
    """Sort the boxes of a column by the places of what they are linked with on one side. Those without links come last."""
    here = column[0].x
    near = {box.key: [other for other in linked[box.key] if (other.x > here if to_right else other.x < here)] for box in column}
    column.sort(key=lambda box: (not linked[box.key], middle(near[box.key], box)))
    stack_column(column)


def stack_column(column):
    """Put the boxes of a column below each other."""
    below = 0
    for box in column:
        box.y, below = below, below + box.height + SPACE


def middle(others, box):
    """The mean height of what a box is linked with; that of the box itself if it has no links."""
    return sum(other.y + other.height / 2 for other in others) / len(others) if others else box.y


def curve(one, other):
    """The path of a link."""
    left, right = (one, other) if one.x <= other.x else (other, one)
    y1, y2 = left.y + left.height / 2, right.y + right.height / 2
    if left.x == right.x:
        side = left.x + WIDTH
        return "M%d %dC%d %d %d %d %d %d" % (side, y1, side + GAP / 2, y1, side + GAP / 2, y2, side, y2)
    x1, x2 = left.x + WIDTH, right.x
    half = (x1 + x2) / 2
    return "M%d %dC%d %d %d %d %d %d" % (x1, y1, half, y1, half, y2, x2, y2)


def draw_box(box, number, anchor):
    """The SVG of a box, with a link to its details."""
    title = "%s %s" % (name_kind(box.kind), box.title) if len(box.members) == 1 else box.title
    about = escape(" · ".join([title, *box.lines]))
    parts = ['<a href="#%s" data-n="%d" class="%s"><title>%s</title>' % (anchor, number, box.colour, about)]
    rect = '<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="5"/>'
    if len(box.members) > 1:
        parts.append(rect % ("box", box.x + 4, box.y + 4, WIDTH, box.height))
    parts.append(rect % ("box", box.x, box.y, WIDTH, box.height))
    parts.append('<rect class="mark" x="%d" y="%d" width="4" height="%d" rx="2"/>' % (box.x, box.y, box.height))
    parts.append('<text x="%d" y="%d">%s</text>' % (box.x + 12, box.y + 20, escape(shorten(box.title))))
    for at, line in enumerate(box.lines):
        parts.append('<text class="more" x="%d" y="%d">%s</text>' % (box.x + 12, box.y + 36 + 15 * at, escape(shorten(line, LETTERS + 4))))
    return "".join(parts) + "</a>"


# Marks what is linked with the box under the pointer or with the focus.
SCRIPT = """
document.querySelectorAll('svg').forEach(function(svg){
function mark(on){return function(event){var box=event.target.closest('a[data-n]');
svg.querySelectorAll('.near').forEach(function(each){each.classList.remove('near')});
if(!on||!box)return;var n=box.dataset.n;
svg.querySelectorAll('path').forEach(function(path){if(path.dataset.a!==n&&path.dataset.b!==n)return;path.classList.add('near');
var far=path.dataset.a===n?path.dataset.b:path.dataset.a;
svg.querySelectorAll('a[data-n="'+far+'"]').forEach(function(other){other.classList.add('near')})})}}
svg.addEventListener('mouseover',mark(true));svg.addEventListener('focusin',mark(true));svg.addEventListener('mouseleave',mark(false))});
"""
