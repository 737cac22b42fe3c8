"""An attachment looked at closely, in the pane: zoomed and moved about, page by page, saved to a file, voided."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.attachments import AttachmentBody, AttachmentRow, file_name, size_words
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.attachment_pictures import LARGE, Shown, draw, show_later
from deskapp.ui.common.files import file_dialog
from deskapp.ui.common.parts import FlowLayout, button, keyed, label, while_alive
from deskapp.ui.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

_STEP, _CLOSEST = 1.25, 8.0
_LETTERS = 8


class PictureView(QGraphicsView):
    """A picture that is zoomed by + and - or the wheel with Ctrl, and moved by arrows or the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.fitted = True

    def show_picture(self, picture: QPixmap) -> None:
        """Show a picture, all of it."""
        self.scene().clear()
        self.scene().addPixmap(picture)
        self.scene().setSceneRect(picture.rect())
        self.fit()

    def fit(self) -> None:
        """All of it, though never larger than it is."""
        self.fitted = True
        self.resetTransform()
        room, rect = self.viewport().rect(), self.sceneRect()
        if not rect.isEmpty():
            scale = min(room.width() / rect.width(), room.height() / rect.height(), 1.0)
            self.scale(scale, scale)

    def zoom(self, by: float) -> None:
        """Closer, or further away: not beyond seeing dots, not below all of it."""
        now = self.transform().m11()
        if by > 1 and now >= _CLOSEST:
            return
        self.fitted = False
        self.scale(by, by)
        rect = self.mapFromScene(self.sceneRect()).boundingRect()
        if by < 1 and rect.width() < self.viewport().width() and rect.height() < self.viewport().height():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows move it; pages are turned by whoever holds it."""
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: with Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what was all in view stays so."""
        super().resizeEvent(event)
        if self.fitted:
            self.fit()


