# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stacks of the orchestration service (Heat).

An update is a PATCH: what the task does not declare stays as it is, such as parameters that it does not name.
"""

from __future__ import annotations

import json

from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, Outcome
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Attribute, Int, Option, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.base import FAILED, STATUS, StackType
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.fields import (
    EnvironmentFiles,
    Parameters,
    ParameterValues,
    Rollback,
    StackTags,
    Template,
    as_text,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.templates import (
    HIDDEN,
    Environment,
    Reader,
    Source,
    default_values,
    description_of,
    hidden_parameters,
    is_hidden,
    parameters_of,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import MORE, UNKNOWN

ALWAYS = "always"
# statuses of a stack whose resources may differ from its template
UNFINISHED = (*(status for status in FAILED if status not in ("SUSPEND_FAILED", "RESUME_FAILED", "SNAPSHOT_FAILED")), "ROLLBACK_COMPLETE")


class Stack(StackType):
    """A stack with its template, environment and files."""

    def execute(self, session, params, context=None):
        return super().execute(session, params if params["state"] == "absent" else self.load_sources(session, params), context)

    def load_sources(self, session, params):
        """The options with what the files contain: `template` is a Source, `environment` a dict, `parameters` are those of both.

        `files` has the contents of all files that they refer to, by URL.
        """
        reader = Reader(session, params.get("files"))
        try:
            template = reader.template(params["template"]) if params.get("template") else None
            if params.get("template_body"):
                template = reader.template_of(params["template_body"])
            environment = reader.environment(params.get("environment"), params.get("environment_body"))
            adopted = reader.adopted(params.get("adopt_file"), params.get("adopt_data"))
        except CloudError as error:
            raise error.about("Cannot read the files of stack '%s'" % params["name"]) from None
        source = None if template is None else Source(template, reader.files)
        values = Parameters({**(environment.pop("parameters", None) or {}), **(params.get("parameters") or {})})
        first = template or (adopted or {}).get("template")
        values.hidden = hidden_parameters(first) if first else set()
        values.forced = params.get("update_hidden_parameters") == ALWAYS
        for known in (values, environment.get("parameter_defaults") or {}):
            session.hide(*(as_text(known[name]) for name in values.hidden if known.get(name) is not None))
        environment = Environment(environment, reader.files, values.hidden) or None
        if adopted:
            reader.files = {**(adopted.get("files") or {}), **reader.files}
            given = (adopted.get("environment") or {}).get("parameters") or {}
            session.hide(*(as_text(given[name]) for name in values.hidden if given.get(name) is not None))
        read = {
            "template": source,
            "files": reader.files,
            "environment": environment,
            "parameters": values or None,
            "adopt_data": adopted,
            "adopt_file": None,
        }
        return dict(params, template_body=None, environment_body=None, **read)

    # -- reading --

    def section(self, context, have, name):
        """The template, the environment or the files of a stack, as a dict; read once."""
        key = "stack %s" % name
        if key not in context.parts:
            found = context.call("GET", context.path(have, "/" + name)) or {}
            context.parts[key] = found.get(name, found)  # a prediction has an envelope
        return context.parts[key]

    def find_declared(self, context):
        context.found = have = super().find_declared(context)
        values = context.params.get("parameters")
        if have and values:
            values.hidden |= {name for name, value in (have.get("parameters") or {}).items() if is_hidden(value)}
            context.session.hide(*(as_text(values[name]) for name in values.hidden if values.get(name) is not None))
        return have

    def to_result(self, have):
        result = super().to_result(have)
        if result and isinstance(result["tags"], list):
            result["tags"] = [tag for tag in result["tags"] if tag]
        if result and isinstance(result["parameters"], dict):
            result["parameters"] = {name: HIDDEN if is_hidden(value) else value for name, value in result["parameters"].items()}
        return result

    # -- writing --

    def complete_body(self, context, body):
        data = context.params.get("adopt_data")
        return {**body, **self.with_files(context), **({"adopt_stack_data": json.dumps(data)} if data else {})}

    def body(self, context, names):
        body = super().body(context, names)
        return dict(body, tags=",".join(body["tags"])) if "tags" in body else body

    def unwrap(self, body):
        """The stack in an answer; {} for the answer to an update, which has none."""
        return {} if isinstance(body, dict) and str(body.get("code", "")).startswith("202") else super().unwrap(body)

    def with_files(self, context):
        """The files that the template and the environment refer to, as a part of a request."""
        files = context.params["files"]
        return {"files": files} if files else {}

    def submit(self, context, body, **rest):
        created = self.unwrap(super().submit(context, body, **rest))
        self.note(context, {self.name_field: body[self.name_field], **created})
        context.created_id = self.id_of(created)
        return self.wrap(self.fetch(context, self.id_of(created)) or created)

    def store_parts(self, context, have, given):
        return have

    def reconcile(self, context, have):
        if have is not None and context.params["state"] != "absent" and self.is_leaving(have):
            self.wait_gone(context, have)
            context.found = have = None
        return super().reconcile(context, have)

    def converge(self, context, have):
        given = self.given(context.params)
        differs = any(not self.agrees(context, have, name, field) for name, field in given.items())
        if self.is_busy(have) and context.waits:
            have = self.poll(context, have, lambda now: not self.is_busy(now))
            context.parts = {}
            differs = any(not self.agrees(context, have, name, field) for name, field in given.items())
        if differs or self.status.of(have) in UNFINISHED:
            return self.update(context, have, self.body(context, [name for name in given if name != self.key_option]))
        return have

    def send_update(self, context, have, body, effects=None):
        cleared = [name for name, value in (context.params.get("parameters") or {}).items() if value is None]
        body = {**body, **self.with_files(context), **({"clear_parameters": cleared} if cleared else {})}
        super().send_update(context, have, body, effects)
        return self.wait_for_change(context, have) if context.waits else self.fetch(context, self.id_of(have))

    def build_result(self, context, have, before, now):
        result = super().build_result(context, have, before, now)
        if result["changed"] and have and now and self.status.of(have) in UNFINISHED:
            result["diff"]["before"]["status"] = self.status.of(have)
            result["diff"]["after"]["status"] = "UPDATE_COMPLETE"
        return result

    def wait_gone(self, context, have):
        super().wait_gone(context, have)
        if context.waits:  # the service keeps the name for a moment longer than the stack
            path = "%s/%s" % (self.path, have[self.name_field])
            context.wait(
                self.describe(have),
                lambda: self.read_stack(context, path),
                lambda now: now is None or self.id_of(now) != self.id_of(have),
                status_field=self.status.field,
            )

    # -- predictions --

    def predict_creation(self, context, body):
        body, adopted = dict(body), context.params.get("adopt_data")
        if adopted:
            body.update(template=adopted["template"], environment=adopted.get("environment") or {}, **ADOPTED)
            body["parameters"] = {**(body["environment"].get("parameters") or {}), **(body.get("parameters") or {})}
        body.pop("adopt_stack_data", None)
        created = super().predict_creation(context, {name: value for name, value in body.items() if name != "parameters"})
        own = {"OS::stack_id": UNKNOWN, "OS::project_id": context.session.access.project_id, "OS::stack_name": body[self.name_field]}
        values = predict_parameters(own, body["template"], body.get("parameters") or {})
        given = {name: values[name] for name in body.get("parameters") or {} if name in values}
        environment = dict(body.get("environment") or {}, **{"parameters": given, MORE: UNKNOWN})
        sections = {"parameters": values, "files": context.params["files"], "environment": environment}
        return {**created, **predict_shown(body["template"]), **sections}

    def predict_update(self, have, body):
        rest = {name: value for name, value in body.items() if name not in ("parameters", "clear_parameters")}
        changes = super().predict_update(have, rest)
        given, now = body.get("parameters") or {}, have.get("parameters") or {}
        if "template" in body:
            changes.update(predict_shown(body["template"]), parameters=predict_parameters(now, body["template"], given))
        else:
            new = {name: HIDDEN if is_hidden(now.get(name)) else as_text(value) for name, value in given.items()}
            changes.update(parameters={**now, **new}, outputs=UNKNOWN if have.get("outputs") != [] else [])
        changes["parameters"].update(dict.fromkeys(body.get("clear_parameters") or (), UNKNOWN))
        status = {"stack_status": "UPDATE_COMPLETE", "stack_status_reason": "Stack UPDATE completed successfully"}
        merged = {name: {**have[name], **changes.get(name, {})} for name in ("files", "environment") if isinstance(have.get(name), dict)}
        return {**changes, **status, **merged, "updated_time": UNKNOWN}


def predict_shown(template):
    """What a stack shows of its template."""
    described = description_of(template)
    return {"description": described, "template_description": described, "outputs": UNKNOWN if outputs_of(template) else []}


def outputs_of(template):
    """The outputs that a template declares."""
    return template.get("outputs") or template.get("Outputs")


def predict_parameters(have, template, given):
    """The parameters that a stack shows with a template. ``have``: those that it shows before. ``given``: the values in the request.

    Whether a value that the request does not name was set or is the default of the template before, is not known.
    """
    hidden, defaults = hidden_parameters(template), {name: as_text(value) for name, value in default_values(template).items()}
    found = {name: value for name, value in have.items() if name.startswith("OS::")}
    for name in parameters_of(template):
        value = as_text(given[name]) if name in given else defaults.get(name)
        if name not in given and name in have and have[name] != value:
            value = UNKNOWN
        found[name] = HIDDEN if name in hidden else value
    return {name: value for name, value in found.items() if value is not None}


def predict_status(_context, _have, sent):
    """The effect of an action: the status in which it ends. Its argument is a dict with the name of the action."""
    status, reason = ENDS[next(iter(sent))]
    return {"stack_status": status, "stack_status_reason": reason, "updated_time": UNKNOWN}


def at_other_paths(context, have, _sent):
    """The effect of an action at the other paths of a stack."""
    now = context.session.known(STACK.service, context.path(have))
    for path in STACK.other_paths(have):
        yield STACK.service, path, now


def gone_at_other_paths(_context, have, _sent):
    """The same for an action that removes the stack."""
    for path in STACK.other_paths(have):
        yield STACK.service, path, GONE


ENDS = {
    "suspend": ("SUSPEND_COMPLETE", "Stack SUSPEND completed successfully"),
    "resume": ("RESUME_COMPLETE", "Stack RESUME completed successfully"),
    "check": ("CHECK_COMPLETE", UNKNOWN),  # it names resources that cannot be checked
    "cancel_update": ("ROLLBACK_COMPLETE", UNKNOWN),
    "cancel_without_rollback": ("UPDATE_FAILED", UNKNOWN),
}
ADOPTED = {"stack_status": "ADOPT_COMPLETE", "stack_status_reason": "Stack ADOPT completed successfully"}
RESTORED = {
    "stack_status": "RESTORE_COMPLETE",
    "stack_status_reason": "Stack RESTORE completed successfully",
    **dict.fromkeys(("updated_time", "outputs", "parameters", "description", "template_description"), UNKNOWN),
}

STACK = Stack(
    "orchestration.stack",
    held_by="project",
    not_exported="its template and the files of it are not part of a declaration",
    path="/stacks",
    update_verb="PATCH",
    request_keys={"create": None, "update": None},
    status=STATUS,
    actions={
        "POST /actions": Outcome(predict_status, at_other_paths),
        "POST /snapshots/{}/restore": Outcome(RESTORED, at_other_paths),
        "DELETE /abandon": Outcome(GONE, gone_at_other_paths),
    },
    needed_to_create=(("template_body", "template", "adopt_data", "adopt_file"),),
    rules={"mutually_exclusive": [["template", "template_body", "adopt_data", "adopt_file"]]},
    computed={
        "added": Attribute(initial=None),
        "capabilities": Attribute(initial=[]),
        "created_at": Attribute("creation_time"),
        "deleted": Attribute(initial=None),
        "deleted_at": Attribute("deletion_time", initial=None),
        "description": Attribute(),
        "environment": Attribute("shown_environment", initial=None),
        "environment_files": Attribute(initial=None),
        "events": Attribute("shown_events", initial=None),
        "files": Attribute("shown_files", initial=None),
        "files_container": Attribute(initial=None),
        "links": Attribute(),
        "notification_topics": Attribute(initial=[]),
        "outputs": Attribute(),
        "owner_id": Attribute("stack_owner"),
        "parent_id": Attribute("parent", initial=None),
        "replaced": Attribute(initial=None),
        "resources": Attribute("shown_resources", initial=None),
        "status": Attribute("stack_status", initial="CREATE_COMPLETE"),
        "status_reason": Attribute("stack_status_reason", initial="Stack CREATE completed successfully"),
        "template": Attribute("shown_template", initial=None),
        "template_description": Attribute(),
        "template_url": Attribute(initial=None),
        "unchanged": Attribute(initial=None),
        "updated": Attribute(initial=None),
        "updated_at": Attribute("updated_time", initial=None),
        "user_project_id": Attribute("stack_user_project_id"),
    },
    name=Str(required=True, api="stack_name", returned="name"),
    template=Template(returned=False),
    template_body=Option("raw"),
    adopt_data=Option("raw"),
    adopt_file=Option(),
    files=Option("dict"),
    environment=EnvironmentFiles(elements="str", returned=False),
    environment_body=Option("raw"),
    parameters=ParameterValues(),
    update_hidden_parameters=Option(choices=["on_create", ALWAYS], default="on_create"),
    rollback=Rollback(api="disable_rollback", returned="is_rollback_disabled", initial=True),
    timeout_mins=Int(initial=None),
    tags=StackTags(aliases=["tag"], initial=[]),
)


INCLUDED = ("template", "environment", "files", "resources", "events")


def complete_stacks(context, found):
    """The listed stacks with the status that the task asks for, and with what else it asks for."""
    status, included = (context.params.get("status") or "").upper(), context.params.get("include") or ()
    found = [have for have in found if not status or STATUS.of(have) == status or STATUS.of(have).endswith("_" + status)]
    for have in found:
        STACK.note(context, have)
        if "outputs" in included and "outputs" not in have:
            have.update(STACK.fetch(context, STACK.id_of(have)) or {})
        for name in INCLUDED:
            if name in included:
                answer = context.call("GET", context.path(have, "/" + name), initial=lambda: UNKNOWN) or {}
                have["shown_" + name] = answer.get(name, answer)
    return found


class Stacks(Info):
    """The listing of stacks."""

    def query(self, context):
        """An administrator lists the stacks of another project through the listing of all projects."""
        query, wanted = super().query(context)
        project = context.params.get("project")
        identifier = context.resolve(PROJECT_NAME, project) if project else None
        if identifier not in (None, context.session.access.project_id):
            query, wanted = dict(query, global_tenant=True), dict(wanted, project=identifier)
        return query, wanted


STACKS = Stacks(
    STACK,
    "stacks",
    narrow=complete_stacks,
    owner=Str(api="owner_id", aliases=["owner_id"]),
    project=Option(aliases=["project_id"]),
    status=Option(),
    include=Option("list", elements="str", choices=["outputs", *INCLUDED]),
)
