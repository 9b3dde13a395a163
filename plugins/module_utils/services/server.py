# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of the compute service (Nova), with what hangs on them: ports, security groups, volumes, floating IPs."""

from __future__ import annotations

import base64
import binascii
import re

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info, matches
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource, Status, named
from ansible_collections.stratus.openstack.plugins.module_utils.services import block_storage, compute, floating, image, network

USER_DATA = "OS-EXT-SRV-ATTR:user_data"
TASK_STATE = "OS-EXT-STS:task_state"
LAUNCHED = "OS-SRV-USG:launched_at"
VOLUMES = "os-extended-volumes:volumes_attached"
GIB = 2**30

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
        if wanted is not None:
            return compute.meets(have or {}, wanted)
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

    def agrees(self, current, value, context):
        return set(current) == set(self.names(value, context))

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

    def agrees(self, current, value, context):
        return set(current) == set(value)

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


# -- the server -------------------------------------------------------------------------------------------------------------


class Server(Resource):
    """A server. Its status says whether it is there; what runs on it, or whether it runs, is not the business of `state`."""

    def enveloped(self, body):
        beside = {key: value for key, value in body.items() if key.startswith("os:")}
        return dict({self.key: {key: value for key, value in body.items() if key not in beside}}, **beside)

    def name_query(self, value):
        return {"name": "^%s$" % re.escape(value)}

    def declared(self, context):
        identifier, present = context.params.get("id"), context.params["state"] == "present"
        have = self.fetch(context, identifier) if identifier else super().declared(context)
        if identifier and have is None and present:
            raise CloudError(
                "There is no server with the id %s" % identifier,
                service="compute",
                hint="A server gets its id when it is created; leave `id` out",
            )
        if have is not None and present and have.get(TASK_STATE) == "deleting":
            return context.wait(self.called(have), lambda: self.fetch(context, have["id"]), self.is_gone)
        if have is not None and present and context.waits and self.status.of(have) == "BUILD":
            return self.settled(context, have)
        return have

    # -- creating

    def complete(self, context, body):
        """All that a task names is looked up before anything is created, so that a wrong name creates nothing."""
        if not body.get("flavorRef"):
            raise CloudError("A new server needs a flavor", hint="Set `flavor` or `flavor_ram`")
        for name, field in self.given(context.params).items():
            if name in ("metadata", "tags", "security_groups"):
                body[name] = field.wire(context.params[name], context)
            if hasattr(field, "foresee"):
                field.foresee(context, context.params[name])
        body.setdefault("networks", "auto")
        devices = block_devices(context, body.get("imageRef"))
        if devices:
            body["block_device_mapping_v2"] = devices
        if not body.get("imageRef") and not devices:
            raise CloudError("A new server needs something to boot from", hint="Set `image` or `boot_volume`")
        if devices and devices[0]["destination_type"] == "volume" and devices[0]["boot_index"] == 0:
            body.pop("imageRef", None)
        for key, since in SINCE.items():
            if key in body and not context.session.speaks("compute", since) and (key != "networks" or body[key] == "auto"):
                del body[key]
        return body

    def post(self, context, body):
        made = dict(self.opened(super().post(context, body)), name=body["name"])
        return self.enveloped(made if context.waits else dict(self.fetch(context, made["id"]) or {}, **made))

    def settled(self, context, have):
        """As it is when it is ready; the password that only the answer to the creation shows is kept."""
        kept = {"adminPass": have["adminPass"]} if have.get("adminPass") else {}
        return dict(super().settled(context, have), **kept)

    def is_ready(self, have):
        if have is not None and self.status.of(have) == "ERROR" and have.get(LAUNCHED):
            return True
        return super().is_ready(have) or self.status.of(have) != "BUILD"

    # -- changing and removing

    def converge(self, context, have):
        if self.status.of(have) == "ERROR":
            if not have.get(LAUNCHED):
                raise CloudError(
                    "%s is in status ERROR, it never booted: %s" % (self.called(have), self.status.why(have) or "the API gives no reason"),
                    service="compute",
                    hint="Remove it with `state: absent`, then run the task again",
                )
            context.session.warnings.append("%s is in status ERROR: %s" % (self.called(have), self.status.why(have)))
        return super().converge(context, have)

    def delete(self, context, have):
        if context.params.get("delete_ips"):
            for ip in floating.attached(context, have):
                context.session.request("network", "DELETE", "/floatingips/%s" % ip["id"], allow=(404,))
        super().delete(context, have)

    def is_gone(self, have):
        if have is not None and have.get(TASK_STATE) == "deleting":
            return False
        return super().is_gone(have)

    # -- the result

    def returned(self, have):
        server = super().returned(have)
        if server is not None:
            embedded = have.get("flavor") or {}
            server["flavor"] = dict(compute.FLAVOR.returned(embedded), **shared(embedded))
            server["image"] = have.get("image") or None
            server["image_id"] = (have.get("image") or {}).get("id") or have.get("imageRef")
            server["flavor_id"] = embedded.get("id") or have.get("flavorRef")
            server["has_config_drive"] = str(have.get("config_drive")) == "True"
            server.update(addresses_of(have))
        return server

    def outcome(self, context, have, before, now):
        result = super().outcome(context, have, before, now)
        if now is not None:
            result["server"]["user_data"] = None  # it may hold secrets, and the task knows it
        return result

    def shown(self, context, have):
        view = super().shown(context, have)
        if context.params["state"] == "absent":
            return {
                name: value
                for name, value in view.items()
                if name
                in ("id", "name", "flavor", "image", "key_name", "metadata", "tags", "nics", "security_groups", "volumes", "floating_ips")
                and value not in (None, [], {})
            }
        return view


