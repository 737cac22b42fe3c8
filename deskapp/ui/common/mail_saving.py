"""A check-in run's items on their way into the register, behind the next scan (``MAIL-2``, ``ALL-4``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from deskapp.domain.common import Ref
from deskapp.domain.mail import REGISTER, Condition, ItemDetail, State
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import DeskError, Invalid
from deskapp.ui import format as fmt
from deskapp.ui.common.mail_check_page import CheckPage
from deskapp.ui.common.mail_parcel import Parcel, Stage
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change

_ALREADY = "already_here"


class SavingPage(CheckPage):
    """Saves, and takes back. A refusal comes back to its line with everything that was typed."""

    def save(self, _on: bool = False) -> None:
        """Send the item in front on its way; the strip is free for the next scan at once."""
        parcel = self.current
        if parcel is None or not parcel.begun:
            return
        lacks: dict[str, str] = {}
        if not parcel.addressed:
            lacks["unit"] = self.context.word("problem.whose_is_it")
        if parcel.left and not parcel.again:
            lacks["tracking"] = parcel.left
        if lacks:
            parcel.problems = lacks
            self._tell()
            self._back_to_work()
            return
        self._say("")
        self._empty()
        self._send(parcel)

    def _send(self, parcel: Parcel) -> None:
        parcel.stage, parcel.problems = Stage.SAVING, {}
        self._list(parcel, "…", "muted")
        self.keeper.touch()
        saved, refused = partial(self._saved, parcel), partial(self._refused, parcel)
        done, failed = while_alive(self, saved), while_alive(self, refused)
        self.context.do("mail.receive", done, failed, draft=parcel.draft())

    def _saved(self, parcel: Parcel, change: Change) -> None:
        parcel.stage, parcel.id, parcel.number = Stage.SAVED, change.id, change.number
        self.strip.photos.attach(parcel, change.ref)
        self._list(parcel, self.tr("Saved"), "ok")
        then = while_alive(self, partial(self._told, parcel))
        self.context.ask("mail.detail", then, while_alive(self, self._unanswered), id=change.id)
        self._settle()

    def _told(self, parcel: Parcel, detail: ItemDetail) -> None:
        """Where it lies, and what runs on it."""
        parcel.place = detail.place
        said, tone = self.context.word(f"mail.state.{detail.state}"), "ok"
        if detail.state is State.UNKNOWN:
            said = self.tr("{state}: send back by {due}").format(state=said, due=fmt.due(detail.due_at))
            tone = "soon"
        elif detail.state is State.HELD:
            until = f"{detail.held_until:%m-%d}" if detail.held_until else ""
            said, tone = " ".join(part for part in (said, until, detail.hold_reason) if part), "info"
        if detail.condition is not Condition.GOOD:
            wrong = self.context.word(f"mail.condition.{detail.condition}")
            said = " · ".join(part for part in (said, wrong, detail.damage) if part)
        self._list(parcel, said, tone)

    def _refused(self, parcel: Parcel, error: DeskError) -> None:
        """It comes back with all that was typed; a number that is here already enters nothing."""
        if isinstance(error, Invalid) and (here := next((p for p in error.problems if p.code == _ALREADY), None)):
            self._is_here(parcel, Ref(REGISTER, 0, str(here.params["number"])), str(here.params["place"]))
            return
        parcel.stage = Stage.REFUSED
        if isinstance(error, Invalid):
            for problem in error.problems:
                word = self.context.word(f"problem.{problem.code}", **problem.params)
                parcel.problems.setdefault(problem.field, word)
        self._list(parcel, self.context.error_text(error), "late")
        if self.current is None or not self.current.begun:
            self._bring(parcel)
        else:
            said = self.tr("No. {line} was refused; it is kept. F5 goes to the list.")
            self._say(said.format(line=self.table.name(parcel)))
        self._settle()

    def _is_here(self, parcel: Parcel, ref: Ref, place: str) -> None:
        """A repeated scan enters nothing (``ALL-11``)."""
        parcel.stage, parcel.id, parcel.number, parcel.place = Stage.KNOWN, ref.id, ref.number, place
        said = self.tr("Already here, {number}, place {place}").format(number=ref.number, place=place or "–")
        self._list(parcel, said, "soon")
        self._say(self.tr("{code}: {said}").format(code=parcel.tracking, said=said))
        if parcel is self.current:
            self._empty()
        self._settle()

    def undo(self, _on: bool = False) -> None:
        """The last one that was saved did not come."""
        last = next((each for each in reversed(self.table.lines) if each.stage is Stage.SAVED), None)
        if last is None:
            self._say(self.tr("Nothing of this run to take back."))
            return
        then = while_alive(self, partial(self._void, last))
        self.context.ask("mail.detail", then, while_alive(self, self._unanswered), id=last.id)

    def _void(self, parcel: Parcel, detail: ItemDetail) -> None:
        done, refused = while_alive(self, partial(self._voided, parcel)), while_alive(self, self._unanswered)
        reason = ReasonDraft(reason=self.tr("Undone at once"))
        self.context.do("mail.void", done, refused, id=detail.id, version=detail.version, draft=reason)

    def _voided(self, parcel: Parcel, _change: Change) -> None:
        parcel.stage = Stage.VOIDED
        self._list(parcel, self.tr("Taken back"), "faint")
        self._say(self.tr("{number} is taken back").format(number=parcel.number))
        self._show()
