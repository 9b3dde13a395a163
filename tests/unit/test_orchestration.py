# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stacks: which files are sent with a template, which values are the same, and what the service does not do in the dev cloud."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.actions import ACTIONS, STACK_ACTION
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.fields import same_parameter
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.snapshots import SNAPSHOT
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.stacks import STACK
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.templates import (
    HIDDEN,
    Reader,
    Source,
    contains,
    hidden_parameters,
    to_url,
)
from tests.unit import fake_cloud as fake
from tests.unit.fake_cloud import FakeCloud
from tests.unit.stub import Answer, Request

NO_SESSION = SimpleNamespace()
HOT = "heat_template_version: 2021-04-16\n"


def write(folder: Path, **files: str | bytes) -> Path:
    """Write files; two underscores in a name stand for a dot, one for a slash."""
    for name, content in files.items():
        path = folder / name.replace("__", ".").replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path, name: str = "main.yaml", **given: Any) -> Source:
    reader = Reader(NO_SESSION, **given)
    return Source(reader.template(str(folder / name)), reader.files)


# -- templates and files -------------------------------------------------------------------------------------------------------


def test_files_and_nested_templates_are_sent_by_url(tmp_path: Path) -> None:
    nested = HOT + "resources: {b: {type: 'OS::Heat::Value', properties: {value: {get_file: ../text.sh}}}}"
    main = HOT + "resources: {a: {type: sub/nested.yaml}, c: {type: 'OS::Heat::None'}}\noutputs: {o: {value: {get_file: text.sh}}}"
    source = read(write(tmp_path, main__yaml=main, sub_nested__yaml=nested, text__sh="echo"))
    text, inner = to_url(str(tmp_path / "text.sh")), to_url(str(tmp_path / "sub/nested.yaml"))
    assert source.template["resources"]["a"]["type"] == inner
    assert source.template["resources"]["c"]["type"] == "OS::Heat::None"
    assert source.template["outputs"]["o"]["value"] == {"get_file": text}
    assert set(source.files) == {text, inner}
    assert json.loads(source.files[inner])["resources"]["b"]["properties"]["value"] == {"get_file": text}
    assert source.template["heat_template_version"] == "2021-04-16"


def test_the_folder_of_a_template_makes_no_difference(tmp_path: Path) -> None:
    main = HOT + "outputs: {o: {value: {get_file: text.sh}}}"
    one = read(write(tmp_path / "one", main__yaml=main, text__sh="echo"))
    other = read(write(tmp_path / "other", main__yaml=main, text__sh="echo"))
    changed = read(write(tmp_path / "changed", main__yaml=main, text__sh="exit"))
    assert one.template != other.template
    assert one.tree == other.tree != changed.tree


def test_a_file_can_be_given_instead_of_being_on_the_disk(tmp_path: Path) -> None:
    main = HOT + "outputs: {o: {value: {get_file: text.sh}}}"
    source = read(write(tmp_path, main__yaml=main), files={"text.sh": "echo"})
    assert source.template["outputs"]["o"]["value"] == {"get_file": "text.sh"}
    assert source.files == {"text.sh": "echo"}


def test_a_binary_file_is_sent_as_base64(tmp_path: Path) -> None:
    source = read(write(tmp_path, main__yaml=HOT + "outputs: {o: {value: {get_file: x.bin}}}", x__bin=b"\xff\x00"))
    assert base64.b64decode(source.files[to_url(str(tmp_path / "x.bin"))]) == b"\xff\x00"


def test_a_template_that_refers_to_itself_is_read_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places: list[str] = []
    content = Reader.content
    monkeypatch.setattr(Reader, "content", lambda reader, url: places.append(url) or content(reader, url))
    source = read(write(tmp_path, main__yaml=HOT + "resources: {a: {type: main.yaml}}"))
    assert list(source.files) == [to_url(str(tmp_path / "main.yaml"))]
    assert places == list(source.files) * 2


