# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Status: the states of an object; Waiting: the mixin of Resource that waits for a state."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils import hints
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError, Missing

FRESH_MISSES = 5  # reads that may miss a new object, because the server that answers has not heard of it yet
BUSY = r"PENDING(_.*)?|.*_IN_PROGRESS|[A-Z]+ING"  # statuses that end by themselves, as most services spell them
LEAVING = r"DELETING|PENDING_DELETE|DELETE_IN_PROGRESS"  # those of an object that is being removed


class Status:
    """The status of an object that the service creates or changes in the background.

    ``field``: the attribute with the status. ``ok``: statuses of an object that is ready, ``fail``: of one that will never be ready,
    ``gone``: of one that is removed. ``busy``: regular expression of the statuses that end by themselves. ``leaving``: of those of an
    object that is being removed. ``fault``: dotted path of the API's own explanation of a failure.
    """

    def __init__(self, ok=("ACTIVE",), fail=("ERROR",), field="status", fault=None, gone=("DELETED",), busy=BUSY, leaving=LEAVING):
        self.ok, self.fail, self.field, self.fault, self.gone = ok, fail, field, fault, gone
        self.busy, self.leaving = re.compile(busy), re.compile(leaving)

    def of(self, have):
        """The state of an object in capitals; "" for None."""
        return str(have.get(self.field) or "").upper() if have else ""

    def is_busy(self, have):
        """Whether the service is still at work on an object."""
        status = self.of(have)
        return status not in (*self.ok, *self.fail, *self.gone) and self.busy.fullmatch(status) is not None

    def is_leaving(self, have):
        """Whether an object is removed, or is being removed."""
        status = self.of(have)
        return status in self.gone or self.leaving.fullmatch(status) is not None

    def why(self, have):
        """The API's reason for a failure, as the object shows it; "" when it does not."""
        node = have
        for part in (self.fault or "").split("."):
            node = node.get(part) if isinstance(node, dict) and part else None
        return node.strip(". ") if isinstance(node, str) else ""


class Waiting:
    """The mixin of Resource that waits until an object is ready or gone."""

    def wait_gone(self, context, have):
        """Wait until an object that is being deleted is gone. Raises CloudError when it stays or fails.

        It is gone when neither its id nor the listing that finds its name shows it. One of the two alone may be wrong: behind the address
        of a service are several servers and databases, and one that does not answer, or is late, makes an object seem to be gone.
        """
        if not (self.status and context.waits):
            return
        before = self.status.of(have)  # an object in ERROR may stay in it while it is deleted
        begun = []

        def done(now):
            if now is None:
                return True
            status = self.status.of(now)
            if status in ("", before) and not begun:
                return False
            if status == before:
                why = self.find_fault(context, now)
                raise CloudError("%s was not deleted: it is in status %s again. %s" % (self.describe(have), status, why))
            begun.append(status)
            return self.is_gone(self.with_fault(context, now))

        self.poll(context, have, done, lambda: self.find_listed(context, have))

    def find_listed(self, context, have):
        """An object as the look-up of its name finds it; None if the look-up does not show it."""
        name = have.get(self.name_field)
        if context.session.dry_run or context.resource is not self or not name or not self.by_name:
            return None
        try:
            return next((now for now in self.find_candidates(context, name) if self.id_of(now) == self.id_of(have)), None)
        except Missing:  # what the object belonged to is gone as well
            return None

    def is_leaving(self, have):
        """Whether an object is removed, or is being removed. False if the table has no status."""
        return bool(have and self.status and self.status.is_leaving(have))

    def poll(self, context, have, done, look_again=lambda: None):
        """Read an object until ``done(object)`` is true -> the object, None when it no longer exists.

        look_again: callable that reads the object in another way when its id does not show it.
        """

        def read():
            now = self.fetch(context, self.id_of(have)) or look_again()
            if now is not None and self.status.field not in now and not context.session.dry_run:
                text = "The table of %s waits for the attribute `%s`, which the object does not have" % (self.kind, self.status.field)
                raise CloudError(text, service=self.service)
            return now

        return context.wait(self.describe(have), read, done, self.pace(context), status_field=self.status.field)

    def pace(self, context):
        """Hook: seconds between two reads, if ``fetch`` limits its requests itself."""

    def with_fault(self, context, have):
        """The object; if it failed, with the API's explanation at the path ``status.fault``."""
        failed = have is not None and self.status.of(have) in self.status.fail and not self.status.why(have)
        why = self.find_fault(context, have) if failed else ""
        return dict(have, **{self.status.fault: why}) if why else have

    def find_fault(self, context, have):
        """Hook: the API's reason for the failure of an object; "" when it gives none."""
        return self.status.why(have)

    def is_gone(self, have):
        """Whether an object, or None, is deleted. Raises CloudError when the deletion failed."""
        if have is not None and self.status.of(have) in self.status.fail:
            raise CloudError(
                "%s could not be deleted: it is in status %s. %s" % (self.describe(have), self.status.of(have), self.status.why(have))
            )
        return have is None or self.status.of(have) in self.status.gone

    def wait_until_ready(self, context, have):
        """Wait until an object is ready -> the object. Raises CloudError with the API's reason when it fails."""
        if not self.status or self.status.of(have) in self.status.ok:
            return have
        misses = []

        def done(now):
            misses.append(now is None)
            return (now is not None or sum(misses) > FRESH_MISSES) and self.is_ready(self.with_fault(context, now))

        return self.poll(context, have, done)

    def is_busy(self, have):
        """Whether the service is changing an object. False if the table has no status."""
        return bool(self.status and self.status.is_busy(have))

    def is_ready(self, have):
        """Whether an object is ready. Raises CloudError when it failed or is gone (None)."""
        if have is None:
            raise CloudError("The %s is gone: something else removed it" % self.label)
        if self.status.of(have) in self.status.fail:
            why = self.status.why(have)
            raise CloudError(
                "%s ended in status %s: %s" % (self.describe(have), self.status.of(have), why or "the API gives no reason"),
                hint=hints.for_fault(why),
            )
        return self.status.of(have) in self.status.ok
