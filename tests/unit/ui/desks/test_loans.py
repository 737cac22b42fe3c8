"""Key loans through their desk: lent by keys, taken back one by one and in a run, refunded, who holds what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.directory import IdType
from deskapp.domain.loans import Deposit, Kind, LineState, LoanDetail, State, TakeBackDraft
from deskapp.domain.people import Role
from deskapp.ui import format as fmt
from deskapp.ui.common import loan_papers
from deskapp.ui.common.keys_out import EnvelopesList, HoldingsList
from deskapp.ui.common.loan_borrower import BorrowerLookup
from deskapp.ui.common.loan_facts import facts
from deskapp.ui.common.loan_sets import SetsHelp
from deskapp.ui.common.print_queue import waiting
from deskapp.ui.common.printing import PrintChoice
from deskapp.ui.common.printing import form_of as paper_of
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.common.scan_back import ScanBack
from deskapp.ui.context import Context
from deskapp.ui.desks.keys import KeysDesk
from deskapp.ui.desks.loans import DESK, SPEC, LoansDesk, mark
from deskapp.ui.main_window import MainWindow
from deskapp.ui.scanner import Scan
from deskapp.ui.tasks import InlineRunner, Task
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import NowClock, enter_text, focus_name, form_of, press, put_up
from tests.ways.loans import ID_CARD, hang, hooks_in, lend, outside_draft, picks, read, staff_draft

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
#: What somebody can type without hurry in a second; 20 s are the goal for three sets to a plumber (``KEY-2``).
KEYS_A_SECOND = 4


@pytest.fixture
def clock() -> NowClock:
    """The form reckons with the computer's clock, and the service with the same."""
    return NowClock()


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> LoansDesk:
    context.papers = open_papers()
    context.settings.database = str(tmp_path / "desk.db")
    made = DESK.build(context)
    assert isinstance(made, LoansDesk)
    put_up(qtbot, made, 1300, 760)
    return made


class Hands:
    """Presses keys where the keys go, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def type(self, text: str) -> None:
        """Letters, digits; Chinese as an input method commits it, counted by its pinyin."""
        for letter in text:
            self.count += 1 if letter.isascii() else 3
            widget = QApplication.focusWidget()
            assert widget is not None
            if letter.isascii():
                QTest.keyClicks(widget, letter)
            else:
                enter_text(widget, letter)

    def press(self, *keys: Qt.Key) -> None:
        """Keys that have a name."""
        for key in keys:
            self.count += 1
            press(key)

    def hold(self, key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
        """A key with another held down."""
        self.count += 1
        press(key, held)


ENTER, DOWN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab


def begin(board: LoansDesk) -> Hands:
    """F2, which is the window's key."""
    board.new_entry()
    hands = Hands()
    hands.count = 1
    return hands


def three_sets(board: LoansDesk, hands: Hands) -> None:
    """Three hooks, each with Enter, and on."""
    for hook in ("1", "2", "3"):
        hands.type(hook)
        hands.press(ENTER)
    hands.press(ENTER)
    assert focus_name(board) == "kind"


def saved(board: LoansDesk) -> LoanDetail:
    """Ctrl+S, which is the window's key; the loan that came of it."""
    board.save()
    assert board.pane.form is None, {name: row.problem for name, row in form_of(board).rows.items() if row.problem}
    detail = board.pane.detail
    assert isinstance(detail, LoanDetail)
    return detail


def shown(board: LoansDesk, *names: str) -> list[bool]:
    return [not form_of(board).rows[name].isHidden() for name in names]


def sets_of(board: LoansDesk) -> SetsHelp:
    """What the open form knows of its sets."""
    found = form_of(board).findChild(SetsHelp)
    assert isinstance(found, SetsHelp)
    return found


def who_of(board: LoansDesk) -> BorrowerLookup:
    """The lookup of the open form."""
    found = form_of(board).findChild(BorrowerLookup)
    assert isinstance(found, BorrowerLookup)
    return found


def beside(board: LoansDesk) -> list[str]:
    """What is said beside each set of the open form."""
    return [sets_of(board).beside(cell).text() for cell in sets_of(board).rows.cells]