def shared(embedded):
    """What a server shows of its flavor, under the names of a flavor."""
    known = {"name": embedded.get("original_name")}
    return dict(known, **{name: embedded[name] for name in ("ephemeral", "swap", "extra_specs") if name in embedded})


def addresses_of(have):
    """The addresses that people ask for: the first floating or access one, the first fixed one, and the one to reach the server by."""
    fixed = [entry["addr"] for entry in floating.entries(have) if entry.get(floating.KIND) != "floating" and entry.get("version") == 4]
    v6 = [entry["addr"] for entry in floating.entries(have) if entry.get("version") == 6]
    public = (floating.floating(have) or [None])[0] or have.get("accessIPv4") or None
    private = (fixed or [None])[0]
    return {"public_v4": public, "private_v4": private, "interface_ip": public or private or have.get("accessIPv6") or (v6 or [None])[0]}


def block_devices(context, image_id):
    """The block devices of a new server, the one to boot from first; [] when it boots from its image on a local disk and has no more."""
    params, devices = context.params, []
    terminate = bool(params.get("terminate_volume"))
    if params.get("boot_volume"):
        volume = context.resolve(block_storage.VOLUME, params["boot_volume"])
        devices.append(
            {"boot_index": 0, "uuid": volume, "source_type": "volume", "destination_type": "volume", "delete_on_termination": terminate}
        )
    elif params.get("boot_from_volume") and image_id:
        devices.append(
            {
                "boot_index": 0,
                "uuid": image_id,
                "source_type": "image",
                "destination_type": "volume",
                "delete_on_termination": terminate,
                "volume_size": params.get("volume_size") or least_size(context, image_id),
            }
        )
    elif params.get("volumes") and image_id:
        devices.append(
            {"boot_index": 0, "uuid": image_id, "source_type": "image", "destination_type": "local", "delete_on_termination": True}
        )
    for item in params.get("volumes") or ():
        volume = context.resolve(block_storage.VOLUME, item)
        devices.append(
            {"boot_index": -1, "uuid": volume, "source_type": "volume", "destination_type": "volume", "delete_on_termination": terminate}
        )
    return devices


