# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run an operation with the options of a task: ``run`` in a module, ``execute_task`` and ``execute`` everywhere else.

The only importer of AnsibleModule. An operation is an object with ``spec()`` -> the keyword arguments of AnsibleModule without the options
of the connection, and ``execute(session, params)`` -> the result of the task. The session is not logged in yet. An operation that has a
result even if the configuration names no usable cloud has ``examine_without_cloud(params, error, secrets)`` as well.
"""

from __future__ import annotations

import contextlib
import copy
import functools
import re
import traceback

from ansible.module_utils import basic

from ansible_collections.stratus.openstack.plugins.module_utils import (
    auth,
    auth_options,
    config,
    connections,
    masking,
    option_types,
    request_log,
    suggestions,
    task_secrets,
    token_cache,
    transport,
    unknown,
)
from ansible_collections.stratus.openstack.plugins.module_utils.errors import FIELDS, PARSE_ERRORS, CloudError
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
    "token_cache": {"type": "path", "no_log": False, "fallback": (basic.env_fallback, ["STRATUS_TOKEN_CACHE"])},
    "sdk_log_level": {"type": "str", "default": "INFO", "choices": ["INFO", "DEBUG"]},
    "sdk_log_path": {"type": "str"},
}
# added to errors that are about the way to the cloud: its configuration, the login, and requests without an answer
EXAMINE = "To examine it, run ansible-playbook stratus.openstack.doctor"
LONGEST_FACT = 600  # characters of the URL, the hint and other parts of an error
VERSION = re.compile(r"(/v\d[.\d]*)?/*$")  # at the end of the address of the identity service
CONNECTION_OPTIONS = (
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
    """The keyword arguments of AnsibleModule for an operation (dict). All calls return the same object: do not change it."""
    spec = dict(operation.spec())
    spec["argument_spec"] = dict(CONNECTION, **spec["argument_spec"])
    return spec


def load_config(params, environ=None, load_login=None):
    """The CloudConfig from the options of a task and the environment. ``load_login``: as for ``config.load``. Raises CloudError."""
    options = {name: params[name] for name in CONNECTION_OPTIONS if params.get(name) is not None}
    return config.load(params.get("cloud"), options, environ=environ, fetch=fetch_json, load_login=load_login)


def fetch_json(url):
    """The parsed JSON document at a public URL, such as the profile of a cloud. Raises CloudError."""
    http = transport.Transport(timeout=10)
    try:
        return http.send("GET", url).body
    finally:
        http.close()


def execute_task(operation, params, **settings):
    """The result of a task (dict), with `failed` if it failed. Takes the arguments of ``execute`` and raises nothing. The message and the
    traceback of a failure contain no secrets."""
    secrets = set()
    try:
        return execute(operation, params, secrets=secrets, **settings)
    except Exception as error:
        if isinstance(error, CloudError) and (error.before_login or (error.method and not error.status)):
            error.hint = ". ".join([*([error.hint.rstrip(". ")] if error.hint else []), EXAMINE])
        return dict(failure_result(error, secrets), failed=True)


def execute(
    operation,
    params,
    check_mode=False,
    environ=None,
    predictions=None,
    run_cache=None,
    log=None,
    progress=None,
    notify=None,
    secrets=None,
    load_login=None,
    keep_connections=False,
    given=(),
):
    """Run an operation -> the result of the task. Raises CloudError, and other exceptions if the operation has a fault.

    ``run_cache``: a folder for tokens that is removed at the end of the playbook run, or a callable that opens a Store for a key.
    ``predictions``: a folder for the predictions of
    check mode, None to drop them at the end of the task. ``log``, ``progress``, ``notify``: callables as in ``Session``. ``secrets``: a set
    to which the secrets of the task, the cloud and the token are added. The caller must mask them in an exception before it is shown.
    ``load_login``: callable (auth_type) that registers a login of another collection, None to use only imported logins.
    ``keep_connections``: leave connections open for the next operation in this process.
    ``given``: the names of the options that the task names, even without a value.
    """
    secrets = set() if secrets is None else secrets
    secrets |= task_secrets.secrets_of_options(params, module_spec(operation)["argument_spec"])
    check_options(operation, params)
    try:
        cloud_config = load_config(params, environ, load_login)
    except CloudError as error:
        error.before_login = True
        if not hasattr(operation, "examine_without_cloud"):
            raise
        return operation.examine_without_cloud(params, error, secrets)
    store, names, complaints = open_stores(params.get("token_cache"), run_cache, cloud_config)
    log = request_log.with_file(log, params)
    settings = {"dry_run": check_mode, "store": store, "names": names, "log": log, "progress": progress, "notify": notify}
    settings |= {"timeout": params.get("timeout"), "keep_connections": keep_connections}
    params, unknown_options = replace_empty_required(operation, params, given) if check_mode else (params, [])
    with open_overlay(cloud_config, predictions) as overlay, Session(cloud_config, overlay=overlay, secrets=secrets, **settings) as session:
        try:
            result = operation.execute(session, params)
        except UnicodeEncodeError as error:
            text = error.object[error.start : error.end]
            raise CloudError("%r in an option is no character that can be sent" % text, hint="Write texts as valid Unicode") from None
        except CloudError as error:
            error.improve_hint()
            raise
        except PARSE_ERRORS as error:
            if session.last is None:
                raise
            raise session.unexpected_answer(error) from error
        finally:
            secrets |= session.secrets()
    warnings = [masking.show(text, secrets) for text in cloud_config.warnings + session.warnings + complaints + unknown_options]
    result = unknown.reveal(result) if check_mode else result
    return dict(result, warnings=warnings) if warnings else result


def check_arguments(operation):
    """The main program of an action plugin: validate the options of a task as AnsibleModule does, and do nothing else.

    ansible-lint calls it with an AnsibleModule of its own, which stops after the validation. It takes the action plugin of a module for the
    module, and checks no options if a plugin has no main program.
    """
    spec = module_spec(operation)
    basic.AnsibleModule(**dict(spec, argument_spec=without_blind_checks(spec["argument_spec"])))


def without_blind_checks(options, inner=False):
    """An argument spec without checks of values that can be templates which ansible-lint does not recognize as such.

    It recognizes a template only as the whole value of an option of the task, under the name of the option and not under an alias.
    """

    def relax(option):
        blind = inner or option.get("aliases") or option.get("type") == "list"
        kept = {key: value for key, value in option.items() if not blind or key != "choices"}
        if "options" in option:
            return dict(kept, options=without_blind_checks(option["options"], inner=True))
        kept.pop("elements", None)
        return dict(kept, type="raw") if blind and option.get("type") != "list" else kept

    return {name: relax(option) for name, option in options.items()}


def check_given(operation, given):
    """Raises CloudError for an option with a value of a wrong type. ``given``: the options before Ansible converts their types."""
    option_types.require_types(given, module_spec(operation)["argument_spec"])


def describe_unsupported(module, unsupported, options):
    """The message for options that a module does not have, with the closest ones that it has.

    ``unsupported``: names, and tuples of names for options inside others, as Ansible's validation collects them. ``options``: the
    argument_spec of the module.
    """
    paths = sorted(name if isinstance(name, tuple) else (str(name),) for name in unsupported)
    questions = []
    for path in paths:
        level = functools.reduce(lambda inner, name: (inner.get(name) or {}).get("options") or {}, path[:-1], options)
        names = [name for key, spec in level.items() for name in (key, *(spec.get("aliases") or ()))]
        questions.append(suggestions.ask(path[-1], names, " instead of '%s'" % path[-1] if len(paths) > 1 else ""))
    hint = " ".join(filter(None, questions)) or "`ansible-doc %s` shows the options" % module
    return masking.show("Unsupported parameters for (%s) module: %s. %s" % (module, ", ".join(map(".".join, paths)), hint))


def check_options(operation, params):
    """Raises CloudError for an option with a value that its field does not take."""
    fields = getattr(operation, "fields", None) or getattr(operation, "options", {})
    for name, field in fields.items():
        if params.get(name) is not None:
            field.check_type(params[name], name)


def replace_empty_required(operation, params, given):
    """(the options of a task with UNKNOWN for required ones that are empty, warnings), for check mode.

    A required option can be empty in check mode if its value comes from an earlier task and is not known before the real run. The same
    holds for an option that only a creation requires, if it is among ``given``.
    """
    options = module_spec(operation)["argument_spec"]
    empty = [name for name, option in options.items() if option.get("required") and params.get(name) in (None, "")]
    if params.get("state") != "absent":
        needed = [name for name in getattr(operation, "needed_to_create", ()) if name in given and params.get(name) in (None, "", [])]
        empty += [name for name in needed if not operation.fields[name].identity]
    warnings = ["`%s` is empty: its value is not known before the real run" % name for name in empty]
    return dict(params, **dict.fromkeys(empty, unknown.UNKNOWN)), warnings


def open_stores(folder, run_cache, cloud_config):
    """(Store of the login, Store of the names, warnings). ``folder``: the option `token_cache`, or None. ``run_cache``: as for ``execute``.

    Names are kept in ``run_cache``, which ends with the playbook run; the login in ``folder`` if it is usable, else in ``run_cache``.
    """

    def open_store(place):
        if callable(place):
            return place(token_cache.key_of(cloud_config))
        return token_cache.Store(place, token_cache.key_of(cloud_config), auth.login_timeout(cloud_config))

    stores = {place: open_store(place) for place in (run_cache, folder) if place}
    of_run, lasting = stores.get(run_cache), stores.get(folder)
    return lasting if lasting and lasting.usable else of_run, of_run, lasting.complaints() if lasting else []


@contextlib.contextmanager
def open_overlay(cloud_config, folder):
    """A context manager for the predictions of earlier tasks: an Overlay, which is saved for later tasks; None without a folder."""
    if not folder:
        yield None
        return
    address = VERSION.sub("", cloud_config.auth.get("auth_url") or cloud_config.auth.get("endpoint") or "")
    store = token_cache.Store(folder, "predictions|%s" % address)
    overlay = Overlay(store.load(), cloud_config.region_name or "", cloud_config.identity())
    try:
        yield overlay
    finally:
        if overlay.state():
            store.save(masking.mask(overlay.state()))


def failure_result(error, secrets=()):
    """The fields of a failed task, with ``secrets`` masked. No line of them is longer than 2,000 characters.

    An exception that is no CloudError, or a CloudError that was raised from another exception, may be a fault of this collection: its
    traceback is in the field `exception`.
    """
    if isinstance(error, CloudError):
        result = present(error, secrets).result()
        if not error.__cause__:
            return result
    else:
        text = "This should not have happened, please report it: %s: %s" % (type(error).__name__, error)
        result = {"msg": masking.show(text, secrets)}
    trace = masking.mask_text("".join(traceback.format_exception(type(error), error, error.__traceback__)), secrets)
    return dict(result, exception="\n".join(masking.shorten(masking.clean(line)) for line in trace.splitlines()) + "\n")


def present(error, secrets=()):
    """A copy of a CloudError for a terminal: with ``secrets`` masked, without control characters, and at most 2,000 characters long."""
    shown = copy.copy(error)
    for name in ("message", *FIELDS):
        value = getattr(error, name)
        if isinstance(value, str):
            setattr(shown, name, masking.show(value, secrets, masking.LONGEST if name == "message" else LONGEST_FACT))
    excess = len(str(shown)) - masking.LONGEST
    if excess > 0:
        shown.message = masking.shorten(shown.message, len(shown.message) - excess)
    return shown


class Module(basic.AnsibleModule):
    """An AnsibleModule that masks the secrets inside a `cloud` that is a dictionary, and shows the same results as tasks in process."""

    def _set_internal_properties(self, *arguments, **named):
        super()._set_internal_properties(*arguments, **named)
        self.given = set(self.params)  # later, it has all options
        try:
            option_types.require_types(self.params, self.argument_spec)  # here, since the validation that follows converts the options
        except CloudError as error:
            self.fail_json(**error.result())

    def _log_invocation(self):
        before = set(self.no_log_values)
        self.no_log_values.update(task_secrets.secrets_of_options(self.params, self.argument_spec))
        super()._log_invocation()
        self.no_log_values = before  # the result may contain them: a module can return a secret by its purpose

    def fail_json(self, msg, **kwargs):
        unsupported = self.validation_result._unsupported_parameters if hasattr(self, "validation_result") else ()
        if unsupported:
            msg = describe_unsupported(self._name, unsupported, self.argument_spec)
        auth_type = self.params.get("auth_type")
        if auth.is_foreign(auth_type) and auth_type not in auth.REGISTRY:  # the options of this login are unknown as well
            kwargs.update(auth.unknown_type(auth_type).result())
            msg = kwargs.pop("msg")
        super().fail_json(msg, **kwargs)

    def _return_formatted(self, kwargs):
        self.no_log_values = task_secrets.hidden_values(self.no_log_values, self.params)
        kwargs.setdefault("invocation", {"module_args": task_secrets.mask_options(self.params, self.argument_spec)})
        super()._return_formatted(kwargs)


def run(operation):
    """The main program of a module: read the options, run the operation, print the result."""
    module = Module(**module_spec(operation))
    if connections.requests is None:
        module.fail_json(msg=basic.missing_required_lib("requests"), exception=connections.REQUESTS_IMPORT_ERROR)
    lines = []
    level = module._verbosity

    def log(at, line):
        if at <= level:
            lines.append(line)

    result = execute_task(operation, module.params, check_mode=module.check_mode, log=log if level >= 3 else None, given=module.given)
    if lines:
        result["http_log"] = lines
    if result.get("failed"):  # not in an exception handler, where fail_json would add a traceback to every failure
        module.fail_json(**result)
    for warning in result.pop("warnings", ()):
        module.warn(warning)
    module.exit_json(**result)
