"""The labels of a shelf's places, on label sheets (``MAIL-9``)."""

from __future__ import annotations

from deskapp.paper.forms import Form
from deskapp.paper.mail_labels import PAPERS, draw_places

FORM = Form(
    code="shelf_labels", register="shelves", source="shelves.labels", papers=PAPERS, draw=draw_places, labels=True
)
