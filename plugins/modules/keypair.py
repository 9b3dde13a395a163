#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: keypair
short_description: Manage keypairs
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Imports the public half of a key pair into the compute service (Nova), or lets Nova make a pair, and removes it.
  - A keypair belongs to a user, not to a project. Nothing of it can be changed in place. When another key is found under the name, the
    module says so in RV(drift) and in a warning; O(state=replace) replaces it.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource
options:
  name: {type: str, required: true, description: Name of the keypair.}
  public_key:
    description:
      - The public key; without it, and without O(public_key_file), Nova makes a pair and C(private_key) in the result has its private
        half, this once.
      - Comments and line ends do not make another key of it.
    type: str
  public_key_file: {type: str, description: 'File with the public key, on the machine that runs the task.'}
  type: {type: str, choices: [ssh, x509], description: 'Kind of the key; V(ssh) unless told.'}
  user_id: {type: str, description: 'ID of the user who owns the keypair, for administrators; by default the user who is logged in.'}
  state:
    description: As C(present), V(replace) brings the keypair about, and also deletes and creates it anew when its key is another one.
    type: str
    choices: [present, absent, replace]
    default: present
"""

EXAMPLES = r"""
- name: Import a public key
  stratus.openstack.keypair:
    cloud: demo
    name: deploy
    public_key_file: ~/.ssh/id_ed25519.pub

- name: Roll the key over
  stratus.openstack.keypair:
    cloud: demo
    name: deploy
    public_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH5X7b6e5JZr0Vq1pQ0g6R1mS6Gm9m1o0r5W0b0a3c4d deploy@example.org"
    state: replace

- name: Let Nova make a pair, and keep its private half
  stratus.openstack.keypair:
    cloud: demo
    name: throwaway
  register: made
  no_log: true

- name: Write the private key, the first time
  ansible.builtin.copy:
    content: "{{ made.keypair.private_key }}"
    dest: ~/.ssh/throwaway
    mode: "0600"
  when: made.keypair.private_key is truthy
  no_log: true

- name: Remove it
  stratus.openstack.keypair:
    cloud: demo
    name: throwaway
    state: absent
"""

RETURN = r"""
keypair:
  description:
    - The keypair; null when it was removed.
    - C(private_key) is only set by the task that let Nova make the pair. Give such a task C(no_log), or it is shown at C(-v).
  returned: success
  type: dict
  contains:
    # attributes of compute.keypair: make generate
    id: {type: str, description: The same as C(name). A keypair is identified by its name.}
    name: {type: str, description: 'Name of the keypair, unique for its user.'}
    created_at:
      description: 'Time when the keypair was created, in UTC, as ISO 8601. Null in the task that creates it, and in listings of all
        keypairs.'
      type: str
    fingerprint:
      description: 'Fingerprint of the public key: MD5 as pairs of hexadecimal digits for an SSH key, SHA-1 for a certificate.'
      type: str
    is_deleted:
      description: 'V(false) for a keypair that exists. Null in the task that creates it, and in listings of all keypairs.'
      type: bool
    private_key:
      description: Private key of a pair that Nova generated. Null except in the task that creates the keypair without a public key.
      type: str
    public_key: {type: str, description: 'Public key, as it was uploaded or generated: an OpenSSH key or an X.509 certificate in PEM form.'}
    type: {type: str, description: 'V(ssh) for an OpenSSH key, V(x509) for a certificate, which Windows guests use.'}
    user_id: {type: str, description: ID of the user who owns the keypair. Null in listings of all keypairs.}
    # end of attributes
  sample:
    id: deploy
    name: deploy
    fingerprint: 2f:9a:0b:3d:1e:54:6c:70:d1:2a:5f:19:8e:aa:01:7b
    public_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH5X7b6e5JZr0Vq1pQ0g6R1mS6Gm9m1o0r5W0b0a3c4d deploy@example.org
    private_key:
    type: ssh
    user_id: 4f1c6a5e2b7d4c0f9e3a8b6d5c4f3e2a
drift:
  description: What differs from the declared options and was left alone; a list of C(option), C(now), C(wanted) and C(remedy).
  returned: when there is any
  type: list
  elements: dict
  contains:
    # attributes of drift: make generate
    option: {type: str, description: Option whose declared value differs from the present one.}
    now: {type: raw, description: Present value in the cloud.}
    wanted: {type: raw, description: Declared value.}
    remedy: {type: str, description: What to do so that the declared value is applied. Null when there is no way.}
    # end of attributes
  sample: []
id:
  description: The name, which is what identifies a keypair.
  returned: when the keypair exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.keypairs import KEYPAIR

OPERATION = KEYPAIR

if __name__ == "__main__":
    run(OPERATION)
