"""An article for the wall, read back from its PDF."""

from __future__ import annotations

from typing import Any

import pytest

from deskapp.domain.knowledge import ArticleDetail, Kind, Occasion, State
from deskapp.domain.paper import PaperLanguage
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, PAPERS, RARE, options, texts, whole


def article(**changes: Any) -> ArticleDetail:
    kept: dict[str, Any] = {
        "id": 1,
        "version": 1,
        "number": "ZS-202611-0001",
        "state": State.IN_USE,
        "kind": Kind.PROCEDURE,
        "occasion": None,
        "channel": None,
        "title": "前台停电怎么办",
        "title_en": "Power failure at the desk",
        "answer": "1. 保持镇定。\n2. 打开应急灯。",
        "keywords": "停电",
        "applies_to": None,
        "clause": "003·17.1",
        "created_at": AT,
        "author": "周敏",
        "withdrawn_why": "",
        "quotes": 0,
        "quoted_at": None,
    }
    return ArticleDetail(**kept | changes)


def sheet(data: ArticleDetail | None, **changes: Any) -> bytes:
    return PAPERS.render("article", data, options(**{"paper": "a4"} | changes))


def test_title_steps_and_clause_are_there() -> None:
    pdf = sheet(article())
    wanted = ["前台指引", "ZS-202611-0001", "前台停电怎么办", "1保持镇定。", "2打开应急灯。", "003·17.1", "周敏"]
    assert [part for part in wanted if part not in whole(pdf)] == []
    assert reader.faults(pdf) == []


@pytest.mark.parametrize("language", list(PaperLanguage))
def test_every_language_and_the_blank_sheet(language: PaperLanguage) -> None:
    pdf = sheet(article(), language=language)
    assert ("Powerfailureatthedesk" in whole(pdf)) is (language is not PaperLanguage.CHINESE)
    assert ("前台停电怎么办" in whole(pdf)) is (language is not PaperLanguage.ENGLISH)
    blank = sheet(None, blank=True, language=language)
    assert "ZS-" not in whole(blank)
    assert reader.faults(pdf) == reader.faults(blank) == []


def test_words_name_the_estate_that_prints_them() -> None:
    words = article(kind=Kind.WORDS, occasion=Occasion.GREETING, answer="您好，{estate}。", title_en="")
    assert "您好，翠湖花园客服中心。" in whole(sheet(words))
    assert "前台停电怎么办" in whole(sheet(words, language=PaperLanguage.ENGLISH))


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.PROPOSED])
def test_what_is_not_in_use_says_so_across_the_sheet(state: State) -> None:
    across = {State.WITHDRAWN: "已停用", State.PROPOSED: "待采纳"}[state]
    assert across in whole(sheet(article(state=state)))
    assert across not in whole(sheet(article()))


@pytest.mark.parametrize("answer", ["甲乙丙，囧" * 400, "\n".join(f"{n}. {'甲乙囧' * 13}" for n in range(1, 45)), RARE])
def test_long_and_rare_words_flow_on_whole(answer: str) -> None:
    pdf = sheet(article(answer=answer, title="长" * 80, title_en="W" * 120, clause="条" * 40))
    assert reader.text_of(pdf).count("囧") == answer.count("囧")
    assert all(char in whole(pdf) for char in set(answer) - set("\n .0123456789"))
    assert reader.faults(pdf) == []
    if len(answer) > 100:
        assert len(texts(pdf)) > 1
