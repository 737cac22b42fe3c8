"""``deskapp attach`` and ``deskapp attachments``: a photo in, and out again byte for byte."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tests.pictures import file, paper, picture
from tests.register_files import RECEPTIONIST
from tests.unit.commands.conftest import Desk


def test_all_8_a_file_goes_in_and_comes_out_byte_for_byte(
    deskapp: Desk, register: Path, number: str, tmp_path: Path
) -> None:
    path = file(tmp_path, "纸箱.jpg")
    answer = deskapp("attach", number, path, "--note", "左下角凹陷", database=register, staff=RECEPTIONIST)
    sha256 = hashlib.sha256(picture()).hexdigest()
    assert (answer.code, answer.out) == (0, f"{number}: attached 纸箱.jpg · SHA-256 {sha256}\n")
    listed = deskapp("attachments", number, database=register, staff=RECEPTIONIST, language="zh").out
    assert "照片  纸箱.jpg" in listed
    assert sha256 in listed
    assert "左下角凹陷" in listed
    folder = tmp_path / "out"
    folder.mkdir()
    assert deskapp("attachments", number, "--to", folder, database=register, staff=RECEPTIONIST).code == 0
    (written,) = folder.iterdir()
    assert written.name == f"{number}-1 纸箱.jpg"
    assert written.read_bytes() == picture()
    assert deskapp("check", database=register).code == 0


def test_all_8_a_pdf_is_a_signed_paper_unless_told_otherwise(
    deskapp: Desk, register: Path, number: str, tmp_path: Path
) -> None:
    scan = file(tmp_path, "scan.pdf", paper())
    assert deskapp("attach", number, scan, database=register, staff=RECEPTIONIST).code == 0
    signed = file(tmp_path, "name.png", picture("PNG"))
    said = deskapp("attach", number, signed, "--kind", "signature", "--json", database=register, staff=RECEPTIONIST)
    assert json.loads(said.out)["also"][0]["number"] == number
    rows = json.loads(deskapp("attachments", number, "--json", database=register, staff=RECEPTIONIST).out)
    assert [row["kind"] for row in rows] == ["paper", "signature"]


def test_all_4_what_cannot_be_attached_is_refused_in_words(
    deskapp: Desk, register: Path, number: str, tmp_path: Path
) -> None:
    answer = deskapp("attach", number, tmp_path / "gone.jpg", database=register, staff=RECEPTIONIST, language="zh")
    assert answer.code == 2
    assert "gone.jpg 无法读取" in answer.err
    answer = deskapp("attach", number, file(tmp_path, "a.txt", b"hello"), database=register, staff=RECEPTIONIST)
    assert answer.code == 2
    assert "a.txt is no JPEG, PNG, WebP or PDF" in answer.err
    assert deskapp("attach", "JD-209901-0001", file(tmp_path), database=register, staff=RECEPTIONIST).code == 2
    assert "no attachments" in deskapp("attachments", number, database=register, staff=RECEPTIONIST).out
    nowhere = deskapp("attachments", number, "--to", tmp_path / "none", database=register, staff=RECEPTIONIST)
    assert nowhere.code == 2
    assert "There is no folder" in nowhere.err
