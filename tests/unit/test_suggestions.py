# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a message suggests for a misspelled name or option, and which requests that takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import lookup, runner, suggestions
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import Missing
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.modules.network import OPERATION as NETWORK
from ansible_collections.stratus.openstack.plugins.modules.server import OPERATION as SERVER
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

PATH = "/network/v2.0/gates"
GATE = Resource("network.gate", path="/gates", name=f.Str(required=True))


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


@pytest.mark.parametrize(
    ("wrong", "names", "found"),
    [
        ("nope", ["web", "db"], []),
        ("Web", ["web", "web-2", "db"], ["web"]),
        ("privat", ["private", "public"], ["private"]),
        ("cirros", ["cirros-0.6.3-x86_64", "debian-13"], ["cirros-0.6.3-x86_64"]),
        ("debian", ["debian-12", "debian-13", "debian-14", "debian-15"], ["debian-12", "debian-13", "debian-14"]),
        ("m1_nano", ["m1.nano", "m1.tiny"], ["m1.nano"]),
        ("example.org", ["example.org.", "example.com."], ["example.org."]),
        ("db", ["mongodb"], []),
        ("x", [None, 1, ""], []),
    ],
)
def test_the_closest_names(wrong: str, names: list[Any], found: list[str]) -> None:
    assert suggestions.closest(wrong, names) == found


def test_the_question() -> None:
    assert suggestions.ask("debian", ["debian-1", "debian-2", "debian-3"]) == "Did you mean 'debian-1', 'debian-2' or 'debian-3'?"
    assert suggestions.ask("web", ["db"]) == ""


def missing(cloud: FakeCloud, name: str, dry_run: bool = False) -> tuple[Missing, list[Request]]:
    """The error of a reference to ``name``, and the requests that only the suggestion takes."""
    with cloud.session(dry_run=dry_run) as session:
        with pytest.raises(Missing) as caught:
            Context(session, {}, GATE).resolve(GATE, name)
        before = len(cloud.stub.requests)
        caught.value.improve_hint()
        return caught.value, cloud.stub.requests[before:]


def test_one_listing_on_failure(cloud: FakeCloud) -> None:
    cloud.add(PATH, name="front")
    error, requests = missing(cloud, "Front")
    assert str(error) == "There is no gate 'Front'. Did you mean 'front'? Names are compared exactly."
    assert [(request.method, request.path) for request in requests] == [("GET", "%s?limit=%d" % (PATH, lookup.NAMES))]


def test_no_name_is_close(cloud: FakeCloud) -> None:
    cloud.add(PATH, name="front")
    error, _requests = missing(cloud, "nowhere")
    assert str(error) == "There is no gate 'nowhere'. Check the name, the project and the region; names are compared exactly."


def test_only_the_first_page_of_many(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "NAMES", 2)
    for number in range(5):
        cloud.add(PATH, name="front-%d" % number)
    _error, requests = missing(cloud, "front")
    assert len(requests) == 1


def test_nothing_is_listed_for_an_id(cloud: FakeCloud) -> None:
    with cloud.session() as session:
        error = GATE.missing(Context(session, {}, GATE), "00000000-0000-4000-8000-000000000000")
    assert error.find_hint is None


def test_a_listing_that_fails_changes_nothing(cloud: FakeCloud) -> None:
    cloud.add(PATH, name="front")
    cloud.interfere = lambda request: Answer(403, {"message": "no"}) if "limit=500" in request.path else None
    error, requests = missing(cloud, "Front")
    assert len(requests) == 1
    assert str(error) == "There is no gate 'Front'. Check the name, the project and the region; names are compared exactly."


def test_names_are_shown_without_control_characters() -> None:
    error = Missing("There is no gate 'front'")
    error.find_hint = lambda: suggestions.ask("front", ["front\x1b[2J"])
    error.improve_hint()
    assert "Did you mean 'front\\x1b[2J'?" in str(runner.present(error))


@pytest.mark.parametrize(
    ("operation", "unsupported", "text"),
    [
        (NETWORK, {"mtuu"}, "mtuu. Did you mean 'mtu'?"),
        (NETWORK, {"verifi"}, "verifi. Did you mean 'verify'?"),  # an alias
        (NETWORK, {"zzz"}, "zzz. `ansible-doc a.b.c` shows the options"),
        (NETWORK, {("auth", "pasword")}, "auth.pasword. Did you mean 'password'?"),
        (
            SERVER,
            {"flavour", "imagee"},
            "flavour, imagee. Did you mean 'flavor' instead of 'flavour'? Did you mean 'image' instead of 'imagee'?",
        ),
    ],
)
def test_unsupported_options(operation: Any, unsupported: set[Any], text: str) -> None:
    options = runner.module_spec(operation)["argument_spec"]
    assert runner.describe_unsupported("a.b.c", unsupported, options) == "Unsupported parameters for (a.b.c) module: " + text
