# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option that could be a secret is known to be one or not; what a task was told in secret is in none of its answers."""

from __future__ import annotations

import base64
import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.module_utils import basic

from ansible_collections.stratus.openstack.plugins.module_utils import auth_options, runner, task_secrets, token_cache
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.masking import MASK
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.module_utils.transport import Reply
from tests.secret_options import NOT_SECRET, SECRET, SUSPICIOUS, named_like_secrets
from tests.unit.fake_cloud import FakeCloud, fake_cloud
from tests.unit.stub import Answer, Request

ROOT = Path(runner.__file__).parents[2]
SAID = "MARK-word-0f1e2d3c"


# -- the inventory of options ------------------------------------------------------------------------------------------------------


def test_each_option_with_a_name_like_a_secret_is_one_or_is_known_not_to_be() -> None:
    found = named_like_secrets()
    assert {name for name, hidden in found.items() if hidden} == set(SECRET)
    assert {name for name, hidden in found.items() if not hidden} == set(NOT_SECRET)


def test_ansible_need_not_guess() -> None:
    """An option whose name makes Ansible warn of a missing no_log says what it is."""
    guessed = {
        name for name, hidden in named_like_secrets().items() if hidden is None and basic.PASSWORD_MATCH.search(name.rpartition(".")[2])
    }
    assert guessed == set()


def test_every_kind_of_login_hides_its_secrets() -> None:
    told = {name for name in auth_options.AUTH_OPTIONS if SUSPICIOUS.search(name) or name == "code"}
    assert {name for name in told if auth_options.is_secret(name)} == {
        name.removeprefix("auth.") for name in SECRET if name.startswith("auth.")
    }


def test_every_secret_option_is_tried_on_the_cloud() -> None:
    """tests/cloud/secrets.yml gives each a marked value, in what succeeds or fails, and those of a login in one that is refused."""
    text = (ROOT / "tests" / "cloud" / "secrets.yml").read_text()
    used = set(re.findall(r"\bsecret\.(\w+)", text)) | {f"auth.{name}" for name in yaml.safe_load(text)["logins"]}
    assert used == SECRET


@pytest.mark.parametrize("path", sorted((ROOT / "roles").glob("*/meta/argument_specs.yml")), ids=lambda path: path.parts[-3])
def test_no_role_has_a_secret_of_its_own(path: Path) -> None:
    """Roles take secrets inside of a module's options only, which their tasks hand on without showing them."""
    options = yaml.safe_load(path.read_text())["argument_specs"]["main"]["options"]
    assert {name for name in options if SUSPICIOUS.search(name)} <= {"bastion_keypair", "server_fleet_keypairs"}


# -- what a failure tells ----------------------------------------------------------------------------------------------------------


class Operation:
    """An operation with one secret option, whose work is a function of the session."""

    def __init__(self, work: Any) -> None:
        self.work = work

    def spec(self) -> dict[str, Any]:
        return {"argument_spec": {"name": {"type": "str"}, "password": {"no_log": True}, "body": {"type": "raw"}}}

    def execute(self, session: Session, params: dict[str, Any]) -> dict[str, Any]:
        return self.work(session, params)


@pytest.fixture
def cloud() -> Any:
    with fake_cloud() as made:
        yield made


def failing(fake: FakeCloud, work: Any, /, **params: Any) -> tuple[str, list[str]]:
    """The whole result of a task that fails, as text, and what it logged."""
    lines: list[str] = []
    options = {"cloud": fake.as_dict(), **params}
    result = runner.execute_task(Operation(work), options, log=lambda _level, line: lines.append(line), environ={})
    assert result["failed"]
    return json.dumps(result), lines


