"""Moments, distances, phones and money as the counter writes them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from deskapp.domain.words import Language
from deskapp.ui import format as fmt
from deskapp.ui import language

NOW = datetime(2026, 11, 21, 10, 21).astimezone()


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    language.install(Language.CHINESE)
    yield
    language.install(Language.ENGLISH)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (NOW, "10:21"),
        (NOW.replace(hour=0, minute=5), "00:05"),
        (NOW.replace(day=20), "11-20 10:21"),
        (NOW.replace(month=1, day=1), "01-01 10:21"),
        (NOW.replace(year=2025), "2025-11-21 10:21"),
        (None, ""),
    ],
)
def test_a_moment_is_as_short_as_its_day_allows(moment: datetime | None, text: str) -> None:
    assert fmt.clock(moment, NOW) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (25, "in 25 min"),
        (0, "in 0 min"),
        (-12, "late 12 min"),
        (119, "in 119 min"),
        (-125, "late 2 h"),
        (60 * 47, "in 47 h"),
        (60 * 49, "in 2 d"),
    ],
)
def test_a_distance_says_how_far_and_which_way(qapp: QApplication, minutes: int, text: str) -> None:
    language.install(Language.ENGLISH)
    assert fmt.distance(NOW + timedelta(minutes=minutes), NOW) == text


def test_a_distance_in_chinese(chinese: None) -> None:
    assert fmt.distance(NOW + timedelta(minutes=25), NOW) == "还剩 25 分"
    assert fmt.distance(NOW - timedelta(hours=2), NOW) == "超时 2 小时"


def test_a_due_moment_is_time_and_distance(qapp: QApplication) -> None:
    language.install(Language.ENGLISH)
    assert fmt.due(NOW + timedelta(hours=2), NOW) == "12:21 · in 2 h"
    assert fmt.due(None) == ""


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("13800001234", "138 0000 1234"),
        ("138-0000-1234", "138 0000 1234"),
        ("+8613800001234", "+86 138 0000 1234"),
        ("0571-88886666", "0571 8888 6666"),
        ("01066554433", "010 6655 4433"),
        ("8001", "8001"),
        ("", ""),
    ],
)
def test_a_phone_is_grouped(number: str, text: str) -> None:
    assert fmt.phone(number) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("陈思远 18594517103 应归还钥匙", "陈思远 185 9451 7103 应归还钥匙"),
        ("keys B033, 138 0000 1234", "keys B033, 138 0000 1234"),
        ("PG-202611-0001 110105199001010029", "PG-202611-0001 110105199001010029"),
    ],
)
def test_the_mobile_numbers_of_a_sentence_are_grouped(text: str, said: str) -> None:
    assert fmt.phones(text) == said


def test_money_and_masks() -> None:
    assert fmt.money(Decimal("1234.5")) == "1,234.50"
    assert fmt.money(None) == ""
    assert fmt.masked("110101199001011234") == "110101********1234"
    assert fmt.masked("12345") == "*****"
