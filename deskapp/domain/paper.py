"""What a form is printed with, and the names of papers; the forms themselves are drawn in ``deskapp.paper``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from deskapp.domain.directory import Estate
from deskapp.domain.words import Language


class PaperLanguage(StrEnum):
    """Forms are in Chinese by default, in English, or in both."""

    CHINESE = "zh"
    ENGLISH = "en"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOptions:
    """Everything on a page that does not come from the entry itself.

    ``paper`` is one of the form's own paper codes; ``reprint`` 0 for a first print, n for 重打 n (``DSP-1``);
    ``blank`` draws the form without values (for a power cut); ``first`` is the first free place of a used label sheet.
    """

    estate: Estate
    printed_at: datetime
    printed_by: str
    paper: str = ""
    language: PaperLanguage = PaperLanguage.CHINESE
    reprint: int = 0
    blank: bool = False
    first: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FormInfo:
    """One form as menus and the command line list it.

    ``source`` is the read verb that yields its data from an entry's id; ``counted`` the verb that counts the print and
    yields its reprint number, if prints of this form are counted. Where ``period`` is set, ``source`` takes a period
    instead of an entry: 20261121 is a day, 202611 a month. One that ``follows`` is printed by itself as its entry is made,
    where the workplace chose so; one of ``labels`` is begun at the first free place of a sheet.
    """

    code: str
    register: str
    source: str
    papers: tuple[str, ...]
    counted: str = ""
    period: bool = False
    follows: bool = False
    labels: bool = False


class Papers(Protocol):
    """The forms as everybody above them sees them."""

    def forms(self) -> tuple[FormInfo, ...]:
        """Every form, in the order of their codes."""
        ...

    def render(self, form: str, data: Any, options: PrintOptions) -> bytes:
        """The PDF of one entry; raises ``DeskError`` for an unknown form or paper."""
        ...

    def pictures(self, pdf: bytes, dpi: int) -> list[tuple[int, int, bytes]]:
        """Each page as (width, height, BGRA bytes), for preview and for printers that take pictures."""
        ...

    def leaf(self, pdf: bytes, number: int, dots: int) -> tuple[int, tuple[int, int, bytes]]:
        """How many pages a PDF of anybody's has, and one of them (from 0), its longer side of so many dots."""
        ...

    def missing_characters(self, text: str) -> str:
        """The characters of a text that no font of this machine has: they print as boxes with their code point."""
        ...


def clock(moment: datetime | None, language: Language) -> str:
    """A moment on paper, in the office's local time; an empty string for none."""
    if moment is None:
        return ""
    local = moment.astimezone()
    return local.strftime("%Y-%m-%d %H:%M") if language is Language.ENGLISH else f"{local:%Y年%m月%d日 %H:%M}"


WORDS = {
    "form.dispatch_order": ("Dispatch order", "派工单"),
    "form.reception_record": ("Reception record", "接待记录"),
    "paper.a4": ("A4", "A4"),
    "paper.a5": ("A5", "A5"),
    "paper.a4x3": ("A4, three copies", "A4 一页三联"),
    "paper.a5x3": ("Three A5", "A5 三张"),
    "paper.language.zh": ("Chinese", "中文"),
    "paper.language.en": ("English", "英文"),
    "paper.language.both": ("Chinese and English", "中英文"),
    "error.no_printer": ("There is no printer here.", "本机没有打印机。"),
    "error.unknown_printer": ("There is no printer {printer} here.", "本机没有打印机 {printer}。"),
    "error.printer_silent": ("The printer {printer} does not answer.", "打印机 {printer} 没有响应。"),
    "error.unknown_form": ("There is no form {form}.", "没有 {form} 这种表单。"),
    "error.unknown_paper": (
        "{form} cannot be printed on {paper}. It takes: {papers}.",
        "{form} 不能用 {paper} 打印，可用：{papers}。",
    ),
}
