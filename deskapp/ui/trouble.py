"""The page shown when the register cannot be opened: what is the matter, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from deskapp.errors import DeskError
from deskapp.ui import theme
from deskapp.ui.common.files import file_dialog
from deskapp.ui.context import Context
from deskapp.ui.gate import Gate


class TroublePage(Gate):
    """Nothing is made, mended or moved without being asked for (F5)."""

    again = Signal()
    other = Signal(str)
    fresh = Signal()

    def __init__(self, context: Context, error: DeskError, parent: QWidget | None = None) -> None:
        super().__init__("database-alert-outline", "", "", width=520, parent=parent)
        self.title.setText(self.tr("The register cannot be opened"))
        self.words.setText(context.error_text(error) + "\n\n" + self._advice(error.code))
        self.words.show()
        self.place = QLabel(_without_secret(context.settings.database_now))
        self.place.setWordWrap(True)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.look(self.place, "small")
        self.place.setHidden(self.place.text() in self.words.text())
        self.box.addWidget(self.place)
        self.buttons: list[QPushButton] = []
        self.first = self._button(self.tr("Try again"), self._again, "primary")
        self._button(self.tr("Open another file…"), self._choose)
        if error.code == "no_database":
            self._button(self.tr("Begin a new register here"), self._fresh)

    def start(self) -> None:
        """The first button."""
        self.first.setFocus()

    def _button(self, text: str, do: object, kind: str = "") -> QPushButton:
        button = QPushButton(text)
        if kind:
            theme.look(button, kind)
        button.clicked.connect(do)
        self.box.addWidget(button)
        self.buttons.append(button)
        return button

    def _advice(self, code: str) -> str:
        return {
            "busy": self.tr("Close the other program, or wait until it is done; then try again."),
            "no_database": self.tr(
                "Perhaps its disk or network folder is not connected. Begin a new register only if there never was one."
            ),
            "newer_database": self.tr("Nothing in the file was touched."),
            "not_a_database": self.tr("The file was left as it is. Open the right one."),
            "damaged": self.tr("The file was left as it is. Keep a copy of it and restore the last good backup."),
            "disk_full": self.tr("Make room on the disk, then try again."),
            "read_only": self.tr("Ask the administrator for the right to write there, then try again."),
        }.get(
            code,
            self.tr(
                "Nothing was changed. See that the disk is connected and the folder can be written to; then try again."
            ),
        )

    def _again(self) -> None:
        self.again.emit()

    def _fresh(self) -> None:
        self.fresh.emit()

    def _choose(self) -> None:
        dialog = file_dialog(self, self.tr("Open a register"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.other)
        dialog.open()


def _without_secret(place: str) -> str:
    """A file's path, or the address of a server without its password."""
    return QUrl(place).toDisplayString() if "://" in place else place
