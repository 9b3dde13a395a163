# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run an operation for a lookup plugin. It shares the login, the resolved names and the predictions of the run with the tasks."""

from __future__ import annotations

import os

from ansible import context as cli
from ansible.errors import AnsibleLookupError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.utils.display import Display

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.plugin_utils import logins
from ansible_collections.stratus.openstack.plugins.plugin_utils.plain_data import plain
from ansible_collections.stratus.openstack.plugins.plugin_utils.run_folder import run_folder

display = Display()


def run_operation(operation, options):
    """Run an operation in this process -> its result (dict). ``options``: of the plugin; null means that an option is omitted.

    In a run with ``--check`` it finds the objects that earlier tasks predicted. Raises AnsibleLookupError with the message of a task.
    """
    given = {name: value for name, value in plain(options).items() if value is not None}
    try:
        logins.load_login(given.get("auth_type"))  # before the validation, since it adds options to `auth`
        runner.check_given(operation, given)
    except CloudError as error:
        raise AnsibleLookupError(runner.failure_result(error)["msg"]) from None
    rules = {key: value for key, value in runner.module_spec(operation).items() if key != "supports_check_mode"}
    checked = ArgumentSpecValidator(**rules).validate(given)
    if checked.error_messages:
        raise AnsibleLookupError(checked.errors.msg)
    check = bool(cli.CLIARGS.get("check"))
    result = runner.execute_task(
        operation,
        checked.validated_parameters,
        check_mode=check,
        environ=os.environ,
        predictions=run_folder() if check else None,
        run_cache=run_folder(),
        log=(lambda level, line: display.verbose(line, caplevel=level - 1)) if display.verbosity >= 3 else None,
        notify=display.display,
        load_login=logins.load_login,
    )
    for warning in result.get("warnings", ()):
        display.warning(warning)
    if result.get("failed"):
        raise AnsibleLookupError(result["msg"])
    return result
