# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer has to be there by a time. The libraries below only limit how long it may be silent: an answer that drips in, byte by byte,
would hold a task for ever."""

from __future__ import annotations

import functools
import io
import socket
import time


class Late(socket.timeout):
    """The time is over in the middle of an answer."""


class Until(io.RawIOBase):
    """What a socket receives, for so many ``seconds`` (None: without an end)."""

    def __init__(self, sock, seconds):
        super().__init__()
        self.sock, self.raw, self.end = sock, sock.makefile("rb", buffering=0), time.monotonic() + seconds
        self.begun = False

    def readable(self):
        return True

    def readinto(self, buffer):
        if self.end is not None:
            left = self.end - time.monotonic()
            if left <= 0:
                raise Late("timed out")
            allowed = self.sock.gettimeout()
            self.sock.settimeout(left if allowed is None else min(left, allowed))
        try:
            size = self.raw.readinto(buffer)
        except socket.timeout:
            if self.begun:
                raise Late("timed out") from None
            raise
        self.begun = True
        return size

    def close(self):
        self.raw.close()
        super().close()


def timely(base, seconds, whole):
    """A class of HTTP responses like ``base`` (http.client's) that come in time: whole, or their heads only."""

    class Response(base):
        def __init__(self, sock, *arguments, **options):
            super().__init__(sock, *arguments, **options)
            self.fp.close()
            self.until = Until(sock, seconds)
            self.fp = io.BufferedReader(self.until)

        def begin(self):
            super().begin()
            if not whole:
                self.until.end = None

    return Response


def limited(manager, seconds, whole):
    """A connection pool manager (urllib3's) whose answers come in time."""
    if not getattr(manager, "timely", False):
        manager.timely = True
        manager.pool_classes_by_scheme = {scheme: within(pool, seconds, whole) for scheme, pool in manager.pool_classes_by_scheme.items()}
    return manager


@functools.cache
def within(pool, seconds, whole):
    """A class of connection pools like ``pool`` (urllib3's), whose answers come in time."""
    connection = pool.ConnectionCls
    response = timely(connection.response_class, seconds, whole)
    return type(pool.__name__, (pool,), {"ConnectionCls": type(connection.__name__, (connection,), {"response_class": response})})


def limit(adapter, seconds, whole):
    """Have the answers that an adapter (requests') gets come within ``seconds`` from when the request was sent."""
    limited(adapter.poolmanager, seconds, whole)
    made = adapter.proxy_manager_for
    adapter.proxy_manager_for = lambda *arguments, **options: limited(made(*arguments, **options), seconds, whole)
