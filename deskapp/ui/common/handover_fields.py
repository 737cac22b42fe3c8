"""The lines of a handover's page: one thing counted, one thing looked at; Enter goes down the column (``DUTY-7``)."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.fields import check
from deskapp.domain.handovers import REGISTER, Check, Checked, CheckLine, Count, Counted, CountLine
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editors import Unread, is_enter
from deskapp.ui.common.parts import ChipButton, em, label
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.common.sign import Sign

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_WAITS = Mark(Shape.RING, "muted")
_FINE = Mark(Shape.CHECK, "ok")
_ODD = Mark(Shape.TRIANGLE, "late")
_SAID = Mark(Shape.TRIANGLE, "soon")


class HandoverLine(QWidget):
    """What both kinds have: a name, a sign, something typed that is not kept yet.

    ``typed`` tells of every key, ``settled`` that the line is to be kept, ``entered`` that the next line is due.
    """

    typed = Signal()
    settled = Signal()
    entered = Signal()

    def __init__(self, context: Context, what: Count | Check) -> None:
        super().__init__()
        self.context = context
        self.what = what
        self.dirty = False
        self.title = context.word(f"{REGISTER}.what.{what}")
        self.name = label(self.title, wrap=True)
        names = (context.word(f"{REGISTER}.what.{each}") for each in (*Count, *Check))
        widest = max(self.name.fontMetrics().horizontalAdvance(name) for name in names)
        self.name.setFixedWidth(min(widest + theme.px(4), em(self) * 11))
        self.sign = Sign(13)

    def line(self) -> QLineEdit:
        """A line that Enter leaves downwards."""
        made = QLineEdit()
        made.setAccessibleName(self.title)
        made.textEdited.connect(self._edited)
        made.installEventFilter(self)
        return made

    def _edited(self, _text: str) -> None:
        self.dirty = True
        self.typed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter keeps the line and goes on; leaving a line keeps it too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self.take_key(watched, event) or super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and self.dirty:
            self.settle()
        return super().eventFilter(watched, event)

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """A key in one of the lines; False lets it be typed."""
        raise NotImplementedError

    def settle(self) -> None:
        """What stands here is meant: keep it."""
        self.settled.emit()

    def begin(self) -> None:
        """The keys go here."""
        raise NotImplementedError

    def raw(self) -> list[Any]:
        """What stands here as typed, in JSON."""
        raise NotImplementedError


class CountRow(HandoverLine):
    """One thing counted. What the registers say is told once it is counted; a difference asks for its explanation."""

    def __init__(self, context: Context, what: Count) -> None:
        super().__init__(context, what)
        self.counted: Counted | None = None
        self.told = False
        self.field = self.line()
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setFixedWidth(em(self) * 7)
        self.field.setMaxLength(40)
        self.figure = label("", "muted", wrap=True)
        self.explanation = self.line()
        self.explanation.setMaxLength(300)
        self.explanation.setAccessibleName(f"{self.title}: {context.label(REGISTER, 'explanation')}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(3))
        for column, widget in enumerate((self.name, self.field, self.sign, self.figure)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self.explanation, 1, 1, 1, 3)
        grid.setColumnStretch(3, 1)

    @property
    def cash(self) -> bool:
        """Whether it is counted in yuan."""
        return self.what is Count.CASH

    def value(self) -> Any:
        """What was counted; None for nothing.

        Raises:
            Unread: It is no number.
        """
        text = unicodedata.normalize("NFKC", self.field.text()).strip().replace(",", "").lstrip("¥")
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation as error:
            raise Unread("not_a_number", value=text[:30]) from error
        if not value.is_finite():
            raise Unread("not_a_number", value=text[:30])
        if not self.cash and not text.lstrip("+-").isdecimal():
            raise Unread("whole_number")
        counted = CountLine(cash=value) if self.cash else CountLine(counted=int(text))
        for refusal in check(counted, fmt.now()):
            raise Unread(refusal.code, **refusal.params)
        return counted.cash if self.cash else counted.counted

    @property
    def readable(self) -> bool:
        """Whether a number that can be kept, or nothing, was typed."""
        return not self.fault()

    def fault(self) -> str:
        """Why what was typed cannot be kept; empty if it can."""
        try:
            self.value()
        except Unread as error:
            return self.context.word(f"problem.{error.code}", **error.params)
        return ""

    def raw(self) -> list[Any]:
        """The number and the explanation as typed."""
        return [self.field.text(), self.explanation.text()]

    def draft(self) -> CountLine:
        """The line as the register keeps it."""
        value = self.value()
        words = self.explanation.text().strip()
        if self.cash:
            return CountLine(what=Count(self.what), cash=value, explanation=words)
        return CountLine(what=Count(self.what), counted=value, explanation=words)

    def kept(self) -> CountLine:
        """The line as the register has it."""
        there = self.counted
        assert there is not None
        return CountLine(what=there.what, counted=there.counted, cash=there.counted_cash, explanation=there.explanation)

    # What is shown

    def show_count(self, counted: Counted, *, open_: bool) -> None:
        """Show a count; what is being typed stays."""
        self.counted = counted
        lock(self.field, open_)
        lock(self.explanation, open_, self.tr("Why they differ"))
        if not self.dirty:
            value = counted.counted_cash if self.cash else counted.counted
            self.field.setText("" if value is None else f"{value:.2f}" if self.cash else str(value))
            self.explanation.setText(counted.explanation)
            self.told = counted.done or not open_
        self.tell(self.fault() if self.dirty and self.field.property("problem") else "")

    def tell(self, problem: str = "") -> None:
        """The registers' figure beside what was counted, and how they differ."""
        theme.mark_problem(self.field, bool(problem))
        self.field.setAccessibleDescription(problem)
        there = self.counted
        if problem or there is None or not self.told:
            self.sign.show_mark(_ODD if problem else _WAITS)
            self.sign.setVisible(True)
            theme.look(self.figure, "error" if problem else "muted")
            self.figure.setText(problem)
            self.explanation.setVisible(bool(self.explanation.text()))
            return
        by = self.difference()
        moved = there.moved and not self.dirty and not there.passed
        said = self.tr("In the registers: {figure}").format(figure=self._figure(there.now, there.now_cash))
        if moved:
            before = self._figure(there.expected, there.expected_cash)
            said = self.tr("{before} when it was counted, {figure} now: count again").format(
                before=before, figure=self._figure(there.now, there.now_cash)
            )
        elif by:
            more = self.tr("{count} too many") if by > 0 else self.tr("{count} missing")
            said = f"{said} · {more.format(count=fmt.money(abs(by)) if self.cash else abs(by))}"
        if by is None:
            said = ""
        explained = bool(self.explanation.text().strip()) or there.passed
        odd = bool(by) or moved
        self.sign.show_mark(_WAITS if by is None else _FINE if not odd else _SAID if explained and not moved else _ODD)
        theme.look(self.figure, "muted" if not odd else "soon" if explained and not moved else "late")
        self.figure.setText(f"{said} · {self.context.label(REGISTER, 'passed')}" if there.passed and by else said)
        self.explanation.setVisible(odd or bool(self.explanation.text()))

    def difference(self) -> Any:
        """How much more was counted than the registers say; None while nothing is counted."""
        there = self.counted
        try:
            value = self.value()
        except Unread:
            return None
        if value is None or there is None:
            return None
        return value - ((there.now_cash or Decimal(0)) if self.cash else there.now)

    @staticmethod
    def _figure(pieces: int, cash: Decimal | None) -> str:
        return str(pieces) if cash is None else fmt.money(cash)

    # What is done

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Enter keeps the line; a difference is explained before the next line is due."""
        if not is_enter(event):
            return False
        self.settle()
        wrong = bool(self.field.property("problem"))
        if watched is self.field and self.difference() and not self.explanation.text().strip():
            self.explanation.setFocus(Qt.FocusReason.TabFocusReason)
        elif not wrong:
            self.entered.emit()
        return True

    def settle(self) -> None:
        """The registers' figure is told as soon as something is counted; what is no number stays to be mended."""
        if fault := self.fault():
            self.tell(fault)
            return
        self.told = self.value() is not None
        self.tell()
        if self.dirty:
            super().settle()

    def begin(self) -> None:
        """To the number, or to what is left to be explained."""
        there = self.counted
        explain = there is not None and there.done and there.differs_now and not there.moved and not self.dirty
        (self.explanation if explain else self.field).setFocus(Qt.FocusReason.OtherFocusReason)
        if not explain:
            self.field.selectAll()


