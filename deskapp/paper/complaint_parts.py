"""What the papers of a complaint have in common: its words, or the room to write them (a blank form)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial

from deskapp.domain.complaint_rows import ComplaintDetail
from deskapp.domain.complaints import Level, Mode, State, Validity
from deskapp.paper import pages
from deskapp.paper.cells import Block, Text, Ticks
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, field, phone, term

complaint = partial(field, "complaints")
_YES_NO = (Label("是", "Yes"), Label("否", "No"))
_JOINED = Label("其他投诉户", "Further units")
_COLLECTIVE = Label("集体投诉", "Collective")
_UNITS = Label("共 {n} 户", "{n} units")
#: A row that is written into with a pen.
PEN = 8 * MM


class Paper:
    """One print job about one complaint, or about none (a blank form)."""

    def __init__(self, press: Press, detail: ComplaintDetail | None) -> None:
        self.press = press
        self.detail = detail

    @property
    def least(self) -> float:
        """How high a row is at least: room for a pen on a blank form."""
        return 5.6 * MM if self.detail else PEN

    def text(self, name: str) -> str:
        """A field's words, or nothing."""
        return str(getattr(self.detail, name)) if self.detail else ""

    def clock(self, name: str) -> Text:
        """A moment, or the signs to write it between."""
        return self.press.moment(self.press.speech.clock(self._moment(name)))

    def _moment(self, name: str) -> datetime | None:
        found = getattr(self.detail, name) if self.detail else None
        return found if isinstance(found, datetime) else None

    def word(self, group: str, value: StrEnum | str | None) -> str:
        """A member's word, or nothing."""
        return self.press.speech.word(f"{group}.{value}") if value else ""

    def ticks(self, group: str, members: Sequence[StrEnum], chosen: StrEnum | None) -> Ticks:
        """Members to tick, the one that holds ticked already."""
        said = [self.press.speech.word(f"{group}.{member}") for member in members]
        return Ticks(said, None if chosen is None else list(members).index(chosen))

    def flag(self, name: str, *, known: bool = True) -> Ticks:
        """Yes or no to tick; neither is ticked where it is not known yet."""
        chosen = None if self.detail is None or not known else 0 if getattr(self.detail, name) else 1
        return Ticks([self.press.speech.say(each) for each in _YES_NO], chosen)

    def prose(self, label: Label, name: str, lines: int = 2, stretch: float = 1) -> Block:
        """A field of any length; lines to write on where it is empty."""
        text = self.text(name)
        return self.press.prose(label, text, least_lines=lines if not text else 1, stretch=stretch)

    def heard(self) -> Iterator[Block]:
        """Who complains of what."""
        press, detail = self.press, self.detail
        pair = press.pair
        yield press.row(
            pair(complaint("unit"), Text(self.text("unit"), 11, strong=True)),
            pair(complaint("caller"), self.text("caller")),
            pair(complaint("phone"), phone(self.text("phone"))),
            least=self.least,
        )
        channel = self.word("reception.channel", detail.channel if detail else None)
        yield press.row(
            pair(complaint("at"), self.clock("at"), 1.3),
            pair(complaint("channel"), channel),
            pair(complaint("recorder"), self.text("recorder")),
            least=self.least,
        )
        yield press.row(
            pair(complaint("category"), self.word("complaints.category", detail.category if detail else None), 1.3),
            pair(complaint("written"), self.flag("written")),
            pair(complaint("from_company"), self.flag("from_company")),
            least=self.least,
        )
        if detail and detail.void_reason:
            yield press.voided(detail.void_reason)
        if detail and detail.previous:
            yield press.row(pair(complaint("previous"), detail.previous.number))
        yield self.prose(complaint("content"), "content", lines=5, stretch=2)
        yield from self.units()

    def units(self) -> Iterator[Block]:
        """The units that joined (``CMP-2``)."""
        detail = self.detail
        if detail is None or not any(not unit.withdrawn for unit in detail.units):
            return
        joined = [unit for unit in detail.units if not unit.withdrawn]
        lines = "\n".join("  ".join(filter(None, (unit.unit, unit.caller, phone(unit.phone)))) for unit in joined)
        yield self.press.prose(_JOINED, lines, least_lines=1)
        if detail.collective:
            told = self.press.speech.clock(detail.director_told_at)
            yield self.press.row(
                self.press.pair(_COLLECTIVE, self.press.speech.fill(_UNITS, {"n": detail.unit_count}), strong=True),
                self.press.pair(complaint("director_told_at"), self.press.moment(told)),
            )

    def classed(self) -> Iterator[Block]:
        """What the supervisor makes of it."""
        press, detail = self.press, self.detail
        pair = press.pair
        validity = self.ticks("complaints.validity", list(Validity), detail.validity if detail else None)
        yield press.row(
            pair(complaint("validity"), validity, 2),
            pair(complaint("department_id"), self.text("department")),
            least=max(self.least, 7 * MM),
        )

    def reply(self) -> Iterator[Block]:
        """What was answered, how, and what the resident thinks."""
        press, detail = self.press, self.detail
        pair = press.pair
        yield self.prose(complaint("reply"), "reply", lines=3)
        yield press.row(
            pair(complaint("replied_at"), self.clock("replied_at")),
            pair(complaint("also_written"), self.flag("also_written", known=bool(detail and detail.replied_at))),
            least=7 * MM,
        )
        mode = self.ticks("complaints.mode", list(Mode), detail.mode if detail else None)
        yield press.row(pair(complaint("mode"), mode), least=7 * MM)
        yield press.row(pair(complaint("opinion"), press.opinion(detail.opinion if detail else None)), least=7 * MM)

    def head(self, code: str, copy: str = "", note: str = "") -> Head:
        """What stands over each page."""
        number = self.text("number")
        voided = self.detail is not None and self.detail.state is State.VOIDED
        return Head(
            title=term(f"form.{code}"), number=number, code=number, copy=copy, copy_note=note,
            marks=self.press.reprint_marks(), watermark=state_mark(voided, False),
        )  # fmt: skip

    def finish(self, copies: Sequence[pages.Copy]) -> bytes:
        """The copies on A4."""
        pages.single(self.press, copies, pages.A4, 14 * MM)
        return self.press.document.finish()


def level_name(paper: Paper, level: Level) -> str:
    """A level in the paper's language."""
    return paper.press.speech.word(f"complaints.level.{level}")
