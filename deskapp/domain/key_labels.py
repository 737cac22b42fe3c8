"""Labels for sets of keys: hook and number, never the door (``KEY-7``)."""

from __future__ import annotations

from dataclasses import dataclass

#: The label sheets there are; their measures are data (``resources/labels.toml``).
SHEETS = ("label_l7160", "label_l7651", "label_l7636", "label_3657", "label_tag")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLabel:
    """What stands on one label. A set that has no hook (its owner has it) shows its number alone."""

    hook: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLabels:
    """The labels of a cabinet in the order of its hooks, or of one set; ``number`` is the cabinet's code, or the set's."""

    id: int
    number: str
    labels: tuple[KeyLabel, ...]
