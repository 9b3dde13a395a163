# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Namesakes of several domains, passwords that are tried, links, and what roles of an application credential mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity import credentials
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.credentials import APPLICATION_CREDENTIAL
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.domains import DOMAIN
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.limits import REGISTERED_LIMIT
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.projects import PROJECT
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.roles import ROLE, ROLE_ASSIGNMENT
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.users import GROUP_ASSIGNMENT, GROUPS, USER, USERS
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from tests.unit.fake_cloud import OTHER_PROJECT, PASSWORD, FakeCloud, fake_cloud
from tests.unit.fake_cloud import PROJECT as OWN
from tests.unit.stub import Answer, Request

RESEARCH, JANE, JANE_THERE, BOB, TEAM = (digit * 32 for digit in "12345")
KEYSTONE = "/identity/v3"
MINE = f"{KEYSTONE}/users/{'u' * 32}/application_credentials"
DEFAULTS = {"state": "present", "wait": True, "timeout": 5, "update_password": "on_create"}


def keystone(cloud: FakeCloud, request: Request) -> Answer | None:
    """What the fake cloud does not do by itself: listings below /v3, PATCH, and links."""
    path, _mark, query = request.path.partition("?")
    collection, _slash, name = path.rpartition("/")
    if path == f"{KEYSTONE}/auth/tokens" or not path.startswith(KEYSTONE):
        return None
    if (collection == KEYSTONE or name == "application_credentials") and request.method in ("GET", "POST"):
        return cloud.of_collection(request, path, parse_qs(query))
    if request.method == "PATCH":
        have = cloud.objects[collection][name]
        one = collection.rpartition("/")[2][:-1]
        have.update(request.json[one])
        return Answer(200, {one: {key: value for key, value in have.items() if key != "password"}})
    if request.method == "GET" and name in ("users", "groups"):  # those of a group, or of a user
        return Answer(200, {name: []})
    if "/users/" in path.removeprefix(f"{KEYSTONE}/users"):
        links = cloud.objects.setdefault("links", {})
        if request.method == "PUT":
            links[path] = {}
        return Answer(204 if path in links else 404)
    return None


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        made.interfere = lambda request: keystone(made, request)
        made.add(f"{KEYSTONE}/domains", id=RESEARCH, name="research", enabled=True)
        made.add(f"{KEYSTONE}/users", id=JANE, name="jane", domain_id="default", enabled=True)
        made.add(f"{KEYSTONE}/users", id=JANE_THERE, name="jane", domain_id=RESEARCH, enabled=True)
        made.add(f"{KEYSTONE}/users", id=BOB, name="bob", domain_id=RESEARCH, enabled=True)
        made.add(f"{KEYSTONE}/groups", id=TEAM, name="team", domain_id=RESEARCH)
        yield made


def task(cloud: FakeCloud, resource: Resource, check: bool = False, **params: Any) -> dict[str, Any]:
    with cloud.session(dry_run=check) as session:
        return resource.execute(session, dict.fromkeys(resource.fields) | DEFAULTS | params)


# -- domains ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("domain", "found"), [(None, JANE), ("default", JANE), ("research", JANE_THERE), (RESEARCH, JANE_THERE)])
def test_a_name_means_the_one_of_its_domain(cloud: FakeCloud, domain: str | None, found: str) -> None:
    assert task(cloud, USER, name="jane", domain=domain)["id"] == found
    assert cloud.writes == []


def test_without_a_domain_a_namesake_elsewhere_is_neither_changed_nor_removed(cloud: FakeCloud) -> None:
    assert task(cloud, USER, name="bob", state="absent")["changed"] is False
    made = task(cloud, USER, name="bob", description="mine")
    assert made["changed"] is True and made["user"]["domain_id"] == "default"
    assert len(cloud.all(f"{KEYSTONE}/users")) == 4


