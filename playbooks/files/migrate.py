# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find the modules of openstack.cloud and the older os_* modules in playbooks, and write files that use stratus.openstack instead.

The playbook stratus.openstack.migrate runs it: migrate.py PATH FOLDER. It reads the file or folder PATH, writes the new version of each
file that changes to FOLDER, and prints a report as JSON. It changes no file itself. The names are found in the nodes of the YAML. Only
their characters are replaced, so that comments and the layout stay.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections import namedtuple

import yaml

HERE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OLD, NEW = "openstack.cloud", "stratus.openstack"
PLUGIN = "openstack"  # the inventory plugin and the action group have this name
# the os_* modules whose names in openstack.cloud are others than without os_
OLDER = {
    "client_config": "config",
    "endpoint": "endpoint",
    "flavor": "compute_flavor",
    "flavor_facts": "compute_flavor_info",
    "flavor_info": "compute_flavor_info",
    "group": "identity_group",
    "group_info": "identity_group_info",
    "image_facts": "image_info",
    "ironic": "baremetal_node",
    "ironic_inspect": "baremetal_inspect",
    "ironic_node": "baremetal_node_action",
    "keystone_domain": "identity_domain",
    "keystone_domain_facts": "identity_domain_info",
    "keystone_domain_info": "identity_domain_info",
    "keystone_endpoint": "endpoint",
    "keystone_identity_provider": "federation_idp",
    "keystone_identity_provider_info": "federation_idp_info",
    "keystone_mapping": "federation_mapping",
    "keystone_mapping_info": "federation_mapping_info",
    "keystone_role": "identity_role",
    "keystone_service": "catalog_service",
    "listener": "lb_listener",
    "member": "lb_member",
    "networks_facts": "networks_info",
    "nova_flavor": "compute_flavor",
    "nova_host_aggregate": "host_aggregate",
    "pool": "lb_pool",
    "port_facts": "port_info",
    "project_facts": "project_info",
    "server_actions": "server_action",
    "server_facts": "server_info",
    "subnets_facts": "subnets_info",
    "user": "identity_user",
    "user_facts": "identity_user_info",
    "user_group": "group_assignment",
    "user_info": "identity_user_info",
    "user_role": "role_assignment",
    "zone": "dns_zone",
}
# the modules that only openstack.cloud has
ONLY_THERE = frozenset(
    """baremetal_deploy_template baremetal_inspect baremetal_node baremetal_node_action baremetal_node_info baremetal_port
    baremetal_port_group baremetal_port_info catalog_endpoint coe_cluster coe_cluster_template config federation_idp federation_idp_info
    federation_mapping federation_mapping_info keystone_federation_protocol keystone_federation_protocol_info project_access resource
    resources trait""".split()
)
# the keys of the results of older modules
OLDER_RESULTS = re.compile(
    r"\bopenstack_(config|domains|flavors|floating_ips|images?|networks?|ports?|projects?|servers?|subnets|user)\b"
)
TASK_LISTS = ("tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always")
KEYWORDS = frozenset(
    """action always any_errors_fatal args async become become_exe become_flags become_method become_user block changed_when check_mode
    collections connection debugger delay delegate_facts delegate_to diff environment failed_when ignore_errors ignore_unreachable listen
    local_action loop loop_control module_defaults name no_log notify poll port register remote_user rescue retries run_once tags throttle
    timeout until vars when""".split()
)
YAML_FILES, SHELL_FILES = (".yml", ".yaml"), (".sh", ".bash", ".mk")
SKIPPED = frozenset(".git .hg .svn .tox .venv venv .cache node_modules __pycache__ ansible_collections".split())
SHEBANG = re.compile(r"#!.*\b(sh|bash|dash|ksh|zsh)\b")
LARGEST = 5 * 1024 * 1024
COMMAND = re.compile(r"(?P<before>\bansible\b[^\n|;&]*?\s(?:-m|--module-name)[ =]?[\"']?)(?P<name>openstack\.cloud\.\w+|os_\w+)\b")
MENTION = re.compile(r"(?<![\w.-])openstack\.cloud(?:\.(\w+))?(?![\w-]|\.\w)")
OLDER_MENTION = re.compile(r"(?<![\w.-])os_(\w+)(?=\s*:(?:\s|$))", re.M)

Edit = namedtuple("Edit", "start end text")


