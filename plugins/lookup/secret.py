# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: secret
short_description: Payload of a secret in the key manager
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Reads the payloads of secrets from the key manager (Barbican) of an OpenStack cloud, on the controller.
  - Within a task, a payload is read once. It is kept in memory only, never in a file. Tokens are shared with the tasks of the run.
  - In a run with C(--check), a secret that only check mode has created has the payload C("").
extends_documentation_fragment:
  - stratus.openstack.auth.connection
options:
  _terms:
    description: Names, IDs or references (URLs) of secrets. A name that several secrets have is an error.
    required: true
    type: list
    elements: str
  cloud:
    description:
      - The cloud to talk to, by its name in C(clouds.yaml), or as a dictionary in the form of an entry of that file.
      - If omitted, the cloud is chosen as for a module of this collection.
    type: raw
    vars:
      - name: stratus_cloud
notes:
  - Ansible does not mask the result of a lookup. Set C(no_log) for a task that uses it, unless the option that gets it is a secret of the
    module. The plugin itself does not show payloads, neither in errors nor in verbose output.
  - A variable that contains the lookup is evaluated again by each task that uses it.
  - Do not store the payload in a registered result or a fact.
seealso:
  - module: stratus.openstack.secret
  - module: stratus.openstack.secret_info
"""

EXAMPLES = r"""
- name: Log in to a database with a password of the key manager
  ansible.builtin.command:
    cmd: mysql --user app --execute "SELECT 1"
  environment:
    MYSQL_PWD: "{{ lookup('stratus.openstack.secret', 'database-password', cloud='demo') }}"
  no_log: true

- name: Write a binary secret to a file
  ansible.builtin.copy:
    content: "{{ lookup('stratus.openstack.secret', '7ec24f81-2d08-4e33-a36c-6bb945d02348', cloud='demo') | b64decode }}"
    dest: /etc/app/keystore
    mode: "0600"
  no_log: true
"""

RETURN = r"""
_raw:
  description: The payloads in the order of the terms. A payload that is no text in UTF-8 is returned in Base64.
  type: list
  elements: str
"""

from ansible.plugins.lookup import LookupBase

from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.secrets import PAYLOADS
from ansible_collections.stratus.openstack.plugins.plugin_utils.lookups import run_operation

_read = {}  # the payloads that this process has read, by the cloud and the secret


class LookupModule(LookupBase):
    """Reads the payloads of secrets."""

    def run(self, terms, variables=None, **kwargs):
        self.set_options(var_options=variables, direct=kwargs)
        options = self.get_options()
        names = self._flatten(terms)
        keys = {name: (repr(sorted(options.items())), name) for name in names}
        missing = [name for name in dict.fromkeys(names) if keys[name] not in _read]
        if missing:
            payloads = run_operation(PAYLOADS, dict(options, names=missing))["payloads"]
            _read.update({keys[name]: payload or "" for name, payload in zip(missing, payloads)})
        return [_read[keys[name]] for name in names]
