# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a CA bundle once per playbook run instead of once per task.

Ansible forks a process for each task, which inherits what its parent has read. Only a task knows which bundle its cloud needs, and whether
it needs one at all. So a task reports what it had to read, and the parent reads that before it forks the next task.
"""

from __future__ import annotations

import contextlib
import os

from ansible_collections.stratus.openstack.plugins.module_utils import connections
from ansible_collections.stratus.openstack.plugins.plugin_utils.run_folder import run_folder_path

FILE = "ca_bundles"


def report():
    """Report the CA bundles that this process has read, if there is a folder of the run: it has one as soon as a token is kept."""
    paths = connections.bundles_read_here()
    if paths:
        with contextlib.suppress(OSError, ValueError), open(os.path.join(run_folder_path(), FILE), "a", encoding="utf-8") as file:
            file.write("".join("%s\n" % path for path in paths))


def read_reported():
    """Read the reported CA bundles that this process has not read yet, or that have changed."""
    with contextlib.suppress(OSError, ValueError), open(os.path.join(run_folder_path(), FILE), encoding="utf-8") as file:
        for path in sorted(set(file.read().splitlines())):
            connections.trust_bundle(path)
