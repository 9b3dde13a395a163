# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Namesakes: objects with the same name that several tasks create at the same time, where the service does not keep names unique.

Each task that creates an object looks again afterwards, so the last task to look sees all objects. A task that sees an older object removes
its own, provided that no one uses it, and continues with the older one. The task with the oldest object waits until the others are removed.
If another object stays, its task looked too early to see a second one and continued with it; then the oldest object is removed. As a
result, one object remains, and a task removes only an object that it created itself.
"""

from __future__ import annotations

import time
from datetime import datetime, timezone

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError


class GaveWay(Exception):
    """The object that this task created is removed again, in favor of one that another task created at the same time."""


class Namesakes:
    """The part of a Resource that leaves one of several new objects with the same name. A table overrides what its service needs."""

    unique = False  # whether the service itself keeps the names of these objects unique
    removed_while_busy = False  # whether the service removes an object that it is still creating
    created_field = "created_at"  # the attribute with the time of creation
    service_attributes = ("updated_at", "status")  # attributes that change although no user changes or uses the object
    namesake_pauses = (0.2, 0.3, 0.5, 1, 1, 2, 2, 3, 4, 5, 5)  # seconds between reads of new objects, of which all but one will be removed
    pauses_without_age = namesake_pauses[:5]  # the pauses when the service does not show when the objects were created
    age_precision = 1.5  # seconds: with a smaller difference, the order of two creations is unknown, as times may have no fractions
    short_grace = 3  # seconds that the oldest object's task waits for another one of nearly the same age
    new_seconds = 60  # age up to which an object may still be removed in favor of another one
    removal_tries = 5  # tries to remove an object that the service is still busy with

    def exclude_leaving(self, found):
        """The objects without those that are being removed."""
        return [have for have in found if not self.is_leaving(have)]

    def find_rivals(self, context):
        """Hook: all objects of which only one may exist, including the one that was just created."""
        if self.unique or self.key_option != "name" or not context.params.get("name"):
            return []
        return self.find_candidates(context, context.params["name"])

    def wait_for_single(self, context, look, many):
        """The objects that ``look()`` finds. If they are ``many()`` and some are new, wait until their tasks have removed all but one."""
        found = look()
        for seconds in () if context.session.dry_run or not many(found) else self.pauses_for(found):
            context.session.sleep(seconds)
            found = look()
            if not many(found):
                break
        return found

    def settle_contest(self, context, have):
        """Wait until one of the objects with this name remains -> ``have``, the object that this task has just created.

        Raises GaveWay if ``have`` is removed in favor of an older object, CloudError if several objects remain.
        """
        if context.session.dry_run:
            return have
        used, passed = False, 0.0
        for seconds in self.namesake_pauses * 2:
            own, others = self.find_own_and_others(context, have)
            if not others:
                return have
            is_oldest = min([own, *others], key=self.creation_order) is own
            if not used and (not is_oldest or passed >= self.grace_period(own, others)):
                if self.withdraw(context, own):
                    message = "%s was created by another task at the same time; the one that this task created is removed again"
                    context.session.warnings.append(message % self.describe(own))
                    raise GaveWay
                used = True
            context.session.sleep(seconds)
            busy = any(map(self.is_busy, others))
            passed += 0 if busy and not self.removed_while_busy else seconds
        identifiers = ", ".join(other[self.id_field] for other in others)
        raise CloudError(
            "Another task created an object with this name at the same time: this task created %s, there is also %s"
            % (have[self.id_field], identifiers),
            service=self.service,
            hint="Both are in use; remove the one that is not needed",
        )

    def find_own_and_others(self, context, have):
        """(the object that this task created, the others with its name that have the same owner), as they are now."""
        own, others = have, []
        for rival in self.exclude_leaving(self.find_rivals(context)):
            if rival[self.id_field] == have[self.id_field]:
                own = rival
            elif self.owner(rival) == self.owner(have) or None in (self.owner(rival), self.owner(have)):
                others.append(rival)
        return own, others

    def grace_period(self, own, others):
        """The seconds that the oldest object's task waits until the others are removed.

        The tasks of objects of nearly the same age may have looked too early to see the oldest one; these objects stay.
        """
        ages = [self.age_of(have) for have in (own, *others)]
        close = None in ages or min(abs(ages[0] - age) for age in ages[1:]) <= self.age_precision
        return self.short_grace if close else sum(self.namesake_pauses)

    def creation_order(self, have):
        """The sort key that puts the oldest object first."""
        return have.get(self.created_field) or "", str(have[self.id_field])

    def withdraw(self, context, have):
        """Remove an object that this task has just created, unless it is already in use -> whether it is removed."""
        now = have
        for _attempt in range(self.removal_tries):
            was_busy = self.is_busy(now)
            reply = context.session.request(
                self.service,
                "DELETE",
                context.path(have),
                params=self.deletion_query(context),
                headers=self.revision_headers(now),
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
                elif not was_busy:  # a busy object may have become ready between the refusal and this look
                    return False
            elif self.without_service_attributes(now) != self.without_service_attributes(have):
                return False
        return False

    def pauses_for(self, found):
        """The seconds between looks at objects with the same name; () if none of them is new."""
        if all(self.age_of(have) is None for have in found):
            return self.pauses_without_age
        return self.namesake_pauses if any(map(self.is_new, found)) else ()

    def age_of(self, have):
        """The seconds since an object was created, by the local clock; None if the service does not show the time."""
        try:
            created = datetime.fromisoformat(str(have.get(self.created_field)).replace("Z", ""))
        except ValueError:
            return None
        return abs(time.time() - created.replace(tzinfo=created.tzinfo or timezone.utc).timestamp())

    def is_new(self, have):
        """Whether an object is so new that its task may still remove it."""
        age = self.age_of(have) if have else None
        return age is not None and age < self.new_seconds

    def without_service_attributes(self, have):
        """The attributes of an object that change only when somebody changes or uses it."""
        return {name: value for name, value in have.items() if name not in self.service_attributes}
