"""What forms are made of: one print job with its language, letterhead, foot line, marks, and the usual cells.

A form builds its rows from the helpers of ``Press`` and hands them to a page template of ``deskapp.paper.pages``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import radians

from deskapp.domain.paper import PrintOptions
from deskapp.domain.reception import Opinion
from deskapp.paper.cells import (
    LEADING,
    SIGN_HIGH,
    SIZE,
    Caption,
    Cell,
    Content,
    Prose,
    Row,
    Text,
    Ticks,
    base_line,
)
from deskapp.paper.fonts import bold, regular
from deskapp.paper.lines import wrap
from deskapp.paper.pdf import Document
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, Speech, phone

HEAD_HIGH = 14.4 * MM
#: With the white that a reader needs around it: four of its 21 modules down to the table.
QR_SIDE = 12 * MM
FOOT_SIZE = 6.2
#: The sizes that the estate's name, and what stands under it, may shrink to.
_NAME, _SMALL = (10.0, 9.0, 8.0, 7.0, 6.0, 5.0), (6.8, 6.0, 5.0)
#: What the letterhead takes of the width, as much again is left on the right; the title stands between them in the
#: largest of these sizes and spacings that fits.
_BESIDE = 0.38
_TITLE = ((18.0, 5.0), (18.0, 2.0), (16.0, 1.0), (14.0, 0.0), (11.0, 0.0))

VOID = Label("作废", "VOID")
DRAFT = Label("草稿", "DRAFT")
_VOIDED = Label("作废原因", "Voided because")
_REPRINT = Label("重打 {n}", "Reprint {n}")
_PRINTED = Label("打印", "Printed")
_PAGE = Label("第 {n} 页 共 {m} 页", "Page {n} of {m}")
_CONTINUED = Label("接第 {n} 页", "continued on page {n}")
_SERVICE = Label("24 小时服务电话", "24 h service")
_COMPLAINTS = Label("投诉电话", "Complaints")
_MOMENT = Label("年    月    日    时    分", "Y      M      D      h      min")
_DAY = Label("年      月      日", "Y        M        D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands over a page: title, number, the code's text, the copy's name, and marks in frames beside the number.

    ``watermark`` goes across the page; an empty ``number`` draws a line to write it on.
    """

    title: Label
    number: str = ""
    code: str = ""
    copy: str = ""
    copy_note: str = ""
    marks: Sequence[str] = ()
    watermark: Label | None = None