class Facts:
    """What this collection has: its modules, their options, and where they differ from those of openstack.cloud."""

    def __init__(self, root):
        runtime = read_yaml(os.path.join(root, "meta", "runtime.yml"))
        self.modules = set(runtime["action_groups"][PLUGIN])
        routes = runtime.get("plugin_routing", {}).get("modules", {})
        self.names = {name: entry["redirect"].rpartition(".")[2] for name, entry in routes.items() if "redirect" in entry}
        self.root, self.options, self.differences = root, {}, {}
        self.common = set()
        for name in os.listdir(os.path.join(root, "plugins", "doc_fragments")):
            if name.endswith(".py"):
                text = read_text(os.path.join(root, "plugins", "doc_fragments", name))
                aliases = ",".join(re.findall(r"aliases: \[([^\]]*)\]", text))
                self.common.update(re.findall(r"^  (\w+):", text, re.M), re.findall(r"\w+", aliases))
        self.read_differences(os.path.join(root, "plugins", "module_utils", "services"))

    def read_differences(self, folder):
        """Fill ``differences``: module -> {option: what is different}."""
        for service in sorted(os.listdir(folder)):
            path = os.path.join(folder, service, "reference.yml")
            reference = read_yaml(path) if os.path.exists(path) else {}
            entries = [(kind.partition(".")[2], entry) for kind, entry in (reference.get("types") or {}).items()]
            entries += [(name + "_info", entry["info"]) for name, entry in entries if isinstance(entry.get("info"), dict)]
            entries += list((reference.get("modules") or {}).items())
            for name, entry in entries:
                peer = entry.get("peer") or {}
                module = entry.get("module") or name
                for about in (peer.get("behavior") or {}, peer.get("interface") or {}):
                    for options, text in about.items():
                        for option in options.split(", "):
                            self.differences.setdefault(module, {}).setdefault(option, text)

    def new_name(self, name):
        """The module here for the name of a module of openstack.cloud; None if there is none."""
        return self.names.get(name, name) if name in self.modules or name in self.names else None

    def is_option(self, module, option):
        """Whether a module here has an option."""
        if module not in self.options:
            text = read_text(os.path.join(self.root, "plugins", "modules", module + ".py"))
            found = re.search(r'^DOCUMENTATION = r?"""\n(.*?)^"""', text, re.M | re.S)
            options = (yaml.safe_load(found[1]).get("options") if found else None) or {}
            names = set(options).union(*((entry or {}).get("aliases") or () for entry in options.values()))
            self.options[module] = names | self.common
        return option in self.options[module]


