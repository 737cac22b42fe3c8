"""The guide is true: its pictures of the life cycles are the tables, its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deskapp.domain import reception, slips

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("register", [reception, slips], ids=lambda module: module.REGISTER)
def test_the_state_picture_is_drawn_from_the_table(register: object) -> None:
    page = (DOCS / "guide" / f"{register.REGISTER}.md").read_text(encoding="utf-8")
    assert register.LIFECYCLE.mermaid() in page


def test_every_link_leads_somewhere() -> None:
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"
