# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep what a task learned about a cloud for later tasks: token, catalog, microversions, names.

One JSON file per login and region, mode 0600, in a folder that only its owner can enter. If the folder or the file is suspicious (a
link, another owner, open permissions), the cache is not used; the task never fails because of it. If a process is killed, the last
complete file stays; the partial file is removed by a later save.
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

LOCK_TIMEOUT = 60  # seconds to wait for another process that is logging in
MAX_BYTES = 16 << 20  # of a cache file
PARTIAL_FILE = re.compile(r"[0-9a-f]{40}\.json\.[0-9a-f]{16}")
LEFT_BEHIND = 3600  # seconds


class Store:
    """A cache file. ``directory``: its folder, created if it is missing. ``key``: any string that identifies the content. ``problem``:
    why the cache is not used, or None. ``lock_timeout``: seconds to wait for another process.

    Every file is opened relative to the descriptor of the folder that was checked: a folder that replaces it meanwhile is never touched.
    """

    def __init__(self, directory, key, lock_timeout=LOCK_TIMEOUT):
        self.directory = os.path.normpath(directory)  # a slash at the end would follow a link
        self.name = hashlib.sha256(key.encode()).hexdigest()[:40] + ".json"
        self.path = os.path.join(self.directory, self.name)
        self.problem, self.lock_timeout = None, lock_timeout
        try:
            os.makedirs(self.directory, mode=0o700, exist_ok=True)
            with self.folder():
                pass
        except OSError as error:
            self.problem = error.strerror or str(error)
        self.usable = self.problem is None

    def complaints(self):
        """Warnings for the user who configured this cache: a list of one text if it is not used, else empty."""
        return ["The token cache %s is not used: %s" % (self.directory, self.problem)] if self.problem else []

    @contextlib.contextmanager
    def folder(self):
        """Open the folder -> its descriptor. Raises OSError if the folder must not be used."""
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
        """The content as a dict; {} if there is no file or if it cannot be trusted."""
        if not self.usable:
            return {}
        try:
            with self.folder() as folder, open(self.name, "rb", opener=opener_in(folder)) as stream:
                data = stream.read(MAX_BYTES + 1) if private_file(os.fstat(stream.fileno())) else b"{}"
            content = json.loads(data) if len(data) <= MAX_BYTES else {}
        except (OSError, ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}

    def save(self, changes):
        """Merge top-level ``changes`` into the content. Readers see the old file or the new one, never a partial one."""
        if not self.usable:
            return
        fresh = "%s.%s" % (self.name, secrets.token_hex(8))
        with self.lock("save"), contextlib.suppress(OSError):
            content = json.dumps(dict(self.load(), **changes))
            with self.folder() as folder:
                try:
                    with open(fresh, "x", opener=opener_in(folder)) as stream:
                        stream.write(content)
                    os.replace(fresh, self.name, src_dir_fd=folder, dst_dir_fd=folder)
                finally:
                    self.clean(folder, fresh)

    def clean(self, folder, fresh):
        """Remove the temporary file ``fresh``, which exists only if the save failed, and old ones of processes that were killed."""
        for name in os.listdir(folder):
            with contextlib.suppress(OSError):
                age = time.time() - os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime
                if name == fresh or (PARTIAL_FILE.fullmatch(name) and age > LEFT_BEHIND):
                    os.unlink(name, dir_fd=folder)

    @contextlib.contextmanager
    def lock(self, purpose):
        """Hold the lock for a purpose ("login", "save") among all processes that use this file.

        After ``lock_timeout`` the process continues without the lock: an additional login is better than a run that hangs.
        """
        try:
            with self.folder() if self.usable else contextlib.nullcontext() as folder:
                stream = open("%s.%s" % (self.name, purpose), "a", opener=opener_in(folder)) if self.usable else None
        except OSError:
            stream = None
        with stream or contextlib.nullcontext():
            if stream:
                acquire_lock(stream, self.lock_timeout)
            yield


def opener_in(folder):
    """An opener for files in an open folder: new files have mode 0600, links are not followed, and opening a pipe does not block."""
    return lambda name, flags: os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600, dir_fd=folder)


def acquire_lock(stream, lock_timeout=LOCK_TIMEOUT, clock=time.monotonic, sleep=time.sleep):
    """Wait for the lock of an open file -> whether it was acquired. Closing the file releases it."""
    end = clock() + lock_timeout
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
    """Whether a file is a regular one of this user, without access for others and with at most one hard link (0: replaced just now)."""
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077 and found.st_nlink <= 1


def key_of(config):
    """The key of a CloudConfig in the cache. It is the same for the same login, region and interface."""
    return "%s|%s|%s" % (config.identity(), config.region_name, ",".join(config.interface))
