# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields: the options of a module as attributes of the API. A field has an argument spec, a wire form, a comparison and a form for diffs.

``wire`` turns the value of an option into that of the API; ``same`` compares a value of the API with it; ``to_diff`` is the form for a
diff. A Context (context.py) gives a field the session, the task's options and the resolution of names.
"""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import json

from ansible_collections.stratus.openstack.plugins.module_utils import option_types
from ansible_collections.stratus.openstack.plugins.module_utils.effects import Effects
from ansible_collections.stratus.openstack.plugins.module_utils.errors import PARSE_ERRORS, BadOptions, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

# How a difference in a field of an existing object is handled
IN_PLACE = "in place"  # the update request takes it
IMMUTABLE = "frozen"  # no call can change it: an error
DRIFT = "drift"  # a change costs an interruption or data: it is reported, and made only if another option asks for it

ANY = "any value"  # as ``usual`` of a field: the service chooses it, or another option follows from it
EMPTY = {"str": "", "raw": "", "list": [], "dict": {}}  # by the type of an option: the value that clears it


def ip(value):
    """An address in its canonical spelling; anything else as it is."""
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        return value


def cidr(value):
    """A network in its canonical spelling; an address is the network that holds just it."""
    try:
        return str(ipaddress.ip_network(value, strict=False))
    except ValueError:
        return value


def mac(value):
    """A MAC address in its canonical spelling."""
    return str(value).replace("-", ":").lower()


def lowered(value):
    return str(value).lower()


class Field:
    """An option that is an attribute of the object.

    required, default, choices, aliases, elements, kind: as in an argument spec (``kind`` is its "type"). secret: its `no_log`; the value
    is never compared or shown.
    api: the name of the attribute in the API; the default is the option's name. update: IN_PLACE, IMMUTABLE or DRIFT. create: whether
    the attribute is part of the request that creates an object; else an update sets it afterwards. compare_only: the attribute is
    never sent. write_only: the API never shows the attribute, so it never differs.
    canon: callable that gives all spellings of a value the same form.
    identity: the attribute identifies an object together with the name; it is a filter of the look-up. parent: it is part of the path.
    remedy: for DRIFT, what the user can do. enabled_by: for DRIFT, the option that makes ``Resource.update`` apply the difference.
    returned: the name in the result; the default is ``api``, False leaves it out. filterable: whether the listing accepts it as a query
    parameter. initial: the value of an object that was created without it: a JSON value, UNKNOWN if the service chooses it, or a
    callable (context, body of the creation) -> either. since: the microversion that introduced the attribute.
    usual: what an object has that was created without it, where that is not ``initial``: a value, a tuple of possible values, ANY, or a
    callable (context, object) -> one of these. An export leaves such a value out.
    refers: the kind of the objects whose names or ids the option takes, such as "network.network"; for dicts, the kind of each key that
    takes one, with None for an item that is no dict; a tuple if it may be one of several kinds. A reference (``target``) needs none.
    """

    kind = "str"
    body = True
    stored_as = None  # the name in an object, where it differs from the one in requests
    target = None  # of a reference: the Resource that finds the object
    refers = None  # of a class whose options name objects of the same kinds
    kinds = ()  # those that ``references`` of a subclass yields, where they do not follow from ``refers`` and ``target``
    takes = ()  # of an option of type raw: the types of its values, as in option_types.py; any if empty

    def __init__(
        self,
        api=None,
        update=IN_PLACE,
        create=True,
        required=False,
        default=None,
        choices=None,
        aliases=None,
        secret=None,
        canon=None,
        identity=False,
        parent=False,
        remedy=None,
        compare_only=False,
        enabled_by=None,
        elements=None,
        kind=None,
        returned=None,
        filterable=False,
        initial=UNKNOWN,
        write_only=False,
        since=None,
        refers=None,
        usual=None,
    ):
        self.name, self.since, self.refers, self.usual = None, since, refers or self.refers, usual
        self.write_only = write_only
        self.returned, self.filterable, self.initial = returned, filterable, initial
        self.api, self.update, self.create = api, update, create
        self.required, self.default, self.choices, self.aliases = required, default, choices, aliases
        self.secret, self.canon, self.identity, self.parent, self.remedy = secret, canon, identity, parent, remedy
        self.enabled_by = enabled_by
        self.elements = elements
        self.kind = kind or self.kind
        if compare_only:
            self.body = False

    def bind(self, name):
        """Set the name of the option -> the field."""
        self.name = name
        self.api = self.api or name
        self.returned = self.api if self.returned is None else self.returned
        return self

    def spec(self):
        """The option's entry in the argument spec."""
        entry = {"type": self.kind}
        for key, value in (("required", self.required), ("aliases", self.aliases), ("choices", self.choices), ("elements", self.elements)):
            if value:
                entry[key] = list(value) if isinstance(value, (list, tuple)) else value
        if self.default is not None:
            entry["default"] = self.default
        if self.secret is not None:
            entry["no_log"] = self.secret
        return entry

    @property
    def shown_as(self):
        """The name under which an object shows it."""
        return self.stored_as or self.api

    def read(self, have):
        """The value in an object of the API; None if there is no object or value."""
        return have.get(self.api) if have else None

    def check_type(self, value, where):
        """Raises CloudError for a value that the option cannot have. ``where``: the place of the value in the task's options."""
        if self.takes:
            option_types.require_type(value, self.takes, where)

    def references(self, value):
        """Yield (kind, name or id) of each object that the value of the option names."""
        by_key = self.refers if isinstance(self.refers, dict) else {None: self.target.kind if self.target else self.refers}
        for item in (value if isinstance(value, (list, tuple)) else [value]) if any(by_key.values()) else ():
            for key, part in item.items() if isinstance(item, dict) else [(None, item)]:
                kinds = by_key.get(key) if part and isinstance(part, str) else None
                for kind in (kinds,) if isinstance(kinds, str) else kinds or ():
                    yield kind, part

    def kinds_named(self):
        """The kinds (set) of the objects that the option can name."""
        refers = [self.target.kind] if self.target else self.refers.values() if isinstance(self.refers, dict) else [self.refers]
        return {*self.kinds, *(kind for kinds in refers if kinds for kind in ([kinds] if isinstance(kinds, str) else kinds))}

    def requirements(self, value, where):
        """Yield (place in the task's options, microversion that it requires). ``where``: the place of the value. Empty values need none."""
        if self.since and value not in ("", [], {}, None):
            yield where, self.since

    def wire(self, value, context):
        """The value of an option as the API takes it. Raises CloudError, and Missing for a name that no object has."""
        return value

    def predict_created(self, value):
        """The value that an object shows after it was created with a value of the API; UNKNOWN if the service completes it."""
        return None if self.write_only else value

    def predict_updated(self, have, value):
        """The value that an object shows after an update. ``have``: its value before."""
        return self.predict_created(value)

    def same(self, have, want):
        """Whether two values of the API are the same."""
        return self.normal(have) == self.normal(want)

    def agrees(self, have, value, context):
        """Whether an object has the value of the option. Names are taken as earlier tasks resolved them, or else resolved again."""
        return self.secret or context.prefer_remembered_names(
            lambda names: convert(self, value, names), lambda _names, wanted: self.same(have, wanted)
        )

    def diff_before(self, have, value, context):
        """The value of an object for the left side of a diff, when it differs from the option's value."""
        return have

    def look(self, context, have):
        """The value in an existing object, for an export. Raises CloudError."""
        return self.read(have)

    def declare(self, value, context):
        """A value that ``look`` has found as the value of the option; None if the option cannot have it. ``context``: Declaring."""
        if self.choices and value not in self.choices:
            return next((choice for choice in self.choices if str(choice).lower() == str(value).lower()), None)
        return value

    def is_usual(self, value, usual):
        """Whether a value that ``look`` has found is one that objects have which were created without the option."""
        return self.same(value, usual)

    def normal(self, value):
        """A value of the API in the form that is compared; None for an empty one."""
        if value in ("", None):
            return None
        return self.canon(value) if self.canon else value

    def to_diff(self, value):
        """A value in the form for a diff."""
        return "VALUE_HIDDEN" if self.secret and value is not None else value


