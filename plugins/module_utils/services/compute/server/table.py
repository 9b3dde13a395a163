# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of the servers of Nova, with their ports, security groups, volumes and floating IPs."""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import ANY, DRIFT, Attribute, Option, Str, own_project
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import VOLUME_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.base import SERVER_NAME, ServerView
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.flavors import FLAVOR
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import (
    failures,
    fleet,
    floating_ips,
    nics,
    predictions,
    state,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import fields as options
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import (
    APPLIED_DRIFT,
    LAUNCHED,
    PARTLY_APPLIED,
    POWER,
    RUNNING,
    SHARED_LISTING,
    TASK_STATE,
    VM_STATE,
    is_busy,
    pace,
    read,
    shares_listing,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.disks import (
    BlockDevices,
    BootVolume,
    Volumes,
    build_block_devices,
    find_root,
    mark_for_deletion,
    root_outlives_server,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server_groups import SERVER_GROUP
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import ports_of
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

USER_DATA = "OS-EXT-SRV-ATTR:user_data"
AT_CREATION = ("metadata", "tags", "security_groups", "network", "nics")  # Parts that the request for the creation takes
# For an option whose difference is drift: the option, and its value, with which a task applies the drift
APPLIED_BY = {
    "flavor": ("on_flavor_change", "resize"),
    "flavor_ram": ("on_flavor_change", "resize"),
    "image": ("on_image_change", "rebuild"),
    "trusted_image_certificates": ("on_image_change", "rebuild"),
    "key_name": ("on_key_change", "rebuild"),
    "userdata": ("on_userdata_change", "rebuild"),
    "userdata_file": ("on_userdata_change", "rebuild"),
}
PINNED = "pinned_availability_zone"
# Keys of a creation that a server does not show under these names
NOT_SHOWN = "imageRef flavorRef networks block_device_mapping_v2 os:scheduler_hints".split()
# Attributes that the diff of a removal shows
SHOWN_WHEN_REMOVED = "id name flavor image key_name metadata tags nics security_groups volumes floating_ips".split()


class Server(ServerView):
    """A server. `state` declares whether it exists, and `power_state` whether it runs."""

    removed_while_busy = True
    follows = (("network.subnet", "network.network"),)  # without a subnet, the server would have no address
    declared_defaults = {"auto_ip": False}  # its floating IPs are declared
    all_projects = "all_tenants"
    lock = ("locked", "it is locked", {"locked": False})

    def execute(self, session, params, context=None):
        if context is None and (params.get("count") is not None or params.get("names") is not None):
            return fleet.execute(self, session, params)
        return super().execute(session, params, context)

    def wrap(self, body):
        outside = {key: value for key, value in body.items() if key.startswith("os:")}  # the API takes these next to the envelope
        return dict({self.key: {key: value for key, value in body.items() if key not in outside}}, **outside)

    # -- finding

    def find(self, context, value, filters=None):
        listing = context.parts.get(SHARED_LISTING)
        return super().find(context, value, filters) if listing is None else listing.find_by_name(value)

    def withdraw(self, context, have):
        """Remove the server together with the volumes that Nova creates while it builds the server; Nova would keep them."""
        if context.params.get("boot_from_volume") or context.params.get("block_devices"):
            context.params = dict(context.params, delete_volumes="made")
            have = self.wait_until_ready(context, have)
            mark_for_deletion(context, have)
        return super().withdraw(context, have)

    def pace(self, context):
        return pace(context)

    def find_declared(self, context):
        identifier, present = context.params.get("id"), context.params["state"] == "present"
        have = self.fetch(context, identifier) if identifier else super().find_declared(context)
        # a task that gives the id restores a server that is deleted but that Nova still keeps
        restorable = identifier and have is not None and have["status"] == "SOFT_DELETED" and have.get(TASK_STATE) != "deleting"
        if have is not None and present and not restorable and self.is_leaving(have):
            self.poll(context, have, self.is_gone)
            have = None
        if identifier and have is None and present:
            raise CloudError(
                "There is no server with the id %s" % identifier,
                service="compute",
                hint="A server gets its id when it is created; leave `id` out",
            )
        if have is not None and present and context.waits and is_busy(have):
            return self.wait_until_ready(context, have)
        return have

    # -- creating

    def create(self, context):
        try:
            return super().create(context)
        except CloudError as error:
            failures.clean_up(context, error)
            raise

    def delete_failed(self, context, have):
        """Delete a server that never booted, regardless of the options of a removal. Raises CloudError."""
        super().delete(context, have)

    def complete_body(self, context, body):
        """The complete body of a creation. All names are resolved and all parts checked here, so that a wrong name creates nothing."""
        for name, field in self.given(context.params).items():
            if name in AT_CREATION:
                body[field.api] = field.wire(context.params[name], context)
            if hasattr(field, "check_before_creation"):
                field.check_before_creation(context, context.params[name])
        body.setdefault("networks", "auto")
        group = body.pop("server_group", None)
        if group:
            body["os:scheduler_hints"] = dict(body.get("os:scheduler_hints") or {}, group=group)
        self.add_block_devices(context, body)
        for key, value in (("tags", "2.52"), ("networks", "2.37")):
            if key in body and not context.session.supports("compute", value) and (key != "networks" or body[key] == "auto"):
                del body[key]  # an old cloud takes the tags only after the creation
        return {key: value for key, value in body.items() if value not in (None, "") or key == "description"}

    @staticmethod
    def add_block_devices(context, body):
        """Add the block devices and the image to the body of a creation. Raises CloudError when the server has nothing to boot from."""
        devices = build_block_devices(context, body.get("imageRef"))
        boots = [device for device in devices if device.get("boot_index") == 0]
        if devices:
            body["block_device_mapping_v2"] = devices
        if not body.get("imageRef") and not boots:
            raise CloudError("A new server needs something to boot from", hint="Set `image`, `boot_volume` or `block_devices`")
        if boots and (boots[0]["destination_type"] == "volume" or boots[0].get("uuid") != body.get("imageRef")):
            body.pop("imageRef", None)
        if boots and boots[0]["destination_type"] == "local" and not body.get("imageRef"):
            body["imageRef"] = boots[0].get("uuid")

    def predict_creation(self, context, body):
        """The server as Nova shows it when it is active. The flavor, the volumes and the hints have another form than in the body."""
        server = super().predict_creation(context, {key: value for key, value in body.items() if key not in NOT_SHOWN})
        nets = body.get("networks", "auto")
        server["flavor"] = state.embed_flavor(context, self.choose_flavor(context))
        server["image"] = {"id": body["imageRef"], "links": UNKNOWN, "properties": UNKNOWN} if body.get("imageRef") else ""
        server[predictions.VOLUMES] = [predictions.predict_volume_entry(device) for device in predictions.select_volume_devices(body)]
        if nets == "none":
            server.update({"addresses": {}, "security_groups": None})
        elif not body.get("security_groups") or nets != "auto" and any("port" in nic for nic in nets):
            server["security_groups"] = UNKNOWN
        else:
            names = nics.group_names(context, [group["name"] for group in body["security_groups"]])
            server["security_groups"] = [{"name": name} for name in names]
        hints = {key: value if isinstance(value, list) else [value] for key, value in (body.get("os:scheduler_hints") or {}).items()}
        server["scheduler_hints"] = hints if context.session.supports(self.service, "2.100") else None
        return server

    def effects(self, context, doing, have, body=None):
        if doing == "create":
            return predictions.creation_effects(context, have, body)
        return predictions.removal_effects(context, have) if doing == "delete" else ()

    def choose_flavor(self, context):
        """The flavor for a new server, as a dict. Raises Missing, CloudError."""
        name = "flavor" if context.params.get("flavor") is not None else "flavor_ram"
        return self.fields[name].choose(context.params[name], context)

    def post(self, context, body):
        created = dict(self.unwrap(super().post(context, body)), name=body["name"])
        return self.wrap(created if context.waits else dict(self.fetch(context, self.id_of(created)) or {}, **created))

    def wait_until_ready(self, context, have):
        """The server when it is ready, with the password, which the API shows only in the answer to the creation."""
        password = {"adminPass": have["adminPass"]} if have.get("adminPass") else {}
        return dict(super().wait_until_ready(context, dict(have, status="")), **password)

    def is_ready(self, have):
        if have is not None and (self.status.of(have) != "ERROR" or have.get(LAUNCHED)):
            return not is_busy(have)
        return super().is_ready(have)

    # -- changing

    def update(self, context, have, body):
        if PINNED not in body:
            return super().update(context, have, body)
        reply = context.call("PUT", context.path(have), json=self.wrap(body), key=self.envelope, microversion=self.fields[PINNED].since)
        return self.unwrap(reply)

    def converge(self, context, have):
        context.parts[APPLIED_DRIFT] = []
        if failures.never_booted(have):
            if context.params.get("on_failure") == "remove":
                failures.remove(context, have)
                return self.create_or_adopt(context)
            why = self.status.why(have)
            error = CloudError(
                "%s is in status ERROR, it never booted: %s" % (self.describe(have), why or "the API gives no reason"),
                service="compute",
                hint=hints.for_fault(why),
            )
            failures.add_hint(error, "Remove it with `state: absent`, or set `on_failure: remove`, then run the task again")
            raise error
        if self.status.of(have) == "ERROR":
            if context.params.get("power_state") is None:
                context.session.warnings.append("%s is in status ERROR: %s" % (self.describe(have), self.status.why(have)))
        if self.status.of(have) == "VERIFY_RESIZE" and context.params.get("on_flavor_change") == "resize":
            self.end_resize(context, have)
        if context.params.get("boot_from_volume") and have.get("image"):  # only a server with a local boot disk shows an image
            self.report_part_drift(context, have, f.Field(remedy=RECREATE).bind("boot_from_volume"), False, True)
        if self.terminate_volume_applies(context.params) and root_outlives_server(context, have):
            self.report_part_drift(context, have, f.Field(remedy=TERMINATE).bind("terminate_volume"), False, True)
        return super().converge(context, have)

    @staticmethod
    def terminate_volume_applies(params):
        """Whether `terminate_volume` is set and has an effect: it has none if `block_devices` contains the boot device."""
        from_volume = params.get("boot_volume") or params.get("boot_from_volume")
        return params.get("terminate_volume") and from_volume and not has_boot_device(params)

    def end_resize(self, context, have):
        """Confirm an unconfirmed resize if the server has the declared flavor, else revert it. Raises CloudError."""
        given = self.given(context.params)
        names = [name for name in ("flavor", "flavor_ram") if name in given]
        if names and not all(self.agrees(context, have, name, given[name]) for name in names):
            state.revert_resize(context, have)
        elif names and context.params.get("confirm_resize"):
            state.confirm_resize(context, have)

    def agrees(self, context, have, name, field):
        if name == "image" and not have.get("image") and context.params.get("on_image_change") == "rebuild":
            context.parts[name] = state.find_root_image(context, have)
            return field.agrees(context.parts[name], context.params[name], context)
        return super().agrees(context, have, name, field)

    def report_drift(self, context, have, name):
        option, wanted = APPLIED_BY.get(name, (None, None))
        if option and context.params.get(option) == wanted:
            context.parts[APPLIED_DRIFT].append(name)
        else:
            super().report_drift(context, have, name)

    def report_part_drift(self, context, have, field, now, wanted, partly=False):
        """Report a difference in a part as drift and warn. ``partly``: whether the task applies other differences of the same option."""
        entry = {"option": field.name, "now": now, "wanted": wanted, "remedy": field.remedy}
        context.drift.append(entry)
        if partly:
            context.parts[PARTLY_APPLIED] = context.parts.get(PARTLY_APPLIED, ()) + (field.name,)
        context.session.warnings.append(
            "%s: %s is %s, not %s as declared; it is left alone. %s" % (self.describe(have), field.name, now, wanted, field.remedy)
        )

    def store_parts(self, context, have, given):
        """Write the parts in the order that Nova requires -> the server. Raises CloudError.

        A server is unlocked first and locked last. A power state in which Nova accepts other changes is reached early, any other one late.
        """
        applied, rest = context.parts.get(APPLIED_DRIFT, []), dict(given)
        order = []
        if "locked" in rest and not context.params["locked"]:
            order.append("locked")
        if context.params.get("power_state") in state.EARLY:
            order.append("power_state")
        for name in order:
            if name in rest:
                super().store_parts(context, have, {name: rest.pop(name)})
        late = {name: rest.pop(name) for name in ("power_state", "locked", "locked_reason") if name in rest}
        self.apply_requested_drift(context, have, applied)
        changed_nics = [name for name in ("network", "nics") if name in rest]
        for name in changed_nics:
            super().store_parts(context, have, {name: rest.pop(name)})
        if changed_nics and context.params.get("security_groups") is not None:
            rest["security_groups"] = self.fields["security_groups"]
        super().store_parts(context, have, rest)
        return super().store_parts(context, have, late)

    def apply_requested_drift(self, context, have, names):
        """Apply the drift of these options by a resize or a rebuild, as the task requests. Raises CloudError."""
        for name in names:
            if APPLIED_BY[name][1] == "resize":
                state.resize(context, have, self.fields[name], context.params[name])
        if any(APPLIED_BY[name][1] == "rebuild" for name in names):
            state.rebuild(context, have)
        elif APPLIED_DRIFT in context.parts and context.params.get("update_password") == "always" and context.params.get("admin_password"):
            state.change_password(context, have)

    # -- removing

    def delete(self, context, have):
        if self.is_leaving(have) and not context.params.get("force_delete"):
            super().delete(context, have)
            return
        if have.get("locked"):
            if context.params.get("locked") is not False:
                raise CloudError(
                    "%s is locked%s" % (self.describe(have), ": %s" % have["locked_reason"] if have.get("locked_reason") else ""),
                    service="compute",
                    hint="Set `locked: false` to unlock and remove it",
                )
            context.act(have, "unlock")
        if context.params.get("delete_ips"):
            for ip in floating_ips.list_attached_ips(context, have):
                context.session.request("network", "DELETE", "/floatingips/%s" % quote(ip["id"], safe=""), allow=(404,))
        if context.params.get("stop_before_delete"):
            state.stop(context, have)
        if context.params.get("detach_ports"):
            for port in list(ports_of(context, have)):
                nics.detach(context, have, port["id"])
        if context.params.get("delete_volumes") not in (None, "none"):
            mark_for_deletion(context, have)
        if context.params.get("force_delete"):
            self.force_delete(context, have)
        else:
            super().delete(context, have)

    def force_delete(self, context, have):
        """Delete a server immediately, even if the cloud keeps deleted servers for a while. Raises CloudError."""
        context.act(have, "forceDelete")
        if context.waits:
            self.poll(context, have, self.is_gone, lambda: self.find_listed(context, have))

    def find_listed(self, context, have):
        """A server as the task's look-up finds it. A task for several servers reads listings, so the server is looked up by its id."""
        return read(context, have, alone=True) if shares_listing(context) else super().find_listed(context, have)

    def is_gone(self, have):
        """Whether no listing shows a server any more. Listings show a server in status DELETED until Nova has removed it."""
        if have is not None and have.get(TASK_STATE) == "deleting":
            return False
        return super().is_gone(have)

    # -- exporting

    def complete_options(self, context, have, options):
        """The options of a boot volume: whether it goes with the server, and for one that has no name, the image that it was made of."""
        root = find_root(context, have)
        if not root:
            return options
        ends = next((volume.get("delete_on_termination") for volume in have[predictions.VOLUMES] if volume["id"] == root["id"]), False)
        more = {"terminate_volume": True} if ends else {}
        if not root.get("name"):
            source = VOLUME_NAME.fields["image"].read(root)
            image = {"image": context.name_of(IMAGE_NAME, source)} if source else {}
            more.update(image, boot_from_volume=True, volume_size=root["size"])
        return {**options, **more}

    # -- the result

    def to_result(self, have):
        server = super().to_result(have)
        if server is not None:
            embedded = have.get("flavor") or {}
            server["flavor"] = dict(FLAVOR.to_result(embedded), **flavor_attributes(embedded))
            server["image"] = have.get("image") or None
            server["image_id"] = (have.get("image") or {}).get("id") or have.get("imageRef")
            server["flavor_id"] = embedded.get("id") or have.get("flavorRef")
            drive = have.get("config_drive")
            server["has_config_drive"] = drive if drive is UNKNOWN else str(drive) == "True"
            server.update(main_addresses(have))
        return server

    def build_result(self, context, have, before, now):
        if now is not None and context.session.writes:
            floating_ips.wait_until_shown(context, now)
        result = super().build_result(context, have, before, now)
        if now is not None:
            result["server"]["user_data"] = None  # it may contain secrets
            if context.params.get("admin_password"):
                result["server"]["admin_password"] = None
            if have is None:
                result["diff"]["after"].update(self.creation_only_options(context.params))
            for name in context.parts.get(PARTLY_APPLIED, ()):
                result["diff"]["after"][name] = self.fields[name].to_diff(context.params[name])
        return result

    @staticmethod
    def creation_only_options(params):
        """The options that have an effect on a creation but are no attributes of a server, as a dict by name."""
        from_volume = params.get("boot_from_volume") and params.get("image") is not None and not has_boot_device(params)
        has_effect = {
            "boot_from_volume": from_volume,
            "volume_size": from_volume,
            "terminate_volume": from_volume or params.get("boot_volume") and not has_boot_device(params),
            "flavor_include": params.get("flavor_ram") is not None,
        }
        return {name: params[name] for name, effective in has_effect.items() if effective and params.get(name)}

    def to_diff(self, context, have):
        view = super().to_diff(context, have)
        if context.params["state"] == "absent":
            return {name: value for name, value in view.items() if name in SHOWN_WHEN_REMOVED and value not in (None, [], {})}
        return view


def has_boot_device(params):
    """Whether one of the `block_devices` is the boot device."""
    return any(device.get("boot_index") == 0 for device in params.get("block_devices") or ())


def flavor_attributes(embedded):
    """The attributes of a flavor as a server shows them, by the names of a flavor's result.

    From microversion 2.47 on, a server does not show the id. It is the name then, which can be used instead of the id, as in the SDK.
    """
    name = embedded.get("original_name")
    known = {"name": name, "id": embedded.get("id") or name}
    return dict(known, **{name: embedded[name] for name in ("ephemeral", "swap", "extra_specs") if name in embedded})


def main_addresses(have):
    """The addresses in the result, as a dict.

    public_v4: the first floating IP, else the IPv4 access address. private_v4: the first fixed IPv4 address. interface_ip: the address at
    which the server can be reached.
    """
    if floating_ips.has_unknown_addresses(have):
        return dict.fromkeys(("public_v4", "private_v4", "interface_ip"), UNKNOWN)
    entries = floating_ips.address_entries(have)
    fixed = [entry["addr"] for entry in entries if entry.get(floating_ips.KIND) != "floating" and entry.get("version") == 4]
    v6 = [entry["addr"] for entry in entries if entry.get("version") == 6]
    public = (floating_ips.floating_addresses(have) or [None])[0] or have.get("accessIPv4") or None
    private = (fixed or [None])[0]
    return {"public_v4": public, "private_v4": private, "interface_ip": public or private or have.get("accessIPv6") or (v6 or [None])[0]}


RESIZE = "Set `on_flavor_change: resize` to resize it, with an interruption"
REBUILD = "Set `on_image_change: rebuild` to rebuild the server; this erases its disk"
REBUILD_KEY = "Set `on_key_change: rebuild` to rebuild the server; this erases its disk"
REBUILD_DATA = "Set `on_userdata_change: rebuild` to rebuild the server; this erases its disk"
MIGRATE = "Only a migration changes it, by the module server_action or by the cloud"
RECREATE = "Only a new server can have it"
TERMINATE = "Set `delete_volumes` when it is removed, or `delete_on_termination` of that volume in `block_devices`"

SERVER = Server(
    SERVER_NAME.kind,
    held_by="project",
    path=SERVER_NAME.path,
    needed_to_create=("name", ("flavor", "flavor_ram")),
    detail=SERVER_NAME.detail,
    microversion=SERVER_NAME.microversion,
    status=SERVER_NAME.status,
    actions=predictions.ACTIONS,
    needs=failures.NEEDS,
    only_with={
        "volume_size": ("boot_from_volume",),
        "terminate_volume": ("boot_from_volume", "boot_volume"),
        "flavor_include": ("flavor_ram",),
    },
    computed={
        "addresses": Attribute(),
        "attached_volumes": Attribute(predictions.VOLUMES, initial=[]),
        "availability_zone": Attribute("OS-EXT-AZ:availability_zone"),
        "block_device_mapping": Attribute("block_device_mapping_v2", initial=None),
        "compute_host": Attribute("OS-EXT-SRV-ATTR:host"),
        "created_at": Attribute("created"),
        "fault": Attribute(initial=None),
        "flavor": Attribute(filterable=True),
        "has_config_drive": Attribute("config_drive"),
        "host_id": Attribute("hostId"),
        "host_status": Attribute(),
        "hostname": Attribute("OS-EXT-SRV-ATTR:hostname"),
        "hypervisor_hostname": Attribute("OS-EXT-SRV-ATTR:hypervisor_hostname"),
        "image": Attribute(filterable=True),
        "instance_name": Attribute("OS-EXT-SRV-ATTR:instance_name"),
        "kernel_id": Attribute("OS-EXT-SRV-ATTR:kernel_id"),
        "launch_index": Attribute("OS-EXT-SRV-ATTR:launch_index"),
        "launched_at": Attribute("OS-SRV-USG:launched_at"),
        "links": Attribute(),
        "max_count": Attribute(initial=None),
        "min_count": Attribute(initial=None),
        "personality": Attribute(initial=None),
        "power_state": Attribute(POWER, initial=RUNNING),
        "progress": Attribute(),
        "project_id": Attribute("tenant_id", initial=own_project),
        "ramdisk_id": Attribute("OS-EXT-SRV-ATTR:ramdisk_id"),
        "reservation_id": Attribute("OS-EXT-SRV-ATTR:reservation_id"),
        "root_device_name": Attribute("OS-EXT-SRV-ATTR:root_device_name"),
        "scheduler_hints": Attribute(),
        "server_groups": Attribute(),
        "status": Attribute(filterable=True, initial="ACTIVE"),
        "task_state": Attribute(TASK_STATE, initial=None),
        "terminated_at": Attribute("OS-SRV-USG:terminated_at", initial=None),
        "updated_at": Attribute("updated"),
        "user_data": Attribute("OS-EXT-SRV-ATTR:user_data"),
        "user_id": Attribute(),
        "vm_state": Attribute(VM_STATE, initial="active"),
        "volumes": Attribute(predictions.VOLUMES, initial=[]),
    },
    filters="ip ip6 changes-since changes-before deleted node reservation_id uuid sort_key sort_dir tags-any not-tags not-tags-any",
    rules={
        "mutually_exclusive": [
            ["flavor", "flavor_ram"],
            ["image", "boot_volume"],
            ["nics", "network"],
            ["floating_ips", "floating_ip_pools"],
            ["userdata", "userdata_file"],
            ["count", "names"],
        ],
        "required_one_of": [["name", "names", "id"]],
        "required_by": {"locked_reason": ["locked"], "exact_count": ["count"], "rescue_image": ["power_state"]},
    },
    name=Str(),
    names=Option("list", elements="str"),
    count=Option("int"),
    exact_count=Option("bool"),
    on_failure=Option(choices=["keep", "remove"], default="keep"),
    id=Option(),
    description=Str(initial=None, since="2.19", usual=lambda _context, have: (None, have["name"])),
    hostname=options.ShownAs("OS-EXT-SRV-ATTR:hostname", returned=False, since="2.90", usual=ANY),
    access_ipv4=options.Address(api="accessIPv4", returned="access_ipv4", initial=""),
    access_ipv6=options.Address(api="accessIPv6", returned="access_ipv6", initial=""),
    disk_config=Str(api="OS-DCF:diskConfig", choices=["AUTO", "MANUAL"], returned="disk_config", usual="MANUAL"),
    image=options.ImageRef(api="imageRef", update=DRIFT, remedy=REBUILD, returned="image_id", initial=None, refers="image.image"),
    image_exclude=Option(default="(deprecated)"),
    on_image_change=Option(choices=["report", "rebuild"], default="report"),
    flavor=options.FlavorRef(api="flavorRef", update=DRIFT, remedy=RESIZE, returned="flavor_id", initial=None, refers="compute.flavor"),
    flavor_ram=options.FlavorRam(api="flavorRef", update=DRIFT, remedy=RESIZE, returned=False, usual=ANY),
    flavor_include=Option(),
    on_flavor_change=Option(choices=["report", "resize"], default="report"),
    confirm_resize=Option("bool", default=True),
    power_state=state.PowerState(choices=list(state.STATUSES), returned=False, usual="active"),
    rescue_image=Option(refers="image.image"),
    locked=state.Locked(returned="is_locked", filterable=True, initial=False),
    locked_reason=state.LockedReason(initial=None, since="2.73"),
    admin_password=Str(api="adminPass", secret=True, returned="admin_password"),
    update_password=Option(choices=["on_create", "always"], default="on_create", secret=False),
    key_name=options.KeyName(update=DRIFT, remedy=REBUILD_KEY, secret=False, initial=None, refers="compute.keypair"),
    on_key_change=Option(choices=["report", "rebuild"], default="report", secret=False),
    trusted_image_certificates=options.Certificates(update=DRIFT, remedy=REBUILD, initial=None, since="2.63"),
    availability_zone=options.Zone("OS-EXT-AZ:availability_zone", update=DRIFT, remedy=RECREATE, returned=False, usual="nova"),
    pinned_availability_zone=options.Pinned("pinned_availability_zone", create=False, since="2.104", usual=ANY),
    host=options.ShownAs("OS-EXT-SRV-ATTR:host", update=DRIFT, remedy=MIGRATE, filterable=True, since="2.74", usual=ANY),
    hypervisor_hostname=options.ShownAs(
        "OS-EXT-SRV-ATTR:hypervisor_hostname", update=DRIFT, remedy=MIGRATE, returned=False, since="2.74", usual=ANY
    ),
    config_drive=options.ConfigDrive(update=DRIFT, remedy=RECREATE, default=False),
    userdata=options.UserData(USER_DATA, api="user_data", update=DRIFT, remedy=REBUILD_DATA, secret=True, returned=False),
    userdata_file=options.UserDataFile(
        USER_DATA, api="user_data", kind="path", update=DRIFT, remedy=REBUILD_DATA, returned=False, usual=ANY
    ),
    on_userdata_change=Option(choices=["report", "rebuild"], default="report"),
    scheduler_hints=options.Hints(api="os:scheduler_hints", update=DRIFT, remedy=RECREATE, returned=False),
    server_group=options.ServerGroup(SERVER_GROUP, update=DRIFT, remedy=RECREATE, returned=False),
    network=nics.Nics(api="networks", initial=None, usual=ANY),
    nics=nics.Nics(api="networks", kind="list", elements="raw", returned=False),
    purge_nics=Option("bool", default=False),
    boot_from_volume=Option("bool", default=False),
    boot_volume=BootVolume(
        VOLUME_NAME, update=DRIFT, remedy=RECREATE, aliases=["root_volume"], compare_only=True, returned=False, initial=None
    ),
    volume_size=Option("int"),
    terminate_volume=Option("bool", default=False),
    volumes=Volumes(returned=False, refers="block_storage.volume", usual=[]),
    block_devices=BlockDevices(),
    purge_volumes=Option("bool", default=False),
    metadata=options.Metadata(aliases=["meta"], initial={}),
    tags=f.Tags(filterable=True, initial=[], since="2.26"),
    security_groups=nics.SecurityGroups(refers="network.security_group", usual=["default"]),
    floating_ips=floating_ips.FloatingIPs(returned=False, usual=ANY),
    floating_ip_pools=floating_ips.Pools(returned=False, refers="network.network", usual=ANY),
    auto_ip=floating_ips.AutoIP(default=True, aliases=["auto_floating_ip", "public_ip"], returned=False, usual=ANY),
    reuse_ips=Option("bool", default=True),
    delete_ips=Option("bool", default=False, aliases=["delete_fip"]),
    delete_volumes=Option(choices=["none", "made", "all"], default="none"),
    force_delete=Option("bool", default=False),
    stop_before_delete=Option("bool", default=False),
    detach_ports=Option("bool", default=False),
)
