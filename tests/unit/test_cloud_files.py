# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are odd, broken or hostile."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from ansible_collections.stratus.openstack.plugins.module_utils import cloud_files
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
# merge keys are written out while the document is built, so that each level doubles the work
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 10)}]}}\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

TEXTS = "a: &a %s\nb: [%s]\n" % ("x" * 10**5, ", ".join(["*a"] * 1000))  # few values, but 100 MB


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("clouds.yaml", LAUGHS, " expands to more than 100000 values through its aliases."),
        ("clouds.yaml", MERGES, " expands to more than 100000 values through its aliases."),
        ("clouds.yaml", TEXTS, " expands to more than 100000 values through its aliases."),
        ("clouds.yaml", "a: &a [1, *a]\n", ", line 1: an alias refers to itself."),
        ("clouds.yaml", "a:\n  " + "[" * 200000, ", line 2: nested too deeply."),
        ("clouds.yaml", "- " * 100000, ", line 1: nested too deeply."),
        ("clouds.json", "[" * 200000, " is nested too deeply."),
        ("clouds.yaml", "a: b\n" * 300000, " is larger than 1048576 bytes."),
        (
            "clouds.yaml",
            "clouds:\n  one: !!python/object/apply:os.system [id]\n",
            ", line 2: could not determine a constructor for the tag 'tag:yaml.org,2002:python/object/apply:os.system'."
            " Only plain data can be read, no tags of Python or other tools.",
        ),
        (
            "clouds.yaml",
            "[a]: b\n? [c]\n: d\n",
            ", line 1: found unhashable key. Only plain data can be read, no tags of Python or other tools.",
        ),
        ("clouds.yaml", "just text", " is empty or not a mapping."),
        ("clouds.json", "[]", " is empty or not a mapping."),
    ],
)
@pytest.mark.parametrize("with_libyaml", [True, False])
def test_files_that_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, said: str, with_libyaml: bool
) -> None:
    if not with_libyaml:
        monkeypatch.delattr(yaml, "CSafeLoader")
    path = tmp_path / name
    path.write_text(text)
    start = time.monotonic()
    with pytest.raises(CloudError) as caught:
        cloud_files.read_first([str(path)], [])
    assert str(caught.value) == f"{path}{said}"
    assert time.monotonic() - start < 10


def test_files_that_are_passed_over(tmp_path: Path) -> None:
    texts = {
        "broken.yaml": b"a: [",
        "two.yaml": b"a: 1\n---\nb: 2\n",
        "latin.yaml": b"a: \xe9\n",
        "nul.yaml": b"a: \0",
        "broken.json": b"{",
    }
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text)
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "good.yaml").write_bytes(b"\xef\xbb\xbfa: 1")
    names = ["missing.yaml", *texts, "folder.yaml", "good.yaml"]
    warnings: list[str] = []
    found = cloud_files.read_first([str(tmp_path / name) for name in names], warnings)
    assert found == (str(tmp_path / "good.yaml"), {"a": 1})
    assert [warning.partition(" was skipped: ")[0] for warning in warnings] == [str(tmp_path / name) for name in [*texts, "folder.yaml"]]
    assert all("\n" not in warning for warning in warnings)


