"""One record for the eyes: every kind has its page, whatever its keys are called."""

from __future__ import annotations

from fmselect.domain.recommendation import CatalogStamp
from fmselect.render import View
from fmselect.render.record import FORMATTERS, Shown

_STAMP: CatalogStamp = {
    "digest": "0" * 64,
    "build": "2026-11-24-00000000",
    "newest_fact": "2026-11-24",
    "oldest_price": None,
    "layers": [],
}


def _page(kind: str, record: dict[str, object]) -> str:
    """The page of a record in a window of eighty columns."""
    shown = Shown(kind, record, (), _STAMP, "2026-11-24")
    return FORMATTERS["table"](shown, View(width=80, color=False))


def test_the_anchors_of_a_task_are_facts_and_no_estimates() -> None:
    """A task says under `capability` what is worth 1 and 0: shown as they stand."""
    page = _page("tasks", {"id": "coding", "capability": {"good": 171, "bad": -6}})
    assert "171" in page
    assert "-6" in page
    assert "Estimate" not in page


def test_a_model_without_evidence_says_so() -> None:
    """An empty capability of a model is the word unproven, not an empty table."""
    assert "unproven" in _page("models", {"id": "acme/atlas-2", "capability": {}})
