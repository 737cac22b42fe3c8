"""Photos of what arrived damaged: each item of a run has its own, attached once it is saved (``MAIL-2``, ``ALL-8``)."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.attachments import Kind
from deskapp.ui.common.attach_field import AttachField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.domain.common import Ref
    from deskapp.ui.common.mail_parcel import Parcel
    from deskapp.ui.context import Context


class Photos(QWidget):
    """The field of the item in front; those of items on their way wait unseen for their numbers.

    Tab leads to it from ``before``; ``made`` carries what takes the keys in a new one. ``chosen`` tells of the item
    whose photos are others now, ``lost`` of one and why its photo cannot be taken any more (``ALL-7``).
    """

    made = Signal(object)
    chosen = Signal(object)
    lost = Signal(object, str)

    def __init__(self, context: Context, before: QWidget) -> None:
        super().__init__()
        self.context = context
        self._before = before
        self.fields: dict[str, AttachField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_for(self, parcel: Parcel | None) -> None:
        """Show an item's field, made when it is first needed; none for an item that came whole."""
        wanted = parcel.client_id if parcel is not None else ""
        if parcel is not None:
            self._field(parcel)
        for client_id, field in self.fields.items():
            field.setVisible(client_id == wanted)
        self.setVisible(bool(wanted))

    def _field(self, parcel: Parcel) -> AttachField:
        if parcel.client_id not in self.fields:
            made = self.fields[parcel.client_id] = AttachField(self.context, kind=Kind.PHOTO)
            self._column.addWidget(made)
            keys = (self._before, made.choose_button, made.paste_button)
            for one, next_one in pairwise(keys):
                QWidget.setTabOrder(one, next_one)
            made.changed.connect(partial(self._changed, parcel, made))
            self.made.emit(keys[1:])
        return self.fields[parcel.client_id]

    def _changed(self, parcel: Parcel, field: AttachField) -> None:
        parcel.photos = [file.path for file in field.chosen]
        self.chosen.emit(parcel)

    def restore(self, parcel: Parcel) -> None:
        """The photos of an item that was not saved: each is looked at again, one that is gone is told of."""
        if not parcel.photos:
            return
        field = self._field(parcel)
        field.hide()
        field.refused.connect(partial(self._refused, parcel, tuple(parcel.photos)))
        field.add(parcel.photos)

    def _refused(self, parcel: Parcel, restored: Sequence[str], path: str, why: str) -> None:
        if path in restored:  # of another one, chosen since, the field itself speaks
            self.lost.emit(parcel, why)

    def attach(self, parcel: Parcel, ref: Ref) -> None:
        """The item is saved: its photos belong to it now; some that cannot be attached say so and stay."""
        field = self.fields.get(parcel.client_id)
        if field is not None and field.count:
            field.attach_to(ref, note=parcel.damage)
