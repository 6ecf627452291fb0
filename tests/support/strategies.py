"""Random candidates, workloads and requirements for the properties."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from fmselect.domain.candidate import (
    Candidate,
    Capability,
    Lifecycle,
    Price,
    Privacy,
    Rates,
    Speed,
    Terms,
)
from fmselect.domain.requirements import (
    CRITERIA,
    Constraints,
    Preferences,
    PrivacyConstraints,
    Requirements,
    Use,
    Workload,
)
from tests.support.memory_catalog import candidate

_POOL = 60
_RANDOM = Random(20261124)  # noqa: S311  # a fixed pool, not a secret

_TOKENS = (512, 4096, 8192, 32_000, 128_000, 131_072, 200_000, 2_000_000)
_DAYS = ("2025-01-15", "2026-03", "2026-11-01", "2027-02-01", "2028-01")


def _usd() -> float:
    """A price a million tokens, over five orders of magnitude."""
    return round(10 ** _RANDOM.uniform(-2.5, 2.5), 4)


def _maybe(value: Any, share: float = 0.7) -> Any:
    """The value, or None."""
    return value if _RANDOM.random() < share else None


def _rates(share: float = 0.9) -> Rates:
    """Rates of which some are not published."""
    return Rates(
        _maybe(_usd(), share), _maybe(_usd(), share), _maybe(_usd(), 0.4), _maybe(_usd(), 0.2)
    )


def _price() -> Price:
    """A price by tokens with any of the conditions a list may have."""
    starts = sorted(_RANDOM.sample([1000, 32_000, 128_000, 200_000], _RANDOM.choice([0, 0, 1, 2])))
    return Price(
        "token",
        _rates(),
        _maybe(_rates(), 0.3),
        tuple(_rates(1.0)._replace(above_prompt_tokens=start) for start in starts),
        observed=_maybe(_RANDOM.choice(["2025-01-15", "2026-03", "2026-11-01"]), 0.9),
    )


def _interval(low: float, high: float) -> tuple[float, float, float]:
    """Three ascending numbers, often equal."""
    middle = _RANDOM.uniform(low, high)
    spread = _RANDOM.choice([1.0, 1.0, _RANDOM.uniform(1.0, 4.0)])
    return middle / spread, middle, middle * spread


def _speed() -> Speed:
    """A speed of which either part may be unknown, and is then presumed by price."""
    first, rate = _maybe(_interval(0.1, 60.0), 0.9), _maybe(_interval(1.0, 900.0), 0.9)
    return Speed(first, rate, presumed=None if first and rate else (2.0, 60.0))


def _privacy() -> Privacy:
    """Any mixture of what is known about a provider."""
    places = _RANDOM.sample(["eu", "de", "us", "global", "cn"], _RANDOM.randint(1, 3))
    held = _RANDOM.sample(["soc2", "soc2-type2", "iso27001", "hipaa-baa"], _RANDOM.randint(0, 3))
    return Privacy(
        self_hosted=_RANDOM.random() < 0.15,
        trains_on_data=_RANDOM.choice([None, "no", "no", "yes", "opt-in", "opt-out"]),
        retention_days=_RANDOM.choice([None, 0.0, 0.04, 7.0, 30.0, 90.0]),
        zero_retention=_RANDOM.choice(
            [None, "default", "self-serve", "on-request", "contract", "no"]
        ),
        regions=_maybe(tuple(places), 0.8),
        region_choice=_RANDOM.choice([None, "yes", "no", "enterprise"]),
        certifications=_maybe(frozenset(held), 0.8),
        headquarters=_RANDOM.choice([None, "us", "fr", "cn"]),
        gateway=None,
    )


_TERMS = (
    Terms(),
    Terms("MIT", "yes", None, osi_approved=True),
    Terms("LicenseRef-gemma", "conditional", "policy", osi_approved=False),
    Terms("CC-BY-NC-4.0", "no", None, osi_approved=False),
    Terms("LicenseRef-provider-terms", "yes"),
)
_LIFECYCLES = (
    Lifecycle(),
    Lifecycle(none_announced=True),
    Lifecycle(deprecated_on="2026-03-01"),
    *(Lifecycle(retires_on=day) for day in ("2026-03", "2026-11-24", "2027-02-01", "2028-01")),
)


def _capability() -> Capability:
    """An estimate with more or less evidence."""
    grade = _RANDOM.choice(["strong", "fair", "thin"])
    return Capability(round(_RANDOM.uniform(0, 100), 1), None, _RANDOM.randint(1, 40), grade)


def _candidate() -> Candidate:
    """One candidate with any mixture of known and unknown facts."""
    features = {
        name: _RANDOM.random() < 0.7
        for name in ("tools", "structured-output")
        if _RANDOM.random() < 0.7
    }
    price = _RANDOM.choice([_price()] * 8 + [Price("free", observed="2026-10-01"), None])
    return candidate(
        "p/lab/m",
        input_modalities=frozenset(_RANDOM.choice([(), ("text",), ("text",), ("text", "image")])),
        features=features,
        languages=frozenset(_RANDOM.sample(["de", "en", "ja"], _RANDOM.randint(0, 3))),
        context_tokens=_maybe(_RANDOM.choice(_TOKENS), 0.9),
        max_output_tokens=_maybe(_RANDOM.choice(_TOKENS), 0.7),
        open_weights=_RANDOM.choice([None, True, False]),
        terms=_RANDOM.choice(_TERMS),
        privacy=_privacy(),
        lifecycle=_RANDOM.choice(_LIFECYCLES),
        oldest_fact=_maybe(_RANDOM.choice(_DAYS), 0.9),
        price=Price("self-hosted") if _RANDOM.random() < 0.1 else price,
        speed=_maybe(_speed()),
        capability=_maybe(_capability()),
    )


prices = st.sampled_from(
    [Price("free", observed="2026-10-01"), Price("self-hosted"), *(_price() for _ in range(_POOL))]
)
privacies = st.sampled_from([Privacy(), *(_privacy() for _ in range(_POOL))])
speeds = st.sampled_from([_speed() for _ in range(_POOL)])
_candidates = st.sampled_from([_candidate() for _ in range(_POOL * 10)])
"""Made beforehand: drawing every fact of every candidate anew takes a hundred times as long."""


def candidates(offer: str = "p/lab/m") -> st.SearchStrategy[Candidate]:
    """One candidate."""
    return _candidates.map(lambda item: named(item, offer))


def named(item: Candidate, offer: str) -> Candidate:
    """The same facts under another id."""
    provider, _, model = offer.partition("/")
    return item._replace(offer=offer, provider=provider, model=model)


_NAMES = [f"{provider}/lab/{model}" for model in "stuvw" for provider in "abc"]


@st.composite
def catalogs(draw: st.DrawFn, least: int = 1, most: int = 8) -> list[Candidate]:
    """Several candidates: a few models at a few providers."""
    facts = draw(st.lists(_candidates, min_size=least, max_size=most))
    start = draw(st.integers(0, len(_NAMES) - len(facts)))
    return [named(item, _NAMES[start + at]) for at, item in enumerate(facts)]


Made = TypeVar("Made")


def made(kind: Callable[..., Made], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Made]:
    """Tuples of a kind with these fields drawn; every other has its default."""
    return st.fixed_dictionaries(fields).map(lambda drawn: kind(**drawn))


shares = st.sampled_from([None, 0.0, 0.1, 0.25, 0.5])
workloads = made(
    Workload,
    requests=st.none() | st.integers(0, 1_000_000).map(float),
    input_tokens=st.sampled_from([None, 0.0, 1.0, 1000.0, 32_001.0, 150_000.0, 400_000.0]),
    output_tokens=st.sampled_from([None, 0.0, 1.0, 500.0, 10_000.0]),
    reasoning_tokens=st.sampled_from([None, 0.0, 700.0]),
    cached_input_share=shares,
    cache_write_share=shares,
    batch_share=st.sampled_from([None, 0.0, 0.3, 1.0]),
)

preferences = st.one_of(
    st.just(Preferences()),
    st.just(Preferences(equal=True)),
    st.lists(st.sampled_from(CRITERIA), min_size=1, unique=True).map(
        lambda names: Preferences(priorities=tuple(names))
    ),
    st.dictionaries(st.sampled_from(CRITERIA), st.floats(0.01, 10.0), min_size=1).map(
        lambda weights: Preferences(
            weights=tuple((name, weights[name]) for name in CRITERIA if name in weights)
        )
    ),
)

privacy_constraints = made(
    PrivacyConstraints,
    self_hosted=st.booleans(),
    no_training=st.booleans(),
    max_retention_days=st.none() | st.sampled_from([0.0, 7.0, 30.0]),
    regions=st.sampled_from([(), ("eu",), ("de",), ("us", "eu")]),
    certifications=st.sampled_from([(), ("soc2",), ("hipaa", "iso27001")]),
    exclude_headquarters=st.sampled_from([(), ("cn",), ("us", "cn")]),
)

all_constraints = made(
    Constraints,
    max_cost_usd_per_month=st.sampled_from([None, 0.0, 1.0, 40.0, 2000.0]),
    max_first_token_seconds=st.sampled_from([None, 0.5, 5.0, 60.0]),
    max_response_seconds=st.sampled_from([None, 1.0, 20.0, 600.0]),
    min_context_tokens=st.sampled_from([None, 8192.0, 128_000.0]),
    min_output_tokens=st.sampled_from([None, 1.0, 4096.0]),
    license=st.sampled_from(["any", "commercial", "osi", ("MIT",)]),
    open_weights=st.booleans(),
    privacy=privacy_constraints,
    features=st.sampled_from([(), ("tools",), ("tools", "vision-input")]),
    languages=st.sampled_from([(), ("de",), ("de", "ja")]),
    min_months_to_retirement=st.sampled_from([None, 0.0, 6.0, 12.0]),
    max_fact_age_days=st.sampled_from([None, 30.0, 365.0]),
    providers_deny=st.sampled_from([(), (), ("a",)]),
)


@st.composite
def some_limits(draw: st.DrawFn, everything: st.SearchStrategy[Constraints]) -> Constraints:
    """At most three of the limits drawn: under all of them at once hardly anybody is left."""
    limits = draw(everything)
    kept = draw(st.sets(st.sampled_from(Constraints._fields), max_size=3))
    return Constraints(**{name: getattr(limits, name) for name in kept})


constraints = some_limits(all_constraints)
"""Limits that leave somebody, more often than not."""

uses = made(
    Use,
    purpose=st.sampled_from([None, None, "commercial", "internal", "research"]),
    monthly_users=st.sampled_from([None, 1000.0, 8e8]),
    annual_revenue_usd=st.sampled_from([None, 5e5, 2e9]),
    redistribute=st.booleans(),
    train_on_outputs=st.booleans(),
    territories=st.sampled_from([(), ("eu",), ("us", "de")]),
)

requirements = made(
    Requirements,
    task=st.just("chat"),
    workload=workloads,
    use=st.just(Use()) | uses,
    constraints=st.just(Constraints()) | constraints,
    preferences=preferences,
    accept=st.sampled_from([(), (), ("region-choice", "license-conditions")]),
    assume_unknown=st.sampled_from([(), (), ("latency",), ("context",)]),
)

strict_requirements = st.builds(
    lambda asked, limits: asked._replace(constraints=limits), requirements, all_constraints
)
"""Under every limit at once, for what is judged limit by limit."""
