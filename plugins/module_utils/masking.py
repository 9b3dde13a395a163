# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must not be shown: in a log, an error, a result.

Three nets. By key: a value under a name that sounds secret is always hidden. By value: a known secret is hidden wherever it turns
up, in every spelling it may have there, unless it is so short or common a word (somebody's password is "admin") that hiding it would
black out half of every output. By form: what is a token or a private key by its looks.
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
    # JSON or a Python value inside of a text, quotes escaped or not: an API that repeats the request, a body that was given as a text
    (
        re.compile(
            r"(?<!\\)((\\*)([\"'])[\w.-]*(?:pass(?:[-_]?word|code|phrase|wd)?|secret|user_?data|token|(?:private|api|auth)_?key|blob)\2\3"
            r"\s*:\s*\2[ub]?([\"'])).*?((?<!\\)\2\4|\Z)",
            re.I | re.S,
        ),
        r"\1%s\5" % MASK,
    ),
    (re.compile(r"-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----.*?(-----END \1-----|\Z)", re.S), MASK),
    (re.compile(r"gAAAAAB[\w-]{60,}(=|%3D){0,2}"), MASK),  # a Fernet token of these decades
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


@functools.lru_cache(maxsize=256)
def spellings(secret):
    """All that a secret looks like in URLs, JSON, messages, pages and as Base64; the longest first."""
    encoded = secret.encode(errors="surrogatepass")
    found = {secret, quote(encoded, safe=""), quote(encoded), quote_plus(encoded), html.escape(secret), repr(secret)[1:-1]}
    found |= {json.dumps(secret, ensure_ascii=plain)[1:-1] for plain in (True, False)}
    found |= {" ".join(secret.split())}  # an error is told in one line
    found |= {encode(encoded).decode().rstrip("=") for encode in (base64.b64encode, base64.urlsafe_b64encode)}
    return tuple(sorted((one for one in found if not tellable(one)), key=len, reverse=True))


def masked_text(text, secrets=()):
    """``text`` without the given secrets, however they are spelled in it, and without those that show by their form."""
    for spelled in sorted({one for secret in secrets if not tellable(secret) for one in spellings(secret)}, key=len, reverse=True):
        text = text.replace(spelled, MASK)
    for pattern, instead in FORMS:
        text = pattern.sub(instead, text)
    return text


def masked_texts(value, secrets=()):
    """A copy of a JSON value with all texts in it masked, whatever their keys."""
    if isinstance(value, dict):
        return {key: masked_texts(item, secrets) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [masked_texts(item, secrets) for item in value]
    return masked_text(value, secrets) if isinstance(value, str) else value


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


def secret_values(value, key=""):
    """The texts in a JSON value that stand under a secret-sounding key; also in a text that is JSON itself."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return secret_values(json.loads(value), key) | ({value} if SECRET_KEY.search(str(key)) else set())
        except (ValueError, RecursionError):
            pass
    if isinstance(value, dict):
        inner = [secret_values(item, "secret" if key == "token" and name == "id" else name) for name, item in value.items()]
        return set().union(*inner)
    if isinstance(value, (list, tuple)):
        return set().union(*(secret_values(item, key) for item in value))
    secret = isinstance(value, (str, int)) and not isinstance(value, bool) and SECRET_KEY.search(str(key))
    return {str(value)} - {""} if secret else set()


def masked_headers(headers, secrets=()):
    return {key: MASK if SECRET_HEADER.search(key) else masked_text(str(value), secrets) for key, value in headers.items()}
