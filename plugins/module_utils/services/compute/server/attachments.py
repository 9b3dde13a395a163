# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What hangs on a server, one by one: a key of its metadata, a volume, an interface."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context, name_key
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Attribute, Bool, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.resource import REVISION_TRIES, Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import VOLUME_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import base, foreseen
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import NETWORK_NAME, PORT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# -- metadata ---------------------------------------------------------------------------------------------------------------

SETTLING = 0.5  # seconds in which a change by somebody else that began with this one is over
METADATA = f.StrMap(required=True, aliases=["meta"]).bind("metadata")


def change_metadata(session, params):
    """Set the keys that the task names, or remove them, and leave the others alone -> the task's result."""
    context = Context(session, params, SERVER)
    try:
        have = SERVER.get(context, params["name"])
        before = now = have.get("metadata") or {}
        for attempt in range(REVISION_TRIES):
            after = converged_metadata(context, have, now)
            if after == now:
                break
            now = seen_metadata(context, have, attempt)
    except CloudError as error:
        raise error.about("Cannot change the metadata of server '%s'" % params["name"]) from None
    touched = [str(key) for key in params["metadata"]]
    diff = {when: {key: view[key] for key in touched if key in view} for when, view in (("before", before), ("after", now))}
    server = dict(SERVER.to_result(dict(have, metadata=now)), user_data=None)
    return {"server": server, "id": have["id"], "diff": {when: {"metadata": view} for when, view in diff.items()}}


def converged_metadata(context, have, now):
    """Make the keys that the task names what it says -> the server's metadata then. ``now``: what they are."""
    if context.params["state"] == "present":
        wanted = METADATA.wire(context.params["metadata"], context)
        changed = {key: value for key, value in wanted.items() if now.get(key) != value}
        if changed:
            context.act(have, "POST /metadata", {"metadata": changed})
        return dict(now, **changed)
    for key in [str(key) for key in context.params["metadata"] if str(key) in now]:
        now = {other: value for other, value in now.items() if other != key}
        context.act(have, "DELETE /metadata/{}", part=key, allow=(404,))
    return now


def seen_metadata(context, have, attempt):
    """A server's metadata when a change of it is over: Nova reads all keys and writes all back, so of two changes at once one gets lost."""
    context.session.pause(SETTLING * (attempt + 1))
    return context.call("GET", base.path_of(have, "/metadata"))["metadata"]


SERVER_METADATA = Operation(
    change_metadata,
    name=Str(required=True, aliases=["server"]),
    metadata=METADATA,
    state=Str(default="present", choices=["present", "absent"]),
)

# -- volumes ----------------------------------------------------------------------------------------------------------------

AGAIN = "Detach and attach it again to change it"
UNDER_WAY = ("attaching", "detaching")
LOOKS = (0, 1, 2)  # seconds before each look for an attachment that somebody else may be making
RESERVED = "reserved"  # on its way to a server, or at one that is shelved


