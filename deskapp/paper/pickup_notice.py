"""The pickup notice of one item's addressee, with everything that waits for them (``MAIL-4``)."""

from __future__ import annotations

from dataclasses import replace

from deskapp.paper import pickup_notices

FORM = replace(pickup_notices.FORM, code="pickup_notice", source="mail.notice", period=False)
