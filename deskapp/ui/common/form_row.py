"""One row of a form: label, editor, the line of explanation, and what is wrong with it (``ALL-4``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from deskapp.domain.fields import Flag
from deskapp.ui import icons, theme
from deskapp.ui.common.parts import label

if TYPE_CHECKING:
    from deskapp.ui.common.editors import Editor


class FormRow(QWidget):
    """Label beside the editor, or above it where there is little room."""

    def __init__(self, editor: Editor, title: str, *, required: bool) -> None:
        super().__init__()
        self.editor = editor
        self._flag = isinstance(editor.spec.marker, Flag)
        self.label = label("" if self._flag else title, "muted", wrap=True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.label.setBuddy(editor.target)
        if required:
            self.label.setToolTip(self.tr("Needed"))
        self.hint = label("", "small", wrap=True)
        self.hint.hide()
        self.problem_line = QWidget()
        line = QHBoxLayout(self.problem_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        sign = label()
        sign.setPixmap(icons.pixmap("alert-circle", theme.px(14), theme.tokens().danger))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.problem_text = label("", "error", wrap=True)
        line.addWidget(sign)
        line.addWidget(self.problem_text, 1)
        self.problem_line.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(2))
        self._grid.setColumnStretch(1, 1)
        self._stacked: bool | None = None
        self.stack(False, 0)
        editor.explained.connect(self.explain)

    def stack(self, above: bool, label_width: int) -> None:
        """Put the label above the editor, or beside it in a column of ``label_width``."""
        if not above:
            self.label.setFixedWidth(label_width)
        else:
            self.label.setMinimumWidth(0)
            self.label.setMaximumWidth(16777215)
        if self._stacked == above:
            return
        self._stacked = above
        column, start = (0, 1) if above else (1, 0)
        span = 2 if above else 1
        # As high as one line of a field, whose middle it keeps to; longer editors begin with such a line.
        self.label.setMinimumHeight(0 if above or self._flag else self.fontMetrics().height() + theme.px(12))
        self._grid.addWidget(self.label, 0, 0, 1, span, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.editor, start, column, 1, span)
        self._grid.addWidget(self.hint, start + 1, column, 1, span)
        self._grid.addWidget(self.problem_line, start + 2, column, 1, span)
        self._grid.setRowStretch(4, int(above))  # what is too high stays below: fields beside each other keep one line
        self.label.setVisible(not (above and self._flag))

    def explain(self, text: str) -> None:
        """Show a line of explanation under the editor; empty takes it away."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; empty takes it back."""
        self.editor.mark(bool(sentence))
        self.editor.target.setAccessibleDescription(sentence)
        self.problem_text.setText(sentence)
        self.problem_line.setVisible(bool(sentence))

    @property
    def problem(self) -> str:
        """What is said to be wrong now."""
        return self.problem_text.text()
