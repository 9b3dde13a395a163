# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Predictions for check mode: the attributes that each action sets on a server, and the effects on its ports, volumes and images.

The functions called ``..._effects`` yield (service, path, change), those called ``..._effect`` return one of these. They run only in check
mode, so that no other run sends the requests that they need.
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
    attributes_for_status,
    path_of,
    read,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.state import predict_rebuild, predict_resize
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server_groups import SERVER_GROUP
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import PORT_NAME, SECURITY_GROUP_NAME, list_objects
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN

VOLUMES = "os-extended-volumes:volumes_attached"
UNBOUND = {"device_id": "", "device_owner": "", "status": "DOWN"}  # attributes of a port without a server

# -- ports ------------------------------------------------------------------------------------------------------------------


def nic_effects(context, have, nics, groups=UNKNOWN):
    """The effects of ``nics``, as the API takes them: each is a port of the server. ``groups``: the ids of a new port's security groups."""
    for nic in [{}] if nics == "auto" else [] if nics == "none" else nics:
        if nic.get("port"):
            yield from bound_port_effects(context, have, nic["port"], nic.get("tag"))
        else:
            fixed = [{"ip_address": nic["fixed_ip"], "subnet_id": UNKNOWN}] if nic.get("fixed_ip") else UNKNOWN
            network = nic.get("uuid", UNKNOWN)
            port = {"id": new_id(), "name": "", "network_id": network, "fixed_ips": fixed, "device_id": have["id"], MORE: UNKNOWN}
            yield "network", "/ports/%s" % port["id"], New(port, device_owner=UNKNOWN, security_groups=groups)
            yield interface_effect(have, port, nic.get("tag"))


def bound_port_effects(context, have, identifier, tag=None):
    """The effects of attaching an existing port to a server."""
    port = PORT_NAME.fetch(context.at(PORT_NAME), identifier)
    if port is not None:
        yield "network", "/ports/%s" % identifier, {"device_id": have["id"], "device_owner": UNKNOWN, "status": UNKNOWN}
        yield interface_effect(have, port, tag)


def interface_effect(have, port, tag):
    """The effect that a server has an interface for a port."""
    known = {"port_id": port["id"], "net_id": port["network_id"], "fixed_ips": port.get("fixed_ips", UNKNOWN), "tag": tag}
    return "compute", path_of(have, "/os-interface/%s" % port["id"]), New(known, port_state=UNKNOWN, mac_addr=UNKNOWN)


def ports_removal_effects(context, have, ports):
    """The effects of detaching ports. A port that Nova created has no name and is deleted; any other port is kept."""
    for port in ports:
        yield "network", "/ports/%s" % port["id"], GONE if not port.get("name") else UNBOUND
        yield "compute", path_of(have, "/os-interface/%s" % port["id"]), GONE


def interface_creation_effects(context, have, nic):
    """The effects of creating the interface ``nic``, which has the form of the API's answer."""
    if PORT_NAME.fetch(context.at(PORT_NAME), nic["port_id"]):
        yield from bound_port_effects(context, have, nic["port_id"], nic.get("tag"))
    else:
        port = {"id": nic["port_id"], "name": "", "network_id": nic["net_id"], "fixed_ips": nic["fixed_ips"], MORE: UNKNOWN}
        yield "network", "/ports/%s" % port["id"], New(port, device_id=have["id"], device_owner=UNKNOWN, security_groups=UNKNOWN)
    yield changed_ports_effect(have)


def interface_removal_effects(context, have, identifier):
    """The effects of removing an interface. ``identifier``: the id of its port."""
    port = PORT_NAME.fetch(context.at(PORT_NAME), identifier)
    yield from ports_removal_effects(context, have, [port] if port else [])
    yield changed_ports_effect(have)


def changed_ports_effect(have):
    """The effect of a change of ports on the server: its addresses and security groups are unknown, since Neutron chooses them."""
    return "compute", path_of(have), {"addresses": UNKNOWN, "security_groups": UNKNOWN}


