"""The signature that whoever takes the mail gave before, beside the one to come (``MAIL-8``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.attachment_pictures import SMALL, Shown, draw, show_later
from deskapp.ui.common.parts import label, while_alive

if TYPE_CHECKING:
    from deskapp.domain.attachments import AttachmentBody
    from deskapp.domain.pickups import Earlier
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

_DOTS, _TALL = 2 * SMALL, 84


class EarlierSignature(QWidget):
    """A small picture with its pickup and day; away where there is none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.earlier: Earlier | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self.said = label("", "small", wrap=True)
        self.picture = label()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.picture.setAccessibleName(self.tr("Earlier signature"))
        column.addWidget(self.said)
        column.addWidget(self.picture)
        self.hide()

    def show_earlier(self, earlier: Earlier | None) -> None:
        """Read and show another one, or none."""
        if earlier == self.earlier:
            return
        self.earlier = earlier
        self.hide()
        self.picture.clear()
        if earlier is not None:
            words = self.tr("Earlier signature: {taker}, {number}, {time}")
            said = words.format(taker=earlier.taker, number=earlier.ref.number, time=fmt.clock(earlier.at))
            self.said.setText(said)
            read, refused = while_alive(self, partial(self._read, earlier)), while_alive(self, self._unseen)
            self.context.ask("attachments.body", read, refused, owner=self, token="signature", id=earlier.attachment_id)

    def _read(self, earlier: Earlier, body: AttachmentBody) -> None:
        work = partial(draw, body.content, body.row.media, 0, _DOTS, self.context.papers)
        drawn = while_alive(self, partial(self._drawn, earlier))
        show_later(self.context, work, drawn, while_alive(self, self._unseen))

    def _drawn(self, earlier: Earlier, shown: Shown) -> None:
        if earlier is not self.earlier:
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(QPixmap.fromImage(shown.image).scaledToHeight(theme.px(_TALL), smooth))
        self.show()

    def _unseen(self, error: DeskError) -> None:
        """Handing out does not wait for a picture."""
        self.said.setText(self.context.error_text(error))
        self.show()
