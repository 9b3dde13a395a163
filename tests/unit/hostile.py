# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the property-based tests have in common: strategies, how long they try, and a session whose answers are made up.

STRATUS_FUZZ_MINUTES is how long all properties together are tried; without it, each tries the same few examples every time.
"""

from __future__ import annotations

import copy
import functools
import io
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from urllib3 import HTTPResponse

from ansible_collections.stratus.openstack.plugins.module_utils import auth, config
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session

MINUTES = float(os.environ.get("STRATUS_FUZZ_MINUTES") or 0)
PHASES = [Phase.generate, Phase.shrink]
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]
settings.register_profile(
    "quick", max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET, phases=PHASES
)
settings.register_profile("long", max_examples=1000, deadline=None, database=None, suppress_health_check=QUIET, phases=PHASES)
settings.load_profile("long" if MINUTES else "quick")
TRIED: Counter[str] = Counter()  # examples, by property
PROPERTIES: list[str] = []


def holds(**strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make a test of a property: a function of what the strategies give."""

    def decorate(check: Callable[..., None]) -> Callable[[], None]:
        @functools.wraps(check)
        def counted(*given: Any, **values: Any) -> None:
            TRIED[check.__name__] += 1
            check(*given, **values)

        PROPERTIES.append(check.__name__)
        examples = given(**strategies)(counted)

        def test() -> None:
            end = time.monotonic() + MINUTES * 60 / len(PROPERTIES)
            examples()
            while time.monotonic() < end:
                examples()

        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return test

    return decorate


TEXT = st.text(max_size=12)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=12)


def mangled(*samples: Any) -> st.SearchStrategy[Any]:
    """JSON values like the samples, with parts left out or replaced by anything."""
    return st.builds(edited, st.sampled_from(samples), st.lists(st.tuples(st.integers(0, 10**6), st.none() | st.tuples(JSON)), max_size=4))


def edited(sample: Any, edits: list[tuple[int, tuple[Any] | None]]) -> Any:
    """A copy with changes at places by their numbers: (number, (value to put there,)), or (number, None) to remove it."""
    top = {"": copy.deepcopy(sample)}
    for number, instead in edits:
        places = list(_places(top))
        holder, key = places[number % len(places)]
        if instead is not None:
            holder[key] = copy.deepcopy(instead[0])
        elif holder is not top:
            del holder[key]
    return top[""]


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """(holder, key) of every value inside."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], (dict, list)):
            yield from _places(node[key])


class Answers(requests.adapters.BaseAdapter):
    """A network in which ``answer(request)`` gives (status, headers, body in bytes) for each request."""

    def __init__(self, answer: Callable[[requests.PreparedRequest], tuple[int, dict[str, str], bytes]]) -> None:
        super().__init__()
        self.answer, self.requests = answer, []

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        self.requests.append(request)
        status, headers, body = self.answer(request)
        raw = HTTPResponse(io.BytesIO(body), status=status, headers=headers, preload_content=False, decode_content=False)
        return requests.adapters.HTTPAdapter().build_response(request, raw)

    def close(self) -> None:
        """Nothing is open."""


HOST = "http://cloud.test"
CATALOG = [
    {"type": kind, "name": kind, "endpoints": [{"interface": "public", "region": "R", "region_id": "R", "url": f"{HOST}/{kind}/{path}"}]}
    for kind, path in {"identity": "v3", "network": "v2.0", "compute": "v2.1", "image": "v2", "volumev3": "v3/p"}.items()
]
PROJECT = "a" * 32
TOKEN = {
    "expires_at": "2100-01-01T00:00:00.000000Z",
    "issued_at": "2026-01-01T00:00:00.000000Z",
    "project": {"id": PROJECT, "name": "demo", "domain": {"id": "default", "name": "Default"}},
    "user": {"id": "u" * 32, "name": "demo", "domain": {"id": "default", "name": "Default"}},
    "methods": ["password"],
    "roles": [{"id": "r", "name": "member"}],
    "catalog": CATALOG,
    "audit_ids": ["x"],
}
CLOUD = {
    "auth": {
        "auth_url": f"{HOST}/identity",
        "username": "demo",
        "password": "pa55-word",
        "project_name": "demo",
        "default_domain_id": "default",
    },
    "region_name": "R",
}


def session(
    answer: Callable[[requests.PreparedRequest], tuple[int, dict[str, str], bytes]],
    login: bool = False,
    cloud: dict[str, Any] | None = None,
    **options: Any,
) -> Session:
    """A Session in that network; with ``login``, or as another ``cloud``, it has to log in there first. ``network``: the Answers."""
    pause: list[float] = []  # those that pass at once
    made = Session(config.load(cloud or CLOUD, environ={}, files=[]), clock=lambda: sum(pause), sleep=pause.append, **options)
    made.network = Answers(answer)
    made.http._http.mount("http://", made.network)
    made.http._http.mount("https://", made.network)
    if not login and cloud is None:
        made._access = auth.Access.from_v3({"token": TOKEN}, "t", f"{HOST}/identity/v3", 0)
    return made


def as_json(value: Any, status: int = 200, **headers: str) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "application/json", **headers}, json.dumps(value).encode()
