"""Names read aloud: every likely reading of a Chinese name, without tones (``ALL-5``)."""

from __future__ import annotations

import itertools
import os
import unicodedata
from functools import cache, lru_cache

#: Characters that the library's first reading misses in names: the surname's reading first, all of them indexed.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "盖": "ge", "乐": "yue",
    "朴": "piao", "覃": "qin tan", "翟": "zhai di", "洗": "xian", "缪": "miao", "种": "chong",
    "谌": "chen shen", "隗": "wei kui", "员": "yun", "贠": "yun", "郇": "xun huan", "能": "nai",
    "黑": "he", "秘": "bi", "折": "she", "句": "gou", "祭": "zhai", "召": "shao", "繁": "po", "重": "chong",
    "阚": "kan", "郗": "xi chi", "郄": "qie xi", "乜": "nie mie", "牟": "mou mu", "粘": "nian", "薄": "bo",
    "都": "du",
}  # fmt: skip
DOUBLE_SURNAMES = {
    "尉迟": "yu chi", "万俟": "mo qi", "令狐": "ling hu", "单于": "chan yu", "长孙": "zhang sun", "澹台": "tan tai",
    "宇文": "yu wen", "鲜于": "xian yu", "皇甫": "huang fu", "呼延": "hu yan", "拓跋": "tuo ba", "夏侯": "xia hou",
}  # fmt: skip
#: Second readings common in given names.
GIVEN = {
    "乐": "le yue", "行": "xing hang", "重": "zhong chong", "长": "chang zhang", "朝": "chao zhao",
    "茜": "qian xi", "乾": "qian gan", "曾": "zeng ceng", "宿": "su xiu", "晟": "sheng cheng",
    "藏": "cang zang", "说": "yue shuo", "降": "jiang xiang", "传": "chuan zhuan", "调": "diao tiao",
    "隽": "jun juan", "炅": "jiong gui", "参": "shen can", "筠": "yun jun", "柏": "bai bo",
    "率": "shuai lv", "莘": "xin shen",
}  # fmt: skip
#: No name has more readings than this in the index.
MOST = 4


@cache
def _library() -> dict[int, str]:
    """The character table of pypinyin without its phrases: names do not need them, and they cost 100 ms."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin.constants import PINYIN_DICT

    table: dict[int, str] = PINYIN_DICT
    return table


def warm_up() -> None:
    """Load the character table now, on a thread that nobody waits for."""
    _library()


@cache
def _plain(char: str) -> str:
    """The first reading of a character, without its tone, ü as v; an unknown character has none."""
    first = unicodedata.normalize("NFD", _library().get(ord(char), "").split(",")[0]).replace("u\u0308", "v")
    return "".join(c for c in first if c.isascii() and c.isalpha())


def _options(char: str, known: dict[str, str]) -> list[str]:
    plain = _plain(char)
    # 吕 is typed lv by some and lu by others.
    return list(dict.fromkeys([*known.get(char, "").split(), plain, plain.replace("v", "u")]))


@lru_cache(8192)
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The readings of a name, syllable by syllable; the likeliest first, ``MOST`` at most.

    >>> readings("单雄信")
    (('shan', 'xiong', 'xin'), ('dan', 'xiong', 'xin'))
    """
    name = name[:12]
    double = DOUBLE_SURNAMES.get(name[:2])
    if double:
        options = [[syllable] for syllable in double.split()]
        options += [_options(char, GIVEN) for char in name[2:]]
    else:
        options = [_options(name[0], SURNAMES), *(_options(char, GIVEN) for char in name[1:])]
    all_readings = itertools.islice(itertools.product(*(found for found in options if found != [""])), MOST)
    return tuple(dict.fromkeys(tuple(filter(None, reading)) for reading in all_readings))
