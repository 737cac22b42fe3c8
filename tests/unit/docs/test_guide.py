"""The guide is true: its pictures of the life cycles are the tables, its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.registers import name_of, registers

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("register", registers(), ids=name_of)
def test_the_state_picture_is_drawn_from_the_table(register: ModuleType) -> None:
    page = (DOCS / "guide" / f"{register.REGISTER}.md").read_text(encoding="utf-8")
    assert register.LIFECYCLE.mermaid() in page


def test_every_link_leads_somewhere() -> None:
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"
