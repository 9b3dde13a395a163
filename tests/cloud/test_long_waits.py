# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token that ends while a task waits for a server costs one login, and nothing else."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.transport import Transport
from tests.cloud.servers import FLAVOR, IMAGE, MEMBER, Api, run


def revoked() -> str:
    """A token of the tests' user that is good no more. (The one that a task uses is known to the services, who ask about it rarely.)"""
    other, witness = Api(MEMBER), Api(MEMBER)
    token = other.session.access.token
    witness.session.request("identity", "DELETE", "/auth/tokens", headers={"X-Subject-Token": token})
    return token


def test_a_token_that_is_revoked_in_the_middle_of_a_wait(api: Api, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    send, dead, lines = Transport.send, revoked(), []
    ended: dict[str, str] = {}

    def sent(self: Transport, method: str, url: str, **options: Any) -> Any:
        headers = options.get("headers") or {}
        if not ended and method == "GET" and re.search(r"/servers/[0-9a-f-]{36}$", url):
            ended[headers["X-Auth-Token"]] = dead  # from now on it is of no use
        if headers.get("X-Auth-Token") in ended:
            options["headers"] = headers | {"X-Auth-Token": dead}
        reply = send(self, method, url, **options)
        lines.append(f"{method} {reply.status} {url.rpartition('/v')[2]}")
        return reply

    monkeypatch.setattr(Transport, "send", sent)
    name = f"{world.name}-long"
    done = run(name=name, image=IMAGE, flavor=FLAVOR, network=f"{world.name}-front", auto_ip=False)
    monkeypatch.undo()
    assert done.server["status"] == "ACTIVE"
    assert [line.split()[1] for line in lines].count("401") == 1
    assert [line.endswith("3/auth/tokens") for line in lines].count(True) == 2  # the first one, and one more
    assert len([line for line in lines if line.startswith("POST 202")]) == 1
    assert len(api.list("compute", "/servers", "servers", name=name)) == 1
    run(name=name, state="absent")
