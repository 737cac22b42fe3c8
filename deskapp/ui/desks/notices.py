"""The notices' desk: a power cut is written and printed for the doors in one key, told, and confirmed when over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.domain import notices
from deskapp.domain.notices import NoticeDetail, NoticeDraft, NoticeRow, Phase, State
from deskapp.ui import format as fmt
from deskapp.ui.common.desk_acts import draft_act, draft_key, print_or_show, step_key
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Cell,
    ClockBox,
    Column,
    Fact,
    Mark,
    RegisterSpec,
    Shape,
    field_fact,
)
from deskapp.ui.common.why import clock_box
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

PAPER = "notice"
_MARKS = {
    State.DRAFT: Mark(Shape.RING, "muted"),
    State.ENDED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}
#: A published notice is drawn by what the clock makes of it.
_PHASES = {
    Phase.COMING: Mark(Shape.RING, "info"),
    Phase.IN_FORCE: Mark(Shape.BANG, "late"),
    Phase.PAST: Mark(Shape.TRIANGLE, "soon"),
}


def mark(row: NoticeRow | NoticeDetail) -> Mark:
    """How a notice is drawn: by its time while it is published."""
    return _MARKS.get(row.state) or _PHASES[row.phase]


def title(context: Context, detail: NoticeDetail) -> str:
    """Its title, and what it is where the title does not say so."""
    kind = context.word(f"notices.kind.{detail.kind}")
    return detail.title if kind in detail.title else f"{kind} · {detail.title}"


def subtitle(context: Context, detail: NoticeDetail) -> str:
    """Number, what the clock makes of it, by whom it was written."""
    now = context.word(f"notices.phase.{detail.phase}") if detail.state is State.PUBLISHED else ""
    when = fmt.clock(detail.published_at or detail.created_at)
    return " · ".join(part for part in (detail.number, now, when, detail.recorder) if part)


def clock(context: Context, detail: NoticeDetail) -> ClockBox | None:
    """When it should be over, and why it is this time (``ALL-10``)."""
    note = ""
    if detail.extensions:
        last = detail.extensions[-1]
        words = QCoreApplication.translate("NoticesDesk", "Extended from {old}: {reason}")
        note = words.format(old=fmt.clock(last.old_end), reason=last.reason)
    by = detail.extensions[-1].by if detail.extensions else detail.recorder
    return clock_box(context, detail.deadline, context.label("notices", "ends_at"), by, note)


def facts(context: Context, detail: NoticeDetail) -> Sequence[Fact]:
    """The lines of a notice; who was told, the newest last."""
    line = partial(field_fact, context, "notices")
    everywhere = QCoreApplication.translate("NoticesDesk", "All buildings")
    made = [
        line("starts_at", fmt.clock(detail.starts_at), "strong"),
        line("ends_at", fmt.clock(detail.ends_at), "strong"),
        line("buildings", everywhere if detail.everywhere else "、".join(detail.places), "strong"),
        line("announced_by", detail.announced_by),
        line("content", detail.content),
        line("ended_at", _over(detail)),
        Fact(label=context.word("notices.step.void"), text=detail.void_reason),
    ]
    if detail.told:
        made.append(Fact(label=context.label("notices", "told"), text="", heading=True))
    made += [Fact(label=fmt.clock(told.at), text=_told(context, told)) for told in detail.told]
    if detail.state is State.PUBLISHED and not detail.told:
        nobody = QCoreApplication.translate("NoticesDesk", "Nobody yet")
        made.append(line("told", nobody, "soon"))
    english = "\n".join(part for part in (detail.title_en, detail.content_en) if part)
    made.append(Fact(label=context.label("notices", "content_en"), text="", heading=bool(english)))
    return [*made, Fact(label="", text=english)]


def _over(detail: NoticeDetail) -> str:
    return " · ".join(part for part in (fmt.clock(detail.ended_at), detail.end_reason) if part)


def _told(context: Context, told: notices.Told) -> str:
    who = " ".join(part for part in (context.word(f"notices.audience.{told.audience}"), told.whom) if part)
    return " · ".join((who, context.word(f"notices.told_by.{told.told_by}"), told.by))


def calls_for(detail: NoticeDetail) -> str:
    """Whose time is over is asked about; what is told already is looked after next."""
    return "end" if detail.phase is Phase.PAST and detail.state is State.PUBLISHED else ""


def start(_context: Context, verb: str, detail: NoticeDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with."""
    if detail is None:
        return {}
    match verb:
        case "tell":
            return {"told_at": fmt.now()}
        case "end":
            return {"ended_at": min(fmt.now(), detail.ends_at)}
        case "amend":
            names = [field.name for field in fields(NoticeDraft) if field.name != "client_id"]
            return {name: getattr(detail, name) for name in names}
        case _:
            return {}


