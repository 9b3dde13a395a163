# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Upload and download files in pieces, never complete in memory, and compute their hashes meanwhile."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import tempfile
import time

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

PIECE = 1 << 20  # bytes
PROGRESS_INTERVAL = 10  # seconds between two progress lines of a slow transfer
UNITS = ("B", "KiB", "MiB", "GiB", "TiB")


def unreadable(path, error):
    return CloudError("Cannot read %s: %s" % (path, getattr(error, "strerror", None) or error))


def located(path):
    """The absolute path of a file. Raises CloudError if it does not exist or cannot be read."""
    full = os.path.abspath(os.path.expanduser(path))
    try:
        with open(full, "rb"):
            return full
    except OSError as error:
        raise unreadable(path, error) from None


def hasher(algorithm):
    """A new hash object. Raises CloudError if this Python does not support the algorithm."""
    try:
        return hashlib.new(algorithm)
    except ValueError:
        raise CloudError("The hash %s cannot be computed here" % algorithm) from None


def digest(path, algorithm):
    """The hash of the content of a file, in hex. Raises CloudError if the file cannot be read."""
    found = hasher(algorithm)
    try:
        with open(path, "rb") as file:
            for piece in iter(lambda: file.read(PIECE), b""):
                found.update(piece)
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

    ``digest`` is the hash of the bytes that were sent. A context manager. Raises CloudError if the file cannot be read.
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
        """Go back to the start for another attempt."""
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
    CloudError if the file cannot be written, or if its hash or size (``total``, in bytes) is wrong.
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
    """The permissions of a file; those of a new file if it does not exist."""
    try:
        return os.stat(path).st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
