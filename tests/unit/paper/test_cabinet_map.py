"""The cabinet's map: every hook as it hangs on the wall, true as of its printing (``KEY-1``)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskapp.domain.keys import Category, HookCell, State, Wall
from tests.unit.paper import reader
from tests.unit.paper.samples import AT, PAPERS, options

LANGUAGES = ("zh", "en", "both")


def hook(row: int, column: int, state: State | None = State.IN, **changes: object) -> HookCell:
    number = (row - 1) * 20 + column
    kept: dict[str, object] = {"hook_id": number, "hook": f"A{number:03d}", "row": row, "column": column}
    if state is not None:
        kept |= {
            "set_id": number, "number": f"YC-202611-{number:04d}", "state": state, "category": Category.VACANT,
            "building": "3栋", "floor": row, "unit": f"3-2-{number}", "place": f"3-2-{number}", "keys": 2,
        }  # fmt: skip
    return HookCell(**(kept | changes))  # type: ignore[arg-type]


def wall(rows: int, columns: int, *special: HookCell) -> Wall:
    at = {(cell.row, cell.column): cell for cell in special}
    hooks = tuple(
        at.get((row, column)) or hook(row, column) for row in range(1, rows + 1) for column in range(1, columns + 1)
    )
    return Wall(id=1, version=1, code="A", name="前台后墙", rows=rows, columns=columns, at=AT, hooks=hooks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_1_the_map_shows_every_hook_and_how_long_it_is_true(language: str) -> None:
    due = AT + timedelta(hours=4)
    found = wall(
        6, 20,
        hook(1, 1, State.OUT, borrower="李师傅", due=due), hook(1, 2, State.MISSING), hook(1, 3, None),
    )  # fmt: skip
    made = PAPERS.render("cabinet_map", found, options(language=language, paper="a4"))
    assert reader.faults(made) == []
    text = reader.text_of(made)
    assert all(f"A{number:03d}" in text for number in range(1, 121))
    for part in ("李师傅", f"{due.astimezone():%m-%d}", "前台后墙"):
        assert part in text
    assert ("有效至" if language != "en" else "Validupto") in text.replace(" ", "")
    assert ("缺失" if language != "en" else "Missing") in text


def test_key_1_a_wide_cabinet_goes_on_below_under_the_legend() -> None:
    made = PAPERS.render("cabinet_map", wall(20, 40), options(paper="a4"))
    pages = [" ".join(run.text for run in runs) for _page, runs in reader.read(made)]
    assert len(pages) > 3
    assert all("虚框" in page for page in pages)
    assert reader.faults(made) == []


def test_the_longest_words_are_cut_within_their_hook() -> None:
    found = wall(2, 14, hook(1, 1, State.OUT, place="地" * 60, borrower="借" * 60, due=AT), hook(1, 2, place="房" * 60))
    made = PAPERS.render("cabinet_map", found, options(paper="a4"))
    assert reader.faults(made) == []
    assert "…" in reader.text_of(made)


def test_a_blank_map_is_an_empty_grid() -> None:
    made = PAPERS.render("cabinet_map", None, options(blank=True, paper="a4"))
    assert len(list(reader.read(made))) == 1
    assert reader.faults(made) == []


def test_a_row_is_named_in_the_maps_language() -> None:
    found = wall(2, 4, *(hook(2, column, None) for column in range(1, 5)))
    said = {language: reader.text_of(PAPERS.render("cabinet_map", found, options(language=language, paper="a4")))
            for language in ("zh", "en")}  # fmt: skip
    assert "1层" in said["zh"]
    assert "第2排" in said["zh"]
    assert "Floor1" in said["en"]
    assert "Row2" in said["en"]
