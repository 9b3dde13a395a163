# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: openstack
short_description: Servers of OpenStack clouds as hosts
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Reads the servers of one or more clouds, all regions at the same time, and makes hosts of them.
  - The file that configures it has a name that ends in C(openstack.yml), C(openstack.yaml), C(clouds.yml) or C(clouds.yaml).
  - Texts of O(cloud), O(clouds), O(auth), the other options of the connection and the filters may be templates, with lookups and extra
    variables, and may be encrypted by C(ansible-vault).
extends_documentation_fragment:
  - stratus.openstack.auth.connection
  - inventory_cache
  - constructed
options:
  plugin:
    description: What marks a file as one for this plugin.
    type: str
    required: true
    choices: [stratus.openstack.openstack]
  cloud:
    description:
      - The only cloud to read, by its name in C(clouds.yaml), or as a dictionary in the form of an entry of that file.
      - When this, O(clouds), O(only_clouds) and O(auth.auth_url) are omitted, all clouds of C(clouds.yaml) and the one of the variables
        C(OS_*) are read.
    type: raw
  clouds:
    description: Clouds to read, by name, each a dictionary in the form of an entry of C(clouds.yaml).
    type: dict
  only_clouds:
    description: The names of the clouds to read, of those in O(clouds) and in C(clouds.yaml).
    type: list
    elements: str
    default: []
  clouds_yaml_path:
    description:
      - Paths of a C(clouds.yaml) to look for before the usual places. The first one that is found counts.
      - One that is not found below the working directory is looked for beside the inventory file.
    type: list
    elements: str
    env:
      - name: OS_CLIENT_CONFIG_FILE
  regions:
    description:
      - The regions to read.
      - When omitted, all that the configuration of a cloud names; where it names none, all that the catalog of the cloud has.
    type: list
    elements: str
  region_name:
    description: The only region to read; the same as one in O(regions).
    type: str
  token_cache:
    description:
      - A folder to keep tokens in between runs. One that belongs to somebody else, that others can enter or that is a link is not used, and
        a warning says so; one that is missing is made.
      - When omitted, tokens live as long as the run, and the tasks of the run use them too.
    type: path
    env:
      - name: STRATUS_TOKEN_CACHE
  all_projects:
    description: Whether to read the servers of all projects, for administrators.
    type: bool
    default: false
  server_filters:
    description:
      - Filters in the names that the compute API has for them, the same for all clouds.
      - O(include) and O(exclude) are easier to use, and know more.
    type: dict
    default: {}
  include:
    description:
      - Conditions on servers, of which one must hold. A condition is a dictionary of attributes, all of which must be as it says.
      - It may name every attribute of the variable C(openstack), among them C(status), C(metadata), C(tags), C(availability_zone),
        C(name), C(flavor) and C(image), and also C(project) (name or ID), C(cloud) and C(region).
      - A list of values means any of them, for C(tags) all of them. Texts may have the wildcards C(*), C(?) and C([]).
      - An attribute that is null, such as C(tags) on clouds that have none, fits an empty text only, and no wildcard.
      - What the API can check itself is sent to it, when there is one condition.
    type: list
    elements: dict
    default: []
  exclude:
    description: Conditions as in O(include), on servers that are left out.
    type: list
    elements: dict
    default: []
  show_all:
    description: Whether to have hosts for servers without any address as well.
    type: bool
    default: false
  inventory_hostname:
    description:
      - Whether a host has the name or the ID of its server as its name.
      - With V(uuid) and O(legacy_groups) it is in a group of the name of the server.
    type: str
    choices: [name, uuid]
    default: name
  hostnames:
    description:
      - What names a host, the first in this list that a server has; its ID when it has none of it. Instead of O(inventory_hostname).
      - V(name), V(uuid), V(address) (the one that O(addresses) chose), V(floating), V(fixed), V(access_ip), V(fqdn) (the first of
        hostname and name that has a dot), the path of an attribute of C(openstack) such as V(hostname) or V(metadata.fqdn), or a
        Jinja2 expression.
      - Of several servers of one name the oldest keeps it. Each younger one adds the first eight digits of its ID, so that a new server
        never changes the name of another host. The same is done for names that mean something else to Ansible, such as C(localhost).
    type: list
    elements: str
    default: []
  addresses:
    description:
      - What C(ansible_host) is, as a list of rules. The first address that fits the first rule that any fits.
      - A rule is V(floating), V(fixed), V(access), V(ipv4), V(ipv6), a CIDR, or a dictionary with one or more of C(type) (V(floating),
        V(fixed), V(access)), C(network) (name of a network, may have wildcards), C(family) (V(ipv4), V(ipv6)) and C(cidr).
      - When omitted, C([floating, fixed]); with O(private), C([fixed]).
    type: list
    elements: raw
    default: []
  private:
    description: Whether floating addresses are left aside. Without effect when O(addresses) says what to take.
    type: bool
    default: false
  only_ipv4:
    description: Whether rules for addresses that name no family mean IPv4.
    type: bool
    default: false
  use_names:
    description: Whether C(ansible_host) is the name of the server.
    type: bool
    default: false
  expand:
    description:
      - What to look up beside the servers, each by a listing.
      - V(images) adds the names of images, V(flavors) those of flavors where the cloud does not show them with the server (older than
        microversion 2.47), V(volumes) the attributes of attached volumes, V(ports) the ports as C(ports), V(security_groups) IDs and
        descriptions of security groups, V(projects) C(project) with the name of the project and its domain.
      - V(lb_pools) adds C(lb_pools), the pools of load balancers of which the server is a member, each with C(id), C(name),
        C(loadbalancers), C(protocol) and C(member). A server is a member if it has the address of the member and belongs to the project
        of the pool. This is one more listing for each pool.
      - Conditions on names of images and flavors need V(images) and V(flavors).
    type: list
    elements: str
    choices: [flavors, images, volumes, ports, security_groups, projects, lb_pools]
    default: [flavors, images]
  expand_hostvars:
    description: The same as V(volumes) in O(expand).
    type: bool
    default: false
  hostvars:
    description:
      - Which attributes C(openstack) has in the end. The options that make names, variables and groups see all of them.
      - When omitted, all but C(admin_password) and C(user_data), which are not even asked for unless they are named here. Those are then in
        the cache, too.
    type: list
    elements: str
    default: []
  legacy_groups:
    description:
      - Whether hosts are in groups of their cloud, region, availability zone and combinations, of their metadata (C(group), C(groups) and
        C(meta-KEY_VALUE)), ID (C(instance-ID)), flavor (C(flavor-NAME)) and image (C(image-NAME)).
      - Signs that have a meaning in patterns of hosts are replaced by an underscore.
    type: bool
    default: true
  safe_groups:
    description: Whether the names of these groups are made valid names of variables, so that C(meta-role_web) is C(meta_role_web).
    type: bool
    default: false
  fail_on_errors:
    description:
      - Whether a cloud that cannot be read makes all of it fail. When not, the others are read, and a warning tells what is missing.
      - When no cloud can be read at all, it fails in any case.
    type: bool
    default: false
  stale_cache:
    description:
      - Whether hosts of a cloud that cannot be reached are taken from a cache that is out of date, with a warning.
      - Needs O(cache), and a cache plugin that keeps things between runs. A cloud that refuses the credentials is not out of reach.
    type: bool
    default: true
