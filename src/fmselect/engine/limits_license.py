"""Limits on what licences and terms of service must permit.

Each licence is read once per decision, and only where one of these limits is in force.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmselect.domain.candidate import Candidate, Terms
from fmselect.domain.recommendation import LicenseDuty
from fmselect.domain.requirements import Use
from fmselect.engine.license_terms import (
    PROVIDER_TERMS,
    Condition,
    Record,
    commercial_conditions,
    duties,
    provider_terms,
    territory_condition,
)
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import PASS, Constraint, Judge, Situation, Verdict, named

_RULES = ("commercial", "internal", "research", "osi")
_LICENSE_UNKNOWN = Verdict(
    "unknown", reason="the licence is not known; the model's own page would settle it"
)


def terms_record(candidate: Candidate, situation: Situation) -> Record:
    """The record of the terms an offer comes under; empty where they are unknown."""
    id_ = candidate.terms.id
    if id_ is None:
        return {}
    if id_ == PROVIDER_TERMS:
        return provider_terms(situation.record("providers", candidate.provider))
    return situation.record("licenses", id_)


def duties_of(candidate: Candidate, situation: Situation) -> list[LicenseDuty]:
    """What the licence of an offer asks for in return; empty where nobody states a use."""
    use = situation.requirements.use
    return [] if use == Use() else duties(terms_record(candidate, situation), use)


def _limit(situation: Situation) -> Any:
    """The rule or the ids in force: what is stated, then the purpose."""
    stated = situation.requirements.constraints.license
    purpose = situation.requirements.use.purpose
    if purpose is None or stated == purpose:
        return None if stated == "any" else stated
    if stated == "any":
        return purpose
    if stated == "commercial":
        return stated
    return (purpose, stated) if isinstance(stated, str) else (purpose, *stated)


def _license(limit: str | tuple[str, ...], situation: Situation) -> Judge:
    """The terms permit what is asked; a tuple is ids, after the rules that hold with them."""
    names = (limit,) if isinstance(limit, str) else limit
    rules = [_COUNTED[name] for name in names if name in _RULES]
    ids = frozenset(name.lower() for name in names if name not in _RULES)

    def judge(candidate: Candidate) -> Verdict:
        terms = candidate.terms
        if ids:
            if terms.id is None:
                return _LICENSE_UNKNOWN
            if terms.id.lower() not in ids:
                return Verdict("fail", terms.id, None, None, "the licence is {actual}")
        for rule in rules:
            verdict = rule(candidate, situation)
            if verdict is not PASS:
                return verdict
        return PASS

    return _once(judge)


def _once(judge: Callable[[Candidate], Verdict]) -> Judge:
    """Judge each pair of terms and kind of model once: a few dozen cover thousands of offers."""
    judged: dict[tuple[Any, ...], Verdict] = {}

    def verdict(subject: Subject) -> Verdict:
        candidate = subject.candidate
        terms = candidate.terms
        provider = candidate.provider if terms.id == PROVIDER_TERMS else None
        key = (terms, provider, _multimodal(candidate), candidate.open_weights)
        found = judged.get(key)
        if found is None:
            found = judged[key] = judge(candidate)
        return found

    return verdict


def _multimodal(candidate: Candidate) -> bool:
    """Whether the model takes more than text."""
    return len(candidate.input_modalities) > 1


def _commercial(candidate: Candidate, situation: Situation) -> Verdict:
    """Commercial use is permitted, and every condition it hangs on is met."""
    terms = candidate.terms
    if terms.commercial_use == "no":
        return Verdict("fail", terms.id, None, None, "{actual} does not permit commercial use")
    if terms.commercial_use is None:
        return Verdict(
            "unknown",
            terms.id,
            reason="whether commercial use is permitted is not known; the text of the terms would "
            "settle it",
        )
    if terms.commercial_use == "yes":
        return PASS
    return _conditional(candidate, situation)


def _conditional(candidate: Candidate, situation: Situation) -> Verdict:
    """How the stated use stands to everything that commercial use hangs on."""
    record, use = terms_record(candidate, situation), situation.requirements.use
    found = commercial_conditions(record, use)
    territory = territory_condition(record, use, multimodal=_multimodal(candidate))
    if territory is not None:
        found.append(territory)
    failed = next((item for item in found if item.standing == "failed"), None)
    if failed is not None:
        return _not_met(candidate.terms, failed)
    open_ = [item for item in found if item.standing == "open"]
    if found and not open_:
        return PASS
    return Verdict(
        "conditional",
        candidate.terms.id,
        None,
        f"license-conditions:{candidate.terms.id}",
        _open_reason(open_),
    )


def _not_met(terms: Terms, condition: Condition) -> Verdict:
    """A condition that what the user states breaks."""
    stated = "" if condition.actual is None else f" You state {condition.actual:,.0f}."
    return Verdict(
        "fail", terms.id, condition.excess, None, "{actual}: " + named((condition.text,)) + stated
    )


def _open_reason(conditions: list[Condition]) -> str:
    """What is not settled, and what would settle it."""
    if not conditions:
        return "{actual} permits commercial use on conditions; read them before you accept"
    texts = " ".join(item.text for item in conditions)
    options = dict.fromkeys(item.settled_by for item in conditions if item.settled_by)
    settle = f" {' and '.join(options)} would settle it." if options else ""
    return "{actual} permits commercial use on conditions: " + named((texts,)) + settle


def _internal(candidate: Candidate, situation: Situation) -> Verdict:
    """Use inside a company: permitted by name, or as commercial use is."""
    if candidate.terms.commercial_use != "yes":
        permitted = terms_record(candidate, situation).get("internal_use")
        if permitted == "yes":
            return PASS
    return _commercial(candidate, situation)


def _research(candidate: Candidate, situation: Situation) -> Verdict:
    """Research: permitted by name, or where commercial use is permitted without conditions."""
    if candidate.terms.commercial_use == "yes":
        return PASS
    permitted = terms_record(candidate, situation).get("research_use")
    return _permission(candidate.terms, permitted, "research")


def _permission(terms: Terms, permitted: str | None, what: str) -> Verdict:
    """A permission that a record states in one word."""
    if permitted == "yes":
        return PASS
    if terms.id is None:
        return _LICENSE_UNKNOWN
    if permitted == "no":
        return Verdict("fail", terms.id, None, None, f"{{actual}} does not permit {what}")
    if permitted == "conditional":
        return Verdict(
            "conditional",
            terms.id,
            None,
            f"license-conditions:{terms.id}",
            f"{{actual}} permits {what} on conditions; read them before you accept",
        )
    return Verdict(
        "unknown",
        terms.id,
        reason=f"whether {{actual}} permits {what} is not recorded; its text would settle it",
    )


def _osi(candidate: Candidate, situation: Situation) -> Verdict:
    """The licence is on the Open Source Initiative's list."""
    del situation
    terms = candidate.terms
    if terms.osi_approved:
        return PASS
    if terms.osi_approved is None:
        return _LICENSE_UNKNOWN
    return Verdict("fail", terms.id, None, None, "{actual} is not an OSI-approved licence")


