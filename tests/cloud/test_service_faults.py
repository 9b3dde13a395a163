# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the first write of a new object in the services beside the core: the task succeeds or fails in one clear line, nothing is
created twice, and the next task finishes what is left. ``make test`` tries one kind of object."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from tests.cloud import kinds
from tests.cloud.servers import Api, run
from tests.faults import proxy
from tests.inputs import EVERYTHING

LONGEST = 700  # characters of a message
WRITE = "POST|PUT|PATCH"
FAULTS: dict[str, dict[str, Any]] = {
    "connection reset before the request arrives": {"kind": "connection_reset", "when": "before"},
    "connection reset after the request, before the answer": {"kind": "connection_reset", "when": "after"},
    "429 with Retry-After": {"kind": "answer", "status": 429, "headers": {"Retry-After": "1"}, "json_body": {}},
    "502, the request carried out": {"kind": "answer", "status": 502, "acted": True, "html": "502 Bad Gateway"},
    "503, the request not carried out": {"kind": "answer", "status": 503, "html": "503 Service Unavailable"},
    "truncated JSON": {"kind": "spoilt", "how": "truncated"},
}
TRIED = [(kind, fault) for kind in (kinds.KINDS if os.environ.get(EVERYTHING) else ["container"]) for fault in FAULTS]


@pytest.mark.parametrize(("kind", "fault"), TRIED, ids=[f"{kind}: {fault}" for kind, fault in TRIED])
def test_a_fault_of_the_first_write(api: Api, world: SimpleNamespace, kind: str, fault: str) -> None:
    tried, how = kinds.KINDS[kind], dict(FAULTS[fault])
    created, _changed, removed = kinds.phases_of(tried, world.name)
    service = next(name for name in kinds.SERVICES if name.replace("-", "_") == tried.table.service.replace("-", "_"))
    with kinds.around(tried, world.name), proxy.running(proxy.origins_of(api.session.endpoint, [service])) as front:
        front.rules.append(rule := proxy.Rule(proxy.KINDS[how.pop("kind")](**how), WRITE, f"/{service}/"))
        overrides = {service: front.rewritten(api.session.endpoint(service))}
        try:
            run(operation=tried.table, endpoint_overrides=overrides, **created)
        except CloudError as error:
            assert "\n" not in str(error) and len(str(error)) < LONGEST
            assert str(error).startswith("Cannot create ")
        try:
            assert rule.struck
            done = run(operation=tried.table, **created)
            assert len(tried.view(api, created["name"])) == 1
            assert done.id and not run(operation=tried.table, **created).changed
        finally:
            run(operation=tried.table, **removed)
        assert tried.view(api, created["name"]) == []
