# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects with odd names are made, found, listed, changed and removed as any others, and nothing else is touched.

odd_names.yml has the names. `odd_names` in the rhythm.yml of an integration target says how the objects of its module are made;
test_meta.py checks that each target of a module with names has it. Beside each object stand others, with names that would be meant if a
name were taken for a path, a pattern or a list. What an API does not take as a name has to end in one clear line, with nothing made.
"""

from __future__ import annotations

import functools
import importlib
import itertools
import os
import secrets
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins import modules
from ansible_collections.stratus.openstack.plugins.module_utils import runner, token_cache
from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from tests.cloud.servers import MEMBER, Api, run
from tests.inputs import EVERYTHING
from tests.integration.rhythm import Rhythm

TABLE = yaml.safe_load(Path(__file__).with_name("odd_names.yml").read_text(encoding="utf-8"))
NAMES = {label: "n" * int(name[1:]) if name.startswith("@") else name for label, name in TABLE["names"].items()}
TARGETS = "tests/integration/targets"
KINDS: dict[str, dict[str, Any]] = {
    target.module: {"cloud": target.cloud, **target.odd_names}
    for target in map(Rhythm.load, sorted(Path(__file__).resolve().parents[2].joinpath(TARGETS).glob("*/rhythm.yml")))
    if target.odd_names and not isinstance(target.odd_names, str)
}
ALL = bool(os.environ.get("STRATUS_ODD_NAMES_EVERYWHERE"))
AT_ONCE = 6  # kinds
LONGEST = 700  # characters of a message
REFUSED = "refused"


INFO = {"object": "objects_info", "object_container": "object_containers_info"}  # the names in openstack.cloud


def operation(name: str) -> Any:
    return importlib.import_module(f"{modules.__name__}.{name}").OPERATION


def chosen(kind: str) -> list[str]:
    """The names that are tried on a kind: those that are dangerous, and its share of the others, so that each service meets all of them, or
    every second name: one half of the services this half, the others that one."""
    if ALL:
        return list(NAMES)
    service = operation(kind).service
    half = sorted({operation(other).service for other in KINDS}).index(service) % 2
    among = [other for other in KINDS if operation(other).service == service and "decoys" not in KINDS[other]]
    rest = [name for name in NAMES if name not in TABLE["dangerous"]]
    rest = rest if os.environ.get(EVERYTHING) else rest[half::2]
    share = rest[among.index(kind) :: len(among)] if kind in among else []
    return [name for name in NAMES if name in TABLE["dangerous"] or name in share]


class World:
    """What objects need to be made: "@word" in the table."""

    def __init__(self, admin: Api, api: Api) -> None:
        self.admin, self.api, self.unique, self.number = admin, api, f"odd-{secrets.token_hex(3)}", itertools.count()
        self.domain = admin.make("identity", "/domains", "domain", name=self.unique)["id"]
        self.network, self.apart, self.home = (api.make("network", "/networks", "network", name=self.unique)["id"] for _number in range(3))
        api.make("network", "/subnets", "subnet", network_id=self.home, cidr="10.202.0.0/24", ip_version=4)
        self.volume, self.saved = (run(operation=VOLUME, name=f"{self.unique}-{part}", size=1).id for part in ("volume", "saved"))
        self.key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6dT1yUXnUF5nrdrpGr0sNQGUgLhF5ng8zr5jB8nYV1"

    @property
    def cidr(self) -> str:
        return f"10.201.{next(self.number)}.0/24"

    @property
    def physical(self) -> str:
        return f"{self.unique}-{next(self.number)}"

    @property
    def port(self) -> str:
        return self.api.make("network", "/ports", "port", network_id=self.network, name=self.unique)["id"]

    @property
    def container(self) -> str:
        self.api.session.request("object-store", "PUT", f"/{self.unique}")
        return self.unique

    @functools.cached_property
    def lb_flavor_profile(self) -> str:
        body = {"name": self.unique, "provider_name": "amphora", "flavor_data": '{"loadbalancer_topology": "SINGLE"}'}
        return self.admin.make("load-balancer", "/lbaas/flavorprofiles", "flavorprofile", **body)["id"]

    @functools.cached_property
    def lb_availability_zone_profile(self) -> str:
        body = {"name": self.unique, "provider_name": "amphora", "availability_zone_data": '{"compute_zone": "nova"}'}
        return self.admin.make("load-balancer", "/lbaas/availabilityzoneprofiles", "availability_zone_profile", **body)["id"]

    def filled(self, options: dict[str, Any] | None) -> dict[str, Any]:
        return {key: getattr(self, value[1:]) if str(value).startswith("@") else value for key, value in (options or {}).items()}

    def close(self) -> None:
        if "lb_flavor_profile" in vars(self):
            self.admin.delete("load-balancer", f"/lbaas/flavorprofiles/{self.lb_flavor_profile}")
        if "lb_availability_zone_profile" in vars(self):
            self.admin.delete("load-balancer", f"/lbaas/availabilityzoneprofiles/{self.lb_availability_zone_profile}")
        if self.api.session.has_service("object-store"):
            self.api.session.request("object-store", "DELETE", f"/{self.unique}", allow=(404,))
        for port in self.api.list("network", "/ports", "ports", network_id=self.network):
            self.api.session.request("network", "DELETE", f"/ports/{port['id']}", allow=(404, 409))
        for network in (self.network, self.apart, self.home):
            self.api.delete("network", f"/networks/{network}")
        for volume in (self.volume, self.saved):
            run(operation=VOLUME, name=volume, state="absent")
        self.admin.session.request("identity", "PATCH", f"/domains/{self.domain}", json={"domain": {"enabled": False}})
        self.admin.delete("identity", f"/domains/{self.domain}")


class Kind:
    """All names tried on one kind, one after the other. ``folder``: where what is known of the cloud is kept from task to task."""

    def __init__(self, name: str, world: World, folder: Path) -> None:
        given = KINDS[name]
        self.name, self.folder = name, folder
        self.cloud: Any = MEMBER if given["cloud"] == "member" else "admin"
        self.where, self.options = world.filled(given.get("where")), functools.partial(world.filled, given.get("options"))
        self.change, self.decoys = given.get("change"), given.get("decoys", TABLE["decoys"])
        self.resource, self.info = operation(name), operation(INFO.get(name, f"{name}_info"))

    def checked(self, what: Any, **options: Any) -> dict[str, Any]:
        checked = ArgumentSpecValidator(runner.module_spec(what)["argument_spec"]).validate({"cloud": self.cloud, **self.where, **options})
        assert not checked.error_messages
        return checked.validated_parameters

    def task(self, what: Any, **options: Any) -> SimpleNamespace:
        """A task -> its result."""
        return SimpleNamespace(**runner.execute(what, self.checked(what, **options), run_cache=str(self.folder)))

    def census(self) -> dict[str, dict[str, Any]]:
        """All objects of the kind that may be seen here, as the API has them, by id."""
        params = self.checked(self.resource, name="none")
        chosen = runner.load_config(params)
        with Session(chosen, store=token_cache.Store(str(self.folder), token_cache.key_of(chosen))) as session:
            context = Context(session, params, self.resource)
            found = self.resource.list(context, self.resource.identity(context))
            return {str(have[self.resource.id_field]): have for have in found}

    def life(self, name: str) -> None:
        """Make an object, find it again, list it, change it, remove it. Raises CloudError."""
        options, key = self.options(), self.resource.result_key
        made = self.task(self.resource, name=name, **options)
        assert made.changed
        assert getattr(made, key)["name"] == name
        again = self.task(self.resource, name=name, **options)
        assert not again.changed, "a second run changed something"
        assert again.id == made.id
        assert [found["id"] for found in getattr(self.task(self.info, name=name), self.info.returns)] == [made.id]
        if self.change:
            changed = self.task(self.resource, name=name, **self.change)
            assert (changed.changed, changed.id, getattr(changed, key)["name"]) == (True, made.id, name)
        assert self.task(self.resource, name=name, state="absent").changed
        assert not self.task(self.resource, name=name, state="absent").changed

    def trial(self, name: str) -> str:
        """ "" when all went well; REFUSED when the name was refused in one clear line; else what is wrong."""
        try:
            self.life(name)
        except CloudError as error:
            told = str(error).replace(name, "<name>").replace(quote(name, safe=""), "<name>")
            clear = error.status in (400, 500, None) and "\n" not in told and len(told) <= LONGEST  # 500: Keystone, some long names
            return REFUSED if clear else f"not clear: {told}"
        except AssertionError as error:
            return f"wrong: {error}"
        return ""

    def run(self, names: list[str]) -> dict[str, str]:
        """Try names -> what became of each, and of what stands beside it."""
        before = self.census()
        try:
            for name in self.decoys:
                self.task(self.resource, name=name, **self.options())
            return self.tried(names, before)
        finally:
            for name in self.decoys:
                self.task(self.resource, name=name, state="absent")

    def tried(self, names: list[str], before: dict[str, Any]) -> dict[str, str]:
        new = {key: have for key, have in self.census().items() if key not in before}
        decoys = {key: have for key, have in new.items() if any(self.akin(have, name) for name in self.decoys)}  # others make things, too
        assert len(decoys) == len(self.decoys)
        told = {}
        for label in names:
            name = NAMES[label]
            told[label] = self.trial(name)
            after = {key: have for key, have in self.census().items() if key not in before}
            if {key: after.get(key) for key in decoys} != decoys:
                told[label] += " (touched others)"
            left = [have for key, have in after.items() if key not in decoys and self.akin(have, name)]
            told[label] += f" (left {left})" if left else ""
        return told

    def akin(self, have: dict[str, Any], name: str) -> bool:
        return str(have.get(self.resource.name_field)).strip() == name.strip()


@pytest.fixture(scope="module")
def trials(
    admin: Api, api: Api, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Future[dict[str, str]]]:
    """What became of the names of each kind that was asked for, several kinds at a time; all have ended before the first is judged:
    pytest changes the environment between tests, and these threads read it."""
    folder = tmp_path_factory.mktemp("odd")
    wanted = [item.callspec.params["kind"] for item in request.session.items if item.module is request.module and hasattr(item, "callspec")]
    world = World(admin, api)
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return {kind: pool.submit(lambda kind: Kind(kind, world, folder).run(chosen(kind)), kind) for kind in wanted}
    finally:
        world.close()


def refused(kind: str) -> set[str]:
    """The names that an API refuses for a kind; a target may name a group of them."""
    return {name for word in KINDS[kind].get("refuses", ()) for name in TABLE["groups"].get(word, [word])}


@pytest.mark.parametrize("kind", KINDS)
def test_odd_names(kind: str, trials: dict[str, Future[dict[str, str]]]) -> None:
    refuses = refused(kind)
    assert refuses <= set(NAMES)
    assert trials[kind].result() == {name: REFUSED if name in refuses else "" for name in chosen(kind)}
