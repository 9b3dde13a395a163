# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that answers each request in a fork of itself, so that what it has imported is not imported again.

A request names the folder and the environment of the fork; the caller's stdin, stdout and stderr are passed along, and the exit status is
sent back. When a caller disconnects, its fork is killed.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

try:
    from tests.warm.link import COLD, STREAMS, receive, send
except ImportError:  # in a server, which has the folder of its own program alone
    from link import COLD, STREAMS, receive, send


def knows(releases: tuple[str, ...]) -> bool:
    """Whether the ansible-core of this environment is one of these releases."""
    from ansible.release import __version__

    return __version__.startswith(tuple(f"{release}." for release in releases))


@dataclass
class Request:
    """``message``: what the caller sent. ``streams``: its stdin, stdout and stderr. ``caller``: who is sent the exit status."""

    message: dict[str, Any]
    streams: list[int]
    caller: socket.socket

    def enter(self) -> None:
        """Give this process the caller's streams, folder and environment."""
        for number, stream in enumerate(self.streams):
            os.dup2(stream, number)
        self.close()
        self.caller.close()
        os.environ.clear()
        os.environ.update(self.message["environment"])
        os.chdir(self.message["folder"])

    def close(self) -> None:
        """Close the streams: a fork has them, or has them as its own."""
        for stream in self.streams:
            os.close(stream)


def accept(listener: socket.socket) -> Request | None:
    """The next request of a listening socket; None when the caller disconnected before it was complete."""
    caller, _address = listener.accept()
    try:
        return Request(*receive(caller), caller)
    except (EOFError, ConnectionError):
        return None


def forward(link: socket.socket, request: Request) -> None:
    """Hand a request on to another process, which takes it by `forwarded`. Raises ConnectionError when that has ended."""
    try:
        send(link, request.message, [*request.streams, request.caller.fileno()])
    finally:
        request.close()
        request.caller.close()


def forwarded(link: socket.socket) -> Request:
    """A request that `forward` sent. Raises EOFError when no more can come."""
    message, descriptors = receive(link)
    return Request(message, descriptors[:STREAMS], socket.socket(fileno=descriptors[STREAMS]))


def refuse(link: socket.socket) -> None:
    """Answer all requests that come over a link by COLD."""
    with contextlib.suppress(EOFError):
        while True:
            request = forwarded(link)
            request.close()
            with contextlib.suppress(ConnectionError):
                request.caller.sendall(b"%d" % COLD)
            request.caller.close()


def serve(source: socket.socket, take: Callable[[socket.socket], Request | None], lifeline: int | None = None) -> Request | None:
    """Answer the requests of a socket.

    ``take`` reads a request from the socket; it returns None for one that it has dealt with, and raises EOFError when no more can come.
    Returns a request in a fork, which then does what was asked for. Returns None in the server itself: at once when ``lifeline`` (a
    descriptor) is closed at its other end, and after the last fork has ended when no more requests can come.
    """
    running: dict[int, socket.socket] = {}
    ended, end = os.pipe()
    os.set_blocking(ended, False)
    os.set_blocking(end, False)
    signal.set_wakeup_fd(end)
    signal.signal(signal.SIGCHLD, lambda *_args: None)
    watched = [ended, source] + ([] if lifeline is None else [lifeline])
    while running or source in watched:
        ready = select.select([*watched, *running.values()], [], [])[0]
        if lifeline is not None and lifeline in ready and not os.read(lifeline, 1):
            return None
        if ended in ready:
            os.read(ended, 4096)
            report_ended(running)
        for process in [process for process, caller in running.items() if caller in ready]:
            os.kill(process, signal.SIGKILL)  # a caller sends nothing more: it has disconnected
            running.pop(process).close()
        request = None
        if source in ready:
            try:
                request = take(source)
            except EOFError:
                watched.remove(source)
        if request:
            process = os.fork()
            if not process:
                leave(ended, end, source, *running.values())
                return request
            request.close()
            running[process] = request.caller
    return None


def leave(*held: int | socket.socket) -> None:
    """Forget in a fork what belongs to the server."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for one in held:
        if isinstance(one, int):
            os.close(one)
        else:
            one.close()


def report_ended(running: dict[int, socket.socket]) -> None:
    """Send the exit status of each fork that has ended to its caller. A signal counts as in a shell: 128 and its number."""
    while True:
        try:
            process, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not process:
            return
        if process in running:
            code = os.waitstatus_to_exitcode(status)
            with running.pop(process) as caller:
                try:
                    caller.sendall(b"%d" % (code if code >= 0 else 128 - code))
                except OSError:
                    continue  # the caller has gone meanwhile


def listen(address: str) -> socket.socket:
    """A socket that listens at a path."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    return listener
