"""The duty roster for the wall: A4 and A3 landscape, read back (``DUTY-1``, ``DUTY-2``) [001·5·4.1.1]."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import pypdf
import pytest

from deskapp.domain.duty_papers import RosterPaper
from deskapp.domain.roster import State
from deskapp.paper.roster_parts import INKS
from tests.unit.paper import reader
from tests.unit.paper.duty_samples import EARLY, LATE, LONG, NAMES, NIGHT, change, roster
from tests.unit.paper.samples import PAPERS, options

LANGUAGES, SIZES = ("zh", "en", "both"), ("a4", "a3")
#: A filled corner, as the sheet draws it.
CORNER = re.compile(rb"m \S+ \S+ l \S+ \S+ l f$", re.MULTILINE)


def pdf_of(found: RosterPaper | None, **changes: object) -> bytes:
    return PAPERS.render("duty_roster", found, options(**({"paper": "a4"} | changes)))


def pages(pdf: bytes) -> list[list[str]]:
    return [[run.text for run in runs] for _page, runs in reader.read(pdf)]


def contents(pdf: bytes) -> Iterable[bytes]:
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        found = page.get_contents()
        assert found is not None
        yield found.get_data()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_duty_1_the_wall_has_people_days_shifts_with_times_and_totals(language: str, size: str) -> None:
    made = pdf_of(roster(12, shifts=(EARLY, LATE, LONG, NIGHT)), language=language, paper=size)
    assert reader.faults(made) == []
    (page,) = pages(made)
    assert {str(day) for day in range(1, 32)} <= set(page)
    text = reader.text_of(made)
    for part in ("2027-01/3", "王丽", "07:30–14:00", "14:00–20:00", "Q12", "孙雅静", "0/2", EARLY.short, NIGHT.short):
        assert part in text, part
    assert ("主管签名" if language != "en" else "Supervisorsigns") in text
    assert ("调休上班日" if language != "en" else "Make-upworkingday") in text
    assert ("元旦1–3" if language != "en" else "NewYear1–3") in text
    wide, high = (float(side) for side in pypdf.PdfReader(io.BytesIO(made)).pages[0].mediabox[2:])
    assert (round(wide / 72 * 25.4), round(high / 72 * 25.4)) == {"a4": (297, 210), "a3": (420, 297)}[size]


def test_duty_1_a_persons_totals_are_what_stands_in_the_line() -> None:
    paper = roster(1, shifts=(EARLY, LATE))
    (page,) = pages(pdf_of(paper))
    at = page.index("Q01")
    (row,) = (page[at + 1 : page.index("早在岗")],)
    *cells, hours, shifts, late, _weekends, holidays, off = row
    assert shifts == str(cells.count("早") + cells.count("晚"))
    assert (late, off) == (str(cells.count("晚")), str(cells.count("休")))
    assert float(hours) == 6.5 * cells.count("早") + 6 * cells.count("晚")
    assert holidays == str(sum(cell in {"早", "晚"} for cell in cells[:3]))


@pytest.mark.parametrize("size", SIZES)
def test_duty_1_sixty_people_go_over_pages_under_the_days_heads(size: str) -> None:
    made = pdf_of(roster(60, note="说明" * 100), paper=size)
    assert reader.faults(made) == []
    found = pages(made)
    assert len(found) > 1
    for page in found:
        assert {"1", "15", "31", "工时", "姓名"} <= set(page)
    codes = [text for page in found for text in page if re.fullmatch(r"Q\d\d", text)]
    # Whoever has a long name has no code.
    long = sum(NAMES[(id - 1) % len(NAMES)].startswith("Alexandra") for id in range(1, 61))
    assert len(codes) == len(set(codes)) == 60 - long
    assert "主管签名" in found[-1]
    assert "主管签名" not in found[0]


def test_duty_1_a_draft_says_so_across_and_an_old_edition_too() -> None:
    published, draft = roster(), roster(state=State.DRAFT, published_at=None, published_by="")
    old = roster(state=State.SUPERSEDED)
    said = [
        next(iter(pypdf.PdfReader(io.BytesIO(pdf_of(each))).pages)).extract_text() for each in (published, draft, old)
    ]
    assert [("草稿\n" in text or "\n草稿" in text, "旧版" in text) for text in said] == [
        (False, False), (True, False), (False, True),
    ]  # fmt: skip
    assert "未发布" in reader.text_of(pdf_of(draft))


def test_duty_2_what_changed_is_marked_in_the_cell_and_listed() -> None:
    plain = sum(len(CORNER.findall(content)) for content in contents(pdf_of(roster(before=0))))
    made = pdf_of(roster(8, [change(1, 5), change(1, 6, "", "早"), change(3, 11, "晚", "")]))
    marked = sum(len(CORNER.findall(content)) for content in contents(made))
    assert marked - plain == 3 + 1  # and one in the key
    text = reader.text_of(made)
    assert "与第2版相比变动3格：王丽5日早→晚，6日休→早；陈思远11日晚→休" in text
    assert "与第2版相同" in reader.text_of(pdf_of(roster()))
    assert "本月首版" in reader.text_of(pdf_of(roster(before=0)))


def test_duty_2_very_many_changes_are_told_by_their_number() -> None:
    made = pdf_of(roster(40, [change(who, day) for who in range(1, 41) for day in range(1, 30)]))
    assert reader.faults(made) == []
    text = reader.text_of(made)
    assert "变动1160格" in text
    assert "另有1100格" in text


def test_duty_1_leave_is_marked_but_no_reason_and_no_wish_hangs_on_the_wall() -> None:
    made = pdf_of(roster(2))
    (page,) = pages(made)
    assert page.count("假") == 2 + 1  # the 30th and 31st, and the key
    assert "同学会" not in reader.text_of(made)
    assert "QJ-202701" not in reader.text_of(made)


def test_duty_1_colours_are_dark_enough_for_a_printer_without_them() -> None:
    for colour, (red, green, blue) in INKS.items():
        assert 0.299 * red + 0.587 * green + 0.114 * blue < 0.36, colour
    # Weekends, holidays and make-up days differ in how they are filled: shade, slanting lines, dots.
    (content,) = contents(pdf_of(roster()))
    assert b" W n" in content
    assert b"[0 3]" in content
    assert b"0.93 g" in content


def test_duty_1_an_empty_month_is_printed_for_the_pen() -> None:
    for language in LANGUAGES:
        for size in SIZES:
            made = pdf_of(None, blank=True, language=language, paper=size)
            assert reader.faults(made) == []
            (page,) = pages(made)
            assert "31" in page


def test_nobody_on_the_roster_is_an_empty_grid() -> None:
    made = pdf_of(roster(0))
    assert reader.faults(made) == []
    assert len(pages(made)) == 1
