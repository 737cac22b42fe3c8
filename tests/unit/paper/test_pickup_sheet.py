"""The sheet a pickup is signed on, and the signature given before beside it (``MAIL-5``, ``MAIL-8``)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL import Image

from deskapp.domain import attachments
from deskapp.domain.pickup_sheet import PickupSheet
from deskapp.domain.pickups import Kind, State
from deskapp.domain.reception import ReasonDraft
from deskapp.paper.sheet import MM
from deskapp.paper.signature import trimmed
from tests.factories import Desk
from tests.pictures import file, paper
from tests.unit.paper import reader
from tests.unit.paper.mail_samples import LANGUAGES, LONG, by_proxy, item, long_item, pickup, signature
from tests.unit.paper.samples import PAPERS, options, texts
from tests.ways import pickups as ways
from tests.ways import proxies as proxy_ways


def drawn(found: PickupSheet | None, **changes: Any) -> bytes:
    return PAPERS.render("pickup_sheet", found, options(**{"paper": "a5"} | changes))


def pictures(pdf: bytes) -> list[Any]:
    """The pictures as another program finds them."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return [each for page in opened.pages for each in page.images]


def signed_before(desk: Desk, folder: Path, **values: Any) -> Any:
    """A pickup to whose entry the photo of its signature was attached."""
    made = ways.hand_out(desk, ways.receive(desk), **values)
    draft = attachments.AttachDraft(kind=attachments.Kind.SIGNATURE)
    path = file(folder, f"{made.number}.png", signature(size=(1200 + made.id, 1600)))
    desk.call("attachments.attach", register="pickups", id=made.id, draft=draft, path=path)
    return made


# From the register


def test_mail_5_several_items_of_a_unit_stand_on_one_sheet_to_be_signed_once(desk: Desk) -> None:
    made = ways.hand_out(desk, *(ways.receive(desk) for _ in range(3)), note="业主自带小推车")
    text = reader.text_of(drawn(desk.call("pickups.sheet", id=made.id)))
    for part in (
        "领取签收单", made.number, ways.UNIT, ways.RESIDENT, "13800001234", "3件", "业主自带小推车", "领取人签名",
        *(entry.item.number for entry in made.lines), *(entry.item.tracking for entry in made.lines),
    ):  # fmt: skip
        assert part in text, part


def test_mail_5_a_proxy_is_named_with_document_relation_and_approval(desk: Desk) -> None:
    allowed = proxy_ways.approved(desk)
    made = ways.hand_out(desk, ways.receive(desk), kind=Kind.PROXY, taker="", proxy_id=allowed.id)
    text = reader.text_of(drawn(desk.call("pickups.sheet", id=made.id)))
    for part in ("李强", allowed.number, "家属", allowed.approved_by, "身份证", allowed.id_number_masked):
        assert part in text, part
    assert proxy_ways.ID_CARD not in text


def test_mail_8_the_newest_signature_given_before_stands_beside_the_line(desk: Desk, tmp_path: Path) -> None:
    signed_before(desk, tmp_path)
    newest = signed_before(desk, tmp_path)
    desk.clock.forward(hours=2)
    now = desk.call("pickups.sheet", id=ways.hand_out(desk, ways.receive(desk)).id)
    assert now.detail.earlier is not None
    assert now.detail.earlier.ref.number == newest.number
    made = drawn(now)
    assert len(pictures(made)) == 1
    assert newest.number in reader.text_of(made)
    assert "上次签名" in reader.text_of(made)


def test_mail_8_nobody_elses_signature_nor_a_voided_one_is_laid_beside_it(desk: Desk, tmp_path: Path) -> None:
    allowed = proxy_ways.approved(desk)
    signed_before(desk, tmp_path, kind=Kind.PROXY, taker="", proxy_id=allowed.id)
    wrong = signed_before(desk, tmp_path)
    desk.step("pickups", "void", wrong.id, ReasonDraft(reason="发错邮件"))
    other = signed_before(desk, tmp_path)
    (attached,) = desk.call("attachments.of", register="pickups", id=other.id)
    desk.call("attachments.void", id=attached.id, version=attached.version, draft=ReasonDraft(reason="拍错了"))
    now = desk.call("pickups.sheet", id=ways.hand_out(desk, ways.receive(desk)).id)
    assert (now.detail.earlier, now.picture) == (None, None)
    assert pictures(drawn(now)) == []
    assert "上次签名" not in reader.text_of(drawn(now))


def test_mail_7_the_sheet_to_sign_has_a_line_for_its_number_and_the_signature_before(
    desk: Desk, tmp_path: Path
) -> None:
    before = signed_before(desk, tmp_path)
    item = ways.receive(desk)
    ahead = desk.call("pickups.sheet_of", draft=ways.pickup_draft(item, signed=False))
    made = drawn(ahead)
    assert reader.faults(made) == []
    assert len(pictures(made)) == 1
    text = reader.text_of(made)
    for part in ("待登记", "№", item.number, item.tracking, ways.RESIDENT, before.number):
        assert part in text, part
    assert "待登记" not in reader.text_of(drawn(desk.call("pickups.sheet", id=ways.hand_out(desk, item).id)))


