"""Slips, entries and print options to draw, and readers that look at the PDF again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pdfplumber
import pypdf

from deskapp.domain.directory import Estate
from deskapp.domain.paper import PaperLanguage, PrintOptions
from deskapp.domain.reception import Channel, Kind, Opinion, ToldHow, Urgency
from deskapp.domain.reception import State as EntryState
from deskapp.domain.reception_rows import EntryDetail
from deskapp.domain.slips import Extension, Item, Material, Round, SlipDetail, State
from deskapp.paper.forms import PaperOffice

AT = datetime(2026, 11, 21, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
RARE = "㛃䶮𬭎𠅤"
MATTER = "厨房洗菜盆下水管接口漏水,业主已关总阀。请先电话确认后上门,自带 DN50 接头。"
ESTATE = Estate(
    name="翠湖花园客服中心",
    name_en="Cuihu Garden Service Centre",
    address="南城区翠湖路 18 号",
    phone="000-0000 0000",
    complaint_line="000-0000 0001",
)
PAPERS = PaperOffice()


def options(**changes: Any) -> PrintOptions:
    kept: dict[str, Any] = {"estate": ESTATE, "printed_at": AT + HOUR / 2, "printed_by": "王丽", "paper": "a4x3"}
    return PrintOptions(**kept | changes)


def round_(**changes: Any) -> Round:
    kept: dict[str, Any] = {
        "round": 1,
        "content": MATTER,
        "issued_at": AT,
        "limit_at": AT + 4 * HOUR,
        "received_by": "",
        "received_at": None,
        "workers": "",
        "arrived_at": None,
        "finished_at": None,
        "result": "",
        "labour": Decimal(0),
        "materials": (),
        "fail_reason": "",
        "told_at": None,
        "told_how": None,
        "opinion": None,
        "recovered_at": None,
    }
    return Round(**kept | changes)


def done_round(**changes: Any) -> Round:
    done: dict[str, Any] = {
        "received_by": "李师傅",
        "received_at": AT + HOUR,
        "workers": "陈师傅",
        "arrived_at": AT + 2 * HOUR,
        "finished_at": AT + 3 * HOUR,
        "result": "更换接头,试水无渗漏。",
        "labour": Decimal("30"),
        "materials": (
            Material(name="下水接头", size="DN50", quantity=Decimal("2.00"), price=Decimal("12.5")),
            Material(name="生料带", size="", quantity=Decimal("1.5"), price=Decimal("2")),
        ),
        "told_at": AT + 5 * HOUR,
        "told_how": ToldHow.PHONE,
        "opinion": Opinion.RATHER_DISSATISFIED,
        "recovered_at": AT + 6 * HOUR,
    }
    return round_(**done | changes)


def slip(**changes: Any) -> SlipDetail:
    kept: dict[str, Any] = {
        "id": 1,
        "version": 1,
        "number": "PG-202611-0087",
        "state": State.ISSUED,
        "entry_id": 1,
        "entry_number": "JD-202611-0411",
        "entry_channel": "phone",
        "entry_kind": "repair",
        "entry_at": AT - HOUR,
        "unit": "5-1-0603",
        "unit_id": 1,
        "contact": "赵先生",
        "phone": "13800001234",
        "department_id": 1,
        "department": "工程部",
        "item": Item.PLUMBING,
        "urgency": Urgency.URGENT,
        "content": MATTER,
        "note": "",
        "created_at": AT,
        "issued_at": AT,
        "issued_by": "王丽",
        "limit_at": AT + 4 * HOUR,
        "limit_rule": "",
        "limit_span": "",
        "deadline": None,
        "appointment": AT + 2 * HOUR,
        "prints": 1,
        "closed_at": None,
        "close_reason": "",
        "void_reason": "",
        "rounds": (round_(content=changes.get("content", MATTER)),),
    }
    return SlipDetail(**kept | changes)


def extension(limit: datetime) -> Extension:
    return Extension(at=AT + HOUR, by="王丽", old_limit=AT + 4 * HOUR, new_limit=limit, reason="缺料", apology="已致歉")


def entry(**changes: Any) -> EntryDetail:
    kept: dict[str, Any] = {
        "id": 1,
        "version": 1,
        "number": "JD-202611-0411",
        "state": EntryState.PROMISED,
        "at": AT,
        "recorded_at": AT,
        "happened_reason": "",
        "unit": "5-1-0603",
        "unit_id": 1,
        "resident_id": None,
        "caller": "赵先生",
        "phone": "13800001234",
        "channel": Channel.PHONE,
        "kind": Kind.REPAIR,
        "category": None,
        "written": False,
        "urgency": Urgency.NORMAL,
        "content": MATTER,
        "answered_on_spot": False,
        "result": "",
        "first_promise": AT + HOUR,
        "promised_at": AT + 2 * HOUR,
        "promises_moved": 1,
        "promise_rule": "",
        "promises_missed": 0,
        "promise_span": "",
        "promise_start": AT,
        "deadline": None,
        "apology": "",
        "passed_to": "",
        "passed_at": None,
        "incident_id": None,
        "quoted": "",
        "told_at": None,
        "told_how": None,
        "opinion": None,
        "closed_at": None,
        "void_reason": "",
        "note": "",
        "recorder": "王丽",
        "handler": "周敏",
    }
    return EntryDetail(**kept | changes)


def order(data: SlipDetail | None = None, **changes: Any) -> bytes:
    """A dispatch order's PDF."""
    return PAPERS.render("dispatch_order", data, options(**changes))


def texts(pdf: bytes) -> list[str]:
    """The text of each page, without blanks: those are the reader's guess."""
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def whole(pdf: bytes) -> str:
    return "".join(texts(pdf))


def pages(pdf: bytes) -> Iterator[Any]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        yield from document.pages


def parts_of(page: Any) -> list[str]:
    """The three copies on an A4, each as its text without blanks in the order in which it was drawn."""
    high = float(page.height) / 3
    parts = ["", "", ""]
    for char in page.chars:
        parts[min(int(char["top"] // high), 2)] += char["text"]
    return ["".join(part.split()) for part in parts]


def clock_zh(moment: datetime) -> str:
    return f"{moment.astimezone():%Y年%m月%d日%H:%M}"


BOTH, ENGLISH = PaperLanguage.BOTH, PaperLanguage.ENGLISH