def security_group_effects(context, have):
    """The effects of other security groups on the ports of a server: the server shows the names of the groups."""
    of_ports = [port.get("security_groups", UNKNOWN) for port in list_objects(context, "ports", {"device_id": have["id"]})]
    other, ids = context.at(SECURITY_GROUP_NAME), sorted({identifier for groups in of_ports for identifier in groups})
    known = UNKNOWN not in of_ports
    found = [SECURITY_GROUP_NAME.fetch(other, identifier) for identifier in ids] if known else ()
    yield "compute", path_of(have), {"security_groups": [{"name": group["name"]} for group in found if group] if known else UNKNOWN}


# -- images -----------------------------------------------------------------------------------------------------------------


def image_effects(context, have, body):
    """The effects of creating an image of a server. The properties are unknown: Nova copies them from the server's image and adds more."""
    other = context.at(IMAGE_NAME)
    image = IMAGE_NAME.predict_creation(other, dict(body.get("metadata") or {}, name=body["name"], instance_uuid=have["id"]))
    image = {name: UNKNOWN if value is None else value for name, value in image.items()}
    image.update(id=new_id(), status="active", visibility="private", min_disk=UNKNOWN, min_ram=UNKNOWN, properties=UNKNOWN)
    image[MORE] = UNKNOWN
    yield "image", "/images/%s" % image["id"], New(image)


# -- volumes ----------------------------------------------------------------------------------------------------------------


def select_volume_devices(body):
    """The block devices in the body of a creation that are volumes, as a list."""
    return [device for device in body.get("block_device_mapping_v2") or () if device["destination_type"] == "volume"]


def predict_volume_entry(device):
    """The entry for a block device in the volume list of a new server: an existing volume, or one that Nova creates."""
    identifier = device["uuid"] if device["source_type"] == "volume" else new_id()
    return {"id": identifier, "delete_on_termination": bool(device.get("delete_on_termination"))}


def block_device_effects(context, have, device, identifier):
    """The effects of a block device of a new server: the volume is attached; Nova creates it without a name if it does not exist."""
    if device["source_type"] != "volume":
        other, body = context.at(VOLUME_NAME), {"name": "", "size": device.get("volume_size", UNKNOWN)}
        more = {"imageRef": device["uuid"]} if device["source_type"] == "image" else {}
        yield "block-storage", "/volumes/%s" % identifier, New(VOLUME_NAME.predict_creation(other, dict(body, **more)), id=identifier)
    known = {name: device[name] for name in ("tag", "delete_on_termination") if name in device}
    yield from attachment_effects(context, have, identifier, **known)


def attachment_effects(context, have, identifier, **known):
    """The effects of attaching a volume to a server. ``known``: attributes of the attachment (tag, delete_on_termination)."""
    volume = VOLUME_NAME.fetch(context.at(VOLUME_NAME), identifier) or {}
    unknown = dict.fromkeys(("device", "attachment_id", "host_name", "attached_at"), UNKNOWN)
    attachment = dict(unknown, id=identifier, volume_id=identifier, server_id=have["id"])
    others = [other for other in volume.get("attachments") or () if other.get("server_id") != have["id"]]
    yield "block-storage", "/volumes/%s" % identifier, {"status": "in-use", "attachments": [*others, attachment]}
    shown = {"volumeId": identifier, "serverId": have["id"], "device": UNKNOWN, "bdm_uuid": UNKNOWN, "attachment_id": UNKNOWN, "tag": None}
    yield "compute", attachment_path(have, identifier), New(shown, **dict({"delete_on_termination": False}, **known))
    yield volume_list_effect(context, have, identifier, known.get("delete_on_termination") or False)


def detachment_effects(context, have, identifier):
    """The effects of detaching a volume from a server."""
    yield from volume_release_effects(context, have, identifier)
    yield "compute", attachment_path(have, identifier), GONE
    yield volume_list_effect(context, have, identifier, None)


def termination_effects(context, have, identifier, terminate):
    """The effects of setting whether a volume is deleted together with its server."""
    yield "compute", attachment_path(have, identifier), {"delete_on_termination": terminate}
    yield volume_list_effect(context, have, identifier, terminate)


