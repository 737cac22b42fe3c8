"""After a page beside the roster the keys are the grid's again: a letter typed then puts a shift (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import build_window
from deskapp.domain.people import Role
from deskapp.settings import Settings
from deskapp.ui.desks.roster import RosterDesk
from deskapp.ui.tasks import InlineRunner
from tests.factories import Desk, actor_of
from tests.ways import roster
from tests.window import shown


@pytest.fixture
def page(qtbot: QtBot, settings: Settings, desk: Desk) -> Iterator[RosterDesk]:
    """The roster among everything else that takes keys, the search box first of all."""
    roster.people(desk)
    made = build_window(settings, desk.office, None, InlineRunner(), actor_of(desk.office, Role.SUPERVISOR))
    for window in shown(qtbot, made):
        window.context.desk_wanted.emit("roster", "")
        (found,) = window.findChildren(RosterDesk)
        found.show_month(roster.MONTH)
        yield found


def type_(text: str) -> None:
    keys = QApplication.focusWidget()
    assert keys is not None
    QTest.keyClicks(keys, text)


def test_duty_1_after_a_new_draft_letters_put_shifts(page: RosterDesk) -> None:
    page.new_entry()
    assert page.sides.pane.isAncestorOf(QApplication.focusWidget())
    page.next_step()
    type_("zw")
    assert page.board is not None
    assert len(page.board.cells) == 2


def test_duty_1_after_a_draft_is_published_or_dropped_the_keys_are_the_grids(page: RosterDesk, desk: Desk) -> None:
    page.new_entry()
    page.next_step()
    page.acts.publish()
    form = page.sides.pane.form
    assert form is not None
    form.editors["note"].set_value("人手不足")
    page.next_step()
    assert page.view.hasFocus()
    page.new_entry()
    page.next_step()
    page.acts.drop()
    assert page.sides.pane.primary is not None
    page.sides.pane.primary.setFocus()
    page.sides.pane.primary.click()
    assert page.view.hasFocus()
