# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The object store: attributes in headers, keys that are not shown, and what the service of the dev cloud does not answer."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.accounts import ACCOUNT, ACCOUNTS
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.base import metadata_name
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.bulk import BULK_DELETE, UPLOAD
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.containers import CONTAINER, CONTAINERS, access_list
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.download import DOWNLOAD
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.objects import OBJECT, OBJECTS
from ansible_collections.stratus.openstack.plugins.module_utils.services.object_store.tempurl import TEMPURL
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session, join_url
from tests.unit.fake_cloud import OTHER_PROJECT, PROJECT, SERVICES, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

KEPT = ("x-container-", "x-object-", "x-symlink-", "x-account-", "x-versions", "content-", "x-delete-at", "x-static")


class Swift:
    """A small object store.

    ``things``: the headers and contents by path. ``bulk``: whether it has bulk requests. ``instead``: what answers instead, by method.
    """

    def __init__(self, cloud: FakeCloud) -> None:
        self.things: dict[str, tuple[dict[str, str], bytes]] = {}
        self.bulk, self.log, self.sent, self.parts = True, [], 0, []
        self.instead: dict[str, Callable[[Request, str, Any], Answer]] = {}
        cloud.interfere = self.answer

    def answer(self, request: Request) -> Answer | None:
        raw, _mark, query = request.path.partition("?")
        if not raw.startswith("/object-store"):
            return None
        path = unquote(raw.removeprefix("/object-store")).rstrip("/")
        self.log.append(f"{request.method} {path}{_mark}{query}")
        method = request.method.lower()
        return (self.instead.get(method) or getattr(self, method))(request, path, parse_qs(query, keep_blank_values=True))

    def headers(self, request: Request) -> dict[str, str]:
        return {name.lower(): value for name, value in request.headers.items() if name.lower().startswith(KEPT) and value}

    def head(self, _request: Request, path: str, _query: Any) -> Answer:
        if path not in self.things:
            return Answer(404)
        headers, content = self.things[path]
        return Answer(204 if path.count("/") == 1 else 200, content, {name.title(): value for name, value in headers.items()})

    def put(self, request: Request, path: str, query: Any) -> Answer:
        if path.count("/") > 1 and "/" + path.split("/")[1] not in self.things:
            return Answer(404)
        self.sent += len(request.body)
        headers, content = self.headers(request), request.body
        headers.pop("content-length", None)
        if query.get("multipart-manifest") == ["put"]:
            self.parts = parts = json.loads(content)
            hashes = "".join(self.things[part["path"]][0]["etag"] for part in parts)
            headers["x-static-large-object"], etag = "True", f'"{hashlib.md5(hashes.encode()).hexdigest()}"'
            content = b"".join(self.things[part["path"]][1] for part in parts)
        else:
            etag = hashlib.md5(content).hexdigest()
        if path.count("/") > 1:
            headers.update(etag=etag)
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
        if "x-symlink-target" in headers:
            return Answer(307, None, {"Location": "/object-store/" + headers["x-symlink-target"]})
        headers = {name: value for name, value in headers.items() if name != "x-object-manifest"}
        changed = {name.lower(): value for name, value in request.headers.items() if name.lower().startswith(KEPT)}
        self.things[path] = ({name: value for name, value in {**headers, **changed}.items() if value}, content)
        return Answer(204)

    def delete(self, _request: Request, path: str, _query: Any) -> Answer:
        if any(other.startswith(path + "/") for other in self.things):
            return Answer(409, b"There was a conflict when trying to complete your request.")
        return Answer(204 if self.things.pop(path, None) else 404)

    def get(self, _request: Request, path: str, query: dict[str, list[str]]) -> Answer:
        if query.get("multipart-manifest") == ["get"]:
            return Answer(200, [{"name": part["path"], "bytes": part["size_bytes"], "hash": part["etag"]} for part in self.parts])
        if path.count("/") > 1:
            return Answer(200, self.things[path][1], {name.title(): value for name, value in self.things[path][0].items()})
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
        changed = run(session, CONTAINER, **{**options, "temp_url_key": "second-very-secret"})
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
    swift.instead["post"] = lambda *_request: Answer(200, report)
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
    swift.instead["head"] = lambda *_request: Answer(404)
    with cloud.session() as session:
        assert run(session, CONTAINER, name="c", read_ACL="*:*")["container"]["read_ACL"] == "*:*"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "content"
    made.write_bytes(bytes(range(256)) * 10)
    return made


