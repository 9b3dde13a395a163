# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The object store: attributes in headers, keys that are not shown, and what the service of the dev cloud does not answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.base import metadata_name
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.containers import CONTAINER, CONTAINERS, access_list
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from tests.unit.fake_cloud import SERVICES, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

KEPT = ("x-container-", "x-object-", "x-account-", "x-versions", "content-", "x-delete-at", "x-static")


class Swift:
    """A small object store. ``things``: the headers and contents by path. ``bulk``: whether it has bulk requests."""

    def __init__(self, cloud: FakeCloud) -> None:
        self.things: dict[str, tuple[dict[str, str], bytes]] = {}
        self.bulk, self.log, self.sent = True, [], 0
        cloud.interfere = self.answer

    def answer(self, request: Request) -> Answer | None:
        raw, _mark, query = request.path.partition("?")
        if not raw.startswith("/object-store"):
            return None
        path = unquote(raw.removeprefix("/object-store")).rstrip("/")
        self.log.append(f"{request.method} {path}{_mark}{query}")
        return getattr(self, request.method.lower())(request, path, parse_qs(query, keep_blank_values=True))

    def headers(self, request: Request) -> dict[str, str]:
        return {name.lower(): value for name, value in request.headers.items() if name.lower().startswith(KEPT) and value}

    def head(self, _request: Request, path: str, _query: Any) -> Answer:
        if path not in self.things:
            return Answer(404)
        return Answer(204 if path.count("/") == 1 else 200, None, self.things[path][0])

    def put(self, request: Request, path: str, query: Any) -> Answer:
        if path.count("/") > 1 and "/" + path.split("/")[1] not in self.things:
            return Answer(404)
        self.sent += len(request.body)
        headers, content = self.headers(request), request.body
        headers.pop("content-length", None)
        if query.get("multipart-manifest") == ["put"]:
            parts = json.loads(content)
            hashes = "".join(self.things[part["path"]][0]["etag"] for part in parts)
            headers["x-static-large-object"], etag = "True", f'"{hashlib.md5(hashes.encode()).hexdigest()}"'
            content = b"".join(self.things[part["path"]][1] for part in parts)
        else:
            etag = hashlib.md5(content).hexdigest()
        if path.count("/") > 1:
            headers.update(etag=etag)
            headers["content-length"] = str(len(content))
        self.things[path] = (headers, content)
        return Answer(201, None, {"Etag": etag})

    def post(self, request: Request, path: str, query: Any) -> Answer:
        request.headers.pop("content-length", None)
        if "bulk-delete" in query:
            if not self.bulk:
                return Answer(204)
            found = [self.things.pop("/" + unquote(line), None) for line in request.body.decode().splitlines()]
            gone = sum(one is not None for one in found)
            return Answer(200, {"Response Status": "200 OK", "Number Deleted": gone, "Number Not Found": len(found) - gone, "Errors": []})
        headers, content = self.things.get(path, ({}, b""))
        changed = {name.lower(): value for name, value in request.headers.items() if name.lower().startswith(KEPT)}
        self.things[path] = ({name: value for name, value in {**headers, **changed}.items() if value}, content)
        return Answer(204)

    def delete(self, _request: Request, path: str, _query: Any) -> Answer:
        if any(other.startswith(path + "/") for other in self.things):
            return Answer(409, b"There was a conflict when trying to complete your request.")
        return Answer(204 if self.things.pop(path, None) else 404)

    def get(self, _request: Request, path: str, query: dict[str, list[str]]) -> Answer:
        if path.count("/") > 1:
            return Answer(200, self.things[path][1], self.things[path][0])
        prefix = (path + "/" if path else "/") + query.get("prefix", [""])[0]
        names = sorted(one for one in self.things if one.startswith(prefix) and (path or one.count("/") == 1))
        start = len(path) + 1
        found = [
            {"name": one[start:], "hash": self.things[one][0].get("etag", "").strip('"'), "bytes": len(self.things[one][1]), "count": 0}
            for one in names
            if one[start:] > query.get("marker", [""])[0]
        ]
        return Answer(200, found[: int(query["limit"][0])])


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made, pytest.MonkeyPatch.context() as patch:
        patch.setitem(SERVICES, "object-store", "/object-store")
        yield made


@pytest.fixture
def swift(cloud: FakeCloud) -> Swift:
    return Swift(cloud)


def run(session: Session, table: Any, **options: Any) -> dict[str, Any]:
    """A task's result. Options that the table has a default for have it."""
    known = {name: entry.get("default") for name, entry in table.spec()["argument_spec"].items()}
    return table.execute(session, {**known, **options})


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (".r:*, .rlistings", ".r:*,.rlistings"),
        (" .referrer : example.org ,a:b", ".r:example.org,a:b"),
        ("*:*", "*:*"),
        ("", ""),
    ],
)
def test_an_access_list_has_one_stored_form(given: str, stored: str) -> None:
    assert access_list(given) == stored


@pytest.mark.parametrize("name", ["under_score", "with space", "ü", "", "a:b", "Temp-URL-Key", "temp-url-key-2"])
def test_names_of_metadata_that_no_header_can_have_are_refused(name: str) -> None:
    with pytest.raises(CloudError):
        metadata_name(name)


