"""The key cabinet's desk: hooks found, keys lent, taken back one by one and by scanning, all from the picture."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.common import Ref
from deskapp.domain.keys import CabinetDraft, KeySetDraft, State
from deskapp.domain.loans import LoanDetail, LoanDraft, Remedy, SetPick
from deskapp.domain.people import COUNTER, Role
from deskapp.domain.reception import ReasonDraft
from deskapp.ui import format as fmt
from deskapp.ui.common.wall_look import Look, look_of
from deskapp.ui.context import Context
from deskapp.ui.desks.keys import DESK, KeysDesk
from deskapp.ui.main_window import MainWindow
from tests.factories import Desk, actor_of
from tests.unit.paper import reader
from tests.unit.ui.hands import enter_text, form_of, press, put_up
from tests.ways.loans import outside_draft, read, staff_draft

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def cabinet(desk: Desk) -> int:
    """Cabinet A of 3 × 6 hooks: sets on A001 to A009, one of them for each of two units; B is empty."""
    made: int = desk.call("keys.make_cabinet", draft=CabinetDraft(code="A", name="前台后墙", rows=3, columns=6)).id
    for n in range(1, 10):
        unit = {4: "3-2-1102", 5: "5-1-0603"}.get(n, "")
        room = "" if unit else f"机房 {n}"
        desk.call("keys.hang", draft=KeySetDraft(hook=f"A{n:03d}", unit=unit, room=room, keys=2))
    desk.call("keys.make_cabinet", draft=CabinetDraft(code="B", name="走廊", rows=1, columns=4))
    return made


def show(qtbot: QtBot, context: Context) -> KeysDesk:
    made = DESK.build(context)
    assert isinstance(made, KeysDesk)
    put_up(qtbot, made, 1300, 760)
    made.setFocus()
    return made


@pytest.fixture
def board(qtbot: QtBot, context: Context, cabinet: int) -> KeysDesk:
    return show(qtbot, context)


def type_text(text: str) -> None:
    """Letters and digits wherever the keys go."""
    for letter in text:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, letter)


def go(board: KeysDesk, text: str) -> None:
    """Find a hook by typing."""
    type_text(text)
    press(Qt.Key.Key_Return)
    board._look_now()


def here(board: KeysDesk) -> str:
    """The hook that the keys are on."""
    return board.wall.view.current.hook if board.wall.view.current else ""


def look(board: KeysDesk, hook: str) -> Look:
    """How a hook is drawn now."""
    (cell,) = (cell for wall in board.wall.walls for cell in wall.hooks if cell.hook == hook)
    return look_of(cell, fmt.now())


def lent(desk: Desk, *hooks: str, **values: object) -> LoanDetail:
    """Sets in somebody's hands."""
    draft = staff_draft(desk, 1, sets=tuple(SetPick(key=hook) for hook in hooks), **values)
    return read(desk, desk.call("loans.lend", draft=draft).id)


def test_key_1_the_tab_shows_the_cabinet_and_the_set_of_the_hook_in_front(board: KeysDesk) -> None:
    assert board.wall.view.hasFocus()
    assert [made.text() for made in board.wall._buttons.values()] == ["A · 前台后墙", "B · 走廊"]
    assert board.pane.detail.hook == "A001"
    assert board.wall.legend.buttons[Look.IN].text() == "In 9"
    assert board.wall.legend.buttons[Look.EMPTY].text() == "Empty hook 9"
    press(Qt.Key.Key_Right)
    board._look_now()
    assert board.pane.detail.hook == "A002"
    assert "2 keys" in board.wall.status.text()


@pytest.mark.parametrize(("typed", "hook"), [("a4", "A004"), ("7", "A007"), ("321102", "A004"), ("/5-1-0603", "A005")])
def test_key_1_typing_in_the_picture_goes_to_a_hook(board: KeysDesk, typed: str, hook: str) -> None:
    go(board, typed)
    assert here(board) == hook == board.pane.detail.hook
    assert board.wall.locate.text() == ""
    assert board.wall.view.hasFocus()


def test_key_1_what_is_typed_shows_its_hook_before_enter_and_esc_takes_it_back(board: KeysDesk, qtbot: QtBot) -> None:
    type_text("a6")
    qtbot.waitUntil(lambda: here(board) == "A006")
    board.escape()
    assert board.wall.locate.text() == ""
    assert board.wall.view.hasFocus()


def test_key_1_what_hangs_nowhere_is_said_and_stays_typed(board: KeysDesk, context: Context, qtbot: QtBot) -> None:
    with qtbot.waitSignal(context.said) as said:
        go(board, "z99")
    assert "z99" in said.args[0][0]
    assert board.wall.locate.text() == "z99"
    assert board.wall.locate.property("problem")