def upload(cloud: FakeCloud, dry_run: bool = False, **options: Any) -> dict[str, Any]:
    with cloud.session(dry_run=dry_run) as session:
        return run(session, OBJECT, **{"container": "c", "name": "a/b", **options})


def test_an_equal_content_is_not_sent(cloud: FakeCloud, swift: Swift, file: Path) -> None:
    assert upload(cloud, dry_run=True, filename=str(file))["changed"] and not swift.things
    result = upload(cloud, filename=str(file))
    assert result["changed"] and result["object"]["etag"] == hashlib.md5(file.read_bytes()).hexdigest()
    assert "/c" in swift.things  # the container was created
    for dry_run in (True, False):
        del swift.log[:]
        assert not upload(cloud, dry_run, filename=str(file))["changed"]
        assert swift.log == ["HEAD /c/a/b?symlink=get"]
    file.write_bytes(b"x" * file.stat().st_size)
    assert upload(cloud, dry_run=True, filename=str(file))["changed"]
    assert upload(cloud, filename=str(file))["changed"]
    assert swift.things["/c/a/b"][1] == file.read_bytes()


def test_a_diff_shows_no_content(cloud: FakeCloud, swift: Swift) -> None:
    upload(cloud, data="first text")
    result = upload(cloud, data="second text")
    assert result["diff"]["before"]["data"] == f"md5:{hashlib.md5(b'first text').hexdigest()}, 10 bytes"
    assert result["diff"]["after"]["data"] == f"md5:{hashlib.md5(b'second text').hexdigest()}, 11 bytes"
    removed = upload(cloud, state="absent")
    assert "text" not in json.dumps(removed["diff"])


def test_a_change_of_metadata_keeps_the_other_attributes(cloud: FakeCloud, swift: Swift) -> None:
    upload(cloud, data="x", metadata={"a": 1}, content_disposition="attachment", delete_at=4102444800)
    result = upload(cloud, metadata={"b": 2})
    assert swift.sent == 1
    assert (result["object"]["metadata"], result["object"]["delete_at"]) == ({"a": "1", "b": "2"}, 4102444800)
    assert result["object"]["content_disposition"] == "attachment"
    result = upload(cloud, data="y", delete_at=-1)
    assert (result["object"]["metadata"], result["object"]["content_disposition"]) == ({"a": "1", "b": "2"}, "attachment")


@pytest.mark.parametrize("option", ["object_manifest", "symlink_target"])
def test_a_change_of_metadata_keeps_what_an_object_refers_to(cloud: FakeCloud, swift: Swift, option: str) -> None:
    header = {"object_manifest": "x-object-manifest", "symlink_target": "x-symlink-target"}[option]
    runs: list[dict[str, Any]] = [{option: "c/a"}, {option: "c/a"}, {"metadata": {"a": "b"}}, {"data": "x"}]
    changed, kept = [], []
    for options in runs:
        changed.append(upload(cloud, **options)["changed"])
        kept.append(swift.things["/c/a/b"][0].get(header))
    assert changed == [True, False, True, True]
    assert kept == ["c/a", "c/a", "c/a", None]
    assert swift.things["/c/a/b"][0]["x-object-meta-a"] == "b"
    assert swift.things["/c/a/b"][1] == b"x"


def test_an_object_with_an_end_agrees_with_an_age(cloud: FakeCloud, swift: Swift) -> None:
    upload(cloud, data="x", delete_at=4102444800)
    assert not upload(cloud, delete_after=100)["changed"]


