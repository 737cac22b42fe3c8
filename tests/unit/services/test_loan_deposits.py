"""Deposits in numbered envelopes, extensions, scanned returns, voids; what others are told (``KEY-9``, ``KEY-10``)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from deskapp.domain.common import Query
from deskapp.domain.loans import (
    AmendDraft,
    Deposit,
    ExtendDraft,
    LoseDraft,
    RefundDraft,
    Remedy,
    State,
    TakeBackDraft,
)
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.specials import Tender
from deskapp.errors import DeskError, Invalid, NotAllowed, WrongStep
from deskapp.models.journal import JournalBody
from deskapp.models.slips import Slip
from deskapp.services import slip_keys
from deskapp.services.office import OpenOffice
from tests.factories import Desk
from tests.ways.loans import ID_CARD, UNIT, hang, lend, outside_draft, picks, read, staff_draft


def problems(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in caught.value.problems]


def back(desk: Desk, id: int, *hooks: str) -> None:
    desk.step("loans", "take_back", id, TakeBackDraft(sets=picks(*hooks)))


def state_of(desk: Desk, hook: str) -> str:
    return str(desk.call("keys.resolve", text=hook)[0].state)


# KEY-9


def test_key_9_the_lowest_free_envelope_is_taken_and_its_number_is_free_again(desk: Desk) -> None:
    made = [lend(desk, outside_draft(desk)) for _ in range(3)]
    assert [each.envelope for each in made] == [1, 2, 3]
    assert [each.receipt for each in made] == [f"SK-202611-000{n}" for n in (1, 2, 3)]
    back(desk, made[1].id)
    desk.step("loans", "refund", made[1].id, RefundDraft(receipt=made[1].receipt))
    assert lend(desk, outside_draft(desk)).envelope == 2
    assert lend(desk, outside_draft(desk, envelope=40)).envelope == 40


def test_key_9_an_envelope_holds_one_deposit(desk: Desk) -> None:
    lend(desk, outside_draft(desk, envelope=7))
    with pytest.raises(Invalid) as caught:
        desk.call("loans.lend", draft=outside_draft(desk, envelope=7))
    assert problems(caught) == [("envelope", "envelope_used")]
    assert caught.value.problems[0].params["number"] == "YS-202611-0001"


def test_key_9_the_envelopes_are_counted_with_what_lies_in_them(desk: Desk) -> None:
    cash = lend(desk, outside_draft(desk, 2))
    lend(desk, outside_draft(desk, method=Tender.WECHAT))
    lend(desk, staff_draft(desk))
    found = desk.call("loans.envelopes")
    assert (found.count, found.total, found.cash) == (2, 300, 200)
    first = found.rows[0]
    assert (first.envelope, first.receipt, first.deposit, first.loan) == (1, cash.receipt, 200, cash.number)
    back(desk, cash.id)
    assert desk.call("loans.envelopes").count == 2
    assert list(desk.call("loans.ids", query=Query(chip="deposits", sort="id"))) == [1, 2]


@pytest.mark.parametrize("typed", ["SK-202611-0002", "0001", "SK-202611-00011"])
def test_key_9_a_refund_needs_the_number_of_its_own_receipt(desk: Desk, typed: str) -> None:
    made = lend(desk, outside_draft(desk))
    back(desk, made.id)
    with pytest.raises(Invalid) as caught:
        desk.step("loans", "refund", made.id, RefundDraft(receipt=typed))
    assert problems(caught) == [("receipt", "other_receipt")]
    assert read(desk, made.id).deposit_state is Deposit.HELD


def test_key_9_the_deposit_is_given_back_once_all_keys_are_accounted_for(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 2))
    back(desk, made.id, "L001")
    with pytest.raises(WrongStep):
        desk.step("loans", "refund", made.id, RefundDraft(receipt=made.receipt))
    back(desk, made.id)
    assert read(desk, made.id).state is State.BACK
    desk.step("loans", "refund", made.id, RefundDraft(receipt=" sk-202611-0001", method=Tender.WECHAT, signed=True))
    done = read(desk, made.id)
    assert (done.state, done.deposit_state, done.settled_at) == (State.CLOSED, Deposit.REFUNDED, desk.clock.now)
    assert done.settled_by == desk.actor.name
    with pytest.raises(WrongStep):
        desk.step("loans", "refund", made.id, RefundDraft(receipt=made.receipt))


# KEY-10


def test_key_10_an_extension_needs_no_new_form_and_starts_the_clock_anew(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk))
    desk.clock.forward(hours=5)
    later = desk.clock.now + timedelta(minutes=95)
    desk.step("loans", "extend", made.id, ExtendDraft(due_at=later, reason="管道还没通"))
    now = read(desk, made.id)
    assert (now.number, now.due_at, now.return_by, now.extensions, now.missed) == (made.number, later, later, 1, 1)
    why = desk.call("deadlines.explain", register="loans", id=made.id)
    assert (why.rule, why.by) == ("", desk.actor.name)
    assert any(mark.kind.value == "moved" and mark.reason == "管道还没通" for mark in why.marks)


def test_key_10_an_extension_ends_later_than_before(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk))
    draft = ExtendDraft(due_at=desk.clock.now + timedelta(hours=3), reason="改早")
    with pytest.raises(Invalid) as caught:
        desk.step("loans", "extend", made.id, draft)
    assert problems(caught) == [("due_at", "before")]


def test_key_10_many_sets_come_back_by_scanning_one_after_another(desk: Desk) -> None:
    first, second = lend(desk, staff_draft(desk, 2)), lend(desk, outside_draft(desk))
    numbers = [line.number for loan in (first, second) for line in loan.lines]
    changes = [desk.call("loans.scan_back", text=number.lower()) for number in (numbers[0], numbers[2], numbers[1])]
    assert [change.id for change in changes] == [first.id, second.id, first.id]
    assert [ref.register for ref in changes[0].also] == ["keys"]
    assert (read(desk, first.id).state, read(desk, second.id).state) == (State.CLOSED, State.BACK)
    assert desk.call("loans.holdings") == ()
    with pytest.raises(DeskError) as caught:
        desk.call("loans.scan_back", text=numbers[0])
    assert (caught.value.code, caught.value.params["hook"]) == ("key_back_already", "L001")
    assert [row.verb for row in read(desk, first.id).history] == ["loans.lend", "loans.take_back", "loans.take_back"]


def test_key_10_what_is_not_out_cannot_be_scanned_back(desk: Desk) -> None:
    row = hang(desk)
    for typed, code in ((row.hook, "key_not_out"), ("", "invalid"), ("Z1", "invalid"), (7, "invalid")):
        with pytest.raises(DeskError) as caught:
            desk.call("loans.scan_back", text=typed)
        assert caught.value.code == code
    desk.step("keys", "miss", row.id, ReasonDraft(reason="不在挂位"))
    with pytest.raises(DeskError) as caught:
        desk.call("loans.scan_back", text=row.number)
    assert caught.value.params["state"] == "keys.state.missing"


# Voiding, amending, documents


def test_a_voided_loan_hangs_its_sets_again_and_gives_its_deposit_back(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 2))
    desk.step("loans", "void", made.id, ReasonDraft(reason="登记错人"))
    gone = read(desk, made.id)
    assert (gone.state, gone.out, gone.due_at, gone.missed) == (State.VOIDED, 0, None, 0)
    assert (gone.deposit_state, gone.void_reason) == (Deposit.REFUNDED, "登记错人")
    assert {state_of(desk, line.hook) for line in gone.lines} == {"in"}
    assert lend(desk, outside_draft(desk, 2)).envelope == 1
    part = lend(desk, staff_draft(desk, 2))
    back(desk, part.id, part.lines[0].hook)
    with pytest.raises(WrongStep):
        desk.step("loans", "void", part.id, ReasonDraft(reason="登记错人"))


def test_what_was_written_is_put_right_but_staff_who_signed_stay_the_borrower(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk))
    desk.step("loans", "amend", made.id, AmendDraft(borrower="李强明", phone="137 1111 2222", purpose="换阀门"))
    now = read(desk, made.id)
    assert (now.borrower, now.phone, now.purpose, now.signed) == ("李强明", "137 1111 2222", "换阀门", False)
    assert list(desk.call("loans.ids", query=Query(text="2222"))) == [made.id]
    assert list(desk.call("loans.ids", query=Query(text="7788"))) == []
    own = lend(desk, staff_draft(desk))
    with pytest.raises(Invalid) as caught:
        desk.step("loans", "amend", own.id, AmendDraft(borrower="别人", purpose="巡查"))
    assert problems(caught) == [("borrower", "staff_signed")]


def test_roles_a_documents_number_is_masked_and_seen_whole_while_the_loan_runs(desk: Desk, office: OpenOffice) -> None:
    made = lend(desk, outside_draft(desk))
    assert made.id_number_masked == "110105********002X"
    assert ID_CARD not in repr(read(desk, made.id))
    assert desk.call("loans.document", id=made.id).id_number == ID_CARD
    assert [row.verb for row in read(desk, made.id).history] == ["loans.lend", "loans.document"]
    with office.core.database.read() as session:
        assert not [body for body in session.scalars(select(JournalBody.body)) if ID_CARD in body]
    back(desk, made.id)
    desk.step("loans", "refund", made.id, RefundDraft(receipt=made.receipt))
    with pytest.raises(NotAllowed):
        desk.call("loans.document", id=made.id)
    assert desk.as_(Role.SUPERVISOR).call("loans.document", id=made.id).id_number == ID_CARD


@pytest.mark.parametrize("role", [Role.STEWARD, Role.CASHIER, Role.ADMIN])
def test_roles_only_the_counter_lends_and_looks(desk: Desk, role: Role) -> None:
    draft = staff_draft(desk)
    for verb, given in (("loans.lend", {"draft": draft}), ("loans.holdings", {}), ("loans.ids", {"query": Query()})):
        with pytest.raises(NotAllowed):
            desk.as_(role).call(verb, **given)


# What others are told


def test_dsp_8_a_slip_knows_the_loans_that_are_out_for_it(desk: Desk, office: OpenOffice) -> None:
    slip = desk.slip_in("in_hand")
    made = lend(desk, staff_draft(desk, 2, slip=slip.number.lower()))
    assert made.slip == slip.number
    assert [ref.number for ref in made.linked] == [slip.number]
    assert made.number in [ref.number for ref in desk.read_slip(slip.id).linked]
    back(desk, made.id, "L001")
    assert still_out(desk, office, slip.id) == [(made.number, "L002")]
    back(desk, made.id)
    assert still_out(desk, office, slip.id) == []


def still_out(desk: Desk, office: OpenOffice, slip_id: int) -> list[tuple[str, str]]:
    with office.core.transaction(desk.actor, "test.look", writing=False) as tx:
        slip_keys.still_out(tx, tx.session.get_one(Slip, slip_id))
        return [(said.params["number"], said.params["hooks"]) for said in tx.cautions]


def test_dsp_8_no_key_is_lent_for_a_slip_that_is_over(desk: Desk) -> None:
    slip = desk.slip_in("closed")
    with pytest.raises(Invalid) as caught:
        desk.call("loans.lend", draft=staff_draft(desk, slip=slip.number))
    assert problems(caught) == [("slip", "slip_over")]
    running = desk.slip_in("in_hand")
    made = lend(desk, staff_draft(desk, slip=running.number))
    desk.step("slips", "void", running.id, ReasonDraft(reason="误派"))
    amended = AmendDraft(borrower=made.borrower, purpose="继续", slip=running.number)
    desk.step("loans", "amend", made.id, amended)
    assert read(desk, made.id).slip == running.number


def test_a_set_knows_its_loans_and_its_unit_knows_who_has_its_keys(desk: Desk) -> None:
    first = lend(desk, outside_draft(desk))
    back(desk, first.id)
    both = picks("L001", hang(desk, unit="5-1-0603").hook)
    second = lend(desk, staff_draft(desk, sets=both))
    set_id = second.lines[0].set_id
    assert [r.number for r in desk.call("keys.detail", id=set_id).linked][:2] == [second.number, first.number]
    card = desk.call("directory.unit_card", unit=UNIT)
    (line,) = [line for line in card.waiting if line.register == "loans"]
    assert (line.params["hook"], line.params["borrower"]) == ("L001", second.borrower)
    events = desk.call("directory.unit_history", unit_id=card.unit_id)
    assert [e.ref.number for e in events if e.ref.register == "loans"] == [second.number, first.number]
    assert list(desk.call("loans.ids", query=Query(text="5-1-0603"))) == [second.id]


def test_key_6_the_months_figures_count_loans_sets_and_deposits(desk: Desk) -> None:
    lost, gone, held = (lend(desk, outside_draft(desk, n)) for n in (2, 1, 1))
    own = lend(desk, staff_draft(desk, 3))
    voided = lend(desk, staff_draft(desk))
    desk.step("loans", "void", voided.id, ReasonDraft(reason="登记错人"))
    desk.step("loans", "lose", lost.id, LoseDraft(sets=picks("L001"), remedy=Remedy.COPY_CUT, reason="遗失"))
    desk.clock.forward(hours=5)
    back(desk, lost.id), back(desk, gone.id), back(desk, own.id)
    desk.as_(Role.SUPERVISOR).step("loans", "keep_deposit", lost.id, ReasonDraft(reason="配钥匙"))
    desk.step("loans", "refund", gone.id, RefundDraft(receipt=gone.receipt))
    found, empty = (desk.call("inventories.table", id=month) for month in (202611, 202610))
    assert (found.loans, found.outside, found.sets_lent, found.lost) == (4, 3, 7, 1)
    assert (found.deposits, found.deposits_held) == (1, held.deposit)
    assert empty.empty


def test_key_6_a_set_is_lost_in_the_month_in_which_it_was_lost(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk))
    desk.clock.forward(days=20)
    desk.step("loans", "lose", made.id, LoseDraft(remedy=Remedy.LOCK_CHANGED, reason="遗失", sets=picks("L001")))
    before, after = (desk.call("inventories.table", id=month) for month in (202611, 202612))
    assert ((before.loans, before.lost), (after.loans, after.lost)) == ((1, 0), (0, 1))
