"""Carriers met at a counter in China, and what the shape of a tracking number says (``MAIL-2``).

The shapes are facts about the numbers carriers print on their waybills, set down in order of certainty: letters in
front say more than a length. Numbers of the Universal Postal Union (S10, ``RA123456785CN``) carry a check digit; one
that is wrong is nobody's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from deskapp.domain.mail import Kind
from deskapp.domain.words import Language, word

#: A carrier's code → its names, the most frequent first; ``_ALSO`` has what people call it besides.
_NAMES = {
    "sf": ("SF Express", "顺丰速运"),
    "jd": ("JD Logistics", "京东快递"),
    "zto": ("ZTO Express", "中通快递"),
    "yto": ("YTO Express", "圆通速递"),
    "sto": ("STO Express", "申通快递"),
    "yunda": ("Yunda Express", "韵达快递"),
    "jt": ("J&T Express", "极兔速递"),
    "ems": ("EMS", "邮政 EMS"),
    "post": ("China Post", "中国邮政"),
    "deppon": ("Deppon Express", "德邦快递"),
    "danniao": ("Cainiao (Danniao)", "菜鸟丹鸟"),
    "best": ("Best Express", "百世快递"),
    "kye": ("KYE Express", "跨越速运"),
    "zjs": ("ZJS Express", "宅急送"),
    "suning": ("Suning Logistics", "苏宁物流"),
    "ups": ("UPS", "UPS"),
    "dhl": ("DHL", "DHL"),
    "fedex": ("FedEx", "联邦快递"),
}
_ALSO = {
    "sf": ("顺丰", "shunfeng", "sfexpress"),
    "jd": ("京东", "京东物流", "jingdong", "jdl"),
    "zto": ("中通", "zhongtong"),
    "yto": ("圆通", "圆通快递", "yuantong"),
    "sto": ("申通", "shentong"),
    "yunda": ("韵达", "韵达速递", "yd"),
    "jt": ("极兔", "极兔快递", "jitu", "j&t"),
    "ems": ("特快专递", "邮政特快", "邮政速递"),
    "post": ("邮政", "邮局", "中国邮政", "邮政快递包裹", "chinapost"),
    "deppon": ("德邦", "德邦物流", "debang"),
    "danniao": ("丹鸟", "菜鸟", "菜鸟速递", "菜鸟直送", "cainiao"),
    "best": ("百世", "百世汇通"),
    "kye": ("跨越", "跨越物流"),
    "zjs": ("宅急送快递",),
    "suning": ("苏宁", "苏宁快递"),
    "fedex": ("fedex联邦快递",),
}


#: As a word of its own, and as the value of an item's and of a list's field.
WORDS = {f"{of}carrier.{code}": pair for of in ("", "mail.", "returns.") for code, pair in _NAMES.items()}


class Guess(NamedTuple):
    """What a tracking number's shape says: whose it is, and what kind of item."""

    carrier: str
    kind: Kind


#: Whose numbers look how, the surest first.
_SHAPES = (
    (r"SF\d{12,13}", "sf", Kind.EXPRESS),
    (r"JD[A-Z0-9]{10,15}(-\d{1,3}-\d{1,3}-?)?", "jd", Kind.PARCEL),
    (r"YT\d{13}", "yto", Kind.PARCEL),
    (r"JT\d{12,13}", "jt", Kind.PARCEL),
    (r"ZTO?\d{12,13}", "zto", Kind.PARCEL),
    (r"STO?\d{10,13}", "sto", Kind.PARCEL),
    (r"YD\d{12,13}", "yunda", Kind.PARCEL),
    (r"DP[KLD]?\d{11,14}", "deppon", Kind.PARCEL),
    (r"DN\d{12,14}|LP\d{14}|CNS\d{12,14}", "danniao", Kind.PARCEL),
    (r"KYE?\d{11,14}", "kye", Kind.PARCEL),
    (r"ZJS\d{12}", "zjs", Kind.PARCEL),
    (r"1Z[A-Z0-9]{16}", "ups", Kind.PARCEL),
    (r"JJD\d{16,18}|JVGL\d{10,16}", "dhl", Kind.PARCEL),
    # Domestic post: two letters of the kind of item, eleven digits.
    (r"X[A-Z]\d{11}", "post", Kind.REGISTERED),
    (r"[KPG][A-Z]\d{11}", "post", Kind.PARCEL),
    # Digits alone.
    (r"7[35689]\d{12}", "zto", Kind.PARCEL),
    (r"77\d{13}", "sto", Kind.PARCEL),
    (r"[34]\d{14}", "yunda", Kind.PARCEL),
    (r"[6-9]\d{17}", "yto", Kind.PARCEL),
    (r"9[689]\d{11}", "post", Kind.PARCEL),
    (r"1[0-3]\d{11}", "ems", Kind.EXPRESS),
    (r"(77|22|33|44|55|66|88)\d{11}", "sto", Kind.PARCEL),
    (r"[34]\d{12}", "yunda", Kind.PARCEL),
    (r"(268|368|468|568|588|668|688|768|868|888|968)\d{9}", "sto", Kind.PARCEL),
    (r"(2[1-9]|5[34]|6[34]|7[0-9])\d{10}", "zto", Kind.PARCEL),
    (r"\d{12}", "sf", Kind.EXPRESS),
)
#: The first letter of an S10 number: what kind of item; other letters are not for addressees.
_S10 = re.compile(r"([A-Z])[A-Z](\d{8})(\d)[A-Z]{2}", re.ASCII)
_S10_KINDS = {
    "E": Guess("ems", Kind.EXPRESS),
    "R": Guess("post", Kind.REGISTERED),
    "V": Guess("post", Kind.REGISTERED),
    "C": Guess("post", Kind.PARCEL),
    "L": Guess("post", Kind.PARCEL),
    "U": Guess("post", Kind.PARCEL),
}
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_PLAIN = re.compile(r"[A-Z0-9-]+")
_WORDS_OF_A_CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?")
#: A number that stands among other things in a code is at least so long.
_LEAST = 8


