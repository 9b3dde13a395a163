# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Namesakes: objects with the same name that several tasks create at the same time, where the service does not keep names unique.

Services offer no lock. Tasks see of each other only which objects exist. These rules leave one object:

* Each task that creates an object looks again afterwards. If it sees no other object, its own one stays for good. At most one task can
  see that, since the last one to look sees all objects.
* If it sees an object that goes before its own, it removes its own one, provided that no one uses it. The older object goes first. Times
  that are nearly equal do not tell which one is older; then the id decides.
* If its own object goes first, it waits for the others to be removed. If one stays, its task has looked too early to see a second one and
  continues with it; then the task removes its own object after all. How long it waits depends on how long its own requests take.
* A task that has not created the object that it continues with makes sure that it stays: it looks until it has seen the same single
  object twice, and until no object of nearly the same age can appear any more.

A task removes only an object that it created itself. Ages are measured by the clock of the service.
"""

from __future__ import annotations

import random
from datetime import datetime, timezone

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

LONGEST_CREATION = 180  # seconds that another object is waited for while the service creates it; the option `timeout` replaces it


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
    settled_seconds = 1  # seconds for which a look-up waits for another object that has the same time of creation in whole seconds
    short_grace = 3  # seconds that the first object's task waits at least for another one of nearly the same age
    request_shares = 4  # the grace period is at least the time of the slowest request so far, multiplied by this number
    longest_request = 30  # seconds: a request that took longer counts as one of this time
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

    # -- looking

    def wait_for_single(self, context, look, many):
        """The objects that ``look()`` finds. If they are ``many()`` and some are new, wait until their tasks have removed all but one.

        If there are or were several, or if the only one is so new that another one may appear, it is returned when a second look shows
        the same one.
        """
        found = look()
        if context.session.dry_run:
            return found
        contested, context.contested = context.contested, False
        number, waited = 0, 0.0
        while True:
            if many(found):
                contested, seconds, number = True, self.pause_among(context, found, number), number + 1
            elif contested or (waited < self.settled_seconds and self.may_change(context, found)):
                seconds = self.confirming_pause(context)
            else:
                return found
            if seconds is None or waited > 2 * self.new_seconds:
                return found
            context.session.sleep(seconds)
            waited += seconds
            before, found = found, look()
            if not many(before):
                contested = self.ids_of(before) != self.ids_of(found)

    def pause_among(self, context, found, number):
        """The seconds before the next look at several objects with the same name; None if their tasks will not remove one any more.

        number: the number of these pauses so far.
        """
        pauses = self.namesake_pauses
        if all(self.creation_time(have) is None for have in found):
            pauses = self.pauses_without_age
            if number >= len(pauses):
                return None
        elif not any(self.is_new(have, context) for have in found):
            return None
        return max(pauses[min(number, len(pauses) - 1)], self.request_seconds(context))

    def may_change(self, context, found):
        """Whether another object of nearly the same age may appear beside the only one that was found."""
        fresh = [have for have in found if self.is_unsettled(context, have)]
        if not fresh or self.unique or self.key_option != "name" or context.params.get("state") == "absent":
            return False
        known = {context.created_id, *context.session.get_cached("names", {}).values()}
        return any(self.id_of(have) not in known for have in fresh)

    def is_unsettled(self, context, have):
        """Whether an object is so new that another one of nearly the same age may appear."""
        created = self.creation_time(have)
        return created is not None and int(context.session.service_time(self.service)) <= int(created)

    def confirming_pause(self, context):
        """The seconds before the look that confirms what was found."""
        return max(self.settled_seconds, 2 * self.request_seconds(context))

    def ids_of(self, found):
        """The ids of objects, as a set."""
        return {self.id_of(have) for have in found}

    # -- after a creation

    def settle_contest(self, context, have):
        """Wait until one of the objects with this name remains -> ``have``, the object that this task has just created.

        Raises GaveWay if ``have`` is removed in favor of another object, CloudError if several objects remain.
        """
        if context.session.dry_run:
            return have
        used, passed, waited, others = False, 0.0, 0.0, []
        pauses, limit = iter(self.namesake_pauses), context.params.get("timeout") or LONGEST_CREATION
        while True:
            own, others = self.find_own_and_others(context, have)
            if not others:
                return have
            grace = self.long_grace(context) if used else self.grace_period(context, own, others)
            if passed >= grace:
                if used:
                    break
                if self.withdraw(context, own):
                    message = "%s was created by another task at the same time; the one that this task created is removed again"
                    context.session.warnings.append(message % self.describe(own))
                    context.contested = self.is_close(own, others)
                    raise GaveWay
                used, passed, pauses = True, 0.0, iter(self.namesake_pauses)
                continue
            seconds = next(pauses, self.namesake_pauses[-1])
            context.session.sleep(seconds)
            waited += seconds
            busy = any(map(self.is_busy, others)) and waited < limit  # one that stays busy for ever is not waited for
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

    def grace_period(self, context, own, others):
        """The seconds that a task waits for the others to be removed, before it removes its own object.

        It does not wait if another object goes first. The tasks of objects of nearly the same age may have looked too early to see the one
        that goes first; these objects stay.
        """
        if min([own, *others], key=self.creation_order) is not own:
            return 0
        close = self.is_close(own, others)
        return max(self.short_grace, self.request_shares * self.request_seconds(context)) if close else self.long_grace(context)

    def is_close(self, own, others):
        """Whether one of the others has nearly the same age as ``own``, so that it is unknown which one is older."""
        times = [self.creation_time(have) for have in (own, *others)]
        return None in times or min(abs(times[0] - time) for time in times[1:]) <= self.age_precision

    def long_grace(self, context):
        """The seconds that a task waits for objects that are younger for certain, or when its own one is in use."""
        return max(sum(self.namesake_pauses), 2 * self.request_shares * self.request_seconds(context))

    def request_seconds(self, context):
        """The seconds that the slowest request of the task has taken, at most ``longest_request``."""
        return min(context.session.slowest, self.longest_request)

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
                headers={**self.headers(context), **self.revision_headers(now)},
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

    def creation_time(self, have):
        """The time of creation that the service shows, in epoch seconds; None if it does not show it."""
        try:
            created = datetime.fromisoformat(str(have.get(self.created_field)).replace("Z", ""))
        except ValueError:
            return None
        return created.replace(tzinfo=created.tzinfo or timezone.utc).timestamp()

    def age_of(self, have, context):
        """The seconds since an object was created, by the clock of the service; None if it does not show the time."""
        created = self.creation_time(have)
        return None if created is None else max(0, context.session.service_time(self.service) - created)

    def is_new(self, have, context):
        """Whether an object is so new that its task may still remove it."""
        age = self.age_of(have, context) if have else None
        return age is not None and age < self.new_seconds

    def pause_before_creation(self, context, attempt):
        """Sleep for a random time before an object is created again, so that tasks which removed theirs do not meet again."""
        chance = random.SystemRandom()  # processes that were forked from one have the same state of the usual generator
        context.session.sleep(chance.uniform(0, max(1, 2 * self.request_seconds(context)) * (attempt + 1)))

    def without_service_attributes(self, have):
        """The attributes of an object that change only when somebody changes or uses it."""
        return {name: value for name, value in have.items() if name not in self.service_attributes}
