"""The key loans of a day or a month, read back from the list they are signed on (``KEY-2``)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from deskapp.domain.directory import IdType
from deskapp.domain.loan_list import LoanEntry, LoanList
from deskapp.domain.loans import State
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import NotFound
from tests.factories import Desk
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, HOUR, PAPERS, RARE, options
from tests.ways.loans import lend, outside_draft, staff_draft

LANGUAGES = ("zh", "en", "both")


def entry(number: int, **changes: Any) -> LoanEntry:
    kept: dict[str, Any] = {
        "number": f"YS-202611-{number:04d}", "state": State.OUT, "lent_at": AT, "keys": "A007 A018", "progress": "0/2",
        "borrower": "李师傅", "company": "明光电器", "phone": "13312345678", "id_type": IdType.ID_CARD,
        "id_number_masked": "110101********1234", "purpose": "空调安装", "return_by": AT + 4 * HOUR,
        "returned_at": None, "deposit": Decimal(200), "receipt": f"SK-202611-{number:04d}", "envelope": 3,
    }  # fmt: skip
    return LoanEntry(**(kept | changes))


def listed(*rows: LoanEntry) -> LoanList:
    return LoanList(number="2026-11", rows=rows, deposits=sum((row.deposit for row in rows), Decimal(0)))


def drawn(found: LoanList | None, **changes: Any) -> bytes:
    return PAPERS.render("key_loan_list", found, options(**({"paper": "a4"} | changes)))


def test_key_2_the_list_of_a_day_and_of_a_month_has_every_loan_with_its_borrower(desk: Desk) -> None:
    outside = lend(desk, outside_draft(desk, 2))
    inside = lend(desk, staff_draft(desk, 1))
    desk.step("loans", "void", inside.id, ReasonDraft(reason="登记错误"))
    day = outside.lent_at.astimezone()
    for digits in (int(f"{day:%Y%m%d}"), int(f"{day:%Y%m}")):
        found = desk.call("loans.period", id=digits)
        assert [row.number for row in found.rows] == [outside.number, inside.number]
        assert found.deposits == outside.deposit
    text = reader.text_of(drawn(desk.call("loans.period", id=int(f"{day:%Y%m}"))))
    for part in (outside.number, outside.borrower, outside.receipt, inside.number, "作废"):
        assert part in text
    assert outside.id_number_masked in text


@pytest.mark.parametrize("digits", [0, 2026, 202613, 20261131, 198911])
def test_what_is_no_period_is_not_found(desk: Desk, digits: int) -> None:
    with pytest.raises(NotFound):
        desk.call("loans.period", id=digits)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_stay_in_their_cells_and_the_head_stands_on_every_page(language: str) -> None:
    long = entry(
        1, borrower=RARE * 10, company="司" * 60, purpose="途" * 200, keys=" ".join(f"A{at:03d}" for at in range(50))
    )
    made = drawn(listed(long, *(entry(at) for at in range(2, 60))), language=language)
    assert reader.faults(made) == []
    pages = [" ".join(run.text for run in runs) for _page, runs in reader.read(made)]
    assert len(pages) > 3
    head = "Purpose" if language == "en" else "用途"
    assert all(head in page for page in pages)


def test_an_empty_period_and_a_blank_list_say_so() -> None:
    assert "本期没有钥匙借用" in reader.text_of(drawn(listed()))
    assert len(list(reader.read(drawn(None, blank=True)))) == 1