def tidy(text: str) -> str:
    """The tracking number in what was typed or scanned: wide letters, spaces, an address or a form around it.

    A waybill's square code may hold a web address or a list of fields; of its words the one that looks like a tracking
    number is meant, else the longest number. What holds none is left as it is, in capitals.
    """
    wide = unicodedata.normalize("NFKC", text).upper()
    kept = "".join(char for char in wide if not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf"})
    if not kept or _PLAIN.fullmatch(kept):
        return kept
    words = [found for found in _WORDS_OF_A_CODE.findall(kept) if len(found) >= _LEAST]
    with_digits = [found for found in words if sum(map(str.isdigit, found)) >= _LEAST]
    known = [found for found in with_digits if guess(found) is not None]
    lettered = [found for found in known if found[0].isalpha()]
    return next(iter((*lettered, *known, *sorted(with_digits, key=len, reverse=True))), kept)


def guess(tracking: str) -> Guess | None:
    """Whose a tracking number is by its shape, and what kind of item; None for a shape nobody has."""
    number = tracking.strip().upper()
    if found := _S10.fullmatch(number):
        return _S10_KINDS.get(found[1]) if s10_digit(found[2]) == found[3] else None
    return next((Guess(carrier, kind) for form, carrier, kind in _forms() if form.fullmatch(number)), None)


def misread(tracking: str) -> bool:
    """Whether a tracking number of the Universal Postal Union has a wrong check digit: it was mistyped."""
    found = _S10.fullmatch(tracking.strip().upper())
    return found is not None and s10_digit(found[2]) != found[3]


def s10_digit(serial: str) -> str:
    """The check digit of an S10 number's eight digits."""
    left = 11 - sum(int(digit) * weight for digit, weight in zip(serial, _S10_WEIGHTS, strict=True)) % 11
    return {10: "0", 11: "5"}.get(left, str(left))


def carriers() -> tuple[str, ...]:
    """The codes of all carriers known here, the most frequent first."""
    return tuple(_NAMES)


def named(text: str) -> str:
    """The code of the carrier that is meant by a code or any of its names; the text itself for another one."""
    return _by_name().get(_bare(text), text.strip())


def name(code: str, language: Language) -> str:
    """What a carrier is called; a name that was typed stays as it is."""
    return word(f"carrier.{code}", language) if code in _NAMES else code


def names(code: str) -> tuple[str, ...]:
    """Everything a carrier is called: the words it is found by."""
    if code not in _NAMES:
        return (code,) if code else ()
    return tuple(dict.fromkeys((*_NAMES[code], *_ALSO.get(code, ())[:1])))


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str, Kind], ...]:
    return tuple((re.compile(form, re.ASCII), carrier, kind) for form, carrier, kind in _SHAPES)


@cache
def _by_name() -> dict[str, str]:
    return {_bare(called): code for code in _NAMES for called in _called(code)}


def _called(code: str) -> Iterator[str]:
    yield code
    yield from _NAMES[code]
    yield from _ALSO.get(code, ())


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
