"""The answer for several models that are one choice: what `recommend A+B --json` prints."""

from typing import TypedDict

from fmselect.domain.recommendation import (
    Admission,
    CapabilityEstimate,
    CatalogStamp,
    Considered,
    JsonValue,
    Measure,
    Repair,
)


class StackRole(TypedDict):
    """One role, before anything is combined."""

    role: str
    task: str
    share: float
    """Of the capability of the whole; the shares of the judged roles add up to 1. 0 where the
    task has no evidence of capability at all."""
    requirements: dict[str, JsonValue]
    """As used: its own, what is shared, and the defaults of its task."""
    assumed: list[str]
    """Dotted names of what nobody stated."""
    considered: Considered
    excluded_by: dict[str, int]
    repairs: list[Repair]
    """Where nothing is eligible for the role: what would have to give way, fewest limits first."""


class StackPart(TypedDict):
    """One offer in its role."""

    role: str
    model: str
    provider: str
    offer: str
    capability: CapabilityEstimate
    cost_usd_per_month: float | None
    first_token_seconds: float | None
    response_seconds: float | None
    license: str | None
    measures: dict[str, Measure]
    """What models of its kind are judged by, by name. Empty for tasks of text alone."""
    warnings: list[str]


class RankedStack(TypedDict):
    """One combination."""

    rank: int
    score: float
    proven: bool
    """Whether there is evidence of the capability of each part whose task has any."""
    contributions: dict[str, float]
    """Criterion -> weight x value; they add up to `score`."""
    values: dict[str, float]
    win_probability: float | None
    """Share of the draws of weights and capabilities in which it comes first, of those drawn."""
    too_close_to_call: bool | None
    """Whether it and the first are ahead of each other in a fifth of the draws at least."""
    cost_usd_per_month: float | None
    """Of all roles together; null where that of one is unknown."""
    first_token_seconds: float | None
    """Until the last role begins to answer, after the answers of those before; null where one of
    these is unknown, or nothing is known of the speeds of the last."""
    response_seconds: float | None
    """Of the timed roles, one after the other; null where that of one is unknown."""
    parts: list[StackPart]


class StackRepair(TypedDict):
    """One set of limits on the whole which, relaxed together, admits a combination."""

    constraints: list[str]
    """Names of the limits; `same_provider` is one."""
    offers: list[str]
    """The combination that needs the least, one offer for each role."""
    admission: list[Admission]
    """The steps that admit it, one a limit."""


class StackRecommendation(TypedDict):
    """The whole answer."""

    schema: str
    tool_version: str
    catalog: CatalogStamp
    today: str
    requirements: dict[str, JsonValue]
    """What is stated for the whole."""
    same_provider: bool
    roles: list[StackRole]
    weights: dict[str, float]
    combinations: int
    """How many combinations of eligible offers there are."""
    ranking: list[RankedStack]
    least_cost_usd_per_month: float | None
    """What the cheapest combination costs, of one provider where that is asked; null where a role
    has no offer with a known cost."""
    least_response_seconds: float | None
    """How long the quickest takes, at the upper ends of what is known."""
    repairs: list[StackRepair]
    """Where no combination keeps the limits on the whole: the fewest that must give way, and how
    far. Empty where a role has nothing eligible: its own `repairs` come first."""
    warnings: list[str]