def test_a_time_in_a_template_stays_as_it_is_written(tmp_path: Path) -> None:
    source = read(write(tmp_path, main__yaml=HOT + "outputs: {o: {value: 2026-01-02T03:04:05Z}}"))
    assert source.template["outputs"]["o"]["value"] == "2026-01-02T03:04:05Z"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"main__yaml": HOT + "outputs: {o: {value: {get_file: no.sh}}}"}, "main.yaml refers to a file: Cannot read {}/no.sh"),
        (
            {"main__yaml": HOT + "resources: {a: {type: sub.yaml}}", "sub__yaml": HOT + "outputs: {o: {value: {get_file: no.sh}}}"},
            "{}/sub.yaml refers to a file: Cannot read {}/no.sh",
        ),
        ({"main__yaml": "resources: {}"}, "main.yaml is no template: it has no `heat_template_version`"),
        ({"main__yaml": "- a"}, "main.yaml must contain a mapping, not a list"),
        ({"main__yaml": "a: [secret"}, "main.yaml, line 1, column 11 is not valid YAML"),
        ({"main__yaml": HOT + "outputs: {o: {value: {get_file: 'ftp://a/b'}}}"}, "Cannot read ftp://a/b: only files"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(CloudError) as error:
        read(write(tmp_path, **files))
    assert message.replace("{}", str(tmp_path)) in str(error.value)
    assert "secret" not in str(error.value)


def test_a_body_is_relative_to_the_folder_of_the_task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, text__sh="echo"))
    reader = Reader(NO_SESSION)
    template = reader.template_of(HOT + "outputs: {o: {value: {get_file: text.sh}}}")
    assert template["outputs"]["o"]["value"]["get_file"] == to_url(str(tmp_path / "text.sh"))


def test_a_template_at_an_address_is_fetched_without_the_token() -> None:
    texts = {"https://a.example/t/main.yaml": HOT + "outputs: {o: {value: {get_file: x.sh}}}", "https://a.example/t/x.sh": "echo"}
    sent = []

    def send(method: str, url: str, headers: dict[str, str]) -> Any:
        sent.append((method, sorted(headers)))
        return SimpleNamespace(content=texts[url].encode())

    reader = Reader(SimpleNamespace(http=SimpleNamespace(send=send)))
    reader.template("https://a.example/t/main.yaml")
    assert reader.files == {"https://a.example/t/x.sh": "echo"}
    assert sent == [("GET", ["Accept"])] * 2


# -- environments --------------------------------------------------------------------------------------------------------------


def test_environments_are_merged_in_their_order(tmp_path: Path) -> None:
    one = "parameters: {a: 1, b: {x: 1}}\nresource_registry: {'My::A': sub/a.yaml, 'My::B': 'OS::Heat::None'}"
    two = "parameters: {b: {y: 2}, a: 3}\nresource_registry: {base_url: sub, resources: {r: {'My::C': a.yaml, hooks: pre-create}}}"
    write(tmp_path, one__yaml=one, two__yaml=two, sub_a__yaml=HOT)
    two_url = to_url(str(tmp_path / "sub"))
    (tmp_path / "two.yaml").write_text(two.replace("base_url: sub", f"base_url: '{two_url}'"))
    reader = Reader(NO_SESSION)
    merged = reader.environment([str(tmp_path / "one.yaml"), str(tmp_path / "two.yaml")], {"parameters": {"c": 4}})
    url = to_url(str(tmp_path / "sub/a.yaml"))
    assert merged["parameters"] == {"a": 3, "b": {"x": 1, "y": 2}, "c": 4}
    registry = merged["resource_registry"]
    assert (registry["My::A"], registry["My::B"]) == (url, "OS::Heat::None")
    assert registry["resources"] == {"r": {"My::C": url, "hooks": "pre-create"}}
    assert list(reader.files) == [url]


def test_an_unknown_section_of_an_environment_is_named(tmp_path: Path) -> None:
    write(tmp_path, env__yaml="parameter: {a: 1}")
    with pytest.raises(CloudError, match="env.yaml has the section 'parameter', which no environment has"):
        Reader(NO_SESSION).environment([str(tmp_path / "env.yaml")])


