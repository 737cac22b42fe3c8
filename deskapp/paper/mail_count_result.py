"""The mail shelves' result 邮件货架清点结果, on the keys' own page (``MAIL-9``)."""

from __future__ import annotations

from functools import partial

from deskapp.domain.inventories import Subject
from deskapp.paper.count_result import draw
from deskapp.paper.forms import Form

FORM = Form(
    code="mail_count_result", register="inventories", source="inventories.detail", papers=("a4",),
    draw=partial(draw, subject=Subject.MAIL.value),
)  # fmt: skip