def test_key_1_the_cabinet_beside_comes_by_key_and_its_hooks_by_typing(board: KeysDesk) -> None:
    press(Qt.Key.Key_PageDown, CONTROL)
    assert here(board) == "B001"
    go(board, "a9")
    assert here(board) == "A009"
    go(board, "b2")
    assert here(board) == "B002"


def test_key_2_chosen_sets_are_lent_together_from_the_picture(board: KeysDesk, desk: Desk) -> None:
    for hook in ("a2", "a4", "a7"):
        go(board, hook)
        press(Qt.Key.Key_Space)
    board.new_entry()
    form = form_of(board)
    assert form.plan.place == "loans.lend"
    assert [pick.key for pick in form.values()["sets"]] == ["A002", "A004", "A007"]
    person = desk.call("staff.people")[0]
    form.fill({"borrower": person.text, "staff_id": person.id})
    enter_text(form.editors["purpose"].target, "检修水管")
    board.save()
    assert board.pane.form is None, form.problems
    assert board.wall.view.marks == ()
    assert {look(board, hook) for hook in ("A002", "A004", "A007")} <= {Look.OUT, Look.DUE}
    assert look(board, "A001") is Look.IN
    assert board.wall.view.hasFocus()


def test_key_2_one_set_is_lent_by_its_next_step(board: KeysDesk) -> None:
    go(board, "a3")
    main = board.pane.main_step()
    assert main is not None
    assert main.verb == "lend"
    board.next_step()
    assert [pick.key for pick in form_of(board).values()["sets"]] == ["A003"]
    board.escape()
    assert here(board) == "A003"


def test_a_loan_typed_half_stays_and_is_taken_up_here(board: KeysDesk) -> None:
    board.new_entry()
    enter_text(form_of(board).editors["purpose"].target, "看房")
    board.escape()
    assert board.pane.form is None
    assert not board.loans.shelf.isHidden()
    board.loans.shelf.menu_.actions()[0].trigger()
    assert form_of(board).values()["purpose"] == "看房"


def test_key_3_a_set_that_is_out_shows_who_has_it_until_when_and_why(board: KeysDesk, desk: Desk) -> None:
    loan = lent(desk, "A004", due_at=fmt.now() + timedelta(hours=3))
    board._read_walls()
    go(board, "a4")
    facts = {fact.text for fact in board.spec.facts(board.context, board.pane.detail)}
    assert {loan.number, "巡查空置房"} <= facts
    assert loan.borrower in " ".join(facts)
    assert board.pane.clock.runs
    assert "by hand" in board.pane.clock.why.text()
    main = board.pane.main_step()
    assert main is not None
    assert main.verb == "take_back"
    assert {"extend", "lose"} <= {step.verb for step in board.pane.offered()}
    assert "lend" not in {step.verb for step in board.pane.offered()}


def test_key_4_a_set_comes_back_by_one_key(board: KeysDesk, desk: Desk, context: Context, qtbot: QtBot) -> None:
    lent(desk, "A004", "A005")
    board._read_walls()
    go(board, "a4")
    with qtbot.waitSignal(context.said) as said:
        board.next_step()
    assert said.args[0][0].startswith("A004 is back")
    assert "1 are still out" in said.args[0][0]
    assert look(board, "A004") is Look.IN
    assert look(board, "A005") in {Look.OUT, Look.DUE}
    assert board.pane.detail.state is State.IN
    assert here(board) == "A004"


def test_key_4_sets_chosen_together_come_back_together(board: KeysDesk, desk: Desk) -> None:
    lent(desk, "A004", "A005", "A006")
    board._read_walls()
    for hook in ("a4", "a6"):
        go(board, hook)
        press(Qt.Key.Key_Space)
    go(board, "a1")
    press(Qt.Key.Key_Space)
    assert [cell.hook for cell in board.wall.view.marks] == ["A004", "A006"]  # one that hangs is not of their kind
    board.next_step()
    assert [look(board, hook) for hook in ("A004", "A006")] == [Look.IN, Look.IN]
    assert look(board, "A005") in {Look.OUT, Look.DUE}
    assert board.wall.view.marks == ()


