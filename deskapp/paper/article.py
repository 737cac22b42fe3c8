"""An article of the knowledge base for the wall behind the counter 前台指引: large enough to be read standing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from deskapp.domain.knowledge import ArticleDetail, State
from deskapp.domain.paper import PrintOptions
from deskapp.domain.rulebook import clause_word
from deskapp.domain.words import Language
from deskapp.paper import pages
from deskapp.paper.cells import Block, Caption, Cell, Prose, Row, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, field, term

#: Titles and steps, in type sizes: read at arm's length and a little more.
_TITLE, _WORDS = 17, 13
_STEP = re.compile(r"(\d{1,2})[.．、]\s*(.+)")
_WITHDRAWN = Label("已停用", "WITHDRAWN")
_PROPOSED = Label("待采纳", "PROPOSED")
_BLANK_LINES = 8
#: A line longer than this may be parted between two pages.
_LONG = 500

_article = partial(field, "knowledge")


def _rows(press: Press, article: ArticleDetail | None) -> list[Block]:
    if article is None:
        empty = [_step(press, str(number), "") for number in range(1, _BLANK_LINES + 1)]
        return [_title(press, ""), *empty, _foot(press, "", "")]
    english = press.speech.en and article.title_en
    title = article.title if press.speech.zh or not english else article.title_en
    rows: list[Block] = [_title(press, title)]
    if press.speech.zh and english:
        rows.append(Row([Cell(Text(article.title_en, 10, grey=0.2, align="c"))], 7 * MM))
    language = Language.CHINESE if press.speech.zh else Language.ENGLISH
    clause = clause_word(article.clause, language)
    return [*rows, *_answer(press, article), _foot(press, clause, article.author)]


def _title(press: Press, text: str) -> Row:
    return Row([Cell(Text(text, _TITLE, strong=True, align="c"))], 16 * MM)


def _answer(press: Press, article: ArticleDetail) -> Iterator[Block]:
    """Numbered steps and phrases a row each; other prose as one."""
    lines = [line.strip() for line in article.answer.splitlines() if line.strip()]
    estate = press.options.estate.name
    for line in lines:
        words = line.replace("{estate}", estate)
        found = _STEP.fullmatch(words)
        number, said = (found[1], found[2]) if found is not None else ("·", words)
        yield _step(press, number, said)


def _step(press: Press, number: str, words: str) -> Block:
    if len(words) > _LONG:
        return Prose(Caption(Label(number, number), press.speech), 12 * MM, words, size=_WORDS)
    counted = Cell(Text(number, _WORDS, strong=True, align="c"), width=12 * MM, shaded=True)
    return Row([counted, Cell(Text(words, _WORDS))], 13 * MM, stretch=0.5)


def _foot(press: Press, clause: str, author: str) -> Row:
    return press.row(press.pair(_article("clause"), clause), press.pair(_article("author"), author), least=8 * MM)


def draw(article: ArticleDetail | None, options: PrintOptions) -> bytes:
    """One article, or a blank sheet to write one on by hand."""
    title = term("form.article")
    number = article.number if article else ""
    press = Press(options, title=number or title.zh)
    across = {State.WITHDRAWN: _WITHDRAWN, State.PROPOSED: _PROPOSED}
    watermark = across.get(article.state) if article else None
    head = Head(title=title, number=number, code=number, marks=press.reprint_marks(), watermark=watermark)
    pages.single(press, [pages.Copy(head, partial(_rows, press, article))], pages.A4, 14 * MM)
    return press.document.finish()


FORM = Form(code="article", register="knowledge", source="knowledge.detail", papers=("a4",), draw=draw)
