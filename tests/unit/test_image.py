# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images: what a file's first bytes tell, what a checksum may look like, what is sent to Glance."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.namesakes import Namesakes
from ansible_collections.stratus.openstack.plugins.module_utils.services.image import fields, images
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.content import detect_format, parse_checksum, start_import

HASH = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("content", "disk_format"),
    [
        (b"QFI\xfb\x00\x00\x00\x03", "qcow2"),
        (b"KDMV\x01", "vmdk"),
        (b"# Disk DescriptorFile\nversion=1", "vmdk"),
        (b"vhdxfile", "vhdx"),
        (b"conectix", "vhd"),
        (b"<<< Oracle VM".ljust(0x40) + b"\x7f\x10\xda\xbe", "vdi"),
        (b"\0" * 0x8001 + b"CD001\x01", "iso"),
        (b"\0" * 512, "raw"),
        (b"", "raw"),
    ],
)
def test_the_first_bytes_tell_the_format(tmp_path: Path, content: bytes, disk_format: str) -> None:
    path = tmp_path / "image"
    path.write_bytes(content)
    assert detect_format(str(path)) == disk_format


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HASH, ("sha256", HASH)),
        (f"sha256:{HASH.upper()}", ("sha256", HASH)),
        (f" {HASH[:32]}\n", ("md5", HASH[:32])),
        (HASH * 2, ("sha512", HASH * 2)),
        (f"md5:{HASH}", None),
        ("sha256:xyz", None),
        (HASH[:-1], None),
    ],
)
def test_checksums(text: str, found: tuple[str, str] | None) -> None:
    if found:
        assert parse_checksum(text) == found
    else:
        with pytest.raises(CloudError, match="is no checksum"):
            parse_checksum(text)


def test_a_patch_adds_replaces_and_removes() -> None:
    have = {"name": "web", "os_distro": "debian", "a/b": "1"}
    body = {"name": "web2", "min_disk": 3, "os_distro": None, "gone": None, "a/b": "2", "c~d": "4"}
    assert fields.json_patch(have, body) == [
        {"op": "replace", "path": "/a~1b", "value": "2"},
        {"op": "add", "path": "/c~0d", "value": "4"},
        {"op": "replace", "path": "/min_disk", "value": 3},
        {"op": "replace", "path": "/name", "value": "web2"},
        {"op": "remove", "path": "/os_distro"},
    ]


@pytest.mark.parametrize(
    ("wanted", "members", "agreeing", "sent"),
    [
        (True, None, {"public"}, "public"),
        (False, None, {"private"}, "private"),
        (False, ["staging"], {"shared"}, "shared"),
    ],
)
def test_an_image_that_is_not_public_is_private(wanted: bool, members: list[str] | None, agreeing: set[str], sent: str) -> None:
    """A new image is `shared`, so that "not public" is more than a difference from `public`."""
    context = SimpleNamespace(params={"members": members})
    field = images.IMAGE.fields["is_public"]
    shown = ("public", "private", "shared", "community")
    assert {one for one in shown if field.agrees(field.read({"visibility": one}), wanted, context)} == agreeing
    assert field.wire(wanted, context) == sent
    assert [field.to_diff(field.read({"visibility": one})) for one in shown] == [True, False, "shared", "community"]


@pytest.mark.parametrize(
    ("params", "body"),
    [
        ({"uri": "http://x"}, {"method": {"name": "web-download", "uri": "http://x"}}),
        ({"filename": "x", "stores": ["a", "b"]}, {"method": {"name": "glance-direct"}, "stores": ["a", "b"]}),
        (
            {"remote_image_id": "i", "remote_region": "two", "remote_service_interface": "internal", "all_stores": True},
            {
                "method": {
                    "name": "glance-download",
                    "glance_image_id": "i",
                    "glance_region": "two",
                    "glance_service_interface": "internal",
                },
                "all_stores": True,
            },
        ),
    ],
)
def test_what_an_import_is_told(params: dict[str, Any], body: dict[str, Any]) -> None:
    sent = []
    context = SimpleNamespace(
        params=params,
        parts={},
        session=SimpleNamespace(dry_run=False),
        path=lambda have, suffix="": f"/images/{have['id']}{suffix}",
    )
    context.act = lambda have, action, body: sent.append((action, context.path(have), body))
    start_import(context, {"id": "1"})
    assert sent == [("POST /import", "/images/1", body)]


def test_what_a_new_image_takes_over() -> None:
    before = {
        "id": "1",
        "name": "web",
        "status": "active",
        "visibility": "public",
        "protected": True,
        "min_disk": 2,
        "min_ram": 0,
        "tags": ["a"],
        "owner": "p",
        "os_distro": "debian",
        "build": "7",
        "stores": "fs",
        "os_glance_failed_import": "",
        "checksum": "c",
        "size": 3,
        "owner_specified.openstack.md5": "c",
        "os_hidden": False,
    }
    assert images.inherited_attributes(before) == {
        "visibility": "public",
        "protected": True,
        "min_disk": 2,
        "tags": ["a"],
        "owner": "p",
        "os_distro": "debian",
        "build": "7",
    }


def test_a_name_with_a_colon_is_no_operator_and_its_value() -> None:
    assert images.IMAGE.name_query("debian 12") == {"name": "debian 12"}
    assert images.IMAGE.name_query("ubuntu:24.04") == {"name": "eq:ubuntu:24.04"}


def test_an_image_whose_place_a_new_one_takes_is_no_rival_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [{"id": "old"}, {"id": "new"}, {"id": "other"}]
    monkeypatch.setattr(images.Image, "find_candidates", lambda *_given: found)
    context = SimpleNamespace(params={"name": "web"}, parts={})
    assert images.IMAGE.find_rivals(context) == found
    context.parts["before"] = found[0]
    assert images.IMAGE.find_rivals(context) == found[1:]


@pytest.mark.parametrize("gone", [True, False])
def test_a_protected_image_gives_way_and_one_that_stays_is_protected_again(gone: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(images.Image, "update", lambda _self, _context, have, body: sent.append(body) or dict(have, **body))
    monkeypatch.setattr(images.Image, "fetch", lambda _self, _context, _identifier: {"id": "new", "status": "queued"})
    monkeypatch.setattr(Namesakes, "withdraw", lambda _self, _context, have: gone and not have["protected"])
    assert images.IMAGE.withdraw(SimpleNamespace(), {"id": "new", "protected": True}) is gone
    assert sent == [{"protected": False}, *([] if gone else [{"protected": True}])]
