# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one task learned of a cloud, for the next: token, catalog, microversions, names.

One JSON file per login and region, mode 0600, in a folder that only its owner can enter. Anything suspicious about folder or
file (a link, another owner, open permissions) means that the cache is not used; it is never a reason to fail. A process that is
killed leaves what it had; a file that it had only begun goes with a later save.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import secrets
import stat
import time

PATIENCE = 60  # seconds to wait for another process that is logging in
LARGEST = 16 << 20  # bytes; nobody's cloud has so many names
PARTIAL = re.compile(r"[0-9a-f]{40}\.json\.[0-9a-f]{16}")
LEFT_BEHIND = 3600  # seconds


class Store:
    """``directory``: made when missing. ``key``: what the content belongs to (any string). ``problem``: why it is not used, or None.
    ``patience``: seconds to wait for another process.

    Every file is reached through an open folder that was looked at: what somebody puts in its place meanwhile is never touched.
    """

    def __init__(self, directory, key, patience=PATIENCE):
        self.directory = os.path.normpath(directory)  # a slash at the end would follow a link
        self.name = hashlib.sha256(key.encode()).hexdigest()[:40] + ".json"
        self.path = os.path.join(self.directory, self.name)
        self.problem, self.patience = None, patience
        try:
            os.makedirs(self.directory, mode=0o700, exist_ok=True)
            with self.folder():
                pass
        except OSError as error:
            self.problem = error.strerror or str(error)
        self.usable = self.problem is None

    def complaints(self):
        """What somebody who asked for the cache should know: one line, or none."""
        return ["The token cache %s is not used: %s" % (self.directory, self.problem)] if self.problem else []

    @contextlib.contextmanager
    def folder(self):
        """The descriptor of the folder. Raises OSError with what is wrong with it."""
        if os.path.islink(self.directory):
            raise OSError("it is a symbolic link")
        opened = os.open(self.directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            found = os.fstat(opened)
            if found.st_uid != os.geteuid():
                raise OSError("it belongs to another user (uid %d)" % found.st_uid)
            if found.st_mode & 0o077:
                raise OSError("others can enter it (mode %04o): chmod 700 makes it private" % stat.S_IMODE(found.st_mode))
            yield opened
        finally:
            os.close(opened)

    def load(self):
        """The content as a dict; {} when there is none that can be trusted."""
        if not self.usable:
            return {}
        try:
            with self.folder() as folder, open(self.name, "rb", opener=inside(folder)) as stream:
                data = stream.read(LARGEST + 1) if private_file(os.fstat(stream.fileno())) else b"{}"
            content = json.loads(data) if len(data) <= LARGEST else {}
        except (OSError, ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}

    def save(self, changes):
        """Merge top-level ``changes`` into the content; readers see the old file or the new one, never a part of it."""
        if not self.usable:
            return
        fresh = "%s.%s" % (self.name, secrets.token_hex(8))
        with self.lock("save"), contextlib.suppress(OSError):
            content = json.dumps(dict(self.load(), **changes))
            with self.folder() as folder:
                try:
                    with open(fresh, "x", opener=inside(folder)) as stream:
                        stream.write(content)
                    os.replace(fresh, self.name, src_dir_fd=folder, dst_dir_fd=folder)
                finally:
                    self.clean(folder, fresh)

    def clean(self, folder, fresh):
        """Remove ``fresh``, which is there only when it could not take its place, and what processes left that were killed meanwhile."""
        for name in os.listdir(folder):
            with contextlib.suppress(OSError):
                age = time.time() - os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime
                if name == fresh or (PARTIAL.fullmatch(name) and age > LEFT_BEHIND):
                    os.unlink(name, dir_fd=folder)

    @contextlib.contextmanager
    def lock(self, purpose):
        """Hold the only right to a purpose ("login", "save") among all processes that use this file.

        Who cannot have it within ``patience`` goes on without: one login too many is better than a run that hangs.
        """
        try:
            with self.folder() if self.usable else contextlib.nullcontext() as folder:
                stream = open("%s.%s" % (self.name, purpose), "a", opener=inside(folder)) if self.usable else None
        except OSError:
            stream = None
        with stream or contextlib.nullcontext():
            if stream:
                locked(stream, self.patience)
            yield


def inside(folder):
    """An opener of files in an open folder: for their owner only, never through a link, never waiting for a pipe's other end."""
    return lambda name, flags: os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600, dir_fd=folder)


def locked(stream, patience=PATIENCE, clock=time.monotonic, sleep=time.sleep):
    """Wait for the lock of a file; whether it was had. It ends with the file."""
    end = clock() + patience
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


def private_file(found):
    """Whether a file is a plain one of our own that nobody else can reach, under no second name (none at all: just replaced)."""
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077 and found.st_nlink <= 1


def key_of(config):
    """The key of a CloudConfig: same login, same region, same interface."""
    return "%s|%s|%s" % (config.identity(), config.region_name, ",".join(config.interface))