def test_what_lives_in_a_domain_that_is_gone_is_gone(cloud: FakeCloud) -> None:
    assert task(cloud, USER, name="jane", domain="nowhere", state="absent")["changed"] is False
    with pytest.raises(CloudError, match="There is no domain 'nowhere'"):
        task(cloud, USER, name="jane", domain="nowhere")


@pytest.mark.parametrize(
    ("user", "domain", "found"), [("jane", None, JANE), ("jane", "research", JANE_THERE), ("bob", None, BOB), ("bob", "default", None)]
)
def test_a_reference_without_a_domain_may_be_of_any_and_the_own_one_goes_first(
    cloud: FakeCloud, user: str, domain: str | None, found: str | None
) -> None:
    if found is None:
        with pytest.raises(Missing):
            task(cloud, GROUP_ASSIGNMENT, group="team", user=user, user_domain=domain)
    else:
        made = task(cloud, GROUP_ASSIGNMENT, group="team", user=user, user_domain=domain)
        assert made["group_assignment"] == {"group_id": TEAM, "user_id": found}


def test_two_of_one_name_in_other_domains_are_an_error_that_lists_them(cloud: FakeCloud) -> None:
    cloud.add(f"{KEYSTONE}/users", name="bob", domain_id="3" * 32)
    with pytest.raises(CloudError, match=rf"{BOB} \(domain {RESEARCH}\)"):
        task(cloud, GROUP_ASSIGNMENT, group="team", user="bob")


def test_the_id_of_the_first_domain_and_the_own_project_need_no_look(cloud: FakeCloud) -> None:
    with cloud.session() as session:
        context = Context(session, {}, PROJECT)
        assert context.resolve(DOMAIN, "default") == "default"
        assert context.resolve(PROJECT, "demo") == context.resolve(PROJECT, "demo", {"domain_id": "default"}) == OWN
        assert cloud.log == []
        with pytest.raises(Missing):  # a namesake of the own one
            context.resolve(PROJECT, "demo", {"domain_id": RESEARCH})


def test_a_role_without_a_domain_is_never_one_that_has_one(cloud: FakeCloud) -> None:
    cloud.add(f"{KEYSTONE}/roles", id=TEAM, name="auditor", domain_id=RESEARCH)
    assert task(cloud, ROLE, name="auditor", state="absent")["changed"] is False
    assert task(cloud, ROLE, name="auditor", domain_id="research")["id"] == TEAM


# -- extra attributes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "options", "sent"),
    [
        ({"tags": ["a"], "is_enabled": False, "color": "red"}, {}, {"tags": ["a"], "enabled": False, "color": "red"}),
        ({"enabled": "no"}, {}, {"enabled": False}),
        ({"enabled": True}, {"is_enabled": True}, {"enabled": True}),
        ({"description": "shop", "size": 7}, {}, {"description": "shop", "size": 7}),
    ],
)
def test_an_extra_attribute_that_has_an_option_is_set_by_it(
    cloud: FakeCloud, extra: dict[str, Any], options: dict[str, Any], sent: dict[str, Any]
) -> None:
    predicted = task(cloud, PROJECT, True, name="shop", extra_specs=extra, **options)
    result = task(cloud, PROJECT, name="shop", extra_specs=extra, **options)
    made = cloud.all(f"{KEYSTONE}/projects")[0]
    assert {name: made.get(name) for name in sent} == sent
    assert "is_enabled" not in made
    assert predicted["diff"] == result["diff"]
    assert not task(cloud, PROJECT, name="shop", extra_specs=extra, **options)["changed"]


@pytest.mark.parametrize(
    ("extra", "options", "message"),
    [
        ({"enabled": False}, {"is_enabled": True}, "`is_enabled` and `enabled` in `extra_specs` contradict each other"),
        ({"tags": "a"}, {}, "`tags` in `extra_specs` is no value for the option `tags`"),
        ({"domain_id": RESEARCH}, {}, "`domain_id` is no extra attribute"),
        ({"links": {}}, {}, "`links` is no extra attribute"),
    ],
)
def test_an_extra_attribute_that_cannot_be_one_is_refused(
    cloud: FakeCloud, extra: dict[str, Any], options: dict[str, Any], message: str
) -> None:
    cloud.add(f"{KEYSTONE}/projects", name="shop", domain_id="default", enabled=True, tags=[])
    for name in ("shop", "new"):
        with pytest.raises(CloudError, match=f"^Cannot (use the options of|change|create) project '{name}': {message}"):
            task(cloud, PROJECT, name=name, extra_specs=extra, **options)
    assert cloud.writes == []


