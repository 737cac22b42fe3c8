"""A day at the mail by a scripted scanner, through the whole window: nothing is lost, nothing doubled (``MAIL-2``).

``DESKAPP_MAIL_ROWS`` is how many items the register has before, each in the search index (2,000 by default; 1000000 is
a register of years, filled in some minutes), ``DESKAPP_MAIL_DAY`` how many come in and go out (``40/35`` by default; a
full day is ``400/350``).
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt

from deskapp.domain import mail
from deskapp.domain.directory import ResidentDraft, TieDraft, UnitDraft
from deskapp.domain.people import Role
from deskapp.domain.pickups import ItemPick, PickupDraft
from deskapp.domain.shelves import ShelfDraft
from deskapp.models.mail import MailItem
from deskapp.services.mail import MailService
from deskapp.services.office import OpenOffice, open_office
from deskapp.services.tokens import tokens_of
from deskapp.ui.desks.mail import MailDesk
from deskapp.ui.main_window import MainWindow
from tests.factories import Desk, TestClock
from tests.unit.ui.desks.mail_hands import ENTER, Hands, check_in, hand_out
from tests.unit.ui.hands import NowClock, press
from tests.window import context, settings, window

__all__ = ["context", "settings", "window"]

ROWS = int(os.environ.get("DESKAPP_MAIL_ROWS", "2000"))
IN, OUT = (int(part) for part in os.environ.get("DESKAPP_MAIL_DAY", "40/35").split("/"))
#: Filling a register of years takes its time.
pytestmark = pytest.mark.timeout(120 + ROWS // 1000 + 3 * IN)
UNITS = 24
CARRIERS = (("SF", 13), ("YT", 13), ("JDVA", 11), ("98", 11), ("73", 12))


@pytest.fixture
def clock() -> NowClock:
    """The window reads the computer's own clock; here the register does so too."""
    return NowClock()


@pytest.fixture
def office(place: Path, clock: TestClock) -> Iterator[OpenOffice]:
    """A house with people and shelves, and years of mail that has left."""
    opened = open_office(place, clock=clock)
    furnished(Desk(opened, clock))
    opened.close()
    years_of_mail(place)
    opened = open_office(place, clock=clock)
    yield opened
    opened.close()