@pytest.mark.parametrize(
    ("have", "want", "result"),
    [
        ({"resource_registry": {"resources": {}, "A": "B", "C": "D"}}, {"resource_registry": {"A": "B"}}, True),
        ({"resource_registry": {"A": "X"}}, {"resource_registry": {"A": "B"}}, False),
        ({"parameter_defaults": {"p": HIDDEN}}, {"parameter_defaults": {"p": "secret"}}, True),
        ({}, {"parameter_defaults": {}}, True),
        ({}, {"parameter_defaults": {"p": 1}}, False),
    ],
)
def test_an_environment_is_compared_by_what_is_declared(have: Any, want: Any, result: bool) -> None:
    assert contains(have, want) is result


# -- parameters ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("have", "want", "same"),
    [
        ("5", 5, True),
        ("5", "5", True),
        ("5", 6, False),
        ("3.5", 3.50, True),
        ("True", True, True),
        ("True", "yes", True),
        ("False", True, False),
        ("a,b", ["a", "b"], True),
        ("a,b", "a, b", True),
        ("a,b", ["b", "a"], False),
        ('{"a": [1]}', {"a": [1]}, True),
        ('{"a": [1]}', '{"a":[1]}', True),
        ('{"a": [1]}', {"a": [2]}, False),
        ('{"k": "\\u00e9"}', {"k": "é"}, True),
        ("x", "X", False),
        ("", "", True),
    ],
)
def test_parameters_are_compared_by_their_meaning(have: str, want: Any, same: bool) -> None:
    assert same_parameter(have, want) is same


@pytest.mark.parametrize(
    "template",
    [{"parameters": {"a": {"hidden": True}, "b": {"hidden": False}, "c": {}}}, {"Parameters": {"a": {"NoEcho": "true"}, "b": {}}}],
)
def test_a_template_names_its_hidden_parameters(template: dict[str, Any]) -> None:
    assert hidden_parameters(template) == {"a"}


# -- what is sent --------------------------------------------------------------------------------------------------------------

ID = "aaaaaaaa-0000-4000-8000-000000000001"
BODY = {"heat_template_version": "2021-04-16", "parameters": {"text": {"type": "string"}, "pw": {"type": "string", "hidden": True}}}


class Heat:
    """A stack of the orchestration service. ``later``: the changes that one read after the other shows."""

    def __init__(self, **attributes: Any) -> None:
        self.stack: dict[str, Any] | None = None
        self.log: list[tuple[str, str, Any]] = []
        self.later: list[dict[str, Any]] = []
        self.failures: dict[str, list[dict[str, Any]]] = {}
        if attributes:
            self.create(**attributes)

    def create(self, **attributes: Any) -> None:
        self.stack = {
            "id": ID,
            "stack_name": "s",
            "stack_status": "CREATE_COMPLETE",
            "updated_time": None,
            "tags": [],
            "parameters": {"text": "a", "pw": HIDDEN},
            "disable_rollback": True,
            **attributes,
        }

    def interfere(self, request: Request) -> Answer | None:
        path = request.path.partition("?")[0]
        if not path.startswith("/heat"):
            return None
        where = path.split("/stacks", 1)[1]
        self.log.append((request.method, where, request.json if request.method in ("POST", "PATCH") else None))
        if request.method == "POST" and where.endswith("/actions"):
            return Answer(200, None)
        if request.method == "POST":
            self.create()
            return Answer(201, {"stack": {"id": ID, "links": []}})
        if not where:
            return Answer(200, {"stacks": [self.stack] if self.stack else []})
        if self.stack is None:
            return Answer(404, {"error": {"message": "The Stack (s) could not be found."}})
        if request.method == "PATCH":
            return Answer(202, {"code": "202 Accepted", "title": "Accepted"})
        if where in ("/s", f"/{ID}"):
            return Answer(302, {}, {"Location": path.split("/stacks")[0] + f"/stacks/s/{ID}"})
        part = where.rpartition("/")[2]
        if part in ("template", "environment"):
            return Answer(200, BODY if part == "template" else {"parameters": {"text": "a"}})
        if part in ("resources", "events"):
            return Answer(200, {part: self.failures.get(part, [])})
        shown = dict(self.stack)
        if self.later and any(method != "GET" for method, _path, _body in self.log):
            self.stack.update(self.later.pop(0))
        return Answer(200, {"stack": shown})

    @property
    def sent(self) -> list[Any]:
        """The bodies of the writes."""
        return [body for method, _path, body in self.log if method != "GET"]


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCloud]:
    monkeypatch.setitem(fake.SERVICES, "orchestration", "/heat/v1/p")
    with fake.fake_cloud() as made:
        yield made