def test_a_key_is_compared_and_never_shown(cloud: FakeCloud, swift: Swift) -> None:
    lines: list[str] = []
    options = {"name": "c", "temp_url_key": "first-very-secret", "sync_key": "other-very-secret"}
    with cloud.session(log=lambda _level, line: lines.append(line)) as session:
        made = run(session, CONTAINER, **options)
        again = run(session, CONTAINER, **options)
    assert made["container"]["meta_temp_url_key"] == made["container"]["sync_key"] == "VALUE_HIDDEN"
    with cloud.session(log=lambda _level, line: lines.append(line)) as session:
        assert not run(session, CONTAINER, **options)["changed"]
        changed = run(session, CONTAINER, **dict(options, temp_url_key="second-very-secret"))
        shown = run(session, CONTAINERS, name="c")
        assert session.http.shown("first-very-secret second-very-secret") == "******** ********"
    assert again["changed"] is True  # the session counts the writes of both
    assert changed["changed"] and changed["diff"]["before"]["temp_url_key"] == "VALUE_HIDDEN"
    assert swift.things["/c"][0]["x-container-meta-temp-url-key"] == "second-very-secret"
    assert "very-secret" not in json.dumps([made, changed, shown, lines])


def test_metadata_is_completed_or_replaced(cloud: FakeCloud, swift: Swift) -> None:
    with cloud.session() as session:
        run(session, CONTAINER, name="c", metadata={"A": 1, "b": "ü"}, quota_bytes=5)
        run(session, CONTAINER, name="c", metadata={"c": " x ", "a": ""})
    kept = swift.things["/c"][0]
    assert kept == {
        "x-container-meta-b": "ü".encode().decode("latin-1"),
        "x-container-meta-c": "x",
        "x-container-meta-quota-bytes": "5",
    }
    with cloud.session() as session:
        assert not run(session, CONTAINER, name="c", metadata={"B": "ü"})["changed"]
        result = run(session, CONTAINER, name="c", metadata={"d": 1}, purge_metadata=True, delete_metadata_keys=["zzz"])
    assert result["container"]["metadata"] == {"d": "1", "quota-bytes": "5"}
    assert result["diff"]["before"]["metadata"] == {"b": "ü", "c": "x"}
    assert result["diff"]["after"]["metadata"] == {"d": "1"}


@pytest.mark.parametrize("bulk", [True, False])
def test_a_full_container_is_removed_only_if_the_task_says_so(cloud: FakeCloud, swift: Swift, bulk: bool) -> None:
    swift.bulk = bulk
    swift.things = {"/c": ({}, b""), "/d": ({}, b"")} | {f"/c/a b/{number}%": ({}, b"x") for number in range(30)}
    with cloud.session() as session:
        with pytest.raises(CloudError, match="The container has objects.*delete_with_all_objects"):
            run(session, CONTAINER, name="c", state="absent")
        assert len(swift.things) == 32
        assert run(session, CONTAINER, name="c", state="absent", delete_with_all_objects=True)["changed"]
    assert list(swift.things) == ["/d"]
    assert sum(line.startswith("DELETE") for line in swift.log) == (1 if bulk else 31)


def test_a_bulk_removal_reports_what_is_left(cloud: FakeCloud, swift: Swift) -> None:
    swift.things = {"/c": ({}, b""), "/c/a": ({}, b"x")}
    report = {"Response Status": "400 Bad Request", "Number Deleted": 0, "Number Not Found": 0, "Errors": [["c/a", "403 Forbidden"]]}
    swift.post = lambda *_request: Answer(200, report)  # type: ignore[method-assign]
    with cloud.session() as session, pytest.raises(CloudError, match=r"1 objects cannot be removed: c/a \(403 Forbidden\)"):
        run(session, CONTAINER, name="c", state="absent", delete_with_all_objects=True)
    assert "/c/a" in swift.things


def test_a_dry_run_finds_the_objects_that_it_would_have_made(cloud: FakeCloud, swift: Swift) -> None:
    swift.things = {"/old": ({}, b""), "/old/a": ({}, b"x")}
    with cloud.session(dry_run=True) as session:
        run(session, CONTAINER, name="new")
        run(session, CONTAINER, name="old", web_index="a")
        assert list(session.list("object-store", "/new", None)) == []
        assert [have["name"] for have in session.list("object-store", "/old", None)] == ["a"]
        assert {have["name"] for have in run(session, CONTAINERS)["containers"]} == {"new", "old"}
        assert run(session, CONTAINERS, prefix="n")["containers"][0]["name"] == "new"
        run(session, CONTAINER, name="old", state="absent", delete_with_all_objects=True)
        assert [have["name"] for have in run(session, CONTAINERS)["containers"]] == ["new"]
    assert {line.split()[0] for line in swift.log} <= {"GET", "HEAD"}


def test_an_object_that_another_server_does_not_see_yet_was_created(cloud: FakeCloud, swift: Swift) -> None:
    swift.head = lambda *_request: Answer(404)  # type: ignore[method-assign]
    with cloud.session() as session:
        assert run(session, CONTAINER, name="c", read_ACL="*:*")["container"]["read_ACL"] == "*:*"