@pytest.mark.parametrize("fault", [RuntimeError, ValueError])
def test_a_traceback_without_secrets(cloud: FakeCloud, fault: type[Exception]) -> None:
    """Without those of the task and of the cloud, and without the token, however deep, escaped or chained."""

    def work(session: Session, params: dict[str, Any]) -> dict[str, Any]:
        try:
            raise KeyError(params["password"])
        except KeyError:
            raise fault([session.access.token, session.config.auth["password"], {"x": params["body"]["user_data"]}]) from None

    odd = SAID + '"\\ü'
    cloud.password = "MARK-cloud'\\word"
    told, _lines = failing(cloud, work, password=odd, body={"user_data": "MARK-data"})
    assert fault.__name__ in told
    assert ("Traceback" in told) or fault is ValueError
    assert "MARK" not in told
    assert "gAAAA-token" not in told


SHAPES = {
    "message": lambda sent: {"badRequest": {"code": 400, "message": f"Invalid input. Value: {sent['password']}. It is too long"}},
    "repr": lambda sent: {"error": {"message": f"{sent!r} is not valid"}},
    "json": lambda sent: {"NeutronError": {"message": json.dumps({"user": sent})}},
    "page": lambda sent: f"<html><body><h1>Bad</h1><pre>{json.dumps(sent)}</pre></body></html>".encode(),
    "text": lambda sent: json.dumps(sent).encode(),
    "base64": lambda sent: {"badRequest": {"message": "Value: " + base64.b64encode(sent["password"].encode()).decode()}},
    "traceback": lambda sent: {"faultstring": f"Traceback:\n  File x\nValueError: {sent['password']}"},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("secret", [SAID, SAID + "-long" * 2000, SAID + ' "quoted" \\ ü /&'], ids=["plain", "long", "odd"])
def test_an_error_that_repeats_the_request(cloud: FakeCloud, shape: str, secret: str) -> None:
    def echo(request: Request) -> Answer | None:
        return None if "auth/tokens" in request.path else Answer(400, SHAPES[shape](request.json))

    cloud.interfere = echo

    def work(session: Session, params: dict[str, Any]) -> dict[str, Any]:
        return session.request("compute", "POST", "/things", json={"password": params["password"]}).body

    told, lines = failing(cloud, work, password=secret)
    assert '"status": 400' in told
    assert "MARK" not in told + "\n".join(lines)
    assert base64.b64encode(b"MARK-word-").decode()[:12] not in told + "\n".join(lines)


def test_a_login_that_repeats_the_password(cloud: FakeCloud) -> None:
    cloud.interfere = lambda request: Answer(401, {"error": {"message": f"Wrong: {request.body.decode()}"}})
    cloud.password = "MARK-cloud-word"
    told, lines = failing(cloud, lambda session, params: session.access)
    assert "MARK" not in told + "\n".join(lines)


class Echo:
    """Sends the requests of a recorded login, and holds that all that they showed so far is hidden from then on."""

    def __init__(self, session: Session, exchanges: list[dict[str, Any]]) -> None:
        self.session, self.exchanges, self.seen = session, list(exchanges), set()

    def __call__(self, method: str, url: str, headers=None, json=None, form=None, basic=None, allow=(), **_more: Any) -> Reply:
        answer = self.exchanges.pop(0)["response"]
        self.seen |= {value.split()[-1] for key, value in headers.items() if key in ("Authorization", "X-Auth-Token", "X-Subject-Token")}
        self.seen |= {base64.b64encode(":".join(basic).encode()).decode()} if basic else set()
        self.seen |= {value for key, value in (form or {}).items() if key in ("device_code", "code_verifier", "client_secret", "password")}
        self.check()
        reply = Reply(answer["status"], answer.get("headers"), answer["body"])
        if reply.status >= 400 and reply.status not in allow:
            raise CloudError("refused", status=reply.status)
        body = answer["body"]
        self.seen |= {body[key] for key in ("access_token", "id_token", "refresh_token", "device_code") if key in body}
        self.seen |= {(answer.get("headers") or {}).get("X-Subject-Token"), body.get("access", {}).get("token", {}).get("id")} - {None}
        return reply

    def check(self) -> None:
        for secret in self.seen - {"wrong"}:  # too short for a secret
            assert secret not in self.session.http.shown(f"What was sent: {secret}, which is wrong")


@pytest.mark.parametrize("path", sorted((ROOT / "tests/unit/recorded").glob("*.json")), ids=lambda path: path.stem)
def test_what_a_login_obtains_is_hidden_at_once(path: Path) -> None:
    """The token of an identity provider, the unscoped token, the credentials of the client: a service may repeat them in an error."""
    record = json.loads(path.read_text())
    cloud = {"auth_type": record["auth_type"], "auth": record["auth"]}
    with Session(runner.config.load(cloud, environ={}, files=[]), notify=print, sleep=lambda seconds: None) as session:
        session.http.send = echo = Echo(session, record["exchanges"])
        with suppress(CloudError):
            session.login()
        echo.check()
        assert echo.exchanges == []
        assert session.http.shown("Bearer openid password corp") == "Bearer openid password corp"


def test_a_person_sees_the_code_to_enter_although_the_provider_uses_it_as_a_secret_as_well(cloud: FakeCloud) -> None:
    shown: list[str] = []
    with cloud.session(notify=shown.append) as session:
        session._obtained |= {"WDJB-MJHT"}  # the device code, which the login has received
        session.notify(f"To log in, enter the code WDJB-MJHT, not {cloud.password}")
    assert shown == ["To log in, enter the code WDJB-MJHT, not ********"]


CONTROLS = "\x1b[2J\x1b]0;title\x07 \x9b31m \u202egnp.exe \r over \x00\x7f\ud800"


def is_harmless(text: str) -> bool:
    return "2J" in text and not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800]", text)


