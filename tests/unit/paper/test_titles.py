"""A form's title keeps clear of the letterhead on its left and of the number on its right, however long it is."""

from __future__ import annotations

from functools import partial

import pytest

from deskapp.domain.paper import PaperLanguage
from deskapp.paper import pages
from deskapp.paper.kit import Head, Press
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label
from tests.unit.paper import reader
from tests.unit.paper.samples import options

LONG = Label("客户投诉处理特别事件报告单", "Special-event report of complaints")


@pytest.mark.parametrize("language", list(PaperLanguage))
@pytest.mark.parametrize(
    "title", [Label("派工单", "Dispatch order"), Label("特别事件报告单", "Special-event report"), LONG]
)
def test_no_title_runs_into_the_letterhead(title: Label, language: PaperLanguage) -> None:
    press = Press(options(language=language), title=title.zh)
    head = Head(title=title, number="SJ-202611-0003", code="SJ-202611-0003")
    pages.single(press, [pages.Copy(head, partial(list, ()))], pages.A4, 15 * MM)
    assert reader.faults(press.document.finish()) == []
