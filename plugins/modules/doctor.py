#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: doctor
short_description: Find out why a cloud cannot be used from here
version_added: 0.2.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Examines the way from the configuration to the services of a cloud, and names each fault with what to do about it.
  - The checks are, in this order, the files and variables of the configuration, how tasks run, the address of the identity service and
    proxies, TLS, the clocks, the login, the roles, the endpoints of the catalog, microversions and quotas.
  - A check that needs the result of one that failed is left out.
  - It works if the configuration is wrong or the login fails. What it finds is a result, and the task succeeds unless O(fail=true).
  - Nothing is changed. The login does not use stored tokens. If the identity service refuses a login without saying why, the module logs in
    a second time without a project.
  - The playbook C(stratus.openstack.doctor) runs this module and shows RV(lines).
extends_documentation_fragment:
  - stratus.openstack.auth
  - stratus.openstack.resource.read_only
options:
  services:
    description:
      - Types of the services that are needed, such as V(compute). A service that is missing is an error.
      - By default, all services of the catalog are examined. Identity, compute, network, image or block storage services that are missing
        are warnings.
    type: list
    elements: str
  roles:
    description: Names of roles that the user needs in the project. A role that is missing is an error.
    type: list
    elements: str
  fail:
    description: Whether the task fails if RV(healthy) is V(false).
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Examine a cloud
  stratus.openstack.doctor:
    cloud: demo
  register: report

- name: Show each finding in one line
  ansible.builtin.debug:
    var: report.lines

- name: Stop before a deployment if the cloud cannot be used
  stratus.openstack.doctor:
    cloud: demo
    services: [compute, network, image]
    roles: [member]
    fail: true
"""

RETURN = r"""
findings:
  description: What the checks have found, in a fixed order.
  returned: always
  type: list
  elements: dict
  contains:
    check:
      description: >-
        Name of the check, V(configuration), V(runs), V(address), V(tls), V(clock), V(login), V(roles), V(catalog), V(microversions) or
        V(quota).
      type: str
    level: {description: 'V(ok), V(warning) or V(error).', type: str}
    what: {description: The finding., type: str}
    do: {description: What to do about it. Null if nothing is to be done., type: str}
  sample:
    - check: login
      level: error
      what: "The password of user 'demo' in domain 'Default' is wrong"
      do: "Correct password in cloud 'demo' from /etc/openstack/clouds.yaml (or in the secure.yaml beside it)"
healthy:
  description: Whether no finding is an error.
  returned: always
  type: bool
lines:
  description: The findings as texts of one line for each.
  returned: always
  type: list
  elements: str
configuration:
  description: Where the settings come from.
  returned: always
  type: dict
  contains:
    cloud: {description: Name of the cloud. Null if none is named., type: str}
    origin: {description: 'Source of the settings, such as the file. Null if no cloud could be loaded.', type: str}
    files:
      description: The files that exist, in the order in which they are looked for. The first one of a kind that can be read is used.
      type: list
      elements: dict
      contains:
        path: {description: Path of the file., type: str}
        state: {description: 'V(read), V(skipped) if it cannot be read, or V(shadowed) if another one comes first.', type: str}
        clouds: {description: Names of its clouds., type: list, elements: str}
        problem: {description: Why the file cannot be used. Null if it can., type: str}
    folders: {description: The folders that are searched for files., type: list, elements: str}
    variables_used: {description: Names of the environment variables that are used., type: list, elements: str}
    variables_ignored: {description: Names of the variables C(OS_*) that have no effect., type: list, elements: str}
runs:
  description: How the task ran.
  returned: always
  type: dict
  contains:
    in_process: {description: Whether it ran in the process of Ansible. Null if this is unknown., type: bool}
    reason: {description: Why it did not. Null if it did., type: str}
    python: {description: Path of the Python., type: str}
    requests: {description: Version of the library requests., type: str}
login:
  description: The login. Null if no cloud could be loaded.
  returned: if the module could start
  type: dict
  contains:
    auth_type: {description: Kind of the login., type: str}
    auth_url: {description: Address of the identity service., type: str}
    user: {description: Name or ID of the user., type: str}
    user_domain: {description: Name or ID of the domain of the user., type: str}
    project: {description: Name or ID of the project., type: str}
    project_domain: {description: Name or ID of the domain of the project., type: str}
    system_scope: {description: V(all) for a login to the system., type: str}
    interface: {description: Interfaces of endpoints by preference., type: list, elements: str}
    region: {description: Name of the region. Null if none is set., type: str}
    succeeded: {description: Whether the login succeeded., type: bool}
    expires_at: {description: Time until which the token is valid. Null if the login failed., type: str}
    roles: {description: Names of the roles of the user. Null if the login failed., type: list, elements: str}
tls:
  description: The certificate of the identity service. Null without TLS, and if it could not be read.
  returned: if the module could start
  type: dict
  contains:
    host: {description: Name of the host in the address., type: str}
    verified: {description: Whether the certificate was verified., type: bool}
    trusts: {description: CA bundle that is used. Null if certificates are not verified., type: str}
    subject: {description: Common name of the certificate., type: str}
    issuer: {description: Common name of the authority that signed it., type: str}
    names: {description: Host names and addresses that it is for., type: list, elements: str}
    not_before: {description: Time from which it is valid., type: str}
    not_after: {description: Time until which it is valid., type: str}
    days_left: {description: Days until then., type: int}
clock:
  description: The clocks. Null if the identity service did not answer.
  returned: if the module could start
  type: dict
  contains:
    server: {description: Time by the clock of the identity service., type: str}
    difference: {description: Seconds that the clock of the host of the task is ahead., type: int}
catalog:
  description: The services. Null if the login failed.
  returned: if the module could start
  type: list
  elements: dict
  contains:
    service: {description: Type of the service., type: str}
    url: {description: Its endpoint. Null if the catalog has none for the region and the interface., type: str}
    reached: {description: Whether its API answers., type: bool}
    status: {description: HTTP status of the answer. Null if there was none., type: int}
    problem: {description: Why it cannot be used. Null if it can., type: str}
    versions: {description: IDs of the versions of its API that the endpoint shows., type: list, elements: str}
    microversions: {description: 'C(lowest) and C(highest) microversion. Null if the endpoint shows none.', type: dict}
    highest_needed: {description: Highest microversion that modules ask for. Null if they ask for none., type: str}
quota:
  description:
    - The quotas of the project by service and name, each with C(limit), C(used) and C(left). C(left) is null if there is no limit.
    - Null if the login failed.
  returned: if the module could start
  type: dict
  sample: {compute: {instances: {limit: 10, used: 3, left: 7}}}
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.doctor.operation import DOCTOR
from ansible_collections.stratus.openstack.plugins.module_utils.runner import run

OPERATION = DOCTOR

if __name__ == "__main__":
    run(OPERATION)
