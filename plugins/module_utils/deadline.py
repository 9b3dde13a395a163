# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limit the total time of an answer. `requests` and `urllib3` only limit the time between two bytes, so an answer that arrives byte by byte
would block a task forever."""

from __future__ import annotations

import functools
import io
import socket
import time


class DeadlineExceeded(socket.timeout):
    """The time limit ended before the answer was complete."""


class DeadlineReader(io.RawIOBase):
    """Reads from a socket until ``seconds`` have passed. ``end = None`` removes the limit. Raises DeadlineExceeded."""

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
                raise DeadlineExceeded("timed out")
            allowed = self.sock.gettimeout()
            self.sock.settimeout(left if allowed is None else min(left, allowed))
        try:
            size = self.raw.readinto(buffer)
        except socket.timeout:
            if self.begun:
                raise DeadlineExceeded("timed out") from None
            raise
        self.begun = True
        return size

    def close(self):
        self.raw.close()
        super().close()


def response_class(base, seconds, whole):
    """A subclass of ``base`` (http.client.HTTPResponse) with a time limit for the complete answer, or for its headers if not ``whole``."""

    class Response(base):
        def __init__(self, sock, *arguments, **options):
            super().__init__(sock, *arguments, **options)
            self.fp.close()
            self.until = DeadlineReader(sock, seconds)
            self.fp = io.BufferedReader(self.until)

        def begin(self):
            super().begin()
            if not whole:
                self.until.end = None

    return Response


def limit_manager(manager, seconds, whole):
    """Give a urllib3 PoolManager pools with the time limit -> the manager."""
    if not getattr(manager, "timely", False):
        manager.timely = True
        pools = manager.pool_classes_by_scheme
        manager.pool_classes_by_scheme = {scheme: limit_pool_class(pool, seconds, whole) for scheme, pool in pools.items()}
    return manager


@functools.cache
def limit_pool_class(pool, seconds, whole):
    """A subclass of ``pool`` (urllib3.HTTPConnectionPool) whose responses have the time limit."""
    connection = pool.ConnectionCls
    response = response_class(connection.response_class, seconds, whole)
    return type(pool.__name__, (pool,), {"ConnectionCls": type(connection.__name__, (connection,), {"response_class": response})})


def limit_adapter(adapter, seconds, whole):
    """Limit the answers of a requests.HTTPAdapter to ``seconds`` from the time when the request was sent."""
    limit_manager(adapter.poolmanager, seconds, whole)
    made = adapter.proxy_manager_for
    adapter.proxy_manager_for = lambda *arguments, **options: limit_manager(made(*arguments, **options), seconds, whole)
