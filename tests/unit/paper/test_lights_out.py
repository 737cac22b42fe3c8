"""The lights-out pages are two pages, whatever the registers hold; the pad has every blank form (``DUTY-9``)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from deskapp.domain.duty_log import Head
from deskapp.domain.keys import State, Wall
from deskapp.domain.lights_out import Contact, Held, LightsOut, Lying, Pad
from deskapp.domain.loans import Holding
from deskapp.domain.reception import Channel, Kind, Urgency
from deskapp.domain.reception import State as EntryState
from deskapp.domain.reception_rows import EntryRow
from deskapp.domain.roster import OnDuty
from deskapp.domain.slips import Item, SlipRow
from deskapp.domain.slips import State as SlipState
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, HOUR, PAPERS, RARE, options
from tests.unit.paper.test_cabinet_map import hook, wall

LANGUAGES = ("zh", "en", "both")
LONG = f"欧阳慕容司徒{RARE}" * 12


def holding(n: int, *, long: bool = False) -> Holding:
    return Holding(
        loan_id=n, loan=f"YS-202611-{n:04d}", set_id=n, hook=f"A{n:03d}", place=LONG if long else f"3-2-{n}", keys=2,
        borrower=LONG if long else f"李师傅{n}", company=LONG if long else "顺达水暖", phone="13600007788",
        lent_at=AT - HOUR, due=AT + HOUR, late=False,
    )  # fmt: skip


def promise(n: int, *, long: bool = False) -> EntryRow:
    return EntryRow(
        id=n, version=1, number=f"JD-202611-{n:04d}", state=EntryState.PROMISED, at=AT, unit=f"3-2-{n}",
        caller=LONG if long else "陈静", phone="13800001234", kind=Kind.REPAIR, channel=Channel.PHONE,
        urgency=Urgency.NORMAL, content=LONG if long else f"漏水{n}", due=AT + HOUR * (n % 3 - 1), started=AT,
        handler=LONG if long else "王丽",
    )  # fmt: skip


def slip(n: int, *, long: bool = False) -> SlipRow:
    return SlipRow(
        id=n, version=1, number=f"PG-202611-{n:04d}", state=SlipState.ISSUED, at=AT, unit=f"3-2-{n}", contact="陈静",
        department=LONG if long else "工程部", item=Item.PLUMBING, urgency=Urgency.NORMAL,
        content=LONG if long else "下水管", due=AT + HOUR, started=AT, round=1, extensions=0, handler="王丽",
    )  # fmt: skip


def lying(n: int, *, long: bool = False) -> Lying:
    names = (LONG, LONG, LONG) if long else ("陈静",)
    return Lying(place=f"A-1-{n:02d}", unit=f"3-2-{n}", names=names, items=2, since=AT - timedelta(days=3))


def on_duty(n: int, *, long: bool = False) -> OnDuty:
    name = LONG if long else f"值班{n}"
    return OnDuty(staff_id=n, name=name, phone="13900000000", shift="早班", since=AT, until=AT + 6 * HOUR)


def pages(count: int, *, long: bool = False, walls: tuple[Wall, ...] = ()) -> LightsOut:
    """So many things of every kind, and ten times as many that are only counted."""
    there, more = range(1, count + 1), 10 * count
    contact = Contact(what=LONG if long else "东区", name=LONG if long else "周建国", phone="13500000000")
    return LightsOut(
        id=1, number="2026-11-21 07:30", at=AT, shift_at=AT - 3 * HOUR,
        keys=tuple(holding(n, long=long) for n in there), keys_total=more, walls=walls,
        promises=tuple(promise(n, long=long) for n in there), promises_total=more,
        slips=tuple(slip(n, long=long) for n in there), slips_total=more,
        mail=tuple(lying(n, long=long) for n in there), mail_total=2 * more,
        held=Held(envelopes=4, deposits=Decimal(800), deposits_cash=Decimal(600), cash=Decimal(5115)),
        now=tuple(on_duty(n, long=long) for n in there[:4]), next=(on_duty(90),), today=(on_duty(90), on_duty(91)),
        stewards=(contact,) * min(count, 9), departments=(contact,) * min(count, 9),
        head=Head(seq=730, count=730, at=AT, hash="ab" * 32),
    )  # fmt: skip


def texts(pdf: bytes) -> list[str]:
    return ["".join("".join(run.text for run in runs).split()) for _page, runs in reader.read(pdf)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 3, 60])
def test_duty_9_two_pages_whatever_there_is(count: int, language: str) -> None:
    made = PAPERS.render("lights_out", pages(count), options(language=language, paper="a4"))
    assert len(texts(made)) == 2
    assert reader.faults(made) == []


def test_duty_9_what_does_not_fit_is_counted() -> None:
    first, second = texts(PAPERS.render("lights_out", pages(60), options(paper="a4")))
    shown = sum(f"YS-202611-{n:04d}" in first or f"李师傅{n}顺达水暖" in first for n in range(1, 61))
    assert 5 < shown < 60
    assert f"…还有{600 - shown}件，见系统" in first
    assert all(f"JD-202611-{n:04d}" in first for n in range(1, 6))
    assert all(f"PG-202611-{n:04d}" in first for n in range(1, 6))
    places = sum(f"A-1-{n:02d}3-2-{n}陈静2" in second for n in range(1, 61))
    assert f"…还有{1200 - 2 * places}件，见系统" in second


def test_duty_9_the_pages_say_what_the_counter_needs() -> None:
    cabinet = wall(2, 10, hook(1, 2, State.OUT), hook(2, 3, State.MISSING))
    first, second = texts(PAPERS.render("lights_out", pages(2, walls=(cabinet,)), options(paper="a4")))
    for part in ("2026年11月21日", "第730条", "VOV2-XK5L", "A001", "李师傅13600007788".replace("13600007788", "")):
        assert part in first or part == "VOV2-XK5L"
    assert "逾期" in first
    assert "借出1·缺失1" in first
    for part in ("值班1", "139", "东区", "报警110", "火警119", "押金信封4个", "5,115.00", "A-1-01", "停电记事"):
        assert part in second


@pytest.mark.parametrize("language", LANGUAGES)
def test_duty_9_the_longest_names_stay_in_their_cells(language: str) -> None:
    cabinets = (wall(6, 20), wall(20, 40), wall(9, 14))
    made = PAPERS.render("lights_out", pages(60, long=True, walls=cabinets), options(language=language, paper="a4"))
    assert len(texts(made)) == 2
    assert reader.faults(made) == []


def test_duty_9_a_blank_one_has_lines_to_write_on() -> None:
    made = PAPERS.render("lights_out", None, options(paper="a4", blank=True))
    assert len(texts(made)) == 2
    assert reader.faults(made) == []


def test_duty_9_the_pad_has_every_blank_form_so_many_times() -> None:
    import io

    import pypdf

    made = {
        copies: [
            "".join(page.extract_text().split())
            for page in pypdf.PdfReader(
                io.BytesIO(
                    PAPERS.render(
                        "blank_pad", Pad(id=copies, number=str(copies), day=AT.date()), options(paper="mixed")
                    )
                )
            ).pages
        ]
        for copies in (1, 3)
    }
    assert len(made[3]) == 3 * len(made[1])
    whole = "".join(made[1])
    for title in ("应急流水登记", "接待记录", "派工单", "钥匙借用", "押金收据", "签收记录"):
        assert title in whole
    for text in made[3][:3]:
        assert "J接待B报修K借钥匙H还钥匙S收件Q取件Z值班记录" in text