def test_key_2_three_sets_to_a_plumber_by_keyboard(board: LoansDesk, desk: Desk, qtbot: QtBot) -> None:
    hooks = hooks_in(desk, 3)
    before = lend(desk, outside_draft(desk, 1))
    desk.step("loans", "take_back", before.id, TakeBackDraft())
    hands = begin(board)
    three_sets(board, hands)
    hands.press(ENTER)
    hands.type("lq")
    who = who_of(board)
    with qtbot.waitSignal(who.picked):
        hands.press(ENTER)
    made = saved(board)
    hands.count += 1
    assert hands.count == 13
    assert hands.count / KEYS_A_SECOND < 20
    assert (made.kind, made.borrower, made.phone, made.total) == (Kind.OUTSIDE, "李强", "136 0000 7788", 3)
    assert [line.hook for line in made.lines] == hooks
    assert (made.id_type, made.deposit, made.envelope) == (IdType.ID_CARD, Decimal(300), 2)
    assert made.deposit_state is Deposit.HELD
    assert made.receipt
    assert made.purpose == "疏通下水管"
    assert desk.call("loans.document", id=made.id).id_number == ID_CARD


def test_key_2_three_sets_to_a_plumber_nobody_knows_by_keyboard(board: LoansDesk, desk: Desk, qtbot: QtBot) -> None:
    hooks_in(desk, 3)
    hands = begin(board)
    three_sets(board, hands)
    hands.press(ENTER)
    hands.type("刘海")
    who = who_of(board)
    with qtbot.waitSignal(who.stranger):
        hands.press(ENTER)
    assert form_of(board).values()["kind"] is Kind.OUTSIDE
    assert focus_name(board) == "company"
    hands.press(ENTER)
    hands.type("13800001111")
    hands.press(ENTER, ENTER)
    hands.type(ID_CARD.lower())
    hands.press(ENTER)
    hands.type("修水管")
    made = saved(board)
    hands.count += 1
    assert hands.count / KEYS_A_SECOND < 20
    assert hands.count == 59
    assert (made.borrower, made.kind, made.total, made.deposit) == ("刘海", Kind.OUTSIDE, 3, Decimal(300))
    assert desk.call("loans.document", id=made.id).id_number == ID_CARD


def test_key_2_staff_are_told_by_name_and_asked_nothing_more(board: LoansDesk, desk: Desk, qtbot: QtBot) -> None:
    hooks_in(desk, 1)
    hands = begin(board)
    hands.type("1")
    hands.press(ENTER, ENTER, ENTER)
    assert shown(board, "phone", "id_type", "deposit", "envelope") == [False] * 4
    hands.type("0012")
    with qtbot.waitSignal(who_of(board).picked):
        hands.press(ENTER)
    assert form_of(board).values()["kind"] is Kind.STAFF
    assert focus_name(board) == "purpose"
    enter_text(form_of(board).editors["purpose"].target, "巡查空置房")
    made = saved(board)
    assert (made.kind, made.borrower, made.deposit_state) == (Kind.STAFF, "员工12", Deposit.NONE)
    assert made.deadline is not None
    assert made.deadline.rule == "keys.loan_limit.internal"


def test_key_2_enter_waits_for_the_answer_to_what_was_typed_last(board: LoansDesk, desk: Desk, qtbot: QtBot) -> None:
    lend(desk, outside_draft(desk, 1))
    begin(board)
    form = form_of(board)
    form.editors["borrower"].target.setFocus()
    held: list[Callable[[], None]] = []
    hands = Hands()
    hands.type("l")
    qtbot.waitUntil(lambda: who_of(board).open)
    board.context.runner = Later(held)
    hands.type("q")
    qtbot.waitUntil(lambda: len(held) == 1)
    hands.press(ENTER)
    assert form.values()["borrower"] == "lq"
    held.pop(0)()
    assert form.values()["borrower"] == "李强"
    assert form.values()["kind"] is Kind.OUTSIDE


def test_key_2_somebody_new_stands_below_those_who_are_known(board: LoansDesk, desk: Desk, qtbot: QtBot) -> None:
    lend(desk, outside_draft(desk, 1))
    begin(board)
    form = form_of(board)
    form.editors["borrower"].target.setFocus()
    hands = Hands()
    hands.type("李")
    qtbot.waitUntil(lambda: who_of(board).open)
    hands.press(Qt.Key.Key_Up, ENTER)
    assert (form.values()["borrower"], form.values()["phone"]) == ("李", "")
    assert form.rows["borrower"].hint.text() == "Somebody new: phone and document are needed"
    form.editors["kind"].target.setFocus()
    hands.type("1")
    assert "choose from the list" in form.rows["borrower"].hint.text()


