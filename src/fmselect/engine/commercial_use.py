"""Whether the terms an offer comes under permit commercial use."""

from __future__ import annotations

from fmselect.domain.candidate import Candidate, Terms
from fmselect.engine.license_terms import (
    PROVIDER_TERMS,
    Condition,
    Record,
    commercial_conditions,
    provider_terms,
    territory_condition,
)
from fmselect.engine.verdict import PASS, Situation, Verdict, harshness, named


def terms_record(candidate: Candidate, situation: Situation) -> Record:
    """The record of the terms an offer comes under; empty where they are unknown."""
    id_ = candidate.terms.id
    if id_ is None:
        return {}
    if id_ == PROVIDER_TERMS:
        return provider_terms(situation.record("providers", candidate.provider))
    return situation.record("licenses", id_)


def maker_serves(candidate: Candidate) -> bool:
    """Whether the maker of the model serves it itself, under terms of its own.

    A licence binds who takes the weights. Who pays the maker for the service has its word.
    """
    lab, _, _ = candidate.model.partition("/")
    return lab == candidate.provider and not by_host(candidate)


def resold(candidate: Candidate) -> bool:
    """Whether somebody sells weights whose licence keeps commercial use from who takes them.

    They may do so by agreement with the maker, which no licence of the weights tells of.
    """
    lab, _, _ = candidate.model.partition("/")
    own = candidate.privacy.self_hosted or candidate.provider in (lab, "self")
    return candidate.terms.commercial_use == "no" and not own and not by_host(candidate)


def by_host(candidate: Candidate) -> bool:
    """Whether the terms an offer comes under are those of whoever serves it."""
    return candidate.terms.id == PROVIDER_TERMS


def makers_terms(candidate: Candidate, situation: Situation) -> Record:
    """The terms of service of a maker that serves its own model; empty where it does not."""
    if not maker_serves(candidate):
        return {}
    return provider_terms(situation.record("providers", candidate.provider))


def called(candidate: Candidate) -> str:
    """What the terms of an offer are called in a reason; a licence by the id it is judged under."""
    if by_host(candidate):
        return f"the text of {candidate.provider}'s terms"
    return "{actual}"


def territory(candidate: Candidate, situation: Situation, what: str) -> Verdict:
    """Whether the terms give rights where the user operates, whatever they permit there.

    Args:
        candidate: The offer.
        situation: What the user states.
        what: What is to be permitted.
    """
    use = situation.requirements.use
    record = terms_record(candidate, situation)
    found = territory_condition(record, use, multimodal=multimodal(candidate))
    if found is None or found.standing == "met":
        return PASS
    if makers_terms(candidate, situation).get("commercial_use") == "yes":
        return PASS
    if found.standing == "failed":
        return _not_met(candidate.terms, found)
    return Verdict(
        "conditional",
        candidate.terms.id,
        None,
        f"license-conditions:{candidate.terms.id}",
        _open_reason([found], called(candidate), what),
    )


def multimodal(candidate: Candidate) -> bool:
    """Whether the model takes more than text."""
    return len(candidate.input_modalities) > 1


def hosts_terms(candidate: Candidate, situation: Situation) -> Record:
    """The terms of service of whoever serves open weights; empty where they are not recorded."""
    if candidate.privacy.self_hosted or by_host(candidate):
        return {}
    return provider_terms(situation.record("providers", candidate.provider))


def commercial(candidate: Candidate, situation: Situation) -> Verdict:
    """Commercial use is permitted by licence and service, and all it hangs on is met."""
    verdict = _by_weights(candidate, situation)
    verdict = and_by_host(verdict, candidate, situation, "commercial_use", "commercial use")
    if verdict.status == "pass" and is_preview(candidate):
        # Whoever serves it has a word where its own terms hold, or nobody knows which do.
        unknown = candidate.terms.id is None and not candidate.privacy.self_hosted
        if by_host(candidate) or unknown:
            return _as_a_preview(candidate, situation)
    return verdict


def is_preview(candidate: Candidate) -> bool:
    """Whether the model is one by its name."""
    return "preview" in candidate.model.rpartition("/")[2].split("-")


def _as_a_preview(candidate: Candidate, situation: Situation) -> Verdict:
    """What terms of service that permit commercial use say of previews."""
    record = provider_terms(situation.record("providers", candidate.provider))
    permitted = record.get("preview_commercial_use")
    if permitted not in ("no", "conditional"):
        return PASS
    text = str(record.get("conditions") or "read them")
    reason = f"{called(candidate)} sets limits to previews: {named((text,))}"
    if permitted == "no":
        return Verdict("fail", candidate.terms.id, None, None, reason)
    condition = f"license-conditions:{PROVIDER_TERMS}"
    return Verdict("conditional", candidate.terms.id, None, condition, reason)


