"""The guide is true: its pictures of the life cycles are the tables, its links lead somewhere."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

from deskapp.ui import arrivals, emergency_bar, window_actions
from deskapp.ui.common import key_words, mail_keys
from deskapp.ui.common.attachments_part import ATTACH_KEY
from deskapp.ui.common.knowledge_panel import F3
from deskapp.ui.common.register_spec import RegisterSpec
from tests.registers import name_of, registers

DOCS = Path(__file__).parents[3] / "docs"
_KEY = r"(?:Ctrl|Alt|Shift)\+[\w+,]+|F\d+"
#: Keys of every form, of every entry's attachments, and of the window: answers from the base, proposals counted
#: through, the emergency bar, the line at sign-in.
_FORMS = {
    "Ctrl+Enter", F3, ATTACH_KEY, "Ctrl+V", emergency_bar.KEYS, arrivals.READ_KEY, arrivals.CLOSE_KEY,
    *(f"Ctrl+{number}" for number in range(1, 10)),
}  # fmt: skip
#: The five tabs.
_TABS = {f"Alt+{number}" for number in range(1, 6)}
#: Desks that say themselves which keys they have, as F1 lists them.
_LISTED = {"keys": key_words.listed, "mail": mail_keys.listed}


@pytest.mark.parametrize("register", registers(), ids=name_of)
def test_the_state_picture_is_drawn_from_the_table(register: ModuleType) -> None:
    page = (DOCS / "guide" / f"{register.REGISTER}.md").read_text(encoding="utf-8")
    assert register.LIFECYCLE.mermaid() in page


def keys_of(spec: RegisterSpec) -> set[str]:
    """The keys that a desk and its forms have."""
    made = {key.key for key in spec.keys} | {act.key for acts in spec.form_acts.values() for act in acts}
    return made - {""}


def spec_of(register: str) -> RegisterSpec:
    """What a register's desk declares."""
    spec = importlib.import_module(f"deskapp.ui.desks.{register}").SPEC
    assert isinstance(spec, RegisterSpec)
    return spec


@pytest.mark.parametrize("register", registers(), ids=name_of)
def test_all_6_every_key_of_a_page_is_one_of_its_desk_and_every_key_of_the_desk_is_on_it(register: ModuleType) -> None:
    page = (DOCS / "guide" / f"{register.REGISTER}.md").read_text(encoding="utf-8")
    own, before = keys_of(spec_of(register.REGISTER)), keys_of(spec_of("reception"))  # whence it may have come
    own |= {key for keys, _ in _LISTED.get(register.REGISTER, list)() for key in re.findall(_KEY, keys)}
    everywhere = set(re.findall(rf'"({_KEY})"', Path(window_actions.__file__).read_text(encoding="utf-8")))
    named = set(re.findall(rf"`({_KEY})`", page))
    assert named - own - before - everywhere - _FORMS - _TABS == set()
    assert own - named == set()


def test_every_link_leads_somewhere() -> None:
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"
