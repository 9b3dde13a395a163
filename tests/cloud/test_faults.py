# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault of tests/faults/faults.yml, in a third of the tasks or in all: it gets through or says so in one line; nothing is made twice,
and the next run finishes what is left. What there is, is asked of the services themselves, past the proxy."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.stratus.openstack.plugins.module_utils import config, runner, session, token_cache
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.images import IMAGE, IMAGES
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK, NETWORKS
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.security_groups import SECURITY_GROUP
from tests.cloud.servers import MEMBER, Api
from tests.faults import proxy, table
from tests.inputs import EVERYTHING
from tests.integration import rhythm
from tests.unit.stub import certificate
from tests.warm import commands

OPERATIONS = {
    "network": NETWORK,
    "security_group": SECURITY_GROUP,
    "volume": VOLUME,
    "image": IMAGE,
    "networks": NETWORKS,
    "images": IMAGES,
}
PLACES = {
    "network": ("network", "/networks", "networks"),
    "security_group": ("network", "/security-groups", "security_groups"),
    "volume": ("block-storage", "/volumes/detail", "volumes"),
    "image": ("image", "/images", "images"),
}
CONTENT = bytes(range(256)) * 1000  # of the image
DIGEST = hashlib.sha512(CONTENT).hexdigest()
LISTED = 5  # networks, in the listings
AT_ONCE, WAITING = 4, 10  # tasks
HASTE = 50  # how much faster than the clock a task's pauses pass
PAGES, OUTAGE = 30, 4  # what takes 10000 pages or a minute outside of tests
LONGEST = 700  # characters of a message
ROWS = table.rows()
TRIED = [row for row in ROWS if os.environ.get(EVERYTHING) or (row.action.name, row.fault.name) in table.representatives()]
READS = ("find", "listing", "login")  # tasks that change nothing
READ = (  # the rows that a playbook tries: (task, fault)
    ("create", "connection reset before the request arrives"),
    ("create", "504, the request carried out"),
    ("rules", "truncated JSON"),
    ("wait", "an HTML page with status 200, the request not carried out"),
)


