# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the reference pages of the documentation site are rearranged."""

from __future__ import annotations

import pytest

from tests import docsite

PAGE = """\
stratus.openstack.thing module -- Manage things
+++++++++++++++++++++++++++++++++++++++++++++++

.. Collection note

.. note::
    This module is part of the collection.

    To install it, use a command.

.. contents::
   :local:
   :depth: 1

Synopsis
--------

.. Options

Parameters
----------

.. list-table::

  * - Parameter
    - Comments

{rows}
.. Examples

Examples
--------

.. Return values

Return Values
-------------
"""
ROW = """\
  * - .. raw:: html

        <div id="parameter-{name}"></div>

      .. _label-{name}:

      .. rst-class:: ansible-option-title

      **{name}**

    - .. raw:: html

        <div>

      About it.


      .. raw:: html

        </div>

"""


def order(text: str, *parts: str) -> list[str]:
    """These parts of a text in the order in which they are there."""
    assert all(part in text for part in parts)
    return sorted(parts, key=text.index)


def test_examples_come_first_and_common_options_last() -> None:
    rows = "".join(ROW.format(name=name) for name in ("auth", "auth/password", "auth_type", "colour", "name", "state"))
    text = docsite.rearranged(PAGE.format(rows=rows), {"thing_module", "thing_info_module"})
    parts = ("Examples\n", "Parameters\n", "**name**", "**state**", "**colour**", "Return Values\n", "Common parameters\n", "**auth**")
    assert order(text, *parts) == list(parts)
    assert "**password**" not in text and ".. _label-auth/password:" in text  # other pages refer to it
    assert ":doc:`All keys of auth </authentication>`" in text
    assert ":doc:`thing_info <thing_info_module>`" in text
    assert ".. contents::" not in text and "To install it" not in text
    assert text.startswith("thing -- Manage things\n++++++++++++++++++++++\n")


def test_a_row_without_an_option_is_an_error() -> None:
    with pytest.raises(ValueError, match="a row without an option"):
        docsite.rearranged(PAGE.format(rows="  * - something else\n\n"), set())


def test_each_service_has_a_title_and_each_module_a_service() -> None:
    folders = (docsite.ROOT / "plugins" / "module_utils" / "services").glob("*/__init__.py")
    modules = {path.stem: "" for path in (docsite.ROOT / "plugins" / "modules").glob("*.py")}
    found = docsite.services(modules)
    assert set(found) <= set(docsite.SERVICES) == {path.parent.name for path in folders} | {"environment", "doctor"}
    assert {name for listed in found.values() for name in listed} == set(modules)
