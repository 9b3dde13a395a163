# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images by name: hidden ones, community ones of other projects, and a Glance that does not know a filter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import Missing
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.actions import Rescue
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME, find_matching, names_of
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.download import download
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGE, IMAGES
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.members import MEMBER
from tests.unit.fake_cloud import OTHER_PROJECT, fake_cloud
from tests.unit.fake_glance import Glance

DEFAULTS = {name: entry.get("default") for name, entry in runner.module_spec(IMAGE)["argument_spec"].items()}
OLD = ("properties", "ignores")


@pytest.fixture
def made() -> Iterator[Callable[..., Glance]]:
    with fake_cloud() as cloud:
        yield lambda release="new", admin=False: Glance(cloud, release, admin)


def context_of(glance: Glance, **params: Any) -> Context:
    return Context(glance.cloud.session(), DEFAULTS | {"rescue_image": None, "admin_password": None, **params}, IMAGE_NAME)


def task(glance: Glance, **options: Any) -> dict[str, Any]:
    with glance.cloud.session() as session:
        return IMAGE.execute(session, DEFAULTS | {"name": "x"} | options)


def listed(glance: Glance, **options: Any) -> list[str]:
    defaults = {name: entry.get("default") for name, entry in runner.module_spec(IMAGES)["argument_spec"].items()}
    with glance.cloud.session() as session:
        return [image["id"] for image in IMAGES.execute(session, defaults | options)["images"]]


# -- wherever an image is named -----------------------------------------------------------------------------------------------


def rescue(glance: Glance) -> str:
    return Rescue("rescue", ()).body(context_of(glance, image="x"), {})["rescue_image_ref"]


def downloaded(glance: Glance) -> str:
    with glance.cloud.session(dry_run=True) as session:
        return download(session, {"name": "x", "dest": "/no-such-file", "checksum": None})["image"]["id"]


NAMED: dict[str, Callable[[Glance], str]] = {
    "server": lambda glance: SERVER.fields["image"].wire("x", context_of(glance)),
    "volume": lambda glance: VOLUME.fields["image"].wire("x", context_of(glance)),
    "kernel": lambda glance: IMAGE.fields["kernel"].wire("x", context_of(glance)),
    "member": lambda glance: MEMBER.fields["image"].wire("x", context_of(glance)),
    "rescue": rescue,
    "download": downloaded,
    "condition": lambda glance: find_matching(context_of(glance), {"name": "x"})[0]["id"],
    "condition with an expression": lambda glance: find_matching(context_of(glance), {"name": "x", "name_regex": "^x$"})[0]["id"],
}


@pytest.mark.parametrize("os_hidden", [False, True])
@pytest.mark.parametrize("visibility", ["community", "public"])
@pytest.mark.parametrize("named", NAMED)
def test_an_image_is_found_wherever_it_is_named(made: Callable[..., Glance], named: str, visibility: str, os_hidden: bool) -> None:
    glance = made()
    have = glance.add("x", owner=OTHER_PROJECT, visibility=visibility, os_hidden=os_hidden)
    assert NAMED[named](glance) == have["id"]


@pytest.mark.parametrize("named", NAMED)
def test_an_image_of_the_default_listing_is_preferred(made: Callable[..., Glance], named: str) -> None:
    """Anyone may give a community image the name of an official image."""
    glance = made()
    have = glance.add("x", owner=OTHER_PROJECT, visibility="public")
    glance.add("x", owner="c" * 32, visibility="community")
    glance.add("x", os_hidden=True)
    assert NAMED[named](glance) == have["id"]


def test_an_expression_alone_does_not_choose_from_what_anyone_may_publish(made: Callable[..., Glance]) -> None:
    glance = made()
    glance.add("x", owner=OTHER_PROJECT, visibility="community")
    assert find_matching(context_of(glance), {"name_regex": "x"}) == []
    assert len(find_matching(context_of(glance), {"name_regex": "x", "owner": OTHER_PROJECT})) == 1


