"""Carriers' codes and shelf labels from the hand scanner, while the mail is in front (``MAIL-2``, ``MAIL-9``)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.ui.scanner import CODE, Scanner

#: A place's number as it stands on the shelf's label: ``A-1-03``.
PLACE = re.compile(r"[A-Z]{1,6}-\d{1,2}-\d{2}")
#: The same typed without its lines, ``b102``: only where something waits for its place may it be meant.
TYPED_PLACE = re.compile(r"([A-Z]{1,6})(\d)(\d{2})")
#: What carriers print, a web address around it or not: six figures at least; never a number of this office.
TRACKING = re.compile(rf"(?!{CODE.pattern}$)(?=(?:\D*\d){{6}}).{{8,300}}")
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class MailScanner(Scanner):
    """Watches for such codes while ``owner`` has the keys and they are ``wanted``; this office's stay the window's."""

    shape: ClassVar[re.Pattern[str]] = re.compile(rf"{PLACE.pattern}|{TRACKING.pattern}")

    def __init__(
        self, app: QApplication, owner: QWidget, clock: Callable[[], float] = time.monotonic,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:  # fmt: skip
        super().__init__(app, clock)
        self._owner = owner
        self._wanted = wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: keys elsewhere (another tab, the search box, a menu) are not for the mail."""
        if event.type() not in _KEYS:
            return False
        focus = QApplication.focusWidget()
        if focus is None or not (focus is self._owner or self._owner.isAncestorOf(focus)) or not self._wanted():
            return False
        return super().eventFilter(watched, event)
