# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks of the collection that molecule's scenarios do not run, as they are shipped, and what teardown asks and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.cloud.plays import AGAIN, answer, held, play
from tests.cloud.servers import MEMBER, Api

HERE = Path(__file__).resolve().parents[2]
KEY = HERE / "extensions" / "molecule" / "bastion" / "key.pub"
HELLO = f"stratus.openstack.openstack_101 -e image=tiny-raw -e flavor=m1.nano -e public_key_file={KEY}"
TEARDOWN = "stratus.openstack.teardown -e teardown_types=network,image"
QUESTION = "Only 'yes' does"
UNASKED = "Nothing was removed, since nobody said yes. Set teardown_confirmed to remove without asking."

pytestmark = pytest.mark.usefixtures("tidy")


def test_the_demo_twice_and_its_removal_twice(api: Api, home: Path) -> None:
    for name, left in (("demo", True), ("demo_destroy", False)):
        foretold = play(f"stratus.openstack.{name} -e cloud=demo -e prefix=mine --check", home, home)
        first, second = (play(f"stratus.openstack.{name} -e cloud=demo -e prefix=mine", home, home) for _again in range(2))
        assert (first.status, second.status) == (0, 0), first.output + second.output
        assert foretold.tasks == first.tasks, foretold.output
        assert AGAIN.search(second.output) and not AGAIN.search(first.output), second.output
        assert bool(held(api)) == left


def test_the_demo_with_things_that_are_named(api: Api, home: Path) -> None:
    named = "-e image=tiny-raw -e flavor=m1.micro -e external=public"
    done = play(f"stratus.openstack.demo -e cloud=demo -e prefix=named {named} --check", home, home)
    assert done.status == 0, done.output
    assert "on m1.micro with tiny-raw" in done.output and "changed=6" in done.output
    done = play("stratus.openstack.demo -e cloud=demo -e external=nowhere --check", home, home)
    assert done.status != 0 and "There is no network 'nowhere'" in done.output


def test_the_first_steps_with_a_cloud_of_the_file(api: Api, home: Path) -> None:
    done = play(f"{HELLO} -e cloud=demo", home, home)
    assert done.status == 0, done.output
    assert "hello-openstack is ACTIVE" in done.output
    assert held(api) == {}


def test_the_first_steps_with_credentials_that_are_typed(api: Api, home: Path) -> None:
    typed = MEMBER["auth"]
    answers = {
        "Address of the identity service": typed["auth_url"],
        "User name": typed["username"],
        "Password": typed["password"],
        "Project": typed["project_name"],
        "Domain of user and project": "Default",
    }
    done = answer(HELLO, home, answers)
    assert done.status == 0, done.output
    assert "hello-openstack is ACTIVE" in done.output
    assert typed["password"] not in done.output
    assert held(api) == {}


OF_THE_OTHER_COLLECTION = """\
---
# written for openstack.cloud
- name: A server
  hosts: localhost
  gather_facts: false
  vars:
    os_image: tiny-raw
  module_defaults:
    group/openstack.cloud.openstack: {cloud: demo, state: "{{ state | default('present') }}"}
  tasks:
    - name: Do it
      when: state is not defined
      block:
        - openstack.cloud.network : {name: moved}
        - "openstack.cloud.subnet": {name: moved, network_name: moved, cidr: 10.60.0.0/24}
        - action: openstack.cloud.security_group name=moved description=moved
        - name: Boot
          os_server: {name: moved, image: "{{ os_image }}", flavor: m1.nano, network: moved, auto_ip: false}
    - {name: Remove the server, os_server: {name: moved}, when: state is defined}
    - {name: Remove the network, openstack.cloud.network: {name: moved}, when: state is defined}
    - {name: Remove the group, openstack.cloud.security_group: {name: moved}, when: state is defined}
"""


def test_a_playbook_for_another_collection_is_migrated_and_runs(api: Api, home: Path) -> None:
    site = home / "site.yml"
    site.write_text(OF_THE_OTHER_COLLECTION)
    site.chmod(0o640)
    shown = play(f"stratus.openstack.migrate -e migrate_path={site}", home, home)
    assert shown.status == 0, shown.output
    assert "+    group/stratus.openstack.openstack: {cloud: demo" in shown.output
    assert site.read_text() == OF_THE_OTHER_COLLECTION
    checked = play(f"stratus.openstack.migrate -e migrate_path={site} -e migrate_apply=true --check", home, home)
    assert checked.status == 0 and site.read_text() == OF_THE_OTHER_COLLECTION, checked.output
    assert play("stratus.openstack.migrate -e migrate_path=site.yml -e migrate_apply=true", home, home).status == 0
    assert site.stat().st_mode & 0o777 == 0o640
    wanted = OF_THE_OTHER_COLLECTION.replace("openstack.cloud", "stratus.openstack").replace("os_server:", "stratus.openstack.server:")
    assert site.read_text() == wanted.replace("for stratus.openstack", "for openstack.cloud")
    first, second = (play(str(site), home, home) for _again in range(2))
    assert (first.status, second.status) == (0, 0), first.output + second.output
    assert AGAIN.search(second.output) and not AGAIN.search(first.output), second.output
    assert play(f"{site} -e state=absent", home, home).status == 0
    assert held(api) == {}


