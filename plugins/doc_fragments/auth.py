# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json

from ansible_collections.stratus.openstack.plugins.module_utils.auth_options import AUTH_OPTIONS


def _suboption(option):
    """The documentation of one option of ``auth``; JSON is YAML."""
    entry = {"description": [option.help], "type": option.type}
    if option.type == "list":
        entry["elements"] = "str"
    if option.aliases:
        entry["aliases"] = list(option.aliases)
    return "      %s: %s" % (option.name, json.dumps(entry))


class ModuleDocFragment:
    CONNECTION = ""  # made below

    # which cloud, as whom, and how to reach it
    DOCUMENTATION = r"""
options:
  cloud:
    description:
      - The cloud to talk to, by its name in C(clouds.yaml), or as a dictionary in the form of an entry of that file.
      - When omitted, the one that E(OS_CLOUD) names, else the one that E(OS_AUTH_URL) and its kin describe, else the only one of the file.
      - A dictionary stands alone, unless its key C(cloud) names an entry that it changes.
    type: raw
  auth:
    description:
      - What to log in with. Which options are needed depends on O(auth_type); see
        U(https://github.com/stratus-ansible/stratus.openstack/blob/main/docs/authentication.md).
      - With O(auth.auth_url) (or O(auth.endpoint)) and without O(cloud) it stands alone; no other configuration is mixed in.
      - Beside O(cloud) its options replace those of that cloud one by one; a user or a scope replaces the whole one there.
    type: dict
    suboptions: {}
  auth_type:
    description:
      - The kind of login; V(password) when neither this nor the cloud says another one.
      - All of them, with the options that they need, are in
        U(https://github.com/stratus-ansible/stratus.openstack/blob/main/docs/authentication.md).
    type: str
  region_name:
    description: The region to work in. When omitted, the first one of the cloud.
    type: str
  interface:
    description:
      - Which of the catalog's endpoints to use.
      - When omitted, the one that the cloud's configuration names, else V(public).
    type: str
    choices: [admin, internal, public]
    aliases: [endpoint_type]
  validate_certs:
    description:
      - Whether to verify TLS certificates.
      - When omitted, as the cloud's configuration says; they are verified unless it says otherwise.
    type: bool
    aliases: [verify]
  ca_cert:
    description:
      - Path of a bundle of CA certificates to trust.
      - When neither this nor the cloud's configuration names one, it is that of the environment variable E(REQUESTS_CA_BUNDLE) or
        E(CURL_CA_BUNDLE), else the one that the Python library requests comes with.
    type: str
    aliases: [cacert]
  client_cert:
    description: Path of a client certificate to show to the cloud.
    type: str
    aliases: [cert]
  client_key:
    description: Path of the key of O(client_cert), unless it is in the same file.
    type: str
    aliases: [key]
  api_timeout:
    description: How long to wait for an answer to one request, in seconds.
    type: int
  endpoint_overrides:
    description:
      - URLs of services that are not where the catalog says, by service type, such as C(compute) or C(block-storage).
      - V({project_id}) in such a URL stands for the ID of the project.
    type: dict
  default_microversions:
    description: Microversions to ask for by default, by service type, such as C(compute) or C(block-storage).
    type: dict
  token_cache:
    description:
      - A folder to keep tokens in between runs. One that belongs to somebody else, that others can enter or that is a link is not used, and
        a warning says so; one that is missing is made.
      - When omitted, and E(STRATUS_TOKEN_CACHE) is not set, tokens live as long as the run.
    type: path
  wait:
    description: Whether to wait until the object has reached its final state.
    type: bool
    default: true
  timeout:
    description: How long to wait for that, in seconds.
    type: int
    default: 180
  sdk_log_level:
    description: What O(sdk_log_path) has of each request. V(INFO) is one line; V(DEBUG) adds headers and bodies.
    type: str
    default: INFO
    choices: [INFO, DEBUG]
  sdk_log_path:
    description:
      - File that the requests of the task are appended to, with their times and without secrets. C(-vvv) shows the same in the terminal.
      - It is on the machine that runs the task. A new file is readable for its owner only. Tasks with C(no_log) are logged as well.
    type: str
notes:
  - Which cloud and as whom can be said once for all modules, with C(module_defaults) of the group C(stratus.openstack.openstack).
  - Only the secrets among the options of O(auth) are hidden in the output; names of domains and projects are not.
requirements:
  - python >= 3.9
  - requests
  - PyYAML
seealso:
  - name: The format of clouds.yaml
    description: How the Python SDK, and with it this collection, reads its configuration.
    link: https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html
"""


# outside of the class, where ansible-test wants to see plain text
ModuleDocFragment.DOCUMENTATION = ModuleDocFragment.DOCUMENTATION.replace(
    "suboptions: {}", "suboptions:\n" + "\n".join(_suboption(option) for option in AUTH_OPTIONS.values())
)
# the same without what only a task has
ModuleDocFragment.CONNECTION = (
    ModuleDocFragment.DOCUMENTATION.partition("  wait:\n")[0]
    + "requirements:\n"
    + ModuleDocFragment.DOCUMENTATION.partition("requirements:\n")[2]
)