def convert(field, value, context):
    """``field.wire(value, context)``. A value that cannot be converted is an error of the option, unless an answer was read meanwhile."""
    if value is UNKNOWN and not isinstance(field, Ref):
        return value
    last = getattr(context.session, "last", None)
    try:
        return field.wire(value, context)
    except PARSE_ERRORS as error:
        if isinstance(error, UnicodeError) or getattr(context.session, "last", None) is not last:
            raise
        wanted = option_types.NOUNS.get(field.kind, "a value of another form")
        raise CloudError("`%s` cannot be converted (%s); it must be %s" % (field.name, type(error).__name__, wanted)) from None


class Str(Field):
    """A text. Some APIs give a number where a text was sent."""

    def normal(self, value):
        value = super().normal(value)
        return value if value is None else str(value)


def parse_time(text):
    """A time in ISO 8601 -> datetime with a time zone; the default is UTC. Raises CloudError."""
    utc = datetime.timezone.utc
    try:
        moment = datetime.datetime.fromisoformat(str(text).strip().replace("Z", "+00:00"))
    except ValueError:
        raise BadOptions("'%s' is no time" % text, hint="Write it as 2030-01-31T12:00:00") from None
    return moment.astimezone(utc) if moment.tzinfo else moment.replace(tzinfo=utc)


