"""The duty log through its desk by keys: written, put right, read, countersigned (``DUTY-3``, ``DUTY-5``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.common import Ref
from deskapp.domain.duty_log import CorrectDraft, EraseDraft, Kind, LogDraft, SignDraft
from deskapp.domain.people import Role
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.form import Form
from deskapp.ui.common.log_pages import ChainPage, EntryPage
from deskapp.ui.context import Context
from deskapp.ui.desks.duty_log import DESK, DutyLogDesk
from deskapp.ui.main_window import MainWindow
from tests.factories import Desk, TestClock
from tests.unit.ui.hands import NowClock, enter_text, press, put_up

SHIFT = Qt.KeyboardModifier.ShiftModifier
TEXT = 2


@pytest.fixture
def clock() -> TestClock:
    return NowClock()


@pytest.fixture
def made(qtbot: QtBot, context: Context, tmp_path: Path) -> Callable[[Role], DutyLogDesk]:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()

    def make(role: Role = Role.RECEPTIONIST) -> DutyLogDesk:
        assert context.office is not None
        context.actor = Desk(context.office, NowClock(), role).actor  # type: ignore[arg-type]
        page = DESK.build(context)
        assert isinstance(page, DutyLogDesk)
        put_up(qtbot, page, 1200, 800)
        page.keys_to_main()
        return page

    return make


@pytest.fixture
def board(made: Callable[[Role], DutyLogDesk]) -> DutyLogDesk:
    return made(Role.RECEPTIONIST)


def written(desk: Desk, text: str = "巡视三栋，正常", days: int = 0) -> int:
    """An entry of some days ago."""
    late = {"happened_at": desk.clock.now - timedelta(days=days), "happened_reason": "补记"} if days else {}
    return int(desk.call("duty_log.write", draft=LogDraft(text=text, **late)).id)


def form(board: DutyLogDesk) -> Form:
    assert board.pane.form is not None
    return board.pane.form


def texts(board: DutyLogDesk) -> list[str]:
    return [board.book.item(row, TEXT).text() for row in range(board.book.rowCount())]


def today() -> date:
    return NowClock()().astimezone().date()


# Writing


def test_duty_3_an_entry_is_written_by_keys_its_kind_by_one(board: DutyLogDesk, desk: Desk, qtbot: QtBot) -> None:
    assert "F2" in board.nothing.line.text()
    press(Qt.Key.Key_2)  # also on an empty day
    assert form(board).editors["kind"].value() is Kind.PATROL
    assert QApplication.focusWidget() is form(board).editors["text"].target
    enter_text(form(board).editors["text"].target, "巡视五栋天台，门已锁")
    board.save()
    qtbot.waitUntil(lambda: board.pane.form is None)
    entry = desk.call("duty_log.detail", id=1)
    assert (entry.kind, entry.text, entry.happened_reason) == (Kind.PATROL, "巡视五栋天台，门已锁", "")
    assert board.book.entry is not None
    assert board.book.entry.seq == 1
    assert board.book.hasFocus()


def test_duty_3_only_kinds_a_person_writes_are_offered(board: DutyLogDesk) -> None:
    board.new_entry()
    editor = form(board).editors["kind"]
    assert [member.value for member in editor.members] == [
        "event", "patrol", "report", "visit", "equipment", "note",
    ]  # type: ignore[attr-defined]  # fmt: skip
    press(Qt.Key.Key_5)
    assert editor.value() is Kind.EQUIPMENT


def test_all_9_why_it_comes_late_is_asked_once_a_time_is_given(board: DutyLogDesk, desk: Desk, qtbot: QtBot) -> None:
    press(Qt.Key.Key_1)
    assert form(board).rows["happened_reason"].isHidden()
    before = desk.clock.now - timedelta(minutes=90)
    form(board).fill({"text": "停电", "happened_at": before})
    assert not form(board).rows["happened_reason"].isHidden()
    board.save()
    qtbot.waitUntil(lambda: bool(form(board).rows["happened_reason"].problem))
    assert form(board).editors["text"].value() == "停电"  # what was typed stays
    form(board).fill({"happened_reason": "全楼停电"})
    board.save()
    qtbot.waitUntil(lambda: board.pane.form is None)
    assert "全楼停电" in desk.call("duty_log.detail", id=1).happened_reason
    board.look_at(before.astimezone().date())
    assert "全楼停电" in texts(board)[0]


def test_all_7_what_is_half_written_is_there_again_after_a_restart(
    board: DutyLogDesk, made: Callable[[Role], DutyLogDesk], qtbot: QtBot
) -> None:
    press(Qt.Key.Key_3)
    enter_text(form(board).editors["text"].target, "向主任请示")
    board.keep_drafts()
    again = made(Role.RECEPTIONIST)
    qtbot.waitUntil(lambda: again.pane.form is not None)
    assert form(again).editors["text"].value() == "向主任请示"
    assert form(again).editors["kind"].value() is Kind.REPORT


def test_all_7_a_form_left_by_escape_lies_on_the_shelf(board: DutyLogDesk, qtbot: QtBot) -> None:
    press(Qt.Key.Key_1)
    enter_text(form(board).editors["text"].target, "北门道闸失灵")
    board.escape()
    assert board.pane.form is None
    shelf: DraftShelf = board.shelf
    qtbot.waitUntil(lambda: bool(shelf.drafts))
    assert "北门道闸失灵" in shelf.menu_.actions()[0].text()
    shelf.menu_.actions()[0].trigger()
    assert form(board).editors["text"].value() == "北门道闸失灵"


# Putting right


def test_duty_3_a_correction_stands_beside_what_is_struck_through(board: DutyLogDesk, desk: Desk, qtbot: QtBot) -> None:
    seq = written(desk, "五栋停水")
    written(desk, "别的")
    board.show_entry(seq)
    press(Qt.Key.Key_C)
    assert form(board).editors["text"].value() == "五栋停水"
    form(board).fill({"text": "三栋停水"})
    board.save()
    qtbot.waitUntil(lambda: bool(form(board).rows["reason"].problem))
    form(board).fill({"reason": "楼栋写错"})
    board.save()
    qtbot.waitUntil(lambda: board.pane.form is None)
    struck = [board.book.item(row, TEXT).font().strikeOut() for row in range(3)]
    assert struck == [True, False, False]
    assert "楼栋写错" in texts(board)[1]
    assert texts(board)[2] == "别的"
    assert board.book.entry is not None
    assert board.book.entry.corrects == seq


def test_duty_3_one_key_leads_to_the_correction_and_back(board: DutyLogDesk, desk: Desk) -> None:
    seq = written(desk)
    other = desk.call("duty_log.correct", seq=seq, draft=CorrectDraft(text="改", reason="错")).id
    board.show_entry(seq)
    press(Qt.Key.Key_J)
    assert board.book.entry is not None
    assert board.book.entry.seq == other
    press(Qt.Key.Key_J)
    assert board.book.entry.seq == seq
    press(Qt.Key.Key_C)  # put right already: the newer one comes to the front instead of a form
    assert board.pane.form is None
    assert board.book.entry.seq == other


def test_duty_3_nothing_on_the_desk_changes_or_removes_an_entry(board: DutyLogDesk, desk: Desk) -> None:
    seq = written(desk)
    board.show_entry(seq)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_E, Qt.Key.Key_F4):
        press(key)
        assert board.pane.form is None
    board.steps_menu()
    assert not [action for action in board.menu.actions() if "#" in action.text()]  # erasing is the director's
    board.menu.close()


def test_duty_3_erased_words_are_shown_as_erased_by_whom_and_why(
    made: Callable[[Role], DutyLogDesk], desk: Desk, qtbot: QtBot
) -> None:
    seq = written(desk, "业主张三电话")
    board = made(Role.DIRECTOR)
    board.show_entry(seq)
    board.steps_menu()
    action = next(action for action in board.menu.actions() if f"#{seq}" in action.text())
    board.menu.close()
    action.trigger()
    form(board).fill({"reason": "本人要求"})
    board.save()
    qtbot.waitUntil(lambda: board.pane.form is None)
    assert "本人要求" in texts(board)[0]
    assert "张三" not in texts(board)[0]
    assert board.book.item(0, TEXT).font().italic()


# Looking


def test_duty_3_days_are_turned_by_keys_and_reached_by_date(board: DutyLogDesk, desk: Desk) -> None:
    written(desk, "前天", days=2)
    for _ in range(2):
        press(Qt.Key.Key_Left)
    assert board.day == today() - timedelta(days=2)
    assert "前天" in texts(board)[0]
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_T)
    assert board.day == today()
    press(Qt.Key.Key_G)
    there = (today() - timedelta(days=2)).isoformat()
    enter_text(board.top.day.target, there)
    press(Qt.Key.Key_Return)
    assert board.day.isoformat() == there
    press(Qt.Key.Key_G)
    enter_text(board.top.day.target, "昨日吧")
    press(Qt.Key.Key_Return)
    assert board.day.isoformat() == there


def test_all_5_words_are_found_in_the_whole_log_and_lead_to_their_day(board: DutyLogDesk, desk: Desk) -> None:
    seq = written(desk, "道闸失灵", days=3)
    written(desk, "别的")
    board.reload()
    press(Qt.Key.Key_F)
    enter_text(board.top.text, "道闸")
    press(Qt.Key.Key_Return)
    assert [entry.seq for entry in board.found.entries] == [seq]
    press(Qt.Key.Key_Return)
    assert board.day == today() - timedelta(days=3)
    assert board.book.entry is not None
    assert board.book.entry.seq == seq
    board.seek("没有这样的话")
    assert "没有这样的话" in board.nothing.headline.text()
    board.escape()
    assert board.stack.currentWidget() is board.book


def test_all_5_the_search_box_leads_to_an_entry(window: MainWindow, office: object, clock: TestClock) -> None:
    desk = Desk(office, clock)  # type: ignore[arg-type]
    seq = written(desk, "道闸失灵")
    written(desk, "别的")
    (hit,) = desk.call("search.find", text="道闸失灵")
    window.open_entry(hit.ref)
    board = window.tabs.desk
    assert isinstance(board, DutyLogDesk)
    assert board.book.entry is not None
    assert board.book.entry.seq == seq


def test_duty_6_what_the_program_wrote_is_told_apart_and_leads_on(
    board: DutyLogDesk, desk: Desk, context: Context, office: object
) -> None:
    from deskapp.services.duty_log import DutyLogService

    core = desk.office.core
    with core.transaction(desk.actor, "handovers.take", writing=True) as tx:
        about = Ref("handovers", 1, "JJ-202611-0001")
        said = {"text": "早班", "number": about.number}
        core.service(DutyLogService).append(tx, Kind.HANDOVER, said, about=about)
    opened: list[Ref] = []
    context.opened.connect(opened.append)
    board.look_at(today())
    assert board.book.item(0, 1).text().startswith("◇")
    assert about.number in texts(board)[0]
    press(Qt.Key.Key_O)
    assert opened == [about]


def test_duty_3_the_head_is_copied_and_the_chain_proved_on_the_desk(board: DutyLogDesk, desk: Desk) -> None:
    written(desk)
    board.reload()
    head = desk.call("duty_log.head")
    assert head.short in board.foot.head.text()
    press(Qt.Key.Key_H)
    assert QGuiApplication.clipboard().text() == f"1 {head.short}"
    press(Qt.Key.Key_K)
    page = board.pane.page
    assert isinstance(page, ChainPage)
    assert "1" in page.verdict.text()
    enter_text(page.line, f"1 {head.short.lower()}")
    press(Qt.Key.Key_Return)
    assert page.verdict.property("kind") == "ok"
    page.line.setText("1 AAAA-AAAA-AAAA-AAAA")
    page.prove()
    assert page.verdict.property("kind") == "late"
    page.line.setText("什么")
    page.prove()
    assert not page.problem.isHidden()
    board.escape()
    assert isinstance(board.pane.page, EntryPage)


def test_duty_3_two_hundred_entries_and_the_longest_words_are_a_page(board: DutyLogDesk, desk: Desk) -> None:
    for number in range(200):
        written(desk, f"第{number}次")
    seq = written(desk, "长" * 3000)
    board.show_entry(seq)
    assert board.book.rowCount() == 201
    assert len(texts(board)[-1]) < 200
    page = board.pane.page
    assert isinstance(page, EntryPage)
    assert page.entry.text == "长" * 3000


def test_duty_3_the_day_or_the_month_is_looked_at_on_paper(board: DutyLogDesk, desk: Desk) -> None:
    written(desk)
    board.look_at(today())
    for act, period in ((board.print_entry, f"{today():%Y%m%d}"), (board.print_month, f"{today():%Y%m}")):
        act()
        assert board.pages.preview is not None
        assert board.pages.preview.job.entry_id == int(period)
        board.escape()
        assert board.pages.preview is None


@pytest.mark.parametrize("role", [Role.CASHIER, Role.ADMIN])
def test_whoever_has_no_part_in_it_sees_nothing(made: Callable[[Role], DutyLogDesk], desk: Desk, role: Role) -> None:
    written(desk)
    board = made(role)
    assert board.stack.currentWidget() is board.nothing
    assert board.top.isHidden()
    board.new_entry()
    assert board.pane.form is None


# Countersigning


def test_duty_5_a_day_is_opened_from_the_list_and_signed_by_keys(
    made: Callable[[Role], DutyLogDesk], desk: Desk, qtbot: QtBot
) -> None:
    written(desk, "三天前", days=3)
    board = made(Role.SUPERVISOR)
    board.show_chip("unsigned")
    first = board.days.days[0]
    assert first.day == today() - timedelta(days=3)
    before = len(board.days.days)
    press(Qt.Key.Key_S)
    assert board.pane.form is None  # it has not been read
    press(Qt.Key.Key_Return)
    assert "三天前" in texts(board)[0]
    press(Qt.Key.Key_S)
    enter_text(form(board).editors["remark"].target, "已阅")
    board.save()
    qtbot.waitUntil(lambda: len(board.days.days) == before - 1)
    (day,) = desk.call("duty_log.page", since=first.day, until=first.day).days
    assert (day.signed, day.remark) == (True, "已阅")
    assert board.main is board.days or not board.days.days  # on to the next one


def test_duty_5_all_days_that_were_read_are_signed_together_and_no_other(
    made: Callable[[Role], DutyLogDesk], desk: Desk, qtbot: QtBot
) -> None:
    for days in (9, 8, 7):
        written(desk, f"{days}天前", days=days)
    board = made(Role.SUPERVISOR)
    days = [day.day for day in board.days.days]
    press(Qt.Key.Key_U)
    press(Qt.Key.Key_S, SHIFT)
    assert [day.day for day in board.days.days] == days  # none was read
    for day in days[:2]:
        board.look_at(day)
    press(Qt.Key.Key_U)
    assert [board.days.item(row, 3).text() for row in range(3)] == ["✓", "✓", ""]
    press(Qt.Key.Key_S, SHIFT)
    qtbot.waitUntil(lambda: [day.day for day in board.days.days] == days[2:])


def test_duty_5_what_was_written_after_the_signature_is_shown(made: Callable[[Role], DutyLogDesk], desk: Desk) -> None:
    written(desk, "昨天", days=1)
    day = today() - timedelta(days=1)
    desk.as_(Role.SUPERVISOR).call("duty_log.sign", draft=SignDraft(day=day))
    written(desk, "昨天补记", days=1)
    board = made(Role.RECEPTIONIST)
    board.look_at(day)
    assert board.foot.state.property("kind") == "soon"
    assert "1" in board.foot.state.text()
    assert board.foot.sign.isHidden()  # a receptionist does not sign
    press(Qt.Key.Key_S)
    assert board.pane.form is None
    press(Qt.Key.Key_U)
    assert [each.day for each in board.days.days] == [day]


def test_duty_5_what_comes_while_the_day_is_read_is_refused_at_the_field(
    made: Callable[[Role], DutyLogDesk], desk: Desk, qtbot: QtBot
) -> None:
    written(desk, "昨天", days=1)
    board = made(Role.SUPERVISOR)
    board.look_at(today() - timedelta(days=1))
    press(Qt.Key.Key_S)
    written(desk, "又一条", days=1)
    board.save()
    qtbot.waitUntil(lambda: bool(form(board).rows["day"].problem))


def test_duty_5_today_of_the_window_leads_to_the_day(window: MainWindow, office: object, clock: TestClock) -> None:
    desk = Desk(office, clock)  # type: ignore[arg-type]
    written(desk, "昨天", days=1)
    day = today() - timedelta(days=1)
    window.open_chip("duty_log", day.isoformat())
    board = window.tabs.desk
    assert isinstance(board, DutyLogDesk)
    assert board.day == day


def test_another_person_begins_anew(board: DutyLogDesk, desk: Desk, context: Context) -> None:
    written(desk, "昨天", days=1)
    board.look_at(today() - timedelta(days=1))
    assert board.acts.read
    context.actor = desk.as_(Role.SUPERVISOR).actor
    context.signed_in.emit(context.actor)
    assert board.day == today()
    assert list(board.acts.read) == [today()]


def test_duty_3_erased_entries_offer_no_erasing_again(made: Callable[[Role], DutyLogDesk], desk: Desk) -> None:
    seq = written(desk)
    desk.as_(Role.DIRECTOR).call("duty_log.erase", seq=seq, draft=EraseDraft(reason="要求"))
    board = made(Role.DIRECTOR)
    board.show_entry(seq)
    board.steps_menu()
    assert not [action for action in board.menu.actions() if "#" in action.text()]
    board.menu.close()
