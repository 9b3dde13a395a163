# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Raw requests of the module api: the bodies that are sent, the answers, and the files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.runner import module_spec
from ansible_collections.stratus.openstack.plugins.module_utils.services.any_service.request import API
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

CONTENT = os.urandom(2 * transfer.PIECE + 5)


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


def answering(cloud: FakeCloud, answer: Answer) -> list[Request]:
    """Let all services give this answer -> the requests that they get."""
    got: list[Request] = []

    def interfere(request: Request) -> Answer | None:
        if "/auth/" in request.path:
            return None
        got.append(request)
        return answer

    cloud.interfere = interfere
    return got


def call(cloud: FakeCloud, dry_run: bool = False, settings: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
    """The result of a task of the module. ``settings``: further settings of the cloud."""
    rules = {key: value for key, value in module_spec(API).items() if key != "supports_check_mode"}
    checked = ArgumentSpecValidator(**rules).validate({"service": "network", "path": "/x", **options})
    assert not checked.error_messages
    with cloud.session(dry_run=dry_run, **settings or {}) as session:
        return API.execute(session, checked.validated_parameters)


JSON, TEXT = "application/json", "text/plain"


@pytest.mark.parametrize(
    ("options", "sent", "content_type"),
    [
        ({"body": {"a": 1}}, b'{"a": 1}', JSON),
        ({"body": [1, "b"]}, b'[1, "b"]', JSON),
        ({"body": False}, b"false", JSON),
        ({"body": {"a": 1}, "body_format": "json"}, b'{"a": 1}', JSON),
        ({"body": [{"op": "add"}], "headers": {"content-type": "application/patch+json"}}, b'[{"op": "add"}]', "application/patch+json"),
        # texts
        ({"body": "web/a\nweb/b\n", "headers": {"Content-Type": TEXT}}, b"web/a\nweb/b\n", TEXT),
        ({"body": "Gr\u00fc\u00dfe"}, "Gr\u00fc\u00dfe".encode(), None),
        ({"body": ""}, b"", None),
        ({"body": '{"a": 1}', "headers": {"CONTENT-TYPE": TEXT}}, b'{"a": 1}', TEXT),
        ({"body": '{"a":1}', "body_format": "raw"}, b'{"a":1}', None),
        ({"body": "12"}, b"12", None),
        # texts that are meant as JSON
        ({"body": '{"a":1 }'}, b'{"a":1 }', JSON),
        ({"body": '{"a": 1}', "headers": {"content-type": "application/json; charset=utf-8"}}, b'{"a": 1}', JSON + "; charset=utf-8"),
        ({"body": "word", "headers": {"Content-Type": JSON}}, b'"word"', JSON),
        ({"body": "word", "body_format": "json"}, b'"word"', JSON),
        ({"body": '"word"', "body_format": "json"}, b'"word"', JSON),
        ({"body": "null", "body_format": "json"}, b"null", JSON),
    ],
)
def test_the_body_that_is_sent(cloud: FakeCloud, options: dict[str, Any], sent: bytes, content_type: str | None) -> None:
    got = answering(cloud, Answer(200, {}))
    assert call(cloud, method="POST", **options)["changed"]
    assert (got[0].body, got[0].headers.get("content-type")) == (sent, content_type)
    assert call(cloud, dry_run=True, method="POST", **options)["changed"]
    assert len(got) == 1


@pytest.mark.parametrize("body", [{"a": 1}, [1], 7])
def test_what_is_no_text_cannot_be_sent_raw(cloud: FakeCloud, body: Any) -> None:
    with pytest.raises(CloudError, match="`body` is no text"):
        call(cloud, method="POST", body=body, body_format="raw")


def test_headers_are_texts(cloud: FakeCloud) -> None:
    got = answering(cloud, Answer(204))
    call(cloud, method="POST", headers={"X-Delete-After": 60, "X-Newest": True, "X-None": None, "accept": "text/plain"})
    assert (got[0].headers["x-delete-after"], got[0].headers["x-newest"], got[0].headers["accept"]) == ("60", "true", "text/plain")
    assert "x-none" not in got[0].headers


def test_a_file_is_sent_unchanged(cloud: FakeCloud, tmp_path: Path) -> None:
    file = tmp_path / "web.raw"
    file.write_bytes(CONTENT)
    got = answering(cloud, Answer(204))
    assert call(cloud, method="PUT", src=str(file))["status"] == 204
    assert (got[0].body, got[0].headers["content-type"]) == (CONTENT, "application/octet-stream")
    assert got[0].headers["content-length"] == str(len(CONTENT))
    call(cloud, method="PUT", src=str(file), headers={"content-type": TEXT})
    assert got[1].headers["content-type"] == TEXT
    call(cloud, dry_run=True, method="PUT", src=str(file))
    assert len(got) == 2


def test_a_file_is_sent_again_after_a_login(cloud: FakeCloud, tmp_path: Path) -> None:
    file = tmp_path / "web.raw"
    file.write_bytes(CONTENT)
    bodies: list[bytes] = []

    def interfere(request: Request) -> Answer | None:
        if "/auth/" in request.path:
            return None
        bodies.append(request.body)
        return Answer(401 if len(bodies) == 1 else 204)

    cloud.interfere = interfere
    call(cloud, method="PUT", src=str(file))
    assert bodies == [CONTENT, CONTENT]


def test_a_file_with_json(cloud: FakeCloud, tmp_path: Path) -> None:
    file = tmp_path / "body.json"
    file.write_text('{"a":  1}')
    got = answering(cloud, Answer(200, {}))
    call(cloud, method="POST", src=str(file), body_format="json")
    assert (got[0].body, got[0].headers["content-type"]) == (b'{"a":  1}', JSON)
    file.write_text("no json")
    with pytest.raises(CloudError, match="is not JSON"):
        call(cloud, method="POST", src=str(file), body_format="json")


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_that_is_missing(cloud: FakeCloud, tmp_path: Path, dry_run: bool) -> None:
    got = answering(cloud, Answer(204))
    with pytest.raises(CloudError, match=r"Cannot read .*nowhere: No such file"):
        call(cloud, dry_run=dry_run, method="PUT", src=str(tmp_path / "nowhere"))
    assert got == []


# -- answers ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (Answer(201, b"null"), None),
        (Answer(200, b" null\n"), None),
        (Answer(201, b"null", {"Content-Type": "application/json; charset=utf-8"}), None),
        (Answer(204), None),
        (Answer(200, {"a": None}), {"a": None}),
    ],
)
def test_an_answer_that_is_null(cloud: FakeCloud, answer: Answer, body: Any) -> None:
    answering(cloud, answer)
    for method in ("PUT", "GET"):
        result = call(cloud, method=method)
        assert (result["body"], result["status"]) == (body, answer.status)