def test_a_password_is_no_extra_attribute(cloud: FakeCloud) -> None:
    with pytest.raises(CloudError, match="`password` is no extra attribute"):
        task(cloud, USER, name="jane", extra_specs={"password": "x"})


# -- users ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "update", "changed"), [("other", "on_create", False), (PASSWORD, "always", False), ("other", "always", True)]
)
def test_a_password_is_set_when_a_login_shows_that_it_is_another_one(cloud: FakeCloud, password: str, update: str, changed: bool) -> None:
    for check in (True, False):
        result = task(cloud, USER, check, name="jane", password=password, update_password=update)
        assert result["changed"] is changed
        assert (result["diff"]["before"] != result["diff"]["after"]) is changed
        assert password not in str(result)
    assert cloud.objects[f"{KEYSTONE}/users"][JANE].get("password") == (password if changed else None)


def test_what_is_right_but_not_enough_is_right(cloud: FakeCloud) -> None:
    def two_factors(request: Request) -> Answer | None:
        asks_for_jane = request.method == "POST" and b'"id"' in request.body
        return Answer(401, {"receipt": {}}, {"Openstack-Auth-Receipt": "gAAAA"}) if asks_for_jane else keystone(cloud, request)

    cloud.interfere = two_factors
    assert task(cloud, USER, name="jane", password="right", update_password="always")["changed"] is False


def test_a_password_that_shall_always_be_set_must_be_given(cloud: FakeCloud) -> None:
    with pytest.raises(CloudError, match="`update_password: always` needs a `password`"):
        task(cloud, USER, name="jane", update_password="always")
    assert task(cloud, USER, name="jane", update_password="always", state="absent")["changed"]


def test_a_dry_run_remembers_no_password(cloud: FakeCloud) -> None:
    with cloud.session(dry_run=True) as session:
        for _time in range(2):
            options = dict.fromkeys(USER.fields) | DEFAULTS | {"name": "new", "password": "hush-hush", "update_password": "always"}
            USER.execute(session, options)
        assert len(session.writes) == 1
        assert "hush-hush" not in str(session.overlay.state())


def test_what_is_not_set_of_the_options_is_not_there(cloud: FakeCloud) -> None:
    with cloud.session(dry_run=True) as session:
        options = dict.fromkeys(USER.fields) | DEFAULTS | {"name": "new"}
        USER.execute(session, options | {"options": {"lock_password": True}})
        result = USER.execute(session, options | {"options": {"multi_factor_auth_enabled": True}})
    assert result["diff"]["before"]["options"] == {}
    assert result["user"]["options"] == {"lock_password": True, "multi_factor_auth_enabled": True}


def test_a_project_without_a_parent_is_below_its_domain(cloud: FakeCloud) -> None:
    with cloud.session(dry_run=True) as session:
        for params in ({"name": "above", "domain": "research"}, {"name": "below", "domain": "research", "parent": "above"}):
            made = PROJECT.execute(session, dict.fromkeys(PROJECT.fields) | DEFAULTS | params)["project"]
        context = Context(session, {}, PROJECT)
        found = [[have["name"] for have in PROJECT.list(context, {"parent_id": above})] for above in (made["parent_id"], RESEARCH)]
    assert found == [["below"], ["above"]]


