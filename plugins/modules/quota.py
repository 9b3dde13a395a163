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
  - Sets limits of a project in the compute (Nova), block storage (Cinder), network (Neutron), load balancer (Octavia), DNS (Designate) and
    shared file system (Manila) services, or gives it the defaults again.
  - In all options V(-1) means no limit, and V(0) means none at all. Limits that are omitted are left alone. Only what differs is written.
  - A service that the cloud does not have is left out, unless one of its limits is set.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name or ID of the project.}
  domain: {type: str, description: 'Name or ID of the domain of the project; without it, the project may be one of any domain.'}
  api_export_size: {type: int, description: 'Number of recordsets in the export of a DNS zone.'}
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
  per_share_gigabytes: {type: int, description: 'Number of GiB of one share.'}
  per_volume_gigabytes: {type: int, description: 'Number of GiB of one volume.'}
  pools: {type: int, aliases: [pool], description: 'Number of pools.'}
  ports: {type: int, aliases: [port], description: 'Number of ports.'}
  ram: {type: int, description: 'Number of MiB of memory of all servers.'}
  rbac_policies: {type: int, aliases: [rbac_policy], description: 'Number of RBAC policies.'}
  recordset_records: {type: int, description: 'Number of records in a DNS recordset.'}
  router_routes: {type: int, description: 'Number of routes of a router.'}
  routers: {type: int, aliases: [router], description: 'Number of routers.'}
  security_group_rules: {type: int, aliases: [security_group_rule], description: 'Number of rules of security groups.'}
  security_groups: {type: int, aliases: [security_group], description: 'Number of security groups.'}
  server_group_members: {type: int, description: 'Number of servers in a server group.'}
  server_groups: {type: int, description: 'Number of server groups.'}
  share_backup_gigabytes: {type: int, description: 'Number of GiB of all backups of shares (needs microversion 2.80).'}
  share_backups: {type: int, description: 'Number of backups of shares (needs microversion 2.80).'}
  share_gigabytes: {type: int, description: 'Number of GiB of all shares.'}
  share_group_snapshots: {type: int, description: 'Number of snapshots of share groups.'}
  share_groups: {type: int, description: 'Number of share groups.'}
  share_networks: {type: int, description: 'Number of share networks.'}
  share_replica_gigabytes: {type: int, description: 'Number of GiB of all replicas of shares.'}
  share_replicas: {type: int, description: 'Number of replicas of shares.'}
  share_snapshot_gigabytes: {type: int, description: 'Number of GiB of all snapshots of shares.'}
  share_snapshots: {type: int, description: 'Number of snapshots of shares.'}
  shares: {type: int, description: 'Number of shares.'}
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
  zone_records: {type: int, description: 'Number of records in a DNS zone.'}
  zone_recordsets: {type: int, description: 'Number of recordsets in a DNS zone.'}
  zones: {type: int, description: 'Number of DNS zones.'}
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
  contains:
    compute:
      description: Quotas of the compute service (Nova).
      type: dict
      contains:
        # attributes of compute.quota_set: make generate
        id: {type: str, description: ID of the project that the quotas are for. Null when the service does not return it.}
        name: {type: str, description: Always null. Quotas have no name.}
        cores: {type: int, description: Number of virtual CPUs that all servers together can have. V(-1) means no limit.}
        fixed_ips:
          description: 'Number of fixed IP addresses. Null unless the task sets it, since Nova shows it only up to microversion 2.35.'
          type: int
        floating_ips:
          description: Number of floating IPs in nova-network. Null from microversion 2.36 on; the quota of Neutron applies.
          type: int
        force: {type: bool, description: Always null. Nova does not return whether a limit was forced.}
        injected_file_content_bytes: {type: int, description: Size in bytes of the content of one injected file. V(-1) means no limit.}
        injected_file_path_bytes: {type: int, description: Length in bytes of the path of one injected file. V(-1) means no limit.}
        injected_files: {type: int, description: Number of files that can be injected into a new server. V(-1) means no limit.}
        instances: {type: int, description: Number of servers. V(-1) means no limit.}
        key_pairs: {type: int, description: Number of keypairs of each user. V(-1) means no limit.}
        metadata_items: {type: int, description: Number of metadata items of each server. V(-1) means no limit.}
        networks:
          description: Number of networks in nova-network. Null from microversion 2.36 on; the quota of Neutron applies.
          type: int
        ram: {type: int, description: Memory in MiB that all servers together can have. V(-1) means no limit.}
        reservation:
          description: 'What is reserved for requests in progress, under the names of the quotas. Nova reserves nothing, so all values are
            V(0). Null without O(stratus.openstack.quota_info#module:usage=true).'
          type: dict
        security_group_rules:
          description: Number of rules of each security group in nova-network. Null from microversion 2.36 on; the quota of Neutron applies.
          type: int
        security_groups:
          description: Number of security groups in nova-network. Null from microversion 2.36 on; the quota of Neutron applies.
          type: int
        server_group_members: {type: int, description: Number of servers in each server group. V(-1) means no limit.}
        server_groups: {type: int, description: Number of server groups. V(-1) means no limit.}
        usage:
          description: 'What the project uses at present, under the names of the quotas. Null without
            O(stratus.openstack.quota_info#module:usage=true).'
          type: dict
        # end of attributes
    volume:
      description: Quotas of the block storage service (Cinder).
      type: dict
      contains:
        # attributes of block_storage.quota_set: make generate
        id: {type: str, description: ID of the project that the quotas are for. Null when the service does not return it.}
        name: {type: str, description: Always null. Quotas have no name.}
        backup_gigabytes: {type: int, description: Size in GiB that all backups together can have. V(-1) means no limit.}
        backups: {type: int, description: Number of backups. V(-1) means no limit.}
        gigabytes:
          description: 'Size in GiB that all volumes and, unless the cloud excludes them, snapshots together can have. V(-1) means no
            limit.'
          type: int
        groups: {type: int, description: Number of generic volume groups. V(-1) means no limit.}
        per_volume_gigabytes: {type: int, description: Size in GiB of one volume. V(-1) means no limit.}
        reservation:
          description: 'What is reserved for requests in progress, under the names of the quotas. It counts like usage. Null without
            O(stratus.openstack.quota_info#module:usage=true).'
          type: dict
        snapshots: {type: int, description: Number of snapshots. V(-1) means no limit.}
        usage:
          description: 'What the project uses at present, under the names of the quotas. Null without
            O(stratus.openstack.quota_info#module:usage=true).'
          type: dict
        volume_types:
          description: 'Further limits for each volume type. Each key is the name of a type, each value its C(volumes), C(snapshots) and
            C(gigabytes).'
          type: dict
        volumes: {type: int, description: Number of volumes. V(-1) means no limit.}
        # end of attributes
    network:
      description: Quotas of the network service (Neutron).
      type: dict
      contains:
        # attributes of network.quota: make generate
        id: {type: str, description: ID of the project that the quotas are for. Null when the service does not return it.}
        name: {type: str, description: Always null. Quotas have no name.}
        check_limit: {type: bool, description: Always null. Neutron takes it in a request and does not return it.}
        floating_ips: {type: int, description: Number of floating IPs. V(-1) means no limit.}
        health_monitors:
          description: 'Number of health monitors in Neutron''s former load balancer service. Null in today''s clouds; the quota of Octavia
            applies.'
          type: int
        l7_policies:
          description: 'Number of L7 policies in Neutron''s former load balancer service. Null in today''s clouds; the quota of Octavia
            applies.'
          type: int
        listeners:
          description: 'Number of listeners in Neutron''s former load balancer service. Null in today''s clouds; the quota of Octavia
            applies.'
          type: int
        load_balancers:
          description: 'Number of load balancers in Neutron''s former load balancer service. Null in today''s clouds; the quota of Octavia
            applies.'
          type: int
        networks: {type: int, description: Number of networks. V(-1) means no limit.}
        pools:
          description: 'Number of pools in Neutron''s former load balancer service. Null in today''s clouds; the quota of Octavia applies.'
          type: int
        ports: {type: int, description: Number of ports. Those of router interfaces and DHCP count as well. V(-1) means no limit.}
        project_id: {type: str, description: ID of the project that the quotas are for. Null when the service does not return it.}
        rbac_policies:
          description: 'Number of RBAC policies, which share networks and other objects with projects. V(-1) means no limit.'
          type: int
        router_routes: {type: int, description: Number of routes of each router. V(-1) means no limit. Null when Neutron has no such quota.}
        routers: {type: int, description: Number of routers. V(-1) means no limit. Null in a cloud without routers.}
        security_group_rules: {type: int, description: Number of security group rules in all groups together. V(-1) means no limit.}
        security_groups: {type: int, description: 'Number of security groups, the default one included. V(-1) means no limit.'}
        subnet_pools: {type: int, description: Number of subnet pools. V(-1) means no limit.}
        subnets: {type: int, description: Number of subnets in all networks together. V(-1) means no limit.}
        tenant_id: {type: str, description: The former name of C(project_id). Null when Neutron does not return it.}
        trunks: {type: int, description: Number of trunks. V(-1) means no limit. Null in a cloud without trunks.}
        # end of attributes
    load_balancer:
      description: Quotas of the load balancer service (Octavia). Present where the cloud has this service.
      type: dict
      contains:
        # attributes of load_balancer.quota: make generate
        id: {type: str, description: ID of the project that the quotas are for. Null when the service does not return it.}
        name: {type: str, description: Always null. Quotas have no name.}
        health_monitors: {type: int, description: Number of health monitors. V(-1) means no limit.}
        l7_policies: {type: int, description: Number of L7 policies. V(-1) means no limit. Null before version 2.19 of the API.}
        l7_rules: {type: int, description: Number of L7 rules. V(-1) means no limit. Null before version 2.19 of the API.}
        listeners: {type: int, description: Number of listeners. V(-1) means no limit.}
        load_balancers: {type: int, description: Number of load balancers. V(-1) means no limit.}
        members: {type: int, description: Number of members in all pools together. V(-1) means no limit.}
        pools: {type: int, description: Number of pools. V(-1) means no limit.}
        project_id: {type: str, description: ID of the project that the quotas are for. Null when the service does not return it.}
        # end of attributes
    dns:
      description: Quotas of the DNS service (Designate). Present where the cloud has this service.
      type: dict
      contains:
        # attributes of dns.quota: make generate
        id: {type: str, description: ID of the project that the quotas are for. Null when the service does not return it.}
        name: {type: str, description: Always null. Quotas have no name.}
        api_export_size: {type: int, description: Number of recordsets that the export of a zone can contain. V(-1) means no limit.}
        recordset_records: {type: int, description: Number of records in each recordset. V(-1) means no limit.}
        zone_records: {type: int, description: Number of records in each zone. V(-1) means no limit.}
        zone_recordsets: {type: int, description: Number of recordsets in each zone. V(-1) means no limit.}
        zones: {type: int, description: Number of zones. V(-1) means no limit.}
        # end of attributes
    share:
      description: Quotas of the shared file system service (Manila). Present where the cloud has this service.
      type: dict
      contains:
        # attributes of shared_file_system.quota_set: make generate
        id: {type: str, description: ID of the project that the quotas are for. Null when the service does not return it.}
        name: {type: str, description: Always null. Quotas have no name.}
        backup_gigabytes:
          description: Size in GiB that all backups together can have. V(-1) means no limit. Null before microversion 2.80.
          type: int
        backups: {type: int, description: Number of backups. V(-1) means no limit. Null before microversion 2.80.}
        gigabytes: {type: int, description: Size in GiB that all shares together can have. V(-1) means no limit.}
        per_share_gigabytes: {type: int, description: Size in GiB of one share. V(-1) means no limit. Null before microversion 2.62.}
        replica_gigabytes: {type: int, description: Size in GiB that all replicas together can have. V(-1) means no limit.}
        reservation:
          description: 'What is reserved for requests in progress, under the names of the quotas. It counts like usage. Null without
            O(stratus.openstack.quota_info#module:usage=true).'
          type: dict
        share_group_snapshots: {type: int, description: Number of snapshots of share groups. V(-1) means no limit.}
        share_groups: {type: int, description: Number of share groups. V(-1) means no limit.}
        share_networks: {type: int, description: Number of share networks. V(-1) means no limit.}
        share_replicas: {type: int, description: Number of replicas of shares. V(-1) means no limit.}
        shares: {type: int, description: Number of shares. V(-1) means no limit.}
        snapshot_gigabytes: {type: int, description: Size in GiB that all snapshots together can have. V(-1) means no limit.}
        snapshots: {type: int, description: Number of snapshots. V(-1) means no limit.}
        usage:
          description: 'What the project uses at present, under the names of the quotas. Null without
            O(stratus.openstack.quota_info#module:usage=true).'
          type: dict
        # end of attributes
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
