"""What every widget is handed: a refusal is said in sentences."""

from __future__ import annotations

from deskapp.domain.words import Language
from deskapp.errors import Invalid, Problem
from deskapp.ui.context import Context


def test_all_12_every_problem_of_a_refused_draft_is_said_in_its_own_sentence(context: Context) -> None:
    refused = Invalid(Problem("unit", "required"), Problem("keys", "not_a_number"))
    assert context.language is Language.ENGLISH
    said = context.error_text(refused)
    assert said == " ".join(context.word(f"problem.{code}") for code in ("required", "not_a_number"))
    assert "unit" not in said
