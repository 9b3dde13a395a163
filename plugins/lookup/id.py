# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: id
short_description: IDs of objects by their names
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Finds objects of an OpenStack cloud by name or by a condition, and returns their IDs.
  - The modules of this collection take names everywhere. This plugin is for other uses of an ID, such as a template, the module
    M(stratus.openstack.api), or the user data of a server.
  - The ID of a name is read from the cloud once in a playbook run, also if tasks of the run have used or created the object.
  - In a run with C(--check), an object that only an earlier task of the run would create has an ID that begins with V(ffffffff-).
extends_documentation_fragment:
  - stratus.openstack.auth.connection
options:
  _terms:
    description:
      - Names or IDs of objects, or conditions. A name must belong to one object only.
      - A condition is a dictionary of attributes and their values, as the module with the suffix C(_info) returns them.
      - For images and flavors, a condition is what the options O(stratus.openstack.server#module:image) and
        O(stratus.openstack.server#module:flavor) take. The newest image or the smallest flavor is returned.
    type: list
    elements: raw
    required: true
  type:
    description: The type of the objects. It is the name of the module that manages them, such as V(network), V(image) or V(project).
    type: str
    required: true
  cloud:
    description:
      - The cloud to talk to, by its name in C(clouds.yaml), or as a dictionary in the form of an entry of that file.
      - If omitted, the cloud is chosen as for a module of this collection.
    type: raw
    vars:
      - name: stratus_cloud
seealso:
  - module: stratus.openstack.api
"""

EXAMPLES = r"""
- name: Show the ID of a network
  ansible.builtin.debug:
    msg: "{{ lookup('stratus.openstack.id', 'public', type='network', cloud='demo') }}"

- name: Tag a subnet by a raw request
  stratus.openstack.api:
    cloud: demo
    service: network
    method: PUT
    path: "/subnets/{{ lookup('stratus.openstack.id', 'web', type='subnet', cloud='demo') }}/tags/blue"

- name: Show the IDs of the newest image of a distribution and of the smallest flavor with 512 MiB of memory
  ansible.builtin.debug:
    msg:
      - "{{ lookup('stratus.openstack.id', {'name_regex': '^cirros-'}, type='image') }}"
      - "{{ lookup('stratus.openstack.id', {'ram': '>=512'}, type='flavor') }}"
  vars:
    stratus_cloud: demo

- name: Show the IDs of several projects
  ansible.builtin.debug:
    msg: "{{ query('stratus.openstack.id', 'demo', 'admin', type='project', cloud='admin') }}"
"""

RETURN = r"""
_raw:
  description: The IDs, in the order of the terms.
  type: list
  elements: str
"""

import importlib

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Option
from ansible_collections.stratus.openstack.plugins.module_utils.operation import Operation
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.plugin_utils.lookups import run_operation

MODULES = "ansible_collections.stratus.openstack.plugins.modules."


def find_table(name):
    """The Resource that the module ``name`` manages. Raises AnsibleLookupError."""
    module = name if name.isidentifier() else ""
    try:
        operation = importlib.import_module(MODULES + module).OPERATION
    except (ImportError, AttributeError):
        text = "'%s' is no type of objects. Give the name of the module that manages them, such as network"
        raise AnsibleLookupError(text % name) from None
    if not isinstance(operation, Resource) or operation.has_parents:
        text = "Objects of the type '%s' are not found by name alone. Use the module %s_info, or a similar one"
        raise AnsibleLookupError(text % (name, name))
    return operation


def id_finder(table):
    """The Operation that finds the ids of objects of a table."""

    def find_ids(session, params):
        context = Context(session, params, table)
        return {"ids": [table.find_id(context, value) for value in params["names"]]}

    return Operation(find_ids, names=Option("list", elements="raw", required=True))


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        self.set_options(var_options=variables, direct=kwargs)
        options = self.get_options()
        operation = id_finder(find_table(options.pop("type")))
        found = run_operation(operation, {**options, "names": terms})
        return found["ids"]
