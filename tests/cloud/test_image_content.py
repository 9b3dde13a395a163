# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of an image when its content cannot be had, tried on a real Glance.

The cloud ``demo`` of the clouds.yaml in OS_CLIENT_CONFIG_FILE; tasks run by the same call as in a module.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import config, runner
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.download import DOWNLOAD
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGE
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session

DEFAULTS = {name: entry.get("default") for name, entry in runner.module_spec(IMAGE)["argument_spec"].items()}


@pytest.fixture
def name() -> Iterator[str]:
    made = f"content-{secrets.token_hex(4)}"
    yield made
    for image in images(made):
        with Session(config.load("demo")) as session:
            session.request("image", "DELETE", f"/images/{image['id']}")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "content"
    path.write_bytes(secrets.token_bytes(3000))
    return path


def images(name: str) -> list[dict[str, Any]]:
    with Session(config.load("demo")) as session:
        return list(session.list("image", "/images", "images", {"name": name}))


def image(name: str, **options: Any) -> dict[str, Any]:
    return runner.execute(IMAGE, DEFAULTS | {"cloud": "demo", "name": name} | options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"checksum": "sha1:" + "0" * 40}, "has the sha1"),
        ({"stores": ["nowhere"]}, "nowhere"),
        ({"stores": ["nowhere"], "use_import": True}, "nowhere"),
        ({"disk_format": "qcow2"}, "does not match"),
        ({"disk_format": "nonsense"}, "nonsense"),
    ],
)
def test_nothing_is_left_of_an_image_without_content(name: str, file: Path, options: dict[str, Any], words: str) -> None:
    with pytest.raises(CloudError, match=words):
        image(name, filename=str(file), **options)
    assert images(name) == []


def test_an_import_that_is_not_what_was_asked_for_is_not_kept(name: str) -> None:
    here = config.load("demo").auth["auth_url"]
    with pytest.raises(CloudError, match="What was imported has the sha512"):
        image(name, uri=here, disk_format="raw", checksum="0" * 128)
    assert images(name) == []


def test_an_old_image_stays_when_the_new_one_fails(name: str, file: Path) -> None:
    before = image(name, filename=str(file))["image"]
    file.write_bytes(b"another")
    with pytest.raises(CloudError, match="nowhere"):
        image(name, filename=str(file), stores=["nowhere"], on_change="replace")
    assert [have["id"] for have in images(name)] == [before["id"]]


def test_a_protected_image_is_not_replaced_unless_asked(name: str, file: Path) -> None:
    before = image(name, filename=str(file), is_protected=True)["image"]
    file.write_bytes(b"another")
    with pytest.raises(CloudError, match="is protected"):
        image(name, filename=str(file), on_change="replace")
    after = image(name, filename=str(file), on_change="replace", is_protected=False)["image"]
    assert [have["id"] for have in images(name)] == [after["id"]] != [before["id"]]
    assert after["size"] == len(b"another")


def test_an_image_that_waits_for_its_content_gets_it(name: str, file: Path) -> None:
    queued = image(name)
    assert queued["image"]["status"] == "queued"
    assert not image(name)["changed"]
    filled = image(name, filename=str(file))
    assert filled["changed"]
    assert filled["image"]["id"] == queued["image"]["id"]
    assert filled["image"]["status"] == "active"
    assert filled["image"]["hash_value"] == hashlib.sha512(file.read_bytes()).hexdigest()
    assert not image(name, filename=str(file))["changed"]


def test_a_file_that_is_gone_is_told_and_no_difference(name: str, file: Path) -> None:
    image(name, filename=str(file))
    file.unlink()
    again = image(name, filename=str(file))
    assert not again["changed"]
    assert "was not compared with the image" in again["warnings"][0]


@pytest.fixture
def volume(name: str) -> Iterator[str]:
    with Session(config.load("demo")) as session:
        body = {"volume": {"name": name, "size": 1}}
        path = f"/volumes/{session.request('block-storage', 'POST', '/volumes', json=body).body['volume']['id']}"
        await_available(session, path)
        yield name
        await_available(session, path)
        session.request("block-storage", "DELETE", path)


def await_available(session: Session, path: str) -> None:
    def read() -> dict[str, Any]:
        return session.request("block-storage", "GET", path).body["volume"]

    session.wait(path, read, 60, lambda have: have["status"] == "available")


def test_an_image_of_a_volume(name: str, volume: str) -> None:
    options = {"volume": volume, "disk_format": "raw", "min_ram": 64, "tags": ["of-volume"], "properties": {"a": "b"}}
    made = image(name, **options)["image"]
    assert (made["status"], made["min_ram"], made["tags"], made["properties"]["a"]) == ("active", 64, ["of-volume"], "b")
    assert not image(name, **options)["changed"]


def test_why_a_volume_was_not_made_an_image(name: str, volume: str) -> None:
    with pytest.raises(CloudError, match="The image of the volume could not be created"):
        image(name, volume=volume, disk_format="qcow2")  # the volumes of the dev cloud have nothing inside
    assert images(name) == []


def test_a_download_is_what_was_uploaded(name: str, file: Path, tmp_path: Path) -> None:
    image(name, filename=str(file))
    options = DEFAULTS | {"cloud": "demo", "name": name, "dest": str(tmp_path), "checksum": None}
    assert runner.execute(DOWNLOAD, options)["changed"]
    assert (tmp_path / name).read_bytes() == file.read_bytes()
    assert not runner.execute(DOWNLOAD, options)["changed"]