@pytest.mark.parametrize("release", ["new", *OLD])
def test_an_image_that_does_not_exist_is_missing(made: Callable[..., Glance], release: str) -> None:
    glance = made(release)
    glance.add("y")
    with pytest.raises(Missing):
        IMAGE_NAME.get(context_of(glance), "x")


# -- an owner that is named ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("visibility", ["community", "private", "public"])
def test_a_named_owner_is_searched(made: Callable[..., Glance], tmp_path: Path, visibility: str) -> None:
    (tmp_path / "x.raw").write_bytes(b"content")
    glance = made(admin=True)
    options = {"owner": OTHER_PROJECT, "visibility": visibility, "filename": str(tmp_path / "x.raw")}
    first = task(glance, **options)
    assert first["changed"]
    again = task(glance, **options)
    assert (again["changed"], again["id"]) == (False, first["id"])
    assert listed(glance, owner=OTHER_PROJECT) == listed(glance, owner=OTHER_PROJECT, name="x") == [first["id"]]
    assert task(glance, owner=OTHER_PROJECT, state="absent")["changed"]
    assert glance.images == {}


def test_the_hidden_community_images_of_an_owner_are_listed(made: Callable[..., Glance]) -> None:
    glance = made(admin=True)
    have = glance.add("x", owner=OTHER_PROJECT, visibility="community", os_hidden=True)
    assert listed(glance, owner=OTHER_PROJECT) == []
    assert listed(glance, owner=OTHER_PROJECT, is_hidden=True) == [have["id"]]


# -- filters that the release does not know -----------------------------------------------------------------------------------


@pytest.mark.parametrize("release", OLD)
def test_an_old_release_finds_what_there_is(made: Callable[..., Glance], tmp_path: Path, release: str) -> None:
    (tmp_path / "x.raw").write_bytes(b"content")
    glance = made(release)
    options = {"filename": str(tmp_path / "x.raw"), "disk_format": "raw"}
    first = task(glance, **options)
    again = task(glance, **options)
    assert (first["changed"], again["changed"], again["id"]) == (True, False, first["id"])
    for named in NAMED.values():
        assert named(glance) == first["id"]
    assert listed(glance, is_hidden=False) == listed(glance, filters={"is_hidden": False}) == [first["id"]]
    assert listed(glance, is_hidden=True) == []
    assert names_of(glance.cloud.session(), {first["id"]}) == {first["id"]: "x"}
    assert task(glance, state="absent")["changed"]
    assert glance.images == {}


@pytest.mark.parametrize("release", OLD)
def test_an_old_release_lists_the_images_of_an_owner(made: Callable[..., Glance], release: str) -> None:
    glance = made(release, admin=True)
    have = glance.add("x", owner=OTHER_PROJECT)
    glance.add("x")
    assert listed(glance, owner=OTHER_PROJECT) == [have["id"]]


def test_a_hidden_image_is_listed_by_one_that_knows_them(made: Callable[..., Glance]) -> None:
    glance = made()
    shown, hidden = glance.add("x"), glance.add("x", os_hidden=True)
    assert listed(glance) == listed(glance, is_hidden=False) == [shown["id"]]
    assert listed(glance, is_hidden=True) == listed(glance, filters={"os_hidden": "True"}) == [hidden["id"]]
    assert set(names_of(glance.cloud.session(), {shown["id"], hidden["id"]})) == {shown["id"], hidden["id"]}


@pytest.mark.parametrize("asked", ["name", "owner", "visibility"])
def test_an_ignored_condition_is_compared_here(made: Callable[..., Glance], asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    glance = made(admin=True)
    have = glance.add("x", owner=OTHER_PROJECT, visibility="public")
    glance.add("y", visibility="private")
    everything = glance.list
    monkeypatch.setattr(glance, "list", lambda query: everything({key: value for key, value in query.items() if key != asked}))
    wanted = {"name": "x", "owner": OTHER_PROJECT, "visibility": "public"}
    assert [image["id"] for image in find_matching(context_of(glance), {asked: wanted[asked]})] == [have["id"]]
