# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one exception that leaves the collection's code, with everything a user needs to act on it."""

from __future__ import annotations

# What comes of reading an answer that is not as its API describes it
MISREAD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
FIELDS = ("status", "method", "url", "service", "request_id", "microversion", "hint")


class CloudError(Exception):
    """Something could not be done.

    ``message`` says what in one line; the rest says what was tried: HTTP ``status`` (int), ``method``, ``url``, ``service``
    (catalog type), ``request_id``, ``microversion`` and a ``hint`` (what to do about it). ``maybe_applied`` is true when a
    write may have reached the server although no answer came back.
    """

    def __init__(
        self, message, status=None, method=None, url=None, service=None, request_id=None, microversion=None, hint=None, maybe_applied=False
    ):
        super().__init__(message)
        self.message = message if isinstance(message, str) else str(message)  # "error": {...} of an odd answer
        self.status = status
        self.method = method
        self.url = url
        self.service = service
        self.request_id = request_id
        self.microversion = microversion
        self.hint = hint
        self.maybe_applied = maybe_applied

    def __str__(self):
        """The whole story in one line."""
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
        """The fields for a failed task: ``msg`` plus ``error``, a dict of the facts that are known."""
        error = {name: getattr(self, name) for name in FIELDS if getattr(self, name) is not None}
        return {"msg": str(self), "error": dict(error, message=self.message)}

    def about(self, what):
        """The same error, with ``what`` was being done in front of its message."""
        self.message = "%s: %s" % (what, self.message)
        self.args = (self.message,)
        return self


class Missing(CloudError):
    """An object that was named is not there."""
