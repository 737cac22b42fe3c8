"""The pad of blank forms 空白表单簿: what the counter writes on while there is no power (``DUTY-9``)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

from deskapp.domain.lights_out import Pad
from deskapp.domain.paper import PrintOptions
from deskapp.paper import running_list
from deskapp.paper.forms import Form, all_forms, picturing

#: The forms of the pad in their order, each on the paper it is best written on; one that is not there is left out.
FORMS = (
    ("reception_record", "a5"),
    ("dispatch_order", "a4x3"),
    ("key_loan", "a5"),
    ("deposit_receipt", "a4x3"),
    ("mail_sheet", "a4"),
    ("pickup_sheet", "a5"),
    ("event_report", "a4"),
    ("duty_log", "a4"),
    ("handover", "a4"),
)


def draw(pad: Pad | None, options: PrintOptions) -> bytes:
    """The running list and each blank form, so many times."""
    copies = pad.id if pad is not None else 1
    empty = replace(options, blank=True)
    parts = [running_list.draw(empty)]
    for code, paper in FORMS:
        if (form := all_forms().get(code)) is not None and paper in form.papers:
            parts.append(form.draw(None, replace(empty, paper=paper)))
    return _bound(parts, copies)


def _bound(parts: Iterable[bytes], copies: int) -> bytes:
    """All pages in one file, every part so many times; what the copies share is kept once."""
    import pypdfium2

    with picturing():
        pad = pypdfium2.PdfDocument.new()
        try:
            for part in parts:
                source = pypdfium2.PdfDocument(part)
                pages = list(range(len(source)))
                pad.import_pages(source, pages * copies)
                source.close()
            made = io.BytesIO()
            pad.save(made)
        finally:
            pad.close()
    return made.getvalue()


FORM = Form(code="blank_pad", register="blank_pad", source="lights_out.pad", papers=("mixed",), draw=draw)