def furnished(desk: Desk) -> None:
    """Units with one resident each, a shelf, and one item that was handed out: the pattern of those before."""
    director = desk.as_(Role.DIRECTOR)
    for n in range(UNITS):
        director.call("directory.save_unit", draft=UnitDraft(code=unit(n), floor=n // 4 + 1))
        person = ResidentDraft(name=name(n), phones=f"138 1111 {n:04d}", ties=(TieDraft(unit=unit(n)),))
        director.call("directory.save_resident", draft=person)
    desk.call("shelves.make", draft=ShelfDraft(code="A", name="前台", rows=5, columns=8))
    draft = mail.ItemDraft(tracking="SF9999999999999", unit=unit(0), recipient=name(0))
    number = desk.call("mail.receive", draft=draft).number
    pickup = PickupDraft(items=(ItemPick(item=number),), taker=name(0), signed=True)
    desk.call("pickups.hand_out", draft=pickup)


def unit(n: int) -> str:
    return f"5-2-{n // 4 + 1:02d}{n % 4 + 1:02d}"


def name(n: int) -> str:
    return f"{'赵钱孙李吴冯高何'[n % 8]}{'一二三'[n // 8]}明"


def years_of_mail(place: Path) -> None:
    """Copies of the one item and its pickup, each with a number of its own, months ago."""
    with sqlite3.connect(place) as file:
        file.execute("PRAGMA synchronous = OFF")
        for table, number, own in (
            ("mail_pickup", "LJ", ()), ("mail_item", "YJ", ("tracking", "pickup_id")),
        ):  # fmt: skip
            row = _pattern(file, table)
            columns = ", ".join(f'"{column}"' for column in row)
            marks = ", ".join("?" for _ in row)
            rows = (tuple(_copied(row, number, own, n).values()) for n in range(1, ROWS + 1))
            file.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
            if table == "mail_item":
                words = (_found_by(_copied(row, number, own, n)) for n in range(1, ROWS + 1))
                file.executemany("INSERT INTO search_mail (rowid, tokens) VALUES (?, ?)", words)


def _found_by(row: dict[str, Any]) -> tuple[int, str]:
    """What an item is kept under in the search index."""
    words = MailService.searchable(cast(MailService, None), cast(MailItem, SimpleNamespace(**row)))
    return row["id"], " ".join(sorted(tokens_of(words)))


def _pattern(file: sqlite3.Connection, table: str) -> dict[str, Any]:
    file.row_factory = sqlite3.Row
    (found,) = file.execute(f"SELECT * FROM {table}")
    return dict(found)


def _copied(row: dict[str, Any], number: str, own: tuple[str, ...], n: int) -> dict[str, Any]:
    made = {**row, "id": row["id"] + n, "client_id": None}
    month = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(days=31 * (n // 9000))
    made["number"] = f"{number}-{month:%Y%m}-{n % 9000 + 1:04d}"
    if "tracking" in own:
        made["tracking"] = f"OLD{n:010d}"
    if "pickup_id" in own:
        made["pickup_id"] = row["pickup_id"] + n
    return made


def code(n: int) -> str:
    """A tracking number of some carrier."""
    letters, digits = CARRIERS[n % len(CARRIERS)]
    return f"{letters}{10**6 + 7 * n:0{digits}d}"


def rows(place: Path, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(place) as file:
        return file.execute(sql).fetchall()


def at_mail(window: MainWindow) -> tuple[MailDesk, Hands]:
    window.tabs.go("mail")
    window.tabs.focus()
    board = window.tabs.desk
    assert isinstance(board, MailDesk)
    return board, Hands(board)


def carried_in(board: MailDesk, hands: Hands) -> None:
    """The day's parcels: some scanned twice, some before it is known whose the last one was."""
    press(Qt.Key.Key_F2)
    for n in range(IN):
        hands.scan(code(n))
        if n % 9 == 4:
            continue  # whose it is is said later
        if n % 7 == 3:
            hands.scan(code(n - 1))  # again, by a slip of the hand
            hands.scan(code(n))
        hands.type(unit(n % UNITS))
        hands.press(ENTER)
        if n % 5:
            hands.press(ENTER)  # the others are saved by the next scan
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    while check_in(board).unsaved():
        hands.press(ENTER)  # on the empty line: the next one that still lacks its addressee
        waits = check_in(board).current
        assert waits is not None
        at = next(n for n in range(IN) if code(n) == waits.tracking)
        hands.type(unit(at % UNITS))
        hands.press(ENTER, ENTER)
    press(Qt.Key.Key_Escape)


def handed_out(board: MailDesk, hands: Hands, place: Path) -> int:
    """Residents come until so many items have gone; how many pickups that took."""
    press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    gone = pickups = 0
    for n in range(IN):
        if gone == OUT:
            break
        if rows(place, f"SELECT 1 FROM mail_item WHERE tracking = '{code(n)}' AND state <> 'waiting'"):
            hands.scan(code(n))  # it went out with its neighbours: nothing is offered
            assert hand_out(board).model.going() == []
            continue
        if n % 4 == 2:
            hands.type(unit(n % UNITS))
            hands.press(ENTER)
        else:
            hands.scan(code(n))
        page = hand_out(board)
        while len(page.model.going()) > OUT - gone:
            row = next(row for row, item in enumerate(page.model.lines) if item.id in page.model.ticked)
            page.table.setCurrentIndex(page.model.index(row, 0))
            hands.press(Qt.Key.Key_Space)
            page.table.act_on_keys()
        going = len(page.model.going())
        hands.type("1ks")
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert page.card.problem.text() == ""
        gone, pickups = gone + going, pickups + 1
    assert gone == OUT
    return pickups


def found_as_it_is_typed(desk: Desk, tracking: str) -> None:
    """Every beginning of a number finds something, the whole number its item."""
    for end in range(1, len(tracking)):
        assert desk.call("search.find", text=tracking[:end]), tracking[:end]
    assert tracking in {hit.subtitle for hit in desk.call("search.find", text=tracking)}


def test_a_day_in_and_out_through_the_window_loses_and_doubles_nothing(
    window: MainWindow, place: Path, office: OpenOffice, clock: TestClock
) -> None:
    before = ROWS + 1
    board, hands = at_mail(window)
    carried_in(board, hands)
    come = rows(place, f"SELECT tracking, unit_code, state, number FROM mail_item WHERE id > {before}")
    assert Counter(tracking for tracking, *_ in come) == Counter(code(n) for n in range(IN))
    assert {(tracking, at) for tracking, at, *_ in come} == {(code(n), unit(n % UNITS)) for n in range(IN)}
    assert {state for _, _, state, _ in come} == {"waiting"}
    assert len({number for *_, number in come}) == IN
    assert rows(place, "SELECT count(*) FROM form_draft") == [(0,)]
    for tracking in (code(IN - 1), f"OLD{ROWS // 2:010d}"):
        found_as_it_is_typed(Desk(office, clock), tracking)
    pickups = handed_out(board, hands, place)
    made = rows(place, f"SELECT id, total FROM mail_pickup WHERE id > {before}")
    lines = rows(place, f"SELECT item_id FROM mail_pickup_line WHERE pickup_id > {before}")
    states = Counter(state for (state,) in rows(place, f"SELECT state FROM mail_item WHERE id > {before}"))
    assert len(made) == pickups
    assert sum(total for _, total in made) == len(lines) == len(set(lines)) == OUT
    assert states == {"collected": OUT, "waiting": IN - OUT}
    assert rows(place, f"SELECT count(*) FROM mail_item WHERE id <= {before}") == [(before,)]
