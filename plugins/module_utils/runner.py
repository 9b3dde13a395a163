# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a task's options to its result: for a module by ``run``, for everything else by ``execute``.

The only importer of AnsibleModule. An operation is anything with ``spec()`` -> the keyword arguments of AnsibleModule without the
connection's options, and ``execute(session, params)`` -> the task's result.
"""

from __future__ import annotations

import contextlib
import functools
import re
import traceback

from ansible.module_utils.basic import AnsibleModule, env_fallback, missing_required_lib

from ansible_collections.stratus.openstack.plugins.module_utils import auth, auth_options, config, masking, token_cache, transport, unknown
from ansible_collections.stratus.openstack.plugins.module_utils.errors import MISREAD, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import Overlay
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session

CONNECTION = {
    "cloud": {"type": "raw"},
    "auth": {"type": "dict", "options": auth_options.argument_spec()},
    "auth_type": {"type": "str"},
    "region_name": {"type": "str"},
    "interface": {"type": "str", "choices": ["admin", "internal", "public"], "aliases": ["endpoint_type"]},
    "validate_certs": {"type": "bool", "aliases": ["verify"]},
    "ca_cert": {"type": "str", "aliases": ["cacert"]},
    "client_cert": {"type": "str", "aliases": ["cert"]},
    "client_key": {"type": "str", "aliases": ["key"], "no_log": False},
    "api_timeout": {"type": "int"},
    "endpoint_overrides": {"type": "dict"},
    "default_microversions": {"type": "dict"},
    "wait": {"type": "bool", "default": True},
    "timeout": {"type": "int", "default": 180},
    "token_cache": {"type": "path", "no_log": False, "fallback": (env_fallback, ["STRATUS_TOKEN_CACHE"])},
    "sdk_log_level": {"type": "str", "default": "INFO", "choices": ["INFO", "DEBUG"]},
    "sdk_log_path": {"type": "str"},
}
VERSION = re.compile(r"(/v\d[.\d]*)?/*$")  # at the end of the identity service's address
NAMES = ("name", "user", "project", "domain", "default_project")
CONFIGURES = (
    "auth",
    "auth_type",
    "region_name",
    "interface",
    "validate_certs",
    "ca_cert",
    "client_cert",
    "client_key",
    "api_timeout",
    "endpoint_overrides",
    "default_microversions",
)


@functools.cache
def module_spec(operation):
    """The keyword arguments of AnsibleModule for an operation. The same object each time: not to be changed."""
    spec = dict(operation.spec())
    spec["argument_spec"] = dict(CONNECTION, **spec["argument_spec"])
    return spec


def configured(params, environ=None):
    """The CloudConfig that a task's options and the environment mean."""
    options = {name: params[name] for name in CONFIGURES if params.get(name) is not None}
    return config.load(params.get("cloud"), options, environ=environ, fetch=published)


def published(url):
    """The JSON document at a URL that is open to all, such as a cloud's profile of itself. Raises CloudError."""
    http = transport.Transport(timeout=10)
    try:
        return http.send("GET", url).body
    finally:
        http.close()


def execute(operation, params, check_mode=False, environ=None, predictions=None, run_cache=None, log=None, progress=None, notify=None):
    """Run an operation -> the task's result. ``run_cache``: a folder for tokens that ends with the playbook run; ``predictions``: one
    for what its dry runs predict, None to forget that with the task. Raises CloudError."""
    told = told_secrets(params, module_spec(operation)["argument_spec"])
    try:
        chosen = configured(params, environ)
    except Exception as error:
        error.secrets = told
        raise
    store, names, complaints = stores(params.get("token_cache"), run_cache, chosen)
    settings = {"dry_run": check_mode, "store": store, "names": names, "log": log, "progress": progress, "notify": notify}
    params, unforeseen = foreseen(params, module_spec(operation)["argument_spec"]) if check_mode else (params, [])
    with predicted(chosen, predictions) as overlay, Session(chosen, overlay=overlay, secrets=told, **settings) as session:
        try:
            result = operation.execute(session, params)
        except UnicodeEncodeError as error:
            text = error.object[error.start : error.end]
            raise CloudError("%r in an option is no character that can be sent" % text, hint="Write texts as valid Unicode") from None
        except MISREAD as error:
            if session.last is None:
                raise
            raise session.unexpected_answer(error) from error
    warnings = [masking.masked_text(text, session.secrets()) for text in chosen.warnings + session.warnings]
    warnings += complaints + unforeseen
    result = unknown.reveal(result) if check_mode else result
    return dict(result, warnings=warnings) if warnings else result


def foreseen(params, options):
    """(a task's options with UNKNOWN for each required one that is empty, warnings).

    In check mode an earlier task may have handed over what only the real run knows.
    """
    empty = [name for name, option in options.items() if option.get("required") and params.get(name) in (None, "")]
    warnings = ["`%s` is empty: its value is not known before the real run" % name for name in empty]
    return dict(params, **dict.fromkeys(empty, unknown.UNKNOWN)), warnings


def stores(folder, run_cache, chosen):
    """(Store of the login, Store of what names mean, what to complain of): the latter ends with the run in any case, as does the former
    unless a folder for it was asked for that can be used."""
    made = {at: token_cache.Store(at, token_cache.key_of(chosen), auth.patience(chosen)) for at in (run_cache, folder) if at}
    ours, asked = made.get(run_cache), made.get(folder)
    return asked if asked and asked.usable else ours, ours, asked.complaints() if asked else []


