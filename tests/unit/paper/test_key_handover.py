"""Keys received, keys in trust, read back from their PDFs (``KEY-5``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deskapp.domain.directory import IdType, Relation
from deskapp.domain.transfers import Kind, State, TransferDetail, TransferLine
from tests.unit.paper.reader import faults, read, text_of
from tests.unit.paper.samples import AT, PAPERS, RARE, options

POINTS = 72 / 25.4


def line(number: int, **changes: Any) -> TransferLine:
    kept = TransferLine(
        set_id=number, number=f"YC-202611-{number:04d}", hook=f"A{number:03d}", description="入户门钥匙", count=2
    )
    return replace(kept, **changes)


def transfer(**changes: Any) -> TransferDetail:
    lines = (line(7), line(7, description="单元门禁卡", count=1), line(9, description="信箱钥匙", count=1))
    kept = TransferDetail(
        id=1, version=1, number="LQ-202611-0001", state=State.RECORDED, kind=Kind.HANDED_OVER, unit="3-2-1102",
        unit_id=1, resident_id=1, resident=f"陈{RARE}", phone="13800001234", relation=Relation.OWNER,
        id_type=IdType.ID_CARD, id_number_masked="110105********002X", keys=4, instruction="", until=None,
        returned_at=None, note="", at=AT, recorded_at=AT, happened_reason="", recorder="王丽", signed_at=None,
        void_reason="", lines=lines,
    )  # fmt: skip
    return replace(kept, **changes)


def trust(**changes: Any) -> TransferDetail:
    asked = {"kind": Kind.ENTRUSTED, "instruction": "可交保洁王阿姨，每周三打扫", "until": date(2026, 12, 31)}
    return transfer(**asked | changes)


def drawn(found: TransferDetail | None, paper: str = "a4", **changes: Any) -> bytes:
    return PAPERS.render("key_handover", found, options(paper=paper, **changes))


def test_key_5_the_keys_received_are_itemised_with_their_sum() -> None:
    text = text_of(drawn(transfer()))
    for part in (
        "钥匙领取单",
        "LQ-202611-0001",
        f"陈{RARE}",
        "身份证110105********002X",
        "入户门钥匙",
        "单元门禁卡",
        "领取人签名",
    ):
        assert part in text
    assert text.count("YC-202611-0007") == 1  # a set is named once, however many lines it has
    assert "合计4" in text


def test_key_5_the_trust_form_says_who_may_have_the_keys_and_until_when() -> None:
    text = text_of(drawn(trust()))
    for part in ("钥匙托管单", "可交保洁王阿姨，每周三打扫", "2026-12-31", "托管人签名"):
        assert part in text
    assert "领取人签名" not in text


def test_key_5_each_side_has_its_copy() -> None:
    found = drawn(transfer(), "a4x2")
    assert len(list(read(found))) == 2
    text = text_of(found)
    assert "客服中心留存联" in text
    assert "业主联" in text


def test_key_5_there_is_room_to_sign() -> None:
    from deskapp.paper.cells import SIGN_HIGH

    assert SIGN_HIGH >= 9 * POINTS
    for _, runs in read(drawn(transfer())):
        (caption,) = [run for run in runs if "领取人签名" in run.text]
        foot = min(run.low for run in runs if run.text.startswith("打印"))
        assert caption.low - foot > 4.5 * POINTS


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_key_5_the_longest_words_stay_on_the_paper(language: str) -> None:
    lines = tuple(line(at, description="钥" * 60, count=99) for at in range(1, 61))
    long = trust(lines=lines, instruction="嘱" * 300, note="注" * 300, resident="长" * 60, void_reason="废" * 200)
    made = drawn(replace(long, state=State.VOIDED), "a4x2", language=language)
    assert faults(made) == []
    assert text_of(made).count("钥" * 10) >= 60


def test_a_blank_form_is_filled_in_by_hand() -> None:
    for language in ("zh", "en", "both"):
        made = drawn(None, language=language, blank=True)
        assert len(list(read(made))) == 1
        assert faults(made) == []
    assert "业主托管" in text_of(drawn(None, blank=True))
