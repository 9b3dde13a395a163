# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files on their way to a service and back: in pieces, never whole in memory, hashed as they pass."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

PIECE = 1 << 20  # bytes
TELL_EVERY = 10  # seconds, for a transfer that is slower than ten steps
UNITS = ("B", "KiB", "MiB", "GiB", "TiB")


def unreadable(path, error):
    return CloudError("Cannot read %s: %s" % (path, getattr(error, "strerror", None) or error))


def located(path):
    """The absolute path of a file that is there and can be read. Raises CloudError."""
    full = os.path.abspath(os.path.expanduser(path))
    try:
        with open(full, "rb"):
            return full
    except OSError as error:
        raise unreadable(path, error) from None


def hasher(algorithm):
    """A hash to be filled. Raises CloudError for one that this Python does not have."""
    try:
        return hashlib.new(algorithm)
    except ValueError:
        raise CloudError("The hash %s cannot be computed here" % algorithm) from None


def digest(path, algorithm):
    """The hash of a file's content, in hex. Raises CloudError."""
    found = hasher(algorithm)
    try:
        with open(path, "rb") as file:
            for piece in iter(lambda: file.read(PIECE), b""):
                found.update(piece)
    except OSError as error:
        raise unreadable(path, error) from None
    return found.hexdigest()


def in_units(size):
    """A number of bytes for people."""
    step = 0
    while size >= 1024 and step < len(UNITS) - 1:
        size, step = size / 1024, step + 1
    return "%.4g %s" % (size, UNITS[step])


class Meter:
    """Tells how far a transfer is: at every tenth of it, or every ten seconds when that is sooner.

    ``tell``: callable (line). ``total`` in bytes, None when nobody knows.
    """

    def __init__(self, what, total, tell, clock=time.monotonic):
        self.what, self.total, self.tell, self.clock = what, total, tell, clock
        self.step, self.told = 0, clock()

    def at(self, done):
        """``done``: bytes so far."""
        share = done * 100 // self.total if self.total else None
        if share is not None and share // 10 > self.step or self.clock() - self.told >= TELL_EVERY:
            self.step, self.told = (share or 0) // 10, self.clock()
            of = "%d %% of %s" % (share, in_units(self.total)) if share is not None else in_units(done)
            self.tell("%s: %s" % (self.what, of))


class Upload:
    """A file as the body of a request, which is read in pieces while it is sent, and can be sent again from its start.

    ``digest`` has the hash of what was sent. A context manager; raises CloudError.
    """

    def __init__(self, path, what, tell, algorithm="sha512"):
        self.path, self.what, self.tell_line, self.algorithm = path, what, tell, algorithm
        try:
            self.file = open(path, "rb")
            self.len = os.fstat(self.file.fileno()).st_size  # the name that requests looks for
        except OSError as error:
            raise unreadable(path, error) from None
        self.hash = hasher(algorithm)

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
        """To the start, for another try."""
        self.hash = hasher(self.algorithm)

    def __iter__(self):
        self.file.seek(0)
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


def save(pieces, path, what, total, tell, check=None):
    """Write pieces to a file that appears under its name when it is complete -> its size. Raises CloudError.

    ``check``: (algorithm, hash in hex) that the content must have, or None. A file that is there is replaced and keeps its mode.
    """
    found, size, meter = hasher(check[0]) if check else None, 0, Meter(what, total, tell)
    made = None
    try:
        folder = os.path.dirname(path)
        handle, made = tempfile.mkstemp(prefix=".%s." % os.path.basename(path), dir=folder)
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
                size += len(piece)
                if found:
                    found.update(piece)
                meter.at(size)
        if found and found.hexdigest() != check[1].lower():
            raise CloudError("What arrived has the %s %s, not %s" % (check[0], found.hexdigest(), check[1]))
        if total is not None and size != total:
            raise CloudError("What arrived has %d bytes, not %d" % (size, total))
        os.chmod(made, mode_of(path))
        os.replace(made, path)
        made = None
    except OSError as error:
        raise CloudError("Cannot write %s: %s" % (path, error.strerror or error)) from None
    finally:
        if made:
            with contextlib.suppress(OSError):
                os.unlink(made)
    return size


def mode_of(path):
    """The permissions that a file has, or would have as a new one."""
    try:
        return os.stat(path).st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
