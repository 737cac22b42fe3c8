"""Pickup notices, four on an A4 to be cut apart, singly or as a day's batch (``MAIL-4``)."""

from __future__ import annotations

from typing import Any

import pytest

from deskapp.domain.mail import Kind
from deskapp.domain.mail_lists import Notices
from deskapp.paper.pages import A4
from tests.factories import Desk
from tests.unit.paper import reader
from tests.unit.paper.mail_samples import LANGUAGES, LONG, NAME, TRACKING, UNIT, item, long_item, notices, slip
from tests.unit.paper.samples import ESTATE, PAPERS, options
from tests.ways import mail as ways


def drawn(found: Notices | None, code: str = "pickup_notices", **changes: Any) -> bytes:
    return PAPERS.render(code, found, options(**{"paper": "a4"} | changes))


def quarters(pdf: bytes) -> list[list[reader.Run]]:
    """What stands on each quarter of the sheets: upper left, upper right, lower left, lower right."""
    found: list[list[reader.Run]] = []
    for _page, runs in reader.read(pdf):
        four: list[list[reader.Run]] = [[], [], [], []]
        for run in runs:
            right, low = run.left > A4[0] / 2, run.low < A4[1] / 2
            four[right + 2 * low].append(run)
            assert run.right < A4[0] / 2 or right, run
            assert run.low > A4[1] / 2 or low, run
        found += four
    return found


def said(runs: list[reader.Run]) -> str:
    return "".join("".join(run.text for run in runs).split())


def test_mail_4_a_notice_is_printed_singly_with_all_that_waits_for_one_recipient(desk: Desk) -> None:
    ways.shelf(desk)
    first, second = ways.receive(desk), ways.receive(desk, kind=Kind.REGISTERED)
    ways.receive(desk, recipient="陈小明")
    made = drawn(desk.call("mail.notice", id=first.id), "pickup_notice")
    one, *others = quarters(made)
    for part in ("领取通知单", UNIT, NAME, "您有2件邮件待领取", "挂号信1件", "包裹1件", first.number, second.number):
        assert part in said(one), part
    assert not any(others)
    assert "陈小明" not in said(one)


def test_mail_4_a_days_notices_are_printed_as_a_batch_one_a_recipient(desk: Desk) -> None:
    ways.shelf(desk)
    for name in ("陈静", "陈静", "陈小明", "王芳", "李强", "赵亮"):
        ways.receive(desk, recipient=name)
    day = int(f"{desk.clock.now.astimezone():%Y%m%d}")
    found = [said(each) for each in quarters(drawn(desk.call("mail.notices_due", id=day))) if each]
    assert len(found) == 5
    assert all("领取通知单" in each for each in found)
    assert sum("您有2件邮件待领取" in each for each in found) == 1


def test_mail_4_a_notice_says_where_when_until_when_and_with_what(desk: Desk) -> None:
    ways.shelf(desk)
    estate = desk.call("directory.estate")
    made = PAPERS.render(
        "pickup_notice", desk.call("mail.notice", id=ways.receive(desk).id), options(paper="a4", estate=estate)
    )
    text = reader.text_of(made)
    for part in (
        "翠湖花园", "翠湖路1号", "087165000000", "每天07:30–20:00", "2026-12-06", "有效身份证件", "代领人带本人身份",
    ):  # fmt: skip
        assert part in text, part


def test_mail_4_a_slip_at_a_door_shows_no_whole_tracking_number_and_no_phone() -> None:
    text = reader.text_of(drawn(notices(slip(item(), item(2, tracking="JD0098765432101-1-2")))))
    assert TRACKING not in text
    assert f"尾号{TRACKING[-4:]}" in text
    assert "尾号2101" in text
    assert "13800001234" not in text
    assert "1234567" not in text


def test_mail_4_unit_and_name_are_read_from_the_door() -> None:
    (one, *_) = quarters(drawn(notices(slip())))
    sizes = {run.text: run.high - run.low for run in one}
    assert sizes[UNIT] >= 28
    assert sizes[NAME] >= 16


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_items_than_a_slip_holds_go_on_to_the_next_one(language: str) -> None:
    many = slip(*(item(at) for at in range(1, 20)), attempt=3)
    made = drawn(notices(many, slip()), language=language)
    assert reader.faults(made) == []
    found = [said(each) for each in quarters(made) if each]
    assert len(found) == 4
    assert all(item(at).number in "".join(found) for at in range(1, 20))
    part = "Slip3of3" if language == "en" else "第3张，共3张"
    assert part in found[2]
    assert ("Noticeno.3" if language == "en" else "第3次通知") in found[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_stay_on_their_quarter(language: str) -> None:
    long = slip(
        *(long_item(at) for at in range(1, 9)), unit=LONG["unit"], recipient=LONG["recipient"], attempt=12
    )  # fmt: skip
    estate = type(ESTATE)(
        name="翠湖花园物业服务有限公司第三项目部客户服务中心", name_en="Cuihu Garden Property Services, Project Three",
        address="云南省昆明市五华区翠湖南路 18 号翠湖花园会所一层东侧客户服务中心接待大厅", phone="0871-6500 0000",
        complaint_line="0871-6500 0001",
    )  # fmt: skip
    made = drawn(notices(*[long] * 6), language=language, estate=estate)
    assert reader.faults(made) == []
    assert len(quarters(made)) == 8


def test_an_item_of_nobody_known_has_a_notice_without_unit_and_day() -> None:
    made = drawn(notices(slip(item(unit="", tracking="", carrier=""), unit="", keep_until=None)))
    assert reader.faults(made) == []
    (one, *_) = quarters(made)
    assert NAME in said(one)
    assert "保管至" not in said(one)
    assert "尾号" not in said(one)


def test_nothing_to_tell_is_an_empty_sheet_and_a_blank_one_has_four_to_fill_in() -> None:
    assert not any(quarters(drawn(notices())))
    for language in LANGUAGES:
        made = drawn(None, blank=True, language=language)
        assert reader.faults(made) == []
        assert len({said(each) for each in quarters(made)}) == 1
        assert all(quarters(made))
