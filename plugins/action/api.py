# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a module of the collection inside the worker process, where that gives the same result as an ordinary module.

Every module has an action plugin of its own beside this one, a subclass that names the module's operation. Ansible imports it in the parent
of all workers, with the services behind it, so that no task pays for that.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Mapping, Set

from ansible import constants as C
from ansible import context as cli
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.errors import UnsupportedError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ansible_collections.stratus.openstack.plugins.module_utils import runner, transport
from ansible_collections.stratus.openstack.plugins.modules.api import OPERATION

display = Display()
COLLECTION = "stratus.openstack."
RUN_DIRECTORY = "stratus.openstack"
OF_A_RUN = re.compile(r"ansible-local-(\d+)\w{8}")  # Ansible's temporary folder: the process, and chance
LEFT_BEHIND = 3600  # seconds; the process of a run in another container cannot be seen from here


class ActionModule(ActionBase):
    """``operation``: what the module does. The module has the name of the file that the class is in, whatever name a task used."""

    operation = OPERATION
    _supports_check_mode = True
    _supports_async = True

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        runner.module_spec(cls.operation)  # known to all workers from here on

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        name = COLLECTION + type(self).__module__.rsplit(".", 1)[-1]
        reason = self._why_not_here(task_vars or {})
        if reason:
            display.vvv("%s runs as an ordinary module: %s" % (name, reason), host=self._host(task_vars))
            return self._ordinary(result, name, task_vars)
        display.vvv("%s runs in process" % name, host=self._host(task_vars))
        environment = {}
        self._compute_environment_string(environment)
        with surroundings(environment, self._loader.get_basedir()):
            result.update(self._here(name, task_vars or {}))
        return result

    @staticmethod
    def _host(task_vars):
        return (task_vars or {}).get("inventory_hostname")

    def _why_not_here(self, task_vars):
        """Why the task needs a process of its own; '' when it does not."""
        wanted = self._templar.template(task_vars.get("stratus_inprocess", os.environ.get("STRATUS_INPROCESS", True)))
        machine = task_vars.get("ansible_delegated_vars", {}).get(self._task.delegate_to, task_vars)
        interpreter = str(self._templar.template(C.config.get_config_value("INTERPRETER_PYTHON", variables=machine) or ""))
        same = not interpreter or interpreter.startswith("auto") or os.path.realpath(interpreter) == os.path.realpath(sys.executable)
        obstacles = (
            (not boolean(wanted, strict=False), "it was asked for"),
            (
                self._connection.transport != "local" and not self._connection.transport.endswith(".local"),
                "the connection is %s" % self._connection.transport,
            ),
            (bool(self._connection.become), "it uses become"),
            (bool(self._task.async_val), "it uses async"),
            (not same, "the interpreter is %s" % interpreter),
            (C.DEFAULT_KEEP_REMOTE_FILES, "remote files are to be kept"),
            (transport.requests is None, "this interpreter has no requests"),
        )
        return next((reason for applies, reason in obstacles if applies), "")

    def _ordinary(self, result, name, task_vars):
        wrap_async = self._task.async_val and not self._connection.has_native_async
        result.update(self._execute_module(module_name=name, task_vars=task_vars, wrap_async=wrap_async))
        for line in result.pop("http_log", ()):
            if not self._task.no_log:
                display.vvv(line, host=self._host(task_vars))
        if not wrap_async:
            self._remove_tmp_path(self._connection._shell.tmpdir)
        return result

    def _here(self, name, task_vars):
        """The module's result, made in this process."""
        spec = runner.module_spec(self.operation)
        rules = {key: value for key, value in spec.items() if key != "supports_check_mode"}
        checked = ArgumentSpecValidator(**rules).validate(plain(self._task.args))
        params = checked.validated_parameters
        if checked.error_messages:
            result = {"failed": True, "msg": rejection(name, checked.errors)}
        else:
            try:
                result = self._executed(params, task_vars)
            except Exception as error:
                result = dict(runner.failure(error), failed=True)
        if shows_invocation(task_vars):
            result["invocation"] = {"module_args": runner.invocation(params, spec["argument_spec"])}
        doubled = ["Both option %(option)s and its alias %(alias)s are set." % entry for entry in checked._warnings]
        if doubled:
            result["warnings"] = doubled + list(result.get("warnings", ()))
        if checked._deprecations:
            result["deprecations"] = list(checked._deprecations)
        return remove_values(result, runner.hidden(checked._no_log_values, params))

    def _executed(self, params, task_vars):
        host = self._host(task_vars)
        check = self._task.check_mode
        quiet = self._task.no_log

        def log(level, line):
            display.verbose(line, host=host, caplevel=level - 1)

        def progress(line):
            if not quiet:
                display.verbose(line, host=host, caplevel=0)

        return runner.execute(
            self.operation,
            params,
            check,
            environ=os.environ,
            # they outlive a task only when the whole run is a prediction: else a later task does for real what this one predicted
            predictions=run_directory() if check and cli.CLIARGS.get("check") else None,
            run_cache=run_directory(),
            log=log if display.verbosity >= 3 and not quiet else None,
            progress=progress,
            notify=display.display,
        )


