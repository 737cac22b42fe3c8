"""The strip of the check-in: one item's fields, said under them what is known of it (``MAIL-2``, ``MAIL-3``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.mail import Condition, Kind
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editor_choice import Segments
from deskapp.ui.common.mail_boxes import CarrierBox, line, titled
from deskapp.ui.common.mail_photos import Photos
from deskapp.ui.common.mail_who import WhoField
from deskapp.ui.common.parts import button, keyed, label

if TYPE_CHECKING:
    from deskapp.ui.common.mail_parcel import Parcel
    from deskapp.ui.context import Context

KIND_KEY, CARRIER_KEY, DAMAGE_KEY = "F3", "F4", "Ctrl+D"
KINDS = tuple(Kind)
CONDITIONS = tuple(Condition)


class Strip(QFrame):
    """Shows an item and where it is refused; what is done with it is the page's.

    ``saving`` is the button, ``edited`` names the field in which a person changed something.
    """

    saving = Signal()
    edited = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        theme.look(self, "card")
        self.tracking = line(self.tr("Scan, or type and Enter"), "heading")
        self.who_line = line(self.tr("zs, 陈静, 3-2-1102…"), "heading")
        self.who = WhoField(context, self.who_line)
        self.name = line()
        self.place = line()
        self.place.setStyleSheet(f"QLineEdit {{ font-weight: 700; font-size: {theme.px(17)}px; padding: 1px 8px; }}")
        self.kind = button("")
        self.carrier = CarrierBox(context)
        self.save = keyed(self.tr("Save"), "Return", "primary")
        self.meaning = label("", "muted", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.damage = self._damage()
        self.photos = Photos(context, self.words)
        self._fields: dict[str, QWidget] = {
            "tracking": self.tracking, "unit": self.who_line, "recipient": self.name, "place": self.place,
            "carrier": self.carrier, "damage": self.words,
        }  # fmt: skip
        self._lay_out()
        self._connect()
        self.tell(None)

    def _damage(self) -> QWidget:
        """How it arrived, in a row that is there while something is wrong with it."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        self.condition = Segments()
        self.condition.offer([self.context.word(f"mail.condition.{each}") for each in CONDITIONS])
        self.condition.setAccessibleName(self.context.label("mail", "condition"))
        self.words = line(self.tr("What is damaged; tell the carrier before they leave"))
        self.words.setAccessibleName(self.context.label("mail", "damage"))
        row.addWidget(self.condition)
        row.addWidget(self.words, 1)
        made.hide()
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(8))
        top, below = QHBoxLayout(), QHBoxLayout()
        for row in (top, below):
            row.setSpacing(theme.px(10))
            column.addLayout(row)
        title = self.context.label
        top.addWidget(titled(title("mail", "tracking"), self.tracking), 3)
        top.addWidget(titled(f"{title('mail', 'kind')}  {KIND_KEY}", self.kind))
        top.addWidget(titled(f"{title('mail', 'carrier')}  {CARRIER_KEY}", self.carrier), 2)
        below.addWidget(titled(self.tr("For whom: name, initials, unit"), self.who_line), 3)
        below.addWidget(titled(self.tr("Name on it"), self.name), 2)
        below.addWidget(titled(title("mail", "place"), self.place, 7))
        below.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        for widget in (self.meaning, self.damage, self.photos, self.problem):
            column.addWidget(widget)
        self.problem.hide()

    def _connect(self) -> None:
        for name, field in (("tracking", self.tracking), ("name", self.name), ("place", self.place)):
            field.setObjectName(name)
            field.textEdited.connect(self._edited)
        self.words.setObjectName("damage")
        self.words.textEdited.connect(self._edited)
        self.carrier.setObjectName("carrier")
        self.carrier.activated.connect(self._edited)
        self.condition.setObjectName("condition")
        self.condition.chosen.connect(self._edited)
        self.condition.entered.connect(self.words.setFocus)
        self.save.clicked.connect(self._save)

    def _edited(self, _what: object = None) -> None:
        self.edited.emit(self.sender().objectName())

    def _save(self, _on: bool = False) -> None:
        self.saving.emit()

    def fields(self) -> tuple[QWidget, ...]:
        """Everything that takes keys, in the order of the conversation."""
        return (
            self.tracking, self.who_line, self.name, self.place, self.save, self.kind, self.carrier, self.condition,
            self.words,
        )  # fmt: skip

    # What is shown

    def show_parcel(self, parcel: Parcel | None) -> None:
        """Show an item, or an empty strip that waits for the next scan."""
        self.who.rest()
        self.tracking.setText(parcel.tracking if parcel else "")
        self.who_line.setText(parcel.typed if parcel else "")
        self.words.setText(parcel.damage if parcel else "")
        self.open_damage(parcel is not None and parcel.condition is not Condition.GOOD, parcel)
        self.tell(parcel)

    def open_damage(self, on: bool, parcel: Parcel | None) -> None:
        """Ask how it arrived, with its photos, or no more."""
        self.damage.setVisible(on)
        self.photos.show_for(parcel if on else None)

    def tell(self, parcel: Parcel | None) -> None:
        """What follows from what was typed: kind, carrier, name, place, whom it means, what is refused."""
        self.kind.setText(self.context.word(f"mail.kind.{parcel.kind if parcel else Kind.PARCEL}"))
        self.carrier.show_code(parcel.carrier if parcel else "")
        if not self.name.hasFocus() or parcel is None:
            self.name.setText(parcel.name if parcel else "")
        if not self.place.isModified() or parcel is None or not self.place.hasFocus():
            self.place.setText(parcel.shown_place if parcel else "")
        self.condition.choose(CONDITIONS.index(parcel.condition) if parcel else 0)
        self.meaning.setText(self._meaning(parcel))
        theme.look(self.meaning, "soon" if parcel and (parcel.moved or parcel.unknown or parcel.left) else "muted")
        refused = parcel.problems if parcel else {}
        for name, field in self._fields.items():
            theme.mark_problem(field, name in refused)
        self.problem.setText(" ".join(refused.values()))
        self.problem.setVisible(bool(refused))

    def _meaning(self, parcel: Parcel | None) -> str:
        if parcel is None:
            return self.tr("Scan the next one. Esc ends the run.")
        if parcel.left and not parcel.again:
            return parcel.left
        if parcel.unknown:
            return self.tr("Nobody here knows this name: it goes back within its days.")
        if not parcel.unit:
            return self.tr("Two or three characters, Enter takes the first. Ctrl+U: nobody knows the name.")
        moved = self.tr("▲ Moved away: it goes back within its days") if parcel.moved else ""
        said = " · ".join(part for part in (fmt.phone(parcel.phone), parcel.waits, moved) if part)
        return said or self.tr("Enter saves; the next scan does so too.")

    def refused_field(self, parcel: Parcel) -> QWidget:
        """The first field that is to be mended."""
        return next((self._fields[name] for name in self._fields if name in parcel.problems), self.who_line)
