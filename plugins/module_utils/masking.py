# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mask secrets in logs, errors and results.

There are three ways. By key: a value is always masked if the name of its key means a secret. By value: a known secret is masked everywhere,
in each of its spellings (``spellings.py``), unless it is a short or common word: a password "admin" would hide half of the output. By form:
texts that look like a token or a private key.
"""

from __future__ import annotations

import functools
import json
import re

from ansible_collections.stratus.openstack.plugins.module_utils import spellings

MASK = "********"
LONGEST = 2000  # characters of a text for the terminal, such as an error or a warning
SECRET_KEY = re.compile(
    r"pass([-_]?word|wd|phrase|code)?s?$|secret|token|credential$|private_?key|user_?data$|^blob$|api_?key|^payload$|^contents$|^device_code$|_otp$"
    r"|^auth_key$|^access_key$|temp[-_]url[-_]key|^(proxy-)?authorization$|cookie|^code_verifier$|assertion$",
    re.I,
)
# Names with the word of a secret that describe it: where it is, of which kind it is, when it ends.
DESCRIBING_KEY = re.compile(r"[-_](endpoint|type|ur[il]|ref|supported|expir\w*|cache|format|lifetime|ttl|size|length|count)s?$", re.I)
SECRET_HEADER = re.compile(r"token|authorization|cookie|secret|key(-\d+)?$", re.I)
QUOTE = r"(?:[\"']|&(?:quot|apos|#0*3[49]|#x0*2[27]);|\\*u002[27]|%(?:25)*2[27])"
# (text without which the pattern cannot match, pattern, replacement)
FORMS = (
    ("@", re.compile(r"(://[^/\s:@]*:)[^/\s]+@"), r"\1%s@" % MASK),
    (
        "=",
        re.compile(r"([?&][\w.-]*(?:token|signature|temp_url_sig|secret|password|passcode|api_?key)=)[^&\s\"'<>#]+", re.I),
        r"\1%s" % MASK,
    ),
    ("PRIVATE KEY", re.compile(r"-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----.*?(-----END \1-----|\Z)", re.S), MASK),
    ("gAAAAAB", re.compile(r"gAAAAAB[\w-]{60,}(=|%3D){0,2}"), MASK),  # a Fernet token that was issued between 2004 and 2038
    ("eyJ", re.compile(r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+"), MASK),  # a JSON Web Token
    ("uthorization", re.compile(r"(authorization[\"']?\s*[:=]\s*[\"']?(?:basic|bearer)\s+)[\w.~+/=-]+", re.I), r"\1%s" % MASK),
)
SHORTEST_FORM = 8  # characters
# JSON or a Python value inside a text: an API may repeat the request in its error. Its quotes may be escaped for JSON, HTML or a URL.
QUOTE = r"(?:[\"']|&(?:quot|apos|#0*3[49]|#x0*2[27]);|\\*u002[27]|%(?:25)*2[27])"
QUOTED = re.compile(r"[\"']|&[qa#]|u002[27]|%2")
MEMBER = re.compile(
    r"(?<!\\)((\\*)(%s)[\w.-]*(?:pass(?:[-_]?word|code|phrase|wd)?|secret|user_?data|token|(?:private|api|auth)_?key|blob)\2\3"
    r"(?:\s|%%20|\+)*(?::|%%3a)(?:\s|%%20|\+)*\2[ub]?(%s)).*?((?<!\\)\2\4|\Z)" % (QUOTE, QUOTE),
    re.I | re.S,
)
# What must not reach a terminal as it is: control characters, among them those that begin a command to the terminal, characters that
# change the direction of the text, separators of lines, and parts of characters.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def is_common(secret):
    """Whether a secret is too short or too common to be masked by its value."""
    return spellings.is_common(secret)


@functools.lru_cache(maxsize=4096)
def is_secret_key(key):
    """Whether the name of a key (str) means that its value is a secret."""
    return bool(SECRET_KEY.search(key)) and not DESCRIBING_KEY.search(key)


def mask_text(text, secrets=()):
    """``text`` with the given secrets masked in all their spellings, and with those that are found by their form."""
    text = spellings.replace(text, frozenset(secrets), MASK) if secrets else text
    if len(text) < SHORTEST_FORM:
        return text
    for mark, pattern, instead in FORMS:
        if mark in text:
            text = pattern.sub(instead, text)
    if QUOTED.search(text):
        text = MEMBER.sub(r"\1%s\5" % MASK, text)
    return text


def clean(text):
    r"""``text`` with characters that control a terminal written as ``\x1b``: a service or a name must not clear the screen."""
    return CONTROL.sub(lambda found: ascii(found[0])[1:-1], text.replace("\r\n", "\n"))


def shorten(text, longest=LONGEST):
    """``text`` with at most ``longest`` characters. Mask it first: a part of a secret cannot be found."""
    return text if len(text) <= longest else text[: longest - 3] + "..."


def show(text, secrets=(), longest=LONGEST):
    """``text`` for a terminal: with its secrets masked, without characters that control the terminal, and not longer than ``longest``."""
    return shorten(clean(mask_text(text, secrets)), longest)


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
        return {key: _mask_value(key, item, secrets) if is_secret_key(str(key)) else mask(item, secrets) for key, item in value.items()}
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
            return find_secrets(json.loads(value), key) | ({value} if is_secret_key(str(key)) else set())
        except (ValueError, RecursionError):
            pass
    if isinstance(value, dict):
        inner = [find_secrets(item, "secret" if key == "token" and name == "id" else name) for name, item in value.items()]
        return set().union(*inner)
    if isinstance(value, (list, tuple)):
        return set().union(*(find_secrets(item, key) for item in value))
    secret = isinstance(value, (str, int)) and not isinstance(value, bool) and is_secret_key(str(key))
    return {str(value)} - {""} if secret else set()


def find_secret_headers(headers):
    """The secrets (set) in the headers of a request: whole values, and what follows the scheme in `Authorization`."""
    values = {key.lower(): str(value) for key, value in headers.items() if value and SECRET_HEADER.search(key)}
    return {*values.values(), *values.get("authorization", "").split()[1:]}


def mask_headers(headers, secrets=()):
    return {key: MASK if SECRET_HEADER.search(key) else mask_text(str(value), secrets) for key, value in headers.items()}
