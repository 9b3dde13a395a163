# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images to which several tasks add content at the same time, and images that a task left when it was killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.fields import REPLACES
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGE
from tests.unit.fake_cloud import fake_cloud
from tests.unit.fake_glance import Glance
from tests.unit.stub import Answer

CONTENT, OTHER = b"content", b"other content"
DEFAULTS = {name: entry.get("default") for name, entry in runner.module_spec(IMAGE)["argument_spec"].items()}


@pytest.fixture
def glance() -> Iterator[Glance]:
    with fake_cloud() as cloud:
        yield Glance(cloud)


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "x.raw").write_bytes(CONTENT)
    return str(tmp_path / "x.raw")


def task(glance: Glance, check: bool = False, sleep: Callable[[float], None] = lambda seconds: None, **options: Any) -> dict[str, Any]:
    with glance.cloud.session(sleep=sleep, dry_run=check) as session:
        return IMAGE.execute(session, DEFAULTS | {"name": "x"} | options) | {"warnings": session.warnings}


def once(line: str, act: Callable[[str], Answer | None]) -> Callable[[str], Answer | None]:
    """Act when the first request comes that ends in this way. ``act``: called with the id of the image."""
    met = []

    def before(request: str) -> Answer | None:
        if request.endswith(line) and not met:
            met.append(request)
            return act(request.split("/")[2])
        return None

    return before


# -- several tasks at the same time -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["queued", "saving", "uploading", "importing", "an import of a queued image"])
def test_a_task_waits_for_the_content_that_another_one_adds(glance: Glance, file: str, status: str) -> None:
    more = {"os_glance_import_task": "t"} if status.startswith("an import") else {}
    have = glance.add("x", "queued" if more else status, age=0, **more)
    done = task(glance, filename=file, sleep=lambda seconds: glance.fill(have, CONTENT))
    assert (done["changed"], done["id"], glance.writes) == (False, have["id"], [])


def test_an_image_that_vanishes_while_its_content_is_awaited_is_created(glance: Glance, file: str) -> None:
    have = glance.add("x", "saving", age=0)
    done = task(glance, filename=file, sleep=lambda seconds: glance.images.pop(have["id"], None))
    assert done["changed"]
    assert [image["status"] for image in glance.named("x")] == ["active"]
    assert done["id"] != have["id"]


@pytest.mark.parametrize(("options", "line"), [({}, "/file"), ({"use_import": True}, "/stage"), ({"use_import": True}, "/import")])
@pytest.mark.parametrize("content", [CONTENT, OTHER])
def test_content_of_another_task_is_kept_and_compared(
    glance: Glance, file: str, options: dict[str, Any], line: str, content: bytes
) -> None:
    glance.before = once(line, lambda identifier: glance.fill(glance.images[identifier], content))
    done = task(glance, filename=file, **options)
    [have] = glance.named("x")
    assert (done["id"], have["status"], have["size"]) == (have["id"], "active", len(content))
    assert [entry["option"] for entry in done.get("drift", ())] == ["filename"] * (content is OTHER)


@pytest.mark.parametrize("status", [409, 410])
@pytest.mark.parametrize("progress", ["saving", "importing"])
def test_a_refused_upload_waits_for_the_content_of_the_other_task(glance: Glance, file: str, status: int, progress: str) -> None:
    def refuse(identifier: str) -> Answer:
        glance.images[identifier]["status"] = progress
        return Answer(status, {"message": "refused"})

    glance.before = once("/file", refuse)
    done = task(glance, filename=file, sleep=lambda seconds: [glance.fill(have, CONTENT) for have in glance.named("x")])
    assert [have["id"] for have in glance.named("x")] == [done["id"]]
    assert not any(line.startswith("DELETE") for line in glance.log)


def test_a_broken_upload_finds_the_content_of_another_task(glance: Glance, file: str) -> None:
    """A service may refuse an upload before it has read all of it, and close the connection."""

    def refuse(identifier: str) -> Answer:
        glance.fill(glance.images[identifier], CONTENT)
        return Answer(fault="reset")

    glance.before = once("/file", refuse)
    done = task(glance, filename=file)
    assert [have["id"] for have in glance.named("x")] == [done["id"]]


@pytest.mark.parametrize("other", [b"", OTHER])
def test_a_failed_upload_removes_only_an_image_without_content(glance: Glance, file: str, other: bytes) -> None:
    def refuse(identifier: str) -> Answer:
        if other:
            glance.fill(glance.images[identifier], other)
        return Answer(415, {"message": "The content does not match"})

    glance.before = once("/file", refuse)
    with pytest.raises(CloudError, match="does not match"):
        task(glance, filename=file)
    assert [have["size"] for have in glance.named("x")] == [len(OTHER)] * bool(other)


def test_an_image_with_content_of_another_task_does_not_give_way(glance: Glance, file: str) -> None:
    """Of two new images the younger one is removed, unless another task has found it and filled it."""
    older = glance.add("other", "queued", age=1)

    def arrange(line: str) -> None:
        if line == "GET /images" and glance.named("x") and older["name"] != "x":
            glance.fill(glance.named("x")[0], CONTENT)
            older["name"] = "x"

    glance.before = arrange
    with pytest.raises(CloudError, match="at the same time"):
        task(glance, filename=file)
    assert sorted(have["status"] for have in glance.named("x")) == ["active", "queued"]


