"""docs/reference/constraints.md says of every limit how it is judged."""

from __future__ import annotations

from fmselect.engine.constraints import CONSTRAINTS
from tests.unit.engine.test_constraints import CASES
from tools.reference.constraints import LOGIC, constraints


def test_every_limit_is_described() -> None:
    """A limit without a row, or a row without a limit, fails here."""
    assert set(LOGIC) == set(CONSTRAINTS)


def test_what_can_happen_is_described() -> None:
    """Each limit that can be conditional or unknown says when."""
    for name, logic in LOGIC.items():
        seen = {status for limit, _, _, status, _ in CASES if limit == name}
        for status, words in (("conditional", logic.conditional), ("unknown", logic.unknown)):
            if status in seen:
                assert words, (name, status)


def test_the_page_names_options() -> None:
    """The option stands beside the limit."""
    assert "| `privacy.max_retention_days` | `--max-retention` |" in constraints()
    assert "| `use.redistribute` | `--redistribute` |" in constraints()
    assert "| `providers.allow` | `--provider` |" in constraints()
