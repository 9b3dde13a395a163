# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the services themselves need: the same work by raw requests, without Ansible and without this collection."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import yaml

from tests.benchmark import plays

LANES = 10  # creations on their way at a time, as many as the collection has
PAUSE = 0.25


@dataclass(frozen=True)
class Login:
    token: str
    catalog: list[dict[str, Any]]

    @classmethod
    def demo(cls) -> Login:
        """A token of the dev cloud's ordinary user."""
        given = yaml.safe_load(Path(os.environ["OS_CLIENT_CONFIG_FILE"]).read_text())["clouds"]["demo"]["auth"]
        user = {"name": given["username"], "password": given["password"], "domain": {"name": given.get("user_domain_name", "Default")}}
        project = {"name": given["project_name"], "domain": {"name": given.get("project_domain_name", "Default")}}
        body = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": {"project": project}}}
        url = given["auth_url"].rstrip("/").removesuffix("/v3") + "/v3/auth/tokens"
        answer = requests.post(url, json=body, timeout=60)
        answer.raise_for_status()
        return cls(answer.headers["X-Subject-Token"], answer.json()["token"]["catalog"])

    def endpoint(self, kind: str) -> str:
        entry = next(entry for entry in self.catalog if entry["type"] == kind)
        return next(place["url"] for place in entry["endpoints"] if place["interface"] == "public").rstrip("/") + "/"

    def get(self, url: str, **params: str) -> Any:
        answer = requests.get(url, params=params, headers={"X-Auth-Token": self.token}, timeout=60)
        answer.raise_for_status()
        return answer.json()


def servers(login: Login) -> float:
    """Seconds from the first request to the moment when one listing shows all servers as active."""
    compute, network = login.endpoint("compute"), login.endpoint("network")
    image = login.get(login.endpoint("image") + "v2/images", name=plays.SERVER["image"])["images"][0]["id"]
    flavors = login.get(compute + "flavors")["flavors"]
    flavor = next(have["id"] for have in flavors if have["name"] == plays.SERVER["flavor"])
    uuid = login.get(network + "v2.0/networks", name=plays.SERVER["network"])["networks"][0]["id"]
    began = time.monotonic()

    def create(number: int) -> None:
        server = {"name": f"{plays.PREFIX}-{number}", "imageRef": image, "flavorRef": flavor, "networks": [{"uuid": uuid}]}
        requests.post(compute + "servers", json={"server": server}, headers={"X-Auth-Token": login.token}, timeout=300).raise_for_status()

    with ThreadPoolExecutor(LANES) as pool:
        list(pool.map(create, range(1, plays.SERVERS + 1)))
    while True:
        found = login.get(compute + "servers/detail", name=f"^{plays.PREFIX}-[0-9]+$")["servers"]
        statuses = [have["status"] for have in found]
        if "ERROR" in statuses:
            raise RuntimeError("a server of the floor is in status ERROR")
        if statuses.count("ACTIVE") == plays.SERVERS:
            return time.monotonic() - began
        time.sleep(PAUSE)
