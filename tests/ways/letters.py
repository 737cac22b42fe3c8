"""Ways along the life of a delivery of letters and newspapers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from deskapp.domain.directory import BuildingDraft
from deskapp.domain.letters import (
    AmendDraft,
    LetterDetail,
    LetterDraft,
    LetterItem,
    LetterShare,
    NotifyDraft,
    SignDraft,
    State,
    UnsignDraft,
)
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from tests.factories import Desk


def came(**values: Any) -> LetterDraft:
    """Something for two buildings, of two areas."""
    lines = (LetterItem(building="3", letters=12, newspapers=5), LetterItem(building="5", letters=4))
    return replace(LetterDraft(deliverer="邮递员老杨", lines=lines), **values)


def receive(desk: Desk, draft: LetterDraft | None = None) -> LetterDetail:
    """A delivery as it was taken in."""
    return read(desk, int(desk.call("letters.receive", draft=draft or came()).id))


def read(desk: Desk, id: int) -> LetterDetail:
    """A delivery as it stands."""
    detail = desk.call("letters.detail", id=id)
    assert isinstance(detail, LetterDetail)
    return detail


def tell(desk: Desk, id: int) -> None:
    """The stewards are told."""
    desk.step("letters", "notify", id, NotifyDraft(notified_at=desk.clock.now))


def signature(desk: Desk, share: LetterShare) -> SignDraft:
    """A share's own signature: the area's steward, or whoever was at hand where it has none."""
    signer = share.steward_id
    if share.area_id is not None and signer is None:
        signer = desk.actor.staff_id
    name = "" if share.area_id is not None else "门岗刘师傅"
    return SignDraft(area_id=share.area_id, signer_id=signer, signer=name, signed_at=desk.clock.now, signed=True)


def sign(desk: Desk, id: int, area: str = "") -> None:
    """An area signs; by default the first that has not."""
    shares = [share for share in read(desk, id).shares if share.signed_at is None]
    share = next(share for share in shares if area in {"", share.area})
    desk.step("letters", "sign", id, signature(desk, share))


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    match verb:
        case "receive":
            return came()
        case "sign":
            shares = read(desk, entry_id).shares
            open_ = next((share for share in shares if share.signed_at is None), shares[0])
            return signature(desk, open_)
        case "unsign":
            shares = read(desk, entry_id).shares
            signed = next((share for share in shares if share.signed_at is not None), shares[0])
            return UnsignDraft(area_id=signed.area_id, reason="签错片区")
        case "amend":
            detail = read(desk, entry_id)
            kept = _drop_open(detail) if detail.note == _NOTHING_FOR_THE_REST else detail.lines
            lines = tuple(
                LetterItem(building=line.building, letters=line.letters, newspapers=line.newspapers) for line in kept
            )
            return AmendDraft(lines=lines, note="更正")
        case _:
            return None


#: What a note says where a correction is to leave nothing for those who have not signed.
_NOTHING_FOR_THE_REST = "其余楼栋无件"


def _drop_open(detail: LetterDetail) -> list[Any]:
    return [line for line in detail.lines if line.signed_at is not None]


#: How many areas a delivery is for where the step to take asks for another number than two.
_AREAS: dict[tuple[str, str, str], int] = {
    (State.NOTIFIED, "sign", State.SIGNED): 1,
    (State.PART, "sign", State.PART): 3,
    (State.PART, "unsign", State.PART): 3,
    (State.SIGNED, "unsign", State.NOTIFIED): 1,
}


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A delivery in a state, with as many areas as the step to take asks for."""
    areas = _AREAS.get((state, verb, target), 2)
    third = (LetterItem(building=without_area(desk), letters=1),) if areas == 3 else ()
    draft = came(note=_NOTHING_FOR_THE_REST if (verb, target) == ("amend", State.SIGNED) else "")
    id = receive(desk, replace(draft, lines=(*draft.lines[:areas], *third))).id
    if state == State.VOIDED:
        desk.step("letters", "void", id, ReasonDraft(reason="重复登记"))
    if state in {State.RECEIVED, State.VOIDED}:
        return id
    tell(desk, id)
    signed = {State.NOTIFIED: 0, State.SIGNED: areas, State.PART: 1}[State(state)]
    for _ in range(areas - 1 if (state, verb, target) == (State.PART, "unsign", State.PART) else signed):
        sign(desk, id)
    return id


def without_area(desk: Desk) -> str:
    """The code of a building that belongs to no area."""
    if "8" not in {option.code for option in desk.call("directory.buildings")}:
        draft = BuildingDraft(code="8", name="8 栋", floors=3)
        desk.as_(Role.DIRECTOR).call("directory.save_building", draft=draft)
    return "8"
