"""The dispatch order read back from its PDF: every field on every copy, long texts, marks, languages."""

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pypdf
import pytest
import segno

from deskapp.domain.directory import Estate
from deskapp.domain.reception import Opinion
from deskapp.domain.slips import Material, State
from deskapp.paper.kit import QR_SIDE
from deskapp.paper.sheet import MM
from tests.unit.paper import reader
from tests.unit.paper.samples import (
    AT,
    BOTH,
    ENGLISH,
    ESTATE,
    HOUR,
    MATTER,
    PAPERS,
    RARE,
    clock_zh,
    done_round,
    extension,
    order,
    pages,
    parts_of,
    round_,
    slip,
    texts,
    whole,
)

COMMON = [
    "翠湖花园客服中心",
    "24小时服务电话000-00000000",
    "投诉电话000-00000001",
    "南城区翠湖路18号",
    "派工单",
    "PG-202611-0087",
    "5-1-0603",
    "赵先生",
    "13800001234",
    "工程部",
    "给排水",
    "加急",
    clock_zh(AT) + "王丽",
    clock_zh(AT + 4 * HOUR),
    clock_zh(AT + 2 * HOUR),
    "JD-202611-0411电话报修" + clock_zh(AT - HOUR),
    "".join(MATTER.split()),
    "接单签收",
    "接单时间",
    f"打印{(AT + HOUR / 2).astimezone():%Y-%m-%d%H:%M}王丽",
    "第1页共1页",
]
OWN = {
    "stub": ["存根联第一联（白）", "回复业主", "业主意见", "作业联收回", "登记人"],
    "work": [
        *("作业联第二联（红）", "到场时间", "完成时间", "材料名称规格数量单价金额"),
        *("人工费（元）", "合计（元）", "处理结果", "作业人签名"),
    ],
    "customer": ["客户联第三联（黄）", "处理结果", "业主意见非常满意满意不太满意很不满意", "业主签名", "服务/投诉"],
}


def test_each_copy_on_a4_has_every_field() -> None:
    pdf = order(slip())
    (page,) = pages(pdf)
    for part, own in zip(parts_of(page), OWN.values(), strict=True):
        assert [text for text in [*COMMON, *own] if text not in part] == []
    assert reader.faults(pdf) == []


def test_each_copy_on_a5_has_every_field() -> None:
    pdf = order(slip(), paper="a5x3")
    for text, own in zip(texts(pdf), OWN.values(), strict=True):
        assert [wanted for wanted in [*COMMON, *own] if wanted not in text] == []
    assert reader.faults(pdf) == []


@pytest.mark.parametrize("paper", ["a4x3", "a5x3"])
def test_what_is_known_is_filled_in(paper: str) -> None:
    pdf = order(slip(state=State.RECOVERED, rounds=(done_round(),)), paper=paper)
    text = whole(pdf)
    for known in ["李师傅", "陈师傅", "更换接头,试水无渗漏。", "下水接头DN50212.5025.00", "生料带1.52.003.00"]:
        assert known in text
    for sums in ["人工费（元）30.00", "材料费（元）28.00", "合计（元）58.00", clock_zh(AT + 5 * HOUR) + "电话"]:
        assert sums in text
    assert clock_zh(AT + 6 * HOUR) in text
    assert reader.faults(pdf) == []


def test_the_opinion_given_is_ticked() -> None:
    def ticks(chosen: Opinion | None) -> int:
        (page,) = pages(order(slip(rounds=(done_round(opinion=chosen),))))
        return len(page.curves) + len(page.lines)

    assert ticks(Opinion.SATISFIED) > ticks(None)


