# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder for tokens and predictions that lives as long as a playbook run. Tasks and the inventory plugin share it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import time

from ansible import constants as C

FOLDER = "stratus.openstack"
TEMPORARY_FOLDER = re.compile(r"ansible-local-(\d+)\w{8}")  # of one run of Ansible: the number of its process and random characters
LEFT_BEHIND = 3600  # seconds; the process of a run in another container cannot be seen from here


def run_folder_path():
    """The path of a folder below Ansible's temporary folder, which Ansible removes at the end of the playbook run."""
    return os.path.join(C.DEFAULT_LOCAL_TMP, FOLDER)


def run_folder():
    """The path of the folder, before the first task of the run without what killed runs have left."""
    folder = run_folder_path()
    if not os.path.exists(folder):  # the first task of the run
        remove_folders_of_killed_runs(os.path.dirname(C.DEFAULT_LOCAL_TMP))
    return folder


def remove_folders_of_killed_runs(place):
    """Remove the tokens of killed runs below the folder ``place``: Ansible does not remove the folders of such runs."""
    with contextlib.suppress(OSError):
        for name in os.listdir(place):
            run, folder = TEMPORARY_FOLDER.fullmatch(name), os.path.join(place, name, FOLDER)
            with contextlib.suppress(OSError):
                own = run and has_ended(int(run[1])) and stat_own_folder(os.path.dirname(folder)) and stat_own_folder(folder)
                if own and time.time() - own.st_mtime > LEFT_BEHIND:
                    shutil.rmtree(folder)


def stat_own_folder(path):
    """The os.stat_result of a folder that belongs to this user; None for a link or a folder of another user. Raises OSError."""
    found = os.lstat(path)
    return found if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() else None


def has_ended(process):
    """Whether no process has this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
