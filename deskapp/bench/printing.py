"""G7: a triplicate order as PDF, against a bare ReportLab canvas drawing the same words and boxes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from deskapp.bench.figures import Goal, compared, figure, in_turn
from deskapp.bench.ground import Ground, supervisor
from deskapp.domain.common import Query
from deskapp.domain.paper import PrintOptions
from deskapp.services import open_office
from deskapp.services.office import OpenOffice

FORM, PAPER = "dispatch_order", "a4x3"
MANY = 1_000


def order(office: OpenOffice) -> tuple[Any, PrintOptions]:
    """A slip in the middle of the register, and what it is printed with."""
    actor = supervisor(office)
    ids = office.call(actor, "slips.ids", query=Query(chip="all"))
    detail = office.call(actor, "slips.detail", id=ids[len(ids) // 2])
    estate = office.call(actor, "directory.estate")
    now = datetime(2026, 11, 21, 2, 21, tzinfo=UTC)
    return detail, PrintOptions(estate=estate, printed_at=now, printed_by=actor.name, paper=PAPER)


class BareCanvas:
    """The floor: the runs of words and the boxes of a PDF, drawn again where they stand."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        from deskapp.resources import resource

        pdfmetrics.registerFont(TTFont("bench", str(resource("fonts", "NotoSansSC-Regular.ttf"))))
        document = pypdfium2.PdfDocument(pdf)
        self._pages = [(page.get_size(), self._words(page), self._boxes(page)) for page in document]
        document.close()

    @staticmethod
    def _words(page: Any) -> list[tuple[float, float, float, str]]:
        words = page.get_textpage()
        spans = [words.get_rect(n) for n in range(words.count_rects())]
        return [
            (left, bottom, max(4.0, (top - bottom) * 0.9), words.get_text_bounded(left, bottom, right, top))
            for left, bottom, right, top in spans
        ]

    @staticmethod
    def _boxes(page: Any) -> list[tuple[float, float, float, float]]:
        import pypdfium2.raw as kind

        return [shape.get_bounds() for shape in page.get_objects([kind.FPDF_PAGEOBJ_PATH])]

    def draw(self) -> bytes:
        """The same page once more."""
        from reportlab.pdfgen.canvas import Canvas

        out = io.BytesIO()
        canvas = Canvas(out, invariant=1, pageCompression=1)
        for size, words, boxes in self._pages:
            canvas.setPageSize(size)
            for x, y, height, text in words:
                canvas.setFont("bench", height)
                canvas.drawString(x, y, text)
            for left, bottom, right, top in boxes:
                canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
            canvas.showPage()
        canvas.save()
        return out.getvalue()


def measure(ground: Ground) -> Iterable[dict[str, Any]]:
    """Warm, the first, a thousand, and the size."""
    from deskapp.paper.forms import PaperOffice

    papers, (detail, options) = PaperOffice(), order(ground.office)
    ours = partial(papers.render, FORM, detail, options)
    pdf = ours()
    bare = BareCanvas(pdf)
    in_turn(5, bare.draw, ours)
    floors, found = in_turn(100, bare.draw, ours)
    yield compared("G7", "a triplicate order, warm", floors, found, Goal(times=1.3))
    floors, found = in_turn(MANY, bare.draw, ours)
    floor, total = sum(floors), sum(found)
    yield figure("G7", f"{MANY:,} orders", floor / 1000, total / 1000, "s", Goal(times=1.5))
    first = _first(ground)
    yield figure(
        "G7", "the first order of an open window", floors[0], first["warmed"], "ms", Goal(most=150), cold=first["cold"]
    )
    yield figure("G7", "size of an order", len(bare.draw()) / 1024, len(pdf) / 1024, "KiB", Goal(most=30))


def _first(ground: Ground) -> dict[str, float]:
    """The first print in a process of its own: after the window's warm-up, and without it."""
    command = [sys.executable, "-m", __spec__.name, str(ground.place)]
    warmed, cold = (
        json.loads(subprocess.run([*command, how], capture_output=True, text=True, check=True, timeout=120).stdout)
        for how in ("warmed", "cold")
    )
    return {"warmed": warmed, "cold": cold}


def _print_once(place: str, how: str) -> None:
    office = open_office(place)
    detail, options = order(office)
    office.close()
    start = time.perf_counter()
    from deskapp.paper.forms import PaperOffice

    papers = PaperOffice()
    if how == "warmed":
        papers.warm_up()
        start = time.perf_counter()
    papers.render(FORM, detail, options)
    sys.stdout.write(json.dumps((time.perf_counter() - start) * 1000))


MEASURES = {"G7": measure}

if __name__ == "__main__":
    _print_once(*sys.argv[1:])
