"""The answer: exactly the JSON document that `recommend --json` prints, typed.

`fmselect schema recommendation` is generated from these classes. A key is always present and
means the same whatever the verbosity; null is unknown or not applicable, as described.
"""

from typing import Any, Literal, TypedDict

JsonValue = Any
"""A number, text, boolean, null, or a list or object of these."""

FactStatus = Literal["known", "estimated", "unknown"]
VerdictStatus = Literal["fail", "unknown", "conditional"]


class CatalogStamp(TypedDict):
    """Which catalog answered."""

    digest: str
    """SHA-256 of the catalog's text."""
    build: str
    """Date of the newest fact and eight digits of the digest."""
    newest_fact: str
    oldest_price: str | None
    layers: list[str]
    """The folders laid over the bundled catalog, later ones on top; empty: none."""


class Fact(TypedDict):
    """One value with its standing, source and date."""

    value: JsonValue
    status: FactStatus
    source: str | None
    observed: str | None


class Measure(Fact):
    """What one kind of model is judged by: a length, a rate, a price of its own unit."""

    title: str
    """Of the amount, in words."""
    unit: str
    """Of the value; empty where it has none."""
    note: str | None
    """How it comes about: the formula with its numbers, the test set, the variant of the price."""


class Considered(TypedDict):
    """How much was looked at."""

    models: int
    offers: int
    eligible_models: int
    eligible_offers: int


class FailedConstraint(TypedDict):
    """Why an offer is not eligible: one constraint it is not shown to satisfy."""

    constraint: str
    """Dotted name, as in the requirements file: `max_cost_usd_per_month`, `privacy.regions`."""
    limit: JsonValue
    actual: JsonValue
    short_by: float | None
    """In the unit of the limit, always positive; null where the constraint is not a number."""
    status: VerdictStatus
    condition: str | None
    """The name `--accept` takes, where the status is `conditional`."""
    reason: str
    """One sentence: what is missing, and for unknown facts what would settle it."""
    policy: str | None
    """Where an organisation's policy states the limit: `file:line:column`; null: it does not."""


class Admission(TypedDict):
    """What would satisfy one limit that keeps an offer out. All of them together admit it."""

    constraint: str
    how: Literal["relax", "accept", "assume", "drop", "settle", "policy", "nothing"]
    """`settle`: find out what is not known. `policy`: the limit is an organisation's, which may
    only be tightened. `nothing`: no requirement can be changed for it."""
    option: str | None
    """The option to change, or the one that agrees to it."""
    to: JsonValue
    """Its new value, exact enough to be enough; null where the option is to be left out."""
    sentence: str


class ExcludedOffer(TypedDict):
    """An offer that is out, with every constraint it fails."""

    offer: str
    failed: list[FailedConstraint]


class NearMiss(TypedDict):
    """An offer that fails one constraint only, and would rank well without it."""

    offer: str
    failed: list[FailedConstraint]
    score_if_admitted: float
    rank_if_admitted: int | None
    """Null where an offer of its model is ranked above it already, and one is shown of each."""
    admission: list[Admission]
    """The one step that admits it."""


class CapabilityEstimate(TypedDict):
    """How good the model is in the domain of the task."""

    domain: str
    estimate: float | None
    standard_error: float | None
    benchmarks: int
    grade: Literal["strong", "fair", "thin", "none"]
    scale: str
    """`provisional` is a percentile among the models of the domain."""


class LicenseDuty(TypedDict):
    """One thing a licence asks for in return, under the use that is stated."""

    text: str
    when: Literal["always", "product", "redistribution", "trained-model"]
    applies: Literal["yes", "maybe"]
    """`maybe`: above a number of users or an amount of revenue that nobody stated."""


