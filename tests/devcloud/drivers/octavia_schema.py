# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Octavia's schema on SQLite. Its migrations are for MySQL: the tables are made from the models, and filled with what they must hold."""
from __future__ import annotations

from typing import Any

from octavia.common import constants
from octavia.db import api, base_models, models


def create() -> None:
    """All tables. Octavia must have its configuration."""
    base_models.BASE.metadata.create_all(api.get_engine())
    _fill_tables_of_names(api.get_session())


def _fill_tables_of_names(session: Any) -> None:
    """What the migrations would insert: the allowed values of statuses, protocols and so on, and the placeholders of deleted flavors."""
    names = {
        models.ProvisioningStatus: constants.SUPPORTED_PROVISIONING_STATUSES,
        models.HealthMonitorType: constants.SUPPORTED_HEALTH_MONITOR_TYPES,
        models.Algorithm: constants.SUPPORTED_LB_ALGORITHMS,
        models.Protocol: constants.SUPPORTED_PROTOCOLS,
        models.OperatingStatus: constants.SUPPORTED_OPERATING_STATUSES,
        models.SessionPersistenceType: constants.SUPPORTED_SP_TYPES,
        models.AmphoraRoles: constants.SUPPORTED_AMPHORA_ROLES,
        models.LBTopology: constants.SUPPORTED_LB_TOPOLOGIES,
        models.VRRPAuthMethod: constants.SUPPORTED_VRRP_AUTH,
        models.L7RuleType: constants.SUPPORTED_L7RULE_TYPES,
        models.L7RuleCompareType: constants.SUPPORTED_L7RULE_COMPARE_TYPES,
        models.L7PolicyAction: constants.SUPPORTED_L7POLICY_ACTIONS,
        models.ClientAuthenticationMode: constants.SUPPORTED_CLIENT_AUTH_MODES,
    }
    deleted = {"id": constants.NIL_UUID, "name": "DELETED-PLACEHOLDER"}
    hidden = {"name": deleted["name"], "enabled": False, "description": ""}
    with session.begin():
        session.add_all(model(name=name) for model, values in names.items() for name in values)
        session.add(models.FlavorProfile(**deleted, provider_name=constants.DELETED, flavor_data="{}"))
        session.add(models.AvailabilityZoneProfile(**deleted, provider_name=constants.DELETED, availability_zone_data="{}"))
        session.flush()
        session.add(models.Flavor(id=constants.NIL_UUID, flavor_profile_id=constants.NIL_UUID, **hidden))
        session.add(models.AvailabilityZone(availability_zone_profile_id=constants.NIL_UUID, **hidden))