notes:
  - A key in the file that is no option is ignored, and a warning names it.
  - A group that would have the name of a host gets C(_group) added to its name.
"""

EXAMPLES = r"""
# All clouds of clouds.yaml, all regions
plugin: stratus.openstack.openstack

---
# What is running in two clouds, in groups by role, by a name that is unique in both
plugin: stratus.openstack.openstack
only_clouds: [north, south]
fail_on_errors: true
include:
  - {status: ACTIVE, metadata: {env: production}}
exclude:
  - {tags: [appliance]}
hostnames: [metadata.fqdn, "openstack.name ~ '.' ~ openstack.cloud.name"]
keyed_groups:
  - {prefix: role, key: openstack.metadata.role}
  - {prefix: tag, key: openstack.tags}

---
# Groups of the members of each pool of a load balancer, such as pool_web
plugin: stratus.openstack.openstack
expand: [images, lb_pools]
keyed_groups:
  - {prefix: pool, key: "openstack.lb_pools | map(attribute='name')"}

---
# One project by an application credential, addresses of the management network, cached
plugin: stratus.openstack.openstack
auth_type: v3applicationcredential
auth:
  auth_url: https://cloud.example:5000/v3
  application_credential_id: 0123456789abcdef0123456789abcdef
  application_credential_secret: "{{ lookup('ansible.builtin.env', 'CI_SECRET') }}"
addresses:
  - {network: management, family: ipv4}
  - fixed
