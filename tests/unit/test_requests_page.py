# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/requests.md says what the integration targets hold the modules to."""

from __future__ import annotations

from tests.integration import requests_page


def test_the_page_is_current() -> None:
    assert requests_page.PAGE.read_text() == requests_page.page(), "python3 -m tests.integration.requests_page writes it"
