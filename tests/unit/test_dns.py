# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and records of the DNS service: which spellings are the same, and what is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils.context import Context
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.base import absolute
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.name_rules import TLD, top_level
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.recordsets import RECORDSET, name_in_zone
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.shares import ZONE_SHARE, ZONE_SHARES
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.tsigkeys import TSIGKEY, TSIGKEYS
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.zone_files import EXPORT, IMPORT
from ansible_collections.stratus.openstack.plugins.module_utils.services.dns.zones import ZONE
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.networks import NETWORK
from tests.unit.fake_cloud import SERVICES, FakeCloud, fake_cloud
from tests.unit.stub import Answer


def context(resource: Resource, **params: Any) -> Context:
    options = dict(dict.fromkeys(resource.spec()["argument_spec"]), state="present", **params)
    return Context(SimpleNamespace(dry_run=False), options, resource)


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("example.org", "example.org."),
        ("Example.ORG.", "example.org."),
        ("bücher.example", "xn--bcher-kva.example."),
        ("XN--BCHER-KVA.example.", "xn--bcher-kva.example."),
        ("*.example.org", "*.example.org."),
        ("_sip._tcp.example.org.", "_sip._tcp.example.org."),
    ],
)
def test_a_domain_name_has_one_stored_form(given: str, stored: str) -> None:
    assert absolute(given) == stored
    assert ZONE.fields["name"].same(stored, given)


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("www", "www.example.org."),
        ("WWW.example.org", "www.example.org."),
        ("Bücher", "xn--bcher-kva.example.org."),
        ("XN--BCHER-KVA.example.org.", "xn--bcher-kva.example.org."),
        ("www.example.org.", "www.example.org."),
        ("www.example.net.", "www.example.net."),
        ("a.b", "a.b.example.org."),
        ("notexample.org", "notexample.org.example.org."),
        ("@", "example.org."),
        ("example.org", "example.org."),
    ],
)
def test_the_name_of_a_recordset_can_be_relative_to_the_zone(given: str, stored: str) -> None:
    assert name_in_zone(context(RECORDSET, zone="Example.org"), given) == stored


@pytest.mark.parametrize(
    ("kind", "have", "given", "same"),
    [
        ("a", ["192.0.2.2", "192.0.2.1"], ["192.0.2.1", "192.0.2.2"], True),
        ("a", ["192.0.2.1"], ["192.0.2.1", "192.0.2.1"], True),
        ("a", ["192.0.2.1"], ["192.0.2.2"], False),
        ("aaaa", ["2001:DB8:0:0::1"], ["2001:db8::1"], True),
        ("cname", ["Mail.example.org."], ["mail.example.org"], True),
        ("mx", ["10 mail.example.org."], ["10  Mail.example.org"], True),
        ("mx", ["10 mail.example.org."], ["20 mail.example.org."], False),
        ("srv", ["0 5 5060 sip.example.org."], ["0 5 5060 SIP.example.org"], True),
        ("txt", ['"two words"'], ["two words"], True),
        ("txt", ['"Text"'], ["text"], False),
        ("txt", ['"say \\"x\\""'], ['say "x"'], True),
        ("caa", ['0 issue "ca.example"'], ['0 issue "CA.example"'], False),
    ],
)
def test_records_are_compared_by_their_meaning(kind: str, have: list[str], given: list[str], same: bool) -> None:
    task = context(RECORDSET, zone="example.org.", recordset_type=kind, records=given)
    assert RECORDSET.fields["records"].agrees(have, given, task) is same


def test_records_are_sent_in_the_form_that_the_api_takes() -> None:
    task = context(RECORDSET, zone="example.org.", recordset_type="mx")
    assert RECORDSET.fields["records"].wire(["10  Mail.example.org", "10 mail.example.org."], task) == ["10 mail.example.org."]


def test_a_name_with_several_types_needs_the_type() -> None:
    found = [{"name": "www.example.org.", "type": kind} for kind in ("AAAA", "A")]
    with pytest.raises(CloudError, match="recordsets of several types: A, AAAA"):
        RECORDSET.single(found, "www")


def test_what_a_new_zone_requires_depends_on_its_type() -> None:
    for body, needed in (({}, "email"), ({"type": "SECONDARY"}, "masters")):
        with pytest.raises(CloudError, match=f"zone requires `{needed}`"):
            ZONE.complete_body(context(ZONE), body)
    assert ZONE.complete_body(context(ZONE), {"type": "SECONDARY", "masters": ["192.0.2.1"]})


# -- objects below others: the engine's part -----------------------------------------------------------------------------------

BELOW = Resource(
    "network.thing", path="/networks/{network_id}/things", network=Ref(NETWORK, api="network_id", parent=True), name=Str(), color=Str()
)


