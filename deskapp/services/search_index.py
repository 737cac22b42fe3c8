"""The search index: tokens of every entry, one index a register; the statements stand in ``dialects``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice

from sqlalchemy.orm import Session

from deskapp.services import dialects
from deskapp.services.question import Question, ask
from deskapp.services.tokens import Searchable, tokens_of

Load = Callable[[Session, Sequence[int]], dict[int, Searchable]]
#: Entries that have all the pairs and not the run are rare; a question that meets more of them than this is given up.
MOST_REJECTED = 300
#: How many are looked at again at a time, after the first handful.
BATCH = 50


def put(session: Session, index: str, entry_id: int, new: Searchable, old: Searchable | None = None) -> None:
    """Keep the words of an entry; ``old`` is what it was kept under before (a contentless index must be told)."""
    before = tokens_of(old) if old is not None else None
    dialects.adapter_of(session).search_put(session, index, entry_id, tokens_of(new), before)


def forget(session: Session, index: str, entry_id: int, old: Searchable) -> None:
    """Take an entry's words out for good: they were a person's, and are erased."""
    dialects.adapter_of(session).search_forget(session, index, entry_id, tokens_of(old))


def find(session: Session, index: str, text: str, limit: int, load: Load, *, among: int = 0) -> list[int]:
    """The ids of the entries that have ``text``, newest first.

    ``among`` is for somebody whose eyes not all of them are for: ``load`` leaves the others out, and what is found is
    looked through in growing portions up to so many.
    """
    question = ask(text)
    if not question.terms or limit < 1:
        return []
    most = (among or limit) + (0 if question.sure else MOST_REJECTED)
    found: list[int] = []
    portion = limit
    with closing(dialects.adapter_of(session).search_find(session, index, question.tokens, most)) as ids:
        while len(found) < limit and (some := list(islice(ids, portion))):
            found += some if question.sure and not among else _meant(session, question, some, load)
            portion = 2 * portion if among else BATCH if found else limit
    return found[:limit]


def _meant(session: Session, question: Question, ids: Sequence[int], load: Load) -> list[int]:
    words = load(session, ids)
    return [id for id in ids if id in words and (question.sure or question.fits(words[id]))]


def candidates(session: Session, index: str, question: Question, limit: int) -> list[int]:
    """The newest ids that have a question's tokens, for whoever looks at the entries' words again in another way."""
    with closing(dialects.adapter_of(session).search_find(session, index, question.tokens, limit)) as ids:
        return list(ids)
