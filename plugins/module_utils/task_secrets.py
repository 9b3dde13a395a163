# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The secrets among a task's options: which values they are, and the options without them."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils import auth_options, masking

NAMES = ("name", "user", "project", "domain", "default_project")  # options that hold the name of an object


def secrets_of_options(params, options):
    """The set of secret texts in the options ``params``: by the argument spec ``options``, and by their keys in options of any content.

    The spec decides, not the name of an option: `token_cache` and `update_password` are not secret.
    """
    specs = {key: option for name, option in options.items() for key in (name, *option.get("aliases", ()))}
    found = set()
    for key, value in params.items():
        option = specs.get(key)
        for part in value if option and isinstance(value, list) else [value]:
            if option and option.get("no_log") and part is not None:
                found |= {str(part)} | masking.find_secrets(part)
            elif option and option.get("options") and isinstance(part, dict):
                found |= secrets_of_options(part, option["options"])
            else:  # a key without an option may be a misspelled name of a secret
                found |= masking.find_secrets(part, "" if option else key)
    return found - {""}


def hidden_values(values, params):
    """The set of values that a result must not contain anywhere: the secret ``values`` that Ansible found by the spec, and the secrets in a
    `cloud` that is a dictionary.

    Short and common words are not in it: a password "admin" is hidden in its own option only. Names that the task itself uses are not in it
    either: a password that equals the user's name would hide that name everywhere.
    """
    found = set(values) | auth_options.secrets_in(params.get("cloud"))
    names = names_in_options(params)
    return {value for value in found if not masking.is_common(str(value)) and str(value) not in names}


def names_in_options(params):
    """The set of names of objects, users, projects and domains that a task's options contain."""
    cloud = params.get("cloud") if isinstance(params.get("cloud"), dict) else {}
    logins = [login for login in (params.get("auth"), cloud, cloud.get("auth")) if isinstance(login, dict)]
    found = [params.get(key) for key in NAMES] + [login.get(key) for login in logins for key in auth_options.NAMES]
    return {str(name) for name in found if isinstance(name, (str, int))}


def mask_options(params, options):
    """A copy of the options ``params`` for the output, with the mask in place of each secret by the argument spec ``options``."""
    names = {key for name, option in options.items() for key in (name, *option.get("aliases", ()))}
    # a key without an option may be a misspelled name of a secret
    view = {key: masking.mask(value) if key in names or value is None else masking.MASK for key, value in params.items()}
    for name, option in options.items():
        for key in (name, *option.get("aliases", ())):
            value, inner = view.get(key), option.get("options")
            if option.get("no_log") and value is not None:
                view[key] = masking.MASK
            elif inner and isinstance(value, dict):
                view[key] = mask_options(params[key], inner)
            elif inner and isinstance(value, list):
                view[key] = [mask_options(item, inner) if isinstance(item, dict) else masking.MASK for item in params[key]]
            elif inner and value is not None:
                view[key] = masking.MASK  # a text in place of a dictionary: its secrets cannot be found by their keys
    return view
