# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Volume types of the block storage service (Cinder): access, encryption and QoS specs."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import without
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    IMMUTABLE,
    Attribute,
    Bool,
    Int,
    Option,
    Ref,
    Str,
    StrMap,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.link import Access
from ansible_collections.stratus.openstack.plugins.module_utils.parts import KeyedMap, Listed
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import TYPE_NAME, Cinder, Listing, VolumeType
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME, Member
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import EVERY_LOGIN

PUBLIC = "os-volume-type-access:is_public"

# -- types ------------------------------------------------------------------------------------------------------------------


class Type(VolumeType):
    """A volume type. An update has the attribute ``is_public``, which the creation and the object name ``PUBLIC``."""

    def complete_update(self, have, body):
        return {"is_public" if key == PUBLIC else key: value for key, value in body.items()}

    def predict_body(self, body, have=None):
        return super().predict_body({PUBLIC if key == "is_public" else key: value for key, value in body.items()}, have)

    def update(self, context, have, body):
        super().update(context, have, body)
        return dict(have, **body)


class Specs(KeyedMap):
    """Extra specs. They are also part of the request that creates the type."""

    body = True


TYPE = Type(
    TYPE_NAME.kind,
    cloud_wide=True,
    path=TYPE_NAME.path,
    key=TYPE_NAME.key,
    by_name=None,
    result="volume_type",
    computed={
        "qos_specs_id": Attribute(initial=None),
    },
    filters="is_public",
    name=Str(required=True),
    id=Option(),
    description=Str(initial=None),
    extra_specs=Specs("/extra_specs", initial={}),
    is_public=Bool(api=PUBLIC, returned="is_public", initial=True),
)
TYPE.label = "volume type"
TYPE_NAME.label = TYPE.label


class Projects(Listed):
    """The projects that may use a private type."""

    place, key = "/os-volume-type-access", "volume_type_access"

    def entry(self, have, identifier):
        return {"volume_type_id": have["id"], "project_id": identifier}

    def identify(self, entry):
        return entry["project_id"]

    def request(self, identifier, adds):
        return "POST", "/action", {"json": {"addProjectAccess" if adds else "removeProjectAccess": {"project": identifier}}}


TYPE_ACCESS = Access(
    "block_storage.type_access",
    table=TYPE,
    part=Projects(PROJECT_NAME),
    public=PUBLIC,
    project=Member(PROJECT_NAME, "project_domain", api="project_id", required=True, returned=False),
)

# -- encryption -------------------------------------------------------------------------------------------------------------


class Encryption(Cinder):
    """The encryption of a volume type. A type has at most one. The answer to its creation lacks attributes, so that it is read again."""

    id_field = "encryption_id"
    key_option = "volume_type"

    def find_declared(self, context):
        return context.prefer_remembered_names(
            self.base_path, lambda _names, path: self.read(context, path), lambda have: self.agrees_with_state(context, have)
        )

    def list(self, context, params=None):
        have = self.read(context, self.base_path(context))
        return [have] if have else []

    def read(self, context, path):
        """The encryption of a volume type as a dict, or None. ``path``: the path of the encryption."""
        reply = context.session.request(self.service, "GET", path, microversion=self.microversion, allow=(404,))
        return reply.body if reply.status < 400 and (reply.body or {}).get("encryption_id") else None

    def complete_body(self, context, body):
        return dict({"control_location": "front-end"}, **body)

    def read_path(self, context, have):
        return self.base_path(context)

    def post(self, context, body):
        self.submit(context, body)
        return self.wrap(self.read(context, self.base_path(context)))

    def update(self, context, have, body):
        super().update(context, have, body)
        return dict(have, **body)

    def delete(self, context, have):
        self.send_deletion(context, have, allow=(404,))


ENCRYPTION = Encryption(
    "block_storage.type_encryption",
    cloud_wide=True,
    path="/types/{volume_type}/encryption",
    needed_to_create=("encryption_provider",),
    key="encryption",
    result="encryption",
    computed={
        "id": Attribute("encryption_id"),
        "created_at": Attribute(),
        "deleted": Attribute(),
        "deleted_at": Attribute(),
        "encryption_id": Attribute(),
        "updated_at": Attribute(),
    },
    volume_type=Ref(TYPE, required=True, parent=True, returned=False),
    encryption_provider=Str(api="provider"),
    encryption_cipher=Str(api="cipher", initial=None),
    encryption_key_size=Int(api="key_size", choices=[128, 256, 512], initial=None),
    encryption_control_location=Str(api="control_location", choices=["front-end", "back-end"]),
)
ENCRYPTION.label = "encryption of volume type"