def test_key_9_a_deposit_to_give_back_is_said_when_the_last_set_is_back(
    board: KeysDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    desk.call("loans.lend", draft=outside_draft(desk, sets=(SetPick(key="A004"),)))
    board._read_walls()
    go(board, "a4")
    with qtbot.waitSignal(context.said) as said:
        board.next_step()
    assert "Deposit to give back" in said.args[0][0]
    with qtbot.waitSignal(context.opened) as opened:
        said.args[0][3]()
    assert opened.args[0].register == "loans"


def test_key_10_a_loan_is_extended_beside_the_picture(board: KeysDesk, desk: Desk) -> None:
    loan = lent(desk, "A004", due_at=fmt.now() + timedelta(hours=3))
    board._read_walls()
    go(board, "a4")
    board.steps.take("extend")
    form = form_of(board)
    later = fmt.now() + timedelta(hours=30)
    form.editors["due_at"].set_value(later)
    enter_text(form.editors["reason"].target, "配件未到")
    board.save()
    assert board.pane.form is None, form.problems
    assert read(desk, loan.id).extensions == 1
    assert look(board, "A004") is Look.OUT


def test_key_4_a_lost_set_is_reported_beside_the_picture(board: KeysDesk, desk: Desk) -> None:
    lent(desk, "A004", "A005")
    board._read_walls()
    go(board, "a4")
    board.steps.take("lose")
    form = form_of(board)
    assert [pick.key for pick in form.values()["sets"]] == ["A004"]
    board.save()
    assert set(form.problems) == {"remedy", "reason"}
    form.fill({"remedy": Remedy.LOCK_CHANGED, "reason": "途中遗失"})
    board.save()
    assert board.pane.form is None, form.problems
    assert look(board, "A004") is Look.MISSING


def test_key_10_a_run_takes_keys_back_one_after_another_beside_the_picture(board: KeysDesk, desk: Desk) -> None:
    lent(desk, "A004", "A005", "A006")
    number = {cell.hook: cell.number for cell in board.wall.walls[0].hooks}
    board._read_walls()
    press(Qt.Key.Key_B, CONTROL)
    assert board.run is not None
    for hook in ("A004", "A006", "A004"):
        assert board.take_scan(number[hook])
    assert [scan.said for scan in board.run.scans][-1] == "Already scanned"
    assert [look(board, hook) for hook in ("A004", "A006")] == [Look.IN, Look.IN]
    assert here(board) == "A006"
    assert board.run.line.hasFocus()
    board.escape()
    assert board.run is None
    assert board.wall.view.hasFocus()
    assert not board.take_scan(number["A005"])


def test_key_10_a_set_that_hangs_is_no_return_and_said_so(board: KeysDesk) -> None:
    board.start_run()
    assert board.run is not None
    board.run.take("A001")
    assert "A001" in board.run.scans[0].said
    assert board.run.scans[0].tone == "late"
    board.run.take("A001")
    said = [board.run.table.item(row, 4).text() for row in range(2)]
    assert said[0] == said[1] == board.run.scans[0].said


def test_key_1_a_missing_set_is_found_again_from_its_hook(board: KeysDesk, desk: Desk) -> None:
    go(board, "a4")
    desk.step("keys", "miss", board.pane.detail.id, ReasonDraft(reason="柜中没有"))
    board._read_walls()
    board.look_at(board.pane.detail.id)
    assert look(board, "A004") is Look.MISSING
    board.next_step()
    form = form_of(board)
    assert form.plan.verb == "find"
    enter_text(form.editors["reason"].target, "在工具箱里")
    board.save()
    assert look(board, "A004") is Look.IN


def test_key_1_an_empty_hook_takes_a_set(board: KeysDesk) -> None:
    go(board, "12")
    assert board.key_pane.hook is not None
    assert board.pane.detail is None
    press(Qt.Key.Key_Return)
    form = form_of(board)
    assert form.values()["hook"] == "A012"
    form.fill({"room": "水泵房"})
    board.save()
    assert board.pane.form is None, form.problems
    assert look(board, "A012") is Look.IN
    assert here(board) == "A012"


def test_what_another_place_changes_is_seen_and_the_hook_in_front_stays(board: KeysDesk, context: Context) -> None:
    go(board, "a4")
    desk_hooks = SetPick(key="A002")
    person = context.now("staff.people")[0]
    context.do("loans.lend", draft=LoanDraft(sets=(desk_hooks,), staff_id=person.id, purpose="巡查", signed=True))
    assert look(board, "A002") in {Look.OUT, Look.DUE}
    assert here(board) == "A004"


def test_f3_goes_to_the_next_set_that_is_out_and_the_legend_lights_one_look(board: KeysDesk, desk: Desk) -> None:
    lent(desk, "A003", "A008")
    board._read_walls()
    press(Qt.Key.Key_F3)
    assert here(board) == "A003"
    press(Qt.Key.Key_F3)
    assert here(board) == "A008"
    press(Qt.Key.Key_F3, SHIFT)
    assert here(board) == "A003"
    board.wall.legend.buttons[Look.EMPTY].click()
    assert here(board) == "A010"
    press(Qt.Key.Key_F3)
    assert here(board) == "A011"
    board.escape()
    assert board.wall.legend.current is None


def test_today_leads_to_what_is_late(board: KeysDesk) -> None:
    board.show_chip("missing")
    assert board.wall.legend.current is Look.MISSING
    board.show_chip("all")
    assert board.wall.legend.current is None


def test_without_a_cabinet_the_page_says_what_it_is_for(qtbot: QtBot, context: Context) -> None:
    board = show(qtbot, context)
    assert board.sides.stack.currentWidget() is board.nothing
    assert "wall" in board.nothing.headline.text()
    assert "F2" in board.nothing.line.text()
    assert board.new_button.text().startswith("Put up a cabinet")
    assert board.pane.isHidden()
    with qtbot.waitSignal(context.desk_wanted) as wanted:
        board.new_entry()
    assert wanted.args == ["cabinets", ""]


def test_whoever_may_not_see_keys_is_told_so(qtbot: QtBot, context: Context, cabinet: int) -> None:
    assert context.office is not None
    outside = next(role for role in Role if role not in COUNTER)
    context.actor = actor_of(context.office, outside)
    board = show(qtbot, context)
    assert board.sides.stack.currentWidget() is board.nothing
    assert board.nothing.headline.text() == "This page is not part of your work"
    assert board.wall.locate.isHidden()
    assert board.new_button.isHidden()
    assert board.run_button.isHidden()


def test_f1_names_the_keys_of_the_place(board: KeysDesk) -> None:
    said = dict(board.keys())
    assert {"Space", "F3", "Ctrl+B", "/"} <= set(said)


@pytest.fixture
def front(window: MainWindow, cabinet: int) -> KeysDesk:
    window.tabs.go("keys")
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.tabs.focus()
    made = window.tabs.desk
    assert isinstance(made, KeysDesk)
    return made


def burst(code: str) -> None:
    """What a hand scanner types."""
    widget = QApplication.focusWidget()
    assert widget is not None
    for letter in code:
        QTest.keyClick(QApplication.focusWidget() or widget, letter)
    press(Qt.Key.Key_Return)


def test_key_1_a_scanned_label_goes_to_its_hook(front: KeysDesk, window: MainWindow) -> None:
    number = next(cell.number for cell in front.wall.walls[0].hooks if cell.hook == "A008")
    front.wall.view.setFocus()
    burst(number)
    assert here(front) == "A008"
    assert front.wall.locate.text() == ""
    assert front.pane.detail.hook == "A008"


def test_key_1_another_desk_leads_to_a_set(front: KeysDesk, window: MainWindow) -> None:
    cell = next(cell for cell in front.wall.walls[0].hooks if cell.hook == "A005")
    assert cell.set_id is not None
    window.tabs.go("reception")
    window.open_entry(Ref("keys", cell.set_id, cell.number))
    assert window.tabs.spec.code == "keys"
    assert here(front) == "A005"


def test_all_11_a_scanned_run_in_the_window_takes_back_and_leads_nowhere_else(
    front: KeysDesk, window: MainWindow, desk: Desk
) -> None:
    lent(desk, "A004", "A005")
    front.context.signed_in.emit(front.context.actor)
    numbers = {cell.hook: cell.number for cell in front.wall.walls[0].hooks}
    front.start_run()
    for hook in ("A004", "A005"):
        burst(numbers[hook])
    assert [look(front, hook) for hook in ("A004", "A005")] == [Look.IN, Look.IN]
    assert window.tabs.spec.code == "keys"


@pytest.mark.parametrize(
    ("keys", "form"), [("Ctrl+P", "cabinet_map"), ("Ctrl+Shift+L", "key_labels"), ("Ctrl+Shift+N", "key_label")]
)
def test_key_7_map_and_labels_are_printed_from_the_picture(
    qtbot: QtBot, context: Context, cabinet: int, keys: str, form: str
) -> None:
    context.papers = open_papers()
    board = show(qtbot, context)
    go(board, "A003")
    if keys == "Ctrl+P":
        board.print_entry()
    else:
        QTest.keySequence(board, QKeySequence(keys))
    assert board.preview is not None
    assert board.preview.job.form.code == form


def test_key_9_a_loan_from_the_picture_says_where_the_deposit_goes(
    board: KeysDesk, desk: Desk, context: Context
) -> None:
    said: list[str] = []
    context.said.connect(lambda message: said.append(message[0]))
    go(board, "a3")
    board.new_entry()
    draft = outside_draft(desk, 1)
    names = ("kind", "borrower", "company", "phone", "id_type", "id_number", "purpose")
    form_of(board).fill({name: getattr(draft, name) for name in names} | {"deposit": Decimal(100)})
    board.save()
    assert board.pane.form is None, form_of(board).message.text()
    loan = read(desk, board.pane.detail.loan_id)
    assert f"Deposit ¥100.00: into envelope {loan.envelope}, receipt {loan.receipt}" in said


def test_key_10_extending_beside_the_picture_says_what_is_agreed_so_far(board: KeysDesk, desk: Desk) -> None:
    lent(desk, "A001")
    board.show_entry(board.wall.walls[0].hooks[0].set_id or 0)
    board.steps.take("extend")
    assert form_of(board).rows["due_at"].hint.text().startswith("Agreed so far: ")


def test_key_7_labels_begin_at_the_first_free_place_and_only_of_this_sheet(
    qtbot: QtBot, context: Context, cabinet: int, tmp_path: Path
) -> None:
    context.papers = open_papers()
    board = show(qtbot, context)
    go(board, "A003")

    def left(first: int) -> float:
        QTest.keySequence(board, QKeySequence("Ctrl+Shift+N"))
        page = board.preview
        assert page is not None
        assert page.first.currentData() == 1
        assert page.at_once.isHidden()
        page.first.setCurrentIndex(page.first.findData(first))
        page.first.activated.emit(page.first.currentIndex())
        page.save_to(str(tmp_path / "label.pdf"))
        ((_page, runs),) = reader.read((tmp_path / "label.pdf").read_bytes())
        return next(run.left for run in runs if run.text.startswith("YC-"))

    assert left(2) > left(1) + 100


def test_who_puts_up_no_cabinet_is_not_told_to(qtbot: QtBot, context: Context, desk: Desk) -> None:
    board = show(qtbot, context)
    assert "F2" in board.nothing.line.text()
    context.actor = actor_of(desk.office, Role.CASHIER)
    other = show(qtbot, context)
    assert other.nothing.headline.text()
    assert "F2" not in other.nothing.line.text()
    with qtbot.assertNotEmitted(context.desk_wanted):
        other.new_entry()


def went_through(back: bool) -> list[QWidget]:
    """What Tab comes to, once round."""
    found: list[QWidget] = []
    while (widget := QApplication.focusWidget()) is not None and widget not in found:
        found.append(widget)
        press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, *([SHIFT] if back else []))
    return found


