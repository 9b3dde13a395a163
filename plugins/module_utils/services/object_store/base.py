# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common parts of the object store (Swift): attributes in headers, metadata, and keys that are not shown.

The name of an account, a container or an object is its id. Attributes are headers: HEAD reads them, PUT creates, POST updates. A header
contains UTF-8, which HTTP libraries handle as Latin-1.
"""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

HIDDEN = "VALUE_HIDDEN"  # in place of a key in a result
SECRETS = ("temp-url-key", "temp-url-key-2")  # metadata that only its own options set, and that no result shows
TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^`|~-]+")  # the name of a header, without the underscore, which servers drop
METADATA = "metadata"
NUMBER = re.compile(r"-count$|-bytes-used$|^content-length$")  # headers whose values are numbers

hints.declare(
    "object-store",
    (409, r"conflict when trying", "A container with objects cannot be removed: set `delete_with_all_objects`"),
    (413, r"", "The quota of the container or the account does not allow that much, or the object is larger than the service accepts"),
    (422, r"", "The service received other bytes than were sent: run the task again"),
)


def to_header(value):
    """A value as the text of a header."""
    return str(value).strip().encode("utf-8").decode("latin-1")


def from_header(value):
    """The text in a header."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def metadata_text(value):
    """The value of an item of metadata as text; "" for one that is removed."""
    return "" if value is None else str(value).strip()


def wanted_metadata(context):
    """All metadata (dict) that the object has after the task: that of `metadata`, and what the object has unless the task removes it."""
    params, resource = context.params, context.resource
    have = dict((context.found or {}).get(METADATA) or {})
    if params.get("purge_metadata") and params.get(METADATA) is not None:
        have = {name: value for name, value in have.items() if name in resource.own_metadata}
    given = {metadata_name(name): metadata_text(value) for name, value in (params.get(METADATA) or {}).items()}
    removed = {metadata_name(name) for name in params.get("delete_metadata_keys") or ()}
    return {name: value for name, value in {**have, **given}.items() if value and name not in removed}


def metadata_name(name):
    """The name of an item of metadata as headers have it: in lower case. Raises CloudError for one that no header can have."""
    name = str(name)
    if not TOKEN.fullmatch(name):
        hint = "Use ASCII letters, digits and hyphens; servers drop headers with an underscore"
        raise CloudError("'%s' cannot be the name of metadata" % name, hint=hint)
    if name.lower() in SECRETS:
        raise CloudError("`%s` is a key" % name, hint="Set it with `%s`, so that it is not shown" % name.lower().replace("-", "_"))
    return name.lower()


class Metadata(f.Dict):
    """Metadata. Omitted items are not changed, unless ``purge_metadata`` is set. Names are in lower case."""

    def __init__(self, **rest):
        super().__init__(**dict({"initial": {}}, **rest))

    def wire(self, value, context):
        return wanted_metadata(context)

    def agrees(self, have, value, context):
        return wanted_metadata(context) == (have or {})

    def diff_before(self, have, value, context):
        wanted = wanted_metadata(context)
        names = {metadata_name(name) for name in value} | (set(have or ()) - set(wanted))
        return {name: item for name, item in (have or {}).items() if name in names}

    def to_diff(self, value):
        if not value:
            return value
        items = {name.lower(): item if item is UNKNOWN else metadata_text(item) for name, item in value.items()}
        return {name: item for name, item in items.items() if item is UNKNOWN or item}


class RemovedMetadata(f.Set):
    """Names of metadata that the object must not have."""

    def __init__(self, **rest):
        super().__init__(METADATA, returned=False, canon=f.lowered, secret=False, **rest)

    def wire(self, value, context):
        return wanted_metadata(context)

    def read(self, have):
        return None

    def agrees(self, have, value, context):
        return not {metadata_name(name) for name in value} & set((context.found or {}).get(METADATA) or ())

    def diff_before(self, have, value, context):
        present = (context.found or {}).get(METADATA) or {}
        return [name for name in value if name.lower() not in present]


class Key(f.Str):
    """A secret that the service shows to the owner: it is compared, and never shown."""

    def __init__(self, api, **rest):
        super().__init__(api, secret=True, **dict({"initial": None}, **rest))

    def agrees(self, have, value, context):
        return self.same(have, value)


class Limit(f.Int):
    """A number in a header. A negative number removes the limit."""

    def wire(self, value, context):
        return "" if value < 0 else value

    def predict_created(self, value):
        return None if value == "" else str(value)

    def normal(self, value):
        value = super().normal(value)
        return None if isinstance(value, int) and value < 0 else value

    def same(self, have, want):
        return self.normal(have) == self.normal(want)


