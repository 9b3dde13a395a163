# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official service types, and their aliases in catalogs and in clouds.yaml.

Source: https://service-types.openstack.org. The order of the aliases matters: the first one in a catalog is used, so ``volumev3`` is
before ``volume``.
"""

from __future__ import annotations

ALIASES = {
    "accelerator": (),
    "admin-logic": ("registration",),
    "alarm": ("alarming",),
    "application-catalog": (),
    "application-container": ("container",),
    "application-deployment": ("application_deployment",),
    "backup": (),
    "baremetal": ("bare-metal",),
    "baremetal-introspection": (),
    "block-storage": ("volumev3", "volumev2", "volume", "block-store"),
    "clustering": ("resource-cluster", "cluster"),
    "compute": (),
    "container-infrastructure-management": ("container-infrastructure", "container-infra"),
    "data-processing": (),
    "data-protection-orchestration": (),
    "database": (),
    "dns": (),
    "ec2-api": (),
    "event": ("events",),
    "function-engine": (),
    "identity": (),
    "image": (),
    "instance-ha": ("ha",),
    "key-manager": (),
    "load-balancer": (),
    "log-management": (),
    "message": ("messaging",),
    "meter": ("metering", "telemetry"),
    "monitoring": (),
    "monitoring-events": (),
    "monitoring-logging": ("monitoring-log-api",),
    "multi-region-network-automation": ("tricircle",),
    "network": (),
    "nfv-orchestration": (),
    "object-store": (),
    "operator-policy": ("policy",),
    "orchestration": (),
    "placement": (),
    "rating": (),
    "reservation": (),
    "resource-optimization": ("infra-optim",),
    "root-cause-analysis": ("rca",),
    "search": (),
    "shared-file-system": ("sharev2", "share"),
    "workflow": ("workflowv2",),
}
_OFFICIAL = {alias: name for name, aliases in ALIASES.items() for alias in (name,) + aliases}


def _normal(service_type):
    # "application_deployment" is a published alias that is spelled with an underscore
    return service_type if service_type in _OFFICIAL else service_type.lower().replace("_", "-")


def official(service_type):
    """The official type for a type or an alias. An unknown name is returned unchanged."""
    return _OFFICIAL.get(_normal(service_type), service_type)


def candidates(service_type):
    """All names of a service in catalogs (tuple): the official type, then its aliases in the published order."""
    name = official(service_type)
    return (name,) + ALIASES.get(name, ())


def option_names(service_type):
    """All names of a service as prefixes of keys of clouds.yaml, such as ``block_storage`` in ``block_storage_endpoint_override``."""
    return tuple(name.lower().replace("-", "_") for name in candidates(service_type))
