# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From servers to hosts: which ones, under which names, with which address, variables and groups. Pure: nothing here asks a cloud.

A *record* is a server as an info module returns it, with ``cloud``: {name, region} of where it was found.
"""

from __future__ import annotations

import fnmatch
import ipaddress
import json
import re
from collections import namedtuple

from ansible_collections.stratus.openstack.plugins.module_utils.errors import MISREAD, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.floating_ips import KIND
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER

SECRETS = ("admin_password", "user_data")  # attributes that only those get who name them
LOCAL = {"localhost", "127.0.0.1", "::1"}
RESERVED = {"all", "ungrouped"} | LOCAL  # names that mean something else to Ansible
KINDS = ("floating", "fixed", "access")
FAMILIES = {"ipv4": 4, "ipv6": 6, "4": 4, "6": 6}
PATH = re.compile(r"[\w-]+(\.[\w-]+)*")
GLOB = re.compile(r"[*?\[]")
BESIDE = ("project", "region", "cloud")  # what a condition may name beside the attributes


def record(server, cloud, region, secrets=()):
    """The record of a server as the compute API gave it. ``secrets``: which of SECRETS are wanted."""
    try:
        found = SERVER.to_result(server)
        fits = well_formed(found)
    except MISREAD:
        fits = False
    if not fits:
        message = "A server in the listing is not as the API describes one"
        raise CloudError(message, service="compute", hint="Is this the address of the API?")
    for name in SECRETS:
        if name not in secrets:
            del found[name]
    found["cloud"] = {"name": cloud, "region": region} if region else {"name": cloud}
    return found


def well_formed(found):
    """Whether the attributes of a server that are used here are of the kinds that they should be."""
    texts = [found[name] for name in ("name", "hostname", "access_ipv4", "access_ipv6", "created_at", "availability_zone", "project_id")]
    metadata = found["metadata"] or {}
    texts += [text for pair in metadata.items() for text in pair] + [(found[kind] or {}).get("name") for kind in ("flavor", "image")]
    for entries in (found["addresses"] or {}).values():
        for entry in entries:
            ipaddress.ip_address(entry["addr"])
            texts.append(entry["addr"])
    return isinstance(found["id"], str) and found["id"] != "" and all(isinstance(text, (str, type(None))) for text in texts)


def usable_record(found):
    """Whether a record that was kept is one, as far as what is used here goes."""
    place = found["cloud"]
    named = isinstance(place["name"], str) and isinstance(place.get("region"), (str, type(None)))
    return named and isinstance(found["status"], (str, type(None))) and well_formed(found)


# -- which servers ----------------------------------------------------------------------------------------------------------


def conditions(option, given):
    """A list of conditions from the option `include` or `exclude`: one dict, or several. Raises CloudError."""
    listed = [given] if isinstance(given, dict) else given or []
    known = set(SERVER.reads) | set(BESIDE)
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


def chosen(record, include, exclude, projects):
    """Whether a server is wanted. ``projects``: {name or id in a condition: set of ids}."""
    if include and not any(meets(record, condition, projects) for condition in include):
        return False
    return not any(meets(record, condition, projects) for condition in exclude)


def meets(record, condition, projects):
    return all(holds(record, name, wanted, projects) for name, wanted in condition.items())


def holds(record, name, wanted, projects):
    """One part of a condition: several values are alternatives, except of a list such as `tags`, which must have them all."""
    if name == "project":
        return any(record["project_id"] in projects.get(str(one), {str(one)}) for one in several(wanted))
    if name == "region":
        return like(record["cloud"].get("region"), wanted)
    value = record.get(name)
    if name in ("cloud", "flavor", "image") and not isinstance(wanted, dict):
        return any(like((value or {}).get(key), wanted) for key in ("name", "id"))
    return like(value, wanted)


def like(value, wanted):
    """Whether a value is as wanted: a dict by its keys, a list by its members, the rest by its text, with the wildcards * ? [ ].

    What is null is as an empty text wants it, and as no wildcard does.
    """
    if isinstance(wanted, dict):
        return isinstance(value, dict) and all(key in value and like(value[key], one) for key, one in wanted.items())
    if isinstance(value, (list, dict)):
        return all(any(like(member, one) for member in value) for one in several(wanted))
    if value is None:
        return any(text(one) == "" for one in several(wanted))
    return any(fnmatch.fnmatchcase(text(value), text(one)) for one in several(wanted))


def several(wanted):
    return wanted if isinstance(wanted, (list, tuple)) else [wanted]


def text(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def query(include, exclude, projects, all_projects):
    """The part of the conditions that the API itself can check, as query parameters; all is checked once more when it has answered."""
    params = {}
    if len(include) == 1:
        params = {name: found for name, found in ((name, pushed(name, wanted)) for name, wanted in include[0].items()) if found is not None}
        owners = {owner for one in several(include[0].get("project", [])) for owner in projects.get(str(one), {str(one)})}
        if all_projects and len(owners) == 1:
            params["project_id"] = owners.pop()
    refused = [several(condition["tags"]) for condition in exclude if set(condition) == {"tags"}]
    if refused and not any(wild(tags) for tags in refused):
        if len(refused) == 1:
            params["not-tags"] = ",".join(map(text, refused[0]))
        elif all(len(tags) == 1 for tags in refused):
            params["not-tags-any"] = ",".join(text(tags[0]) for tags in refused)
    return params


def pushed(name, wanted):
    """What one part of the only condition is as a query parameter of the same name; None when the API has no such thing."""
    values = several(wanted)
    if name == "metadata":
        exact = isinstance(wanted, dict) and not wild(wanted.values())
        return json.dumps({key: text(one) for key, one in wanted.items()}) if exact else None
    if name == "name":
        return "^(%s)$" % "|".join(map(expression, values)) if not any("[" in text(one) for one in values) else None
    if wild(values):
        return None
    if name == "tags":
        return ",".join(map(text, values))
    if name == "status":
        return [text(one) for one in values]
    return text(values[0]) if len(values) == 1 and name in ("availability_zone", "key_name") else None


def wild(values):
    return any(isinstance(one, (dict, list)) or GLOB.search(text(one)) or text(one) == "" for one in values)


def expression(pattern):
    """The regular expression for a name with wildcards, as databases understand it."""
    return "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in text(pattern))


# -- by which address -------------------------------------------------------------------------------------------------------

# type: one of KINDS or None; network: name with wildcards or None; family: 4, 6 or None; cidr: a network or None
Rule = namedtuple("Rule", "type network family cidr")


def address_rules(given, private=False, only_ipv4=False):
    """The rules of the option `addresses`; without any those that `private` and `only_ipv4` stand for. Raises CloudError."""
    family = 4 if only_ipv4 else None
    if not given:
        return [Rule(kind, None, family, None) for kind in (("fixed",) if private else ("floating", "fixed"))]
    return [address_rule(one, family) for one in given]


def address_rule(given, family):
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
        raise CloudError("`addresses` has a cidr that is none: %s" % error) from None
    return Rule(words.get("type"), words.get("network"), family, cidr)


def addresses(record):
    """(type, network, family, address) of every address of a server, in the order of the API; those set for access at the end."""
    for network, entries in (record["addresses"] or {}).items():
        for entry in entries:
            yield "floating" if entry.get(KIND) == "floating" else "fixed", network, entry.get("version"), entry["addr"]
    for name, family in (("access_ipv4", 4), ("access_ipv6", 6)):
        if record[name]:
            yield "access", None, family, record[name]


def address(record, rules):
    """The first address that fits the first rule that any fits; None when there is none."""
    found = list(addresses(record))
    return next((entry[3] for rule in rules for entry in found if fits(rule, entry)), None)


def fits(rule, entry):
    kind, network, family, addr = entry
    return (
        rule.type in (None, kind)
        and rule.family in (None, family)
        and (rule.network is None or network is not None and fnmatch.fnmatchcase(network, rule.network))
        and (rule.cidr is None or ipaddress.ip_address(addr) in rule.cidr)
    )


# -- under which name -------------------------------------------------------------------------------------------------------


def wish(record, found, preferences, evaluate=None):
    """The first name that one of the preferences gives; the id when none does. ``found``: the address that was chosen.

    ``evaluate(expression)``: for a preference that is neither a word nor the path of an attribute.
    """
    for preference in preferences:
        value = named(record, found, preference) if PATH.fullmatch(preference) else evaluate(preference) if evaluate else None
        if value not in (None, ""):
            return str(value)
    return record["id"]


def named(record, found, preference):
    preference = preference[10:] if preference.startswith("openstack.") else preference
    if preference in ("address", "ansible_host"):
        return found
    if preference == "fqdn":
        return next((name for name in (record["hostname"], record["name"]) if name and "." in name), None)
    if preference == "access_ip":
        return record["access_ipv4"] or record["access_ipv6"]
    if preference in ("floating", "fixed"):
        return address(record, [Rule(preference, None, None, None)])
    value = record
    for part in ("id" if preference == "uuid" else preference).split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return None if isinstance(value, (dict, list)) else value


def unique(wishes):
    """{id: name} for (wanted name, time of creation, id) of all servers.

    The oldest of several namesakes keeps the name, each younger one adds a part of its id. Names are given by age alone, so that a server
    that is new never changes the name of one that was there before.
    """
    names, taken = {}, set()
    for wanted, _created, identifier in sorted(wishes, key=lambda one: (one[1] or "", one[2])):
        options = (wanted, "%s-%s" % (wanted, identifier[:8]), "%s-%s" % (wanted, identifier), identifier)
        names[identifier] = next(name for name in options if name not in taken and name not in RESERVED)
        taken.add(names[identifier])
    return names


# -- variables and groups ---------------------------------------------------------------------------------------------------


def host_vars(record, found, attributes=None):
    """The variables of a host. ``attributes``: which ones `openstack` shall have, None for all."""
    shown = record if attributes is None else {name: record[name] for name in attributes if name in record}
    return {"openstack": shown} if found is None else {"openstack": shown, "ansible_host": found, "ansible_ssh_host": found}


def attribute_names(given):
    """The option `hostvars`, checked. Raises CloudError."""
    unknown = sorted(set(given or ()) - set(SERVER.reads) - {"cloud", "project", "ports"})
    if unknown:
        raise CloudError(
            "`hostvars` names %s, which no server has" % ", ".join(unknown),
            hint="It has attributes such as id, status, metadata or addresses",
        )
    return given


def groups(record, by_id=False):
    """The groups that a server belongs to by what it is: cloud, region, metadata, id, flavor, image, availability zone."""
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


def usable(name):
    """A group's name without the signs that a pattern of hosts gives a meaning to."""
    return re.sub(r"[^\w.-]", "_", name)


def apart(name, hosts):
    """A group's name that is no host's. ``hosts``: a container of names."""
    while name in hosts or name in LOCAL:
        name += "_group"
    return name
