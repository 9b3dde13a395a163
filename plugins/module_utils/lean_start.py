# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first lines of a lean process. The controller sends this file on standard input, before the order for the task.

It finds the folder with the code that an earlier task unpacked on this host, or unpacks it, and runs the task with it. It uses the standard
library alone, since no other code is there yet. Before it trusts a folder, it makes sure that only this user and root can write to it.
"""

from __future__ import annotations

import importlib
import json
import os
import stat
import sys

OLDEST = (3, 9)  # the oldest Python that the collection supports
MARK = "STRATUS-LEAN"  # begins each line for the controller; other programs may write to standard output as well
DAY = 86400  # seconds
KEPT = 14 * DAY  # since the last use of other versions of the code
LEAN = "ansible_collections.stratus.openstack.plugins.module_utils.lean"


class Unable(Exception):
    """Why the task cannot run in this way. It has not begun."""


def say(word, text=""):
    """Write a line for the controller: what happened, and a text without line breaks."""
    sys.stdout.write("\n%s %s %s\n" % (MARK, word, text))
    sys.stdout.flush()


def own_home():
    """The home folder of this user. HOME may be that of another user, as with some settings of sudo."""
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_dir
    except KeyError:
        return os.path.expanduser("~")


def place_in(base):
    """The path of this user's folder for code below a base folder, which may begin with `~` and contain variables."""
    base = own_home() + base[1:] if base == "~" or base.startswith("~/") else os.path.expanduser(base)
    return os.path.join(os.path.realpath(os.path.expandvars(base)), "stratus.openstack-%d" % os.geteuid())


def require_private(place):
    """Raises OSError if the folder ``place`` can be entered by other users, or if others could replace it."""
    found = os.lstat(place)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise OSError("%s is no private folder of this user" % place)
    while place != os.path.dirname(place):
        place = os.path.dirname(place)
        found = os.lstat(place)
        open_to_others = found.st_mode & 0o022 and not found.st_mode & stat.S_ISVTX
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (0, os.geteuid()) or open_to_others:
            raise OSError("other users can write to %s" % place)


def find(bases, version):
    """The folder with this version of the code, below the first of the base folders that has it; None if there is none."""
    for base in bases:
        folder = os.path.join(place_in(base), version)
        try:
            require_private(os.path.dirname(folder))
            found = os.lstat(folder)
        except OSError:
            continue
        if stat.S_ISDIR(found.st_mode):
            mark_as_used(folder, found)
            return folder
    return None


def mark_as_used(folder, found):
    """Set the time of the folder once a day, so that other versions that are in use stay."""
    import time

    if time.time() - found.st_mtime > DAY:
        try:
            os.utime(folder)
        except OSError:
            pass


def unpack(bases, version, archive):
    """Unpack the code below the first of the base folders where that is possible -> its folder. Raises Unable."""
    problems, umask = [], os.umask(0o077)
    try:
        for base in bases:
            place = place_in(base)
            try:
                os.makedirs(place, exist_ok=True)
                require_private(place)
                return unpack_in(place, version, archive)
            except OSError as error:
                problems.append(str(error))
    finally:
        os.umask(umask)
    raise Unable("the code cannot be kept there: %s" % "; ".join(problems))


def unpack_in(place, version, archive):
    """Unpack the code in a private folder. Others see all of it or nothing. Raises OSError."""
    import shutil
    import zlib

    folder, fresh = os.path.join(place, version), os.path.join(place, "new-%d-%s" % (os.getpid(), os.urandom(8).hex()))
    os.mkdir(fresh)
    try:
        for name, text in json.loads(zlib.decompress(archive)).items():
            path = os.path.join(fresh, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "x", encoding="utf-8") as file:
                file.write(text)
        os.rename(fresh, folder)
    except OSError:
        if not os.path.isdir(folder):  # else another task was faster
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    remove_unused(place, folder)
    return folder


def remove_unused(place, folder):
    """Remove the versions that no task has used for a long time, and what processes that were killed have left."""
    import shutil
    import time

    for name in os.listdir(place):
        path = os.path.join(place, name)
        try:
            if path != folder and time.time() - os.lstat(path).st_mtime > KEPT:
                shutil.rmtree(path)
        except OSError:
            pass


def enter_folder():
    """Leave a working directory that this user must not read, as an ordinary module does."""
    try:
        if os.access(os.getcwd(), os.F_OK | os.R_OK):
            return
    except OSError:
        pass
    for folder in (os.path.expandvars("$HOME"), own_home(), "/"):
        try:
            os.chdir(folder)
            return
        except OSError:
            continue


def load(folder):
    """Import the code of a folder -> the module that runs tasks. Raises Unable."""
    sys.path.insert(0, folder)
    sys.pycache_prefix, sys.dont_write_bytecode = None, False  # the folder is private, and keeps what Python compiles
    try:
        lean = importlib.import_module(LEAN)
    except Exception as error:
        raise Unable("the code in %s cannot be imported: %s" % (folder, error)) from None
    if not lean.__file__.startswith(folder + os.sep):
        raise Unable("%s hides the code in %s" % (lean.__file__, folder))
    return lean


def start(stream):
    """Run the task that the order in ``stream`` describes. The code may follow as an archive."""
    order = json.loads(stream.readline())
    archive = stream.read(order["size"])
    try:
        if sys.version_info < OLDEST:
            raise Unable("Python %d.%d is too old" % sys.version_info[:2])
        os.environ.update(order["environment"])
        folder = find(order["folders"], order["version"])
        if not folder and not archive:
            say("missing")
            return
        lean = load(folder or unpack(order["folders"], order["version"], archive))
        enter_folder()
        lean.run(order, say)
    except Unable as reason:
        say("unable", json.dumps(str(reason)))


if __name__ == "__main__":
    start(sys.stdin.buffer)
