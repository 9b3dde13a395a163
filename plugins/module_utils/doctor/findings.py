# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings: what a check has found, and what a person can do about it."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import masking

CHECKS = ("configuration", "runs", "address", "tls", "clock", "login", "roles", "catalog", "microversions", "quota")  # in their order
OK, WARNING, ERROR = "ok", "warning", "error"
LONGEST = 600  # characters of one sentence


class Report:
    """The findings of one run, and the sections of its result.

    ``secrets``: callable that returns the strings to mask. ``sections``: dict; a section stays None if nothing could be found out.
    """

    def __init__(self, secrets):
        self.secrets = secrets
        self.found = []
        self.sections = dict.fromkeys(("configuration", "login", "catalog", "tls", "clock", "quota", "runs"))

    def add(self, check, level, what, do=None):
        """Add a finding. ``what``, ``do``: sentences; ``do`` is None if nothing is to be done."""
        shown = [text and masking.show(" ".join(text.split()), self.secrets(), LONGEST).rstrip(". ") for text in (what, do)]
        self.found.append({"check": check, "level": level, "what": shown[0], "do": shown[1]})

    def failed(self, check):
        """Whether a check has found an error."""
        return any(one["check"] == check and one["level"] == ERROR for one in self.found)

    def result(self):
        """The fields of the task's result."""
        return dict(conclude(self.found), **masking.mask_texts(self.sections, self.secrets()))


def conclude(found):
    """The fields of the result that follow from the findings: `findings` in the order of the checks, `healthy`, and `lines`."""
    findings = sorted(found, key=lambda one: CHECKS.index(one["check"]))
    return {"findings": findings, "healthy": all(one["level"] != ERROR for one in findings), "lines": [line_of(one) for one in findings]}


def line_of(finding):
    """A finding as one line."""
    level = finding["level"].upper() if finding["level"] == ERROR else finding["level"]
    line = "%-8s %s: %s" % (level, finding["check"], finding["what"])
    return "%s. %s" % (line, finding["do"]) if finding["do"] else line


def join(names, last="and"):
    """Names as a list in a sentence: "a, b and c"."""
    names = list(map(str, names))
    return (" %s " % last).join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
