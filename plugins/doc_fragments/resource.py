# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # a module that brings objects about: check mode, diff, state
    DOCUMENTATION = r"""
options:
  state:
    description:
      - Whether the object shall exist.
      - Options that are omitted are left as they are; an empty string, list or dict clears what it stands for.
    type: str
    choices: [present, absent]
    default: present
attributes:
  check_mode:
    support: full
    description: Predicts without changing anything; the prediction is made by the code that does the work.
  diff_mode:
    support: full
    description: Shows the declared options before and after.
  idempotent:
    support: full
    description: A second run with the same options changes nothing.
"""

    # a module that only reads
    READ_ONLY = r"""
attributes:
  check_mode:
    support: full
    description: Reads only; runs in check mode as well.
  diff_mode:
    support: none
    description: Changes nothing, so there is nothing to show.
  idempotent:
    support: full
    description: Changes nothing.
"""

    # a module that lists objects; READ_ONLY is added below
    INFO = r"""
options:
  fields:
    description:
      - Return only these attributes of each object, such as V([name, id]). If omitted, all attributes are returned.
      - Takes the names of the result. A name that is no attribute is an error.
    type: list
    elements: str
"""

    FILTERS = r"""
options:
  filters:
    description:
      - Conditions on attributes, by the names of the result or of the API.
      - What the API can filter is sent to it; the rest is compared here. A list means that all of its members are wanted.
    type: dict
"""

    TAGS = r"""
options:
  tags:
    description: Tags of the object, all of them. An empty list removes them.
    type: list
    elements: str
"""

    PROJECT = r"""
options:
  project:
    description:
      - Name or ID of the project that owns the object; by default the one that the credentials are for.
      - A name is looked up in that project only, so that an administrator never touches a namesake of another project.
    type: str
"""


# outside of the class, where ansible-test wants to see plain text
ModuleDocFragment.INFO = ModuleDocFragment.READ_ONLY + ModuleDocFragment.INFO