class Sureness(TypedDict, total=False):
    """How sure a place is. Absent where it was not drawn: an unproven row has none."""

    win_probability: float
    """Share of the draws of weights and data in which it comes first."""
    top3_probability: float
    """Share of the draws in which it comes among the first three."""
    expected_regret: float
    """What choosing it costs on average against the first of each draw, in units of score."""
    too_close_to_call_with: list[str]
    """Of the first: whom it beats in less than 80 % of the draws. Of another: the first, if so."""


class RankedOffer(Sureness):
    """One row of the ranking."""

    rank: int
    model: str
    provider: str
    offer: str
    setting: str | None
    score: float
    standing: Literal["proven", "unproven"]
    """`unproven`: no capability evidence; follows every offer that has some."""
    contributions: dict[str, float]
    """Criterion -> weight x value; they add up to `score`."""
    values: dict[str, float]
    """Criterion -> value on its anchored 0..1 scale."""
    capability: CapabilityEstimate
    cost_usd_per_month: float | None
    cost_breakdown: dict[str, float]
    """Part of the bill -> US dollars a month; adds up to the cost. Empty where it is unknown."""
    first_token_seconds: float | None
    response_seconds: float | None
    context_tokens: int | None
    license: str | None
    license_duties: list[LicenseDuty]
    """What the licence asks for in return; empty too where no use is stated."""
    privacy: dict[str, JsonValue]
    measures: dict[str, Measure]
    """What models of this kind are judged by, by name; benchmarks by their id. Empty for tasks of
    text alone."""
    facts: dict[str, Fact]
    warnings: list[str]
    dominated_by: list[str]
    """Offers of the Pareto front that are nowhere below it on a weighted criterion and above it on
    one, the best ranked first: at their worst against its best. Empty where it lies on the front.
    """


Flip = TypedDict(
    "Flip", {"weight": str, "from": float, "to": float, "winner": str, "level_with": int}
)
"""The nearest change of one weight that changes the winner (`from` is a Python keyword).
`level_with` counts the other models with the very same score there: the id decides among them.
"""


class ToldFlip(Flip):
    """A flip in words."""

    sentence: str


class Repair(TypedDict):
    """One set of limits which, relaxed together, admits something."""

    constraints: list[str]
    """Dotted names, in the order in which limits are judged."""
    offer: str
    """What `failed` speaks of: the one that would rank first of those the repair admits."""
    failed: list[FailedConstraint]
    """How that offer stands to each of the limits, with the amount that is missing."""
    admission: list[Admission]
    """The steps that admit it, one a limit."""
    offers: list[str]
    """The few that fail exactly these limits and would rank first; each lacks its own amounts."""
    admits: int
    """How many offers fail exactly these limits."""
    score_if_admitted: float


class Answered(TypedDict):
    """What was asked of which catalog: the head of every answer."""

    schema: str
    tool_version: str
    catalog: CatalogStamp
    today: str
    requirements: dict[str, JsonValue]
    """As used: defaults of the task filled in, with the names of the requirements file."""
    assumed: list[str]
    """Dotted names of the requirements nobody stated: the task's defaults."""
    weights: dict[str, float]
    considered: Considered


class Recommendation(Answered):
    """The whole answer."""

    ranking: list[RankedOffer]
    near_misses: list[NearMiss]
    excluded: list[ExcludedOffer]
    """Complete under `--explain-excluded`, else empty; always counted in `excluded_by`."""
    excluded_by: dict[str, int]
    """Constraint -> offers that fail it; an offer that fails three is counted three times."""
    draws: int
    """How many draws the probabilities are shares of; 0 where nothing was drawn."""
    robust: bool | None
    """True where the first wins half the draws, or choosing it costs less than 0.01 of score."""
    pareto_front: list[str]
    """Offers nobody beats on one weighted criterion without losing on another, best score first."""
    flips: list[ToldFlip]
    """For each criterion the nearest weight that changes the winner, the nearest change first."""
    repairs: list[Repair]
    """Where nothing is eligible: what would have to give way, fewest limits first."""
    why: str | None
    """One sentence on the first of the ranking; null where it is empty."""
    warnings: list[str]
