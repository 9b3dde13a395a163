#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server_migration_info
short_description: List migrations of servers
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the resizes, migrations and evacuations of servers of the compute service (Nova), those that are over among them, by one request.
  - For administrators.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
  - stratus.openstack.resource.filters
options:
  server: {type: str, description: Name or ID of the server; a name means one of the own project.}
  host: {type: str, description: The host that they come from or go to.}
  source_compute: {type: str, description: The host that they come from.}
  status: {type: str, description: 'Their status, such as V(running), V(finished), V(confirmed), V(completed) or V(error).'}
  migration_type:
    description: Their kind.
    type: str
    choices: [evacuation, live-migration, migration, resize]
  project: {type: str, description: Name or ID of the project of the servers.}
  changes_since: {type: str, description: 'Only what has changed since then, as an ISO 8601 time.'}
  changes_before: {type: str, description: 'Only what has not changed since then, as an ISO 8601 time.'}
  limit: {type: int, description: Give at most so many.}
"""

EXAMPLES = r"""
- name: What is under way from a host
  stratus.openstack.server_migration_info:
    cloud: admin
    source_compute: compute7
    status: running
  register: leaving

- name: Where a server has been
  stratus.openstack.server_migration_info:
    cloud: admin
    server: 7f2c6c3a-9a1e-4a0f-8d0c-7f0b1f6d1111
"""

RETURN = r"""
migrations:
  description: The migrations, the latest first.
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of compute.migration: make generate
    id: {type: int, description: 'ID of the migration, a number.'}
    name: {type: str, description: Always null. A migration has no name.}
    created_at: {type: str, description: 'Time when the migration began, in UTC, as ISO 8601.'}
    dest_compute:
      description: 'Name of the compute host that the server moves to. Null before the scheduler chose it, and for users who may not see
        hosts.'
      type: str
    dest_host:
      description: 'IP address of the compute host that the server moves to. Null before it is known, and for users who may not see hosts.'
      type: str
    dest_node:
      description: 'Name of the hypervisor that the server moves to. Null before it is known, and for users who may not see hosts.'
      type: str
    migration_type: {type: str, description: 'V(evacuation), V(live-migration), V(migration) for a cold migration, or V(resize).'}
    new_flavor_id:
      description: Internal number of the flavor after the migration. It is not the ID of the flavor. Null before it is known.
      type: int
    old_flavor_id:
      description: Internal number of the flavor before the migration. It equals C(new_flavor_id) unless the migration is a resize. Null
        before it is known.
      type: int
    project_id: {type: str, description: ID of the project of the user who asked for the migration. Null before microversion 2.80.}
    server_id: {type: str, description: UUID of the server that is migrated.}
    source_compute: {type: str, description: Name of the compute host that the server moves from. Null for users who may not see hosts.}
    source_node: {type: str, description: Name of the hypervisor that the server moves from. Null for users who may not see hosts.}
    status:
      description: 'Status of the migration, such as V(queued), V(preparing), V(running), V(migrating), V(post-migrating), V(finished),
        V(confirmed), V(reverted), V(completed), V(done), V(cancelled), V(failed) or V(error). V(finished) is a cold migration or resize
        that waits to be confirmed. V(completed) is a live migration, V(done) an evacuation that succeeded.'
      type: str
    updated_at:
      description: 'Time when the migration last changed, in UTC, as ISO 8601. Null when it has not changed since it began.'
      type: str
    user_id: {type: str, description: ID of the user who asked for the migration. Null before microversion 2.80.}
    uuid: {type: str, description: UUID of the migration. Null before microversion 2.59.}
    # end of attributes
  sample:
    - id: 42
      uuid: 3b0ff8a1-2f2e-4f57-9f0a-7a3c9d1c4444
      migration_type: live-migration
      server_id: 7f2c6c3a-9a1e-4a0f-8d0c-7f0b1f6d1111
      source_compute: compute7
      dest_compute: compute8
      status: completed
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.infos import SERVER_MIGRATIONS

OPERATION = SERVER_MIGRATIONS

if __name__ == "__main__":
    run(OPERATION)
