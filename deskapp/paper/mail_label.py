"""The label of an item, in a free place of a label sheet (``MAIL-9``)."""

from __future__ import annotations

from deskapp.paper.forms import Form
from deskapp.paper.mail_labels import PAPERS, draw_items

FORM = Form(code="mail_label", register="mail", source="mail.label", papers=PAPERS, draw=draw_items, labels=True)