class Pace:
    """A clock on which pauses take their time, and a sleep that does not."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / HASTE)
        self.skipped += seconds

    def clock(self) -> float:
        return time.monotonic() + self.skipped


@dataclasses.dataclass
class Trial:
    """What became of a row. ``told``: the message of the task that was struck, ``first``: its result when it got through. ``after``: the
    objects of that name at the service then, ``again``: after the same task without the fault, whose result is ``second`` and which
    took ``requests``."""

    struck: bool
    told: str | None
    first: dict[str, Any] | None
    after: list[dict[str, Any]]
    again: list[dict[str, Any]]
    second: dict[str, Any]
    requests: list[str]


class Lab:
    """Runs rows in a project of their own."""

    def __init__(self, api: Api, folder: Path) -> None:
        self.api, self.folder = api, folder
        self.origins = proxy.origins_of(api.session.endpoint, ("identity", "network", "block-storage", "image"))
        self.content = folder / "image.raw"
        self.content.write_bytes(CONTENT)
        self.certificate = certificate(folder, "127.0.0.1")
        self.listed = [self.make("network", f"faults-list-{number}-ü", description="faults-list") for number in range(LISTED)]
        self.tagged = self.make("image", "faults-list-ü", tags=["faults-list"])

    def make(self, kind: str, name: str, **body: Any) -> str:
        """Make an object -> its name."""
        service, path, keys = PLACES[kind]
        body = {"name": name} | body
        self.api.session.request(service, "POST", path, json=body if kind == "image" else {keys[:-1]: body})
        return name

    def look(self, kind: str, name: str) -> list[dict[str, Any]]:
        """The objects of a name, as their service has them."""
        service, path, keys = PLACES[kind]
        found = self.api.list(service, path, keys, name=name)
        return [have for have in found if have.get("status") not in ("deleting", "deleted", "pending_delete")]

    def remove(self, kind: str, have: dict[str, Any]) -> None:
        service, path, _keys = PLACES[kind]
        if have.get("protected"):
            change = [{"op": "replace", "path": "/protected", "value": False}]
            headers = {"Content-Type": "application/openstack-images-v2.1-json-patch"}
            self.api.session.request(service, "PATCH", f"{path}/{have['id']}", json=change, headers=headers)
        self.api.delete(service, f"{path.removesuffix('/detail')}/{have['id']}")

    def clear(self) -> None:
        """Remove all that there is of the rows', also of those that failed."""
        for kind, (service, path, keys) in PLACES.items():
            for have in self.api.list(service, path, keys):
                if have["name"].startswith("faults-"):
                    self.remove(kind, have)

    def task(self, row: table.Row, name: str, front: proxy.Proxy, **settings: Any) -> dict[str, Any]:
        """Run the row's task -> its result. Raises CloudError."""
        folder = self.folder / name
        cloud = MEMBER | {"auth": MEMBER["auth"] | {"auth_url": f"{front.url}/identity/v3"}} | settings
        own = row.fault.how["kind"] == "revoked" or row.request.endswith("/auth/tokens")  # these log in by themselves
        if not own and not folder.exists():
            access = json.loads(front.rewritten(json.dumps(self.api.session.access.to_dict())))
            token_cache.Store(str(folder), token_cache.key_of(config.load(cloud))).save({"access": access})
        given = {"cloud": cloud, "timeout": 60} | row.action.data
        operation = OPERATIONS[given.pop("resource")]
        given |= {} if operation in (NETWORKS, IMAGES) else {"name": name}
        given |= {"filename": str(self.content)} if row.action.name == "upload" else {}
        checked = ArgumentSpecValidator(runner.module_spec(operation)["argument_spec"]).validate(given)
        assert not checked.error_messages
        return runner.execute(operation, checked.validated_parameters, run_cache=str(folder))

    def run(self, row: table.Row) -> Trial:
        """Prepare, strike, look, run again, look, clean up."""
        name, kind, settings = f"faults-{ROWS.index(row)}", row.action.data["resource"], dict(row.fault.cloud)
        lists = kind not in PLACES
        if row.action.name in ("find", "update"):
            self.make(kind, name, description=row.action.data["description"] if row.action.name == "find" else "")
        elif row.action.name == "delete":
            self.make(kind, name, protected=True)
        pem = self.certificate if settings.pop("https", False) else None
        if pem:
            settings["verify"] = f"{pem}.crt"
        with proxy.running(self.origins, certificate=pem) as front:
            front.limit = 3 if lists else None
            front.rules.append(rule := row.rule())
            told = first = None
            try:
                first = self.task(row, name, front, **settings)
            except CloudError as error:
                told = str(error)
            after = self.look(kind, name) if told and not lists else []  # else the next task looks first
            front.rules.clear()
            front.seen.clear()
            settings.pop("api_timeout", None)
            second = self.task(row, name, front, **settings)
        again = [] if lists else self.look(kind, name)
        for have in again:
            self.remove(kind, have)
        return Trial(rule.struck, told, first, after, again, second, list(front.seen))


@contextmanager
def hurried() -> Iterator[None]:
    """Tasks do not take their pauses."""

    def hasty(*arguments: Any, **options: Any) -> session.Session:
        pace = Pace()
        return session.Session(*arguments, sleep=pace.sleep, clock=pace.clock, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "Session", hasty)
        patch.setattr(session, "MAX_PAGES", PAGES)
        patch.setattr(session, "OUTAGE", OUTAGE)
        yield


