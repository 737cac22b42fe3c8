"""A special event through its desk: written down by keys, reported, closed, printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from deskapp.domain.events import CompanyDraft, Kind, ReportDraft, State
from deskapp.domain.people import Role
from deskapp.domain.reception import Kind as EntryKind
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.context import Context
from deskapp.ui.desks.events import DESK, SPEC, calls_for
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import NowClock, built, enter_text, focus_name, form_of
from tests.ways.events import bring, draft


@pytest.fixture
def clock() -> NowClock:
    """The forms begin with the computer's own time: the register goes by it as well."""
    return NowClock()


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> RegisterDesk:
    return build(qtbot, context, tmp_path)


def build(qtbot: QtBot, context: Context, tmp_path: Path) -> RegisterDesk:
    return built(qtbot, context, DESK, tmp_path / "desk.db")


def test_an_event_is_written_down_by_keys(board: RegisterDesk, desk: Desk) -> None:
    board.new_entry()
    form = form_of(board)
    assert focus_name(board) == "unit"
    board.save()
    assert form.rows["content"].problem == "Fill this in."
    enter_text(form.editors["content"].target, "车库有人打架")
    board.save()
    assert form.rows["place"].problem == "Give the unit or the place."
    enter_text(form.editors["place"].target, "地下车库")
    board.save()
    detail = board.pane.detail
    assert (detail.place, detail.kind, detail.state) == ("地下车库", Kind.OTHER, State.OPEN)
    board.next_step()
    form = form_of(board)
    assert form.plan.verb == "report"
    assert form.editors["reported_at"].value() is not None
    enter_text(form.editors["reported_to"].target, "管理处主任")
    board.next_step()
    assert board.pane.detail.state is State.REPORTED


def test_an_emergency_shows_its_report_and_leads_back(board: RegisterDesk, desk: Desk, qtbot: QtBot) -> None:
    entry = desk.entry(kind=EntryKind.EMERGENCY, promised_at=None, content="电梯困人")
    (id,) = desk.call("events.ids", query=board.model.query)
    board.show_entry(id)
    shown = board.pane.detail
    assert [fact.ref for fact in SPEC.facts(board.context, shown) if fact.ref] == list(shown.linked)
    assert shown.linked[0].id == entry.id
    box = SPEC.clock(board.context, shown)
    assert box is not None
    assert "001·1·4.1.4" in box.why


def test_the_history_of_what_came_by_itself_begins_like_any_other(board: RegisterDesk, desk: Desk) -> None:
    entry = desk.entry(kind=EntryKind.EMERGENCY, promised_at=None)
    (ref,) = desk.read_entry(entry.id).linked
    desk.step("events", "report", ref.id, ReportDraft(reported_to="主任", reported_at=desk.clock.now))
    first, reported = desk.call("events.detail", id=ref.id).history
    assert board.pane.timeline.sentence(first) == f"Recorded · {desk.actor.name}"
    assert board.pane.timeline.sentence(reported).startswith(f"Reported · {desk.actor.name}\nReported to (office) 主任")


def test_ctrl_p_prints_both_copies(board: RegisterDesk, desk: Desk, tmp_path: Path) -> None:
    id = bring(desk, "reported", "", "")
    board.show_entry(id)
    board.print_entry()
    assert board.preview is not None
    assert len(board.preview.pages) == 2
    target = tmp_path / "report.pdf"
    board.preview.save_to(str(target))
    assert board.pane.detail.number in PdfReader(target).pages[1].extract_text()


def test_a_collective_complaint_calls_for_the_company_first(board: RegisterDesk, desk: Desk) -> None:
    id = desk.call("events.record", draft=draft(desk, kind=Kind.COLLECTIVE_COMPLAINT)).id
    desk.step("events", "report", id, ReportDraft(reported_to="主任", reported_at=desk.clock.now))
    assert calls_for(desk.call("events.detail", id=id)) == "tell_company"
    office = desk.as_(Role.DIRECTOR)
    office.step("events", "tell_company", id, CompanyDraft(company_to="公司", company_at=desk.clock.now))
    assert calls_for(desk.call("events.detail", id=id)) == ""


def test_what_a_receptionist_may_not_do_is_not_offered(
    board: RegisterDesk, desk: Desk, qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    id = bring(desk, "reported", "", "")
    board.show_entry(id)
    assert {step.verb for step in board.pane.offered()} == {"pass_on", "amend", "void"}
    context.actor = actor_of(desk.office, Role.SUPERVISOR)
    office = build(qtbot, context, tmp_path)
    office.show_entry(id)
    main = office.pane.main_step()
    assert main is not None
    assert main.verb == "close"


def test_what_is_half_typed_stays_as_a_draft(board: RegisterDesk) -> None:
    board.new_entry()
    enter_text(form_of(board).editors["content"].target, "水管")
    board.escape()
    assert board.pane.form is None
    assert board.shelf.isVisible()
