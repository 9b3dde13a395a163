# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the running `openstack` client: no process is started for a question."""

from __future__ import annotations

import os
import shlex

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from tests.integration import client

DOCUMENTATION = """
name: client
short_description: Ask the openstack client
description:
  - Runs a command of the openstack client that E(STRATUS_CLIENT) serves, and returns what it prints.
  - With C(-f json), the answer for an object that does not exist is V(null).
options:
  _terms:
    description: The name of the cloud and the words of the command, as one text each.
    required: true
"""


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        answers = [client.run(os.environ["STRATUS_CLIENT"], *shlex.split(term)) for term in terms]
        for term, answer in zip(terms, answers, strict=True):
            if answer.status:
                raise AnsibleLookupError("openstack --os-cloud %s: %s" % (term, answer.err.strip()))
        return [answer.out.rstrip("\n") for answer in answers]
