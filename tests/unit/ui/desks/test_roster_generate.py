"""*Generate* beside the grid: what it asks for, its progress, a proposal looked at, taken or left (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.domain.people import Actor, Role
from deskapp.domain.roster import Cell, Sheet
from deskapp.domain.roster_solving import Collision, Keep, Problem, Progress, Quality, Solution
from deskapp.errors import DeskError
from deskapp.resources import install_command
from deskapp.services.office import OpenOffice
from deskapp.ui.common.roster_generate import GeneratePage
from deskapp.ui.context import Context
from deskapp.ui.desks.roster import RosterDesk
from deskapp.ui.tasks import InlineRunner, Task
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import press
from tests.ways import roster

GOOD = Quality(wishes=2, weekends=1, holidays=0, late=1, hours=6.5)
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
        return Solution(cells=cells if self.found else (), collisions=self.collides, best=GOOD, proved=True)

    def _cancel(self, _actor: Actor | None, *, ticket: str) -> None:
        """It is done before one can."""

    def _progress(self, _actor: Actor | None, *, ticket: str) -> Progress:
        return Progress(found=3, best=GOOD)


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


def test_duty_1_it_is_said_whom_a_rule_is_about(open_desk: Open, solving: Solving) -> None:
    many = tuple(f"员工{number}" for number in range(1, 8))
    solving.found, solving.collides = (
        False,
        (Collision(code="leave", people=many), Collision(code="kept", people=many[:2])),
    )
    page = open_desk(solving)
    page.acts.generate()
    page.next_step()
    assert "! Approved leaves. (7: 员工1, 员工2, 员工3, 员工4, 员工5 …)" in words(page)
    assert "to stay as they are. (2: 员工1, 员工2)" in words(page)


def test_duty_1_how_good_a_roster_is_stands_in_figures(open_desk: Open, solving: Solving) -> None:
    page = open_desk(solving)
    page.acts.generate()
    page.next_step()
    assert "Wishes passed over: 2." in words(page)
    assert "weekends 1, holidays 0, late shifts 1, hours 6.5." in words(page)


@dataclass
class Slow(Solving):
    """An office in which a search goes on beside the window until it is stopped, as it does in earnest."""

    stopped: list[str] = field(default_factory=list)

    def _solve(self, _actor: Actor | None, *, problem: Problem, ticket: str, seconds: int) -> Solution:
        raise Waits

    def _cancel(self, _actor: Actor | None, *, ticket: str) -> None:
        self.stopped.append(ticket)


class Waits(Exception):
    """No answer yet."""


@dataclass
class Beside:
    """Runs everything at once but a search, whose answer the test brings."""

    inline: InlineRunner = field(default_factory=InlineRunner)
    waiting: list[Task] = field(default_factory=list)

    def read(self, task: Task) -> None:
        def kept(error: Exception) -> None:
            self.waiting.append(task) if isinstance(error, Waits) else task.failed(error)

        self.inline.read(replace(task, failed=kept))

    write = read

    def close(self) -> None:
        """Nothing to finish."""


@pytest.fixture
def searching(open_desk: Open, office: OpenOffice, context: Context) -> tuple[RosterDesk, Slow, Beside]:
    """A desk whose search is under way."""
    beside, slow = Beside(), Slow(office)
    context.runner = beside
    page = open_desk(slow)
    page.acts.generate()
    page.next_step()
    return page, slow, beside


def test_duty_1_progress_is_told_and_stopping_brings_the_best_so_far(
    searching: tuple[RosterDesk, Slow, Beside], draft: Sheet
) -> None:
    page, slow, beside = searching
    assert pushes(page) == ["Stop looking", "Leave   Esc"]
    page_of(page).look()
    assert "found.\nWishes passed over: 2." in words(page)
    stop = page.sides.pane.primary
    assert stop is not None
    stop.setFocus()
    press(Qt.Key.Key_Space)
    assert len(slow.stopped) == 1
    assert "Stopping" in words(page)
    page_of(page).look()
    assert len(slow.stopped) == 2, "a search that had not begun hears it again"
    found = Cell(staff_id=draft.people[0].staff_id, day=draft.days[0].day, shift_id=draft.shifts[0].id)
    (task,) = beside.waiting
    task.then(Solution(cells=(found,), best=GOOD))
    assert len(page.view.proposed) == 1
    taking = page.sides.pane.primary
    assert taking is not None
    assert taking.text().startswith("Take it")


def test_duty_1_leaving_stops_the_search_and_its_answer_is_not_shown(
    searching: tuple[RosterDesk, Slow, Beside],
) -> None:
    page, slow, beside = searching
    page.escape()
    assert len(slow.stopped) == 1
    (task,) = beside.waiting
    task.then(Solution(cells=(), collisions=(Collision(code="leave"),)))
    assert page.sides.pane.page is None
    assert not page.view.proposed


def test_duty_1_a_search_stopped_before_it_found_anything_says_so(searching: tuple[RosterDesk, Slow, Beside]) -> None:
    page, _, beside = searching
    page_of(page).cancel()
    beside.waiting[0].then(Solution())
    assert "Stopped before a roster was found." in words(page)


def test_duty_1_closing_the_program_does_not_wait_for_a_search(searching: tuple[RosterDesk, Slow, Beside]) -> None:
    page, slow, _ = searching
    page_of(page).quit()
    assert len(slow.stopped) == 1


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
    assert install_command() in words(page)
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