def and_by_host(
    verdict: Verdict, candidate: Candidate, situation: Situation, field: str, what: str
) -> Verdict:
    """What the licence of open weights permits, where whoever serves them permits it too.

    Terms that nobody has read, or that say nothing of it, leave the licence its word.

    Args:
        verdict: By the licence.
        candidate: The offer.
        situation: Where the terms of its provider are found.
        field: Of the terms.
        what: What is to be permitted.
    """
    record = hosts_terms(candidate, situation)
    permitted, host = record.get(field), named((candidate.provider,))
    if permitted == "no":
        reason = f"the terms of {host} do not permit {what}"
        return max(verdict, Verdict("fail", candidate.terms.id, None, None, reason), key=harshness)
    if permitted != "conditional" or verdict.status not in ("pass", "conditional"):
        return verdict
    condition = f"license-conditions:{PROVIDER_TERMS}"
    if condition in (verdict.condition or "").split("+"):
        return verdict
    texts = named((str(record.get("conditions") or "read them before you accept"),))
    first = f"{verdict.reason}; " if verdict.reason else ""
    return Verdict(
        "conditional",
        candidate.terms.id,
        None,
        f"{verdict.condition}+{condition}" if verdict.condition else condition,
        f"{first}the terms of {host} permit {what} on conditions: {texts}",
    )


def _by_weights(candidate: Candidate, situation: Situation) -> Verdict:
    """What the licence of the weights permits, or the terms of service of a closed model."""
    if resold(candidate):
        return _hosts_word(candidate, situation)
    if not maker_serves(candidate) or candidate.terms.commercial_use == "yes":
        return _by_licence(candidate, situation)
    permitted = makers_terms(candidate, situation).get("commercial_use")
    verdict = _by_licence(candidate, situation, lifted=permitted == "yes")
    if verdict.status == "fail" and permitted != "no":
        return _makers_word(candidate, permitted)
    return verdict


def _by_licence(candidate: Candidate, situation: Situation, *, lifted: bool = False) -> Verdict:
    """What the terms of an offer say of commercial use.

    Args:
        candidate: The offer.
        situation: What the user states.
        lifted: Whether the maker sells for commercial use what its licence of the weights keeps
            from it: the caps, the places, and that it is for research alone.
    """
    terms = candidate.terms
    if terms.commercial_use == "yes" or (lifted and not _may_bind(candidate)):
        return PASS
    if terms.commercial_use == "no":
        return Verdict(
            "fail", terms.id, None, None, f"{called(candidate)} does not permit commercial use"
        )
    if terms.commercial_use is None:
        return Verdict(
            "unknown",
            terms.id,
            reason="whether commercial use is permitted is not known; the text of the terms would "
            "settle it",
        )
    return _conditional(candidate, situation, lifted=lifted)


def _may_bind(candidate: Candidate) -> bool:
    """Whether the licence of the weights may hold a condition that the maker's service keeps.

    One that nobody has read may, where there are weights to license: its silence must not earn
    what its text would not.
    """
    permitted = candidate.terms.commercial_use
    return permitted == "conditional" or (permitted is None and candidate.open_weights is True)


def _hosts_word(candidate: Candidate, situation: Situation) -> Verdict:
    """The licence of the weights says no, and whoever serves them may have another."""
    stated = provider_terms(situation.record("providers", candidate.provider))
    if stated.get("commercial_use") == "no":
        return _by_licence(candidate, situation)
    host = named((candidate.provider,))
    return Verdict(
        "unknown",
        candidate.terms.id,
        reason=f"{{actual}} does not permit commercial use of the weights, and whether {host} has "
        "an agreement with their maker that does is not recorded; its terms for this model would "
        "settle it",
    )


def _makers_word(candidate: Candidate, permitted: str | None) -> Verdict:
    """The licence of the weights says no, and the maker's own service is not shown to say yes."""
    weights = (
        "{actual} does not permit it for the weights, and the terms of the maker's own service"
    )
    if permitted == "conditional":
        return Verdict(
            "conditional",
            candidate.terms.id,
            None,
            f"license-conditions:{PROVIDER_TERMS}",
            weights + " permit it on conditions; read them before you accept",
        )
    return Verdict(
        "unknown",
        candidate.terms.id,
        reason=weights + " are not recorded; they would settle it",
    )


def _conditional(candidate: Candidate, situation: Situation, *, lifted: bool) -> Verdict:
    """How the stated use stands to everything that commercial use hangs on."""
    record, use = terms_record(candidate, situation), situation.requirements.use
    found = commercial_conditions(record, use)
    territory = territory_condition(record, use, multimodal=multimodal(candidate))
    if territory is not None:
        found.append(territory)
    if lifted:
        found = [item._replace(standing="met") if item.limited else item for item in found]
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
        _open_reason(open_, called(candidate), "commercial use"),
    )


def _not_met(terms: Terms, condition: Condition) -> Verdict:
    """A condition that what the user states breaks."""
    stated = "" if condition.actual is None else f" You state {condition.actual:,.0f}."
    return Verdict(
        "fail", terms.id, condition.excess, None, "{actual}: " + named((condition.text,)) + stated
    )


def _open_reason(conditions: list[Condition], terms: str, what: str) -> str:
    """What is not settled, and what would settle it."""
    if not conditions:
        return f"{terms} permits {what} on conditions; read them before you accept"
    texts = " ".join(item.text for item in conditions)
    options = dict.fromkeys(item.settled_by for item in conditions if item.settled_by)
    settle = f" {' and '.join(options)} would settle it." if options else ""
    return f"{terms} permits {what} on conditions: " + named((texts,)) + settle
