# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sphinx configuration of the documentation site; nothing of it, nor of the built pages, needs the network."""

from __future__ import annotations

import html
from typing import Any

from docutils.nodes import Element, document, paragraph, reference
from sphinx.application import Sphinx

project = "stratus.openstack"
author = "stratus.openstack contributors"
project_copyright = "2026, stratus.openstack contributors"
extensions = ["myst_parser", "sphinx_antsibull_ext", "sphinx_copybutton"]
myst_enable_extensions = ["attrs_block", "attrs_inline"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_favicon = "_static/favicon.svg"
html_copy_source = False
html_show_sphinx = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
antsibull_ext_color_scheme = "none"  # _static/site.css has the colours
copybutton_prompt_text = "$ "
REPOSITORY = "https://github.com/stratus-ansible/stratus.openstack"
LIGHT = {
    "color-brand-primary": "#1b6e50",
    "color-brand-content": "#1b6e50",
    "color-code-background": "#f4f6f7",
    "site-red": "#b3261e",
    "site-green": "#1b6e50",
    "site-amber": "#7a5900",
    "site-blue": "#0550ae",
}
DARK = {
    "color-brand-primary": "#7fd6b0",
    "color-brand-content": "#7fd6b0",
    "site-red": "#ffb4ab",
    "site-green": "#7fd6b0",
    "site-amber": "#f2c14e",
    "site-blue": "#9ecbff",
}
html_theme_options = {
    "source_repository": REPOSITORY,
    "source_branch": "main",
    "source_directory": "docs/",
    "light_css_variables": LIGHT,
    "dark_css_variables": DARK,
}

# Labels of Ansible's own documentation that generated pages refer to; its inventory of labels would have to be downloaded.
ANSIBLE_DOCS = "https://docs.ansible.com/ansible/latest/"
ANSIBLE_LABELS = {
    "action_plugins": "plugins/action.html",
    "ansible_configuration_settings": "reference_appendices/config.html",
    "common_return_values": "reference_appendices/common_return_values.html",
}
DESCRIBED = 160  # characters of a description that search engines show


def resolve_ansible_label(_app: Sphinx, _environment: object, node: Element, contents: Element) -> Element | None:
    """Make a link to Ansible's documentation of a reference that leads out of these pages."""
    page = ANSIBLE_LABELS.get(node.get("reftarget"))
    return reference("", "", contents, refuri=ANSIBLE_DOCS + page) if page else None


def describe(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], tree: document | None) -> None:
    """Give a page its description for search engines, and a link to edit what a page of the reference is made from."""
    texts = (" ".join(node.astext().split()) for node in tree.findall(paragraph)) if tree else ()
    text = next((text for text in texts if len(text) > 40), "")
    if text:
        short = text if len(text) <= DESCRIBED else text[: DESCRIBED - 4].rsplit(" ", 1)[0] + " ..."
        context["metatags"] = context.get("metatags", "") + f'<meta name="description" content="{html.escape(short)}">\n'
    source, _mark, _query = ((context.get("meta") or {}).get("github_url") or "").partition("?")
    if source:
        context["theme_source_edit_link"] = source


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("missing-reference", resolve_ansible_label)
    app.connect("html-page-context", describe)
