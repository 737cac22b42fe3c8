"""``deskapp show`` speaks in words, whatever register a number is of (``ALL-3``)."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from deskapp.commands.sentences import label_of
from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.people import Role
from deskapp.domain.words import Language, has_word, word
from deskapp.services.office import OpenOffice, open_office
from tests.factories import Desk, TestClock
from tests.unit.commands.conftest import RECEPTIONIST
from tests.unit.commands.conftest import Desk as CommandLine
from tests.ways import leaves, returns, swaps
from tests.ways.complaints import lead
from tests.ways.handovers import begin

#: A value or a label as the program has it, for itself: two words of code in a row, or a verb.
RAW = re.compile(r"\b[a-z]+[_.][a-z]+")


def parts(kind: object) -> Iterator[type]:
    """A data class and those inside it, but what is told in a way of its own."""
    if isinstance(kind, type) and is_dataclass(kind) and not issubclass(kind, HistoryRow | Ref | Deadline):
        yield kind
        for hint in typing.get_type_hints(kind).values():
            yield from parts(hint)
    for inner in typing.get_args(kind):
        yield from parts(inner)


def test_all_3_every_part_of_every_detail_has_its_label(office: OpenOffice) -> None:
    missing = set()
    for service in office.core.registers:
        detail = typing.get_type_hints(type(service).detail)["return"]
        for kind in parts(detail):
            for name in (field.name for field in fields(kind)):
                own = has_word(f"{service.name}.field.{name}") or has_word(f"cli.show.{name}")
                told = own or label_of(name, lambda key: word(key, Language.ENGLISH))
                if not told and name not in {"id", "version", "may"} and not name.endswith("_id"):
                    missing.add(f"{service.name} {kind.__name__}.{name}")
    assert not missing


def test_all_3_a_complaint_and_its_follow_up_are_shown_without_a_key(
    deskapp: CommandLine, place: Path, clock: TestClock
) -> None:
    office = open_office(place, clock=clock)
    desk = Desk(office, clock, Role.SUPERVISOR)
    id = lead(desk, "closed")
    complaint = desk.call("complaints.detail", id=id)
    numbers = [complaint.number, *(ref.number for ref in complaint.linked if ref.register == "followups")]
    office.close()
    assert len(numbers) == 2
    for number in numbers:
        answer = deskapp("show", number, database=place, staff=RECEPTIONIST, language="zh")
        assert answer.code == 0
        assert not RAW.findall(answer.out), answer.out


def test_duty_4_what_is_handed_over_is_told_in_sentences(deskapp: CommandLine, place: Path, clock: TestClock) -> None:
    office = open_office(place, clock=clock)
    desk = Desk(office, clock)
    entry = desk.entry_in("promised")
    number = begin(desk).number
    office.close()
    answer = deskapp("show", number, database=place, staff=RECEPTIONIST, language="zh")
    assert answer.code == 0
    assert f"- 待回复：{entry.unit} 陈女士 厨房下水管漏水,已关总阀  " in answer.out
    assert "- 货架邮件（件）尚未清点。" in answer.out
    assert not RAW.findall(answer.out), answer.out


def test_duty_2_what_a_swap_would_break_is_told_in_sentences(
    deskapp: CommandLine, place: Path, clock: TestClock
) -> None:
    office = open_office(place, clock=clock)
    desk = Desk(office, clock)
    leave = leaves.approved(desk, since=swaps.DAY, until=swaps.DAY)
    swap = swaps.agreed(desk)
    office.close()
    answer = deskapp("show", swap.number, database=place, staff=RECEPTIONIST, language="zh")
    assert answer.code == 0
    assert f"- {leave.person}已批准请假（{leave.number}）：家中有事  2026-12-01\n" in answer.out
    assert not RAW.findall(answer.out), answer.out


def test_all_3_an_entry_inside_of_another_one_is_told_in_its_own_registers_words(
    deskapp: CommandLine, place: Path, clock: TestClock
) -> None:
    office = open_office(place, clock=clock)
    desk = Desk(office, clock)
    listed = returns.sign(desk, returns.made(desk).id)
    office.close()
    answer = deskapp("show", listed.number, database=place, staff=RECEPTIONIST, language="zh")
    for line in ("状态: 已签收", "承运单位: 中国邮政", "状态: 已退回", "原因: 查无此人"):
        assert f" {line}\n" in answer.out
    assert "已还" not in answer.out  # a key's word for the same state
