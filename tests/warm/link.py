# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages between processes, and open files with them. Imports little: a program that needs this is started for each warm module."""

from __future__ import annotations

import json
import socket

STREAMS = 3
COLD = -1  # the answer of a server that cannot run what it was asked for


def send(link: socket.socket, message: dict[str, object], descriptors: list[int]) -> None:
    """Send a message, and open files with it."""
    body = json.dumps(message).encode()
    socket.send_fds(link, [len(body).to_bytes(4, "big")], descriptors)
    link.sendall(body)


def receive(link: socket.socket) -> tuple[dict[str, object], list[int]]:
    """A message and the open files that came with it. Raises EOFError when the other end is closed."""
    header, descriptors, _flags, _address = socket.recv_fds(link, 4, STREAMS + 1)
    size, body = int.from_bytes(header, "big"), b""
    while header and len(body) < size:
        part = link.recv(size - len(body))
        if not part:
            break
        body += part
    if not header or len(body) < size:
        raise EOFError
    return json.loads(body), descriptors


def ask(address: str, message: dict[str, object], streams: list[int], timeout: float | None = None) -> int:
    """Have the server at an address run something with these streams -> its exit status, or COLD.

    Raises TimeoutError (what runs is killed then), and EOFError when the server ends meanwhile.
    """
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(address)
        send(link, message, streams)
        link.settimeout(timeout)
        answer = link.recv(16)
    if not answer:
        raise EOFError("the server ended before what it was asked for")
    return int(answer)
