# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""New servers that cannot be created: what they need of the project's quotas, and what becomes of those that fail."""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.base import LAUNCHED, status_of
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.disks import is_created_by_nova, volume_ids
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.predictions import select_volume_devices
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

KEPT = "It is kept and counts against the quotas. Remove it with `state: absent`, or set `on_failure: remove`"

# -- needs ------------------------------------------------------------------------------------------------------------------


def count_ports(_context, body):
    """The number of ports that Nova creates for a server with this body. With "auto", Nova chooses one network."""
    nets = body.get("networks", "auto")
    return {"auto": 1, "none": 0}[nets] if isinstance(nets, str) else len([nic for nic in nets if not nic.get("port")])


def list_new_volumes(body):
    """The block devices for which Nova creates volumes, as a list."""
    return [device for device in select_volume_devices(body) if device["source_type"] != "volume"]


def sum_gigabytes(_context, body):
    """The size of all volumes that Nova creates, in GiB. The size of a snapshot is unknown here and counts as 0."""
    sizes = [device.get("volume_size") for device in list_new_volumes(body)]
    return sum(size for size in sizes if isinstance(size, int))


def flavor_size(name):
    """The callable for the need of a number that the flavor has."""

    def need(context, _body):
        size = context.resource.choose_flavor(context).get(name)
        return size if isinstance(size, int) else 0

    return need


NEEDS = {
    "compute.instances": 1,
    "compute.cores": flavor_size("vcpus"),
    "compute.ram": flavor_size("ram"),
    "network.ports": count_ports,
    "block-storage.volumes": lambda _context, body: len(list_new_volumes(body)),
    "block-storage.gigabytes": sum_gigabytes,
}


def freed_by(have):
    """What the removal of a server gives back of the quotas, as needs with negative numbers. Its volumes are not counted."""
    flavor, addresses = have.get("flavor") or {}, have.get("addresses") or {}
    entries = () if addresses is UNKNOWN else [entry for listed in addresses.values() for entry in listed]
    ports = {entry.get("OS-EXT-IPS-MAC:mac_addr") for entry in entries}
    cores, ram = (size if isinstance(size, int) else 0 for size in (flavor.get("vcpus"), flavor.get("ram")))
    return {"compute.instances": -1, "compute.cores": -cores, "compute.ram": -ram, "network.ports": -len(ports)}


# -- failures ---------------------------------------------------------------------------------------------------------------


def never_booted(have):
    """Whether the creation of a server failed. A server that once ran may be in status ERROR as well, but it has data."""
    return status_of(have) == "ERROR" and not have.get(LAUNCHED)


def clean_up(context, error):
    """Remove the server that this task has created if it never booted and `on_failure` says so. Completes the hint of ``error``."""
    have = context.resource.fetch(context, context.created_id) if context.created_id else None
    if have is None or not never_booted(have):
        return
    if context.params.get("on_failure") != "remove":
        add_hint(error, KEPT)
        return
    try:
        remove(context, have)
        add_hint(error, "It is removed again")
    except CloudError as second:
        add_hint(error, "It could not be removed: %s" % second)


def add_hint(error, text):
    """Append a sentence to the hint of a CloudError."""
    error.hint = ". ".join(filter(None, (error.hint and error.hint.rstrip("."), text)))


def remove(context, have):
    """Remove a server that never booted, and the volumes that Nova created for it. Raises CloudError."""
    volumes = [identifier for identifier in volume_ids(have) or () if is_created_by_nova(context, have, identifier)]
    context.resource.delete_failed(context, have)
    for identifier in volumes:
        context.session.request("block-storage", "DELETE", "/volumes/%s" % quote(identifier, safe=""), allow=(404,))
