# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether `become` changes anything for a task that runs on the controller."""

from __future__ import annotations

import os
import pwd
import re

METHODS = {"ansible.plugins.become.sudo": "sudo", "ansible.plugins.become.su": "su"}
USUAL_FLAGS = {"-H", "-S", "-n"}
# What a module reads from its environment. sudo removes variables that it was not told to keep.
READ = re.compile(r"(OS_|XDG_|STRATUS_TOKEN_CACHE$|REQUESTS_CA_BUNDLE$|CURL_CA_BUNDLE$)|.*_proxy$", re.I)


def becomes_itself(become, environ):
    """Whether a become plugin leads to the user, the home folder and the environment that this process has already.

    ``environ``: the environment of this process. With other methods and options than those of an ordinary `become: true` the answer is no.
    """
    program = METHODS.get(type(become).__module__)
    try:
        own = pwd.getpwuid(os.geteuid())
    except KeyError:  # a user without an entry, as in some containers
        return False
    return bool(
        program
        and (become.get_option("become_user") or "root") == own.pw_name
        and (become.get_option("become_exe") or program) == program
        and set((become.get_option("become_flags") or "").split()) <= USUAL_FLAGS
        and environ.get("HOME") == own.pw_dir
        and not any(value and READ.match(name) for name, value in environ.items())
    )
