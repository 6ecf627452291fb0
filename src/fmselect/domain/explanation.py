"""Why one offer is where it is: exactly the JSON document that `explain --json` prints, typed.

`fmselect schema explanation` is generated from these classes. A key is always present; null is
unknown or not applicable, as described. Every sentence that names a change is true: make the change
and it happens.
"""

from typing import Literal, TypedDict

from fmselect.domain.recommendation import (
    Admission,
    Answered,
    CapabilityEstimate,
    Fact,
    FactStatus,
    JsonValue,
    LicenseDuty,
    Measure,
    Repair,
    Sureness,
)

Standing = Literal["first", "ranked", "out", "absent"]
"""`out`: a limit is not shown to be satisfied. `absent`: the task does not look at it at all."""


class OfferOfModel(TypedDict):
    """One offer of the model, in a line; the one that is explained comes first."""

    offer: str
    provider: str
    eligible: bool
    score: float
    """As if it were admitted, where it is not eligible."""
    cost_usd_per_month: float | None
    failed: list[str]
    """Names of the limits it is not shown to satisfy; empty where it is eligible."""


class LimitVerdict(TypedDict):
    """How the offer stands to one limit in force, and the facts that decide it."""

    constraint: str
    """Dotted name, as in the requirements file."""
    limit: JsonValue
    actual: JsonValue
    short_by: float | None
    """In the unit of the limit, positive; null where it passes or is not a number."""
    status: Literal["pass", "conditional", "unknown", "fail"]
    condition: str | None
    """The name `--accept` takes, where the status is `conditional`."""
    agreed: bool
    """True where it counts as a pass because the user accepts the condition or lets an unknown
    pass."""
    reason: str
    facts: dict[str, Fact]


class Opponent(TypedDict):
    """Whom the offer is measured against: the first, or the second where it is first itself."""

    role: Literal["first", "second"]
    model: str
    provider: str
    offer: str
    score: float
    proven: bool
    """Whether there is evidence of its capability: who has some precedes who has none."""
    lead: float
    """Score of the explained offer less this one's; the differences of the criteria add up to
    it."""


class CriterionPart(TypedDict):
    """What one criterion adds to the score, and how."""

    criterion: str
    unit: str
    amount: JsonValue
    """In the unit; null is unknown."""
    status: FactStatus
    good: JsonValue
    """Amount that is worth 1."""
    bad: JsonValue
    """Amount that is worth 0."""
    formula: str
    """How the value comes from the amount, with the numbers."""
    value: float
    weight: float
    contribution: float
    """Weight x value; over the criteria these add up to the score."""
    facts: dict[str, Fact]
    other_amount: JsonValue
    other_status: FactStatus | None
    """Of the opponent's amount; null where there is no opponent."""
    other_value: float | None
    difference: float | None
    """Contribution less the opponent's; over the criteria these add up to the lead."""


class BenchmarkResult(TypedDict):
    """One result that bears on the capability of the model."""

    benchmark: str
    title: str
    domain: str | None
    of_the_task: bool
    """Whether it is of the task's own domain; others bear on it through the model's level."""
    metric: str | None
    score: float
    low: float | None
    high: float | None
    setting: str | None
    """Reasoning effort, harness or quantization. Of several settings of one benchmark the highest
    effort that is named stands for the model."""
    by: str
    """`independent` or `preference`; what a maker says of its own model is no evidence."""
    observed: str | None
    source: str | None
    moved_by: float | None
    """Points by which it raised the estimate (negative: lowered) against the same estimate without
    it; null where the catalog was compiled without."""


class WeightRange(TypedDict):
    """The weights of one criterion, the others in proportion, at which the offer comes first."""

    criterion: str
    now: float
    low: float | None
    high: float | None
    """Both null where no weight of this criterion makes it first."""
    below: str | None
    """Who comes first below `low`; null where nobody does."""
    above: str | None
    sentence: str


class Change(TypedDict):
    """A single change of one offer, all else unchanged, that makes it first."""

    offer: str
    attribute: str
    """`cost_usd_per_month`, `input_usd_per_million_tokens`, `output_usd_per_million_tokens`,
    `response_seconds` or `capability`."""
    now: float | None
    to: float | None
    """At this amount it is first, rounded so that the change has happened; null: at none."""
    sentence: str


class Exchange(TypedDict):
    """What the weights say an improvement is worth, at what this offer costs and takes."""

    usd_per_month_for_a_capability_point: float | None
    usd_per_month_for_a_second_less: float | None
    """So much more a month for it leaves the score as it is. Null: not weighed, not known, or more
    than any price."""
    sentences: list[str]


class Explanation(Answered):
    """The whole answer."""

    model: str
    name: str | None
    offer: str | None
    """The offer that is explained; null where the task looks at none."""
    provider: str | None
    standing: Standing
    ranking_of: Literal["models", "offers"]
    """`offers` where an offer was named: each has a rank of its own then."""
    ranked: int
    """How many are ranked."""
    rank: int | None
    rank_if_admitted: int | None
    """Its rank, or the one it would have if it satisfied every limit."""
    score: float | None
    """As if it were admitted, where it is out."""
    proven: bool
    """Whether there is evidence of its capability: who has some precedes who has none."""
    sureness: Sureness
    """Empty where nothing was drawn for it."""
    why: list[str]
    """In plain sentences: where it is, and what puts it there."""
    offers: list[OfferOfModel]
    limits: list[LimitVerdict]
    """Every limit in force."""
    admission: list[Admission]
    """What would admit it; empty where it is eligible."""
    repairs: list[Repair]
    """Where nothing at all is eligible: what would have to give way."""
    opponent: Opponent | None
    criteria: list[CriterionPart]
    cost_breakdown: dict[str, float]
    capability: CapabilityEstimate | None
    evidence: list[BenchmarkResult]
    weight_ranges: list[WeightRange]
    changes: list[Change]
    """Of this offer; of the second where this one is first. Empty where it is out."""
    dominated_by: list[str]
    """Offers of the Pareto front that are nowhere below it on a weighted criterion and above it on
    one, the best ranked first."""
    exchange: Exchange | None
    license_duties: list[LicenseDuty]
    """What the licence asks for in return; empty too where no use is stated."""
    measures: dict[str, Measure]
    """What models of this kind are judged by; empty for tasks of text alone."""
    facts: dict[str, Fact]
    warnings: list[str]
