"""The command line as the office's scripts use it: real processes on a real file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from deskapp.services.office import open_office
from tests.register_files import RECEPTIONIST, ROOT, Answer, environment, make_register, start

HEAVY = ("PySide6", "sqlalchemy", "alembic", "reportlab", "msgspec", "openpyxl", "argon2")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "register.db"
    make_register(path)
    return path


@pytest.fixture
def register(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "register.db"))


def call(register: Path, verb: str, document: dict[str, Any], *, staff: str = RECEPTIONIST) -> Answer:
    """A verb, its arguments through stdin."""
    line = ["--language", "en", "call", verb, "--database", str(register), "--as", staff, "--json", "-"]
    return start(line, environment(register.parent), given=json.dumps(document).encode())


def done(answer: Answer) -> Any:
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


def test_a_script_takes_a_caller_from_the_first_word_to_the_paper(register: Path, tmp_path: Path) -> None:
    draft = {
        "unit": "3-2-1102",
        "caller": "陈女士",
        "kind": "repair",
        "content": "厨房水管漏水 𠅤",
        "promised_at": "2199-11-30T18:00:00+08:00",
    }
    entry = done(call(register, "reception.record", {"draft": draft}))["ref"]
    carried = done(call(register, "slips.from_entry", {"entry_id": entry["id"]}))
    assert (carried["content"], carried["contact"], carried["unit"]) == (
        draft["content"],
        draft["caller"],
        draft["unit"],
    )
    order = carried | {"department_id": 1, "item": "plumbing"}
    slip = done(call(register, "slips.order", {"draft": order}))["ref"]

    paper = tmp_path / "slip.pdf"
    shared = ["--database", str(register), "--as", RECEPTIONIST]
    line = ["print", "dispatch_order", slip["number"], "--to", str(paper), *shared, "--count"]
    assert start(line, environment(tmp_path)).code == 0
    assert paper.read_bytes().startswith(b"%PDF-")

    shown = done(start(["show", entry["number"], "--json", *shared], environment(tmp_path)))
    assert shown["state"] == "dispatched"
    assert [one["number"] for one in shown["slips"]] == [slip["number"]]
    checked = start(["--language", "zh", "check", "--database", str(register)], environment(tmp_path))
    assert (checked.code, checked.err) == (0, "")
    assert "完好" in checked.out


def test_while_a_window_is_open_scripts_read_and_are_told_who_writes(register: Path, tmp_path: Path) -> None:
    window = open_office(register, hold=True, holder="front desk 1")
    try:
        assert done(call(register, "reception.counts", {}))["open"] == 0
        draft = {"caller": "陈女士", "kind": "praise", "content": "谢谢"}
        answer = call(register, "reception.record", {"draft": draft})
    finally:
        window.close()
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("busy: ")
    assert "front desk 1" in answer.err
    done(call(register, "reception.record", {"draft": draft}))


def test_without_a_screen_the_window_is_refused_in_words(tmp_path: Path) -> None:
    environ = {name: value for name, value in environment(tmp_path).items() if name != "QT_QPA_PLATFORM"}
    if sys.platform.startswith("linux"):
        answer = start([], environ)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith("no_screen: ")


def test_help_and_versions_load_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys; from deskapp.__main__ import main; code = main(['--help']);"
        f"print([name for name in {HEAVY!r} if name in sys.modules], code, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(tmp_path), cwd=ROOT, capture_output=True, check=True
    )
    assert done.stderr.decode().strip() == "[] 0"


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-P", "-m", "deskapp", "verbs", "--json"],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    assert writer.stderr.read() == b""
    writer.stderr.close()
    assert writer.wait(60) == 0


def test_an_answer_that_finds_no_room_is_told_in_one_line(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if full.exists():
        with full.open("wb") as sink:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "deskapp", "--language", "en", "list", "forms"],
                env=environment(tmp_path),
                stdout=sink,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert done.returncode == 2
        assert done.stderr.decode() == "unwritable: stdout cannot be written (No space left on device).\n"


def test_a_desk_is_drawn_without_a_screen(register: Path, tmp_path: Path) -> None:
    target = tmp_path / "reception.png"
    line = ["picture", "reception", "--to", str(target), "--size", "1366x768", "--theme", "dark", "--new"]
    answer = start([*line, "--database", str(register), "--as", RECEPTIONIST], environment(tmp_path))
    assert (answer.code, answer.err) == (0, "")
    picture = target.read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")) == (1366, 768)
    drafts = done(call(register, "drafts.list", {}))
    assert drafts == []


@pytest.mark.timeout(420)  # every desk's pictures and papers: over a minute, more where others work as well
def test_the_demo_without_a_screen_leaves_papers_and_pictures(tmp_path: Path) -> None:
    answer = start(["--language", "en", "--demo"], environment(tmp_path), folder=tmp_path, patience=400)
    assert (answer.code, answer.err) == (0, "")
    left = [line.strip() for line in answer.out.splitlines() if line.startswith("  ")]
    assert sorted(left) == sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "out").iterdir())
    assert {Path(name).name for name in left} >= {
        "dispatch_order-a4x3-zh.pdf",
        "dispatch_order-a5x3-zh.pdf",
        "reception-zh.png",
        "reception-en.png",
        "slips-zh.png",
        "preview-en.png",
        "roster-zh.png",
        "duty_log-zh.png",
        "handovers-zh.png",
        "duty_roster-zh.pdf",
        "duty_log-zh.pdf",
        "handover-zh.pdf",
        "lights_out-zh.pdf",
    }
    for name in left:
        beginning = (tmp_path / name).read_bytes()[:4]
        assert beginning == (b"%PDF" if name.endswith(".pdf") else b"\x89PNG")
    number = answer.out.split("Issued ")[1].split()[0]
    paper = PdfReader(tmp_path / "out" / "dispatch_order-a4x3-zh.pdf")
    assert "".join(page.extract_text() for page in paper.pages).count(number) >= 3