class TypeInfo(Info):
    """A listing of volume types. For the option `name`, the result also has the access and the encryption of the type."""

    adds = {"volume_type": TYPE, "encryption": ENCRYPTION, "access_project_ids": None}

    def complete(self, session, params, result):
        if params.get("name"):
            volume_type = (result[self.returns] or [None])[0]
            result.update(volume_type=volume_type, encryption=None, access_project_ids=None)
            if volume_type:
                result.update(self.read_details(session, TYPE.item_path(None, volume_type["id"]), volume_type))
        return result

    @staticmethod
    def read_details(session, path, volume_type):
        """The encryption and the access of a type, as a dict for the result; None for what only administrators can read."""

        def read(suffix):
            reply = session.request(TYPE.service, "GET", path + suffix, microversion=TYPE.microversion, allow=(403, 404))
            return reply.body if reply.status < 400 else None

        encryption = read("/encryption")  # an empty object for a type without encryption
        access = None if volume_type["is_public"] is not False else read("/os-volume-type-access")
        return {
            "encryption": None if encryption is None else ENCRYPTION.to_result(encryption),
            "access_project_ids": [entry["project_id"] for entry in access["volume_type_access"]] if access else None,
        }


TYPES = TypeInfo(TYPE, "volume_types", is_public=Bool())

# -- quality of service -----------------------------------------------------------------------------------------------------


class Types(Listed):
    """The volume types that are associated with QoS specs. In Cinder, a GET changes an association."""

    place, key = "/associations", "qos_associations"

    def entry(self, have, identifier):
        return {"id": identifier, "association_type": "volume_type"}

    def identify(self, entry):
        return entry["id"]

    def request(self, identifier, adds):
        return "GET", "/associate" if adds else "/disassociate", {"params": {"vol_type_id": identifier}, "writes": True}


class QosSpecs(StrMap):
    """The key-value pairs of QoS specs. An update contains only the keys that it sets."""

    def predict_updated(self, have, value):
        return {**(have or {}), **value}


class Qos(Cinder):
    """QoS specs. In a request, the specs are members of the object itself; in an answer, they are in the dict ``specs``."""

    unique = True
    seen_by = EVERY_LOGIN
    actions = {"PUT /delete_keys": {"specs": without("keys")}}

    def submit(self, context, body, **rest):
        return super().submit(context, body, json=self.wrap(self.complete_update(None, body)), **rest)

    def complete_update(self, have, body):
        return dict({key: value for key, value in body.items() if key != "specs"}, **(body.get("specs") or {}))

    def predict_body(self, body, have=None):
        if have is not None:
            plain = {key: body[key] for key in ("consumer",) if key in body}
            body = dict(plain, specs={key: value for key, value in body.items() if key not in plain})
        return super().predict_body(body, have)

    def update(self, context, have, body):
        known = dict(have.get("specs") or {})
        wanted = body.get("specs", known)
        new = {key: value for key, value in wanted.items() if known.get(key) != value}
        sent = {key: value for key, value in dict(body, specs=new).items() if value}
        if sent:
            super().update(context, have, sent)
        surplus = sorted(set(known) - set(wanted))
        if surplus:
            context.act(have, "PUT /delete_keys", {"keys": surplus})
        return dict(have, **body)

    def deletion_query(self, context):
        return {"force": True} if context.params.get("force") else {}


QOS = Qos(
    "block_storage.qos_spec",
    cloud_wide=True,
    path="/qos-specs",
    key="qos_specs",
    keys="qos_specs",
    result="volume_qos",
    by_name=None,
    name=Str(required=True, update=IMMUTABLE),
    consumer=Str(choices=["back-end", "front-end", "both"], initial="back-end"),
    specs=QosSpecs(initial={}),
    volume_types=Types(TYPE, returned=False),
    force=Option("bool", default=False),
)
QOS.label = "volume QoS"
QOSES = Listing(QOS, "qos_specs", client_filters=["consumer"], consumer=Option(choices=["back-end", "front-end", "both"]))
