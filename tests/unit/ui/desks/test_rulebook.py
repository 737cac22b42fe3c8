"""The rulebook's page: found, read, changed and given back, by keys, over a real register."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.domain.people import Role
from deskapp.domain.rulebook import Rule
from deskapp.ui.common.rule_editor import RuleEditor
from deskapp.ui.common.rule_page import RulePage
from deskapp.ui.context import Context
from deskapp.ui.desks.rulebook import RulebookDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import enter_text, press

REPAIR = "dispatch.limit.repair"
Open = Callable[[Role], RulebookDesk]


@pytest.fixture
def open_desk(qtbot: QtBot, context: Context) -> Open:
    """The page with somebody of a role at it."""

    def make(role: Role) -> RulebookDesk:
        assert context.office is not None
        context.actor = actor_of(context.office, role)  # type: ignore[arg-type]
        desk = RulebookDesk(context)
        qtbot.addWidget(desk)
        desk.resize(1300, 700)
        desk.show()
        QTest.qWaitForWindowActive(desk)
        desk.table.setFocus()
        return desk

    return make


@pytest.fixture
def chief(open_desk: Open) -> RulebookDesk:
    """A supervisor looks at the limit of repairs."""
    desk = open_desk(Role.SUPERVISOR)
    desk.show_chip(REPAIR)
    return desk


def page(desk: RulebookDesk) -> RulePage:
    assert isinstance(desk.pane.page, RulePage)
    return desk.pane.page


def editor(desk: RulebookDesk) -> RuleEditor:
    found = page(desk).editor
    assert found is not None
    return found


def words(desk: RulebookDesk) -> str:
    found = [*desk.pane.findChildren(QLabel), *desk.pane.findChildren(QPushButton)]
    return "\n".join(part.text() for part in found if part.isVisibleTo(desk.pane))


def rule(desk: RulebookDesk, key: str = REPAIR) -> Rule:
    found = desk.context.now("rulebook.detail", key=key).rule
    assert isinstance(found, Rule)
    return found


def cell(desk: RulebookDesk, column: int) -> str:
    item = desk.table.item(desk.table.currentRow(), column)
    return item.text() if item is not None else ""


def test_every_rule_stands_under_its_group(open_desk: Open) -> None:
    table = open_desk(Role.RECEPTIONIST).table
    keys = [table.key_at(row) for row in range(table.rowCount())]
    headings = [table.item(row, 0).text() for row, key in enumerate(keys) if not key]  # type: ignore[union-attr]
    assert sorted(filter(None, keys)) == sorted(rule.key for rule in table.rules)
    assert headings[:3] == ["Duty", "Service standard", "Complaints"]
    assert len(headings) == len(set(headings))


def test_all_6_the_arrows_pass_over_headings(open_desk: Open) -> None:
    desk = open_desk(Role.RECEPTIONIST)
    seen = [desk.table.key]
    for _ in range(8):
        press(Qt.Key.Key_Down)
        seen.append(desk.table.key)
    assert seen == [rule.key for rule in desk.table.rules[:9]]
    assert page(desk).rule.key == seen[-1]
    press(Qt.Key.Key_Up)
    assert desk.table.key == seen[-2]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("e-mail", {"email.reply_within"}),
        ("邮件回复", {"email.reply_within"}),
        ("4.10.2 repair", {REPAIR}),
        ("dispatch.limit", {REPAIR, "dispatch.limit.emergency", "dispatch.limit.other"}),
        ("no such words", set()),
    ],
)
def test_rules_are_found_as_one_types(open_desk: Open, text: str, keys: set[str]) -> None:
    desk = open_desk(Role.RECEPTIONIST)
    desk.search.setText(text)
    assert {rule.key for rule in desk.table.rules} == keys
    if keys:
        assert page(desk).rule.key in keys
    else:
        assert "No rule has these words." in words(desk)
    desk.escape()
    assert len(desk.table.rules) == len(desk.rules)


def test_all_6_letters_typed_on_the_list_go_to_the_search_and_down_comes_back(open_desk: Open) -> None:
    desk = open_desk(Role.RECEPTIONIST)
    press(Qt.Key.Key_F)
    assert (desk.search.text(), desk.search.hasFocus()) == ("f", True)
    press(Qt.Key.Key_Down)
    assert desk.table.hasFocus()
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.search.hasFocus()


def test_a_rule_says_both_titles_clause_default_and_what_it_governs(chief: RulebookDesk) -> None:
    assert (chief.pane.title.text(), chief.pane.subtitle.text()) == ("Slip limit: repair", "派工时限：维修")
    for text in ("24 h", "001·1·4.10.2", "A clock. What it limits shows in Today", REPAIR):
        assert text in words(chief)


def test_roles_others_read_only_and_are_told_so_in_place(open_desk: Open) -> None:
    desk = open_desk(Role.RECEPTIONIST)
    desk.show_chip(REPAIR)
    desk.table.setFocus()
    press(Qt.Key.Key_Return)
    assert page(desk).editor is None
    assert "Supervisors and the director change it." in words(desk)
    assert desk.pane.foot.isHidden()


def test_all_6_a_clock_is_set_in_another_unit_with_the_keyboard_alone(chief: RulebookDesk, qtbot: QtBot) -> None:
    chief.table.setFocus()
    press(Qt.Key.Key_Return)
    assert editor(chief).lines[0].hasFocus()
    target = QApplication.focusWidget()
    assert target is not None
    enter_text(target, "3")
    units = editor(chief).units
    assert units is not None
    qtbot.waitUntil(units.isVisible)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is units
    for _ in range(2):
        press(Qt.Key.Key_Down)
    assert editor(chief).words.text() == "That is: 3 working days"
    chief.save()
    assert (rule(chief).value, rule(chief).by) == ("3 wd", chief.context.actor.name)  # type: ignore[union-attr]
    assert "◆ 3 working days" in words(chief)
    assert cell(chief, 1) == "◆ 3 working days"
    assert chief.pane.badge.text() == "changed here"
    assert chief.table.hasFocus()


def test_running_clocks_keep_their_number_and_the_page_says_so(chief: RulebookDesk, desk: Desk) -> None:
    desk.slip()
    desk.slip()
    said: list[tuple[object, ...]] = []
    chief.context.said.connect(said.append)
    chief.next_step()
    editor(chief).set_value("12")
    chief.save()
    assert "still go by 24 h, as when they started" in page(chief).running.text()
    assert "2 running" in page(chief).running.text()
    assert "12 h, in force from now on" in str(said[-1][0])


def test_a_rule_goes_back_to_its_default(chief: RulebookDesk) -> None:
    chief.context.do("rulebook.change", key=REPAIR, value="12")
    assert page(chief).rule.own, "what changes elsewhere is read again"
    back = next(b for b in chief.pane.foot.findChildren(QPushButton) if b.text() == "Back to 24 h")
    back.click()
    assert not rule(chief).own
    assert cell(chief, 1) == "24 h"
    assert "24 h → 12 h" in words(chief)
    assert "12 h → 24 h" in words(chief)


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        (REPAIR, ["soon"], "Not a number."),
        (REPAIR, [""], "Fill this in."),
        ("duty.hours", ["20:00", "7:30"], "From when to when, the end after the beginning, e.g. 07:30-20:00."),
        ("dispatch.count_window", ["27", "25"], "From which day to which of a month"),
        ("fcr.target", ["101"], "From 0 to 100."),
    ],
)
def test_all_4_a_refusal_stands_at_the_field_and_what_was_typed_stays(
    chief: RulebookDesk, key: str, typed: list[str], sentence: str
) -> None:
    chief.show_chip(key)
    chief.next_step()
    for line, text in zip(editor(chief).lines, typed, strict=True):
        line.setText(text)
    chief.save()
    assert editor(chief).problem.text().startswith(sentence)
    assert editor(chief).lines[0].property("problem")
    assert [line.text() for line in editor(chief).lines] == typed


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("duty.hours", ["7:00", "２１：３０"], "07:00-21:30"),
        ("dispatch.count_window", ["24", "26"], "24-26"),
        ("fees.handover_by", ["0915"], "09:15"),
        ("keys.outside_deposit", ["150"], "150"),
        ("keys.loan_limit.internal", ["1"], "1"),
        ("phone.rings", ["４"], "4"),
    ],
)
def test_every_kind_of_value_has_its_editor(chief: RulebookDesk, key: str, typed: list[str], kept: str) -> None:
    chief.show_chip(key)
    chief.next_step()
    for line, text in zip(editor(chief).lines, typed, strict=True):
        line.setText(text)
    chief.save()
    assert rule(chief, key).value == kept


def test_every_rule_opens_in_an_editor_that_says_the_value_it_has(chief: RulebookDesk) -> None:
    for each in chief.rules:
        made = RuleEditor(chief.context, each)
        assert made.words.text(), each.key
        span = made.value().removesuffix(f" {each.unit}")
        assert span == each.value, each.key
        made.deleteLater()


def test_all_7_what_was_typed_is_there_again(chief: RulebookDesk) -> None:
    chief.next_step()
    target = QApplication.focusWidget()
    assert target is not None
    enter_text(target, "36")
    chief.escape()
    assert rule(chief).value == "24"
    assert page(chief).editor is None
    assert not chief.shelf.isHidden()
    chief.next_step()
    assert editor(chief).lines[0].text() == "36"
    chief.save()
    assert rule(chief).value == "36"
    assert chief.context.now("drafts.list") == ()


def test_a_change_made_meanwhile_is_said_and_what_was_typed_stays(chief: RulebookDesk, desk: Desk) -> None:
    chief.next_step()
    editor(chief).lines[0].setText("36")
    desk.as_(Role.DIRECTOR).call("rulebook.change", key=REPAIR, value="48")
    chief.save()
    assert rule(chief).value == "48"
    assert "has changed it to 48 h meanwhile" in page(chief).message.text()
    assert editor(chief).lines[0].text() == "36"
    chief.save()
    assert rule(chief).value == "36"


def test_where_room_is_short_enter_shows_the_rule_first_and_esc_goes_back(chief: RulebookDesk) -> None:
    chief.resize(600, 700)
    chief.escape()
    assert chief.pane.isHidden()
    chief.next_step()
    assert not chief.pane.isHidden()
    assert page(chief).editor is None
    chief.next_step()
    assert page(chief).editor is not None
    chief.escape()
    assert not chief.left.isHidden()


def test_another_person_reads_it_in_their_own_name(chief: RulebookDesk) -> None:
    chief.next_step()
    assert chief.context.office is not None
    chief.context.actor = actor_of(chief.context.office, Role.RECEPTIONIST)  # type: ignore[arg-type]
    chief.context.signed_in.emit(chief.context.actor)
    assert page(chief).editor is None
    assert chief.pane.foot.isHidden()
