"""What the desk of the shifts does: its forms; a shift out of use, somebody who no longer takes part (``DUTY-1``)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from deskapp.domain import roster
from deskapp.domain.roster import Person, PersonDraft
from deskapp.domain.shifts import REGISTER, Colour, Shift, ShiftDraft
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.rack_steps import Line, RackSteps
from deskapp.ui.common.resident_form import values_of
from deskapp.ui.common.resident_pane import Push

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.drafts import FormDraft
    from deskapp.ui.desks.shifts import ShiftsDesk

_NEW, _SHIFT, _PERSON = "new", "save", "set_person"


@dataclasses.dataclass(frozen=True, kw_only=True)
class SetUpPlan(FormPlan):
    """A shift names itself in its draft, a person's verb is told whom it is about; both drafts carry their version."""

    @property
    def place(self) -> str:
        """Where a draft of this form belongs."""
        return f"{REGISTER}.{self.verb}" + (f":{self.subject}" if self.subject else "")

    def about(self, version: int) -> dict[str, Any]:
        """What the verb is told besides the draft."""
        return {"staff_id": self.subject} if self.draft is PersonDraft else {}


class SetUpForm(Form):
    """A form that goes on from what stands there now."""

    def follow_version(self, version: int) -> None:
        """What was typed goes on from what stands there now."""
        self.editors["version"].set_value(version)


class ShiftSteps(RackSteps):
    """The doing half of a ``ShiftsDesk``."""

    forms: ClassVar[Mapping[str, type]] = {_NEW: ShiftDraft, _SHIFT: ShiftDraft, _PERSON: PersonDraft}
    about = (_SHIFT, _PERSON)
    desk: ShiftsDesk

    # Forms

    def subject(self, verb: str) -> Shift | Person | None:
        """The shift or the person in front."""
        return {_SHIFT: self.desk.row, _PERSON: self.desk.person}.get(verb)

    def plan(self, verb: str, about: Any, start: Mapping[str, Any]) -> FormPlan:
        """A new shift begins with a colour that no other has; the others with what is said of them."""
        person, word = verb == _PERSON, self.context.word
        known = {"colour": self._free_colour()} if about is None else _person(about) if person else _shift(about)
        return SetUpPlan(
            register=roster.REGISTER if person else REGISTER, verb=_PERSON if person else _SHIFT,
            draft=self.forms[verb],
            title=word(f"shifts.step.{_PERSON if person else _NEW if about is None else 'amend'}"),
            save_text=word("reception.step.record"), start={**known, **start},
            subject=None if about is None else about.staff_id if person else about.id,
            first="on_roster" if person else "name",
        )  # fmt: skip

    def make(self, plan: FormPlan, draft: FormDraft | None) -> Form:
        """The form itself."""
        return SetUpForm(self.context, plan, draft)

    def called(self, about: Any) -> str:
        """The shift, or the person, by name."""
        return f"{about.code} {about.name}" if isinstance(about, Person) else str(about.name)

    def explain(self, verb: str, form: Form) -> None:
        """What is not plain from its name."""
        if verb == _PERSON:
            letters = "  ".join(f"{shift.letter.upper()} {shift.name}" for shift in self.desk.rows if shift.active)
            form.rows["shifts"].explain(letters)
            form.rows["hours"].explain(self.tr("Empty: what the rulebook allows everybody."))
            form.rows["experienced"].explain(self.tr("Each shift needs one of them, by the rulebook."))
            return
        form.rows["letter"].explain(self.tr("The key that puts it in the roster."))
        form.rows["ends"].explain(self.tr("Earlier than it begins: on the day after."))
        form.rows["cover_working"].explain(self.tr("At least so many on duty; 0: as is needed."))

    def _free_colour(self) -> Colour:
        used = {shift.colour for shift in self.desk.rows if shift.active}
        return next((colour for colour in Colour if colour not in used), Colour.GREY)

    def saved(self, verb: str, change: Change) -> None:
        """A form was saved: what it was about is in front."""
        if verb != _PERSON:
            super().saved(verb, change)
            return
        self.put_away()
        self.context.say(self.tr("{name} saved").format(name=self._name()), kind="ok")
        self.desk.escape()

    def _name(self) -> str:
        return self.desk.person.name if self.desk.person is not None else ""

    def restore(self, draft: FormDraft) -> None:
        """Go on with a form that was left."""
        verb, _, subject = draft.place.partition(".")[2].partition(":")
        if not subject:
            self.open(_NEW, draft)
            return
        self.desk.look_at_people(verb == _PERSON)
        (self.desk.choose_person if verb == _PERSON else self.desk.choose)(int(subject))
        self.open(verb, draft)

    def amend(self) -> None:
        """Change the one in front."""
        self.open(_PERSON if self.desk.of_people else _SHIFT)

    # Steps without a form

    def pushes(self) -> list[Push]:
        """What is done with the one in front."""
        return [Push(self.amending, "Ctrl+Return", self.amend), Push(self.turning, "Ctrl+D", self.turn)]

    @property
    def amending(self) -> str:
        """The words of changing the one in front."""
        return self.context.word(f"shifts.step.{_PERSON if self.desk.of_people else 'amend'}")

    @property
    def turning(self) -> str:
        """The words of the step that takes the one in front out of use, or back."""
        if self.desk.of_people:
            on = self.desk.person is not None and self.desk.person.on_roster
            return self.tr("No longer takes part") if on else self.tr("Takes part")
        used = self.desk.row is not None and self.desk.row.active
        return self.context.word(f"shifts.step.{'withdraw' if used else 'use'}")

    def turn(self) -> None:
        """Ctrl+D: the shift in front is no longer used, or again; the person no longer takes part, or does."""
        shift, person = self.desk.row, self.desk.person
        if not self.desk.may_keep or self.desk.pane.form is not None:
            return
        done, refused = while_alive(self.desk, self._turned), while_alive(self.desk, self.refused)
        if self.desk.of_people and person is not None:
            draft = PersonDraft(**{**_person(person), "on_roster": not person.on_roster})
            self.context.do("roster.set_person", done, refused, staff_id=person.staff_id, draft=draft)
        elif not self.desk.of_people and shift is not None:
            verb = "withdraw" if shift.active else "use"
            self.context.do(f"{REGISTER}.{verb}", done, refused, id=shift.id, version=shift.version)

    def _turned(self, change: Change) -> None:
        said = self._name() if change.ref.register != REGISTER else change.number
        self.context.say(self.tr("{name} saved").format(name=said), kind="ok")

    def lines(self) -> Iterable[Line]:
        """The menu of the one in front."""
        yield self.context.word("shifts.step.new"), partial(self.open, _NEW)
        if (self.desk.person if self.desk.of_people else self.desk.row) is not None:
            yield self.amending, self.amend
            yield self.turning, self.turn
        yield None
        yield self.context.word("register.roster"), partial(self.context.desk_wanted.emit, roster.REGISTER, "")


def _shift(about: Shift) -> dict[str, Any]:
    """A shift as its form begins with it."""
    names = ("name", "short", "letter", "pause", "colour", "late", "cover_working", "cover_weekend", "cover_holiday")
    known = {name: getattr(about, name) for name in (*names, "id", "version")}
    return {**known, "starts": f"{about.starts:%H:%M}", "ends": f"{about.ends:%H:%M}"}


def _person(about: Person) -> dict[str, Any]:
    """How somebody takes part, as the form begins with it; whoever was never set up is about to take part."""
    known = {name: getattr(about, name) for name in values_of(PersonDraft())}
    return known if about.version else {**known, "on_roster": True}
