"""Names, phones and addresses of people who do not exist."""

from __future__ import annotations

from random import Random

_COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚"
    "卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_LESS = "单仇解查区盖朴翟缪谌隗员郇郗乜牟臧逄昝亓芮郦璩钭麻邬苗鲍"
_DOUBLE = ("欧阳", "上官", "司马", "诸葛", "尉迟", "令狐", "皇甫", "夏侯")
_WOMEN = "芳娜敏静秀丽艳娟霞燕玲桂萍红梅琳洁莉婷雪慧莹倩颖佳欣雨思梦怡悦彤璐瑶晓妍菲蓉岚茜薇"
_MEN = "伟强磊军洋勇杰涛超明刚平辉鹏斌浩宇轩志建国文华飞峰波龙健康俊凯亮彬晨旭博毅林海东立新永胜"
_BOTH = "子安宁然远清一之乐行嘉泽若景书言辰希"
#: A few characters that many programs lose.
RARE = ("张㛃", "王䶮", "李𬭎", "赵𠅤", "陈𬱖", "刘堃", "周喆", "吴垚")
_PREFIXES = ("138", "139", "136", "135", "137", "158", "159", "186", "185", "133", "189", "177", "150", "151", "199")


def person(rng: Random, *, woman: bool) -> str:
    """A name; common surnames are common."""
    roll = rng.random()
    if roll < 0.02:
        surname = rng.choice(_DOUBLE)
    elif roll < 0.09:
        surname = rng.choice(_LESS)
    else:
        surname = _COMMON[int(len(_COMMON) * rng.random() ** 1.7)]
    given = _WOMEN if woman else _MEN
    first = rng.choice(given if rng.random() < 0.65 else _BOTH)
    return surname + first + (rng.choice(given) if rng.random() < 0.72 else "")


def mobile(rng: Random) -> str:
    """A mobile number."""
    return f"{rng.choice(_PREFIXES)}{rng.randrange(10**8):08d}"


def landline(rng: Random) -> str:
    """A number of the town."""
    return f"0571-8{rng.randrange(10**7):07d}"


def id_number(rng: Random, *, woman: bool) -> str:
    """An ID card's number with a good check digit, of a county code that was never given out."""
    body = f"9999{rng.randrange(10, 30):02d}19{rng.randrange(55, 99):02d}{rng.randrange(1, 13):02d}"
    body += f"{rng.randrange(1, 29):02d}{rng.randrange(100):02d}{rng.randrange(0, 9, 2) + (not woman)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]
