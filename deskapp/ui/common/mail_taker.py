"""Who takes the mail, how that was checked, that it was signed for: each by a single key (``MAIL-5``, ``MAIL-7``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from deskapp.domain.directory import IdType
from deskapp.domain.pickups import REGISTER, Check, Kind, Taker
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.mail_boxes import ChoiceRow, line
from deskapp.ui.common.mail_earlier import EarlierSignature
from deskapp.ui.common.parts import ChipButton, FlowLayout, clear, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context

CHECKS = {Qt.Key.Key_K: Check.KNOWN, Qt.Key.Key_D: Check.DOCUMENT, Qt.Key.Key_P: Check.PHONE}
_DOCUMENTS = tuple(each for each in IdType if each is not IdType.NONE)
_MOST = 9


class TakerCard(QWidget):
    """``changed`` tells that something was chosen, ``stranger`` asks for the form of a new proxy."""

    changed = Signal()
    stranger = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.takers: Sequence[Taker] = ()
        self.taker: Taker | None = None
        self.check: Check | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.who_title = label(self.tr("Who takes it?"), "strong")
        column.addWidget(self.who_title)
        self._people = QWidget()
        self._rows = QVBoxLayout(self._people)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(4))
        column.addWidget(self._people)
        self.identity = QWidget()
        column.addWidget(self.identity)
        self._build_identity()
        self.signed = QCheckBox(self.tr("S  Signed for on the printed sheet"))
        self.signed.clicked.connect(self._signed)
        column.addWidget(self.signed)
        self.earlier = EarlierSignature(context)
        column.addWidget(self.earlier)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addStretch(1)

    def _build_identity(self) -> None:
        column = QVBoxLayout(self.identity)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(label(self.context.label(REGISTER, "check"), "strong"))
        ways = QWidget()
        flow = FlowLayout(ways, gap=theme.px(4))
        self.ways = {}
        for key, check in CHECKS.items():
            made = ChipButton(f"{key.name.removeprefix('Key_')}  {self.context.word(f'pickups.check.{check}')}")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(partial(self._way, check))
            flow.addWidget(made)
            self.ways[check] = made
        column.addWidget(ways)
        self.phone = line(self.tr("Last four digits of the phone"))
        self.phone.setAccessibleName(self.tr("Last four digits of the phone"))
        self.document = QComboBox()
        self.document.setAccessibleName(self.context.label(REGISTER, "id_type"))
        for each in _DOCUMENTS:
            self.document.addItem(self.context.word(f"directory.id_type.{each}"), each.value)
        self.number = line(self.context.label(REGISTER, "id_number"))
        self.number.setAccessibleName(self.context.label(REGISTER, "id_number"))
        for widget in (self.phone, self.document, self.number):
            column.addWidget(widget)
        for field in (self.phone, self.number):
            field.textEdited.connect(self._typed)

    # What is shown

    def show_takers(self, takers: Sequence[Taker]) -> None:
        """Other people; nobody is chosen for the one who stands there."""
        self.takers = takers
        self.taker = self.check = None
        self.signed.setChecked(False)
        self.phone.clear()
        self.number.clear()
        clear(self._rows)
        for at, taker in enumerate(takers[:_MOST], 1):
            made = ChoiceRow(f"{at}  {self._said(taker)}")
            made.clicked.connect(partial(self._chosen, at))
            self._rows.addWidget(made)
        other = ChoiceRow(self.tr("0  Somebody else, as a proxy…"))
        other.setCheckable(False)
        other.clicked.connect(self._other)
        self._rows.addWidget(other)
        self._show()

    def _said(self, taker: Taker) -> str:
        """Name, what they are to the unit, phone; of a proxy for whom and until when."""
        relation = self.context.word(taker.relation) if taker.relation else ""
        parts = [taker.name, relation, fmt.phone(taker.phone)]
        if taker.kind is Kind.PROXY:
            parts.append(self.tr("proxy for {name}").format(name=taker.for_))
            parts.append(
                self.tr("until {day}").format(day=f"{taker.until:%Y-%m-%d}") if taker.until else self.tr("this once")
            )
        if taker.addressed:
            parts.append(self.tr("{count} addressed so").format(count=taker.addressed))
        return " · ".join(part for part in parts if part)

    def _show(self) -> None:
        for at in range(self._rows.count()):
            item = self._rows.itemAt(at)
            row = item.widget() if item is not None else None
            if isinstance(row, ChoiceRow) and at < len(self.takers):
                row.setChecked(self.takers[at] is self.taker)
        resident = self.taker is not None and self.taker.kind is Kind.RESIDENT
        self.identity.setVisible(resident)
        for check, made in self.ways.items():
            made.setChecked(check is self.check)
        self.phone.setVisible(resident and self.check is Check.PHONE)
        for widget in (self.document, self.number):
            widget.setVisible(resident and self.check is Check.DOCUMENT)
        self.signed.setVisible(self.taker is not None)
        self.earlier.show_earlier(self.taker.earlier if self.taker is not None else None)
        self.refuse("")
        self.changed.emit()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; empty takes it back."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # What is chosen

    def take_key(self, key: int, text: str) -> bool:
        """A single key typed over the items."""
        if text.isascii() and text.isdigit():
            if text == "0":
                self.stranger.emit()
            else:
                self.choose(int(text))
        elif key in {Qt.Key.Key_K, Qt.Key.Key_D, Qt.Key.Key_P}:
            self._way(CHECKS[Qt.Key(key)])
        elif key == Qt.Key.Key_S and self.taker is not None:
            self.signed.setChecked(not self.signed.isChecked())
            self._show()
        else:
            return False
        return True

    def choose(self, at: int) -> None:
        """The person of this number stands there."""
        if 1 <= at <= min(len(self.takers), _MOST):
            self.taker = self.takers[at - 1]
            self.number.setText(self.taker.id_number_masked)
            wanted = self.taker.id_type if self.taker.id_type is not IdType.NONE else IdType.ID_CARD
            self.document.setCurrentIndex(_DOCUMENTS.index(wanted))
            self._show()

    def choose_proxy(self, proxy_id: int) -> None:
        """A proxy that was approved a moment ago, or whose paper was scanned."""
        self.choose(next((at for at, each in enumerate(self.takers, 1) if each.proxy_id == proxy_id), 0))

    def _chosen(self, at: int, _on: bool = False) -> None:
        self.choose(at)

    def _other(self, _on: bool = False) -> None:
        self.stranger.emit()

    def _way(self, check: Check, _on: bool = False) -> None:
        if self.taker is None or self.taker.kind is not Kind.RESIDENT:
            return
        self.check = check
        self._show()
        field = {Check.PHONE: self.phone, Check.DOCUMENT: self.number}.get(check)
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.selectAll()

    def _signed(self, _on: bool = False) -> None:
        self._show()

    def _typed(self, _text: str) -> None:
        self.refuse("")

    def lacks_who(self) -> str:
        """What is still to be said before a sheet can be signed, in words; empty: nothing."""
        if self.taker is None:
            return self.tr("Who takes it? 1 to 9, 0 for a proxy")
        if self.taker.kind is Kind.RESIDENT and self.check is None:
            return self.tr("How was the identity checked? K, D or P")
        return ""

    def lacks(self) -> str:
        """What is still to be said before anything goes, in words; empty: nothing."""
        if lacks := self.lacks_who():
            return lacks
        sign = self.tr("Nothing leaves without a signature: {key} prints the sheet, S once it is signed")
        return "" if self.signed.isChecked() else sign.format(key=native("Ctrl+P"))

    def values(self) -> dict[str, Any]:
        """What the pickup's draft says of whoever takes it."""
        taker = self.taker
        assert taker is not None
        shown = self.check is Check.DOCUMENT and taker.kind is Kind.RESIDENT
        told = self.check is Check.PHONE and taker.kind is Kind.RESIDENT
        return {
            "kind": taker.kind, "taker": taker.name if taker.kind is Kind.RESIDENT else "",
            "resident_id": taker.resident_id, "proxy_id": taker.proxy_id, "steward_id": taker.steward_id,
            "check": self.check or Check.KNOWN, "signed": self.signed.isChecked(),
            "id_type": IdType(self.document.currentData()) if shown else IdType.NONE,
            "id_number": self.number.text().strip() if shown else "",
            "phone": self.phone.text().strip() if told else "",
        }  # fmt: skip