def test_all_7_drafts_are_a_few_steps_of_shift_tab_before_the_picture(board: KeysDesk) -> None:
    go(board, "A001")
    board.new_entry()
    enter_text(form_of(board).editors["borrower"].target, "李")
    board.escape()
    board.wall.view.setFocus()
    stops = went_through(back=True)
    here = board.wall
    swatch = here.legend.buttons[Look.IN]
    buttons = [board.new_button, board.run_button, here.locate, board.loans.shelf]
    cabinets = [made for made in here.cabinets.children() if isinstance(made, QPushButton)]
    assert stops[:8] == [here.view, swatch, *buttons, *reversed(cabinets)]


def test_arrows_go_along_the_legend_past_looks_that_are_not_shown(board: KeysDesk) -> None:
    legend = board.wall.legend
    legend.count({Look.IN: 9, Look.EMPTY: 9}, shown=False)
    legend.buttons[Look.IN].setFocus()
    press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is legend.buttons[Look.EMPTY]
    press(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is legend.buttons[Look.IN]


def test_keys_of_the_picture_do_nothing_to_it_behind_a_paper(
    qtbot: QtBot, context: Context, desk: Desk, cabinet: int
) -> None:
    lent(desk, "A004")
    context.papers = open_papers()
    board = show(qtbot, context)
    board.print_entry()
    assert board.preview is not None
    hook, wall = here(board), board.wall.wall
    for keys in ("F3", "Ctrl+PgDown"):
        QTest.keySequence(board, QKeySequence(keys))
    assert (here(board), board.wall.wall) == (hook, wall)


def test_a_run_of_returns_is_over_when_somebody_else_sits_down(board: KeysDesk, desk: Desk) -> None:
    board.start_run()
    board.context.signed_in.emit(board.context.actor)
    assert board.run is not None
    board.context.actor = actor_of(desk.office, Role.SUPERVISOR)  # type: ignore[arg-type]
    board.context.signed_in.emit(board.context.actor)
    assert board.run is None
