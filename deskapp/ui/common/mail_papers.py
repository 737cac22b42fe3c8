"""The mail's papers: labels, notices for all who are to be told, the steward's list (``MAIL-4``, ``MAIL-6``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QMenu

from deskapp.domain.common import Change, Option, Query
from deskapp.domain.mail import Channel, ContactDraft, Outcome
from deskapp.domain.people import COUNTER
from deskapp.ui import format as fmt
from deskapp.ui.actions import native
from deskapp.ui.common.parts import keyed, while_alive
from deskapp.ui.common.printing import form_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskapp.domain.pickups import PickupDraft
    from deskapp.ui.desks.mail import MailDesk

LABEL, NOTICES, STEWARD_LIST, SHEET, PICKUP = (
    "mail_label",
    "pickup_notices",
    "steward_list",
    "mail_sheet",
    "pickup_sheet",
)
LISTS_KEY = "Ctrl+Shift+P"
#: So many are told of in one go; the next ones are told of by doing it again.
_MOST_TOLD = 400


class MailPapers(QObject):
    """What the desk prints, by its menu of lists and by keys."""

    def __init__(self, desk: MailDesk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.context = desk.context
        self.areas: Sequence[Option] = ()
        self._told: tuple[int, ...] = ()
        self.menu = QMenu(desk)
        self.button = keyed(QCoreApplication.translate("MailDesk", "More"), LISTS_KEY)
        self.button.clicked.connect(self.offer)

    # The menu

    def offer(self, _on: bool = False) -> None:
        """Open under its button: the areas are read first."""
        self.context.ask("directory.areas", while_alive(self, self._offer), owner=self, token="areas")

    def _offer(self, areas: Iterable[Option]) -> None:
        actor = self.context.actor
        counter = actor is not None and actor.role in COUNTER
        self.areas = [area for area in areas if counter or (actor is not None and actor.area_id == area.id)]
        self.menu.clear()
        if counter:
            shelve = QCoreApplication.translate("MailDesk", "Put on the shelf, by scans")
            self.menu.addAction(f"{shelve}\t{native('Ctrl+B')}").triggered.connect(self.desk.open_shelving)
            notify = QCoreApplication.translate("MailDesk", "Notices for all who are to be told")
            self.menu.addAction(notify).triggered.connect(self.notify_all)
            self.menu.addSeparator()
        steward = QCoreApplication.translate("MailDesk", "Steward's list: {area}")
        for area in self.areas:
            self.menu.addAction(steward.format(area=area.text)).triggered.connect(partial(self._steward, area.id))
        if counter:
            self.menu.addSeparator()
            self._sheets()
        self.menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))
        if self.menu.actions():
            self.menu.setActiveAction(self.menu.actions()[0])

    def _sheets(self) -> None:
        """The signing sheet of today, of the day of the item in front, of this month."""
        detail = self.desk.pane.detail
        days = [fmt.now().astimezone().date()]
        if detail is not None:
            days.append(detail.received_at.astimezone().date())
        said = QCoreApplication.translate("MailDesk", "Signing sheet of {day}")
        periods = [(f"{day:%Y-%m-%d}", int(f"{day:%Y%m%d}")) for day in dict.fromkeys(days)]
        periods.append((f"{days[0]:%Y-%m}", int(f"{days[0]:%Y%m}")))
        for named, period in periods:
            self.menu.addAction(said.format(day=named)).triggered.connect(partial(self._sheet, period))

    def _steward(self, area: int, _on: bool = False) -> None:
        self.show(STEWARD_LIST, area)

    def _sheet(self, day: int, _on: bool = False) -> None:
        self.show(SHEET, day)

    def show(self, code: str, id: int) -> None:
        """Look at a paper before it is printed."""
        if form_of(self.context, code) is not None:
            self.desk.look_at_paper(code, id)

    def to_sign(self, draft: PickupDraft) -> None:
        """The sheet of what is about to go out (``MAIL-7``)."""
        if form_of(self.context, PICKUP) is not None:
            self.desk.look_at_paper(PICKUP, 0, ("pickups.sheet_of", {"draft": draft}))

    # Several items on one paper

    def labels(self, ids: Sequence[int]) -> None:
        """The labels of a run, or of the item in front (``MAIL-9``)."""
        if ids and form_of(self.context, LABEL) is not None:
            self.desk.look_at_paper(LABEL, ids[0], ("mail.labels", {"ids": tuple(ids)}))

    # Notices

    def notify_all(self, _on: bool = False) -> None:
        """A slip for everybody who is to be told, and the attempts logged in one step (``MAIL-4``)."""
        query = Query(chip="notify", sort="unit")
        self.context.ask("mail.ids", while_alive(self, self._to_tell), owner=self, token="tell", query=query)

    def _to_tell(self, ids: Sequence[int]) -> None:
        self._told = tuple(ids)[:_MOST_TOLD]
        if not self._told:
            self.context.say(QCoreApplication.translate("MailDesk", "Everybody who has mail here has been told."))
        elif form_of(self.context, NOTICES) is not None:
            self.desk.look_at_paper(NOTICES, self._told[0], ("mail.notices", {"ids": self._told}))
            said = QCoreApplication.translate("MailDesk", "Print the slips; once they are up, log them")
            log = QCoreApplication.translate("MailDesk", "Log {count} as told").format(count=len(self._told))
            self.context.say(said, action=log, act=self._log, seconds=120)

    def _log(self) -> None:
        """The slips are up: one attempt for each, with the next one proposed."""
        draft = ContactDraft(channel=Channel.NOTICE, outcome=Outcome.LEFT)
        self.context.do("mail.notify_all", while_alive(self, self._logged), ids=list(self._told), draft=draft)

    def _logged(self, change: Change) -> None:
        told = {ref.id for ref in (change.ref, *change.also) if ref.register == "mail"}
        said = QCoreApplication.translate("MailDesk", "{count} notice(s) logged").format(count=len(told))
        self.context.say(said, kind="ok")
        self.desk.close_preview()