@pytest.fixture(scope="module")
def lab(admin: Api, api: Api, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    admin.put("network", f"/quotas/{api.session.access.project_id}", {"quota": {"security_group": 50, "security_group_rule": 500}})
    made = Lab(api, tmp_path_factory.mktemp("faults"))
    yield made
    made.clear()


@pytest.fixture(scope="module")
def trials(lab: Lab, request: pytest.FixtureRequest) -> dict[table.Row, Future[Trial]]:
    """The rows that were asked for, several at a time; those that wait for a time to pass have threads of their own.

    All have ended before the first is judged: pytest changes the environment between tests, and these threads read it.
    """
    wanted = [item.callspec.params["row"] for item in request.session.items if item.originalname == "test_a_fault"]
    with hurried(), ThreadPoolExecutor(AT_ONCE) as pool, ThreadPoolExecutor(WAITING) as idle:
        return {row: (idle if row.fault.family == "timeouts" else pool).submit(lab.run, row) for row in wanted}


def plain(message: str) -> str:
    """A message without what differs from run to run."""
    for pattern, sign in rhythm.PASSING:
        message = pattern.sub(sign, message)
    return re.sub(r"\bfaults-\d+(-[a-z]\w+)?\b", "<name>", message)


def as_wanted(row: table.Row, found: list[dict[str, Any]]) -> bool:
    """Whether a service has what the task declares: one object, or none, and whole."""
    task = row.action.data
    if task.get("state") == "absent" or task["resource"] not in PLACES:
        return not found
    have, status = found[0], {"volume": "available", "image": "active"}.get(task["resource"])
    rules = sorted(rule["protocol"] for rule in have["security_group_rules"]) if "security_group_rules" in task else None
    return (
        len(found) == 1
        and have.get("description") == task.get("description", have.get("description"))
        and status in (None, have.get("status"))
        and have.get("size") in (None, task.get("size"), len(CONTENT))
        and have.get("os_hash_value") in (None, DIGEST)
        and rules in (None, ["icmp", "tcp"])
    )


def says_so(row: table.Row, lab: Lab, result: dict[str, Any], there: list[dict[str, Any]]) -> bool:
    """Whether a result tells what there is: the object, the list of all, or that it is gone."""
    resource = row.action.data["resource"]
    if resource not in PLACES:
        wanted = {"networks": lab.listed, "images": [lab.tagged]}[resource]
        return sorted(have["name"] for have in result[resource]) == wanted
    return [have["id"] for have in there] == ([result[resource]["id"]] if result[resource] else [])


@pytest.mark.parametrize("row", TRIED, ids=lambda row: f"{row.action.name}: {row.fault.name}")
def test_a_fault(row: table.Row, lab: Lab, trials: dict[table.Row, Future[Trial]]) -> None:
    trial = trials[row].result()
    assert trial.struck, "the fault did not happen"
    assert (table.CONVERGED if trial.told is None else f"reported: {plain(trial.told)}") == row.outcome
    assert trial.told is None or ("\n" not in trial.told and len(trial.told) < LONGEST)
    assert len(trial.after) <= 1
    assert as_wanted(row, trial.again)
    assert says_so(row, lab, trial.second, trial.again)
    assert not (trial.second["changed"] and row.action.name in READS)
    if trial.first:
        assert says_so(row, lab, trial.first, trial.again)
        assert (trial.first["changed"], trial.second["changed"]) == (row.action.name not in READS, False)
    if row.fault.family == "clocks":
        assert not [line for line in trial.requests if line.endswith("/auth/tokens")]


def test_what_the_user_reads(lab: Lab, tmp_path: Path) -> None:
    """Some of the rows by ansible-playbook, both ways, each task once with its fault and once without."""
    rows = [row for row in ROWS if (row.action.name, row.fault.name) in READ]
    trials = {f"faults-{len(ROWS) + number}-{way}": row for number, row in enumerate(rows) for way in (rhythm.IN_PROCESS, rhythm.MODULE)}
    plays = []
    with ExitStack() as stack:
        for name, row in trials.items():
            front = stack.enter_context(proxy.running(lab.origins))
            front.rules.append(row.rule())
            cloud = MEMBER | {"auth": MEMBER["auth"] | {"auth_url": f"{front.url}/identity/v3"}}
            task = {f"stratus.openstack.{(given := dict(row.action.data)).pop('resource')}": given | {"cloud": cloud, "name": name}}
            for when in ("struck", "again"):
                here = {"stratus_inprocess": when == "again" or name.endswith(rhythm.IN_PROCESS)}
                plays.append(task | {"name": f"{name} {when}", "ignore_errors": True, "vars": here})
        play = {"name": "What the user reads", "hosts": "localhost", "gather_facts": False, "tasks": plays}
        (tmp_path / "play.yml").write_text(json.dumps([play]))
        environment = os.environ | {
            "ANSIBLE_CALLBACK_PLUGINS": str(Path(rhythm.__file__).with_name("callback_plugins")), "ANSIBLE_CALLBACKS_ENABLED": "recorder",
            "STRATUS_RECORDING": str(tmp_path / "recording"),
        }
        command = [Path(sys.executable).with_name("ansible-playbook"), "-i", "localhost,", "-c", "local", str(tmp_path / "play.yml")]
        command += ["-e", f"ansible_python_interpreter={sys.executable}"]
        ended = commands.run(command, env=environment, timeout=300)
    assert ended.returncode == 0, ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr
    entries = [json.loads(line) for line in (tmp_path / "recording").read_text().splitlines()]
    results = {entry["task"]: (entry["ok"], entry["result"]) for entry in entries}
    for name, row in trials.items():
        (through, struck), (well, again) = (results[f"{name} {when}"] for when in ("struck", "again"))
        unanswered = row.message and "HTTP" not in row.message
        assert (None if through else plain(struck["msg"])) == (f"{row.message} {runner.EXAMINE}." if unanswered else row.message)
        assert well
        assert again["changed"] in (False, row.message is not None)
        found = lab.look(row.action.data["resource"], name)
        assert as_wanted(row, found)
        for have in found:
            lab.remove(row.action.data["resource"], have)
