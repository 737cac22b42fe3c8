"""Asking for a file, in the window's own language and where the person's documents are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def file_dialog(owner: QWidget, title: str) -> QFileDialog:
    """A dialog that is not open yet. Qt's own translation leaves these labels out where the desktop has no dialog."""
    places = QStandardPaths.StandardLocation
    folders = (QStandardPaths.writableLocation(at) for at in (places.DocumentsLocation, places.HomeLocation))
    dialog = QFileDialog(owner, title, next((folder for folder in folders if Path(folder).is_dir()), ""))
    labels = QFileDialog.DialogLabel
    for label, text in {
        labels.LookIn: QCoreApplication.translate("FileDialog", "Folder:"),
        labels.FileName: QCoreApplication.translate("FileDialog", "File name:"),
        labels.FileType: QCoreApplication.translate("FileDialog", "Kind of file:"),
        labels.Reject: QCoreApplication.translate("FileDialog", "Cancel"),
    }.items():
        dialog.setLabelText(label, text)
    return dialog
