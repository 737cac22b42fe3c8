"""The steps of accountable mail: checked in, told, held, sent back, laid elsewhere, missed, found [001·1·4.2]."""

from __future__ import annotations

from deskapp.domain import carriers
from deskapp.domain.common import Caution, Change
from deskapp.domain.directory import InstructionKind
from deskapp.domain.mail import (
    LIFECYCLE,
    PREFIX,
    REGISTER,
    AmendDraft,
    BringBackDraft,
    ContactDraft,
    DisownDraft,
    FindDraft,
    HoldDraft,
    IdentifyDraft,
    ItemDraft,
    ItemRow,
    Reason,
    SendBackDraft,
    ShelveDraft,
    State,
)
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import DeskError, Problem
from deskapp.models.directory import Unit
from deskapp.models.mail import MailItem
from deskapp.services import deadlines, mail_checks, mail_clocks, mail_items, mail_places
from deskapp.services.register import RegisterService
from deskapp.services.verbs import Tx, writes

#: So many items are told of in one go at the most.
MOST_TOLD = 400


class MailSteps(RegisterService[MailItem, ItemRow]):
    """What is done to an item by its own verbs; ``services.mail`` adds what is read, and what others do to it."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = MailItem

    # Coming in.

    @writes(COUNTER)
    def receive(self, tx: Tx, draft: ItemDraft) -> Change:
        """Check an item in: whose it is, how it arrived, where it lies (``MAIL-2``, ``MAIL-3``)."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        unit = self.unit(tx, draft.unit, problems)
        problems += mail_checks.refused(tx, draft, unit)
        place = mail_places.chosen(tx, draft.place, unit, problems)
        self.validated(tx, draft, *problems)
        tracking = mail_items.tracking(draft.tracking)
        guessed = carriers.guess(tracking)
        row = MailItem(
            kind=draft.kind, tracking=tracking, condition=draft.condition, damage=draft.damage.strip(),
            carrier=carriers.named(draft.carrier) or (guessed.carrier if guessed else ""),
            sender=draft.sender.strip(), origin=draft.origin.strip(), recipient=draft.recipient.strip(),
            resident_id=draft.resident_id, phone=draft.phone.strip(), unit_id=unit.id if unit else None,
            unit_code=unit.code if unit else "", note=draft.note.strip(), attempts=0,
            place_id=place.id if place else None, place=place.label if place else "",
            received_at=draft.happened_at or tx.now, recorded_at=tx.now, recorder_id=tx.staff_id,
            happened_reason=draft.happened_reason.strip(), state=State.WAITING,
        )  # fmt: skip
        self._begin(tx, row, unit, unknown=draft.unknown)
        tx.cautions.extend(mail_checks.said(tx, row))
        return self.create(tx, row, draft.client_id)

    def _begin(self, tx: Tx, row: MailItem, unit: Unit | None, *, unknown: bool) -> None:
        """An item's first state and clock: unknown or moved away, held on the unit's instruction, or waiting."""
        if unit is None or unknown or mail_checks.moved_away(tx, unit, row.resident_id):
            row.state, row.unknown_at = State.UNKNOWN, row.received_at
            row.return_reason = Reason.UNKNOWN if unit is None or unknown else Reason.MOVED
        elif hold := mail_checks.on_hold(tx, unit, InstructionKind.MAIL_HOLD):
            row.state, row.held_until, row.hold_reason = State.HELD, hold.until, hold.text
        mail_clocks.begin(tx, self.core, row)

    # The resident.

    @writes(COUNTER_AND_STEWARD)
    def notify(self, tx: Tx, id: int, version: int, draft: ContactDraft) -> Change:
        """Log an attempt to reach the resident; the next one is proposed (``MAIL-4``)."""
        self.problems(tx, draft)
        row: MailItem = self.load(tx, id)
        row = self.step(tx, id, version, "", draft, *mail_checks.contact(draft, row))
        self._told(tx, row, draft, "")
        return self.changed(tx, row)

    def _told(self, tx: Tx, row: MailItem, draft: ContactDraft, verb: str) -> None:
        mail_clocks.tried(tx, self.core, row, draft)
        said = {"channel": [None, draft.channel.value], "outcome": [None, draft.outcome.value]}
        said |= {"note": [None, draft.note.strip()]} if draft.note.strip() else {}
        self.save(tx, row, verb=verb, more=said)

    @writes(COUNTER_AND_STEWARD)
    def notify_all(self, tx: Tx, ids: list[int], draft: ContactDraft) -> Change:
        """Log one attempt for many items: a batch of printed notices (``MAIL-4``); what no longer waits is left out."""
        problems = self.problems(tx, draft)
        rows = [self.load(tx, id) for id in dict.fromkeys(ids[: MOST_TOLD + 1])]
        if len(rows) > MOST_TOLD:
            problems.append(Problem("ids", "too_many_items", {"max": MOST_TOLD}))
        problems += [problem for row in rows for problem in mail_checks.contact(draft, row)][:1]
        self.validated(tx, draft, *problems)
        open_ = [row for row in rows if self.lifecycle.targets(row.state, "notify")]
        if not open_:
            raise DeskError("none_to_notify")
        for row in rows:
            if row in open_:
                self._told(tx, row, draft, f"{self.name}.notify")
            else:
                tx.cautions.append(Caution("left_out", {"number": row.number, "state": f"mail.state.{row.state}"}))
        return self.changed(tx, open_[0], map(self.ref, open_))

    @writes(COUNTER)
    def identify(self, tx: Tx, id: int, version: int, draft: IdentifyDraft) -> Change:
        """Whose it is after all: from now on it waits for them (``MAIL-3``)."""
        problems = self.problems(tx, draft)
        unit = self.unit(tx, draft.unit, problems)
        problems += mail_checks.resident(tx, draft.resident_id)
        row: MailItem = self.load(tx, id)
        before = self.searchable(row)
        row = self.step(tx, id, version, "", draft, *problems)
        assert unit is not None
        row.unit_id, row.unit_code, row.recipient = unit.id, unit.code, draft.recipient.strip()
        row.resident_id, row.phone = draft.resident_id, draft.phone.strip()
        self._waits_from_now(tx, row)
        self.save(tx, row, before)
        return self.changed(tx, row)

    def _waits_from_now(self, tx: Tx, row: MailItem) -> None:
        """It is for somebody who can be told from now on: nothing is overdue that nobody knew of."""
        row.unknown_at = row.return_reason = None
        row.return_note = ""
        mail_clocks.anew(tx, self.core, row)

    @writes(COUNTER)
    def disown(self, tx: Tx, id: int, version: int, draft: DisownDraft) -> Change:
        """Nobody of this name is here, or not any more: it goes back within two days from now (``MAIL-3``)."""
        self.problems(tx, draft)
        row: MailItem = self.load(tx, id)
        before = self.searchable(row)
        brought = row.state is State.STEWARD
        row = self.step(tx, id, version, "", draft)
        if brought:
            self._laid(tx, row, "", [])
        row.unknown_at, row.return_reason, row.return_note = tx.now, draft.reason, draft.note.strip()
        mail_clocks.stop(tx, row)
        mail_clocks.begin(tx, self.core, row)
        self.save(tx, row, before)
        return self.changed(tx, row)

    # Kept, or sent back.

    @writes(COUNTER)
    def hold(self, tx: Tx, id: int, version: int, draft: HoldDraft) -> Change:
        """Keep it for a resident who still lives here, until the end of a day (``MAIL-7``)."""
        self.problems(tx, draft)
        row: MailItem = self.load(tx, id)
        row = self.step(tx, id, version, "", draft, *mail_checks.someones(row, "until"))
        row.held_until, row.hold_reason = draft.until, draft.reason.strip()
        row.unknown_at = row.return_reason = None
        row.return_note = ""
        mail_clocks.begin(tx, self.core, row)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def send_back(self, tx: Tx, id: int, version: int, draft: SendBackDraft) -> Change:
        """It goes back with the carrier's next list; what was unknown keeps its two days (``MAIL-7``)."""
        self.problems(tx, draft)
        row: MailItem = self.load(tx, id)
        unknown = row.state is State.UNKNOWN
        row = self.step(tx, id, version, "", draft, *mail_checks.too_early(tx, self.core, row, draft))
        row.return_reason, row.return_note = draft.reason, draft.note.strip()
        if not unknown:
            mail_clocks.stop(tx, row)
            mail_clocks.begin(tx, self.core, row, tx.now)
        if draft.reason is Reason.OVERDUE and mail_checks.lives_here(tx, row):
            tx.cautions.append(Caution("still_lives_here", {"recipient": row.recipient, "unit": row.unit_code}))
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def keep(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """It does not go back after all: it waits for its resident again, from now on."""
        self.problems(tx, draft)
        row: MailItem = self.load(tx, id)
        row = self.step(tx, id, version, "", draft, *mail_checks.someones(row, "reason"))
        self._waits_from_now(tx, row)
        self.save(tx, row, more={"reason": [None, draft.reason.strip()]})
        return self.changed(tx, row)

    # Where it lies.

    @writes(COUNTER)
    def shelve(self, tx: Tx, id: int, version: int, draft: ShelveDraft) -> Change:
        """Lay it at another place, by two scans (``MAIL-9``)."""
        problems = self.problems(tx, draft)
        row: MailItem = self.load(tx, id)
        before = self.searchable(row)
        place = mail_places.chosen(tx, draft.place, None, problems) if draft.place.strip() else None
        row = self.step(tx, id, version, "", draft, *problems)
        assert place is not None
        row.place_id, row.place = place.id, place.label
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def bring_back(self, tx: Tx, id: int, version: int, draft: BringBackDraft) -> Change:
        """The steward could not hand it out: it lies here again, and its clock has not stood still."""
        problems = self.problems(tx, draft)
        row: MailItem = self.load(tx, id)
        before = self.searchable(row)
        self._laid(tx, row, draft.place, problems)
        row = self.step(tx, id, version, "", draft, *problems)
        if row.due_what == mail_clocks.HELD:
            deadlines.late(tx, row)
            mail_clocks.begin(tx, self.core, row)
        self.save(tx, row, before, more={"note": [None, draft.note.strip()]} if draft.note.strip() else None)
        return self.changed(tx, row)

    def _laid(self, tx: Tx, row: MailItem, text: str, problems: list[Problem]) -> None:
        """Lay what was away at the place that was named, or at the one proposed."""
        unit = tx.session.get(Unit, row.unit_id) if row.unit_id else None
        place = mail_places.chosen(tx, text, unit, problems)
        row.place_id, row.place = (place.id, place.label) if place else (None, "")
        row.steward_id = row.pickup_id = None

    @writes(COUNTER)
    def miss(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """It is not where it should be: it is looked for."""
        row: MailItem = self.step(tx, id, version, "", draft)
        row.missing_at, row.missing_reason = tx.now, draft.reason.strip()
        row.place_id = row.steward_id = row.pickup_id = None
        mail_clocks.stop(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def find(self, tx: Tx, id: int, version: int, draft: FindDraft) -> Change:
        """It came to light; what belonged to nobody known still does."""
        problems = self.problems(tx, draft)
        row: MailItem = self.load(tx, id)
        before = self.searchable(row)
        target = State.UNKNOWN if row.unit_id is None or row.unknown_at else State.WAITING
        if self.lifecycle.targets(row.state, "find"):
            self._laid(tx, row, draft.place, problems)
        row = self.step(tx, id, version, target, draft, *problems)
        row.missing_at, row.missing_reason = None, ""
        if target is State.WAITING:
            self._waits_from_now(tx, row)
        else:
            mail_clocks.begin(tx, self.core, row, tx.now)
        self.save(tx, row, before, more={"reason": [None, draft.reason.strip()]})
        return self.changed(tx, row)

    # What was written of it.

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: AmendDraft) -> Change:
        """Put right what was written of it; its unit while nobody was told."""
        problems = self.problems(tx, draft)
        row: MailItem = self.load(tx, id)
        before = self.searchable(row)
        unit = self.unit(tx, draft.unit, problems)
        problems += mail_checks.amended(tx, row, draft, unit)
        row = self.step(tx, id, version, "", draft, *problems)
        same = draft.recipient.strip() == row.recipient and (unit.id if unit else None) == row.unit_id
        row.resident_id = row.resident_id if same else None
        row.unit_id, row.unit_code = (unit.id, unit.code) if unit else (None, "")
        row.tracking, row.carrier = mail_items.tracking(draft.tracking), carriers.named(draft.carrier)
        row.recipient, row.phone, row.kind = draft.recipient.strip(), draft.phone.strip(), draft.kind
        row.condition, row.damage = draft.condition, draft.damage.strip()
        row.sender, row.origin, row.note = draft.sender.strip(), draft.origin.strip(), draft.note.strip()
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void an item that was checked in by mistake; it stays on record."""
        row: MailItem = self.step(tx, id, version, "", draft)
        row.void_reason, row.place_id = draft.reason.strip(), None
        mail_clocks.stop(tx, row, row.due_at)
        self.save(tx, row)
        return self.changed(tx, row)
