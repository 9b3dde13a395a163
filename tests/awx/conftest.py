# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project and a user in another domain, whose secrets are hard to quote, and the credentials that AWX would hold of them."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.awx.awx import inject
from tests.cloud.servers import Api

SECRET = """it's "a" #1: 100%, {{ x }} {y} \\ ü 東京 🔑 """


def empty(own: Api) -> None:
    """Remove what a test that failed has left in the project."""
    for server in own.list("compute", "/servers", "servers"):
        own.delete("compute", f"/servers/{server['id']}")
    end = time.monotonic() + 60
    while own.list("compute", "/servers", "servers"):
        assert time.monotonic() < end, "servers do not go away"
        time.sleep(0.5)
    for service, path, keys in (("network", "/ports", "ports"), ("block-storage", "/volumes", "volumes")):
        for thing in own.list(service, path, keys):
            own.delete(service, f"{path}/{thing['id']}")


@pytest.fixture(scope="session")
def member() -> Iterator[SimpleNamespace]:
    """``name`` of the project, and ``credentials`` by type: the inputs of each."""
    admin, name, undo = Api("admin"), f"awx-{secrets.token_hex(3)}", []
    secret = SECRET + name
    try:
        domain = admin.make("identity", "/domains", "domain", name=name)["id"]
        undo.append(lambda: admin.delete("identity", f"/domains/{domain}"))
        undo.append(lambda: admin.session.request("identity", "PATCH", f"/domains/{domain}", json={"domain": {"enabled": False}}))
        project = admin.make("identity", "/projects", "project", name=name)["id"]
        undo.append(lambda: admin.delete("identity", f"/projects/{project}"))
        user = admin.make("identity", "/users", "user", name=name, domain_id=domain, password=secret)["id"]
        undo.append(lambda: admin.delete("identity", f"/users/{user}"))
        role = admin.list("identity", "/roles", "roles", name="member")[0]["id"]
        admin.put("identity", f"/projects/{project}/users/{user}/roles/{role}")
        url = admin.session.config.auth["auth_url"]
        auth = {"auth_url": url, "username": name, "password": secret, "user_domain_name": name}
        auth |= {"project_name": name, "project_domain_name": "Default"}
        own = Api({"auth": auth, "region_name": "RegionOne"})
        undo.append(lambda: empty(own))
        key = own.make("identity", f"/users/{user}/application_credentials", "application_credential", name=name, secret=secret)
        project_wide = {"auth_url": url, "region_name": "RegionOne"}
        builtin = {"host": url, "username": name, "password": secret, "project": name, "domain": name, "project_domain_name": "Default"}
        credentials = {
            "builtin": builtin | {"region": "RegionOne", "verify_ssl": False},
            "password": auth | project_wide,
            "application_credential": {
                "application_credential_id": key["id"],
                "application_credential_secret": secret,
                **project_wide,
            },
        }
        yield SimpleNamespace(name=name, project=project, credentials=credentials)
    finally:
        for step in reversed(undo):
            step()


@pytest.fixture(scope="session")
def credential(member: SimpleNamespace) -> Callable[..., tuple[str, dict[str, Any]]]:
    """A credential of a type; ``changed`` inputs, of which None is left out."""

    def make(name: str, **changed: Any) -> tuple[str, dict[str, Any]]:
        inputs = member.credentials[name] | changed
        return name, {key: value for key, value in inputs.items() if value is not None}

    return make


@pytest.fixture(scope="session")
def client(member: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """What the command line client of OpenStack says, which logs in by the file of the password's credential type."""
    folder: Path = tmp_path_factory.mktemp("client")
    made = inject(("password", member.credentials["password"]), folder)

    def ask(*command: str) -> Any:
        env = {key: value for key, value in os.environ.items() if not key.startswith(("OS_", "PYTHON"))}
        line = ["openstack", "--os-cloud", "openstack", *command, "-f", "json"]
        done = subprocess.run(line, check=True, capture_output=True, text=True, env=env | made.env, timeout=60)
        return json.loads(done.stdout)

    return ask
