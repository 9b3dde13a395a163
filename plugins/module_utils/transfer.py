# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Upload and download files in pieces, never complete in memory, and compute their hashes meanwhile."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import itertools
import os
import re
import secrets
import signal
import stat
import threading
import time

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

PIECE = 1 << 20  # bytes
PROGRESS_INTERVAL = 10  # seconds between two progress lines of a slow transfer
SPECIAL = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
UNITS = ("B", "KiB", "MiB", "GiB", "TiB")


def unreadable(path, error):
    return CloudError("Cannot read %s: %s" % (path, getattr(error, "strerror", None) or error))


def located(path):
    """The absolute path of a file. Raises CloudError if it does not exist, cannot be read, or is a directory, a FIFO or a device: these
    have no size, and to open a FIFO would block."""
    full = os.path.abspath(os.path.expanduser(path))
    kind = kind_of(os.path.realpath(full))
    if kind:
        raise CloudError("Cannot read %s: it is %s, not a regular file" % (path, kind))
    try:
        with open(full, "rb"):
            return full
    except OSError as error:
        raise unreadable(path, error) from None


def read(path):
    """The content of a small file on the machine that runs the task, as bytes. Raises CloudError as ``located`` does."""
    try:
        with open(located(path), "rb") as file:
            return file.read()
    except OSError as error:
        raise unreadable(path, error) from None


def read_text(path):
    """The content of a small file as text (UTF-8, line breaks as they are). Raises CloudError."""
    try:
        return read(path).decode()
    except UnicodeDecodeError as error:
        raise unreadable(path, error) from None


def hasher(algorithm):
    """A new hash object. Raises CloudError if this Python does not support the algorithm."""
    try:
        return hashlib.new(algorithm)
    except ValueError:
        raise CloudError("The hash %s cannot be computed here" % algorithm) from None


def digest(path, algorithm, start=0, size=None):
    """The hash of the content of a file, or of ``size`` bytes from ``start``, in hex. Raises CloudError if the file cannot be read."""
    found, left = hasher(algorithm), size
    try:
        with open(path, "rb") as file:
            file.seek(start)
            while left is None or left > 0:
                piece = file.read(PIECE if left is None else min(PIECE, left))
                if not piece:
                    break
                found.update(piece)
                left = None if left is None else left - len(piece)
    except OSError as error:
        raise unreadable(path, error) from None
    return found.hexdigest()


def in_units(size):
    """A number of bytes as a text such as "1.5 GiB"."""
    step = 0
    while size >= 1024 and step < len(UNITS) - 1:
        size, step = size / 1024, step + 1
    return "%.4g %s" % (size, UNITS[step])


class Meter:
    """Reports the progress of a transfer after each 10 %, or every ten seconds if that is sooner.

    ``tell``: callable (line). ``total`` in bytes, None if it is unknown.
    """

    def __init__(self, what, total, tell, clock=time.monotonic):
        self.what, self.total, self.tell, self.clock = what, total, tell, clock
        self.step, self.reported = 0, clock()

    def at(self, done):
        """``done``: bytes so far."""
        share = done * 100 // self.total if self.total else None
        if share is not None and share // 10 > self.step or self.clock() - self.reported >= PROGRESS_INTERVAL:
            self.step, self.reported = (share or 0) // 10, self.clock()
            of = "%d %% of %s" % (share, in_units(self.total)) if share is not None else in_units(done)
            self.tell("%s: %s" % (self.what, of))


