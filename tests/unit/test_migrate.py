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

STYLES = yaml.safe_load((ROOT / "tests" / "unit" / "migrate_styles.yml").read_text())
# what a YAML file cannot show
BROKEN = {"what": "what is no YAML", "file": "a.yml", "text": "- openstack.cloud.server:\n\tname: x\n", "reported": ["2: is no YAML"]}
LINE_BREAKS = {
    "what": "other line breaks, and a byte order mark",
    "file": "a.yml",
    "text": "\ufeff- os_server:\r\n    name: é𝄞\r\n- openstack.cloud.port: {name: p}\r\n",
    "replaced": [["os_server", "stratus.openstack.server"], ["openstack.cloud.port", "stratus.openstack.port"]],
}


@pytest.mark.parametrize("style", [*STYLES, BROKEN, LINE_BREAKS], ids=lambda style: style["what"].replace(" ", "-"))
def test_a_style(style: dict[str, Any]) -> None:
    name, text, reported = style["file"], style["text"], style.get("reported", [])
    wanted = text
    for old, new in style.get("replaced", []):
        assert wanted.count(old) == 1, old
        wanted = wanted.replace(old, new)
    new, left, _notes = migrate.migrate(FACTS, name, text)
    assert new == wanted
    told = ["%d: %s" % (line, why) for line, why in sorted(left.items())]
    assert len(told) == len(reported), told
    assert all(line.startswith(part) for line, part in zip(told, reported, strict=True)), told
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
    assert made == {
        "roles/a/meta/main.yml": "collections: [stratus.openstack]\n",
        "roles/a/tasks/web/main.yml": "- stratus.openstack.server: {name: x}\n",
    }
