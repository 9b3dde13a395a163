# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The removal of many existing objects: which of them uses which, and their order."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES, TABLES
from ansible_collections.stratus.openstack.plugins.module_utils.environment.parallel import run_apart, run_in_order
from ansible_collections.stratus.openstack.plugins.module_utils.table import UUID
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.validation import validate

ROUNDS = 5  # attempts to remove objects that the service refuses to remove at first
FREE_TEXT = ("id", "name", "description", "metadata", "tags", "links")  # attributes that name no object which this one needs


class Item:
    """An object of a cloud. ``module``: the name of its module. ``have``: the object as the API shows it.

    uses: the Items that must not be removed before this one (set). maker: the Item that this one is removed with, or None.
    options: further options of the task that removes it. removed: whether it is removed. error: why not, a CloudError, or None.
    blocker: an Item that was not removed and that uses this one, or None. is_set: whether objects of other tables belong to it.
    """

    def __init__(self, module, have):
        self.module, self.table, self.have = module, MODULES[module], have
        self.id, self.name = self.table.id_of(have), have.get(self.table.name_field)
        self.uses, self.maker, self.options = set(), None, {}
        self.removed, self.error, self.blocker, self.is_set = False, None, None, False

    @property
    def is_leaving(self):
        """Whether the object is being removed already."""
        return self.table.is_leaving(self.have)

    def __str__(self):
        return "%s '%s'" % (self.table.label, self.name or self.id)

    def to_dict(self, **more):
        """The object for a result."""
        return {"module": self.module, "name": self.name, "id": self.id, **more}


def main_tables():
    """The modules (list) with the complete table of their kind, in the order of a removal. Others write the same objects in another way."""
    return [module for module in removal_order() if TABLES[MODULES[module].kind] is MODULES[module]]


def find_naming():
    """The modules whose objects name those of a kind, as a dict: kind -> list of modules."""
    naming = {table.kind: [] for table in MODULES.values()}
    for module, table in MODULES.items():
        for kind in {kind for field in table.fields.values() for kind in field.kinds_named()}:
            if kind in naming:
                naming[kind].append(module)
    return naming


def find_users():
    """The modules whose objects are removed before those of a kind, as a dict: kind -> list of modules."""
    users = {
        kind: [module for module in modules if kind not in MODULES[module].removed_after] for kind, modules in find_naming().items()
    }
    for table in MODULES.values():
        users[table.kind] += [module for module, other in MODULES.items() if other.kind in table.removed_after]
    return users


def removal_order():
    """The modules that declare objects, those whose objects name others before the modules of these others."""
    return sort_modules(find_users())


def creation_order():
    """The modules that declare objects, each after those whose objects its own name."""
    return sort_modules(find_naming())[::-1]


def sort_modules(users):
    """All modules that declare objects (list), the users of a kind before the modules of this kind. ``users``: as of find_users."""
    order, seen = [], set()

    def visit(module):
        if module in seen:
            return
        seen.add(module)
        for other in users[MODULES[module].kind]:
            visit(other)
        order.append(module)

    for module in MODULES:
        visit(module)
    return order


def find_earlier():
    """The modules whose objects are removed before those of a module, directly or not, as a dict of sets."""
    users, earlier = find_users(), {}
    for module in removal_order():
        known = [other for other in users[MODULES[module].kind] if other in earlier]
        earlier[module] = set(known).union(*(earlier[other] for other in known))
    return earlier


def link(items):
    """Find out which of the Items use each other: one has the id of the other. Which one uses the other follows from their kinds."""
    place = {module: number for number, module in enumerate(removal_order())}
    by_id = {item.id: item for item in items if UUID.fullmatch(str(item.id))}
    for item in items:
        shown = {name: value for name, value in item.have.items() if name not in FREE_TEXT and name not in item.table.unrelated}
        for other in {by_id[text] for text in find_texts(shown) if text in by_id}:
            if place[item.module] < place[other.module]:
                item.uses.add(other)
            elif place[item.module] > place[other.module]:
                other.uses.add(item)
        if any(value is UNKNOWN for value in shown.values()):  # it is only predicted
            link_predicted(item, items)
        if item.maker and item.maker.is_set:
            item.maker.uses.add(item)
        if item.table.builds_on:
            item.uses |= {other for other in items if other.module == item.module and item.table.builds_on(item.have, other.have)}


def link_predicted(item, items):
    """Let an object use what its kind follows, such as a port the subnets of its network."""
    for kind, through in item.table.follows:
        shared = set(find_texts(item.have)) & {other.id for other in items if other.table.kind == through}
        item.uses |= {other for other in items if other.table.kind == kind and shared & set(find_texts(other.have))}


def find_texts(value):
    """Yield the texts inside a value, and the last parts of those that are URLs."""
    if isinstance(value, str):
        yield value.rpartition("/")[2]
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from find_texts(part)


def remove_items(session, items, params):
    """Remove the objects of linked Items, in their order and several at a time. Each Item then shows whether it is removed.

    An object is kept while another one that uses it is not removed. What the service refuses is tried again while others go.
    params: the options of the task: threads, timeout.
    """
    pending, earlier = list(items), find_earlier()
    for _round in range(ROUNDS):
        before = len(pending)
        remove_round(session, pending, earlier, params)
        pending = [item for item in pending if not item.removed]
        if not pending or len(pending) == before:
            return


def remove_round(session, items, earlier, params):
    """One attempt to remove objects. ``earlier``: as of find_earlier."""
    sets = {item for item in items if item.is_set}  # what is in them uses others in an order that only their services know
    for item in items:
        item.error = None
        for one in (item, *item.uses):
            one.blocker = None
    needs = {}
    for item in items:
        users = {other for other in items if item in other.uses or other.module in earlier[item.module]}
        needs[item] = set() if item.is_set else users | sets
    place = {item: number for number, item in enumerate(items)}

    def remove(item):
        if item.blocker is None:
            item.error = run_apart(session, str(item), lambda own: item.table.execute(own, removal_options(item, params)))
            item.removed = item.error is None

    def finish(item):
        if item.removed:
            session.progress("%s: removed" % item)
        else:
            block(item, item)
        return True

    run_in_order(needs, remove, 1 if session.dry_run else params["threads"], finish, place.get)


def block(item, cause):
    """Keep what an Item uses in this round, since ``cause`` was not removed."""
    for other in item.uses:
        if other.blocker is None:
            other.blocker = cause
            if other.maker:  # it is not removed by itself
                block(other, cause)


def removal_options(item, params):
    """The validated options of the task that removes the object of an Item. Raises CloudError."""
    table = item.table
    key = {table.id_option or table.key_option: item.id}
    options = {**key, **table.removal_options, **item.options, "state": "absent", "timeout": params["timeout"]}
    return validate(item.module, table.spec(), options)