@pytest.mark.parametrize("paper", ["a4x3", "a5x3"])
def test_signature_cells_have_room_for_a_pen(paper: str) -> None:
    captions = {"接单签收": 3, "登记人": 1, "作业人签名": 1, "业主签名": 1}
    met = dict.fromkeys(captions, 0)
    for page in pages(order(slip(), paper=paper)):
        for caption in captions:
            for found in page.search(caption, regex=False):
                cell = min(
                    (r for r in page.rects if r["x0"] > found["x1"] and r["top"] < found["top"] < r["bottom"]),
                    key=lambda rect: float(rect["x0"]),
                )
                assert cell["height"] >= 9 * MM
                assert cell["width"] >= 35 * MM
                met[caption] += 1
    assert met == captions


@pytest.mark.parametrize("index", [0, 1, 2])
def test_the_code_names_slip_and_copy(index: int) -> None:
    dots = 300
    ((wide, _high, pixels),) = PAPERS.pictures(order(slip()), dots)
    scale = dots / 72
    matrix = segno.make(f"PG-202611-0087/{index + 1}", error="m", micro=False).matrix
    left, top = (198 * MM - QR_SIDE) * scale, (index * 99 + 4.6) * MM * scale
    unit = QR_SIDE * scale / len(matrix)
    drawn = [
        [
            pixels[4 * (int(top + (row + 0.5) * unit) * wide + int(left + (column + 0.5) * unit))] < 128
            for column in range(len(matrix))
        ]
        for row in range(len(matrix))
    ]
    assert drawn == [[bool(module) for module in row] for row in matrix]


def test_rare_characters_markup_and_emoji_come_back() -> None:
    said = f"{RARE} <b>重</b> & &amp; 😀 👨\u200d👩\u200d👧 ☐ {{}} %s \\n"
    pdf = order(slip(contact=f"{RARE}先生", content=said + "\n第二行\n\n第四行"))
    for text in (whole(pdf), reader.text_of(pdf)):
        assert text.count("".join(said.split()) + "第二行第四行") == 3
        assert text.count(f"{RARE}先生") == 3


LONG = ("事由甲乙丙丁,please call before you come; 0755-88888888。" * 100)[:3000]


@pytest.mark.parametrize("paper", ["a4x3", "a5x3"])
@pytest.mark.parametrize("length", [150, 420, 900, 3000])
def test_long_matter_flows_on_whole(paper: str, length: int) -> None:
    pdf = order(slip(content=LONG[:length]), paper=paper)
    assert reader.faults(pdf) == []
    drawn = reader.text_of(pdf)
    for char in set(LONG[:length]) - {" "}:
        assert drawn.count(char) >= 3 * LONG[:length].count(char)


def test_long_matter_says_where_it_goes_on() -> None:
    first, *further = texts(order(slip(content=LONG)))
    assert first.count("接第2页") == 3
    assert first.count("第1页共2页") == 3
    assert [("第2页共2页" in text, text.count("PG-202611-0087")) for text in further] == [(True, 1)] * 3
    assert [next(name for name in ("存根联", "作业联第", "客户联") if name in text) for text in further]


def test_a_little_more_than_a_third_takes_one_more_sheet() -> None:
    first, second = texts(order(slip(content=LONG[:420])))
    assert first.count("接第2页") == 3
    assert second.count("第2页共2页") == 3


def test_reprints_are_numbered() -> None:
    assert "重打" not in whole(order(slip()))
    assert whole(order(slip(), reprint=2)).count("重打2") == 3
    assert whole(order(slip(), reprint=2, language=ENGLISH)).count("Reprint2") == 3


@pytest.mark.parametrize(("state", "issued", "word"), [(State.VOIDED, AT, "作废"), (State.DRAFT, None, "草稿")])
def test_voided_and_draft_go_across_each_copy(state: State, issued: object, word: str) -> None:
    text = whole(order(slip(state=state, issued_at=issued, void_reason="重复开单" if issued else "")))
    assert all(text.count(char) >= 3 for char in word)
    assert text.count("重复开单") == (3 if issued else 0)
    assert whole(order(slip())).count("废") == whole(order(slip())).count("稿") == 0


