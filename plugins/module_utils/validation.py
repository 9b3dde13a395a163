# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validate options inside a task as Ansible validates those of a module."""

from __future__ import annotations

import copy

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import option_types
from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions
from ansible_collections.stratus.openstack.plugins.module_utils.runner import describe_unsupported


def validate(name, spec, options):
    """Options with their types and defaults (dict), as Ansible validates those of a module. Raises BadOptions.

    ``name``: of the module. ``spec``: the keyword arguments of a module. ``options``: the options before Ansible converts their types.
    """
    option_types.require_types(options, spec["argument_spec"])
    rules = {name: value for name, value in spec.items() if name != "supports_check_mode"}
    checked = ArgumentSpecValidator(**rules).validate(copy.deepcopy(options))
    if checked._unsupported_parameters:
        raise BadOptions(describe_unsupported(name, checked._unsupported_parameters, spec["argument_spec"]))
    if checked.error_messages:
        raise BadOptions("; ".join(checked.error_messages))
    return checked.validated_parameters
