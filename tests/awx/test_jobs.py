# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of AWX on the dev cloud: provision, sync of the inventory and teardown, with each type of credential."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.awx.awx import FILES, Ran, play, sync, ways

KINDS = ("builtin", "password", "application_credential")
Credential = Callable[..., tuple[str, dict[str, Any]]]


def answers(name: str, **given: Any) -> dict[str, Any]:
    """What AWX makes of a survey that is answered like this: what is not given has its default."""
    questions = json.loads((FILES / "surveys" / f"{name}.json").read_text())["spec"]
    defaults = {one["variable"]: one["default"].split("\n") if one["type"] == "multiselect" else one["default"] for one in questions}
    assert set(given) <= set(defaults)
    return defaults | given


def clean(ran: Ran) -> Ran:
    """A job leaves nothing behind in its folder, and no secret and no token in what AWX keeps of it."""
    assert (ran.left, ran.secrets) == ([], []), ran.said
    return ran


@pytest.fixture(scope="module")
def fleet(member: SimpleNamespace) -> dict[str, Any]:
    return answers("provision", prefix=member.name, count=1, image="tiny-raw", flavor="m1.nano", network="shared")


def test_the_life_of_a_fleet(credential: Credential, member: SimpleNamespace, fleet: dict[str, Any], client: Callable[..., Any]) -> None:
    """A check, the real job, the same again; its hosts; a teardown that is checked, not confirmed, and confirmed."""
    names = {f"{member.name}-web-1", f"{member.name}-db"}

    def shown(*command: str) -> set[str]:
        return {one["Name"] for one in client(*command, "list")}

    checked = clean(play(credential("builtin"), "provision.yml", check=True, **fleet))
    assert (checked.status, checked.stats["changed"]) == (0, 3), checked.said
    assert shown("server") == set()
    made = clean(play(credential("builtin"), "provision.yml", **fleet))
    assert (made.status, made.stats["changed"]) == (0, 3), made.said
    assert shown("server") == names and shown("volume") == {f"{member.name}-db-data"}
    again = clean(play(credential("application_credential"), "provision.yml", **fleet))
    assert (again.status, again.stats.get("changed")) == (0, None), again.said

    found = [clean(sync(credential(name), way=way)) for name, way in (*((name, "user") for name in KINDS), ("password", ways()[-1]))]
    assert [ran.status for ran in found] == [0] * len(found), [ran.said for ran in found]
    for ran in found:
        hosts = ran.inventory["_meta"]["hostvars"]
        assert set(hosts) == names == set(ran.inventory[f"tag_{member.name.replace('-', '_')}"]["hosts"])
        assert all(host["openstack"]["status"] == "ACTIVE" and host["ansible_host"] for host in hosts.values())

    remove = answers("teardown", teardown_prefix=f"{member.name}-")
    remove["teardown_keep"] = f"nothing, {member.name}-web-1"  # a variable of the template
    looked = clean(play(credential("password"), "teardown.yml", check=True, **remove))
    assert looked.status == 0 and looked.stats["changed"], looked.said
    refused = clean(play(credential("password"), "teardown.yml", **remove))
    assert refused.status != 0 and "Nothing was removed, since nobody said yes." in refused.said
    assert shown("server") == names
    partly = clean(play(credential("application_credential"), "teardown.yml", **remove | {"teardown_confirmed": "true"}))
    assert partly.status == 0 and shown("server") == {f"{member.name}-web-1"}, partly.said
    rest = answers("teardown", teardown_prefix=f"{member.name}-", teardown_types=["server"], teardown_confirmed="true")
    assert clean(play(credential("builtin"), "teardown.yml", way=ways()[-1], **rest)).status == 0
    assert [shown(kind) for kind in ("server", "port", "volume")] == [set(), set(), set()]


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("builtin", {"region": None, "verify_ssl": None}),
        ("builtin", {"region": "", "verify_ssl": True}),
        ("password", {"region_name": None, "interface": "public", "insecure": True}),
        ("application_credential", {"region_name": "", "insecure": False, "interface": "", "ca_cert": ""}),
    ],
)
def test_credentials_with_more_or_less_in_them(credential: Credential, name: str, changed: dict[str, Any]) -> None:
    ran = clean(sync(credential(name, **changed)))
    assert ran.status == 0 and "hostvars" in ran.inventory["_meta"], ran.said


def test_a_user_of_the_default_domain(credential: Credential) -> None:
    """AWX's form has one field for the domain of user and project."""
    ran = clean(sync(credential("builtin", username="demo", password="secret", project="demo", domain="Default", project_domain_name=None)))
    assert ran.status == 0, ran.said


@pytest.mark.parametrize(
    ("name", "changed", "message"),
    [
        ("builtin", {"domain": "", "project_domain_name": None}, "needs 'user_domain_name' or 'user_domain_id' with 'username'"),
        ("builtin", {"region": "Elsewhere"}, "Elsewhere"),
        ("password", {"password": "wrong"}, "HTTP 401"),
        ("application_credential", {"application_credential_secret": "wrong"}, "HTTP 401"),
    ],
)
def test_what_a_wrong_credential_says(
    credential: Credential, fleet: dict[str, Any], name: str, changed: dict[str, Any], message: str
) -> None:
    """The reason stands in the update of the inventory, which must not go on with an empty one, and in the job."""
    updated = clean(sync(credential(name, **changed)))
    assert updated.status != 0 and message in updated.said, updated.said
    provisioned = clean(play(credential(name, **changed), "provision.yml", **fleet))
    assert provisioned.status != 0 and message in provisioned.said, provisioned.said
