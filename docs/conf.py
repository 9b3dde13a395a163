# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sphinx configuration of the documentation site; nothing of it, nor of the built pages, needs the network."""

from __future__ import annotations

from docutils.nodes import Element, reference
from sphinx.application import Sphinx

project = "stratus.openstack"
author = "stratus.openstack contributors"
project_copyright = "2026, stratus.openstack contributors"
extensions = ["myst_parser", "sphinx_antsibull_ext"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = project
html_copy_source = False
html_show_sphinx = False
pygments_style = "ansible"

# Labels of Ansible's own documentation that generated pages refer to; its inventory of labels would have to be downloaded.
ANSIBLE_DOCS = "https://docs.ansible.com/ansible/latest/"
ANSIBLE_LABELS = {
    "action_plugins": "plugins/action.html",
    "ansible_configuration_settings": "reference_appendices/config.html",
    "common_return_values": "reference_appendices/common_return_values.html",
}


def resolve_ansible_label(_app: Sphinx, _environment: object, node: Element, contents: Element) -> Element | None:
    """Make a link to Ansible's documentation of a reference that leads out of these pages."""
    page = ANSIBLE_LABELS.get(node.get("reftarget"))
    return reference("", "", contents, refuri=ANSIBLE_DOCS + page) if page else None


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("missing-reference", resolve_ansible_label)
