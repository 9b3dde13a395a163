# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudError, the exception that all code of the collection raises, with the facts that a user needs."""

from __future__ import annotations

# Exceptions that occur when an answer does not have the form that its API documents
PARSE_ERRORS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
FIELDS = ("status", "method", "url", "service", "request_id", "microversion", "hint")


class CloudError(Exception):
    """An operation failed.

    ``message``: the reason in one line. The other attributes describe the request, None if unknown: HTTP ``status`` (int), ``method``,
    ``url``, ``service`` (official type), ``request_id``, ``microversion``. ``hint``: what the user can do. ``maybe_applied``: True if the
    server may have processed a write although no answer arrived. ``find_hint``: callable () -> a better hint, or an empty text. It reads
    from the cloud, so it is called only when the task fails with this error. ``before_login``: whether the task could not log in.
    """

    find_hint = None
    before_login = False

    def __init__(
        self, message, status=None, method=None, url=None, service=None, request_id=None, microversion=None, hint=None, maybe_applied=False
    ):
        super().__init__(message)
        self.message = message if isinstance(message, str) else str(message)  # an unusual answer has an object here
        self.status = status
        self.method = method
        self.url = url
        self.service = service
        self.request_id = request_id
        self.microversion = microversion
        self.hint = hint
        self.maybe_applied = maybe_applied

    def __str__(self):
        """Message, request and hint in one line."""
        text = self.message.rstrip(". ")
        tried = " ".join(str(part) for part in (self.method, self.url) if part)
        facts = [tried] if tried else []
        if self.status:
            facts.append("HTTP %s" % self.status)
        if self.request_id:
            facts.append("request %s" % self.request_id)
        if facts:
            text += " (%s)" % ", ".join(facts)
        if self.hint:
            text += ". %s" % self.hint.rstrip(".")
        text = " ".join(text.split())
        return text if text.endswith("?") else text + "."

    def result(self):
        """The fields of a failed task: ``msg``, and ``error``, a dict of the facts that are known."""
        error = {name: getattr(self, name) for name in FIELDS if getattr(self, name) is not None}
        return {"msg": str(self), "error": dict(error, message=self.message)}

    def about(self, what):
        """Put ``what``, the failed action, in front of the message -> this error."""
        self.message = "%s: %s" % (what, self.message)
        self.args = (self.message,)
        return self

    def improve_hint(self):
        """Replace the hint by that of ``find_hint``. If the reads for it fail, the error stays as it is."""
        find_hint, self.find_hint = self.find_hint, None
        try:
            self.hint = (find_hint and find_hint()) or self.hint
        except (CloudError, *PARSE_ERRORS):
            pass


class BadOptions(CloudError):
    """The task has an option with a value that has no meaning, or options that do not fit together. The cloud was not asked."""


class Missing(CloudError):
    """An object that the task names does not exist. ``kind``: its type, as in a table; None if unknown."""

    kind = None


class Incomplete(CloudError):
    """Some of the objects of a task failed. ``facts``: further keys of the result of the failed task."""

    facts = {}

    def result(self):
        return dict(super().result(), **self.facts)
