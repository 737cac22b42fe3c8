"""Running notices: written, published, told, and over when their time is (``REC-6``) [001·9·4.10; 002·5.1]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select, true

from deskapp.domain.common import Change, Hit, Query, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.notices import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    Audience,
    EndDraft,
    ExtendDraft,
    NoticeDetail,
    NoticeDraft,
    NoticeRow,
    State,
    TellDraft,
)
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Problem
from deskapp.models.notices import Notice, NoticeBuilding, NoticeExtension, NoticeTold
from deskapp.services import deadlines, handed_things, notice_reads, places
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes

#: So many notices are found for a text, or stand at a unit.
MOST = 20


class NoticeService(RegisterService[Notice, NoticeRow]):
    """What is cut off where and for how long. Everybody at the counter and every steward may read all of it."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Notice
    late_chip = "past"
    handed_over = handed_things.notices
    clock_reads = ("kind", "title")

    def readable(self, tx: Tx) -> ColumnElement[bool]:
        """A notice hangs on every board: stewards read those of other areas too."""
        return true()

    def own_area(self, tx: Tx, unit_id: int | None, code: str) -> None:
        """It belongs to no area."""

    # Writing.

    @writes(COUNTER)
    def announce(self, tx: Tx, draft: NoticeDraft) -> Change:
        """Write and publish in one step."""
        return self._new(tx, draft, State.PUBLISHED)

    @writes(COUNTER)
    def draft(self, tx: Tx, draft: NoticeDraft) -> Change:
        """Keep a notice that is not to be seen yet."""
        return self._new(tx, draft, State.DRAFT)

    def _new(self, tx: Tx, draft: NoticeDraft, state: State) -> Change:
        if before := self.same_client(tx, draft.client_id):
            return before
        row = Notice(state=state, created_at=tx.now, recorder_id=tx.staff_id)
        chosen = self._fill(tx, row, draft)
        if state is State.PUBLISHED:
            self._publish(tx, row)
        change = self.create(tx, row, draft.client_id)
        self._touch(tx, row, chosen)
        return change

    def _fill(self, tx: Tx, row: Notice, draft: NoticeDraft, *more: Problem) -> list[int]:
        """The draft's values into the row; the ids of its buildings."""
        problems = [*self.problems(tx, draft), *more]
        refused = {problem.field for problem in problems}
        chosen = places.buildings(tx, draft.buildings, problems)
        start, end = draft.starts_at, draft.ends_at
        if start is not None and end is not None and not refused & {"starts_at", "ends_at"} and end <= start:
            problems.append(Problem("ends_at", "notice_end_before_start", {"value": start}))
        self.validated(tx, draft, *problems)
        assert draft.kind is not None
        assert start is not None
        assert end is not None
        row.kind, row.starts_at, row.ends_at = draft.kind, start, end
        for name in ("title", "content", "announced_by", "title_en", "content_en"):
            setattr(row, name, getattr(draft, name).strip())
        row.everywhere = not chosen
        row.buildings = "、".join(building.code for building in chosen)
        return [building.id for building in chosen]

    def _touch(self, tx: Tx, row: Notice, chosen: list[int]) -> None:
        """The buildings of a notice, as they are now."""
        tx.session.execute(delete(NoticeBuilding).where(NoticeBuilding.notice_id == row.id))
        tx.session.add_all(NoticeBuilding(notice_id=row.id, building_id=id) for id in chosen)

    def _publish(self, tx: Tx, row: Notice) -> None:
        row.published_at = tx.now
        deadlines.by_hand(tx, row, "end", row.ends_at)

    @writes(COUNTER)
    def publish(self, tx: Tx, id: int, version: int) -> Change:
        """Let a kept notice be seen; one whose time is over tells nobody anything."""
        kept = self.load(tx, id)
        over = [Problem("ends_at", "notice_over", {"value": kept.ends_at})] if kept.ends_at <= tx.now else []
        row: Notice = self.step(tx, id, version, "", None, *over)
        self._publish(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: NoticeDraft) -> Change:
        """Correct the words; the end of a published one moves by ``extend`` or ``end`` only."""
        row: Notice = self.step(tx, id, version)
        before, end = self.searchable(row), row.ends_at
        moved = row.state is State.PUBLISHED and draft.ends_at is not None and draft.ends_at != end
        chosen = self._fill(
            tx, row, draft, *([Problem("ends_at", "notice_use_extend", {"value": end})] if moved else [])
        )
        self.save(tx, row, before)
        self._touch(tx, row, chosen)
        return self.changed(tx, row)

    @writes(COUNTER)
    def tell(self, tx: Tx, id: int, version: int, draft: TellDraft) -> Change:
        """Somebody was told, when and how [001·9·4.10]."""
        self.problems(tx, draft)
        named = draft.whom.strip() or draft.audience in {Audience.RESIDENTS, Audience.STEWARDS}
        problems = [] if named else [Problem("whom", "notice_whom_required")]
        row: Notice = self.step(tx, id, version, "", draft, *problems)
        values = {"audience": draft.audience, "whom": draft.whom.strip(), "told_by": draft.told_by}
        tx.session.add(NoticeTold(notice_id=id, told_at=draft.told_at, by_id=tx.staff_id, **values))
        row.told += 1
        self.save(tx, row, more={name: [None, str(value)] for name, value in values.items() if value})
        return self.changed(tx, row)

    @writes(COUNTER)
    def extend(self, tx: Tx, id: int, version: int, draft: ExtendDraft) -> Change:
        """It lasts longer than announced: the new end with its reason, the old one kept."""
        self.problems(tx, draft)
        old = self.load(tx, id).ends_at
        sooner = draft.ends_at is not None and draft.ends_at <= old
        problems = [Problem("ends_at", "notice_not_later", {"value": old})] if sooner else []
        row: Notice = self.step(tx, id, version, "", draft, *problems)
        assert draft.ends_at is not None
        reason = draft.reason.strip()
        kept = {"old_end": old, "new_end": draft.ends_at, "reason": reason}
        tx.session.add(NoticeExtension(notice_id=id, at=tx.now, by_id=tx.staff_id, **kept))
        row.ends_at = draft.ends_at
        deadlines.by_hand(tx, row, "end", row.ends_at)
        self.save(tx, row, more={"reason": [None, reason]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def end(self, tx: Tx, id: int, version: int, draft: EndDraft) -> Change:
        """It is over: at its time, or before with a reason."""
        self.problems(tx, draft)
        kept, at, problems = self.load(tx, id), draft.ended_at, list[Problem]()
        if at is not None and at < kept.starts_at:
            problems.append(Problem("ended_at", "notice_ended_before_start", {"value": kept.starts_at}))
        elif at is not None and at < kept.ends_at and not draft.reason.strip():
            problems.append(Problem("reason", "notice_ended_early", {"value": kept.ends_at}))
        row: Notice = self.step(tx, id, version, "", draft, *problems)
        row.ended_at, row.end_reason = at, draft.reason.strip()
        deadlines.stop(tx, row, at)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def reopen(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """It goes on after all: it stands until the end that was announced."""
        row: Notice = self.step(tx, id, version, "", draft)
        row.ended_at, row.end_reason = None, ""
        deadlines.by_hand(tx, row, "end", row.ends_at)
        self.save(tx, row, more={"reason": [None, draft.reason.strip()]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason: it does not take place (``ALL-1``)."""
        row: Notice = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        deadlines.stop(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[NoticeRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many notices each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> NoticeDetail:
        """Everything about one notice."""
        return notice_reads.detail(self, tx, self.load(tx, id))

    @reads(COUNTER_AND_STEWARD)
    def in_force(self, tx: Tx, unit: str = "") -> tuple[NoticeRow, ...]:
        """What is cut off now, by the end that comes first; of one unit only if its code is given."""
        chosen = select(Notice).where(*self._here(tx, unit), notice_reads.in_force(tx))
        found = tx.session.scalars(chosen.order_by(Notice.ends_at).limit(MOST)).all()
        return tuple(self.as_rows(tx, found))

    def _here(self, tx: Tx, code: str) -> list[ColumnElement[bool]]:
        problems: list[Problem] = []
        unit = self.unit(tx, code, problems)
        if code.strip() and unit is None:
            return [notice_reads.touching(0)]
        return [notice_reads.touching(unit.id)] if unit is not None else []

    @reads(COUNTER_AND_STEWARD)
    def search(self, tx: Tx, text: str) -> tuple[Hit, ...]:
        """Notices to quote to a caller: those that stand, the nearest end first (``REC-6``)."""
        found = self.find_ids(tx, text, MOST) if text.strip() else None
        chosen = select(Notice).where(notice_reads.published(), Notice.ends_at > tx.now)
        if found is not None:
            chosen = chosen.where(Notice.id.in_(found))
        return tuple(self.as_hit(row) for row in tx.session.scalars(chosen.order_by(Notice.ends_at).limit(MOST)))

    # What the base asks for.

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return notice_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"at": Notice.created_at, "due": Notice.ends_at, "handler": Notice.recorder_id}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Notice]) -> Iterable[NoticeRow]:
        """Rows as the table shows them."""
        return notice_reads.as_rows(self, tx, found)

    def searchable(self, row: Notice) -> Searchable:
        """Found by number, title, text, who announced it."""
        return Searchable(
            numbers=(row.number,), names=(row.title,), texts=(row.content, row.announced_by, row.title_en)
        )

    def as_hit(self, row: Notice) -> Hit:
        """A notice as the search box shows it."""
        words = f"{notice_reads.span(row.starts_at, row.ends_at)}  {row.content[:120]}"
        state = f"notices.state.{row.state}"
        return Hit(ref=self.ref(row), title=row.title, subtitle=words, state=state, at=row.created_at)

    def clock_params(self, tx: Tx, row: Notice) -> dict[str, Any]:
        """What should be over."""
        return {"kind": f"notices.kind.{row.kind}", "title": row.title, "number": row.number}

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """What touches the unit now or soon: the first thing to say to whoever calls (``REC-6``)."""
        chosen = select(Notice).where(notice_reads.near(self, tx), notice_reads.touching(unit_id))
        for row in tx.session.scalars(chosen.order_by(Notice.starts_at).limit(5)):
            when = notice_reads.span(row.starts_at, row.ends_at)
            params = {"kind": f"notices.kind.{row.kind}", "span": when, "title": row.title}
            yield Waiting(register=REGISTER, text="waiting.notices", params=params, ref=self.ref(row), first=True)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The notices that touched the unit, the newest first."""
        seen = Notice.published_at.is_not(None)
        chosen = select(Notice).where(and_(notice_reads.touching(unit_id), seen))
        for row in tx.session.scalars(chosen.order_by(Notice.id.desc()).limit(limit)):
            words = f"{row.title} {notice_reads.span(row.starts_at, row.ends_at)}"
            yield UnitEvent(at=row.starts_at, ref=self.ref(row), title=words, state=f"notices.state.{row.state}")


SERVICE = NoticeService
