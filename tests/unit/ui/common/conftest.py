"""The window reads the computer's own clock; here the register does so too."""

from __future__ import annotations

import pytest

from tests.unit.ui.hands import NowClock


@pytest.fixture
def clock() -> NowClock:
    """The time as it is."""
    return NowClock()
