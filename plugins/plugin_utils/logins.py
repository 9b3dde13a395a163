# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logins of other collections: `auth_type: acme.cloud.badge` is registered by plugins/module_utils/auth/badge.py of acme.cloud."""

from __future__ import annotations

import importlib

from ansible_collections.stratus.openstack.plugins.module_utils import auth
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError


def load_login(auth_type):
    """Import the file that registers a login of another collection, if it is not registered yet. Any other ``auth_type`` is left alone.

    Raises CloudError if there is no such file, if it cannot be imported, or if it does not register this ``auth_type``.
    """
    if not auth.is_foreign(auth_type) or auth_type in auth.REGISTRY:
        return
    namespace, collection, *path = auth_type.split(".")
    module = "ansible_collections.%s.%s.plugins.module_utils.auth.%s" % (namespace, collection, ".".join(path))
    file = "plugins/module_utils/auth/%s.py of the collection %s.%s" % ("/".join(path), namespace, collection)
    try:
        importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name and (module + ".").startswith(error.name + "."):
            hint = "Check the name, and that the collection is installed in a folder of ANSIBLE_COLLECTIONS_PATH"
            raise CloudError("auth_type '%s' needs %s, which does not exist" % (auth_type, file), hint=hint) from None
        raise CloudError("auth_type '%s' needs %s, which cannot be imported: %s" % (auth_type, file, error)) from error
    except Exception as error:
        raise CloudError("auth_type '%s' needs %s, which cannot be imported: %s" % (auth_type, file, error)) from error
    if auth_type not in auth.REGISTRY:
        hint = 'Name it in `@auth.register("%s", ...)`' % auth_type
        raise CloudError("auth_type '%s' is not registered by %s" % (auth_type, file), hint=hint)
