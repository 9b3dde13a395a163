# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stacks that are abandoned and adopted."""

from __future__ import annotations

import json

from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.actions import STACK_ACTION
from ansible_collections.stratus.openstack.plugins.module_utils.services.orchestration.stacks import STACK
from tests.cloud.servers import Api, Done, run

TEMPLATE = {
    "heat_template_version": "2021-04-16",
    "resources": {"salt": {"type": "OS::Heat::RandomString"}},
    "outputs": {"salt": {"value": {"get_attr": ["salt", "value"]}}},
}


def act(action: str, check: bool = False) -> Done:
    return run(check, STACK_ACTION, name="adoptee", action=action)


def test_a_new_stack_adopts_the_resources_of_an_abandoned_one(api: Api) -> None:
    assert api.session.has_service("orchestration"), "the dev cloud runs without heat"
    run(operation=STACK, name="adoptee", template_body=TEMPLATE)
    try:
        exported = act("export")
        assert not exported.changed and exported.data["resources"]["salt"]["resource_data"]["value"]
        assert act("abandon", check=True).changed
        abandoned, again = act("abandon"), act("abandon")
        assert abandoned.changed and abandoned.data["resources"]["salt"] == exported.data["resources"]["salt"]
        assert not again.changed and again.data is None
        adopted = run(operation=STACK, name="adoptee", adopt_data=abandoned.data)
        assert adopted.changed and adopted.stack["status"] == "ADOPT_COMPLETE" and adopted.id != exported.id
        assert adopted.stack["outputs"][0]["output_value"] == exported.data["resources"]["salt"]["resource_data"]["value"]
        assert not run(operation=STACK, name="adoptee", adopt_data=json.dumps(abandoned.data)).changed
    finally:
        run(operation=STACK, name="adoptee", state="absent")