def run(cloud: FakeCloud, heat: Heat, **options: Any) -> dict[str, Any]:
    monkey: Any = cloud
    monkey.interfere = heat.interfere
    params = {name: entry.get("default") for name, entry in STACK.spec()["argument_spec"].items()}
    with cloud.session(log=lambda _level, line: cloud.__dict__.setdefault("lines", []).append(line)) as session:
        return STACK.execute(session, dict(params, name="s", timeout=30, **options))


def test_an_unchanged_stack_takes_three_requests(cloud: FakeCloud) -> None:
    heat = Heat(stack_name="s")
    result = run(cloud, heat, template_body=BODY, parameters={"text": "a", "pw": "geheim-4711"})
    assert not result["changed"]
    assert [path for _method, path, _body in heat.log] == ["/s", f"/s/{ID}", f"/s/{ID}/template"]


def test_a_change_names_only_what_is_declared(cloud: FakeCloud) -> None:
    heat = Heat(stack_name="s")
    heat.later = [{"stack_status": "UPDATE_COMPLETE", "updated_time": "2026-01-01T00:00:00Z"}] * 2
    result = run(cloud, heat, parameters={"text": "b"})
    assert heat.sent == [{"parameters": {"text": "b"}}]
    assert result["changed"]


def test_a_hidden_parameter_is_sent_when_asked_for_and_never_shown(cloud: FakeCloud) -> None:
    heat = Heat(stack_name="s")
    heat.later = [{"stack_status": "UPDATE_COMPLETE", "updated_time": "2026-01-01T00:00:00Z"}] * 2
    result = run(cloud, heat, parameters={"pw": "geheim-4711"}, update_hidden_parameters="always")
    assert heat.sent == [{"parameters": {"pw": "geheim-4711"}}]
    assert result["diff"]["after"]["parameters"] == {"pw": "VALUE_HIDDEN"}
    assert cloud.__dict__["lines"]
    assert "geheim-4711" not in json.dumps([result, cloud.__dict__["lines"]])


def test_a_hidden_parameter_of_a_new_stack_is_not_logged(cloud: FakeCloud) -> None:
    heat = Heat()
    result = run(cloud, heat, template_body=BODY, parameters={"text": "a", "pw": "geheim-4711"})
    assert heat.sent[0]["parameters"]["pw"] == "geheim-4711"
    assert "geheim-4711" not in json.dumps([result, cloud.__dict__["lines"]])


def test_a_null_resets_a_parameter(cloud: FakeCloud) -> None:
    heat = Heat(stack_name="s")
    heat.later = [{"stack_status": "UPDATE_COMPLETE", "updated_time": "2026-01-01T00:00:00Z"}] * 2
    run(cloud, heat, parameters={"text": None})
    assert heat.sent == [{"parameters": {}, "clear_parameters": ["text"]}]


def test_a_read_that_shows_the_stack_before_the_update_does_not_end_the_wait(cloud: FakeCloud) -> None:
    heat = Heat(stack_name="s", stack_status="UPDATE_COMPLETE", updated_time="2026-01-01T00:00:00Z")
    heat.later = [{}, {"stack_status": "UPDATE_IN_PROGRESS", "updated_time": "2026-01-02T00:00:00Z"}, {"stack_status": "UPDATE_FAILED"}]
    resource = {"resource_name": "r", "resource_type": "T", "resource_status": "CREATE_FAILED", "resource_status_reason": "no"}
    heat.failures = {"resources": [resource]}
    with pytest.raises(CloudError, match=r"ended in status UPDATE_FAILED: resource 'r' \(T\) is CREATE_FAILED: no"):
        run(cloud, heat, tags=["x"])


