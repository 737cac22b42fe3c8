"""The price list of the special services: kept by the office, versioned, withdrawn instead of deleted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from deskapp.domain.people import Role
from deskapp.domain.prices import ItemDraft, ItemRow, LimitUnit
from deskapp.errors import Conflict, DeskError, Invalid, NotAllowed, NotFound
from tests.factories import Desk
from tests.ways.specials import order_draft


@pytest.fixture
def head(desk: Desk) -> Desk:
    return desk.as_(Role.SUPERVISOR)


def item(desk: Desk, name: str) -> ItemRow:
    return next(row for row in desk.call("prices.list") if row.name == name)


def draft(**values: Any) -> ItemDraft:
    kept = ItemDraft(
        name="地暖清洗", category="家电", measure="户", price=Decimal("380.50"), limit_amount=Decimal(1),
        limit_unit=LimitUnit.DAY, department_id=1,
    )  # fmt: skip
    return replace(kept, **values)


def test_4_6_1_an_office_begins_with_the_usual_list(desk: Desk) -> None:
    found = desk.call("prices.list")
    assert {"日常保洁", "代管道疏通", "开锁换锁联系", "空调清洗（挂机）", "家具搬运", "代办燃气卡"} <= {
        row.name for row in found
    }
    assert all(row.price > 0 and row.limit and row.measure and row.category and row.active for row in found)
    assert [row.category for row in found] == sorted(row.category for row in found)
    gas = item(desk, "代办燃气卡")
    assert (gas.limit, gas.measure) == ("3 wd", "次")


def test_an_item_is_added_changed_and_journalled(head: Desk) -> None:
    id = head.call("prices.save", draft=draft()).id
    kept = item(head, "地暖清洗")
    assert (kept.price, kept.limit, kept.department, kept.version) == (Decimal("380.50"), "1 d", "工程部", 1)
    assert head.call("prices.detail", id=id) == draft(id=id, version=1)
    head.call("prices.save", draft=draft(id=id, version=1, price=Decimal(420), limit_unit=LimitUnit.HOUR))
    assert (item(head, "地暖清洗").price, item(head, "地暖清洗").limit) == (Decimal(420), "1 h")
    changed = {c.field: c.new for c in head.call("journal.history", register="prices", id=id)[-1].changes}
    assert changed == {"price": "420", "limit_span": "1 h"}


def test_a_stale_item_is_a_conflict(head: Desk) -> None:
    first = head.call("prices.detail", id=1)
    head.call("prices.save", draft=replace(first, price=Decimal(50)))
    with pytest.raises(Conflict):
        head.call("prices.save", draft=replace(first, price=Decimal(40)))
    with pytest.raises(Conflict):
        head.call("prices.withdraw", id=1, version=first.version)
    assert head.call("prices.detail", id=1).price == Decimal(50)


def test_a_withdrawn_item_stays_and_is_not_ordered_any_more(head: Desk) -> None:
    kept = item(head, "擦玻璃")
    head.call("prices.withdraw", id=kept.id, version=kept.version)
    assert head.call("prices.list")[-1].id == kept.id
    assert kept.id not in {option.id for option in head.call("prices.options")}
    with pytest.raises(Invalid) as caught:
        head.call("specials.order", draft=order_draft(head, item_id=kept.id))
    assert [problem.code for problem in caught.value.problems] == ["item_withdrawn"]
    head.call("prices.offer", id=kept.id, version=item(head, "擦玻璃").version)
    assert item(head, "擦玻璃").active


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"name": " "}, "name", "required"),
        ({"name": "日常保洁"}, "name", "duplicate"),
        ({"measure": ""}, "measure", "required"),
        ({"price": Decimal(-1)}, "price", "negative_money"),
        ({"price": Decimal("1.005")}, "price", "cents"),
        ({"price": Decimal("NaN")}, "price", "negative_money"),
        ({"limit_amount": Decimal(0)}, "limit_amount", "positive"),
        ({"limit_amount": Decimal("NaN")}, "limit_amount", "negative_money"),
        ({"limit_amount": Decimal("1.5"), "limit_unit": LimitUnit.WORKING_DAY}, "limit_amount", "whole_number"),
        ({"limit_unit": "h"}, "limit_unit", "wrong_type"),
        ({"department_id": 77}, "department_id", "unknown_choice"),
        ({"name": "长" * 41}, "name", "too_long"),
    ],
)
def test_all_4_a_bad_item_is_refused_at_its_field(head: Desk, values: Any, field: str, code: str) -> None:
    before = head.call("prices.list")
    with pytest.raises(Invalid) as caught:
        head.call("prices.save", draft=draft(**values))
    assert {problem.field: problem.code for problem in caught.value.problems} == {field: code}
    assert head.call("prices.list") == before


def test_only_the_office_keeps_the_list(desk: Desk) -> None:
    for role in (Role.RECEPTIONIST, Role.STEWARD, Role.CASHIER, Role.ADMIN):
        with pytest.raises(NotAllowed):
            desk.as_(role).call("prices.save", draft=draft())
        with pytest.raises(NotAllowed):
            desk.as_(role).call("prices.withdraw", id=1, version=1)
    assert desk.as_(Role.CASHIER).call("prices.list")


def test_what_is_not_there_is_not_found(head: Desk) -> None:
    with pytest.raises(NotFound):
        head.call("prices.detail", id=999)
    with pytest.raises(NotFound):
        head.call("prices.save", draft=draft(id=999, version=1))


def test_the_usual_list_is_taken_over_once(head: Desk) -> None:
    with pytest.raises(DeskError, match="prices_there"):
        head.call("prices.begin")
    with head.office.core.database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM service_item")
    head.call("prices.begin")
    found = head.call("prices.list")
    assert item(head, "日常保洁").department == "保洁部"
    assert len(found) == len({row.name for row in found}) > 10