def test_a_rework_round_shows_its_own_matter() -> None:
    again = replace(round_(round=2), content="仍渗水,重做接口")
    text = whole(order(slip(rounds=(done_round(), again))))
    assert text.count("第2轮") == text.count("返工要求仍渗水,重做接口") == text.count("原事由厨房") == 3
    assert "更换接头" not in text


def test_an_extended_limit_shows_the_newest_and_the_count() -> None:
    newest = AT + timedelta(days=2)
    text = whole(order(slip(extensions=(extension(AT + 20 * HOUR), extension(newest)))))
    assert text.count(clock_zh(newest) + "（延期2次）") == 3
    assert clock_zh(AT + 20 * HOUR) not in text


@pytest.mark.parametrize("paper", ["a4x3", "a5x3"])
def test_a_blank_form_has_labels_and_no_values(paper: str) -> None:
    pdf = order(None, blank=True, paper=paper)
    text = whole(pdf)
    assert all(text.count(label) == 3 for label in ("房号", "事由", "接单签收", "№"))
    assert "PG-" not in text
    assert whole(order(slip(), blank=True, paper=paper)) == text
    assert reader.faults(pdf) == []


@pytest.mark.parametrize("paper", ["a4x3", "a5x3"])
def test_languages(paper: str) -> None:
    english, both = (
        order(slip(contact="Zhao", content="leak"), paper=paper, language=lang) for lang in (ENGLISH, BOTH)
    )
    for label in ("Dispatchorder", "Workcopy", "Matter", "Ratherdissatisfied", "Plumbing"):
        assert label in whole(english)
        assert label in whole(both)
    assert "派工单" not in whole(english)
    assert "派工单" in whole(both)
    assert "Page1of1" in whole(english)
    assert reader.faults(english) == reader.faults(both) == []


@pytest.mark.parametrize("paper", ["a4x3", "a5x3"])
def test_the_longest_names_find_room(paper: str) -> None:
    estate = Estate(
        name="翡" * 60, name_en="Emerald Lakeside " * 5, address="南" * 120, phone="0" * 20, complaint_line="1" * 20
    )
    pdf = order(
        slip(
            unit="八" * 40,
            contact="阿" * 60,
            phone="1 " * 20,
            department="工" * 40,
            issued_by="欧" * 40,
            note="注" * 500,
        ),
        estate=estate,
        paper=paper,
        language=BOTH,
        printed_by="诸" * 40,
        reprint=12,
    )
    assert reader.faults(pdf) == []
    assert all(reader.text_of(pdf).count(char) >= 3 * count for char, count in (("翡", 60), ("阿", 60), ("注", 500)))


def test_same_input_same_bytes_and_a_small_file() -> None:
    pdf = order(slip())
    assert pdf == order(slip())
    assert len(pdf) < 40 * 1024
    about = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    assert about is not None
    assert (about.title, about.subject, about.author) == ("PG-202611-0087", ESTATE.name, "王丽")


@pytest.mark.parametrize("paper", ["a4x3", "a5x3"])
def test_twenty_long_materials_flow_on(paper: str) -> None:
    lines = tuple(
        Material(name="料" * 60, size="规" * 40, quantity=Decimal(3), price=Decimal("0.35")) for _ in range(20)
    )
    pdf = order(slip(rounds=(done_round(materials=lines, result="甲\n" * 60),)), paper=paper)
    assert reader.text_of(pdf).count("料") >= 1200
    assert "51.00" in reader.text_of(pdf)
    assert reader.faults(pdf) == []


def test_a_finished_slip_of_the_usual_size_stays_on_one_sheet() -> None:
    finished = slip(state=State.CLOSED, rounds=(done_round(),), extensions=(extension(AT + 20 * HOUR),))
    assert [len(texts(order(finished, reprint=1, language=lang))) for lang in ("zh", "en")] == [1, 1]
