# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scan for secrets finds what is planted, however it is encoded, and nothing else."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import leaks

TOKEN = "gAAAAABn" + "Zx-_" * 30
KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn\n-----END OPENSSH PRIVATE KEY-----\n"


def encoded(prefix: str) -> Callable[[str], str]:
    return lambda secret: base64.b64encode((prefix + secret + "x").encode()).decode()


@pytest.mark.parametrize("secret", [leaks.marked("password"), leaks.marked("a") + '"ü/ '], ids=["plain", "odd"])
@pytest.mark.parametrize("spell", [str, json.dumps, repr, quote, encoded(""), encoded("a"), encoded("ab"), encoded("user:")])
def test_a_planted_value_is_found(tmp_path: Path, secret: str, spell: Callable[[str], str]) -> None:
    (tmp_path / "server" / "in_process").mkdir(parents=True)
    planted = tmp_path / "server" / "in_process" / "output.txt"
    planted.write_bytes(b"\xff ok\n[a: " + spell(secret).encode() + b"]")
    found = list(leaks.findings(tmp_path))
    assert len(found) == 1
    assert f"{planted}, line 2: a marked value" in found[0]
    assert secret not in found[0]


@pytest.mark.parametrize(
    ("file", "text", "count"),
    [
        ("server/module/output.txt", f'"X-Auth-Token": "{TOKEN}"', 1),
        ("server/module/output.txt", f'"auth_token": "{TOKEN}"', 1),
        ("auth/module/output.txt", f'"auth_token": "{TOKEN}", "again": "{TOKEN}"', 1),
        ("auth/module/recording.jsonl", json.dumps({"auth_token": TOKEN}), 0),
        ("auth/module/output.txt", json.dumps(json.dumps({"auth_token": TOKEN})), 0),
        ("secrets/module/output.txt", json.dumps({"private_key": KEY}), 0),
        ("secrets/module/output.txt", f"keypair:\n  private_key: |-\n    {KEY}", 0),
        ("secrets/check/output.txt", json.dumps({"private_key": KEY}), 1),
        ("server/module/output.txt", json.dumps({"private_key": KEY}), 1),
        ("server/module/output.txt", f"{KEY}{KEY}", 2),
        # Several processes that share the tests must agree on their names, and a marked value is another one in each.
        pytest.param("server/module/playbook.yml", f"password: {leaks.marked('x')}", 0, id="a marked value in a playbook"),
        ("server/module/output.txt", "gAAAAA is short, and so is ******** of default, admin, demo and member", 0),
    ],
)
def test_known_places(tmp_path: Path, file: str, text: str, count: int) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(text)
    found = list(leaks.findings(tmp_path))
    assert len(found) == count
    assert TOKEN not in "".join(found)


def test_further_secrets(tmp_path: Path) -> None:
    (tmp_path / "output.txt").write_text('{"auth_key": "0a1b2c3d4e5f"}')
    assert list(leaks.findings(tmp_path)) == []
    assert len(list(leaks.findings(tmp_path, known=["0a1b2c3d4e5f"]))) == 1


def test_the_run_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without anything to look at, too: then something is wrong with the scan."""
    monkeypatch.setenv("STRATUS_CACHE", str(tmp_path))
    assert leaks.main() == 1
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "integration.log").write_text("fine\n")
    assert leaks.main() == 0
    (tmp_path / "logs" / "integration.log").write_text(f"X-Auth-Token: {TOKEN}\n")
    assert leaks.main() == 1
    assert "1 files, 1 secrets outside" in capsys.readouterr().out
