# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the playbook migrate makes of files for openstack.cloud: each name of a module that is here, and not one other character."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("migrate", ROOT / "playbooks" / "files" / "migrate.py")
assert SPEC and SPEC.loader
migrate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(migrate)
FACTS = migrate.Facts(str(ROOT))
PEER = yaml.safe_load((ROOT / "tests" / "unit" / "facts" / "openstack_cloud.yaml").read_text())["modules"]

# (what, name of the file, text, replaced parts as (old, new, how often), parts of what is reported)
STYLES: list[tuple[str, str, str, list[tuple[str, str]], list[str]]] = [
    (
        "a playbook with full names, comments and a name that mentions the module",
        "site.yml",
        """\
---
# openstack.cloud.server is used below
- name: Web servers
  hosts: localhost
  tasks:
    - name: Boot with «openstack.cloud.server»   # openstack.cloud.server
      openstack.cloud.server:
        name: web   # the first
        state: present

    - openstack.cloud.volume:  {name: data,   size: 1}
""",
        [("      openstack.cloud.server:", "      stratus.openstack.server:"), ("- openstack.cloud.volume:", "- stratus.openstack.volume:")],
        ["6: openstack.cloud.server is in a text"],
    ),
    (
        "modules with other names here",
        "tasks/main.yaml",
        "- openstack.cloud.compute_flavor: {name: a}\n- openstack.cloud.networks_info:\n- openstack.cloud.routers_info: {}\n",
        [("openstack.cloud.compute_flavor", "stratus.openstack.flavor"), ("openstack.cloud.networks_info", "stratus.openstack.network_info"),
         ("openstack.cloud.routers_info", "stratus.openstack.router_info")],
        [],
    ),
    (
        "a space before the colon, and quoted keys",
        "a.yml",
        "- openstack.cloud.keypair :\n    name: k\n- \"openstack.cloud.image\": {name: i}\n- 'openstack.cloud.port' : {name: p}\n",
        [("openstack.cloud.keypair", "stratus.openstack.keypair"), ("openstack.cloud.image", "stratus.openstack.image"),
         ("openstack.cloud.port", "stratus.openstack.port")],
        [],
    ),
    (
        "action and local_action with a text",
        "a.yml",
        "- action: openstack.cloud.network name=openstack.cloud.network state=present\n"
        "- local_action: 'openstack.cloud.subnet name=s'\n"
        "- name: folded\n  action: >\n    os_server\n    name=x\n",
        [("action: openstack.cloud.network ", "action: stratus.openstack.network "), ("openstack.cloud.subnet", "stratus.openstack.subnet"),
         ("os_server", "stratus.openstack.server")],
        ["1: openstack.cloud.network is in a text"],
    ),
    (
        "action and local_action with a mapping",
        "a.yml",
        "- action: {module: openstack.cloud.volume, name: v}\n- local_action:\n    module: \"os_image\"   # old\n    name: i\n",
        [("openstack.cloud.volume", "stratus.openstack.volume"), ("os_image", "stratus.openstack.image")],
        [],
    ),
    (
        "older modules, with options as a text",
        "a.yml",
        "- os_keystone_endpoint: >\n    service=glance\n    region=one\n- os_user_role: user=u role=r\n- os_nova_flavor:\n    name: f\n"
        "- os_server_facts:\n- os_zone: {name: example.org.}\n- os_user_group: {}\n",
        [("os_keystone_endpoint", "stratus.openstack.endpoint"), ("os_user_role", "stratus.openstack.role_assignment"),
         ("os_nova_flavor", "stratus.openstack.flavor"), ("os_server_facts", "stratus.openstack.server_info"),
         ("os_zone", "stratus.openstack.dns_zone"), ("os_user_group", "stratus.openstack.group_assignment")],
        [],
    ),
    (
        "variables that are called like older modules",
        "defaults/main.yml",
        "os_image: debian\nos_network: {name: n}\nservers:\n  - os_server: web\n    os_port: 22\n",
        [],
        [],
    ),
    (
        "variables of a play and a task",
        "a.yml",
        "- hosts: all\n  vars:\n    os_image: x\n  tasks:\n    - set_fact: {os_server: y}\n    - debug: {var: os_server}\n      vars: {os_port: 1}\n"
        "    - debug: {msg: '{{ openstack.cloud.name }} {{ openstack.cloud }}'}\n",
        [],
        ["8: names the collection"],
    ),
    (
        "short names below collections",
        "a.yml",
        "- hosts: localhost\n  collections:\n    - community.general\n    - openstack.cloud   # here\n  tasks:\n    - server: {name: a}\n    - port:\n        name: b\n"
        "    - coe_cluster: {}\n    - debug: {msg: server}\n    - command: 'true'\n      port: 22\n  handlers:\n    - network: {name: n}\n"
        "- hosts: all\n  tasks:\n    - server: {}\n",
        [("- openstack.cloud   # here", "- stratus.openstack   # here"), ("- server: {name: a}", "- stratus.openstack.server: {name: a}"),
         ("- port:\n", "- stratus.openstack.port:\n"), ("coe_cluster", "openstack.cloud.coe_cluster"),
         ("- network: {name: n}", "- stratus.openstack.network: {name: n}")],
        ["9: openstack.cloud.coe_cluster stays"],
    ),
    (
        "collections in one line, of a block",
        "a.yml",
        "- collections: [openstack.cloud]\n  block:\n    - subnet: {name: s}\n  rescue:\n    - os_router: {name: r}\n  always:\n    - volume: {name: v}\n- subnet: {}\n",
        [("[openstack.cloud]", "[stratus.openstack]"), ("- subnet: {name: s}", "- stratus.openstack.subnet: {name: s}"),
         ("os_router", "stratus.openstack.router"), ("- volume: {name: v}", "- stratus.openstack.volume: {name: v}")],
        [],
    ),
    (
        "defaults of modules and groups",
        "a.yml",
        "- hosts: localhost\n  module_defaults:\n    group/openstack.cloud.openstack:\n      cloud: demo\n    'group/os': {cloud: demo}\n    openstack.cloud.server: {wait: false}\n"
        "    os_port: {state: present}\n    ansible.builtin.copy: {mode: '0600'}\n  tasks: []\n",
        [("group/openstack.cloud.openstack", "group/stratus.openstack.openstack"), ("group/os'", "group/stratus.openstack.openstack'"),
         ("    openstack.cloud.server:", "    stratus.openstack.server:"), ("os_port", "stratus.openstack.port")],
        [],
    ),
    (
        "blocks in blocks, handlers, pre_tasks and post_tasks",
        "a.yml",
        "- hosts: localhost\n  pre_tasks:\n    - block:\n        - block:\n            - os_stack: {name: s}\n      always: [{os_object: {name: o}}]\n"
        "  post_tasks: [{os_quota: {name: q}}]\n  handlers: [{os_recordset: {zone: z}}]\n",
        [("os_stack", "stratus.openstack.stack"), ("os_object", "stratus.openstack.object"), ("os_quota", "stratus.openstack.quota"),
         ("os_recordset", "stratus.openstack.recordset")],
        [],
    ),
    (
        "templates in keys and values",
        "a.yml",
        "- \"{{ provider }}.server\": {name: x}\n- action: \"openstack.cloud.{{ kind }}\"\n- \"openstack.cloud.{{ kind }}\": {}\n- os_server: \"{{ options }}\"\n",
        [("os_server", "stratus.openstack.server")],
        ["2: the name of the module is a template", "3: the name of the module is a template"],
    ),
    (
        "modules that are not here, and options that are not",
        "a.yml",
        "- openstack.cloud.baremetal_node: {name: b}\n- os_ironic: {name: b}\n- openstack.cloud.server:\n    name: x\n    colour: red\n    verify: false\n- os_thing: {}\n",
        [("openstack.cloud.server", "stratus.openstack.server")],
        ["1: openstack.cloud.baremetal_node stays", "2: openstack.cloud.baremetal_node stays", "5: stratus.openstack.server has no option `colour`"],
    ),
    (
        "tags, anchors, merge keys and several documents",
        "a.yml",
        "- vars:\n    secret: !vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      3130\n  openstack.cloud.server: &base\n    name: !unsafe '{{ x }}'\n- openstack.cloud.server:\n    <<: *base\n...\n---\n- os_volume: {name: v}\n",
        [("  openstack.cloud.server: &", "  stratus.openstack.server: &"), ("- openstack.cloud.server:", "- stratus.openstack.server:"),
         ("os_volume", "stratus.openstack.volume")],
        [],
    ),
    (
        "an inventory source",
        "demo.openstack.yml",
        "# servers\nplugin:   openstack.cloud.openstack   # the plugin\nexpand_hostvars: true\ncompose: {ansible_host: openstack.cloud.name}\n",
        [("openstack.cloud.openstack", "stratus.openstack.openstack")],
        [],
    ),
    ("an older inventory source", "openstack.yml", "plugin: openstack\nfail_on_errors: yes\n", [(": openstack\n", ": stratus.openstack.openstack\n")], []),
    (
        "requirements",
        "requirements.yml",
        "collections:\n  - name: openstack.cloud\n    version: '>=2'\n",
        [],
        ["2: names the collection: add stratus.openstack"],
    ),
    ("metadata of a role", "meta/main.yml", "galaxy_info: {}\ncollections:\n  - openstack.cloud\n", [("openstack.cloud", "stratus.openstack")], []),
    (
        "a shell script",
        "deploy.sh",
        "#!/bin/sh\n# ansible -m openstack.cloud.auth\nansible localhost -m openstack.cloud.server_info -a 'cloud=demo'\n"
        "ansible all --module-name=os_image_facts\nansible-galaxy collection install openstack.cloud\n",
        [("localhost -m openstack.cloud.server_info", "localhost -m stratus.openstack.server_info"), ("-m openstack.cloud.auth", "-m stratus.openstack.auth"),
         ("os_image_facts", "stratus.openstack.image_info")],
        ["5: names the collection"],
    ),
    (
        "a command in a task",
        "a.yml",
        "- shell: ansible localhost -m openstack.cloud.auth -a cloud=demo | tail\n",
        [("openstack.cloud.auth", "stratus.openstack.auth")],
        [],
    ),
    ("the settings of Ansible", "ansible.cfg", "[inventory]\nenable_plugins = ini, openstack.cloud.openstack\n", [("openstack.cloud.openstack", "stratus.openstack.openstack")], []),
    ("a template", "play.yml.j2", "- openstack.cloud.server:\n{% for x in y %}\n- os_port: {}\n{% endfor %}\n", [], ["1: openstack.cloud.server is in a", "3: os_port is in a"]),
    ("what is no YAML", "a.yml", "- openstack.cloud.server:\n\tname: x\n", [], ["2: is no YAML"]),
    ("a page", "README.md", "Use `openstack.cloud.server:`\n", [], []),
    ("other line breaks, and a byte order mark", "a.yml", "\ufeff- os_server:\r\n    name: é𝄞\r\n- openstack.cloud.port: {name: p}\r\n",
     [("os_server", "stratus.openstack.server"), ("openstack.cloud.port", "stratus.openstack.port")], []),
    ("results of older modules", "a.yml", "- os_server_info:\n  register: r\n- debug: {var: r.openstack_servers}\n",
     [("os_server_info", "stratus.openstack.server_info")], ["3: openstack_servers"]),
    ("tasks in a variable", "vars/tasks.yml", "steps:\n  - openstack.cloud.router: {name: r}\n", [("openstack.cloud.router", "stratus.openstack.router")], []),
    ("other collections with similar names", "a.yml", "- my.openstack.cloud.server: {}\n- openstack.cloudy.server: {}\n- jm1.openstack.cloud: {}\n", [], []),
]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style[0].replace(" ", "-"))
def test_a_style(style: tuple[str, str, str, list[tuple[str, str]], list[str]]) -> None:
    _what, name, text, replaced, reported = style
    wanted = text
    for old, new in replaced:
        assert wanted.count(old) == 1, old
        wanted = wanted.replace(old, new)
    new, left, _notes = migrate.migrate(FACTS, name, text)
    assert new == wanted
    told = ["%d: %s" % (line, why) for line, why in sorted(left.items())]
    assert len(told) == len(reported), told
    assert all(line.startswith(part) for line, part in zip(told, reported)), told
    assert migrate.migrate(FACTS, name, new)[0] == new


