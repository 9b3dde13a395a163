#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: topology
short_description: Manage a whole environment by one task
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Creates, changes and removes many objects of several kinds, such as networks, servers and volumes, by one task.
  - The module derives the order from what the objects name. An object is written as soon as all objects that it needs are ready, and up to
    O(threads) objects are written at the same time.
  - In check mode, RV(plan) is the complete plan of the task, and the diff shows each change by the name of the object. Nothing is changed.
  - If an object fails, the objects that need it are skipped, and all others are completed. The task then fails and names both. A later run
    continues from what exists.
  - Objects that the task creates are marked with the name of the topology, in their metadata or tags. Marked objects that are no longer
    declared are removed by O(prune).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name:
    description:
      - Name of the topology. It is the value of the mark of all objects that the task creates.
      - Metadata have the key C(topology) with this value. Tags have the form C(topology=NAME).
    type: str
    required: true
  state:
    description:
      - V(present) creates and changes the declared objects.
      - V(absent) removes the declared objects, and all other objects with the mark of the topology, in the reverse order.
      - V(absent) keeps existing objects without the mark, unless O(adopt=true), or unless objects of their kind cannot be marked.
    type: str
    default: present
    choices: [present, absent]
  resources:
    description:
      - The objects. Each key is the name of a module of this collection that creates objects, such as V(network). Its value is a list of
        objects.
      - Each object is a mapping with the options of this module, without those of the connection, O(state), C(wait) and C(timeout).
      - C(label) names an object inside the topology. It defaults to the name of the object, else to its number in the list.
      - C(after) lists further objects that come before this one, such as C(router.main). Objects that an option names come before it in any
        case.
      - C(keep=true) means that the object is never removed.
      - "A mapping such as C({from: floating_ip.web, value: floating_ip_address}) in place of a text is the value of an attribute in the
        result of another object."
      - Floating IPs of a server are declared as objects, so C(auto_ip) of servers defaults to V(false) here.
    type: dict
  src:
    description:
      - Path of a YAML or JSON file with the content of O(resources), or of a folder with such files, on the host that runs the task.
      - The objects in O(resources) are declared as well.
    type: path
  prune:
    description: Whether to remove objects that have the mark of the topology and are no longer declared.
    type: bool
    default: false
  adopt:
    description:
      - Whether to take over existing objects that do not have the mark. They are marked then, and O(state=absent) removes them.
      - By default, an existing object is changed as declared, is not marked, and is never removed.
    type: bool
    default: false
  threads:
    description: Number of objects that are written at the same time. Check mode takes one object after the other.
    type: int
    default: 8
"""

EXAMPLES = r"""
- name: Create a network with a web server
  stratus.openstack.topology:
    cloud: demo
    name: shop
    resources:
      network: [{name: shop}]
      subnet: [{name: shop, network: shop, cidr: 10.10.0.0/24}]
      router: [{name: shop, network: public, interfaces: [shop]}]
      security_group:
        - name: web
          security_group_rules: [{protocol: tcp, port_range_min: 80, port_range_max: 80}]
      port: [{name: web, network: shop, security_groups: [web]}]
      server: [{name: web, image: debian-13, flavor: m1.small, nics: [{port-name: web}]}]
      floating_ip: [{label: web, port: web, network: public}]
  register: shop

- name: Show the address of the server
  ansible.builtin.debug:
    msg: "{{ shop.resources.floating_ip.web.floating_ip_address }}"

- name: Make the cloud exactly what the files declare
  stratus.openstack.topology:
    cloud: demo
    name: shop
    src: environments/shop
    prune: true

- name: Remove all of it
  stratus.openstack.topology:
    cloud: demo
    name: shop
    src: environments/shop
    state: absent
"""

RETURN = r"""
plan:
  description: What the task does with each declared object, in an order in which each comes after what it needs.
  returned: success
  type: list
  elements: dict
  contains:
    node: {description: 'Name of the object in the topology, such as V(server.web).', type: str}
    module: {description: Name of the module., type: str}
    action: {description: 'V(create), V(change), V(remove), V(ok) if nothing is to do, or V(keep) if the object is not removed.', type: str}
    why: {description: 'The reason of the action. For V(change), the options that change.', type: str}
    after: {description: The objects that come before this one., type: list, elements: str}
resources:
  description: 'The objects, by module and label: C(resources.server.web).'
  returned: success
  type: dict
  sample: {network: {shop: {id: 6685584b-1eac-4da6-b5c3-555430cf68ff, name: shop}}}
quota:
  description:
    - What the new objects take of the quotas of the project, and what is left of them. Nothing is written if too little is left.
    - Unlimited quotas, and quotas that the cloud does not show to the user, are not in C(left).
  returned: success
  type: dict
  contains:
    needs: {description: 'The needs, by service and quota: C(network.ports).', type: dict}
    left: {description: The rest of these quotas before the task., type: dict}
  sample: {needs: {network.ports: 2}, left: {network.ports: 40}}
pruned:
  description: The marked objects that were removed since they are not declared.
  returned: success
  type: list
  elements: dict
  sample: [{module: port, name: old, id: 6685584b-1eac-4da6-b5c3-555430cf68ff}]
unmarked:
  description: The objects that have neither metadata nor tags, so that they cannot carry the mark.
  returned: success
  type: list
  elements: str
  sample: [keypair.admin]
drift:
  description: Differences that the task reports and does not change, with the name of the object as C(node).
  returned: success
  type: list
  elements: dict
  contains:
    # attributes of drift: make generate
    option: {type: str, description: Option whose declared value differs from the present one.}
    now: {type: raw, description: Present value in the cloud.}
    wanted: {type: raw, description: Declared value.}
    remedy: {type: str, description: What to do so that the declared value is applied. Null when there is no way.}
    # end of attributes
graph:
  description: The order of the objects as a diagram, with the keys C(mermaid) and C(dot).
  returned: success
  type: dict
timeline:
  description: When each object was begun and completed, in seconds since the beginning.
  returned: success
  type: list
  elements: dict
  sample: [{node: network.shop, begun: 0.31, ended: 0.62}]
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.environment.topology import TOPOLOGY
from ansible_collections.stratus.openstack.plugins.module_utils.runner import run

OPERATION = TOPOLOGY

if __name__ == "__main__":
    run(OPERATION)
