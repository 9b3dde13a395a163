# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggestions for a misspelled name: the closest of the names that exist."""

from __future__ import annotations

import difflib
import re

SIMILAR = 0.75  # the least similarity of a suggestion, 0 to 1
NEARLY_AS_GOOD = 0.1  # how much less similar than the closest name a further suggestion can be
PART = 0.8  # the similarity of a name of which the misspelled one is a part
SHORTEST_PART = 3  # characters
COUNT = 3
SEPARATORS = re.compile(r"[\s._-]+")


def closest(wrong, names):
    """The names (list, the closest first) that ``wrong`` may be a misspelling of: at most 3, none that is much worse than the first."""
    wrong = simplify(wrong)
    scores = {name: similarity(wrong, simplify(name)) for name in names if isinstance(name, str) and name}
    least = max([SIMILAR, *(score - NEARLY_AS_GOOD for score in scores.values())])
    return sorted((name for name, score in scores.items() if score >= least), key=lambda name: (-scores[name], name))[:COUNT]


def simplify(name):
    """A name without upper case, and with each separator as one hyphen."""
    return SEPARATORS.sub("-", str(name).lower()).strip("-")


def similarity(wrong, name):
    """How similar two simplified names are, 0 to 1."""
    matcher = difflib.SequenceMatcher(None, name, wrong, autojunk=False)
    enough = matcher.real_quick_ratio() >= SIMILAR and matcher.quick_ratio() >= SIMILAR
    ratio = matcher.ratio() if enough else 0
    return max(ratio, PART) if len(wrong) >= SHORTEST_PART and wrong in name else ratio


def ask(wrong, names, instead=""):
    """The question "Did you mean 'web' or 'web-2'?"; an empty string if no name is close. ``instead``: its last words."""
    found = ["'%s'" % name for name in closest(wrong, names)]
    return "Did you mean %s%s?" % (" or ".join(filter(None, [", ".join(found[:-1]), found[-1]])), instead) if found else ""
