# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must not be shown: in a log, an error, a result.

Two nets. By key: a value under a name that sounds secret is always hidden. By value: a known secret is hidden wherever it turns
up, unless it is so short or common a word (somebody's password is "admin") that hiding it would black out half of every output.
"""

from __future__ import annotations

import re
from urllib.parse import quote

MASK = "********"
SECRET_KEY = re.compile(
    r"pass(word|wd|phrase|code)?s?$|secret|token|credential$|private_?key|user_?data$|^blob$|api_?key|^payload$|^contents$|^device_code$|_otp$",
    re.I,
)
SECRET_HEADER = re.compile(r"token|authorization|cookie|secret|key(-\d+)?$", re.I)
URL_SECRETS = (
    (re.compile(r"(://[^/\s:@]*:)[^/\s@]+@"), r"\1%s@" % MASK),
    (re.compile(r"([?&][\w.-]*(?:token|signature|temp_url_sig|secret|password|passcode|api_?key)=)[^&\s\"'<>#]+", re.I), r"\1%s" % MASK),
)
SHORTEST = 6
COMMON = frozenset(
    "admin administrator changeme compute default demo disabled enabled external image internal localhost manager member network none"
    " openstack passwd password private project public reader regionone secret server service services subnet token ubuntu user"
    " username".split()
)


def tellable(secret):
    """Whether a secret is too short or too common a word to be hidden by its value."""
    return len(secret) < SHORTEST or secret.lower() in COMMON


def masked_text(text, secrets=()):
    """``text`` without the given secrets (as they are, and as they look in a URL), and without those that a URL shows by itself."""
    for secret in sorted((secret for secret in secrets if not tellable(secret)), key=len, reverse=True):
        text = text.replace(secret, MASK).replace(quote(secret, safe=""), MASK)
    for pattern, instead in URL_SECRETS:
        text = pattern.sub(instead, text)
    return text


def masked(value, secrets=()):
    """A copy of a JSON value fit for a log."""
    if isinstance(value, dict):
        return {key: _hidden(key, item, secrets) if SECRET_KEY.search(str(key)) else masked(item, secrets) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [masked(item, secrets) for item in value]
    return masked_text(value, secrets) if isinstance(value, str) else value


def _hidden(key, value, secrets):
    """What is shown of a value under a secret-sounding key: whether there is one, and the shape of an object."""
    if isinstance(value, dict):
        shown = masked(value, secrets)
        return dict(shown, id=MASK) if key == "token" and value.get("id") else shown  # the identity API has the token itself there
    if isinstance(value, (list, tuple)):
        return [_hidden(key, item, secrets) for item in value]
    return MASK if value and not isinstance(value, bool) else value


def masked_headers(headers, secrets=()):
    return {key: MASK if SECRET_HEADER.search(key) else masked_text(str(value), secrets) for key, value in headers.items()}