def test_a_large_file_is_sent_in_segments_and_an_interrupted_upload_continues(cloud: FakeCloud, swift: Swift, file: Path) -> None:
    usual = swift.put

    def fail(request: Request, path: str, query: Any) -> Answer:
        return Answer(507, b"full") if "/00000002-" in path else usual(request, path, query)

    swift.instead["put"] = fail
    with pytest.raises(CloudError, match="full"):
        upload(cloud, filename=str(file), segment_size=1000)
    assert "/c/a/b" not in swift.things
    del swift.instead["put"]
    before = swift.sent
    assert before == 2000
    result = upload(cloud, filename=str(file), segment_size=1000)
    assert swift.sent - before - 560 < 560  # the last segment, and the manifest
    assert result["object"]["is_static_large_object"] is True
    assert swift.things["/c/a/b"][1] == file.read_bytes()


@pytest.mark.parametrize("size", [1000, 512, None])
def test_an_object_of_segments_is_compared_with_any_size_of_segments(cloud: FakeCloud, swift: Swift, file: Path, size: int | None) -> None:
    upload(cloud, filename=str(file), segment_size=1000)
    for dry_run in (True, False):
        assert not upload(cloud, dry_run, filename=str(file), segment_size=size)["changed"]
    changed = bytearray(file.read_bytes())
    changed[1500] ^= 1
    file.write_bytes(changed)
    assert upload(cloud, dry_run=True, filename=str(file), segment_size=size)["changed"]


def test_the_segments_of_a_replaced_object_are_removed_after_the_new_manifest(cloud: FakeCloud, swift: Swift, file: Path) -> None:
    upload(cloud, filename=str(file), segment_size=1000)
    first = {path for path in swift.things if path.startswith("/c_segments/")}
    changed = bytearray(file.read_bytes())
    changed[1500] ^= 1
    file.write_bytes(changed)
    del swift.log[:]
    before = swift.sent
    upload(cloud, filename=str(file), segment_size=1000)
    assert swift.sent - before < 2000  # one segment, and the manifest
    assert len({path for path in swift.things if path.startswith("/c_segments/")} & first) == 2
    written = [line for line in swift.log if line.startswith(("PUT", "POST"))]
    assert [line.split("?")[-1] for line in written[1:]] == ["multipart-manifest=put", "bulk-delete=true"]


def test_content_that_changes_on_its_way_is_an_error(cloud: FakeCloud, swift: Swift, file: Path) -> None:
    usual = swift.put

    def put(request: Request, path: str, query: Any) -> Answer:
        request.body = request.body[::-1]
        return usual(request, path, query)

    swift.instead["put"] = put
    with pytest.raises(CloudError, match="what was sent has"):
        upload(cloud, filename=str(file))


def test_objects_are_listed_by_prefix_and_pattern(cloud: FakeCloud, swift: Swift) -> None:
    swift.things = {"/c": ({}, b"")} | {f"/c/{name}": ({"etag": "e"}, b"x") for name in ("a/1.gz", "a/2.txt", "b/1.gz")}
    with cloud.session() as session:
        assert [one["name"] for one in run(session, OBJECTS, container="c", prefix="a/", pattern="*.gz")["objects"]] == ["a/1.gz"]
        assert [one["name"] for one in run(session, OBJECTS, container="c", name="*/1*")["objects"]] == ["a/1.gz", "b/1.gz"]
        assert run(session, OBJECTS, container="c")["objects"][0]["content_length"] == "1"