SHOP = """\
- hosts: localhost
  gather_facts: false
  tasks:
    - name: Create the shop
      stratus.openstack.topology:
        cloud: demo
        name: mapped
        state: "{{ state | default('present') }}"
        resources:
          network: [{name: mapped}]
          subnet: [{name: mapped, network: mapped, cidr: 10.62.0.0/24}]
          port: [{name: mapped, network: mapped}]
    - name: Find no image
      stratus.openstack.server: {cloud: demo, name: mapped, image: tiny-rwa, flavor: m1.nano, nics: [none]}
      when: state is not defined
"""


def test_the_report_of_a_run_and_the_map_of_what_it_made(api: Api, home: Path) -> None:
    (home / "shop.yml").write_text(SHOP)
    runs = {}
    for name, argument in (("foretold", "--check"), ("real", "")):
        done = play(f"shop.yml {argument}", home, home, report=home / name)
        runs[name] = json.loads((home / f"{name}.json").read_text())
        assert "3 of 3 objects" in done.output and "1 failed" in done.output, done.output
    for report in runs.values():
        created, failed = (task["results"][0] for task in report["plays"][0]["tasks"])
        assert [node["action"] for node in created["plan"]] == ["create"] * 3
        assert "+ cidr: 10.62.0.0/24" in created["plan"][1]["diff"]
        assert "tiny-rwa" in failed["error"]["message"] and "tiny-raw" in failed["error"]["hint"]
    assert "3 of 3 objects differ from the playbook" in (home / "foretold.html").read_text()
    assert MEMBER["auth"]["password"] not in "".join(path.read_text() for path in home.glob("*.html"))
    drawn = play("stratus.openstack.project_map -e cloud=demo", home, home)
    assert drawn.status == 0 and "10.62.0.0/24" in (home / "project-map.html").read_text(), drawn.output
    assert play("shop.yml -e state=absent", home, home).status == 0
    assert held(api) == {}


# options of the role without their prefix, and what it says
REFUSED = (
    ({}, "Nothing says what to remove. Set teardown_prefix, teardown_tags or teardown_project."),
    ({"prefix": "asked"}, UNASKED),
    ({"prefix": "asked", "confirmed": "false"}, UNASKED),
    ({"prefix": "guarded", "confirmed": True}, "these are locked or protected: guarded."),
    ({"prefix": "asked", "whole": True}, "teardown_whole takes teardown_project, and credentials for another project."),
    ({"prefix": "asked", "cloud": "system-admin"}, "The credentials are for no project."),
    ({"project": "nowhere", "cloud": "admin"}, "No projects are called 'nowhere'"),
)
ATTEMPT = """
- block:
    - ansible.builtin.include_role: {name: stratus.openstack.teardown}
    - ansible.builtin.set_fact: {said: "{{ said | default([]) + ['nothing'] }}"}
  rescue:
    - ansible.builtin.set_fact: {said: "{{ said | default([]) + [ansible_failed_result.msg] }}"}
"""


def refusals(folder: Path, home: Path) -> list[str]:
    """What the role says to each of the attempts of REFUSED."""
    tasks = []
    for options, _message in REFUSED:
        named = {f"teardown_{key}": value for key, value in {"cloud": "demo", "types": ["network", "image"], **options}.items()}
        attempt = yaml.safe_load(ATTEMPT)
        attempt[0]["block"][0]["vars"] = named
        tasks += attempt
    tasks.append({"ansible.builtin.copy": {"dest": str(folder / "said"), "content": "{{ said | to_json }}"}})
    (folder / "refused.yml").write_text(yaml.safe_dump([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    done = play("refused.yml", folder, home)
    assert done.status == 0, done.output
    return json.loads((folder / "said").read_text())


def test_teardown_refuses_and_asks(api: Api, home: Path, tmp_path: Path) -> None:
    api.make("network", "/networks", "network", name="asked")
    api.session.request("image", "POST", "/images", json={"name": "guarded", "protected": True})
    there = held(api)
    for (options, message), said in zip(REFUSED, refusals(tmp_path, home), strict=True):
        assert message in said, options
    done = answer(f"{TEARDOWN} -e cloud=demo -e teardown_prefix=asked", home, {QUESTION: "no"})
    assert (done.status, UNASKED in done.output) == (2, True), done.output
    assert held(api) == there == {"networks": ["asked"], "images": ["guarded"]}
    done = answer(f"{TEARDOWN} -e cloud=demo -e teardown_prefix=asked", home, {QUESTION: "yes"})
    assert done.status == 0, done.output
    assert held(api) == {"images": ["guarded"]}