@pytest.mark.parametrize(("first", "changed"), [(None, True), ("hush-hush", False)])
def test_a_password_of_a_user_who_is_predicted(cloud: FakeCloud, first: str | None, changed: bool) -> None:
    """Nobody can log in to try it."""
    with cloud.session(dry_run=True) as session:
        options = dict.fromkeys(USER.fields) | DEFAULTS | {"name": "new"}
        made = USER.execute(session, options | {"password": first})
        session.writes.clear()
        again = USER.execute(session, options | {"password": "hush-hush", "update_password": "always"})
        assert again["changed"] is changed
        assert again["diff"]["before"].get("password") is (None if changed else UNKNOWN)
        session.writes.clear()
        assert not USER.execute(session, options | {"password": "other"})["changed"]
    assert (made["changed"], cloud.writes) == (True, [])
    assert not any("auth" in line for line in cloud.log)


def test_options_that_are_not_mentioned_stay_in_a_dry_run(cloud: FakeCloud) -> None:
    user = cloud.objects[f"{KEYSTONE}/users"][JANE]
    user["options"] = {"lock_password": True, "ignore_password_expiry": True}
    with cloud.session(dry_run=True) as session:
        options = dict.fromkeys(USER.fields) | DEFAULTS | {"name": "jane"}
        for wanted, left in (
            ({"lock_password": False}, {"lock_password": False, "ignore_password_expiry": True}),
            ({"multi_factor_auth_enabled": True}, {**user["options"], "lock_password": False, "multi_factor_auth_enabled": True}),
            ({}, {}),
        ):
            for changed in (True, False):
                session.writes.clear()
                result = USER.execute(session, options | {"options": wanted})
                assert (result["changed"], result["user"]["options"]) == (changed, left)


# -- links ------------------------------------------------------------------------------------------------------------------


def test_a_link_that_is_there_takes_one_request_when_the_names_are_known(cloud: FakeCloud) -> None:
    options = dict.fromkeys(GROUP_ASSIGNMENT.fields) | DEFAULTS | {"group": "team", "user": "bob"}
    with cloud.session() as session:
        assert GROUP_ASSIGNMENT.execute(session, options)["changed"] is True
        before = len(cloud.log)
        session.writes.clear()
        assert GROUP_ASSIGNMENT.execute(session, options)["changed"] is False
        assert cloud.log[before:] == [f"HEAD {KEYSTONE}/groups/{TEAM}/users/{BOB}"]


def test_names_are_looked_up_anew_before_a_link_is_made(cloud: FakeCloud) -> None:
    options = dict.fromkeys(GROUP_ASSIGNMENT.fields) | DEFAULTS | {"group": "team", "user": "bob"}
    with cloud.session() as session:
        GROUP_ASSIGNMENT.execute(session, options)
        cloud.objects["links"].clear()
        renewed = cloud.objects[f"{KEYSTONE}/users"].pop(BOB)
        cloud.add(f"{KEYSTONE}/users", **renewed | {"id": "9" * 32})
        assert GROUP_ASSIGNMENT.execute(session, options)["group_assignment"]["user_id"] == "9" * 32


def test_members_of_groups_are_listed_in_a_dry_run(cloud: FakeCloud) -> None:
    options = dict.fromkeys(GROUP_ASSIGNMENT.fields) | DEFAULTS | {"group": "team", "user": "bob"}
    everybody = dict.fromkeys((*USERS.options, *GROUPS.options, "filters"))
    with cloud.session(dry_run=True) as session:
        for state, users, groups in (("present", ["bob"], ["team"]), ("absent", [], [])):
            GROUP_ASSIGNMENT.execute(session, options | {"state": state})
            for listing, key, names in ((USERS, "group", users), (GROUPS, "user", groups)):
                found = listing.execute(session, everybody | {key: {"group": TEAM, "user": BOB}[key]})[f"{listing.resource.type}s"]
                assert [one["name"] for one in found] == names
    assert cloud.writes == []