def test_key_2_a_refusal_of_the_staff_field_is_said_at_the_borrower(board: LoansDesk, desk: Desk) -> None:
    hooks_in(desk, 1)
    begin(board).type("1")
    enter_text(form_of(board).editors["purpose"].target, "巡查")
    board.save()
    assert form_of(board).rows["borrower"].problem == "Fill this in."
    assert focus_name(board) == "borrower"


def test_key_2_the_check_digit_is_refused_at_its_field_and_everything_stays(
    board: LoansDesk, desk: Desk, qtbot: QtBot
) -> None:
    hooks_in(desk, 1)
    hands = begin(board)
    hands.type("1")
    form = form_of(board)
    form.fill({"kind": Kind.OUTSIDE, "borrower": "刘海", "phone": "138 0000 1111", "purpose": "修水管"})
    form.fill({"id_type": IdType.ID_CARD, "id_number": ID_CARD[:-1] + "1"})
    board.save()
    assert "check digit" in form.rows["id_number"].problem
    assert focus_name(board) == "id_number"
    assert form.values()["borrower"] == "刘海"
    assert desk.call("loans.counts")["out"] == 0


def test_key_2_the_terms_are_said_before_they_are_taken(board: LoansDesk, desk: Desk) -> None:
    hooks_in(desk, 2)
    begin(board).type("1")
    form = form_of(board)
    assert "End of" in form.rows["due_at"].hint.text() or "Left empty" in form.rows["due_at"].hint.text()
    assert "[001·1·4.5.4]" in form.rows["due_at"].hint.text()
    form.fill({"kind": Kind.OUTSIDE})
    form.edited.emit("kind")
    assert form.rows["deposit"].hint.text() == "¥100.00 × 1 set(s)"
    assert form.rows["envelope"].hint.text() == "Left empty: envelope 1"
    sets_of(board).add(hooks_in(desk, 2)[1])
    form.edited.emit("sets")
    assert form.editors["deposit"].value() == Decimal(200)
    assert shown(board, "deposit_reason") == [False]
    form.editors["deposit"].target.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(form.editors["deposit"].target, "50")
    assert shown(board, "deposit_reason") == [True]


def test_dsp_8_a_slip_that_asks_for_the_key_is_proposed_to_staff(board: LoansDesk, desk: Desk, qtbot: QtBot) -> None:
    slip = desk.slip(key_wanted=True)
    hook = hang(desk).hook
    begin(board).type(hook)
    form = form_of(board)
    qtbot.waitUntil(lambda: form.values()["slip"] == slip.number)
    assert form.rows["slip"].hint.text() == f"{slip.number} asks for the key of 3-2-1102"
    form.editors["kind"].target.setFocus()
    Hands().type("2")
    assert form.values()["slip"] == ""
    assert slip.number in form.rows["slip"].hint.text()


def test_key_3_a_set_that_is_out_says_with_whom_before_it_is_saved(board: LoansDesk, desk: Desk, qtbot: QtBot) -> None:
    made = lend(desk, outside_draft(desk, 1))
    free = hang(desk).hook
    hands = begin(board)
    hands.type(made.lines[0].hook)
    hands.press(ENTER)
    hands.type(free)
    qtbot.waitUntil(lambda: all(beside(board)[:2]))
    first, second, *_ = beside(board)
    assert "lent: 李强" in first
    assert fmt.clock(made.due_at) in first
    assert "3-2-1102 · 2 keys" in second
    board.save()
    assert "李强" in form_of(board).rows["sets"].problem


def test_key_2_a_set_named_twice_or_not_at_all_is_said_beside_it(board: LoansDesk, desk: Desk, qtbot: QtBot) -> None:
    hook = hooks_in(desk, 1)[0]
    hands = begin(board)
    for typed in (hook, hook.lower(), "XYZ", "L020"):
        hands.type(typed)
        hands.press(ENTER)
    qtbot.waitUntil(lambda: all(beside(board)[:4]))
    _, twice, unknown, empty, *_ = beside(board)
    assert "named already" in twice
    assert "XYZ" in unknown
    assert "nothing hangs there" in empty


