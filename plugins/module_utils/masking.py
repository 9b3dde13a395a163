# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mask secrets in logs, errors and results.

There are three ways. By key: a value is always masked if the name of its key means a secret. By value: a known secret is masked everywhere,
in each of its spellings, unless it is a short or common word: a password "admin" would hide half of the output. By form: texts that look
like a token or a private key.
"""

from __future__ import annotations

import base64
import functools
import html
import json
import re
from urllib.parse import quote, quote_plus

MASK = "********"
SECRET_KEY = re.compile(
    r"pass([-_]?word|wd|phrase|code)?s?$|secret|token|credential$|private_?key|user_?data$|^blob$|api_?key|^payload$|^contents$|^device_code$|_otp$"
    r"|^auth_key$|temp[-_]url[-_]key|^(proxy-)?authorization$|cookie",
    re.I,
)
SECRET_HEADER = re.compile(r"token|authorization|cookie|secret|key(-\d+)?$", re.I)
FORMS = (
    (re.compile(r"(://[^/\s:@]*:)[^/\s]+@"), r"\1%s@" % MASK),
    (re.compile(r"([?&][\w.-]*(?:token|signature|temp_url_sig|secret|password|passcode|api_?key)=)[^&\s\"'<>#]+", re.I), r"\1%s" % MASK),
    # JSON or a Python value inside a text, with or without escaped quotes: an API may repeat the request in its error
    (
        re.compile(
            r"(?<!\\)((\\*)([\"'])[\w.-]*(?:pass(?:[-_]?word|code|phrase|wd)?|secret|user_?data|token|(?:private|api|auth)_?key|blob)\2\3"
            r"\s*:\s*\2[ub]?([\"'])).*?((?<!\\)\2\4|\Z)",
            re.I | re.S,
        ),
        r"\1%s\5" % MASK,
    ),
    (re.compile(r"-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----.*?(-----END \1-----|\Z)", re.S), MASK),
    (re.compile(r"gAAAAAB[\w-]{60,}(=|%3D){0,2}"), MASK),  # a Fernet token that was issued between 2004 and 2038
)
SHORTEST = 6
COMMON = frozenset(
    "admin administrator changeme compute default demo disabled enabled external image internal localhost manager member network none"
    " openstack passwd password private project public reader regionone secret server service services subnet token ubuntu user"
    " username".split()
)


def is_common(secret):
    """Whether a secret is too short or too common to be masked by its value."""
    return len(secret) < SHORTEST or secret.lower() in COMMON


@functools.lru_cache(maxsize=256)
def spellings(secret):
    """All spellings of a secret in URLs, JSON, messages, HTML and Base64 (tuple), the longest first."""
    encoded = secret.encode(errors="surrogatepass")
    found = {secret, quote(encoded, safe=""), quote(encoded), quote_plus(encoded), html.escape(secret), repr(secret)[1:-1]}
    found |= {json.dumps(secret, ensure_ascii=plain)[1:-1] for plain in (True, False)}
    found |= {" ".join(secret.split())}  # an error is shown in one line
    found |= {encode(encoded).decode().rstrip("=") for encode in (base64.b64encode, base64.urlsafe_b64encode)}
    return tuple(sorted((one for one in found if not is_common(one)), key=len, reverse=True))


def mask_text(text, secrets=()):
    """``text`` with the given secrets masked in all their spellings, and with those that are found by their form."""
    for spelled in sorted({one for secret in secrets if not is_common(secret) for one in spellings(secret)}, key=len, reverse=True):
        text = text.replace(spelled, MASK)
    for pattern, instead in FORMS:
        text = pattern.sub(instead, text)
    return text


def mask_texts(value, secrets=()):
    """A copy of a JSON value whose texts are masked by value and by form, not by key."""
    if isinstance(value, dict):
        return {key: mask_texts(item, secrets) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [mask_texts(item, secrets) for item in value]
    return mask_text(value, secrets) if isinstance(value, str) else value


def mask(value, secrets=()):
    """A copy of a JSON value for a log: masked by key, by value and by form."""
    if isinstance(value, dict):
        return {key: _mask_value(key, item, secrets) if SECRET_KEY.search(str(key)) else mask(item, secrets) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [mask(item, secrets) for item in value]
    return mask_text(value, secrets) if isinstance(value, str) else value


def _mask_value(key, value, secrets):
    """The masked value of a key that means a secret: empty values, booleans and the keys of objects stay visible."""
    if isinstance(value, dict):
        shown = mask(value, secrets)
        return dict(shown, id=MASK) if key == "token" and value.get("id") else shown  # in the identity API this is the token itself
    if isinstance(value, (list, tuple)):
        return [_mask_value(key, item, secrets) for item in value]
    return MASK if value and not isinstance(value, bool) else value


def find_secrets(value, key=""):
    """The texts in a JSON value whose keys mean a secret (set), also inside a text that is JSON."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return find_secrets(json.loads(value), key) | ({value} if SECRET_KEY.search(str(key)) else set())
        except (ValueError, RecursionError):
            pass
    if isinstance(value, dict):
        inner = [find_secrets(item, "secret" if key == "token" and name == "id" else name) for name, item in value.items()]
        return set().union(*inner)
    if isinstance(value, (list, tuple)):
        return set().union(*(find_secrets(item, key) for item in value))
    secret = isinstance(value, (str, int)) and not isinstance(value, bool) and SECRET_KEY.search(str(key))
    return {str(value)} - {""} if secret else set()


def mask_headers(headers, secrets=()):
    return {key: MASK if SECRET_HEADER.search(key) else mask_text(str(value), secrets) for key, value in headers.items()}
