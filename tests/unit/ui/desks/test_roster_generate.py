"""*Generate* beside the grid: what it asks for, its progress, a proposal looked at, taken or left (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.domain.people import Actor, Role
from deskapp.domain.roster import Cell, Sheet
from deskapp.domain.roster_solving import Collision, Keep, Problem, Solution
from deskapp.errors import DeskError
from deskapp.services.office import OpenOffice
from deskapp.ui.common.roster_generate import GeneratePage
from deskapp.ui.context import Context
from deskapp.ui.desks.roster import RosterDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import press
from tests.ways import roster

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Solving:
    """An office with a generator that needs no extra: it puts one shift into every cell of the first person."""

    office: OpenOffice
    available: bool = True
    refuses: DeskError | None = None
    collides: tuple[Collision, ...] = ()
    found: bool = True
    asked: list[object] = field(default_factory=list)

    def call(self, actor: Actor | None, verb: str, /, **arguments: Any) -> Any:
        register, name = verb.split(".")
        if register != "roster_solver":
            return self.office.call(actor, verb, **arguments)
        self.asked.append(name)
        return getattr(self, f"_{name}")(actor, **arguments)

    def close(self) -> None:
        """The register is the test's own."""

    def _available(self, _actor: Actor | None) -> bool:
        return self.available

    def _problem(self, actor: Actor | None, *, id: int, keep: Keep) -> Any:
        self.asked.append(keep)
        if self.refuses is not None:
            raise self.refuses
        sheet = self.office.call(actor, "roster.sheet", id=id)
        return Problem(
            days=sheet.days, people=sheet.people, shifts=sheet.shifts, kept=(), before=sheet.before, away=sheet.away,
            loads=sheet.loads, rules=sheet.rules,
        )  # fmt: skip

    def _solve(self, _actor: Actor | None, *, problem: Problem, ticket: str, seconds: int) -> Solution:
        who, shift = problem.people[0].staff_id, problem.shifts[0].id
        cells = tuple(Cell(staff_id=who, day=day.day, shift_id=shift) for day in problem.days[:5])
        return Solution(cells=cells if self.found else (), collisions=self.collides, proved=True)

    def _cancel(self, _actor: Actor | None, *, ticket: str) -> None:
        """It is done before one can."""


Open = Callable[[Solving], RosterDesk]


@pytest.fixture
def draft(desk: Desk) -> Sheet:
    roster.people(desk)
    return roster.begin(desk)


@pytest.fixture
def solving(office: OpenOffice) -> Solving:
    return Solving(office)


@pytest.fixture
def open_desk(qtbot: QtBot, context: Context, office: OpenOffice, draft: Sheet) -> Open:
    def make(solving: Solving) -> RosterDesk:
        context.office, context.actor = solving, actor_of(office, Role.SUPERVISOR)
        made = RosterDesk(context)
        qtbot.addWidget(made)
        made.resize(1250, 720)
        made.show()
        made.activateWindow()
        QTest.qWaitForWindowActive(made)
        made.show_month(roster.MONTH)
        made.view.setFocus()
        return made

    return make


def page_of(desk: RosterDesk) -> GeneratePage:
    assert isinstance(desk.sides.pane.page, GeneratePage)
    return desk.sides.pane.page


def words(page: RosterDesk) -> str:
    return "\n".join(part.text() for part in page.sides.pane.findChildren(QLabel) if part.isVisibleTo(page.sides.pane))


def pushes(page: RosterDesk) -> list[str]:
    return [part.text() for part in page.sides.pane.foot.findChildren(QPushButton) if part.isVisibleTo(page.sides.pane)]


def test_duty_1_a_proposal_is_looked_at_before_anything_is_changed(
    open_desk: Open, solving: Solving, desk: Desk, draft: Sheet
) -> None:
    page = open_desk(solving)
    press(Qt.Key.Key_G, CONTROL)
    assert page_of(page).only_open.isChecked()
    page.next_step()
    assert Keep.DECIDED in solving.asked
    assert len(page.view.proposed) == 5
    assert roster.read(desk, draft.id).cells == ()
    assert not page.view.editable, "what is only proposed is not edited"


def test_duty_1_a_proposal_is_taken_as_one_change(open_desk: Open, solving: Solving, desk: Desk, draft: Sheet) -> None:
    page = open_desk(solving)
    page.acts.generate()
    page.next_step()
    page.next_step()
    assert len(roster.read(desk, draft.id).cells) == 5
    assert page.sides.pane.page is None
    assert not page.view.proposed
    page.view.setFocus()
    press(Qt.Key.Key_Z, CONTROL)
    assert roster.read(desk, draft.id).cells == ()


def test_duty_1_a_proposal_that_is_left_leaves_no_trace(
    open_desk: Open, solving: Solving, desk: Desk, draft: Sheet
) -> None:
    page = open_desk(solving)
    page.acts.generate()
    page.next_step()
    page.escape()
    assert page.view.board is page.board
    assert page.view.editable
    assert roster.read(desk, draft.id).cells == ()


def test_duty_1_everything_but_what_is_pinned_can_be_generated_anew(open_desk: Open, solving: Solving) -> None:
    page = open_desk(solving)
    page.acts.generate()
    page_of(page).all_but.setChecked(True)
    page.next_step()
    assert Keep.PINNED in solving.asked


def test_duty_1_where_no_roster_exists_it_is_said(open_desk: Open, solving: Solving) -> None:
    solving.found, solving.collides = False, (Collision(code="run", params={"most": 6}), Collision(code="leave"))
    page = open_desk(solving)
    page.acts.generate()
    page.next_step()
    assert "There is no roster that keeps every rule" in words(page)
    assert "! At most 6 days on duty in a row." in words(page)
    assert "! Approved leaves." in words(page)
    assert not page.view.proposed


def test_duty_1_too_short_a_time_is_said(open_desk: Open, solving: Solving) -> None:
    solving.found = False
    page = open_desk(solving)
    page.acts.generate()
    page.next_step()
    assert "The time was too short" in words(page)


def test_duty_1_a_refusal_is_said_in_the_page(open_desk: Open, solving: Solving) -> None:
    solving.refuses = DeskError("unknown_verb", verb="x")
    page = open_desk(solving)
    page.acts.generate()
    page.next_step()
    assert "There is no verb x" in words(page)
    assert not page_of(page).running


def test_duty_1_without_or_tools_the_page_says_what_is_missing(open_desk: Open, solving: Solving) -> None:
    solving.available = False
    page = open_desk(solving)
    assert page.sides.top.generate.isVisibleTo(page)
    page.acts.generate()
    assert 'pip install "deskapp[roster]"' in words(page)
    assert pushes(page) == ["Leave   Esc"]


def test_duty_1_a_proposal_is_judged_before_it_is_taken(open_desk: Open, solving: Solving) -> None:
    page = open_desk(solving)
    page.acts.generate()
    page.next_step()
    proposed, board = page.view.board, page.board
    assert proposed is not None
    assert board is not None
    assert proposed.broken != board.broken
    page.escape()
    assert page.view.board is board


def test_all_6_the_keys_stay_in_the_page_while_its_buttons_change(open_desk: Open, solving: Solving) -> None:
    page = open_desk(solving)
    page.acts.generate()
    QTest.qWait(0)
    assert QApplication.focusWidget() is page.sides.pane.primary
    press(Qt.Key.Key_Space)
    assert page.view.proposed
    QTest.qWait(0)
    assert QApplication.focusWidget() is page.sides.pane.primary
