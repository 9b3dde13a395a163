# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one task learned of a cloud, for the next: token, catalog, microversions, names.

One JSON file per login and region, mode 0600, in a folder that only its owner can enter. Anything suspicious about folder or
file (a link, another owner, open permissions) means that the cache is not used; it is never a reason to fail.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import stat
import time

PATIENCE = 60  # seconds to wait for another process that is logging in


class Store:
    """``directory``: made when missing. ``key``: what the content belongs to (any string)."""

    def __init__(self, directory, key):
        self.directory = directory
        self.name = hashlib.sha256(key.encode()).hexdigest()[:40]
        self.path = os.path.join(directory, self.name + ".json")
        self.usable = private_directory(directory)

    def load(self):
        """The content as a dict; {} when there is none that can be trusted."""
        if not self.usable:
            return {}
        try:
            with open(self.path, "rb", opener=without_links) as stream:
                content = json.loads(stream.read()) if private_file(os.fstat(stream.fileno())) else {}
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def save(self, changes):
        """Merge top-level ``changes`` into the content; readers see the old file or the new one, never a part of it."""
        if not self.usable:
            return
        with self.lock("save"):
            content = dict(self.load(), **changes)
            fresh = "%s.%s" % (self.path, secrets.token_hex(8))
            try:
                with open(fresh, "x", opener=without_links) as stream:
                    json.dump(content, stream)
                os.replace(fresh, self.path)
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(fresh)

    @contextlib.contextmanager
    def lock(self, purpose):
        """Hold the only right to a purpose ("login", "save") among all processes that use this file.

        Who cannot have it within ``PATIENCE`` goes on without: one login too many is better than a run that hangs.
        """
        try:
            stream = open("%s.%s" % (self.path, purpose), "a", opener=without_links) if self.usable else None
        except OSError:
            stream = None
        with stream or contextlib.nullcontext():
            if stream:
                locked(stream)
            yield


def without_links(path, flags):
    """Open or make a file for its owner only, never through a link, never waiting for a pipe's other end."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)


def locked(stream, clock=time.monotonic, sleep=time.sleep):
    """Wait for the lock of a file; whether it was had. It ends with the file."""
    end = clock() + PATIENCE
    while True:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if clock() >= end:
                return False
            sleep(0.02)
        except OSError:  # a file system without locks
            return False


def private_directory(path):
    """Make sure of a folder of our own that nobody else can enter; False when that cannot be had."""
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def private_file(found):
    """Whether a file is a plain one of our own that nobody else can reach, under no second name (none at all: just replaced)."""
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077 and found.st_nlink <= 1


def key_of(config):
    """The key of a CloudConfig: same login, same region, same interface."""
    return "%s|%s|%s" % (config.identity(), config.region_name, ",".join(config.interface))