def test_all_11_a_label_scanned_anywhere_in_the_form_is_one_more_set(board: LoansDesk, desk: Desk) -> None:
    first, second = hang(desk), hang(desk)
    board.new_entry()
    form = form_of(board)
    form.editors["purpose"].target.setFocus()
    assert form.take_scan(first.number)
    assert form.take_scan(f"{second.number}/2")
    assert form.take_scan(first.number)
    assert [row.key for row in form.values()["sets"]] == [first.number, second.number]
    assert beside(board)[0].startswith(first.hook)
    assert form.take_scan("PG-202611-0001")
    assert form.values()["slip"] == "PG-202611-0001"
    assert not form.take_scan("JD-202611-0001")


def test_all_11_the_window_hands_a_scan_to_the_form_that_has_the_keys(window: MainWindow, desk: Desk) -> None:
    row = hang(desk)
    window.context.desk_wanted.emit("loans", "")
    board = window.tabs.desk
    assert isinstance(board, LoansDesk)
    board.new_entry()
    window._commands.scanned(Scan(row.number, False, (row.number,)))
    assert [pick.key for pick in form_of(board).values()["sets"]] == [row.number]
    assert window.tabs.desk is board


def test_key_4_the_line_that_is_cleared_stays_out(board: LoansDesk, desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 3))
    board.show_entry(made.id)
    board.next_step()
    form = form_of(board)
    assert form.plan.verb == "take_back"
    assert [row.key for row in form.values()["sets"]] == [line.hook for line in made.lines]
    second = sets_of(board).rows.cells[1].target
    second.setFocus()
    second.selectAll()  # type: ignore[attr-defined]
    press(Qt.Key.Key_Delete)
    after = saved(board)
    assert after.state is State.PART
    assert [line.state for line in after.lines] == [LineState.RETURNED, LineState.OUT, LineState.RETURNED]
    told = [fact.text for fact in facts(board.context, after)]
    assert any("员工" in text and "Back" in text for text in told)


def test_key_9_the_deposit_goes_back_against_its_receipt(board: LoansDesk, desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 1))
    board.show_entry(made.id)
    board.next_step()
    assert saved(board).state is State.BACK
    board.next_step()
    form = form_of(board)
    assert form.plan.verb == "refund"
    assert form.rows["receipt"].hint.text() == "¥100.00 from envelope 1 goes back to 李强"
    form.take_scan("SK-200001-0001")
    board.save()
    assert made.number in form.rows["receipt"].problem
    assert form.take_scan(made.receipt)
    after = saved(board)
    assert (after.state, after.deposit_state) == (State.CLOSED, Deposit.REFUNDED)


def test_key_4_a_lost_set_says_what_was_done(board: LoansDesk, desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 2))
    board.show_entry(made.id)
    press(Qt.Key.Key_D, CTRL)
    form = form_of(board)
    assert (form.plan.verb, form.values()["sets"]) == ("lose", ())
    hands = Hands()
    hands.type(made.lines[0].hook)
    form.editors["remedy"].target.setFocus()
    hands.type("1")
    enter_text(form.editors["reason"].target, "途中遗失，当天换锁")
    after = saved(board)
    assert (after.lost, after.state) == (1, State.PART)
    lost = next(fact for fact in facts(board.context, after) if "Lost" in fact.text)
    assert "Lock changed" in lost.text
    assert lost.tone == "late"


def test_key_10_extending_asks_for_the_time_and_the_reason_only(board: LoansDesk, desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 1))
    board.show_entry(made.id)
    press(Qt.Key.Key_E, CTRL)
    form = form_of(board)
    assert set(form.rows) == {"due_at", "reason"}
    assert focus_name(board) == "due_at"
    assert form.rows["due_at"].hint.text().startswith(f"Agreed so far: {fmt.clock(made.return_by)}")
    Hands().type("+6h")
    press(ENTER)
    enter_text(form.editors["reason"].target, "活没干完")
    after = saved(board)
    assert timedelta(minutes=118) <= after.return_by - made.return_by <= timedelta(minutes=122)
    assert after.extensions == 1


def scan(page: ScanBack, *texts: str) -> None:
    """Type or scan into the line, each with its Enter, as fast as it goes."""
    for text in texts:
        QTest.keyClicks(page.line, text)
        QTest.keyClick(page.line, ENTER)


