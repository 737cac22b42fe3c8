"""A scanner's burst is told from typing, wherever the cursor is (ALL-11)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deskapp.ui.scanner import Scan, Scanner

CODE = "PG-202611-0087/2"


class Clock:
    """Time that passes with each key."""

    def __init__(self) -> None:
        self.now, self.step = 100.0, 0.005

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class Bench:
    """A window with every kind of thing that takes keys, and a scanner watching."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        for other in app.findChildren(Scanner):
            other.stop()  # a window that an earlier test left open watches the same keys, by the real clock
        self.clock = Clock()
        self.scanner = Scanner(app, self.clock)
        self.scans: list[Scan] = []
        self.scanner.scanned.connect(self.scans.append)
        self.widget = QWidget()
        self.line, self.text, self.button = QLineEdit(), QPlainTextEdit(), QPushButton("OK")
        self.list = QListView()
        self.list.setModel(QStringListModel(["JD-1", "PG-1", "PG-2"]))
        box = QVBoxLayout(self.widget)
        for part in (self.line, self.text, self.list, self.button):
            box.addWidget(part)
        qtbot.addWidget(self.widget)
        self.widget.show()
        QTest.qWaitForWindowActive(self.widget)
        self.entered: list[str] = []
        self.line.returnPressed.connect(self._entered)

    def _entered(self) -> None:
        self.entered.append(self.line.text())

    def type(self, widget: QWidget, text: str, step: float, *, enter: bool = True) -> None:
        widget.setFocus()
        self.clock.step = step
        QTest.keyClicks(widget, text)
        if enter:
            QTest.keyClick(widget, Qt.Key.Key_Return)
        self.clock.step = 1.0
        self.clock()


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    made = Bench(qtbot, qapp)
    yield made
    made.scanner.stop()


def test_a_burst_in_a_field_is_taken_out_again(bench: Bench) -> None:
    bench.line.setText("陈女士 来电")
    bench.line.setCursorPosition(3)
    bench.type(bench.line, CODE, 0.005)
    assert [scan.code for scan in bench.scans] == [CODE]
    assert bench.line.text() == "陈女士 来电"
    assert bench.line.cursorPosition() == 3
    assert bench.entered == []


def test_a_burst_over_a_selection_brings_it_back(bench: Bench) -> None:
    bench.line.setText("3-2-1102")
    bench.line.selectAll()
    bench.type(bench.line, CODE, 0.005)
    assert bench.line.text() == "3-2-1102"


def test_a_burst_in_a_text_leaves_no_line_break(bench: Bench) -> None:
    bench.text.setPlainText("第一行\n第二行")
    cursor = bench.text.textCursor()
    cursor.setPosition(3)
    bench.text.setTextCursor(cursor)
    bench.type(bench.text, CODE, 0.005)
    assert bench.text.toPlainText() == "第一行\n第二行"
    assert len(bench.scans) == 1


def test_a_burst_in_a_list_moves_no_row(bench: Bench) -> None:
    activated: list[object] = []
    bench.list.activated.connect(activated.append)
    bench.list.setCurrentIndex(bench.list.model().index(0, 0))
    bench.type(bench.list, CODE, 0.005)
    assert bench.list.currentIndex().row() == 0
    assert activated == []
    assert len(bench.scans) == 1


def test_a_burst_presses_no_button(bench: Bench) -> None:
    clicks: list[bool] = []
    bench.button.setAutoDefault(True)
    bench.button.clicked.connect(clicks.append)
    bench.type(bench.button, CODE, 0.005)
    assert clicks == []
    assert len(bench.scans) == 1


def test_all_11_what_was_typed_long_before_is_no_part_of_a_burst_that_begins_with_shift(bench: Bench) -> None:
    bench.line.setFocus()
    bench.clock.step = 0.005
    QTest.keyClicks(bench.line, "a ")
    bench.clock.step = 1.0
    QTest.keyPress(bench.line, Qt.Key.Key_Shift)
    bench.type(bench.line, CODE, 0.005)
    assert [scan.code for scan in bench.scans] == [CODE]
    assert bench.line.text() == "a "


@pytest.mark.parametrize("step", [0.05, 0.2])
def test_what_is_typed_by_hand_stays(bench: Bench, step: float) -> None:
    bench.type(bench.line, CODE, step)
    assert bench.scans == []
    assert bench.entered == [CODE]


@pytest.mark.parametrize("text", ["PG-1", "3-2-1102", "PG-202611-00", "hello world", "PG-202611-0087/22"])
def test_other_words_are_no_codes_however_fast(bench: Bench, text: str) -> None:
    bench.type(bench.line, text, 0.005)
    assert bench.scans == []
    assert bench.entered == [text]


def test_a_burst_after_typing_is_still_a_burst(bench: Bench) -> None:
    bench.type(bench.line, "abc", 0.1, enter=False)
    bench.type(bench.line, CODE, 0.005)
    assert bench.line.text() == "abc"
    assert len(bench.scans) == 1


def test_a_run_remembers_what_it_had(bench: Bench) -> None:
    for code in (CODE, "PG-202611-0088/2", CODE):
        bench.type(bench.line, code, 0.005)
    assert [scan.again for scan in bench.scans] == [False, False, True]
    assert bench.scans[-1].run == (CODE, "PG-202611-0088/2")
    bench.clock.now += 60
    bench.type(bench.line, CODE, 0.005)
    assert bench.scans[-1] == Scan(CODE, False, (CODE,))


def test_small_letters_of_a_scanner_set_wrongly_are_known(bench: Bench) -> None:
    bench.type(bench.line, "pg-202611-0087", 0.005)
    assert [scan.code for scan in bench.scans] == ["PG-202611-0087"]
    assert bench.line.text() == ""
