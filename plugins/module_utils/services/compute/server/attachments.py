# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules for single parts of a server: server_metadata, server_volume and server_interface."""

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
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import base, predictions
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import NETWORK_NAME, PORT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# -- metadata ---------------------------------------------------------------------------------------------------------------

SETTLING = 0.5  # seconds after which a change that another task began at the same time has ended
METADATA = f.StrMap(required=True, aliases=["meta"]).bind("metadata")


def change_metadata(session, params):
    """Set or remove the metadata keys that the task names; other keys are kept -> the task's result. Raises CloudError."""
    context = Context(session, params, SERVER)
    try:
        have = SERVER.get(context, params["name"])
        before = now = have.get("metadata") or {}
        for attempt in range(REVISION_TRIES):
            after = converge_metadata(context, have, now)
            if after == now:
                break
            now = reread_metadata(context, have, attempt)
    except CloudError as error:
        raise error.about("Cannot change the metadata of server '%s'" % params["name"]) from None
    names = [str(key) for key in params["metadata"]]
    diff = {side: {key: metadata[key] for key in names if key in metadata} for side, metadata in (("before", before), ("after", now))}
    server = dict(SERVER.to_result(dict(have, metadata=now)), user_data=None)
    return {"server": server, "id": have["id"], "diff": {side: {"metadata": metadata} for side, metadata in diff.items()}}


def converge_metadata(context, have, now):
    """Set or remove the keys that the task names -> the server's metadata afterwards. ``now``: its metadata before."""
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


def reread_metadata(context, have, attempt):
    """Read a server's metadata after a pause -> the metadata.

    For each change, Nova reads all keys and writes them all back. If two tasks change different keys at the same time, one change is lost.
    """
    context.session.pause(SETTLING * (attempt + 1))
    return context.call("GET", base.path_of(have, "/metadata"))["metadata"]


SERVER_METADATA = Operation(
    change_metadata,
    name=Str(required=True, aliases=["server"]),
    metadata=METADATA,
    state=Str(default="present", choices=["present", "absent"]),
)

# -- volumes ----------------------------------------------------------------------------------------------------------------

REATTACH = "Detach and attach it again to change it"
UNDER_WAY = ("attaching", "detaching")
LOOKS = (0, 1, 2)  # seconds before each search for an attachment that another task may be creating
RESERVED = "reserved"  # the volume is being attached, or is attached to a shelved server


