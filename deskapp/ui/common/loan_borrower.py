"""Who borrows: a part of a name, pinyin, a phone's last four or a company finds staff and earlier borrowers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget

from deskapp.domain.loans import Borrower
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editors import LineEditor, is_enter
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

_PAUSE_MS = 90
_MOST_SHOWN = 8


class BorrowerLookup(QObject):
    """Watches a line: ``picked`` carries the ``Borrower`` taken, ``stranger`` says that the name is nobody known."""

    picked = Signal(object)
    stranger = Signal()

    def __init__(self, context: Context, editor: LineEditor) -> None:
        super().__init__(editor)
        self.context = context
        self.editor = editor
        self.line = editor.line
        self.line.setPlaceholderText(
            QCoreApplication.translate("LoanHelp", "Name, pinyin, last 4 of a phone, company, staff number")
        )
        self.popup: QListWidget | None = None
        self._hits: Sequence[Borrower] = ()
        self._settled = True  # what stands in the line was taken from the list, or is as good as that
        self._go_on: bool | None = None  # what is to follow once the answer is there
        self._asking = False  # the answer to what stands in the line is on its way
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.line.textEdited.connect(self._edited)
        self.line.installEventFilter(self)

    @property
    def open(self) -> bool:
        """Whether the list is on screen."""
        return self.popup is not None and self.popup.isVisible()

    def _edited(self, text: str) -> None:
        self._settled, self._hits = False, ()
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._close()

    def _ask(self) -> None:
        found, refused = while_alive(self, self._found), while_alive(self, self._unanswered)
        text = self.line.text().strip()
        self._asking = True
        self.context.ask("loans.borrowers", found, refused, owner=self, token="borrowers", text=text)

    def _unanswered(self, error: DeskError) -> None:
        """A field that cannot look up is still a field; but that it cannot is said."""
        self.context.say_error(error)
        self._asking = False
        go_on, self._go_on = self._go_on, None
        if go_on:
            self.editor.entered.emit()

    def _found(self, hits: Sequence[Borrower]) -> None:
        if self._pause.isActive():
            return  # that was asked about fewer letters
        self._asking = False
        self._hits = hits
        go_on, self._go_on = self._go_on, None
        if go_on is not None:
            self._take(go_on=go_on)
        elif self.line.hasFocus() and hits:
            self._show()
        else:
            self._close()

    # The list

    def _show(self) -> None:
        popup = self._list()
        popup.clear()
        popup.addItems([self._words(hit) for hit in self._hits])
        somebody = QCoreApplication.translate("LoanHelp", "Somebody new: {name}")
        popup.addItem(somebody.format(name=self.line.text().strip()))
        popup.setCurrentRow(0)
        window = self.line.window()
        corner = self.line.mapTo(window, QPoint(0, self.line.height() + 2))
        wanted = popup.sizeHintForColumn(0) + theme.px(32)
        width = min(max(wanted, self.line.width()), window.width() - 8)
        tall = popup.sizeHintForRow(0) * min(popup.count(), _MOST_SHOWN) + 2 * popup.frameWidth() + 2
        popup.setGeometry(min(corner.x(), window.width() - width - 8), corner.y(), width, tall)
        popup.show()
        popup.raise_()

    def _list(self) -> QListWidget:
        """The list hangs on the window, so that no scroll area cuts it."""
        window = self.line.window()
        if self.popup is None or self.popup.parentWidget() is not window:
            if self.popup is not None:
                self.popup.deleteLater()
            self.popup = QListWidget(window)
            self.popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.popup.setAccessibleName(QCoreApplication.translate("LoanHelp", "Who borrows"))
            self.popup.itemClicked.connect(self._clicked)
            self.editor.destroyed.connect(self.popup.deleteLater)
        return self.popup

    def _words(self, hit: Borrower) -> str:
        """Name, company or staff, phone, and what speaks against it."""
        staff = QCoreApplication.translate("LoanHelp", "Staff") if hit.staff_id is not None else ""
        late = QCoreApplication.translate("LoanHelp", "{count} overdue").format(count=hit.overdue)
        parts = (hit.name, staff or hit.company, fmt.phone(hit.phone), late if hit.overdue else "")
        return "   ".join(part for part in parts if part)

    def _clicked(self, _item: object) -> None:
        self._choose(go_on=True)

    def _close(self) -> None:
        if self.popup is not None:
            self.popup.hide()

    # Taking one

    def _pick(self, hit: Borrower) -> None:
        self._pause.stop()
        self._close()
        self._settled = True
        self.line.setText(hit.name)
        self.picked.emit(hit)

    def _nobody_known(self) -> None:
        self._close()
        self._settled = True
        self.stranger.emit()

    def _choose(self, *, go_on: bool) -> None:
        """The row in front: one of the hits, or below them somebody new."""
        at = self.popup.currentRow() if self.popup is not None else 0
        if 0 <= at < len(self._hits):
            self._pick(self._hits[at])
        else:
            self._nobody_known()
        if go_on:
            self.editor.entered.emit()

    def _take(self, *, go_on: bool) -> None:
        """The answer came after the key: Enter takes the first, leaving only what is certain."""
        if go_on and self._hits:
            self._pick(self._hits[0])
        elif (sure := self._sure()) is not None:
            self._pick(sure)
        else:
            self._nobody_known()
        if go_on:
            self.editor.entered.emit()

    def _sure(self) -> Borrower | None:
        """The only one of this very name, or the only one found by letters or digits."""
        typed = self.line.text().strip()
        hits = self._hits if typed.isascii() else [hit for hit in self._hits if hit.name == typed]
        return hits[0] if len(hits) == 1 else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the list is worked from the line; Esc closes it before it leaves the form."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.open:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        elif event.type() == QEvent.Type.FocusOut:
            self._leave()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self.open and key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.popup is not None:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.popup.setCurrentRow((self.popup.currentRow() + step) % self.popup.count())
            return True
        if self.open and key == Qt.Key.Key_Escape:
            self._nobody_known()
            return True
        if is_enter(event):
            self._enter()
            return True
        return False

    def _enter(self) -> None:
        """Enter takes the row in front; while the answer is on its way it waits for it, and then goes on."""
        if self._settled or not self.line.text().strip():
            self.editor.entered.emit()
        elif not self._waits(go_on=True):
            if self.open:
                self._choose(go_on=True)
            else:
                self._take(go_on=True)

    def _leave(self) -> None:
        """Leaving the line takes what is certain."""
        self._close()
        if not self._settled and self.line.text().strip() and not self._waits(go_on=False):
            self._take(go_on=False)

    def _waits(self, *, go_on: bool) -> bool:
        """Whether what stands in the line is still being asked about; then it is gone on with by the answer."""
        if not self._pause.isActive() and not self._asking:
            return False
        self._go_on = go_on
        if self._pause.isActive():
            self._pause.stop()
            self._ask()
        return True
