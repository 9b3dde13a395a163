# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of playbooks and inventories as plain data, without Ansible's tags and types."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Set

EXACT = frozenset((str, int, float, bool, type(None)))


def plain(value):
    """A value in the form that it has after a way through JSON, as the arguments and the result of a module have: without tags of Ansible,
    and with decrypted vault strings."""
    if type(value) in EXACT:  # most values; the next lines take longer
        return value
    if isinstance(value, (dict, Mapping)):
        return {str(key) if isinstance(key, str) else json.dumps(key): plain(value[key]) for key in value}
    if isinstance(value, (list, tuple, Set)):  # not Sequence: in ansible-core 2.18 an encrypted text is one
        return [plain(item) for item in value]
    for kind in (bool, int, float):
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return None if value is None else value.decode(errors="surrogateescape") if isinstance(value, bytes) else str(value)
