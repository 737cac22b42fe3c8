"""The knowledge base: what is written, proposed, withdrawn; what is found as one types; what was quoted (``REC-6``)."""

from __future__ import annotations

import tomllib
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, true

from deskapp.domain.common import Change, Hit, Query, Ref, TodayItem
from deskapp.domain.knowledge import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    ArticleDetail,
    ArticleDraft,
    ArticleRow,
    AtHand,
    Found,
    Kind,
    Occasion,
    State,
)
from deskapp.domain.people import COUNTER, EVERYONE, OFFICE
from deskapp.domain.reception import Channel, ReasonDraft
from deskapp.domain.reception import Kind as EntryKind
from deskapp.errors import Invalid, Problem
from deskapp.models.knowledge import Article, Quote
from deskapp.resources import resource
from deskapp.services import knowledge_reads, knowledge_search
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes

#: The registers whose entries an answer can quote: each hands out numbers of its own prefix.
QUOTABLE = (REGISTER, "notices")
#: The steps that give an answer anew: one that quotes nothing takes back what the one before quoted.
_ANSWERS = frozenset({"answer", "result", "answer_incident", "reply"})
_TEXTS = ("title", "title_en", "answer", "keywords", "clause")


class KnowledgeService(RegisterService[Article, ArticleRow]):
    """Written by the office, proposed at the counter, read and quoted by everybody."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Article

    @writes(COUNTER)
    def write(self, tx: Tx, draft: ArticleDraft) -> Change:
        """Write an article; who may not decide what stands in the base proposes it to the office."""
        if before := self.same_client(tx, draft.client_id):
            return before
        self._check(tx, draft)
        office = tx.acts_as(OFFICE)
        row = Article(state=State.IN_USE if office else State.PROPOSED, created_at=tx.now, author_id=tx.staff_id)
        self._fill(row, draft)
        return self.create(tx, row, draft.client_id)

    @writes(OFFICE)
    def accept(self, tx: Tx, id: int, version: int) -> Change:
        """Take a proposed article into the base."""
        row: Article = self.step(tx, id, version)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: ArticleDraft) -> Change:
        """Write an article anew; the old words stay in the journal (``ALL-3``)."""
        self._check(tx, draft)
        row: Article = self.step(tx, id, version, "", draft)
        before = self.searchable(row)
        self._fill(row, draft)
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(OFFICE)
    def withdraw(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Take an article out of use, with the reason; its number and what quoted it stay."""
        row: Article = self.step(tx, id, version, "", draft)
        row.withdrawn_why = draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(OFFICE)
    def restore(self, tx: Tx, id: int, version: int) -> Change:
        """Use a withdrawn article again."""
        row: Article = self.step(tx, id, version)
        row.withdrawn_why = ""
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(OFFICE)
    def lay_out(self, tx: Tx) -> int:
        """Add what of the first articles is not there: for an office that was set up before. Says how many."""
        there = set(tx.session.scalars(select(Article.title)))
        missing = [values for values in first_articles() if values["title"] not in there]
        for values in missing:
            self._add(tx, values)
        return len(missing)

    def furnish(self, tx: Tx) -> None:
        """What every office begins with: the procedures' topics, everyday questions, the words (``REC-6``)."""
        for values in first_articles():
            self._add(tx, values)

    def _add(self, tx: Tx, values: dict[str, Any]) -> None:
        row = Article(state=State.IN_USE, created_at=tx.now, author_id=tx.staff_id)
        self._fill(row, article_draft(values))
        self.create(tx, row, "")

    def _check(self, tx: Tx, draft: ArticleDraft) -> None:
        problems = self.problems(tx, draft)
        if draft.kind is Kind.WORDS and draft.occasion is None:
            problems.append(Problem("occasion", "required"))
        self.validated(tx, draft, *problems)

    @staticmethod
    def _fill(row: Article, draft: ArticleDraft) -> None:
        """What does not belong to the kind is not kept."""
        words = draft.kind is Kind.WORDS
        row.kind = draft.kind
        row.occasion, row.channel = (draft.occasion, draft.channel) if words else (None, None)
        row.applies_to = None if words else draft.applies_to
        for name in _TEXTS:
            setattr(row, name, getattr(draft, name).strip())

    # What another register's entry quotes.

    def heard(self, tx: Tx, register: str, row: Any, verb: str) -> None:
        """An entry was saved that quotes an article or a notice: it is counted, once for each entry (``REC-6``)."""
        number = getattr(row, "quoted", "")
        if not number and verb not in _ANSWERS:
            return  # nearly every save of every register
        here = (Quote.register == register, Quote.entry_id == row.id)
        if not number:
            tx.session.execute(delete(Quote).where(*here))
            return
        kept = tx.session.scalars(select(Quote).where(*here)).first()
        if kept is not None and kept.number == number:
            return
        ref = self.quotable(tx, number)
        if ref is None:
            raise Invalid(Problem("quoted", "unknown_choice", {"value": number[:30]}))
        kept = kept or Quote(register=register, entry_id=row.id)
        kept.number, kept.at = number, tx.now
        tx.session.add(kept)
        tx.also.append(ref)

    def quotable(self, tx: Tx, number: str) -> Ref | None:
        """The article or notice of a number."""
        for service in knowledge_search.quotable(self.core, QUOTABLE):
            if number.startswith(f"{service.prefix}-"):
                return service.by_number(tx, number)
        return None

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """What an entry of another register quotes."""
        here = select(Quote.number).where(Quote.register == register, Quote.entry_id == id)
        for number in tx.session.scalars(here):
            if (ref := self.quotable(tx, number)) is not None:
                yield ref

    # Reading.

    @reads(EVERYONE)
    def search(self, tx: Tx, text: str, kind: Kind | None = None, limit: int = 8) -> tuple[Found, ...]:
        """What can be quoted, found as one types: by title first, then by how often it was quoted (``REC-6``)."""
        return knowledge_search.search(self, tx, text, kind, limit)

    @reads(EVERYONE)
    def suggest(self, tx: Tx, content: str, kind: EntryKind | None = None, limit: int = 3) -> tuple[Found, ...]:
        """What may answer a matter that is being written down, unasked: only what plainly fits (``REC-6``)."""
        return knowledge_search.suggest(self, tx, content, kind, limit)

    @reads(EVERYONE)
    def phrases(self, tx: Tx, occasion: Occasion, channel: Channel | None = None) -> tuple[str, ...]:
        """The procedure's words for an occasion, those of the channel first (``REC-10``)."""
        return knowledge_reads.phrases(tx, occasion, channel)

    @reads(EVERYONE)
    def at_hand(self, tx: Tx, channel: Channel) -> AtHand:
        """The words a contact begins and ends with (``REC-10``) [001·7·4.4–4.8]."""
        return knowledge_reads.at_hand(tx, channel)

    @reads(EVERYONE)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(EVERYONE)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[ArticleRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(EVERYONE)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many articles each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(EVERYONE)
    def detail(self, tx: Tx, id: int) -> ArticleDetail:
        """Everything about one article."""
        return knowledge_reads.detail(self, tx, self.load(tx, id))

    def readable(self, tx: Tx) -> ColumnElement[bool]:
        """Articles belong to no area: everybody reads them."""
        return true()

    def own_area(self, tx: Tx, unit_id: int | None, code: str) -> None:
        """Articles belong to no area."""

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return knowledge_reads.chip(chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        counted = {"quotes": knowledge_reads.quotes(), "quoted_at": knowledge_reads.quoted_at()}
        return counted[name] if name in counted else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Article]) -> Iterable[ArticleRow]:
        """Rows as the table shows them."""
        return knowledge_reads.as_rows(tx, found)

    def searchable(self, row: Article) -> Searchable:
        """Found by number, by title and keywords (by pinyin too), by any words of the answer."""
        names = (row.title, row.title_en, *knowledge_search.keywords(row.keywords))
        return Searchable(numbers=(row.number,), names=names, texts=(row.answer,))

    def as_hit(self, row: Article) -> Hit:
        """An article as the search box shows it."""
        first = row.answer.partition("\n")[0][:120]
        state = f"{REGISTER}.state.{row.state}" if row.state is not State.IN_USE else f"{REGISTER}.kind.{row.kind}"
        return Hit(ref=self.ref(row), title=row.title, subtitle=first, state=state, at=row.created_at)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """How many proposed articles wait for the office."""
        if not tx.acts_as(OFFICE):
            return
        waiting = select(func.count()).select_from(Article).where(Article.state == State.PROPOSED)
        if count := tx.session.scalar(waiting):
            yield TodayItem(register=REGISTER, text="today.articles_proposed", count=count, chip="proposed")


@cache
def first_articles() -> tuple[dict[str, Any], ...]:
    """What a base starts with, as ``resources/knowledge.toml`` has it."""
    return tuple(tomllib.loads(resource("knowledge.toml").read_text(encoding="utf-8"))["article"])


def article_draft(values: dict[str, Any]) -> ArticleDraft:
    """An article of the resource file as a draft."""
    kinds: dict[str, Any] = {"kind": Kind, "occasion": Occasion, "channel": Channel, "applies_to": EntryKind}
    return ArticleDraft(**{name: kinds[name](value) if name in kinds else value for name, value in values.items()})


SERVICE = KnowledgeService
