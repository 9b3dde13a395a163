# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that a task writes its requests to, without secrets: the options `sdk_log_path` and `sdk_log_level`."""

from __future__ import annotations

import os
import time

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

REQUESTS, BODIES = 3, 4  # the levels of the lines of a Transport


def with_file(log, params):
    """The callable (level, line) for a Transport: ``log``, which may be None, and in addition the file if the task sets `sdk_log_path`.

    Raises CloudError when the file cannot be written.
    """
    if not params.get("sdk_log_path"):
        return log
    path = os.path.expanduser(params["sdk_log_path"])
    highest = BODIES if params.get("sdk_log_level") == "DEBUG" else REQUESTS
    append(path, "")

    def write(level, line):
        if log is not None:
            log(level, line)
        if level <= highest:
            append(path, "%s %s\n" % (time.strftime("%Y-%m-%d %H:%M:%S"), " ".join(line.splitlines())))

    return write


def append(path, text):
    """Append a text to a file; a new one is readable for its owner only. One write keeps the lines of tasks apart. Raises CloudError."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, text.encode("utf-8", "replace"))
        finally:
            os.close(descriptor)
    except OSError as error:
        raise CloudError("`sdk_log_path`: %s cannot be written: %s" % (path, error.strerror)) from None
