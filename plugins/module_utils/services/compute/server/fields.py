# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a server: how each is parsed, sent, compared with the attributes of the server, and changed where this is harmless."""

from __future__ import annotations

import base64
import binascii
import hashlib

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.context import name_key
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.fields import Str
from ansible_collections.stratus.openstack.plugins.module_utils.info import matches
from ansible_collections.stratus.openstack.plugins.module_utils.option_types import SCALAR, require_type
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute import flavors
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.keypairs import KEYPAIR
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import IMAGE_NAME, filter_images, find_matching
from ansible_collections.stratus.openstack.plugins.module_utils.services.key_manager.base import SECRET_NAME, last_part
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


def check_condition(value, where, types, **more):
    """Raises CloudError for a member of a condition that has a wrong type. ``types``, ``more``: the types of each member."""
    for name, wanted in {**types, **more}.items():
        if value.get(name) is not None:
            require_type(value[name], wanted, "%s.%s" % (where, name))


# -- source of a server: a difference is reported as drift, and applied only if another option of the task requests it ---------


class FlavorRef(f.Raw):
    """A flavor by name, by id, or by a condition. The smallest flavor that meets the condition is chosen for a new server.

    A server shows the attributes of its flavor. An existing server agrees with a condition if its flavor meets the condition.
    """

    takes = (*SCALAR, "dict")

    def check_type(self, value, where):
        super().check_type(value, where)
        if isinstance(value, dict):
            check_condition(value, where, dict.fromkeys(flavors.SIZES, SCALAR), name=SCALAR, extra_specs=("dict",))

    def read(self, have):
        return have.get("flavor") or None

    def wire(self, value, context):
        return self.choose(value, context)["id"]

    def condition(self, value, context):
        """The condition as a dict; None if the value is a name or an id."""
        return value if isinstance(value, dict) else None

    def choose(self, value, context):
        """The flavor for a value of the option, as a dict. Raises Missing, CloudError."""

        def look():
            wanted = self.condition(value, context)
            if wanted is not None:
                return self.choose_smallest(wanted, context)
            return flavors.FLAVOR.get(context.at(flavors.FLAVOR), value if value is UNKNOWN else str(value))

        return context.look_up_once(flavors.FLAVOR, value, ("compute.flavor", str(value)), look)

    def choose_smallest(self, wanted, context):
        """The smallest flavor that meets a condition, as a dict. Raises CloudError."""
        found = flavors.FLAVOR.find_matching(context, wanted)
        if not found:
            raise CloudError("No flavor meets %s" % wanted, service="compute")
        return found[0]

    def agrees(self, have, value, context):
        wanted = self.condition(value, context)
        if wanted is not None and have:
            # before 2.47 a server shows only the id of its flavor
            shown = have if "ram" in have else flavors.FLAVOR.get(context.at(flavors.FLAVOR), have["id"])
            return flavors.meets(shown, wanted)
        names = (have or {}).get("original_name"), (have or {}).get("id")
        return str(value) in names or not {self.choose(value, context)[key] for key in ("name", "id")}.isdisjoint(filter(None, names))

    def declare(self, value, context):
        return value.get("original_name") or context.name_of(flavors.FLAVOR, value["id"])

    def is_usual(self, value, usual):
        return not value

    def to_diff(self, value):
        return value.get("original_name") or value.get("id") or value if isinstance(value, dict) else value


class FlavorRam(FlavorRef):
    """The smallest flavor with at least this much memory, in MiB, and with `flavor_include` in its name."""

    kind = "int"
    takes = ("int",)

    def condition(self, value, context):
        return {"ram": ">=%d" % value}

    def choose_smallest(self, wanted, context):
        found = [flavor for flavor in flavors.FLAVOR.find_matching(context, wanted) if self.has_name_part(flavor["name"], context)]
        if not found:
            raise CloudError(
                "No flavor%s has %s MiB of memory or more"
                % (self.name_part(context) and " with '%s' in its name" % self.name_part(context), wanted["ram"][2:]),
                service="compute",
            )
        return found[0]

    def agrees(self, have, value, context):
        return super().agrees(have, value, context) and self.has_name_part((have or {}).get("original_name"), context)

    def name_part(self, context):
        return context.params.get("flavor_include") or ""

    def has_name_part(self, name, context):
        return self.name_part(context) in (name or "")


class ImageRef(f.Raw):
    """An image by name, by id, or by a condition. The newest image that meets the condition is chosen for a new server.

    A server that boots from a volume shows no image.
    """

    takes = (*SCALAR, "dict")

    def check_type(self, value, where):
        super().check_type(value, where)
        if isinstance(value, dict):
            text = dict.fromkeys(("name", "name_regex", "visibility", "status", "owner"), SCALAR)
            check_condition(value, where, text, tags=("str", "list"), properties=("dict",))

    def read(self, have):
        return have.get("image") or None

    def find_candidates(self, value, context):
        """The images that the option can stand for, the preferred one first; read once per task."""
        exclude = context.params.get("image_exclude")

        def look():
            if isinstance(value, dict):
                return find_matching(context, value, exclude)
            return filter_images(IMAGE_NAME.find_referenced(context.at(IMAGE_NAME), value), exclude=exclude)

        return context.look_up_once(IMAGE_NAME, value, ("image.image", str(value), str(exclude)), look)

    def wire(self, value, context):
        found = self.find_candidates(value, context)
        if isinstance(value, dict) and not found:
            raise CloudError("No image meets %s" % value, service="image")
        chosen = found[0] if isinstance(value, dict) else IMAGE_NAME.choose_one(context, found, value)
        if not isinstance(value, dict):
            context.remember(name_key(IMAGE_NAME, value), chosen["id"])
        return chosen["id"]

    def agrees(self, have, value, context):
        if have is None or have["id"] == value or (isinstance(value, str) and have["id"] == context.remembered_id(IMAGE_NAME, value)):
            return True
        found = self.find_candidates(value, context)
        if isinstance(value, str) and len(found) == 1:
            context.remember(name_key(IMAGE_NAME, value), found[0]["id"])
        return any(have["id"] == image["id"] for image in found)

    def declare(self, value, context):
        return context.name_of(IMAGE_NAME, value["id"])

    def is_usual(self, value, usual):
        return not value

    def to_diff(self, value):
        return value.get("id") or value if isinstance(value, dict) else value


