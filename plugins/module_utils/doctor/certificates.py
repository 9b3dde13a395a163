# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an X.509 certificate (RFC 5280) says: whom it is for, who has signed it, and until when. It is not verified here."""

from __future__ import annotations

from datetime import datetime, timezone

COMMON_NAME, SUBJECT_ALT_NAME = b"\x55\x04\x03", b"\x55\x1d\x11"  # object identifiers 2.5.4.3 and 2.5.29.17
SEQUENCE, SET, OID, OCTETS, TIME = 0x30, 0x31, 0x06, 0x04, (0x17, 0x18)
VERSION, EXTENSIONS, DNS, IP = 0xA0, 0xA3, 0x82, 0x87


def describe(data):
    """What a certificate (bytes, DER) says, as a dict; {} if it cannot be read."""
    try:
        (_kind, whole), *_rest = elements(data)
        parts = [part for part in elements(elements(whole)[0][1]) if part[0] != VERSION]
        _serial, _algorithm, issuer, validity, subject, *rest = parts
        begin, end = (parse_time(kind, text) for kind, text in elements(validity[1]))
        names = next((alternative_names(body) for kind, body in rest if kind == EXTENSIONS), [])
    except (IndexError, ValueError):
        return {}
    subject, issuer = common_name(subject[1]), common_name(issuer[1])
    return {
        "subject": subject,
        "issuer": issuer,
        "names": names or [subject],
        "not_before": begin.isoformat(),
        "not_after": end.isoformat(),
        "days_left": (end - datetime.now(timezone.utc)).days,
    }


def elements(data):
    """The elements of an encoding (DER) as a list of (tag, content). Raises IndexError or ValueError if it is none."""
    found, place = [], 0
    while place < len(data):
        tag, length, place = data[place], data[place + 1], place + 2
        if length & 0x80:
            size = length & 0x7F
            length, place = int.from_bytes(data[place : place + size], "big"), place + size
        if place + length > len(data):
            raise ValueError("cut off")
        found.append((tag, data[place : place + length]))
        place += length
    return found


def common_name(name):
    """The common name in a distinguished name; else its last attribute."""
    pairs = [elements(pair) for _set, group in elements(name) for _sequence, pair in elements(group)]
    texts = [(identifier, value.decode("utf-8", "replace")) for (_oid, identifier), (_kind, value) in pairs]
    return next((text for identifier, text in texts if identifier == COMMON_NAME), texts[-1][1] if texts else "")


def alternative_names(body):
    """The host names and addresses (list) in the extensions of a certificate."""
    found = []
    for _sequence, extension in elements(elements(body)[0][1]):
        parts = elements(extension)
        if parts[0][1] == SUBJECT_ALT_NAME:
            for tag, value in elements(elements(parts[-1][1])[0][1]):
                if tag == DNS:
                    found.append(value.decode("ascii", "replace"))
                elif tag == IP:
                    found.append(address(value))
    return found


def address(value):
    """The text of an IP address."""
    if len(value) == 4:
        return ".".join(map(str, value))
    return ":".join("%x" % int.from_bytes(value[place : place + 2], "big") for place in range(0, len(value), 2))


def parse_time(kind, text):
    """An aware datetime. Of a year with two digits, those below 50 belong to this century."""
    text = text.decode("ascii")
    if kind == TIME[0]:
        text = ("20" if text[:2] < "50" else "19") + text
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=timezone.utc)
