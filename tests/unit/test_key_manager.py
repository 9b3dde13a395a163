# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key manager: references, payloads and their masks, and objects with the same name."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleError

from ansible_collections.stratus.openstack.plugins.lookup import secret as lookup_plugin
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import (
    CONTAINER_NAME,
    SECRET_NAME,
    StoredRef,
    StoredRefs,
    grant_read,
    last_part,
    with_members,
)
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.containers import CONTAINER
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.orders import ORDER
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.secrets import (
    SECRET,
    SECRETS,
    declared_payload,
    payload_as_options,
)
from ansible_collections.stratus.openstack.plugins.plugin_utils import lookups
from tests.unit.fake_cloud import SERVICES, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

ONE, TWO = ("%s-0000-4000-8000-000000000000" % (digit * 8) for digit in "12")
URL = "https://key-manager.example/v1/secrets/"
PAYLOAD = "b1tter-almond"


def shown(identifier: str, **more: Any) -> dict[str, Any]:
    """A secret as the service shows it."""
    return {"secret_ref": URL + identifier, "name": "s", "status": "ACTIVE", "content_types": {"default": "text/plain"}, **more}


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCloud]:
    monkeypatch.setitem(SERVICES, "key-manager", "/key-manager")
    with fake_cloud() as made:
        yield made


def answer(cloud: FakeCloud, secrets: list[dict[str, Any]], payload: bytes = PAYLOAD.encode()) -> None:
    """Let the cloud have these secrets with this payload."""

    def interfere(request: Request) -> Answer | None:
        path = request.path.partition("?")[0].removeprefix("/key-manager/v1")
        if not request.path.startswith("/key-manager"):
            return None
        if path.endswith("/payload"):
            return Answer(200, payload, {"Content-Type": "text/plain"})
        if path == "/secrets" and request.method == "POST":
            return Answer(201, {"secret_ref": URL + ONE})
        if path == "/secrets":
            return Answer(200, {"secrets": secrets, "total": len(secrets)})
        return Answer(200, next((have for have in secrets if have["secret_ref"].endswith(path)), shown(ONE)))

    cloud.interfere = interfere


def options(**more: Any) -> dict[str, Any]:
    spec = SECRET.spec()["argument_spec"]
    return {name: option.get("default") for name, option in spec.items()} | {"name": "s"} | more


@pytest.mark.parametrize(
    ("given", "wanted"), [(URL + ONE, ONE), (URL + ONE + "/", ONE), (ONE, ONE), ("a://b", "a://b"), ("web", "web"), (None, None)]
)
def test_a_reference_stands_for_the_id_at_its_end(given: str | None, wanted: str | None) -> None:
    assert last_part(given) == wanted


@pytest.mark.parametrize(
    ("content", "kind", "wanted"),
    [
        (b"text", None, {"payload": "text", "payload_content_type": "text/plain"}),
        ("ü".encode(), "text/plain; charset=utf-8", {"payload": "ü", "payload_content_type": "text/plain; charset=utf-8"}),
        (b"\xff", None, {"payload": "/w==", "payload_content_type": "application/octet-stream", "payload_content_encoding": "base64"}),
        (b"a", "application/pkcs8", {"payload": "YQ==", "payload_content_type": "application/pkcs8", "payload_content_encoding": "base64"}),
    ],
)
def test_a_payload_that_is_no_text_is_sent_in_base64(content: bytes, kind: str | None, wanted: dict[str, str]) -> None:
    assert payload_as_options(content, kind) == wanted
    assert declared_payload(wanted) == content


def test_an_error_about_base64_does_not_show_the_payload() -> None:
    with pytest.raises(CloudError) as caught:
        declared_payload({"payload": "s3cret!", "payload_content_encoding": "base64"})
    assert "s3cret" not in str(caught.value) and "not valid Base64" in str(caught.value)


def test_several_secrets_with_one_name_are_an_error_unless_the_id_is_given(cloud: FakeCloud) -> None:
    answer(cloud, [shown(ONE, creator_id="u" * 32), shown(TWO, creator_id="c" * 32)])
    with cloud.session() as session, pytest.raises(CloudError, match=f"There are 2 objects of type secret.*{ONE}.*{TWO}.*Give the id"):
        SECRET.execute(session, options())
    for name in (TWO, URL + TWO):
        with cloud.session() as session:
            assert SECRET.execute(session, options(name=name))["id"] == TWO
    with cloud.session() as session, pytest.raises(CloudError, match="There are 2 objects"):
        Context(session, {}, SECRET).resolve(SECRET, "s")
    assert cloud.writes == []


@pytest.mark.parametrize(("payload", "agrees"), [(PAYLOAD, True), ("another", False)])
def test_a_payload_is_read_only_if_it_is_compared(cloud: FakeCloud, payload: str, agrees: bool) -> None:
    answer(cloud, [shown(ONE)])
    with cloud.session() as session:
        assert SECRET.execute(session, options(payload=payload))["changed"] is False
    assert not any("/payload" in line for line in cloud.log)
    with cloud.session() as session:
        if agrees:
            assert SECRET.execute(session, options(payload=payload, compare_payload=True))["changed"] is False
        else:
            with pytest.raises(CloudError, match="payload is 'another one', asked for is 'VALUE_HIDDEN'"):
                SECRET.execute(session, options(payload=payload, compare_payload=True))
    assert cloud.writes == []