def test_a_download_is_checked_and_an_equal_file_is_left_alone(cloud: FakeCloud, swift: Swift, file: Path, tmp_path: Path) -> None:
    upload(cloud, filename=str(file))
    options = {"container": "c", "name": "a/b", "dest": str(tmp_path)}
    with cloud.session(dry_run=True) as session:
        assert run(session, DOWNLOAD, **options)["changed"] and not (tmp_path / "b").exists()
    with cloud.session() as session:
        assert run(session, DOWNLOAD, **options)["changed"]
        assert (tmp_path / "b").read_bytes() == file.read_bytes()
        del swift.log[:]
        assert not run(session, DOWNLOAD, **options)["changed"]
        assert swift.log == ["HEAD /c/a/b"]
        swift.things["/c/a/b"] = (swift.things["/c/a/b"][0], b"x" * file.stat().st_size)
        (tmp_path / "b").write_bytes(b"kept")
        with pytest.raises(CloudError, match="What arrived has the md5"):
            run(session, DOWNLOAD, **options)
        assert (tmp_path / "b").read_bytes() == b"kept"
        (tmp_path / "b").unlink()
        (tmp_path / "b").symlink_to(file)
        with pytest.raises(CloudError, match="a symbolic link"):
            run(session, DOWNLOAD, **options)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("a.html", "sub/b.html", "sub/c é.txt", "large"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(name * (200 if name == "large" else 1))
    return tmp_path / "site"


def test_a_second_upload_of_a_directory_sends_one_listing(cloud: FakeCloud, swift: Swift, site: Path) -> None:
    options = {"container": "c", "src": str(site), "prefix": "x/"}
    names = ["x/a.html", "x/large", "x/sub/b.html", "x/sub/c é.txt"]
    with cloud.session(dry_run=True) as session:
        assert run(session, UPLOAD, **options)["uploaded"] == names
        assert run(session, UPLOAD, **options)["uploaded"] == []  # it would have them then
    assert not swift.things
    with cloud.session() as session:
        assert run(session, UPLOAD, **options)["uploaded"] == names
    before, swift.log[:] = swift.sent, []
    with cloud.session() as session:
        assert run(session, UPLOAD, **options) == {
            "changed": False, "uploaded": [], "removed": [], "unchanged": 4, "bytes": 0, "diff": {"before": {}, "after": {}},
        }
    assert (swift.sent, len(swift.log)) == (before, 1)


def test_an_upload_keeps_metadata_and_removes_what_has_no_file(cloud: FakeCloud, swift: Swift, site: Path) -> None:
    options = {"container": "c", "src": str(site)}
    with cloud.session() as session:
        run(session, UPLOAD, **options)
    upload(cloud, name="a.html", metadata={"kept": 1})
    upload(cloud, name="other.txt", data="x")
    upload(cloud, name="other.html", data="x")
    (site / "a.html").write_text("changed")
    with cloud.session(dry_run=True) as session:
        foreseen = run(session, UPLOAD, **options, prune=True, patterns=["*.html"])
    with cloud.session() as session:
        result = run(session, UPLOAD, **options, prune=True, patterns=["*.html"])
    assert result == foreseen
    assert (result["uploaded"], result["removed"], result["unchanged"]) == (["a.html"], ["other.html"], 1)
    assert swift.things["/c/a.html"][0]["x-object-meta-kept"] == "1" and swift.things["/c/a.html"][1] == b"changed"
    assert "/c/other.txt" in swift.things


def test_special_files_are_left_out_with_a_warning(cloud: FakeCloud, swift: Swift, site: Path) -> None:
    os.mkfifo(site / "pipe")
    (site / "dangling").symlink_to("nowhere")
    with cloud.session() as session:
        assert len(run(session, UPLOAD, container="c", src=str(site))["uploaded"]) == 4
        assert len(session.warnings) == 2


def test_large_files_of_a_directory_are_compared_by_their_segments(cloud: FakeCloud, swift: Swift, site: Path) -> None:
    options = {"container": "c", "src": str(site), "patterns": ["large"], "segment_size": 300}
    with cloud.session() as session:
        assert run(session, UPLOAD, **options)["uploaded"] == ["large"]
    assert len([path for path in swift.things if path.startswith("/c_segments/")]) == 4


@pytest.mark.parametrize("options", [{}, {"prefix": ""}, {"names": ["a"], "prefix": ""}])
def test_a_removal_needs_a_choice(cloud: FakeCloud, swift: Swift, options: dict[str, Any]) -> None:
    swift.things = {"/c": ({}, b""), "/c/a": ({}, b"")}
    with cloud.session() as session, pytest.raises(CloudError, match="must say which objects"):
        run(session, BULK_DELETE, container="c", **options)
    assert swift.log == []


def test_a_removal_takes_what_fits_all_options(cloud: FakeCloud, swift: Swift) -> None:
    swift.things = {"/c": ({}, b"")} | {f"/c/{name}": ({}, b"") for name in ("a/1", "a/2", "a/10", "b/1")}
    with cloud.session(dry_run=True) as session:
        assert run(session, BULK_DELETE, container="c", prefix="a/", patterns=["*1*"])["removed"] == ["a/1", "a/10"]
        assert run(session, BULK_DELETE, container="c", prefix="a/")["removed"] == ["a/2"]
    with cloud.session() as session:
        assert run(session, BULK_DELETE, container="c", names=["a/1", "zz", "b/1"])["count"] == 2
        assert not run(session, BULK_DELETE, container="none", prefix="a")["removed"]
    assert sorted(swift.things) == ["/c", "/c/a/10", "/c/a/2"]


def test_the_metadata_of_an_account_is_changed_and_foreseen(cloud: FakeCloud, swift: Swift) -> None:
    swift.things = {"": ({"x-account-meta-old": "1", "x-account-object-count": "3"}, b"")}
    options = {"metadata": {"New": 2}, "temp_url_key": "a-very-secret-key"}
    with cloud.session(dry_run=True) as session:
        foreseen = run(session, ACCOUNT, **options)["account"]
        assert run(session, ACCOUNTS)["accounts"][0]["metadata"] == foreseen["metadata"] == {"old": "1", "new": "2"}
    with cloud.session() as session:
        result = run(session, ACCOUNT, **options)
    with cloud.session() as session:
        assert not run(session, ACCOUNT, **options)["changed"]
    assert result["account"]["account_object_count"] == 3
    assert "a-very-secret-key" not in json.dumps(result)
    assert swift.things[""][0]["x-account-meta-temp-url-key"] == "a-very-secret-key"


def signed(method: str, path: str, key: str) -> str:
    return hmac.new(key.encode(), f"{method}\n4102444800\n{path}".encode(), hashlib.sha256).hexdigest()


def test_a_temporary_url_is_signed_with_the_key_of_the_container_or_of_the_account(cloud: FakeCloud, swift: Swift) -> None:
    swift.things = {
        "": ({"x-account-meta-temp-url-key-2": "key-of-the-account"}, b""),
        "/with": ({"x-container-meta-temp-url-key": "key-of-the-container"}, b""),
        "/c": ({}, b""),
    }
    options = {"name": "a/b é", "expires_at": 4102444800, "method": "PUT"}
    with cloud.session() as session:
        one = run(session, TEMPURL, container="with", **options)["url"]
        other = run(session, TEMPURL, container="c", filename="x y", inline=True, **options)["url"]
        given = run(session, TEMPURL, container="c", **options, temp_url_key="k")["url"]
        assert signed("PUT", "/object-store/c/a/b é", "k") in given
        assert session.http.shown(one).endswith("temp_url_sig=********&temp_url_expires=4102444800")
    assert one.startswith(f"{cloud.stub.url}/object-store/with/a%2Fb%20%C3%A9?temp_url_sig=")
    assert signed("PUT", "/object-store/with/a/b é", "key-of-the-container") in one
    assert signed("PUT", "/object-store/c/a/b é", "key-of-the-account") in other and other.endswith("&filename=x%20y&inline")


def test_a_temporary_url_needs_a_key(cloud: FakeCloud, swift: Swift) -> None:
    swift.things = {"": ({}, b""), "/c": ({}, b"")}
    with cloud.session() as session, pytest.raises(CloudError, match="Neither the container nor the account has a key"):
        run(session, TEMPURL, container="c", name="a", ttl=10)


def test_an_account_that_does_not_exist_is_an_error(cloud: FakeCloud, swift: Swift) -> None:
    with cloud.session() as session, pytest.raises(CloudError, match="The project has no account"):
        run(session, ACCOUNT, metadata={"a": "b"})


def test_the_account_of_another_project_is_at_another_address(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SERVICES, "object-store", f"/object-store/AUTH_{PROJECT}")
    swift = Swift(cloud)
    swift.things = {f"/AUTH_{OTHER_PROJECT}": ({}, b""), f"/AUTH_{PROJECT}": ({}, b"")}
    for dry in (True, False):
        with cloud.session(dry_run=dry) as session:
            done = run(session, ACCOUNT, project=OTHER_PROJECT, quota_bytes=5)
            assert done["account"]["quota_bytes"] == 5 and done["changed"]
            assert done["id"] == f"AUTH_{OTHER_PROJECT}"
            assert run(session, ACCOUNTS)["accounts"][0]["quota_bytes"] is None
            assert run(session, ACCOUNTS, project=OTHER_PROJECT)["accounts"][0]["quota_bytes"] == 5
    assert swift.things[f"/AUTH_{OTHER_PROJECT}"][0] == {"x-account-meta-quota-bytes": "5"}


def test_an_address_without_a_project_has_no_other_account(cloud: FakeCloud, swift: Swift) -> None:
    with cloud.session() as session, pytest.raises(CloudError, match="does not end with the id of a project"):
        run(session, ACCOUNT, project=OTHER_PROJECT, quota_bytes=5)


def test_a_url_on_another_server_is_no_path_of_a_service() -> None:
    """Another server must not get the token."""
    endpoint = "https://swift.example:8080/v1/AUTH_a"
    assert join_url(endpoint, "/c") == endpoint + "/c"
    assert join_url(endpoint, "https://swift.example:8080/v1/AUTH_b") == "https://swift.example:8080/v1/AUTH_b"
    for other in ("https://swift.example:8080.evil/x", "http://swift.example:8080/x", "https://evil/swift.example:8080/"):
        assert join_url(endpoint, other) == endpoint + other


@pytest.mark.parametrize("shown", [None, "COLD"])
def test_a_storage_class_is_compared_if_the_service_shows_it(cloud: FakeCloud, swift: Swift, shown: str | None) -> None:
    with cloud.session() as session:
        assert run(session, CONTAINER, name="c", storage_class="HOT")["changed"]
    assert any(line.startswith("PUT /c") for line in swift.log)
    if shown:
        swift.things["/c"][0]["x-storage-class"] = shown
    with cloud.session() as session:
        if shown:
            with pytest.raises(CloudError, match="storage_class is 'COLD', asked for is 'HOT'"):
                run(session, CONTAINER, name="c", storage_class="HOT")
        else:
            assert not run(session, CONTAINER, name="c", storage_class="HOT")["changed"]


def test_the_media_type_is_derived_again_if_the_task_says_so(cloud: FakeCloud, swift: Swift) -> None:
    sent: list[dict[str, str]] = []
    put = swift.put
    swift.instead["put"] = lambda request, *rest: sent.append({key.lower(): value for key, value in request.headers.items()}) or put(
        request, *rest
    )
    swift.things = {"/c": ({}, b"")}
    for content, detects in (("one", None), ("two", None), ("three", True), ("three", True)):
        with cloud.session() as session:
            media_type = None if detects else "x/y"
            run(session, OBJECT, container="c", name="a", data=content, detect_content_type=detects, content_type=media_type)
    assert [(one.get("content-type"), one.get("x-detect-content-type")) for one in sent] == [("x/y", None), ("x/y", None), (None, "true")]


def test_a_content_with_another_hash_is_not_sent(cloud: FakeCloud, swift: Swift) -> None:
    with cloud.session() as session, pytest.raises(CloudError, match="The content has the md5 900150983cd24fb0d6963f7d28e17f72, not 9"):
        run(session, OBJECT, container="c", name="a", data="abc", expected_etag="9")
    assert not any(line.startswith("PUT /c/a") for line in swift.log)


def test_the_signed_path_can_begin_later(cloud: FakeCloud, swift: Swift) -> None:
    options = {"container": "c", "name": "a", "expires_at": 4102444800, "temp_url_key": "k"}
    with cloud.session() as session:
        url = run(session, TEMPURL, split="/c", **options)["url"]
        with pytest.raises(CloudError, match="`split` is not in the path"):
            run(session, TEMPURL, split="/v1/", **options)
    assert url.startswith(f"{cloud.stub.url}/object-store/c/a?")
    assert signed("GET", "/c/a", "k") in url