class VolumeAttachment(Resource):
    """A volume that is attached to a server.

    Cinder shows the attachments with the volume, which is mostly enough. The attachment is read from Nova only if the task declares an
    attribute that only Nova shows. The result has the attributes of the volume and of the attachment.
    """

    id_field = "volumeId"
    key_option = "volume"

    # -- finding

    def find_declared(self, context):
        volume = context.parts["of"] = self.read_volume(context)
        server = context.prefer_remembered_names(
            lambda names: names.resolve(SERVER, context.params["server"]), enough=lambda server: get_attachment(volume, server)
        )
        context.fresh[name_key(SERVER, context.params["server"])] = server
        return self.find_attachment(context, volume, server)

    def read_volume(self, context):
        """The volume, after it is no longer being attached or detached; {} if it is gone. Raises Missing, CloudError."""
        table, name = VOLUME_NAME, context.params["volume"]
        volume = table.get(context.at(table), name)
        context.remember(name_key(table, name), volume["id"])
        if volume.get("status") in UNDER_WAY and context.waits:
            volume = context.wait(
                "volume %s" % name, lambda: self.fetch_volume(context, volume["id"]), lambda now: not now or now["status"] not in UNDER_WAY
            )
        return volume or {}

    def fetch_volume(self, context, identifier):
        return VOLUME_NAME.fetch(context.at(VOLUME_NAME), identifier)

    def find_attachment(self, context, volume, server):
        """The attachment of a volume to a server, or None. ``server``: the id."""
        found = get_attachment(volume, server)
        have = {"volumeId": volume["id"], "device": found.get("device"), "attachment_id": found.get("attachment_id")}
        declared = [context.params[name] for name in ("tag", "delete_on_termination")]  # only Nova shows these
        needs_nova = context.params["state"] == "present" and any(value is not None for value in declared)
        if not needs_nova and volume.get("status") != RESERVED:
            return have if found else None
        shown = self.fetch(context, volume["id"])
        if not shown:
            return None
        have = dict(have, **shown) if needs_nova or not found else have
        under_way = volume.get("status") == RESERVED and context.params["state"] == "present"
        return self.wait_until_ready(context, have) if under_way and context.waits else have

    # -- attaching and detaching

    def find_created_by_others(self, context):
        """The attachment that another task has created at the same time, or None.

        It is read from Nova, because Cinder does not show an attachment that has just begun. It is read several times, because Nova may
        refuse all of several requests that it gets at the same time.
        """
        for seconds in LOOKS:
            context.session.sleep(seconds)
            have = self.fetch(context, context.parts["of"]["id"])
            if have:
                return self.wait_until_ready(context, have) if context.waits else have
        return None

    def predict_creation(self, context, body):
        return {**super().predict_creation(context, body), "serverId": self.resolve_server(context)["id"]}

    def effects(self, context, doing, have, body=None):
        server, identifier = self.resolve_server(context), have["volumeId"]
        if doing == "delete":
            return predictions.detachment_effects(context, server, identifier)
        if doing == "update":
            return predictions.termination_effects(context, server, identifier, body["delete_on_termination"])
        known = {name: body[name] for name in ("tag", "delete_on_termination") if name in body}
        return predictions.attachment_effects(context, server, identifier, **known)

    def resolve_server(self, context):
        """The server of the task, as a dict with its id only."""
        return {"id": context.resolve(SERVER, context.params["server"])}

    def wait_until_ready(self, context, have):
        """Wait until the volume is attached -> the attachment. Raises CloudError with Nova's reason when it cannot be attached."""
        server = self.resolve_server(context)

        def done(now):
            if get_attachment(now or {}, server["id"]):
                return True
            status = (now or {}).get("status")
            if status == RESERVED and base.read(context, server)["status"] == "SHELVED_OFFLOADED":
                return True
            failed = status in (None, "available", "error", "error_attaching")
            if failed or (status == "in-use" and not self.fetch(context, have["volumeId"])):
                raise CloudError("The volume's status is %s. %s" % (status, base.find_failure_reason(context, server)), service="compute")
            return False

        volume = context.wait("volume %s" % context.params["volume"], lambda: self.fetch_volume(context, have["volumeId"]), done)
        context.parts["of"] = volume or context.parts["of"]
        found = get_attachment(volume or {}, server["id"])
        return dict(have, **{key: found[key] for key in ("device", "attachment_id") if found.get(key)})

    def update(self, context, have, body):
        return super().update(context, have, dict(body, volumeId=have["volumeId"]))

    def delete(self, context, have):
        server = self.resolve_server(context)
        super().delete(context, have)

        def done(now):
            if not get_attachment(now or {}, server["id"]):
                return True
            if now["status"] in ("in-use", "error", "error_detaching"):
                raise CloudError("The volume is still there, in status %s. %s" % (now["status"], base.find_failure_reason(context, server)))
            return False

        if context.waits:
            volume = context.wait("volume %s" % context.params["volume"], lambda: self.fetch_volume(context, have["volumeId"]), done)
            context.parts["of"] = volume or context.parts["of"]

    # -- the result

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        volume = context.parts.get("of") or None
        if volume is not None:
            result["volume"] = dict(self.to_result(now or {}), **VOLUME_NAME.to_result(volume))
            result["id"] = volume["id"]
        return result


def get_attachment(volume, server):
    """The attachment of a volume to a server, as Cinder shows it; {} if there is none. ``server``: the id."""
    return next((attachment for attachment in volume.get("attachments") or () if attachment.get("server_id") == server), {})


class Device(Str):
    """The device name of a volume in the guest. The hypervisor may choose another one than the task declares."""

    def predict_created(self, value):
        return UNKNOWN


def strip_device_prefix(device):
    """A device name without its prefix, such as /dev/vd or /dev/sd, because the hypervisor chooses the prefix."""
    return re.sub(r"^/dev/(x?[a-z]d)?", "", device)


