"""The mail shelves' count sheet 邮件货架清点表, on the keys' own page (``MAIL-9``)."""

from __future__ import annotations

from functools import partial

from deskapp.domain.inventories import Subject
from deskapp.paper.count_sheet import draw
from deskapp.paper.forms import Form

FORM = Form(
    code="mail_count_sheet", register="inventories", source="inventories.sheet", papers=("a4",),
    draw=partial(draw, subject=Subject.MAIL.value),
)  # fmt: skip
