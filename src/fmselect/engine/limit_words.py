"""What an offer has, in the terms of a limit, and in words why that satisfies it.

Thousands of offers pass limits and few are asked why, so a pass carries no reason: it is put into
words here, and the reasons of the other verdicts stand where they are judged.
"""

from collections.abc import Callable
from typing import Any

from fmselect.domain.candidate import Privacy
from fmselect.engine.commercial_use import maker_serves
from fmselect.engine.license_terms import PROVIDER_TERMS
from fmselect.engine.limits_dates import fact_dates, first_day, months_between
from fmselect.engine.subject import Subject
from fmselect.engine.vectors import index_of
from fmselect.engine.verdict import Situation
from fmselect.tuples import NamedTuple

Amount = Callable[[Subject, Situation], Any]
Words = Callable[[Any, Any, Subject], str]

OWN = "runs on your own infrastructure"


class Wording(NamedTuple):
    """How one limit is spoken of.

    Attributes:
        actual: What the offer has; None is unknown or not applicable.
        passed: From limit, actual amount and offer to the reason it passes.
    """

    actual: Amount
    passed: Words


def _privacy(name: str) -> Amount:
    """A property of how data is handled."""

    def amount(subject: Subject, situation: Situation) -> Any:
        del situation
        value = getattr(subject.candidate.privacy, name)
        return sorted(value) if isinstance(value, frozenset) else value

    return amount


def _candidate(name: str) -> Amount:
    """A property of the offer."""

    def amount(subject: Subject, situation: Situation) -> Any:
        del situation
        value = getattr(subject.candidate, name)
        return (sorted(value) or None) if isinstance(value, frozenset) else value

    return amount


def _unless_own(words: Callable[[Any, Any, Privacy], str]) -> Words:
    """What the user hosts satisfies every limit on privacy, whatever the facts."""

    def said(limit: Any, actual: Any, subject: Subject) -> str:
        privacy = subject.candidate.privacy
        return OWN if privacy.self_hosted else words(limit, actual, privacy)

    return said


def _license(limit: Any, actual: Any, subject: Subject) -> str:
    """Why the terms do."""
    if limit in ("commercial", "internal", "research"):
        return f"{_permitting(subject)} permits {limit} use"
    if limit == "osi":
        return f"{actual} is OSI-approved"
    return f"{actual} is among the licences you accept"


def _permitting(subject: Subject) -> str:
    """Whose terms permit a use: where the maker serves its own model, its service may as well."""
    candidate = subject.candidate
    if candidate.terms.id == PROVIDER_TERMS:
        return f"the text of {candidate.provider}'s terms"
    if not maker_serves(candidate) or candidate.terms.commercial_use == "yes":
        return str(candidate.terms.id)
    own = f"the text of {candidate.provider}'s own terms"
    return own if candidate.terms.id is None else f"{candidate.terms.id}, or {own},"


def _trains(limit: Any, actual: Any, privacy: Privacy) -> str:
    """Why data trains nothing."""
    del limit, privacy
    return (
        "trains on your data only if you agree"
        if actual == "opt-in"
        else "does not train on your data"
    )


def _keeps(limit: Any, actual: Any, privacy: Privacy) -> str:
    """Why data is kept no longer."""
    if privacy.zero_retention == "default" or actual == 0:
        return "keeps nothing"
    return f"keeps data for {actual:g} days, and {limit:g} are allowed"


def _months(subject: Subject, situation: Situation) -> float | None:
    """Months until it is retired; None where no day is known."""
    retires = subject.candidate.lifecycle.retires_on
    return None if retires is None else months_between(situation.today, first_day(retires))


def _retires(subject: Subject, situation: Situation) -> str | None:
    """The day it is retired on."""
    del situation
    return subject.candidate.lifecycle.retires_on


def _stays(limit: Any, actual: Any, subject: Subject) -> str:
    """Why it stays in service."""
    if subject.candidate.privacy.self_hosted:
        return OWN
    if actual is None:
        return "a dated list of its provider announces no retirement"
    return f"is retired in {actual:.1f} months, and {limit:g} are wanted"


def _served(limit: Any, actual: Any, subject: Subject) -> str:
    """Why it is not gone."""
    del limit
    if subject.candidate.privacy.self_hosted:
        return OWN
    if actual is not None:
        return f"is served until {actual}"
    announced = subject.candidate.lifecycle.none_announced
    return "a dated list announces no retirement" if announced else "no retirement is known"


def _age(subject: Subject, situation: Situation) -> int | None:
    """Days since the oldest fact the decision rests on."""
    dates = fact_dates(subject.candidate)
    return max(((situation.today - first_day(text)).days for text in dates), default=None)


def _seconds(of: str) -> Wording:
    """A wait: its middle, and that even the longest that is stated is allowed."""

    def amount(subject: Subject, situation: Situation) -> float | None:
        del situation
        interval = getattr(subject, of)
        return None if interval is None else interval[1]

    def passed(limit: Any, actual: Any, subject: Subject) -> str:
        del actual
        return f"takes {getattr(subject, of)[2]:.1f} s at most, and {limit:g} s are allowed"

    return Wording(amount, passed)


def _tokens(name: str, what: str) -> Wording:
    """A number of tokens that is large enough."""
    return Wording(
        _candidate(name),
        lambda limit, actual, _: f"the {what} is {actual:,} tokens, and {limit:,.0f} are asked for",
    )


