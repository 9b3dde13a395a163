#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: keypair_info
short_description: List keypairs
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Lists keypairs of the compute service (Nova), by one request.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.info
options:
  name: {type: str, description: 'Name of the one keypair that is wanted, or a pattern such as V(web-*).'}
  user_id: {type: str, description: 'ID of the user who owns the keypairs, for administrators; by default the user who is logged in.'}
  limit: {type: int, description: Give at most so many.}
  marker: {type: str, description: 'Begin after the keypair of this name, in the order of the API.'}
"""

EXAMPLES = r"""
- name: All of mine
  stratus.openstack.keypair_info:
    cloud: demo
  register: mine

- name: One
  stratus.openstack.keypair_info:
    cloud: demo
    name: deploy
  register: found
  failed_when: not found.keypairs
"""

RETURN = r"""
keypairs:
  description: The keypairs.
  returned: success
  type: list
  elements: dict
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
    - id: deploy
      name: deploy
      fingerprint: 2f:9a:0b:3d:1e:54:6c:70:d1:2a:5f:19:8e:aa:01:7b
      type: ssh
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.keypairs import KEYPAIRS

OPERATION = KEYPAIRS

if __name__ == "__main__":
    run(OPERATION)
