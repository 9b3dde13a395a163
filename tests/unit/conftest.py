# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for all unit tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import responses as library


@pytest.fixture
def responses() -> Iterator[library.RequestsMock]:
    """HTTP without a network: answers are registered in the test; a request without one fails, and so does an unused answer."""
    with library.RequestsMock() as mock:
        yield mock
