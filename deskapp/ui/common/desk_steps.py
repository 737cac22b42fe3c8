"""What a desk does with an entry: open forms, take steps, offer to undo, bring drafts back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from deskapp.domain.lifecycle import Step
from deskapp.errors import Conflict, DeskError
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.drafts import FormDraft
    from deskapp.ui.common.register_desk import RegisterDesk
    from deskapp.ui.common.register_spec import Values


class DeskSteps(QObject):
    """The doing half of a ``RegisterDesk``."""

    def __init__(self, desk: RegisterDesk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.context = desk.context
        self.spec = desk.spec
        self._after_look: FormDraft | None = None
        self._step_after_look: tuple[int, str, Values] | None = None

    # Forms

    def may(self, verb: str) -> bool:
        """Whether the signed-in person may take a verb at all."""
        actor = self.context.actor
        return actor is not None and actor.role in self.spec.lifecycle.who(verb)

    def begin_new(self, start: Values | None = None, draft: FormDraft | None = None) -> Form:
        """Open the form of a new entry."""
        spec = self.spec
        verb = spec.new_verb
        values = {**spec.start(self.context, verb, None), **(start or {})}
        plan = self._plan(verb, spec.new_draft, spec.new_title(), values)
        return self._open(plan, draft)

    def _plan(self, verb: str, draft: type, title: str, start: Values, detail: Any = None) -> FormPlan:
        spec = self.spec
        return FormPlan(
            register=spec.register,
            verb=verb,
            draft=draft,
            title=title,
            save_text=self.context.word(f"{spec.register}.step.{verb}"),
            subject=None if detail is None else detail.id,
            version=0 if detail is None else detail.version,
            start=start,
            hides=spec.hides.get(verb),
            assist=spec.assists.get(verb),
        )

    def _open(self, plan: FormPlan, draft: FormDraft | None = None) -> Form:
        desk = self.desk
        form = Form(self.context, plan, draft)
        form.saved.connect(self._saved)
        form.conflicted.connect(self._reread)
        form.discarded.connect(self._discarded)
        desk.pane.show_form(form, self.spec.form_acts.get(plan.verb, ()))
        desk.shelf.busy(form.keeper.client_id)
        desk.show_pane()
        form.begin()
        return form

    def save(self, way: int) -> None:
        """Finish the form: by its verb, or one of its further ways."""
        form = self.desk.pane.form
        if form is None:
            return
        if way == 0:
            form.save()
        else:
            self.spec.form_acts[form.plan.verb][way - 1].act(self.desk, form)

    def leave(self) -> None:
        """Leave the form; what was typed stays as a draft."""
        self.desk.pane.attachments.look_away()
        form = self.desk.pane.form
        if form is None or form.saving:
            return
        if form.dirty:
            form.keeper.keep(left=True)
        self.close()

    def close(self) -> None:
        """Take the form away."""
        self.desk.pane.close_form()
        self.desk.shelf.busy("")
        self.desk.shelf.load()

    def _discarded(self) -> None:
        self.close()
        self.desk.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self, change: Change) -> None:
        """A form's verb went through."""
        form = self.desk.pane.form
        wish = form.wish if form is not None else ""
        self.close()
        desk = self.desk
        desk.wait_for(change.id)
        desk.look_at(change.id)
        desk.setFocus(Qt.FocusReason.OtherFocusReason)
        self._told(change.verb.rpartition(".")[2], change, wish)

    def _told(self, verb: str, change: Change, wish: str = "") -> None:
        step = next((step for step in self.spec.lifecycle.steps if step.verb == verb and step.undo), None)
        if step is not None:
            text = self.tr("{number}: {step}").format(number=change.number, step=self._word(verb))
            undo = partial(self._undo, change.id, step.undo)
            self.context.say(text, kind="ok", action=self.tr("Undo"), act=undo, seconds=self.context.undo_seconds())
        else:
            said = self.tr("{number} saved") if verb in self.spec.creating else self.tr("{number}: {step}")
            self.context.say(said.format(number=change.number, step=self._word(verb)), kind="ok")
        self.spec.done(self.desk, verb, change, wish)

    def _word(self, verb: str) -> str:
        return self.context.word(f"{self.spec.register}.step.{verb}")

    # Steps

    def take(self, verb: str, start: Values | None = None) -> None:
        """Take a step of the entry in front: by its form, at once, or the desk's own way."""
        desk, detail = self.desk, self.desk.pane.detail
        step = next((step for step in desk.pane.offered() if step.verb == verb), None)
        if detail is None or step is None:
            return
        if verb in self.spec.acts:
            self.spec.acts[verb](desk, detail)
        elif step.form is None:
            self.do(verb, detail)
        else:
            self.leave()
            values = {**self.spec.start(self.context, verb, detail), **(start or {})}
            self._open(self._plan(verb, step.form, self._word(verb), values, detail))

    def take_main(self) -> None:
        """The step that the entry calls for; one that is for others to take is named with them."""
        detail, main = self.desk.pane.detail, self.desk.pane.main_step()
        if main is not None:
            self.take(main.verb)
        elif detail is not None and (other := self._for_others(detail)):
            roles = self.tr(", ").join(self.context.word(f"role.{role}") for role in sorted(other.who))
            said = self.tr("“{step}” is for others: {roles}").format(step=self._word(other.verb), roles=roles)
            self.context.say(said, kind="info")

    def _for_others(self, detail: Any) -> Step | None:
        """The main step of a state that the signed-in person may not take."""
        steps = (step for step in self.spec.lifecycle.steps if step.primary and step.source == detail.state)
        return next((step for step in steps if self.spec.fits(detail, step.verb)), None)

    def take_on(self, entry_id: int, verb: str, start: Values) -> None:
        """Bring an entry to the front and open one of its steps with these values."""
        self._step_after_look = (entry_id, verb, start)
        self.desk.show_entry(entry_id)

    def do(self, verb: str, detail: Any) -> None:
        """Call a step that asks for nothing."""
        done = while_alive(self, partial(self._told, verb))
        refused = while_alive(self, self._refused)
        version = self.version_of(verb, detail)
        self.context.do(f"{self.spec.register}.{verb}", done, refused, id=detail.id, version=version)

    def version_of(self, _verb: str, detail: Any) -> int | None:
        """The version a step is taken at."""
        return int(detail.version)

    def _refused(self, error: DeskError) -> None:
        self.context.say_error(error)
        if isinstance(error, Conflict):
            self._reread()

    def _reread(self) -> None:
        if self.desk.pane.detail is not None:
            self.desk.look_at(self.desk.pane.detail.id)

    def seen(self, detail: Any) -> None:
        """An entry was read: a form about it goes on from what stands there now."""
        form = self.desk.pane.form
        if form is not None and form.plan.subject == detail.id:
            form.version = detail.version
        wish, self._step_after_look = self._step_after_look, None
        if wish is not None and wish[0] == detail.id:
            self.take(wish[1], wish[2])
        draft, self._after_look = self._after_look, None
        if draft is not None and form is None:
            self._bring_back(draft, detail)

    # Undo

    def _undo(self, entry_id: int, verb: str) -> None:
        """Take a step back: the entry is read first, since the step gave it a new version."""
        then = while_alive(self, partial(self._undo_read, verb))
        self.context.ask(f"{self.spec.register}.detail", then, id=entry_id)

    def _undo_read(self, verb: str, detail: Any) -> None:
        step: Step = next(step for step in self.spec.lifecycle.steps if step.verb == verb)
        arguments: dict[str, Any] = {"id": detail.id, "version": detail.version}
        if step.form is not None:
            arguments["draft"] = step.form(reason=self.tr("Undone at once"))
        done = while_alive(self, partial(self._told, verb))
        self.context.do(f"{self.spec.register}.{verb}", done, **arguments)

    # Drafts

    def restore(self, draft: FormDraft) -> None:
        """Open the form that a draft was typed in."""
        self.leave()
        subject = draft.place.partition(":")[2]
        if not subject:
            self.begin_new(draft=draft)
            return
        self._after_look = draft
        self.desk.wait_for(int(subject))
        self.desk.look_at(int(subject))

    def _bring_back(self, draft: FormDraft, detail: Any) -> None:
        verb = draft.place.partition(":")[0].partition(".")[2]
        step = next((step for step in self.desk.pane.offered() if step.verb == verb), None)
        if f"{self.spec.register}.{verb}:{detail.id}" != draft.place:
            return
        if step is None or step.form is None:
            text = self.tr("{number} has moved on; the draft for “{step}” is kept.")
            self.context.say(text.format(number=detail.number, step=self._word(verb)), kind="warning", seconds=8)
            return
        self._open(self._plan(verb, step.form, self._word(verb), {}, detail), draft)
