# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Export: what exists in a project, as declarations that would make it."""

from __future__ import annotations

import fnmatch

from ansible_collections.stratus.openstack.plugins.module_utils.catalogue import MODULES, TABLES
from ansible_collections.stratus.openstack.plugins.module_utils.declaration import Declaring, Names
from ansible_collections.stratus.openstack.plugins.module_utils.environment import document, rehearsal, writing
from ansible_collections.stratus.openstack.plugins.module_utils.environment.removal import creation_order
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

ALL = "all"
THREADS = 8  # listings that are read at the same time
FOREIGN = "it belongs to another project"
NAMELESS = "it has no name"


def find_module(kind):
    """The name of the module that declares the objects of a kind; None if there is none."""
    return next((module for module, table in MODULES.items() if table is TABLES.get(kind)), None)


class Export:
    """The objects that exist, by the names of the modules that declare them. ``session``: Session. ``params``: the task's options."""

    def __init__(self, session, params):
        self.session, self.params = session, params
        self.names, self.untold, self.skipped = Names(), set(), {}
        self.objects = {}  # module -> [(object, its parents: option -> id)]: those that belong to the project
        self.resources = {}  # module -> declarations
        self.exported = set()  # (kind, name or id as a declaration names it)
        self.all_kinds = params["kinds"] == [ALL]
        order = creation_order()
        wanted = order if self.all_kinds else [document.find_module(name, "`kinds` has") for name in params["kinds"]]
        self.modules = [module for module in order if module in wanted]

    def run(self):
        """Read the objects, and declare those that the task selects. Raises CloudError."""
        ready = [module for module in self.modules if self.is_exportable(module)]
        self.read_listings([module for module in ready if not MODULES[module].has_parents])
        for module in ready:
            items = [self.declare(module, have, parents) for have, parents in self.objects_of(module)]
            chosen = [options for have, options in items if self.is_selected(module, have, options)]
            self.exported |= {(MODULES[module].kind, self.name_of(module, options)) for options in chosen}
            if chosen:
                self.resources[module] = add_labels(module, sorted(chosen, key=lambda options: sort_key(module, options)))

    def is_exportable(self, module):
        """Whether objects of a module can be exported at all; else the reason is noted."""
        table = MODULES[module]
        if not self.session.has_service(table.service):
            return self.skip(module, "the cloud has no service %s" % table.service)
        covered = table.shown_by or TABLES[table.kind] is not table
        if self.all_kinds and (covered or table.cloud_wide):
            return False  # nothing of the project is missing
        if covered or table.not_exported:
            owner = "the module %s declares it" % find_module(table.shown_by or table.kind)
            return self.skip(module, owner if covered else table.not_exported)
        return True

    def skip(self, module, why, name=None):
        """Note that an object, or a whole kind, is not exported -> False."""
        names = self.skipped.setdefault((module, why), [])
        if name is not None:
            names.append(str(name))
        return False

    # -- reading

    def context(self, table, parents=None):
        """The Declaring context of a table. ``parents``: the ids in its path, by option."""
        params = {name: field.default for name, field in table.fields.items()}
        params.update(parents or {}, state="present", wait=False, timeout=self.params["timeout"])
        return Declaring(self.session, params, table, self.names, self.untold)

    def read_listings(self, modules):
        """Read the objects of several modules at the same time."""

        def read(module):
            context = self.context(MODULES[module])
            context.session = self.session.apart()
            return self.list(module, context)

        for module, found in zip(modules, self.session.in_parallel(read, modules, THREADS)):
            self.keep(module, found, {})

    def list(self, module, context):
        """The objects of a listing (list), or the CloudError that says why they cannot be listed."""
        table = MODULES[module]
        owned = {"project_id": self.session.access.project_id} if table.scoped and self.session.access.project_id else {}
        try:
            found = list(table.list(context, owned))
            return found if table.lists_all else [have for have in (table.fetch(context, table.id_of(one)) for one in found) if have]
        except CloudError as error:
            if error.status in (400, 403, 404, 405):
                return error
            raise

    def keep(self, module, found, parents):
        """Keep the listed objects that belong to the project."""
        kept = self.objects.setdefault(module, [])
        if isinstance(found, CloudError):
            self.skip(module, "it cannot be listed: %s" % found.message)
            return
        table = MODULES[module]
        for have in found:
            self.names.learn(table, have)
        context = self.context(table, parents)
        for have in found:
            why = self.reason_to_skip(table, context, have)
            if why:
                self.skip(module, why, have.get(table.name_field) or table.id_of(have))
            else:
                kept.append((have, parents))

    def reason_to_skip(self, table, context, have):
        """Why an object is not exported; "" for one that is."""
        if not table.cloud_wide and table.owner(have) not in (None, UNKNOWN, table.current_owner(context)):
            return FOREIGN
        if table.is_leaving(have):
            return "it is being removed"
        why = table.reason_to_skip(context, have)
        named = table.key_option in table.fields and table.fields[table.key_option].required and table.name_field == table.key_option
        return why or (NAMELESS if named and not have.get(table.name_field) else "")

    def objects_of(self, module):
        """The objects of a module that belong to the project, with the ids of their parents, as a list of pairs."""
        if module not in self.objects:
            table = MODULES[module]
            if not table.has_parents:
                self.keep(module, self.list(module, self.context(table)), {})
            else:
                for parents in self.parents_of(table):
                    self.keep(module, self.list(module, self.context(table, parents)), parents)
        return self.objects.get(module, [])

    def parents_of(self, table):
        """The ids of the objects below which those of a table are listed, as a list of dicts: option -> id."""
        fields = [field for field in table.fields.values() if field.parent]
        combined = [{}]
        for field in fields:
            kind = next(iter(field.kinds_named()), None)
            owner = find_module(kind)
            found = self.objects_of(owner) if owner and self.session.has_service(table.service) else []
            combined = [{**known, field.name: MODULES[owner].id_of(have)} for known in combined for have, _parents in found]
        return combined

    # -- declaring

    def declare(self, module, have, parents):
        """(object, options that declare it). Raises CloudError."""
        table = MODULES[module]
        context = self.context(table, parents)
        own = {}
        for name, identifier in parents.items():
            target = table.fields[name].target or TABLES[next(iter(table.fields[name].kinds_named()))]
            own[name] = context.name_of(target, identifier)
        return have, {**own, **table.to_options(context, have)}

    @staticmethod
    def name_of(module, options):
        """The name by which other declarations refer to an object; None if it has none."""
        name = options.get(MODULES[module].key_option)
        return name if isinstance(name, str) else None

    def is_selected(self, module, have, options):
        """Whether the task selects an object: by its tags, and by its name or by an object that its declaration names."""
        wanted, pattern = set(self.params["tags"] or ()), self.params["name"]
        if not wanted <= set(have.get("tags") or ()):
            return False
        if pattern is None:
            return True
        fields = [(name, field) for name, field in MODULES[module].fields.items() if options.get(name)]
        named = {reference for name, field in fields for reference in field.references(options[name])}
        name = self.name_of(module, options)
        if name is not None and not any(name == other for _kind, other in named):
            return fnmatch.fnmatchcase(name, pattern)
        return bool(named & self.exported) or fnmatch.fnmatchcase(str(options.get("description") or ""), pattern)