def read_text(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def read_yaml(path):
    return yaml.load(read_text(path), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}


def scalar(node):
    """The text of a scalar node; an empty text for other nodes."""
    return node.value if isinstance(node, yaml.ScalarNode) else ""


def pairs(node):
    """The (key, value) nodes of a mapping; [] for other nodes."""
    return node.value if isinstance(node, yaml.MappingNode) else []


def items(node):
    """The nodes of a sequence; [] for other nodes."""
    return node.value if isinstance(node, yaml.SequenceNode) else []


def value_of(node, name):
    """The value of a key of a mapping; None if there is none."""
    return next((value for key, value in pairs(node) if scalar(key) == name), None)


class File:
    """One file: the edits, and what is reported of it. ``left``: texts "LINE: what stays". ``notes``: (module, option, line)."""

    def __init__(self, facts, text):
        self.facts, self.text = facts, text
        self.edits, self.left, self.notes = {}, {}, []
        self.visited = set()

    # -- names --

    def replace(self, node, old, new):
        """Replace a name inside the text of a scalar node."""
        start, end = node.start_mark.index, node.end_mark.index
        found = re.search(r"(?<![\w.])%s(?![\w.-])" % re.escape(old), self.text[start:end])
        if found:
            self.edits[start + found.start()] = Edit(start + found.start(), start + found.end(), new)

    def leave(self, node, why):
        self.left[node.start_mark.line + 1] = why

    def target(self, name, short=False):
        """(name in openstack.cloud, FQCN of the module here or None) for the name of a module; None if it is no module of theirs.

        ``short``: whether names without a collection are looked up in openstack.cloud as well.
        """
        if name.startswith(OLD + "."):
            theirs = name[len(OLD) + 1 :]
        elif name.startswith("os_"):
            theirs = OLDER.get(name[3:], name[3:])
        elif short:
            theirs = name
        else:
            return None
        here = self.facts.new_name(theirs)
        if not here and theirs not in ONLY_THERE and not name.startswith(OLD + "."):
            return None
        return theirs, here

    def module(self, node, name, short, options=None):
        """Replace the name of the module of a task, or report why it stays. ``options``: the node with its options."""
        found = self.target(name, short)
        if not found:
            return
        theirs, here = found
        if here:
            self.replace(node, name, "%s.%s" % (NEW, here))
            self.check_options(here, options)
            return
        if "{" in name:
            self.leave(node, "the name of the module is a template, and stays")
            return
        self.leave(node, "%s.%s stays: %s has no such module" % (OLD, theirs, NEW))
        if not name.startswith(OLD + ".") and short:
            self.replace(node, name, "%s.%s" % (OLD, theirs))

    def check_options(self, module, options):
        known = self.facts.differences.get(module, {})
        for key, _value in pairs(options):
            option = scalar(key)
            if not self.facts.is_option(module, option) and option not in ("module", "<<"):
                self.leave(key, "%s.%s has no option `%s`" % (NEW, module, option))
            elif option in known:
                self.notes.append((module, option, key.start_mark.line + 1))

    # -- structure --

    def document(self, node, short=False):
        """One YAML document: a playbook, a list of tasks, an inventory source, requirements or metadata. ``short``: as for a task."""
        for item in items(node):
            self.task_or_play(item, short)
        plugin = value_of(node, "plugin")
        if scalar(plugin) in (OLD + "." + PLUGIN, PLUGIN):
            self.replace(plugin, scalar(plugin), NEW + "." + PLUGIN)
        self.replace_collections(value_of(node, "collections"))
        for name in TASK_LISTS:
            for item in items(value_of(node, name)):
                self.task_or_play(item, False)
        self.everywhere(node)

    def replace_collections(self, node):
        """Replace the collection in a list of collections -> whether it is in the list."""
        found = False
        for item in items(node):
            if scalar(item) == OLD:
                self.replace(item, OLD, NEW)
                found = True
        return found

    def task_or_play(self, node, short):
        """A play, a block or a task. ``short``: whether short names mean modules of openstack.cloud."""
        if not isinstance(node, yaml.MappingNode) or id(node) in self.visited:
            return
        self.visited.add(id(node))
        short = self.replace_collections(value_of(node, "collections")) or short
        self.defaults(value_of(node, "module_defaults"), short)
        nested = [item for name in TASK_LISTS for item in items(value_of(node, name))]
        for item in nested:
            self.task_or_play(item, short)
        if nested or value_of(node, "hosts") is not None:
            return
        for key, value in pairs(node):
            name = scalar(key)
            if name in ("action", "local_action"):
                self.action(value, value_of(node, "args"), short)
            elif name == "port" and not isinstance(value, yaml.MappingNode):
                continue  # the keyword
            elif name == "port" or name not in KEYWORDS:
                self.module(key, name, short, value if pairs(value) else value_of(node, "args"))

    def action(self, node, args, short):
        """The value of `action` or `local_action`: "MODULE key=value", or a mapping with the key `module`."""
        if isinstance(node, yaml.MappingNode):
            named = value_of(node, "module")
            self.module(named, scalar(named).strip(), short, node)
        elif scalar(node).split():
            self.module(node, scalar(node).split()[0], short, args)

    def defaults(self, node, short):
        """The keys of `module_defaults`: modules and groups."""
        for key, value in pairs(node):
            name = scalar(key)
            if name in ("group/%s.%s" % (OLD, PLUGIN), "group/%s.os" % OLD, "group/os", "group/openstack"):
                self.replace(key, name, "group/%s.%s" % (NEW, PLUGIN))
            else:
                self.module(key, name, short, value)

    def everywhere(self, node):
        """Full names of modules as keys where the structure above does not lead, such as in a variable with tasks."""
        if node is None or (id(node), "keys") in self.visited:
            return
        self.visited.add((id(node), "keys"))
        for key, value in pairs(node):
            if scalar(key).startswith(OLD + ".") and key.start_mark.index not in self.edits and self.target(scalar(key)):
                self.module(key, scalar(key), False, value)
            self.everywhere(value)
        for item in items(node):
            self.everywhere(item)

    # -- texts --

    def commands(self):
        """Replace names in commands: ansible -m openstack.cloud.server_info."""
        for found in COMMAND.finditer(self.text):
            name = found["name"]
            theirs, here = self.target(name) or (None, None)
            if here:
                self.edits.setdefault(found.start("name"), Edit(found.start("name"), found.end("name"), "%s.%s" % (NEW, here)))

    def is_comment(self, at):
        """Whether the character at a position is in a comment, as far as its line shows."""
        begin = self.text.rfind("\n", 0, at) + 1
        return bool(re.search(r"(^|\s)#", self.text[begin:at]))

    def line(self, at):
        return self.text.count("\n", 0, at) + 1

    def report_mentions(self, older=False):
        """Report what still names the other collection, outside of comments. ``older``: report os_* modules as well."""
        edited = [(edit.start, edit.end) for edit in self.edits.values()]
        for found in (*MENTION.finditer(self.text), *(OLDER_MENTION.finditer(self.text) if older else ())):
            at, name = found.start(), found[1]
            if self.is_comment(at) or any(start <= at < end for start, end in edited):
                continue
            if name is None:
                self.left.setdefault(self.line(at), "names the collection: add %s, and remove %s when nothing uses it" % (NEW, OLD))
            elif self.target(found[0].strip()) and (name == PLUGIN or name in ONLY_THERE or self.facts.new_name(name) or older):
                self.left.setdefault(self.line(at), "%s is in a text or template, and stays" % found[0])
        for found in OLDER_RESULTS.finditer(self.text) if self.edits else ():
            self.left.setdefault(self.line(found.start()), "%s: the results have other keys here, such as `servers`" % found[0])

    def edited(self):
        """The text with all edits."""
        parts, at = [], 0
        for start in sorted(self.edits):
            edit = self.edits[start]
            parts += [self.text[at : edit.start], edit.text]
            at = edit.end
        return "".join(parts) + self.text[at:]


def scalars(text):
    """The number of scalars in a YAML text, which no edit changes. Raises yaml.YAMLError."""
    return sum(isinstance(event, yaml.ScalarEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader))


def migrate(facts, path, text, short=False):
    """(new text, {line: what stays}, [(module, option, line)]) of one file. ``short``: whether short names mean their modules."""
    file, name = File(facts, text), os.path.basename(path)
    if name.endswith(YAML_FILES):
        return migrate_yaml(file, text, short)
    if name == "ansible.cfg":
        new = re.sub(r"(?m)^(\s*enable_plugins\s*[=:].*?)(?<![\w.])openstack\.cloud\.openstack\b", r"\1%s.%s" % (NEW, PLUGIN), text)
        return new, {}, []
    if name.endswith(SHELL_FILES) or name == "Makefile" or SHEBANG.match(text):
        file.commands()
        file.report_mentions()
    elif name.endswith(".j2"):
        file.report_mentions(older=True)
    return file.edited(), file.left, file.notes


def migrate_yaml(file, text, short):
    """The same for a YAML file."""
    try:
        for node in yaml.compose_all(text, Loader=yaml.SafeLoader):
            file.document(node, short)
        file.commands()
        if scalars(file.edited()) != scalars(text):
            return text, {1: "could not be changed safely, so the file stays"}, []
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        file.edits, file.left = {}, {}
        file.report_mentions(older=True)
        return text, {mark.line + 1 if mark else 1: "is no YAML that can be read, so the file stays"} if file.left else {}, []
    file.report_mentions()
    return file.edited(), file.left, file.notes


def has_short_names(path):
    """Whether a file is one of a role whose metadata lists the collection, so that short names in it mean its modules."""
    parts = path.split(os.sep)
    for name in ("tasks", "handlers"):
        if name in parts:
            meta = os.sep.join([*parts[: len(parts) - 1 - parts[::-1].index(name)], "meta", "main.yml"])
            try:
                return OLD in (read_yaml(meta).get("collections") or ())
            except (OSError, AttributeError, TypeError, UnicodeDecodeError, yaml.YAMLError):
                return False
    return False


def find_files(path):
    """The files below a folder, or the file itself, as a sorted list. Links are not followed."""
    if not os.path.isdir(path):
        return [path]
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in SKIPPED and not os.path.islink(os.path.join(folder, name)))
        found += [os.path.join(folder, name) for name in sorted(names)]
    return [name for name in found if os.path.isfile(name) and not os.path.islink(name) and os.path.getsize(name) <= LARGEST]


def main(path, folder):
    """Migrate the files below ``path`` -> the report (dict): changed files with their new versions in ``folder``, what stays, notes."""
    facts = Facts(HERE)
    changed, left, notes = [], [], {}
    for name in find_files(path):
        try:
            text = read_text(name)
        except (OSError, UnicodeDecodeError):
            continue
        short = has_short_names(name)
        if text.startswith("$ANSIBLE_VAULT") or not (short or "openstack" in text or "os_" in text):
            continue
        new, stays, differing = migrate(facts, name, text, short)
        if new != text:
            target = os.path.join(folder, "%04d-%s" % (len(changed), os.path.basename(name)))
            with open(target, "w", encoding="utf-8", newline="") as file:
                file.write(new)
            shutil.copymode(name, target)
            changed.append({"path": name, "new": target})
        left += ["%s:%d: %s" % (name, line, why) for line, why in sorted(stays.items())]
        for module, option, line in differing:
            notes.setdefault((module, option), []).append("%s:%d" % (name, line))
    told = [
        "%s `%s`: %s (%s)" % (module, option, facts.differences[module][option], ", ".join(sorted(set(places))))
        for (module, option), places in sorted(notes.items())
    ]
    return {"changed": changed, "left": left, "notes": told}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2])))