class Press:
    """One print job."""

    def __init__(self, options: PrintOptions, *, title: str) -> None:
        self.options = options
        self.speech = Speech(options.language)
        self.document = Document(
            title=title,
            subject=options.estate.name,
            author=options.printed_by,
            language="zh-CN" if self.speech.zh else "en",
        )
        self._letterheads: dict[float, list[tuple[str, float, bool]]] = {}
        self.label_width = (17 if not self.speech.en else 20) * MM

    # Cells

    def pair(
        self, label: Label, value: str | Content, share: float = 1, *, strong: bool = False, width: float = 0
    ) -> tuple[Cell, Cell]:
        """A label and its value."""
        content = Text(value, strong=strong) if isinstance(value, str) else value
        return Cell(Caption(label, self.speech), width=self.label_width, shaded=True), Cell(content, share, width)

    def row(self, *pairs: tuple[Cell, Cell], least: float = 0, stretch: float = 0) -> Row:
        """A row of labels and values."""
        cells = [cell for pair in pairs for cell in pair]
        return Row(cells, least, stretch) if least else Row(cells, stretch=stretch)

    def signatures(self, *pairs: tuple[Cell, Cell], stretch: float = 0) -> Row:
        """A row high enough for a pen."""
        return self.row(*pairs, least=SIGN_HIGH, stretch=stretch)

    def prose(
        self, label: Label, text: str, *, least_lines: int = 2, stretch: float = 0, strong: bool = False
    ) -> Prose:
        """A labelled text of any length."""
        return Prose(
            Caption(label, self.speech), self.label_width, text, least_lines=least_lines, stretch=stretch, strong=strong
        )

    def voided(self, reason: str) -> Prose:
        """Why an entry is void (``ALL-1``)."""
        return self.prose(_VOIDED, reason, least_lines=1, strong=True)

    def moment(self, value: str, *, size: float = SIZE) -> Text:
        """A moment, or the signs for year, month, day, hour, minute to write between."""
        return Text(value, size) if value else Text(self._either(_MOMENT), size - 1.5, grey=0.35, align="c")

    def day(self, value: str = "") -> Text:
        """A day, or the signs to write it between."""
        return Text(value) if value else Text(self._either(_DAY), SIZE - 1.5, grey=0.35, align="c")

    def _either(self, label: Label) -> str:
        """The Chinese or the English, where there is no room for both."""
        return label.zh if self.speech.zh else label.en

    def opinion(self, chosen: str | None) -> Ticks:
        """The four levels of opinion to tick [001·6·4.4]."""
        levels = [level.value for level in Opinion]
        said = [self.speech.word(f"reception.opinion.{level}") for level in levels]
        return Ticks(said, None if chosen is None else levels.index(chosen))

    def header_row(self, labels: Sequence[tuple[Label, float]]) -> Row:
        """The head of a table: its columns' names and shares."""
        return Row([Cell(Caption(label, self.speech), share, shaded=True) for label, share in labels], least=4.2 * MM)

    def header_of_widths(self, columns: Sequence[tuple[Label, float]]) -> Row:
        """The head of a table whose columns have widths of their own, in points; 0 takes what is left."""
        cells = [Cell(Caption(label, self.speech), width=width, shaded=True) for label, width in columns]
        return Row(cells, least=4.2 * MM, leads=True)

    # Page furniture

    def reprint_marks(self) -> list[str]:
        """重打 n, from the second print on (``DSP-1``)."""
        return [self.speech.fill(_REPRINT, {"n": self.options.reprint})] if self.options.reprint else []

    def head(self, sheet: Sheet, x: float, y: float, width: float, head: Head) -> None:
        """Draw letterhead, title, number and code with the upper left corner at x, y."""
        top = y - 0.6 * MM
        for text, size, strong in self._letterhead(width):
            sheet.text(x, top + base_line(size), text, size, strong=strong)
            top += size * 1.2
        if head.copy:
            self._copy_name(sheet, x, y + self.head_height(width) - 6.0 * MM, head)
        self._title(sheet, x + width / 2, y, head.title, width * (1 - 2 * _BESIDE))
        right = x + width
        if head.code:
            sheet.qr(right - QR_SIDE, y, QR_SIDE, head.code)
            right -= QR_SIDE + 3 * MM
        if head.number:
            sheet.text(right, y + 4.6 * MM, head.number, 13, strong=True, align="r")
        else:
            sheet.text(right - 44 * MM, y + 4.6 * MM, "№", 10)
            sheet.rule(right - 39 * MM, y + 5.4 * MM, right, y + 5.4 * MM)
        for mark in reversed(head.marks):
            right -= self._framed(sheet, right, y + 7.4 * MM, mark) + 1.5 * MM

    def _framed(self, sheet: Sheet, right: float, y: float, text: str) -> float:
        wide = bold().measure(text, 8.5) + 3 * MM
        sheet.frame(right - wide, y, wide, 4.6 * MM)
        sheet.text(right - wide / 2, y + 3.35 * MM, text, 8.5, strong=True, align="c")
        return wide

    def head_height(self, width: float) -> float:
        """How high the head of a page of this width is: long names of the estate make it higher."""
        lines = sum(size * 1.2 for _text, size, _strong in self._letterhead(width))
        return max(HEAD_HIGH, lines + 6.6 * MM)

    def _letterhead(self, width: float) -> list[tuple[str, float, bool]]:
        """The estate's name and phones in lines of their sizes, beside the title."""
        if width not in self._letterheads:
            estate, room = self.options.estate, width * _BESIDE
            names = [estate.name] if self.speech.zh else [estate.name_en or estate.name]
            if self.speech.zh and self.speech.en and estate.name_en:
                names.append(estate.name_en)
            lines: list[tuple[str, float, bool]] = []
            for text, sizes in ((names[0], _NAME), *((name, _SMALL) for name in names[1:]), (self._phones(), _SMALL)):
                size, wrapped = shrink(text, room, sizes, strong=sizes is _NAME)
                lines += [(line, size, sizes is _NAME) for line in wrapped if line]
            self._letterheads[width] = lines
        return self._letterheads[width]

    def _phones(self) -> str:
        estate = self.options.estate
        parts = ((_SERVICE, estate.phone), (_COMPLAINTS, estate.complaint_line))
        return "   ".join(f"{self._either(label)} {phone(value)}" for label, value in parts if value)

    def _copy_name(self, sheet: Sheet, x: float, y: float, head: Head) -> None:
        wide = bold().measure(head.copy, 10) + 4 * MM
        sheet.fill(x, y, wide, 5 * MM)
        sheet.text(x + wide / 2, y + 3.75 * MM, head.copy, 10, strong=True, grey=1, align="c")
        sheet.text(x + wide + 2 * MM, y + 3.6 * MM, head.copy_note, 8)

    def _title(self, sheet: Sheet, middle: float, y: float, title: Label, room: float) -> None:
        if not self.speech.zh:
            size = next((size for size in (15.0, 13.0, 11.0) if bold().measure(title.en, size) <= room), 9.5)
            sheet.text(middle, y + 8 * MM, title.en, size, strong=True, align="c")
            return
        gaps = len(title.zh) - 1
        fits = (each for each in _TITLE if bold().measure(title.zh, each[0]) + gaps * each[1] <= room)
        size, spacing = next(fits, _TITLE[-1])
        sheet.text(middle, y + 7.4 * MM, title.zh, size, strong=True, align="c", spacing=spacing)
        if self.speech.en:
            sheet.text(middle, y + 11.2 * MM, title.en, 8, align="c", spacing=0.3)

    def foot_lines(self, width: float) -> list[str]:
        """The estate's address in as many lines as it needs beside the rest of the foot."""
        address = self.options.estate.address
        return wrap(address, width * 0.5, FOOT_SIZE, regular()) if address else []

    def foot_height(self, width: float) -> float:
        """How high the foot of a page of this width is."""
        return max(len(self.foot_lines(width)), 1) * FOOT_SIZE * LEADING + 0.8 * MM

    def foot(self, sheet: Sheet, x: float, bottom: float, width: float, page: int, pages: int) -> None:
        """Draw the foot line, its lower edge at ``bottom``: address, printed at and by, page n of m."""
        options = self.options
        top = bottom - self.foot_height(width) + 0.8 * MM
        for number, line in enumerate(self.foot_lines(width)):
            sheet.text(x, top + number * FOOT_SIZE * LEADING + base_line(FOOT_SIZE), line, FOOT_SIZE, grey=0.2)
        low = top + base_line(FOOT_SIZE)
        count = self.speech.fill(_PAGE, {"n": page, "m": pages})
        printed = f"{self.speech.say(_PRINTED)} {options.printed_at.astimezone():%Y-%m-%d %H:%M} {options.printed_by}"
        said = f"{printed}   {count}"
        size, lines = shrink(said, width * 0.48, (FOOT_SIZE, 5.4, 4.6, 4.0), lines=1)
        sheet.text(x + width, low, said if len(lines) == 1 else f"{printed[:40]}…   {count}", size, grey=0.2, align="r")

    def continued(self, sheet: Sheet, x: float, y: float, width: float, page: int) -> None:
        """Say under a page's last row that more follows, and where."""
        said = self.speech.fill(_CONTINUED, {"n": page})
        sheet.text(x + width, y + base_line(8), f"{said} »", 8, strong=True, align="r")

    def watermark(self, sheet: Sheet, x: float, y: float, width: float, height: float, label: Label) -> None:
        """Large pale words across a page, under everything else."""
        text = self.speech.say(label)
        size = min(height * 0.36, 0.8 * width / bold().measure(text, 1))
        sheet.watermark(x + width / 2, y + height / 2, text, size, radians(16))


def shrink(
    text: str, width: float, sizes: Sequence[float], *, lines: int = 2, strong: bool = False
) -> tuple[float, list[str]]:
    """The largest of the sizes at which the text takes at most so many lines, or the smallest; and the lines."""
    style = bold() if strong else regular()
    wrapped: list[str] = []
    for size in sizes:
        wrapped = wrap(text, width, size, style)
        if len(wrapped) <= lines:
            return size, wrapped
    return sizes[-1], wrapped


def state_mark(voided: bool, draft: bool) -> Label | None:
    """The word that goes across a voided or unissued form."""
    return VOID if voided else DRAFT if draft else None
