"""The visit and follow-up record 巡访、回访记录表: what was done, every round, and its signatures [001·3·5]."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from deskapp.domain.followups import PENDING, FollowupDetail, Grade, Kind, Mode, State, Visit
from deskapp.domain.paper import PrintOptions
from deskapp.paper import pages
from deskapp.paper.cells import Block, Cell, Row, Text, Ticks
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, field, phone, term

_ROUND = Label("第 {n} 次回访", "Visit no. {n}")
_NEXT = Label("再次回访（整改后）", "Another visit, after it was put right")
_VISITOR_SIGNS = Label("回访人签名", "Visitor signs")
_RESIDENT_SIGNS = Label("业主签名", "Resident signs")
_ENDED = Label("原因", "Because")
_HIGH = 8 * MM

_own = partial(field, "followups")


def _rows(press: Press, found: FollowupDetail | None) -> list[Block]:
    if found is None:
        return [*_about(press, None), *_to_write(press, _title(press, 1)), *_to_write(press, press.speech.say(_NEXT))]
    rows = [*_about(press, found), *_not_reached(press, found)]
    for visit in found.visits:
        rows += _made(press, visit)
    if found.state in PENDING:
        rows += _to_write(press, _title(press, len(found.visits) + 1))
    return rows


def _title(press: Press, round: int) -> str:
    return press.speech.fill(_ROUND, {"n": round})


def _about(press: Press, found: FollowupDetail | None) -> Iterator[Block]:
    """Whom it is about, and what was done."""
    pair, speech = press.pair, press.speech
    if found is None:
        yield press.row(pair(_own("unit"), ""), pair(_own("contact"), ""), pair(_own("phone"), ""), least=_HIGH)
        kinds = Ticks([speech.word(f"followups.kind.{kind}") for kind in Kind])
        yield press.row(pair(_own("kind"), kinds))
        yield press.row(pair(_own("source"), ""), pair(_own("finished_at"), press.moment("")), least=_HIGH)
        yield press.prose(_own("content"), "", least_lines=3, stretch=1)
        yield press.prose(_own("result"), "", least_lines=3, stretch=1)
        return
    yield press.row(
        pair(_own("unit"), Text(found.unit, 11, strong=True)),
        pair(_own("contact"), found.contact),
        pair(_own("phone"), phone(found.phone)),
    )
    yield press.row(
        pair(_own("kind"), speech.word(f"followups.kind.{found.kind}"), strong=True),
        pair(_own("source"), found.source.number if found.source else ""),
        pair(_own("department_id"), found.department),
    )
    yield press.row(
        pair(_own("finished_at"), speech.clock(found.finished_at)),
        pair(_own("visit_by"), speech.clock(found.visit_by)),
        pair(_own("state"), speech.word(f"followups.state.{found.state}")),
    )
    if found.end_reason:
        yield press.prose(_ENDED, found.end_reason, least_lines=1, strong=True)
    yield press.prose(_own("content"), found.content, stretch=1)
    if found.result:
        yield press.prose(_own("result"), found.result, least_lines=1)


def _not_reached(press: Press, found: FollowupDetail) -> Iterator[Block]:
    if found.attempts:
        said, clock = press.speech.word, press.speech.clock
        tried = (
            (clock(each.tried_at), said(f"followups.mode.{each.mode}"), each.by, each.note) for each in found.attempts
        )
        lines = ("  ".join(filter(None, parts)) for parts in tried)
        yield press.prose(_own("attempts"), "\n".join(lines), least_lines=1)


def _heading(title: str) -> Row:
    return Row([Cell(Text(title, strong=True), shaded=True)], least=6 * MM)


def _grade(press: Press, name: str, chosen: Grade | None) -> Ticks:
    said = [press.speech.word(f"followups.{name}.{grade}") for grade in Grade]
    return Ticks(said, None if chosen is None else list(Grade).index(chosen))


def _mode(press: Press, chosen: Mode | None) -> Ticks:
    said = [press.speech.word(f"followups.mode.{mode}") for mode in Mode]
    return Ticks(said, None if chosen is None else list(Mode).index(chosen))


def _made(press: Press, visit: Visit) -> Iterator[Block]:
    """One round that was made [001·3·4], its remedy, and the lines to sign on."""
    pair, speech = press.pair, press.speech
    yield _heading(_title(press, visit.round))
    yield press.row(
        pair(_own("made_at"), speech.clock(visit.made_at)),
        pair(_own("mode"), _mode(press, visit.mode)),
        pair(_own("spoke_to"), visit.spoke_to),
    )
    yield press.row(
        pair(_own("quality"), _grade(press, "quality", visit.quality)),
        pair(_own("effect"), _grade(press, "effect", visit.effect)),
    )
    yield press.row(pair(_own("opinion"), press.opinion(visit.opinion)))
    yield press.prose(_own("shortcomings"), visit.shortcomings, least_lines=1)
    yield press.prose(_own("suggestions"), visit.suggestions, least_lines=1)
    if visit.measures:
        yield from _remedy(press, visit)
    yield _signatures(press, visit.by)


def _remedy(press: Press, visit: Visit) -> Iterator[Block]:
    """What had to be put right, by whom, by when, and what was."""
    pair, speech = press.pair, press.speech
    yield press.prose(_own("measures"), visit.measures, least_lines=1)
    who = "  ".join(filter(None, (visit.department, visit.responsible)))
    slip = visit.slip.number if visit.slip else ""
    yield press.row(
        pair(_own("responsible"), who),
        pair(_own("put_right_by"), speech.clock(visit.put_right_by)),
        pair(term("register.slips.one"), slip),
    )
    done = "  ".join(filter(None, (speech.clock(visit.put_right_at), visit.remedy)))
    yield press.prose(_own("remedy"), done, least_lines=1)


def _to_write(press: Press, title: str) -> Iterator[Block]:
    """A round still to be made, to be written with a pen."""
    pair, prose = press.pair, press.prose
    yield _heading(title)
    yield press.row(
        pair(_own("made_at"), press.moment("")),
        pair(_own("mode"), _mode(press, None)),
        pair(_own("spoke_to"), ""),
        least=_HIGH,
    )
    yield press.row(
        pair(_own("quality"), _grade(press, "quality", None)), pair(_own("effect"), _grade(press, "effect", None))
    )
    yield press.row(pair(_own("opinion"), press.opinion(None)))
    yield prose(_own("shortcomings"), "", least_lines=2, stretch=1)
    yield prose(_own("suggestions"), "", least_lines=2, stretch=1)
    yield prose(_own("measures"), "", least_lines=2, stretch=1)
    yield press.row(pair(_own("responsible"), ""), pair(_own("put_right_by"), press.moment("")), least=_HIGH)
    yield _signatures(press, "")


def _signatures(press: Press, visitor: str) -> Row:
    return press.signatures(
        press.pair(_RESIDENT_SIGNS, ""), press.pair(_VISITOR_SIGNS, Text(visitor, 7, top=True, grey=0.2))
    )


def draw(found: FollowupDetail | None, options: PrintOptions) -> bytes:
    """One follow-up with all its rounds, or a blank sheet."""
    title = term("form.followup_record")
    number = found.number if found else ""
    press = Press(options, title=number or title.zh)
    voided = found is not None and found.state is State.VOIDED
    head = Head(
        title=title, number=number, code=number, marks=press.reprint_marks(), watermark=state_mark(voided, False)
    )
    pages.single(press, [pages.Copy(head, partial(_rows, press, found))], pages.A4, 12 * MM)
    return press.document.finish()


FORM = Form(code="followup_record", register="followups", source="followups.detail", papers=("a4",), draw=draw)
