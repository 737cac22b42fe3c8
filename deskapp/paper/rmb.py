"""Sums of money in Chinese capital numerals 大写, as a receipt states them so that no digit can be altered."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_CENT = Decimal("0.01")
_GROUP, _HUNDRED_MILLION = 10**4, 10**8


def capital(value: Decimal) -> str:
    """壹佰元整 for 100, 壹元零伍分 for 1.05. ValueError for a sum below nothing or finer than a 分."""
    if not value.is_finite() or value < 0 or value != value.quantize(_CENT):
        raise ValueError(f"no sum of money: {value}")
    yuan, cents = divmod(int(value * 100), 100)
    jiao, fen = divmod(cents, 10)
    parts = [f"{_whole(yuan)}元"] if yuan or not cents else []
    if jiao:
        parts.append(f"{_DIGITS[jiao]}角")
    elif fen and yuan:
        parts.append("零")
    parts.append(f"{_DIGITS[fen]}分" if fen else "整")
    return "".join(parts)


def _whole(number: int) -> str:
    """A whole number; one 零 stands for all zeros between two digits, none at the end."""
    for unit, name in ((_HUNDRED_MILLION, "亿"), (_GROUP, "万")):
        if number >= unit:
            high, low = divmod(number, unit)
            if not low:
                return f"{_whole(high)}{name}"
            return f"{_whole(high)}{name}{'零' if low < unit // 10 else ''}{_whole(low)}"
    return _group(number)


def _group(number: int) -> str:
    """A number of at most four digits."""
    if not number:
        return _DIGITS[0]
    made, skipped = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            made += ("零" if skipped and made else "") + _DIGITS[digit] + _PLACES[place]
        skipped = not digit
    return made