@pytest.fixture
def cloud() -> Iterator[FakeCloud]:
    with fake_cloud() as made:
        yield made


def add_parent(cloud: FakeCloud) -> str:
    """Make a network without things; the path of its things."""
    place = f"/networks/{cloud.add('/network/v2.0/networks', name='n')['id']}/things"
    cloud.objects[f"/network/v2.0{place}"] = {}
    return place


def test_the_name_of_a_parent_is_looked_up_once_in_a_run_unless_something_is_written(cloud: FakeCloud) -> None:
    place = add_parent(cloud)
    wanted = {"network": "n", "name": "t", "color": "red", "state": "present", "wait": True}
    with cloud.session() as session:
        BELOW.execute(session, wanted)
        before = len(cloud.log)
        BELOW.execute(session, wanted)
        assert cloud.log[before:] == [f"GET {place}"]
        made = BELOW.execute(session, dict(wanted, color="blue"))
    assert cloud.log[before + 1 :] == [f"GET {place}", "GET /networks", f"PUT {place}/{made['id']}"]


def test_a_parent_that_was_replaced_is_found_before_anything_is_written(cloud: FakeCloud) -> None:
    old = add_parent(cloud)
    wanted = {"network": "n", "name": "t", "color": None, "state": "present", "wait": True}
    with cloud.session() as session:
        BELOW.execute(session, wanted)
        cloud.objects.clear()
        new = add_parent(cloud)
        BELOW.execute(session, wanted)
    assert [len(cloud.all(f"/network/v2.0{place}")) for place in (old, new)] == [0, 1]


# -- keys, top-level domains, shares ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("given", "stored"), [("ORG.", "org"), ("co.uk", "co.uk"), ("рф", "xn--p1ai")])
def test_a_top_level_domain_has_one_stored_form(given: str, stored: str) -> None:
    assert top_level(given) == stored
    assert TLD.fields["name"].same(stored, given)
    assert TLD.stored_name(context(TLD), given) == stored


@pytest.mark.parametrize(("have", "same"), [("YWJj", True), ("eHl6", False), ("********", True)])
def test_the_secret_of_a_key_is_compared_unless_a_prediction_hides_it(have: str, same: bool) -> None:
    field = TSIGKEY.fields["secret"]
    assert field.agrees(have, "YWJj", context(TSIGKEY)) is same
    assert field.to_diff(have) == "VALUE_HIDDEN"


def test_the_secret_of_a_key_is_masked_and_not_in_results(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SERVICES, "dns", "/dns")
    key = {"id": "1" * 32, "name": "k", "algorithm": "hmac-sha256", "secret": "YjF0dGVyLWFsbW9uZA==", "scope": "ZONE"}
    cloud.interfere = lambda request: Answer(200, {"tsigkeys": [key]}) if request.path.startswith("/dns") else None
    for asked in (False, True):
        params = dict(dict.fromkeys(TSIGKEYS.spec()["argument_spec"]), name="k", with_secret=asked)
        with cloud.session() as session:
            (found,) = TSIGKEYS.execute(session, params)["tsigkeys"]
            assert session.http.shown(f"it is {key['secret']}") == "it is ********"
        assert found["secret"] == (key["secret"] if asked else None)


def test_shares_of_other_projects_are_left_out(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SERVICES, "dns", "/dns")
    shares = [{"id": f"{number}" * 32, "target_project_id": project * 32} for number, project in ((1, "d"), (2, "e"))]
    cloud.interfere = lambda request: Answer(200, {"shared_zones": shares}) if request.path.startswith("/dns") else None
    params = {"zone": "f" * 32, "target_project": "e" * 32, "state": "present"}
    with cloud.session() as session:
        assert ZONE_SHARE.execute(session, dict(dict.fromkeys(ZONE_SHARE.fields), **params))["id"] == "2" * 32
        (found,) = ZONE_SHARES.execute(session, dict(dict.fromkeys(ZONE_SHARES.options), **params))["zone_shares"]
    assert found["id"] == "2" * 32
    assert cloud.writes == []


# -- zones that are being removed, zone files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("have", "leaving"),
    [
        ({"status": "PENDING", "action": "DELETE"}, True),
        ({"status": "PENDING", "action": "UPDATE"}, False),
        ({"status": "ERROR", "action": "DELETE"}, False),  # another request removes it
        ({"status": "ACTIVE", "action": "NONE"}, False),
    ],
)
def test_a_zone_that_is_being_removed_is_known_by_its_action(have: dict[str, str], leaving: bool) -> None:
    assert ZONE.is_leaving(have) is leaving


