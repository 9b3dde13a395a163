#!/usr/bin/python
# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: server_action
short_description: Do something with a server
version_added: 0.1.0
author: stratus.openstack contributors (@stratus-openstack)
description:
  - Carries out an action of the compute service (Nova) on a server, and waits until it is over. When it fails, Nova's reason is told.
  - What is so already is not done again. A server that is paused is not paused, one that has the flavor is not resized. Actions whose
    effect nobody can see (reboots, V(rebuild), V(migrate) without a host, V(create_backup), V(set_password), V(trigger_crash_dump),
    V(inject_network_info)) are carried out by every run.
  - The states that a server shall be in, its flavor and its image can also be declared, with M(stratus.openstack.server).
extends_documentation_fragment:
  - stratus.openstack.auth
attributes:
  check_mode:
    support: full
    description: Predicts the status that the action leads to. Whether Nova would refuse it in the present status is not known.
  diff_mode:
    support: full
    description: Shows the status, and what else the action changes, before and after.
  idempotent:
    support: partial
    description: As far as the effect of an action can be seen.
options:
  name: {type: str, required: true, aliases: [server], description: Name or ID of the server.}
  action:
    description:
      - What to do with it.
      - V(resize) and V(migrate) end in the status C(VERIFY_RESIZE), and are over with V(confirm_resize) or V(revert_resize);
        O(confirm) does the first at once.
      - V(rebuild) makes the server's disk anew; what was on it is lost.
      - V(create_image) makes an image of the server, unless there is one of the name O(image_name) that was made of it. V(create_backup)
        makes another one each time, and removes the oldest ones of its O(backup_type).
      - V(set_password) needs a guest that takes it.
      - By default V(shelve_offload), V(migrate), V(live_migrate), V(evacuate), V(reset_state) and V(inject_network_info) are for
        administrators.
    type: str
    required: true
    choices:
      - start
      - stop
      - reboot_soft
      - reboot_hard
      - pause
      - unpause
      - suspend
      - resume
      - lock
      - unlock
      - rebuild
      - shelve
      - shelve_offload
      - unshelve
      - rescue
      - unrescue
      - resize
      - confirm_resize
      - revert_resize
      - migrate
      - live_migrate
      - evacuate
      - create_image
      - create_backup
      - set_password
      - reset_state
      - trigger_crash_dump
      - inject_network_info
      - restore
      - force_delete
  all_projects: {type: bool, description: 'Whether the name is that of a server of any project, for administrators.'}
  image:
    description:
      - Name or ID of the image for V(rebuild), by default the one that the server was made of.
      - For V(rescue), of the image to boot from for the time being.
    type: str
  admin_password:
    description: The administrator's password in the guest, for V(rebuild), V(rescue) and V(set_password).
    type: str
  key_name: {type: str, description: 'For V(rebuild), name of another keypair. An empty string is none.'}
  userdata: {type: str, description: 'For V(rebuild), other data for the guest. An empty string is none.'}
  preserve_ephemeral: {type: bool, description: 'For V(rebuild), whether the ephemeral disk is kept.'}
  metadata:
    description: For V(rebuild), metadata of the server, all of it. For V(create_image) and V(create_backup), properties of the image.
    type: dict
  flavor: {type: str, description: Name or ID of the flavor for V(resize).}
  confirm:
    description: Whether V(resize) and V(migrate) are confirmed at once, so that there is no way back. Needs O(wait).
    type: bool
    default: false
  host:
    description: The host to go to, for V(migrate), V(live_migrate), V(evacuate) and V(unshelve). By default the scheduler chooses one.
    type: str
  availability_zone:
    description: For V(unshelve), the availability zone to come back in. An empty string frees the server from the one it is bound to.
    type: str
  block_migration:
    description: For V(live_migrate), whether local disks are copied; V(auto) finds out whether that is needed.
    type: str
    choices: [auto, 'true', 'false']
    default: auto
  locked_reason: {type: str, description: 'For V(lock), why; shown to everyone.'}
  image_name: {type: str, description: Name of the new image for V(create_image) and V(create_backup).}
  backup_type: {type: str, description: 'For V(create_backup), the series that it belongs to, such as V(daily) or V(weekly).'}
  rotation: {type: int, description: 'For V(create_backup), how many of a series are kept.'}
  reset_to:
    description: For V(reset_state), the state that Nova shall believe the server to be in.
    type: str
    choices: [active, error]
    default: active
"""

EXAMPLES = r"""
- name: Stop it, if it runs
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: stop

- name: Reboot it
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: reboot_hard
    timeout: 60

- name: A bigger flavor, without a way back
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: resize
    flavor: m1.large
    confirm: true

- name: Begin again from another image
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: rebuild
    image: debian-12

- name: Keep its disk as an image, once
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: create_image
    image_name: "web-1 before the upgrade"
  register: kept

- name: Keep the last seven daily backups
  stratus.openstack.server_action:
    cloud: demo
    name: db-1
    action: create_backup
    image_name: "db-1 of {{ ansible_facts['date_time']['date'] }}"
    backup_type: daily
    rotation: 7

- name: Lock it against changes
  stratus.openstack.server_action:
    cloud: demo
    name: db-1
    action: lock
    locked_reason: being migrated

- name: Empty a host
  stratus.openstack.server_action:
    cloud: admin
    name: "{{ item.id }}"
    action: live_migrate
    host: compute7
  loop: "{{ on_the_host.servers }}"

- name: Boot it from another image to repair it
  stratus.openstack.server_action:
    cloud: demo
    name: web-1
    action: rescue
    image: repair-tools
    admin_password: "{{ repair_password }}"
"""

RETURN = r"""
server:
  description:
    - The server after the action, with the same attributes as from M(stratus.openstack.server); null when it was deleted.
    - C(admin_password) is only there when the action sets one and Nova shows it. Give such a task C(no_log).
  returned: success
  type: dict
  sample:
    id: 7f2c6c3a-9a1e-4a0f-8d0c-7f0b1f6d1111
    name: web-1
    status: SHUTOFF
    is_locked: false
    image:
      id: 0f3b8d2e-58f5-4a0c-a7a6-3b1d6a2c2222
image:
  description: The image, with the same attributes as from M(stratus.openstack.image_info).
  returned: with V(create_image) and V(create_backup)
  type: dict
  sample:
    id: 9e2c621e-caf1-402e-88b6-2fdbc88d65f7
    name: web-1 before the upgrade
    status: active
id:
  description: ID of the server.
  returned: when the server exists
  type: str
unknown:
  description: The paths of values in this result that are null because only the real run knows them.
  returned: in check mode, when there are such values
  type: list
  elements: str
"""

from ansible_collections.stratus.openstack.plugins.module_utils.runner import run
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.actions import SERVER_ACTION

OPERATION = SERVER_ACTION

if __name__ == "__main__":
    run(OPERATION)