def volume_release_effects(context, have, identifier):
    """The effects on a volume of its detachment: it loses the attachment to the server."""
    volume = VOLUME_NAME.fetch(context.at(VOLUME_NAME), identifier) or {}
    others = [attachment for attachment in volume.get("attachments") or () if attachment.get("server_id") != have["id"]]
    yield "block-storage", "/volumes/%s" % identifier, {"status": "in-use" if others else "available", "attachments": others}


def attachment_path(have, identifier):
    """The path of a volume attachment."""
    return path_of(have, "/os-volume_attachments/%s" % identifier)


def volume_list_effect(context, have, identifier, terminate):
    """The effect on the volume list of a server: a volume is added to it or changed.

    ``terminate``: the new delete_on_termination; None removes the volume from the list.
    """
    shown = list((read(context, have) or have).get(VOLUMES) or ())
    if terminate is None:
        return "compute", path_of(have), {VOLUMES: [volume for volume in shown if volume["id"] != identifier]}
    entry = {"id": identifier, "delete_on_termination": terminate}
    is_listed = any(volume["id"] == identifier for volume in shown)
    volumes = [entry if volume["id"] == identifier else volume for volume in shown] + [entry] * (not is_listed)
    return "compute", path_of(have), {VOLUMES: volumes}


# -- creation and removal ---------------------------------------------------------------------------------------------------


def server_group_effects(context, have, hints, is_member):
    """The effects on the server group that the scheduler hints name: the server becomes a member if ``is_member``, else it is removed."""
    group = (hints or {}).get("group")
    for identifier in group if isinstance(group, list) else [group] if group else []:
        shown = (SERVER_GROUP.fetch(context.at(SERVER_GROUP), identifier) or {}).get("members") or ()
        others = [member for member in shown if member != have["id"]]
        yield "compute", "/os-server-groups/%s" % identifier, {"members": [*others, have["id"]] if is_member else others}


def creation_effects(context, have, body):
    """The effects of creating a server by a request with this body."""
    groups = [group["name"] for group in body.get("security_groups") or ()]
    ids = context.resolve_all(SECURITY_GROUP_NAME, groups) if groups else UNKNOWN
    yield from nic_effects(context, have, body.get("networks", "auto"), ids)
    for device, volume in zip(select_volume_devices(body), have[VOLUMES]):
        yield from block_device_effects(context, have, device, volume["id"])
    yield from server_group_effects(context, have, body.get("os:scheduler_hints"), True)


def removal_effects(context, have):
    """The effects of removing a server: what Nova created for it is deleted, other ports and volumes are detached."""
    for volume in have.get(VOLUMES) or ():
        if volume.get("delete_on_termination"):
            yield "block-storage", "/volumes/%s" % volume["id"], GONE
        else:
            yield from volume_release_effects(context, have, volume["id"])
    yield from ports_removal_effects(context, have, list_objects(context, "ports", {"device_id": have["id"]}))
    yield from server_group_effects(context, have, have.get("scheduler_hints"), False)


# -- the actions ------------------------------------------------------------------------------------------------------------


def set_status(status):
    """The attributes of a server after an action that ends in a status."""
    return {"status": status, **attributes_for_status(status)}


def add_migration(kind):
    """The effects of an action that creates a migration of a type, as a callable for Outcome."""

    def others(_context, have, _sent):
        migration = {"id": new_id(), "instance_uuid": have["id"], "migration_type": kind, "status": "finished", MORE: UNKNOWN}
        yield "compute", "%s/%s" % (MIGRATIONS, migration["id"]), New(migration)

    return others


def end_migrations(status):
    """The effects of an action that ends migrations: they get a status. A callable for Outcome."""

    def others(context, have, _sent):
        for migration in context.session.list("compute", MIGRATIONS, "migrations", {"instance_uuid": have["id"]}):
            if migration["status"] == "finished":
                yield "compute", "%s/%s" % (MIGRATIONS, migration["id"]), {"status": status}

    return others


def end_resize(_context, have, _sent):
    """The attributes of a server whose resize is confirmed or reverted: it is active, unless it was stopped before the resize."""
    return set_status("SHUTOFF" if have.get(POWER) == SHUT_DOWN else "ACTIVE")