class NoticeHelp(QObject):
    """What the form says of itself: which buildings are meant, and a title that follows the kind until one is typed."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        form.edited.connect(self._edited)
        everywhere = QCoreApplication.translate("NoticesDesk", "Left empty: all buildings. E.g. 1-3, 5")
        form.rows["buildings"].explain(everywhere)
        english = QCoreApplication.translate("NoticesDesk", "For the print in English or in both languages.")
        form.rows["title_en"].explain(english)
        self._own = ""
        self._entitle()

    def _edited(self, name: str) -> None:
        if name == "kind":
            self._entitle()

    def _entitle(self) -> None:
        """Power cut → its title; one that somebody typed stays."""
        typed = self.form.editors["title"].raw()
        kind = self.form.editors["kind"].value()
        if typed not in {"", self._own} or kind is None:
            return
        words = QCoreApplication.translate("NoticesDesk", "{kind} notice")
        self._own = words.format(kind=self.form.context.word(f"notices.kind.{kind}"))
        self.form.editors["title"].set_value(self._own)


def _done(desk: RegisterDesk, verb: str, change: Change, _wish: str) -> None:
    """Publishing prints it for the doors: unseen where the workplace chose so, else after a look."""
    if verb in {"announce", "publish"}:
        print_or_show(desk, change.id)


def _extend_text() -> str:
    return QCoreApplication.translate("NoticesDesk", "Extend")


def _new_title() -> str:
    return QCoreApplication.translate("NoticesDesk", "New notice")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "NoticesDesk", "F2 writes a notice of a cut or of works; it shows wherever one of its units is picked."
    )
    headlines = {
        "in_force": QCoreApplication.translate("NoticesDesk", "Nothing is cut off now"),
        "coming": QCoreApplication.translate("NoticesDesk", "Nothing is announced"),
        "past": QCoreApplication.translate("NoticesDesk", "Nothing waits to be confirmed"),
    }
    return headlines.get(chip, QCoreApplication.translate("NoticesDesk", "No notices here")), start_here


STATE, NUMBER, AT, _UNIT = FIRST_COLUMNS
SPEC = RegisterSpec(
    register=notices.REGISTER,
    lifecycle=notices.LIFECYCLE,
    chips=notices.CHIPS,
    columns=(
        STATE,
        NUMBER,
        Column(name="kind", cell=Cell.WORD, width=4.4, rank=2),
        Column(name="title"),
        Column(name="buildings", width=5),
        Column(name="starts_at", cell=Cell.MOMENT, width=6, sort="starts_at"),
        Column(name="due", cell=Cell.CLOCK, width=6.4, sort="due"),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="announce",
    new_draft=NoticeDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    clock=clock,
    empty=_empty,
    start=start,
    assists={"announce": NoticeHelp, "amend": NoticeHelp},
    form_acts={"announce": (draft_act(),)},
    beside=("end", "extend", "tell", "amend"),
    calls_for=calls_for,
    keys=(draft_key(), step_key("Ctrl+E", _extend_text, "extend")),
    done=_done,
    paper=PAPER,
)


def build(context: Context) -> RegisterDesk:
    """The desk."""
    return RegisterDesk(context, SPEC)


DESK = DeskSpec(
    code="notices",
    order=16,
    title="register.notices",
    icon="mdi6.bullhorn-outline",
    build=build,
    registers=("notices",),
)
