#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: hypervisor_info
short_description: List hypervisors
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the hypervisors of the compute service (Nova) with what they have and what of it is used, by one request. For administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  name: {type: str, description: 'Host name or ID of the one hypervisor that is wanted, or a pattern such as V(web-*).'}
  pattern: {type: str, description: A part of their host names.}
  with_servers: {type: bool, description: Whether the servers on them are told as well.}
  limit: {type: int, description: Give at most so many.}
"""

EXAMPLES = r"""
- name: All of them
  stratus.openstack.hypervisor_info:
    cloud: admin
  register: all

- name: How much memory is left
  ansible.builtin.debug:
    msg: "{{ all.hypervisors | map(attribute='memory_free') | sum }} MiB"

- name: Which servers are on one
  stratus.openstack.hypervisor_info:
    cloud: admin
    name: compute7.example.org
    with_servers: true

- name: Those that are down
  stratus.openstack.hypervisor_info:
    cloud: admin
    filters:
      state: down
"""

RETURN = r"""
hypervisors:
  description: The hypervisors.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of compute.hypervisor: make generate
    id: {type: str, description: UUID of the hypervisor.}
    name: {type: str, description: 'Host name of the hypervisor, as it reports it. It can differ from the name of the compute host.'}
    cpu_info:
      description: The processors of the host. Empty when the hypervisor does not report them. The keys depend on the hypervisor.
      type: dict
      contains:
        arch: {type: str, description: 'Architecture, such as V(x86_64).'}
        model: {type: str, description: 'Model of the processors, such as V(Cascadelake-Server).'}
        vendor: {type: str, description: 'Vendor of the processors, such as V(Intel).'}
        features: {type: list, elements: str, description: 'Flags of the processors, such as V(aes).'}
        topology:
          description: 'Number of C(sockets), C(cores) of a socket and C(threads) of a core; C(cells) with some hypervisors.'
          type: dict
    current_workload:
      description: 'Number of operations that are in progress on the host, such as builds, snapshots, migrations and resizes.'
      type: int
    disk_available:
      description: Disk space in GiB that is left when all disks of servers grow to their full size. Negative when the disk is
        overcommitted.
      type: int
    host_ip: {type: str, description: IP address of the host for traffic between compute hosts.}
    hypervisor_type: {type: str, description: 'Kind of the hypervisor, such as V(QEMU), V(VMware vCenter Server) or V(ironic).'}
    hypervisor_version: {type: int, description: 'Version of the hypervisor as a number, such as V(8002002) for QEMU 8.2.2.'}
    local_disk_free: {type: int, description: Disk space in GiB that is not assigned to servers. It can be negative.}
    local_disk_size: {type: int, description: Disk space in GiB for servers.}
    local_disk_used: {type: int, description: Disk space in GiB that is assigned to servers.}
    memory_free: {type: int, description: Memory in MiB that is not assigned to servers. It can be negative.}
    memory_size: {type: int, description: Memory of the host in MiB.}
    memory_used: {type: int, description: Memory in MiB that is assigned to servers or reserved for the host.}
    running_vms: {type: int, description: 'Number of servers on the host, in whatever state.'}
    servers:
      description: 'The servers on the host. Null unless O(stratus.openstack.hypervisor_info#module:with_servers=true).'
      type: list
      elements: dict
      contains:
        name: {type: str, description: 'Name by which the hypervisor knows the server, such as V(instance-0000002a).'}
        uuid: {type: str, description: UUID of the server.}
    service_details:
      description: The compute service that runs the hypervisor.
      type: dict
      contains:
        id: {type: str, description: UUID of the service.}
        host: {type: str, description: Name of the host that runs the service.}
        disabled_reason: {type: str, description: Reason that was given when the service was disabled. Null when there is none.}
    state: {type: str, description: 'V(up) when the compute service reported itself in time, V(down) otherwise.'}
    status: {type: str, description: 'V(enabled) when the host gets new servers, V(disabled) when it does not.'}
    uptime: {type: str, description: 'Always null. Nova shows it from microversion 2.88 on, where the sizes above are no longer shown.'}
    vcpus: {type: int, description: Number of processors of the host.}
    vcpus_used: {type: int, description: Number of virtual CPUs that are assigned to servers.}
    # end of attributes
  sample:
    - id: 7e9b6adf-b0b1-5d6b-b928-01368f54856f
      name: compute7.example.org
      state: up
      status: enabled
      hypervisor_type: QEMU
      vcpus: 64
      vcpus_used: 12
      memory_size: 524288
      memory_free: 401408
      running_vms: 9
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.infos import HYPERVISORS

OPERATION = HYPERVISORS

if __name__ == "__main__":
    run(OPERATION)
