# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Volume types of the block storage service (Cinder): who may use them, how they encrypt, what they promise."""

from __future__ import annotations

from urllib.parse import quote

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import (
    IMMUTABLE,
    Attribute,
    Bool,
    Int,
    Option,
    Part,
    PathMap,
    Ref,
    RefSet,
    Str,
    StrMap,
)
from ansible_collections.stratus.openstack.plugins.module_utils.info import Info
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.base import TYPE_NAME, Cinder, Listing, VolumeType
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import DOMAIN_NAME, PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import EVERY_LOGIN

PUBLIC = "os-volume-type-access:is_public"

# -- types ------------------------------------------------------------------------------------------------------------------


class Type(VolumeType):
    """A volume type. Its extra specs have a path of their own, where each is taken away by itself."""

    def update(self, context, have, body):
        plain = {key: body[key] for key in ("name", "description", PUBLIC) if key in body}
        if plain:
            sent = {"is_public" if key == PUBLIC else key: value for key, value in plain.items()}
            context.write_below(have, "PUT", "", plain, json=self.wrap(sent))
            have = dict(have, **plain)
        return self.store_specs(context, have, body["extra_specs"]) if "extra_specs" in body else have

    def store_specs(self, context, have, wanted):
        known = dict(have.get("extra_specs") or {})
        new = {key: value for key, value in wanted.items() if known.get(key) != value}
        if new:
            known.update(new)
            context.write_below(have, "POST", "/extra_specs", {"extra_specs": dict(known)}, json={"extra_specs": new})
        for key in sorted(set(known) - set(wanted)):
            del known[key]
            context.write_below(have, "DELETE", "/extra_specs/" + quote(key, safe=""), {"extra_specs": dict(known)})
        return dict(have, extra_specs=known)


TYPE = Type(
    TYPE_NAME.kind,
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
    extra_specs=PathMap(initial={}),
    is_public=Bool(api=PUBLIC, returned="is_public", initial=True),
)
TYPE.label = "volume type"
TYPE_NAME.label = TYPE.label


def access_list(context, kind):
    """The ids of the projects that may use a private type."""
    path = TYPE.item_path(context, kind["id"]) + "/os-volume-type-access"
    reply = context.session.request(TYPE.service, "GET", path, microversion=TYPE.microversion, allow=(404,))
    found = reply.body.get("volume_type_access") if reply.status < 400 and reply.body else None
    return [entry["project_id"] for entry in found or ()]


class TypeAccess(Cinder):
    """That a project may use a private type: a list of projects, changed by an action each."""

    unique = True

    def find_declared(self, context):
        """The type, with the project; None when that has no access."""
        kind = TYPE.get(context.at(TYPE), context.params["name"])
        project = self.project(context)
        context.parts.update(kind=kind, project=project)
        if kind.get(PUBLIC):
            if context.params["state"] == "absent":
                return None
            raise CloudError("The volume type is public, so that every project may use it", service=self.service)
        context.parts["list"] = access_list(context, kind)
        return dict(kind, project_id=project) if project in context.parts["list"] else None

    @staticmethod
    def project(context):
        domain = context.params.get("project_domain")
        within = {"domain_id": context.resolve(DOMAIN_NAME, domain)} if domain else None
        return context.resolve(PROJECT_NAME, context.params["project"], within)

    def act(self, context, action, projects):
        kind, project = context.parts["kind"], context.parts["project"]
        listed = {"volume_type_access": [{"volume_type_id": kind["id"], "project_id": one} for one in projects]}
        context.write_below(kind, "POST", "/action", listed, at="/os-volume-type-access", json={action: {"project": project}})
        return dict(kind, project_id=project)

    def create(self, context):
        return self.act(context, "addProjectAccess", context.parts["list"] + [context.parts["project"]])

    def delete(self, context, have):
        self.act(context, "removeProjectAccess", [one for one in context.parts["list"] if one != context.parts["project"]])


TYPE_ACCESS = TypeAccess(
    "block_storage.type_access",
    path=TYPE.path,
    result="volume_type",
    like=TYPE,
    name=Str(required=True),
    project=Ref(PROJECT_NAME, api="project_id", required=True, returned=False),
    project_domain=Option(),
)
TYPE_ACCESS.label = "access to volume type"

# -- encryption -------------------------------------------------------------------------------------------------------------


