#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: quota_info
short_description: Read the quotas of projects
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Reads the limits of a project in the compute (Nova), block storage (Cinder), network (Neutron), load balancer (Octavia) and shared
    file system (Manila) services, and on request what is used of them, by one request for each service that the cloud has.
  - Users may ask this for their own project.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
options:
  name: {type: str, aliases: [project], description: Name or ID of the project; by default the one that the credentials are for.}
  domain: {type: str, description: 'Name or ID of the domain of the project; without it, the project may be one of any domain.'}
  usage:
    description:
      - Whether to add, for each service, what is used (C(usage)), and what is promised to requests under way (C(reservation)).
      - Octavia does not tell; there both are null.
    type: bool
    default: false
  defaults: {type: bool, default: false, description: 'Whether to give the limits of a project that has none of its own, instead.'}
"""

EXAMPLES = r"""
- name: What the own project may have, and has
  stratus.openstack.quota_info:
    cloud: demo
    usage: true
  register: now

- name: Go on only when there is room for three volumes
  ansible.builtin.assert:
    that: now.quotas.volume.volumes == -1 or now.quotas.volume.volumes - now.quotas.volume.usage.volumes >= 3

- name: Of another project
  stratus.openstack.quota_info:
    cloud: admin
    name: web

- name: What a new project would have
  stratus.openstack.quota_info:
    cloud: admin
    name: web
    defaults: true
"""

RETURN = r"""
quotas:
  description:
    - The quotas of the project, by service, as M(stratus.openstack.quota) returns them; V(-1) is no limit.
    - With O(usage), each service also has C(usage) and C(reservation), with the same names.
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
        usage:
          description: What the project uses at present, under the names of the quotas. Null when the service does not count it.
            Present with O(usage=true).
          type: dict
        reservation:
          description: What is reserved for requests in progress, under the names of the quotas. Null when the service does not
            count it. Present with O(usage=true).
          type: dict
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
        usage:
          description: What the project uses at present, under the names of the quotas. Null when the service does not count it.
            Present with O(usage=true).
          type: dict
        reservation:
          description: What is reserved for requests in progress, under the names of the quotas. Null when the service does not
            count it. Present with O(usage=true).
          type: dict
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
        usage:
          description: Always null. Designate does not count it. Present with O(usage=true).
          type: dict
        reservation:
          description: Always null. Designate does not count it. Present with O(usage=true).
          type: dict
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
    compute: {cores: 40, instances: 10, ram: 81920, usage: {cores: 4, instances: 2, ram: 8192}, reservation: {cores: 0, instances: 0}}
    network: {floating_ips: 0, networks: 100, ports: 500, usage: {floating_ips: 0, networks: 3, ports: 12}}
    volume: {volumes: -1, gigabytes: 2000, volume_types: {ssd: {volumes: -1, gigabytes: 200}}, usage: {volumes: 1, gigabytes: 20}}
id:
  description: The ID of the project.
  returned: success
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.quota.operations import QUOTAS_OF_PROJECT

OPERATION = QUOTAS_OF_PROJECT

if __name__ == "__main__":
    run(OPERATION)
