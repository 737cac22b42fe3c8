"""What is attached to the entry in front, in every register's pane: seen, opened, added to (``ALL-8``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.attachments import AttachmentBody, AttachmentRow, size_words
from deskapp.domain.common import Ref
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common import clipboard_files
from deskapp.ui.common.attachment_line import FileLine
from deskapp.ui.common.attachment_pictures import SMALL, Shown, draw, show_later
from deskapp.ui.common.parts import clear, keyed, label, while_alive

if TYPE_CHECKING:
    from deskapp.domain.lifecycle import Lifecycle
    from deskapp.errors import DeskError
    from deskapp.ui.common.attach_box import AttachBox
    from deskapp.ui.common.attachment_viewer import AttachmentViewer
    from deskapp.ui.context import Context

#: Opens what adds attachments, on every register's desk.
ATTACH_KEY = "Ctrl+Shift+A"
_KEPT = 100


class AttachmentsPart(QWidget):
    """A heading with its count, a line each, and what adds more. ``opened`` says whether one is looked at closely.

    ``wanted`` asks to be brought into view; ``viewer_made`` hands over the viewer, for which the pane has the room.
    """

    opened = Signal(bool)
    viewer_made = Signal(object)
    wanted = Signal()

    def __init__(self, context: Context, register: str, lifecycle: Lifecycle) -> None:
        super().__init__()
        self.context = context
        self.register = register
        self.rows: tuple[AttachmentRow, ...] = ()
        self.lines: dict[int, FileLine] = {}
        self._who = frozenset().union(*(step.who for step in lifecycle.steps))
        self._ref: Ref | None = None
        self._attaching = False
        self._pictures: dict[str, QImage] = {}
        self._to_draw: list[AttachmentRow] = []
        self._viewer: AttachmentViewer | None = None
        self._box: AttachBox | None = None
        self._build()

    def _build(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        self.title = label("", "strong")
        self.add_button = keyed(self.tr("Attach a photo or scan"), ATTACH_KEY, "words")
        self.add_button.clicked.connect(self.toggle)
        head.addWidget(self.title)
        head.addWidget(self.add_button)
        head.addStretch(1)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(2))
        column.addLayout(self._list)

    # Made when they are first asked for: every desk has room for them, few are opened

    @property
    def viewer(self) -> AttachmentViewer:
        """Where one is looked at closely."""
        if self._viewer is None:
            from deskapp.ui.common.attachment_viewer import AttachmentViewer

            self._viewer = AttachmentViewer(self.context)
            self._viewer.closed.connect(self._closed)
            self._viewer.turned.connect(self._turn)
            self.viewer_made.emit(self._viewer)
        return self._viewer

    @property
    def box(self) -> AttachBox:
        """What adds attachments."""
        if self._box is None:
            from deskapp.ui.common.attach_box import AttachBox

            self._box = AttachBox(self.context)
            self._box.field.changed.connect(self._chosen)
            self._box.field.attached.connect(self._attached)
            self._box.attach_button.clicked.connect(self.attach)
            self._box.leave_button.clicked.connect(self.leave)
            self._column.addWidget(self._box)
        return self._box

    @property
    def adding(self) -> bool:
        """Whether that is open."""
        return self._box is not None and not self._box.isHidden()

    # What is shown

    @property
    def may_attach(self) -> bool:
        """Whether the signed-in person may take any step in this register at all."""
        return self.context.acts_as(self._who)

    @property
    def _open_to_add(self) -> bool:
        """Whether an entry is in front, no form for a new one, and the person may attach."""
        return self._ref is not None and not self.isHidden() and self.may_attach

    def follow(self, entry_id: int, number: str) -> None:
        """Another entry, or this one anew."""
        ref = Ref(self.register, entry_id, number)
        if ref != self._ref:
            self._let_go()
            self._ref = ref
            self._show(())
        then, refused = while_alive(self, partial(self._read, ref)), while_alive(self, self._refused)
        self.context.ask("attachments.of", then, refused, owner=self, token="of", register=self.register, id=entry_id)

    def show_nothing(self) -> None:
        """No entry, or a form for a new one."""
        self._let_go()
        self._ref = None
        self._show(())

    def _let_go(self) -> None:
        """What was chosen and not attached is told, not lost in silence."""
        self.look_away()
        self._attaching = False
        if self._box is None:
            return
        if (chosen := self._box.field.count) and self._ref is not None:
            said = self.tr("%n file(s) were chosen for {number} and not attached.", None, chosen)
            self.context.say(said.format(number=self._ref.number), kind="warning", seconds=8)
        self._box.field.clear()
        self._box.hide()

    def _read(self, ref: Ref, rows: tuple[AttachmentRow, ...]) -> None:
        if ref == self._ref:
            self._show(rows)

    def _refused(self, _error: DeskError) -> None:
        self._show(())  # whoever may not read the entry is told so by the entry itself

    def _show(self, rows: tuple[AttachmentRow, ...]) -> None:
        with_keys = self._line_with_keys(rows)
        self.rows = rows
        self.lines = {}
        clear(self._list)
        for row in rows:
            line = FileLine(row.name, self._words(row), crossed=row.voided)
            line.clicked.connect(partial(self.open_row, row.id))
            line.installEventFilter(self)
            self._list.addWidget(line)
            line.show()  # else only with the next turn of events: too late for the keys
            self.lines[row.id] = line
            if row.id == with_keys:
                line.setFocus(Qt.FocusReason.OtherFocusReason)
        counting = sum(not row.voided for row in rows)
        self.title.setText(self.tr("Attachments ({count})").format(count=counting))
        self.title.setVisible(bool(rows))
        self.add_button.setVisible(self.may_attach and self._ref is not None)
        self._to_draw = [row for row in rows if not self._known(row)]
        self._draw_next()
        shown = self._viewer.row if self._viewer is not None else None
        if shown is not None and (now := self._row(shown.id)) is not None:
            self.viewer.tell_of(now)

    def _line_with_keys(self, rows: tuple[AttachmentRow, ...]) -> int:
        """The line that has the keys, or shall have them: the one that was just attached from here."""
        new = [row.id for row in rows if row.id not in self.lines]
        if self._attaching and new:
            self._attaching = False
            return new[-1] if self.add_button.hasFocus() else 0
        return next((id for id, line in self.lines.items() if line.hasFocus()), 0)

    def _words(self, row: AttachmentRow) -> str:
        kind = self.context.word(f"attachments.kind.{row.kind}")
        void = self.tr("Void: {reason}").format(reason=row.void_reason) if row.voided else ""
        return " · ".join(filter(None, (void, kind, row.note, fmt.clock(row.at), row.by, size_words(row.size))))

    def _row(self, id: int) -> AttachmentRow | None:
        return next((row for row in self.rows if row.id == id), None)

    # Small pictures, one after the other: many large files are never in memory at once

    def _known(self, row: AttachmentRow) -> bool:
        found = self._pictures.get(row.sha256)
        if found is not None:
            self.lines[row.id].show_image(found)
        return found is not None

    def _draw_next(self) -> None:
        if self._to_draw:
            row = self._to_draw.pop(0)
            then, refused = while_alive(self, self._body), while_alive(self, self._undrawn)
            self.context.ask("attachments.body", then, refused, owner=self, token="small", id=row.id)

    def _body(self, body: AttachmentBody) -> None:
        work = partial(draw, body.content, body.row.media, 0, SMALL, self.context.papers)
        then = while_alive(self, partial(self._drawn, body.row))
        show_later(self.context, work, then, while_alive(self, self._undrawn))

    def _drawn(self, row: AttachmentRow, shown: Shown) -> None:
        if len(self._pictures) >= _KEPT:
            self._pictures.clear()
        self._pictures[row.sha256] = shown.image
        if row.id in self.lines:
            self.lines[row.id].show_image(shown.image)
        self._draw_next()

    def _undrawn(self, _error: DeskError) -> None:
        self._draw_next()  # its sign stays; opened, it says why

    # Looking closely

    def open_row(self, id: int, _on: bool = False) -> None:
        """Look at one closely."""
        if (row := self._row(id)) is not None:
            self.opened.emit(True)
            self.viewer.open_row(row, may_void=self.may_attach)

    def look_away(self) -> None:
        """Close what is looked at closely."""
        if self._viewer is not None and not self._viewer.isHidden():
            self._viewer.close_it()

    def _closed(self) -> None:
        self.opened.emit(False)

    def _turn(self, by: int) -> None:
        ids = [row.id for row in self.rows]
        if self.viewer.row is not None and self.viewer.row.id in ids:
            at = ids.index(self.viewer.row.id) + by
            if 0 <= at < len(ids):
                self.open_row(ids[at])

    # Adding

    def toggle(self) -> None:
        """The key: open what adds attachments, or close it; whoever may only look goes to the first one."""
        if self._ref is None or self.isHidden():
            return
        self.look_away()
        if self.adding:
            self.leave()
        elif self.may_attach:
            self._open_box()
        elif self.lines:
            next(iter(self.lines.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.context.say(self.tr("Nothing is attached here."), kind="info")

    def _open_box(self) -> None:
        self.box.show()
        self._chosen()
        self.box.field.begin()
        self.wanted.emit()

    def _chosen(self) -> None:
        chosen = bool(self.box.field.chosen)
        self.box.attach_button.setEnabled(chosen)
        if chosen and self.adding:
            self.box.attach_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.wanted.emit()

    def paste(self) -> None:
        """Ctrl+V on the desk: a picture that was copied is chosen, and waits for its kind and note."""
        if self._open_to_add:
            data = QApplication.clipboard().mimeData()
            if clipboard_files.has_files(data):
                self._take(data)

    def _take(self, data: Any) -> None:
        if not self.adding:
            self._open_box()
        self.box.field.take(data)

    def attach(self) -> None:
        """Attach what was chosen."""
        if self._ref is None or not self.box.field.chosen:
            return
        if self.box.isAncestorOf(QApplication.focusWidget() or self):
            self._attaching = True
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)  # until the new line is there
        self.box.field.attach_to(self._ref)

    def _attached(self, count: int) -> None:
        number = self._ref.number if self._ref is not None else ""
        self.context.say(self.tr("{number}: %n attached", None, count).format(number=number), kind="ok")
        self.box.hide()

    def leave(self) -> None:
        """Close what adds attachments; what was chosen waits there as long as this entry is in front."""
        self.box.hide()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys and drops

    def event(self, event: QEvent) -> bool:
        """Qt: Esc in what adds attachments closes only that."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape and self.adding:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the other half of it."""
        if event.key() == Qt.Key.Key_Escape and self.adding:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: arrows go from line to line; what is dropped anywhere on the pane is chosen."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self.lines.values():
            if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                self._step(watched, 1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        elif isinstance(event, QDropEvent) and self._open_to_add:
            return self._dropped(event)
        return super().eventFilter(watched, event)

    def _step(self, line: QObject, by: int) -> None:
        lines = list(self.lines.values())
        at = lines.index(line) + by  # type: ignore[arg-type]
        if 0 <= at < len(lines):
            lines[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _dropped(self, event: QDropEvent) -> bool:
        if not clipboard_files.has_files(event.mimeData()):
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._take(event.mimeData())
        return True
