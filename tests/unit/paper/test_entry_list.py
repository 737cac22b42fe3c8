"""Who could have entered, read back from its PDF (``KEY-8``)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deskapp.domain.common import Ref
from deskapp.domain.entry import EntryLine, EntryList, Way
from tests.unit.paper.reader import faults, read, text_of
from tests.unit.paper.samples import AT, HOUR, PAPERS, RARE, options


def line(number: int, **changes: Any) -> EntryLine:
    kept = EntryLine(
        ref=Ref("loans", number, f"YS-202611-{number:04d}"), way=Way.LOAN, since=AT, until=AT + HOUR, who=f"李{RARE}",
        company="顺达水暖", phone="13600007788", purpose="疏通下水管", keys="A007", given_by="王丽", taken_by="赵敏",
    )  # fmt: skip
    return replace(kept, **changes)


def found(*lines: EntryLine) -> EntryList:
    return EntryList(
        id=1, number="3-2-1102", unit_id=1, since=AT - 24 * HOUR, until=AT + 3 * HOUR, at=AT + 4 * HOUR, lines=lines
    )


def drawn(asked: EntryList | None, **changes: Any) -> bytes:
    return PAPERS.render("entry_list", asked, options(paper="a4", **changes))


def test_key_8_unit_and_span_stand_over_everybody_who_could_have_entered() -> None:
    text = text_of(drawn(found(line(1), line(2, until=None, way=Way.MISSING, who="", purpose="清点时不在"))))
    for part in (
        "进户查询单",
        "3-2-1102",
        f"李{RARE}",
        "顺达水暖",
        "13600007788",
        "疏通下水管",
        "A007",
        "YS-202611-0001",
    ):
        assert part in text
    for part in ("至今", "钥匙缺失，无法确定", "王丽赵敏", "查询原因", "主管签名", "打印"):
        assert part in text
    begin, end = (f"{at.astimezone():%Y-%m-%d%H:%M}" for at in (AT - 24 * HOUR, AT + 3 * HOUR))
    assert f"{begin}–{end}" in text


def test_key_8_that_nobody_could_have_is_said_too() -> None:
    assert "没有借用、派工、领取或缺失记录" in text_of(drawn(found()))


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_key_8_long_words_and_long_lists_stay_on_the_paper(language: str) -> None:
    long = line(1, who="长" * 60, company="司" * 60, purpose="因" * 200, keys="A007 " * 12, given_by="名" * 40)
    made = drawn(
        found(*(replace(long, ref=Ref("loans", at, f"YS-202611-{at:04d}")) for at in range(1, 40))), language=language
    )
    assert faults(made) == []
    assert all(f"YS-202611-{at:04d}" in text_of(made) for at in range(1, 40))
    assert len(list(read(made))) > 3


def test_a_blank_list_is_one_page() -> None:
    for language in ("zh", "en", "both"):
        made = drawn(None, blank=True, language=language)
        assert (len(list(read(made))), faults(made)) == (1, [])