class KeyName(Str):
    """A keypair. It must exist when the server is created; an existing server keeps its key when the keypair is deleted."""

    def wire(self, value, context):
        return context.resolve(KEYPAIR, value)

    def agrees(self, have, value, context):
        return self.same(have, value)


class ShownAs(Str):
    """An option that a server shows under another name, ``stored_as``, possibly only to administrators."""

    def __init__(self, stored_as, **rest):
        super().__init__(**rest)
        self.stored_as = stored_as

    def read(self, have):
        current = have.get(self.stored_as)
        return current or "" if self.stored_as in have and current is not UNKNOWN else current

    def agrees(self, have, value, context):
        return have is None or self.same(have, self.wire(value, context))


class Zone(ShownAs):
    """An availability zone. Administrators may add a host ("zone:host"); the server shows only the zone."""

    def normal(self, value):
        return super().normal(value and str(value).partition(":")[0])

    def predict_created(self, value):
        return self.normal(value)


class Pinned(ShownAs):
    """The availability zone to which a server is pinned; an empty one removes the pinning."""

    def wire(self, value, context):
        return value or None


class Address(Str):
    """An access address of a server. Nova does not accept an empty address."""

    def __init__(self, **rest):
        super().__init__(canon=f.ip, **rest)

    def wire(self, value, context):
        if not value:
            raise CloudError("`%s` cannot be cleared: Nova takes no empty address" % self.name, service="compute", hint="Leave it out")
        return value

    def agrees(self, have, value, context):
        return self.same(have, value)


class UserData(ShownAs):
    """User data, sent in base64."""

    def wire(self, value, context):
        return base64.b64encode(value.encode()).decode()

    def normal(self, value):
        """The decoded bytes, since line breaks in base64 make no difference; the value itself if it is not base64."""
        try:
            return base64.b64decode(value or "")
        except binascii.Error:
            return value


class UserDataFile(UserData):
    """User data from a file on the machine that runs the task; the file may be binary. Differences show only the digest of the
    server's user data."""

    def read(self, have):
        current = super().read(have)
        return current and digest(current)  # UNKNOWN has the truth value false

    def agrees(self, have, value, context):
        return have is None or have == digest(self.wire(value, context))

    def wire(self, value, context):
        return base64.b64encode(transfer.read(value)).decode()


def digest(encoded):
    """The SHA-256 digest of the decoded base64 text, which can be compared and shown without revealing the content."""
    return "sha256:%s" % hashlib.sha256(base64.b64decode(encoded)).hexdigest()


class ConfigDrive(f.Bool):
    """Whether the server has a config drive. Only a missing one is a difference, because a cloud may give one to every server."""

    def agrees(self, have, value, context):
        return not value or str(have) == "True"

    def predict_created(self, value):
        return "True" if value else UNKNOWN


class Hints(f.Dict):
    """Scheduler hints. A server shows them since microversion 2.100."""

    def read(self, have):
        return have.get("scheduler_hints")

    def look(self, context, have):
        """The hints without the server group, which has an option of its own."""
        return {name: value for name, value in (self.read(have) or {}).items() if name != "group"}

    def agrees(self, have, value, context):
        return have is None or all(matches(have, key, wanted) for key, wanted in value.items())


class ServerGroup(f.Ref):
    """The server group of a server. The server shows it in its scheduler hints."""

    def read(self, have):
        group = (have.get("scheduler_hints") or {}).get("group")
        return group[0] if isinstance(group, list) and group else group

    def agrees(self, have, value, context):
        return have is None or super().agrees(have, value, context)


class Certificates(f.List):
    """The trusted certificates with which Nova verifies the image, by names or ids of secrets; their order matters. The API has ids."""

    refers = SECRET_NAME.kind

    def wire(self, value, context):
        return f.distinct([context.resolve(SECRET_NAME, last_part(item)) for item in value], str) or None

    def agrees(self, have, value, context):
        return self.same(have, value) or super().agrees(have, value, context)


# -- attributes that are changed in place -----------------------------------------------------------------------------------


class Metadata(f.Part, f.StrMap):
    """The complete metadata of a server, as a dict or as a string ("k=v,k2=v2"). One request replaces it."""

    kind = "raw"
    takes = ("dict", "str")

    def check_type(self, value, where):
        super().check_type(value, where)
        if isinstance(value, str) and not all("=" in part for part in value.split(",") if part.strip()):
            raise CloudError("`%s` must be a dict or a string such as role=web,stage=test" % where)

    def wire(self, value, context):
        return super().wire(parse_pairs(value) if isinstance(value, str) else value, context)

    def to_diff(self, value):
        return self.wire(value, None)

    def store(self, context, have, current, value):
        have["metadata"] = self.wire(value, context)
        context.act(have, "PUT /metadata", {"metadata": have["metadata"]})


def parse_pairs(text):
    """The dict that a string "k=v,k2=v2" stands for."""
    found = dict(part.split("=", 1) for part in text.split(",") if part.strip())
    return {key.strip(): value.strip() for key, value in found.items()}