class Flag(f.Bool):
    """A boolean in a header."""

    def wire(self, value, context):
        return "true" if value else "false"

    def to_diff(self, value):
        return value if value is None else self.normal(value)


class Header(f.Str):
    """A text in a header. The service removes spaces at both ends."""

    def __init__(self, api, **rest):
        super().__init__(api, **dict({"initial": None}, **rest))

    def wire(self, value, context):
        return str(value).strip()

    def predict_created(self, value):
        return value or None

    def normal(self, value):
        return super().normal(value.strip() if isinstance(value, str) else value)


class InHeaders(Resource):
    """A resource whose attributes are headers.

    ``prefix``: the beginning of the headers with metadata. ``own_metadata``: items of metadata with an option of their own.
    """

    unique = True
    id_field = "name"
    prefix = None
    own_metadata = ()

    def __init__(self, kind, path, **rest):
        super().__init__(kind, path, **dict({"wrapped": False, "in_headers": True, "bare_listing": True, "by_name": None}, **rest))

    def is_id(self, value):
        return True

    def find(self, context, value, filters=None):
        have = self.fetch(context, value)
        return [have] if have is not None else []

    def fetch_headers(self, context, identifier):
        how = {"headers": self.headers(context), "params": self.reading_query(context), "allow": (404,)}
        reply = context.session.request(self.service, "HEAD", self.item_path(context, identifier), **how)
        if reply.status == 404:
            return None
        if reply.body:  # a prediction
            return {"id": identifier, self.id_field: identifier, **reply.body}
        have = self.read_headers(context, identifier, reply.headers)
        context.session.learn(self.service, self.item_path(context, identifier), self.without_secrets(have))
        return have

    def reading_query(self, context):
        """Hook: the query parameters of a HEAD request, as a dict."""
        return {}

    def read_headers(self, context, identifier, headers):
        """The object (dict) from the headers of an answer. Its keys are not shown from now on."""
        have = {"id": identifier, self.id_field: identifier, METADATA: {}}
        for name, value in headers.items():
            name, value = name.lower(), from_header(value)
            have[name] = int(value) if NUMBER.search(name) and value.isdigit() else value
            if name.startswith(self.prefix) and name[len(self.prefix) :] not in SECRETS:
                have[METADATA][name[len(self.prefix) :]] = value
        context.session.hide(*[have[field.api] for field in self.fields.values() if field.secret and have.get(field.api)])
        return have

    def to_headers(self, body, have=None):
        """The headers of a PUT or POST that sets the attributes in ``body``. ``have``: the object before the change."""
        sent = {name: value for name, value in body.items() if name not in (METADATA, "id", self.id_field)}
        if METADATA in body:
            before, wanted = (have or {}).get(METADATA) or {}, body[METADATA]
            changed = {name: value for name, value in wanted.items() if before.get(name) != value}
            changed.update((name, "") for name in before if name not in wanted)
            sent = {**{self.prefix + name: value for name, value in changed.items()}, **sent}
        return {name: to_header("" if value is None else value) for name, value in sent.items()}

    def complete_body(self, context, body):
        return {"id": context.params["name"], **body}

    def header_request(self, context, body, have=None):
        return "POST" if have else "PUT", {"headers": self.to_headers(body, have)}

    def predict_body(self, body, have=None):
        """The predicted attributes. Metadata with an option of its own is also shown in the metadata."""
        shown = super().predict_body(body, have)
        own = {name: shown.get(self.prefix + name) for name in self.own_metadata if self.prefix + name in shown}
        if own or METADATA in shown:
            items = {**(shown.get(METADATA, (have or {}).get(METADATA)) or {}), **own}
            shown[METADATA] = {name: value for name, value in items.items() if value is not None}
            shown.update((self.prefix + name, value) for name, value in items.items() if name in self.own_metadata)
        return shown

    def to_result(self, have):
        """The object by the names of the result, without its keys. Numbers and booleans are not texts."""
        found = super().to_result(have)
        for field in self.fields.values() if have is not None else ():
            value = found.get(field.returned)
            if field.secret and field.returned and value is not None and value is not UNKNOWN:
                found[field.returned] = HIDDEN
            elif isinstance(field, (Limit, Flag)) and value is not None and value is not UNKNOWN:
                found[field.returned] = field.normal(value)
        return found
