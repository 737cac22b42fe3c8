"""The unit field: a code in any punctuation, a name, pinyin, a phone's last four; shows who it means (``REC-1``)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from deskapp.domain.directory import CallerHit
from deskapp.domain.fields import FieldSpec
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editors import LineEditor, is_enter
from deskapp.ui.common.parts import label, while_alive

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

# Long enough that a typed word is one question, short enough to be felt as none.
_PAUSE_MS = 90
_MOST_SHOWN = 8


class UnitField(LineEditor):
    """Asks the directory as one types; ``picked`` carries the ``CallerHit`` that was taken."""

    picked = Signal(object)

    def __init__(self, context: Context, spec: FieldSpec, title: str, _register: str = "") -> None:
        super().__init__(context, spec, title)
        self.line.setPlaceholderText(self.tr("3-2-1102, name, zs, or last 4 of a phone"))
        self.line.installEventFilter(self)
        self.meaning = label("", "muted")
        self.meaning.hide()
        self.box.addWidget(self.meaning)
        self.popup: QListWidget | None = None
        self._hits: tuple[CallerHit, ...] = ()
        self._take_when_known = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def _edited(self, text: str) -> None:
        super()._edited(text)
        self._mean(None)
        self._hits = ()
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._close()

    def set_value(self, value: Any) -> None:
        """Show a code."""
        super().set_value(value)
        self._mean(None)
        self._pause.stop()
        self._close()

    def _ask(self) -> None:
        text = self.line.text().strip()
        if text:
            self.context.ask(
                "directory.find_caller",
                while_alive(self, self._found),
                self._unanswered,
                owner=self,
                token="caller",
                text=text,
            )

    def _unanswered(self, error: DeskError) -> None:
        """A field that cannot look up is still a field; but that it cannot is said."""
        go_on, self._take_when_known = self._take_when_known and self.line.hasFocus(), False
        self.context.say_error(error)
        if go_on:
            self.entered.emit()

    def _found(self, hits: tuple[CallerHit, ...]) -> None:
        self._hits = hits
        if self._take_when_known:
            self._take_when_known = False
            self._take_sure(go_on=self.line.hasFocus())
        elif self.line.hasFocus():
            self._show(hits)

    def _show(self, hits: tuple[CallerHit, ...]) -> None:
        popup = self._list()
        popup.clear()
        for hit in hits:
            item = QListWidgetItem(self._words(hit))
            popup.addItem(item)
        if not hits:
            item = QListWidgetItem(self.tr("Nobody and no unit of this name"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            popup.addItem(item)
        popup.setCurrentRow(0 if hits else -1)
        row = popup.sizeHintForRow(0)
        wanted = popup.sizeHintForColumn(0) + theme.px(32)
        window = self.window()
        corner = self.line.mapTo(window, QPoint(0, self.line.height() + 2))
        width = min(max(wanted, self.line.width()), window.width() - 8)
        popup.setGeometry(
            min(corner.x(), window.width() - width - 8),
            corner.y(),
            width,
            row * min(popup.count(), _MOST_SHOWN) + 2 * popup.frameWidth() + 2,
        )
        popup.show()
        popup.raise_()

    def _list(self) -> QListWidget:
        """The list hangs on the window, so that no scroll area cuts it."""
        if self.popup is None or self.popup.parentWidget() is not self.window():
            if self.popup is not None:
                self.popup.deleteLater()
            self.popup = QListWidget(self.window())
            self.popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.popup.setAccessibleName(self.tr("Who is meant"))
            self.popup.itemClicked.connect(self._clicked)
            self.destroyed.connect(self.popup.deleteLater)
        return self.popup

    def _words(self, hit: CallerHit) -> str:
        relation = self.context.word(f"directory.relation.{hit.relation}") if hit.relation else ""
        phone = fmt.phone(hit.phone) if hit.phone else ""
        return "   ".join(part for part in (hit.unit, hit.name, relation, phone) if part)

    def _clicked(self, item: QListWidgetItem) -> None:
        if self.popup is not None and self.popup.row(item) < len(self._hits):
            self._pick(self._hits[self.popup.row(item)])

    def _pick(self, hit: CallerHit) -> None:
        self._pause.stop()
        self._close()
        self.line.setText(hit.unit)
        self._mean(hit)
        self.changed.emit()
        self.picked.emit(hit)

    def _mean(self, hit: CallerHit | None) -> None:
        text = "" if hit is None else " · ".join(part for part in (hit.address_as or hit.name,) if part)
        self.meaning.setText(text)
        self.meaning.setVisible(bool(text))

    def _close(self) -> None:
        if self.popup is not None:
            self.popup.hide()

    @property
    def _open(self) -> bool:
        return self.popup is not None and self.popup.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the list is worked from the line; Esc closes it before it leaves the form."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self._open:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        elif event.type() == QEvent.Type.FocusOut:
            self._leave()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self._open and key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            assert self.popup is not None
            step = 1 if key == Qt.Key.Key_Down else -1
            self.popup.setCurrentRow(max(0, min(self.popup.currentRow() + step, len(self._hits) - 1)))
            return True
        if self._open and key == Qt.Key.Key_Escape:
            self._close()
            return True
        if is_enter(event):
            self._enter()
            return True
        return False

    def _enter(self) -> None:
        """Enter takes the row shown; while the answer is on its way it waits for it, and then goes on."""
        if self._open and self._hits and self.popup is not None:
            self._pick(self._hits[max(0, self.popup.currentRow())])
            self.entered.emit()
        elif self._pause.isActive():
            self._pause.stop()
            self._take_when_known = True
            self._ask()
        else:
            self.entered.emit()

    def _leave(self) -> None:
        """Leaving the field takes what is certain: the unit typed whole, or the only answer."""
        self._close()
        if self._pause.isActive():
            self._pause.stop()
            self._take_when_known = True
            self._ask()
        elif not self.meaning.text() and self._hits:
            self._take_sure(go_on=False)

    def _take_sure(self, *, go_on: bool) -> None:
        typed = bare(self.line.text())
        units = {hit.unit for hit in self._hits}
        whole = [hit for hit in self._hits if bare(hit.unit) == typed]
        if len(whole) == 1:
            self._pick(whole[0])
        elif whole:
            # The unit is certain, which of its residents is calling is not.
            self._pick(replace(whole[0], resident_id=None, name="", address_as="", phone="", relation=None))
        elif len(units) == 1:
            self._pick(self._hits[0])
        elif self._hits and go_on:
            self._show(self._hits)
            return
        if go_on:
            self.entered.emit()


def bare(code: str) -> str:
    """A unit's code without its punctuation, for telling whether two are the same."""
    return re.sub(r"[\W_]+", "", code).lower()
