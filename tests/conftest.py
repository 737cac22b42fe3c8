"""What all tests share: one template register a session, copied for each test; a clock that is told the time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from deskapp.services.office import OpenOffice, open_office
from tests.factories import Desk, TestClock, furnish


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A furnished register that tests copy and never open."""
    path = tmp_path_factory.mktemp("template") / "desk.db"
    office = open_office(path, create=True, clock=TestClock())
    furnish(office)
    office.close()
    return path


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Path:
    """A register of the test's own."""
    return Path(shutil.copy(template, tmp_path / "desk.db"))


@pytest.fixture
def clock() -> TestClock:
    """The time, as the test says."""
    return TestClock()


@pytest.fixture
def office(place: Path, clock: TestClock) -> Iterator[OpenOffice]:
    """The register, opened."""
    opened = open_office(place, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def desk(office: OpenOffice, clock: TestClock) -> Desk:
    """The register with somebody at the counter."""
    return Desk(office, clock)
