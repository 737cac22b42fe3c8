"""The attachments' share: made-up photos of leaks, dents and sites, signed papers, signatures (``ALL-8``).

Other shares attach theirs with ``attach(world, …, made)``, ``made`` being one of ``pictures()``.
"""

from __future__ import annotations

import hashlib
import time
from datetime import datetime
from functools import cache
from io import BytesIO
from math import sin
from random import Random
from typing import Any, NamedTuple
from zlib import crc32

from deskapp.domain.attachments import REGISTER, Kind, Media, told
from deskapp.models.attachments import Attachment, AttachmentContent
from deskapp.models.base import Base
from deskapp.models.events import Event
from deskapp.models.loans import Loan
from deskapp.models.mail import MailItem
from deskapp.models.pickups import Pickup
from deskapp.models.reception import Entry
from deskapp.models.slips import Slip
from deskapp.services.demo.clock import iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World

#: Of so many of a thousand entries there is something; of the last days' entries of so many.
_OFTEN, _LATELY, _LAST_DAYS = 12, 150, 10


class Made(NamedTuple):
    """A made-up file."""

    name: str
    media: Media
    content: bytes
    sha256: str


class Source(NamedTuple):
    """Which rows have what: table, register, the column of the moment, kind, file, what can be seen on it.

    ``only`` are a column and the value it must have; ``says`` is the column that says what can be seen, ``whose`` the
    one that names the person: one name, one signature. ``often`` and ``lately``: so many of a thousand.
    """

    model: type[Base]
    register: str
    moment: str
    kind: Kind
    made: str
    notes: tuple[str, ...]
    only: tuple[str, str] = ("", "")
    says: str = ""
    whose: str = ""
    often: int = _OFTEN
    lately: int = _LATELY


_SOURCES = (
    Source(Entry, "reception", "recorded_at", Kind.PHOTO, "leak", ("天花板渗水痕迹", "住户微信发来，漏水位置", ""),
           ("kind", "repair")),
    Source(Entry, "reception", "recorded_at", Kind.PHOTO, "dent", ("门厅现场", "业主提供照片", ""),
           ("kind", "complaint")),
    Source(Slip, "slips", "recovered_at", Kind.PAPER, "paper", ("住户签字的派工单", "签字联扫描件")),
    Source(Event, "events", "created_at", Kind.PHOTO, "dent", ("现场照片", "监控截图")),
    Source(Loan, "loans", "recorded_at", Kind.SIGNATURE, "signature", ("借用人签名", ""), whose="borrower"),
    Source(MailItem, "mail", "recorded_at", Kind.PHOTO, "dent", ("",), ("condition", "damaged"), says="damage",
           often=700, lately=900),
    Source(Pickup, "pickups", "recorded_at", Kind.SIGNATURE, "signature", ("领取人签名",), whose="taker", often=40,
           lately=300),
)  # fmt: skip


class AttachmentShare:
    """Now and then somebody attaches something to an entry that is in the register."""

    order = 90

    def begin(self, world: World) -> None:
        """Chance of its own."""
        self.rng = Random(f"{world.plan.seed} {REGISTER}")
        self._seen: dict[str, int] = {}

    def day(self, world: World, day: int) -> None:
        """Look through what came into the register since the day before."""
        late = day >= len(world.clock.days) - _LAST_DAYS
        for model in dict.fromkeys(source.model for source in _SOURCES):
            sources = [source for source in _SOURCES if source.model is model]
            for row in self._new(world, model):
                for source in sources:
                    column, wanted = source.only
                    often = source.lately if late else source.often
                    if (not column or row[column] == wanted) and self.rng.randrange(1000) < often:
                        self._attach(world, source, row)

    def _new(self, world: World, model: Any) -> list[Row]:
        table = str(model.__tablename__)
        rows = list(world.ledger.unwritten(model, self._seen.get(table, 0)))
        if rows:
            self._seen[table] = rows[-1]["id"]
        return rows

    def _attach(self, world: World, source: Source, row: Row) -> None:
        if not row[source.moment]:
            return
        at = int(datetime.fromisoformat(row[source.moment]).timestamp()) + 90 + self.rng.randrange(1500)
        files = pictures()[source.made]
        made = files[crc32(row[source.whose].encode()) % len(files)] if source.whose else self.rng.choice(files)
        note = row[source.says] if source.says else self.rng.choice(source.notes)
        attach(world, at, source.register, row, source.kind, made, note)


def attach(world: World, at: int, register: str, row: Row, kind: Kind, made: Made, note: str = "") -> None:
    """Attach a made-up file to a row, as the service would have; nothing after history's end."""
    if at >= world.now:
        return
    if made.sha256 not in world.files:
        world.files.add(made.sha256)
        world.ledger.new(AttachmentContent, sha256=made.sha256, content=made.content)
    who = world.on_duty(at)
    new = world.ledger.new(
        Attachment, register=register, entry_id=row["id"], entry_number=row["number"], kind=kind.value, name=made.name,
        media=made.media.value, size=len(made.content), sha256=made.sha256, at=iso(at), recorder_id=who, note=note,
    )  # fmt: skip
    said = told(made.name, kind, made.sha256, note)
    world.ledger.note(at, f"{REGISTER}.attach", who, REGISTER, new, row["number"], said)


