"""Ways into the states of a special service."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from deskapp.domain import specials
from deskapp.domain.people import Role
from deskapp.domain.prices import ItemDraft
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.special_rows import SpecialDetail
from deskapp.models.specials import SpecialPayment
from tests.factories import Desk

#: The first steps of the straight way; a state is reached after so many of them.
_STRAIGHT = ("dispatch", "start", "finish", "close")
_AFTER = {"ordered": 0, "dispatched": 1, "in_hand": 2, "done": 3, "closed": 4}


def item_named(desk: Desk, name: str) -> int:
    """The id of an item of the price list."""
    return next(row.id for row in desk.call("prices.list") if row.name == name)


def listed_item(desk: Desk, **values: Any) -> int:
    """A further item of the price list: 45 a piece, to be done within two hours."""
    draft = ItemDraft(name="试用项目", measure="次", price=Decimal(45), limit_amount=Decimal(2), department_id=1)
    return int(desk.as_(Role.SUPERVISOR).call("prices.save", draft=replace(draft, **values)).id)


def order_draft(desk: Desk, **values: Any) -> specials.OrderDraft:
    """Two hours' cleaning tomorrow, paid in cash; every receipt is another."""
    draft = specials.OrderDraft(
        unit="3-2-1102", contact="陈女士", phone="138 0000 1234", item_id=item_named(desk, "日常保洁"),
        quantity=Decimal(2), content="厨房油污较重", starts_at=desk.clock.now + timedelta(days=1),
        method=specials.Method.CASH, receipt=receipt(desk), payer="陈女士",
    )  # fmt: skip
    return replace(draft, **values)


def receipt(desk: Desk) -> str:
    """A receipt's number that was not used before."""
    with desk.office.core.database.read() as session:
        return f"SJ{(session.scalar(select(func.max(SpecialPayment.id))) or 0) + 1:06d}"


def order(desk: Desk, **values: Any) -> SpecialDetail:
    """A registered order."""
    return read(desk, desk.call("specials.order", draft=order_draft(desk, **values)).id)


def on_account(desk: Desk, **values: Any) -> SpecialDetail:
    """An order that is to be paid later."""
    later = {"method": specials.Method.ON_ACCOUNT, "receipt": "", "payer": "", "unpaid_reason": "电话预约，上门时付"}
    return order(desk, **later | values)


def read(desk: Desk, id: int) -> SpecialDetail:
    """An order as it stands."""
    detail = desk.call("specials.detail", id=id)
    assert isinstance(detail, SpecialDetail)
    return detail


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    if verb == "order":
        return order_draft(desk)
    now, later = desk.clock.now, desk.clock.now + timedelta(days=9)
    drafts = {
        "take_money": specials.TakeMoneyDraft(sum=Decimal(10), receipt=receipt(desk), payer="陈女士"),
        "refund": specials.RefundDraft(sum=Decimal(10), receipt=receipt(desk), payer="陈女士", reason="少做一间"),
        "dispatch": specials.DispatchDraft(department_id=1),
        "start": specials.StartDraft(started_at=now, workers="李芳"),
        "finish": specials.FinishDraft(finished_at=now, result="按约完成"),
        "reschedule": specials.RescheduleDraft(starts_at=later, reason="业主改期"),
        "amend": specials.AmendDraft(contact="陈先生", quantity=Decimal(2)),
        "judge": specials.JudgeDraft(quality=specials.Quality.GOOD),
        "close": specials.CloseDraft(),
        "void": specials.VoidDraft(reason="业主取消", receipt=receipt(desk)),
    }
    if verb == "reschedule" and str(read(desk, entry_id).state) == "in_hand":
        return specials.RescheduleDraft(ends_at=later, reason="业主改期")
    return drafts.get(verb)


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """An order in a state."""
    made = on_account(desk) if verb == "take_money" else order(desk)
    if state == "paused":
        return _walk(desk, made.id, _STRAIGHT[: _AFTER.get(target, 2) if verb == "resume" else 2], "pause")
    if state in {"not_done", "voided"}:
        return _walk(desk, made.id, (), "fail" if state == "not_done" else "void")
    return _walk(desk, made.id, _STRAIGHT[: _AFTER[state]])


def _walk(desk: Desk, id: int, verbs: tuple[str, ...], last: str = "") -> int:
    for verb in (*verbs, *([last] if last else [])):
        draft = form(verb, desk, id) or ReasonDraft(reason="业主外出")
        desk.step("specials", verb, id, draft)
    return id
