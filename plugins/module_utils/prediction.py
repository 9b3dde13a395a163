# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prediction: the mixin of Resource that predicts, for check mode, how a write changes objects."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, Effects, New, Outcome
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Prediction:
    """The mixin of Resource. It uses the fields, initial values and actions that a Table declares."""

    def without_secrets(self, body):
        """A copy of a body with UNKNOWN for the values of secret fields, which must not be stored in predictions."""
        hidden = {field.api for field in self.fields.values() if field.secret}
        return {key: UNKNOWN if key in hidden else value for key, value in body.items()}

    def creation_effects(self, context, body):
        """The Effects of a creation with this body."""
        created = self.predict_creation(context, self.without_secrets(body))
        created[self.id_field] = created.get(self.id_field) or self.predict_id(context)
        path = self.service, self.read_path(context, created)
        return Effects(created, path, others=lambda: self.effects(context, "create", created, body))

    def predict_id(self, context):
        """The id of a new object as the API gives it, with a UUID that no cloud uses."""
        identifier = new_id()
        if not self.ids_are_urls:
            return identifier
        return "%s%s/%s" % (context.session.endpoint(self.service), self.base_path(context), identifier)

    def update_effects(self, context, have, body, others=None):
        """The Effects of an update with this body. ``others``: as in Effects; the default is the hook ``effects``."""
        makes = self.predict_update(have, body) if isinstance(body, dict) else None
        return Effects(makes, self.read_path(context, have), others=others or (lambda: self.effects(context, "update", have, body)))

    def removal_effects(self, context, have):
        """The Effects of the request that removes an object."""
        return Effects(self.removal_makes, at=self.read_path(context, have), others=lambda: self.effects(context, "delete", have))

    def write_member(self, context, owner, method, path, new=None, **rest):
        """Send a write for an object that another one, ``owner``, lists (``listed_by`` of the table) -> the JSON body of the answer.

        ``new``: the body of the object to create, or a list of bodies; None for a change or a removal. ``rest``: arguments of Context.call.
        Raises CloudError.
        """
        listing, attribute = self.listed_by

        def makes():
            created = [self.predict_creation(context.at(self), body) for body in (new if isinstance(new, list) else [new])]
            return created if isinstance(new, list) else created[0]

        shown_by = (listing.item_path(context, owner[listing.id_field]), attribute)
        return context.call(method, path, effects=Effects(new and makes, listed_by=shown_by), **rest)

    def action_effects(self, context, have, action, sent):
        """The Effects of an action on an object. ``sent``: as in Outcome."""
        others = Outcome.of(self.actions[action]).others
        return Effects(
            lambda: self.predict_action(context, have, action, sent),
            at=self.read_path(context, have),
            others=lambda: others(context, have, sent) if others else (),
        )

    def predict_action(self, context, have, action, sent):
        """The attributes (dict) that an action sets, GONE for a removal. ``sent``: as in Outcome."""
        sets, now = Outcome.of(self.actions[action]).sets, {**have, **context.session.known(self.service, self.read_path(context, have))}
        new = sets(context, now, sent) if callable(sets) else sets
        return new if new is GONE else {name: value(now.get(name), sent) if callable(value) else value for name, value in new.items()}

    def effects(self, context, doing, have, body=None):
        """Hook: the effects of a write on other objects, as an iterable of (service, path, change), as in Effects.

        ``doing``: "create", "update" or "delete". ``body``: of the creation or the update.
        """
        for path in self.other_paths(have):
            yield self.service, path, GONE if doing == "delete" else New(have) if doing == "create" else self.predict_update(have, body)
        option, changes = self.owner_shows
        if doing in changes:
            for path in self.owner_paths(context, self.fields[option], have):
                yield self.service, path, changes[doing]
        for field in (field for field in self.fields.values() if getattr(field, "listed_as", None)):
            changed = doing != "update" or field.api in body
            for identifier in {field.read(have), (body or {}).get(field.api)} - {None, UNKNOWN} if changed else ():
                yield field.target.service, field.target.item_path(context.at(field.target), identifier), {field.listed_as: UNKNOWN}

    def owner_paths(self, context, field, have):
        """The paths (list) at which the API shows the object that ``field`` refers to; an empty list if ``have`` belongs to none."""
        if field.parent:
            path = self.base_path(context).rpartition("/")[0]
        else:
            wanted = context.params.get(field.name)
            identifier = field.read(have) or (field.wire(wanted, context) if wanted else None)
            if not identifier:
                return []
            path = field.target.item_path(context.at(field.target), identifier)
        known = context.session.known(self.service, path)
        return [path] + (field.target.other_paths(known) if known else [])

    def other_paths(self, have):
        """Hook: further paths at which the API shows an object. The default is that in the listing of the objects of all parents."""
        return ["%s/%s" % (self.path_of_all, self.id_of(have))] if self.path_of_all else []

    def read_path(self, context, have):
        """Hook: the path of the GET request for an object. The default is the path of its updates."""
        return self.item_path(context, self.id_of(have))

    def predict_creation(self, context, body):
        """Hook: the predicted object (dict) after a creation with this body. Values that the service chooses are UNKNOWN."""
        initial = {wire: value(context, body) if callable(value) else value for wire, value in self.initial.items()}
        return {**initial, **self.predict_body(body)}

    def predict_body(self, body, have=None):
        """The predicted attributes (dict) of an object for the values in a body. ``have``: the object before an update, or None."""
        by_api, shown = {field.api: field for field in self.fields.values() if field.body}, {}
        for wire, value in self.without_secrets(body).items():
            field = by_api.get(wire)
            name = field.shown_as if field else wire
            if field:
                value = field.predict_created(value) if have is None else field.predict_updated(have.get(name), value)
            shown[name] = value
        return shown

    def predict_update(self, have, body):
        """Hook: the predicted attributes (dict) that an update with this body changes."""
        touched = {"updated_at": UNKNOWN} if "updated_at" in have else {}
        return {**touched, **self.predict_body(body, have)}