def test_no_control_character_reaches_the_terminal(cloud: FakeCloud) -> None:
    """In errors, warnings, progress, the log, and what a person has to read for a login."""
    cloud.interfere = lambda request: None if "auth/tokens" in request.path else Answer(400, {"error": {"message": f"no {CONTROLS}"}})
    lines: list[str] = []

    def work(session: Session, params: dict[str, Any]) -> dict[str, Any]:
        session.progress(f"{CONTROLS} is BUILD")
        session.notify(f"Open {CONTROLS}")
        session.warnings.append(f"odd {CONTROLS}")
        return session.request("compute", "POST", f"/{CONTROLS[:5]}", json={"name": CONTROLS}).body if params["name"] else {}

    options = {"progress": lines.append, "notify": lines.append, "log": lambda _level, line: lines.append(line), "environ": {}}
    done, failed = (runner.execute_task(Operation(work), {"cloud": cloud.as_dict(), "name": name}, **options) for name in ("", "x"))
    assert failed["error"]["message"] == (
        "no \\x1b[2J\\x1b]0;title\\x07 \\x9b31m \\u202egnp.exe \\r over \\x00\\x7f\\ud800"
    ).replace(" \\r over", " over")
    for text in (failed["msg"], *failed["error"].values(), *done["warnings"], *lines):
        assert is_harmless(f"2J {text}")
    assert sum("2J" in line for line in lines) >= 4

    def fail(session: Session, params: dict[str, Any]) -> dict[str, Any]:
        raise RuntimeError(CONTROLS)

    faulty = runner.execute_task(Operation(fail), {"cloud": cloud.as_dict()}, environ={})
    assert is_harmless(faulty["msg"])
    assert is_harmless(faulty["exception"])


LONG = "x" * 500_000


@pytest.mark.parametrize("path", ["/identity/v3/auth/tokens", "/compute"])
@pytest.mark.parametrize("status", [400, 401, 503])
@pytest.mark.parametrize("body", [{"error": {"message": LONG}}, {"error": LONG}, LONG.encode(), {"error_description": [LONG]}])
def test_an_error_has_a_limit(cloud: FakeCloud, path: str, status: int, body: Any) -> None:
    """Those of a login, too; the status and the hint are told in it."""
    cloud.interfere = lambda request: Answer(status, body, {"Retry-After": "100"}) if request.path.startswith(path) else None
    result = runner.execute_task(
        Operation(lambda session, params: session.request("compute", "GET", "/" + "y" * 3000).body), {"cloud": cloud.as_dict()}, environ={}
    )
    assert f"HTTP {status}" in result["msg"]
    assert max(len(str(value)) for value in (result["msg"], *result["error"].values())) <= 2000
    assert len(json.dumps(result)) < 8000