def test_a_zone_in_error_is_found_and_removed(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SERVICES, "dns", "/dns")
    zone = {"id": "1" * 32, "name": "example.org.", "status": "ERROR", "action": "CREATE"}
    removed: list[str] = []

    def answer(request: Any) -> Answer | None:
        if request.method == "DELETE":
            removed.append(request.path)
            return Answer(202, zone)
        one = "/" + zone["id"] in request.path
        return (Answer(404, {}) if removed else Answer(200, zone)) if one else Answer(200, {"zones": [] if removed else [zone]})

    cloud.interfere = lambda request: answer(request) if request.path.startswith("/dns") else None
    params = dict(dict.fromkeys(ZONE.spec()["argument_spec"]), name="EXAMPLE.org", timeout=5)
    with cloud.session() as session:
        found = ZONE.execute(session, dict(params, state="present", wait=False))
        assert (found["changed"], found["zone"]["status"]) == (False, "ERROR")
        assert ZONE.execute(session, dict(params, state="absent", wait=True))["changed"]
    assert removed == ["/dns/v2/zones/" + zone["id"]]


class ZoneFiles:
    """The part of the DNS service with exports and imports. ``status``: of an import when it has ended."""

    def __init__(self, cloud: FakeCloud, status: str = "COMPLETE") -> None:
        self.log: list[str] = []
        self.bodies: list[bytes] = []
        self.job = {"id": "2" * 32, "status": status, "message": "Duplicate zone.", "zone_id": "1" * 32}
        self.zone = {"id": "1" * 32, "name": "example.org.", "status": "ACTIVE"}
        cloud.interfere = lambda request: self.answer(request) if request.path.startswith("/dns") else None

    def answer(self, request: Any) -> Answer:
        path = request.path.removeprefix("/dns/v2").partition("?")[0]
        self.log.append(f"{request.method} {path}")
        if request.method == "POST":
            self.bodies.append(request.body)
            return Answer(202, {**self.job, "status": "PENDING"})
        if path.endswith("/export"):
            return Answer(200, b"$ORIGIN example.org.", {"Content-Type": "text/dns"})
        if "/tasks/" in path:
            return Answer(200, self.job) if request.method == "GET" else Answer(204, None)
        return Answer(200, self.zone if path.startswith("/zones/") else {"zones": []})


IMPORT_FILE = "$ORIGIN Example.org.\n@ IN SOA ns1.example.net. a.example.net. 1 2 3 4 5\n"


def run_import(cloud: FakeCloud, content: str | None) -> Any:
    params = dict(dict.fromkeys(IMPORT.spec()["argument_spec"]), name="example.org", content=content, state="present", wait=True, timeout=5)
    with cloud.session() as session:
        return IMPORT.execute(session, params)


def test_a_zone_file_is_imported_and_the_import_removed(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SERVICES, "dns", "/dns")
    dns = ZoneFiles(cloud)
    made = run_import(cloud, IMPORT_FILE)
    assert (made["changed"], made["zone"]["name"]) == (True, "example.org.")
    assert dns.bodies == [IMPORT_FILE.replace("Example", "example").encode()]  # the service would keep upper case in the name
    job = f"/zones/tasks/imports/{'2' * 32}"
    assert dns.log[1:] == ["POST /zones/tasks/imports", f"GET {job}", f"DELETE {job}", f"GET /zones/{'1' * 32}"]


def test_a_failed_import_gives_the_reason_and_is_removed(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SERVICES, "dns", "/dns")
    dns = ZoneFiles(cloud, "ERROR")
    with pytest.raises(CloudError, match="ended in status ERROR: Duplicate zone"):
        run_import(cloud, IMPORT_FILE)
    assert dns.log[-1] == f"DELETE /zones/tasks/imports/{'2' * 32}"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "creating it requires `content` or `src`"),
        ("$ORIGIN example.net.", "The zone file is that of the zone 'example.net.'"),
        ("@ IN SOA", "has no .ORIGIN"),
    ],
)
def test_a_zone_file_must_be_that_of_the_zone(content: str | None, why: str, cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SERVICES, "dns", "/dns")
    dns = ZoneFiles(cloud)
    with pytest.raises(CloudError, match=why):
        run_import(cloud, content)
    assert dns.bodies == []


def test_an_export_is_a_text_or_a_file(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(SERVICES, "dns", "/dns")
    dns = ZoneFiles(cloud)
    params = dict(dict.fromkeys(EXPORT.spec()["argument_spec"]), zone="1" * 32, timeout=5)
    with cloud.session() as session:
        assert EXPORT.execute(session, params)["content"] == "$ORIGIN example.org."
        runs = [EXPORT.execute(session, dict(params, dest=str(tmp_path / "zone")))["changed"] for _run in range(2)]
    assert (tmp_path / "zone").read_text() == "$ORIGIN example.org."
    assert runs == [True, False]
    assert dns.log.count(f"DELETE /zones/tasks/exports/{'2' * 32}") == 3