@pytest.mark.parametrize("name", sorted(PEER))
def test_each_module_of_the_other_collection(name: str) -> None:
    here = FACTS.new_name(name)
    assert (here is None) == (name in migrate.ONLY_THERE)
    new, left, _notes = migrate.migrate(FACTS, "a.yml", f"- openstack.cloud.{name}:\n")
    assert new == (f"- stratus.openstack.{here}:\n" if here else f"- openstack.cloud.{name}:\n")
    assert bool(left) == (here is None)


def test_each_option_of_the_other_collection_is_known() -> None:
    unknown = [
        (name, option)
        for name, entry in PEER.items()
        for option in entry["options"]
        if FACTS.new_name(name) and not FACTS.is_option(FACTS.new_name(name), option)
    ]
    assert unknown == []


def test_each_older_module_is_known() -> None:
    assert {name for name in migrate.OLDER.values() if not FACTS.new_name(name)} <= migrate.ONLY_THERE


def test_options_that_differ_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("- openstack.cloud.server:\n    name: x\n    flavor: y\n")
    report = migrate.main(str(tmp_path), str(tmp_path))
    assert any(note.startswith("server `flavor`: ") and f"{tmp_path}/a.yml:3" in note for note in report["notes"])


def write(folder: Path, files: dict[str, str]) -> dict[str, Any]:
    """The report on these files, and their new texts."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder.parent / "new").mkdir()
    report = migrate.main(str(folder), str(folder.parent / "new"))
    return {entry["path"].removeprefix(f"{folder}/"): Path(entry["new"]).read_text() for entry in report["changed"]}


def test_a_tree_of_files(tmp_path: Path) -> None:
    """A role that lists the collection has short names; other people's collections and encrypted files are left alone."""
    made = write(
        tmp_path / "project",
        {
            "roles/a/meta/main.yml": "collections: [openstack.cloud]\n",
            "roles/a/tasks/web/main.yml": "- server: {name: x}\n",
            "roles/b/tasks/main.yml": "- server: {name: openstack}\n",
            "collections/ansible_collections/x/y/a.yml": "- openstack.cloud.server: {}\n",
            ".git/a.yml": "- os_server: {}\n",
            "secret.yml": "$ANSIBLE_VAULT;1.1;AES256\nopenstack\n",
        },
    )
    assert made == {"roles/a/meta/main.yml": "collections: [stratus.openstack]\n", "roles/a/tasks/web/main.yml": "- stratus.openstack.server: {name: x}\n"}
