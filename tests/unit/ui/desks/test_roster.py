"""The roster's page: a month drafted by keys and mouse, saved gesture by gesture, published in editions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.domain.people import Role
from deskapp.domain.roster import PersonDraft, Rule, Sheet, Start, State
from deskapp.services.office import verb_specs
from deskapp.settings import Settings
from deskapp.ui.common.roster_pages import EditionsPage, FaultsPage
from deskapp.ui.context import Context
from deskapp.ui.desks.roster import RosterDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import press
from tests.ways import roster

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Open = Callable[[Role], RosterDesk]
FIRST = date(2026, 12, 1)


@pytest.fixture
def people(desk: Desk) -> tuple[int, ...]:
    return roster.people(desk)


@pytest.fixture
def draft(desk: Desk, people: tuple[int, ...]) -> Sheet:
    return roster.begin(desk)


@pytest.fixture
def said(context: Context) -> list[str]:
    found: list[str] = []
    context.said.connect(lambda message: found.append(message[0]))
    return found


@pytest.fixture
def open_desk(qtbot: QtBot, context: Context) -> Open:
    """The page with somebody of a role at it, December in front."""

    def make(role: Role = Role.SUPERVISOR) -> RosterDesk:
        assert context.office is not None
        context.actor = actor_of(context.office, role)  # type: ignore[arg-type]
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


@pytest.fixture
def chief(open_desk: Open, draft: Sheet) -> RosterDesk:
    """A supervisor with an empty draft."""
    return open_desk(Role.SUPERVISOR)


def letters(desk: Desk, sheet: Sheet) -> dict[tuple[int, int], str]:
    """What the register has: row and day → letter."""
    now = roster.read(desk, sheet.id)
    rows = {person.staff_id: row for row, person in enumerate(now.people)}
    known = {shift.id: shift.letter for shift in now.shifts}
    return {
        (rows[cell.staff_id], cell.day.day): known[cell.shift_id] if cell.shift_id is not None else "-"
        for cell in now.cells
    }


def point(page: RosterDesk, row: int, day: int) -> QPoint:
    return page.view.grid.cell((row, day - 1), page.view.scrolled).center()


def type_(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def words(page: RosterDesk) -> str:
    found = [*page.sides.pane.findChildren(QLabel), *page.sides.pane.findChildren(QPushButton)]
    return "\n".join(part.text() for part in found if part.isVisibleTo(page.sides.pane))


# Typing


def test_duty_1_letters_put_shifts_one_day_after_the_other(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    type_("zw-c")
    assert letters(desk, draft) == {(0, 1): "z", (0, 2): "w", (0, 3): "-", (0, 4): "c"}
    assert chief.view.at == (0, 4)


def test_duty_1_a_letter_fills_the_block_that_is_chosen(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    press(Qt.Key.Key_Right, SHIFT)
    press(Qt.Key.Key_Down, SHIFT)
    type_("z")
    assert letters(desk, draft) == {(row, day): "z" for row in (0, 1) for day in (1, 2)}
    press(Qt.Key.Key_Delete)
    assert letters(desk, draft) == {}


def test_duty_1_every_gesture_is_saved_at_once_and_once(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    version = roster.read(desk, draft.id).version
    press(Qt.Key.Key_Right, SHIFT)
    type_("z")
    assert roster.read(desk, draft.id).version == version + 1
    type_("z")
    assert roster.read(desk, draft.id).version == version + 1, "what stands there already is not written again"


def test_duty_1_undo_and_redo_go_through_the_register(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    type_("zw")
    press(Qt.Key.Key_Z, CONTROL)
    assert letters(desk, draft) == {(0, 1): "z"}
    press(Qt.Key.Key_Z, CONTROL)
    assert letters(desk, draft) == {}
    press(Qt.Key.Key_Y, CONTROL)
    press(Qt.Key.Key_Y, CONTROL)
    assert letters(desk, draft) == {(0, 1): "z", (0, 2): "w"}


def test_duty_1_nothing_to_undo_is_said(chief: RosterDesk, said: list[str]) -> None:
    press(Qt.Key.Key_Z, CONTROL)
    assert said == ["There is nothing to take back."]


def test_duty_1_p_and_space_pin_what_is_decided(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    type_("z")
    press(Qt.Key.Key_Home)
    type_("p")
    assert [cell.pinned for cell in roster.read(desk, draft.id).cells] == [True]
    assert "pinned" in chief.view.accessibleName()
    press(Qt.Key.Key_Space)
    assert [cell.pinned for cell in roster.read(desk, draft.id).cells] == [False]
    press(Qt.Key.Key_Right)
    type_("p")
    assert len(roster.read(desk, draft.id).cells) == 1, "what is not decided cannot be pinned"


def test_duty_1_a_block_is_copied_and_pasted_over_and_over(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    type_("zw")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Right, SHIFT)
    press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "早\t晚"
    chief.view.move_to((1, 2))
    chief.view.move_to((1, 5), extend=True)
    press(Qt.Key.Key_V, CONTROL)
    assert {day: letter for (row, day), letter in letters(desk, draft).items() if row == 1} == {
        3: "z", 4: "w", 5: "z", 6: "w",
    }  # fmt: skip


def test_duty_1_what_is_no_roster_is_not_pasted(chief: RosterDesk, desk: Desk, draft: Sheet, said: list[str]) -> None:
    QGuiApplication.clipboard().setText("Dear Sir")
    press(Qt.Key.Key_V, CONTROL)
    assert letters(desk, draft) == {}
    assert said == ["What was copied is no part of a roster."]


# Mouse


def drag(page: RosterDesk, start: QPoint, end: QPoint) -> None:
    port = page.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def test_duty_1_a_shift_is_dragged_to_another_cell(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    type_("z")
    drag(chief, point(chief, 0, 1), point(chief, 2, 5))
    assert letters(desk, draft) == {(2, 5): "z"}
    press(Qt.Key.Key_Z, CONTROL)
    assert letters(desk, draft) == {(0, 1): "z"}, "one gesture, one undo"


def test_duty_1_what_a_dragged_shift_meets_comes_back(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    type_("zw")
    drag(chief, point(chief, 0, 1), point(chief, 0, 2))
    assert letters(desk, draft) == {(0, 1): "w", (0, 2): "z"}


def test_duty_1_the_corner_of_a_cell_fills_a_block(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    type_("c")
    press(Qt.Key.Key_Home)
    chief.view.grab()
    assert chief.view.paint is not None
    handle = chief.view.paint.handle(chief.view.grid.cell((0, 0), chief.view.scrolled)).center()
    drag(chief, handle, point(chief, 1, 3))
    assert letters(desk, draft) == {(row, day): "c" for row in (0, 1) for day in (1, 2, 3)}


def test_duty_1_a_drag_over_empty_cells_chooses_them(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    drag(chief, point(chief, 0, 2), point(chief, 1, 4))
    assert len(chief.view.chosen) == 6
    QTest.mouseClick(chief.sides.legend.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert set(letters(desk, draft).values()) == {"z"}
    assert len(letters(desk, draft)) == 6


# Somebody else


def test_duty_1_a_change_made_elsewhere_is_a_conflict_that_reads_again(
    chief: RosterDesk, desk: Desk, draft: Sheet, people: tuple[int, ...], said: list[str]
) -> None:
    roster.put(desk, draft, {(people[1], FIRST): "w"})
    type_("z")
    assert letters(desk, draft) == {(1, 1): "w"}
    assert "Somebody else changed this roster" in said[0]
    type_("z")
    assert letters(desk, draft) == {(1, 1): "w", (0, 2): "z"}, "after that it goes on with what is there"


# What is broken


def test_duty_1_a_broken_rule_is_marked_in_its_cell_with_the_reason_in_words(chief: RosterDesk) -> None:
    type_("zzzzzzz")
    chief.edits.judge()
    assert chief.board is not None
    place = chief.view.place_of((0, 6))
    assert place is not None
    assert [fault.rule for fault in chief.board.of_cell(place)] == [Rule.RUN]
    chief.view.move_to((0, 6))
    assert "on duty 7 days in a row, at most 6" in chief.view.accessibleName()
    assert "on duty 7 days in a row, at most 6" in chief.view.words_at(point(chief, 0, 7))
    assert "on duty 7 days in a row, at most 6" in chief.sides.faults.toolTip()
    assert chief.sides.top.check.text().startswith("! ")


def test_duty_1_f3_goes_from_one_broken_rule_to_the_next(chief: RosterDesk) -> None:
    type_("zzzzzzzz")
    chief.edits.judge()
    chief.view.move_to((0, 5))
    press(Qt.Key.Key_F3)
    assert chief.view.at[1] >= 5
    before = chief.view.at
    press(Qt.Key.Key_F3, SHIFT)
    assert chief.view.at != before


def test_duty_1_every_broken_rule_is_listed_and_leads_to_its_cell(chief: RosterDesk) -> None:
    type_("zzzzzzz")
    press(Qt.Key.Key_Return)
    chief.edits.judge()
    page = chief.sides.pane.page
    assert isinstance(page, FaultsPage)
    line = next(line for line in page.lines if "7 days in a row" in line.accessibleName())
    line.click()
    assert chief.view.at == (0, 6)


# Editions


def test_duty_1_f2_begins_a_draft_of_the_month_in_front(open_desk: Open, desk: Desk, people: tuple[int, ...]) -> None:
    page = open_desk(Role.SUPERVISOR)
    assert "no roster yet" in page.sides.nothing.headline.text()
    page.new_entry()
    assert page.sides.pane.form is not None
    page.next_step()
    assert page.sheet is not None
    assert (page.sheet.month, page.sheet.state) == (roster.MONTH, State.DRAFT)
    assert page.editable
    assert page.sides.pane.page is None


def test_duty_1_publishing_asks_for_the_reason_where_rules_are_broken(
    chief: RosterDesk, desk: Desk, draft: Sheet
) -> None:
    type_("z")
    chief.next_step()
    form = chief.sides.pane.form
    assert form is not None
    chief.next_step()
    assert "rules are broken" in form.problems["note"]
    form.fill({"note": "人手不足"})
    chief.next_step()
    assert roster.read(desk, draft.id).state is State.PUBLISHED
    assert not chief.editable
    type_("w")
    assert letters(desk, draft) == {(0, 1): "z"}, "a published edition does not change"


def test_duty_1_cells_changed_while_the_page_is_open_are_published_too(
    chief: RosterDesk, desk: Desk, draft: Sheet
) -> None:
    chief.next_step()
    chief.view.setFocus()
    type_("z")
    form = chief.sides.pane.form
    assert form is not None
    form.fill({"note": "人手不足"})
    chief.next_step()
    assert roster.read(desk, draft.id).state is State.PUBLISHED


def test_duty_2_editions_are_listed_with_what_changed_and_can_be_looked_at(
    open_desk: Open, desk: Desk, people: tuple[int, ...]
) -> None:
    first = roster.publish(desk, roster.put(desk, roster.begin(desk), {(people[0], FIRST): "z"}))
    second = roster.begin(desk, start=Start.PUBLISHED)
    roster.publish(desk, roster.put(desk, second, {(people[0], FIRST): "w"}))
    page = open_desk(Role.RECEPTIONIST)
    assert page.sheet is not None
    assert page.sheet.edition == 2
    page.acts.editions()
    assert isinstance(page.sides.pane.page, EditionsPage)
    next(b for b in page.sides.pane.findChildren(QPushButton) if b.text().startswith("What changed")).click()
    assert "早 → 晚" in words(page)
    next(b for b in page.sides.pane.findChildren(QPushButton) if b.text() == "Look at it").click()
    assert page.sheet.id == first.id
    assert page.sides.top.badge.text() == "Superseded"
    page.escape()
    page.escape()
    assert page.sheet.edition == 2


def test_duty_1_a_draft_is_dropped_after_asking(chief: RosterDesk, desk: Desk, draft: Sheet) -> None:
    chief.acts.drop()
    assert roster.read(desk, draft.id).state is State.DRAFT
    assert chief.sides.pane.primary is not None
    chief.sides.pane.primary.click()
    assert roster.read(desk, draft.id).state is State.DROPPED
    assert chief.sheet is None


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD])
def test_duty_1_the_counter_sees_what_is_published_and_changes_nothing(
    open_desk: Open, desk: Desk, people: tuple[int, ...], role: Role, said: list[str]
) -> None:
    sheet = roster.publish(desk, roster.put(desk, roster.begin(desk), {(people[0], FIRST): "z"}))
    roster.put(desk, roster.begin(desk, start=Start.PUBLISHED), {(people[0], FIRST): "w"})
    page = open_desk(role)
    assert page.sheet is not None
    assert page.sheet.id == sheet.id
    type_("c")
    press(Qt.Key.Key_Delete)
    assert letters(desk, sheet) == {(0, 1): "z"}
    assert said == [], "nothing was asked for that they may not"
    assert page.sides.top.publish.isHidden()
    assert page.sides.top.new.isHidden()


def test_all_6_months_are_turned_by_keys(chief: RosterDesk) -> None:
    QTest.keyClick(chief.view, Qt.Key.Key_PageDown, CONTROL)
    assert chief.month == "2027-01"
    chief.turn(-1)
    chief.turn(-1)
    assert chief.month == "2026-11"


def test_a_place_without_people_says_where_they_are_set_up(open_desk: Open, desk: Desk) -> None:
    page = open_desk(Role.SUPERVISOR)
    asked: list[str] = []
    page.context.desk_wanted.connect(lambda code, _chip: asked.append(code))
    assert page.sides.nothing.headline.text() == "Nobody is on the roster yet"
    page.new_entry()
    assert asked == ["shifts"]


def test_without_a_generator_there_is_no_button(chief: RosterDesk) -> None:
    has = chief.acts.generator is not None
    assert chief.sides.top.generate.isVisibleTo(chief) is has


def test_at_twice_the_text_rows_are_still_seen(qtbot: QtBot, settings: Settings, open_desk: Open, draft: Sheet) -> None:
    settings.scale = 200
    from deskapp.ui import theme

    theme.apply(settings)
    page = open_desk(Role.SUPERVISOR)
    page.resize(1366, 530)
    page.view.grab()
    assert page.view.grid.body.height() >= 2 * page.view.grid.high
    settings.scale = 100
    theme.apply(settings)


def test_duty_1_what_is_approved_meanwhile_is_read_without_losing_what_can_be_undone(
    chief: RosterDesk, desk: Desk, draft: Sheet, people: tuple[int, ...]
) -> None:
    type_("zw")
    chief.context.do("roster.set_person", staff_id=people[1], draft=PersonDraft(experienced=True))
    assert chief.sheet is not None
    assert chief.sheet.people[1].experienced
    press(Qt.Key.Key_Z, CONTROL)
    assert letters(desk, draft) == {(0, 1): "z"}


def test_duty_1_the_menu_offers_what_there_is(chief: RosterDesk) -> None:
    chief.acts.fill(chief.menu)
    said = [action.text().partition("\t")[0] for action in chief.menu.actions()]
    assert said[-1] == "Drop the draft"
    assert ("Print" in said) is chief.acts.printable
    assert ("To Excel…" in said) is ("roster.write_workbook" in verb_specs())