def test_assignments_are_listed_in_a_dry_run(cloud: FakeCloud) -> None:
    """As are those that were there; one that is taken away is not."""
    role = cloud.add(f"{KEYSTONE}/roles", name="member")["id"]
    project = cloud.add(f"{KEYSTONE}/projects", name="there", domain_id=RESEARCH)["id"]
    place = f"/projects/{project}/users/{BOB}/roles/{role}"
    cloud.add(f"{KEYSTONE}/role_assignments", user={"id": BOB}, role={"id": role}, scope={"project": {"id": project}}, links={})
    cloud.objects["links"] = {f"{KEYSTONE}{place}": {}}
    options = dict.fromkeys(ROLE_ASSIGNMENT.fields) | DEFAULTS | {"role": "member", "project": project}
    with cloud.session(dry_run=True) as session:

        def whose(**params: Any) -> list[Any]:
            return [have.get("user", have.get("group"))["id"] for have in ROLE_ASSIGNMENT.list(context, params)]

        context = Context(session, options, ROLE_ASSIGNMENT)
        result = ROLE_ASSIGNMENT.execute(session, options | {"user": JANE})
        ROLE_ASSIGNMENT.execute(session, options | {"group": TEAM})
        ROLE_ASSIGNMENT.execute(session, options | {"user": "bob", "user_domain": "research", "inherited": True})
        assert whose() == [BOB, JANE, TEAM, BOB]
        removal = ROLE_ASSIGNMENT.execute(session, options | {"user": "bob", "user_domain": "research", "state": "absent"})
        assert whose() == [JANE, TEAM, BOB]
        assert whose(**{"user.id": JANE, "role.id": role, "scope.project.id": project, "include_names": True}) == [JANE]
        assert whose(**{"scope.OS-INHERIT:inherited_to": "projects"}) == [BOB]
        assert whose(**{"scope.project.id": project, "effective": True}) == [JANE]
        one = next(ROLE_ASSIGNMENT.list(context, {"user.id": JANE}))
    assert (one["user"]["name"], one["role"]["name"], one["scope"]["project"]["domain"]["name"]) == ("jane", "member", "research")
    assert result["diff"]["after"] == {"role": "member", "user": JANE, "project": project}
    assert removal["diff"] == {"before": {"role": "member", "user": "bob", "user_domain": "research", "project": project}, "after": {}}
    assert cloud.writes == []


def assignment(**params: Any) -> str:
    session = SimpleNamespace(get_cached=lambda key, default=None: default)
    options = dict.fromkeys(ROLE_ASSIGNMENT.fields) | {"role": TEAM} | params
    return ROLE_ASSIGNMENT.path_of_link(Context(session, options, ROLE_ASSIGNMENT))


@pytest.mark.parametrize(
    ("params", "path"),
    [
        ({"user": JANE, "project": BOB}, f"/projects/{BOB}/users/{JANE}/roles/{TEAM}"),
        ({"user": JANE, "project": BOB, "domain": RESEARCH}, f"/projects/{BOB}/users/{JANE}/roles/{TEAM}"),
        ({"group": JANE, "domain": "default"}, f"/domains/default/groups/{JANE}/roles/{TEAM}"),
        ({"group": JANE, "system": "all"}, f"/system/groups/{JANE}/roles/{TEAM}"),
        (
            {"user": JANE, "domain": RESEARCH, "inherited": True},
            f"/OS-INHERIT/domains/{RESEARCH}/users/{JANE}/roles/{TEAM}/inherited_to_projects",
        ),
    ],
)
def test_where_an_assignment_is(params: dict[str, Any], path: str) -> None:
    assert assignment(**params) == path


def test_nothing_inherits_from_the_system() -> None:
    with pytest.raises(CloudError, match="cannot be combined with `inherited`"):
        assignment(user=JANE, system="all", inherited=True)


# -- application credentials ------------------------------------------------------------------------------------------------

HEAT = [{"prior_role": {"name": "member"}, "implies": [{"name": "heat_stack_owner"}]}]