def test_every_other_failure_has_a_limit(cloud: FakeCloud) -> None:
    for error in (CloudError(LONG, url=LONG, hint=LONG, status=400, request_id=LONG), RuntimeError(LONG), RuntimeError("x\n" + LONG)):

        def work(session: Session, params: dict[str, Any], error: Exception = error) -> dict[str, Any]:
            session.progress(LONG)
            raise error

        lines: list[str] = []
        result = runner.execute_task(Operation(work), {"cloud": cloud.as_dict()}, environ={}, progress=lines.append)
        assert len(result["msg"]) <= 2000
        assert max(map(len, [*result.get("exception", "").splitlines(), *lines, *map(str, result.get("error", {}).values())])) <= 2000


def test_a_version_document_cannot_send_the_password_elsewhere(cloud: FakeCloud) -> None:
    links = [{"rel": "self", "href": "http://evil.example/identity/v3/"}]
    document = {"versions": {"values": [{"id": "v3.14", "links": links}]}}
    cloud.interfere = lambda request: Answer(300, document) if request.path == "/identity/" else None
    whole = cloud.as_dict()
    whole["auth"]["auth_url"] = f"{cloud.stub.url}/identity"
    with Session(runner.config.load(whole, environ={}, files=[])) as session:
        assert session.access.identity_url == f"{cloud.stub.url}/identity/v3"
    assert cloud.logins == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://fred:MARK-word@cloud.example/v3",
        "not-a-url?password=MARK-word",
        "-----BEGIN PRIVATE KEY-----\nMARK\n-----END PRIVATE KEY-----",
    ],
)
@pytest.mark.parametrize("option", ["auth_url", "client_key"])
def test_a_secret_in_the_wrong_place(cloud: FakeCloud, option: str, text: str) -> None:
    """A password in an address, a key itself where its path belongs."""
    whole = cloud.as_dict()
    whole["auth"]["auth_url" if option == "auth_url" else "username"] = text
    whole |= {} if option == "auth_url" else {"cert": text, "key": text, "auth": whole["auth"] | {"auth_url": "https://127.0.0.1:1/v3"}}
    told, _lines = failing(cloud, lambda session, params: session.access, cloud=whole)
    assert "MARK" not in told


def test_warnings_without_secrets_and_one_of_a_cache_that_is_not_used(cloud: FakeCloud, tmp_path: Path) -> None:
    def work(session: Session, params: dict[str, Any]) -> dict[str, Any]:
        session.warnings.append(f"odd: {session.access.token} {params['password']}")
        return {}

    tmp_path.chmod(0o755)
    result = runner.execute(Operation(work), {"cloud": cloud.as_dict(), "password": SAID, "token_cache": str(tmp_path)}, environ={})
    reason = "others can enter it (mode 0755): chmod 700 makes it private"
    assert result["warnings"] == [f"odd: {MASK} {MASK}", f"The token cache {tmp_path} is not used: {reason}"]
    assert list(tmp_path.iterdir()) == []


# -- a cache that holds odd things -------------------------------------------------------------------------------------------------


ODD = (None, 5, "x", [1], {"x": 5}, {"x": [1]}, {"x": {"y": 1}})
ODD_ACCESS = [
    {"token": 5},
    {"token": "t", "catalog": {"x": 1}},
    {"token": "t", "catalog": ["x"]},
    {"token": "t", "catalog": [{"type": "network", "endpoints": [{"url": 5}]}]},
    {"token": "t", "catalog": [{"type": "network", "endpoints": "x"}]},
    {"token": "t", "good_until": "soon"},
    {"token": "t", "expires_at": "never"},
    {"token": "t", "expires_at": 5},
    {"token": "t", "new_in_a_later_release": 1},
]


