"""A special service, through its desk: ordered by keys, paid, sent out, followed, printed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.domain.reception import Kind
from deskapp.domain.specials import DispatchDraft, Method, Quality, State
from deskapp.ui import format as fmt
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.context import Context
from deskapp.ui.desks.specials import DESK, SpecialsDesk, facts, mark
from tests.factories import Desk
from tests.unit.ui.hands import built, enter_text, focus_name, form_of, press
from tests.ways.specials import bring, form, item_named, on_account, order, read


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> RegisterDesk:
    return built(qtbot, context, DESK, tmp_path / "desk.db")


def type_into(board: RegisterDesk, name: str, text: str) -> None:
    target = form_of(board).editors[name].target
    target.setFocus()
    QTest.keyClicks(target, text)


def shown(board: RegisterDesk, *names: str) -> list[bool]:
    return [not form_of(board).rows[name].isHidden() for name in names]


def choose(board: RegisterDesk, desk: Desk, item: str) -> None:
    """Take an item in the box, as its list is activated by keys."""
    combo = form_of(board).editors["item_id"].combo  # type: ignore[attr-defined]
    combo.setFocus()
    combo.setCurrentIndex(combo.findData(item_named(desk, item)))
    combo.activated.emit(combo.currentIndex())


def test_an_order_is_registered_and_paid_by_keys(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    board.new_entry()
    form = form_of(board)
    QTest.keyClicks(form.editors["unit"].target, "321102")
    with qtbot.waitSignal(form.editors["unit"].picked):
        press(Qt.Key.Key_Return)
    assert form.editors["contact"].value() == "陈静"
    for _ in range(3):
        press(Qt.Key.Key_Return)
    assert focus_name(board) == "item_id"
    QTest.keyClicks(form.editors["item_id"].target, "r")  # 日常保洁 by its initial
    assert form.editors["item_id"].value() == item_named(desk, "日常保洁")
    type_into(board, "quantity", "\b")
    form.editors["quantity"].target.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(form.editors["quantity"].target, "2")
    assert form.editors["amount"].value() == Decimal("90.00")
    assert "45.00 × 2 小时 = 90.00" in form.rows["amount"].hint.text()
    type_into(board, "starts_at", "+3h")
    press(Qt.Key.Key_Return)
    assert "4 h" in form.rows["ends_at"].hint.text()
    type_into(board, "receipt", "SJ0001")
    assert "90.00" in form.rows["sum"].hint.text()
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    board.save()
    assert board.pane.form is None
    kept = read(desk, board.pane.detail.id)
    assert (kept.amount, kept.paid, kept.payments[0].payer, kept.method) == (90, 90, "陈静", Method.CASH)
    assert kept.ends_at - kept.starts_at == timedelta(hours=4)
    assert desk.read_entry(kept.entry_id).kind is Kind.SPECIAL_SERVICE


def test_cash_1_what_need_not_be_asked_is_not_shown(board: RegisterDesk, desk: Desk) -> None:
    board.new_entry()
    form = form_of(board)
    choose(board, desk, "日常保洁")
    asked = ("amount_reason", "receipt", "sum", "payer", "unpaid_reason", "channel", "happened_reason")
    assert shown(board, *asked) == [False, True, True, True, False, True, False]
    form.editors["method"].set_value(Method.ON_ACCOUNT)
    form.arrange()
    assert shown(board, "receipt", "sum", "payer", "unpaid_reason") == [False, False, False, True]
    form.editors["method"].set_value(Method.CASH)
    type_into(board, "sum", "10")
    assert shown(board, "receipt", "unpaid_reason") == [True, True]
    form.editors["amount"].target.selectAll()  # type: ignore[attr-defined]
    type_into(board, "amount", "30")
    assert shown(board, "amount_reason") == [True]


def test_a_refused_order_stays_with_what_was_typed(board: RegisterDesk, desk: Desk) -> None:
    board.new_entry()
    choose(board, desk, "日常保洁")
    enter_text(form_of(board).editors["contact"].target, "陈女士")
    type_into(board, "starts_at", "+2h")
    board.save()
    assert form_of(board).rows["receipt"].problem == "Fill this in."
    assert focus_name(board) == "receipt"
    assert form_of(board).editors["contact"].value() == "陈女士"
    assert desk.call("reception.counts")["open"] == 0


def test_rec_4_an_entry_becomes_an_order(board: RegisterDesk, desk: Desk) -> None:
    entry = desk.entry(kind=Kind.SPECIAL_SERVICE, content="想请人擦玻璃")
    board.show_chip(f"from_entry:{entry.id}")
    form = form_of(board)
    assert [form.editors[name].value() for name in ("unit", "contact", "phone", "content", "entry_id")] == [
        entry.unit, entry.caller, entry.phone, "想请人擦玻璃", entry.id,
    ]  # fmt: skip
    assert shown(board, "channel") == [False]
    choose(board, desk, "擦玻璃")
    type_into(board, "starts_at", "+2h")
    type_into(board, "receipt", "SJ2")
    board.save()
    assert board.pane.detail.entry_id == entry.id


def test_4_7_2_one_key_issues_the_slip_and_shows_its_paper(board: RegisterDesk, desk: Desk, tmp_path: Path) -> None:
    made = order(desk)
    board.show_entry(made.id)
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert form_of(board).plan.verb == "dispatch"
    form_of(board).editors["department_id"].set_value(2)
    board.next_step()
    assert board.pane.detail.state == State.DISPATCHED
    page = board.preview
    assert page is not None
    assert page.form.code == "dispatch_order"
    page.save_to(str(tmp_path / "slip.pdf"))
    text = PdfReader(tmp_path / "slip.pdf").pages[0].extract_text()
    assert board.pane.detail.slip_number in text
    assert desk.read_slip(board.pane.detail.slip_id).prints == 1


def test_the_next_steps_lead_to_the_closed_order(board: RegisterDesk, desk: Desk) -> None:
    made = order(desk)
    desk.step("specials", "dispatch", made.id, DispatchDraft(department_id=2))
    board.show_entry(made.id)
    for verb, field in (("start", "workers"), ("finish", "result"), ("close", "note")):
        main = board.pane.main_step()
        assert main is not None
        assert main.verb == verb
        board.next_step()
        enter_text(form_of(board).editors[field].target, "李芳")
        board.next_step()
        assert board.pane.form is None, verb
    assert board.pane.detail.state == State.CLOSED
    assert board.pane.main_step() is None


def test_what_is_done_and_not_paid_calls_for_its_money(board: RegisterDesk, desk: Desk) -> None:
    made = on_account(desk)
    for verb in ("start", "finish"):
        desk.step("specials", verb, made.id, form(verb, desk, made.id))
    board.show_chip("unpaid")
    assert board.pane.detail.id == made.id
    assert mark(board.pane.detail) == Mark(Shape.ARROW, "soon")
    board.next_step()
    form_ = form_of(board)
    assert (form_.plan.verb, form_.editors["sum"].value(), form_.editors["payer"].value()) == (
        "take_money", Decimal(90), "陈女士",
    )  # fmt: skip
    enter_text(form_.editors["receipt"].target, "SJ9")
    board.next_step()
    assert read(desk, made.id).paid == 90
    assert "take_money" not in {step.verb for step in board.pane.offered()}
    main = board.pane.main_step()
    assert main is not None
    assert main.verb == "close"


def test_only_what_makes_sense_is_offered(board: RegisterDesk, desk: Desk) -> None:
    board.show_entry(order(desk, signed=True).id)
    assert not {"take_money", "sign"} & {step.verb for step in board.pane.offered()}
    assert "refund" in {step.verb for step in board.pane.offered()}
    board.show_entry(on_account(desk).id)
    assert {"take_money", "sign"} <= {step.verb for step in board.pane.offered()}
    assert "refund" not in {step.verb for step in board.pane.offered()}


def test_voiding_asks_for_the_receipt_of_what_is_given_back_only(board: RegisterDesk, desk: Desk) -> None:
    board.show_entry(order(desk).id)
    board.steps.take("void")
    assert shown(board, "reason", "method", "receipt") == [True, True, True]
    assert "90.00" in form_of(board).rows["receipt"].hint.text()
    board.escape()
    board.show_entry(on_account(desk).id)
    board.steps.take("void")
    assert shown(board, "reason", "method", "receipt") == [True, False, False]


def test_a_correction_keeps_the_agreed_sum_until_it_is_changed(board: RegisterDesk, desk: Desk) -> None:
    cheaper = order(desk, amount=Decimal(60), amount_reason="优惠")
    board.show_entry(cheaper.id)
    board.steps.take("amend")
    assert form_of(board).editors["amount"].value() == Decimal("60.00")
    assert shown(board, "amount_reason") == [True]
    enter_text(form_of(board).editors["note"].target, "请带鞋套")
    board.save()
    assert (read(desk, cheaper.id).amount, read(desk, cheaper.id).note) == (60, "请带鞋套")
    plain = order(desk)
    board.show_entry(plain.id)
    board.steps.take("amend")
    form_of(board).editors["quantity"].target.selectAll()  # type: ignore[attr-defined]
    type_into(board, "quantity", "3")
    assert form_of(board).editors["amount"].value() == Decimal("135.00")


def test_another_time_is_agreed_by_one_key(board: RegisterDesk, desk: Desk) -> None:
    made = order(desk)
    board.show_entry(made.id)
    press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    form_of(board).editors["starts_at"].set_value(fmt.now() + timedelta(days=2))
    enter_text(form_of(board).editors["reason"].target, "业主出差")
    board.save()
    assert board.pane.detail.moves == 1
    assert "Agreed anew 1 time(s)" in board.pane.clock.why.text()


def test_money_stands_at_the_right_with_two_decimals(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    on_account(desk)
    board.model.ask()
    qtbot.waitUntil(lambda: board.model.row(0) is not None)
    names = [column.name for column in board.model.columns]
    for name in ("amount", "owed"):
        at = names.index(name)
        assert board.model.index(0, at).data() == "90.00"
        align = board.model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        assert align & Qt.AlignmentFlag.AlignRight
    first = board.model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert first & Qt.AlignmentFlag.AlignLeft


def test_ctrl_p_shows_the_registration_form_in_two_copies(board: RegisterDesk, desk: Desk, tmp_path: Path) -> None:
    made = order(desk)
    board.show_entry(made.id)
    board.print_entry()
    page = board.preview
    assert page is not None
    assert len(page.pages) == 2
    page.save_to(str(tmp_path / "form.pdf"))
    texts = [page.extract_text() for page in PdfReader(tmp_path / "form.pdf").pages]
    assert all(made.number in text for text in texts)


def test_the_list_of_a_period_is_printed_from_the_desk(board: RegisterDesk, desk: Desk, tmp_path: Path) -> None:
    made = order(desk)
    board.show_entry(made.id)
    assert isinstance(board, SpecialsDesk)
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert board.lists.isVisible()
    offered = [action.text() for action in board.lists.actions()]
    assert len(offered) == 3  # today is the day of the order as well
    board.lists.actions()[0].trigger()
    board.lists.hide()
    assert board.preview is not None
    board.preview.save_to(str(tmp_path / "list.pdf"))
    assert made.number in PdfReader(tmp_path / "list.pdf").pages[0].extract_text()


def test_every_state_has_a_look_of_its_own(board: RegisterDesk, desk: Desk) -> None:
    looks = {}
    for state in State:
        id = bring(desk, state, "resume" if state is State.PAUSED else "", "in_hand")
        board.look_at(id)
        assert board.pane.detail.state == state
        looks[state] = mark(board.pane.detail)
    assert len(set(looks.values())) == len(State)


def test_an_empty_chip_says_what_the_place_is_for(board: RegisterDesk) -> None:
    assert "F2" in board.nothing.line.text()
    board.show_chip("unpaid")
    assert board.nothing.headline.text() == "Everything that is done is paid"


def test_4_7_3_quality_is_asked_for_where_the_slip_left_it_open(board: RegisterDesk, desk: Desk) -> None:
    id = bring(desk, "done", "", "")
    board.show_entry(id)
    (asked,) = (fact for fact in facts(board.context, board.pane.detail) if fact.label == "Quality")
    assert (asked.text, asked.tone) == ("not recorded yet", "soon")
    board.steps.take("judge")
    form_of(board).fill({"quality": Quality.GOOD})
    board.save()
    (said,) = (fact for fact in facts(board.context, board.pane.detail) if fact.label == "Quality")
    assert said.text == "Good"
    board.steps.take("close")
    assert form_of(board).values()["quality"] is Quality.GOOD
