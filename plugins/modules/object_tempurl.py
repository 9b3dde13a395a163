#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: object_tempurl
short_description: Compute a temporary URL of an object
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Computes a URL that gives access to an object of the object store (Swift) for some time, without a login.
  - The URL is signed on the host that runs the task. Without O(temp_url_key), the key is read from the container or the account.
  - The object does not need to exist.
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
options:
  container: {type: str, required: true, description: Name of the container.}
  name: {type: str, required: true, aliases: [object], description: 'Name of the object; with O(prefix=true), the beginning of the names.'}
  method:
    description: Method of the request that the URL is for. V(GET) and V(PUT) URLs also accept V(HEAD) requests.
    type: str
    default: GET
    choices: [GET, HEAD, PUT, POST, DELETE]
  ttl: {type: int, description: 'Seconds for which the URL is valid, by the clock of the service.'}
  expires_at: {type: int, description: 'Time until which the URL is valid, in seconds since 1970. The URL is then the same in each run.'}
  temp_url_key: {type: str, description: Key that signs the URL. Defaults to the first key of the container or else of the account.}
  digest: {type: str, default: sha256, choices: [sha1, sha256, sha512], description: Hash of the signature. The service must allow it.}
  prefix: {type: bool, default: false, description: Whether the URL is for all objects whose names begin with O(name).}
  split:
    description:
      - Text in the path of the URL with which the signed part of the path begins, such as V(/v1/).
      - Use it if the service is at a further path, such as C(/swift/v1), and signs without that. By default, the complete path is signed.
    type: str
  ip_range: {type: str, description: 'Address or network from which the URL can be used, such as V(192.0.2.0/24).'}
  filename: {type: str, description: Name of the file that a browser saves the object to.}
  inline: {type: bool, default: false, description: Whether a browser shows the object instead of saving it.}
notes:
  - The URL is a secret, since it needs no login. The task returns it because that is its purpose. Use C(no_log=true) to keep it out of the
    output and of logs.
"""

EXAMPLES = r"""
- name: Let somebody download a file for an hour
  stratus.openstack.object_tempurl:
    cloud: demo
    container: backup
    name: db/2026-12-01.tar.gz
    ttl: 3600
  register: link
  no_log: true
"""

RETURN = r"""
url:
  description: The temporary URL. It is a secret. Null in check mode if the key is only predicted.
  returned: success
  type: str
  sample: https://swift.example.org/v1/AUTH_abc/backup/db.tar.gz?temp_url_sig=5f0c7b&temp_url_expires=1796094519
expires_at:
  description: Time until which the URL is valid, in seconds since 1970.
  returned: success
  type: int
  sample: 1796094519
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.tempurl import TEMPURL

OPERATION = TEMPURL

if __name__ == "__main__":
    run(OPERATION)
