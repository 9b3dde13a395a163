# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What check mode believes of servers: what each action sets, and what becomes of the ports, volumes and images that hang on a server.

The functions that yield (service, path, change) are called in a dry run alone, so that only a dry run reads what they need to know.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, New, Outcome, argument, merged, optional, without
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import VOLUME_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.flavors import FLAVOR
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import (
    HOST,
    HOST_ID,
    MIGRATIONS,
    POWER,
    SHUT_DOWN,
    TASK_STATE,
    VM_STATE,
    implied,
    path_of,
    read,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.state import rebuilt, resized
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server_groups import SERVER_GROUP
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import PORT_NAME, SECURITY_GROUP_NAME, list_objects
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN

VOLUMES = "os-extended-volumes:volumes_attached"
FREE = {"device_id": "", "device_owner": "", "status": "DOWN"}  # of a port at no server

# -- ports ------------------------------------------------------------------------------------------------------------------


def plugged(context, have, nics, groups=UNKNOWN):
    """Each of ``nics``, as the API takes them, becomes a port of a server. ``groups``: the ids of the groups that new ports get."""
    for nic in [{}] if nics == "auto" else [] if nics == "none" else nics:
        if nic.get("port"):
            yield from bound(context, have, nic["port"], nic.get("tag"))
        else:
            fixed = [{"ip_address": nic["fixed_ip"], "subnet_id": UNKNOWN}] if nic.get("fixed_ip") else UNKNOWN
            network = nic.get("uuid", UNKNOWN)
            port = {"id": new_id(), "name": "", "network_id": network, "fixed_ips": fixed, "device_id": have["id"], MORE: UNKNOWN}
            yield "network", "/ports/%s" % port["id"], New(port, device_owner=UNKNOWN, security_groups=groups)
            yield interface(have, port, nic.get("tag"))


def bound(context, have, identifier, tag=None):
    """A port that is there already is used by a server."""
    port = PORT_NAME.fetch(context.at(PORT_NAME), identifier)
    if port is not None:
        yield "network", "/ports/%s" % identifier, {"device_id": have["id"], "device_owner": UNKNOWN, "status": UNKNOWN}
        yield interface(have, port, tag)


def interface(have, port, tag):
    known = {"port_id": port["id"], "net_id": port["network_id"], "fixed_ips": port.get("fixed_ips", UNKNOWN), "tag": tag}
    return "compute", path_of(have, "/os-interface/%s" % port["id"]), New(known, port_state=UNKNOWN, mac_addr=UNKNOWN)


def unplugged(context, have, ports):
    """Ports leave a server: one that Nova made, which has no name, goes with that; another one is free again."""
    for port in ports:
        yield "network", "/ports/%s" % port["id"], GONE if not port.get("name") else FREE
        yield "compute", path_of(have, "/os-interface/%s" % port["id"]), GONE


def joined(context, have, made):
    """An interface was made: ``made``, as the API would answer."""
    if PORT_NAME.fetch(context.at(PORT_NAME), made["port_id"]):
        yield from bound(context, have, made["port_id"], made.get("tag"))
    else:
        port = {"id": made["port_id"], "name": "", "network_id": made["net_id"], "fixed_ips": made["fixed_ips"], MORE: UNKNOWN}
        yield "network", "/ports/%s" % port["id"], New(port, device_id=have["id"], device_owner=UNKNOWN, security_groups=UNKNOWN)
    yield from other_ports(have)


def parted(context, have, identifier):
    """An interface was removed, by the id of its port."""
    port = PORT_NAME.fetch(context.at(PORT_NAME), identifier)
    yield from unplugged(context, have, [port] if port else [])
    yield from other_ports(have)


def other_ports(have):
    """The ports of a server are others: only Neutron knows the addresses, and the groups of a new one."""
    yield "compute", path_of(have), {"addresses": UNKNOWN, "security_groups": UNKNOWN}


def regrouped(context, have):
    """The ports of a server get other groups, the names of which it shows."""
    of_ports = [port.get("security_groups", UNKNOWN) for port in list_objects(context, "ports", {"device_id": have["id"]})]
    there, ids = context.at(SECURITY_GROUP_NAME), sorted({identifier for groups in of_ports for identifier in groups})
    known = UNKNOWN not in of_ports
    found = [SECURITY_GROUP_NAME.fetch(there, identifier) for identifier in ids] if known else ()
    yield "compute", path_of(have), {"security_groups": [{"name": group["name"]} for group in found if group] if known else UNKNOWN}


# -- images -----------------------------------------------------------------------------------------------------------------


def pictured(context, have, body):
    """An image is made of a server. Its properties are those of the server's own image, and more."""
    there = context.at(IMAGE_NAME)
    made = IMAGE_NAME.predict_creation(there, dict(body.get("metadata") or {}, name=body["name"], instance_uuid=have["id"]))
    made = {name: UNKNOWN if value is None else value for name, value in made.items()}
    made.update(id=new_id(), status="active", visibility="private", min_disk=UNKNOWN, min_ram=UNKNOWN, properties=UNKNOWN)
    made[MORE] = UNKNOWN
    yield "image", "/images/%s" % made["id"], New(made)


# -- volumes ----------------------------------------------------------------------------------------------------------------


def volumes_of(body):
    """The block devices of a creation that are volumes."""
    return [device for device in body.get("block_device_mapping_v2") or () if device["destination_type"] == "volume"]


def shown_volume(device):
    """What a new server shows of a block device that is a volume: the one that is named, or one that Nova makes for it."""
    identifier = device["uuid"] if device["source_type"] == "volume" else new_id()
    return {"id": identifier, "delete_on_termination": bool(device.get("delete_on_termination"))}


def provided(context, have, device, identifier):
    """A block device of a new server: a volume that Nova makes for it, without a name, is there; it is attached."""
    if device["source_type"] != "volume":
        there, body = context.at(VOLUME_NAME), {"name": "", "size": device.get("volume_size", UNKNOWN)}
        more = {"imageRef": device["uuid"]} if device["source_type"] == "image" else {}
        yield "block-storage", "/volumes/%s" % identifier, New(VOLUME_NAME.predict_creation(there, dict(body, **more)), id=identifier)
    yield from attached(context, have, identifier, **{name: device[name] for name in ("tag", "delete_on_termination") if name in device})


def attached(context, have, identifier, **known):
    """A volume is attached to a server. ``known``: what Nova says of the attachment (tag, delete_on_termination)."""
    volume = VOLUME_NAME.fetch(context.at(VOLUME_NAME), identifier) or {}
    guess = dict.fromkeys(("device", "attachment_id", "host_name", "attached_at"), UNKNOWN)
    one = dict(guess, id=identifier, volume_id=identifier, server_id=have["id"])
    others = [each for each in volume.get("attachments") or () if each.get("server_id") != have["id"]]
    yield "block-storage", "/volumes/%s" % identifier, {"status": "in-use", "attachments": [*others, one]}
    seen = {"volumeId": identifier, "serverId": have["id"], "device": UNKNOWN, "bdm_uuid": UNKNOWN, "attachment_id": UNKNOWN, "tag": None}
    yield "compute", attachment_path(have, identifier), New(seen, **dict({"delete_on_termination": False}, **known))
    yield listing_with(context, have, identifier, known.get("delete_on_termination") or False)


def detached(context, have, identifier):
    """A volume leaves a server."""
    yield from released(context, have, identifier)
    yield "compute", attachment_path(have, identifier), GONE
    yield listing_with(context, have, identifier, None)


def kept(context, have, identifier, terminate):
    """Another fate of a volume is decided for the time when the server goes."""
    yield "compute", attachment_path(have, identifier), {"delete_on_termination": terminate}
    yield listing_with(context, have, identifier, terminate)


def released(context, have, identifier):
    volume = VOLUME_NAME.fetch(context.at(VOLUME_NAME), identifier) or {}
    left = [each for each in volume.get("attachments") or () if each.get("server_id") != have["id"]]
    yield "block-storage", "/volumes/%s" % identifier, {"status": "in-use" if left else "available", "attachments": left}


def attachment_path(have, identifier):
    return path_of(have, "/os-volume_attachments/%s" % identifier)


def listing_with(context, have, identifier, terminate):
    """What a server shows of its volumes with one more, or with another fate of it; without it: ``terminate`` is None."""
    shown = list((read(context, have) or have).get(VOLUMES) or ())
    if terminate is None:
        return "compute", path_of(have), {VOLUMES: [volume for volume in shown if volume["id"] != identifier]}
    one = {"id": identifier, "delete_on_termination": terminate}
    there = any(volume["id"] == identifier for volume in shown)
    return "compute", path_of(have), {VOLUMES: [one if volume["id"] == identifier else volume for volume in shown] + [one] * (not there)}


# -- all of them ------------------------------------------------------------------------------------------------------------


def member(context, have, hints, stays):
    """A server is a member of the group that its scheduler hints name, or no longer."""
    group = (hints or {}).get("group")
    for identifier in group if isinstance(group, list) else [group] if group else []:
        others = [one for one in (SERVER_GROUP.fetch(context.at(SERVER_GROUP), identifier) or {}).get("members") or () if one != have["id"]]
        yield "compute", "/os-server-groups/%s" % identifier, {"members": [*others, have["id"]] if stays else others}


def created(context, have, body):
    """A server is created by a request with this body."""
    groups = [group["name"] for group in body.get("security_groups") or ()]
    ids = context.resolve_all(SECURITY_GROUP_NAME, groups) if groups else UNKNOWN
    yield from plugged(context, have, body.get("networks", "auto"), ids)
    for device, volume in zip(volumes_of(body), have[VOLUMES]):
        yield from provided(context, have, device, volume["id"])
    yield from member(context, have, body.get("os:scheduler_hints"), True)


def gone(context, have):
    """A server is removed: what Nova made for it goes with it, the rest is free again."""
    for volume in have.get(VOLUMES) or ():
        if volume.get("delete_on_termination"):
            yield "block-storage", "/volumes/%s" % volume["id"], GONE
        else:
            yield from released(context, have, volume["id"])
    yield from unplugged(context, have, list_objects(context, "ports", {"device_id": have["id"]}))
    yield from member(context, have, have.get("scheduler_hints"), False)


# -- the actions ------------------------------------------------------------------------------------------------------------



def becomes(status):
    """A server gets another status."""
    return {"status": status, **implied(status)}


def moves(kind):
    """An action makes a migration of this type."""

    def others(_context, have, _sent):
        made = {"id": new_id(), "instance_uuid": have["id"], "migration_type": kind, "status": "finished", MORE: UNKNOWN}
        yield "compute", "%s/%s" % (MIGRATIONS, made["id"]), New(made)

    return others


def ends(status):
    """An action ends a migration, which has this status then."""

    def others(context, have, _sent):
        for one in context.session.list("compute", MIGRATIONS, "migrations", {"instance_uuid": have["id"]}):
            if one["status"] == "finished":
                yield "compute", "%s/%s" % (MIGRATIONS, one["id"]), {"status": status}

    return others


def settled(_context, have, _sent):
    """A resize is over: the server runs again, unless it was stopped before."""
    return becomes("SHUTOFF" if have.get(POWER) == SHUT_DOWN else "ACTIVE")


def migrated(status=None):
    """A server is on another host, which the action may name."""

    def sets(_context, _have, sent):
        host = (sent or {}).get("host")
        return {HOST_ID: UNKNOWN, **(becomes(status) if status else {}), **({HOST: host} if host else {})}

    return sets


def of_size(context, _have, sent):
    flavor = context.session.known("compute", FLAVOR.item_path(context, sent["flavorRef"]))
    return {**implied("VERIFY_RESIZE"), **resized(context, {"id": sent["flavorRef"], "name": UNKNOWN, **flavor})}


def built_anew(_context, have, sent):
    now = rebuilt(have, sent)
    return {**implied(now["status"]), **now}


def reset(_context, _have, sent):
    return {**becomes(sent["state"].upper()), VM_STATE: sent["state"], TASK_STATE: None}


def attaches(context, have, sent):
    body = dict(sent["volumeAttachment"])
    yield from attached(context, have, body.pop("volumeId"), **body)


def keeps(context, have, sent):
    body = sent["volumeAttachment"]
    yield from kept(context, have, body["volumeId"], body["delete_on_termination"])


def plugs(context, have, sent):
    body = sent["interfaceAttachment"]
    nic = {"port": body.get("port_id"), "tag": body.get("tag"), **({"uuid": body["net_id"]} if "net_id" in body else {})}
    yield from plugged(context, have, [dict(nic, fixed_ip=ip["ip_address"]) for ip in body.get("fixed_ips") or ()] or [nic])
    yield from other_ports(have)


ACTIONS = {
    "os-start": becomes("ACTIVE"),
    "os-stop": becomes("SHUTOFF"),
    "reboot": becomes("ACTIVE"),
    "pause": becomes("PAUSED"),
    "unpause": becomes("ACTIVE"),
    "suspend": becomes("SUSPENDED"),
    "resume": becomes("ACTIVE"),
    "lock": {"locked": True, "locked_reason": optional("locked_reason")},
    "unlock": {"locked": False, "locked_reason": None},
    "rebuild": built_anew,
    "shelve": becomes("SHELVED_OFFLOADED"),
    "shelveOffload": becomes("SHELVED_OFFLOADED"),
    "unshelve": becomes("ACTIVE"),
    "rescue": becomes("RESCUE"),
    "unrescue": becomes("ACTIVE"),
    "restore": becomes("ACTIVE"),
    "resize": Outcome(of_size, moves("resize")),
    "confirmResize": Outcome(settled, ends("confirmed")),
    "revertResize": Outcome(settled, ends("reverted")),
    "migrate": Outcome(migrated("VERIFY_RESIZE"), moves("migration")),
    "os-migrateLive": migrated(),
    "evacuate": migrated("SHUTOFF"),
    "createImage": Outcome(others=pictured),
    "createBackup": Outcome(others=pictured),
    "changePassword": {},
    "os-resetState": reset,
    "trigger_crash_dump": {},
    "injectNetworkInfo": {},
    "forceDelete": Outcome(GONE, lambda context, have, _sent: gone(context, have)),
    "PUT /metadata": {"metadata": argument("metadata")},
    "POST /metadata": {"metadata": merged("metadata")},
    "DELETE /metadata/{}": {"metadata": without()},
    "POST /os-volume_attachments": Outcome(others=attaches),
    "PUT /os-volume_attachments/{}": Outcome(others=keeps),
    "DELETE /os-volume_attachments/{}": Outcome(others=detached),
    "POST /os-interface": Outcome(others=plugs),
    "DELETE /os-interface/{}": Outcome(others=parted),
}