def run(board: LoansDesk) -> ScanBack:
    """Ctrl+B."""
    press(Qt.Key.Key_B, CTRL)
    assert isinstance(board.page, ScanBack)
    return board.page


def test_key_10_many_keys_are_taken_back_one_scan_after_another(board: LoansDesk, desk: Desk) -> None:
    first = lend(desk, outside_draft(desk, 2))
    second = lend(desk, staff_draft(desk, 1))
    board.show_entry(first.id)
    page = run(board)
    number = desk.call("keys.rows", ids=[first.lines[1].set_id])[0].number
    scan(page, first.lines[0].hook, second.lines[0].hook, first.lines[0].hook)
    page.take_scan(f"{number}/1")
    said = [each.said for each in page.scans]
    assert said[0] == f"Back. 1 of this loan still out: {first.lines[1].hook}"
    assert said[1] == "Back. The loan is complete"
    assert said[2] == "Already scanned"
    assert said[3] == f"Back. Deposit to give back: ¥200.00, envelope 1, receipt {first.receipt}"
    assert [each.borrower for each in page.scans] == ["李强", second.borrower, "李强", "李强"]
    assert "envelope 1 李强 ¥200.00" in page.deposits.text()
    assert page.summary.text() == "3 set(s) taken back"
    assert read(desk, first.id).state is State.BACK
    assert read(desk, second.id).state is State.CLOSED


def test_key_10_what_cannot_come_back_is_said_in_its_line_and_the_run_goes_on(board: LoansDesk, desk: Desk) -> None:
    made = lend(desk, staff_draft(desk, 1))
    hanging = hang(desk).hook
    board.show_entry(made.id)
    page = run(board)
    scan(page, "Z999", hanging, made.lines[0].hook)
    page.take_scan("PG-202611-0001")
    assert [each.tone for each in page.scans] == ["late", "late", "ok"]
    assert "Z999" in page.scans[0].said
    assert page.summary.text() == "1 set(s) taken back · 2 refused"
    assert page.line.hasFocus()


def test_all_11_scans_wait_their_turn_and_none_is_lost(qtbot: QtBot, context: Context, desk: Desk) -> None:
    made = lend(desk, staff_draft(desk, 12))
    held: list[Callable[[], None]] = []
    context.runner = Later(held)
    page = ScanBack(context)
    qtbot.addWidget(page)
    page.show()
    scan(page, *(line.hook for line in made.lines))
    assert [each.said for each in page.scans] == [""] * 12
    assert len(held) == 1
    while held:
        held.pop(0)()
    assert [each.hook for each in page.scans if each.set_id] == [line.hook for line in made.lines]
    assert read(desk, made.id).state is State.CLOSED


class Later:
    """A runner whose work is done when the test says so."""

    def __init__(self, held: list[Callable[[], None]]) -> None:
        self.held = held

    def read(self, task: Task) -> None:
        """Keep it."""
        self.held.append(lambda: InlineRunner().read(task))

    def write(self, task: Task) -> None:
        """Keep it."""
        self.held.append(lambda: InlineRunner().write(task))

    def close(self) -> None:
        """Nothing runs."""


def test_all_11_the_scanner_itself_takes_keys_back_in_a_run(window: MainWindow, desk: Desk) -> None:
    made = lend(desk, staff_draft(desk, 2))
    numbers = [row.number for row in desk.call("keys.rows", ids=[line.set_id for line in made.lines])]
    window.open_chip("loans", "page:run")
    board = window.tabs.desk
    assert isinstance(board, LoansDesk)
    assert isinstance(board.page, ScanBack)
    for number in numbers:  # as fast as a scanner types
        QTest.keyClicks(board.page.line, number)
        QTest.keyClick(board.page.line, ENTER)
    assert [each.typed for each in board.page.scans] == numbers
    assert board.page.line.text() == ""
    assert read(desk, made.id).state is State.CLOSED


def test_key_10_esc_ends_the_run_and_enter_in_its_list_goes_to_the_loan(board: LoansDesk, desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 1))
    board.show_entry(made.id)
    page = run(board)
    scan(page, made.lines[0].hook)
    opened: list[int] = []
    board.context.opened.connect(lambda ref: opened.append(ref.id))
    press(DOWN)
    press(ENTER)
    assert opened == [made.id]
    board.escape()
    assert board.page is None
    board.next_step()
    assert form_of(board).plan.verb == "refund"


