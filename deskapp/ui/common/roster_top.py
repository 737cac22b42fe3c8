"""Above the roster's grid: the month, which edition it is, what can be done; below it the shifts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from deskapp.domain.roster import Sheet, State
from deskapp.domain.shifts import Shift
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common import roster_look as look
from deskapp.ui.common.parts import FlowLayout, button, clear, keyed, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_TONES = {State.DRAFT: "badge-soon", State.PUBLISHED: "badge-ok"}


class RosterTop(QWidget):
    """``turned`` asks for the month before or after."""

    turned = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        # At twice the text the grid needs the room: less is said above it, the rest stands in the menu.
        self.tight = context.settings.scale >= theme.CLOSE
        flow = FlowLayout(self, gap=theme.px(8))
        self.back, self.forth = button("‹"), button("›")
        for made, name, by in (
            (self.back, self.tr("The month before"), -1),
            (self.forth, self.tr("The next month"), 1),
        ):
            made.setAccessibleName(name)
            made.setToolTip(f"{name}  {native('Ctrl+PgUp' if by < 0 else 'Ctrl+PgDown')}")
            made.clicked.connect(partial(self._turn, by))
        self.title, self.badge = label("", "title"), label("", "badge")
        holder = QWidget()
        middle = QHBoxLayout(holder)
        middle.setContentsMargins(0, 0, theme.px(8), 0)
        middle.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self.check = button("")
        self.generate = self._keyed(self.tr("Generate…"), "Ctrl+G")
        self.editions = self._keyed(self.tr("Editions"), "Ctrl+E")
        self.more = button("…", "icon")
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(f"{self.tr('More')}  {native('Ctrl+M')}")
        self.new = self._keyed(self.tr("+ New draft"), "F2")
        self.publish = self._keyed(context.word("roster.step.publish"), "Ctrl+Return", "primary")
        for part in (
            self.back, self.title, self.forth, holder, self.check, self.generate, self.editions, self.new,
            self.publish, self.more,
        ):  # fmt: skip
            flow.addWidget(part)
        for part in (self.title, holder):
            part.setMinimumHeight(self.new.sizeHint().height())
        self.title.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def _keyed(self, text: str, key: str, kind: str = "") -> QPushButton:
        return keyed(text, "" if self.tight else key, kind)

    def _turn(self, by: int, _on: bool = False) -> None:
        self.turned.emit(by)

    def show_month(self, month: str, sheet: Sheet | None, *, office: bool, editable: bool) -> None:
        """Which month and edition is in front, and what may be done with it."""
        title = look.month_title(self.context, month)
        if sheet is not None and not self.tight:
            title = f"{title} · {self.context.word('roster.edition', number=sheet.edition)}"
        if sheet is not None:
            self.badge.setText(self.context.word(f"roster.state.{sheet.state}"))
            theme.look(self.badge, _TONES.get(sheet.state, "badge"))
        self.title.setText(title)
        self.badge.setVisible(sheet is not None)
        self.new.setVisible(office and not editable)
        theme.look(self.new, "primary" if sheet is None else "")
        self.publish.setVisible(editable)
        self.editions.setVisible(sheet is not None and not self.tight)
        self.check.setVisible(sheet is not None)
        self.more.setVisible(sheet is not None)

    def count(self, broken: int, hard: int) -> None:
        """How many rules are broken."""
        said = self.tr("! %n broken", "", broken) if broken else self.tr("✓ No rule broken")
        said = said if self.tight else f"{said}   F3"
        if said != self.check.text():
            self.check.setText(said)
        theme.look(self.check, "danger" if hard else "")


class Legend(QWidget):
    """The shifts: their look, their times, the letter; a click puts one in what is chosen (``put``)."""

    put = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._close = context.settings.scale >= theme.CLOSE
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(2))

    def show_shifts(self, sheet: Sheet | None, *, editable: bool) -> None:
        """The shifts of an edition."""
        clear(self._row)
        for shift in sheet.shifts if sheet is not None else ():
            if shift.active:
                self._row.addWidget(self._key_of(shift, editable=editable))

    def _key_of(self, shift: Shift, *, editable: bool) -> QPushButton:
        """A shift: its look, its times, the letter that puts it."""
        times = f"{shift.starts:%H:%M}–{shift.ends:%H:%M}"
        said = [times] if not self._close else []
        made = button("  ".join([*said, shift.letter.upper()] if editable else said), "quiet")
        side = theme.px(22)
        made.setIcon(QIcon(swatch(shift, side)))
        made.setIconSize(QSize(side, side))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(f"{shift.name} {times}")
        made.setToolTip(
            self.tr("{shift} {times}: key {letter}").format(shift=shift.name, times=times, letter=shift.letter.upper())
            if editable
            else f"{shift.name} {times}"
        )
        if editable:
            made.clicked.connect(partial(self._put, shift))
        return made

    def _put(self, shift: Shift, _on: bool = False) -> None:
        self.put.emit(shift)


def swatch(shift: Shift, side: int) -> QPixmap:
    """A shift as its cells look: ground and short word."""
    ground, ink = look.tint(shift.colour)
    made = QPixmap(side * 2, side * 2)
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    box = QRectF(0, 0, side, side)
    painter.drawRoundedRect(box, side / 5, side / 5)
    font = QFont(painter.font())
    font.setPixelSize(max(round(side * 0.62 / max(len(shift.short) / 1.5, 1)), 8))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shift.short)
    painter.end()
    return made
