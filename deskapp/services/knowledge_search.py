"""Finding what answers a caller: as one types, and unasked from what is written down (``REC-6``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from deskapp.domain.common import Hit, Ref
from deskapp.domain.knowledge import REGISTER, Found, FoundKind, Kind, State
from deskapp.domain.reception import Kind as EntryKind
from deskapp.models.directory import EstateRow
from deskapp.models.knowledge import Article
from deskapp.services import knowledge_reads
from deskapp.services.question import Question, ask
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable, normal, runs
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.knowledge import KnowledgeService
    from deskapp.services.office import Core

#: So many are weighed against each other; nobody reads further down.
WEIGHED = 200
MOST = 50
#: An article of words gives so many of its phrases.
PHRASES = 3
NOTICES = 3
#: A matter is read this far for what may answer it.
READ = 500
_APART = re.compile(r"[\s,，、;；/|]+")
#: Two characters that any question may have say nothing about what it is about.
_ANY = (
    "什么 怎么 么办 怎样 可以 以吗 哪里 在哪 多少 是否 能否 需要 要吗 时候 么时 请问 一下 收费 登记 时间 问题 我们 "
    "您好 小区 业主 物业 前台 在前"
)
_EMPTY = frozenset(_ANY.split())
#: So many pairs of characters in common with a title make an article without keywords fit.
_PAIRS = 2


def keywords(text: str) -> tuple[str, ...]:
    """The keywords of an article, parted by blanks or commas."""
    return tuple(word for word in _APART.split(text) if word)


def quotable(core: Core, names: Sequence[str]) -> Iterator[RegisterService[Any, Any]]:
    """The registers of these names that are there."""
    found = (core.by_name.get(name) for name in names)
    return (service for service in found if isinstance(service, RegisterService))


def search(service: KnowledgeService, tx: Tx, text: str, kind: Kind | None, limit: int) -> tuple[Found, ...]:
    """Articles in use and running notices that have ``text``; nothing typed gives what is quoted most."""
    limit = max(1, min(limit, MOST))
    question = ask(text)
    if not question.terms:
        return _most_quoted(tx, kind, limit) if not text.strip() else ()
    rows = _rows(tx, _candidates(service, tx, text, question), kind)
    used = knowledge_reads.use_of(tx, (row.number for row in rows))
    order = sorted(rows, key=lambda row: (_place(question, row), -used.get(row.number, (0, None))[0], row.id))
    found = [each for row in order for each in _found(tx, row, used, question)]
    notices = [] if kind is not None else _notices(service, tx, text)
    # A notice in force says what is true today: it stands before the standing answers.
    return (*notices, *found)[:limit]


def _candidates(service: KnowledgeService, tx: Tx, text: str, question: Question) -> set[int]:
    """Every title that has the words (titles are few), and the newest that have them anywhere."""
    literals = [next((way.literal for way in term if way.literal), "") for term in question.terms]
    ids: set[int] = set(service.find_ids(tx, text, WEIGHED))
    if all(literals):
        has = [Article.title.icontains(word, autoescape=True) for word in literals]
        ids.update(tx.session.scalars(select(Article.id).where(Article.state == State.IN_USE, *has).limit(WEIGHED)))
    return ids


def _rows(tx: Tx, ids: Iterable[int], kind: Kind | None) -> Sequence[Article]:
    asked = select(Article).where(Article.id.in_(list(ids)), Article.state == State.IN_USE)
    return tx.session.scalars(asked.where(Article.kind == kind) if kind is not None else asked).all()


def _place(question: Question, row: Article) -> int:
    """0: the title has it; 1: the keywords; 2: only the answer."""
    if question.fits(Searchable(names=(row.title, row.title_en))):
        return 0
    return 1 if question.fits(Searchable(names=(row.title, row.title_en, *keywords(row.keywords)))) else 2


def _most_quoted(tx: Tx, kind: Kind | None, limit: int) -> tuple[Found, ...]:
    asked = select(Article).where(Article.state == State.IN_USE)
    asked = asked.where(Article.kind == kind) if kind is not None else asked.where(Article.kind != Kind.WORDS)
    rows = tx.session.scalars(asked.order_by(knowledge_reads.quotes().desc(), Article.id).limit(limit)).all()
    used = knowledge_reads.use_of(tx, (row.number for row in rows))
    return tuple(each for row in rows for each in _found(tx, row, used, None))[:limit]


def _found(tx: Tx, row: Article, used: dict[str, tuple[int, Any]], question: Question | None) -> Iterator[Found]:
    """An article as it can be quoted; of words each phrase by itself, those first that have what was typed."""
    count = used.get(row.number, (0, None))[0]
    common: dict[str, Any] = {
        "ref": Ref(REGISTER, row.id, row.number), "kind": FoundKind(row.kind), "quotes": count, "occasion": row.occasion
    }  # fmt: skip
    if row.kind is not Kind.WORDS:
        yield Found(title=row.title, title_en=row.title_en or row.title, text=row.answer, **common)
        return
    estate = tx.session.get(EstateRow, 1)
    name = estate.name if estate is not None else ""
    lines = [line.strip().replace("{estate}", name) for line in row.answer.splitlines() if line.strip()]
    fitting = [line for line in lines if question is not None and question.fits(Searchable(texts=(line,)))]
    for line in (fitting or lines)[:PHRASES]:
        yield Found(title=line, title_en=line, text=line, **common)


def _notices(service: KnowledgeService, tx: Tx, text: str) -> list[Found]:
    """Running notices; one that has ended is nothing to tell a caller."""
    found: list[Found] = []
    for notices in quotable(service.core, ("notices",)):
        if not notices.open_to(tx):
            continue
        ended = {f"{notices.name}.state.{state}" for state in notices.lifecycle.final}
        hits = [hit for hit in notices.hits(tx, text, NOTICES * 4) if hit.state not in ended]
        found += [_notice(hit) for hit in hits[:NOTICES]]
    return found


def _notice(hit: Hit) -> Found:
    text = "\n".join(dict.fromkeys(part for part in (hit.title, hit.subtitle) if part))
    return Found(ref=hit.ref, kind=FoundKind.NOTICE, title=hit.title, title_en=hit.title, text=text, state=hit.state)


def suggest(service: KnowledgeService, tx: Tx, content: str, kind: EntryKind | None, limit: int) -> tuple[Found, ...]:
    """At most so many that plainly fit what stands there: by their keywords, their titles, the kind of entry."""
    limit = max(1, min(limit, MOST))
    matter = normal(content[:READ])
    pairs = _pairs(matter)
    asked = select(Article.id, Article.title, Article.keywords, Article.applies_to).where(
        Article.state == State.IN_USE, Article.kind != Kind.WORDS
    )
    weighed = []
    hits: list[str] = []
    for id, title, words, applies_to in tx.session.execute(asked):
        said = [word for word in keywords(normal(words)) if len(word) > 1 and word in matter]
        shared = len(pairs & _pairs(normal(title)))
        weight = 3 * sum(map(len, said)) + shared if said or shared >= _PAIRS else 0
        own = kind is not None and applies_to is kind
        # A kind that is rare and grave calls for its procedure before a word is written.
        if weight or (own and kind is EntryKind.EMERGENCY):
            weighed.append((-weight - 2 * own, id))
            hits += said
    best = sorted(weighed)[:limit]
    rows = {row.id: row for row in _rows(tx, (id for _, id in best), None)}
    used = knowledge_reads.use_of(tx, (row.number for row in rows.values()))
    found = [each for _, id in best if id in rows for each in _found(tx, rows[id], used, None)]
    notices = [
        notice
        for word in dict.fromkeys(sorted(hits, key=len, reverse=True)[:2])
        for notice in _notices(service, tx, word)
    ]
    return (*notices[:1], *found)[:limit]


def _pairs(text: str) -> set[str]:
    """The telling pairs of neighbours of a text that is ``normal`` already."""
    return {run[at : at + 2] for run in runs(text) for at in range(len(run) - 1)} - _EMPTY
