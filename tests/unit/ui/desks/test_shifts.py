"""Setting up the roster by keys: shifts, and who takes part (``DUTY-1``)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from deskapp.domain.people import Role
from deskapp.domain.roster import Person, PersonDraft
from deskapp.domain.shifts import Colour, Shift, ShiftDraft
from deskapp.ui import theme
from deskapp.ui.common import roster_look
from deskapp.ui.common.form import Form
from deskapp.ui.context import Context
from deskapp.ui.desks.shifts import DESK, ShiftsDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import enter_text, press, put_up

CTRL = Qt.KeyboardModifier.ControlModifier


def build(qtbot: QtBot, context: Context, desk: Desk, role: Role) -> ShiftsDesk:
    context.actor = actor_of(desk.office, role)  # type: ignore[arg-type]
    made = DESK.build(context)
    assert isinstance(made, ShiftsDesk)
    put_up(qtbot, made, 1200, 720)
    made.setFocus()
    return made


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> ShiftsDesk:
    return build(qtbot, context, desk, Role.SUPERVISOR)


def form(page: ShiftsDesk) -> Form:
    assert page.pane.form is not None
    return page.pane.form


def typed(page: ShiftsDesk, **texts: str) -> None:
    for name, text in texts.items():
        target = form(page).editors[name].target
        assert isinstance(target, QLineEdit)
        target.setFocus()
        target.selectAll()
        enter_text(target, text)


def shifts(desk: Desk) -> dict[str, Shift]:
    return {shift.name: shift for shift in desk.call("shifts.all")}


def person(desk: Desk, role: Role) -> Person:
    staff_id = desk.as_(role).actor.staff_id
    found: Person = next(each for each in desk.call("roster.people") if each.staff_id == staff_id)
    return found


def line(page: ShiftsDesk, row: int) -> list[str]:
    cells = (page.table.item(row, column) for column in range(page.table.columnCount()))
    return [cell.text() for cell in cells if cell is not None]


def test_duty_1_a_shift_over_midnight_is_made_by_keys(page: ShiftsDesk, desk: Desk) -> None:
    page.new_entry()
    assert QApplication.focusWidget() is form(page).editors["name"].target
    typed(page, name="夜班", short="夜", letter="y", starts="20:00", ends="7:30", pause="30")
    page.save()
    made = shifts(desk)["夜班"]
    assert (made.hours, made.letter, made.colour) == (11, "y", Colour.PURPLE), "a colour that no other has"
    assert page.row is not None
    assert page.row.name == "夜班"
    assert line(page, 3)[1:5] == ["夜班", "Y", "20:00–07:30 next day", "11"]


def test_duty_1_a_shift_is_changed_and_what_is_refused_stays(page: ShiftsDesk, desk: Desk) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert form(page).values()["starts"] == "14:00"
    typed(page, ends="8点", letter="z")
    page.save()
    assert form(page).problems == {"ends": "A time of the day, e.g. 09:00.", "letter": "z exists already."}
    assert form(page).values()["ends"] == "8点"
    typed(page, ends="20:30", letter="v")
    page.save()
    assert (shifts(desk)["晚班"].letter, f"{shifts(desk)['晚班'].ends:%H:%M}") == ("v", "20:30")


def test_duty_1_a_shift_is_no_longer_used_and_used_again(page: ShiftsDesk, desk: Desk) -> None:
    assert page.row is not None
    before = page.row.name
    press(Qt.Key.Key_D, CTRL)
    assert not shifts(desk)[before].active
    assert page.row.name == before
    assert line(page, len(page.rows) - 1)[1] == f"{before} · no longer used"
    press(Qt.Key.Key_D, CTRL)
    assert shifts(desk)[before].active


def test_duty_1_who_takes_part_is_set_by_keys(page: ShiftsDesk, desk: Desk) -> None:
    press(Qt.Key.Key_Tab)
    assert page.of_people
    page.choose_person(desk.as_(Role.RECEPTIONIST).actor.staff_id)
    press(Qt.Key.Key_D, CTRL)
    assert person(desk, Role.RECEPTIONIST).on_roster
    page.next_step()
    typed(page, hours="160", shifts="zw")
    form(page).fill({"experienced": True})
    page.save()
    found = person(desk, Role.RECEPTIONIST)
    assert (found.experienced, found.hours, found.shifts) == (True, 160, "zw")
    assert QApplication.focusWidget() is page.people_table
    assert page.person is not None
    assert page.person.staff_id == found.staff_id
    press(Qt.Key.Key_D, CTRL)
    after = person(desk, Role.RECEPTIONIST)
    assert (after.on_roster, after.hours, after.shifts) == (False, 160, "zw"), "what was said of them stays"


def test_duty_1_what_somebody_else_changed_is_told_and_then_goes_on(page: ShiftsDesk, desk: Desk) -> None:
    page.look_at_people(True)
    page.choose_person(desk.as_(Role.STEWARD).actor.staff_id)
    page.next_step()
    chief = desk.as_(Role.DIRECTOR)
    staff_id = desk.as_(Role.STEWARD).actor.staff_id
    chief.call("roster.set_person", staff_id=staff_id, draft=PersonDraft(hours=100, version=0))
    typed(page, hours="120")
    page.save()
    assert form(page).message.text()
    assert person(desk, Role.STEWARD).hours == 100
    page.save()
    assert person(desk, Role.STEWARD).hours == 120


def test_duty_1_a_shift_changed_meanwhile_is_told_and_then_goes_on(page: ShiftsDesk, desk: Desk) -> None:
    page.next_step()
    kept = shifts(desk)["早班"]
    other = ShiftDraft(name="早班", short="早", letter="z", ends="13:00", id=kept.id, version=kept.version)
    desk.as_(Role.DIRECTOR).call("shifts.save", draft=other)
    typed(page, ends="13:30")
    page.save()
    assert form(page).message.text()
    page.save()
    assert f"{shifts(desk)['早班'].ends:%H:%M}" == "13:30"


def test_duty_1_a_form_that_was_left_is_gone_on_with(page: ShiftsDesk, desk: Desk) -> None:
    page.look_at_people(True)
    page.choose_person(desk.as_(Role.STEWARD).actor.staff_id)
    page.next_step()
    typed(page, note="只排周末")
    page.escape()
    page.look_at_people(False)
    page.shelf.load()
    (draft,) = page.shelf.drafts
    page.shelf.taken.emit(draft)
    assert (page.of_people, form(page).values()["note"]) == (True, "只排周末")
    page.save()
    assert person(desk, Role.STEWARD).note == "只排周末"


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD, Role.CASHIER])
def test_roles_others_look_and_change_nothing(qtbot: QtBot, context: Context, desk: Desk, role: Role) -> None:
    page = build(qtbot, context, desk, role)
    assert (len(page.rows), len(page.people) > 0) == (3, True)
    assert page.pane.primary is None
    assert page.new_button.isHidden()
    before = shifts(desk)
    page.new_entry()
    page.next_step()
    page.steps.turn()
    page.steps_menu()
    assert page.pane.form is None
    assert page.menu.isEmpty()
    assert shifts(desk) == before


def test_duty_1_without_shifts_the_page_says_what_to_do(qtbot: QtBot, context: Context, desk: Desk) -> None:
    page = build(qtbot, context, desk, Role.SUPERVISOR)
    page._show(())
    assert page.stack.currentWidget() is page.nothing
    assert page.pane.page is None


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tints", [roster_look.LIGHT, roster_look.DARK], ids=["light", "dark"])
def test_duty_1_every_colour_can_be_read(tints: dict[Colour, tuple[str, str]]) -> None:
    assert set(tints) == set(Colour)
    for ground, ink in tints.values():
        low, high = sorted((_luminance(ground), _luminance(ink)))
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_names_stay_readable_where_room_is_short(page: ShiftsDesk) -> None:
    page.resize(620, 600)
    QApplication.processEvents()
    assert page.people_table.columnWidth(1) >= theme.px(60)
    page.resize(1300, 700)
    QApplication.processEvents()
    assert not any(page.people_table.isColumnHidden(at) for at in range(page.people_table.columnCount()))
