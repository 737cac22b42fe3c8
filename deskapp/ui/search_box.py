"""Find anything (Ctrl+K): numbers, units, names, any run of characters, pinyin, a phone's last four (``ALL-5``)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from deskapp.domain.common import Hit
from deskapp.errors import DeskError
from deskapp.ui import icons, theme
from deskapp.ui.common.parts import while_alive
from deskapp.ui.context import Context
from deskapp.ui.hit_delegate import HIT, HitDelegate
from deskapp.ui.spec import DeskSpec, desks

#: Long enough that a fast typist asks once a word, short enough not to be noticed.
_PAUSE_MS = 40
_LIMIT = 20


class SearchBox(QLineEdit):
    """The field and, below it, what was found. A newer question drops the answer to an older one."""

    desk_chosen = Signal(object)
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown_for: str | None = None
        self._enter_waits = False
        self._popup: _Popup | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.setObjectName("search")
        self.setPlaceholderText(self.tr("Find: number, unit, name, initials (zs), last 4 of a phone…   Ctrl+K"))
        self.setAccessibleName(self.tr("Find anything"))
        self._glass = QLabel(self)
        self._glass.setPixmap(icons.pixmap("magnify", theme.px(16)))
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._glass.move(theme.px(9), (self.sizeHint().height() - theme.px(16)) // 2)
        self.textEdited.connect(self._typed)

    @property
    def popup_open(self) -> bool:
        """Whether the list is on screen."""
        return self._popup is not None and self._popup.isVisible()

    def hits(self) -> list[Hit | DeskSpec]:
        """What is listed now, in order."""
        return self._popup.rows() if self._popup else []

    def start(self) -> None:
        """Ctrl+K: the cursor here, what stood here ready to be replaced."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if self.text().strip():
            self._ask()

    def leave(self) -> None:
        """Close the list; the text goes with it."""
        self._pause.stop()
        self._enter_waits = False
        self._shown_for = None
        self.clear()
        if self._popup:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list while typing goes on."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._popup and self.popup_open:
            self._popup.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.leave()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self._enter_waits = False
        self._pause.start()

    def _ask(self) -> None:
        text = self.text().strip()
        if not text:
            self._shown_for = None
            if self._popup:
                self._popup.hide()
            return
        self._context.ask(
            "search.find",
            while_alive(self, partial(self._found, text)),
            while_alive(self, self._refused),
            owner=self,
            token="find",
            text=text,
            limit=_LIMIT,
        )

    def _found(self, text: str, hits: tuple[Hit, ...]) -> None:
        if text != self.text().strip() or not self.hasFocus():
            return
        self._shown_for = text
        popup = self._popup_made()
        popup.show_rows([*self._desks_named(text), *hits], text)
        popup.place(self)
        if self._enter_waits:
            self._enter_waits = False
            self._choose(popup.chosen())

    def _refused(self, error: DeskError) -> None:
        self._enter_waits = False
        self._popup_made().show_message(self._context.error_text(error))
        self._popup_made().place(self)

    def _desks_named(self, text: str) -> list[DeskSpec]:
        low = text.lower()
        return [desk for desk in desks() if low in self._context.word(desk.title).lower()]

    def _enter(self) -> None:
        """Open the marked row, but never a row that answers an older question."""
        if self._shown_for == self.text().strip() and self._popup and self.popup_open:
            self._choose(self._popup.chosen())
        elif self.text().strip():
            self._enter_waits = True
            self._pause.stop()
            self._ask()

    def _choose(self, row: Hit | DeskSpec | None) -> None:
        if row is None:
            return
        self.leave()
        if isinstance(row, Hit):
            self._context.open(row.ref)
        else:
            self.desk_chosen.emit(row)

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index.data(HIT))

    def _popup_made(self) -> _Popup:
        if self._popup is None:
            self._popup = _Popup(self._context, self.window())
            self._popup.list.clicked.connect(self._clicked)
            self.destroyed.connect(self._popup.deleteLater)
            self.window().installEventFilter(self)
        return self._popup

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the list under the field when the window's size changes."""
        if event.type() == QEvent.Type.Resize and self._popup and self.popup_open:
            self._popup.place(self)
        return super().eventFilter(watched, event)


class _Popup(QFrame):
    """The list. It lies in the window, not over it, so that typing goes on in the field."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("search_popup")
        self.hide()
        self._model = QStandardItemModel(self)
        self.list = QListView()
        theme.look(self.list, "plain")
        self.list.setModel(self._model)
        self.list.setItemDelegate(HitDelegate(context, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("Found"))
        self._message = QLabel()
        theme.look(self._message, "muted")
        self._message.setWordWrap(True)
        self._message.setMargin(theme.px(10))
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.list)
        box.addWidget(self._message)

    def rows(self) -> list[Hit | DeskSpec]:
        """What is listed."""
        return [self._model.item(row).data(HIT) for row in range(self._model.rowCount())]

    def show_rows(self, rows: list[Hit | DeskSpec], text: str) -> None:
        """List what was found, the first row marked."""
        self._model.clear()
        for row in rows:
            item = QStandardItem()
            item.setData(row, HIT)
            item.setText(row.title)
            item.setEditable(False)
            self._model.appendRow(item)
        nothing = self.tr("Nothing found for “{text}”. A number, a unit, a name, initials or any words will do.")
        self._message.setText(nothing.format(text=text))
        self.list.setVisible(bool(rows))
        self._message.setVisible(not rows)
        if rows:
            self.list.setCurrentIndex(self._model.index(0, 0))

    def show_message(self, text: str) -> None:
        """Say why nothing can be listed."""
        self._model.clear()
        self._message.setText(text)
        self.list.hide()
        self._message.show()

    def move_by(self, step: int) -> None:
        """Mark the row above or below."""
        rows = self._model.rowCount()
        if rows:
            row = min(max(self.list.currentIndex().row() + step, 0), rows - 1)
            self.list.setCurrentIndex(self._model.index(row, 0))

    def chosen(self) -> Hit | DeskSpec | None:
        """The marked row."""
        index = self.list.currentIndex()
        return index.data(HIT) if index.isValid() else None

    def place(self, field: QWidget) -> None:
        """Lie under the field, as high as the rows need, up to half the window."""
        corner = field.mapTo(self.window(), QPoint(0, field.height() + 4))
        width = min(max(field.width(), theme.px(480)), self.window().width() - corner.x() - 8)
        if self.list.isVisibleTo(self):
            wanted = self.list.sizeHintForRow(0) * self._model.rowCount() + 12
        else:
            wanted = self._message.heightForWidth(width - 10) + 12
        room = self.window().height() - corner.y() - theme.px(60)
        self.setGeometry(corner.x(), corner.y(), width, min(wanted, room))
        self.raise_()
        self.show()