class Upload:
    """A file as the body of a request. It is read in pieces while it is sent, and can be sent again from its start.

    ``start``, ``size``: the part of the file that is sent, in bytes; the default is the complete file. ``digest`` is the hash of the bytes
    that were sent, ``is_sent`` whether these are all. A context manager. Raises CloudError if the file cannot be read.
    """

    def __init__(self, path, what, tell, algorithm="sha512", start=0, size=None):
        self.path, self.what, self.tell_line, self.algorithm, self.start = path, what, tell, algorithm, start
        try:
            self.file = open(path, "rb")
            self.len = os.fstat(self.file.fileno()).st_size if size is None else size  # the name that requests looks for
        except OSError as error:
            raise unreadable(path, error) from None
        self.hash, self.is_sent = hasher(algorithm), False

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.file.close()

    @property
    def digest(self):
        return self.hash.hexdigest()

    def tell(self):
        return 0

    def seek(self, _start):
        """Go back to the start for another attempt."""
        self.hash = hasher(self.algorithm)

    def __iter__(self):
        self.file.seek(self.start)
        self.hash = hasher(self.algorithm)
        meter, left = Meter(self.what, self.len, self.tell_line), self.len
        while left:
            try:
                piece = self.file.read(min(PIECE, left))
            except OSError as error:
                raise unreadable(self.path, error) from None
            if not piece:
                raise CloudError("%s became shorter while it was sent" % self.path)
            self.hash.update(piece)
            left -= len(piece)
            yield piece
            meter.at(self.len - left)
        self.is_sent = True


def differing(pieces, path):
    """The complete content (iterator of bytes) of ``pieces``; None if the file has this content already.

    Only as much is read as shows a difference; the equal beginning is then read from the file, so a content is never complete in memory.
    """
    pieces, same = iter(pieces), 0
    if not os.path.isfile(path):
        return pieces
    try:
        with open(path, "rb") as file:
            for piece in pieces:
                if file.read(len(piece)) != piece:
                    return itertools.chain(beginning(path, same), [piece], pieces)
                same += len(piece)
            return beginning(path, same) if file.read(1) else None
    except OSError as error:
        raise unreadable(path, error) from None


def beginning(path, size):
    """Yield the first ``size`` bytes of a file in pieces."""
    with open(path, "rb") as file:
        while size > 0:
            piece = file.read(min(PIECE, size))
            size -= len(piece) or size
            yield piece


def save(pieces, path, what, total, tell, check=None):
    """Write pieces (bytes) to a file -> its size in bytes. The file gets its name when it is complete.

    ``check``: (algorithm, hash in hex) that the content must have, or None. An existing file is replaced and keeps its mode. Raises
    CloudError if the file cannot be written, if ``path`` is something else than a file, or if the hash or size (``total``, in bytes) is
    wrong.
    """
    found, size, meter = hasher(check[0]) if check else None, 0, Meter(what, total, tell)
    try:
        with NewFile(path) as new:
            for piece in pieces:
                new.file.write(piece)
                size += len(piece)
                if found:
                    found.update(piece)
                meter.at(size)
            if found and found.hexdigest() != check[1].lower():
                raise CloudError("What arrived has the %s %s, not %s" % (check[0], found.hexdigest(), check[1]))
            if total is not None and size != total:
                raise CloudError("What arrived has %d bytes, not %d" % (size, total))
            new.publish()
    except OSError as error:
        raise CloudError("Cannot write %s: %s" % (path, error.strerror or error)) from None
    return size