@pytest.mark.parametrize("content", [PAYLOAD.encode(), b"\xffb1tter"])
def test_a_payload_that_was_read_is_masked(cloud: FakeCloud, content: bytes) -> None:
    answer(cloud, [shown(ONE)], content)
    lines: list[str] = []
    with cloud.session(log=lambda level, line: lines.append(line)) as session:
        params = {name: option.get("default") for name, option in SECRETS.spec()["argument_spec"].items()} | {"with_payload": True}
        (found,) = SECRETS.execute(session, params)["secrets"]
        assert session.http.shown(found["payload"]) == "********"
    assert found["payload"] in (PAYLOAD, base64.b64encode(content).decode())
    assert not any("b1tter" in line for line in lines)


def test_the_content_of_a_file_is_masked(cloud: FakeCloud, tmp_path: Path) -> None:
    answer(cloud, [])
    (tmp_path / "file").write_text(PAYLOAD)
    lines: list[str] = []
    with cloud.session(log=lambda level, line: lines.append(line)) as session:
        result = SECRET.execute(session, options(payload_file=str(tmp_path / "file")))
        assert PAYLOAD in session.secrets()
    sent = next(request.json for request in cloud.stub.requests if request.method == "POST" and "/secrets" in request.path)
    assert sent == {"name": "s", "payload": PAYLOAD, "payload_content_type": "text/plain"}
    assert PAYLOAD not in str(result) + str(lines)


def test_an_access_list_and_metadata_are_written_by_one_request_each_if_they_differ(cloud: FakeCloud) -> None:
    answer(cloud, [shown(ONE)])
    read_secret, kept = cloud.interfere, {"/acl": {"read": {"project-access": True}}, "/metadata": {"metadata": {"a": "1"}}}
    cloud.interfere = lambda request: (
        Answer(200, kept[request.path[-4:]]) if request.path.endswith("/acl")
        else Answer(200, kept["/metadata"]) if request.path.endswith("/metadata") else read_secret(request)
    )
    place = f"/key-manager/v1/secrets/{ONE}"
    same = options(acl={"read": {"project_access": True, "users": None}}, metadata={"A": 1})
    for check in (False, True):
        with cloud.session(dry_run=check) as session:
            assert SECRET.execute(session, same)["changed"] is False
            wanted = options(acl={"read": {"project_access": False, "users": None}}, metadata={"B": "x"})
            changed, writes = SECRET.execute(session, wanted), len(session.writes)
            if check:  # the predicted values are found again
                SECRET.execute(session, wanted)
                assert len(session.writes) == writes == 2
        assert changed["secret"]["acl"] == {"read": {"project_access": False, "users": []}}
        assert changed["secret"]["metadata"] == {"b": "x"}
        assert [write for write in cloud.writes if "secrets" in write] == [f"PUT {place}/metadata", f"PATCH {place}/acl"]


@pytest.mark.parametrize(
    ("kind", "names", "message"),
    [
        ("rsa", ["private_key"], "requires secrets named private_key and public_key"),
        ("certificate", ["certificate", "other"], "has no secret named 'other', only certificate, private_key"),
        ("certificate", ["certificate", "intermediates"], None),
        ("generic", ["anything", None], None),
        ("rsa", [], None),
    ],
)
def test_the_type_of_a_container_decides_which_secrets_it_has(kind: str, names: list[str | None], message: str | None) -> None:
    body = {"type": kind, "secret_refs": [{"name": name} for name in names]}
    if message is None:
        assert CONTAINER.complete_body(None, body) == body
    else:
        with pytest.raises(CloudError, match=message):
            CONTAINER.complete_body(None, body)


CONTAINERS = URL.replace("secrets", "containers")
NEW, OTHER = "e" * 32, "f" * 32  # ids of users


def stores(cloud: FakeCloud, secrets: dict[str, str], containers: dict[str, str], users: tuple[str, ...] = ()) -> list[Request]:
    """Let the cloud have secrets and containers (id -> name), which these users can read -> the writes, as they come."""
    written: list[Request] = []

    def interfere(request: Request) -> Answer | None:
        path = request.path.partition("?")[0].removeprefix("/key-manager/v1")
        if not request.path.startswith("/key-manager"):
            return None
        if request.method != "GET":
            written.append(request)
            return Answer(200, {"acl_ref": "x"})
        if path.endswith("/acl"):
            return Answer(200, {"read": {"project-access": True, "users": list(users)}})
        kind, _slash, identifier = path[1:].partition("/")
        there = secrets if kind == "secrets" else containers
        found = [{f"{kind[:-1]}_ref": f"https://key-manager.example/v1{path}", "name": there[identifier]}] if identifier in there else []
        if identifier:
            members = {"secret_refs": [{"name": "certificate", "secret_ref": URL + TWO}]} if kind == "containers" else {}
            return Answer(200, {**found[0], **members}) if found else Answer(404, {"title": "Not Found"})
        listing = [{f"{kind[:-1]}_ref": f"{URL.replace('secrets', kind)}{key}", "name": name} for key, name in there.items()]
        return Answer(200, {kind: listing})

    cloud.interfere = interfere
    return written


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("s", f"secrets/{ONE}"),
        ("c", f"containers/{TWO}"),
        (ONE, f"secrets/{ONE}"),
        (TWO, f"containers/{TWO}"),
        (CONTAINERS + TWO, f"containers/{TWO}"),
    ],
)
def test_a_service_refers_to_a_secret_or_a_container(cloud: FakeCloud, given: str, wanted: str) -> None:
    stores(cloud, {ONE: "s"}, {TWO: "c"})
    with cloud.session() as session:
        context = Context(session, {}, SECRET)
        assert StoredRef().bind("x").wire(given, context).endswith("/v1/" + wanted)
        assert StoredRefs().bind("x").agrees([URL + wanted], [given], context)
        assert not StoredRefs().bind("x").agrees([], [given], context)


