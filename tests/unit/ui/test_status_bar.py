"""The foot: what waits to be printed is said until a printer takes it."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from deskapp.ui.common.print_queue import Ticket, drop, keep
from deskapp.ui.main_window import MainWindow


def test_what_waits_to_be_printed_is_counted(window: MainWindow, tmp_path: Path) -> None:
    window.context.settings.database = str(tmp_path / "desk.db")
    assert window.foot.waiting.isHidden()
    files = [keep(window.context.settings, b"%PDF-1.4", Ticket(name=name)) for name in ("one", "two")]
    window.context.queued.emit()
    assert not window.foot.waiting.isHidden()
    assert "2" in window.foot.waiting.text()
    for file in files:
        drop(file)
    window.context.queued.emit()
    assert window.foot.waiting.isHidden()


def test_the_menu_tries_again(window: MainWindow, tmp_path: Path) -> None:
    window.context.settings.database = str(tmp_path / "desk.db")
    assert window.actions_.qt("print_waiting") in window.header.menu.menu().actions()
    window.actions_.qt("print_waiting").trigger()
    assert any("waiting" in toast.text for toast in window.toasts.shown)


def test_duty_1_the_names_of_those_on_duty_go_last(window: MainWindow, qtbot: QtBot) -> None:
    foot = window.foot
    foot.duty.say("On duty: " + "、".join(["阿卜杜热合曼·买买提艾力"] * 4))
    whole = foot.person
    window.resize(1600, 768)
    qtbot.waitUntil(lambda: foot.program.isVisible() and foot.person == whole)
    window.resize(960, 768)
    qtbot.waitUntil(lambda: not foot.program.isVisible() and foot.person != whole)
    assert foot.person == window.context.actor.code  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: foot.duty.text() == foot.duty.toolTip())
    window.resize(1600, 768)
    qtbot.waitUntil(lambda: foot.program.isVisible() and foot.person == whole)
