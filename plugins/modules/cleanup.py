#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: cleanup
short_description: Find and remove what a project holds, by age, name, tags and metadata
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists the objects of a project in all services that this collection knows, and removes those that meet all conditions.
  - By default, the module only reports what it would remove. O(state=absent) removes it.
  - Objects are removed in the order that the cloud requires, up to O(threads) at the same time. Load balancers go before networks, servers
    before their ports and volumes, snapshots and backups before volumes. Interfaces of routers are detached, floating IPs are released.
  - An object that is in use by an object that stays is kept, and RV(kept) says why.
  - Only objects of the project are removed. Shared networks, public images and other objects of other projects stay, also if an
    administrator runs the task.
  - Objects of a stack are removed by the stack. Ports that a service has made for a load balancer, a router or a server are removed
    together with it. They are found as objects of their own if it no longer exists.
  - The security group C(default) of the project is kept.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  state:
    description:
      - V(report) lists what meets the conditions, and changes nothing.
      - V(absent) removes it. Requires at least one of O(match), O(older_than) and O(project).
    type: str
    default: report
    choices: [report, absent]
  project:
    description:
      - Name or ID of the project. If omitted, it is the project of the credentials.
      - Another project requires an administrator. Stacks, secrets and object containers of another project cannot be listed, they are in
        RV(not_looked_at).
      - Without further conditions, O(state=absent) removes everything in the project, but not the project.
    type: str
  older_than:
    description:
      - Find only objects of at least this age, such as V(6h), V(30m) or V(1d12h). The units are V(s), V(m), V(h), V(d) and V(w).
      - Objects whose age the API does not show are kept.
    type: str
  match:
    description: Marks of the objects. An object must have all of them.
    type: dict
    suboptions:
      name:
        description:
          - Names or patterns such as V(ci-*), one of which must match. A single text is a list of one.
          - Floating IPs have no names. Their description is compared.
        type: list
        elements: str
      id: {type: list, elements: str, description: 'IDs of objects, such as those that an earlier report has found.'}
      tags:
        description: Tags or patterns, all of which must match a tag of the object. Objects that cannot have tags are not found.
        type: list
        elements: str
      metadata:
        description: Keys with values or patterns. Objects that cannot have metadata are not found.
        type: dict
  keep:
    description:
      - Names, IDs or patterns of objects to keep. What they use is kept as well, such as the network of a server.
      - A server keeps its ports, and the floating IPs and trunks on them.
    type: list
    elements: str
  services:
    description: Service types whose objects are found, such as V(compute) or V(load-balancer). V(all) means all services.
    type: list
    elements: str
    default: [all]
  kinds:
    description:
      - Names of modules whose objects are found, such as V(server).
      - By default, all kinds of objects that belong to projects are found. Keypairs belong to users. They are found with O(match.name) and
        without O(project), or if they are listed here.
      - V(flavor), V(identity_user) and V(project) belong to no project and are only found if they are listed here. With O(project), users
        are those with this default project, and V(project) is the project itself. The user and the project of the credentials are never
        removed.
    type: list
    elements: str
  cascade:
    description:
      - Whether to remove load balancers, stacks and object containers that are not empty, with everything in them.
      - V(false) keeps them.
    type: bool
    default: true
  attached_floating_ips:
    description:
      - Whether floating IPs on ports that are removed are removed as well, if they do not meet O(match). By default, they are detached.
    type: bool
    default: false
  protected:
    description: Whether to remove locked servers and protected images as well. By default, they are kept.
    type: bool
    default: false
  threads:
    description: Number of requests for listings, and of objects to remove, at the same time. Check mode takes one object after the other.
    type: int
    default: 8
"""

EXAMPLES = r"""
- name: Report what tests have left behind
  stratus.openstack.cleanup:
    cloud: demo
    older_than: 6h
    match: {name: ci-*}
  register: old

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ old.tree }}"

- name: Remove it
  stratus.openstack.cleanup:
    cloud: demo
    older_than: 6h
    match: {name: ci-*}
    keep: [ci-runner, ci-cache-*]
    state: absent

- name: Remove old servers and volumes with a mark
  stratus.openstack.cleanup:
    cloud: demo
    older_than: 2d
    match: {metadata: {purpose: trial}}
    kinds: [server, volume]
    state: absent

- name: Empty the project of somebody who has left
  stratus.openstack.cleanup:
    cloud: admin
    project: acme
    protected: true
    state: absent
"""

RETURN = r"""
found:
  description: The objects that meet the conditions and that nothing keeps, in the order of their removal.
  returned: always
  type: list
  elements: dict
  contains:
    module: {description: Name of the module that manages such objects., type: str}
    name: {description: Name of the object. Floating IPs have their address., type: str}
    id: {description: ID of the object., type: str}
    age: {description: Seconds since the object was created. Null if the API does not show that., type: int}
  sample: [{module: server, name: ci-17, id: 6685584b-1eac-4da6-b5c3-555430cf68ff, age: 90061}]
tree:
  description: The names of these objects, by module and ID.
  returned: always
  type: dict
  sample: {server: {6685584b-1eac-4da6-b5c3-555430cf68ff: ci-17}}
removed:
  description: The objects that were removed. Empty for O(state=report).
  returned: always
  type: list
  elements: dict
  contains:
    module: {description: Name of the module that manages such objects., type: str}
    name: {description: Name of the object. Floating IPs have their address., type: str}
    id: {description: ID of the object., type: str}
    age: {description: Seconds since the object was created. Null if the API does not show that., type: int}
  sample: []
kept:
  description: The objects that meet the conditions and are kept.
  returned: always
  type: list
  elements: dict
  contains:
    module: {description: Name of the module that manages such objects., type: str}
    name: {description: Name of the object. Floating IPs have their address., type: str}
    id: {description: ID of the object., type: str}
    age: {description: Seconds since the object was created. Null if the API does not show that., type: int}
    why: {description: The reason., type: str}
  sample: [{module: network, name: ci, id: 6a1db1c6-0c4a-4a3e-b3e5-0ce4d9ad4b66, age: 90061, why: server 'web' uses it}]
failures:
  description: The objects that could not be removed. The task fails then.
  returned: always
  type: list
  elements: dict
  contains:
    module: {description: Name of the module that manages such objects., type: str}
    name: {description: Name of the object. Floating IPs have their address., type: str}
    id: {description: ID of the object., type: str}
    age: {description: Seconds since the object was created. Null if the API does not show that., type: int}
    error: {description: The message of the failed removal., type: str}
  sample: []
not_looked_at:
  description: What was not looked at.
  returned: always
  type: list
  elements: dict
  contains:
    service: {description: Type of the service., type: str}
    kind: {description: Name of the module that manages such objects. Null for a service that this collection does not know., type: str}
    why: {description: The reason., type: str}
  sample: [{service: database, kind: null, why: this collection does not know the service}]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.environment.cleanup import CLEANUP
from ansible_collections.stratus.openstack.plugins.module_utils.runner import run

OPERATION = CLEANUP

if __name__ == "__main__":
    run(OPERATION)
