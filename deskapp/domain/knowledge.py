"""The knowledge base 知识库: questions with their answers, what to do when, and the procedure's words [002·5.1; 001·7·4.4]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import HistoryRow, Ref
from deskapp.domain.fields import Choice, Hidden, Text
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import Channel, ReasonDraft
from deskapp.domain.reception import Kind as EntryKind

REGISTER = "knowledge"
PREFIX = "ZS"
#: What an answer may hold, so that a quoted one always fits into the field it is quoted into.
LONGEST = 2000


class Kind(StrEnum):
    """What an article is: the answer to a question, what to do when something happens, or words to say."""

    ANSWER = "answer"
    PROCEDURE = "procedure"
    WORDS = "words"


class Occasion(StrEnum):
    """When words are said (``REC-10``) [001·7·4.4–4.8]."""

    GREETING = "greeting"
    WELCOME = "welcome"
    CONGRATULATION = "congratulation"
    INQUIRY = "inquiry"
    WAIT = "wait"
    REQUEST = "request"
    CONSULT = "consult"
    REPLY = "reply"
    EXPLAIN = "explain"
    APOLOGY = "apology"
    THANKS = "thanks"
    PARTING = "parting"
    VISITOR = "visitor"
    PHONE = "phone"


class State(StrEnum):
    """Where an article stands: only what is in use is offered at the counter."""

    PROPOSED = "proposed"
    IN_USE = "in_use"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class ArticleDraft:
    """An article as it is written.

    ``answer`` holds steps or phrases one a line; ``{estate}`` in words stands for the estate's name. ``keywords`` are
    parted by blanks or commas. ``applies_to`` is the kind of entry it is proposed for, ``channel`` the one its words
    are for; empty: any.
    """

    kind: Annotated[Kind, Choice(required=True)] = Kind.ANSWER
    occasion: Annotated[Occasion | None, Choice()] = None
    channel: Annotated[Channel | None, Choice()] = None
    title: Annotated[str, Text(max=80, required=True)] = ""
    title_en: Annotated[str, Text(max=120)] = ""
    answer: Annotated[str, Text(max=LONGEST, lines=8, required=True)] = ""
    keywords: Annotated[str, Text(max=200)] = ""
    applies_to: Annotated[EntryKind | None, Choice()] = None
    clause: Annotated[str, Text(max=40)] = ""
    client_id: Annotated[str, Hidden()] = ""


LIFECYCLE = table(
    REGISTER,
    Step(verb="write", source=NEW, target=State.IN_USE, who=OFFICE, form=ArticleDraft),
    # Who may not decide what stands in the base proposes it.
    Step(verb="write", source=NEW, target=State.PROPOSED, who=COUNTER - OFFICE, form=ArticleDraft),
    Step(verb="accept", source=State.PROPOSED, target=State.IN_USE, who=OFFICE, primary=True),
    each(State.PROPOSED, verb="amend", who=COUNTER, form=ArticleDraft),
    each(State.IN_USE, verb="amend", who=OFFICE, form=ArticleDraft),
    each(State.PROPOSED, State.IN_USE, to=State.WITHDRAWN, verb="withdraw", who=OFFICE, form=ReasonDraft),
    Step(verb="restore", source=State.WITHDRAWN, target=State.IN_USE, who=OFFICE),
)

#: The chips over the table, in order.
CHIPS = ("in_use", "answer", "procedure", "words", "proposed", "withdrawn", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article as the table shows it; ``title_en`` is the title where no English one was written."""

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    occasion: Occasion | None
    title: str
    title_en: str
    quotes: int | None
    quoted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDetail:
    """Everything about one article; ``quotes`` counts the entries that quote it (``REC-6``)."""

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    occasion: Occasion | None
    channel: Channel | None
    title: str
    title_en: str
    answer: str
    keywords: str
    applies_to: EntryKind | None
    clause: str
    created_at: datetime
    author: str
    withdrawn_why: str
    quotes: int
    quoted_at: datetime | None
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()


class FoundKind(StrEnum):
    """What was found for an answer: an article of some kind, or a running notice."""

    ANSWER = "answer"
    PROCEDURE = "procedure"
    WORDS = "words"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that can be quoted into an answer: ``text`` is what is put there."""

    ref: Ref
    kind: FoundKind
    title: str
    title_en: str
    text: str
    quotes: int = 0
    occasion: Occasion | None = None
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """The first words of a contact by its channel, and the last (``REC-10``)."""

    greeting: str = ""
    inquiry: str = ""
    wait: str = ""
    parting: str = ""