# -- tasks that were killed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [{}, {"use_import": True}])
@pytest.mark.parametrize("status", ["queued", "uploading"])
def test_an_image_that_was_left_without_content_is_completed(glance: Glance, file: str, status: str, options: dict[str, Any]) -> None:
    glance.staged = CONTENT
    size = len(CONTENT) if status == "uploading" else None
    have = glance.add("x", status, size=size, disk_format="raw", container_format="bare")
    assert task(glance, check=True, filename=file, **options)["changed"]
    waits: list[float] = []
    done = task(glance, filename=file, sleep=waits.append, **options)
    assert (done["changed"], done["id"], have["status"], waits) == (True, have["id"], "active", [])
    assert not task(glance, filename=file, **options)["changed"]


def test_staged_content_that_is_not_the_declared_one_is_reported(glance: Glance, file: str) -> None:
    glance.staged = OTHER
    glance.add("x", "uploading", size=len(OTHER), disk_format="raw", container_format="bare")
    assert task(glance, filename=file, use_import=True)["drift"][0]["option"] == "filename"


def test_a_staged_image_is_not_awaited_by_a_task_without_content(glance: Glance) -> None:
    glance.add("x", "uploading", size=3)
    waits: list[float] = []
    assert not task(glance, sleep=waits.append)["changed"]
    assert waits == []


def test_staged_content_cannot_be_completed_from_a_url(glance: Glance) -> None:
    glance.add("x", "uploading", size=3)
    with pytest.raises(CloudError, match="never imported"):
        task(glance, uri="http://127.0.0.1/x")


@pytest.mark.parametrize("how", ["replace", "hide"])
@pytest.mark.parametrize("state", ["queued", "uploading", "active", "previous is gone"])
def test_an_interrupted_replacement_is_finished(glance: Glance, file: str, how: str, state: str) -> None:
    glance.staged = CONTENT
    old = glance.add("x")
    glance.fill(old, OTHER)
    status = state if state in ("queued", "uploading") else "active"
    new = glance.add("x", status, size=len(CONTENT), disk_format="raw", container_format="bare", **{REPLACES: f"{how} {old['id']}"})
    if status == "active":
        glance.fill(new, CONTENT)
    if state.startswith("previous"):
        glance.images.pop(old["id"])
    assert task(glance, check=True, filename=file, on_change=how)["changed"]
    done = task(glance, filename=file, on_change=how)
    assert (done["changed"], done["id"], new["status"], REPLACES in new) == (True, new["id"], "active", False)
    kept = {new["id"]: False} | ({old["id"]: True} if how == "hide" and not state.startswith("previous") else {})
    assert {have["id"]: have["os_hidden"] for have in glance.named("x")} == kept
    assert not task(glance, filename=file, on_change=how)["changed"]


def test_check_mode_foresees_the_end_of_a_replacement_whose_import_runs(glance: Glance, file: str) -> None:
    old = glance.add("x")
    glance.fill(old, OTHER)
    new = glance.add("x", "importing", **{REPLACES: f"replace {old['id']}"})
    options = {"filename": file, "on_change": "replace"}
    assert task(glance, check=True, **options)["changed"]
    assert not task(glance, wait=False, **options)["changed"]
    assert task(glance, sleep=lambda seconds: glance.fill(new, CONTENT), **options)["changed"]
    assert glance.named("x") == [new]


@pytest.mark.parametrize("how", ["replace", "hide"])
def test_a_replacement_leaves_no_trace(glance: Glance, file: str, how: str) -> None:
    glance.fill(glance.add("x", protected=how == "hide"), OTHER)
    done = task(glance, filename=file, on_change=how)
    assert [have.get(REPLACES) for have in glance.named("x")] == [None] * (2 if how == "hide" else 1)
    assert done["image"]["properties"] == {}
    assert not task(glance, filename=file, on_change=how)["changed"]


def test_a_replacement_by_several_tasks_ends_with_one_image(glance: Glance, file: str) -> None:
    """Another task creates its new image a moment before this one, fills it and removes the previous one."""
    old = glance.add("x")
    glance.fill(old, OTHER)
    rival = {"status": "queued", "age": 2, REPLACES: f"replace {old['id']}"}

    def arrange(line: str) -> None:
        if line == "POST /images":
            rival.update(glance.add("x", **rival))

    def finish(_seconds: float) -> None:
        have = glance.images[rival["id"]]
        glance.fill(have, CONTENT)
        glance.images.pop(old["id"], None)
        have.pop(REPLACES, None)

    glance.before = arrange
    done = task(glance, filename=file, on_change="replace", sleep=finish)
    assert [have["id"] for have in glance.named("x")] == [done["id"]] == [rival["id"]]


@pytest.mark.parametrize("status", ["queued", "active"])
@pytest.mark.parametrize("how", ["replace", "hide"])
def test_absent_removes_both_images_of_an_interrupted_replacement(glance: Glance, how: str, status: str) -> None:
    old = glance.add("x")
    glance.add("x", status, **{REPLACES: f"{how} {old['id']}"})
    assert task(glance, state="absent")["changed"]
    assert [have["os_hidden"] for have in glance.named("x")] == [True] * (how == "hide" and status == "active")
    assert not task(glance, state="absent")["changed"]


def test_an_image_of_another_project_replaces_none(glance: Glance) -> None:
    old = glance.add("x")
    glance.add("x", visibility="public", owner="b" * 32, **{REPLACES: f"replace {old['id']}"})
    with glance.cloud.session() as session:
        assert IMAGE.get(Context(session, DEFAULTS, IMAGE), "x")["id"] == old["id"]
