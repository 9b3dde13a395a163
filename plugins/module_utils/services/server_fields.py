# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a server: how each is spelled, sent, compared with what the APIs show, and changed where that does no harm."""

from __future__ import annotations

import base64
import binascii

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import matches
from ansible_collections.stratus.openstack.plugins.module_utils.resource import named
from ansible_collections.stratus.openstack.plugins.module_utils.services import block_storage, compute, floating, image, network

VOLUMES = "os-extended-volumes:volumes_attached"

# -- what a server is made from: told when it differs, never changed --------------------------------------------------------


class FlavorRef(f.Raw):
    """A flavor by name, by id, or by a condition, of which the smallest that meets it is taken.

    A server shows the flavor itself, by its name; an existing server agrees with a condition when its flavor meets it.
    """

    def read(self, have):
        return have.get("flavor") or None

    def wire(self, value, context):
        return self.choose(value, context)["id"]

    def condition(self, value, context):
        return value if isinstance(value, dict) else None

    def choose(self, value, context):
        key = ("compute.flavor", str(value))
        if key not in context.fresh:
            wanted = self.condition(value, context)
            context.fresh[key] = compute.FLAVOR.get(context.at(compute.FLAVOR), value) if wanted is None else self.smallest(wanted, context)
        return context.fresh[key]

    def smallest(self, wanted, context):
        found = compute.FLAVOR.fitting(context, wanted)
        if not found:
            raise CloudError("No flavor meets %s" % wanted, service="compute")
        return found[0]

    def agrees(self, have, value, context):
        wanted = self.condition(value, context)
        if wanted is not None and have:
            shown = have if "ram" in have else compute.FLAVOR.get(context.at(compute.FLAVOR), have["id"])  # its id alone before 2.47
            return compute.meets(shown, wanted)
        names = (have or {}).get("original_name"), (have or {}).get("id")
        return str(value) in names or not {self.choose(value, context)[key] for key in ("name", "id")}.isdisjoint(filter(None, names))

    def shown(self, value):
        return value.get("original_name") or value.get("id") or value if isinstance(value, dict) else value


class FlavorRam(FlavorRef):
    """The smallest flavor with at least so much memory, in MiB; `flavor_include` is a part of its name."""

    kind = "int"

    def condition(self, value, context):
        return {"ram": ">=%d" % value}

    def smallest(self, wanted, context):
        found = [flavor for flavor in compute.FLAVOR.fitting(context, wanted) if self.named_so(flavor["name"], context)]
        if not found:
            raise CloudError(
                "No flavor%s has %s MiB of memory or more"
                % (self.part(context) and " with '%s' in its name" % self.part(context), wanted["ram"][2:]),
                service="compute",
            )
        return found[0]

    def agrees(self, have, value, context):
        return super().agrees(have, value, context) and self.named_so((have or {}).get("original_name"), context)

    def part(self, context):
        return context.params.get("flavor_include") or ""

    def named_so(self, name, context):
        return self.part(context) in (name or "")


class ImageRef(f.Raw):
    """An image by name, by id, or by a condition, of which the newest that meets it is taken.

    A server that boots from a volume shows none.
    """

    def read(self, have):
        return have.get("image") or None

    def candidates(self, value, context):
        """The images that are meant, the one to take first; asked for once in a task."""
        key = ("image.image", str(value), "all")
        if key not in context.fresh:
            exclude = context.params.get("image_exclude")
            if isinstance(value, dict):
                context.fresh[key] = image.matching(context, value, exclude)
            else:
                found = image.IMAGE.find(context.at(image.IMAGE), value)
                context.fresh[key] = image.narrowed(found, exclude=exclude)
        return context.fresh[key]

    def wire(self, value, context):
        found = self.candidates(value, context)
        if isinstance(value, dict) and not found:
            raise CloudError("No image meets %s" % value, service="image")
        chosen = found[0] if isinstance(value, dict) else image.IMAGE.chosen(context, found, value)
        if not isinstance(value, dict):
            context.learned(named(image.IMAGE, value), chosen["id"])
        return chosen["id"]

    def agrees(self, have, value, context):
        if have is None or have["id"] in (value, context.recall.resolve(image.IMAGE, value) if isinstance(value, str) else None):
            return True
        found = self.candidates(value, context)
        if isinstance(value, str) and len(found) == 1:
            context.learned(named(image.IMAGE, value), found[0]["id"])
        return any(have["id"] == one["id"] for one in found)

    def shown(self, value):
        return value.get("id") or value if isinstance(value, dict) else value


