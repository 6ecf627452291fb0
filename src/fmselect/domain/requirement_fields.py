"""Everything a user can declare, as one table.

The requirements file, the command-line options, the JSON Schema and the reference page are all made
from `FIELDS`, so a requirement is added by adding one row here and one field to
`fmselect.domain.requirements`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from fmselect.domain.requirements import CRITERIA, TASKS
from fmselect.domain.workload_fields import WORKLOAD, Kind
from fmselect.tuples import NamedTuple

Group = Literal["Task", "Workload", "Use", "Limits", "Privacy", "Choice", "Preferences"]

INDUSTRIES = (
    "healthcare",
    "legal-government",
    "business-finance",
    "software",
    "science",
    "media",
    "writing",
)
PURPOSES = ("commercial", "internal", "research")
ASSUMABLE = ("latency", "context", "capacity")
"""What may be assumed to fit when unknown. Privacy, licence and cost are never on this list."""

CONDITIONS = (
    "training-opt-out",
    "zero-retention-setting",
    "zero-retention-addendum",
    "flagged-content",
    "region-choice",
    "enterprise-region-choice",
    "license-conditions",
    "shorter-vectors",
    "training-on-data",
    "us-government",
    "existing-customer",
    "tier",
)
"""What a user may agree to. `license-conditions` may name one licence, `license-conditions:ID`;
`tier` one way of handling data that a provider offers, `tier:api-paid-eu-endpoint`."""


class RequirementField(NamedTuple):
    """One thing a user can declare."""

    path: str
    """Dotted path in the requirements file."""
    kind: Kind
    group: Group
    option: str | None
    """Long option, or None for the task, which is an argument."""
    metavar: str
    help: str
    low: float | None = 0.0
    """Least value allowed, in the unit of the kind; None where the value is not a number."""
    high: float | None = None
    choices: tuple[str, ...] = ()
    """All values allowed, of the field or of each of its items; empty where any text may be."""

    @property
    def repeats(self) -> bool:
        """Whether the option may be given several times; its texts then add up."""
        return self.kind in ("list", "license", "priorities", "weights", "anchors")


def _workload() -> Iterator[RequirementField]:
    """Volume a calendar month; the token counts are per request."""
    for name, option, kind, high, choices, help_ in WORKLOAD:
        metavar = {"share": "0..1", "choice": "NAME"}.get(kind, "N")
        low = None if kind == "choice" else 0.0
        path = f"workload.{name}"
        yield RequirementField(path, kind, "Workload", option, metavar, help_, low, high, choices)


def _use() -> Iterator[RequirementField]:
    """What the model is used for, as far as licences ask."""

    def row(
        name: str, kind: Kind, option: str, metavar: str, help_: str, high: float | None = None
    ) -> RequirementField:
        return RequirementField(
            f"use.{name}",
            kind,
            "Use",
            option,
            metavar,
            help_,
            0.0 if high is not None else None,
            high,
            PURPOSES if kind == "choice" else (),
        )

    yield row("purpose", "choice", "--use", "NAME", "commercial, internal or research.")
    yield row(
        "monthly_users",
        "count",
        "--monthly-users",
        "N",
        "Monthly users of all my products: what licences cap.",
        1e11,
    )
    yield row(
        "annual_revenue_usd",
        "usd",
        "--annual-revenue",
        "USD",
        "Yearly revenue of my company: 5M.",
        1e13,
    )
    yield row("redistribute", "flag", "--redistribute", "", "I pass the weights on to others.")
    yield row("train_on_outputs", "flag", "--train-on-outputs", "", "Outputs train another model.")
    yield row(
        "territories",
        "list",
        "--operates-in",
        "CODE",
        "Where I sit and offer the product: eu, us, kr.",
    )


def _limits() -> Iterator[RequirementField]:
    """Numeric hard limits."""

    def row(
        name: str, kind: Kind, option: str, metavar: str, help_: str, high: float | None = None
    ) -> RequirementField:
        return RequirementField(
            f"constraints.{name}", kind, "Limits", option, metavar, help_, high=high
        )

    yield row("max_cost_usd_per_month", "usd", "--max-cost", "USD", "Most it may cost a month.")
    yield row(
        "max_first_token_seconds", "seconds", "--max-ttft", "S", "Longest wait for the first token."
    )
    yield row(
        "max_response_seconds", "seconds", "--max-response", "S", "Longest wait for the answer."
    )
    yield row("min_context_tokens", "count", "--min-context", "N", "Smallest context: 128k.", 1e9)
    yield row("min_output_tokens", "count", "--min-output", "N", "Smallest output limit.", 1e9)
    yield row(
        "min_capability",
        "number",
        "--min-capability",
        "N",
        "Least capability, on the published scale; refused while the scale is provisional.",
        1000.0,
    )
    yield row("max_dimensions", "count", "--max-dimensions", "N", "Longest vector to store.", 1e6)
    yield row(
        "max_index_gib",
        "number",
        "--max-index-gib",
        "GIB",
        "Largest index of the corpus, its vectors alone, in GiB.",
        1e9,
    )
    yield row(
        "min_image_megapixels",
        "number",
        "--min-image-megapixels",
        "N",
        "Least size of the images it makes, in millions of pixels: 8.",
        1000.0,
    )
    yield row(
        "min_months_to_retirement",
        "months",
        "--min-months-left",
        "N",
        "Months it must stay in service.",
        1200.0,
    )
    yield row(
        "max_fact_age_days", "days", "--max-fact-age", "DAYS", "Oldest price to rely on.", 36500.0
    )


def _privacy() -> Iterator[RequirementField]:
    """Hard limits on where data goes and what happens to it."""

    def row(
        name: str, kind: Kind, option: str, metavar: str, help_: str, high: float | None = None
    ) -> RequirementField:
        low = 0.0 if kind == "days" else None
        return RequirementField(
            f"constraints.privacy.{name}", kind, "Privacy", option, metavar, help_, low, high
        )

    yield row(
        "self_hosted", "flag", "--self-hosted", "", "Data may not leave my own infrastructure."
    )
    yield row("no_training", "flag", "--no-training", "", "My data may not train models.")
    yield row(
        "max_retention_days",
        "days",
        "--max-retention",
        "DAYS",
        "Longest my data may be kept.",
        36500.0,
    )
    yield row(
        "regions",
        "list",
        "--region",
        "CODE",
        "Where data may be processed: eu, eea, us, apac or country codes.",
    )
    yield row(
        "certifications",
        "list",
        "--certification",
        "NAME",
        "Certifications the provider must hold: soc2, iso27001, hipaa.",
    )
    yield row(
        "exclude_headquarters",
        "list",
        "--exclude-headquarters",
        "CODE",
        "Countries the provider may not be run from: cn.",
    )


def _choice() -> Iterator[RequirementField]:
    """Hard limits on which models and providers come into question."""

    def row(name: str, kind: Kind, option: str, metavar: str, help_: str) -> RequirementField:
        return RequirementField(
            f"constraints.{name}", kind, "Choice", option, metavar, help_, low=None
        )

    yield row(
        "license",
        "license",
        "--license",
        "NAME",
        "commercial, osi, any, or the licence ids that are acceptable.",
    )
    yield row("open_weights", "flag", "--open-weights", "", "Only models with open weights.")
    yield row("features", "list", "--need", "NAME", "Features it must have: tools, vision-input.")
    yield row("languages", "list", "--language", "CODE", "Languages it must claim: de, ja.")
    yield row("providers.allow", "list", "--provider", "ID", "Only these providers.")
    yield row("providers.deny", "list", "--not-provider", "ID", "Not these providers.")
    yield row("models.allow", "list", "--model", "ID", "Only these models.")
    yield row("models.deny", "list", "--not-model", "ID", "Not these models.")
    yield RequirementField(
        "accept",
        "list",
        "Choice",
        "--accept",
        "NAME",
        "Conditions I agree to meet: zero-retention-addendum.",
        low=None,
    )
    yield RequirementField(
        "assume_unknown",
        "list",
        "Choice",
        "--assume-unknown",
        "NAME",
        "Let an unknown latency, context or capacity of a free tier pass.",
        low=None,
        choices=ASSUMABLE,
    )


def _preferences() -> Iterator[RequirementField]:
    """What is worth how much."""

    def row(
        path: str,
        kind: Kind,
        option: str,
        metavar: str,
        help_: str,
        choices: tuple[str, ...] = (),
    ) -> RequirementField:
        low = 0.0 if kind in ("weights", "anchors", "count") else None
        return RequirementField(
            path, kind, "Preferences", option, metavar, help_, low, choices=choices
        )

    yield row(
        "preferences.priorities",
        "priorities",
        "--prioritize",
        "NAMES",
        "Criteria in order of importance: capability,cost,latency; a tie is cost=latency.",
        CRITERIA,
    )
    yield row(
        "preferences.weights",
        "weights",
        "--weight",
        "NAME=N",
        "Weight of a criterion, repeated: cost=0.4, or low, medium, high, critical.",
        CRITERIA,
    )
    yield row("preferences.equal", "flag", "--equal", "", "All six criteria weigh the same.")
    yield row(
        "preferences.industry",
        "choice",
        "--industry",
        "NAME",
        "Whose work it is; where the catalog has evidence for it.",
        INDUSTRIES,
    )
    yield row(
        "preferences.anchors",
        "anchors",
        "--anchors",
        "cost=GOOD:BAD",
        "Monthly dollars that are worth 1 and worth 0: cost=25:500.",
        ("cost",),
    )
    yield row("budget_for.people", "count", "--people", "N", "People who do the work, for plans.")


def _fields() -> Iterator[RequirementField]:
    """All rows, in the order of the file."""
    yield RequirementField(
        "task", "choice", "Task", None, "TASK", "What the model is for.", low=None, choices=TASKS
    )
    yield from _workload()
    yield from _use()
    yield from _limits()
    yield from _privacy()
    yield from _choice()
    yield from _preferences()


FIELDS: tuple[RequirementField, ...] = tuple(_fields())
"""Every requirement, in the order of the file."""

BY_PATH: dict[str, RequirementField] = {field.path: field for field in FIELDS}
"""Dotted path -> its field."""

BY_OPTION: dict[str, RequirementField] = {
    field.option: field for field in FIELDS if field.option is not None
}
"""Long option -> its field."""
