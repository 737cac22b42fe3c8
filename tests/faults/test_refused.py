"""Every role and every verb: whoever may not is refused by name, and nothing is read or written (F16)."""

from __future__ import annotations

import pytest

from deskapp.domain.people import Role
from deskapp.errors import NotAllowed
from deskapp.services.office import OpenOffice, verb_specs
from tests.factories import Desk

ASKED = sorted(verb_specs().values(), key=lambda spec: spec.name)


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_f16_every_verb_refuses_whoever_may_not_and_says_both(
    office: OpenOffice, desk: Desk, role: Role | None
) -> None:
    actor = desk.as_(role).actor if role is not None else None
    before = desk.call("journal.head")
    for spec in ASKED:
        if spec.who is None or role in spec.who:
            continue
        register, name = spec.name.split(".")
        service = office.core.by_name[register]
        with pytest.raises(NotAllowed) as refused:
            getattr(service, name, getattr(service, f"{name}_", None))(actor)
        assert refused.value.code == "not_allowed", spec.name
        assert refused.value.params == {"role": f"role.{role}" if role else "–", "verb": spec.name}
    assert desk.call("journal.head") == before