SERVER_VOLUME = VolumeAttachment(
    "compute.volume_attachment",
    shown_by="compute.server",
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
    device=Device(update=DRIFT, remedy=REATTACH, canon=strip_device_prefix),
    tag=Str(update=DRIFT, remedy=REATTACH, initial=None, since="2.49"),
    delete_on_termination=Bool(initial=False, since="2.79"),
)
SERVER_VOLUME.label = "attachment of volume"

# -- interfaces -------------------------------------------------------------------------------------------------------------


class FixedIp(Str):
    """The address that an interface must have; the interface may have further addresses."""

    def read(self, have):
        fixed = have.get("fixed_ips")
        return fixed if fixed is UNKNOWN else [entry["ip_address"] for entry in fixed or ()]

    def wire(self, value, context):
        return [{"ip_address": value}]

    def predict_created(self, value):
        return [dict(entry, subnet_id=UNKNOWN) for entry in value]

    def agrees(self, have, value, context):
        """Whether the interface has the address. An address that is unknown in check mode never agrees: it cannot select an interface."""
        return f.ip(value) in [f.ip(address) for address in have or ()]

    def to_diff(self, value):
        return ", ".join(value) if isinstance(value, list) else value


ADDRESS = FixedIp(api="fixed_ips")


class Interface(Resource):
    """An interface of a server: a port that is attached to it. The task identifies it by its port, its network or an address."""

    id_field = "port_id"
    key_option = "server"

    def list(self, context, params=None):
        how = {"microversion": self.microversion, "page": 0, "member_name": self.member_name}
        return context.session.list(self.service, self.base_path(context), self.keys, params, **how)

    def find_declared(self, context):
        found = self.find_rivals(context)
        if len(found) > 1 and context.params["state"] == "absent":
            names = ", ".join("%s (%s)" % (have["port_id"], ADDRESS.to_diff(ADDRESS.read(have))) for have in found)
            raise CloudError("The server has %d such interfaces: %s" % (len(found), names), hint="Name one by `port` or `fixed_ip`")
        return found[0] if found else None

    def find_rivals(self, context):
        """The interfaces with the address, the port and the network that the task declares, as a list. Raises Missing."""
        params = context.params
        address, ids = params["fixed_ip"], {"port_id": (PORT_NAME, params["port"]), "net_id": (NETWORK_NAME, params["network"])}
        found = [have for have in self.list(context) if not address or ADDRESS.agrees(ADDRESS.read(have), address, context)]
        return found and context.prefer_remembered_names(
            lambda names: {key: names.resolve(target, name) for key, (target, name) in ids.items() if name},
            lambda _names, wanted: [have for have in found if all(have[key] == value for key, value in wanted.items())],
        )

    def describe(self, have):
        return "interface %s" % ((have or {}).get(self.id_field) or "")

    def complete_body(self, context, body):
        if not body.get("net_id") and not body.get("port_id"):
            raise CloudError("An address alone does not say in which network", hint="Set `network`, too")
        return body

    def predict_creation(self, context, body):
        """The interface of an existing port, or of a new port that Nova creates."""
        port = PORT_NAME.fetch(context.at(PORT_NAME), body["port_id"]) if body.get("port_id") else {}
        known = {"net_id": port["network_id"], "fixed_ips": port.get("fixed_ips", UNKNOWN)} if port else {"port_id": new_id()}
        return {**super().predict_creation(context, body), **known}

    def effects(self, context, doing, have, body=None):
        server = {"id": context.resolve(SERVER, context.params["server"])}
        if doing == "create":
            return predictions.interface_creation_effects(context, server, have)
        return predictions.interface_removal_effects(context, server, have["port_id"])

    def delete(self, context, have):
        super().delete(context, have)
        if context.waits:
            context.wait("port %s" % have["port_id"], lambda: self.fetch(context, have["port_id"]), lambda now: now is None)


SERVER_INTERFACE = Interface(
    "compute.server_interface",
    shown_by="compute.server",
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
    tag=Str(update=DRIFT, remedy=REATTACH, initial=None, since="2.49"),
)
SERVER_INTERFACE.label = "interface of server"
