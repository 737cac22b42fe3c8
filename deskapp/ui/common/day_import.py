"""A list of days pasted or read from a file: looked at as text, taken over as a whole, every bad line named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from deskapp.domain.drafts import FormDraft
from deskapp.errors import DeskError, Invalid
from deskapp.ui import theme
from deskapp.ui.common.drafts import DraftKeeper
from deskapp.ui.common.files import file_dialog
from deskapp.ui.common.parts import button, em, label, while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

EXAMPLE = "2027-02-05 休 春节\n2027-02-14 班"
_LINES = 14


class ImportPage(QWidget):
    """``taken`` carries how many days it was."""

    taken = Signal(int)

    def __init__(self, context: Context, draft: FormDraft | None = None) -> None:
        super().__init__()
        self.context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        about = self.tr(
            "One day a line: date, 休 (rest) or 班 (working), and a name if it has one. Paste the announcement's days, "
            "or choose a text, CSV or Excel file. All lines are taken over, or none."
        )
        column.addWidget(label(about, "muted", wrap=True))
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(EXAMPLE)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Days to import"))
        self.text.setMinimumHeight(min(self.fontMetrics().lineSpacing() * _LINES, em(self) * 22))
        self.problem = label("", "error", wrap=True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem.hide()
        self.choose_button = button(self.tr("Choose a file…"))
        self.choose_button.clicked.connect(self.choose)
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.problem)
        column.addWidget(self.text, 1)
        self.keeper = DraftKeeper(self, context, "calendar.import", self._body, draft.client_id if draft else "")
        if draft is not None:
            self.text.setPlainText(str(draft.body.get("fields", {}).get("content", "")))
        self.text.textChanged.connect(self._edited)
        self.setFocusProxy(self.text)

    def _body(self) -> dict[str, Any]:
        return {"fields": {"content": self.text.toPlainText()}}

    def _edited(self) -> None:
        self._say("")
        self.keeper.touch()

    def choose(self, _on: bool = False) -> QFileDialog:
        """Ask for a file; its lines are shown before anything is taken over."""
        dialog = file_dialog(self, self.tr("Days to import"))
        dialog.setNameFilter(self.tr("Text, CSV or Excel") + " (*.txt *.csv *.xlsx)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def read(self, path: str) -> None:
        """Show the lines of a file."""
        came, refused = while_alive(self, self.text.setPlainText), while_alive(self, self._refused)
        self.context.ask("calendar.read_list", came, refused, owner=self, token="file", path=path)

    def take_over(self) -> None:
        """Import what stands there."""
        self._say("")
        self.keeper.rest()
        done, refused = while_alive(self, self._taken), while_alive(self, self._refused)
        self.context.do("calendar.import", done, refused, text=self.text.toPlainText())

    def leave(self) -> None:
        """Go away; what was pasted is kept."""
        if self.text.toPlainText().strip():
            self.keeper.keep(left=True)

    def _taken(self, change: Change) -> None:
        self.keeper.drop()
        self.taken.emit(1 + len(change.also))

    def _refused(self, error: DeskError) -> None:
        words = self.context.word
        if isinstance(error, Invalid):
            self._say("\n".join(words(f"problem.{p.code}", **p.params) for p in error.problems))
        else:
            self._say(self.context.error_text(error))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        theme.mark_problem(self.text, bool(sentence))
        self.text.setAccessibleDescription(sentence)
