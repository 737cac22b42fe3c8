"""The foot: what waits to be printed is said until a printer takes it."""

from __future__ import annotations

from pathlib import Path

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