class KeyName(Str):
    """A keypair, which must be there when the server is created; an existing server keeps its key when the keypair goes."""

    def wire(self, value, context):
        return context.resolve(compute.KEYPAIR, value)

    def agrees(self, have, value, context):
        return self.same(have, value)


class Attribute(Str):
    """An option that a server shows under a name of its own, ``seen``, and maybe not to everyone."""

    def __init__(self, seen, **rest):
        super().__init__(**rest)
        self.seen = seen

    def read(self, have):
        return have.get(self.seen) or "" if self.seen in have else None

    def agrees(self, have, value, context):
        return have is None or self.same(have, self.wire(value, context))


class UserData(Attribute):
    def wire(self, value, context):
        return base64.b64encode(value.encode()).decode()

    def normal(self, value):
        """The bytes that the text stands for, however its lines are broken."""
        try:
            return base64.b64decode(value or "")
        except binascii.Error:
            return value


class ConfigDrive(f.Bool):
    """Only a config drive that is missing is a difference: a cloud may give one to every server."""

    def agrees(self, have, value, context):
        return not value or str(have) == "True"


class Hints(f.Dict):
    """Scheduler hints, which newer clouds show."""

    def read(self, have):
        return have.get("scheduler_hints")

    def agrees(self, have, value, context):
        return have is None or all(matches(have, key, wanted) for key, wanted in value.items())


class Nics(Str):
    """The networks of a server, as a list of dicts or strings ("net-name=web,v4-fixed-ip=192.0.2.5"), or V(auto) or V(none).

    Compared by the networks' names when that tells enough, else by the ports.
    """

    KEYS = {"net-id", "net-name", "port-id", "port-name", "fixed-ip", "tag"}
    ALIASES = {"uuid": "net-id", "port": "port-id", "v4-fixed-ip": "fixed-ip", "v6-fixed-ip": "fixed-ip"}

    def read(self, have):
        return have if have.get("addresses") is not None else None

    def shown(self, value):
        return sorted(value["addresses"]) if isinstance(value, dict) else value

    def parsed(self, value):
        """A list of dicts with some of KEYS, or "auto" or "none"."""
        if value in (["auto"], ["none"]):
            return value[0]
        nics = []
        for item in value if isinstance(value, list) else [{"net-name": value}]:
            for part in split_nic(item) if isinstance(item, str) else [item]:
                keys = {key: key.replace("_", "-") for key, given in part.items() if given}
                nic = {self.ALIASES.get(normal, normal): str(part[key]) for key, normal in keys.items()}
                if set(nic) - self.KEYS or len(set(nic) & {"net-id", "net-name", "port-id", "port-name"}) != 1:
                    raise CloudError(
                        "'%s' does not say which network or port is meant" % (item,),
                        hint="Use one of net-id, net-name, port-id and port-name, and maybe v4-fixed-ip, v6-fixed-ip and tag",
                    )
                nics.append(nic)
        return nics

    def wire(self, value, context):
        nics = self.parsed(value)
        return nics if isinstance(nics, str) else [self.wire_nic(nic, context) for nic in nics]

    def wire_nic(self, nic, context):
        port = nic.get("port-id") or nic.get("port-name")
        if port:
            made = {"port": context.resolve(network.PORT, port)}
        else:
            made = {"uuid": context.resolve(network.NETWORK, nic.get("net-id") or nic["net-name"])}
        made.update({key: nic[name] for key, name in (("fixed_ip", "fixed-ip"), ("tag", "tag")) if nic.get(name)})
        return made

    def agrees(self, have, value, context):
        nics = self.parsed(value)
        if have is None or have.get("status") in (None, "BUILD") or nics == "auto":
            return True
        if nics == "none":
            return not have["addresses"]
        if all(set(nic) <= {"net-name", "tag"} for nic in nics) and sorted(nic["net-name"] for nic in nics) == sorted(have["addresses"]):
            return True
        left = list(floating.ports(context, have))
        for nic in sorted((self.wire_nic(nic, context) for nic in nics), key=len, reverse=True):
            met = next((port for port in left if serves(port, nic)), None)
            if met is None:
                return False
            left.remove(met)
        return not left


def split_nic(text):
    """The dicts that a string means: it may name several networks, each with what belongs to it."""
    nics = []
    for part in text.split(","):
        key, sign, value = part.strip().partition("=")
        if key.startswith(("net-", "port-")) or not nics:
            nics.append({})
        nics[-1][key] = value
    return nics


