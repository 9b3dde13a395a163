# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup plugin `id`, on the cloud of the unit tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible import constants
from ansible import context as cli
from ansible.errors import AnsibleLookupError
from ansible.module_utils.common.collections import ImmutableDict

from ansible_collections.stratus.openstack.plugins.lookup.id import LookupModule
from ansible_collections.stratus.openstack.plugins.module_utils import runner
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.plugin_utils.run_folder import run_folder
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer

NETWORKS, FLAVORS = "/network/v2.0/networks", "/compute/v2.1/flavors"


@pytest.fixture
def cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCloud]:
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path))
    monkeypatch.setattr(cli, "CLIARGS", ImmutableDict({}))
    with fake_cloud() as made:
        for name, external in (("public", True), ("private", False), ("twice", False), ("twice", False)):
            made.add(NETWORKS, name=name, status="ACTIVE", **{"router:external": external})
        yield made


class Plugin(LookupModule):
    """The plugin with options that are not defined by its documentation, which needs Ansible's loader of plugins."""

    def set_options(self, task_keys: Any = None, var_options: Any = None, direct: Any = None) -> None:
        self.given = direct

    def get_options(self, hostvars: Any = None) -> dict[str, Any]:
        return dict(self.given)


def look_up(there: FakeCloud, *terms: Any, kind: str = "network", **options: Any) -> list[str]:
    """What a new plugin returns, as in a template."""
    return Plugin().run(list(terms), variables={}, **{"type": kind, "cloud": there.as_dict(), **options})


def ids(cloud: FakeCloud, *names: str) -> list[str]:
    return [next(have["id"] for have in cloud.all(NETWORKS) if have["name"] == name) for name in names]


def task(cloud: FakeCloud, check_mode: bool = False, **options: Any) -> dict[str, Any]:
    """A task of the module network in the same run."""
    params = {name: entry.get("default") for name, entry in runner.module_spec(NETWORK)["argument_spec"].items()}
    places = {"run_cache": run_folder(), "predictions": check_mode and run_folder()}
    return runner.execute(NETWORK, {**params, "cloud": cloud.as_dict(), **options}, check_mode, **places)


def test_names_are_read_once_in_a_run(cloud: FakeCloud) -> None:
    wanted = ids(cloud, "private", "public")
    assert look_up(cloud, "private", "public") == wanted
    asked = len(cloud.log)
    assert look_up(cloud, "public", "private", wanted[0]) == [wanted[1], wanted[0], wanted[0]]
    assert len(cloud.log) == asked


def test_an_object_of_an_earlier_task_needs_no_request(cloud: FakeCloud) -> None:
    made = task(cloud, name="new")["id"]
    asked = len(cloud.log)
    assert look_up(cloud, "new") == [made]
    assert len(cloud.log) == asked


def test_a_name_of_a_removed_object_is_read_again(cloud: FakeCloud) -> None:
    [first] = look_up(cloud, "private")
    task(cloud, name="private", state="absent")
    with pytest.raises(AnsibleLookupError, match="There is no network 'private'"):
        look_up(cloud, "private")
    second = task(cloud, name="private")["id"]
    assert look_up(cloud, "private") == [second] != [first]


def test_a_run_in_check_mode_has_the_id_that_the_prediction_has(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "CLIARGS", ImmutableDict({"check": True}))
    predicted = task(cloud, check_mode=True, name="new")["id"]
    assert look_up(cloud, "new", "public") == [predicted, *ids(cloud, "public")]
    assert predicted.startswith("ffffffff-")
    assert not cloud.writes


def test_an_object_by_a_condition(cloud: FakeCloud) -> None:
    assert look_up(cloud, {"is_router_external": True}) == ids(cloud, "public")
    assert look_up(cloud, {"name": "private", "status": "ACTIVE"}) == ids(cloud, "private")
    for wanted, words in (
        ({"name": "none"}, "No network meets {'name': 'none'}"),
        ({"name": "twice"}, "There are 2 objects of type network"),
        ({"colour": "red"}, "A network has no colour. A condition takes: .*mtu, name"),
    ):
        with pytest.raises(AnsibleLookupError, match=words):
            look_up(cloud, wanted)


def test_a_flavor_by_a_condition_is_the_smallest(cloud: FakeCloud) -> None:
    for name, ram in (("big", 2048), ("small", 512), ("tiny", 64)):
        cloud.add(FLAVORS, name=name, ram=ram, vcpus=1, disk=1)
    flavors = {"flavors": cloud.all(FLAVORS)}
    cloud.interfere = lambda request: Answer(200, flavors) if request.path.startswith(f"{FLAVORS}/detail") else None
    [found] = look_up(cloud, {"ram": ">=500"}, kind="flavor")
    assert found == next(have["id"] for have in cloud.all(FLAVORS) if have["name"] == "small")


@pytest.mark.parametrize(
    ("terms", "options", "words"),
    [
        (["x"], {"type": "nonsense"}, "'nonsense' is no type of objects"),
        (["x"], {"type": "../network"}, "is no type of objects"),
        (["x"], {"type": "network_info"}, "are not found by name alone"),
        (["x"], {"type": "server_volume"}, "are not found by name alone"),
        (["nowhere"], {}, "There is no network 'nowhere'"),
        (["twice"], {}, "There are 2 objects of type network named 'twice'"),
        (["x"], {"cloud": {"auth": {"auth_url": ""}}}, "auth_url"),
        (["x"], {"cloud": 5}, "cloud has to be a name"),
    ],
)
def test_what_cannot_be_found_is_said(cloud: FakeCloud, terms: list[str], options: dict[str, Any], words: str) -> None:
    with pytest.raises(AnsibleLookupError, match=words):
        look_up(cloud, *terms, **options)