class Timestamp(Str):
    """A time. An empty string means never."""

    def wire(self, value, context):
        return parse_time(value).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if value else None

    def normal(self, value):
        return parse_time(value).isoformat() if value else None


class Number(Field):
    """A number. Some APIs give it as a string."""

    def to_diff(self, value):
        return super().to_diff(self.normal(value))

    def declare(self, value, context):
        return super().declare(self.normal(value), context)

    def normal(self, value):
        if not isinstance(value, str):
            return value
        for number in (int, float):  # a large number is no float
            with contextlib.suppress(ValueError):
                return number(value) if value else None
        return value


class Int(Number):
    kind = "int"


class Float(Number):
    kind = "float"


class Bool(Field):
    """A boolean. Some APIs give it as a string."""

    kind = "bool"

    def declare(self, value, context):
        return self.normal(value)

    def normal(self, value):
        return value.strip().lower() in ("true", "yes", "on", "1") if isinstance(value, str) else bool(value)


class Raw(Field):
    """A value that is sent as it is; of any type, unless a subclass says what it ``takes``."""

    kind = "raw"


class Dict(Field):
    """A JSON object. All keys are compared."""

    kind = "dict"

    def normal(self, value):
        return value or {}


class StrMap(Dict):
    """A map of strings, such as metadata and labels. 1 and "1" are the same value; true is "True" for the API."""

    def wire(self, value, context):
        return {
            str(key): item if isinstance(item, str) else json.dumps(item) if isinstance(item, (dict, list)) else str(item)
            for key, item in value.items()
            if item is not None
        }

    def normal(self, value):
        return {str(key): str(item) for key, item in (value or {}).items()}


class PathMap(StrMap):
    """A map of strings whose keys are part of the path when they are deleted, such as extra specs."""

    def wire(self, value, context):
        for key in map(str, value):
            if "/" in key or key in (".", ".."):
                raise CloudError("`%s` has the key '%s', which a path cannot contain: it could never be removed again" % (self.name, key))
        return super().wire(value, context)


class List(Field):
    """An ordered list of plain values. A value that is there twice is sent and compared once, since most APIs refuse duplicates."""

    kind = "list"

    def __init__(self, api=None, elements="str", **rest):
        super().__init__(api, elements=elements, **rest)

    def wire(self, value, context):
        return distinct(value, self.item_key)

    def item_key(self, item):
        """A text that is equal for all spellings of the same value."""
        return str(self.canon(item) if self.canon else item)

    def normal(self, value):
        return [self.canon(item) if self.canon else item for item in distinct(value or [], self.item_key)]


class Set(List):
    """A list whose order has no meaning."""

    def normal(self, value):
        return sorted({self.item_key(item) for item in value or []})

    def to_diff(self, value):
        return self.normal(value)

    def declare(self, value, context):
        return sorted(value)


def distinct(items, key):
    """The items of a list, without those for which ``key(item)`` is equal to that of an earlier one. None is never equal."""
    known = set()
    return [item for item in items if key(item) is None or not (key(item) in known or known.add(key(item)))]


