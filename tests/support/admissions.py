"""What an answer says would let an offer in, done: the step, and a hundredth less of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, TypeVar

from fmselect.domain.recommendation import Admission, Recommendation
from fmselect.domain.requirements import Constraints, PrivacyConstraints, Requirements, Use
from fmselect.engine.constraints import CONSTRAINTS, active_constraints
from fmselect.engine.decision import decide
from fmselect.engine.ranking import order_key
from tests.support.truths import (
    ALMOST,
    TODAY,
    Market,
    Offers,
    answer,
    explained,
    first,
    model_of,
)


def admissions_are_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """All steps together admit an offer that is out; of a number, nearly all is not enough."""
    for item in offers:
        document = explained(market, offers, asked, item.offer)
        steps = document["admission"]
        assert (steps == []) == (document["standing"] != "out")
        missing = {v["constraint"]: v["short_by"] for v in document["limits"] if v["short_by"]}
        for step in steps:
            name, limit = step["constraint"], limit_of(asked, step["constraint"])
            if name in missing and isinstance(limit, float):
                below = name.startswith("min_") and missing[name] > limit
                assert below or step["how"] == "relax", step
        if steps and not any(step["how"] in ("nothing", "policy") for step in steps):
            _admitted(market, offers, asked, item.offer, steps)


def _admitted(
    market: Market, offers: Offers, asked: Requirements, offer: str, steps: Sequence[Admission]
) -> None:
    """Taken together the steps admit it; without the last hundredth of one they do not."""
    admitted = asked
    for step in steps:
        admitted = agreed(admitted, step, step["to"])
    assert is_eligible(market, offers, admitted, offer), steps
    for step in steps:
        limit = limit_of(asked, step["constraint"])
        if step["how"] != "relax" or isinstance(step["to"], (list, int)):
            continue
        nearly = agreed(admitted, step, limit + ALMOST * (step["to"] - limit))
        assert not is_eligible(market, offers, nearly, offer), step


def is_eligible(market: Market, offers: Offers, asked: Requirements, offer: str) -> bool:
    """Whether an offer satisfies every limit."""
    decision = decide(market(offers), asked, today=TODAY)
    return any(s.candidate.offer == offer for s in decision.screening.eligible)


def limit_of(asked: Requirements, name: str) -> Any:
    """The limit in force."""
    limits: Any = asked.constraints
    if name.startswith("privacy."):
        limits, name = limits.privacy, name.removeprefix("privacy.")
    return getattr(limits, name.replace(".", "_"), None)


def agreed(asked: Requirements, step: Admission, to: Any) -> Requirements:
    """The requirements with one step taken; what is to be settled is left out."""
    if step["how"] == "accept":
        return asked._replace(accept=tuple(dict.fromkeys((*asked.accept, to))))
    if step["how"] == "assume":
        return asked._replace(assume_unknown=tuple(dict.fromkeys((*asked.assume_unknown, to))))
    name = step["constraint"]
    if name.startswith("use."):
        return asked._replace(use=_with(asked.use, name.removeprefix("use."), None))
    if "--use" in step["sentence"]:
        asked = asked._replace(use=Use())
    value: Any = tuple(to) if isinstance(to, list) else to
    return with_limit(asked, name, value)


def with_limit(asked: Requirements, name: str, value: Any) -> Requirements:
    """The requirements with one limit at a value; None is without it."""
    limits = asked.constraints
    if name.startswith("privacy."):
        privacy = _with(limits.privacy, name.removeprefix("privacy."), value)
        return asked._replace(constraints=limits._replace(privacy=privacy))
    return asked._replace(constraints=_with(limits, name.replace(".", "_"), value))


Part = TypeVar("Part", Constraints, PrivacyConstraints, Use)


def _with(part: Part, name: str, value: Any) -> Part:
    """One field at a value; None is its default."""
    changes: dict[str, Any] = {name: part._field_defaults[name] if value is None else value}
    return part._replace(**changes)


def near_misses_are_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """The step of each admits it, with the score and at the rank that are promised."""
    document = answer(market, offers, asked)
    for miss in document["near_misses"]:
        offer, (step,), (failed,) = miss["offer"], miss["admission"], miss["failed"]
        assert failed["constraint"] == step["constraint"]
        if step["how"] in ("policy", "nothing"):
            continue
        admitted = agreed(asked, step, step["to"])
        _admitted(market, offers, asked, offer, [step])
        ranked = [row["offer"] for row in document["ranking"]]
        known = [item for item in offers if item.offer in {*ranked, offer}]
        alone = decide(market(known), admitted, today=TODAY, one_per_model=False)
        found = {item.subject.candidate.offer: item for item in alone.scored}
        if list(alone.weights.items()) != list(document["weights"].items()):
            continue  # of some criterion only those that are out are known
        assert found[offer].score == miss["score_if_admitted"]
        ahead = [o for o in ranked if order_key(found[o]) < order_key(found[offer])]
        if miss["rank_if_admitted"] is None:
            assert model_of(offer) in {model_of(other) for other in ahead}
        else:
            assert len(ahead) == miss["rank_if_admitted"] - 1


def shortfalls_are_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """Relaxing a limit by what is missing satisfies it, and by a hundredth less does not."""
    catalog = market(offers)
    decision = decide(catalog, asked, today=TODAY)
    by_offer = {subject.candidate.offer: subject for subject in decision.subjects}
    excluded = answer(market, offers, asked, explain_excluded=True)["excluded"]
    for item in excluded:
        for failed in item["failed"]:
            name, short = failed["constraint"], failed["short_by"]
            limit = limit_of(asked, name)
            if short is None or isinstance(limit, (tuple, str)) or limit is None:
                continue
            sign = -1.0 if name.startswith("min_") else 1.0
            assert short > 0
            for share, passes in ((1.0 + 1e-9, True), (ALMOST, False)):
                relaxed = with_limit(
                    decision.completed.requirements, name, limit + sign * share * short
                )
                situation = decision.situation._replace(requirements=relaxed)
                judge = next(
                    active.judge
                    for active in active_constraints(situation)
                    if active.constraint.name == name
                )
                verdict = judge(by_offer[item["offer"]])
                waived = CONSTRAINTS[name].assumed_by in asked.assume_unknown
                done = verdict.status == "pass" or (verdict.status == "unknown" and waived)
                assert done == passes, failed


def repairs_are_true(market: Market, offers: Offers, asked: Requirements) -> None:
    """The steps of each repair admit what it says, and fewer limits admit nobody."""
    document = answer(market, offers, asked)
    if document["ranking"]:
        assert document["repairs"] == []
    for repair in document["repairs"]:
        assert [step["constraint"] for step in repair["admission"]] == repair["constraints"]
        steps = repair["admission"]
        if not any(step["how"] in ("nothing", "policy") for step in steps):
            _admitted(market, offers, asked, repair["offer"], steps)
        for fewer in _smaller(document, asked, len(repair["constraints"]) - 1):
            relaxed = asked
            for name in fewer:
                relaxed = with_limit(relaxed, name, None)
            assert first(market, offers, relaxed) is None, fewer


def _smaller(document: Recommendation, asked: Requirements, size: int) -> Iterator[tuple[str, ...]]:
    """Sets of so many of the limits that keep anybody out and can be left out one by one.

    Limits that nobody states, and those that follow from the use, cannot.
    """
    never = (
        "pays_with_data",
        "government_region",
        "retiring",
        *(() if asked.use == Use() else ("license",)),
    )
    names = [
        name
        for name in document["excluded_by"]
        if CONSTRAINTS[name].near_miss and name not in never and not name.startswith("use.")
    ]
    if size > 0:
        yield from list(combinations(names, size))[:20]
