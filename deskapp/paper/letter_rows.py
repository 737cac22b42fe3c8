"""The rows of the letters' papers: one for each area's share of a delivery, with a place to sign (``MAIL-1``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from deskapp.domain.letters import Condition, LetterDetail, LetterShare, State
from deskapp.paper.cells import SIGN_HIGH, SIGN_WIDE, Caption, Cell, Row, Text
from deskapp.paper.kit import Press
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, field, term

_BUILDINGS = Label("各楼栋件数（平信/报刊）", "By building (letters/newspapers)")
_SIGNATURE, _SIGNED_AT = Label("签名", "Signature"), Label("签领时间", "Signed at")
_SIGNER = Label("签领人", "Signed by")
_STEWARD = Label("片区管理员", "Area steward")
SIZE = 7.8
#: What the columns share: area, who signs, buildings, letters, newspapers, when; the signature has a width of its own.
_SHARES = (1.5, 1.5, 4.7, 0.9, 1.15, 1.4)

said = partial(field, "letters")


def row_of(cells: Sequence[Cell], least: float) -> Row:
    """The row of a share with its columns' widths; the last is to sign in."""
    for cell, share in zip(cells, _SHARES, strict=False):
        cell.share = share
    cells[-1].width = SIGN_WIDE
    return Row(cells, least=least)


def header(press: Press) -> Row:
    """The columns' heads."""
    heads = (
        said("area"), _SIGNER, _BUILDINGS, said("letters"), said("newspapers"), _SIGNED_AT, _SIGNATURE,
    )  # fmt: skip
    return row_of([Cell(Caption(label, press.speech), shaded=True) for label in heads], 5 * MM)


def empty_rows(count: int) -> Iterator[Row]:
    """Lines to write on."""
    for _ in range(count):
        yield row_of([Cell(Text("")) for _ in range(len(_SHARES) + 1)], SIGN_HIGH)


def empty_delivery(press: Press) -> Row:
    """Over the lines to write on: when and from whom it came, whether it was whole, who took it in."""
    return press.row(
        press.pair(said("at"), press.moment(""), 1.2),
        press.pair(said("source"), "", 1.4),
        press.pair(said("condition"), "", 1.2),
        press.pair(said("recorder"), ""),
        least=8 * MM,
    )


def share_row(press: Press, share: LetterShare) -> Row:
    """One area's share; whoever signs on paper finds the place empty."""
    speech = press.speech
    area = share.area or speech.word("letters.no_area")
    steward = speech.say(_STEWARD)
    who = share.signer or (f"{steward}\n{share.steward}" if share.steward else "")
    buildings = "；".join(f"{line.name} {line.letters}/{line.newspapers}" for line in share.lines)
    texts = (
        Text(area, SIZE, strong=True),
        Text(who, SIZE),
        Text(buildings, SIZE),
        Text(str(share.letters), SIZE, align="r"),
        Text(str(share.newspapers), SIZE, align="r"),
        Text(f"{share.signed_at.astimezone():%m-%d %H:%M}" if share.signed_at else "", SIZE),
        Text(""),
    )
    return row_of([Cell(text) for text in texts], SIGN_HIGH)


def delivery_row(press: Press, detail: LetterDetail) -> Row:
    """What stands over the shares of a delivery in a list: number, when, from whom, whether it was whole."""
    speech = press.speech
    parts = [
        detail.number,
        speech.clock(detail.at),
        " ".join(part for part in (speech.word(f"letters.source.{detail.source}"), detail.deliverer) if part),
        condition(press, detail),
        f"{speech.say(said('recorder'))} {detail.recorder}",
    ]
    voided = detail.state is State.VOIDED
    if voided:
        parts.append(f"{speech.word('letters.state.voided')} {detail.void_reason}")
    return Row([Cell(Text("   ".join(parts), SIZE, strong=True), shaded=True)], least=6 * MM)


@dataclass(slots=True)
class Joined(Row):
    """Rows that no end of a page parts: a delivery and the first of its shares."""

    parts: Sequence[Row] = ()

    def fit(self, width: float) -> float:
        """Lay out for a width; the least height."""
        self.height = sum(part.fit(width) for part in self.parts)
        return self.height

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """One under the other."""
        for part in self.parts:
            part.draw(sheet, x, y)
            y += part.height


def condition(press: Press, detail: LetterDetail) -> str:
    """Whole, or what is damaged [001·1·4.2.1]."""
    found = press.speech.word(f"letters.condition.{detail.condition}")
    return f"{found} {detail.damage}" if detail.condition is Condition.DAMAGED else found


def sums_row(press: Press, label: str, letters: int, newspapers: int) -> Row:
    """The sums under the columns of the numbers."""
    speech = press.speech
    words = f"{speech.say(said('letters'))} {letters}   {speech.say(said('newspapers'))} {newspapers}"
    cells = [Cell(Text(label, strong=True, align="r")), Cell(Text(words, strong=True, align="r"), width=84 * MM)]
    return Row(cells, least=7 * MM)


def signatures(press: Press) -> Row:
    """Who took it in, who checked it."""
    checked = Label("审核", "Checked by")
    return press.signatures(press.pair(term("letters.field.recorder"), ""), press.pair(checked, ""))