def test_a_reference_that_means_a_secret_and_a_container_is_an_error(cloud: FakeCloud) -> None:
    stores(cloud, {ONE: "s"}, {TWO: "s"})
    with cloud.session() as session, pytest.raises(CloudError, match="A secret and a container are named 's'"):
        StoredRef().bind("x").wire("s", Context(session, {}, SECRET))


def test_a_user_is_added_to_those_who_can_read_a_container_and_its_secrets(cloud: FakeCloud) -> None:
    written = stores(cloud, {TWO: "s"}, {ONE: "c"}, users=(OTHER,))
    with cloud.session() as session:
        context = Context(session, {}, SECRET)
        found = with_members(context, [CONTAINERS + ONE, URL + TWO])
        assert found == [(CONTAINER_NAME, ONE), (SECRET_NAME, TWO)]
        for entry in found:
            grant_read(context, *entry, NEW)
            grant_read(context, *entry, OTHER)
    places = (f"containers/{ONE}", f"secrets/{TWO}")
    assert [(one.method, one.path) for one in written] == [("PATCH", f"/key-manager/v1/{place}/acl") for place in places]
    assert [one.json for one in written] == [{"read": {"users": [OTHER, NEW]}}] * 2


def test_a_failed_order_is_an_error_with_the_reason(cloud: FakeCloud) -> None:
    order = {"order_ref": URL.replace("secrets", "orders") + ONE, "type": "key", "meta": {"name": "k"}, "status": "PENDING"}
    failed = dict(order, status="ERROR", error_status_code="500", error_reason="The backend is full.")
    answers = [Answer(200, {"orders": [], "total": 0}), Answer(202, {"order_ref": order["order_ref"]})]
    answers += [Answer(200, order), Answer(200, {"orders": [order], "total": 1}), Answer(200, failed)]
    cloud.interfere = lambda request: (answers.pop(0) if request.path.startswith("/key-manager") else None)
    params = {"name": "k", "type": "key", "meta": {"algorithm": "aes", "bit_length": 256}, "state": "present", "wait": True}
    with cloud.session() as session, pytest.raises(CloudError, match="ended in status ERROR: 500: The backend is full"):
        ORDER.execute(session, params)


@pytest.fixture
def lookup(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The lookup plugin, with the options of its documentation."""
    made = lookup_plugin.LookupModule()
    chosen = {"cloud": cloud.as_dict(), "auth_type": None, "token_cache": None}
    monkeypatch.setattr(made, "set_options", lambda var_options, direct: chosen.update(direct))
    monkeypatch.setattr(made, "get_options", lambda: dict(chosen))
    monkeypatch.setattr(lookup_plugin, "_read", {})
    return made


def test_the_lookup_returns_payloads_and_reads_each_once(cloud: FakeCloud, lookup: Any, capfd: pytest.CaptureFixture[str]) -> None:
    answer(cloud, [shown(ONE)])
    monitor = lookups.display
    monitor.verbosity, before = 4, monitor.verbosity
    try:
        assert lookup.run(["s", [ONE, URL + ONE, "s"]], {}) == [PAYLOAD] * 4
    finally:
        monitor.verbosity = before
    payloads = [line for line in cloud.log if line.endswith("/payload")]
    assert len(payloads) == 3  # one for each spelling
    assert lookup.run(["s"], {}) == [PAYLOAD]
    assert [line for line in cloud.log if line.endswith("/payload")] == payloads
    output = "".join(capfd.readouterr())
    assert "/payload" in output and PAYLOAD not in output


def test_an_error_of_the_lookup_says_which_secret(cloud: FakeCloud, lookup: Any) -> None:
    answer(cloud, [])
    with pytest.raises(AnsibleError, match="Cannot read secret 'no': There is no secret 'no'"):
        lookup.run(["no"], {})


def test_the_lookup_returns_base64_for_what_is_no_text(cloud: FakeCloud, lookup: Any) -> None:
    answer(cloud, [shown(ONE)], b"\xff\x00")
    assert lookup.run([ONE], {}) == ["/wA="]