def test_an_answer_that_is_a_text(cloud: FakeCloud) -> None:
    answering(cloud, Answer(200, b"null", {"Content-Type": TEXT}))
    assert call(cloud, headers={"Accept": "text/plain"})["body"] == "null"
    with pytest.raises(CloudError, match="text/plain, not JSON"):
        call(cloud)


def test_a_download(cloud: FakeCloud, tmp_path: Path) -> None:
    got = answering(cloud, Answer(200, CONTENT, {"Content-Type": "application/octet-stream"}))
    target = tmp_path / "web.raw"
    expected = {"dest": str(target), "size": len(CONTENT), "status": 200, "body": None}
    assert {**call(cloud, dry_run=True, dest=str(target)), **expected, "changed": True} == call(cloud, dry_run=True, dest=str(target))
    assert not target.exists()
    for changed in (True, False):
        result = call(cloud, dest=str(target))
        assert {key: result[key] for key in expected} == expected
        assert result["changed"] is changed
        assert call(cloud, dry_run=True, dest=str(target))["changed"] is False
        assert target.read_bytes() == CONTENT
    assert os.listdir(tmp_path) == ["web.raw"]
    assert got[0].headers["accept"] == "*/*"


@pytest.mark.parametrize(
    "present",
    [b"", CONTENT[:-1], CONTENT + b"x", CONTENT[: transfer.PIECE] + b"y" + CONTENT[transfer.PIECE + 1 :], b"z" + CONTENT[1:]],
    ids=("empty", "shorter", "longer", "another piece", "another beginning"),
)
def test_a_download_over_another_content(cloud: FakeCloud, tmp_path: Path, present: bytes) -> None:
    answering(cloud, Answer(200, CONTENT))
    target = tmp_path / "web.raw"
    target.write_bytes(present)
    assert call(cloud, dry_run=True, dest=str(target))["changed"]
    assert target.read_bytes() == present
    assert call(cloud, dest=str(target))["changed"]
    assert target.read_bytes() == CONTENT


