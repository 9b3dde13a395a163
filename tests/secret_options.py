# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All options of the modules whose names sound like secrets: which ones are, and why the others are not."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ansible_collections.stratus.openstack.plugins.module_utils import runner

MODULES = Path(runner.__file__).parents[1] / "modules"
SUSPICIOUS = re.compile(r"pass(word|code|phrase|wd)|secret|token|key|user_?data|private|credential|otp|blob|payload|content|^code$", re.I)

# By their paths in the argument specs.
SECRET = {
    "admin_password",
    "auth.access_token",
    "auth.api_key",
    "auth.application_credential_secret",
    "auth.client_secret",
    "auth.code",
    "auth.oauth2_client_secret",
    "auth.passcode",
    "auth.password",
    "auth.token",
    "auth_key",
    "password",
    "payload",
    "secret",
    "sync_key",
    "temp_url_key",
    "temp_url_key_2",
    "userdata",
}
NOT_SECRET = {
    "auth.access_token_endpoint": "the address that issues tokens",
    "auth.access_token_type": "which of two tokens to use",
    "auth.application_credential_id": "an id, which is of no use without the secret",
    "auth.application_credential_name": "a name, which is of no use without the secret",
    "auth.idp_otp_key": "the name of a field of a form",
    "client_key": "the path of a file",
    "compare_payload": "whether to read a payload",
    "content": "a zone file, which name servers publish",
    "content_disposition": "what a browser does with an object",
    "content_encoding": "the name of an encoding",
    "content_type": "a content type",
    "delete_metadata_keys": "names of metadata",
    "detect_content_type": "whether the service chooses a content type",
    "encryption_key_size": "a number of bits",
    "injected_file_content_bytes": "a quota",
    "key_name": "the name of a keypair",
    "key_pairs": "a quota",
    "meta.payload_content_type": "a content type",
    "listeners.l7_policies.rules.rule_key": "the name of a header, a cookie or a field of a certificate",
    "list_key": "the name of a key of JSON",
    "on_key_change": "what to do when the keypair is another one",
    "on_userdata_change": "what to do when the data is another one",
    "options.ignore_change_password_upon_first_use": "a switch",
    "options.ignore_password_expiry": "a switch",
    "options.lock_password": "a switch",
    "payload_content_encoding": "the name of an encoding",
    "payload_content_type": "a content type",
    "payload_file": "the path of a file",
    "public_key": "public by its nature",
    "public_key_file": "the path of a file that is public",
    "rule_key": "the name of a header or cookie",
    "secret_type": "a kind of secrets",
    "secrets": "names and references of secrets",
    "secrets.secret_ref": "the name or the reference of a secret",
    "show_access_key": "whether to return a key",
    "token_cache": "the path of a folder",
    "update_password": "when to set a password",
    "userdata_file": "the path of a file",
    "with_payload": "whether to return payloads",
    "with_secret": "whether to return secrets",
}


def options_of(spec: dict[str, Any], path: str = "") -> Iterator[tuple[str, bool | None]]:
    """(path, no_log) of every option and suboption that has a name or an alias like a secret, or says what it is."""
    for name, option in spec.items():
        if option.get("no_log") or any(SUSPICIOUS.search(word) for word in (name, *option.get("aliases", ()))):
            yield path + name, option.get("no_log")
        yield from options_of(option.get("options") or {}, f"{path}{name}.")


def named_like_secrets() -> dict[str, bool | None]:
    """Those of all modules, from their real argument specs. An option that is secret in one module must be so in all."""
    found: dict[str, bool | None] = {}
    for path in sorted(MODULES.glob("*.py")):
        module = importlib.import_module(f"ansible_collections.stratus.openstack.plugins.modules.{path.stem}")
        for name, hidden in options_of(runner.module_spec(module.OPERATION)["argument_spec"]):
            assert bool(found.setdefault(name, hidden)) == bool(hidden), f"{name} is secret in some modules only: not in {path.stem}"
    return found