class AttachmentViewer(QFrame):
    """Stands in the place of the pane's body. ``closed`` by Esc; ``turned`` asks for the one before (-1), after (1)."""

    closed = Signal()
    turned = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.row: AttachmentRow | None = None
        self.may_void = False
        self.page, self.pages = 0, 1
        self._body: AttachmentBody | None = None
        self._build()
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(16)
        column.setContentsMargins(edge, theme.px(8), edge, theme.px(8))
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        self.title = label("", "strong", wrap=True)
        self.close_button = keyed(self.tr("Close"), "Esc", "quiet")
        self.close_button.clicked.connect(self.close_it)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.facts = label("", "small", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said = label("", "late", wrap=True)
        self.view = PictureView()
        for widget in (self.facts, self.said):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        acts = QWidget()
        flow = FlowLayout(acts, gap=theme.px(6))
        self._acts(flow)
        column.addWidget(acts)
        column.addWidget(self._reason_line())

    def _acts(self, flow: FlowLayout) -> None:
        self.closer_button = button("+", "quiet")
        self.further_button = button("−", "quiet")
        self.fit_button = keyed(self.tr("All of it"), "0", "quiet")
        self.before_button = keyed(self.tr("Page before"), "PgUp", "quiet")
        self.after_button = keyed(self.tr("Page after"), "PgDown", "quiet")
        self.number = label("", "muted")
        self.save_button = button(self.tr("Save as…"), "quiet")
        self.void_button = button(self.tr("Void…"), "quiet")
        for made, act in (
            (self.closer_button, partial(self._zoom, _STEP)),
            (self.further_button, partial(self._zoom, 1 / _STEP)),
            (self.fit_button, self._fit),
            (self.before_button, partial(self._leaf, -1)),
            (self.after_button, partial(self._leaf, 1)),
            (self.save_button, self._ask_where),
            (self.void_button, self._ask_reason),
        ):
            made.clicked.connect(act)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            flow.addWidget(made)
            if made is self.before_button:
                flow.addWidget(self.number)
        self.closer_button.setAccessibleName(self.tr("Closer"))
        self.further_button.setAccessibleName(self.tr("Further away"))

    def _reason_line(self) -> QWidget:
        self.reason_line = QWidget()
        line = QHBoxLayout(self.reason_line)
        line.setContentsMargins(0, 0, 0, 0)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why it counts no more"))
        self.reason.setAccessibleName(self.context.word("field.reason"))
        self.reason.returnPressed.connect(self.void)
        self.confirm_button = keyed(self.tr("Void"), "Return", "danger")
        self.confirm_button.clicked.connect(self.void)
        line.addWidget(self.reason, 1)
        line.addWidget(self.confirm_button)
        self.reason_line.hide()
        return self.reason_line

    # What is shown

    def open_row(self, row: AttachmentRow, *, may_void: bool) -> None:
        """Show an attachment and take the keys."""
        self.row, self.may_void, self._body = row, may_void, None
        self.page, self.pages = 0, 1
        self.view.show_picture(QPixmap())
        self.reason.clear()
        self.reason_line.hide()
        self.tell_of(row)
        self.show()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        then, refused = while_alive(self, self._read), while_alive(self, self._refused)
        self.context.ask("attachments.body", then, refused, owner=self, token="body", id=row.id)

    def tell_of(self, row: AttachmentRow) -> None:
        """What is known of the attachment in front."""
        self.row = row
        self.title.setText(row.name)
        word = self.context.word
        parts = [
            word(f"attachments.kind.{row.kind}"), word(f"attachments.media.{row.media}"), size_words(row.size), row.by,
            fmt.clock(row.at), f"SHA-256\u00a0{row.sha256[:_LETTERS]}…",
        ]  # fmt: skip
        self.facts.setText(" · ".join(filter(None, parts)) + (f"\n{row.note}" if row.note else ""))
        self.facts.setToolTip(f"SHA-256 {row.sha256}")
        self._say(self.tr("Void: {reason}").format(reason=row.void_reason) if row.voided else "")
        self.void_button.setVisible(self.may_void and not row.voided)
        self._count()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _count(self) -> None:
        for widget in (self.before_button, self.after_button, self.number):
            widget.setVisible(self.pages > 1)
        self.before_button.setEnabled(self.page > 0)
        self.after_button.setEnabled(self.page < self.pages - 1)
        self.number.setText(f"{self.page + 1} / {self.pages}")

    def _read(self, body: AttachmentBody) -> None:
        if self.row is None or body.row.id != self.row.id:
            return
        self._body = body
        self._draw()

    def _draw(self) -> None:
        if self._body is None:
            return
        row = self._body.row
        work = partial(draw, self._body.content, row.media, self.page, LARGE, self.context.papers)
        then = while_alive(self, partial(self._drawn, row.id, self.page))
        show_later(self.context, work, then, while_alive(self, self._refused))

    def _drawn(self, id: int, page: int, shown: Shown) -> None:
        if self.row is None or (self.row.id, self.page) != (id, page):
            return  # another one was opened meanwhile
        self.pages = shown.pages
        self._count()
        self.view.show_picture(QPixmap.fromImage(shown.image))
        QTimer.singleShot(0, self.view, self.view.fit)  # the room is known once it is laid out

    def _refused(self, error: DeskError) -> None:
        self._say(self.context.error_text(error))

    # What can be done

    def close_it(self) -> None:
        """Back to the entry."""
        self.row = self._body = None
        self.view.show_picture(QPixmap())
        self.hide()
        self.closed.emit()

    def _back(self) -> None:
        """Esc: out of the reason first."""
        if self.reason_line.isHidden():
            self.close_it()
        else:
            self.reason_line.hide()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _zoom(self, by: float, _on: bool = False) -> None:
        self.view.zoom(by)

    def _fit(self, _on: bool = False) -> None:
        self.view.fit()

    def _leaf(self, by: int, _on: bool = False) -> None:
        if 0 <= self.page + by < self.pages:
            self.page += by
            self._count()
            self._draw()

    def _ask_where(self, _on: bool = False) -> None:
        if self.row is None:
            return
        dialog = file_dialog(self, self.tr("Save as a file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file_name(self.row))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the file, byte for byte as it was attached."""
        if self._body is None:
            return
        work = partial(_write, Path(path), self._body.content)
        then, failed = while_alive(self, self._saved), while_alive(self, self._not_saved)
        self.context.runner.read(Task(work, then, failed, self, "save"))

    def _saved(self, path: Path) -> None:
        self.context.say(self.tr("Saved: {path}").format(path=path), kind="ok")

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self._refused(DeskError("storage", reason=error.strerror or type(error).__name__))

    def _ask_reason(self, _on: bool = False) -> None:
        self.reason_line.setVisible(self.reason_line.isHidden())
        if not self.reason_line.isHidden():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def void(self) -> None:
        """Let it count no more; refused without a reason."""
        if self.row is None:
            return
        draft = ReasonDraft(reason=self.reason.text())
        done, refused = while_alive(self, self._voided), while_alive(self, self._refused)
        self.context.do("attachments.void", done, refused, id=self.row.id, version=self.row.version, draft=draft)

    def _voided(self, _change: Change) -> None:
        self.reason_line.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Qt: Esc is its own: it closes the picture and not what is behind it."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: + and - zoom, 0 shows all of it, page keys turn pages, Home and End go to the one before and after."""
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Escape: self._back,
            Qt.Key.Key_Plus: partial(self._zoom, _STEP),
            Qt.Key.Key_Equal: partial(self._zoom, _STEP),
            Qt.Key.Key_Minus: partial(self._zoom, 1 / _STEP),
            Qt.Key.Key_0: self._fit,
            Qt.Key.Key_PageUp: partial(self._leaf, -1),
            Qt.Key.Key_PageDown: partial(self._leaf, 1),
            Qt.Key.Key_Home: partial(self.turned.emit, -1),
            Qt.Key.Key_End: partial(self.turned.emit, 1),
        }
        act = next((act for key, act in keys.items() if key == event.key()), None)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()


def _write(path: Path, content: bytes) -> Path:
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
    return path
