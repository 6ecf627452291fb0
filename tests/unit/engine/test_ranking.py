"""The order, and who is shown for a model."""

from __future__ import annotations

from fmselect.domain.candidate import Capability
from fmselect.domain.requirements import Workload
from fmselect.engine.ranking import ranked
from fmselect.engine.score import Scored
from fmselect.engine.subject import assess
from tests.support.memory_catalog import candidate


def scored(offer: str, score: float, *, proven: bool = True) -> Scored:
    """A candidate with a score."""
    evidence = Capability(50.0, None, 3, "fair") if proven else None
    subject = assess([candidate(offer, capability=evidence)], Workload(), "language")[0]
    return Scored(subject, (score,), score, proven)


def names(items: list[Scored]) -> list[str]:
    """The offers in order."""
    return [item.subject.candidate.offer for item in items]


def test_a_higher_score_comes_first_and_evidence_before_any_score() -> None:
    """Unproven follows proven."""
    items = [scored("a/l/x", 0.2), scored("a/l/y", 0.9, proven=False), scored("a/l/z", 0.5)]
    assert names(ranked(items)) == ["a/l/z", "a/l/x", "a/l/y"]


def test_a_tie_is_broken_by_id_even_where_rounding_hides_it() -> None:
    """0.1 + 0.2 and 0.3 are the same score."""
    items = [scored("b/l/x", 0.1 + 0.2), scored("a/l/y", 0.3)]
    assert names(ranked(items)) == ["a/l/y", "b/l/x"]


def test_one_offer_stands_for_a_model() -> None:
    """The one with the highest score, or of equals the first by id."""
    items = [
        scored("c/l/x", 0.5),
        scored("a/l/x", 0.4),
        scored("b/l/x", 0.5 + 1e-15),
        scored("a/l/y", 0.1),
    ]
    assert names(ranked(items)) == ["b/l/x", "a/l/y"]
    assert names(ranked(items, one_per_model=False)) == ["b/l/x", "c/l/x", "a/l/x", "a/l/y"]


def test_one_per_model_is_the_full_order_without_the_later_offers() -> None:
    """The short cut changes nothing, whatever the input order."""
    items = [scored(f"{p}/l/{m}", (ord(p) * ord(m)) % 7 / 7) for p in "abcd" for m in "uvwxyz"]
    for sequence in (items, items[::-1]):
        full, seen = [], set()
        for item in ranked(sequence, one_per_model=False):
            if item.subject.candidate.model not in seen:
                seen.add(item.subject.candidate.model)
                full.append(item)
        assert names(ranked(sequence)) == names(full)