def test_a_download_leaves_an_equal_file_alone(cloud: FakeCloud, tmp_path: Path) -> None:
    answering(cloud, Answer(200, CONTENT))
    target = tmp_path / "web.raw"
    target.write_bytes(CONTENT)
    before = target.stat()
    call(cloud, dest=str(target))
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_download_into_a_folder(cloud: FakeCloud, tmp_path: Path) -> None:
    answering(cloud, Answer(200, b"hello"))
    result = call(cloud, path="/web/a%20b.txt?multipart-manifest=get", dest=str(tmp_path))
    assert result["dest"] == str(tmp_path / "a b.txt")
    assert (tmp_path / "a b.txt").read_text() == "hello"


def test_a_download_of_an_error_that_is_allowed(cloud: FakeCloud, tmp_path: Path) -> None:
    answering(cloud, Answer(404, {"message": "no such object"}))
    result = call(cloud, dest=str(tmp_path / "web.raw"), allow=[404])
    assert (result["status"], result["body"], result["changed"]) == (404, {"message": "no such object"}, False)
    with pytest.raises(CloudError, match="no such object"):
        call(cloud, dest=str(tmp_path / "web.raw"))
    assert os.listdir(tmp_path) == []


def test_where_a_download_cannot_go(cloud: FakeCloud, tmp_path: Path) -> None:
    got = answering(cloud, Answer(200, b"hello"))
    os.mkfifo(tmp_path / "fifo")
    for dest, words in ((tmp_path / "a/b", "its folder does not exist"), (tmp_path / "fifo", "fifo is a FIFO, and only")):
        with pytest.raises(CloudError, match=words):
            call(cloud, dest=str(dest))
    with pytest.raises(CloudError, match="is a directory, and no name for a file is known"):
        call(cloud, path="/", dest=str(tmp_path))
    assert got == []


# -- listings and combinations ------------------------------------------------------------------------------------------------


def test_pages_that_are_bare_lists(cloud: FakeCloud) -> None:
    names = [f"o{number}" for number in range(3)]

    def interfere(request: Request) -> Answer | None:
        if "/auth/" in request.path:
            return None
        start = names.index(request.path.partition("marker=")[2]) + 1 if "marker=" in request.path else 0
        return Answer(200, [{"name": name} for name in names[start : start + 2]])

    cloud.interfere = interfere
    options = {"service": "object-store", "path": "/web", "paginate": True, "query": {"limit": 2}}
    result = call(cloud, settings={"object_store_endpoint_override": f"{cloud.stub.url}/swift/v1"}, **options)
    assert [member["name"] for member in result["members"]] == names


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "The answer is not a list; its members that are lists: networks, networks_links"),
        ({"list_key": "subnets"}, "The listing has no member 'subnets'; its members that are lists: networks, networks_links"),
    ],
)
def test_a_listing_without_its_key(cloud: FakeCloud, options: dict[str, str], message: str) -> None:
    answering(cloud, Answer(200, {"networks": [], "networks_links": [], "count": 0}))
    with pytest.raises(CloudError) as caught:
        call(cloud, paginate=True, **options)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"paginate": True, "body": {}}, "`paginate` reads a listing: it cannot be used with body"),
        ({"paginate": True, "list_key": "a", "dest": "x"}, "`paginate` reads a listing: it cannot be used with dest"),
        ({"paginate": True, "method": "POST"}, "`paginate` reads a listing: it cannot be used with method POST"),
        ({"list_key": "a"}, "`list_key` needs `paginate: true`"),
        ({"dest": "x", "method": "DELETE"}, "`dest` needs an answer with a body: method DELETE has none"),
        ({"body_format": "raw"}, "`body_format` needs `body` or `src`"),
    ],
)
def test_options_that_would_have_no_effect(cloud: FakeCloud, options: dict[str, Any], message: str) -> None:
    with pytest.raises(CloudError) as caught:
        call(cloud, **options)
    assert caught.value.message == message


def test_a_prediction_from_a_text_is_that_from_data(cloud: FakeCloud) -> None:
    body = {"network": {"name": "web"}}
    results = [call(cloud, dry_run=True, method="POST", path="/networks", body=given) for given in (body, json.dumps(body))]
    assert [result["body"]["network"]["name"] for result in results] == ["web", "web"]
