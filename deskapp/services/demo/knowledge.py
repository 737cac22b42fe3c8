"""The knowledge base's share: what every office begins with, one article proposed, and the answers that quote it."""

from __future__ import annotations

from datetime import timedelta
from operator import itemgetter
from random import Random
from typing import Any, cast

from deskapp.domain.knowledge import PREFIX, REGISTER, Kind, State
from deskapp.models.knowledge import Article, Quote
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World
from deskapp.services.knowledge import KnowledgeService, first_articles
from deskapp.services.knowledge_search import keywords

#: So many in a hundred answers that an article fits are taken from it.
_QUOTED = 70
#: So many characters of an article's keywords must stand in what was asked.
_FITS = 3
_PROPOSED = {
    "title": "会所、健身房怎么预约",
    "title_en": "Booking the club house and the gym",
    "keywords": "会所 健身房 游泳池 预约 开放时间",
    "answer": "凭门禁卡到会所前台登记，或电话预约；开放时间见会所公告，节假日以通知为准。儿童须有大人陪同。",
}


def words(row: Any) -> Any:
    """The words an article is found by, as its service has them."""
    return KnowledgeService.searchable(cast(Any, None), row)


class KnowledgeShare:
    """Laid out at the set-up; quoted day by day by the reception log's share."""

    order = 6

    def begin(self, world: World) -> None:
        """The first articles, as the set-up of the office lays them out."""
        self._rng = Random(f"{world.plan.seed} {REGISTER}")
        self._answers: list[tuple[tuple[str, ...], Row]] = []
        at = max(world.clock.midnight(0) - 30 * DAY + 9 * HOUR, 0)
        month = (world.clock.days[0] - timedelta(days=30)).strftime("%Y%m")
        for values in first_articles():
            plain = {name: value.strip() for name, value in values.items()}
            row = self._article(world, at, month, "staff.set_up", 1, State.IN_USE, plain)
            if row["kind"] == Kind.ANSWER.value:
                self._answers.append((keywords(row["keywords"]), row))

    def _article(
        self, world: World, at: int, month: str, verb: str, by: int, state: State, values: dict[str, str]
    ) -> Row:
        row = world.ledger.new(
            Article, number=world.ledger.number(PREFIX, month), state=state.value, created_at=iso(at), author_id=by,
            **{"kind": Kind.ANSWER.value} | values,
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, verb, by, REGISTER, row, row["number"])
        return row

    def day(self, world: World, day: int) -> None:
        """Two days before the end somebody at the counter proposes an article; it waits for the office."""
        at = world.clock.midnight(day) + 10 * HOUR
        if day == len(world.clock.days) - 3 and at < world.now:
            month = world.clock.days[day].strftime("%Y%m")
            by = world.on_duty(at)
            self._article(world, at, month, "knowledge.write", by, State.PROPOSED, _PROPOSED)

    def answer(self, world: World, at: int, entry: Row) -> None:
        """Answer an inquiry from the base, where an article fits: its words, its number, and that it was quoted."""
        fits = [(sum(len(word) for word in said if word in entry["content"]), row) for said, row in self._answers]
        weight, best = max(fits, key=itemgetter(0))
        if weight >= _FITS and self._rng.random() * 100 < _QUOTED:
            entry.update(result=best["answer"], quoted=best["number"])
            world.ledger.new(Quote, number=best["number"], register="reception", entry_id=entry["id"], at=iso(at))


SHARE = KnowledgeShare()