@pytest.mark.parametrize("paper", ["a5", "a4"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_mail_7_the_sheet_to_sign_fits_like_the_recorded_one(language: str, paper: str) -> None:
    ahead = pickup(number="", id=0, signed=False, picture=signature())
    assert reader.faults(drawn(ahead, language=language, paper=paper)) == []


# On paper


def test_mail_8_the_two_signatures_are_of_one_height_and_what_is_written_fills_its_place() -> None:
    made = drawn(pickup(picture=signature()))
    (found,) = pictures(made)
    with pdfplumber.open(BytesIO(made)) as opened:
        cells = [box for box in opened.pages[0].rects if box["height"] > 16 * MM and box["width"] > 35 * MM]
    assert len(cells) == 2
    # The stroke is 220 × 100 dots of a page of 1200 × 1600: with its empty edges it would be thumbnail-sized.
    assert found["width"] > 20 * MM


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "PDF"])
def test_mail_8_a_signature_is_cut_out_of_any_photo_or_scan(kind: str) -> None:
    with Image.open(BytesIO(trimmed(signature(kind)))) as found:
        assert found.width < 2.8 * found.height
        assert found.height < found.width
    assert pictures(drawn(pickup(picture=signature(kind))))


def test_mail_8_what_cannot_be_cut_is_left_as_it_is() -> None:
    made = BytesIO()
    Image.new("L", (80, 40), 20).save(made, "PNG")
    assert trimmed(made.getvalue()) == made.getvalue()
    clear = BytesIO()
    Image.new("RGBA", (80, 40), (0, 0, 0, 0)).save(clear, "PNG")
    assert trimmed(clear.getvalue()) == clear.getvalue()


def test_mail_8_the_longest_name_under_the_earlier_signature_is_whole() -> None:
    found = pickup(picture=signature())
    earlier = replace(found.detail.earlier, taker=LONG["recipient"]) if found.detail.earlier else None
    made = drawn(replace(found, detail=replace(found.detail, earlier=earlier)), language="both")
    assert reader.faults(made) == []
    assert LONG["recipient"] in reader.text_of(made)


@pytest.mark.parametrize("content", [b"", b"no picture", paper()[:300], signature()[:300]])
def test_mail_8_a_file_that_is_no_picture_is_told_in_words(content: bytes) -> None:
    made = drawn(pickup(picture=content))
    assert pictures(made) == []
    assert "此处无法显示，请看附件" in reader.text_of(made)


def test_mail_5_steward_and_resident_are_told_apart() -> None:
    steward = pickup(item(1), item(2, unit="3-2-1202"), kind=Kind.STEWARD, unit="", taker="赵管家", steward="赵管家")
    text = reader.text_of(drawn(steward))
    assert "片区管理员" in text
    assert "3-2-1202" in text
    assert "代领批准人" not in text
    assert "代领批准人" in reader.text_of(drawn(by_proxy()))


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_mail_5_two_hundred_items_of_two_hundred_units_go_out_with_the_steward(paper: str) -> None:
    items = [item(at, unit=f"3-2-{1000 + at}") for at in range(1, 201)]
    found = pickup(*items, kind=Kind.STEWARD, unit=" ".join(each.unit for each in items), taker="赵管家")
    made = drawn(found, paper=paper)
    assert reader.faults(made) == []
    text = reader.text_of(made)
    assert "200户，见下表" in text
    assert all(each.number in text and each.unit in text for each in items)


def test_a_voided_pickup_says_so_across_the_page() -> None:
    voided = pickup(state=State.VOIDED, void_reason="发错邮件")
    (page,) = texts(drawn(voided))
    assert "发错邮件" in page
    assert page.replace("作废原因", "").count("作废") == 1


@pytest.mark.parametrize("paper", ["a5", "a4"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_many_items_and_the_longest_words_go_on_to_further_pages(language: str, paper: str) -> None:
    items = [long_item(), *(item(at) for at in range(2, 60))]
    found = pickup(
        *items, picture=signature(), unit=LONG["unit"], taker=LONG["recipient"], phone=LONG["phone"],
        happened_reason="补" * 200, note="备" * 300, void_reason="废" * 500, recorder="王" * 20,
    )  # fmt: skip
    made = drawn(found, language=language, paper=paper)
    assert reader.faults(made) == []
    assert len(list(reader.read(made))) > 1
    text = reader.text_of(made)
    assert all(each.number in text for each in items)
    assert text.count("废") >= 500


@pytest.mark.parametrize("paper", ["a5", "a4"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_sheet_is_one_page_with_boxes_to_tick(language: str, paper: str) -> None:
    made = drawn(None, blank=True, language=language, paper=paper)
    assert len(list(reader.read(made))) == 1
    assert reader.faults(made) == []
