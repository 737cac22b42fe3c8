"""One search box for everything, and what a scanned code opens (``ALL-5``, ``ALL-11``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from deskapp.domain.common import Hit, Ref
from deskapp.domain.people import EVERYONE
from deskapp.services.numbering import plain
from deskapp.services.register import RegisterService
from deskapp.services.verbs import Service, Tx, reads

#: ``PG-202611-0087/2`` is the second copy of the slip (QR code on paper).
_COPY = re.compile(r"/\d+$")
_NUMBER = re.compile(r"([A-Z]{2,4})[-\s]?(\d{6})[-\s]?(\d{1,9})")
MOST_HITS = 100


class SearchService(Service):
    """Asks every service that can be searched."""

    name = "search"

    @reads(EVERYONE)
    def find(self, tx: Tx, text: str, limit: int = 20) -> tuple[Hit, ...]:
        """What ``text`` may mean: the entry of that very number first, then each register's newest, fairly shared."""
        limit = max(1, min(limit, MOST_HITS))
        found = [service.hits(tx, text, limit) for service in self._searched(tx)]
        exact = self._by_code(tx, text)
        if exact is None:
            return tuple(_shared(found, limit))
        first = next((hit for hits in found for hit in hits if _same(hit, exact)), Hit(ref=exact, title=exact.number))
        others = [[hit for hit in hits if not _same(hit, exact)] for hits in found]
        return (first, *_shared(others, limit - 1))

    @reads(EVERYONE)
    def by_code(self, tx: Tx, code: str) -> Ref | None:
        """The entry of a scanned code or a typed number; a copy's ordinal after the slash is left out."""
        return self._by_code(tx, code)

    def _by_code(self, tx: Tx, code: str) -> Ref | None:
        code = _COPY.sub("", plain(code))
        number = _NUMBER.fullmatch(code)
        if number is not None:
            prefix, month, serial = number.groups()
            code = f"{prefix}-{month}-{int(serial):04d}"
        for service in self._searched(tx):
            own = not isinstance(service, RegisterService) or code.partition("-")[0] in _prefixes(service)
            if own and (ref := service.by_number(tx, code)) is not None:
                return ref  # type: ignore[no-any-return]
        return None

    def _searched(self, tx: Tx) -> Iterator[Any]:
        """The services with something to find that this person may read."""
        return (s for s in self.core.by_name.values() if hasattr(s, "hits") and s.open_to(tx))


def _prefixes(service: RegisterService[Any, Any]) -> tuple[str, ...]:
    return (service.prefix, *service.also_numbered)


def _same(hit: Hit, ref: Ref) -> bool:
    return (hit.ref.register, hit.ref.id) == (ref.register, ref.id)


def _shared(found: list[list[Hit]], limit: int) -> list[Hit]:
    """At most ``limit`` hits, each register's together, no register crowding out another."""
    turns = [(turn, place) for place, hits in enumerate(found) for turn in range(len(hits))]
    counts = Counter(place for _, place in sorted(turns)[:limit])
    return [hit for place, hits in enumerate(found) for hit in hits[: counts[place]]]


SERVICE = SearchService
