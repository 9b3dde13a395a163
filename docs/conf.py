# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sphinx configuration of the documentation site; nothing of it, nor of the built pages, needs the network."""

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
