"""A receptionist's hands at the mail: a scanner that is quick, fingers that are not, keys counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskapp.ui.common.mail_check_in import CheckIn
from deskapp.ui.common.mail_hand_out import HandOut
from deskapp.ui.common.mail_offer import OfferTable
from deskapp.ui.common.mail_parcel import Parcel
from deskapp.ui.common.mail_shelve import ShelveRun
from deskapp.ui.desks.inventories import InventoriesDesk
from deskapp.ui.desks.mail import MailDesk
from deskapp.ui.scanner import FASTEST_TYPING
from tests.unit.ui.hands import enter_text, press

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down
CTRL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """Presses keys where the keys go. ``count`` are the keys that fingers pressed; the scanner's are not theirs."""

    def __init__(self, desk: MailDesk | InventoriesDesk) -> None:
        self.desk = desk
        self.count = 0
        self._now = 1000.0
        self._step = 1.0
        desk.listen(self.clock)

    def clock(self) -> float:
        """Time that passes with each key."""
        self._now += self._step
        return self._now

    def scan(self, code: str) -> None:
        """A code and its Enter, faster than anybody types, into whatever has the keys."""
        self._now, self._step = self._now + 1, FASTEST_TYPING / 10
        for letter in (*code, ""):
            widget = QApplication.focusWidget()
            assert widget is not None
            if letter:
                QTest.keyClicks(widget, letter)
            else:
                QTest.keyClick(widget, ENTER)
        self._step = 1.0

    def type(self, text: str) -> None:
        """Letters and digits; Chinese as an input method commits it, counted by its pinyin."""
        for letter in text:
            self.count += 1 if letter.isascii() else 3
            widget = QApplication.focusWidget()
            assert widget is not None
            if letter.isascii():
                QTest.keyClicks(widget, letter)
            else:
                enter_text(widget, letter)
            if isinstance(widget, OfferTable):
                widget.act_on_keys()  # no finger is as quick as these

    def press(self, *keys: Qt.Key) -> None:
        """Keys that have a name."""
        for key in keys:
            self.count += 1
            press(key)

    def hold(self, key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
        """A key with another held down."""
        self.count += 1
        press(key, held)


def check_in(desk: MailDesk) -> CheckIn:
    """The page of the run, which is in front."""
    assert isinstance(desk.page, CheckIn)
    return desk.page


def hand_out(desk: MailDesk) -> HandOut:
    """The page that hands out, which is in front."""
    assert isinstance(desk.page, HandOut)
    return desk.page


def shelving(desk: MailDesk) -> ShelveRun:
    """The page of the shelving run, which is in front."""
    assert isinstance(desk.page, ShelveRun)
    return desk.page


def listed(desk: MailDesk) -> list[Parcel]:
    """The lines of the run, the first scanned first."""
    return check_in(desk).table.lines
