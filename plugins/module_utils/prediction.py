# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prediction: the mixin of Resource that predicts for check mode what a write does to an object."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.effects import GONE, Effects, Outcome
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Prediction:
    """The mixin of Resource. It uses the declarations of Table."""

    def without_secrets(self, body):
        """A body with UNKNOWN for its secrets: what may be remembered of it."""
        hidden = {field.api for field in self.fields.values() if field.secret}
        return {key: UNKNOWN if key in hidden else value for key, value in body.items()}

    def creation_effects(self, context, body):
        """The Effects of a creation with this body."""
        made = self.predict_creation(context, self.without_secrets(body))
        made[self.id_field] = made.get(self.id_field) or new_id()
        return Effects(made, (self.service, self.read_path(context, made)), others=lambda: self.effects(context, "create", made, body))

    def update_effects(self, context, have, body, others=None):
        """The Effects of an update with this body. ``others``: those on other objects, instead of the hook's."""
        makes = self.predict_update(have, body) if isinstance(body, dict) else None
        return Effects(makes, self.read_path(context, have), others=others or (lambda: self.effects(context, "update", have, body)))

    def removal_effects(self, context, have):
        """The Effects of a DELETE."""
        return Effects(at=self.read_path(context, have), others=lambda: self.effects(context, "delete", have))

    def write_member(self, context, owner, method, path, new=None, **rest):
        """A write of what another object, ``owner``, lists -> the JSON body of the answer. ``new``: the body of one to create, or a list of
        bodies."""
        listing, attribute = self.listed_by

        def makes():
            made = [self.predict_creation(context.at(self), body) for body in (new if isinstance(new, list) else [new])]
            return made if isinstance(new, list) else made[0]

        shown_by = (listing.item_path(context, owner[listing.id_field]), attribute)
        return context.call(method, path, effects=Effects(new and makes, listed_by=shown_by), **rest)

    def action_effects(self, context, have, action, sent):
        """The Effects of an action on an object."""
        others = Outcome.of(self.actions[action]).others
        return Effects(
            lambda: self.predict_action(context, have, action, sent),
            at=self.read_path(context, have),
            others=lambda: others(context, have, sent) if others else (),
        )

    def predict_action(self, context, have, action, sent):
        """The attributes that an action sets, GONE for a removal."""
        sets, now = Outcome.of(self.actions[action]).sets, {**have, **context.session.known(self.service, self.read_path(context, have))}
        made = sets(context, now, sent) if callable(sets) else sets
        return made if made is GONE else {name: value(now.get(name), sent) if callable(value) else value for name, value in made.items()}

    def effects(self, context, doing, have, body=None):
        """Hook: yields the effects on other objects, (service, path, change), of what is done: "create", "update" or "delete"."""
        return ()

    def read_path(self, context, have):
        """Hook: the path that shows an object, when that is not the one that its changes are sent to."""
        return self.item_path(context, self.id_of(have))

    def predict_creation(self, context, body):
        """Hook: the object that a creation with this body is believed to make, UNKNOWN where only the service knows."""
        initial = {wire: value(context, body) if callable(value) else value for wire, value in self.initial.items()}
        return {**initial, **self.predict_body(body)}

    def predict_body(self, body, have=None):
        """What an object is believed to hold of a body that is sent. ``have``: the object that the body updates."""
        by_api, shown = {field.api: field for field in self.fields.values() if field.body}, {}
        for wire, value in self.without_secrets(body).items():
            field = by_api.get(wire)
            name = field.shown_as if field else wire
            if field:
                value = field.predict_created(value) if have is None else field.predict_updated(have.get(name), value)
            shown[name] = value
        return shown

    def predict_update(self, have, body):
        """Hook: the attributes of an object that an update with this body is believed to change."""
        touched = {"updated_at": UNKNOWN} if "updated_at" in have else {}
        return {**touched, **self.predict_body(body, have)}
