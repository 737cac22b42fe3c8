"""What is timed in the open window: jumps in its table, typing in its search box, a long day's actions."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QFrame, QListView, QTableView

from deskapp.app import Program
from deskapp.bench.bare_window import pss_mb
from deskapp.ui.common.paged_model import PagedModel

JUMPS = 200


class Static(PagedModel):
    """As many rows that are all the same one, at hand: the floor of painting the table."""

    def __init__(self, model: PagedModel, row: int) -> None:
        super().__init__(model.context, model.spec)
        self.ids, self.known, self._only = model.ids, True, model.row(row)

    def row(self, number: int) -> Any:
        """The one row there is."""
        return self._only


class Until(QObject):
    """Lets the window work until something is true.

    In an event loop of its own: ``processEvents`` keeps Python's lock, and the readers would stand still.
    """

    def __init__(self, done: Callable[[], bool], seconds: float = 10.0) -> None:
        super().__init__()
        self._done = done
        self._end = time.perf_counter() + seconds
        self._loop = QEventLoop()
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._look)
        if not done():
            self._timer.start()
            self._loop.exec()
        if not done():
            raise TimeoutError

    def _look(self) -> None:
        if self._done() or time.perf_counter() > self._end:
            self._timer.stop()
            self._loop.quit()


def _jump(table: QTableView, row: int) -> float:
    """Milliseconds from asking for a row to its having been painted with its words."""
    model: Any = table.model()
    start = time.perf_counter()
    table.scrollTo(model.index(row, 0), QTableView.ScrollHint.PositionAtTop)
    Until(lambda: model.row(row) is not None)
    table.viewport().repaint()
    return (time.perf_counter() - start) * 1000


def jumps(program: Program, table: QTableView, *, more: tuple[str, ...]) -> dict[str, Any]:
    """Jump about; then the same in a table of the same looks that never asks anybody."""
    model: Any = table.model()
    rng = Random(1)
    rows = [rng.randrange(model.rowCount()) for _ in range(JUMPS)]
    for row in rows[:10]:
        _jump(table, row)
    ours = [_jump(table, row) for row in rows]
    static = Static(model, rows[-1])
    table.setModel(static)
    floor = [_jump(table, row) for row in rows]
    table.setModel(model)
    return {"times": {"ours": ours, "static": floor}}


def typing(program: Program, table: QTableView, *, more: tuple[str, ...]) -> dict[str, Any]:
    """Ask one question after the other; then show a list that is always the same."""
    box: Any = program.window.header.search
    ours = []
    for text in Path(more[0]).read_text(encoding="utf-8").split("\n"):
        box.setText(text)
        start = time.perf_counter()
        box.start()
        Until(lambda: box._shown_for == text)  # noqa: B023
        _popup(program).repaint()
        ours.append((time.perf_counter() - start) * 1000)
    box.leave()
    return {"times": {"ours": ours, "static": _static_list(program, len(ours))}}


def _popup(program: Program) -> QFrame:
    found = program.window.findChild(QFrame, "search_popup")
    assert isinstance(found, QFrame)
    return found


def _static_list(program: Program, times: int) -> list[float]:
    view = QListView(program.window)
    model = QStandardItemModel(view)
    for number in range(20):
        model.appendRow(QStandardItem(f"3-2-{number} · 陈静"))
    view.setModel(model)
    view.setGeometry(300, 40, 480, 480)
    view.show()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        for row in range(20):
            model.item(row).setText(f"{start} {row}")
        view.repaint()
        view.viewport().repaint()
        found.append((time.perf_counter() - start) * 1000)
    return found


def work(program: Program, table: QTableView, *, more: tuple[str, ...]) -> dict[str, Any]:
    """Scroll, open entries, search, look at Today: so many actions; the memory before and after."""
    model: Any = table.model()
    context = program.window.context
    rng = Random(1)
    QApplication.processEvents()
    before = pss_mb()
    for action in range(int(more[0])):
        if not model.rowCount():
            break
        row = rng.randrange(model.rowCount())
        kind = action % 20
        if kind == 0:
            context.now("search.find", text=rng.choice(("漏水", "wl", "3-2", "138", "电梯", "张")))
        elif kind == 1:
            context.now("today.list")
        elif kind < 12:
            context.now("reception.detail", id=model.ids[row])
        else:
            _jump(table, row)
    Until(lambda: bool(getattr(context.runner, "idle", True)))
    return {"pss_mb": before, "pss_after_mb": pss_mb()}


TASKS: dict[str, Callable[..., dict[str, Any]]] = {"jumps": jumps, "typing": typing, "work": work}
