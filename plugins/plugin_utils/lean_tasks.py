# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a task by a lean process on its host: with code that the host keeps, options that are checked here, and tokens of earlier tasks.

A lean process is the Python of the host with a command line that is always the same. All else comes on its standard input: lean_start.py,
the order for the task, and the code if the host does not have it. So nothing secret is in a list of processes or in a file, and `become`
needs no file that two users can read. module_utils/lean.py is what runs on the host.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import secrets
import sys
import zlib

from ansible import constants as C
from ansible.errors import AnsibleError
from ansible.executor.interpreter_discovery import discover_interpreter
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.utils.display import Display

from ansible_collections.stratus.openstack.plugins.module_utils import auth, lean, lean_start, masking, runner, task_secrets, token_cache
from ansible_collections.stratus.openstack.plugins.plugin_utils.run_folder import run_folder

PACKAGE = "ansible_collections.stratus.openstack.plugins.module_utils"
# The working directory is not on the path: a file in it must not take the place of a module.
START = "import sys;sys.path=[p for p in sys.path if p];i=sys.stdin.buffer;exec(i.read(int(i.readline())))"
LINE = re.compile(r"^%s (\w+) (.*)$" % lean_start.MARK, re.MULTILINE)
OF_SSH = re.compile(r"debug\d: |OpenSSH_|Shared connection to ")  # what ssh itself writes at -vvv
LONGEST = 1000  # characters of an error output that are shown
# Variables that matter to the start of Python. The others are sent on standard input, since they may be secret.
OF_PYTHON = re.compile(r"PYTHON|LD_|DYLD_|LC_|(PATH|LANG|LANGUAGE|HOME|VIRTUAL_ENV)$")
# What the code imports of ansible. With it the host needs no Ansible, and one that is installed there is not used.
STAND_IN = """
class AnsibleModule:
    pass

def env_fallback(*names):
    raise NotImplementedError

def missing_required_lib(*names, **more):
    raise NotImplementedError
"""
NOT_SENT = ("validation.py", "environment")  # files and folders of the code that need more of Ansible
ADDED = {"ansible/__init__.py": "", "ansible/module_utils/__init__.py": "", "ansible/module_utils/basic.py": STAND_IN}

display = Display()


class Unable(Exception):
    """Why a task cannot run in this way. It has not begun."""


@functools.cache
def spec_for(operation):
    """The rules for the options of an operation, as far as they can be checked here: paths and the environment belong to the host."""
    spec = {key: value for key, value in runner.module_spec(operation).items() if key != "supports_check_mode"}
    spec["argument_spec"] = {name: dict(option) for name, option in spec["argument_spec"].items()}
    for option in spec["argument_spec"].values():
        option.pop("fallback", None)
        if option.get("type") == "path":
            option["type"] = "str"
    return spec


@functools.cache
def find_operation(operation):
    """(module, name) by which this collection's module_utils have an operation; None if no host gets its code."""
    for module, content in sorted(sys.modules.items()):
        if module.startswith(PACKAGE + ".") and module[len(PACKAGE) + 1 :].partition(".")[0] not in NOT_SENT:
            for name, value in vars(content).items():
                if value is operation:
                    return module, name
    return None


def source_files():
    """The files of the code by their path below the folder of a host (dict of text to bytes)."""
    root = os.path.dirname(lean.__file__)
    files = {name: text.encode() for name, text in ADDED.items()}
    parts = PACKAGE.split(".")
    files.update({"/".join([*parts[:end], "__init__.py"]): b"" for end in range(1, len(parts) + 1)})
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in NOT_SENT]
        for name in names:
            if name.endswith(".py") and name not in NOT_SENT:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    files["/".join([*parts, *os.path.relpath(path, root).split(os.sep)])] = file.read()
    return files


def version_of(files):
    """A text that is the same for the same files only."""
    version = hashlib.sha256()
    for name, data in sorted(files.items()):
        version.update(b"%s %d " % (name.encode(), len(data)) + data)
    return version.hexdigest()[:32]


