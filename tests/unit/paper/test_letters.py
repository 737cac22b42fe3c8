"""The papers of letters and newspapers, read back: the record of a period, the sheet of a delivery (``MAIL-1``)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deskapp.domain.letters import Condition, LetterDetail, LetterLine, LetterList, LetterShare, Means, Source, State
from tests.factories import Desk
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, HOUR, PAPERS, RARE, options
from tests.ways.letters import read, receive, sign, tell

LANGUAGES = ("zh", "en", "both")


def line(number: int, **changes: Any) -> LetterLine:
    kept: dict[str, Any] = {
        "id": number, "building": str(number), "name": f"{number} 栋", "area_id": 1, "area": "东区", "letters": 12,
        "newspapers": 5, "signed_at": None, "signer": "",
    }  # fmt: skip
    return LetterLine(**kept | changes)


def share(*lines: LetterLine, **changes: Any) -> LetterShare:
    kept: dict[str, Any] = {
        "area_id": 1, "area": "东区", "steward_id": 7, "steward": "周建国", "letters": sum(x.letters for x in lines),
        "newspapers": sum(x.newspapers for x in lines), "signed_at": None, "signer": "", "recorder": "", "lines": lines,
    }  # fmt: skip
    return LetterShare(**kept | changes)


def delivery(number: int, **changes: Any) -> LetterDetail:
    shares = changes.pop("shares", (share(line(1), line(2)), share(line(3), area="西区", steward="郑毅")))
    kept: dict[str, Any] = {
        "id": number, "version": 1, "number": f"XB-202611-{number:04d}", "state": State.NOTIFIED, "at": AT,
        "recorded_at": AT, "happened_reason": "", "recorder": "王莉", "source": Source.POST, "deliverer": "邮递员老杨",
        "condition": Condition.INTACT, "damage": "", "letters": sum(x.letters for x in shares),
        "newspapers": sum(x.newspapers for x in shares), "waiting_for": "东区、西区", "means": Means.PHONE,
        "notified_at": AT + HOUR, "signed_at": None, "note": "", "void_reason": "", "deadline": None, "shares": shares,
    }  # fmt: skip
    return LetterDetail(**kept | changes)


def listed(*rows: LetterDetail) -> LetterList:
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("letters", "newspapers")}
    return LetterList(number="2026-11", rows=rows, **sums)


def record(found: LetterList | None, **changes: Any) -> bytes:
    return PAPERS.render("letters_record", found, options(**({"paper": "a4"} | changes)))


def sheet(detail: LetterDetail | None, **changes: Any) -> bytes:
    return PAPERS.render("letters_batch", detail, options(**({"paper": "a4"} | changes)))


def test_mail_1_the_record_of_a_day_and_of_a_month_has_every_share_with_its_place_to_sign(desk: Desk) -> None:
    made = receive(desk)
    tell(desk, made.id)
    sign(desk, made.id, "东区")
    day = made.at.astimezone()
    for digits in (int(f"{day:%Y%m%d}"), int(f"{day:%Y%m}")):
        text = reader.text_of(record(desk.call("letters.period", id=digits)))
        for part in (made.number, "邮递员老杨", "东区", "西区", "3 栋 12/5", "5 栋 4/0", "平信 16 报刊 5", "签名"):
            assert part.replace(" ", "") in text.replace(" ", ""), part
        assert read(desk, made.id).shares[0].signer in text


def test_mail_1_a_void_delivery_is_in_the_record_without_shares_and_sums() -> None:
    voided = delivery(2, state=State.VOIDED, void_reason="重复登记")
    found = replace(listed(delivery(1)), rows=(delivery(1), voided))
    text = reader.text_of(record(found))
    assert text.count("周建国") == 1
    assert "重复登记" in text
    assert "合计（1次投递，作废不计）" in text


def test_mail_1_an_empty_period_and_a_blank_record_say_so() -> None:
    assert "本期没有收到信件、报刊" in reader.text_of(record(listed()))
    blank = record(None, blank=True)
    assert len(list(reader.read(blank))) == 1
    assert reader.text_of(blank).count("完好情况") == 4


def test_mail_1_a_delivery_is_never_parted_from_its_first_share() -> None:
    for count in range(1, 40):
        pages = [
            " ".join(run.text for run in runs)
            for _page, runs in reader.read(record(listed(*map(delivery, range(count)))))
        ]
        if len(pages) > 1:
            break
    for page in pages[:-1]:
        last = page.rindex("XB-202611-")
        assert "周建国" in page[last:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_mail_1_the_longest_words_stay_in_their_cells_and_the_head_stands_on_every_page(language: str) -> None:
    many = tuple(
        line(number, letters=9999, newspapers=9999, name=f"{RARE}一期高层 {number} 栋") for number in range(1, 40)
    )
    worst = share(*many, area="区" * 40, steward=RARE * 10, signer=RARE * 10, signed_at=AT)
    long = delivery(
        1, shares=(worst, share(line(9), area_id=None, area="", steward="", steward_id=None)), deliverer=RARE * 10,
        condition=Condition.DAMAGED, damage="损" * 300, note="注" * 300, recorder=RARE * 10,
    )  # fmt: skip
    made = record(listed(long, *map(delivery, range(2, 30))), language=language)
    assert reader.faults(made) == []
    pages = [" ".join(run.text for run in runs) for _page, runs in reader.read(made)]
    assert len(pages) > 3
    assert all(("Signature" if language == "en" else "签名") in page for page in pages)
    assert reader.faults(sheet(long, language=language)) == []


def test_mail_1_the_sheet_of_a_delivery_says_everything_and_is_signed_by_each_area() -> None:
    made = delivery(1, condition=Condition.DAMAGED, damage="一捆受潮", note="雨天")
    text = reader.text_of(sheet(made)).replace(" ", "")
    for part in (
        "XB-202611-0001",
        "邮政投递",
        "有损伤一捆受潮",
        "雨天",
        "片区管理员",
        "周建国",
        "郑毅",
        "1栋12/5；2栋12/5",
    ):
        assert part in text, part
    void = reader.text_of(sheet(replace(made, state=State.VOIDED, void_reason="重复登记")))
    assert "重复登记" in void
    assert len(list(reader.read(sheet(None, blank=True)))) == 1


def test_mail_1_buildings_of_no_area_stand_at_the_end_by_that_name() -> None:
    alone = share(line(8), area_id=None, area="", steward="", steward_id=None)
    assert "未分片区楼栋" in reader.text_of(sheet(delivery(1, shares=(share(line(1)), alone))))