def move_to_host(status=None):
    """The attributes of a server that moves to another host, which the action may name; a callable for Outcome."""

    def sets(_context, _have, sent):
        host = (sent or {}).get("host")
        return {HOST_ID: UNKNOWN, **(set_status(status) if status else {}), **({HOST: host} if host else {})}

    return sets


def resize(context, _have, sent):
    """The attributes of a server that has another flavor, before the confirmation."""
    flavor = context.session.known("compute", FLAVOR.item_path(context, sent["flavorRef"]))
    return {**attributes_for_status("VERIFY_RESIZE"), **predict_resize(context, {"id": sent["flavorRef"], "name": UNKNOWN, **flavor})}


def rebuild(_context, have, sent):
    """The attributes of a server after a rebuild."""
    now = predict_rebuild(have, sent)
    return {**attributes_for_status(now["status"]), **now}


def reset_state(_context, _have, sent):
    """The attributes of a server after its state was reset."""
    return {**set_status(sent["state"].upper()), VM_STATE: sent["state"], TASK_STATE: None}


def attach_volume(context, have, sent):
    """The effects of the request that attaches a volume."""
    body = dict(sent["volumeAttachment"])
    yield from attachment_effects(context, have, body.pop("volumeId"), **body)


def set_termination(context, have, sent):
    """The effects of the request that sets whether a volume is deleted together with the server."""
    body = sent["volumeAttachment"]
    yield from termination_effects(context, have, body["volumeId"], body["delete_on_termination"])


def attach_interface(context, have, sent):
    """The effects of the request that creates an interface."""
    body = sent["interfaceAttachment"]
    nic = {"port": body.get("port_id"), "tag": body.get("tag"), **({"uuid": body["net_id"]} if "net_id" in body else {})}
    yield from nic_effects(context, have, [dict(nic, fixed_ip=ip["ip_address"]) for ip in body.get("fixed_ips") or ()] or [nic])
    yield changed_ports_effect(have)


ACTIONS = {
    "os-start": set_status("ACTIVE"),
    "os-stop": set_status("SHUTOFF"),
    "reboot": set_status("ACTIVE"),
    "pause": set_status("PAUSED"),
    "unpause": set_status("ACTIVE"),
    "suspend": set_status("SUSPENDED"),
    "resume": set_status("ACTIVE"),
    "lock": {"locked": True, "locked_reason": optional("locked_reason")},
    "unlock": {"locked": False, "locked_reason": None},
    "rebuild": rebuild,
    "shelve": set_status("SHELVED_OFFLOADED"),
    "shelveOffload": set_status("SHELVED_OFFLOADED"),
    "unshelve": set_status("ACTIVE"),
    "rescue": set_status("RESCUE"),
    "unrescue": set_status("ACTIVE"),
    "restore": set_status("ACTIVE"),
    "resize": Outcome(resize, add_migration("resize")),
    "confirmResize": Outcome(end_resize, end_migrations("confirmed")),
    "revertResize": Outcome(end_resize, end_migrations("reverted")),
    "migrate": Outcome(move_to_host("VERIFY_RESIZE"), add_migration("migration")),
    "os-migrateLive": move_to_host(),
    "evacuate": move_to_host("SHUTOFF"),
    "createImage": Outcome(others=image_effects),
    "createBackup": Outcome(others=image_effects),
    "changePassword": {},
    "os-resetState": reset_state,
    "trigger_crash_dump": {},
    "injectNetworkInfo": {},
    "forceDelete": Outcome(GONE, lambda context, have, _sent: removal_effects(context, have)),
    "PUT /metadata": {"metadata": argument("metadata")},
    "POST /metadata": {"metadata": merged("metadata")},
    "DELETE /metadata/{}": {"metadata": without()},
    "POST /os-volume_attachments": Outcome(others=attach_volume),
    "PUT /os-volume_attachments/{}": Outcome(others=set_termination),
    "DELETE /os-volume_attachments/{}": Outcome(others=detachment_effects),
    "POST /os-interface": Outcome(others=attach_interface),
    "DELETE /os-interface/{}": Outcome(others=interface_removal_effects),
}