def test_what_is_no_file_is_read_in_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe, as process substitution makes one, is good; one that is silent, or a device without an end, holds nobody up."""
    pipe, endless = tmp_path / "pipe.yaml", tmp_path / "endless.yaml"
    os.mkfifo(pipe)
    endless.symlink_to("/dev/zero")
    with ThreadPoolExecutor() as pool:
        pool.submit(pipe.write_text, "a: 1\n")  # as soon as somebody reads
        assert cloud_files.read_first([str(pipe)], []) == (str(pipe), {"a": 1})
    with pytest.raises(CloudError, match="endless.yaml is larger than 1048576 bytes"):
        cloud_files.read_first([str(endless)], [])
    monkeypatch.setattr(cloud_files, "PIPE_TIMEOUT", 1)
    held, warnings = os.open(pipe, os.O_RDWR), []
    assert cloud_files.read_first([str(pipe)], warnings) == (None, {})
    os.close(held)
    assert cloud_files.read_first([str(pipe)], warnings) == (None, {})
    assert warnings == [f"{pipe} was skipped: nothing came out of it within 1 s"] * 2


def test_a_key_that_is_there_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "clouds.yaml"
    path.write_text("base: &b {x: 1}\nclouds:\n  one: {<<: *b, x: 2}\n  two: 1\n  'one': {}\nlist: [a, a, {b: 1, b: 2}]\nagain: *b\n")
    warnings: list[str] = []
    assert cloud_files.read_first([str(path)], warnings)[1]["clouds"] == {"one": {}, "two": 1}
    assert warnings == [f"{path}, line 5, 6: a key is there for the second time; the last one counts"]


@pytest.mark.parametrize("loader", ["libyaml", "python"])
@pytest.mark.parametrize(
    "value",
    [
        "!Geheim12",
        "*Geheim12",
        "@Geheim12",
        "%Geheim12",
        "!a!Geheim12 1",
        "!!int Geheim12",
        "!!float Geheim12",
        "!!timestamp Geheim12",
        "!!binary Geheim12\u00e9",
        "Geheim12: x: y",
        "[Geheim12",
        '"Geheim12',
        '"Geheim\\q12',
    ],
)
def test_a_password_without_quotes_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: str, value: str) -> None:
    if loader == "python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    path = tmp_path / "clouds.yaml"
    path.write_text(f"clouds:\n  a:\n    auth:\n      password: {value}\n")
    said: list[str] = []
    try:
        assert cloud_files.read_first([str(path)], said) == (None, {})
    except CloudError as error:
        said.append(str(error))
    assert len(said) == 1
    assert str(path) in said[0]
    assert "Geheim" not in said[0]


def test_aliases_and_merges_of_the_ordinary_kind(tmp_path: Path) -> None:
    path = tmp_path / "clouds.yaml"
    path.write_text("a: &a {auth: &l {x: 1}, r: R}\nb: {<<: *a, auth: {<<: *l, y: 2}}\n")
    assert cloud_files.read_first([str(path)], [])[1]["b"] == {"auth": {"x": 1, "y": 2}, "r": "R"}


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, ["/here", "/people/me/.config/openstack", "/etc/xdg/openstack", "/etc/openstack"]),
        (
            "linux",
            {"XDG_CONFIG_HOME": "/x", "XDG_CONFIG_DIRS": "/y:/z", "SNAP_REAL_HOME": "/people/real"},
            ["/here", "/x/openstack", "/people/real/.config/openstack", "/y/openstack", "/z/openstack", "/etc/openstack"],
        ),
        (
            "darwin",
            {},
            [
                "/here",
                "/people/me/Library/Application Support/openstack",
                "/people/me/.config/openstack",
                "/Library/Application Support/openstack",
                "/etc/openstack",
            ],
        ),
    ],
)
def test_where_files_are_looked_for(monkeypatch: pytest.MonkeyPatch, platform: str, environ: dict[str, str], expected: list[str]) -> None:
    monkeypatch.setattr(cloud_files.sys, "platform", platform)
    assert cloud_files.search_dirs(environ, "/here", "/people/me") == expected


def test_without_pyyaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cloud_files, "yaml", None)
    (tmp_path / "clouds.yaml").write_text("a: 1")
    (tmp_path / "clouds.json").write_text('{"a": 1}')
    assert cloud_files.read_first([str(tmp_path / "clouds.json")], [])[1] == {"a": 1}
    with pytest.raises(CloudError, match="PyYAML is needed to read"):
        cloud_files.read_first([str(tmp_path / "clouds.yaml")], [])
