"""Ways into the states of a complaint."""

from __future__ import annotations

from typing import Any

from deskapp.domain import complaints
from deskapp.domain.complaints import Mode, State, Validity, WaitingFor
from deskapp.domain.people import Role
from deskapp.domain.reception import Category, Kind, Opinion, ReasonDraft
from tests.factories import Desk

#: What a note says where the next classing is to be another one.
_OTHER_CLASS = "改类"


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    now = desk.clock.now
    match verb:
        case "classify":
            kept = desk.call("complaints.detail", id=entry_id)
            same = kept.validity or Validity.VALID
            return complaints.ClassifyDraft(validity=Validity.INVALID if kept.note == _OTHER_CLASS else same)
        case "join_unit":
            return complaints.JoinUnitDraft(unit="3-2-1202", caller="刘先生")
        case "reply":
            return complaints.ReplyDraft(replied_at=now, mode=Mode.PHONE, reply="已处理", opinion=Opinion.SATISFIED)
        case "renew":
            return complaints.RenewDraft(content="仍未处理好", category=Category.CLEANING)
        case _:
            return None


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A complaint in a state."""
    validity = {"refer": Validity.ASSIST, "reply": Validity.INVALID}.get(verb, Validity.VALID)
    unhappy = Opinion.RATHER_DISSATISFIED if verb == "renew" else Opinion.SATISFIED
    id = lead(desk, state, validity, unhappy)
    match verb:
        case "classify" if target == State.CLASSED and state != State.RECEIVED:
            desk.step("complaints", "note", id, complaints.NoteDraft(note=_OTHER_CLASS))
        case "instruct":
            up = complaints.EscalateDraft(level=complaints.Level.SUPERVISOR, reason="需协调")
            desk.step("complaints", "escalate", id, up)
        case "resume":
            pause = complaints.PauseDraft(waiting_for=WaitingFor.RESIDENT, reason="业户出差")
            desk.step("complaints", "pause", id, pause)
        case "tell_director":
            collect(desk, id)
        case "report_company":
            passed = complaints.ClassifyDraft(validity=Validity.VALID, from_company=True)
            desk.as_(Role.SUPERVISOR).step("complaints", "classify", id, passed)
    return id


def collect(desk: Desk, id: int) -> None:
    """Make it a collective one: two units are enough for the test's estate."""
    key, two = "complaint.collective_units", "2"
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key=key, value=two)
    service = desk.office.core.by_name["complaints"]
    with desk.office.core.transaction(desk.actor, "complaints.join_unit", writing=True) as tx:
        from deskapp.services import complaint_links

        row = service.load(tx, id)  # type: ignore[attr-defined]
        who = {"unit_id": None, "unit_code": "3-2-1202", "caller": "刘先生", "phone": ""}
        complaint_links.join(service, tx, row, **who)  # type: ignore[arg-type]


def complaint(desk: Desk, **values: Any) -> int:
    """The id of a complaint just heard at the counter."""
    heard: dict[str, Any] = {"kind": Kind.COMPLAINT, "category": Category.CLEANING, "promised_at": None}
    heard |= {"content": "楼道三天无人打扫"}
    entry = desk.entry(**heard | values)
    return int(next(ref.id for ref in entry.linked if ref.register == "complaints"))


def lead(
    desk: Desk, state: str, validity: Validity = Validity.VALID, opinion: Opinion = Opinion.SATISFIED, **values: Any
) -> int:
    """The id of a complaint led to a state by its own verbs."""
    now, office = desk.clock.now, desk.as_(Role.SUPERVISOR)
    if state == State.SETTLED:
        return complaint(desk, answered=True, result="当场清扫", **values)
    id = complaint(desk, **values)
    if state == State.VOIDED:
        desk.step("complaints", "void", id, ReasonDraft(reason="重复登记"))
    if state in {State.RECEIVED, State.VOIDED}:
        return id
    if state in {State.REFERRED}:
        validity = Validity.ASSIST
    if validity is Validity.INVALID and state not in {State.CLASSED, State.REPLIED, State.CLOSED}:
        validity = Validity.VALID
    reply = complaints.ReplyDraft(replied_at=now, mode=Mode.VISIT, reply="已清扫并致歉", opinion=opinion)
    found = complaints.InvestigateDraft(investigation="保洁员请假无人顶岗", remedy="已补扫并调整排班")
    ways: dict[Validity, list[tuple[str, str, Any]]] = {
        Validity.VALID: [
            (State.CONTACTED, "contact", complaints.ContactDraft(contacted_at=now)),
            (State.INVESTIGATED, "investigate", found),
            (State.APPROVED, "approve", complaints.ApproveDraft()),
        ],
        Validity.ASSIST: [
            (State.REFERRED, "refer", complaints.ReferDraft(referred_to="市政路灯所", referred_at=now)),
            (State.APPROVED, "solve", complaints.SolveDraft(solved_at=now, remedy="已更换路灯")),
        ],
        Validity.INVALID: [],
    }
    way = [(State.CLASSED, "classify", complaints.ClassifyDraft(validity=validity)), *ways[validity]]
    for reached, verb, draft in [
        *way,
        (State.REPLIED, "reply", reply),
        (State.CLOSED, "close", complaints.CloseDraft()),
    ]:
        office.step("complaints", verb, id, draft)
        if reached == state:
            break
    return id