def agrees(declared: list[str], have: list[str], answer: Any) -> tuple[bool, list[str]]:
    session = SimpleNamespace(access=SimpleNamespace(roles=[]), warnings=[], request=lambda *_words, **_rest: answer)
    context = Context(session, {}, APPLICATION_CREDENTIAL)
    roles = [{"id": name * 2, "name": name} for name in have]
    field = APPLICATION_CREDENTIAL.fields["roles"]
    return field.agrees(roles, [{"name": name} for name in declared], context), session.warnings


@pytest.mark.parametrize(
    ("declared", "have", "same"),
    [
        (["member"], ["member"], True),
        (["member"], ["reader", "member"], True),
        (["admin"], ["admin", "manager", "member", "reader"], True),
        (["member"], ["reader"], False),
        (["member"], ["admin", "member", "reader"], False),
        (["reader"], ["member", "reader"], False),
        (["member"], ["member", "reader", "heat_stack_owner"], True),
        (["member"], ["member", "reader", "creator"], False),
        ([], ["whatever"], True),
    ],
)
def test_implied_roles_come_with_those_that_are_declared(declared: list[str], have: list[str], same: bool) -> None:
    readable = SimpleNamespace(status=200, body={"role_inferences": HEAT})
    assert agrees(declared, have, readable) == (same, [])


def test_roles_that_nobody_may_ask_about_are_told_of_and_are_no_drift() -> None:
    same, warnings = agrees(["member"], ["member", "reader", "creator"], SimpleNamespace(status=403, body=None))
    assert same and len(warnings) == 1 and "creator" in warnings[0]


def test_one_for_another_project_is_told_of_and_replaced_when_that_is_asked_for(cloud: FakeCloud) -> None:
    cloud.add(MINE, name="backup", project_id=OTHER_PROJECT)
    left = task(cloud, APPLICATION_CREDENTIAL, name="backup")
    assert (left["changed"], left["drift"][0]["option"], left["drift"][0]["now"]) == (False, "project", OTHER_PROJECT)
    made = task(cloud, APPLICATION_CREDENTIAL, name="backup", state="replace")
    assert made["changed"] is True and "drift" not in made
    assert [have["project_id"] for have in cloud.all(MINE)] == [OWN]


def test_one_whose_secret_was_lost_with_the_answer_is_no_success(cloud: FakeCloud) -> None:
    def lost(request: Request) -> Answer | None:
        making = request.method == "POST" and "application_credentials" in request.path
        return Answer(fault="reset") if making else keystone(cloud, request)

    cloud.interfere = lost
    with pytest.raises(CloudError) as caught:
        task(cloud, APPLICATION_CREDENTIAL, name="backup")
    assert "its secret is lost" in caught.value.hint


def test_a_role_that_nobody_holds_is_said_before_anything_is_deleted(cloud: FakeCloud) -> None:
    cloud.add(MINE, name="backup", roles=[{"id": TEAM, "name": "member"}])
    cloud.roles = [{"name": "member"}]
    with pytest.raises(CloudError, match="do not have the role 'admin'; they have member"):
        task(cloud, APPLICATION_CREDENTIAL, name="backup", roles=[{"name": "admin"}], state="replace")
    assert cloud.writes == []


@pytest.mark.parametrize(
    ("declared", "later", "now"),
    [
        ([{"name": "member"}], [{"name": "member"}], None),
        ([{"name": "member"}], [{"name": "member"}, {"name": "reader"}], None),
        ([{"name": "member"}], [{"name": "reader"}], UNKNOWN),
        ([{"id": TEAM}], [{"name": "reader"}], None),
        (None, [{"name": "reader"}], None),
    ],
)
def test_roles_of_one_that_is_predicted(cloud: FakeCloud, declared: Any, later: Any, now: Any) -> None:
    """With them come those that they imply, of which only those of each cloud are known."""
    cloud.roles = [{"name": "member"}, {"name": "reader"}]
    options = dict.fromkeys(APPLICATION_CREDENTIAL.fields) | DEFAULTS | {"name": "backup"}
    with cloud.session(dry_run=True) as session:
        made = APPLICATION_CREDENTIAL.execute(session, options | {"roles": declared})
        again = APPLICATION_CREDENTIAL.execute(session, options | {"roles": later})
    assert made["application_credential"]["roles"] is UNKNOWN
    assert [entry["now"] for entry in again.get("drift", ())] == ([] if now is None else [now])


