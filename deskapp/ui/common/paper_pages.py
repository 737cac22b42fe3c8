"""A desk and, over it, the paper that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

if TYPE_CHECKING:
    from deskapp.ui.common.printing import Asked
    from deskapp.ui.context import Context
    from deskapp.ui.preview import PreviewPage


class PaperPages(QStackedLayout):
    """The layout of ``desk``: its ``main`` page, and the ``preview`` while there is one."""

    def __init__(self, context: Context, desk: QWidget, main: QWidget) -> None:
        super().__init__(desk)
        self.context = context
        self.desk = desk
        self.preview: PreviewPage | None = None
        self.addWidget(main)

    def show_paper(self, code: str, entry_id: int, asked: Asked | None = None) -> None:
        """Preview a form over the desk: an entry's, or that of whatever is ``asked``."""
        from deskapp.ui.preview import PreviewPage

        self.close_preview()
        self.preview = PreviewPage(self.context, code, entry_id, asked)
        self.preview.closed.connect(self.close_preview)
        self.addWidget(self.preview)
        self.setCurrentWidget(self.preview)
        self.preview.begin()

    def close_preview(self) -> None:
        """Back from the paper to the desk."""
        if self.preview is not None:
            page, self.preview = self.preview, None
            self.back_from(page)

    def back_from(self, page: QWidget) -> None:
        """Take away what stands over the desk; the keys go back to the desk."""
        self.removeWidget(page)
        page.deleteLater()
        self.setCurrentIndex(0)
        self.desk.setFocus(Qt.FocusReason.OtherFocusReason)