def test_key_3_who_holds_what_is_one_key_late_first(board: LoansDesk, desk: Desk, clock: NowClock) -> None:
    staff = lend(desk, staff_draft(desk, 1, due_at=fmt.now() + timedelta(hours=1)))
    plumber = lend(desk, outside_draft(desk, 2, due_at=fmt.now() + timedelta(hours=2)))
    again = lend(desk, outside_draft(desk, 1, due_at=fmt.now() + timedelta(hours=3)))
    board.show_entry(staff.id)
    press(Qt.Key.Key_H, CTRL)
    page = board.page
    assert isinstance(page, HoldingsList)
    assert [line.loan_id for line in page.shown] == [staff.id, plumber.id, again.id]
    first = page.shown[1].cells
    assert first[:2] == ("李强 顺达水暖", "136 0000 7788")
    assert first[3] == ", ".join(line.hook for line in plumber.lines)
    assert page.shown[2].cells[:2] == ("", "")
    assert page.sum.text() == "4 set(s) with 2 borrower(s), 0 late"
    QTest.keyClicks(page.line, "7788")
    assert [line.loan_id for line in page.shown] == [plumber.id, again.id]
    opened: list[int] = []
    board.context.opened.connect(lambda ref: opened.append(ref.id))
    press(DOWN)
    press(ENTER)
    assert opened == [again.id]


def test_key_3_who_holds_what_is_one_key_from_the_wall_too(window: MainWindow, desk: Desk) -> None:
    made = lend(desk, staff_draft(desk, 1))
    window.open_chip("keys", "")
    wall = window.tabs.desk
    assert isinstance(wall, KeysDesk)
    QTest.keyClick(wall, Qt.Key.Key_H, CTRL)
    board = window.tabs.desk
    assert isinstance(board, LoansDesk)
    assert isinstance(board.page, HoldingsList)
    assert [line.loan_id for line in board.page.shown] == [made.id]
    assert "Ctrl+H" in dict(wall.keys())


def test_keys_of_a_loan_do_nothing_to_it_behind_a_list(board: LoansDesk, desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 1))
    board.show_entry(made.id)
    press(Qt.Key.Key_H, CTRL)
    for key in (Qt.Key.Key_E, Qt.Key.Key_D, Qt.Key.Key_R):
        press(key, CTRL)
    for act in (board.next_step, board.save, board.print_entry, board.steps_menu):
        act()
    assert board.pane.form is None
    assert board.preview is None
    assert isinstance(board.page, HoldingsList)
    assert board.page.line.hasFocus()
    board.new_entry()
    assert form_of(board).plan.verb == "lend"
    assert board.pages.currentIndex() == 0


def test_all_11_a_run_that_is_come_back_to_has_the_keys_again(window: MainWindow, desk: Desk) -> None:
    made = lend(desk, staff_draft(desk, 1))
    number = desk.call("keys.detail", id=made.lines[0].set_id).number
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.open_chip("loans", "page:run")
    board = window.tabs.desk
    assert isinstance(board, LoansDesk)
    assert isinstance(board.page, ScanBack)
    window.tabs.go("reception")
    window.tabs.focus()
    window.tabs.go("loans")
    window.tabs.focus()
    assert board.page.line.hasFocus()
    QTest.keyClicks(QApplication.focusWidget(), number)
    press(ENTER)
    assert read(desk, made.id).state is State.CLOSED


def test_key_9_the_envelopes_are_listed_with_count_and_sum(board: LoansDesk, desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 2))
    board.show_entry(made.id)
    press(Qt.Key.Key_G, CTRL)
    page = board.page
    assert isinstance(page, EnvelopesList)
    assert page.sum.text() == "1 envelope(s), ¥200.00 in all, ¥200.00 of it in cash"
    assert page.shown[0].cells[:5] == ("1", made.receipt, "200.00", "Cash", "李强")
    desk.step("loans", "take_back", made.id, TakeBackDraft())
    page.load()
    assert len(page.shown) == 1
    page.turned.emit()
    assert isinstance(board.page, HoldingsList)
    assert board.page.nothing.headline.text() == "Every key is where it belongs"
    board.escape()
    assert board.page is None