@pytest.mark.parametrize(
    "kept",
    [{key: value} for key in ("access", "identity", "microversions", "names") for value in ODD] + [{"access": a} for a in ODD_ACCESS],
)
def test_what_another_release_kept(cloud: FakeCloud, tmp_path: Path, kept: dict[str, Any]) -> None:
    """What is not of the form that is written today is left aside: the task goes on as without a cache."""
    folder = str(tmp_path / "cache")
    store = token_cache.Store(folder, token_cache.key_of(cloud.config()))
    store.save(kept)
    cloud.add("/network/v2.0/networks", name="n")
    with cloud.session(store=store) as session:
        assert len(list(session.list("network", "/networks", "networks", microversion=None))) == 1
    assert cloud.logins == 1


def test_a_token_of_another_login_is_not_used(cloud: FakeCloud, tmp_path: Path) -> None:
    """Nor one of another region, address, scope or way of verifying who answers."""
    one = cloud.config()
    others = [
        cloud.as_dict(auth=cloud.as_dict()["auth"] | change)
        for change in ({"password": "x"}, {"project_name": "x"}, {"username": "x"}, {"auth_url": "http://x/v3"}, {"user_domain_name": "x"})
    ] + [cloud.as_dict(**change) for change in ({"region_name": "x"}, {"verify": False}, {"cacert": "/x"}, {"interface": "internal"})]
    keys = {token_cache.key_of(runner.config.load(other, environ={}, files=[])) for other in others}
    assert len(keys) == len(others)
    assert token_cache.key_of(one) not in keys


def test_a_passcode_of_the_moment_is_good_for_the_whole_run(cloud: FakeCloud) -> None:
    logins = [cloud.as_dict(auth_type="v3totp", auth=cloud.as_dict()["auth"] | {"passcode": code}) for code in ("123456", "654321")]
    logins.append(cloud.as_dict(auth_type="v3totp"))
    assert len({token_cache.key_of(runner.config.load(login, environ={}, files=[])) for login in logins}) == 1


# -- what is shown of the options --------------------------------------------------------------------------------------------------


def shown(**params: Any) -> dict[str, Any]:
    return task_secrets.mask_options(params, runner.CONNECTION | {"password": {"no_log": True}, "body": {"type": "raw"}, "name": {}})


def test_options_as_they_are_shown() -> None:
    view = shown(
        name="n",
        password=SAID,
        pasword=SAID,
        auth={"username": "u", "password": SAID, "pass-word": SAID, "access_token_endpoint": "https://idp.example/token"},
        token_cache="~/tokens",
        cloud={"auth": {"username": "u", "password": SAID}, "secret": SAID},
        body={"user": {"name": "n", "password": SAID}, "headers": {"Authorization": SAID}},
        client_key="-----BEGIN PRIVATE KEY-----\nMARK\n-----END PRIVATE KEY-----",
    )
    assert "MARK" not in json.dumps(view)
    assert {"username": "u", "password": MASK, "pass-word": MASK}.items() <= view["auth"].items()
    assert (view["name"], view["password"], view["pasword"]) == ("n", MASK, MASK)
    # the spec decides, not the sound of a name
    assert (view["token_cache"], view["auth"]["access_token_endpoint"]) == ("~/tokens", "https://idp.example/token")
    assert shown(auth=f"username=u password={SAID}")["auth"] == MASK
    assert shown(body=json.dumps({"user": {"name": "n", "password": SAID}}))["body"] == '{"user": {"name": "n", "password": "%s"}}' % MASK


def test_a_password_that_is_the_name_of_its_user_hides_no_name() -> None:
    params = {
        "name": "builder",
        "auth": {"username": "robot-one", "password": "robot-one"},
        "cloud": {"auth": {"project_name": "project-1"}},
    }
    assert task_secrets.hidden_values({"robot-one", "builder", "project-1", "hunter-222"}, params) == {"hunter-222"}
    for word in ("default", "admin", "demo", "member"):
        assert task_secrets.hidden_values({word, word.upper()}, {}) == set()