class VolumeAttachment(Resource):
    """A volume at a server. The volume says where it is attached, so that looking at it is mostly enough; what Nova alone knows of the
    attachment is read when it is asked for. The result is the volume, with what is known of the attachment."""

    id_field = "volumeId"
    key_option = "volume"

    # -- finding

    def find_declared(self, context):
        volume = context.parts["of"] = self.looked_at(context)
        server = context.prefer_remembered_names(
            lambda names: names.resolve(SERVER, context.params["server"]), enough=lambda server: joined(volume, server)
        )
        context.fresh[name_key(SERVER, context.params["server"])] = server
        return self.at_server(context, volume, server)

    def looked_at(self, context):
        """The volume, when nothing is being done with it any more."""
        table, name = VOLUME_NAME, context.params["volume"]
        volume = table.get(context.at(table), name)
        context.remember(name_key(table, name), volume["id"])
        if volume.get("status") in UNDER_WAY and context.waits:
            volume = context.wait(
                "volume %s" % name, lambda: self.volume(context, volume["id"]), lambda now: not now or now["status"] not in UNDER_WAY
            )
        return volume or {}

    def volume(self, context, identifier):
        return VOLUME_NAME.fetch(context.at(VOLUME_NAME), identifier)

    def at_server(self, context, volume, server):
        """The attachment of a volume to a server, given by its id, or None."""
        found = joined(volume, server)
        have = {"volumeId": volume["id"], "device": found.get("device"), "attachment_id": found.get("attachment_id")}
        asked = context.params["state"] == "present" and any(context.params[name] is not None for name in ("tag", "delete_on_termination"))
        if not asked and volume.get("status") != RESERVED:
            return have if found else None
        seen = self.fetch(context, volume["id"])
        if not seen:
            return None
        have = dict(have, **seen) if asked or not found else have
        under_way = volume.get("status") == RESERVED and context.params["state"] == "present"
        return self.wait_until_ready(context, have) if under_way and context.waits else have

    # -- attaching and detaching

    def find_created_by_others(self, context):
        """By Nova's word: the volume does not show an attachment that has only begun. Of several tasks at once, those that Nova refuses
        get in each other's way for a moment."""
        for seconds in LOOKS:
            context.session.sleep(seconds)
            have = self.fetch(context, context.parts["of"]["id"])
            if have:
                return self.wait_until_ready(context, have) if context.waits else have
        return None

    def predict_creation(self, context, body):
        return {**super().predict_creation(context, body), "serverId": self.server(context)["id"]}

    def effects(self, context, doing, have, body=None):
        server, identifier = self.server(context), have["volumeId"]
        if doing == "delete":
            return foreseen.detached(context, server, identifier)
        if doing == "update":
            return foreseen.kept(context, server, identifier, body["delete_on_termination"])
        known = {name: body[name] for name in ("tag", "delete_on_termination") if name in body}
        return foreseen.attached(context, server, identifier, **known)

    def server(self, context):
        return {"id": context.resolve(SERVER, context.params["server"])}

    def wait_until_ready(self, context, have):
        """The attachment when the volume is in use. Raises CloudError with Nova's reason when it is not going to be."""
        server = self.server(context)

        def done(now):
            if joined(now or {}, server["id"]):
                return True
            status = (now or {}).get("status")
            if status == RESERVED and base.read(context, server)["status"] == "SHELVED_OFFLOADED":
                return True
            failed = status in (None, "available", "error", "error_attaching")
            if failed or (status == "in-use" and not self.fetch(context, have["volumeId"])):
                raise CloudError("The volume's status is %s. %s" % (status, base.why_failed(context, server)), service="compute")
            return False

        volume = context.wait("volume %s" % context.params["volume"], lambda: self.volume(context, have["volumeId"]), done)
        context.parts["of"] = volume or context.parts["of"]
        found = joined(volume or {}, server["id"])
        return dict(have, **{key: found[key] for key in ("device", "attachment_id") if found.get(key)})

    def update(self, context, have, body):
        return super().update(context, have, dict(body, volumeId=have["volumeId"]))

    def delete(self, context, have):
        server = self.server(context)
        super().delete(context, have)

        def done(now):
            if not joined(now or {}, server["id"]):
                return True
            if now["status"] in ("in-use", "error", "error_detaching"):
                raise CloudError("The volume is still there, in status %s. %s" % (now["status"], base.why_failed(context, server)))
            return False

        if context.waits:
            volume = context.wait("volume %s" % context.params["volume"], lambda: self.volume(context, have["volumeId"]), done)
            context.parts["of"] = volume or context.parts["of"]

    # -- the result

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        volume = context.parts.get("of") or None
        if volume is not None:
            result["volume"] = dict(self.to_result(now or {}), **VOLUME_NAME.to_result(volume))
            result["id"] = volume["id"]
        return result


def joined(volume, server):
    """What Cinder knows of the attachment of a volume to a server, {} when there is none."""
    return next((one for one in volume.get("attachments") or () if one.get("server_id") == server), {})


class Device(Str):
    """Where a guest sees a volume. A hypervisor may well not do as it is told."""

    def predict_created(self, value):
        return UNKNOWN


def letters(device):
    """What tells a device from others: its kind, /dev/vd or /dev/sd, is the hypervisor's own."""
    return re.sub(r"^/dev/(x?[a-z]d)?", "", device)


SERVER_VOLUME = VolumeAttachment(
    "compute.volume_attachment",
    path="/servers/{server}/os-volume_attachments",
    key="volumeAttachment",
    result="volume",
    microversion="2.89",
    computed={
        "attachment_id": Attribute(),
        "bdm_id": Attribute("bdm_uuid"),
    },
    like=VOLUME_NAME,
    server=Ref(SERVER, parent=True, required=True, returned=False),
    volume=Ref(VOLUME_NAME, api="volumeId", required=True, returned="volume_id"),
    device=Device(update=DRIFT, remedy=AGAIN, canon=letters),
    tag=Str(update=DRIFT, remedy=AGAIN, initial=None),
    delete_on_termination=Bool(initial=False),
)
SERVER_VOLUME.label = "attachment of volume"

