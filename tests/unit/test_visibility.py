# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which logins see an object: declared by tables, and known to each module that writes such objects."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import visibility
from ansible_collections.stratus.openstack.plugins.module_utils.effects import New
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import Overlay
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import EVERY_LOGIN, LOGIN_ONLY, Visibility

IMPORT = "ansible_collections.stratus.openstack.plugins"
SHOW = f"""
import json, sys
import {IMPORT}.modules.%s
from {IMPORT}.module_utils import visibility
print(json.dumps({{path: visibility.of(service, path).to_dict() for service, path in json.loads(sys.argv[1])}}))
"""
OWNER = ["project_id", "tenant_id"]


@pytest.fixture
def declared() -> Iterator[None]:
    yield
    visibility._declared.pop("x", None)


def test_the_longest_declared_path_counts(declared: None) -> None:
    things, parts = Visibility(owner=("project_id",)), Visibility(grants=("thing_id", "project_id"))
    visibility.declare("x", "/things", things)
    visibility.declare("x", "/things/{thing_id}/parts", parts)
    assert visibility.of("x", "/things/1") is visibility.of("x", "/things/1/others/2") is things
    assert visibility.of("x", "/things/1/parts/2") is visibility.of("x", "/things/1/parts") is parts
    assert visibility.of("x", "/thingses/1") is visibility.of("y", "/things/1") is LOGIN_ONLY
    visibility.declare("x", "", EVERY_LOGIN)
    assert visibility.of("x", "/thingses/1") is EVERY_LOGIN
    assert visibility.of("x", "/things/1") is things


def test_a_service_may_be_named_by_an_alias() -> None:
    visibility.declare("resource_cluster", "/things", EVERY_LOGIN)
    assert visibility.of("clustering", "/things/1") is EVERY_LOGIN


def test_a_later_task_needs_no_declaration(declared: None) -> None:
    """One without the table, such as a raw request, reads it from the prediction."""
    visibility.declare("x", "/things", Visibility(owner=("owner",), public={"shared": [True]}))
    made = Overlay(region="here", login="one")
    made.write("x", "POST", "/things", {"owner": "p", "name": "n"})
    visibility._declared.pop("x")
    state = json.loads(json.dumps(made.state()))
    later = Overlay(state, "here", "two")
    later.note_change("x", "/things/1", New(id="1", name="m"))
    assert [have["name"] for have in later.merge_listing("x", "/things", [])] == ["n", "m"]
    assert [key for key in later.state() if '"two"' in key] != []  # what no table declares is seen by the own login alone
    assert list(Overlay(later.state(), "here", "one").merge_listing("x", "/things", [])) == []


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (
            "server_action",
            {
                ("compute", "/servers/1"): {"login_only": True},
                ("compute", "/os-migrations/1"): {},
                ("image", "/images/1"): {"owner": ["owner"], "public": {"visibility": ["public", "community"]}},
                ("network", "/ports/1"): {"owner": OWNER, "public": {"shared": [True], "router:external": [True]}},
                ("block-storage", "/volumes/1"): {"owner": ["os-vol-tenant-attr:tenant_id"], "all_projects": "all_tenants"},
            },
        ),
        ("project", {("identity", "/projects/1"): {"all_regions": True}}),
        ("image_member", {("image", "/images/1/members/2"): {"grants": ["image_id", "member_id"]}}),
        ("neutron_rbac_policy", {("network", "/rbac-policies/1"): {"owner": OWNER, "grants": ["object_id", "target_tenant"]}}),
        ("flavor_access", {("compute", "/flavors/1"): {}, ("compute", "/os-keypairs/1"): {"login_only": True}}),
        ("volume_type_access", {("block-storage", "/qos-specs/1"): {}, ("block-storage", "/snapshots/1"): {"login_only": True}}),
    ],
)
def test_each_module_knows_who_sees_what_it_writes(module: str, expected: dict[tuple[str, str], dict[str, object]]) -> None:
    """A module imports the tables of its own service and what other services have in their ``base.py``."""
    asked = json.dumps(list(expected))
    command, env = [sys.executable, "-c", SHOW % module, asked], dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
    shown = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=env)
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout) == {path: seen for (_service, path), seen in expected.items()}