class Encryption(Cinder):
    """How the volumes of a type are encrypted: there is one such object for a type, or none, and the answer to its creation is not it."""

    id_field = "encryption_id"
    key_option = "volume_type"

    def find_declared(self, context):
        return context.prefer_remembered_names(
            self.base_path, lambda _names, path: self.read(context, path), lambda have: self.agrees_with_state(context, have)
        )

    def read(self, context, path):
        """The encryption of a volume type, or None. ``path``: that of its only encryption."""
        reply = context.session.request(self.service, "GET", path, microversion=self.microversion, allow=(404,))
        return reply.body if reply.status < 400 and (reply.body or {}).get("encryption_id") else None

    def complete_body(self, context, body):
        return dict({"control_location": "front-end"}, **body)

    def read_path(self, context, have):
        return self.base_path(context)

    def post(self, context, body):
        self.post_creation(context, body, self.base_path(context), json=self.wrap(body))
        return self.wrap(self.read(context, self.base_path(context)))

    def update(self, context, have, body):
        super().update(context, have, body)
        return dict(have, **body)

    def delete(self, context, have):
        context.call("DELETE", context.path(have), allow=(404,), of=self.read_path(context, have))


ENCRYPTION = Encryption(
    "block_storage.type_encryption",
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
    """Volume types; of one that is named also who may use it and how it encrypts, as far as one may see that."""

    adds = {"volume_type": TYPE, "encryption": ENCRYPTION, "access_project_ids": None}

    def execute(self, session, params):
        result = super().execute(session, params)
        if params.get("name"):
            kind = (result[self.returns] or [None])[0]
            result.update(volume_type=kind, encryption=None, access_project_ids=None)
            if kind:
                result.update(self.more(session, TYPE.item_path(None, kind["id"]), kind))
        return result

    @staticmethod
    def more(session, path, kind):
        """The answers to administrators; others are told nothing."""

        def read(suffix):
            reply = session.request(TYPE.service, "GET", path + suffix, microversion=TYPE.microversion, allow=(403, 404))
            return reply.body if reply.status < 400 else None

        encryption = read("/encryption") or {}
        access = None if kind["is_public"] is not False else read("/os-volume-type-access")
        return {
            "encryption": ENCRYPTION.to_result(encryption) if encryption.get("encryption_id") else None,
            "access_project_ids": [entry["project_id"] for entry in access["volume_type_access"]] if access else None,
        }


TYPES = TypeInfo(TYPE, "volume_types", is_public=Bool())

# -- quality of service -----------------------------------------------------------------------------------------------------


class Types(Part, RefSet):
    """The types that have these specs. Cinder changes that by GET."""

    def load(self, context, have):
        reply = context.session.request(
            QOS.service, "GET", context.path(have, "/associations"), microversion=QOS.microversion, allow=(404,)
        )
        found = (reply.body or {}).get("qos_associations") if reply.status < 400 else None
        return sorted(entry["id"] for entry in found or ())

    def store(self, context, have, current, value):
        wanted, known = context.resolve_all(TYPE, value), list(current)
        for verb, changes in (("associate", set(wanted) - set(known)), ("disassociate", set(known) - set(wanted))):
            for identifier in sorted(changes):
                known = [one for one in known if one != identifier] + ([identifier] if verb == "associate" else [])
                listed = {"qos_associations": [{"id": one, "association_type": "volume_type"} for one in known]}
                context.write_below(have, "GET", "/" + verb, listed, at="/associations", params={"vol_type_id": identifier}, writes=True)


class Qos(Cinder):
    """QoS specs: in requests the specs stand beside the name, in answers they do not."""

    unique = True
    seen_by = EVERY_LOGIN

    def post(self, context, body):
        sent = dict({key: value for key, value in body.items() if key != "specs"}, **(body.get("specs") or {}))
        return self.post_creation(context, body, self.path, json=self.wrap(sent), key=self.key)

    def update(self, context, have, body):
        known = dict(have.get("specs") or {})
        wanted = body.get("specs", known)
        sent = {key: value for key, value in wanted.items() if known.get(key) != value}
        now = dict(have, **body)
        if "consumer" in body:
            sent["consumer"] = body["consumer"]
        if sent:
            context.write_below(have, "PUT", "", now, json=self.wrap(sent))
        left = sorted(set(known) - set(wanted))
        if left:
            context.write_below(have, "PUT", "/delete_keys", now, json={"keys": left})
        return now

    def deletion_query(self, context):
        return {"force": True} if context.params.get("force") else {}


QOS = Qos(
    "block_storage.qos_spec",
    path="/qos-specs",
    key="qos_specs",
    keys="qos_specs",
    result="volume_qos",
    by_name=None,
    name=Str(required=True, update=IMMUTABLE),
    consumer=Str(choices=["back-end", "front-end", "both"], initial="back-end"),
    specs=StrMap(initial={}),
    volume_types=Types(TYPE, returned=False),
    force=Option("bool", default=False),
)
QOS.label = "volume QoS"
QOSES = Listing(QOS, "qos_specs", here=["consumer"], consumer=Option(choices=["back-end", "front-end", "both"]))