@cache
def pictures() -> dict[str, tuple[Made, ...]]:
    """Every made-up file, drawn once: ``leak``, ``dent``, ``signature``, ``paper``."""
    rng = Random("pictures")
    return {
        "leak": tuple(_made(f"IMG_{2000 + n}.jpg", Media.JPEG, _leak(rng)) for n in range(4)),
        "dent": tuple(_made(f"IMG_{3000 + n}.jpg", Media.JPEG, _dent(rng)) for n in range(4)),
        "signature": tuple(_made(f"签名{n + 1}.png", Media.PNG, _signature(rng)) for n in range(6)),
        "paper": tuple(_made(f"扫描件{n + 1}.pdf", Media.PDF, _paper(rng)) for n in range(2)),
    }


def _made(name: str, media: Media, content: bytes) -> Made:
    return Made(name, media, content, hashlib.sha256(content).hexdigest())


def _saved(image: Any, kind: str, **how: Any) -> bytes:
    made = BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()


def _leak(rng: Random) -> bytes:
    """A wet patch on a ceiling."""
    from PIL import Image, ImageDraw, ImageFilter

    image = Image.new("RGB", (640, 480), (226, 223, 214))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 400, 640, 480), fill=(188, 183, 172))
    x, y = rng.randrange(150, 450), rng.randrange(90, 220)
    for ring in range(6):
        wide, high = 170 - ring * 24, 100 - ring * 13
        shade = 205 - ring * 17
        pen.ellipse((x - wide, y - high, x + wide, y + high), fill=(shade, shade - 18, shade - 50))
    for _ in range(5):
        drop = x + rng.randrange(-90, 90)
        pen.line((drop, y + 60, drop + rng.randrange(-6, 6), y + rng.randrange(140, 250)), fill=(150, 130, 96), width=4)
    return _saved(image.filter(ImageFilter.GaussianBlur(3)), "JPEG", quality=60)


def _dent(rng: Random) -> bytes:
    """A carton with a corner pushed in."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (640, 480), (120, 124, 130))
    pen = ImageDraw.Draw(image)
    pen.polygon([(110, 180), (330, 130), (560, 190), (540, 400), (330, 440), (130, 380)], fill=(186, 146, 96))
    pen.polygon([(110, 180), (330, 130), (560, 190), (330, 236)], fill=(208, 170, 120))
    pen.line((330, 236, 330, 440), fill=(150, 114, 72), width=5)
    pen.rectangle((180, 262, 290, 330), fill=(240, 240, 236))
    for line in range(5):
        pen.line((188, 274 + line * 11, 188 + rng.randrange(40, 92), 274 + line * 11), fill=(60, 60, 60), width=3)
    x, y = rng.randrange(430, 520), rng.randrange(330, 385)
    pen.polygon([(x - 60, y + 26), (x, y - 40), (x + 30, y + 10)], fill=(96, 68, 38))
    pen.line((x, y - 40, x - rng.randrange(30, 90), y - rng.randrange(40, 90)), fill=(70, 50, 30), width=4)
    return _saved(image, "JPEG", quality=60)


def _signature(rng: Random) -> bytes:
    """A name written in haste."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (520, 200), 255)
    pen = ImageDraw.Draw(image)
    x = 50.0
    for _ in range(rng.choice((2, 3, 3))):
        for _ in range(rng.randrange(3, 6)):
            top, left = rng.randrange(40, 110), x + rng.randrange(0, 60)
            bend, long, tall = rng.uniform(-22, 22), rng.randrange(36, 96), rng.randrange(-20, 70)
            stroke = [(left + long * t / 12, top + tall * t / 12 + bend * sin(t / 12 * 3.1)) for t in range(13)]
            pen.line(stroke, fill=20, width=rng.choice((3, 4, 5)), joint="curve")
        x += 130
    return _saved(image.quantize(8), "PNG", optimize=True)


def _paper(rng: Random) -> bytes:
    """A page of a form with ticks and a name at its foot."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (620, 877), 250)
    pen = ImageDraw.Draw(image)
    pen.rectangle((200, 50, 420, 78), fill=60)
    for row in range(14):
        y = 120 + row * 42
        pen.rectangle((60, y, 560, y + 42), outline=90)
        pen.line((160, y, 160, y + 42), fill=90)
        pen.line((78, y + 21, 140, y + 21), fill=110, width=8)
        pen.line((176, y + 21, rng.randrange(220, 520), y + 21), fill=130, width=6)
    name = Image.open(BytesIO(_signature(rng))).convert("L").resize((230, 88))
    image.paste(name, (300, 730))
    then = time.gmtime(0)  # else the file would say when it was made
    return _saved(image, "PDF", resolution=75, creationDate=then, modDate=then)


SHARE = AttachmentShare()
