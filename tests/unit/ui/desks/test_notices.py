"""A notice, through its desk: written by keys, printed for the doors, told, confirmed, seen where a unit is picked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deskapp.domain.notices import Kind, NoticeDetail, NoticeDraft
from deskapp.ui import format as fmt
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.unit_card import UnitCardView
from deskapp.ui.context import Context
from deskapp.ui.desks.notices import DESK
from tests.factories import Desk
from tests.unit.ui.hands import built, enter_text, focus_name, form_of, press

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def board(qtbot: QtBot, context: Context, tmp_path: Path) -> RegisterDesk:
    return built(qtbot, context, DESK, tmp_path / "desk.db")


def announced(desk: Desk) -> NoticeDetail:
    now = desk.clock.now
    draft = NoticeDraft(
        kind=Kind.WATER, title="停水通知", starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=3),
        buildings="3", content="请提前储水。",
    )  # fmt: skip
    made = desk.call("notices.detail", id=desk.call("notices.announce", draft=draft).id)
    assert isinstance(made, NoticeDetail)
    return made


def test_rec_6_a_cut_is_written_published_and_printed_by_keys(board: RegisterDesk, tmp_path: Path) -> None:
    board.new_entry()
    assert focus_name(board) == "kind"
    press(Qt.Key.Key_W)  # Water cut
    form = form_of(board)
    assert form.editors["title"].value() == "Water cut notice"
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert focus_name(board) == "starts_at"
    enter_text(form.editors["starts_at"].target, "+1h")
    press(Qt.Key.Key_Return)
    enter_text(form.editors["ends_at"].target, "+4h")
    press(Qt.Key.Key_Return)
    enter_text(form.editors["buildings"].target, "3")
    form.editors["content"].target.setFocus()
    enter_text(form.editors["content"].target, "请提前储水。")
    board.next_step()
    assert board.preview is not None, form.problems
    detail = board.pane.detail
    assert (detail.state, detail.places) == ("published", ("3 栋",))
    target = tmp_path / "notice.pdf"
    board.preview.save_to(str(target))
    text = PdfReader(target).pages[0].extract_text()
    assert "Water cut notice" in text
    assert "3 栋" in text


def test_a_title_somebody_typed_stays_when_the_kind_changes(board: RegisterDesk) -> None:
    board.new_entry()
    press(Qt.Key.Key_W)
    form = form_of(board)
    form.editors["title"].set_value("紧急停水")
    form.editors["kind"].target.setFocus()
    press(Qt.Key.Key_Right)
    assert form.editors["title"].value() == "紧急停水"


def test_rec_6_whoever_was_told_stands_in_the_detail(board: RegisterDesk, desk: Desk) -> None:
    notice = announced(desk)
    board.show_entry(notice.id)
    main = board.pane.main_step()
    assert main is not None
    assert main.verb == "tell"
    board.next_step()
    board.next_step()
    assert board.pane.form is None
    shown = "\n".join(label.text() for label in board.pane.facts.findChildren(QLabel))
    assert "Residents · Posted on boards" in shown


def test_rec_6_it_ends_early_only_with_a_reason_and_longer_by_ctrl_e(board: RegisterDesk, desk: Desk) -> None:
    notice = announced(desk)
    board.show_entry(notice.id)
    press(Qt.Key.Key_E, CONTROL)
    form = form_of(board)
    form.editors["ends_at"].set_value(fmt.now() + timedelta(hours=5))
    enter_text(form.editors["reason"].target, "抢修未完")
    board.save()
    assert "抢修未完" in board.pane.clock.why.text()
    board.steps.take("end")
    board.save()
    assert set(form_of(board).problems) == {"reason"}
    enter_text(form_of(board).editors["reason"].target, "提前来水")
    board.save()
    assert board.pane.detail.state == "ended"


def test_rec_6_a_notice_in_force_is_the_first_thing_said_of_a_unit(
    board: RegisterDesk, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    notice = announced(desk)
    desk.slip()
    view = UnitCardView(context)
    qtbot.addWidget(view)
    view.show_card(desk.call("directory.unit_card", unit="3-2-1102"))
    words = [label for label in view.findChildren(QLabel) if label.text()]
    assert words[0].text().startswith("Water cut ")
    assert words[0].property("kind") == "late"
    numbers = [made.text() for made in view.findChildren(type(board.new_button))]
    assert notice.number in numbers
