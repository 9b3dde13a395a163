# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a task by a lean process on its host: with code that the host keeps, options that are checked here, and tokens of earlier tasks.

A lean process is the Python of the host with a command line that is always the same. All else comes on its standard input: lean_start.py,
the order for the task, and the code if the host does not have it. So nothing secret is in a list of processes or in a file, and `become`
needs no file that two users can read. module_utils/lean.py is what runs on the host.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import io
import json
import os
import re
import secrets
import sys
import zipfile

from ansible import constants as C
from ansible.errors import AnsibleError
from ansible.executor.interpreter_discovery import discover_interpreter
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.utils.display import Display

from ansible_collections.stratus.openstack.plugins.module_utils import auth, lean, lean_start, masking, runner, task_secrets, token_cache
from ansible_collections.stratus.openstack.plugins.plugin_utils.run_folder import run_folder

PACKAGE = "ansible_collections.stratus.openstack.plugins.module_utils"
START = "import sys;i=sys.stdin.buffer;exec(i.read(int(i.readline())))"
LINE = re.compile(r"^%s (\w+) (.*)$" % lean_start.MARK, re.MULTILINE)
NO_LOGIN = {name: value for name, value in runner.CONNECTION.items() if name in ("wait", "timeout", "sdk_log_level", "sdk_log_path")}
# Variables that matter to the start of Python. The others are sent on standard input, since they may be secret.
OF_PYTHON = re.compile(r"PYTHON|LD_|DYLD_|LC_|(PATH|LANG|LANGUAGE|HOME|VIRTUAL_ENV)$")
FIXED_DATE = (2000, 1, 1, 0, 0, 0)
# What the code imports of ansible. With it the host needs no Ansible, and one that is installed there is not used.
STAND_IN = """
class AnsibleModule:
    pass

def env_fallback(*names):
    raise NotImplementedError

def missing_required_lib(*names, **more):
    raise NotImplementedError
"""
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
    """(module, name) by which this collection's module_utils have an operation; None for one of another collection."""
    for module, content in sorted(sys.modules.items()):
        if module.startswith(PACKAGE + "."):
            for name, value in vars(content).items():
                if value is operation:
                    return module, name
    return None


def source_files():
    """The files of the code by their path in the archive (dict of text to bytes)."""
    root = os.path.dirname(lean.__file__)
    files = {name: text.encode() for name, text in ADDED.items()}
    parts = PACKAGE.split(".")
    files.update({"/".join([*parts[:end], "__init__.py"]): b"" for end in range(1, len(parts) + 1)})
    for folder, _folders, names in os.walk(root):
        for name in names:
            if name.endswith(".py"):
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    files["/".join([*parts, *os.path.relpath(path, root).split(os.sep)])] = file.read()
    return files


def pack(files):
    """(archive, version): a zip file (bytes) of the files, and a text that is the same for the same files only."""
    content, version = io.BytesIO(), hashlib.sha256()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), data, zipfile.ZIP_DEFLATED)
            version.update(b"%s %d " % (name.encode(), len(data)) + data)
    return content.getvalue(), version.hexdigest()[:32]


def packed_once():
    """The path of the archive in the folder of the run, made by the first task that needs it."""
    folder = run_folder()
    with_store = token_cache.Store(folder, "lean")  # makes the folder, and makes sure that it is private
    if not with_store.usable:
        raise Unable("the folder of the run cannot be used: %s" % with_store.problem)
    for name in os.listdir(folder):
        if name.startswith("lean-") and name.endswith(".zip"):
            return os.path.join(folder, name)
    archive, version = pack(source_files())
    path = os.path.join(folder, "lean-%s.zip" % version)
    fresh = os.path.join(folder, "new-%s" % secrets.token_hex(8))
    with open(fresh, "xb") as file:
        file.write(archive)
    os.replace(fresh, path)
    return path


@functools.cache
def start_source():
    with open(lean_start.__file__, "rb") as file:
        return file.read()


def compose(order, archive=b""):
    """The standard input (bytes) of a lean process."""
    text = json.dumps(dict(order, size=len(archive)))
    return b"%d\n" % len(start_source()) + start_source() + text.encode("ascii") + b"\n" + archive


