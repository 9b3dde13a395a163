#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: quota
short_description: Manage the quotas of projects
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Sets limits of a project in the compute (Nova), block storage (Cinder), network (Neutron) and load balancer (Octavia) services, or gives
    it the defaults again.
  - In all options V(-1) means no limit, and V(0) means none at all. Limits that are omitted are left alone. Only what differs is written.
  - A service that the cloud does not have is left out, unless one of its limits is set.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the project.}
  domain: {type: str, description: 'Name or ID of the domain of the project; without it, the project may be one of any domain.'}
  backup_gigabytes: {type: int, description: 'Number of GiB of all backups.'}
  backups: {type: int, description: 'Number of backups.'}
  cores: {type: int, description: 'Number of virtual processors of all servers.'}
  fixed_ips: {type: int, description: 'Number of fixed addresses, on clouds without Neutron.'}
  floating_ips: {type: int, aliases: [compute_floating_ips, floatingip, network_floating_ips], description: 'Number of floating IPs.'}
  gigabytes: {type: int, description: 'Number of GiB of all volumes and snapshots.'}
  groups: {type: int, description: 'Number of groups of volumes.'}
  health_monitors: {type: int, description: 'Number of health monitors.'}
  injected_file_content_bytes: {type: int, aliases: [injected_file_size], description: 'Number of bytes of an injected file.'}
  injected_file_path_bytes: {type: int, aliases: [injected_path_size], description: 'Number of bytes in the path of an injected file.'}
  injected_files: {type: int, description: 'Number of files injected into a server.'}
  instances: {type: int, description: 'Number of servers.'}
  key_pairs: {type: int, description: 'Number of keypairs of a user.'}
  l7_policies: {type: int, description: 'Number of L7 policies.'}
  l7_rules: {type: int, description: 'Number of L7 rules.'}
  listeners: {type: int, description: 'Number of listeners.'}
  load_balancers: {type: int, aliases: [loadbalancer], description: 'Number of load balancers.'}
  members: {type: int, description: 'Number of members of pools.'}
  metadata_items: {type: int, description: 'Number of entries in the metadata of a server.'}
  networks: {type: int, aliases: [network], description: 'Number of networks.'}
  per_volume_gigabytes: {type: int, description: 'Number of GiB of one volume.'}
  pools: {type: int, aliases: [pool], description: 'Number of pools.'}
  ports: {type: int, aliases: [port], description: 'Number of ports.'}
  ram: {type: int, description: 'Number of MiB of memory of all servers.'}
  rbac_policies: {type: int, aliases: [rbac_policy], description: 'Number of RBAC policies.'}
  router_routes: {type: int, description: 'Number of routes of a router.'}
  routers: {type: int, aliases: [router], description: 'Number of routers.'}
  security_group_rules: {type: int, aliases: [security_group_rule], description: 'Number of rules of security groups.'}
  security_groups: {type: int, aliases: [security_group], description: 'Number of security groups.'}
  server_group_members: {type: int, description: 'Number of servers in a server group.'}
  server_groups: {type: int, description: 'Number of server groups.'}
  snapshots: {type: int, description: 'Number of snapshots.'}
  subnet_pools: {type: int, aliases: [subnetpool], description: 'Number of subnet pools.'}
  subnets: {type: int, aliases: [subnet], description: 'Number of subnets.'}
  trunks: {type: int, aliases: [trunk], description: 'Number of trunks.'}
  volumes: {type: int, description: 'Number of volumes.'}
  volume_types:
    description:
      - "Limits for single types of volumes, such as V({ssd: {volumes: 10, gigabytes: 500}}), by the name of the type."
      - Each type has C(volumes), C(snapshots) and C(gigabytes).
    type: dict
  force: {type: bool, default: false, description: Whether Nova takes a limit below what the project already uses.}
  state:
    description: With V(absent), the project has the defaults again; one that is not there needs none.
    type: str
    choices: [present, absent]
    default: present
"""

EXAMPLES = r"""
- name: Give a project room for ten servers, and for as many volumes as it likes
  stratus.openstack.quota:
    cloud: admin
    name: web
    instances: 10
    cores: 40
    ram: 81920
    volumes: -1
    gigabytes: 2000
    volume_types:
      ssd: {gigabytes: 200}

- name: Let it have no floating IPs
  stratus.openstack.quota:
    cloud: admin
    name: web
    floating_ips: 0

- name: Look at the quotas without changing any
  stratus.openstack.quota:
    cloud: admin
    name: web
  register: limits

- name: Give it the defaults again
  stratus.openstack.quota:
    cloud: admin
    name: web
    state: absent
"""

RETURN = r"""
quotas:
  description:
    - The quotas of the project, by service; C(volume) also has C(volume_types), the limits of each type of volume.
    - A limit is null when the service did not send it.
  returned: success
  type: dict
  sample:
    compute: {cores: 40, instances: 10, ram: 81920, key_pairs: 100, server_groups: 10}
    network: {floating_ips: 0, networks: 100, ports: 500, routers: 10}
    volume: {volumes: -1, gigabytes: 2000, snapshots: 10, volume_types: {ssd: {volumes: -1, snapshots: -1, gigabytes: 200}}}
id:
  description: The ID of the project.
  returned: when the project exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.quota.operations import QUOTA

OPERATION = QUOTA

if __name__ == "__main__":
    run(OPERATION)
