# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Software configs and software deployments of the orchestration service (Heat): scripts, and the servers that run them."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.fields import IMMUTABLE, Attribute, Dict, Items, Raw, Ref, Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.base import SERVER_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

TYPES = ["String", "Number", "CommaDelimitedList", "Json", "Boolean"]


class ConfigType(Resource):
    """The type of software configs. The listing shows neither the content nor the inputs and outputs. Nothing can be changed."""

    created_field = "creation_time"

    def find(self, context, value, filters=None):
        found = super().find(context, value, filters)
        return [have if "config" in have else self.fetch(context, self.id_of(have)) for have in found]

    def complete_body(self, context, body):
        """The service requires lists of inputs and outputs. The group is that of the client."""
        return {"group": "Heat::Ungrouped", "inputs": [], "outputs": [], **body}


class Declarations(Items):
    """Declarations of inputs or outputs. The service completes each with its default values."""

    def predict_created(self, value):
        return UNKNOWN if value else []


def declared(**more):
    """The parts of the declaration of an input or an output, as a dict by name."""
    return {"name": Str(required=True), "type": Str(choices=TYPES), "description": Str(), **more}


SOFTWARE_CONFIG = ConfigType(
    "orchestration.software_config",
    path="/software_configs",
    by_name=None,
    request_keys={"create": None},
    states=("present", "absent", "replace"),
    computed={"created_at": Attribute("creation_time")},
    name=Str(required=True),
    group=Str(update=IMMUTABLE, initial="Heat::Ungrouped"),
    config=Str(update=IMMUTABLE, initial=None),
    inputs=Declarations(update=IMMUTABLE, initial=[], fields=declared(default=Raw(), replace_on_change=Raw())),
    outputs=Declarations(update=IMMUTABLE, initial=[], fields=declared(error_output=Raw())),
    options=Dict(update=IMMUTABLE, initial={}),
)
SOFTWARE_CONFIGS = Info(SOFTWARE_CONFIG, "software_configs")


# for references by name, which need no content
CONFIG_NAME = Resource("orchestration.software_config", path="/software_configs", by_name=None, name=Str(required=True))


class DeploymentType(Resource):
    """The type of software deployments. A server has one deployment of a software config."""

    key_option = "config"
    created_field = "creation_time"

    def find_declared(self, context):
        def resolve(names):
            return [self.fields[name].wire(context.params[name], names) for name in ("config", "server")]

        def look(_names, meaning):
            config, server = meaning
            return next((have for have in self.list(context, {"server_id": server}) if have.get("config_id") == config), None)

        return context.prefer_remembered_names(resolve, look)

    def complete_body(self, context, body):
        """Without a reason the service stores the text None."""
        return {"action": "CREATE", "status": "COMPLETE", "status_reason": "", **body}

    def predict_update(self, have, body):
        return {**super().predict_update(have, body), "updated_time": UNKNOWN}


SOFTWARE_DEPLOYMENT = DeploymentType(
    "orchestration.software_deployment",
    path="/software_deployments",
    request_keys={"create": None, "update": None},
    computed={
        "created_at": Attribute("creation_time"),
        "name": Attribute(initial=None),
        "stack_user_project_id": Attribute(initial=None),
        "updated_at": Attribute("updated_time", initial=None),
    },
    extra_fields={"status": Str(choices=["IN_PROGRESS", "COMPLETE", "FAILED"], initial="COMPLETE")},
    config=Ref(CONFIG_NAME, api="config_id", required=True),
    server=Ref(SERVER_NAME, api="server_id", required=True, filterable=True),
    input_values=Dict(initial=None),
    output_values=Dict(create=False, initial=None),
    action=Str(initial="CREATE"),
    status_reason=Str(initial=""),
)
SOFTWARE_DEPLOYMENTS = Info(SOFTWARE_DEPLOYMENT, "software_deployments", name=False, server=Ref(SERVER_NAME, api="server_id"))
