"""The form engine: editors from a draft's markers, problems at their fields, drafts kept, one verb at the end."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.fields import Hidden, check, fields_of
from deskapp.errors import Conflict, DeskError, Invalid, Problem
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.drafts import DraftKeeper
from deskapp.ui.common.editors import Editor, HiddenEditor, Unread, editor_for
from deskapp.ui.common.form_row import FormRow
from deskapp.ui.common.parts import button, em, label, while_alive

if TYPE_CHECKING:
    from deskapp.domain.drafts import FormDraft
    from deskapp.ui.context import Context

Values = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, kw_only=True)
class FormPlan:
    """What a form is for.

    ``subject`` is the entry a step is about (``None`` for a new one) and ``version`` the one that was read; ``start``
    the values to begin with; ``hides`` says, from what stands in the form, which fields are not asked now; ``assist``
    lets a desk add what it knows (proposals, a card); ``first`` is the field that gets the cursor (by default the
    first empty one); ``titles`` names, by word key, fields that are called otherwise here.
    """

    register: str
    verb: str
    draft: type
    title: str
    save_text: str
    subject: int | None = None
    version: int = 0
    start: Values = dataclasses.field(default_factory=dict)
    hides: Callable[[Values], Collection[str]] | None = None
    assist: Callable[[Form], object] | None = None
    first: str = ""
    titles: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where a draft of this form belongs."""
        return f"{self.register}.{self.verb}" + ("" if self.subject is None else f":{self.subject}")

    def about(self, version: int) -> dict[str, Any]:
        """What the verb is told besides the draft."""
        return {} if self.subject is None else {"id": self.subject, "version": version}


