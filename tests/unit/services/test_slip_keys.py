"""A slip asks for its unit's key, and says what is still out when it ends (``DSP-8``)."""

from __future__ import annotations

from typing import Any

import pytest

from deskapp.domain.common import Query
from deskapp.domain.keys import HookCell
from deskapp.domain.loans import TakeBackDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.slips import CloseDraft, FailDraft, SlipDetail
from tests.factories import Desk
from tests.ways.keys_hung import hung, key_set
from tests.ways.loans import lend, picks, staff_draft


def cell(desk: Desk, hook: str) -> HookCell:
    (wall,) = desk.call("keys.walls")
    return next(each for each in wall.hooks if each.hook == hook)


def lent(desk: Desk, slip: SlipDetail, *hooks: str) -> Any:
    return lend(desk, staff_draft(desk, sets=picks(*hooks), slip=slip.number))


def waiting(desk: Desk) -> list[str]:
    ids = desk.call("slips.ids", query=Query(chip="keys_wanted"))
    return [row.number for row in desk.call("slips.rows", ids=list(ids))]


def counted(desk: Desk) -> int:
    return sum(row.count for row in desk.call("today.list") if row.text == "today.keys_wanted")


def test_dsp_8_a_slip_asks_for_the_key_when_it_is_issued(desk: Desk) -> None:
    made = hung(desk)
    slip = desk.slip(key_wanted=True)
    assert (slip.key_wanted, slip.hooks) == (True, made.hook)
    assert ("key_wanted", None, True) in [(c.field, c.old, c.new) for c in slip.history[0].changes]
    assert desk.slip().key_wanted is False


def test_dsp_8_a_draft_asks_for_the_key_and_no_longer(desk: Desk) -> None:
    slip = desk.slip_in("draft", key_wanted=True)
    desk.step("slips", "amend", slip.id, desk.slip_draft(key_wanted=True, contact="陈先生"))
    assert desk.read_slip(slip.id).key_wanted is True
    desk.step("slips", "amend", slip.id, desk.slip_draft(key_wanted=False))
    after = desk.read_slip(slip.id)
    assert after.key_wanted is False
    assert ("key_wanted", True, False) in [(c.field, c.old, c.new) for c in after.history[-1].changes]


def test_dsp_8_the_wall_shows_which_key_a_slip_wants(desk: Desk) -> None:
    made = hung(desk)
    other = hung(desk, unit="3-2-1202")
    slip = desk.slip(key_wanted=True)
    desk.slip(key_wanted=True)  # the first that asked is named
    assert cell(desk, made.hook).wanted_by == slip.number
    assert key_set(desk, made.id).wanted_by == slip.number
    assert cell(desk, other.hook).wanted_by == ""


def test_dsp_8_slips_that_wait_for_a_key_stand_in_today_until_it_is_lent(desk: Desk) -> None:
    made = hung(desk)
    assert (counted(desk), waiting(desk)) == (0, [])
    slip = desk.slip(key_wanted=True)
    desk.slip(unit="3-2-1202", key_wanted=True)  # no key of that unit hangs here
    assert (counted(desk), waiting(desk)) == (1, [slip.number])
    loan = lent(desk, slip, made.hook)
    assert (counted(desk), waiting(desk), cell(desk, made.hook).wanted_by) == (0, [], "")
    assert loan.number in [ref.number for ref in desk.read_slip(slip.id).linked]
    desk.step("loans", "take_back", loan.id, TakeBackDraft())
    desk.step("slips", "fail", slip.id, FailDraft(reason="缺配件"))
    assert (counted(desk), cell(desk, made.hook).wanted_by) == (0, "")


def test_dsp_8_closing_a_slip_whose_key_is_still_out_says_so(desk: Desk) -> None:
    first, second = hung(desk).hook, hung(desk).hook
    slip = desk.slip_in("recovered")
    loan = lent(desk, slip, first, second)
    desk.step("loans", "take_back", loan.id, TakeBackDraft(sets=picks(first)))
    change = desk.step("slips", "close", slip.id, CloseDraft())
    (caution,) = [each for each in change.warnings if each.code == "key_still_out"]
    assert caution.params == {
        "number": loan.number, "borrower": loan.borrower, "hooks": second, "due": loan.return_by,
    }  # fmt: skip
    assert desk.read_slip(slip.id).state == "closed"  # said, not forbidden


def test_dsp_8_voiding_a_slip_whose_key_is_still_out_says_so_too(desk: Desk) -> None:
    slip = desk.slip()
    lent(desk, slip, hung(desk).hook)
    change = desk.step("slips", "void", slip.id, ReasonDraft(reason="误派"))
    assert [each.code for each in change.warnings] == ["key_still_out"]


def test_dsp_8_a_slip_whose_keys_are_back_closes_quietly(desk: Desk) -> None:
    slip = desk.slip_in("recovered")
    loan = lent(desk, slip, hung(desk).hook)
    desk.step("loans", "take_back", loan.id, TakeBackDraft())
    assert desk.step("slips", "close", slip.id, CloseDraft()).warnings == ()


@pytest.mark.parametrize("role", [Role.STEWARD, Role.SUPERVISOR])
def test_dsp_8_whoever_reads_slips_counts_those_that_wait(desk: Desk, role: Role) -> None:
    hung(desk)
    desk.slip(key_wanted=True)
    assert desk.as_(role).call("slips.counts")["keys_wanted"] == 1
