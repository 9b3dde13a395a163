# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks of the collection that molecule's scenarios do not run, as they are shipped, and what teardown asks and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cloud.plays import AGAIN, answer, held, play
from tests.cloud.servers import MEMBER, Api

HERE = Path(__file__).resolve().parents[2]
KEY = HERE / "extensions" / "molecule" / "bastion" / "key.pub"
HELLO = f"stratus.openstack.openstack_101 -e image=tiny-raw -e flavor=m1.nano -e public_key_file={KEY}"
TEARDOWN = "stratus.openstack.teardown -e teardown_types=network,image"
QUESTION = "Only 'yes' does"
UNASKED = "Nothing was removed, since nobody said yes. Set teardown_confirmed to remove without asking."

pytestmark = pytest.mark.usefixtures("tidy")


def test_the_demo_twice_and_its_removal_twice(api: Api, home: Path) -> None:
    for name, left in (("demo", True), ("demo_destroy", False)):
        first, second = (play(f"stratus.openstack.{name} -e cloud=demo -e prefix=mine", home, home) for _again in range(2))
        assert (first.status, second.status) == (0, 0), first.output + second.output
        assert AGAIN.search(second.output) and not AGAIN.search(first.output), second.output
        assert bool(held(api)) == left


def test_the_first_steps_with_a_cloud_of_the_file(api: Api, home: Path) -> None:
    done = play(f"{HELLO} -e cloud=demo", home, home)
    assert done.status == 0, done.output
    assert "hello-openstack is ACTIVE" in done.output
    assert held(api) == {}


def test_the_first_steps_with_credentials_that_are_typed(api: Api, home: Path) -> None:
    typed = MEMBER["auth"]
    answers = {
        "Address of the identity service": typed["auth_url"],
        "User name": typed["username"],
        "Password": typed["password"],
        "Project": typed["project_name"],
        "Domain of user and project": "Default",
    }
    done = answer(HELLO, home, answers)
    assert done.status == 0, done.output
    assert "hello-openstack is ACTIVE" in done.output
    assert typed["password"] not in done.output
    assert held(api) == {}


REFUSED = {
    "-e cloud=demo": "Nothing says what to remove. Set teardown_prefix, teardown_tags or teardown_project.",
    "-e cloud=demo -e teardown_prefix=asked": UNASKED,
    "-e cloud=demo -e teardown_prefix=asked -e teardown_confirmed=false": UNASKED,
    "-e cloud=demo -e teardown_prefix=guarded -e teardown_confirmed=true": "these are locked or protected: guarded.",
    "-e cloud=demo -e teardown_prefix=asked -e teardown_whole=true": "teardown_whole takes teardown_project, and credentials for another",
    "-e cloud=system-admin -e teardown_prefix=asked": "The credentials are for no project.",
    "-e cloud=admin -e teardown_project=nowhere": "No projects are called 'nowhere'",
}


def test_teardown_refuses_and_asks(api: Api, home: Path) -> None:
    api.make("network", "/networks", "network", name="asked")
    api.session.request("image", "POST", "/images", json={"name": "guarded", "protected": True})
    there = held(api)
    for arguments, message in REFUSED.items():
        done = play(f"{TEARDOWN} {arguments}", home, home)
        assert (done.status, message in " ".join(done.output.split())) == (2, True), done.output
    done = answer(f"{TEARDOWN} -e cloud=demo -e teardown_prefix=asked", home, {QUESTION: "no"})
    assert (done.status, UNASKED in done.output) == (2, True), done.output
    assert held(api) == there == {"networks": ["asked"], "images": ["guarded"]}
    done = answer(f"{TEARDOWN} -e cloud=demo -e teardown_prefix=asked", home, {QUESTION: "yes"})
    assert done.status == 0, done.output
    assert held(api) == {"images": ["guarded"]}
