"""The forms of the office, found by walking this package for ``FORM``.

Light to import: ReportLab waits for the first print.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from typing import Any

from deskapp.domain.paper import FormInfo, PrintOptions
from deskapp.domain.words import catalogue
from deskapp.errors import DeskError

#: pdfium keeps global state: one thread at a time.
_PICTURING = Lock()


def picturing() -> Lock:
    """Held while pdfium is at work."""
    return _PICTURING


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form's declaration.

    ``source`` is the read verb that yields what is drawn, ``counted`` the verb that counts prints, if they are.
    ``draw`` takes that data class, or None for a blank form, and the options with one of ``papers`` filled in.
    """

    code: str
    register: str
    source: str
    papers: tuple[str, ...]
    draw: Callable[[Any, PrintOptions], bytes]
    counted: str = ""
    period: bool = False
    follows: bool = False
    labels: bool = False

    @property
    def info(self) -> FormInfo:
        """The form as menus and the command line list it."""
        return FormInfo(
            code=self.code, register=self.register, source=self.source, papers=self.papers, counted=self.counted,
            period=self.period, follows=self.follows, labels=self.labels,
        )  # fmt: skip


@cache
def all_forms() -> dict[str, Form]:
    """Every form of this package by its code, in their order. Two with one code are a mistake: ValueError."""
    package = importlib.import_module("deskapp.paper")
    modules = [importlib.import_module(f"deskapp.paper.{info.name}") for info in pkgutil.iter_modules(package.__path__)]
    found = [module.FORM for module in modules if isinstance(getattr(module, "FORM", None), Form)]
    forms = {form.code: form for form in sorted(found, key=_code)}
    if len(forms) < len(found):
        raise ValueError(f"one code twice: {sorted(form.code for form in found)}")
    return forms


def _code(form: Form) -> str:
    return form.code


class PaperOffice:
    """The forms as everybody above them sees them (``deskapp.domain.paper.Papers``)."""

    def forms(self) -> tuple[FormInfo, ...]:
        """Every form, in the order of their codes."""
        return tuple(form.info for form in all_forms().values())

    def render(self, form: str, data: Any, options: PrintOptions) -> bytes:
        """The PDF of one entry, the same bytes for the same input.

        Without ``options.paper`` the form's first paper is taken; ``data`` is not looked at for a blank form.

        Raises:
            DeskError: ``unknown_form`` or ``unknown_paper``.
        """
        found = all_forms().get(form)
        if found is None:
            raise DeskError("unknown_form", form=form)
        paper = options.paper or found.papers[0]
        if paper not in found.papers:
            raise DeskError("unknown_paper", form=f"form.{form}", paper=paper, papers=", ".join(found.papers))
        return found.draw(None if options.blank else data, replace(options, paper=paper))

    def pictures(self, pdf: bytes, dpi: int) -> list[tuple[int, int, bytes]]:
        """Each page as (width, height, BGRA bytes), for preview and for printers that take pictures."""
        import pypdfium2

        with _PICTURING:
            document = pypdfium2.PdfDocument(pdf)
            try:
                return [_picture(page, dpi) for page in document]
            finally:
                document.close()

    def leaf(self, pdf: bytes, number: int, dots: int) -> tuple[int, tuple[int, int, bytes]]:
        """How many pages a PDF of anybody's has, and one of them (from 0), its longer side of so many dots.

        Raises:
            DeskError: ``unreadable_pdf`` for one that is damaged or locked.
        """
        import pypdfium2

        with _PICTURING:
            try:
                document = pypdfium2.PdfDocument(pdf)
            except pypdfium2.PdfiumError as error:
                raise DeskError("unreadable_pdf") from error
            try:
                count = len(document)
                page = document[max(0, min(number, count - 1))]
                return count, _picture(page, dots * 72 / max(*page.get_size(), 1.0))
            except (pypdfium2.PdfiumError, IndexError) as error:
                raise DeskError("unreadable_pdf") from error
            finally:
                document.close()

    def warm_up(self) -> None:
        """Load ahead of the first print what it needs, on a worker's thread once the window stands."""
        importlib.import_module("reportlab.pdfbase.pdfdoc")
        importlib.import_module("segno")
        importlib.import_module("pypdfium2")
        from deskapp.paper.fonts import bold, regular

        catalogue()
        regular()
        bold()
        all_forms()

    def missing_characters(self, text: str) -> str:
        """The characters of a text that no font of this machine has: they print as boxes with their code point."""
        from deskapp.paper.lines import missing_characters

        return missing_characters(text)


def _picture(page: Any, dpi: float) -> tuple[int, int, bytes]:
    from pypdfium2 import raw

    bitmap = page.render(scale=dpi / 72, force_bitmap_format=raw.FPDFBitmap_BGRA, fill_color=(255, 255, 255, 255))
    rows = bytes(bitmap.buffer)
    wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
    if stride != wide * 4:
        rows = b"".join(rows[at * stride : at * stride + wide * 4] for at in range(high))
    bitmap.close()
    page.close()
    return wide, high, rows
