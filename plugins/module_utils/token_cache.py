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
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return {}
        with os.fdopen(descriptor, "rb") as stream:
            if not private_file(os.fstat(stream.fileno())):
                return {}
            try:
                content = json.loads(stream.read())
            except ValueError:
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
                descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
                with os.fdopen(descriptor, "w") as stream:
                    json.dump(content, stream)
                os.replace(fresh, self.path)
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(fresh)

    @contextlib.contextmanager
    def lock(self, purpose):
        """Hold the only right to a purpose ("login", "save") among all processes that use this file."""
        if not self.usable:
            yield
            return
        try:
            descriptor = os.open("%s.%s" % (self.path, purpose), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError:
            yield
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def private_directory(path):
    """Make sure of a folder of our own that nobody else can enter; False when that cannot be had."""
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def private_file(found):
    """Whether a file is a plain one of our own that nobody else can reach, under no second name."""
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077 and found.st_nlink == 1


def key_of(config):
    """The key of a CloudConfig: same login, same region, same interface."""
    return "%s|%s|%s" % (config.identity(), config.region_name, ",".join(config.interface))
