# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a module in Ansible's worker process, if the result is the same as that of an ordinary module.

Each module has its own action plugin: a subclass that names the operation of the module. Ansible imports it in the parent process, together
with the tables of the services, so tasks do not spend time on these imports.
"""

from __future__ import annotations

import contextlib
import os
import sys

from ansible import constants as C
from ansible import context as cli
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ansible_collections.stratus.openstack.plugins.module_utils import runner, task_secrets, transport
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.modules.api import OPERATION
from ansible_collections.stratus.openstack.plugins.plugin_utils import ca_bundles, lean_tasks, logins, same_user
from ansible_collections.stratus.openstack.plugins.plugin_utils.plain_data import plain
from ansible_collections.stratus.openstack.plugins.plugin_utils.run_folder import run_folder

display = Display()
os.register_at_fork(before=ca_bundles.read_reported)


class ActionModule(lean_tasks.LeanTasks, ActionBase):
    """``operation``: the operation of the module. The module has the name of the file that contains the class, not that of an alias."""

    operation = OPERATION
    _supports_check_mode = True
    _supports_async = True

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        runner.module_spec(cls.operation)  # computed in the parent process, once for all workers

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        task_vars = task_vars or {}
        name, host = module_name(type(self)), self._host_name(task_vars)
        against_process, against_lean = self._reasons_against(task_vars)
        if not against_process:
            display.vvv("%s runs in process" % name, host=host)
            return self._with_way(self._run_here(result, name, task_vars), "")
        if not against_lean:
            display.vvv("%s runs in a lean process: %s" % (name, against_process), host=host)
            try:
                result.update(self._run_checked(name, task_vars, lean_tasks.spec_for(self.operation), self._execute_lean))
                return self._with_way(result, against_process)
            except lean_tasks.Unable as reason:
                against_lean = str(reason)
        more = "; not in a lean process: %s" % against_lean if against_lean != against_process else ""
        display.vvv("%s runs as an ordinary module: %s%s" % (name, against_process, more), host=host)
        return self._with_way(self._run_module(result, name, task_vars), against_process)

    def _with_way(self, result, reason):
        """A result with the reason why the task did not run in process, '' if it did, for an operation that shows this."""
        add_way = getattr(self.operation, "add_way", None)
        return add_way(result, plain(self._task.args), reason) if add_way else result

    def _run_here(self, result, name, task_vars):
        """Run the module in this process, with the environment of the task -> its result."""
        environment = {}
        self._compute_environment_string(environment)
        with task_environment(environment, self._loader.get_basedir()):
            result.update(self._run_in_process(name, task_vars))
            ca_bundles.report()
        return result

    @staticmethod
    def _host_name(task_vars):
        return (task_vars or {}).get("inventory_hostname")

    def _reasons_against(self, task_vars):
        """Why the task does not run in process, and why not in a lean process either: two texts, '' where it does."""
        asked = self._templar.template(task_vars.get("stratus_inprocess", os.environ.get("STRATUS_INPROCESS", True)))
        insists = "stratus_inprocess" in task_vars
        interpreter = self._other_interpreter(task_vars)
        become = self._connection.become
        of_both = (
            (not boolean(asked, strict=False), "it was asked for"),
            (bool(self._task.async_val), "it uses async"),
            (C.DEFAULT_KEEP_REMOTE_FILES, "remote files are to be kept"),
        )
        of_process = (
            (
                self._connection.transport != "local" and not self._connection.transport.endswith(".local"),
                "the connection is %s" % self._connection.transport,
            ),
            (bool(become) and not same_user.becomes_itself(become, os.environ), "it uses become"),
            (interpreter and not insists, "the interpreter is %s" % interpreter),
            (transport.requests is None, "this interpreter has no requests"),
        )
        for_both = next((reason for applies, reason in of_both if applies), "")
        for_process = for_both or next((reason for applies, reason in of_process if applies), "")
        if for_both or not for_process or not self._is_on(task_vars, "stratus_lean", False):
            return for_process, for_process
        return for_process, self._reason_against_lean(task_vars)

    def _other_interpreter(self, task_vars):
        """The Python that is set for the host that the task runs on; '' if that is Ansible's own, or Ansible may choose.

        One that a task on another host delegates with is set for all hosts and not for this one. It does not count.
        """
        host = self._task.delegate_to
        machine = task_vars.get("ansible_delegated_vars", {}).get(host, task_vars)
        interpreter = self._interpreter_of(machine)
        if not interpreter or interpreter.startswith("auto") or os.path.realpath(interpreter) == os.path.realpath(sys.executable):
            return ""
        delegated = machine is not task_vars and host != self._host_name(task_vars)
        for_all = delegated and interpreter == self._interpreter_of(task_vars)
        return "" if for_all and "ansible_python_interpreter" not in self._task.get_vars() else interpreter

    def _interpreter_of(self, variables):
        return str(self._templar.template(C.config.get_config_value("INTERPRETER_PYTHON", variables=variables) or ""))

    def _run_module(self, result, name, task_vars):
        wrap_async = self._task.async_val and not self._connection.has_native_async
        result.update(self._execute_module(module_name=name, task_vars=task_vars, wrap_async=wrap_async))
        for line in result.pop("http_log", ()):
            if not self._task.no_log:
                display.vvv(line, host=self._host_name(task_vars))
        if not wrap_async:
            self._remove_tmp_path(self._connection._shell.tmpdir)
        return result

    def _run_in_process(self, name, task_vars):
        """Run the module in this process -> its result."""
        try:
            logins.load_login(self._task.args.get("auth_type"))  # before the validation, since it adds options to `auth`
        except CloudError as error:
            return dict(runner.failure_result(error), failed=True)
        spec = {key: value for key, value in runner.module_spec(self.operation).items() if key != "supports_check_mode"}
        return self._run_checked(name, task_vars, spec, self._execute_operation)

    def _run_checked(self, name, task_vars, spec, execute):
        """Check the options by a spec and run the module by ``execute``: callable (options, task_vars) -> result. Returns the result."""
        arguments = plain(self._task.args)
        try:
            runner.check_given(self.operation, arguments)
        except CloudError as error:
            return dict(runner.failure_result(error), failed=True)
        checked = ArgumentSpecValidator(**spec).validate(arguments)
        params = checked.validated_parameters
        if checked.error_messages:
            unsupported = checked._unsupported_parameters
            text = runner.describe_unsupported(name, unsupported, spec["argument_spec"]) if unsupported else checked.errors.msg
            result = {"failed": True, "msg": text}
        else:
            result = execute(params, task_vars, arguments)
        if wants_invocation(task_vars):
            result["invocation"] = {"module_args": task_secrets.mask_options(params, spec["argument_spec"])}
        alias_warnings = ["Both option %(option)s and its alias %(alias)s are set." % entry for entry in checked._warnings]
        if alias_warnings:
            result["warnings"] = alias_warnings + list(result.get("warnings", ()))
        if checked._deprecations:
            result["deprecations"] = list(checked._deprecations)
        return hide(result, task_secrets.hidden_values(checked._no_log_values, params))

    def _execute_lean(self, params, task_vars, given):
        quiet = self._task.no_log
        silent = quiet or C.config.get_config_value("DEFAULT_NO_TARGET_SYSLOG", variables=task_vars)
        settings = {
            "name": module_name(type(self)),
            "verbosity": 0 if quiet else display.verbosity,
            "syslog": None if silent else task_vars.get("ansible_syslog_facility", C.DEFAULT_SYSLOG_FACILITY),
            "learn": self._is_on(task_vars, "stratus_lean_tokens", True),
            "named": sorted(given),
        }
        result, on_host = self._run_lean(params, task_vars, settings)
        params.update(on_host)
        return result

    def _execute_operation(self, params, task_vars, given):
        host = self._host_name(task_vars)
        check = self._task.check_mode
        quiet = self._task.no_log

        def log(level, line):
            display.verbose(line, host=host, caplevel=level - 1)

        def progress(line):
            if not quiet:
                display.verbose(line, host=host, caplevel=0)

        return runner.execute_task(
            self.operation,
            params,
            check_mode=check,
            environ=os.environ,
            # kept for later tasks only if the whole run is in check mode: otherwise a later task does for real what this one predicts
            predictions=run_folder() if check and cli.CLIARGS.get("check") else None,
            run_cache=run_folder(),
            log=log if display.verbosity >= 3 and not quiet else None,
            progress=progress,
            notify=display.display,
            load_login=logins.load_login,
            keep_connections=True,  # a loop and `until` run in one process
            given=given,
        )


def module_name(action):
    """The full name of the module that belongs to an action plugin: acme.cloud.zone for plugins/action/zone.py of acme.cloud."""
    root, _dot, path = action.__module__.partition(".")
    namespace, collection, _plugins, _action, name = path.split(".", 4) if root == "ansible_collections" else ("", "", "", "", path)
    return "%s.%s.%s" % (namespace, collection, name) if namespace else name.rpartition(".")[2]


def hide(result, values):
    """A result without ``values``, as a module would return it. It is not searched if there are none: a large result takes long."""
    return remove_values(result, values) if values else plain(result)


def wants_invocation(task_vars):
    """Whether a result contains the key `invocation`: always before ansible-core 2.21, since then by a setting that is off by default."""
    return not hasattr(C, "INJECT_INVOCATION") or C.config.get_config_value("INJECT_INVOCATION", variables=task_vars)


@contextlib.contextmanager
def task_environment(environment, folder):
    """A context manager: the environment variables of the task and the folder of the playbook, as an ordinary module would have them."""
    before, place = dict(os.environ), os.getcwd()
    os.environ.update({key: str(value) for key, value in environment.items()})
    os.chdir(folder)
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update({name: value for name, value in before.items() if os.environ.get(name) != value})
        with contextlib.suppress(OSError):  # the user may have no right to enter the folder in which Ansible was started
            os.chdir(place)


def main():
    runner.check_arguments(OPERATION)
