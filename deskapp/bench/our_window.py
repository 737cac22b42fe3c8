"""The program's own window, started as ``deskapp`` starts it, and what was asked for is timed in it."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView

from deskapp.app import Opened, Program, application
from deskapp.settings import Settings

#: Seconds until a window has shown its rows, or never will.
LONGEST = 60


def open_demo(place: str) -> Opened:
    """Open the demo with the supervisor at the counter (on a worker, as the program does)."""
    from deskapp.bench.ground import supervisor
    from deskapp.services import open_office

    office = open_office(place)
    return Opened(office, supervisor(office))


class Watch(QObject):
    """Looks at the window until its table has its rows, notes the moments, then goes on with what was asked."""

    def __init__(self, program: Program, then: Callable[[Program, QTableView], dict[str, Any]], chip: str) -> None:
        super().__init__()
        self._program = program
        self._then = then
        self._chip = chip
        self._asked = not chip
        self._end = time.time() + LONGEST
        self.told: dict[str, Any] = {"at": {}}
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._look)
        skeleton: Any = program.window.centralWidget()
        skeleton.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the first paint happen, and note when it has: the program's own signal of it starts the furnishing."""
        if event.type() != QEvent.Type.Paint or "painted" in self.told["at"]:
            return False
        watched.removeEventFilter(self)
        self.told["at"]["painted"] = 0.0
        watched.event(event)
        self.told["at"]["painted"] = time.time()
        self._timer.start()
        return True

    def _look(self) -> None:
        # An empty register shows a sentence in its table's place: visible or not, the first desk's is the one.
        table = next(iter(self._program.window.findChildren(QTableView)), None)
        model: Any = table.model() if table is not None else None
        if time.time() > self._end:
            self._leave({"error": "nothing was shown"})
        if not getattr(model, "known", False):
            return
        if not self._asked:
            from deskapp.domain.common import Query

            self._asked, model.known = True, False
            model.ask(Query(chip=self._chip))
            return
        if model.rowCount() and model.row(0) is None:
            return
        assert table is not None
        table.viewport().repaint()
        self.told["at"]["rows"] = time.time()
        self._timer.stop()
        try:
            self._leave(self._then(self._program, table))
        except Exception as error:
            # The program's own hook would write it to its log; here whoever measures must hear of it.
            self._leave({"error": "".join(traceback.format_exception(error))})

    def _leave(self, told: dict[str, Any]) -> None:
        self._timer.stop()
        self.told |= told
        QApplication.exit()


def nothing(_program: Program, _table: QTableView) -> dict[str, Any]:
    """The moments are all that was asked for."""
    return {}


def main(what: str, place: str, *more: str) -> None:
    """Open the window on a demo and do what was asked."""
    settings = Settings(language="zh", theme="light", database=place)
    app = application(settings)
    program = Program(settings, partial(open_demo, place))
    then, chip = nothing, "all" if what == "all" else ""
    if what not in {"start", "all"}:
        from deskapp.bench import at_work

        then, chip = partial(at_work.TASKS[what], more=more), "all"
    watch = Watch(program, then, chip)
    program.window.show()
    app.exec()
    sys.stdout.write(json.dumps(watch.told) + "\n")
    program.close()
    sys.stdout.flush()
    # Nothing is left to be saved; the order in which Python forgets a window's parts is not what is measured.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], str(Path(sys.argv[2])), *sys.argv[3:])
