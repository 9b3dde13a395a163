# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each worker reports its own life, although several of them share a process.

Cinder keeps the number of "this process's" row in the table of services in a class attribute, `Service.service_id`. With the volume
services, the backup service and the scheduler in one process that is the number of the one started last: all of them then report for
that one, and the others look dead as soon as `service_down_time` has passed. Nova, Manila, Heat and Designate keep it per object.
"""

from __future__ import annotations

from tests.devcloud.runtime.after_import import AfterImport


def _repair_cinder(service):
    from cinder import context, exception, objects
    from oslo_log import log

    logger = log.getLogger(__name__)

    def report_state(self):
        if not self.manager.is_working():
            logger.error("%s on %s does not work; it will be shown as down.", self.binary, self.host)
            return
        admin = context.get_admin_context()
        try:
            try:
                row = objects.Service.get_by_id(admin, self.origin_service_id)
            except exception.NotFound:
                self._create_service_ref(admin)
                row = objects.Service.get_by_id(admin, self.origin_service_id)
            row.report_count += 1
            row.availability_zone = self.availability_zone
            row.save(retry=False)
        except Exception:  # an error that escaped would end the timer, and with it all later reports
            logger.exception("%s on %s could not report its state.", self.binary, self.host)

    service.Service.report_state = report_state


def apply():
    """Patch this process. Call it before any service is imported."""
    AfterImport("cinder.service", _repair_cinder).install()
