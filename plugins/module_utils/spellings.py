# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find a secret in a text however it is spelled: in JSON, URLs, HTML, Python values, YAML or Base64, and in any of these inside another.

The spellings of a secret are not listed, since they combine without end. Instead, one layer of escapes after the other is removed from the
text, and each layer is searched. What is found is replaced in the text itself.
"""

from __future__ import annotations

import base64
import binascii
import functools
import html
import re
from collections import namedtuple

SHORTEST = 6
COMMON = frozenset(
    "admin administrator changeme compute default demo disabled enabled external image internal localhost manager member network none"
    " openstack passwd password private project public reader regionone secret server service services subnet token ubuntu user"
    " username".split()
)
LAYERS = 8  # of escapes that are removed
LAYERS_OF_BASE64 = 3  # Base64 in Base64
ESCAPE = re.compile(
    r"\\(?:U[0-9a-fA-F]{8}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-3][0-7]{2}|[^Uux0-3])"  # JSON, Python, C
    r"|%[0-9a-fA-F]{2}"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});"
    r"|''"  # YAML and SQL
    r"|[ \t-\r]{2,}|[\t-\r]",  # an error is shown in one line
    re.S,
)
LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
# Bytes of UTF-8 that were taken for characters, and the two halves of a character in JSON
SPLIT = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\ud800-\udbff][\udc00-\udfff]")
ESCAPED = re.compile(r"[\\%&]|''|  |[\t-\r]|[\xc2-\xf4][\x80-\xbf]|[\ud800-\udbff]")  # something that a layer would change
BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])(?!\d{4}-\d\d-\d\dT)[A-Za-z0-9+/_-]{12,}")  # no time such as 2026-01-01T00:00:00Z
BASE64_INSIDE = re.compile(r"[A-Za-z0-9+/_-]{8,}")  # of a text that was Base64 itself
NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/_=-]")
BASE64_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")

# plain: texts that are searched as they are, the longest first; base64: parts of Base64, whose whole word is replaced; shortest: the least
# length of them
Needles = namedtuple("Needles", "plain base64 shortest")


def is_common(secret):
    """Whether a secret is too short or too common to be searched by its value."""
    return len(secret) < SHORTEST or secret.lower() in COMMON


def replace(text, secrets, mask):
    """``text`` with ``mask`` in place of each of the ``secrets`` (frozenset), however it is spelled there."""
    needles = needles_of(secrets)
    if len(text) < needles.shortest:
        return text
    encoded = not text.islower() and (BASE64.search(text) or any(part in text for part in needles.base64))
    if not (encoded or ESCAPED.search(text)):
        for needle in needles.plain:
            if needle in text:
                text = text.replace(needle, mask)
        return text
    spans = _find_all(text, needles)
    parts, end = [], 0
    for start, stop in _merge(spans):
        parts += text[end:start], mask
        end = stop
    return "".join(parts) + text[end:]


@functools.lru_cache(maxsize=64)
def needles_of(secrets):
    """The Needles of all ``secrets`` (frozenset), without short and common words."""
    plain, encoded = set(), set()
    for secret in secrets:
        if not is_common(secret):
            found = _needles(secret)
            plain |= found[0]
            encoded |= found[1]
    return Needles(tuple(sorted(plain, key=len, reverse=True)), tuple(encoded), min(map(len, plain | encoded), default=0))


@functools.lru_cache(maxsize=256)
def _needles(secret):
    """What to search for one secret: (set of texts, set of parts of Base64)."""
    content = secret.encode(errors="surrogatepass")
    plain = {secret, " ".join(secret.split()), secret.replace(" ", "+"), content.hex(), content.hex().upper()}
    plain |= {strip_layers(text).strip() for text in plain}
    plain |= {text.rstrip("\\ ") for text in plain}  # a backslash at the end can seem to be the escape of what follows
    encoded = {part for offset in range(3) for part in _base64_parts(content, offset)}
    return {text for text in plain if not is_common(text)}, {part for part in encoded if not is_common(part)}


def _base64_parts(content, offset):
    """What Base64 always shows of ``content`` (bytes) that begins ``offset`` bytes after a multiple of three: in both alphabets."""
    encoded = base64.b64encode(bytes(offset) + content)
    part = encoded[(offset * 8 + 5) // 6 : (offset + len(content)) * 8 // 6].decode()
    return part, part.replace("+", "-").replace("/", "_")


# -- layers of escapes -----------------------------------------------------------------------------------------------------


def strip_layers(text):
    """``text`` without any escapes."""
    return functools.reduce(lambda _before, after: after, layers(text), text)


def layers(text):
    """Yield ``text`` with one layer of escapes less each time, until none is left."""
    for _layer in range(LAYERS):
        plain = SPLIT.sub(_join, ESCAPE.sub(_unescape, text)) if ESCAPED.search(text) else text
        if plain == text:
            return
        text = plain
        yield text


def _unescape(found):
    text = found[0]
    if text[0] == "\\":
        if text[1] in "Uux":
            return _character(int(text[2:], 16), text)
        return _character(int(text[1:], 8), text) if len(text) == 4 else LETTERS.get(text[1], text[1])
    if text[0] == "%":
        return chr(int(text[1:], 16))
    if text[0] == "&":
        if text[1] != "#":
            return html.unescape(text)
        return _character(int(text[3:-1], 16) if text[2] in "xX" else int(text[2:-1]), text)
    return "'" if text == "''" else " "


def _character(code, text):
    return chr(code) if code <= 0x10FFFF else text


def _join(found):
    text = found[0]
    try:
        if text[0] >= "\ud800":
            return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        return text.encode("latin-1").decode()
    except UnicodeDecodeError:
        return text


def _trace(text, pattern, function, places):
    """(``text`` after the substitution, the place of each of its characters). ``places``: those of ``text``, and its end."""
    parts, moved, end = [], [], 0
    for found in pattern.finditer(text):
        new = function(found)
        parts += text[end : found.start()], new
        moved += places[end : found.start()]
        moved += places[found.start() : found.end()] if new == found[0] else [places[found.start()]] * len(new)
        end = found.end()
    return "".join(parts) + text[end:], moved + places[end:]


# -- searching -------------------------------------------------------------------------------------------------------------


def _find_all(text, needles, depth=LAYERS_OF_BASE64):
    """The (start, stop) in ``text`` of all ``needles``, in whatever layer they are found."""
    spans = list(_find(text, needles, depth))
    hits = [number for number, plain in enumerate(layers(text)) if _contains(plain, needles, depth)]
    if not hits:  # places take time, and are seldom needed
        return spans
    places = list(range(len(text) + 1))
    for number in range(hits[-1] + 1):
        text, places = _trace(text, ESCAPE, _unescape, places)
        text, places = _trace(text, SPLIT, _join, places)
        if number in hits:
            spans += [(places[start], places[stop]) for start, stop in _find(text, needles, depth)]
    return spans


def _contains(text, needles, depth):
    return next(_find(text, needles, depth), None) is not None


def _find(text, needles, depth):
    """Yield the (start, stop) in one layer of all ``needles``, and of all words of Base64 that contain them."""
    for needle in needles.plain:
        start = text.find(needle)
        while start >= 0:
            yield start, start + len(needle)
            start = text.find(needle, start + len(needle))
    for part in needles.base64:
        start = text.find(part)
        while start >= 0:
            first, stop = _word_around(text, start, start + len(part))
            yield first, stop
            start = text.find(part, stop)
    for word in (BASE64 if depth == LAYERS_OF_BASE64 else BASE64_INSIDE).finditer(text) if depth else ():
        if not word[0].islower() and _hides_needle(word[0], needles, depth - 1):
            yield _word_around(text, *word.span())


def _word_around(text, start, stop):
    """The (start, stop) of the whole word of Base64 around a part of it, with its padding."""
    while start and text[start - 1] in BASE64_CHARACTERS:
        start -= 1
    end = NOT_BASE64.search(text, stop)
    return start, end.start() if end else len(text)


def _hides_needle(word, needles, depth):
    """Whether a word of Base64, which may begin inside of a group of four, contains one of the ``needles``."""
    word = word.replace("-", "+").replace("_", "/")
    for offset in range(4):
        part = word[offset : len(word) - (len(word) - offset) % 4]
        # a rest of two or three characters has one or two more bytes
        rest = word[offset + len(part) :]
        part += rest + "=" * (4 - len(rest)) if len(rest) > 1 else ""
        plain = binascii.a2b_base64(part).decode("utf-8", "replace")
        if _find_all(plain, needles, depth):
            return True
    return False


def _merge(spans):
    """The spans without overlaps, in their order."""
    merged = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(stop, merged[-1][1])
        else:
            merged.append([start, stop])
    return merged