class Items(Field):
    """A list of dicts to which the service may add keys: each declared item needs an item of the object that has all its keys.

    ``fields``: the sub-options by name. An item that is there twice is sent once; see ``item_key``.
    """

    kind = "list"

    def __init__(self, api=None, fields=None, **rest):
        super().__init__(api, elements="dict", **rest)
        self.fields = {name: field.bind(name) for name, field in (fields or {}).items()}

    def spec(self):
        entry = super().spec()
        if self.fields:
            entry["options"] = {name: field.spec() for name, field in self.fields.items()}
        return entry

    def wire(self, value, context):
        items = [
            {self.fields[name].api: self.fields[name].wire(part, context) for name, part in self.given(item).items()}
            if self.fields
            else item
            for item in value or []
        ]
        return distinct(items, self.item_key)

    def item_key(self, item):
        """A text that is equal for two items, in the form of the API, that mean the same; None for an item that may occur repeatedly."""
        by_api = {field.api: field for field in self.fields.values()}
        return str(sorted((key, str(by_api[key].normal(part) if key in by_api else part)) for key, part in item.items()))

    def given(self, item):
        """The sub-options that an item sets, without the aliases and the None values that Ansible adds."""
        return {name: part for name, part in item.items() if name in self.fields and part is not None} if self.fields else item

    def references(self, value):
        for item in value or ():
            yield from part_references(self, item)

    def kinds_named(self):
        return {kind for field in self.fields.values() for kind in field.kinds_named()}

    def requirements(self, value, where):
        yield from super().requirements(value, where)
        for number, item in enumerate(value):
            yield from part_requirements(self, item, "%s[%d]" % (where, number))

    def check_type(self, value, where):
        for number, item in enumerate(value):
            check_parts(self, item, "%s[%d]" % (where, number))

    def to_diff(self, value):
        return [self.given(item) or item for item in value] if value else value

    def meets(self, have, want):
        """Whether an item of the object has all keys of a declared item."""
        by_api = {field.api: field for field in self.fields.values()}

        def fits(key, part):
            current = have.get(key)
            return current is UNKNOWN or (by_api[key].same(current, part) if key in by_api else current == part)

        return all(fits(key, part) for key, part in want.items())

    def predict_created(self, value):
        return [complete(self.fields, item) if isinstance(item, dict) else item for item in value or []]

    def same(self, have, want):
        have = list(have or [])
        matching = assign_distinct([[at for at, candidate in enumerate(have) if self.meets(candidate, item)] for item in want or []])
        return matching is not None and all(self.automatic(item) for at, item in enumerate(have) if at not in matching)

    def declare(self, value, context):
        """The items by the names of the sub-options, without those that the service adds by itself."""
        if not self.fields:
            return value
        return sorted((declare_parts(self.fields, item, context) for item in value if not self.automatic(item)), key=str)

    def automatic(self, item):
        """Whether the service adds such an item by itself. It does not count as a surplus item then."""
        return False


def part_references(field, value):
    """The references in the sub-options of a value of an Items or Nested field, as of ``Field.references``."""
    for name, part in field.given(value).items():
        if name in field.fields:
            yield from field.fields[name].references(part)


def part_requirements(field, value, where):
    """The requirements of the sub-options in a value of an Items or Nested field, as of ``Field.requirements``."""
    for name, part in field.given(value).items():
        if name in field.fields:
            yield from field.fields[name].requirements(part, "%s.%s" % (where, name))


def declare_parts(fields, value, context):
    """A nested object of the API as a dict of sub-options, without those that a new object has. ``fields``: the sub-options by name."""
    found = {}
    for name, field in fields.items():
        part = field.look(context, value)
        usual = field.usual if field.usual is not None else field.initial
        known = usual is not UNKNOWN and not callable(usual)
        left_out = part in ("", None, [], {}) or usual is ANY or known and field.is_usual(part, usual)
        if part is not UNKNOWN and (field.required or not left_out):
            found[name] = field.declare(part, context)
    return found


def check_parts(field, value, where):
    """Check the sub-options in a value of an Items or Nested field. Raises CloudError."""
    for name, part in field.given(value).items():
        if name in field.fields:
            field.fields[name].check_type(part, "%s.%s" % (where, name))


def complete(fields, value):
    """A nested object of the API, completed by the initial values of the ``fields`` that it does not have."""
    initial = {field.api: field.initial for field in fields.values() if field.body and not callable(field.initial)}
    return {**initial, **value}


def assign_distinct(choices):
    """Choose one number from each list of ``choices``, no number twice -> the set of chosen numbers; None if that is impossible.

    The algorithm is that of augmenting paths: an earlier choice moves to another number when that is possible.
    """
    owner = {}

    def assign(index, tried):
        for number in choices[index]:
            if number not in tried:
                tried.add(number)
                if number not in owner or assign(owner[number], tried):
                    owner[number] = index
                    return True
        return False

    return set(owner) if all(assign(index, set()) for index in range(len(choices))) else None


