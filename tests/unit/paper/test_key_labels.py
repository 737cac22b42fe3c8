"""Labels of key sets on label sheets: hook and number, never the door (``KEY-7``)."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest

from deskapp.domain.key_labels import SHEETS, KeyLabel, KeyLabels
from deskapp.domain.keys import CabinetDraft, KeySetDraft
from deskapp.errors import DeskError
from deskapp.paper.label_sheets import label_sheets, read
from deskapp.paper.sheet import MM
from tests.factories import Desk
from tests.unit.paper import reader
from tests.unit.paper.samples import PAPERS, options

GOOD = "page = [210, 297]\nlabel = [60, 30]\ncolumns = 3\nrows = 9\nleft = 5\ntop = 5\npitch = [65, 31]\n"


def labels(count: int) -> KeyLabels:
    made = tuple(KeyLabel(hook=f"A{at:03d}", number=f"YC-202611-{at:04d}") for at in range(1, count + 1))
    return KeyLabels(id=1, number="A", labels=made)


def test_key_7_a_label_never_shows_the_address(desk: Desk) -> None:
    cabinet = desk.call("keys.make_cabinet", draft=CabinetDraft(code="A", name="前台后墙", rows=1, columns=4))
    home = desk.call("keys.hang", draft=KeySetDraft(unit="3-2-1102", keys=2, note="业主陈静"))
    desk.call("keys.hang", draft=KeySetDraft(room="地下室水泵房"))
    estate = desk.call("directory.estate")
    text = reader.text_of(
        PAPERS.render("key_labels", desk.call("keys.labels", id=cabinet.id), options(paper="label_l7160"))
    )
    assert "A001" in text
    assert home.number in text
    for secret in ("3-2-1102", "321102", "1102", "水泵房", "陈静", "前台后墙", estate.name, estate.phone):
        assert secret not in text
    one = reader.text_of(PAPERS.render("key_label", desk.call("keys.label", id=home.id), options(paper="label_tag")))
    assert home.number in one
    assert "1102" not in one
    # Nor do the file's own words say whose keys these are.
    made = PAPERS.render("key_labels", desk.call("keys.labels", id=cabinet.id), options(paper="label_l7160"))
    assert estate.name.encode("utf-16-be") not in made


@pytest.mark.parametrize("paper", SHEETS)
def test_key_7_every_sheet_takes_its_labels_within_their_edges(paper: str) -> None:
    kind = label_sheets()[paper]
    found = labels(kind.places + 3)
    pages = list(reader.read(PAPERS.render("key_labels", found, options(paper=paper))))
    assert len(pages) == 2
    boxes = [kind.place(at) for at in range(kind.places)]
    for _page, runs in pages:
        for run in (run for run in runs if run.text.startswith("YC-")):
            assert any(x <= run.left and run.right <= x + wide for x, _, wide, _ in boxes), run
    numbers = [run.text for _page, runs in pages for run in runs if run.text.startswith("YC-")]
    assert numbers == [label.number for label in found.labels]


def test_a_used_sheet_is_begun_at_its_first_free_place() -> None:
    def left(first: int) -> float:
        made = PAPERS.render("key_labels", labels(1), options(paper="label_l7160", first=first))
        ((_page, runs),) = reader.read(made)
        return next(run.left for run in runs if run.text.startswith("YC-"))

    assert left(2) - left(1) == pytest.approx(label_sheets()["label_l7160"].pitch[0] * MM, abs=0.2)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (GOOD.replace("rows = 9", "rows = 10"), "rows: "),
        (GOOD.replace("[65, 31]", "[50, 31]"), "pitch 50"),
        (GOOD.replace("label = [60, 30]", "label = [60]"), "label = [60]"),
        (GOOD.replace("columns = 3", "columns = 0"), "columns = 0"),
        (GOOD + "colour = 1\n", "colour?"),
        ("left", "[bad"),
        ("", "[]"),
    ],
)
def test_a_sheet_that_does_not_fit_its_paper_is_refused(tmp_path: Path, broken: str, reason: str) -> None:
    path = tmp_path / "labels.toml"
    path.write_text(f"[bad]\n{broken}" if broken and reason != "[bad" else broken, encoding="utf-8")
    with pytest.raises(DeskError) as refused:
        read(path)
    assert refused.value.code == "bad_label_sheets"
    assert reason in refused.value.params["reason"] or reason == "[bad"
    path.write_text(f"[good]\n{GOOD}", encoding="utf-8")
    assert read(path)["good"].places == 27


@pytest.mark.parametrize("paper", SHEETS)
def test_the_number_can_be_read_on_every_label(paper: str) -> None:
    kind = label_sheets()[paper]
    with pdfplumber.open(io.BytesIO(PAPERS.render("key_labels", labels(kind.places), options(paper=paper)))) as pdf:
        (page,) = pdf.pages
        words = page.extract_words(extra_attrs=["size"])
    sizes = [word["size"] for word in words if word["text"].startswith("YC-")]
    assert len(sizes) == kind.places
    assert min(sizes) >= 6.5
