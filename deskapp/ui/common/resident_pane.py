"""The pane at the right of a page that is no numbered register: a head, one page at a time, buttons at its foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.form import Form
from deskapp.ui.common.parts import button, clear, em, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context


class Push(NamedTuple):
    """One button at the foot: its words, its key (only shown here; the desk owns it), what it does, its kind."""

    text: str
    key: str
    act: Callable[[], None]
    kind: str = ""


class SidePane(QFrame):
    """Shows one page; ``left`` says that the person wants back to the list."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.context = context
        self.page: QWidget | None = None
        self.primary: QPushButton | None = None
        self._keys: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.head = QWidget()
        self._build_head(QVBoxLayout(self.head))
        column.addWidget(self.head)
        column.addWidget(self._build_body(), 1)
        self.foot = QFrame()
        self.foot.setProperty("kind", "foot")
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.foot)
        edge = theme.px(16)
        self._buttons.setContentsMargins(edge, theme.px(10), edge, theme.px(10))
        self._buttons.setSpacing(theme.px(8))
        column.addWidget(self.foot)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._follow)

    def _build_head(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
        column.setSpacing(theme.px(4))
        self.back = button(self.tr("‹ List  Esc"), "link")
        self.back.clicked.connect(self._back)
        self.back.hide()
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        self.title = label("", "heading", wrap=True)
        self.badge = label("", "badge")
        line.addWidget(self.title, 1)
        line.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        self.subtitle = label("", "muted", wrap=True)
        column.addWidget(self.subtitle)

    def _build_body(self) -> QScrollArea:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("kind", "clear")
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(12))
        self._body.addStretch(1)
        self.area.setWidget(body)
        return self.area

    @property
    def form(self) -> Form | None:
        """The form in front, if it is one."""
        return self.page if isinstance(self.page, Form) else None

    def show_page(
        self, page: QWidget | None, title: str, subtitle: str = "", badge: str = "", tone: str = "badge"
    ) -> None:
        """Put a page in front of nothing else; ``None`` leaves the pane empty."""
        if self.page is not None:
            self.page.hide()
            self._body.removeWidget(self.page)
            self.page.deleteLater()
        self.page = page
        self._head(title, subtitle, badge, tone)
        self.offer(())
        if page is not None:
            self._body.insertWidget(0, page)
            page.show()
        if isinstance(page, Form):
            page.refused.connect(self._look_at)
        self.area.verticalScrollBar().setValue(0)

    def _head(self, title: str, subtitle: str, badge: str, tone: str) -> None:
        for part, text in ((self.title, title), (self.subtitle, subtitle), (self.badge, badge)):
            part.setText(text)
            part.setVisible(bool(text))
        theme.look(self.badge, tone)

    def offer(self, pushes: Sequence[Push]) -> None:
        """The buttons at the foot; the first is the primary one."""
        clear(self._buttons)
        self.primary = None
        for at, push in enumerate(pushes):
            text = f"{push.text}   {native(push.key)}" if push.key else push.text
            made = button(text, push.kind or ("primary" if at == 0 else ""))
            made.clicked.connect(partial(_do, push.act))
            self._buttons.addWidget(made, 1 if at == 0 else 0)
            self.primary = self.primary or made
        self.foot.setVisible(bool(pushes))
        QTimer.singleShot(0, self, self._arrange)

    def _back(self, _on: bool = False) -> None:
        self.left.emit()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The field that has the keys stays in view."""
        if new is not None and self.page is not None and self.page.isAncestorOf(new):
            self._keys = new
            QTimer.singleShot(0, self, self._show_keys)  # once the page is laid out

    def _look_at(self, part: QWidget) -> None:
        """What is said of the whole form is in view, though the keys stay in a field below."""
        if self.form is not None and part is self.form.message:
            QTimer.singleShot(0, self, self._show_top)

    def _show_top(self) -> None:
        self.area.verticalScrollBar().setValue(0)

    def _show_keys(self) -> None:
        new = self._keys
        if new is None or not isValid(new) or self.page is None or not self.page.isAncestorOf(new):
            return
        height = self.area.viewport().height()
        if new.mapTo(self.page, new.rect().bottomLeft()).y() < height:
            self.area.verticalScrollBar().setValue(0)  # its label and what stands above it are seen too
        else:
            self.area.ensureWidgetVisible(new, 0, min(em(self) * 3, height // 4))
            label = new.mapTo(self.page, new.rect().topLeft()).y() - em(self) * 2
            self.area.ensureVisible(0, label, 0, 0)  # where room is very short, its label rather than what follows

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: buttons stand below each other where they do not fit beside."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._arrange)

    def _arrange(self) -> None:
        items = (self._buttons.itemAt(at) for at in range(self._buttons.count()))
        shown = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        wide = sum(widget.sizeHint().width() for widget in shown) + theme.px(8) * (len(shown) - 1) + theme.px(32)
        beside = wide <= max(self.width(), 1)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(way)


def _do(act: Callable[[], None], _on: bool = False) -> None:
    act()
