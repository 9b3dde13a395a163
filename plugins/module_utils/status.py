# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Status: which states an object of an API may be in; Waiting: the part of a Resource that waits for them."""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

FRESH_MISSES = 5  # reads that may miss a new object: not every server behind the address has heard of it
# statuses that end by themselves
BUSY = re.compile(
    r"(RE)?BUILD(ING)?|(HARD_)?REBOOT|(REVERT_)?RESIZE|QUEUED|PENDING.*|.*_IN_PROGRESS|BACKING-UP|RESTORING-BACKUP"
    r"|(ALLOCAT|ATTACH|CREAT|DELET|DETACH|DOWNLOAD|EXTEND|IMPORT|MIGRAT|RETYP|SAV|UPLOAD)ING"
)


class Status:
    """Where an asynchronous object is: ``field`` holds one of ``ok`` when done, of ``fail`` when it never will be.

    ``fault``: dotted path of the API's own explanation of a failure.
    """

    def __init__(self, ok=("ACTIVE",), fail=("ERROR",), field="status", fault=None, gone=("DELETED",)):
        self.ok, self.fail, self.field, self.fault, self.gone = ok, fail, field, fault, gone

    def of(self, have):
        return str(have.get(self.field) or "").upper() if have else ""

    def busy(self, have):
        """Whether an object is on its way to another status."""
        return BUSY.fullmatch(self.of(have)) is not None

    def why(self, have):
        node = have
        for part in (self.fault or "").split("."):
            node = node.get(part) if isinstance(node, dict) and part else None
        return node.strip(". ") if isinstance(node, str) else ""


class Waiting:
    """The part of a Resource that waits until an object is ready or gone."""

    def wait_gone(self, context, have):
        """Wait until an object that is being removed is gone. Raises CloudError when it stays."""
        if not (self.status and context.waits):
            return
        before = self.status.of(have)  # what is in ERROR stays so while it is removed
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

        self.poll(context, have, done)

    def poll(self, context, have, done):
        """Look at an object until it is as ``done`` says -> the object, None when it is gone."""
        return context.wait(self.describe(have), lambda: self.fetch(context, have[self.id_field]), done, self.pace(context))

    def pace(self, context):
        """Hook: seconds between two looks, when ``fetch`` spares the API by itself."""

    def with_fault(self, context, have):
        """An object that failed with the API's explanation where ``status.fault`` says; any other as it is."""
        failed = have is not None and self.status.of(have) in self.status.fail and not self.status.why(have)
        why = self.find_fault(context, have) if failed else ""
        return dict(have, **{self.status.fault: why}) if why else have

    def find_fault(self, context, have):
        """Hook: why an object is not what it should be, in the API's words; "" when it does not say."""
        return self.status.why(have)

    def is_gone(self, have):
        if have is not None and self.status.of(have) in self.status.fail:
            raise CloudError(
                "%s could not be deleted: it is in status %s. %s" % (self.describe(have), self.status.of(have), self.status.why(have))
            )
        return have is None or self.status.of(have) in self.status.gone

    def wait_until_ready(self, context, have):
        """Wait until an object is ready -> the object. Raises CloudError with the API's own fault when it fails."""
        if not self.status or self.status.of(have) in self.status.ok:
            return have
        misses = []

        def done(now):
            misses.append(now is None)
            return (now is not None or sum(misses) > FRESH_MISSES) and self.is_ready(self.with_fault(context, now))

        return self.poll(context, have, done)

    def is_busy(self, have):
        """Whether the service is at work on an object; of one without a status nobody knows."""
        return bool(self.status and self.status.busy(have))

    def is_ready(self, have):
        if have is None:
            raise CloudError("The %s is gone: something else removed it" % self.label)
        if self.status.of(have) in self.status.fail:
            raise CloudError(
                "%s ended in status %s: %s"
                % (self.describe(have), self.status.of(have), self.status.why(have) or "the API gives no reason")
            )
        return self.status.of(have) in self.status.ok
