# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quotas are read of every service that is there, each in its own dialect, and shown in one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.quota.operations import QUOTA, QUOTAS_OF_PROJECT
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from tests.unit.fake_cloud import OTHER_PROJECT, PROJECT, FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

SET = "/os-quota-sets/" + PROJECT
ANSWERS = {
    f"{SET}/detail": {"quota_set": {"id": PROJECT, "cores": {"limit": 20, "in_use": 4, "reserved": 1}}},
    f"{SET}?usage=true": {
        "quota_set": {
            "id": PROJECT,
            "volumes": {"limit": -1, "in_use": 2, "reserved": 0, "allocated": 0},
            "volumes_ssd": {"limit": 7, "in_use": 1, "reserved": 0, "allocated": 0},
        }
    },
    f"/quotas/{PROJECT}/details": {"quota": {"network": {"limit": 10, "used": 3, "reserved": 0}}},
    f"compute{SET}": {"quota_set": {"id": PROJECT, "cores": 20}},
    f"volume{SET}": {"quota_set": {"id": PROJECT, "volumes": -1, "volumes_ssd": 7}},
    f"/quotas/{PROJECT}": {"quota": {"network": 10}},
    f"compute{SET}/defaults": {"quota_set": {"id": PROJECT, "cores": 5}},
    f"volume{SET}/defaults": {"quota_set": {"volumes": 6}},
    f"/quotas/{PROJECT}/default": {"quota": {"network": 7, "project_id": "defaults"}},
}


def answer(request: Request) -> Answer | None:
    path, _mark, query = request.path.partition("?")
    if "quota" not in path:
        return None
    service = urlsplit(path).path.split("/")[1]
    path = path[path.index("/os-quota-sets" if "/os-" in path else "/quotas") :]
    tried = (f"{path}?{query}", f"{service}{path}", path)
    return Answer(200, next(ANSWERS[key] for key in tried if key in ANSWERS))


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        made.interfere = answer
        yield made


def look(cloud: FakeCloud, **params: Any) -> dict[str, Any]:
    with cloud.session() as session:
        given = {"name": None, "domain": None, "usage": False, "defaults": False, **params}
        result = QUOTAS_OF_PROJECT.execute(session, given)
    assert (result["changed"], result["id"]) == (False, PROJECT)
    return result["quotas"]


@pytest.mark.parametrize("name", [None, "demo", PROJECT])
def test_limits(cloud: FakeCloud, name: str | None) -> None:
    quotas = look(cloud, name=name)
    assert sorted(quotas) == ["compute", "network", "volume"]
    assert (quotas["compute"]["cores"], quotas["network"]["networks"], quotas["volume"]["volumes"]) == (20, 10, -1)
    assert quotas["volume"]["volume_types"] == {"ssd": {"volumes": 7}}
    assert len(cloud.log) == 3


def test_limits_with_what_is_used_of_them(cloud: FakeCloud) -> None:
    quotas = look(cloud, usage=True)
    assert (quotas["compute"]["cores"], quotas["network"]["networks"], quotas["volume"]["volumes"]) == (20, 10, -1)
    assert quotas["volume"]["volume_types"] == {"ssd": {"volumes": 7}}
    assert [quotas[name]["usage"] for name in ("compute", "network", "volume")] == [
        {"cores": 4},
        {"networks": 3},
        {"volumes": 2, "volume_types": {"ssd": {"volumes": 1}}},
    ]
    assert quotas["compute"]["reservation"] == {"cores": 1}
    assert len(cloud.log) == 3


def test_limits_of_a_project_that_is_predicted(cloud: FakeCloud) -> None:
    """They are the defaults, and nothing of it is used."""
    with cloud.session(dry_run=True) as session:
        made = session.request("identity", "POST", "/projects", json={"project": {"name": "p"}}, key="project").body["project"]
        given = {"name": made["id"], "domain": None, "usage": True, "defaults": False}
        quotas = QUOTAS_OF_PROJECT.execute(session, given)["quotas"]
    assert (quotas["compute"]["cores"], quotas["network"]["networks"], quotas["volume"]["volumes"]) == (5, 7, 6)
    assert (quotas["compute"]["usage"], quotas["network"]["usage"]) == ({"cores": 0}, {"networks": 0})


def compute_quotas(session: Session, project: str, **more: Any) -> dict[str, Any]:
    """What the info module says of a project's quotas of the compute service."""
    options = {"name": project, "domain": None, "usage": False, "defaults": False} | more
    return QUOTAS_OF_PROJECT.execute(session, options)["quotas"]["compute"]


def test_limits_that_are_set_in_a_dry_run(cloud: FakeCloud) -> None:
    """Of a project that is there, and of one that is predicted."""
    with cloud.session(dry_run=True) as session:
        made = session.request("identity", "POST", "/projects", json={"project": {"name": "p"}}, key="project").body["project"]
        for project, usual, now in ((PROJECT, 20, 5), (made["id"], 5, 5)):
            options = dict.fromkeys(QUOTA.fields) | {"name": project, "force": True, "state": "present"}
            cores = partial(compute_quotas, session, project)
            assert cores()["cores"] == usual
            for limits, changed in (({"cores": 9}, True), ({"cores": 9}, False), ({"networks": 7}, project == PROJECT)):
                session.writes.clear()
                assert QUOTA.execute(session, options | limits)["changed"] is changed
            assert (cores()["cores"], cores()["force"], cores()["id"]) == (9, None, project)
            assert (cores(usage=True)["cores"], cores(usage=True)["usage"]["cores"]) == (9, UNKNOWN)
            for changed in (True, False):
                session.writes.clear()
                assert QUOTA.execute(session, options | {"state": "absent"})["changed"] is changed
            assert cores()["cores"] == now
    assert cloud.writes == []


def test_defaults(cloud: FakeCloud) -> None:
    """Octavia answers with a text in place of the id."""
    quotas = look(cloud, defaults=True)
    assert quotas["network"]["project_id"] == PROJECT
    assert (quotas["compute"]["cores"], quotas["network"]["networks"], quotas["volume"]["volumes"]) == (5, 7, 6)


def test_a_refusal_is_no_empty_answer(cloud: FakeCloud) -> None:
    cloud.interfere = lambda request: Answer(403, {"forbidden": {"message": "no", "code": 403}}) if "quota" in request.path else None
    with pytest.raises(CloudError, match=f"Cannot read the quotas of project '{OTHER_PROJECT}': no"):
        look(cloud, name=OTHER_PROJECT)