def test_the_document_is_shown_whole_on_a_key_and_noted_down(board: LoansDesk, desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 1))
    board.show_entry(made.id)
    said: list[str] = []
    board.context.said.connect(lambda what: said.append(what[0]))
    assert all(ID_CARD not in fact.text for fact in facts(board.context, made))
    press(Qt.Key.Key_I, CTRL)
    assert any(ID_CARD in text for text in said)
    assert any(row.verb == "loans.document" for row in read(desk, made.id).history)


def test_key_3_what_is_late_has_another_shape(desk: Desk) -> None:
    made = lend(desk, staff_draft(desk, 1, due_at=fmt.now() + timedelta(hours=1)))
    assert mark(made) == Mark(Shape.RING, "info")
    assert mark(replace(made, due_at=fmt.now() - timedelta(minutes=1))) == Mark(Shape.BANG, "late")


def test_the_wall_opens_the_same_form_with_its_sets(board: LoansDesk, desk: Desk) -> None:
    hooks = hooks_in(desk, 2)
    board.show_chip(f"keys:{' '.join(hooks)}")
    assert form_of(board).values()["sets"] == picks(*hooks)
    assert focus_name(board) == "borrower"


def test_who_may_not_take_keys_back_is_offered_none_of_it(qtbot: QtBot, context: Context, desk: Desk) -> None:
    context.actor = actor_of(desk.office, Role.CASHIER)
    made = DESK.build(context)
    assert isinstance(made, LoansDesk)
    qtbot.addWidget(made)
    made.show()
    assert made.nothing.headline.text() == "This page is not part of your work"
    made.show_chip("page:holdings")
    assert made.page is None
    assert all(button.isHidden() for button in made.top.findChildren(QPushButton) if "Ctrl" in button.text())


def test_what_one_person_looked_up_is_not_the_next_persons(board: LoansDesk, desk: Desk) -> None:
    lend(desk, outside_draft(desk, 1))
    board.handle("page", "holdings")
    board.context.signed_in.emit(board.context.actor)
    assert isinstance(board.page, HoldingsList)  # the same person goes on where they were
    board.context.actor = actor_of(desk.office, Role.CASHIER)  # type: ignore[arg-type]
    board.context.signed_in.emit(board.context.actor)
    assert board.page is None


def test_all_6_the_desk_s_keys_are_told(board: LoansDesk) -> None:
    told = dict(board.keys())
    assert {"Ctrl+B", "Ctrl+H", "Ctrl+G", "Ctrl+E", "Ctrl+D", "Ctrl+I"} <= set(told)
    assert SPEC.empty("overdue")[0] == "No key is late"


def test_key_2_the_list_of_a_day_is_printed_from_the_desk(board: LoansDesk, desk: Desk, tmp_path: Path) -> None:
    made = lend(desk, outside_draft(desk, 2))
    board.show_entry(made.id)
    QTest.keySequence(board, QKeySequence("Ctrl+Shift+P"))
    assert board.lists.isVisible()
    board.lists.actions()[0].trigger()
    board.lists.hide()
    assert board.preview is not None
    board.preview.save_to(str(tmp_path / "list.pdf"))
    assert made.receipt in PdfReader(tmp_path / "list.pdf").pages[0].extract_text()


def test_key_2_form_and_receipt_are_printed_at_once_where_the_workplace_chose_so(
    board: LoansDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    for code in ("key_loan", "deposit_receipt"):
        form = paper_of(context, code)
        assert form is not None
        assert form.follows
        PrintChoice(paper=form.papers[0], printer="no-such-printer-here", at_once=True).remember(context.settings, form)
    loan_papers.lent(context, lend(desk, staff_draft(desk)))
    qtbot.waitUntil(lambda: len(waiting(context.settings)) == 1, timeout=20_000)  # no deposit, no receipt
    loan_papers.lent(context, lend(desk, outside_draft(desk, 2)))
    qtbot.waitUntil(lambda: len(waiting(context.settings)) == 3, timeout=20_000)


def test_the_line_of_a_set_shows_a_whole_number(board: LoansDesk) -> None:
    board.new_entry()
    line = form_of(board).editors["sets"].findChild(QLineEdit)
    assert line is not None
    assert line.fontMetrics().horizontalAdvance("YC-202611-0001") + 12 <= line.width()