def shows_invocation(task_vars):
    """Whether a result has the key `invocation`. Before ansible-core 2.21 it always has; since then it is a setting, off by default."""
    return not hasattr(C, "INJECT_INVOCATION") or C.config.get_config_value("INJECT_INVOCATION", variables=task_vars)


def rejection(name, errors):
    """The words an ordinary module has for options that do not fit."""
    if isinstance(errors[0], UnsupportedError):
        return "Unsupported parameters for (%s) module: %s" % (name, errors.msg)
    return errors.msg


def plain(value):
    """A task's arguments as a module would get them by way of JSON: without tags of where they came from, vaulted strings opened."""
    if isinstance(value, Mapping):
        return {str(key) if isinstance(key, str) else json.dumps(key): plain(value[key]) for key in value}
    if isinstance(value, (list, tuple, Set)):  # not any sequence: to core 2.18 a vaulted text is one
        return [plain(item) for item in value]
    for kind in (bool, int, float):
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return None if value is None else value.decode(errors="surrogateescape") if isinstance(value, bytes) else str(value)


def run_directory():
    """A folder that lives as long as this playbook run, below Ansible's own temporary one."""
    folder = os.path.join(C.DEFAULT_LOCAL_TMP, RUN_DIRECTORY)
    if not os.path.exists(folder):  # the first task of the run
        forget_killed(os.path.dirname(C.DEFAULT_LOCAL_TMP))
    return folder


def forget_killed(place):
    """Remove the tokens that runs have left in a folder which were killed: Ansible itself removes nothing then."""
    with contextlib.suppress(OSError):
        for name in os.listdir(place):
            run, folder = OF_A_RUN.fullmatch(name), os.path.join(place, name, RUN_DIRECTORY)
            with contextlib.suppress(OSError):
                own = run and ended(int(run[1])) and own_folder(os.path.dirname(folder)) and own_folder(folder)
                if own and time.time() - own.st_mtime > LEFT_BEHIND:
                    shutil.rmtree(folder)


def own_folder(path):
    """The os.stat_result of a folder of the user's own, None for another one or a link. Raises OSError."""
    found = os.lstat(path)
    return found if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() else None


def ended(process):
    """Whether no process has this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


@contextlib.contextmanager
def surroundings(environment, folder):
    """The task's `environment` and the playbook's folder in force, as they would be in a process of its own."""
    before, place = dict(os.environ), os.getcwd()
    os.environ.update({key: str(value) for key, value in environment.items()})
    os.chdir(folder)
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update({name: value for name, value in before.items() if os.environ.get(name) != value})
        with contextlib.suppress(OSError):  # who may not enter the folder where Ansible was started has come from it all the same
            os.chdir(place)
