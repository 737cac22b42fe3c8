"""Asking for a file, in the window's own language and where the person's documents are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def file_dialog(owner: QWidget, title: str) -> QFileDialog:
    """A dialog that is not open yet. Qt's own translation leaves these labels out where the desktop has no dialog."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(owner, title, folder)
    labels = QFileDialog.DialogLabel
    for label, text in {
        labels.LookIn: QCoreApplication.translate("FileDialog", "Folder:"),
        labels.FileName: QCoreApplication.translate("FileDialog", "File name:"),
        labels.FileType: QCoreApplication.translate("FileDialog", "Kind of file:"),
        labels.Reject: QCoreApplication.translate("FileDialog", "Cancel"),
    }.items():
        dialog.setLabelText(label, text)
    return dialog
