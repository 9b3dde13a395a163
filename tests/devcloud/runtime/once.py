# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What services compute again with each request, although the result depends on their code alone, is computed once.

- the parameters of functions: Pecan and oslo.policy ask for them several times in each request, and Pecan makes a class for each answer
- validators: Nova, Cinder, Manila and Keystone make a class of their own for each JSON that they validate
- queries of what a model loads along with it: SQLAlchemy's loader "subquery" derives them from the outer query each time. Its loader
  "selectin" loads the same by primary keys, and keeps its queries.
"""

from __future__ import annotations

import copy
import functools
import inspect
import types

from tests.devcloud.runtime.after_import import AfterImport

KEPT = 5000  # results at most, of each kind
VALIDATORS = {
    "nova.api.validation.validators": "_SchemaValidator",
    "cinder.api.validation.validators": "_SchemaValidator",
    "manila.api.validation.validators": "_SchemaValidator",
    "keystone.api.validation.validators": "_SchemaValidator",
    "keystone.common.validation.validators": "SchemaValidator",
}


def of_function(read):
    """`read(function)`, asked once for each plain function and for all methods that have it; of anything else each time."""
    remembered = functools.lru_cache(maxsize=KEPT)(read)

    @functools.wraps(read)
    def read_once(function):
        plain = getattr(function, "__func__", function)
        if not isinstance(plain, types.FunctionType):
            return read(function)
        found = remembered(plain)
        return type(found)(*map(copy.copy, found))  # its lists belong to the caller

    return read_once


def of_schema(make):
    """`make(schema, ...)`, asked once for each schema, which is told by its identity, and for each set of further arguments."""
    made = {}

    @functools.wraps(make, updated=())
    def make_once(schema, *arguments, **options):
        key = id(schema), arguments, tuple(sorted(options.items()))
        if key not in made:
            if len(made) >= KEPT:
                made.clear()
            made[key] = schema, make(schema, *arguments, **options)  # with the schema: while it is kept, nothing else has its identity
        return made[key][1]

    return make_once


def _read_arguments_once(module):
    module.getargspec = of_function(module.getargspec)


def _load_by_keys(module):
    module.relationships.RelationshipProperty.strategy_for(lazy="subquery")(module._SelectInLoader)


def apply():
    """Patch this process. Call it before any service is imported."""
    inspect.getfullargspec = of_function(inspect.getfullargspec)
    AfterImport("pecan.util", _read_arguments_once).install()
    AfterImport("sqlalchemy.orm.strategies", _load_by_keys).install()
    for name, maker in VALIDATORS.items():
        AfterImport(name, lambda module, maker=maker: setattr(module, maker, of_schema(getattr(module, maker)))).install()
