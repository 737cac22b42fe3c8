"""The reads of the knowledge base: rows, the detail, the words of an occasion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from deskapp.domain.common import Ref
from deskapp.domain.knowledge import REGISTER, ArticleDetail, ArticleRow, AtHand, Kind, Occasion, State
from deskapp.domain.reception import Channel
from deskapp.models.directory import EstateRow
from deskapp.models.knowledge import Article, Quote
from deskapp.services import journal
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.knowledge import KnowledgeService

#: The detail names so many of the entries that quote an article, the newest.
QUOTERS_SHOWN = 5
_ESTATE = "{estate}"


def chip(name: str) -> ColumnElement[bool] | None:
    """The condition of a chip: a state, or a kind of what is in use."""
    if name == "all":
        return None
    if name in set(State):
        return Article.state == State(name)
    if name in set(Kind):
        return and_(Article.state == State.IN_USE, Article.kind == Kind(name))
    raise KeyError(name)


def quotes() -> ColumnElement[int]:
    """How many entries quote an article."""
    return select(func.count()).select_from(Quote).where(Quote.number == Article.number).scalar_subquery()


def quoted_at() -> ColumnElement[Any]:
    """When an article was quoted last."""
    return select(func.max(Quote.at)).where(Quote.number == Article.number).scalar_subquery()


def use_of(tx: Tx, numbers: Iterable[str]) -> dict[str, tuple[int, Any]]:
    """How often each of some articles is quoted, and when last."""
    asked = (
        select(Quote.number, func.count(), func.max(Quote.at))
        .where(Quote.number.in_(list(numbers)))
        .group_by(Quote.number)
    )
    return {number: (count, last) for number, count, last in tx.session.execute(asked)}


def as_rows(tx: Tx, found: Sequence[Article]) -> Iterable[ArticleRow]:
    """Articles as the table shows them."""
    used = use_of(tx, (row.number for row in found))
    for row in found:
        count, last = used.get(row.number, (None, None))
        yield ArticleRow(
            id=row.id,
            version=row.version,
            number=row.number,
            state=row.state,
            kind=row.kind,
            occasion=row.occasion,
            title=row.title,
            title_en=row.title_en or row.title,
            quotes=count,
            quoted_at=last,
        )


def detail(service: KnowledgeService, tx: Tx, row: Article) -> ArticleDetail:
    """Everything about one article; a steward is told how often it is quoted, not by which entries."""
    count, last = use_of(tx, (row.number,)).get(row.number, (0, None))
    return ArticleDetail(
        **service.columns(row, ArticleDetail),
        author=service.staff_names(tx, (row.author_id,))[row.author_id],
        quotes=count,
        quoted_at=last,
        linked=(*service.linked_to(tx, row), *_quoters(service, tx, row)),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def _quoters(service: KnowledgeService, tx: Tx, row: Article) -> Iterable[Ref]:
    """The newest entries that quote an article, as far as the person may read them."""
    newest = select(Quote).where(Quote.number == row.number).order_by(Quote.at.desc()).limit(QUOTERS_SHOWN)
    readers = {other.name: other for other in service.core.registers if other.open_to(tx)}
    for quote in tx.session.scalars(newest):
        other = readers.get(quote.register)
        if other is None:
            continue
        here = select(other.model.number).where(other.model.id == quote.entry_id, other.readable(tx))
        if number := tx.session.scalar(here):
            yield Ref(quote.register, quote.entry_id, number)


def phrases(tx: Tx, occasion: Occasion, channel: Channel | None) -> tuple[str, ...]:
    """The words of an occasion, one a line in the articles: those for the channel first, then those for any."""
    fits = or_(Article.channel.is_(None), Article.channel == channel)
    found = tx.session.scalars(
        select(Article)
        .where(Article.state == State.IN_USE, Article.kind == Kind.WORDS, Article.occasion == occasion, fits)
        .order_by(Article.channel.is_(None), Article.id)
    )
    estate = tx.session.get(EstateRow, 1)
    name = estate.name if estate is not None else ""
    said = (line.strip().replace(_ESTATE, name) for row in found for line in row.answer.splitlines())
    return tuple(dict.fromkeys(line for line in said if line))


def at_hand(tx: Tx, channel: Channel) -> AtHand:
    """The first phrase of each occasion that a contact begins and ends with."""

    def first(occasion: Occasion) -> str:
        return next(iter(phrases(tx, occasion, channel)), "")

    return AtHand(
        greeting=first(Occasion.GREETING),
        inquiry=first(Occasion.INQUIRY),
        wait=first(Occasion.WAIT),
        parting=first(Occasion.PARTING),
    )
