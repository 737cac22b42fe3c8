"""What is done on the duty log's desk: write, put right, erase, countersign; each in a form beside the book."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from deskapp.domain.common import Change
from deskapp.domain.duty_log import REGISTER, CorrectDraft, EraseDraft, Kind, LogDraft, LogEntry, SignDraft, SignedDay
from deskapp.domain.people import COUNTER_AND_STEWARD, OFFICE, Role
from deskapp.errors import DeskError
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.resident_form import RecordPlan
from deskapp.ui.common.resident_pane import Push

if TYPE_CHECKING:
    from deskapp.domain.drafts import FormDraft
    from deskapp.ui.common.log_sides import LogSides


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeqPlan(FormPlan):
    """A form about an entry, which is known by its sequence and never has another version."""

    def about(self, version: int) -> dict[str, Any]:
        """The sequence."""
        return {"seq": self.subject}


def _late(values: Mapping[str, Any]) -> Collection[str]:
    """Why it comes late is asked once another time than now is given."""
    return () if values["happened_at"] is not None else ("happened_reason",)


class LogActs(QObject):
    """The forms of the desk; ``read`` is what the signed-in person has opened: a day and its last sequence then."""

    def __init__(self, desk: LogSides) -> None:
        super().__init__(desk)
        self.desk = desk
        self.context = desk.context
        self.read: dict[date, int] = {}

    # Forms

    def write(self, kind: str = "", draft: FormDraft | None = None) -> None:
        """A new entry; its kind may be chosen already."""
        if not self.context.acts_as(COUNTER_AND_STEWARD):
            return
        about = QCoreApplication.translate("DutyLogDesk", "It cannot be changed afterwards, only put right by another.")
        plan = RecordPlan(
            register=REGISTER, verb="write", draft=LogDraft, title=_title_new(), save_text=self._word("write"),
            start={"kind": Kind(kind)} if kind else {}, hides=_late, first="text" if kind else "kind",
        )  # fmt: skip
        self._open(plan, draft, about)
        form = self.desk.pane.form
        if form is not None:
            now = QCoreApplication.translate("DutyLogDesk", "Left empty: now. Earlier: say why it comes late.")
            form.rows["happened_at"].explain(now)

    def correct(self, entry: LogEntry | None, draft: FormDraft | None = None) -> None:
        """Put an entry right by a new one; one that was put right already leads to the newer one."""
        if entry is None or not self.context.acts_as(COUNTER_AND_STEWARD):
            return
        if entry.corrected_by is not None:
            self.desk.jump()
            error = DeskError("log_corrected_already", seq=entry.seq, by=entry.corrected_by)
            self.context.say(self.context.error_text(error))
            return
        title = QCoreApplication.translate("DutyLogDesk", "Put #{seq} right").format(seq=entry.seq)
        plan = SeqPlan(
            register=REGISTER, verb="correct", draft=CorrectDraft, title=title, save_text=self._word("correct"),
            subject=entry.seq, start={"text": entry.text}, first="text",
        )  # fmt: skip
        about = QCoreApplication.translate("DutyLogDesk", "The entry stays, struck through, with this one beside it.")
        self._open(plan, draft, about)

    def erase(self, entry: LogEntry | None, draft: FormDraft | None = None) -> None:
        """Erase an entry's words, as a person asked for."""
        if entry is None or entry.erased or not self.context.acts_as({Role.DIRECTOR}):
            return
        title = QCoreApplication.translate("DutyLogDesk", "Erase the words of #{seq}").format(seq=entry.seq)
        plan = SeqPlan(
            register=REGISTER, verb="erase", draft=EraseDraft, title=title, save_text=self._word("erase"),
            subject=entry.seq,
        )  # fmt: skip
        about = QCoreApplication.translate(
            "DutyLogDesk",
            "The words are gone for good, also from the search. Time, kind and writer stay, and who erased them, when "
            "and why. The chain still proves the log.",
        )
        self._open(plan, draft, about)

    def sign(self, day: SignedDay | None, draft: FormDraft | None = None) -> None:
        """Countersign a day that was read, with a remark if need be (``DUTY-5``)."""
        if day is None or not self.context.acts_as(OFFICE):
            return
        if day.day not in self.read:
            self.context.say(QCoreApplication.translate("DutyLogDesk", "Open the day first (Enter), then sign it."))
            return
        title = QCoreApplication.translate("DutyLogDesk", "Countersign {day}").format(day=day.day)
        plan = RecordPlan(
            register=REGISTER, verb="sign", draft=SignDraft, title=title, save_text=self._word("sign"),
            start={"day": day.day, "seen": self.read[day.day]}, first="remark", key=day.day.isoformat(),
        )  # fmt: skip
        said = self.tr("%n entries read", "", day.entries)
        self._open(plan, draft, said)
        if self.desk.pane.form is not None:
            self.desk.pane.form.editors["day"].setEnabled(False)

    def _open(self, plan: FormPlan, draft: FormDraft | None, about: str) -> None:
        self.leave()
        kept = draft or next((each for each in self.desk.shelf.drafts if each.place == plan.place), None)
        form = Form(self.context, plan, kept if plan.verb != "write" else draft)
        self.desk.shelf.busy(form.keeper.client_id)
        form.saved.connect(self._saved)
        form.discarded.connect(self.desk.escape)
        form.at_end.connect(self._at_end)
        pane = self.desk.pane
        pane.show_page(form, plan.title, about)
        leaving = QCoreApplication.translate("DutyLogDesk", "Leave")
        pane.offer([Push(plan.save_text, "Ctrl+S", self.desk.save), Push(leaving, "Esc", self.desk.escape, "quiet")])
        self.desk.turn(page=True)
        form.begin()

    def _word(self, step: str) -> str:
        return self.context.word(f"{REGISTER}.step.{step}")

    def _at_end(self) -> None:
        if self.desk.pane.primary is not None:
            self.desk.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Keep what is half typed."""
        form = self.desk.pane.form
        if form is not None and form.dirty:
            form.keeper.keep(left=True)
        self.desk.shelf.busy("")

    def restore(self, draft: FormDraft) -> None:
        """Go on with a kept draft."""
        verb, _, about = draft.place.partition(":")
        step = verb.partition(".")[2]
        if step == "write":
            self.write(draft=draft)
        elif step == "sign":
            self.context.say(QCoreApplication.translate("DutyLogDesk", "Open the day first (Enter), then sign it."))
            self.desk.show_chip(about)
        elif about.isdecimal():
            then = while_alive(self, partial(self._restored, step, draft))
            self.context.ask("duty_log.detail", then, owner=self, token="restore", id=int(about))

    def _restored(self, step: str, draft: FormDraft, entry: LogEntry) -> None:
        if step == "correct":
            self.correct(entry, draft)
        elif step == "erase":
            self.erase(entry, draft)

    def _saved(self, change: Change) -> None:
        step = change.verb.partition(".")[2]
        said = QCoreApplication.translate("DutyLogDesk", "Entry {number} stands in the log.")
        if step == "sign":
            said = QCoreApplication.translate("DutyLogDesk", "{number} is countersigned.")
        elif step == "erase":
            said = QCoreApplication.translate("DutyLogDesk", "The words of {number} are erased.")
        said = said.format(number=change.number)
        self.context.say(said, kind="ok")
        self.desk.shelf.busy("")
        self.desk.shelf.load()
        self.desk.done(change)

    # Several days

    def sign_read(self) -> None:
        """Countersign every day of the list that was read, without a remark (``DUTY-5``)."""
        days = [day for day in self.desk.days.days if day.day in self.read]
        if not self.context.acts_as(OFFICE):
            return
        if not days:
            first = QCoreApplication.translate(
                "DutyLogDesk", "Open the days first (Enter): what was read can be signed together."
            )
            self.context.say(first)
            return
        self._sign_next([*days], len(days))

    def _sign_next(self, left: list[SignedDay], total: int, _change: Change | None = None) -> None:
        if not left:
            said = self.tr("%n days countersigned.", "", total)
            self.context.say(said, kind="ok")
            self.desk.reload()
            return
        day = left.pop(0)
        draft = SignDraft(day=day.day, seen=self.read[day.day])
        then, refused = while_alive(self, partial(self._sign_next, left, total)), while_alive(self, self._refused)
        self.context.do("duty_log.sign", then, refused, draft=draft)

    def _refused(self, error: DeskError) -> None:
        self.context.say_error(error)
        self.desk.reload()


def _title_new() -> str:
    return QCoreApplication.translate("DutyLogDesk", "New entry in the duty log")
