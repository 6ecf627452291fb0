"""Limits on what licences and terms of service must permit.

Each licence is read once per decision, and only where one of these limits is in force.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fmselect.domain.candidate import Candidate
from fmselect.domain.requirements import Use
from fmselect.engine.commercial_use import (
    and_by_host,
    called,
    commercial,
    is_preview,
    makers_terms,
    multimodal,
    terms_record,
    territory,
)
from fmselect.engine.license_terms import duties
from fmselect.engine.subject import Subject
from fmselect.engine.verdict import (
    PASS,
    Judge,
    Situation,
    Verdict,
    harshness,
)

if TYPE_CHECKING:
    from fmselect.domain.recommendation import LicenseDuty

_RULES = ("commercial", "internal", "research", "osi")
_LICENSE_UNKNOWN = Verdict(
    "unknown", reason="the licence is not known; the model's own page would settle it"
)


def duties_of(candidate: Candidate, situation: Situation) -> list[LicenseDuty]:
    """What the licence of an offer asks for in return; empty where nobody states a use."""
    use = situation.requirements.use
    return [] if use == Use() else duties(terms_record(candidate, situation), use)


def license_judge(limit: str | tuple[str, ...], situation: Situation) -> Judge:
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
        # A condition that is accepted must not hide that another rule is broken.
        found = [rule(candidate, situation) for rule in (*rules, _by_service)]
        return max(found, key=harshness)

    return _once(judge)


def _once(judge: Callable[[Candidate], Verdict]) -> Judge:
    """Judge each pair of terms, provider and kind of model once: a few hundred cover thousands."""
    judged: dict[tuple[Any, ...], Verdict] = {}

    def verdict(subject: Subject) -> Verdict:
        candidate = subject.candidate
        lab = candidate.model.partition("/")[0]
        key = (
            candidate.terms,
            candidate.provider,
            lab == candidate.provider,
            multimodal(candidate),
            candidate.open_weights,
            is_preview(candidate),
        )
        found = judged.get(key)
        if found is None:
            found = judged[key] = judge(candidate)
        return found

    return verdict


def _internal(candidate: Candidate, situation: Situation) -> Verdict:
    """Use inside a company: permitted by name, or as commercial use is."""
    if candidate.terms.commercial_use != "yes":
        permitted = terms_record(candidate, situation).get("internal_use")
        if permitted == "yes":
            what = "internal use"
            verdict = territory(candidate, situation, what)
            return and_by_host(verdict, candidate, situation, "commercial_use", what)
    return commercial(candidate, situation)


def _research(candidate: Candidate, situation: Situation) -> Verdict:
    """Research: permitted by name, or as commercial use is, which no text permits without it."""
    sold = makers_terms(candidate, situation).get("commercial_use")
    if "yes" in (candidate.terms.commercial_use, sold):
        return PASS
    permitted = terms_record(candidate, situation).get("research_use")
    place = territory(candidate, situation, "research")
    by_name = max(_permission(candidate, permitted, "research"), place, key=harshness)
    return min(by_name, commercial(candidate, situation), key=harshness)


def _stated_place(candidate: Candidate, situation: Situation, verdict: Verdict) -> Verdict:
    """The verdict, or that the terms give no rights at all where the user says to operate."""
    place = territory(candidate, situation, "this")
    return place if place.status == "fail" else verdict


def _permission(candidate: Candidate, permitted: str | None, what: str) -> Verdict:
    """A permission that a record states in one word."""
    terms, name = candidate.terms, called(candidate)
    if permitted == "yes":
        return PASS
    if terms.id is None:
        return _LICENSE_UNKNOWN
    if permitted == "no":
        return Verdict("fail", terms.id, None, None, f"{name} does not permit {what}")
    if permitted == "conditional":
        return Verdict(
            "conditional",
            terms.id,
            None,
            f"license-conditions:{terms.id}",
            f"{name} permits {what} on conditions; read them before you accept",
        )
    return Verdict(
        "unknown",
        terms.id,
        reason=f"whether {name} permits {what} is not recorded; reading it would settle it",
    )


def _by_service(candidate: Candidate, situation: Situation) -> Verdict:
    """What whoever serves open weights says of commercial use, whatever their licence permits.

    So that a list of licences, or those that are OSI-approved, never ask for less than commercial
    use does.
    """
    if situation.requirements.use.purpose == "research":
        return PASS
    return and_by_host(PASS, candidate, situation, "commercial_use", "commercial use")


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
    "commercial": commercial,
    "internal": _internal,
    "research": _research,
    "osi": _osi,
}


def redistribution(limit: bool, situation: Situation) -> Judge:  # noqa: FBT001  # the limit is a flag
    """The weights can be had and passed on."""
    del limit

    def judge(candidate: Candidate) -> Verdict:
        if candidate.open_weights is False:
            return Verdict("fail", "closed", None, None, "the weights are not published")
        permitted = terms_record(candidate, situation).get("redistribution")
        verdict = _permission(candidate, permitted, "passing the weights on")
        return _stated_place(candidate, situation, verdict)

    return _once(judge)


def training_on_outputs(limit: bool, situation: Situation) -> Judge:  # noqa: FBT001  # the limit is a flag
    """Outputs may train other models; many terms forbid it for models that compete."""
    del limit

    def judge(candidate: Candidate) -> Verdict:
        permitted = terms_record(candidate, situation).get("outputs_may_train_other_models")
        what = "training other models on outputs"
        verdict = _permission(candidate, permitted, what)
        field = "outputs_may_train_other_models"
        verdict = and_by_host(verdict, candidate, situation, field, what)
        return _stated_place(candidate, situation, verdict)

    return _once(judge)


JUDGED_BY_TERMS = frozenset(("license", "use.redistribute", "use.train_on_outputs"))
"""Limits that are judged by the text of the terms."""


def permissions(name: str, situation: Situation) -> tuple[str, ...]:
    """The permissions of a record that one of these limits is judged by."""
    if name != "license":
        return _PERMISSIONS[name]
    purpose = situation.requirements.use.purpose
    return ("commercial_use", *_PERMISSIONS.get(purpose or "", ()))


_PERMISSIONS = {
    "internal": ("internal_use",),
    "research": ("research_use",),
    "use.redistribute": ("redistribution",),
    "use.train_on_outputs": ("outputs_may_train_other_models",),
}