class CheckRow(HandoverLine):
    """One thing looked at: one key for in order, or what is wrong."""

    def __init__(self, context: Context, what: Check) -> None:
        super().__init__(context, what)
        self.fine: bool | None = None
        self.button = ChipButton("")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self._clicked)
        self.remark = self.line()
        self.remark.setMaxLength(300)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for widget in (self.name, self.button, self.sign):
            row.addWidget(widget)
        row.addWidget(self.remark, 1)

    def raw(self) -> list[Any]:
        """Whether it is in order, and the remark as typed."""
        return [self.fine, self.remark.text()]

    def draft(self) -> CheckLine | None:
        """The line as the register keeps it; None for what was not looked at."""
        words = self.remark.text().strip()
        return None if self.fine is None else CheckLine(what=Check(self.what), fine=self.fine, remark=words)

    def show_check(self, checked: Checked | None, *, open_: bool) -> None:
        """Show how it was found; what is being typed stays."""
        lock(self.remark, open_, self.tr("or what is wrong"))
        self.button.setEnabled(open_)
        key = self.tr("Space") if open_ else ""
        self.button.setText("  ".join(filter(None, (self.context.label(REGISTER, "fine"), key))))
        if not self.dirty:
            self.fine = checked.fine if checked is not None else None
            self.remark.setText(checked.remark if checked is not None else "")
            self.remark.setCursorPosition(0)
        self.tell()

    def tell(self) -> None:
        """The sign beside it."""
        self.button.setChecked(bool(self.fine))
        wrong = _SAID if self.remark.text().strip() else _ODD
        self.sign.show_mark(_WAITS if self.fine is None else _FINE if self.fine else wrong)
        said = {None: "", True: self.context.label(REGISTER, "fine"), False: self.tr("Not in order")}[self.fine]
        self.remark.setAccessibleDescription(said)

    def _clicked(self, _on: bool) -> None:
        self._take(True)
        self.entered.emit()

    def _take(self, fine: bool | None) -> None:
        self.dirty = self.dirty or fine is not self.fine
        self.fine = fine
        self.tell()
        if self.dirty:
            self.settled.emit()

    def _edited(self, text: str) -> None:
        """Whoever writes something found something; what is wiped out was not looked at."""
        self.fine = False if text.strip() else None
        self.tell()
        super()._edited(text)

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Space alone is in order; Enter goes on."""
        if self.remark.isReadOnly():
            return False
        if is_enter(event):
            self.settle()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Space and not self.remark.text():
            self._take(True)
            self.entered.emit()
        else:
            return False
        return True

    def settle(self) -> None:
        """Keep what was typed."""
        if self.dirty:
            super().settle()

    def begin(self) -> None:
        """The keys go here."""
        self.remark.setFocus(Qt.FocusReason.OtherFocusReason)


def lock(line: QLineEdit, open_: bool, hint: str = "") -> None:
    """What was given is read and not typed in any more."""
    line.setPlaceholderText(hint if open_ else "")
    if line.isReadOnly() == open_:
        line.setReadOnly(not open_)
        line.style().unpolish(line)  # its ground is another one
        line.style().polish(line)


class WrappedLink(QLabel):
    """A sentence that leads somewhere, in as many lines as it takes: ``followed``."""

    followed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStyleSheet(f"color: {theme.tokens().accent}")

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Qt: it was clicked."""
        self.followed.emit()


def section(title: str, *parts: QWidget) -> QWidget:
    """A part of the page under its heading."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(6))
    column.addWidget(label(title, "heading", wrap=True))
    for part in parts:
        column.addWidget(part)
    return made