def kind_of(path):
    """What there is at a path, if it is neither a regular file nor missing: "a symbolic link" and so on; else None."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return None
    return None if stat.S_ISREG(mode) else next((name for test, name in SPECIAL if test(mode)), "no regular file")


def reject_special(path):
    """Raise CloudError if there is something at a path that a download must not replace: a device, FIFO, socket, link or directory."""
    kind = kind_of(path)
    if kind:
        hint = "Give the path that it leads to" if os.path.islink(path) else "Give the path of a file"
        raise CloudError("%s is %s, and only a regular file is replaced" % (path, kind), hint=hint)


def find_target(dest, name):
    """The absolute path of the file that a download makes. In a directory ``dest``, the file gets ``name``; None if there is none.

    Raises CloudError if the name cannot be used, the folder does not exist, or there is something that a download must not replace.
    """
    target = os.path.abspath(os.path.expanduser(dest))
    if os.path.isdir(target):
        if not name or name in (".", "..") or "/" in name:
            problem = "'%s' is no name for a file" % name if name else "no name for a file is known"
            raise CloudError("%s is a directory, and %s" % (dest, problem))
        target = os.path.join(target, name)
    if not os.path.isdir(os.path.dirname(target)):
        raise CloudError("Cannot write %s: its folder does not exist" % dest)
    reject_special(target)
    return target


class NewFile:
    """A file that appears at ``path`` when it is complete. A context manager. ``file``: to write to. Raises CloudError and OSError.

    Until then it has no name where the file system supports that (O_TMPFILE), so a killed process leaves nothing. Elsewhere it has a
    temporary name, which is removed at SIGTERM. What other signals leave is removed by the next NewFile of the same path: a lock shows that
    the file of another process is still being written.
    """

    def __init__(self, path):
        self.path = path
        folder, name = os.path.split(path)
        self.prefix = ".%s." % os.fsdecode(os.fsencode(name)[:200])  # a name has at most 255 bytes
        self.place, self.name, self.file, self.handler = folder or ".", None, None, None

    def __enter__(self):
        reject_special(self.path)
        self.folder = os.open(self.place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            self.remove_leftovers()
            handle = self._open_nameless()
            self.file = os.fdopen(self._open_named() if handle is None else handle, "wb")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error):
        if self.name:
            with contextlib.suppress(OSError):
                os.unlink(self.name, dir_fd=self.folder)
        if self.file:
            self.file.close()
        os.close(self.folder)
        if self.handler is not None:
            signal.signal(signal.SIGTERM, self.handler)

    def publish(self):
        """Give the complete file its name."""
        self.file.flush()
        os.fchmod(self.file.fileno(), mode_of(self.path))
        reject_special(self.path)  # it may have come meanwhile
        if self.name is None:
            self.name = self._temporary_name()
            os.link("/proc/self/fd/%d" % self.file.fileno(), self.name, dst_dir_fd=self.folder, follow_symlinks=True)
        os.replace(self.name, os.path.basename(self.path), src_dir_fd=self.folder, dst_dir_fd=self.folder)
        self.name = None

    def remove_leftovers(self):
        """Remove the temporary files of killed processes."""
        leftover = re.compile(re.escape(self.prefix) + r"[0-9a-f]{16}\.part")
        for name in filter(leftover.fullmatch, os.listdir(self.folder)):
            with contextlib.suppress(OSError):
                handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=self.folder)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    os.unlink(name, dir_fd=self.folder)
                finally:
                    os.close(handle)

    def _temporary_name(self):
        return "%s%s.part" % (self.prefix, secrets.token_hex(8))

    def _open_nameless(self):
        """The descriptor of a new file without a name; None if this is not possible here."""
        if not hasattr(os, "O_TMPFILE"):
            return None
        try:
            handle = os.open(self.place, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        except OSError:
            return None
        if not os.path.exists("/proc/self/fd/%d" % handle):  # the way to give it a name
            os.close(handle)
            return None
        lock(handle)  # it has a temporary name for a moment
        return handle

    def _open_named(self):
        """The descriptor of a new file with a temporary name."""
        if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            self.handler = signal.signal(signal.SIGTERM, end_process)
        while True:
            self.name = self._temporary_name()
            handle = os.open(self.name, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600, dir_fd=self.folder)
            if lock(handle) and os.fstat(handle).st_nlink:
                return handle
            os.close(handle)  # another process took it for a leftover before the lock was there
            with contextlib.suppress(OSError):
                os.unlink(self.name, dir_fd=self.folder)


def end_process(number, _frame):
    """A handler of signals that lets the process end in order, with the status that a shell reports for the signal."""
    raise SystemExit(128 + number)


def lock(handle):
    """Lock an open file -> False if another process has locked it. A file system without locks does without."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True


def mode_of(path):
    """The permissions of a file; those of a new file if it does not exist."""
    try:
        return os.stat(path).st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
