"""The floor of G1 and G3: nothing but a PySide6 window with a table, and the moment of its first paint."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem


class Table(QTableWidget):
    """A hundred rows; knows when it was painted first."""

    painted = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint, and leave."""
        super().paintEvent(event)
        if not self.painted:
            self.painted = time.time()
            QApplication.exit()


def pss_mb() -> float | None:
    """The memory that is this process's own share, where the system tells."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Open, paint, say when."""
    app = QApplication(["bare"])
    window = QMainWindow()
    table = Table(100, 8)
    for row in range(100):
        for column in range(8):
            table.setItem(row, column, QTableWidgetItem(f"3-2-{row}{column}"))
    window.setCentralWidget(table)
    window.resize(1366, 768)
    window.show()
    app.exec()
    sys.stdout.write(json.dumps({"at": {"painted": table.painted}, "pss_mb": pss_mb()}) + "\n")


if __name__ == "__main__":
    main()