class Nested(Field):
    """A JSON object with sub-options. Omitted sub-options are not changed; an empty dict clears the object.

    ``fields``: the sub-options by name.
    """

    kind = "dict"

    def __init__(self, api=None, fields=None, **rest):
        super().__init__(api, **rest)
        self.fields = {name: field.bind(name) for name, field in fields.items()}

    def spec(self):
        return dict(super().spec(), options={name: field.spec() for name, field in self.fields.items()})

    def given(self, value):
        return {name: part for name, part in value.items() if name in self.fields and part is not None}

    def references(self, value):
        return part_references(self, value) if value else ()

    def kinds_named(self):
        return {kind for field in self.fields.values() for kind in field.kinds_named()}

    def requirements(self, value, where):
        yield from super().requirements(value, where)
        yield from part_requirements(self, value, where)

    def check_type(self, value, where):
        check_parts(self, value, where)

    def read(self, have):
        """The value as a dict by the names of the sub-options."""
        current = super().read(have)
        if current is UNKNOWN:
            return current
        return {name: field.read(current) for name, field in self.fields.items()} if current else None

    def wire(self, value, context):
        return {self.fields[name].api: self.fields[name].wire(part, context) for name, part in self.given(value).items()}

    def agrees(self, have, value, context):
        if not have or not self.given(value):
            return not have and not self.given(value)
        return all(self.part_agrees(have, name, part, context) for name, part in self.given(value).items())

    def part_agrees(self, have, name, part, context):
        return have[name] is UNKNOWN or self.fields[name].agrees(have[name], part, context)

    def predict_created(self, value):
        return complete(self.fields, value) if value else value

    def look(self, context, have):
        return Field.read(self, have) or None

    def is_usual(self, value, usual):
        return not value and not usual

    def declare(self, value, context):
        return declare_parts(self.fields, value, context)

    def diff_before(self, have, value, context):
        wanted = self.given(value)
        if not have or not wanted:
            return have
        return {name: part if self.part_agrees(have, name, part, context) else have[name] for name, part in wanted.items()}

    def to_diff(self, value):
        given = self.given(value).items() if value else ()
        return {name: part if part is UNKNOWN else self.fields[name].to_diff(part) for name, part in given} if value else value


class Ref(Field):
    """A reference to another object, by name or id. ``target``: its Resource.

    ``listed_as``: the attribute of the other object that lists those which refer to it, if there is one.
    """

    def __init__(self, target, api=None, listed_as=None, **rest):
        super().__init__(api, **rest)
        self.target, self.listed_as = target, listed_as

    def wire(self, value, context):
        return context.resolve(self.target, value) if value else None

    def agrees(self, have, value, context):
        return (not have) if not value else have == value or super().agrees(have, value, context)

    def declare(self, value, context):
        return context.name_of(self.target, self.normal(value))


class RefSet(Set):
    """A set of references to other objects, by names or ids. ``target``: their Resource."""

    def __init__(self, target, api=None, **rest):
        super().__init__(api, **rest)
        self.target = target

    def wire(self, value, context):
        return distinct(context.resolve_all(self.target, value), str)

    def declare(self, value, context):
        return sorted(context.name_of(self.target, one) for one in value)


class Option(Field):
    """An option that controls the module and is no attribute of the object."""

    body = False

    def __init__(self, kind="str", **rest):
        super().__init__(kind=kind, **dict({"returned": False}, **rest))


class Attribute:
    """An attribute that only the service sets. The arguments are those of Field."""

    def __init__(self, api=None, filterable=False, initial=UNKNOWN):
        self.api, self.filterable, self.initial = api, filterable, initial


def own_project(context, _body):
    """The initial value of an attribute that holds the project of the user who creates the object."""
    return context.session.access.project_id or UNKNOWN


def same_as(attribute):
    """The initial value of an attribute that has the same value as another one of the creation."""
    return lambda context, body: body[attribute] if attribute in body else UNKNOWN


def of_another(path, attribute, reference):
    """The initial value of an attribute that the service copies from another object; UNKNOWN if check mode does not know that object.

    path: of the collection of the other object. attribute: of the other object. reference: the attribute of the creation with its id.
    """

    def initial(context, body):
        identifier = body.get(reference)
        other = context.session.known(context.resource.service, "%s/%s" % (path, identifier)) if identifier else {}
        return other.get(attribute, UNKNOWN)

    return initial


class Part(Field):
    """A field that is read and written by separate requests, after those of the object: tags, members, relations.

    A subclass has ``load(context, have)`` -> the current value (None: it cannot be read), and ``store(context, have, current, value)``.
    If ``body`` is true, the value is also part of the request that creates the object.
    """

    body = False

    def load(self, context, have):
        return self.read(have)

    def look(self, context, have):
        return self.load(context, have)

    def store(self, context, have, current, value):
        raise TypeError("%s cannot be stored" % self.name)


class Tags(Part, Set):
    """Tags that one PUT replaces."""

    def place(self, context, have):
        """The path of an object's tags."""
        return context.path(have, "/tags")

    def store(self, context, have, current, value):
        tags = sorted(set(value))
        effects = Effects({"tags": tags}, at=context.path(have))
        context.call("PUT", self.place(context, have), json={"tags": tags}, effects=effects)
        have["tags"] = tags
