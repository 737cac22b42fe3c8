"""What is printed from the picture: the cabinet's map, its labels, the label of one set (``KEY-7``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.ui.common.printing import form_of

if TYPE_CHECKING:
    from deskapp.ui.desks.keys import KeysDesk

LABELS, LABEL = "key_labels", "key_label"


def of_cabinet(desk: KeysDesk, form: str) -> None:
    """A paper of the cabinet in front."""
    wall = desk.wall.wall
    if wall is not None and desk.preview is None and form_of(desk.context, form) is not None:
        desk.show_paper(wall.id, form)


def of_set(desk: KeysDesk) -> None:
    """The label of the set in front; an empty hook has none."""
    detail = desk.pane.detail
    if detail is not None and desk.preview is None and form_of(desk.context, LABEL) is not None:
        desk.show_paper(detail.id, LABEL)
