"""Unit codes, phones and ID numbers as people write them, brought into the one form in which they are kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from deskapp.domain.directory import IdType
from deskapp.domain.fields import Phone, check
from deskapp.errors import Problem

#: What people say between the numbers: ``3栋2单元1102室``, ``3号楼2门1102``.
_SPOKEN = re.compile(r"号楼|单元|[栋幢座楼门室号房户]")
#: Everything else that is neither letter nor digit parts a code too: ``3/2/1102``, ``3 2 1102``, ``3-2-1102``.
_BREAKS = re.compile(r"[\W_]+")
_PHONE_BREAKS = re.compile(r"[,,、;;/\n]+")
#: The parts of a code: building and room, with or without an entrance between them.
PARTS = (2, 3)
MASK = "*"


def parts(text: str, *, spoken: bool = False) -> tuple[str, ...]:
    """The parts of a unit code in any punctuation; ``spoken`` also between words, ``3栋2单元1102``."""
    plain = unicodedata.normalize("NFKC", text).upper()
    if spoken:
        plain = _SPOKEN.sub(" ", plain)
    return tuple(part for part in _BREAKS.split(plain) if part)


def readings(text: str) -> tuple[str, ...]:
    """The codes that a text may stand for, ``3-2-1102``: taken as it is, then with spoken words between the parts."""
    read = ("-".join(parts(text, spoken=spoken)) for spoken in (False, True))
    return tuple(dict.fromkeys(code for code in read if code))


def squeezed(text: str) -> str:
    """A unit code without any punctuation or spoken words: ``321102``."""
    return "".join(parts(text, spoken=True) or parts(text))


def same_text(text: str) -> str:
    """A name in the form in which two are compared: width, case and blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def split_phones(text: str) -> tuple[str, ...]:
    """The phones of a list, in ASCII digits, each once."""
    found = (" ".join(unicodedata.normalize("NFKC", part).split()) for part in _PHONE_BREAKS.split(text))
    return tuple(dict.fromkeys(phone for phone in found if phone))


def join_phones(phones: tuple[str, ...]) -> str:
    """Phones as they are kept."""
    return ", ".join(phones)


def digits(phone: str) -> str:
    """The bare digits of a phone, for telling whether two are the same."""
    return re.sub(r"\D", "", phone)


@dataclass(frozen=True, kw_only=True)
class _PhoneLine:
    phone: Annotated[str, Phone()] = ""


def phone_problems(phones: tuple[str, ...], now: datetime, field: str = "phones") -> list[Problem]:
    """A problem for each entry of a list of phones that is none (``ALL-4``)."""
    refused = (refusal for phone in phones for refusal in check(_PhoneLine(phone=phone), now))
    return [Problem(field, refusal.code, refusal.params) for refusal in refused]


def tidy_id_number(number: str) -> str:
    """An ID number without blanks, in ASCII capitals."""
    return "".join(unicodedata.normalize("NFKC", number).upper().split())


def id_number_problems(id_type: IdType, number: str) -> list[Problem]:
    """What is wrong with an ID number: its kind not said, an ID card's check digit or birthday (``ALL-4``)."""
    if not number:
        return []
    if id_type is IdType.NONE:
        return [Problem("id_type", "required")]
    if id_type is IdType.ID_CARD and not _is_id_card(number):
        return [Problem("id_number", "id_number")]
    return []


def _is_id_card(number: str) -> bool:
    # The county code is left alone: counties are renamed faster than any list of them.
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return ric.calc_check_digit(number) == number[-1]


def mask(number: str) -> str:
    """An ID number as it may leave the services: ``110101********1234``."""
    if len(number) > 10:
        return number[:6] + MASK * (len(number) - 10) + number[-4:]
    return MASK * len(number)


def is_mask(number: str) -> bool:
    """Whether this is a masked number and not the number itself."""
    return MASK in number
