#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: export
short_description: Export existing objects as declarations
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Reads the objects of a project and returns declarations that would create them, as the module M(stratus.openstack.topology) takes them.
  - The declarations contain names instead of IDs. Values that a new object has anyway, or that the cloud chooses, are left out.
  - The declarations are verified without a change of the cloud. First, each object must be as its declaration says. Then the module
    predicts that all objects are removed and created again by the declarations alone. RV(unverified) lists those for which this fails.
  - Passwords, private keys, user data and payloads are never exported. RV(untold) lists the options that no API shows.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
options:
  kinds:
    description:
      - Names of modules whose objects are exported, such as V(network).
      - V(all) stands for all kinds of objects that belong to a project. Other kinds, such as V(flavor) and V(identity_user), are exported
        only if they are named here. Most of them require an administrator.
    type: list
    elements: str
    default: [all]
  name:
    description:
      - Export only objects whose name fits this pattern, such as V(web-*). Upper case and lower case are distinguished.
      - An object without a name of its own, such as a floating IP, is exported if its description fits, or if it names an exported object.
    type: str
  tags:
    description: Export only objects with all of these tags. Objects of kinds without tags are not exported then.
    type: list
    elements: str
  as:
    description:
      - The form of the files in O(dest). V(topology) writes files for the option O(stratus.openstack.topology#module:src).
      - V(tasks) writes lists of tasks.
    type: str
    default: topology
    choices: [topology, tasks]
  dest:
    description:
      - Path of a file on the host that runs the task, or of a folder that exists.
      - A folder gets a file for each module, such as C(network.yml). Files of earlier exports whose module has no objects any more are
        removed from it.
      - If omitted, no file is written.
    type: path
  rehearse:
    description: Whether the declarations are verified by a rehearsal of their creation. The rehearsal sends only requests that read.
    type: bool
    default: true
  timeout:
    description: Seconds that the requests of one listing may take.
    type: int
    default: 180
attributes:
  check_mode:
    description: Writes no files, and reports the files that differ. It also exports objects that earlier tasks of a dry run have predicted.
  diff_mode:
    support: full
    description: Shows the sizes of the files that are written or removed.
  idempotent:
    description: A second run finds the same content in the files and changes nothing.
"""

EXAMPLES = r"""
- name: Export a project to a folder
  stratus.openstack.export:
    cloud: demo
    dest: environments/shop/
  register: exported

- name: Require that the declarations are complete
  ansible.builtin.assert:
    that: exported.unverified == []

- name: Read the web servers with their networks as declarations
  stratus.openstack.export:
    cloud: demo
    kinds: [network, subnet, port, server]
    name: web-*

- name: Write a list of tasks
  stratus.openstack.export:
    cloud: demo
    as: tasks
    dest: shop.yml
"""

RETURN = r"""
resources:
  description: 'The declarations, by module, in an order in which objects come after those that they name.'
  returned: success
  type: dict
  sample: {network: [{name: shop}], subnet: [{name: shop, network: shop, cidr: 10.10.0.0/24}]}
count:
  description: Number of declared objects.
  returned: success
  type: int
files:
  description: The files, an empty list without O(dest).
  returned: success
  type: list
  elements: dict
  contains:
    path: {type: str, description: Path of the file.}
    size: {type: int, description: Size of the content in bytes.}
    changed: {type: bool, description: Whether the file had another content.}
untold:
  description: The options whose values the API does not show, by module. A declaration that needs one of them must be completed by hand.
  returned: success
  type: dict
  sample: {server: [admin_password, userdata]}
left_out:
  description: What is not exported. C(names) is empty for a whole kind.
  returned: success
  type: list
  elements: dict
  contains:
    module: {type: str, description: Name of the module.}
    why: {type: str, description: The reason.}
    names: {type: list, elements: str, description: 'Names of the objects, or IDs of objects without a name.'}
unverified:
  description: The declarations that failed the verification. Empty if O(rehearse=false).
  returned: success
  type: list
  elements: dict
  contains:
    node: {type: str, description: 'Name of the object as in the module M(stratus.openstack.topology), such as V(server.web).'}
    why: {type: str, description: 'What is wrong, or the error.'}
    differs: {type: dict, description: 'The options that differ, each with C(now) and C(wanted).'}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.environment.export import EXPORT
from ansible_collections.stratus.openstack.plugins.module_utils.runner import run

OPERATION = EXPORT

if __name__ == "__main__":
    run(OPERATION)