def _image_size(subject: Subject, situation: Situation) -> float | None:
    """The largest image a source names, in megapixels."""
    from fmselect.engine.image_sizes import largest_megapixels  # noqa: PLC0415 - one task has any

    candidate = subject.candidate
    return largest_megapixels(candidate, situation.record("models", candidate.model))


def _index(subject: Subject, situation: Situation) -> float | None:
    """The size of the index with whole vectors, in GiB."""
    vector, workload = subject.candidate.vector, situation.requirements.workload
    index = vector and index_of(subject.candidate, workload, vector.dimensions)
    return index.gib if index else None


WORDINGS: dict[str, Wording] = {
    "max_cost_usd_per_month": Wording(
        lambda subject, _: subject.bill.usd,
        lambda limit, actual, _: (
            f"costs ${actual:,.2f} a month, ${max(0.0, limit - actual):,.2f} below the "
            f"${limit:,.2f} allowed"
        ),
    ),
    "max_first_token_seconds": _seconds("first_token"),
    "max_response_seconds": _seconds("response"),
    "min_context_tokens": _tokens("context_tokens", "context window"),
    "min_output_tokens": _tokens("max_output_tokens", "output limit"),
    "min_capability": Wording(
        lambda subject, _: subject.candidate.capability and subject.candidate.capability.estimate,
        lambda limit, actual, _: f"capability is {actual:.1f}, and {limit:g} is asked for",
    ),
    "max_dimensions": Wording(
        lambda subject, _: subject.candidate.vector and subject.candidate.vector.dimensions,
        lambda limit, actual, _: f"vectors have {actual:,} dimensions, and {limit:,.0f} fit",
    ),
    "max_index_gib": Wording(
        _index, lambda limit, actual, _: f"the index takes {actual:,.2f} GiB, and {limit:g} fit"
    ),
    "min_image_megapixels": Wording(
        _image_size,
        lambda limit, actual, _: (
            f"makes images of {actual:.3g} megapixels, and {limit:g} are asked for"
        ),
    ),
    "workload_fits": Wording(
        _candidate("context_tokens"),
        lambda limit, actual, _: f"one request takes {limit:,.0f} of {actual:,} tokens",
    ),
    "capacity": Wording(
        lambda subject, _: subject.candidate.price and subject.candidate.price.billing,
        lambda *_: "is no free tier, whose limits nobody states",
    ),
    "license": Wording(lambda subject, _: subject.candidate.terms.id, _license),
    "use.redistribute": Wording(
        lambda subject, _: subject.candidate.terms.id,
        lambda _, actual, __: f"{actual} lets the weights be passed on",
    ),
    "use.train_on_outputs": Wording(
        lambda subject, _: subject.candidate.terms.id,
        lambda _, actual, __: f"{actual} lets outputs train other models",
    ),
    "open_weights": Wording(_candidate("open_weights"), lambda *_: "the weights are published"),
    "features": Wording(
        lambda subject, _: sorted(k for k, v in subject.candidate.features.items() if v),
        lambda limit, _, __: f"has {', '.join(limit)}",
    ),
    "languages": Wording(
        _candidate("languages"), lambda limit, _, __: f"its maker claims {', '.join(limit)}"
    ),
    "providers.allow": Wording(
        _candidate("provider"), lambda _, actual, __: f"{actual} is among those you allow"
    ),
    "providers.deny": Wording(
        _candidate("provider"), lambda _, actual, __: f"{actual} is not among those you rule out"
    ),
    "models.allow": Wording(
        _candidate("model"), lambda _, actual, __: f"{actual} is among those you allow"
    ),
    "models.deny": Wording(
        _candidate("model"), lambda _, actual, __: f"{actual} is not among those you rule out"
    ),
    "input_modality": Wording(
        _candidate("input_modalities"), lambda limit, _, __: f"takes {', '.join(sorted(limit))}"
    ),
    "privacy.self_hosted": Wording(_candidate("provider"), lambda *_: OWN),
    "privacy.no_training": Wording(_privacy("trains_on_data"), _unless_own(_trains)),
    "privacy.max_retention_days": Wording(_privacy("retention_days"), _unless_own(_keeps)),
    "privacy.regions": Wording(
        _privacy("regions"),
        _unless_own(
            lambda limit, actual, _: (
                f"data is processed in {', '.join(actual)}, which lies in {', '.join(limit)}"
            )
        ),
    ),
    "privacy.certifications": Wording(
        _privacy("certifications"),
        _unless_own(lambda _, actual, __: f"lists {', '.join(actual)}"),
    ),
    "privacy.exclude_headquarters": Wording(
        _privacy("headquarters"),
        _unless_own(lambda _, actual, __: f"the provider is run from {actual}"),
    ),
    "pays_with_data": Wording(
        _privacy("trains_on_data"),
        lambda *_: "is no tier of its own that is paid with your data",
    ),
    "government_region": Wording(
        _candidate("tier"), lambda *_: "is in no region kept for a government"
    ),
    "min_months_to_retirement": Wording(_months, _stays),
    "max_fact_age_days": Wording(
        _age, lambda _, actual, __: f"its oldest fact is {actual:g} days old"
    ),
    "retired": Wording(_retires, _served),
    "retiring": Wording(_retires, _served),
}
"""Name of a limit -> its wording: one for each of `fmselect.engine.constraints.CONSTRAINTS`."""

KEPT = Wording(lambda *_: None, lambda *_: "is satisfied")
"""Of a limit without one."""