class LeanTasks:
    """The part of an action plugin that runs lean processes. It is a base of a class that is an ActionBase as well."""

    def _place(self):
        """What tells the users of hosts apart (text): tokens and findings of one are not used for another."""
        connection, become = self._connection, self._connection.become
        user = self._get_remote_user() if connection.transport != "local" else ""
        address = [connection.transport, self._play_context.remote_addr, self._play_context.port, user, self._task.delegate_to]
        return json.dumps([*address, become and [become.name, become.get_option("become_user")]], default=str)

    def _is_on(self, task_vars, name, default=True):
        """Whether a variable of the task, such as `stratus_lean`, or its namesake in the environment of Ansible is not false."""
        value = self._templar.template(task_vars.get(name, os.environ.get(name.upper(), default)))
        return boolean(value, strict=False)

    def _reason_against_lean(self, task_vars):
        """Why the task cannot run by a lean process, as far as this is known without the host; '' if it can."""
        connection, become = self._connection, self._connection.become
        asks = bool(become) and become.expect_prompt()
        obstacles = (
            (not self._is_on(task_vars, "stratus_lean"), "it was asked for"),
            (find_operation(self.operation) is None, "its module belongs to another collection"),
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
        return next((reason for applies, reason in obstacles if applies), "") or self._findings().load().get("unable", "")

    def _findings(self):
        """The Store of what earlier tasks found out about this host and user: its Python (`python`), why it is unable to do this (`unable`)."""
        return token_cache.Store(run_folder(), "lean findings|%s" % self._place())

    def _run_lean(self, params, task_vars, settings):
        """Run the task with checked options -> (its result, its options as the host has them). Raises Unable.

        ``settings``: what the order has besides, such as `name` and `verbosity`.
        """
        findings = self._findings()
        try:
            python = self._find_python(task_vars, findings)
            environment = {}
            self._compute_environment_string(environment)
            environment = {key: str(value) for key, value in environment.items()}
            early = {key: value for key, value in environment.items() if OF_PYTHON.match(key)}
            command = "%s %s -c %s" % (self._connection._shell.env_prefix(**early), python, self._connection._shell.quote(START))
            return self._send_order(command.strip(), self._make_order(params, environment, settings))
        except Unable as reason:
            findings.save({"unable": str(reason)})
            raise

    def _find_python(self, task_vars, findings):
        """The command of the host's Python. If Ansible has to look for it, it does so once for the tasks of a run."""
        host = self._task.delegate_to
        machine = task_vars.get("ansible_delegated_vars", {}).get(host, task_vars)
        python = self._interpreter_of(machine)
        if python and not python.startswith("auto"):
            return python
        found = (machine.get("ansible_facts") or {}).get("discovered_interpreter_python") or findings.load().get("python")
        if not found:
            found = str(discover_interpreter(self, "python", python or "auto", machine))
            findings.save({"python": found})
        return found

    def _make_order(self, params, environment, settings):
        """The order for lean.run. Its `learned` is what earlier tasks with the same login learned there."""
        module, operation = find_operation(self.operation)
        archive = packed_once()
        order = dict(settings, module=module, operation=operation, params=params, environment=environment, archive=archive)
        order["version"] = os.path.basename(archive)[len("lean-") : -len(".zip")]
        order["folders"] = [self.get_shell_option("remote_tmp", "~/.ansible/tmp"), *self.get_shell_option("system_tmpdirs", ["/var/tmp"])]
        order["defaults"] = [name for name in runner.CONNECTION if name not in self._task.args]
        order["check_mode"] = self._task.check_mode
        order["key"] = secrets.token_hex(32)
        return order

    def _send_order(self, command, order):
        """Start the process, a second time with the code if the host does not have it -> (result, options). Raises Unable."""
        archive = order.pop("archive")
        login = {name: value for name, value in order["params"].items() if name in runner.CONNECTION and name not in NO_LOGIN}
        texts = json.dumps([login, order["environment"]], sort_keys=True, default=str)
        store = token_cache.Store(run_folder(), "lean|%s|%s" % (self._place(), texts))
        order["learned"] = store.load() if order["learn"] else {}
        done = self._low_level_execute_command(command, in_data=compose(order))
        said = dict(LINE.findall(done["stdout"].replace("\r", "")))
        if "missing" in said:
            display.vvv("the code is sent to the host", host=self._host_name(None))
            with open(archive, "rb") as file:
                done = self._low_level_execute_command(command, in_data=compose(order, file.read()))
            said = dict(LINE.findall(done["stdout"].replace("\r", "")))
        if "unable" in said:
            raise Unable(json.loads(said["unable"]))
        if "begun" not in said and done["rc"]:
            raise Unable("its Python does not start: %s" % masking.show((done["stderr"] or done["stdout"]).strip()[-300:]))
        hidden = task_secrets.secrets_of_options(order["params"], runner.module_spec(self.operation)["argument_spec"])
        if "answer" not in said:
            text = masking.show(done["stderr"].strip()[-1000:], hidden)
            return {"failed": True, "rc": done["rc"], "msg": "The process on the host ended without a result (status %d): %s" % (done["rc"], text)}, {}
        try:
            answer = json.loads(lean.decrypt(said["answer"].strip(), order["key"]))
        except ValueError as error:
            raise AnsibleError("The answer of the process on the host cannot be read: %s" % error) from None
        if answer["learned"] and order["learn"]:
            store.save({name: text for name, text in answer["learned"].items() if isinstance(text, str)})
        result = {name: value for name, value in answer["result"].items() if not name.startswith(("_ansible_", "ansible_"))}
        for line in answer["http_log"]:
            display.vvv(line)
        return result, copy.deepcopy(answer["params"])
