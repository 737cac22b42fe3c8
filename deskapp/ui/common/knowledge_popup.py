"""What was found for an answer: a short list and, under it, the words of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from deskapp.domain.knowledge import Found, FoundKind
from deskapp.domain.words import Language
from deskapp.ui import theme
from deskapp.ui.common.parts import em, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_MOST_SHOWN = 6
# The chosen one's words get so many lines before they scroll.
_LINES_READ = 7


def title_of(context: Context, found: Found) -> str:
    """Its title in the window's language."""
    return found.title_en if context.language is Language.ENGLISH else found.title


class KnowledgePopup(QFrame):
    """Hangs on the window, so that no scroll area cuts it; never takes the keys. ``taken`` carries the ``Found``."""

    taken = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self.context = context
        self.found: Sequence[Found] = ()
        self.setObjectName("knowledge_popup")
        self.setProperty("kind", "card")
        self.list = QListWidget()
        self.list.setProperty("kind", "plain")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Found in the knowledge base"))
        self.list.currentRowChanged.connect(self._read)
        self.list.itemClicked.connect(self._clicked)
        self.words = label("", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(4))
        self.area = QScrollArea()
        self.area.setWidget(self.words)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        line = QFrame()
        line.setProperty("kind", "line")
        self.keys = label(self.tr("↑ ↓ choose · Enter quotes · PgDn reads on · Esc leaves"), "small", wrap=True)
        self.keys.setContentsMargins(theme.px(6), 0, theme.px(6), theme.px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(4), theme.px(4), theme.px(4), theme.px(4))
        column.setSpacing(theme.px(3))
        for widget in (self.list, line, self.area, self.keys):
            column.addWidget(widget)
        self.hide()

    def show_found(self, found: Sequence[Found], nothing: str, at: QRect) -> None:
        """List these beside ``at`` (in the window), the first one chosen; ``nothing`` is said where there are none."""
        self.found = found
        self.list.clear()
        for each in found:
            item = QListWidgetItem(self._line(each))
            item.setToolTip(each.ref.number)
            self.list.addItem(item)
        self.list.setVisible(bool(found))
        self.keys.setVisible(bool(found))
        self.list.setCurrentRow(0 if found else -1)
        if not found:
            self.words.setText(nothing)
        self.place(at)

    def _line(self, found: Found) -> str:
        parts = [self.context.word(f"knowledge.found_kind.{found.kind}")]
        if found.occasion is not None:
            parts = [self.context.word(f"knowledge.occasion.{found.occasion}")]
        if found.state and found.kind is FoundKind.NOTICE:
            parts.append(self.context.word(found.state))
        if found.quotes:
            parts.append(self.tr("quoted {count}×").format(count=found.quotes))
        return f"{title_of(self.context, found)}   ·  {' · '.join(parts)}"

    def _read(self, row: int) -> None:
        if 0 <= row < len(self.found):
            self.words.setText(self.found[row].text)
            self.area.verticalScrollBar().setValue(0)

    def place(self, at: QRect) -> None:
        """Under the field, or over it where there is more room."""
        window = self.parentWidget() or self
        edge = theme.px(8)
        width = min(max(at.width(), em(self) * 26), window.width() - 2 * edge)
        left = max(edge, min(at.x(), window.width() - width - edge))
        line = self.fontMetrics().lineSpacing()
        shown = min(len(self.found), _MOST_SHOWN)
        listed = self.list.sizeHintForRow(0) * shown + theme.px(6) if self.found else 0
        self.list.setFixedHeight(listed)
        said = max((self._high(each.text, width) for each in self.found), default=line + theme.px(8))
        read = min(said, line * _LINES_READ)
        wanted = listed + read + theme.px(34) + (self.keys.heightForWidth(width - edge * 2) if self.found else 0)
        below, above = window.height() - at.bottom() - edge, at.y() - edge
        high = min(wanted, max(below, above))
        top = at.bottom() + 2 if below >= min(wanted, above) else at.y() - high - 2
        self.setGeometry(left, top, width, high)
        self.show()
        self.raise_()

    def _high(self, text: str, width: int) -> int:
        room = QRect(0, 0, width - theme.px(32), 10_000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() + theme.px(10)

    def move_by(self, step: int) -> None:
        """Choose the row above or below."""
        if self.found:
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, len(self.found) - 1)))

    def read_on(self, step: int) -> None:
        """Turn the words of the chosen one by a page."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep())

    def chosen(self) -> Found | None:
        """The chosen one."""
        row = self.list.currentRow()
        return self.found[row] if 0 <= row < len(self.found) else None

    def _clicked(self, item: QListWidgetItem) -> None:
        self.taken.emit(self.found[self.list.row(item)])


def place_of(widget: QWidget) -> QRect:
    """Where a widget stands in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
