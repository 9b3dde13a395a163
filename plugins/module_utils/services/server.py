# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of the compute service (Nova), with what hangs on them: ports, security groups, volumes, floating IPs."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import DRIFT, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource, Status
from ansible_collections.stratus.openstack.plugins.module_utils.services import block_storage, compute, floating, image
from ansible_collections.stratus.openstack.plugins.module_utils.services import server_fields as options

USER_DATA = "OS-EXT-SRV-ATTR:user_data"
TASK_STATE = "OS-EXT-STS:task_state"
LAUNCHED = "OS-SRV-USG:launched_at"
GIB = 2**30


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
    image=options.ImageRef(api="imageRef", update=DRIFT, remedy=REBUILD),
    image_exclude=Option(default="(deprecated)"),
    flavor=options.FlavorRef(api="flavorRef", update=DRIFT, remedy=RESIZE),
    flavor_ram=options.FlavorRam(api="flavorRef", update=DRIFT, remedy=RESIZE),
    flavor_include=Option(),
    key_name=options.KeyName(update=DRIFT, remedy=RECREATE, secret=False),
    availability_zone=options.Attribute(
        "OS-EXT-AZ:availability_zone", update=DRIFT, remedy=RECREATE, canon=lambda zone: zone.split(":")[0]
    ),
    config_drive=options.ConfigDrive(update=DRIFT, remedy=RECREATE, default=False),
    userdata=options.UserData(USER_DATA, api="user_data", update=DRIFT, remedy=RECREATE, secret=True),
    scheduler_hints=options.Hints(api="os:scheduler_hints", update=DRIFT, remedy=RECREATE),
    network=options.Nics(api="networks", update=DRIFT, remedy=RECREATE),
    nics=options.Nics(api="networks", kind="list", elements="raw", update=DRIFT, remedy="Attach or detach interfaces to change it"),
    boot_from_volume=Option("bool", default=False),
    boot_volume=options.BootVolume(block_storage.VOLUME, update=DRIFT, remedy=RECREATE, aliases=["root_volume"], drop=True),
    volume_size=Option("int"),
    terminate_volume=Option("bool", default=False),
    volumes=options.Volumes(),
    metadata=options.Metadata(aliases=["meta"]),
    tags=f.Tags(),
    security_groups=options.SecurityGroups(),
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