def test_a_secret_is_shown_once_and_is_not_known_before(cloud: FakeCloud) -> None:
    options = dict.fromkeys(APPLICATION_CREDENTIAL.fields) | DEFAULTS | {"name": "backup"}
    with cloud.session(dry_run=True) as session:
        made = APPLICATION_CREDENTIAL.execute(session, options)
        assert made["application_credential"]["secret"] is made["cloud"]["auth"]["application_credential_secret"] is UNKNOWN
        assert APPLICATION_CREDENTIAL.execute(session, options)["application_credential"]["secret"] is None
        other = APPLICATION_CREDENTIAL.execute(session, options | {"secret": "hush-hush"})
        assert [entry["option"] for entry in other["drift"]] == ["secret"]
        APPLICATION_CREDENTIAL.execute(session, options | {"secret": "hush-hush", "state": "replace"})
        assert "drift" not in APPLICATION_CREDENTIAL.execute(session, options | {"secret": "hush-hush"})
        assert "hush-hush" not in str(session.overlay.state())
    assert not any("auth" in line for line in cloud.log)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2030-01-31T12:00:00", "2030-01-31T12:00:00.000000Z"),
        ("2030-01-31T12:00:00Z", "2030-01-31T12:00:00.000000Z"),
        ("2030-01-31 14:00:00+02:00", "2030-01-31T12:00:00.000000Z"),
        ("2030-01-31", "2030-01-31T00:00:00.000000Z"),
        ("", None),
    ],
)
def test_times(text: str, meant: str | None) -> None:
    field = APPLICATION_CREDENTIAL.fields["expires_at"]
    assert field.wire(text, None) == meant
    assert field.same(meant and meant.rstrip("Z"), text)


@pytest.mark.parametrize("expired", [True, False])
def test_a_credential_has_expired_by_the_clock_of_the_service(monkeypatch: pytest.MonkeyPatch, expired: bool) -> None:
    """An expired one cannot log in, so that a login would say that its secret is another one. The local clock says the opposite."""
    monkeypatch.setattr(credentials, "accepts_login", lambda *_args, **_rest: False)
    now = datetime.now(UTC)
    expires_at = now + timedelta(minutes=5 if expired else -5)
    there = now + timedelta(minutes=10 if expired else -10)
    session = SimpleNamespace(service_time=lambda name: there.timestamp() if name == "identity" else None)
    context = SimpleNamespace(session=session, parts={"credential": {"id": "1", "expires_at": expires_at.isoformat()}})
    assert APPLICATION_CREDENTIAL.fields["secret"].agrees(None, "s", context) is expired


# -- limits -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("region", "region_of_other", "left"), [(None, None, ["0"]), ("r", "r", ["0"]), (None, "r", ["0", "f"])])
def test_one_of_two_limits_that_are_created_at_the_same_time_is_removed(
    cloud: FakeCloud, region: str | None, region_of_other: str | None, left: list[str]
) -> None:
    path = f"{KEYSTONE}/registered_limits"

    def meanwhile(request: Request) -> Answer | None:
        if request.method != "POST" or not request.path.startswith(path):
            return keystone(cloud, request)
        (body,) = request.json["registered_limits"]
        cloud.add(path, **body | {"id": "0" * 32, "region_id": region_of_other})
        return Answer(201, {"registered_limits": [cloud.add(path, **{"region_id": None} | body | {"id": "f" * 32})]})

    cloud.interfere = meanwhile
    made = task(cloud, REGISTERED_LIMIT, service=TEAM, resource_name="cores", region=region, default_limit=4)
    assert [have["id"][0] for have in cloud.all(path)] == left
    assert made["id"][0] == left[-1]
