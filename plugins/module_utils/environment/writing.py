# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Declarations as files: of a topology, or of tasks."""

from __future__ import annotations

import functools
import os

from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES

try:
    import yaml
except ImportError:  # the module says so when it reads a cloud's configuration
    yaml = None

HEADER = "# Written by stratus.openstack.export. The next export replaces this file.\n"
WIDTH = 120
COLLECTION = "stratus.openstack.%s"


def as_topology(resources):
    """The documents of a topology, by module: module -> {module: declarations}."""
    return {module: {"resources": {module: items}} for module, items in resources.items()}


def as_tasks(resources):
    """Lists of tasks, by module."""
    return {module: [make_task(module, item) for item in items] for module, items in resources.items()}


def make_task(module, options):
    """The task that declares an object."""
    table = MODULES[module]
    shown = {**options, **{name: value for name, value in table.declared_defaults.items() if name not in options}}
    shown = {name: value for name, value in shown.items() if name != "label"}
    name = options.get("label") or options.get(table.key_option) or options.get("description") or next(iter(shown.values()), "")
    return {"name": "Declare the %s %s" % (table.label, name), COLLECTION % module: shown}


FORMS = {"topology": as_topology, "tasks": as_tasks}


def join(parts):
    """The content of one file for all modules."""
    parts = list(parts.values())
    if parts and isinstance(parts[0], list):
        return [item for part in parts for item in part]
    return {"resources": {module: items for part in parts for module, items in part["resources"].items()}}


def to_text(content):
    """A value as a YAML document, as bytes."""
    text = yaml.safe_dump(content, sort_keys=False, default_flow_style=False, width=WIDTH, allow_unicode=True)
    return ("%s---\n%s" % (HEADER, text)).encode()


def write(session, parts, dest):
    """Write the files that differ -> ``changed``, ``files`` and ``diff`` of the task's result. ``parts``: content by module.

    A folder gets one file for each module; its file of a module that has no objects any more is removed. The diff has the sizes of the
    files by their names. Raises CloudError.
    """
    diff = {"before": {}, "after": {}}
    if not dest:
        return {"changed": False, "files": [], "diff": diff}
    path, files = os.path.abspath(os.path.expanduser(dest)), []
    is_folder = os.path.isdir(path)
    if not is_folder:
        transfer.find_target(os.path.join(dest, "network.yml") if dest.endswith("/") else dest, None)
    wanted = {os.path.join(path, module + ".yml"): part for module, part in parts.items()} if is_folder else {path: join(parts)}
    for place, content in wanted.items():
        text = to_text(content)
        exists = os.path.isfile(place)
        before = os.path.getsize(place) if exists else None
        pieces = transfer.differing([text], place)
        files.append({"path": place, "size": len(text), "changed": pieces is not None})
        if pieces is not None:
            session.change_file(functools.partial(transfer.save, pieces, place, place, len(text), session.progress))
            diff["before"].update({os.path.basename(place): before} if exists else {})
            diff["after"][os.path.basename(place)] = len(text)
    for place in list_obsolete(path, wanted) if is_folder else ():
        diff["before"][os.path.basename(place)] = os.path.getsize(place)
        session.change_file(functools.partial(os.remove, place))
    return {"changed": bool(diff["before"] or diff["after"]), "files": files, "diff": diff}


def list_obsolete(folder, wanted):
    """The files of earlier exports in a folder that this one does not write, as a list of paths."""
    places = [os.path.join(folder, module + ".yml") for module in MODULES]
    return [place for place in places if place not in wanted and os.path.isfile(place) and transfer.read_text(place).startswith(HEADER)]
