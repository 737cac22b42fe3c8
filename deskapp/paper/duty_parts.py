"""What the papers of duty have in common: the end of the duty log as text and as a code (``DUTY-3``)."""

from __future__ import annotations

from dataclasses import dataclass

from deskapp.domain.duty_log import Head
from deskapp.domain.duty_papers import head_code, typed_head
from deskapp.paper.cells import LEADING, PAD, base_line
from deskapp.paper.fonts import bold
from deskapp.paper.kit import shrink
from deskapp.paper.lines import fitted
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, Speech

LOG_HEAD = Label("值班记录末尾", "Head of the duty log")
SUPERVISOR_SIGNS = Label("主管签名", "Supervisor signs")
_SEQ, _COUNT, _AT = Label("序号", "Sequence"), Label("条数", "Entries"), Label("时间", "Time")
_PROVE = Label(
    "核对：在程序中输入或扫描上面的校验码（deskapp check --head），记录被删改即可查出。",
    "To prove the log, type or scan the line above: deskapp check --head",
)
_EMPTY, NOT_YET = Label("尚无记录", "No entries yet"), Label("尚未接班确认", "not yet confirmed")
#: With the white that a reader needs around it.
_CODE, _WHITE = 19 * MM, 2.2 * MM
_STRONG, _PLAIN, _SMALL = 13.0, 9.0, 6.8


@dataclass(slots=True)
class LogHead:
    """Sequence, count, time and 80 bits, as text and as a code that says the same; None: not confirmed yet."""

    head: Head | None
    speech: Speech

    def fit(self, _width: float) -> float:
        """See ``Content``."""
        return _CODE + 2 * _WHITE if self.known is not None else 7 * MM

    @property
    def known(self) -> Head | None:
        """The head where there is one to print."""
        return self.head if self.head is not None and self.head.seq else None

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        head, speech = self.known, self.speech
        if head is None:
            said = speech.say(NOT_YET if self.head is None else _EMPTY)
            sheet.text(x + PAD, y + height / 2 + 0.36 * _PLAIN, said, _PLAIN, grey=0.3)
            return
        room = width - _CODE - 2 * _WHITE - 2 * PAD
        sheet.qr(x + width - _CODE - _WHITE, y + (height - _CODE) / 2, _CODE, head_code(head))
        told = ((_SEQ, str(head.seq)), (_COUNT, str(head.count)), (_AT, speech.clock(head.at)))
        typed, strong_size = fitted(typed_head(head.seq, head.short), room, _STRONG, bold())
        figures = shrink("　　".join(f"{speech.say(label)} {value}" for label, value in told), room, (_PLAIN, 8, 7))
        prove = shrink(speech.say(_PROVE), room, (_SMALL, 6))
        lines = [(figures, False, 0.0), ((strong_size, [typed]), True, 0.0), (prove, False, 0.3)]
        high = sum(size * LEADING * len(wrapped) for (size, wrapped), _strong, _grey in lines) + 2 * MM
        top = y + (height - high) / 2
        for (size, wrapped), strong, grey in lines:
            for line in wrapped:
                sheet.text(x + PAD, top + base_line(size), line, size, strong=strong, grey=grey)
                top += size * LEADING
            top += 1 * MM
