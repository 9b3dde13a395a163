# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prediction: the mixin of Resource that predicts for check mode what a write does to an object."""

from __future__ import annotations

from ansible_collections.stratus.openstack.plugins.module_utils.overlay import new_id
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN


class Prediction:
    """The mixin of Resource. It uses the declarations of Table."""

    def without_secrets(self, body):
        """A body with UNKNOWN for its secrets: what may be remembered of it."""
        hidden = {field.api for field in self.fields.values() if field.secret}
        return {key: UNKNOWN if key in hidden else value for key, value in body.items()}

    def creation_prediction(self, context, body):
        """Where check mode notes a creation, and what it believes to be created: keyword arguments of a request."""
        made = self.predict_creation(context, self.without_secrets(body))
        made[self.id_field] = made.get(self.id_field) or new_id()
        return {"of": (self.service, self.read_path(context, made)), "predict": made}

    def read_path(self, context, have):
        """Hook: the path that shows an object, when that is not the one that its changes are sent to."""
        return self.item_path(context, self.id_of(have))

    def predict_creation(self, context, body):
        """Hook: the object that a creation with this body is believed to make, UNKNOWN where only the service knows."""
        initial = {wire: value(context, body) if callable(value) else value for wire, value in self.initial.items()}
        return {**initial, **self.predict_body(body)}

    def predict_body(self, body):
        """What an object is believed to hold of a body that is sent."""
        by_api = {field.api: field for field in self.fields.values() if field.body}
        told = self.without_secrets(body)
        shown = {by_api[wire].stored_as or wire: by_api[wire].predict_created(value) for wire, value in told.items() if wire in by_api}
        return {**{wire: value for wire, value in told.items() if wire not in by_api}, **shown}

    def predict_update(self, have, body):
        """Hook: the attributes of an object that an update with this body is believed to change."""
        by_api = {field.api: field for field in self.fields.values() if field.body}
        merged = {
            wire: by_api[wire].predict_updated(have.get(wire), value)
            for wire, value in self.without_secrets(body).items()
            if wire in by_api
        }
        touched = {"updated_at": UNKNOWN} if "updated_at" in have else {}
        return {**touched, **self.predict_body(body), **merged}
