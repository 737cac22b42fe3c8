"""The lights-out kit keeps its files fresh by itself, and says so until somebody has printed them (``DUTY-9``)."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.people import Role
from deskapp.ui.context import Context
from deskapp.ui.lights_out import KitLine, kit_folder
from deskapp.ui.main_window import MainWindow
from tests.factories import Desk, TestClock, actor_of


@pytest.fixture
def line(qtbot: QtBot, context: Context, tmp_path: Path) -> KitLine:
    context.papers = open_papers()
    context.settings.path = tmp_path / "settings.json"
    context.settings.database = str(tmp_path / "desk.db")
    made = KitLine(context)
    qtbot.addWidget(made)
    pad(made).parent.mkdir()
    pad(made).write_bytes(b"%PDF-1.4")  # drawn once, and kept
    return made


def looked(qtbot: QtBot, line: KitLine) -> None:
    """The line has looked, and waits for the next shift."""
    line.read()
    qtbot.waitUntil(lambda: line.timer.isActive() and line.timer.interval() > 0)


def page(line: KitLine) -> Path:
    return kit_folder(line._context.settings) / "lights_out.pdf"


def pad(line: KitLine) -> Path:
    return kit_folder(line._context.settings) / "blank_pad.pdf"


def first_page(file: Path) -> str:
    return "".join(pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages[0].extract_text().split())


def test_duty_9_the_pages_are_written_as_the_program_starts(line: KitLine, qtbot: QtBot, desk: Desk) -> None:
    entry = desk.entry()
    pad(line).unlink()
    looked(qtbot, line)
    assert entry.number in first_page(page(line))
    assert sorted(file.name for file in page(line).parent.iterdir()) == ["blank_pad.pdf", "lights_out.pdf"]
    assert not line.isHidden()
    assert ":30 ready: print" in line.text()


def test_duty_9_they_are_written_again_when_the_next_shift_begins(
    line: KitLine, qtbot: QtBot, desk: Desk, clock: TestClock
) -> None:
    looked(qtbot, line)
    before = page(line).read_bytes()
    later = desk.entry(promised_at=clock.now + timedelta(days=2))
    looked(qtbot, line)
    assert page(line).read_bytes() == before  # the same shift has its pages
    clock.forward(days=1)
    looked(qtbot, line)
    assert later.number in first_page(page(line))


def test_duty_9_once_printed_nothing_is_said_any_more(line: KitLine, qtbot: QtBot, desk: Desk) -> None:
    looked(qtbot, line)
    assert not line.isHidden()
    desk.call("lights_out.print", id=1)
    looked(qtbot, line)
    assert line.isHidden()


def test_duty_9_a_locked_counter_gets_its_pages_too(
    line: KitLine, qtbot: QtBot, context: Context, clock: TestClock
) -> None:
    looked(qtbot, line)
    page(line).unlink()
    context.actor = None
    clock.forward(days=1)
    looked(qtbot, line)
    assert page(line).exists()
    assert line.isHidden()


def test_duty_9_whom_they_are_not_for_gets_none(line: KitLine, qtbot: QtBot, context: Context) -> None:
    assert context.office is not None
    context.actor = actor_of(context.office, Role.CASHIER)  # type: ignore[arg-type]
    line.read()
    qtbot.waitUntil(lambda: not line.timer.isActive())
    assert line.isHidden()
    assert not page(line).exists()


def test_duty_9_a_folder_that_cannot_be_written_is_told(line: KitLine, qtbot: QtBot, context: Context) -> None:
    pad(line).unlink()
    kit_folder(context.settings).rmdir()
    kit_folder(context.settings).write_text("in the way", encoding="utf-8")
    looked(qtbot, line)
    assert line.text() == "The lights-out pages could not be written"


def test_duty_9_a_click_brings_the_paper(line: KitLine, qtbot: QtBot, context: Context) -> None:
    looked(qtbot, line)
    with qtbot.waitSignal(context.desk_wanted) as wanted:
        line.click()
    assert wanted.args == ["lights_out", "print"]


def test_duty_9_today_asks_for_them_and_leads_there(window: MainWindow, qtbot: QtBot) -> None:
    window.today.refresh()
    qtbot.waitUntil(lambda: any(item.text == "today.lights_out" for item in window.today.items))
    window.open_chip("lights_out", "print")
    assert window.tabs.spec.code == "afterwards"
