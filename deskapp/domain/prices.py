"""The price list of the special services: what is offered, for how much, within what time [001·1·4.6.1]."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from deskapp.domain.deadlines import Span
from deskapp.domain.fields import Choice, Hidden, Money, Pick, Text

REGISTER = "prices"


class LimitUnit(StrEnum):
    """What an item's time limit is counted in: some of the units of ``Span``."""

    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WORKING_DAY = "wd"


@dataclass(frozen=True, kw_only=True)
class ItemDraft:
    """One line of the price list. ``id`` and ``version`` are empty for a new one; a stale version is refused."""

    id: Annotated[int | None, Hidden()] = None
    version: Annotated[int, Hidden()] = 0
    name: Annotated[str, Text(max=40, required=True)] = ""
    category: Annotated[str, Text(max=20)] = ""
    measure: Annotated[str, Text(max=12, required=True)] = ""
    price: Annotated[Decimal, Money()] = Decimal(0)
    limit_amount: Annotated[Decimal, Money(max=Decimal(999), required=True)] = Decimal(0)
    limit_unit: Annotated[LimitUnit, Choice(required=True)] = LimitUnit.HOUR
    department_id: Annotated[int | None, Pick(source="directory.departments")] = None
    note: Annotated[str, Text(max=200, lines=2)] = ""

    @property
    def limit(self) -> str:
        """The limit as a span."""
        return str(Span.parse(f"{self.limit_amount.normalize():f} {self.limit_unit}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One line of the price list as it stands; ``limit`` is a span such as ``24 h``."""

    id: int
    version: int
    name: str
    category: str
    measure: str
    price: Decimal
    limit: str
    department_id: int | None
    department: str
    note: str
    active: bool


WORDS = {
    "register.prices": ("Price list of special services", "特约服务价目表"),
    "register.prices.one": ("Service item", "服务项目"),
    "prices.limit_unit.min": ("minutes", "分钟"),
    "prices.limit_unit.h": ("hours", "小时"),
    "prices.limit_unit.d": ("days", "天"),
    "prices.limit_unit.wd": ("working days", "工作日"),
    "prices.step.save": ("Service item", "服务项目"),
    "prices.step.withdraw": ("Withdraw", "停用"),
    "prices.step.offer": ("Offer again", "恢复使用"),
    "prices.field.name": ("Item", "项目名称"),
    "prices.field.category": ("Category", "类别"),
    "prices.field.measure": ("Unit", "计价单位"),
    "prices.field.price": ("Price (¥)", "单价（元）"),
    "prices.field.limit_amount": ("Time limit", "完成时限"),
    "prices.field.limit_unit": ("Limit counted in", "时限单位"),
    "prices.field.limit_span": ("Time limit", "完成时限"),
    "prices.field.department_id": ("Department", "责任部门"),
    "prices.field.note": ("Note", "说明"),
    "prices.field.active": ("Offered", "使用中"),
    "problem.whole_number": ("A whole number.", "须为整数。"),
    "problem.positive": ("More than 0.", "须大于 0。"),
    "error.prices_there": ("There is a price list already.", "价目表里已有项目。"),
}
