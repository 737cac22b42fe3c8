"""Ctrl+P on the roster: the edition in front as it hangs on the wall, on A4 or A3 (``DUTY-1``)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.people import Role
from deskapp.ui.common.print_queue import file_name
from deskapp.ui.context import Context
from deskapp.ui.desks.roster import RosterDesk
from tests.factories import Desk, actor_of
from tests.ways import roster


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> RosterDesk:
    context.papers = open_papers()
    people = roster.people(desk)
    roster.put(desk, roster.begin(desk), {(people[0], date(2026, 12, 5)): "z"})
    assert context.office is not None
    context.actor = actor_of(context.office, Role.SUPERVISOR)  # type: ignore[arg-type]
    made = RosterDesk(context)
    qtbot.addWidget(made)
    made.resize(1250, 720)
    made.show()
    made.show_month(roster.MONTH)
    return made


def test_duty_1_ctrl_p_shows_the_wall_and_the_paper_is_chosen_there(page: RosterDesk, qtbot: QtBot) -> None:
    assert page.acts.printable
    page.print_entry()
    preview = page.pages.preview
    assert preview is not None
    qtbot.waitUntil(lambda: bool(preview.pages), timeout=20_000)
    assert [preview.paper.itemText(at) for at in range(preview.paper.count())] == ["A4", "A3"]
    assert "2026-12/1" in preview.title.text()
    wide = preview.pages[0].pixmap().width() / preview.pages[0].pixmap().height()
    assert wide == pytest.approx(297 / 210, abs=0.02)
    preview.paper.setCurrentIndex(1)
    with qtbot.waitSignal(preview.job.drawn, timeout=20_000):
        preview.paper.activated.emit(1)
    assert preview.choice.paper == "a3"
    page.escape()
    assert page.pages.preview is None


@pytest.fixture
def tray(tmp_path: Path) -> Iterator[Path]:
    """Where the printer of this workplace, a program of the test's own, leaves what it is sent."""
    found, before = tmp_path / "tray", os.environ["PATH"]
    found.mkdir()
    printer = tmp_path / "lp"
    printer.write_text(f'#!/bin/sh\nfor file; do :; done\ncp "$file" "{found}/"\n')
    printer.chmod(0o755)
    os.environ["PATH"] = f"{tmp_path}{os.pathsep}{before}"
    yield found
    os.environ["PATH"] = before


@pytest.mark.skipif(sys.platform == "win32", reason="lp is a program of other systems")
def test_an_edition_goes_to_the_printer_and_to_a_file_in_spite_of_the_slash_in_its_number(
    page: RosterDesk, qtbot: QtBot, tray: Path
) -> None:
    page.print_entry()
    preview = page.pages.preview
    assert preview is not None
    qtbot.waitUntil(lambda: bool(preview.pages), timeout=20_000)
    preview.print_now()
    qtbot.waitUntil(lambda: [file.name for file in tray.iterdir()] == ["2026-12-1.pdf"], timeout=20_000)
    assert file_name("JD-202611-0001") == "JD-202611-0001"
