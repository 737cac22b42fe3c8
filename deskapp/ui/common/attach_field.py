"""Photos and scans chosen for an entry, also for one that does not exist yet (``ALL-8``).

A form or a strip that makes entries puts one in, and hands it the entry once it is saved::

    self.photos = AttachField(context, kind=Kind.PHOTO)      # without ``kind`` the person chooses kind and note
    ...
    def _saved(self, change: Change) -> None:
        self.photos.attach_to(change.ref, note=damage)       # at once empty again, ready for the next entry

Files come by its button, by drop, or by Ctrl+V while the keys are in it (``paste()`` and ``take(mime)`` for keys of the
caller's own); each is looked at when it is chosen, and a wrong one is refused there in words. One that is still being
looked at when the entry is saved follows it; ``count`` has it too. ``changed`` tells that something was chosen or taken
away, ``refused`` which file cannot be taken and why, ``attached`` how many are attached when all went well. The entry
stands whatever becomes of its files: if some cannot be attached (the stick was pulled out), the field says so by the
entry's number, here and in the window's corner, keeps them, and offers to try again; ``owed`` names them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.attachments import FileLook, Kind, size_words
from deskapp.errors import DeskError, Invalid
from deskapp.ui import theme
from deskapp.ui.common import clipboard_files
from deskapp.ui.common.attach_batch import Batch, Chosen, Owed
from deskapp.ui.common.attachment_line import FileLine
from deskapp.ui.common.attachment_pictures import SMALL, Shown, of_file, show_later
from deskapp.ui.common.files import file_dialog
from deskapp.ui.common.parts import FlowLayout, button, clear, em, keyed, label, while_alive
from deskapp.ui.tasks import Task

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QImage

    from deskapp.domain.common import Change, Ref
    from deskapp.ui.context import Context

_PASTE = QKeySequence.StandardKey.Paste
_SAID_SECONDS, _LONGEST_NOTE = 15, 300


class AttachField(QFrame):
    """See the file's own words."""

    changed = Signal()
    attached = Signal(int)
    refused = Signal(str, str)

    def __init__(self, context: Context, *, kind: Kind | None = None) -> None:
        super().__init__()
        self.context = context
        self._batch = Batch()
        self.owed: list[Owed] = []
        self._kind = kind
        self._said: list[str] = []
        self._running = self._kept = 0
        self._kind_touched = False
        self.setAcceptDrops(True)
        self._build()
        self._show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(2))
        column.addLayout(self._lines)
        self.problem = label("", "error", wrap=True)
        column.addWidget(self.problem)
        acts = QWidget()
        flow = FlowLayout(acts, gap=theme.px(8))
        self.choose_button = button(self.tr("Choose files…"))
        self.paste_button = keyed(self.tr("Paste a picture"), "Ctrl+V", "quiet")
        self.choose_button.clicked.connect(self.choose)
        self.paste_button.clicked.connect(self.paste)
        flow.addWidget(self.choose_button)
        flow.addWidget(self.paste_button)
        hint = label(self.tr("or drop them here"), "muted")
        hint.setMinimumHeight(self.choose_button.sizeHint().height())  # its words stand beside the buttons' words
        flow.addWidget(hint)
        column.addWidget(acts)
        column.addLayout(self._what_it_is())
        self._again = QWidget()
        line = QHBoxLayout(self._again)
        line.setContentsMargins(0, 0, 0, 0)
        self.again_button = button(self.tr("Try again"))
        self.give_up_button = button(self.tr("Leave them out"), "quiet")
        self.again_button.clicked.connect(self.try_again)
        self.give_up_button.clicked.connect(self.give_up)
        line.addWidget(self.again_button)
        line.addWidget(self.give_up_button, 1, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._again)

    def _what_it_is(self) -> QHBoxLayout:
        """Kind and note, where the form does not say them."""
        self.kind = QComboBox()
        for each in Kind:
            self.kind.addItem(self.context.word(f"attachments.kind.{each}"), each)
        self.kind.setAccessibleName(self.context.label("attachments", "kind"))
        self.kind.activated.connect(self._touched)
        self.note = QLineEdit()
        self.note.setMaxLength(_LONGEST_NOTE)
        self.note.setPlaceholderText(self.context.label("attachments", "note"))
        self.note.setAccessibleName(self.context.label("attachments", "note"))
        self.note.installEventFilter(self)
        said = QHBoxLayout()
        said.addWidget(self.kind)
        said.addWidget(self.note, 1)
        if self._kind is not None:
            self.kind.hide()
            self.note.hide()
        return said

    # Choosing

    @property
    def chosen(self) -> list[Chosen]:
        """What was chosen and can be attached."""
        return self._batch.chosen

    @property
    def count(self) -> int:
        """How many files that makes, with those that are still being looked at."""
        return len(self.chosen) + self._batch.looking

    def begin(self) -> None:
        """The keys come here."""
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self) -> None:
        """Ask for files."""
        dialog = file_dialog(self, self.tr("Photos and scans"))
        dialog.setNameFilters([self.tr("Photos and scans (*.jpg *.jpeg *.png *.webp *.pdf)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.add)
        dialog.open()

    def paste(self) -> bool:
        """Take what was copied; False, and said, where that is no picture and no file."""
        if self.take(QApplication.clipboard().mimeData()):
            return True
        self._tell(self.tr("There is no picture to paste. Copy one first, or a file."))
        return False

    def take(self, data: QMimeData) -> bool:
        """Take what was dropped or copied; False where there is nothing to attach."""
        image = clipboard_files.image_of(data)
        if image is not None:
            self._take_image(image)
        elif paths := clipboard_files.paths_of(data):
            self.add(paths)
        else:
            return False
        return True

    def _take_image(self, image: QImage) -> None:
        self._batch.looking += 1
        name = self.tr("Pasted")
        then = while_alive(self, partial(self._pasted, self._batch))
        failed = while_alive(self, partial(self._not_written, self._batch, name))
        self.context.runner.read(Task(partial(clipboard_files.written, image, name), then, failed))

    def _pasted(self, batch: Batch, path: str) -> None:
        batch.looking -= 1
        self._look(batch, path, passing=True)

    def _not_written(self, batch: Batch, name: str, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._refused(batch, name, error)

    def add(self, paths: Iterable[str]) -> None:
        """Look at some files, and take those that can be attached."""
        self._tell("")
        for path in paths:
            self._look(self._batch, path, passing=clipboard_files.is_passing(path))

    def _look(self, batch: Batch, path: str, *, passing: bool = False) -> None:
        batch.looking += 1
        then = while_alive(self, partial(self._looked, batch, path, passing))
        refused = while_alive(self, partial(self._refused, batch, path))
        self.context.ask("attachments.look", then, refused, path=path)

    def _looked(self, batch: Batch, path: str, passing: bool, look: FileLook) -> None:
        """It can be attached: it joins the others, or follows them if the entry was saved meanwhile."""
        batch.looking -= 1
        file = Chosen(path, look, passing)
        if batch.left:
            self._drop(file)
        elif batch.ref is not None:
            self._send([batch.owed(file)])
        elif batch.take(file):
            self._show()
            self.changed.emit()

    def _refused(self, batch: Batch, path: str, error: DeskError) -> None:
        batch.looking -= 1
        if batch.ref is not None:
            self._tell_of(self._not_kept(batch.ref, Path(path).name, error))
        elif not batch.left:
            said = self.context.error_text(error)
            self._tell("\n".join(filter(None, (self.problem.text(), said))))
            self.refused.emit(path, said)

    def clear(self) -> None:
        """Let go of what was chosen."""
        for file in self.chosen:
            self._drop(file)
        self._batch.left = True
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._batch = Batch()
        self.note.clear()
        self._kind_touched = False
        self._tell("")
        self._show()
        self.changed.emit()

    def _take_away(self, file: Chosen, _on: bool = False) -> None:
        self.chosen.remove(file)
        self._drop(file)
        self._show()
        self.changed.emit()
        self.begin()

    @staticmethod
    def _drop(file: Chosen) -> None:
        if file.passing:
            clipboard_files.thrown_away(file.path)

    def _touched(self) -> None:
        self._kind_touched = True

    # Attaching

    def attach_to(self, ref: Ref, note: str = "") -> None:
        """Attach everything that was chosen to an entry that is saved; the field is free for the next one at once."""
        batch = self._batch
        batch.ref, batch.kind = ref, self._kind_said()
        batch.note = (self.note.text().strip() or note)[:_LONGEST_NOTE]
        self._begin_anew()
        self._send([batch.owed(file) for file in batch.chosen])

    def _kind_said(self) -> Kind | None:
        """What the form or the person says they are; None where nobody does."""
        return self._kind or (Kind(self.kind.currentData()) if self._kind_touched else None)

    def try_again(self) -> None:
        """Attach what could not be attached."""
        owed, self.owed = self.owed, []
        self._tell("")
        self._send(owed)

    def give_up(self) -> None:
        """Leave out what could not be attached."""
        for each in self.owed:
            self._drop(each.file)
        self.owed = []
        self._tell("")
        self._show()

    def _send(self, owed: list[Owed]) -> None:
        self._running += len(owed)
        for each in owed:
            kept, failed = while_alive(self, partial(self._went, each)), while_alive(self, partial(self._failed, each))
            self.context.do(
                "attachments.attach", kept, failed, register=each.ref.register, id=each.ref.id, draft=each.draft,
                path=each.file.path,
            )  # fmt: skip
        self._show()

    def _went(self, each: Owed, _change: Change | None) -> None:
        self._drop(each.file)
        self._kept += 1
        self._over()

    def _failed(self, each: Owed, error: DeskError) -> None:
        if isinstance(error, Invalid) and [problem.code for problem in error.problems] == ["attached_already"]:
            self._went(each, None)  # a second try of what had gone through
            return
        self.owed.append(each)
        self._said.append(self._not_kept(each.ref, each.file.look.name, error))
        self._over()

    def _not_kept(self, ref: Ref, name: str, error: DeskError) -> str:
        text = self.tr("{number} is saved, but not its attachment {name}: {why}")
        return text.format(number=ref.number, name=name, why=self.context.error_text(error))

    def _tell_of(self, text: str) -> None:
        """Said here and in the window's corner: by now something else may be in front."""
        self._tell(text)
        self.context.say(text, kind="error", seconds=_SAID_SECONDS)

    def _over(self) -> None:
        """One more is through; when it was the last, say what became of all."""
        self._running -= 1
        if self._running:
            return
        kept, said, self._kept, self._said = self._kept, self._said, 0, []
        if said:
            self._tell_of("\n".join(said))
        self._show()
        if kept and not said:
            self.attached.emit(kept)

    # Showing

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _show(self) -> None:
        clear(self._lines)
        for file in self.chosen:
            self._lines.addWidget(self._line(file))
        self._again.setVisible(bool(self.owed))
        self.problem.setVisible(bool(self.problem.text()))
        if self.chosen and not self._kind_touched:
            self.kind.setCurrentIndex(self.kind.findData(self.chosen[0].look.kind))

    def _line(self, file: Chosen) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        words = f"{self.context.word(f'attachments.media.{file.look.media}')} · {size_words(file.look.size)}"
        line = FileLine(file.look.name, words)
        line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        away = button("✕", "quiet")
        away.setToolTip(self.tr("Leave it out"))
        away.setAccessibleName(self.tr("Leave {name} out").format(name=file.look.name))
        away.setMaximumWidth(em(self) * 3)
        away.clicked.connect(partial(self._take_away, file))
        row.addWidget(line, 1)
        row.addWidget(away)
        work = partial(of_file, file.path, file.look.media, SMALL, self.context.papers)
        show_later(self.context, work, while_alive(line, partial(_shown, line)), while_alive(line, _unseen))
        return holder

    # Keys and drops

    def event(self, event: QEvent) -> bool:
        """Qt: Ctrl+V is its own wherever in it the keys are."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.matches(_PASTE):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+V pastes a picture."""
        if event.matches(_PASTE):
            self.paste()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: in the note Ctrl+V pastes words, unless it was a picture that was copied."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.matches(_PASTE):
            data = QApplication.clipboard().mimeData()
            if clipboard_files.image_of(data) is not None:
                return self.take(data)
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: files and pictures may be dropped."""
        if clipboard_files.has_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: take what was dropped."""
        if self.take(event.mimeData()):
            event.acceptProposedAction()


def _shown(line: FileLine, shown: Shown) -> None:
    line.show_image(shown.image)


def _unseen(_error: DeskError) -> None:
    """Its sign stays: what cannot be shown can be attached all the same."""