def test_after_a_rollback_the_events_tell_what_failed(cloud: FakeCloud) -> None:
    heat = Heat(stack_name="s")
    heat.later = [{"stack_status": "ROLLBACK_COMPLETE", "updated_time": "2026-01-02T00:00:00Z"}] * 2
    event = {"resource_name": "r", "resource_status": "UPDATE_FAILED", "resource_status_reason": "no", "physical_resource_id": "x"}
    heat.failures = {
        "events": [
            dict(event, event_time="2026-01-02T00:00:01Z", physical_resource_id=ID, resource_status_reason="whole"),
            dict(event, event_time="2026-01-02T00:00:01Z"),
            dict(event, event_time="2026-01-01T00:00:01Z", resource_status_reason="long ago"),
        ]
    }
    with pytest.raises(CloudError) as error:
        run(cloud, heat, rollback=True, tags=["x"])
    assert "ended in status ROLLBACK_COMPLETE: resource 'r' is UPDATE_FAILED: no." in str(error.value)


def test_the_name_of_no_stack_is_not_asked_for(cloud: FakeCloud) -> None:
    heat = Heat()
    params = {"name": "a*", "state": "absent"}
    assert not run(cloud, heat, **{key: value for key, value in params.items() if key != "name"})["changed"]
    with cloud.session() as session:
        before = len(heat.log)
        assert STACK.find(Context(session, params, STACK), "a*") == []
        assert len(heat.log) == before


def test_a_tag_with_a_comma_is_refused(cloud: FakeCloud) -> None:
    with pytest.raises(CloudError, match="A tag of a stack cannot contain a comma"):
        run(cloud, Heat(stack_name="s"), tags=["a,b"])


# -- the engine's part ---------------------------------------------------------------------------------------------------------


def test_a_secret_that_a_task_finds_is_masked_from_then_on(cloud: FakeCloud) -> None:
    with cloud.session() as session:
        assert session.http.shown("the word geheim-4711") == "the word geheim-4711"
        session.hide("geheim-4711", "")
        assert "geheim" not in session.http.shown("the word geheim-4711")


def test_an_object_is_known_at_a_path_that_it_was_not_read_from(cloud: FakeCloud) -> None:
    for dry_run in (True, False):
        with cloud.session(dry_run=dry_run) as session:
            session.learn("orchestration", "/stacks/s/1", {"stack": {"id": "1"}})
            assert session.known("orchestration", "/stacks/s/1") == ({"id": "1"} if dry_run else {})


def test_check_mode_finds_a_new_stack_by_its_name_by_its_id_and_in_the_listing(cloud: FakeCloud) -> None:
    params = {name: entry.get("default") for name, entry in STACK.spec()["argument_spec"].items()}
    heat: Any = Heat()
    monkey: Any = cloud
    monkey.interfere = heat.interfere
    with cloud.session(dry_run=True) as session:
        made = STACK.execute(session, dict(params, name="s", template_body=BODY, parameters={"pw": "geheim-4711"}))
        for value in ("s", made["id"]):
            context = Context(session, {"name": value}, STACK)
            assert [have["id"] for have in STACK.find(context, value)] == [made["id"]]
        assert "geheim-4711" not in json.dumps(session.overlay.state())
        removed = STACK.execute(session, dict(params, name="s", state="absent"))
        assert removed["changed"]
        assert STACK.find(Context(session, {"name": "s"}, STACK), "s") == []
    assert heat.sent == []


# -- actions and snapshots -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "status", "done"),
    [
        ("suspend", "SUSPEND_COMPLETE", True),
        ("suspend", "SUSPEND_FAILED", False),
        ("suspend", "CREATE_COMPLETE", False),
        ("resume", "SUSPEND_COMPLETE", False),
        ("resume", "RESUME_FAILED", False),
        ("resume", "CREATE_COMPLETE", True),
        ("check", "CHECK_COMPLETE", False),
        ("cancel_update", "UPDATE_IN_PROGRESS", False),
        ("cancel_update", "CREATE_IN_PROGRESS", True),
        ("cancel_without_rollback", "CREATE_IN_PROGRESS", False),
        ("cancel_without_rollback", "UPDATE_COMPLETE", True),
        ("restore", "RESTORE_COMPLETE", False),
    ],
)
def test_an_action_is_sent_unless_it_is_in_effect(action: str, status: str, done: bool) -> None:
    assert ACTIONS[action].done_in(status) is done


