# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin that all modules share, for this module."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.action import api
from ansible_collections.stratus.openstack.plugins.module_utils.runner import check_arguments
from ansible_collections.stratus.openstack.plugins.modules.software_deployment import OPERATION


class ActionModule(api.ActionModule):
    operation = OPERATION


def main():
    check_arguments(OPERATION)
