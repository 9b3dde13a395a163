# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make hosts of servers: select them and determine their names, addresses, variables and groups. This file sends no requests.

A *record* is a server in the form of server_info, with ``cloud``: {name, region}.
"""

from __future__ import annotations

import fnmatch
import ipaddress
import json
import re
from collections import namedtuple

from ansible_collections.stratus.openstack.plugins.module_utils import masking
from ansible_collections.stratus.openstack.plugins.module_utils.errors import PARSE_ERRORS, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.floating_ips import KIND
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER

SECRETS = ("admin_password", "user_data")  # attributes that only `hostvars` adds
LOCAL = {"localhost", "127.0.0.1", "::1"}
RESERVED = {"all", "ungrouped"} | LOCAL  # names with another meaning in Ansible
KINDS = ("floating", "fixed", "access")
FAMILIES = {"ipv4": 4, "ipv6": 6, "4": 4, "6": 6}
PATH = re.compile(r"[\w-]+(\.[\w-]+)*")
GLOB = re.compile(r"[*?\[]")
FURTHER_KEYS = ("project", "region", "cloud")  # of conditions, in addition to the attributes


def make_record(server, cloud, region, secrets=()):
    """The record of a server in the form of the API. ``secrets``: the attributes in SECRETS to keep. Raises CloudError."""
    try:
        found = SERVER.to_result(server)
        fits = is_well_formed(found)
    except PARSE_ERRORS:
        fits = False
    if not fits:
        message = "A server in the listing does not have the form that the API documents"
        raise CloudError(message, service="compute", hint="Is this the address of the API?")
    for name in SECRETS:
        if name not in secrets:
            del found[name]
    found["cloud"] = {"name": cloud, "region": region} if region else {"name": cloud}
    return found


def is_well_formed(found):
    """Whether the attributes that this file uses have the right types. May raise PARSE_ERRORS."""
    texts = [found[name] for name in ("name", "hostname", "access_ipv4", "access_ipv6", "created_at", "availability_zone", "project_id")]
    metadata = found["metadata"] or {}
    texts += [text for pair in metadata.items() for text in pair] + [(found[kind] or {}).get("name") for kind in ("flavor", "image")]
    for entries in (found["addresses"] or {}).values():
        for entry in entries:
            ipaddress.ip_address(entry["addr"])
            texts.append(entry["addr"])
    return isinstance(found["id"], str) and found["id"] != "" and all(isinstance(text, (str, type(None))) for text in texts)


def is_usable_record(found):
    """Whether a cached record has the right form. May raise PARSE_ERRORS."""
    place = found["cloud"]
    named = isinstance(place["name"], str) and isinstance(place.get("region"), (str, type(None)))
    return named and isinstance(found["status"], (str, type(None))) and is_well_formed(found)


# -- selection ----------------------------------------------------------------------------------------------------------


def parse_conditions(option, given):
    """The conditions (list of dicts) in the option `include` or `exclude`. Raises CloudError."""
    listed = [given] if isinstance(given, dict) else given or []
    known = set(SERVER.reads) | set(FURTHER_KEYS)
    for condition in listed:
        if not isinstance(condition, dict):
            raise CloudError("`%s` has %r, which is no condition" % (option, condition), hint="One is a dict such as {status: ACTIVE}")
        unknown = sorted(set(condition) - known)
        if unknown:
            raise CloudError(
                "`%s` names %s, which no server has" % (option, ", ".join(unknown)),
                hint="Attributes are those of the variable openstack, such as status, metadata, tags, availability_zone or project",
            )
    return [condition for condition in listed if condition]


def is_selected(record, include, exclude, projects):
    """Whether the conditions select a server. ``projects``: the ids (set) of each project name."""
    if include and not any(condition_matches(record, condition, projects) for condition in include):
        return False
    return not any(condition_matches(record, condition, projects) for condition in exclude)


def condition_matches(record, condition, projects):
    return all(attribute_matches(record, name, wanted, projects) for name, wanted in condition.items())


def attribute_matches(record, name, wanted, projects):
    """Whether a server fulfils one key of a condition. A list means any of its values; for an attribute that is a list, all of them."""
    if name == "project":
        return any(record["project_id"] in projects.get(str(project), {str(project)}) for project in as_list(wanted))
    if name == "region":
        return matches(record["cloud"].get("region"), wanted)
    value = record.get(name)
    if name in ("cloud", "flavor", "image") and not isinstance(wanted, dict):
        return any(matches((value or {}).get(key), wanted) for key in ("name", "id"))
    return matches(value, wanted)


def matches(value, wanted):
    """Whether a value matches: a dict by its keys, a list by its members, any other value by its text, with the wildcards * ? [ ].

    null matches an empty text only, and no wildcard.
    """
    if isinstance(wanted, dict):
        return isinstance(value, dict) and all(key in value and matches(value[key], part) for key, part in wanted.items())
    if isinstance(value, (list, dict)):
        return all(any(matches(member, pattern) for member in value) for pattern in as_list(wanted))
    if value is None:
        return any(to_text(pattern) == "" for pattern in as_list(wanted))
    return any(fnmatch.fnmatchcase(to_text(value), to_text(pattern)) for pattern in as_list(wanted))


def as_list(wanted):
    return wanted if isinstance(wanted, (list, tuple)) else [wanted]


def to_text(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def query_parameters(include, exclude, projects, all_projects):
    """The query parameters (dict) for the part of the conditions that the API can check. The answer is checked again."""
    params = {}
    if len(include) == 1:
        values = {name: query_value(name, wanted) for name, wanted in include[0].items()}
        params = {name: value for name, value in values.items() if value is not None}
        owners = {owner for project in as_list(include[0].get("project", [])) for owner in projects.get(str(project), {str(project)})}
        if all_projects and len(owners) == 1:
            params["project_id"] = owners.pop()
    refused = [as_list(condition["tags"]) for condition in exclude if set(condition) == {"tags"}]
    if refused and not any(has_wildcards(tags) for tags in refused):
        if len(refused) == 1:
            params["not-tags"] = ",".join(map(to_text, refused[0]))
        elif all(len(tags) == 1 for tags in refused):
            params["not-tags-any"] = ",".join(to_text(tags[0]) for tags in refused)
    return params


def query_value(name, wanted):
    """The value of a query parameter for a key of a single condition; None if the API cannot check it."""
    values = as_list(wanted)
    if name == "metadata":
        exact = isinstance(wanted, dict) and not has_wildcards(wanted.values())
        return json.dumps({key: to_text(text) for key, text in wanted.items()}) if exact else None
    if name == "name":
        return "^(%s)$" % "|".join(map(name_regex, values)) if not any("[" in to_text(text) for text in values) else None
    if has_wildcards(values):
        return None
    if name == "tags":
        return ",".join(map(to_text, values))
    if name == "status":
        return [to_text(text) for text in values]
    return to_text(values[0]) if len(values) == 1 and name in ("availability_zone", "key_name") else None


def has_wildcards(values):
    return any(isinstance(text, (dict, list)) or GLOB.search(to_text(text)) or to_text(text) == "" for text in values)


def name_regex(pattern):
    """A regular expression of the database for a name with wildcards."""
    return "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in to_text(pattern))


# -- addresses -------------------------------------------------------------------------------------------------------

# type: one of KINDS or None; network: name with wildcards or None; family: 4, 6 or None; cidr: a network or None
Rule = namedtuple("Rule", "type network family cidr")


def parse_address_rules(given, private=False, only_ipv4=False):
    """The Rules (list) of the option `addresses`, or of `private` and `only_ipv4` if it is empty. Raises CloudError."""
    family = 4 if only_ipv4 else None
    if not given:
        return [Rule(kind, None, family, None) for kind in (("fixed",) if private else ("floating", "fixed"))]
    return [parse_address_rule(rule, family) for rule in given]


def parse_address_rule(given, family):
    words = given
    if isinstance(given, str):
        words = {"type" if given in KINDS else "family" if given in FAMILIES else "cidr" if "/" in given else "?": given}
    if not isinstance(words, dict) or set(words) - set(Rule._fields) or words.get("type", KINDS[0]) not in KINDS:
        raise CloudError(
            "`addresses` has %r, which is no rule" % (given,),
            hint="A rule is floating, fixed, access, ipv4, ipv6, a CIDR, or a dict of type, network, family and cidr",
        )
    if "family" in words:
        family = FAMILIES.get(str(words["family"]).lower())
        if family is None:
            raise CloudError("`addresses` has the family %r" % (words["family"],), hint="Use ipv4 or ipv6")
    try:
        cidr = ipaddress.ip_network(str(words["cidr"]), strict=False) if words.get("cidr") else None
    except ValueError as error:
        raise CloudError("`addresses` has an invalid cidr: %s" % error) from None
    return Rule(words.get("type"), words.get("network"), family, cidr)


def list_addresses(record):
    """Yield (type, network, family, address) of all addresses of a server in the order of the API; access addresses are last."""
    for network, entries in (record["addresses"] or {}).items():
        for entry in entries:
            yield "floating" if entry.get(KIND) == "floating" else "fixed", network, entry.get("version"), entry["addr"]
    for name, family in (("access_ipv4", 4), ("access_ipv6", 6)):
        if record[name]:
            yield "access", None, family, record[name]


def choose_address(record, rules):
    """The first address that matches the first rule with a match; None if no address matches."""
    found = list(list_addresses(record))
    return next((entry[3] for rule in rules for entry in found if rule_matches(rule, entry)), None)


def rule_matches(rule, entry):
    kind, network, family, addr = entry
    return (
        rule.type in (None, kind)
        and rule.family in (None, family)
        and (rule.network is None or network is not None and fnmatch.fnmatchcase(network, rule.network))
        and (rule.cidr is None or ipaddress.ip_address(addr) in rule.cidr)
    )


# -- names -------------------------------------------------------------------------------------------------------


def preferred_name(record, found, preferences, evaluate=None):
    """The first non-empty name of the preferences; the id if all are empty. ``found``: the address of the host.

    ``evaluate(expression)``: for a preference that is neither a word nor the path of an attribute.
    """
    for preference in preferences:
        value = preference_value(record, found, preference) if PATH.fullmatch(preference) else evaluate(preference) if evaluate else None
        if value not in (None, ""):
            return masking.clean(str(value))
    return record["id"]


def preference_value(record, found, preference):
    preference = preference[10:] if preference.startswith("openstack.") else preference
    if preference in ("address", "ansible_host"):
        return found
    if preference == "fqdn":
        return next((name for name in (record["hostname"], record["name"]) if name and "." in name), None)
    if preference == "access_ip":
        return record["access_ipv4"] or record["access_ipv6"]
    if preference in ("floating", "fixed"):
        return choose_address(record, [Rule(preference, None, None, None)])
    value = record
    for part in ("id" if preference == "uuid" else preference).split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return None if isinstance(value, (dict, list)) else value


def assign_names(wishes):
    """The names (dict) by id, from (preferred name, time of creation, id) of all servers.

    Of several servers with the same preferred name, the oldest keeps it; the others get a part of their id in addition. A new server
    therefore never changes the name of an existing host.
    """
    names, taken = {}, set()
    for wanted, _created, identifier in sorted(wishes, key=lambda wish: (wish[1] or "", wish[2])):
        options = (wanted, "%s-%s" % (wanted, identifier[:8]), "%s-%s" % (wanted, identifier), identifier)
        names[identifier] = next(name for name in options if name not in taken and name not in RESERVED)
        taken.add(names[identifier])
    return names


# -- variables and groups ---------------------------------------------------------------------------------------------------


def host_vars(record, found, attributes=None):
    """The variables of a host (dict). ``attributes``: those that `openstack` contains, None for all."""
    shown = record if attributes is None else {name: record[name] for name in attributes if name in record}
    return {"openstack": shown} if found is None else {"openstack": shown, "ansible_host": found, "ansible_ssh_host": found}


def has_address(record, address):
    """Whether a server has an IP address, in any spelling, in one of its networks."""
    wanted = ipaddress.ip_address(address)
    return any(ipaddress.ip_address(entry["addr"]) == wanted for entries in (record["addresses"] or {}).values() for entry in entries)


def check_attribute_names(given):
    """The value of the option `hostvars`. Raises CloudError for an unknown attribute."""
    unknown = sorted(set(given or ()) - set(SERVER.reads) - {"cloud", "project", "ports", "lb_pools"})
    if unknown:
        raise CloudError(
            "`hostvars` names %s, which no server has" % ", ".join(unknown),
            hint="It has attributes such as id, status, metadata or addresses",
        )
    return given


def legacy_groups(record, by_id=False):
    """The groups of a server (list) by its cloud, region, metadata, id, flavor, image and availability zone."""
    cloud, region, zone = record["cloud"]["name"], record["cloud"].get("region"), record["availability_zone"]
    metadata = record["metadata"] or {}
    found = [cloud, region, "%s_%s" % (cloud, region) if region else None, metadata.get("group")]
    found += [name.strip() for name in (metadata.get("groups") or "").split(",")]
    found += ["meta-%s_%s" % pair for pair in metadata.items()]
    found.append("instance-%s" % record["id"])
    found += ["%s-%s" % (kind, record[kind]["name"]) for kind in ("flavor", "image") if (record[kind] or {}).get("name")]
    if zone:
        found.append(zone)
        found += ["%s_%s" % (region, zone), "%s_%s_%s" % (cloud, region, zone)] if region else []
    if by_id:
        found.append(record["name"])
    return list(dict.fromkeys(name for name in found if name))


def clean_group_name(name):
    """The name of a group without characters that have a meaning in host patterns."""
    return re.sub(r"[^\w.-]", "_", name)


def free_group_name(name, hosts):
    """The name of a group with as many `_group` added as it takes to differ from all ``hosts`` (container of names)."""
    while name in hosts or name in LOCAL:
        name += "_group"
    return name