# -- interfaces -------------------------------------------------------------------------------------------------------------


class FixedIp(Str):
    """One of the addresses of an interface."""

    def read(self, have):
        fixed = have.get("fixed_ips")
        return fixed if fixed is UNKNOWN else [entry["ip_address"] for entry in fixed or ()]

    def wire(self, value, context):
        return [{"ip_address": value}]

    def predict_created(self, value):
        return [dict(entry, subnet_id=UNKNOWN) for entry in value]

    def agrees(self, have, value, context):
        """An interface is told from others by this: one whose address only the service knows is not meant."""
        return f.ip(value) in [f.ip(address) for address in have or ()]

    def to_diff(self, value):
        return ", ".join(value) if isinstance(value, list) else value


ADDRESS = FixedIp(api="fixed_ips")


class Interface(Resource):
    """An interface of a server, which is a port: found by its port, its network or an address."""

    id_field = "port_id"
    key_option = "server"

    def list(self, context, params=None):
        how = {"microversion": self.microversion, "page": 0, "member_name": self.member_name}
        return context.session.list(self.service, self.base_path(context), self.keys, params, **how)

    def find_declared(self, context):
        found = self.find_rivals(context)
        if len(found) > 1 and context.params["state"] == "absent":
            names = ", ".join("%s (%s)" % (have["port_id"], ADDRESS.to_diff(ADDRESS.read(have))) for have in found)
            raise CloudError("The server has %d of them: %s" % (len(found), names), hint="Name one by `port` or `fixed_ip`")
        return found[0] if found else None

    def find_rivals(self, context):
        """The interfaces with the address, the port and the network that the task declares. Raises Missing."""
        params = context.params
        address, ids = params["fixed_ip"], {"port_id": (PORT_NAME, params["port"]), "net_id": (NETWORK_NAME, params["network"])}
        there = [have for have in self.list(context) if not address or ADDRESS.agrees(ADDRESS.read(have), address, context)]
        return there and context.prefer_remembered_names(
            lambda names: {key: names.resolve(target, name) for key, (target, name) in ids.items() if name},
            lambda _names, wanted: [have for have in there if all(have[key] == value for key, value in wanted.items())],
        )

    def describe(self, have):
        return "interface %s" % ((have or {}).get(self.id_field) or "")

    def complete_body(self, context, body):
        if not body.get("net_id") and not body.get("port_id"):
            raise CloudError("An address alone does not say in which network", hint="Set `network`, too")
        return body

    def predict_creation(self, context, body):
        """A port of its own, or one that is there."""
        port = PORT_NAME.fetch(context.at(PORT_NAME), body["port_id"]) if body.get("port_id") else {}
        known = {"net_id": port["network_id"], "fixed_ips": port.get("fixed_ips", UNKNOWN)} if port else {"port_id": new_id()}
        return {**super().predict_creation(context, body), **known}

    def effects(self, context, doing, have, body=None):
        server = {"id": context.resolve(SERVER, context.params["server"])}
        return foreseen.joined(context, server, have) if doing == "create" else foreseen.parted(context, server, have["port_id"])

    def delete(self, context, have):
        super().delete(context, have)
        if context.waits:
            context.wait("port %s" % have["port_id"], lambda: self.fetch(context, have["port_id"]), lambda now: now is None)


SERVER_INTERFACE = Interface(
    "compute.server_interface",
    path="/servers/{server}/os-interface",
    key="interfaceAttachment",
    microversion="2.70",
    computed={
        "id": Attribute("port_id"),
        "mac_addr": Attribute(),
        "port_state": Attribute(),
    },
    rules={"required_one_of": [["network", "port", "fixed_ip"]], "mutually_exclusive": [["port", "network"], ["port", "fixed_ip"]]},
    server=Ref(SERVER, parent=True, required=True, returned=False),
    network=Ref(NETWORK_NAME, api="net_id"),
    port=Ref(PORT_NAME, api="port_id"),
    fixed_ip=ADDRESS,
    tag=Str(update=DRIFT, remedy=AGAIN, initial=None),
)
SERVER_INTERFACE.label = "interface of server"