def test_only_secrets_are_hidden_in_errors_and_logs() -> None:
    """Whatever an option is called: its spec says that it is none. What is mistyped, or in a text of JSON, is one."""
    auth = {"access_token_endpoint": "https://idp.example/token", "access_token_type": "id_token", "idp_otp_key": "second-factor"}
    given = {"token_cache": "/var/cache/tokens", "update_password": "on_create", "auth": auth, "key_name": "my-keypair"}
    spec = runner.CONNECTION | {"update_password": {"type": "str", "no_log": False}, "key_name": {}, "body": {"type": "raw"}}
    assert task_secrets.secrets_of_options(given, spec) == set()
    secrets = {"auth": {"password": "one-word", "pass-word": "two-words"}, "pasword": "three", "user_data": "four-words"}
    body = {"body": json.dumps({"user": {"password": "five-words"}}), "cloud": {"auth": {"password": "six-words"}}}
    found = task_secrets.secrets_of_options(given | secrets | body, spec)
    assert found >= {"one-word", "two-words", "four-words", "five-words", "six-words"}


# -- the system's log --------------------------------------------------------------------------------------------------------------


def test_the_system_s_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary module's options go to the log of its machine."""
    lines: list[str] = []
    given = {
        "password": SAID,
        "name": "demo",
        "auth": {"username": "demo", "password": "demo", "token": "MARK-token"},
        "cloud": {"auth": {"password": "MARK-cloud"}},
        "body": {"user_data": "MARK-data", "name": "seen"},
    }  # as a module gets them
    monkeypatch.setattr(basic.AnsibleModule, "_load_params", lambda self: setattr(self, "params", json.loads(json.dumps(given))))
    monkeypatch.setattr(
        basic.AnsibleModule, "log", lambda self, line, log_args=None: lines.append(f"{basic.remove_values(line, self.no_log_values)}")
    )
    runner.Module(**runner.module_spec(Operation(None)))
    assert re.search(r"Invoked with .*seen", lines[0])
    assert "MARK" not in "".join(lines)


def test_a_plain_refusal_is_no_traceback() -> None:
    assert "exception" not in runner.failure_result(CloudError("no"))


# -- the file of requests ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "bodies"), [("INFO", False), ("DEBUG", True)])
def test_a_file_of_the_requests_without_secrets(cloud: FakeCloud, tmp_path: Path, level: str, bodies: bool) -> None:
    path = tmp_path / "requests.log"
    params = dict.fromkeys(NETWORK.fields) | {"state": "present", "wait": True, "timeout": 5, "name": "web", "description": "the shop"}
    log = {"sdk_log_path": str(path), "sdk_log_level": level}
    for check in (True, False):
        result = runner.execute_task(NETWORK, params | log | {"cloud": cloud.as_dict()}, check_mode=check, environ={})
        assert result["changed"] and not result.get("failed")
    text = path.read_text()
    lines = text.splitlines()
    assert path.stat().st_mode & 0o777 == 0o600
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d ", line) for line in lines)
    assert len([line for line in lines if re.search(r"POST http://\S+/network/v2.0/networks -> 201, \d+ ms", line)]) == 1
    assert ("the shop" in text) is bodies
    assert cloud.password not in text and not any(token in text for token in cloud.tokens)


def test_a_file_of_requests_that_cannot_be_written(cloud: FakeCloud, tmp_path: Path) -> None:
    params = {"name": "web", "state": "present", "cloud": cloud.as_dict(), "sdk_log_path": str(tmp_path / "nowhere" / "requests.log")}
    result = runner.execute_task(NETWORK, dict.fromkeys(NETWORK.fields) | params, environ={})
    assert result["failed"]
    assert re.fullmatch(r"`sdk_log_path`: \S+/nowhere/requests.log cannot be written: No such file or directory.", result["msg"])
    assert cloud.log == []
