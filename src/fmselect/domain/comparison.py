"""Offers side by side: exactly the JSON document that `compare --json` prints, typed.

`fmselect schema comparison` is generated from these classes. Lists of cells are in the order in
which the offers were named.
"""

from typing import Literal, TypedDict

from fmselect.domain.recommendation import (
    Answered,
    CapabilityEstimate,
    Fact,
    FactStatus,
    JsonValue,
    Measure,
    Sureness,
)


class ComparedOffer(TypedDict):
    """One of the offers that are compared."""

    named: str
    """As it was asked for."""
    model: str
    provider: str
    offer: str
    eligible: bool
    rank: int | None
    rank_if_admitted: int
    """Its rank among models, or the one it would have if it satisfied every limit."""
    score: float
    """As if it were admitted, where it is not eligible."""
    difference: float
    """Score less that of the first named."""
    proven: bool
    capability: CapabilityEstimate
    cost_breakdown: dict[str, float]
    sureness: Sureness
    """Among everything that is ranked; empty where nothing was drawn for it."""
    warnings: list[str]


class ComparedAmount(TypedDict):
    """What one criterion adds to the score of one offer."""

    amount: JsonValue
    status: FactStatus
    value: float
    contribution: float
    difference: float
    """Contribution less that of the first named; over the criteria these add up to that of the
    scores."""


class ComparedCriterion(TypedDict):
    """One criterion over all offers."""

    criterion: str
    unit: str
    weight: float
    differs: bool
    highest: list[str]
    """Offers of the highest value; empty where all are worth the same."""
    cells: list[ComparedAmount]


class ComparedVerdict(TypedDict):
    """How one offer stands to one limit."""

    status: Literal["pass", "conditional", "unknown", "fail"]
    agreed: bool
    actual: JsonValue
    short_by: float | None
    condition: str | None
    reason: str


class ComparedLimit(TypedDict):
    """One limit in force over all offers."""

    constraint: str
    limit: JsonValue
    differs: bool
    """Whether the verdicts differ."""
    cells: list[ComparedVerdict]


class ComparedFact(TypedDict):
    """One fact over all offers."""

    field: str
    differs: bool
    cells: list[Fact]


class ComparedMeasure(TypedDict):
    """What one kind of model is judged by, over all offers."""

    measure: str
    """Its name; a benchmark's id."""
    title: str
    unit: str
    """Of the values; empty where they have none."""
    differs: bool
    """Whether the values differ."""
    cells: list[Measure]


class Domination(TypedDict):
    """One offer that is nowhere below another on a weighted criterion, and above it on one."""

    offer: str
    dominates: str


class Pairwise(TypedDict):
    """How often one offer scores higher than another, over draws of weights and data."""

    offer: str
    over: str
    probability: float
    """Ties count half."""


class Comparison(Answered):
    """The whole answer."""

    ranked: int
    """How many models are ranked."""
    offers: list[ComparedOffer]
    """In the order in which they were named; the others are compared to the first."""
    criteria: list[ComparedCriterion]
    limits: list[ComparedLimit]
    measures: list[ComparedMeasure]
    """What models of this kind are judged by. Empty for tasks of text alone."""
    facts: list[ComparedFact]
    dominates: list[Domination]
    draws: int
    """How many draws the probabilities are shares of; 0 where nothing was drawn."""
    pairwise: list[Pairwise]
    """Each pair once, in the order named. Absent where only one of the two has evidence of
    its capability: that one precedes the other in every draw."""
    why: list[str]
    """In plain sentences: what puts each ahead of or behind the first named."""
    warnings: list[str]
