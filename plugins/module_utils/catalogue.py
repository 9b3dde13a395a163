# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every table by its kind, for code that works on all of them. Generated: `make generate` writes this file.

A module that needs one kind imports the file of that kind instead. The imports are statements, since Ansible finds the files that a module
needs by reading its imports.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import backups as block_storage_backups
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import group_types as block_storage_group_types
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import image_metadata as block_storage_image_metadata
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import managed as block_storage_managed
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import services as block_storage_services
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import snapshots as block_storage_snapshots
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import transfers as block_storage_transfers
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import types as block_storage_types
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import volumes as block_storage_volumes
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import flavor_access as compute_flavor_access
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import flavors as compute_flavors
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import hosts as compute_hosts
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import infos as compute_infos
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import keypairs as compute_keypairs
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import server_groups as compute_server_groups
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import attachments as compute_server_attachments
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import table as compute_server_table
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns import name_rules as dns_name_rules
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns import ptrs as dns_ptrs
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns import recordsets as dns_recordsets
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns import shares as dns_shares
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns import transfers as dns_transfers
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns import tsigkeys as dns_tsigkeys
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns import zone_files as dns_zone_files
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns import zones as dns_zones
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import catalog as identity_catalog
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import credentials as identity_credentials
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import domains as identity_domains
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import limits as identity_limits
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import projects as identity_projects
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import roles as identity_roles
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import users as identity_users
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import images as image_images
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import members as image_members
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager import containers as key_manager_containers
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager import orders as key_manager_orders
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager import secrets as key_manager_secrets
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer import amphorae as load_balancer_amphorae
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer import (
    availability_zones as load_balancer_availability_zones,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer import flavors as load_balancer_flavors
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer import listeners as load_balancer_listeners
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer import load_balancers as load_balancer_load_balancers
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer import policies as load_balancer_policies
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer import pools as load_balancer_pools
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import address_pools as network_address_pools
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import agents as network_agents
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import default_rules as network_default_rules
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import floating_ips as network_floating_ips
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import ip_availabilities as network_ip_availabilities
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import networks as network_networks
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import port_forwardings as network_port_forwardings
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import ports as network_ports
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import qos as network_qos
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import rbac as network_rbac
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import routers as network_routers
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import routes as network_routes
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import security_groups as network_security_groups
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import segments as network_segments
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import subnets as network_subnets
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import trunks as network_trunks
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store import accounts as object_store_accounts
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store import containers as object_store_containers
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store import objects as object_store_objects
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration import snapshots as orchestration_snapshots
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration import software as orchestration_software
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration import stacks as orchestration_stacks
from ansible_collections.stratus.openstack.plugins.module_utils.services.quota import tables as quota_tables
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system import access as shared_file_system_access
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system import groups as shared_file_system_groups
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system import (
    network_subnets as shared_file_system_network_subnets,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system import networks as shared_file_system_networks
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system import (
    security_services as shared_file_system_security_services,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system import servers as shared_file_system_servers
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system import shares as shared_file_system_shares
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system import snapshots as shared_file_system_snapshots
from ansible_collections.stratus.openstack.plugins.module_utils.services.shared_file_system import types as shared_file_system_types

# One table for each kind: the one with the most attributes. Other tables of the same kind only find objects by name, or write them in
# another way.
TABLES = {
    "block_storage.backup": block_storage_backups.BACKUP,
    "block_storage.group_type": block_storage_group_types.GROUP_TYPE,
    "block_storage.qos_spec": block_storage_types.QOS,
    "block_storage.quota_set": quota_tables.QUOTAS["volume"],
    "block_storage.service": block_storage_services.SERVICE,
    "block_storage.snapshot": block_storage_snapshots.SNAPSHOT,
    "block_storage.transfer": block_storage_transfers.TRANSFER,
    "block_storage.type": block_storage_types.TYPE,
    "block_storage.type_access": block_storage_types.TYPE_ACCESS,
    "block_storage.type_encryption": block_storage_types.ENCRYPTION,
    "block_storage.volume": block_storage_volumes.VOLUME,
    "compute.aggregate": compute_hosts.AGGREGATE,
    "compute.availability_zone": compute_infos.AVAILABILITY_ZONE,
    "compute.flavor": compute_flavors.FLAVOR,
    "compute.flavor_access": compute_flavor_access.FLAVOR_ACCESS,
    "compute.hypervisor": compute_infos.HYPERVISOR,
    "compute.keypair": compute_keypairs.KEYPAIR,
    "compute.migration": compute_infos.MIGRATION,
    "compute.quota_set": quota_tables.QUOTAS["compute"],
    "compute.server": compute_server_table.SERVER,
    "compute.server_group": compute_server_groups.SERVER_GROUP,
    "compute.server_interface": compute_server_attachments.SERVER_INTERFACE,
    "compute.service": compute_hosts.COMPUTE_SERVICE,
    "compute.volume_attachment": compute_server_attachments.SERVER_VOLUME,
    "dns.blacklist": dns_name_rules.BLACKLIST,
    "dns.floating_ip": dns_ptrs.PTR,
    "dns.quota": quota_tables.QUOTAS["dns"],
    "dns.recordset": dns_recordsets.RECORDSET,
    "dns.tld": dns_name_rules.TLD,
    "dns.tsig_key": dns_tsigkeys.TSIGKEY,
    "dns.zone": dns_zones.ZONE,
    "dns.zone_export": dns_zone_files.EXPORTED,
    "dns.zone_import": dns_zone_files.IMPORTED,
    "dns.zone_share": dns_shares.ZONE_SHARE,
    "dns.zone_transfer_request": dns_transfers.TRANSFER,
    "identity.application_credential": identity_credentials.APPLICATION_CREDENTIAL,
    "identity.domain": identity_domains.DOMAIN,
    "identity.endpoint": identity_catalog.ENDPOINT,
    "identity.group": identity_users.GROUP,
    "identity.group_assignment": identity_users.GROUP_ASSIGNMENT,
    "identity.limit": identity_limits.LIMIT,
    "identity.project": identity_projects.PROJECT,
    "identity.region": identity_catalog.REGION,
    "identity.registered_limit": identity_limits.REGISTERED_LIMIT,
    "identity.role": identity_roles.ROLE,
    "identity.role_assignment": identity_roles.ROLE_ASSIGNMENT,
    "identity.service": identity_catalog.SERVICE,
    "identity.user": identity_users.USER,
    "image.image": image_images.IMAGE,
    "image.member": image_members.MEMBER,
    "key_manager.container": key_manager_containers.CONTAINER,
    "key_manager.order": key_manager_orders.ORDER,
    "key_manager.secret": key_manager_secrets.SECRET,
    "load_balancer.amphora": load_balancer_amphorae.AMPHORA,
    "load_balancer.availability_zone": load_balancer_availability_zones.ZONE,
    "load_balancer.availability_zone_profile": load_balancer_availability_zones.ZONE_PROFILE,
    "load_balancer.flavor": load_balancer_flavors.FLAVOR,
    "load_balancer.flavor_profile": load_balancer_flavors.FLAVOR_PROFILE,
    "load_balancer.health_monitor": load_balancer_pools.HEALTH_MONITOR,
    "load_balancer.l7_policy": load_balancer_policies.L7_POLICY,
    "load_balancer.l7_rule": load_balancer_policies.L7_RULE,
    "load_balancer.listener": load_balancer_listeners.LISTENER,
    "load_balancer.load_balancer": load_balancer_load_balancers.LOAD_BALANCER,
    "load_balancer.member": load_balancer_pools.MEMBER,
    "load_balancer.pool": load_balancer_pools.POOL,
    "load_balancer.provider": load_balancer_amphorae.PROVIDER,
    "load_balancer.quota": quota_tables.QUOTAS["load_balancer"],
    "network.address_group": network_address_pools.ADDRESS_GROUP,
    "network.address_scope": network_address_pools.ADDRESS_SCOPE,
    "network.agent": network_agents.NETWORK_AGENT,
    "network.default_security_group_rule": network_default_rules.DEFAULT_SECURITY_GROUP_RULE,
    "network.floating_ip": network_floating_ips.FLOATING_IP,
    "network.network": network_networks.NETWORK,
    "network.network_ip_availability": network_ip_availabilities.IP_AVAILABILITY,
    "network.network_segment_range": network_segments.NETWORK_SEGMENT_RANGE,
    "network.port": network_ports.PORT,
    "network.port_forwarding": network_port_forwardings.PORT_FORWARDING,
    "network.qos_policy": network_qos.QOS_POLICY,
    "network.qos_rule": network_qos.QOS_RULE,
    "network.quota": quota_tables.QUOTAS["network"],
    "network.rbac_policy": network_rbac.RBAC_POLICY,
    "network.router": network_routers.ROUTER,
    "network.router_route": network_routes.ROUTER_ROUTE,
    "network.security_group": network_security_groups.SECURITY_GROUP,
    "network.security_group_rule": network_security_groups.SECURITY_GROUP_RULE,
    "network.segment": network_segments.SEGMENT,
    "network.subnet": network_subnets.SUBNET,
    "network.subnet_pool": network_address_pools.SUBNET_POOL,
    "network.trunk": network_trunks.TRUNK,
    "object_store.account": object_store_accounts.ACCOUNT,
    "object_store.container": object_store_containers.CONTAINER,
    "object_store.object": object_store_objects.OBJECT,
    "orchestration.snapshot": orchestration_snapshots.SNAPSHOT,
    "orchestration.software_config": orchestration_software.SOFTWARE_CONFIG,
    "orchestration.software_deployment": orchestration_software.SOFTWARE_DEPLOYMENT,
    "orchestration.stack": orchestration_stacks.STACK,
    "shared_file_system.availability_zone": shared_file_system_servers.ZONE,
    "shared_file_system.quota_set": quota_tables.QUOTAS["share"],
    "shared_file_system.security_service": shared_file_system_security_services.SECURITY_SERVICE,
    "shared_file_system.share": shared_file_system_shares.SHARE,
    "shared_file_system.share_access_rule": shared_file_system_access.ACCESS,
    "shared_file_system.share_group": shared_file_system_groups.GROUP,
    "shared_file_system.share_group_snapshot": shared_file_system_groups.GROUP_SNAPSHOT,
    "shared_file_system.share_group_type": shared_file_system_groups.GROUP_TYPE,
    "shared_file_system.share_group_type_access": shared_file_system_groups.GROUP_TYPE_ACCESS,
    "shared_file_system.share_network": shared_file_system_networks.NETWORK,
    "shared_file_system.share_network_subnet": shared_file_system_network_subnets.NETWORK_SUBNET,
    "shared_file_system.share_server": shared_file_system_servers.SERVER,
    "shared_file_system.share_snapshot": shared_file_system_snapshots.SNAPSHOT,
    "shared_file_system.share_type": shared_file_system_types.TYPE,
    "shared_file_system.share_type_access": shared_file_system_types.TYPE_ACCESS,
}

# The table of each module that declares objects.
MODULES = {
    "address_group": network_address_pools.ADDRESS_GROUP,
    "address_scope": network_address_pools.ADDRESS_SCOPE,
    "application_credential": identity_credentials.APPLICATION_CREDENTIAL,
    "catalog_service": identity_catalog.SERVICE,
    "compute_service": compute_hosts.COMPUTE_SERVICE,
    "default_security_group_rule": network_default_rules.DEFAULT_SECURITY_GROUP_RULE,
    "dns_blacklist": dns_name_rules.BLACKLIST,
    "dns_ptr": dns_ptrs.PTR,
    "dns_tld": dns_name_rules.TLD,
    "dns_tsigkey": dns_tsigkeys.TSIGKEY,
    "dns_zone": dns_zones.ZONE,
    "dns_zone_import": dns_zone_files.IMPORT,
    "dns_zone_share": dns_shares.ZONE_SHARE,
    "dns_zone_transfer": dns_transfers.TRANSFER,
    "endpoint": identity_catalog.ENDPOINT,
    "flavor": compute_flavors.FLAVOR,
    "flavor_access": compute_flavor_access.FLAVOR_ACCESS,
    "floating_ip": network_floating_ips.FLOATING_IP,
    "group_assignment": identity_users.GROUP_ASSIGNMENT,
    "host_aggregate": compute_hosts.AGGREGATE,
    "identity_domain": identity_domains.DOMAIN,
    "identity_group": identity_users.GROUP,
    "identity_limit": identity_limits.LIMIT,
    "identity_role": identity_roles.ROLE,
    "identity_user": identity_users.USER,
    "image": image_images.IMAGE,
    "image_member": image_members.MEMBER,
    "keypair": compute_keypairs.KEYPAIR,
    "lb_availability_zone": load_balancer_availability_zones.ZONE,
    "lb_availability_zone_profile": load_balancer_availability_zones.ZONE_PROFILE,
    "lb_flavor": load_balancer_flavors.FLAVOR,
    "lb_flavor_profile": load_balancer_flavors.FLAVOR_PROFILE,
    "lb_health_monitor": load_balancer_pools.HEALTH_MONITOR,
    "lb_l7_policy": load_balancer_policies.L7_POLICY,
    "lb_l7_rule": load_balancer_policies.L7_RULE,
    "lb_listener": load_balancer_listeners.LISTENER,
    "lb_member": load_balancer_pools.MEMBER,
    "lb_pool": load_balancer_pools.POOL,
    "loadbalancer": load_balancer_load_balancers.LOAD_BALANCER,
    "network": network_networks.NETWORK,
    "network_agent": network_agents.NETWORK_AGENT,
    "network_segment": network_segments.SEGMENT,
    "network_segment_range": network_segments.NETWORK_SEGMENT_RANGE,
    "neutron_rbac_policy": network_rbac.RBAC_POLICY,
    "object": object_store_objects.OBJECT,
    "object_account": object_store_accounts.ACCOUNT,
    "object_container": object_store_containers.CONTAINER,
    "port": network_ports.PORT,
    "port_forwarding": network_port_forwardings.PORT_FORWARDING,
    "project": identity_projects.PROJECT,
    "qos_policy": network_qos.QOS_POLICY,
    "qos_rule": network_qos.QOS_RULE,
    "recordset": dns_recordsets.RECORDSET,
    "region": identity_catalog.REGION,
    "registered_limit": identity_limits.REGISTERED_LIMIT,
    "role_assignment": identity_roles.ROLE_ASSIGNMENT,
    "router": network_routers.ROUTER,
    "router_route": network_routes.ROUTER_ROUTE,
    "secret": key_manager_secrets.SECRET,
    "secret_container": key_manager_containers.CONTAINER,
    "secret_order": key_manager_orders.ORDER,
    "security_group": network_security_groups.SECURITY_GROUP,
    "security_group_rule": network_security_groups.SECURITY_GROUP_RULE,
    "server": compute_server_table.SERVER,
    "server_group": compute_server_groups.SERVER_GROUP,
    "server_interface": compute_server_attachments.SERVER_INTERFACE,
    "server_volume": compute_server_attachments.SERVER_VOLUME,
    "share": shared_file_system_shares.SHARE,
    "share_access": shared_file_system_access.ACCESS,
    "share_group": shared_file_system_groups.GROUP,
    "share_group_snapshot": shared_file_system_groups.GROUP_SNAPSHOT,
    "share_group_type": shared_file_system_groups.GROUP_TYPE,
    "share_group_type_access": shared_file_system_groups.GROUP_TYPE_ACCESS,
    "share_network": shared_file_system_networks.NETWORK,
    "share_network_subnet": shared_file_system_network_subnets.NETWORK_SUBNET,
    "share_security_service": shared_file_system_security_services.SECURITY_SERVICE,
    "share_snapshot": shared_file_system_snapshots.SNAPSHOT,
    "share_type": shared_file_system_types.TYPE,
    "share_type_access": shared_file_system_types.TYPE_ACCESS,
    "software_config": orchestration_software.SOFTWARE_CONFIG,
    "software_deployment": orchestration_software.SOFTWARE_DEPLOYMENT,
    "stack": orchestration_stacks.STACK,
    "stack_snapshot": orchestration_snapshots.SNAPSHOT,
    "subnet": network_subnets.SUBNET,
    "subnet_pool": network_address_pools.SUBNET_POOL,
    "trunk": network_trunks.TRUNK,
    "volume": block_storage_volumes.VOLUME,
    "volume_backup": block_storage_backups.BACKUP,
    "volume_group_type": block_storage_group_types.GROUP_TYPE,
    "volume_image_metadata": block_storage_image_metadata.IMAGE_METADATA_OF_VOLUME,
    "volume_manage": block_storage_managed.MANAGED,
    "volume_qos": block_storage_types.QOS,
    "volume_snapshot": block_storage_snapshots.SNAPSHOT,
    "volume_transfer": block_storage_transfers.TRANSFER,
    "volume_type": block_storage_types.TYPE,
    "volume_type_access": block_storage_types.TYPE_ACCESS,
    "volume_type_encryption": block_storage_types.ENCRYPTION,
}
