"""What an entry is found by (``ALL-5``)."""

from __future__ import annotations

import pytest

from deskapp.services import pinyin
from deskapp.services.question import ask
from deskapp.services.tokens import Searchable, name_tokens, number_tokens, phone_tokens, tokens_of


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张三", "zs"), ("张三", "z"), ("张三", "zhangs"), ("张三", "zhangsan"), ("单雄信", "sxx"),
        ("单雄信", "danxiong"),
        ("曾国藩", "zeng"), ("曾国藩", "ceng"), ("仇英", "qiuy"), ("仇英", "chou"), ("吕布", "lvb"),
        ("吕布", "lub"),
        ("欧阳修", "oyx"), ("尉迟恭", "yuchi"), ("乐嘉", "yuej"), ("盖叫天", "gjt"), ("李𬭎", "lih"),
        ("王䶮", "wy"),
        ("John Smith", "smi"), ("John Smith", "johns"), ("张三 (Tom)", "to"), ("ＡＢＣ公司", "abc"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_sound(name: str, typed: str) -> None:
    assert f"~{typed}" in name_tokens(name)


def test_a_name_is_not_found_by_what_it_does_not_begin_with() -> None:
    assert not {"~san", "~hang", "~s"} & name_tokens("张三")


def test_a_name_has_only_so_many_readings() -> None:
    assert len(pinyin.readings("乐乐乐乐乐")) == pinyin.MOST


@pytest.mark.parametrize("typed", ["0087", "87", "087", "jd", "jd202611", "2026", "202611"])
def test_a_number_is_found_by_its_parts(typed: str) -> None:
    assert f"#{typed}" in number_tokens("JD-202611-0087")


@pytest.mark.parametrize("typed", ["138", "13800001", "13800001234", "1234"])
@pytest.mark.parametrize(
    "phone", ["138 0000 1234", "+86 138-0000-1234", "１３８００００１２３４", "0871 123, 13800001234"]
)
def test_a_phone_is_found_by_its_beginning_and_its_end(phone: str, typed: str) -> None:
    assert f"#{typed}" in phone_tokens(phone)


def test_every_character_and_pair_is_kept_whatever_its_plane() -> None:
    kept = tokens_of(Searchable(texts=("水管漏, WiFi 𬭎😀",)))
    assert {"水", "水管", "管漏", "漏", "w", "wi", "fi", "𬭎", "𬭎😀"} <= kept
    assert not {"漏,", ",", " ", "漏w"} & kept


@pytest.mark.parametrize("typed", ["。", "", "   ", "-", "()"])
def test_what_holds_no_character_asks_nothing(typed: str) -> None:
    assert ask(typed).terms == ()


@pytest.mark.parametrize(
    ("typed", "sure"),
    [
        ("漏", True),
        ("漏水", True),
        ("水管漏", False),
        ("a漏", True),
        ("漏,", True),
        ("漏,已", False),
        ("水水水", False),
    ],
)
def test_only_long_runs_are_looked_at_again(typed: str, sure: bool) -> None:
    assert ask(typed).sure is sure


def test_a_long_question_stays_small() -> None:
    assert sum(len(way) for term in ask("水管漏" * 1000).tokens for way in term) < 30
    assert len(ask("a b c d e f g h i j k l").terms) == 8


@pytest.mark.parametrize("spoken", ["3栋2单元1102", "3号楼2单元1102室", "3幢2单元1102号"])
def test_all_5_a_unit_is_found_as_it_is_spoken(spoken: str) -> None:
    unit = tokens_of(Searchable(codes=("3-2-1102",)))
    assert any(unit.issuperset(way.tokens) for way in ask(spoken).terms[0])
