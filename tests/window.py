"""Fixtures of everything that goes through the window: a real register of the test's own; work runs at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import application, build_window
from deskapp.domain.people import Role
from deskapp.services.office import OpenOffice
from deskapp.settings import Settings
from deskapp.ui.context import Context
from deskapp.ui.main_window import MainWindow
from deskapp.ui.tasks import InlineRunner
from tests.factories import actor_of


@pytest.fixture
def settings() -> Settings:
    """A workplace that speaks English and remembers nothing."""
    return Settings(language="en", theme="light")


@pytest.fixture
def context(qapp: QApplication, settings: Settings, office: OpenOffice) -> Context:
    """The way to a real register, a receptionist signed in."""
    application(settings)
    made = Context(InlineRunner(), settings)
    made.office = office
    made.actor = actor_of(office, Role.RECEPTIONIST)
    return made


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, office: OpenOffice) -> Iterator[MainWindow]:
    """The whole window, a receptionist signed in."""
    made = build_window(settings, office, None, InlineRunner(), actor_of(office, Role.RECEPTIONIST))
    yield from shown(qtbot, made)


@pytest.fixture
def locked(qtbot: QtBot, settings: Settings, office: OpenOffice) -> Iterator[MainWindow]:
    """The whole window, nobody signed in."""
    yield from shown(qtbot, build_window(settings, office, None, InlineRunner()))


def shown(qtbot: QtBot, window: MainWindow) -> Iterator[MainWindow]:
    """Show a window, active, and close it when the test is done."""
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    yield window
    window.close()
    window.deleteLater()
    qtbot.wait(0)