def pack(files):
    """The files in the form in which they are sent (bytes)."""
    return zlib.compress(json.dumps({name: data.decode() for name, data in files.items()}).encode())


def version_of_run():
    """The version of the code. The first task of a run that needs it computes it for all, since the code stays the same meanwhile."""
    store = token_cache.Store(run_folder(), "lean code")
    version = store.load().get("version")
    if not version:
        version = version_of(source_files())
        store.save({"version": version})
    return version


@functools.cache
def start_source():
    with open(lean_start.__file__, "rb") as file:
        return file.read()


def compose(order, archive=b""):
    """The standard input (bytes) of a lean process."""
    text = json.dumps(dict(order, size=len(archive)))
    return b"%d\n" % len(start_source()) + start_source() + text.encode("ascii") + b"\n" + archive


def read_lines(output):
    """What a lean process said (dict of words to texts). Other lines of its output are left out."""
    return {word: text.strip() for word, text in LINE.findall(output)}


class LeanTasks:
    """The part of an action plugin that runs lean processes. It is a base of a class that is an ActionBase as well."""

    def _place(self, task_vars):
        """What tells the users of hosts apart (text): tokens and findings of one are not used for another."""
        name = self._task.delegate_to or task_vars.get("inventory_hostname")
        connection, become = self._connection, self._connection.become
        user = self._get_remote_user() if connection.transport != "local" else ""
        address = [connection.transport, self._play_context.remote_addr, self._play_context.port, user, name]
        return json.dumps([*address, become and [become.name, become.get_option("become_user")]], default=str)

    def _is_on(self, task_vars, name, default):
        """Whether a variable of the task, such as `stratus_lean`, or its namesake in the environment of Ansible is not false."""
        value = self._templar.template(task_vars.get(name, os.environ.get(name.upper(), default)))
        return boolean(value, strict=False)

    def _reason_against_lean(self, task_vars):
        """Why the task cannot run by a lean process, as far as this is known without the host; '' if it can."""
        connection, become = self._connection, self._connection.become
        asks = bool(become) and become.expect_prompt()
        obstacles = (
            (find_operation(self.operation) is None, "its code is not sent to hosts"),
            (auth.is_foreign(self._task.args.get("auth_type")), "its login belongs to another collection"),
            (C.DEFAULT_DEBUG, "Ansible shows all details of its own work"),
            (not connection.has_pipelining, "the connection %s has no standard input" % connection.transport),
            (getattr(connection._shell, "SHELL_FAMILY", "sh") != "sh", "its shell is none of Unix"),
            (bool(become) and become.name != "sudo", "%s may have no standard input" % (become and become.name)),
            (
                asks and connection.transport == "local" and not connection.get_option("pipelining"),
                "a password is sent by a terminal, without ansible_pipelining",
            ),
        )
        return next((reason for applies, reason in obstacles if applies), "") or self._findings(task_vars).load().get("unable", "")

    def _findings(self, task_vars):
        """The Store of what earlier tasks found out about this host and user: its Python (`python`), why lean processes fail (`unable`)."""
        key = "lean findings|%s|%s" % (self._place(task_vars), self._python_setting(task_vars))
        return token_cache.Store(run_folder(), key)

    def _python_setting(self, task_vars):
        return self._interpreter_of(task_vars.get("ansible_delegated_vars", {}).get(self._task.delegate_to, task_vars))

    def _run_lean(self, params, task_vars, settings):
        """Run the task with checked options -> (its result, its options that are others on the host). Raises Unable.

        ``settings``: what the order has besides, such as `name` and `verbosity`.
        """
        findings, host = self._findings(task_vars), task_vars.get("inventory_hostname")
        try:
            python = self._find_python(task_vars, findings)
            order, command = self._make_order(params, python, settings)
            kept = self._kept_for(order, task_vars)
            done, said = self._exchange(command, order, host)
        except Unable as reason:
            findings.save({"unable": str(reason)})
            raise
        if "answer" not in said:
            hidden = task_secrets.secrets_of_options(params, runner.module_spec(self.operation)["argument_spec"])
            text = masking.show(done["stderr"].strip()[-LONGEST:], hidden)
            message = "The process on the host ended without a result (status %d): %s" % (done["rc"], text)
            return {"failed": True, "rc": done["rc"], "msg": message}, {}
        try:
            answer = json.loads(lean.decrypt(said["answer"].strip(), order["key"]))
        except ValueError as error:
            raise AnsibleError("The answer of the process on the host cannot be read: %s" % error) from None
        if kept and answer["learned"]:
            kept.save({name: text for name, text in answer["learned"].items() if isinstance(text, str)})
        for line in answer["http_log"]:
            display.vvv(line, host=host)
        # a module of this collection returns no facts and no commands to Ansible
        result = {name: value for name, value in answer["result"].items() if not name.startswith(("_ansible_", "ansible_"))}
        return result, answer["params"]

    def _find_python(self, task_vars, findings):
        """The command of the host's Python. If Ansible has to look for it, it does so once for the tasks of a run."""
        python = self._python_setting(task_vars)
        if python and not python.startswith("auto"):
            return python
        machine = task_vars.get("ansible_delegated_vars", {}).get(self._task.delegate_to, task_vars)
        found = (machine.get("ansible_facts") or {}).get("discovered_interpreter_python") or findings.load().get("python")
        if not found:
            found = str(discover_interpreter(self, "python", python or "auto", machine))
            findings.save({"python": found})
        return found

    def _make_order(self, params, python, settings):
        """(the order for lean.run, the command of the process)."""
        module, operation = find_operation(self.operation)
        environment = {}
        self._compute_environment_string(environment)
        environment = {key: str(value) for key, value in environment.items()}
        order = dict(settings, module=module, operation=operation, params=params, environment=environment, version=version_of_run())
        order["folders"] = [self.get_shell_option("remote_tmp", "~/.ansible/tmp"), *self.get_shell_option("system_tmpdirs", [])]
        order["defaults"] = [name for name in runner.CONNECTION if name not in self._task.args]
        order["check_mode"] = self._task.check_mode
        order["key"] = secrets.token_hex(32)
        shell = self._connection._shell
        early = shell.env_prefix(**{key: value for key, value in environment.items() if OF_PYTHON.match(key)})
        return order, ("%s %s -c %s" % (early, python, shell.quote(START))).strip()

    def _kept_for(self, order, task_vars):
        """The Store of what earlier tasks with the same login learned on the host; None if that is turned off. Adds it to the order."""
        order["learned"] = {}
        if not order["learn"]:
            return None
        login = {name: value for name, value in order["params"].items() if name in runner.CONNECTION_OPTIONS or name == "cloud"}
        text = json.dumps([self._place(task_vars), login, order["environment"]], sort_keys=True, default=str)
        store = token_cache.Store(run_folder(), "lean|%s" % text)
        order["learned"] = store.load()
        return store

    def _exchange(self, command, order, host):
        """Start the process, a second time with the code if the host does not have it -> (what came of it, what it said: a dict)."""
        done = self._low_level_execute_command(command, in_data=compose(order))
        said = read_lines(done["stdout"])
        if "missing" in said:
            display.vvv("the code is sent to the host", host=host)
            files = source_files()
            order["version"] = version_of(files)  # it is another one if somebody changes the collection during the run
            done = self._low_level_execute_command(command, in_data=compose(order, pack(files)))
            said = read_lines(done["stdout"])
        if "unable" in said:
            raise Unable(json.loads(said["unable"]))
        if "begun" not in said and done["rc"]:
            lines = [line for line in (done["stdout"] + done["stderr"]).splitlines() if line.strip() and not OF_SSH.match(line)]
            raise Unable("its Python does not start: %s" % masking.show("".join(lines[-1:])))
        return done, said
