# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a task in a lean process: with options that the controller has checked, and without Ansible's code.

The answer has the result and what the task learned of the cloud, its token for instance, for the next task on this host. Ansible shows the
output of programs at -vvv, so the answer is encrypted with a key that is used once and came on standard input.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import importlib
import json
import os

from ansible_collections.stratus.openstack.plugins.module_utils import connections, masking, runner, task_secrets


class Kept:
    """What earlier tasks learned of one cloud. It has the interface of a token_cache.Store. ``texts``: dict of all clouds, which it
    updates."""

    def __init__(self, texts, key):
        self.texts, self.name = texts, hashlib.sha256(key.encode()).hexdigest()

    usable = True

    def complaints(self):
        return []

    def load(self):
        return json.loads(self.texts.get(self.name, "{}"))

    def save(self, changes):
        self.texts[self.name] = json.dumps(dict(self.load(), **changes))

    @contextlib.contextmanager
    def lock(self, purpose):
        yield


def run(order, say):
    """Run the task of an ``order`` (dict, see plugin_utils/lean_tasks.py). ``say``: callable (word, text) for the controller."""
    operation = getattr(importlib.import_module(order["module"]), order["operation"])
    if connections.requests is None:
        say("unable", json.dumps("this Python has no requests"))
        return
    given = order["params"]
    options = runner.module_spec(operation)["argument_spec"]
    params = complete_options(given, options, order["defaults"])
    texts, lines = dict(order["learned"]), []

    def log(level, line):
        if level <= order["verbosity"]:
            lines.append(line)

    write_syslog(order, params, options)
    say("begun")
    result = runner.execute_task(
        operation,
        params,
        check_mode=order["check_mode"],
        run_cache=(lambda key: Kept(texts, key)) if order["learn"] else None,
        log=log if order["verbosity"] >= 3 else None,
        given=order["named"],
    )
    learned = {name: text for name, text in texts.items() if order["learned"].get(name) != text}
    changed = {name: value for name, value in params.items() if value != given.get(name)}
    answer = {"result": result, "learned": learned, "params": changed, "http_log": lines}
    say("answer", encrypt(json.dumps(answer).encode(), order["key"]))


def complete_options(given, options, defaults):
    """The options of a task (dict) as they are on this host: paths expanded, and options that are not set taken from the environment.

    ``defaults``: names of options that the task does not set.
    """
    params = dict(given)
    for name, option in options.items():
        if option.get("fallback") and name in defaults:
            names = option["fallback"][1]
            params[name] = next((os.environ[variable] for variable in names if variable in os.environ), params.get(name))
        if option.get("type") == "path" and isinstance(params.get(name), str):
            params[name] = os.path.expandvars(os.path.expanduser(params[name]))
    return params


def write_syslog(order, params, options):
    """Write the line about the task that an ordinary module writes, unless the user turned it off."""
    if order["syslog"] is None:
        return
    import syslog

    shown = " ".join("%s=%s" % item for item in task_secrets.mask_options(params, options).items())
    text = masking.mask_text("Invoked with %s" % shown, task_secrets.secrets_of_options(params, options))
    facility = getattr(syslog, str(order["syslog"]), syslog.LOG_USER)
    with contextlib.suppress(OSError, ValueError):
        syslog.openlog("ansible-%s" % order["name"], 0, facility)
        syslog.syslog(syslog.LOG_INFO, text.encode("utf-8", "replace").decode())


def encrypt(data, key):
    """Bytes as a text that only who knows the ``key`` (hexadecimal digits) can read. A key must not be used twice."""
    return base64.b64encode(apply_key(data, key)).decode("ascii")


def decrypt(text, key):
    """The bytes that ``encrypt`` was given. Raises ValueError for a text of another form."""
    return apply_key(base64.b64decode(text, validate=True), key)


def apply_key(data, key):
    """Bytes combined with as many bytes that follow from the key. Twice gives the same bytes again."""
    stream = hashlib.shake_256(bytes.fromhex(key)).digest(len(data))
    return (int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(data), "big")