def sort_key(module, options):
    """What declarations of a module are sorted by: the name, then all else."""
    return str(options.get(MODULES[module].key_option) or ""), str(sorted(options.items(), key=str))


def add_labels(module, items):
    """Declarations with a label for each of those that share a name."""
    key = MODULES[module].key_option
    names = [str(options.get(key)) for options in items if options.get(key) is not None]
    seen, labelled = {}, []
    for options in items:
        name = str(options.get(key))
        if options.get(key) is not None and names.count(name) > 1:
            seen[name] = seen.get(name, 0) + 1
            options = {"label": "%s-%d" % (name, seen[name]), **options}
        labelled.append(options)
    return labelled


def run_export(session, params):
    """Export what exists -> the task's result. Raises CloudError."""
    export = Export(session, params)
    export.run()
    untold = {}
    for kind, name in sorted(export.untold):
        untold.setdefault(find_module(kind), []).append(name)
    content = writing.FORMS[params["as"]](export.resources)
    return {
        **writing.write(session, content, params["dest"]),
        "resources": export.resources,
        "count": sum(map(len, export.resources.values())),
        "untold": untold,
        "left_out": [{"module": module, "why": why, "names": sorted(names)} for (module, why), names in sorted(export.skipped.items())],
        "unverified": rehearsal.verify(session, params, export.resources) if params["rehearse"] else [],
    }


EXPORT = Operation(
    run_export,
    kinds=Option("list", elements="str", default=[ALL]),
    name=Option(),
    tags=Option("list", elements="str"),
    dest=Option("path"),
    rehearse=Option("bool", default=True),
    timeout=Option("int", default=180),
    **{"as": Option(default="topology", choices=list(writing.FORMS))},
)
