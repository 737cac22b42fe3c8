"""Carriers by the shape of a tracking number, and by any of their names (``MAIL-2``)."""

import pytest

from deskapp.domain import carriers
from deskapp.domain.mail import Kind
from deskapp.domain.words import Language


@pytest.mark.parametrize(
    ("tracking", "carrier", "kind"),
    [
        ("SF1391234567890", "sf", Kind.EXPRESS),
        ("JDVA11408814483", "jd", Kind.PARCEL),
        ("JDX001234567890-1-3-", "jd", Kind.PARCEL),
        ("YT8812345678901", "yto", Kind.PARCEL),
        ("JT0006968326954", "jt", Kind.PARCEL),
        ("78123456789012", "zto", Kind.PARCEL),
        ("773165231258961", "sto", Kind.PARCEL),
        ("432542035598773", "yunda", Kind.PARCEL),
        ("4302557768029", "yunda", Kind.PARCEL),
        ("DPK364112047425", "deppon", Kind.PARCEL),
        ("DN1234567890123", "danniao", Kind.PARCEL),
        ("9871234567890", "post", Kind.PARCEL),
        ("XA12345678950", "post", Kind.REGISTERED),
        ("1102345678901", "ems", Kind.EXPRESS),
        ("RB123456785GB", "post", Kind.REGISTERED),
        ("EB000717618HK", "ems", Kind.EXPRESS),
        ("sf1391234567890 ", "sf", Kind.EXPRESS),
    ],
)
def test_mail_2_kind_and_carrier_are_guessed_from_the_tracking_number(tracking: str, carrier: str, kind: Kind) -> None:
    assert carriers.guess(tracking) == (carrier, kind)


@pytest.mark.parametrize("tracking", ["", "12", "HELLO", "3-2-1102", "138000012", "13800001234"])
def test_mail_2_what_has_no_carriers_shape_is_not_guessed(tracking: str) -> None:
    """A phone number, a unit or a word is nobody's tracking number."""
    assert carriers.guess(tracking) is None


def test_mail_2_a_wrong_check_digit_of_the_post_is_noticed() -> None:
    assert carriers.guess("RB123456784GB") is None
    assert carriers.misread("RB123456784GB")
    assert not carriers.misread("RB123456785GB")
    assert not carriers.misread("SF1391234567890")


@pytest.mark.parametrize(
    ("serial", "digit"), [("00071758", "1"), ("96633102", "0"), ("76129403", "8"), ("00000000", "5")]
)
def test_the_posts_check_digit(serial: str, digit: str) -> None:
    assert carriers.s10_digit(serial) == digit


@pytest.mark.parametrize(
    ("scanned", "tracking"),
    [
        ("sf1391234567890\r\n", "SF1391234567890"),
        (" YT 8812 3456 78901 ", "YT8812345678901"),
        ("ＪＴ０００６９６８３２６９５４", "JT0006968326954"),
        ("https://www.example.com/track?lang=zh&no=SF1391234567890&from=qr", "SF1391234567890"),
        ("https://example.com/w/78123456789012", "78123456789012"),
        ("MMM={'k1':'755W','k2':'755A','k5':'SF1391234567890','k7':'20261121'}", "SF1391234567890"),
        ("JDX001234567890-1-3-", "JDX001234567890-1-3-"),
        ("\ufeffXA12345678950", "XA12345678950"),
        ("自取件/门口", "自取件/门口"),
        ("", ""),
    ],
)
def test_mail_2_what_a_scanner_sends_is_tidied(scanned: str, tracking: str) -> None:
    assert carriers.tidy(scanned) == tracking


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("顺丰", "sf"),
        ("SF", "sf"),
        ("sf express", "sf"),
        ("中通快递", "zto"),
        ("J&T", "jt"),
        ("Ｅｍｓ", "ems"),
        ("某某快运", "某某快运"),
    ],
)
def test_a_carrier_is_meant_by_any_of_its_names(typed: str, code: str) -> None:
    assert carriers.named(typed) == code


def test_every_carrier_has_its_names_and_every_shape_its_carrier() -> None:
    for code in carriers.carriers():
        assert carriers.named(carriers.name(code, Language.CHINESE)) == code
        assert carriers.named(carriers.name(code, Language.ENGLISH)) == code
        assert len(carriers.names(code)) >= 1
    assert {carrier for _, carrier, _ in carriers._forms()} <= set(carriers.carriers())
    assert carriers.name("某某快运", Language.ENGLISH) == "某某快运"
    assert carriers.names("某某快运") == ("某某快运",)
    assert carriers.name("", Language.CHINESE) == ""
