# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies that are complete before they are asked.

Services make their policy enforcer at the first request that needs it. Several publish it first and register its rules afterwards:
under native threads the second of two simultaneous first requests then finds "Policy secrets:post has not been registered" and ends with
HTTP 500. (Nova has a lock for this; eventlet never switched there.) So one thread makes the enforcer, and the others wait.
"""

from __future__ import annotations

import functools
import threading

from tests.devcloud.runtime.after_import import AfterImport

LOCK = threading.RLock()
MODULES = ("barbican.common.policy", "cinder.policy", "manila.policy", "neutron.policy")  # each has init()


def _alone(function):
    @functools.wraps(function)
    def locked(*arguments, **options):
        with LOCK:
            return function(*arguments, **options)

    return locked


def _guard_init(module):
    module.init = _alone(module.init)


def _guard_keystone(module):
    enforcer = module.RBACEnforcer
    enforcer._enforcer = property(_alone(enforcer._enforcer.fget))


def _guard_loading(module):
    module.Enforcer.load_rules = _alone(module.Enforcer.load_rules)


def apply():
    """Patch this process. Call it before any service is imported."""
    for name in MODULES:
        AfterImport(name, _guard_init).install()
    AfterImport("keystone.common.rbac_enforcer.enforcer", _guard_keystone).install()
    AfterImport("oslo_policy.policy", _guard_loading).install()
