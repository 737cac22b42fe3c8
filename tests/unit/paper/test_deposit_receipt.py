"""The receipt for a deposit, read back from its PDF (``KEY-9``), and sums in capital numerals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from deskapp.domain.loans import Deposit, LoanDetail, State
from deskapp.domain.words import Language, word
from deskapp.errors import DeskError
from deskapp.paper.rmb import capital
from tests.factories import Desk
from tests.unit.paper.reader import faults, read, text_of
from tests.unit.paper.samples import AT, HOUR, PAPERS, RARE, options
from tests.unit.paper.test_key_loan import LANGUAGES, loan, staff_loan
from tests.ways.loans import lend, outside_draft


def drawn(found: LoanDetail | None, **changes: object) -> bytes:
    return PAPERS.render("deposit_receipt", found, options(**{"paper": "a4x3"} | changes))


def test_key_9_the_receipt_names_its_number_sum_and_envelope_on_three_copies() -> None:
    made = drawn(loan())
    assert len(list(read(made))) == 1
    text = text_of(made)
    for part in (
        "押金收据", "SK-202611-0019", "YS-202611-0042", "¥300.00", "叁佰元整", f"李{RARE}", "现金",
        "身份证110105********002X", "凭此收据退还押金", "领款人签名", "王丽",
    ):  # fmt: skip
        assert text.count(part) >= 3, part
    for copy in ("存根联", "客户联", "信封联"):
        assert text.count(copy) == 1
    (page,) = read(made)
    sizes = [run.high - run.low for run in page[1] if run.text == "27"]
    assert len(sizes) == 3
    assert min(sizes) >= 18  # read from afar: which envelope


def test_key_9_the_refund_is_said_and_signed_on_the_receipt() -> None:
    found = loan(deposit_state=Deposit.REFUNDED, settled_at=AT + 3 * HOUR, settled_by="赵敏", state=State.CLOSED)
    text = text_of(drawn(found))
    assert text.count(f"{(AT + 3 * HOUR).astimezone():%Y年%m月%d日%H:%M}") == 3
    assert text.count("赵敏") == 3


def test_key_4_a_deposit_that_was_kept_says_why() -> None:
    kept = {"deposit_state": Deposit.KEPT, "settled_at": AT, "settled_by": "周主管", "kept_reason": "抵换锁费"}
    text = text_of(drawn(loan(**kept)))
    assert text.count("抵换锁费") == 3
    assert "领款人签名" not in text


def test_key_9_there_is_no_receipt_for_no_deposit() -> None:
    with pytest.raises(DeskError) as refused:
        drawn(staff_loan())
    assert refused.value.code == "no_deposit"
    said = word("error.no_deposit", Language.CHINESE, **refused.value.params)
    assert said == "YS-202611-0042 未收押金，无需开具押金收据。"


def test_key_9_a_loan_with_deposit_is_printed_on_both_forms(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 3))
    assert made.receipt in text_of(drawn(made))
    assert made.receipt in text_of(PAPERS.render("key_loan", made, options(paper="a5x2")))
    for ordinal in (1, 2, 3):
        assert desk.call("search.by_code", code=f"{made.receipt}/{ordinal}").id == made.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_stay_on_the_paper(language: str) -> None:
    long = loan(
        borrower="长" * 60, deposit=Decimal("9999999.99"), envelope=9999, deposit_state=Deposit.KEPT, settled_at=AT,
        settled_by="赵" * 20, kept_reason="抵" * 500, state=State.VOIDED, void_reason="废" * 500,
    )  # fmt: skip
    made = drawn(long, language=language)
    assert faults(made) == []
    assert text_of(made).count("抵") == 3 * 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_receipt_is_filled_in_by_hand(language: str) -> None:
    made = drawn(None, blank=True, language=language)
    assert len(list(read(made))) == 1
    assert faults(made) == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.53", "伍角叁分"),
        ("1", "壹元整"),
        ("1.05", "壹元零伍分"),
        ("10", "壹拾元整"),
        ("10.10", "壹拾元壹角整"),
        ("15", "壹拾伍元整"),
        ("100", "壹佰元整"),
        ("101", "壹佰零壹元整"),
        ("110", "壹佰壹拾元整"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("1100", "壹仟壹佰元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("10100", "壹万零壹佰元整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("100000", "壹拾万元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("10000000", "壹仟万元整"),
        ("10010001", "壹仟零壹万零壹元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("110000000", "壹亿壹仟万元整"),
        ("1000000000000", "壹万亿元整"),
        ("1234567890.12", "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
    ],
)
def test_sums_in_capital_numerals(value: str, said: str) -> None:
    assert capital(Decimal(value)) == said


@pytest.mark.parametrize("value", ["-1", "0.001", "NaN"])
def test_what_is_no_sum_has_no_numerals(value: str) -> None:
    with pytest.raises(ValueError, match="no sum of money"):
        capital(Decimal(value))


def _value(said: str) -> Decimal:
    """The sum that capital numerals state, read by an algorithm of its own."""
    total = group = digit = Decimal(0)
    for char in said:
        if char in "零壹贰叁肆伍陆柒捌玖":
            digit = Decimal("零壹贰叁肆伍陆柒捌玖".index(char))
        elif char in "拾佰仟":
            group, digit = group + digit * {"拾": 10, "佰": 100, "仟": 1000}[char], Decimal(0)
        elif char == "万":
            total, group, digit = total + (group + digit) * 10000, Decimal(0), Decimal(0)
        elif char == "元":
            total, group, digit = total + group + digit, Decimal(0), Decimal(0)
        elif char in "角分":
            total, digit = total + digit * Decimal("0.1" if char == "角" else "0.01"), Decimal(0)
    return total


def test_every_sum_reads_back_and_has_no_needless_zero() -> None:
    for cents in (*range(120_000), *range(9_990_000, 10_020_000), *range(99_999_000, 100_120_000, 7)):
        value = Decimal(cents) / 100
        said = capital(value)
        assert _value(said) == value, said
        assert "零零" not in said
        assert "零元" not in said or not cents
        assert "零万" not in said