legacy_groups: false
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/ansible/inventory
cache_timeout: 600
"""

import difflib
import functools
import os
import re
import time

from ansible.errors import AnsibleParserError
from ansible.plugins.inventory import (
    BaseInventoryPlugin,
    Cacheable,
    Constructable,
    get_cache_plugin,
    to_safe_group_name,
)

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.runner import CONNECTION_OPTIONS
from ansible_collections.stratus.openstack.plugins.plugin_utils import inventory, inventory_hosts
from ansible_collections.stratus.openstack.plugins.plugin_utils.plain_data import plain
from ansible_collections.stratus.openstack.plugins.plugin_utils.run_folder import run_folder

FILE_NAMES = tuple("%s.%s" % (name, suffix) for name in ("openstack", "clouds") for suffix in ("yml", "yaml"))
OURS = re.compile(r"^plugin:\s*[\"']?stratus\.openstack\.openstack\b", re.M)
TEMPLATE = re.compile("[{#]")  # all templates contain {{, {% or {#, or begin with #jinja2: and their own delimiters
TEMPLATES = (*CONNECTION_OPTIONS, "cloud", "clouds", "only_clouds", "clouds_yaml_path", "regions", "server_filters", "include", "exclude")
NOT_OURS = ("ansible",)  # a section that AWX writes for its former inventory script
NOT_TEMPLATES = ("all_projects", "expand", "expand_hostvars", "hostvars", "fail_on_errors")

try:
    from ansible.template import trust_as_template
except ImportError:  # up to ansible-core 2.18, texts are templates unless they are marked
    from ansible.utils.unsafe_proxy import wrap_var as marked_text

    def plain_text(value):
        return value

else:
    plain_text = trust_as_template

    def marked_text(value):
        return value


@functools.lru_cache(maxsize=4096)
def mark_text(value):
    """Mark a text that could be a template as a plain text.

    Other texts stay unmarked: ansible-inventory writes a marked text as a mapping, which AWX keeps as the value. Equal texts of different
    servers share one object, since each takes half a kilobyte in ansible-core 2.19.
    """
    return marked_text(value) if TEMPLATE.search(value) else plain_text(value)


def mark_texts(value):
    """Mark all texts in a value that could be templates."""
    if isinstance(value, str):
        return mark_text(value)
    if isinstance(value, dict):
        return {key: mark_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [mark_texts(item) for item in value]
    return value


def find_unknown_keys(given, definitions):
    """Yield a warning for each key that is no option; Ansible ignores such keys. ``definitions``: all options by name."""
    known = {*definitions, *(alias for option in definitions.values() for alias in option.get("aliases") or ())}
    for key in map(str, given):
        if key not in known and key not in NOT_OURS:
            near = difflib.get_close_matches(key, sorted(known), 1)
            yield "`%s` is no option, and is ignored%s" % (key, "; the closest one is `%s`" % near[0] if near else "")


def names_this_plugin(path):
    """Whether a file is a configuration of this plugin, whatever its name."""
    try:
        with open(path, encoding="utf-8") as file:
            return bool(OURS.search(file.read(65536)))
    except (OSError, ValueError):
        return False


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    NAME = "stratus.openstack.openstack"

    def verify_file(self, path):
        if not super().verify_file(path):
            return False
        if not path.endswith(FILE_NAMES) and names_this_plugin(path):
            self.display.warning("%s is not read, since its name does not end in %s" % (path, " or ".join(FILE_NAMES)))
        return path.endswith(FILE_NAMES)

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache=cache)
        for line in find_unknown_keys(self._read_config_data(path), self.option_definitions):
            self.display.warning("%s: %s" % (path, line))
        try:
            self.populate(self.read(path, cache))
        except CloudError as error:
            raise AnsibleParserError(str(error)) from None

    def query_options(self):
        """The options that select clouds and servers, as plain data (dict)."""
        self.templar.available_variables = self._vars
        given = {name: self.get_option(name) for name in (*TEMPLATES, *NOT_TEMPLATES)}
        given = {name: value for name, value in given.items() if value is not None}
        return {name: plain(self.templar.template(value) if name in TEMPLATES else value) for name, value in given.items()}

    # -- reading

    def read(self, path, cache):
        """The Outcomes of all clouds (list), from the cache or from the clouds."""
        options, failed = self.query_options(), []
        wanted = inventory.Selection(options)
        configs = inventory.load_clouds(options, failed, os.path.dirname(path))
        use_cache, key, fingerprint = self.get_option("cache"), self.get_cache_key(path), wanted.fingerprint(configs)
        if use_cache and cache and not failed:
            cached = inventory.from_cache(self._cache.get(key), fingerprint)
            if cached is not None:
                self.report(cached)
                return cached
        query = inventory.Query(wanted, self.get_option("token_cache") or run_folder(), self.logging(), self.display.display)
        outcomes = [inventory.Outcome(name, None, [], error, [], None) for name, error in failed] + query.run(configs)
        if use_cache and all(outcome.error is None for outcome in outcomes):
            self._cache[key] = inventory.to_cache(outcomes, fingerprint)
        elif use_cache and self.get_option("stale_cache"):
            outcomes = inventory.use_stale_cache(outcomes, inventory.from_cache(self.read_stale_cache(key), fingerprint), time.time())
        self.report(outcomes)
        return outcomes

    def logging(self):
        if self.display.verbosity < 3:
            return None
        return lambda level, line: self.display.verbose(line, caplevel=level - 1)

    def read_stale_cache(self, key):
        """The content of the cache, also if it has expired."""
        options = {"_uri": "cache_connection", "_prefix": "cache_prefix"}
        given = {name: self.get_option(option) for name, option in options.items() if self.get_option(option) is not None}
        return get_cache_plugin(self.get_option("cache_plugin"), _timeout=0, **given).get(key)

    def report(self, outcomes):
        """Warn of missing servers, or raise AnsibleParserError."""
        failed = [outcome for outcome in outcomes if outcome.error]
        errors = ["The servers of %s cannot be listed: %s" % (inventory.describe(outcome), outcome.error) for outcome in failed]
        for outcome in outcomes:
            for warning in outcome.warnings:
                self.display.warning("%s: %s" % (inventory.describe(outcome), warning))
        if errors and (self.get_option("fail_on_errors") or len(errors) == len(outcomes)):
            raise AnsibleParserError("\n".join(errors))
        for error in errors:
            self.display.warning(error)

    # -- hosts and groups

    def populate(self, outcomes):
        rules = inventory_hosts.parse_address_rules(self.get_option("addresses"), self.get_option("private"), self.get_option("only_ipv4"))
        attributes = inventory_hosts.check_attribute_names(self.get_option("hostvars")) or None
        by_id = self.get_option("inventory_hostname") == "uuid"
        preferences = self.get_option("hostnames") or ["id" if by_id else "name"]
        hosts, preferred, self.failed_expressions = {}, [], {}
        for record in (record for outcome in outcomes for record in outcome.records):
            if record["id"] in hosts or not (record["addresses"] or self.get_option("show_all")):
                continue
            found = inventory_hosts.choose_address(record, rules)
            variables = mark_texts(inventory_hosts.host_vars(record, record["name"] if self.get_option("use_names") else found))
            hosts[record["id"]] = record, variables
            wanted = inventory_hosts.preferred_name(record, found, preferences, lambda text, known=variables: self.evaluate(text, known))
            preferred.append((wanted, record["created_at"], record["id"]))
        if any(wanted == identifier for wanted, _created, identifier in preferred):
            for text, reason in self.failed_expressions.items():
                if reason:
                    self.display.warning("`hostnames` has %s, which fails for every server: %s" % (text, reason))
        names = inventory_hosts.assign_names(preferred)
        for identifier, (_record, variables) in hosts.items():
            self.set_variables_of(self.inventory.add_host(names[identifier]), variables)
        self.group(hosts, names, by_id)
        for identifier, (_record, variables) in hosts.items() if attributes else ():
            shown = {name: value for name, value in variables["openstack"].items() if name in attributes}
            self.set_variables_of(names[identifier], {"openstack": shown})

    def set_variables_of(self, name, variables):
        """Set variables of a host that mark_texts() has processed.

        In ansible-core 2.19, the method of the inventory would copy them and mark each text again, which takes more time and memory than
        the rest of this plugin.
        """
        host = self.inventory.hosts[name]
        for key, value in variables.items():
            host.set_variable(key, value)

    def evaluate(self, text, variables):
        """The value of a Jinja2 expression for a server; None if it fails.

        Raises AnsibleParserError with `strict`. ``failed_expressions`` gets the error of each expression that never succeeds.
        """
        try:
            found = self._compose(text, variables)
            self.failed_expressions[text] = None
            return str.__str__(found) if isinstance(found, str) else found  # without the mark of a plain text
        except Exception as error:
            if self.get_option("strict"):
                raise AnsibleParserError("Cannot name %s by %s: %s" % (variables["openstack"]["name"], text, error)) from None
            self.failed_expressions.setdefault(text, str(error))
            return None

    def group(self, hosts, names, by_id):
        """Set composed variables and groups. All hosts exist already, so that a group never gets the name of a host."""
        moved = set()

        def free(name):
            other = inventory_hosts.free_group_name(name, self.inventory.hosts)
            if other != name:
                moved.add("%s -> %s" % (name, other))
            return other

        self._sanitize_group_name = lambda name: free(to_safe_group_name(name))
        legacy, safe, strict = (self.get_option(name) for name in ("legacy_groups", "safe_groups", "strict"))
        for identifier, (record, variables) in hosts.items():
            host = names[identifier]
            self._set_composite_vars(self.get_option("compose"), variables, host, strict=strict)
            self._add_host_to_composed_groups(self.get_option("groups"), variables, host, strict=strict)
            self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, host, strict=strict)
            for name in inventory_hosts.legacy_groups(record, by_id) if legacy else ():
                usable = to_safe_group_name(name) if safe else inventory_hosts.clean_group_name(name)
                self.inventory.add_child(self.inventory.add_group(free(usable)), host)
        if moved:
            self.display.warning("Groups that would have the names of hosts have others: %s" % ", ".join(sorted(moved)))
