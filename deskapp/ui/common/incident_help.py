"""What the reception desk does for an incident: what it calls for, ringing up its callers in turn (``REC-8``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt

from deskapp.domain.reception import Kind, State
from deskapp.domain.reception_rows import EntryDetail
from deskapp.ui import format as fmt
from deskapp.ui.common.entry_detail import overdue
from deskapp.ui.common.parts import label, while_alive

if TYPE_CHECKING:
    from deskapp.ui.common.form import Form
    from deskapp.ui.common.register_desk import RegisterDesk

# One who calls alone is rung up alone.
_SEVERAL = 2
_COLLECTIVE = frozenset({Kind.REPAIR, Kind.EMERGENCY})
_TO_MOVE = frozenset({State.PROMISED, State.DISPATCHED, State.PASSED_ON})


def calls_for(detail: EntryDetail) -> str:
    """A missed promise calls for apology, reason and a new time; with the result known, for telling it (``REC-3``)."""
    return "promise_again" if overdue(detail) and detail.state in _TO_MOVE else ""


def fits(detail: EntryDetail, verb: str) -> bool:
    """What is done for a whole incident is only offered where there is one (``REC-8``)."""
    found = detail.incident
    if verb == "answer_incident":
        return found is not None and found.to_answer >= _SEVERAL
    if verb == "tell_all":
        return found is not None and found.to_tell >= _SEVERAL
    if verb == "leave_incident":
        return found is not None and found.first.id != detail.id
    return True


def ahead(detail: EntryDetail) -> tuple[str, ...]:
    """The steps that an incident asks for before the usual ones."""
    found = detail.incident
    if found is None:
        return ()
    collective = found.collective and found.first.id == detail.id and detail.kind in _COLLECTIVE
    late = ("result",) if overdue(detail) else ()
    return (*(("complain",) if collective else ()), "answer_incident", "tell_all", *late)


class TellHelp(QObject):
    """Over the form of telling: whom to ring, what to say, and how many of the incident still wait to hear."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.whom = label("", "strong", wrap=True)
        self.result = label("", wrap=True)
        self.rest = label("", "small", wrap=True)
        for at, line in enumerate((self.whom, self.result, self.rest)):
            line.hide()
            form.layout_.insertWidget(at, line)
        then = while_alive(self, self._read)
        form.context.ask("reception.detail", then, owner=self, token="whom", id=form.plan.subject)

    def _read(self, detail: EntryDetail) -> None:
        who = " · ".join(part for part in (detail.unit, detail.caller, fmt.phone(detail.phone)) if part)
        self.whom.setText(who)
        self.whom.show()
        self.result.setText(detail.result)
        self.result.setVisible(bool(detail.result))
        others = detail.incident.to_tell - 1 if detail.incident is not None else 0
        if others > 0:
            said = QCoreApplication.translate(
                "ReceptionDesk",
                "{count} more wait to hear; saving goes on to the next. Ctrl+J: not reached, the next one",
            )
            self.rest.setText(said.format(count=others))
            self.rest.show()


def go_on(desk: RegisterDesk, entry_id: int) -> None:
    """Open the telling of the next caller of an incident, if there is one."""
    then = while_alive(desk, partial(_next, desk))
    desk.context.ask("reception.next_to_tell", then, owner=desk, token="next_to_tell", id=entry_id)


def _next(desk: RegisterDesk, entry_id: int | None) -> None:
    if entry_id is not None and desk.pane.form is None:
        desk.steps.take_on(entry_id, "tell", {})


def answered(desk: RegisterDesk, entry_id: int) -> None:
    """The answer is given: the first caller is rung up."""
    desk.steps.take_on(entry_id, "tell", {})


def skip(desk: RegisterDesk) -> None:
    """The caller was not reached: on to the next one, what was typed stays as a draft."""
    form = desk.pane.form
    if form is not None and form.plan.subject is not None:
        entry_id = form.plan.subject
        desk.steps.leave()
        desk.setFocus(Qt.FocusReason.OtherFocusReason)  # there may be no next one
        go_on(desk, entry_id)