_COUNTED: dict[str, Callable[[Candidate, Situation], Verdict]] = {
    "commercial": _commercial,
    "internal": _internal,
    "research": _research,
    "osi": _osi,
}


def _redistribution(limit: bool, situation: Situation) -> Judge:  # noqa: FBT001  # the limit is a flag
    """The weights can be had and passed on."""
    del limit

    def judge(candidate: Candidate) -> Verdict:
        if candidate.open_weights is False:
            return Verdict("fail", "closed", None, None, "the weights are not published")
        permitted = terms_record(candidate, situation).get("redistribution")
        return _permission(candidate.terms, permitted, "passing the weights on")

    return _once(judge)


def _training(limit: bool, situation: Situation) -> Judge:  # noqa: FBT001  # the limit is a flag
    """Outputs may train other models; many terms forbid it for models that compete."""
    del limit

    def judge(candidate: Candidate) -> Verdict:
        permitted = terms_record(candidate, situation).get("outputs_may_train_other_models")
        return _permission(candidate.terms, permitted, "training other models on outputs")

    return _once(judge)


def _use(name: str) -> Callable[[Situation], Any]:
    """A kind of use the user states, None where it is not stated."""
    return lambda situation: getattr(situation.requirements.use, name) or None


LICENSE = (
    Constraint("license", _limit, _license),
    Constraint("use.redistribute", _use("redistribute"), _redistribution),
    Constraint("use.train_on_outputs", _use("train_on_outputs"), _training),
)

JUDGED_BY_TERMS = frozenset(constraint.name for constraint in LICENSE)
"""Limits that are judged by the text of the terms."""