@contextlib.contextmanager
def predicted(chosen, folder):
    """The Overlay of what dry runs have predicted of a cloud, which is handed on to later ones; None without a folder for it."""
    if not folder:
        yield None
        return
    address = VERSION.sub("", chosen.auth.get("auth_url") or chosen.auth.get("endpoint") or "")
    store = token_cache.Store(folder, "predictions|%s" % address)
    overlay = Overlay(store.load(), chosen.region_name or "", chosen.identity())
    try:
        yield overlay
    finally:
        if overlay.state():
            store.save(masking.masked(overlay.state()))


def failure(error):
    """The fields of a failed task. What is no CloudError, or came of something else, may be a fault of this collection: it comes with its
    traceback."""
    trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    if isinstance(error, CloudError):
        result = dict(error.result(), **({"exception": trace} if error.__cause__ else {}))
    else:
        result = {"msg": "This should not have happened, please report it: %s: %s" % (type(error).__name__, error), "exception": trace}
    return masking.masked_texts(result, getattr(error, "secrets", ()))


def told_secrets(params, options):
    """The secrets among a task's options: by the argument spec, and by their keys in options of any content.

    A text of an option that is none by its spec (`token_cache`, `update_password`) is none, whatever the option is called.
    """
    known = {key: option for name, option in options.items() for key in (name, *option.get("aliases", ()))}
    found = set()
    for key, value in params.items():
        option = known.get(key)
        for part in value if option and isinstance(value, list) else [value]:
            if option and option.get("no_log") and part is not None:
                found |= {str(part)} | masking.secret_values(part)
            elif option and option.get("options") and isinstance(part, dict):
                found |= told_secrets(part, option["options"])
            else:  # what there is no option for may be a secret whose name was mistyped
                found |= masking.secret_values(part, "" if option else key)
    return found - {""}


def hidden(values, params):
    """The values that must not be seen in a result: those that Ansible knows by the spec, and the secrets inside a `cloud` given as a
    dict. A password such as "admin" is hidden where it stands, not wherever the word turns up; nor is one that is the user's name."""
    found = set(values) | auth_options.secrets_in(params.get("cloud"))
    return {value for value in found if not masking.tellable(str(value)) and str(value) not in names_in(params)}


def names_in(params):
    """The names that a task itself gives: hiding them would say which of them is the password."""
    cloud = params.get("cloud") if isinstance(params.get("cloud"), dict) else {}
    logins = [login for login in (params.get("auth"), cloud, cloud.get("auth")) if isinstance(login, dict)]
    found = [params.get(key) for key in NAMES] + [login.get(key) for login in logins for key in auth_options.NAMES]
    return {str(name) for name in found if isinstance(name, (str, int))}


def invocation(params, options):
    """A task's options as its result shows them. Which of them is secret says the spec, whatever their names sound like."""
    return _without_secrets(params, options)


def _without_secrets(params, options):
    names = {key for name, option in options.items() for key in (name, *option.get("aliases", ()))}
    # what there is no option for may be a secret whose name was mistyped
    view = {key: masking.masked(value) if key in names or value is None else masking.MASK for key, value in params.items()}
    for name, option in options.items():
        for key in (name, *option.get("aliases", ())):
            value, inner = view.get(key), option.get("options")
            if option.get("no_log") and value is not None:
                view[key] = masking.MASK
            elif inner and isinstance(value, dict):
                view[key] = _without_secrets(params[key], inner)
            elif inner and isinstance(value, list):
                view[key] = [_without_secrets(item, inner) if isinstance(item, dict) else masking.MASK for item in params[key]]
            elif inner and value is not None:
                view[key] = masking.MASK  # not the shape that its parts could be told by
    return view


class Module(AnsibleModule):
    """An AnsibleModule that knows the secrets inside a `cloud` given as a dict, and shows the same as the way in process does."""

    def _log_invocation(self):
        known = set(self.no_log_values)
        self.no_log_values.update(told_secrets(self.params, self.argument_spec))
        super()._log_invocation()
        self.no_log_values = known  # what the API tells of them is the result that was asked for

    def _return_formatted(self, kwargs):
        self.no_log_values = hidden(self.no_log_values, self.params)
        kwargs.setdefault("invocation", {"module_args": invocation(self.params, self.argument_spec)})
        super()._return_formatted(kwargs)


def run(operation):
    """A module's main program."""
    module = Module(**module_spec(operation))
    if transport.requests is None:
        module.fail_json(msg=missing_required_lib("requests"), exception=transport.REQUESTS_IMPORT_ERROR)
    lines = []
    level = module._verbosity

    def log(at, line):
        if at <= level:
            lines.append(line)

    told = None
    try:
        result = execute(operation, module.params, module.check_mode, log=log if level >= 3 else None)
    except Exception as error:
        told = failure(error)
    if told:  # outside of the handler, in which fail_json adds a traceback to what is a plain refusal
        module.fail_json(**dict(told, http_log=lines) if lines else told)
    for warning in result.pop("warnings", ()):
        module.warn(warning)
    module.exit_json(**dict(result, http_log=lines) if lines else result)
