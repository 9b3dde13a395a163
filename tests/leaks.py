# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for secrets in what the tests left behind: `python -m tests.leaks` fails when it finds one outside of its place.

A secret is told by its form: a private key, a token of Keystone, or a value that a test marked, in whatever way it is encoded.
"""

from __future__ import annotations

import base64
import re
import secrets
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.devcloud.settings import Settings

MARK = "STRATUS-MARK-"
BEFORE = 80  # bytes in front of a finding that tell its place


def marked(what: str) -> str:
    """A secret that no other run uses and that a scan finds, however it is encoded."""
    return f"{MARK}{what}-{secrets.token_hex(6)}"


def in_base64(text: bytes) -> Iterator[bytes]:
    """What is always seen of a text inside of a longer one in Base64: it may begin at any of three places."""
    for offset in range(3):
        encoded = base64.b64encode(bytes(offset) + text)
        yield encoded[(offset * 8 + 5) // 6 : (offset + len(text)) * 8 // 6]


FORMS = {
    "a marked value": re.compile(re.escape(MARK.encode()) + rb"[\w.-]*"),
    "a marked value in Base64": re.compile(b"|".join(in_base64(MARK.encode()))),
    "a private key": re.compile(rb"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----"),
    "a token": re.compile(rb"gAAAAAB[\w-]{60,}"),
}


@dataclass(frozen=True)
class Place:
    """Where a secret belongs. ``path``: pattern of the file's path below the folder. ``before``: what stands right in front of it."""

    path: str
    before: str
    reason: str

    def holds(self, path: str, before: bytes) -> bool:
        return bool(re.fullmatch(self.path, path)) and bool(re.search(rf"(?:{self.before})\Z".encode(), before, re.S))


# From a key to its text: in JSON, in a text or a page that holds JSON, in YAML.
VALUE = r"(\\*[\"']\s*:\s*\\*[\"']|&quot;: &quot;|: (\|-?\s+)?)"
OUTPUT = r"(output\.txt|recording\.jsonl|ansible\.log|tree/localhost|junit/.*)"
MADE = r"(auth_token|private_key|(application_credential_)?secret|auth_key)"
PLACES = (
    Place(r".*/playbook\.yml", r".*", "what the tests gave the tasks"),
    Place(rf"auth(/.*/{OUTPUT}|\.json)", r"auth_token" + VALUE, "the module auth returns the token"),
    Place(rf"secrets/(in_process|module)/{OUTPUT}", MADE + VALUE, "modules return what services made"),
    Place(r"secrets/\w+/(local|seen)/.*/stratus\.openstack/[0-9a-f]{40}\.json", r'"token": "', "the token cache of a run"),
    Place(r"secrets/\w+/home/tokens/[0-9a-f]{40}\.json", r'"token": "', "a token cache that was asked for"),
)


def findings(folder: Path, root: Path | None = None, known: Iterable[str] = ()) -> Iterator[str]:
    """What a folder holds outside of the places, one line each: where, and what kind of secret; never the secret.

    ``root``: what the paths of the places begin at, when it is not the folder. ``known``: further secrets.
    """
    forms = FORMS | {f"secret {number}": re.compile(re.escape(secret.encode())) for number, secret in enumerate(known)}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name, data = str(path.relative_to(root or folder)), path.read_bytes()
        for kind, form in forms.items():
            for found in form.finditer(data):
                before = data[max(0, found.start() - BEFORE) : found.start()]
                if not any(place.holds(name, before) for place in PLACES):
                    line = data.count(b"\n", 0, found.start()) + 1
                    yield f"{path}, line {line}: {kind} after {FORMS['a token'].sub(b'...', before)[-40:]!r}"


def main() -> int:
    """Scan what the integration tests keep, and the logs of the suite; 1 when something is found."""
    cache = Settings.load().state.parent
    folders = [cache / name for name in ("integration", "recordings", "logs") if (cache / name).exists()]
    found = [line for folder in folders for line in findings(folder)]
    files = sum(path.is_file() for folder in folders for path in folder.rglob("*"))
    print("\n".join([*found, f"{files} files, {len(found)} secrets outside of their places"]))
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main())
