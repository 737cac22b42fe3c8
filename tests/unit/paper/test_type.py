"""Faces, lines, words: what the forms are set with."""

from decimal import Decimal

import pytest

from deskapp.domain.paper import PaperLanguage
from deskapp.paper.faces import EMPTY, BadFace, Face
from deskapp.paper.fonts import BOXED, bold, fallback_faces, regular
from deskapp.paper.lines import wrap
from deskapp.paper.speech import Label, Speech, amount, money, phone
from deskapp.resources import resource
from tests.unit.paper import reader
from tests.unit.paper.samples import PAPERS, RARE, order, slip

KINSOKU_FIRST = "、。,;:?!)》」』】”"


def test_our_faces_have_what_the_national_list_has() -> None:
    for style in (regular(), bold()):
        for char in "派工单㛃䶮永A9é":
            assert style[char] > 0
            assert style.is_plain(char)


def test_rare_characters_have_a_face_or_a_box() -> None:
    for char in RARE + "𪚥":
        assert regular()[char] == 1000
    assert regular()["\ue000"] == 1000
    assert regular().where["\ue000"] == BOXED


def test_a_boxed_character_is_drawn_and_can_be_copied() -> None:
    plain, boxed = (order(slip(contact=name), paper="a5x3") for name in ("赵", "赵\ue000"))
    assert "赵\ue000" in reader.text_of(boxed)
    dark = [sum(pixel < 100 for pixel in PAPERS.pictures(pdf, 150)[0][2][0::4]) for pdf in (plain, boxed)]
    assert dark[1] > dark[0] + 40


def test_a_subset_holds_the_outlines_asked_for() -> None:
    face = regular().face
    glyphs = [0, face.glyph("派"), EMPTY, face.glyph("é")]
    data = face.subset(glyphs)
    assert len(data) < 3000
    assert face.width(glyphs[1]) == 1000
    assert face.glyph("\U0010fffd") == 0


def test_what_is_no_face_is_refused() -> None:
    with pytest.raises(BadFace):
        Face(resource("i18n", "deskapp_en.ts"))
    assert all(face.glyph("\ue000") == 0 for face in fallback_faces())


def test_lines_fit_and_lose_nothing() -> None:
    text = "请先电话确认(家中有老人),please call before coming,自带 DN50 接头。" * 5 + "x" * 200
    lines = wrap(text, 150, 9, regular())
    assert "".join(lines) == text
    assert all(regular().measure(line.rstrip(), 9) <= 150 for line in lines)
    assert not [line for line in lines if line[0] in KINSOKU_FIRST or line.rstrip()[-1] in "(《「"]


@pytest.mark.parametrize(("first", "last"), [("，。；：！？）》", "（《“"), (",.;:!?)", "([")])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(first: str, last: str) -> None:
    """Full-width marks as half-width ones."""
    text = "".join(f"由代领人领取{mark}并由您{last[at % len(last)]}事先确认" for at, mark in enumerate(first * 8))
    for width in range(40, 90):
        lines = wrap(text, width, 9, regular())
        assert "".join(lines) == text
        assert not [line for line in lines if line[0] in first or line[-1] in last], width


def test_words_stay_whole_and_breaks_are_kept() -> None:
    assert wrap("one two three", 40, 9, regular()) == ["one two ", "three"]
    assert wrap("甲\r\n乙\n\n丙", 100, 9, regular()) == ["甲", "乙", "", "丙"]
    assert wrap("", 100, 9, regular()) == [""]


def test_marks_stay_with_their_character() -> None:
    family = "👨\u200d👩\u200d👧"
    for line in wrap(family * 20, 60, 9, regular()):
        assert not line.startswith("\u200d")
        assert not line.endswith("\u200d")


def test_the_reader_sees_what_is_printed_over() -> None:
    runs = [reader.Run("甲", 10, 20, 10, 20), reader.Run("乙", 20, 30, 10, 20), reader.Run("丙", 15, 25, 15, 25)]
    assert [(one.text, other.text) for one, other in reader.overlaps(runs)] == [("甲", "丙"), ("乙", "丙")]


def test_words_of_a_form() -> None:
    label = Label("房号", "Unit")
    said = [Speech(language).say(label) for language in PaperLanguage]
    assert said == ["房号", "Unit", "房号 Unit"]
    assert (phone("13800001234"), phone("138-0000 1234"), phone("0755-88 转 1")) == ("138 0000 1234",) * 2 + (
        "0755-88 转 1",
    )
    assert (money(Decimal("1234.5")), amount(Decimal("2.00")), amount(Decimal("1.50")), amount(Decimal(100))) == (
        *("1,234.50", "2"),
        *("1.5", "100"),
    )