def act(cloud: FakeCloud, heat: Heat, **options: Any) -> dict[str, Any]:
    monkey: Any = cloud
    monkey.interfere = heat.interfere
    with cloud.session() as session:
        return STACK_ACTION.execute(session, {"name": "s", "snapshot": None, "wait": True, "timeout": 30, **options})


@pytest.mark.parametrize(
    ("action", "end"),
    [("cancel_update", "ROLLBACK_COMPLETE"), ("cancel_without_rollback", "UPDATE_FAILED"), ("suspend", "SUSPEND_COMPLETE")],
)
def test_an_action_ends_in_its_own_status(cloud: FakeCloud, action: str, end: str) -> None:
    before = "CREATE_COMPLETE" if action == "suspend" else "UPDATE_IN_PROGRESS"
    heat = Heat(stack_name="s", stack_status=before)
    heat.later = [{}, {"stack_status": end, "updated_time": "2026-01-02T00:00:00Z"}]
    result = act(cloud, heat, action=action)
    assert [(method, path) for method, path, _body in heat.log if method != "GET"] == [("POST", f"/s/{ID}/actions")]
    assert heat.sent == [{action: None}]
    assert result["changed"]
    assert result["diff"] == {"before": {"status": before}, "after": {"status": end, "action": action}}


def test_an_action_that_ends_in_another_status_is_an_error(cloud: FakeCloud) -> None:
    heat = Heat(stack_name="s", stack_status="UPDATE_IN_PROGRESS")
    heat.later = [{"stack_status": "ROLLBACK_FAILED"}]
    resource = {"resource_name": "r", "resource_type": "T", "resource_status": "DELETE_FAILED", "resource_status_reason": "no"}
    heat.failures = {"resources": [resource]}
    with pytest.raises(CloudError, match=r"Cannot carry out cancel_update on stack 's': .* resource 'r' \(T\) is DELETE_FAILED: no"):
        act(cloud, heat, action="cancel_update")


def test_the_data_of_a_snapshot_is_not_in_the_result() -> None:
    assert "data" not in SNAPSHOT.reads.values()
    assert SNAPSHOT.unwrap({"id": "1"}) == SNAPSHOT.unwrap({"snapshot": {"id": "1"}}) == {"id": "1"}


# -- adopted and abandoned stacks ------------------------------------------------------------------------------------------------

DATA = {
    "name": "old",
    "template": BODY,
    "environment": {"parameters": {"text": "a", "pw": "geheim-4711"}},
    "files": {"file:///x.sh": "echo"},
    "resources": {},
}


@pytest.mark.parametrize("form", ["dict", "text", "file"])
def test_a_new_stack_adopts_the_resources_of_an_abandoned_one(cloud: FakeCloud, tmp_path: Path, form: str) -> None:
    (tmp_path / "data.json").write_text(json.dumps(DATA))
    given: dict[str, Any] = {"adopt_file": str(tmp_path / "data.json")} if form == "file" else {"adopt_data": DATA}
    given = {"adopt_data": json.dumps(DATA)} if form == "text" else given
    heat = Heat()
    assert run(cloud, heat, **given)["changed"]
    [body] = heat.sent
    assert json.loads(body.pop("adopt_stack_data")) == DATA
    assert body == {"stack_name": "s", "files": DATA["files"]}
    assert "geheim-4711" not in "".join(vars(cloud)["lines"])
    assert not run(cloud, heat, **given)["changed"]
    assert len(heat.sent) == 1


def test_data_without_a_template_is_refused_before_anything_is_sent(cloud: FakeCloud) -> None:
    heat = Heat()
    with pytest.raises(CloudError, match="`adopt_data` is not the data of a stack: it has no `template`"):
        run(cloud, heat, adopt_data={"name": "x"})
    assert not heat.log


def test_an_abandoned_stack_is_not_abandoned_again(cloud: FakeCloud) -> None:
    heat = Heat()
    result = act(cloud, heat, action="abandon")
    assert (result["changed"], result["data"], result["stack"]) == (False, None, None)
    assert not heat.sent
