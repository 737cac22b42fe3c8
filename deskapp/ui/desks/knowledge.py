"""The knowledge base's desk: what the counter answers, does and says, kept by the office."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import knowledge
from deskapp.domain.knowledge import ArticleDetail, ArticleDraft, ArticleRow, Kind, State
from deskapp.domain.people import OFFICE
from deskapp.domain.rulebook import clause_word
from deskapp.domain.words import Language
from deskapp.ui import format as fmt
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import Cell, Column, DeskKey, Fact, Mark, RegisterSpec, Shape
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.ui.context import Context

PAPER = "article"
_STEP = re.compile(r"(\d{1,2})[.．、]\s*(.+)")
_MARKS = {
    State.PROPOSED: Mark(Shape.RING, "soon"),
    State.IN_USE: Mark(Shape.CHECK, "ok"),
    State.WITHDRAWN: Mark(Shape.CROSS, "muted"),
}


def mark(row: ArticleRow | ArticleDetail) -> Mark:
    """How an article's state is drawn."""
    return _MARKS[row.state]


def title(context: Context, detail: ArticleDetail) -> str:
    """The question or title in the window's language."""
    english = context.language is Language.ENGLISH and detail.title_en
    return detail.title_en if english else detail.title


def subtitle(context: Context, detail: ArticleDetail) -> str:
    """Number, kind, how often it is quoted."""
    parts = [detail.number, context.word(f"knowledge.kind.{detail.kind}")]
    if detail.occasion is not None:
        parts.append(context.word(f"knowledge.occasion.{detail.occasion}"))
    if detail.quotes:
        words = QCoreApplication.translate("KnowledgeDesk", "quoted {count}×, last {time}")
        parts.append(words.format(count=detail.quotes, time=fmt.clock(detail.quoted_at)))
    return " · ".join(parts)


def facts(context: Context, detail: ArticleDetail) -> Sequence[Fact]:
    """First what is to be read, its steps by number; then what is known of it."""

    def line(name: str, text: str) -> Fact:
        return Fact(label=context.label("knowledge", name), text=text)

    english = context.language is Language.ENGLISH and detail.title_en
    other = detail.title if english else detail.title_en
    made = [
        *_answer(context, detail),
        line("title" if english else "title_en", other),
        line("channel", context.word(f"reception.channel.{detail.channel}") if detail.channel else ""),
        line("applies_to", context.word(f"knowledge.applies_to.{detail.applies_to}") if detail.applies_to else ""),
        line("keywords", detail.keywords),
        line("clause", clause_word(detail.clause, context.language)),
        line("author", f"{detail.author} · {fmt.clock(detail.created_at)}"),
        line("withdrawn_why", detail.withdrawn_why),
    ]
    quoted_in = QCoreApplication.translate("KnowledgeDesk", "Quoted in")
    return [*made, *(Fact(label=quoted_in, text=ref.number, ref=ref) for ref in detail.linked)]


def _answer(context: Context, detail: ArticleDetail) -> list[Fact]:
    """Numbered steps each beside its number; anything else as it was written."""
    label = context.label("knowledge", "answer")
    lines = [line.strip() for line in detail.answer.splitlines() if line.strip()]
    steps = [_STEP.fullmatch(line) for line in lines]
    if not lines or not all(steps):
        return [Fact(label=label, text=detail.answer)]
    return [Fact(label=found[1], text=found[2]) for found in steps if found is not None]


def start(_context: Context, verb: str, detail: ArticleDetail | None) -> Mapping[str, Any]:
    """An amendment begins with the words that stand."""
    if detail is None or verb != "amend":
        return {}
    return {field.name: getattr(detail, field.name) for field in fields(ArticleDraft) if field.name != "client_id"}


def hides(values: Mapping[str, Any]) -> Collection[str]:
    """Words have their occasion and channel, the others the kind of entry they are proposed for."""
    return {"applies_to"} if values.get("kind") is Kind.WORDS else {"occasion", "channel"}


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "KnowledgeDesk", "F2 writes an article; the counter proposes one the same way."
    )
    if chip == "proposed":
        return QCoreApplication.translate("KnowledgeDesk", "Nothing is proposed"), start_here
    if chip == "withdrawn":
        return QCoreApplication.translate("KnowledgeDesk", "Nothing is withdrawn"), start_here
    more = QCoreApplication.translate("KnowledgeDesk", "Ctrl+B lays out the first articles and the procedure's words.")
    return QCoreApplication.translate("KnowledgeDesk", "The knowledge base is empty"), f"{start_here} {more}"


def _new_title() -> str:
    return QCoreApplication.translate("KnowledgeDesk", "New article")


def _lay_out_title() -> str:
    return QCoreApplication.translate("KnowledgeDesk", "Lay out what is missing of the first articles (office)")


def _lay_out(desk: RegisterDesk) -> None:
    """Ctrl+B: an office that was set up before gets what a new one begins with."""
    if desk.pane.form is None and desk.context.acts_as(OFFICE):
        desk.context.do("knowledge.lay_out", _LaidOut(desk).say)


class _LaidOut:
    """Says how many came, and shows them."""

    def __init__(self, desk: RegisterDesk) -> None:
        self.desk = desk

    def say(self, count: int) -> None:
        words = QCoreApplication.translate("KnowledgeDesk", "{count} article(s) laid out").format(count=count)
        self.desk.context.say(words, kind="ok")
        self.desk.model.ask()


SPEC = RegisterSpec(
    register=knowledge.REGISTER,
    lifecycle=knowledge.LIFECYCLE,
    chips=knowledge.CHIPS,
    columns=(
        Column(name="state", cell=Cell.STATE, width=1.2),
        Column(name="number", cell=Cell.NUMBER, width=7.6, sort="id", rank=4),
        Column(name="kind", cell=Cell.WORD, width=4.4, sort="kind", rank=2),
        Column(name="title", sort="title"),
        Column(name="quotes", width=3.6, sort="quotes", rank=1),
        Column(name="quoted_at", cell=Cell.MOMENT, width=6, sort="quoted_at", rank=5),
    ),
    mark=mark,
    new_verb="write",
    new_draft=ArticleDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    empty=_empty,
    start=start,
    hides={"write": hides, "amend": hides},
    beside=("amend", "restore", "withdraw"),
    keys=(DeskKey(key="Ctrl+B", title=_lay_out_title, act=_lay_out),),
    paper=PAPER,
    sort="id",
)


def build(context: Context) -> RegisterDesk:
    """The desk; its titles are in the window's language."""
    if context.language is Language.CHINESE:
        return RegisterDesk(context, SPEC)
    columns = (replace(each, name="title_en", title="title") if each.name == "title" else each for each in SPEC.columns)
    return RegisterDesk(context, replace(SPEC, columns=tuple(columns)))


DESK = DeskSpec(
    code="knowledge",
    order=17,
    title="register.knowledge",
    icon="mdi6.book-open-page-variant-outline",
    build=build,
    registers=("knowledge",),
)
