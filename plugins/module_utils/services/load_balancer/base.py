# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common parts of the load balancing service (Octavia): one change at a time per load balancer, references, common attributes.

A load balancer and the objects that belong to it accept one change at a time: during a change, the service refuses others with status 409.
A task sends its request, waits while the load balancer is being changed, and sends it again. After its own change it waits again.
"""

from __future__ import annotations

import re

from ansible_collections.stratus.openstack.plugins.module_utils import fields as f
from ansible_collections.stratus.openstack.plugins.module_utils import hints
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.resource import Resource
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.base import PROJECT_NAME
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.base import TAG_FILTERS
from ansible_collections.stratus.openstack.plugins.module_utils.status import Status
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN
from ansible_collections.stratus.openstack.plugins.module_utils.visibility import Visibility, declare

declare("load_balancer", "", Visibility(owner=("project_id",)))
hints.declare(
    "load_balancer",
    (409, r"Invalid state ERROR", "Fail it over, or remove it and create it again"),
    (400, r"it has children", hints.IN_USE),
)

STATUS = Status(field="provisioning_status")
PAUSE = 0.2  # seconds before a refused change is sent again
BUSY = re.compile(r"immutable|Invalid state PENDING")  # what the service says during another change; the latter is for removals


class Text(f.Str):
    """A text. An empty one is sent as null."""

    def wire(self, value, context):
        return value or None


FAILOVER = "PUT /failover"  # an action of a load balancer and of an amphora, as in Context.act


def fail_over(context, _have, _sent):
    """What a failover makes of a load balancer, as a dict."""
    return {"provisioning_status": "ACTIVE" if context.waits else "PENDING_UPDATE"}


class Above(f.Ref):
    """A reference to what an object belongs to. Objects show it as a list of dicts with ids, under the name ``shown``."""

    def __init__(self, target, api, shown, **rest):
        given = {"update": f.IMMUTABLE, "initial": lambda _context, body: body.get(api), "filterable": True}
        super().__init__(target, api, **{**given, **rest})
        self.stored_as = shown

    def ids(self, have):
        """The ids (list) that an object shows; UNKNOWN if check mode does not know them."""
        found = (have or {}).get(self.stored_as)
        return found if found is UNKNOWN else [one["id"] for one in found or ()]

    def read(self, have):
        found = self.ids(have)
        return found if found is UNKNOWN else next(iter(found), None)

    def predict_created(self, value):
        return [{"id": value}] if value else []


class Octavia(Resource):
    """A resource of the load balancing service that accepts no change during another one.

    belongs_to: the options with the object that this one belongs to; the first one that is set counts. listed_as: the attribute of the
    object in the first of these options that lists this one.
    """

    def __init__(self, kind, path, belongs_to=(), listed_as=None, **rest):
        filters = "%s project_id provisioning_status operating_status%s" % (rest.pop("filters", ""), TAG_FILTERS)
        if listed_as:
            rest["owner_shows"] = (belongs_to[0], dict.fromkeys(("create", "delete"), {listed_as: UNKNOWN}))
        super().__init__(kind, path, **{"status": STATUS, "scoped": True, "filters": filters, **rest})
        self.belongs_to = belongs_to

    # -- finding

    def identity(self, context):
        """The filters of a look-up. An object of another project is found below what it belongs to."""
        filters = super().identity(context)
        if any(context.params.get(name) for name in self.belongs_to) and not context.params.get("project"):
            filters.pop("project_id", None)
        return filters

    def find_candidates(self, context, value):
        """The objects with the declared name that belong to the declared object, or to none."""
        found = super().find_candidates(context, value)
        for name in () if self.is_id(value) else self.belongs_to:
            field, wanted = self.fields[name], context.params.get(name)
            if wanted and not field.parent:
                found = [have for have in found if not self.ids_above(field, have) or self.agrees(context, have, name, field)]
        return found

    @staticmethod
    def ids_above(field, have):
        """The ids that an object shows for a reference to what it belongs to, as a list or UNKNOWN."""
        if isinstance(field, Above):
            return field.ids(have)
        identifier = field.read(have)
        return [identifier] if identifier else identifier

    def agrees(self, context, have, name, field):
        if not isinstance(field, Above):
            return super().agrees(context, have, name, field)
        known, wanted = field.ids(have), context.params[name]
        return known is UNKNOWN or any(field.agrees(identifier, wanted, context) for identifier in known)

    def to_result(self, have):
        """An object by the names of the result, with the ids of what it belongs to, which the API only shows in lists."""
        shown = super().to_result(have)
        for field in self.fields.values() if shown else ():
            if isinstance(field, Above) and field.returned and not shown[field.returned]:
                shown[field.returned] = field.read(have)
        return shown

    # -- one change at a time

    def balancer_id(self, context, have):
        """The id of the load balancer that an object belongs to; None if it is unknown. ``have``: None before a creation."""
        for name in self.belongs_to:
            field, wanted = self.fields[name], context.params.get(name)
            identifier = (have and field.read(have)) or (field.wire(wanted, context) if wanted else None)
            if not identifier:
                continue
            if field.target is LOAD_BALANCER_NAME:
                return identifier
            key = ("load balancer of", identifier)
            if key not in context.fresh:
                target, at = field.target, context.at(field.target)
                context.fresh[key] = target.balancer_id(at, target.fetch(at, identifier) or {})
            return context.fresh[key]
        return None

    def before_write(self, context, have):
        """No request is needed: the service refuses a change during another one."""

    def wait_for_related(self, context, have):
        """Wait until the load balancer of an object accepts a change. Raises CloudError when it is in status ERROR."""
        identifier = self.balancer_id(context, have)
        if identifier:
            LOAD_BALANCER_NAME.wait_until_ready(context.at(LOAD_BALANCER_NAME), {"id": identifier})

    def send_when_free(self, context, have, send, check=lambda: None):
        """Call ``send()`` until the service accepts the change -> its result. Raises CloudError.

        have: the object to change; None for a creation. check: called before a refused request is repeated.
        """
        session = context.session
        until = session.clock() + (context.params.get("timeout") or 180)
        while True:
            try:
                return send()
            except CloudError as error:
                if error.status != 409 or not BUSY.search(error.message) or session.clock() >= until:
                    raise
            session.sleep(PAUSE)
            self.wait_for_related(context, have)
            check()

    def submit(self, context, body, **rest):
        def check():
            if self.find_declared(context) is not None:
                raise CloudError("Another task has created it", status=409, method="POST", service=self.service)

        return self.send_when_free(context, None, lambda: super(Octavia, self).submit(context, body, **rest), check)

    def send_update(self, context, have, body, effects=None):
        return self.send_when_free(context, have, lambda: super(Octavia, self).send_update(context, have, body, effects))

    def send_deletion(self, context, have, allow):
        return self.send_when_free(context, have, lambda: super(Octavia, self).send_deletion(context, have, allow))

    def withdraw(self, context, have):
        """Remove an object that this task has just created, after another change of its load balancer -> whether it is removed."""
        if not self.belongs_to:
            return super().withdraw(context, have)
        try:
            self.send_deletion(context, have, allow=(404,))
        except CloudError as error:
            if error.status in (400, 409):
                return False
            raise
        self.wait_gone(context, have)
        return True


class LoadBalancerType(Octavia):
    """The type of load balancers. They wait for themselves."""

    def balancer_id(self, context, have):
        return None

    def wait_for_related(self, context, have):
        if have and self.is_busy(have):
            self.poll(context, have, lambda now: not self.is_busy(now))

    def send_when_free(self, context, have, send, check=lambda: None):
        busy = have and dict(have, provisioning_status="PENDING_UPDATE")
        return super().send_when_free(context, busy, send, check)

    def after_write(self, context, have):
        """A task waits for the load balancer by its status."""

    def deletion_query(self, context):
        """A load balancer is removed with its listeners, pools and everything below them."""
        return {"cascade": True}


def project():
    """The option `project`: the owner of the object. It is immutable, and distinguishes objects with the same name."""
    return f.Ref(PROJECT_NAME, api="project_id", update=f.IMMUTABLE, identity=True, initial=f.own_project)


def stamps():
    """The attributes that the service sets on all these objects, as a dict by their names in the result."""
    return {
        "created_at": f.Attribute(filterable=True),
        "operating_status": f.Attribute(),
        "provisioning_status": f.Attribute(initial="ACTIVE"),
        "updated_at": f.Attribute(filterable=True),
    }


def chosen_with(attribute, values, chosen=UNKNOWN, otherwise=None):
    """The initial value of an attribute that only objects with certain values of another one have; ``otherwise`` for the others."""
    return lambda _context, body: chosen if body.get(attribute) in values else otherwise


def common_options():
    """The options of all these modules, as a dict by name."""
    return {
        "is_admin_state_up": f.Bool(
            "admin_state_up", returned="is_admin_state_up", aliases=["admin_state_up"], filterable=True, initial=True
        ),
        "project": project(),
        "tags": f.Set(initial=[]),
    }


# -- objects with a name only, for references ---------------------------------------------------------------------------------

LOAD_BALANCER_NAME = LoadBalancerType(
    "load_balancer.load_balancer", path="/lbaas/loadbalancers", key="loadbalancer", name=f.Str(required=True)
)


def of_balancer(**rest):
    """The option with the load balancer that an object belongs to."""
    return Above(LOAD_BALANCER_NAME, "loadbalancer_id", "loadbalancers", **rest)


LISTENER_NAME = Octavia(
    "load_balancer.listener",
    path="/lbaas/listeners",
    belongs_to=("load_balancer",),
    name=f.Str(required=True),
    load_balancer=of_balancer(returned="load_balancer_id"),
)


def of_listener(**rest):
    """The option with the listener that a pool belongs to."""
    return Above(LISTENER_NAME, "listener_id", "listeners", filterable=False, **rest)


POOL_NAME = Octavia(
    "load_balancer.pool",
    path="/lbaas/pools",
    belongs_to=("loadbalancer", "listener"),
    name=f.Str(required=True),
    loadbalancer=of_balancer(),
    listener=of_listener(),
)
POLICY_NAME = Octavia(
    "load_balancer.l7_policy",
    path="/lbaas/l7policies",
    key="l7policy",
    keys="l7policies",
    belongs_to=("listener",),
    name=f.Str(required=True),
    listener=f.Ref(LISTENER_NAME, api="listener_id"),
)
