# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Namesakes: what becomes of objects of one name that several tasks make at the same time, where no service keeps names unique.

Whoever makes an object looks again afterwards, so that the last one to look sees all there are. Who sees an older one removes his own,
as long as nobody uses it, and goes on with the other. The oldest waits for that, and gives way to one that stays: its maker looked
too early to see a second one, and has gone on. So no two stay, and nothing is removed that somebody else made.
"""

from __future__ import annotations

import time
from datetime import datetime, timezone

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

SORTING_OUT = (0.2, 0.3, 0.5, 1, 1, 2, 2, 3, 4, 5, 5)  # seconds between looks at namesakes of which all but one will go
UNTOLD = SORTING_OUT[:5]  # the same, when the service does not say how old they are
CLOSE = 1.5  # seconds between two creations of which nobody knows the first: times may come without fractions
REPRIEVE = 3  # seconds that one of those gets to look and go
NEW = 60  # seconds for which an object may be one of those
REMOVALS = 5  # tries to remove an object that its service is still busy with
OF_THE_SERVICE = ("revision_number", "updated_at", "updated", "status", "progress", "OS-EXT-STS:task_state")  # changes without being used


class GaveWay(Exception):
    """The object that this task made is gone again, in favour of one that somebody else made at the same time."""


class Namesakes:
    """The part of a Resource that knows of this. ``unique``: the service itself keeps the names of these objects unique."""

    unique = False
    removed_while_busy = False  # whether the service removes what it is still making

    def exclude_leaving(self, found):
        """Hook: without those that are being removed."""
        return found

    def find_rivals(self, context):
        """Hook: the objects of which there must be one only, the one just made among them."""
        if self.unique or self.key_option != "name" or not context.params.get("name"):
            return []
        return self.find_candidates(context, context.params["name"])

    def wait_for_single(self, context, look, many):
        """What ``look()`` finds; when that is ``many()`` and some are new, what is left after those who made them looked again."""
        found = look()
        for seconds in () if context.session.dry_run or not many(found) else patience(found):
            context.session.sleep(seconds)
            found = look()
            if not many(found):
                break
        return found

    def settle_contest(self, context, have):
        """``have``, which this task has just made, when it stays the only one. Raises GaveWay, or CloudError when two stay."""
        if context.session.dry_run:
            return have
        used, passed = False, 0.0
        for seconds in SORTING_OUT * 2:
            own, others = self.own_and_others(context, have)
            if not others:
                return have
            if not used and (min([own, *others], key=self.age) is not own or passed >= self.grace_period(own, others)):
                if self.withdraw(context, own):
                    told = "%s was made by somebody else at the same time; the one that this task made is removed again"
                    context.session.warnings.append(told % self.describe(own))
                    raise GaveWay
                used = True
            context.session.sleep(seconds)
            busy = any(map(self.is_busy, others))
            passed += 0 if busy and not self.removed_while_busy else seconds
        names = ", ".join(one[self.id_field] for one in others)
        raise CloudError(
            "Somebody else made one of this name at the same time: this task made %s, there is also %s" % (have[self.id_field], names),
            service=self.service,
            hint="Both are in use; remove the one that is not needed",
        )

    def own_and_others(self, context, have):
        own, others = have, []
        for one in self.exclude_leaving(self.find_rivals(context)):
            if one[self.id_field] == have[self.id_field]:
                own = one
            elif self.owner(one) == self.owner(have) or None in (self.owner(one), self.owner(have)):
                others.append(one)
        return own, others

    @staticmethod
    def grace_period(own, others):
        """The seconds that the oldest gives the others to go. Those made within a second of it may have looked too early to see it."""
        ages = [age_of(have) for have in (own, *others)]
        close = None in ages or min(abs(ages[0] - age) for age in ages[1:]) <= CLOSE
        return REPRIEVE if close else sum(SORTING_OUT)

    def age(self, have):
        """What orders namesakes, the oldest first."""
        return made_at(have) or "", str(have[self.id_field])

    def withdraw(self, context, have):
        """Remove an object that this task has just made, unless somebody uses it already -> whether it is gone."""
        now = have
        for _attempt in range(REMOVALS):
            was_busy = self.is_busy(now)
            revision = now.get("revision_number") if self.revisions else None
            reply = context.session.request(
                self.service,
                "DELETE",
                context.path(have),
                params=self.deletion_query(context),
                headers={} if revision is None else {"If-Match": "revision_number=%s" % revision},
                microversion=self.microversion,
                allow=(400, 404, 409, 412),
            )
            if reply.status in (404, *range(200, 300)):
                self.wait_gone(context, now)
                return True
            now = self.fetch(context, have[self.id_field])
            if now is None:
                return True
            if reply.status != 412:
                if self.is_busy(now):
                    now = self.wait_until_ready(context, now)
                elif not was_busy:  # else it was refused for that, and became ready before this look
                    return False
            elif untouched(now) != untouched(have):
                return False
        return False


def made_at(have):
    return have.get("created_at") or have.get("created")


def patience(found):
    """The seconds to wait between looks at namesakes; () when all are there for long."""
    ages = [age_of(have) for have in found]
    if all(age is None for age in ages):
        return UNTOLD
    return SORTING_OUT if any(map(is_new, found)) else ()


def age_of(have):
    """How many seconds ago an object was made, by our own clock; None when the service does not say."""
    try:
        made = datetime.fromisoformat(str(made_at(have)).replace("Z", ""))
    except ValueError:
        return None
    return abs(time.time() - made.replace(tzinfo=made.tzinfo or timezone.utc).timestamp())


def is_new(have):
    age = age_of(have) if have else None
    return age is not None and age < NEW


def untouched(have):
    """What of an object changes only when somebody uses it."""
    return {name: value for name, value in have.items() if name not in OF_THE_SERVICE}
