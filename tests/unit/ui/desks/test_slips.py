"""A dispatch slip, through its desk: ordered, printed, followed, recovered."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.domain.reception import Opinion
from deskapp.ui import format as fmt
from deskapp.ui.common.print_press import Printing, QueueRun
from deskapp.ui.common.print_queue import Ticket, queue_folder, ticket_of, waiting
from deskapp.ui.common.printing import PrintChoice
from deskapp.ui.common.printing import form_of as paper_of
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.context import Context
from deskapp.ui.desks.slips import DESK, PAPER
from tests.factories import Desk
from tests.unit.ui.hands import built, enter_text, form_of, press


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> RegisterDesk:
    return built(qtbot, context, DESK, tmp_path / "desk.db")


PDF_OF_ONE_PAGE = b"%PDF-1.4 made up"


def order(board: RegisterDesk, entry_id: int) -> None:
    board.show_chip(f"from_entry:{entry_id}")
    department = form_of(board).editors["department_id"].target
    department.setFocus()
    press(Qt.Key.Key_G)
    board.next_step()


def test_an_entry_becomes_a_slip_with_everything_carried_over(board: RegisterDesk, desk: Desk) -> None:
    entry = desk.entry()
    board.show_chip(f"from_entry:{entry.id}")
    form = form_of(board)
    assert [form.editors[name].value() for name in ("unit", "contact", "phone", "content", "entry_id")] == [
        entry.unit,
        entry.caller,
        entry.phone,
        entry.content,
        entry.id,
    ]
    assert "Left empty" in form.rows["limit_at"].hint.text()
    board.save()
    assert form.rows["department_id"].problem == "Fill this in."


def test_ordering_shows_the_very_paper_and_counts_only_what_is_printed(
    board: RegisterDesk, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    order(board, desk.entry().id)
    slip_id = board.pane.detail.id
    page = board.preview
    assert page is not None
    assert board.pages.currentWidget() is page
    assert len(page.pages) == 1
    assert desk.read_slip(slip_id).prints == 0
    target = tmp_path / "first.pdf"
    page.save_to(str(target))
    assert board.preview is None
    assert board.pane.detail.number in PdfReader(target).pages[0].extract_text()
    assert desk.read_slip(slip_id).prints == 1
    board.print_entry()
    assert board.preview is not None
    again = tmp_path / "again.pdf"
    board.preview.save_to(str(again))
    assert "重打 1" in PdfReader(again).pages[0].extract_text()


def test_esc_leaves_the_paper_unprinted(board: RegisterDesk, desk: Desk) -> None:
    order(board, desk.entry().id)
    board.escape()
    assert board.preview is None
    assert desk.read_slip(board.pane.detail.id).prints == 0


def test_paper_and_language_are_remembered_for_the_form(board: RegisterDesk, desk: Desk, context: Context) -> None:
    order(board, desk.entry().id)
    page = board.preview
    assert page is not None
    page.paper.setCurrentIndex(page.paper.findData("a5x3"))
    page.language.setCurrentIndex(page.language.findData("both"))
    page._chosen()
    assert len(page.pages) == 3
    form = paper_of(context, PAPER)
    assert form is not None
    kept = PrintChoice.of(context.settings, form)
    assert (kept.paper, kept.language) == ("a5x3", "both")
    context.settings.forms[PAPER]["paper"] = "papyrus"
    assert PrintChoice.of(context.settings, form).paper == form.papers[0]


def test_what_cannot_be_printed_waits_in_the_queue(board: RegisterDesk, context: Context, qtbot: QtBot) -> None:
    ticket = Ticket(name="PG-202611-0001", paper="a5", printer="no-such-printer-here", copies=2)
    printing = Printing(context, b"%PDF-1.4 made up", ticket)
    with qtbot.waitSignals([context.queued, printing.over]), qtbot.waitSignal(context.said) as said:
        printing.keep("no paper")
    assert "no paper" in said.args[0][0]
    (path,) = waiting(context.settings)
    assert path.parent == queue_folder(context.settings)
    assert path.read_bytes() == b"%PDF-1.4 made up"
    assert ticket_of(path) == ticket
    path.with_suffix(".json").write_text("[")
    assert ticket_of(path).printer == ""


def test_what_waits_is_tried_again_and_stays_while_no_printer_takes_it(
    board: RegisterDesk, context: Context, qtbot: QtBot
) -> None:
    run = QueueRun(context)
    with qtbot.waitSignal(run.over), qtbot.waitSignal(context.said) as said:
        run.start()
    assert said.args[0][0] == "Nothing is waiting to be printed."
    Printing(context, PDF_OF_ONE_PAGE, Ticket(name="one", printer="no-such-printer-here")).keep("no paper")
    run = QueueRun(context)
    with qtbot.waitSignal(run.over, timeout=20_000):
        run.start()
    assert len(waiting(context.settings)) == 1


def test_a_workplace_that_chose_so_prints_without_a_look(
    board: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    form = paper_of(context, PAPER)
    assert form is not None
    nowhere = PrintChoice(paper="a4x3", printer="no-such-printer-here", at_once=True)
    nowhere.remember(context.settings, form)
    order(board, desk.entry().id)
    assert board.preview is None
    qtbot.waitUntil(lambda: len(waiting(context.settings)) == 1, timeout=20_000)
    (path,) = waiting(context.settings)
    assert board.pane.detail.number in PdfReader(BytesIO(path.read_bytes())).pages[0].extract_text()
    assert desk.read_slip(board.pane.detail.id).prints == 1


def test_a_slip_goes_from_issued_to_closed_by_its_next_steps(board: RegisterDesk, desk: Desk) -> None:
    slip = desk.slip()
    board.show_entry(slip.id)
    typed = {"receive": "received_by", "start": "workers", "finish": "result"}
    for verb in ("receive", "start", "finish", "tell", "recover", "close"):
        main = board.pane.main_step()
        assert main is not None
        assert main.verb == verb
        board.next_step()
        form = form_of(board)
        assert form.plan.verb == verb
        if verb in typed:
            enter_text(form.editors[typed[verb]].target, "李强")
        if verb == "tell":
            form.editors["opinion"].set_value(Opinion.SATISFIED)
        board.next_step()
        assert board.pane.form is None, form.problems
    assert desk.read_slip(slip.id).state == "closed"


def test_a_dissatisfied_resident_is_owed_another_round_first(board: RegisterDesk, desk: Desk) -> None:
    slip = desk.slip()
    board.show_entry(slip.id)
    for field in ("received_by", "workers", "result", ""):
        board.next_step()
        if field:
            enter_text(form_of(board).editors[field].target, "李强")
        else:
            form_of(board).editors["opinion"].set_value(Opinion.VERY_DISSATISFIED)
        board.next_step()
    assert board.pane.detail.state == "told"
    board.next_step()
    assert form_of(board).plan.verb == "rework"
    board.escape()
    board.steps.take("recover")
    board.next_step()
    main = board.pane.main_step()
    assert board.pane.detail.state == "recovered"
    assert main is not None
    assert main.verb == "rework"
    assert "close" in {step.verb for step in board.pane.offered()}


def test_characters_that_no_font_has_are_named_before_printing(board: RegisterDesk, desk: Desk) -> None:
    order(board, desk.entry(content="住户姓\ue000,水管漏水").id)
    assert board.preview is not None
    assert "\ue000" in board.preview.missing.text()
    board.close_preview()
    order(board, desk.entry().id)
    assert board.preview.missing.isHidden()


def test_a_passed_limit_asks_for_a_new_one_with_its_apology(board: RegisterDesk, desk: Desk) -> None:
    slip = desk.slip()
    board.show_entry(slip.id)
    press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    form = form_of(board)
    board.save()
    assert set(form.problems) == {"limit_at", "reason", "apology"}
    form.editors["limit_at"].set_value(fmt.now() + timedelta(days=9))
    enter_text(form.editors["reason"].target, "缺配件")
    enter_text(form.editors["apology"].target, "已电话致歉")
    board.save()
    assert desk.read_slip(slip.id).extensions[0].reason == "缺配件"
    assert "缺配件" in board.pane.clock.why.text()


def test_a_draft_is_kept_and_issued_later(board: RegisterDesk, desk: Desk) -> None:
    board.show_chip(f"from_entry:{desk.entry().id}")
    form_of(board).editors["department_id"].target.setFocus()
    press(Qt.Key.Key_G)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert board.pane.detail.state == "draft"
    board.next_step()
    assert board.pane.detail.state == "issued"
    assert board.preview is not None


def test_work_copies_out_are_listed_with_department_and_age(board: RegisterDesk, desk: Desk) -> None:
    desk.slip()
    board.show_chip("copies_out")
    assert board.model.query.sort == "department"
    titles = [
        board.model.headerData(at, Qt.Orientation.Horizontal)
        for at in range(board.model.columnCount())
        if not board.table.isColumnHidden(at)
    ]
    assert "Department" in titles
    assert "Out for" in titles
    board.show_chip("open")
    assert board.model.query.sort == "-id"


def test_a_step_typed_half_comes_back_with_its_slip(board: RegisterDesk, desk: Desk) -> None:
    slip = desk.slip()
    board.show_entry(slip.id)
    board.next_step()
    enter_text(form_of(board).editors["received_by"].target, "李强")
    board.escape()
    board.shelf.menu_.actions()[0].trigger()
    form = form_of(board)
    assert form.plan.place == f"slips.receive:{slip.id}"
    assert form.editors["received_by"].value() == "李强"