class Form(QWidget):
    """One form.

    ``saved`` carries the verb's answer, ``conflicted`` that the entry must be read again, ``refused`` the row of the
    first field to mend or what is said of the whole, ``at_end`` that Enter was pressed in the last one.
    """

    edited = Signal(str)
    saved = Signal(object)
    conflicted = Signal()
    refused = Signal(QWidget)
    discarded = Signal()
    at_end = Signal()

    def __init__(self, context: Context, plan: FormPlan, draft: FormDraft | None = None) -> None:
        super().__init__()
        self.context = context
        self.plan = plan
        self.version = plan.version
        self.saving = False
        self.wish = ""
        self.touched: set[str] = set()
        self.at = ""  # the field that had the keys last
        self.said_at: dict[str, str] = {}  # of a field that is not asked itself, the one its problems are said at
        self.scans: Callable[[str], bool] | None = None
        self.keeper = DraftKeeper(self, context, plan.place, self.body, draft.client_id if draft else "")
        self.rows: dict[str, FormRow] = {}
        self.editors: dict[str, Editor] = {}
        self.problems: dict[str, str] = {}
        self._keys_below: dict[str, QWidget] = {}
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(theme.px(8))
        self._notes()
        for spec in fields_of(plan.draft):
            title = self._title(spec.name) if not isinstance(spec.marker, Hidden) else ""
            self._add(spec.name, editor_for(context, spec, title, plan.register), title, spec.marker.required)
        self.layout_.addStretch(1)
        self._begin(draft)
        self._helper = plan.assist(self) if plan.assist else None
        self.arrange()

    def _title(self, name: str) -> str:
        key = self.plan.titles.get(name)
        return self.context.word(key) if key else self.context.label(self.plan.register, name)

    def _notes(self) -> None:
        """The two lines over the fields: what went wrong with the whole, and which draft this is."""
        self.message = label("", "error", wrap=True)
        self.message.hide()
        self.layout_.addWidget(self.message)
        self.restored = QWidget()
        line = QHBoxLayout(self.restored)
        line.setContentsMargins(0, 0, 0, 0)
        self.restored_text = label("", "small", wrap=True)
        discard = button(self.tr("Discard"), "link")
        discard.clicked.connect(self.discard)
        line.addWidget(self.restored_text, 1)
        line.addWidget(discard)
        self.restored.hide()
        self.layout_.addWidget(self.restored)

    def _add(self, name: str, editor: Editor, title: str, required: bool) -> None:
        editor.setObjectName(name)
        self.editors[name] = editor
        if isinstance(editor, HiddenEditor):
            editor.setParent(self)
            return
        row = FormRow(editor, title, required=required)
        self.rows[name] = row
        self.layout_.addWidget(row)
        editor.changed.connect(self._changed)
        editor.entered.connect(self._entered)

    def _begin(self, draft: FormDraft | None) -> None:
        defaults = {field.name: field.default for field in dataclasses.fields(self.plan.draft)}
        for name, editor in self.editors.items():
            editor.set_value(self.plan.start.get(name, defaults[name]))
        if draft is not None:
            self.restore(draft)

    # What stands in it

    @property
    def dirty(self) -> bool:
        """Whether a person typed something into it."""
        return bool(self.touched)

    def values(self) -> dict[str, Any]:
        """What stands in the form; what cannot be read is ``None``."""
        return {name: _or_none(editor) for name, editor in self.editors.items()}

    def body(self) -> dict[str, Any]:
        """What a draft keeps: every field as typed, readable or not."""
        raw = {name: editor.raw() for name, editor in self.editors.items()}
        return {"fields": raw, "touched": sorted(self.touched), "version": self.version, "at": self.at}

    def restore(self, draft: FormDraft) -> None:
        """Bring a draft back as it was typed."""
        kept = draft.body.get("fields", {})
        for name, editor in self.editors.items():
            if name in kept:
                editor.set_raw(kept[name])
        self.touched = set(draft.body.get("touched", ())) or set(kept)
        self.at = str(draft.body.get("at", ""))
        self.restored_text.setText(self.tr("Draft from {time} restored").format(time=fmt.clock(draft.saved_at)))
        self.restored.show()

    def discard(self) -> None:
        """Throw away what was typed."""
        self.keeper.drop()
        self.touched.clear()
        self.discarded.emit()

    def propose(self, name: str, value: Any, why: str) -> None:
        """Offer a value with its reason; what the person typed is never replaced."""
        if name not in self.touched:
            self.editors[name].set_value(value)
        self.rows[name].explain(why)

    def fill(self, values: Values) -> None:
        """Put values in that follow from what the person chose."""
        for name, value in values.items():
            self.editors[name].set_value(value)
            self.touched.add(name)
            self._clear(name)
        self.keeper.touch()
        self.arrange()

    def insert_below(self, name: str, widget: QWidget, keys: QWidget | None = None) -> None:
        """Put a desk's own widget under a field; Tab comes from the field to what of it takes the ``keys``."""
        self.layout_.insertWidget(self.layout_.indexOf(self.rows[name]) + 1, widget)
        if keys is not None:
            self._keys_below[name] = keys

    # Typing

    def take_scan(self, code: str) -> bool:
        """A code was scanned while the keys are in here; False where it means nothing to this form (``ALL-11``)."""
        return self.scans is not None and self.scans(code)

    def _changed(self) -> None:
        name = self.sender().objectName()
        self.touched.add(name)
        self._clear(name)
        self.keeper.touch()
        self.arrange()
        self.edited.emit(name)

    def settle(self, name: str) -> None:
        """What was refused at a field was put right elsewhere."""
        self._clear(name)

    def _clear(self, name: str) -> None:
        if self.problems.pop(name, "") and name in self.rows:
            self.rows[name].refuse("")

    def _entered(self) -> None:
        shown = [
            editor for name, editor in self.editors.items() if name in self.rows and not self.rows[name].isHidden()
        ]
        at = shown.index(self.sender())  # type: ignore[arg-type]
        if at + 1 < len(shown):
            shown[at + 1].target.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.at_end.emit()

    def follow(self, widget: QWidget) -> None:
        """A widget inside has the keys now."""
        self.at = next((name for name, row in self.rows.items() if row.isAncestorOf(widget)), self.at)

    def begin(self) -> None:
        """The cursor to where it was; at first into the field that comes first: the plan's, or the first empty one."""
        values = self.values()
        names = [name for name, row in self.rows.items() if not row.isHidden()]
        if self.at in names:
            self.editors[self.at].target.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        empty = (name for name in names if values[name] in (None, "", ()))
        name = self.plan.first or next(empty, names[0] if names else "")
        if name:
            self.editors[name].target.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self) -> None:
        """Show the fields that are asked now, the labels beside them or above, Tab in the order of the conversation."""
        hidden = set(self.plan.hides(self.values())) if self.plan.hides else set()
        above = self.width() < em(self) * 24 or self.context.settings.scale >= 175
        texts = (row.label.text() for row in self.rows.values())
        width = min(
            max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0), em(self) * 6
        ) + theme.px(4)
        before: QWidget | None = None
        for name, row in self.rows.items():
            row.setVisible(name not in hidden)
            row.stack(above, width)
            if before is not None:
                QWidget.setTabOrder(before, row.editor.target)
            before = row.editor.target
            if (below := self._keys_below.get(name)) is not None:
                QWidget.setTabOrder(before, below)
                before = below

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: little room puts the labels above."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # Laying out inside of a layout would be overwritten by it.
            QTimer.singleShot(0, self, self.arrange)

    # Saving

    def read(self) -> Any:
        """The draft that stands in the form.

        Raises:
            Invalid: Some field is refused; all problems at once.
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, editor in self.editors.items():
            if name in self.rows and self.rows[name].isHidden():
                continue
            try:
                values[name] = editor.value()
            except Unread as error:
                problems.append(Problem(name, error.code, error.params))
        if "client_id" in self.editors:
            values["client_id"] = self.keeper.client_id
        draft = self.plan.draft(**values)
        unread = {problem.field for problem in problems}
        found = [Problem(*bad) for bad in check(draft, fmt.now()) if bad.field not in unread]
        # What a new entry lacks is said by the verb, with all that only the register knows: everything at once.
        if problems or (found and self.plan.subject is not None):
            raise Invalid(*problems, *found)
        return draft

    def save(self, verb: str = "", wish: str = "") -> None:
        """Check, call the verb (the plan's, or another that takes the same draft), and say what is wrong where it is.

        ``wish`` is handed on with the answer: what the person wants to come after.
        """
        if self.saving:
            self.wish = self.wish or wish
            return
        self.wish = wish
        self.show_problems(())
        try:
            draft = self.read()
        except Invalid as error:
            self.show_problems(error.problems)
            return
        self.saving = True
        self.keeper.keep()
        self.context.do(
            f"{self.plan.register}.{verb or self.plan.verb}",
            while_alive(self, self._saved),
            while_alive(self, self._refused),
            **self.plan.about(self.version),
            draft=draft,
        )

    def look_ahead(self, verb: str, then: Callable[[Any, Any], None]) -> None:
        """Ask a read for the draft that stands in the form; ``then`` hears both, a refusal stands at its fields."""
        self.show_problems(())
        try:
            draft = self.read()
        except Invalid as error:
            self.show_problems(error.problems)
            return
        told, refused = while_alive(self, partial(then, draft)), while_alive(self, self._refused)
        self.context.ask(verb, told, refused, owner=self, token="ahead", draft=draft)

    def _saved(self, change: Any) -> None:
        self.saving = False
        self.keeper.rest()
        if "client_id" in self.editors:
            self.keeper.kept = False  # the verb dropped it in its own transaction
        self.keeper.drop()
        self.touched.clear()
        self.saved.emit(change)

    def _refused(self, error: DeskError) -> None:
        self.saving = False
        if isinstance(error, Invalid):
            self.show_problems(error.problems)
            return
        self.say(self.context.error_text(error))
        self.refused.emit(self.message)
        if isinstance(error, Conflict):
            self.conflicted.emit()

    def say(self, text: str) -> None:
        """Say something about the whole form, over its fields."""
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Mark the refused fields, each with its sentence, and put the cursor into the first."""
        for name in tuple(self.problems):
            self._clear(name)
        self.say("")
        loose: list[str] = []
        for problem in problems:
            sentence = self.context.word(f"problem.{problem.code}", **problem.params)
            field = problem.field.partition(".")[0]
            name = self.said_at.get(field, field)
            if name in self.rows and not self.rows[name].isHidden():
                self.problems.setdefault(name, sentence)
            else:
                loose.append(sentence)
        for name, sentence in self.problems.items():
            self.rows[name].refuse(sentence)
        if loose:
            self.say(" ".join(loose))
        if first := next((name for name in self.rows if name in self.problems), ""):
            self.editors[first].target.setFocus(Qt.FocusReason.OtherFocusReason)
            self.editors[first].try_again()
            self.refused.emit(self.rows[first])


def _or_none(editor: Editor) -> Any:
    try:
        return editor.value()
    except Unread:
        return None