def least_size(context, image_id):
    """The size in GiB of a volume that can hold an image."""
    have = image.IMAGE.fetch(context.at(image.IMAGE), image_id) or {}
    return max(1, have.get("min_disk") or 0, *(-(-(have.get(key) or 0) // GIB) for key in ("size", "virtual_size")))


# The microversion since which a member of the create request is understood; an older cloud gets it after the creation, or not at all
SINCE = {"tags": "2.52", "description": "2.19", "networks": "2.37"}
RESIZE = "A resize would change it, with an interruption"
REBUILD = "A rebuild or a new server would change it, and its disk would be lost"
RECREATE = "Only a new server can have it"

SERVER = Server(
    "compute.server",
    path="/servers",
    detail="/detail",
    microversion="2.100",
    status=Status(ok=("ACTIVE",), fail=("ERROR",), fault="fault.message", gone=("DELETED", "SOFT_DELETED")),
    reads="access_ipv4=accessIPv4 access_ipv6=accessIPv6 addresses admin_password=adminPass"
    " attached_volumes=os-extended-volumes:volumes_attached availability_zone=OS-EXT-AZ:availability_zone"
    " block_device_mapping=block_device_mapping_v2 compute_host=OS-EXT-SRV-ATTR:host config_drive created_at=created"
    " description disk_config=OS-DCF:diskConfig fault flavor flavor_id=flavorRef has_config_drive=config_drive host"
    " host_id=hostId host_status hostname=OS-EXT-SRV-ATTR:hostname hypervisor_hostname=OS-EXT-SRV-ATTR:hypervisor_hostname"
    " image image_id=imageRef instance_name=OS-EXT-SRV-ATTR:instance_name is_locked=locked kernel_id=OS-EXT-SRV-ATTR:kernel_id"
    " key_name launch_index=OS-EXT-SRV-ATTR:launch_index launched_at=OS-SRV-USG:launched_at links locked_reason max_count"
    " metadata min_count networks personality pinned_availability_zone power_state=OS-EXT-STS:power_state progress"
    " project_id=tenant_id ramdisk_id=OS-EXT-SRV-ATTR:ramdisk_id reservation_id=OS-EXT-SRV-ATTR:reservation_id"
    " root_device_name=OS-EXT-SRV-ATTR:root_device_name scheduler_hints security_groups server_groups status tags"
    " task_state=OS-EXT-STS:task_state terminated_at=OS-SRV-USG:terminated_at trusted_image_certificates updated_at=updated"
    " user_data=OS-EXT-SRV-ATTR:user_data user_id vm_state=OS-EXT-STS:vm_state volumes=os-extended-volumes:volumes_attached",
    filters="status image flavor ip ip6 changes-since changes-before deleted host node reservation_id uuid locked sort_key sort_dir"
    " tags tags-any not-tags not-tags-any",
    rules={
        "mutually_exclusive": [
            ["flavor", "flavor_ram"],
            ["image", "boot_volume"],
            ["nics", "network"],
            ["floating_ips", "floating_ip_pools"],
        ]
    },
    name=Str(required=True),
    id=Option(),
    description=Str(),
    image=ImageRef(api="imageRef", update=DRIFT, remedy=REBUILD),
    image_exclude=Option(default="(deprecated)"),
    flavor=FlavorRef(api="flavorRef", update=DRIFT, remedy=RESIZE),
    flavor_ram=FlavorRam(api="flavorRef", update=DRIFT, remedy=RESIZE),
    flavor_include=Option(),
    key_name=KeyName(update=DRIFT, remedy=RECREATE, secret=False),
    availability_zone=Attribute("OS-EXT-AZ:availability_zone", update=DRIFT, remedy=RECREATE, canon=lambda zone: zone.split(":")[0]),
    config_drive=ConfigDrive(update=DRIFT, remedy=RECREATE, default=False),
    userdata=UserData(USER_DATA, api="user_data", update=DRIFT, remedy=RECREATE, secret=True),
    scheduler_hints=Hints(api="os:scheduler_hints", update=DRIFT, remedy=RECREATE),
    network=Nics(api="networks", update=DRIFT, remedy=RECREATE),
    nics=Nics(api="networks", kind="list", elements="raw", update=DRIFT, remedy="Attach or detach interfaces to change it"),
    boot_from_volume=Option("bool", default=False),
    boot_volume=BootVolume(block_storage.VOLUME, update=DRIFT, remedy=RECREATE, aliases=["root_volume"], drop=True),
    volume_size=Option("int"),
    terminate_volume=Option("bool", default=False),
    volumes=Volumes(),
    metadata=Metadata(aliases=["meta"]),
    tags=f.Tags(),
    security_groups=SecurityGroups(),
    floating_ips=floating.FloatingIPs(),
    floating_ip_pools=floating.Pools(),
    auto_ip=floating.AutoIP(default=True, aliases=["auto_floating_ip", "public_ip"]),
    reuse_ips=Option("bool", default=True),
    delete_ips=Option("bool", default=False, aliases=["delete_fip"]),
)


class ServerInfo(Info):
    """Servers, with what is not shown among them on request: the names of their images, their volumes."""

    def query(self, context):
        query, wanted = super().query(context)
        if context.params.get("all_projects"):
            query["all_tenants"] = True
        if context.params.get("metadata"):
            wanted["metadata"] = context.params["metadata"]
        return query, wanted

    def execute(self, session, params):
        result = super().execute(session, params)
        if params.get("detailed"):
            expand(session, result["servers"])
        return result


def expand(session, servers):
    """Add the names of images and the attributes of volumes, each by one listing."""
    images = sorted({server["image"]["id"] for server in servers if server["image"]})
    names = (
        {have["id"]: have["name"] for have in session.list("image", "/images", "images", {"id": "in:%s" % ",".join(images)})}
        if images
        else {}
    )
    anyone = any(server["volumes"] for server in servers)
    volumes = {have["id"]: have for have in session.list("block-storage", "/volumes/detail", "volumes")} if anyone else {}
    for server in servers:
        if server["image"]:
            server["image"] = dict(server["image"], name=names.get(server["image"]["id"]))
        server["volumes"] = [dict(volumes.get(volume["id"], {}), **volume) for volume in server["volumes"] or ()]


SERVERS = ServerInfo(
    SERVER,
    "servers",
    aliases=["server"],
    status=Str(),
    metadata=Option("dict"),
    all_projects=Option("bool", default=False),
    detailed=Option("bool", default=False),
    limit=Option("int"),
)
