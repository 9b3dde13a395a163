# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading the access logs: which requests were made while a block ran.

with access.recorded(agent="stratus") as requests:
    ...
assert [f"{request.method} {request.path}" for request in requests] == ["GET /v2.0/networks?name=a"]
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.devcloud.settings import Settings


@dataclass(frozen=True)
class Request:
    """One line of an access log. `sender` is the service that sent it, None for a client; `client` is a client's X-Stratus-Test header."""

    time: float
    service: str
    method: str
    path: str
    status: int
    ms: float
    request_id: str | None
    agent: str | None
    sender: str | None
    client: str | None


@contextmanager
def recorded(
    agent: str | None = None, client: str | None = None, internal: bool = False, settings: Settings | None = None
) -> Iterator[list[Request]]:
    """A list that holds, after the block, the requests made meanwhile in the order they began.

    `agent`: a part of the user agent. `client`: the exact X-Stratus-Test header. `internal`: the services' own requests too.
    """
    folder = (settings or Settings.load()).access_log("any").parent
    before = {path: path.stat().st_size for path in folder.glob("*.jsonl")}
    found: list[Request] = []
    try:
        yield found
    finally:
        for path in folder.glob("*.jsonl"):
            for request in _read(path, before.get(path, 0)):
                ours = (internal or not request.sender) and (agent is None or agent in (request.agent or ""))
                if ours and client in (None, request.client):
                    found.append(request)
        found.sort(key=lambda request: request.time)


def _read(path: Path, offset: int) -> Iterator[Request]:
    with path.open("rb") as stream:
        stream.seek(offset)
        for line in stream:
            if line.endswith(b"\n"):  # else it is being written
                values = json.loads(line)
                yield Request(sender=values.pop("from"), **values)
