# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requirements: the mixin of Resource that checks the options of a task before anything is written."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.errors import BadOptions, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.session import version_key


class Requirements:
    """The mixin of Resource. It uses the declarations of Table."""

    def reject_untrimmed_name(self, name):
        """Raises BadOptions for a name that the API would change: the object would not be found by it."""
        if self.trims and name is not None and name != name.strip():
            raise BadOptions("`%s` begins or ends with a space, which this API cuts off" % self.key_option, hint="Leave the space out")

    def require_options(self, context):
        """Raises CloudError when the task does not set the options that ``needed_to_create`` lists."""
        missing = []
        for need in self.needed_to_create:
            names = (need,) if isinstance(need, str) else need
            if not any(is_set(context.params.get(name)) for name in names):
                missing.append("one of " * (len(names) > 1) + ", ".join("`%s`" % name for name in names))
        if missing:
            raise CloudError(
                "It does not exist; creating it requires %s" % " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1]))),
                service=self.service,
            )

    def warn_of_ineffective_options(self, context):
        """Warn of options that have no effect because the task does not set those that they depend on (``only_with`` of the table)."""
        params, warnings = context.params, context.session.warnings
        for name, others in self.only_with.items():
            is_default = params.get(name) in (None, self.fields[name].default)
            if not is_default and params["state"] != "absent" and not any(is_set(params.get(other)) for other in others):
                text = "`%s` has no effect without %s" % (name, " or ".join("`%s`" % other for other in others))
                warnings += [text] if text not in warnings else []

    def require_microversions(self, context):
        """Raises CloudError for an option that the service is too old for. A removal needs none of them."""
        for name, field in {} if context.params.get("state") == "absent" else self.given(context.params).items():
            for where, since in field.requirements(context.params[name], name):
                self.require_microversion(context, since, "`%s`" % where)

    def require_microversion(self, context, since, what):
        """Raises CloudError if the service does not support the microversion ``since``. ``what``: the subject of the error's sentence."""
        asks = version_key(since) > version_key(self.microversion or since)  # the look-up has not tried so high a microversion
        if not context.session.supports(self.service, since, ask=asks):
            raise self.too_old(what, since)

    def too_old(self, what, since):
        """The CloudError for what a service does not support. ``since``: the microversion that introduced it."""
        text = "%s needs microversion %s of the %s service; this cloud has less" % (what, since, self.service)
        return CloudError(text, service=self.service)


def is_set(value):
    """Whether an option has a value with which an object can be created."""
    return value is not None and value is not False and value not in ("", [], {})