def serves(port, nic):
    """Whether a port is what a nic, as sent to the API, asks for."""
    addresses = {f.ip(fixed["ip_address"]) for fixed in port.get("fixed_ips") or ()}
    return (
        nic.get("port") in (None, port["id"])
        and nic.get("uuid") in (None, port["network_id"])
        and ("fixed_ip" not in nic or f.ip(nic["fixed_ip"]) in addresses)
    )


class BootVolume(f.Ref):
    def read(self, have):
        return volume_ids(have)

    def agrees(self, have, value, context):
        return have is None or context.recall.resolve(self.target, value) in have or context.resolve(self.target, value) in have


def volume_ids(have):
    attached = have.get(VOLUMES)
    return None if attached is None else [volume["id"] for volume in attached]


# -- what is converged ------------------------------------------------------------------------------------------------------


class Metadata(f.Part, f.StrMap):
    """All of a server's metadata, as a dict or as a string ("k=v,k2=v2"); replaced by one request."""

    kind = "raw"

    def wire(self, value, context):
        return super().wire(pairs(value) if isinstance(value, str) else value, context)

    def shown(self, value):
        return self.normal(pairs(value) if isinstance(value, str) else value)

    def store(self, context, have, current, value):
        have["metadata"] = self.wire(value, context)
        context.call(
            "PUT",
            context.path(have, "/metadata"),
            json={"metadata": have["metadata"]},
            of=context.path(have),
            predict={"metadata": have["metadata"]},
        )


def pairs(text):
    found = dict(part.split("=", 1) if "=" in part else (part, "") for part in text.split(",") if part.strip())
    return {key.strip(): value.strip() for key, value in found.items()}


class SecurityGroups(f.Part, f.Set):
    """The security groups of every port of a server that has port security, by names or ids.

    Nova shows the names on all ports together. With one port that says it all; with more the ports are compared with each other.
    """

    def read(self, have):
        return sorted({group["name"] for group in have.get("security_groups") or ()})

    def load(self, context, have):
        names = self.read(have)
        if len({entry.get(floating.MAC) for entry in floating.entries(have)}) <= 1:
            return names
        sets = {tuple(sorted(port["security_groups"])) for port in floating.ports(context, have) if port.get("port_security_enabled", True)}
        return names if len(sets) <= 1 else ["%s (not on every port)" % name for name in names]

    def agrees(self, have, value, context):
        return set(have) == set(self.names(value, context))

    def names(self, value, context):
        group = network.SECURITY_GROUP
        return [group.get(context.at(group), item)["name"] if group.is_id(item) else item for item in value]

    def foresee(self, context, value):
        context.resolve_all(network.SECURITY_GROUP, value)

    def wire(self, value, context):
        return [{"name": item} for item in value]

    def store(self, context, have, current, value):
        wanted = context.resolve_all(network.SECURITY_GROUP, value)
        for port in floating.ports_there(context, have):
            if port.get("port_security_enabled", True) and sorted(port["security_groups"]) != sorted(wanted):
                network.PORT.update(context.at(network.PORT), port, {"security_groups": wanted})
        have["security_groups"] = self.wire(self.names(value, context), context)


class Volumes(f.Part, f.Set):
    """Volumes, by names or ids, that are attached. Others are left where they are."""

    def read(self, have):
        return volume_ids(have)

    def load(self, context, have):
        attached = volume_ids(have) or []
        return [item for item in context.params[self.name] if self.among(context, item, attached)]

    def among(self, context, item, attached):
        volume = block_storage.VOLUME
        return bool(attached) and (context.recall.resolve(volume, item) in attached or context.resolve(volume, item) in attached)

    def agrees(self, have, value, context):
        return set(have) == set(value)

    def store(self, context, have, current, value):
        for item in value:
            if item not in current:
                volume = context.resolve(block_storage.VOLUME, item)
                listed = (have.get(VOLUMES) or []) + [{"id": volume, "delete_on_termination": False}]
                context.call(
                    "POST",
                    context.path(have, "/os-volume_attachments"),
                    json={"volumeAttachment": {"volumeId": volume}},
                    of=context.path(have),
                    predict={VOLUMES: listed},
                )
                have[VOLUMES] = listed
                self.wait_for(context, volume, item)

    def wait_for(self, context, volume, name):
        def used(have):
            if have is None or have["status"] in ("available", "error"):
                raise CloudError(
                    "volume %s could not be attached: its status is %s" % (name, have and have["status"]), service="block-storage"
                )
            return have["status"] == "in-use"

        if context.waits:
            there = context.at(block_storage.VOLUME)
            context.wait("volume %s" % name, lambda: block_storage.VOLUME.fetch(there, volume), used)
