# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every table by its kind, for what works on all of them. A module that needs one kind imports the file of that kind instead.

The imports are statements, since Ansible packs what a module imports by reading it.
"""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import (
    backups,
    snapshots,
    transfers,
    volumes,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import services as volume_services
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage import types as volume_types
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import (
    flavor_access,
    flavors,
    hosts,
    infos,
    keypairs,
    server_groups,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import attachments
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server import table as servers
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import (
    catalog,
    credentials,
    domains,
    projects,
    roles,
    users,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import images, members
from ansible_collections.stratus.openstack.plugins.module_utils.services.network import (
    address_pools,
    agents,
    default_rules,
    floating_ips,
    ip_availabilities,
    networks,
    port_forwardings,
    ports,
    qos,
    rbac,
    routers,
    routes,
    security_groups,
    segments,
    subnets,
    trunks,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.quota import tables as quotas

# One table for each kind: the one that shows all attributes. Others of the same kind only find objects by name, or write them in
# another way.
TABLES = {
    table.kind: table
    for table in (
        backups.BACKUP,
        snapshots.SNAPSHOT,
        transfers.TRANSFER,
        volume_services.SERVICE,
        volume_types.ENCRYPTION,
        volume_types.QOS,
        volume_types.TYPE,
        volume_types.TYPE_ACCESS,
        volumes.VOLUME,
        attachments.SERVER_INTERFACE,
        attachments.SERVER_VOLUME,
        flavor_access.FLAVOR_ACCESS,
        flavors.FLAVOR,
        hosts.AGGREGATE,
        hosts.COMPUTE_SERVICE,
        infos.AVAILABILITY_ZONE,
        infos.HYPERVISOR,
        infos.MIGRATION,
        keypairs.KEYPAIR,
        server_groups.SERVER_GROUP,
        servers.SERVER,
        catalog.ENDPOINT,
        catalog.REGION,
        catalog.SERVICE,
        credentials.APPLICATION_CREDENTIAL,
        domains.DOMAIN,
        projects.PROJECT,
        roles.ROLE,
        roles.ROLE_ASSIGNMENT,
        users.GROUP,
        users.GROUP_ASSIGNMENT,
        users.USER,
        images.IMAGE,
        members.MEMBER,
        address_pools.ADDRESS_GROUP,
        address_pools.ADDRESS_SCOPE,
        address_pools.SUBNET_POOL,
        agents.NETWORK_AGENT,
        default_rules.DEFAULT_SECURITY_GROUP_RULE,
        floating_ips.FLOATING_IP,
        ip_availabilities.IP_AVAILABILITY,
        networks.NETWORK,
        port_forwardings.PORT_FORWARDING,
        ports.PORT,
        qos.QOS_POLICY,
        qos.QOS_RULE,
        rbac.RBAC_POLICY,
        routers.ROUTER,
        routes.ROUTER_ROUTE,
        security_groups.SECURITY_GROUP,
        security_groups.SECURITY_GROUP_RULE,
        segments.NETWORK_SEGMENT_RANGE,
        segments.SEGMENT,
        subnets.SUBNET,
        trunks.TRUNK,
        *quotas.QUOTAS.values(),
    )
}
