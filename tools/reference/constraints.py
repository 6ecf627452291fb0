"""docs/reference/constraints.md: each hard limit, its logic, and what it rests on."""

from __future__ import annotations

from typing import NamedTuple

from fmselect.domain.requirement_fields import BY_PATH, CONDITIONS
from fmselect.domain.requirement_rules import ATTRIBUTES
from fmselect.engine.constraints import CONSTRAINTS
from tools.reference.markdown import code, page, table

_INTRODUCTION = """\
A hard limit has four verdicts: **pass**, **conditional** (would pass if you choose a setting or
sign an addendum, which has a name), **unknown** and **fail**. Only pass is eligible.
`--accept NAME` turns a named condition into a pass; `--assume-unknown` lets an unknown latency,
context or capacity pass, and never an unknown price, licence or privacy. Each offer is judged by
its own facts alone, so the order of limits does not matter, and preferences never touch them.

`privacy.no_training`, `privacy.max_retention_days` and `privacy.regions` are judged on one tier of
the provider together: the one where the least stands in the way of all of them, after what you
accept. Two tiers of which each satisfies one of two limits satisfy neither question.

What you host yourself satisfies every limit on privacy and on retirement. `explain` shows the
verdict of every limit for one offer, with the facts, their sources and dates."""


_ALWAYS = """\
Limits without an option are always in force: nobody needs to ask for an offer that is still served
and can take the request."""
_JOINED = """\
Two joined with a plus must both be accepted. `license-conditions:ID` and `tier:NAME` accept one of
their kind, the bare word all. For a limit that an organisation's policy states only what the policy
itself accepts or assumes counts."""
_EXCEPTED = """\
A policy may except offers, models or providers from one of its limits until a day: see
[Keep an organisation's policy](../how-to/keep-a-policy.md)."""


class Logic(NamedTuple):
    """How one limit is judged.

    Attributes:
        passes: When it passes.
        conditional: When it would, and what the condition is called.
        unknown: What makes it unknown.
        facts: Records and keys the verdict rests on.
    """

    passes: str
    conditional: str
    unknown: str
    facts: str


_SPEED = "`speed_reference` of the model: a median over its providers, with its spread"
_TERMS = "`weights.license` of the model, `licenses/`; `terms` of the provider"
_HANDLING = "`data_handling` of the provider, the entry of the offer's tier"
_LISTED = "the names on the list"

LOGIC: dict[str, Logic] = {
    "max_cost_usd_per_month": Logic(
        "the bill of the workload is at most the limit", "", "a price the bill needs is not stated",
        "`prices` in force on the newest day of the catalog",
    ),
    "max_first_token_seconds": Logic(
        "the slowest that is known is within the limit; fails where the quickest is not", "",
        "nothing is known of the speed, or the limit lies inside the spread", _SPEED,
    ),
    "max_response_seconds": Logic(
        "first token and answer at the slowest that is known are within the limit; fails where the "
        "quickest are not", "", "as above", _SPEED,
    ),
    "min_context_tokens": Logic(
        "the smaller of offer and model is at least the limit", "", "nobody states it",
        "`limits` of offer and model",
    ),
    "min_output_tokens": Logic(
        "the smaller of offer and model is at least the limit", "", "nobody states it",
        "`limits` of offer and model",
    ),
    "min_capability": Logic(
        "the estimate of the task's domain is at least the limit", "",
        "no benchmark result of the model bears on the domain", "`benchmarks/`, fitted",
    ),
    "max_dimensions": Logic(
        "its vectors are no longer than the limit; only for embedding tasks",
        "its maker says the vectors may be cut to a length that is not longer: `shorter-vectors`",
        "nobody states their length", "`limits.embedding_dimensions`, `limits.shorter_dimensions`",
    ),
    "max_index_gib": Logic(
        "corpus documents x vectors a document x bytes a vector are within the limit; a document "
        "longer than the input limit becomes several vectors; only for embedding tasks",
        "they are with vectors cut to a length their maker names: `shorter-vectors`",
        "the length of the vectors or the input limit is not stated, and one vector a document "
        "would fit", "`limits.embedding_dimensions`, `limits.shorter_dimensions`, `limits`",
    ),
    "min_image_megapixels": Logic(
        "the largest size a source names is at least the limit: of those the offer prices by size, "
        "else of those its model is said to make; only for image generation", "",
        "no source names a size, or only smaller ones: no source lists what a model cannot make",
        "`size` of `prices`, `limits.image_sizes` of the model",
    ),
    "workload_fits": Logic(
        "one request of the workload fits the context, and its answer the output limit", "",
        "the context is not stated", "`limits` of offer and model",
    ),
    "capacity": Logic(
        "it is no free tier", "", "a free tier, whose limits nobody states",
        "`billing` of the offer",
    ),
    "license": Logic(
        "`commercial`, `internal`, `research`: the terms permit the use, and all they make it hang "
        "on is met by what you state; `osi`: the licence is on the Open Source Initiative's list; "
        "ids: the licence is one of them; and whoever serves open weights permits commercial use "
        "too, unless it is for research",
        "commercial use hangs on something not settled: `license-conditions:ID`; or the terms "
        "of the host of open weights were read and set conditions",
        "the licence, or what it permits, is not recorded; weights for research alone that "
        "somebody else than their maker serves", _TERMS,
    ),
    "use.redistribute": Logic(
        "the weights are published and their licence lets them be passed on",
        "only on conditions: `license-conditions:ID`", "the licence, or whether it does", _TERMS,
    ),
    "use.train_on_outputs": Logic(
        "the terms let outputs train other models",
        "only on conditions of the licence or of the host: `license-conditions:ID`",
        "the terms, or what they say of it", _TERMS,
    ),
    "open_weights": Logic(
        "the weights are published", "", "nobody says so", "`weights.open` of the model"
    ),
    "features": Logic(
        "every feature is known to be there; fails where one is known to be missing",
        "one is kept for customers who use it already: `existing-customer`",
        "a feature is in neither list",
        "`features` of offer and model; a price for batches or cached input proves the feature; "
        "that weights can be fine-tuned says nothing of who serves them",
    ),
    "languages": Logic(
        "its maker claims every language", "", "one is not claimed: never taken for a no",
        "`languages` of the model",
    ),
    "providers.allow": Logic("the provider is on the list", "", "", _LISTED),
    "providers.deny": Logic(
        "neither the provider is on the list nor whoever its tier names: `huggingface/...@novita`",
        "", "", _LISTED,
    ),
    "models.allow": Logic("the model or the offer is on the list", "", "", _LISTED),
    "models.deny": Logic("neither the model nor the offer is on the list", "", "", _LISTED),
    "input_modality": Logic(
        "it takes every kind of input the task has", "", "its inputs are not listed",
        "`identity.input` of the model",
    ),
    "privacy.self_hosted": Logic("it runs on your own machines", "", "", "`kind` of the provider"),
    "privacy.no_training": Logic(
        "the tier trains on nothing, or only if you agree",
        "it trains unless you object: `training-opt-out`; another tier does not: its name",
        "the terms are not known; behind a gateway, unless a setting binds the hosts", _HANDLING,
    ),
    "privacy.max_retention_days": Logic(
        "data is kept no longer than the limit",
        "zero retention can be switched on (`zero-retention-setting`) or agreed "
        "(`zero-retention-addendum`); what is flagged as abuse is kept longer (`flagged-content`)",
        "the days are not known; behind a gateway; in batches, where those are handled apart",
        _HANDLING,
    ),
    "privacy.regions": Logic(
        "every place where data may be processed lies inside the regions",
        "one can be chosen: `region-choice`, `enterprise-region-choice`, or `tier:NAME` for an "
        "endpoint or deployment of its own",
        "the places are not known, or wider than the regions; behind a gateway", _HANDLING,
    ),
    "privacy.certifications": Logic(
        "the source lists each of them, or one that includes it", "",
        "one is not listed: never taken for a no; behind a gateway", _HANDLING,
    ),
    "privacy.exclude_headquarters": Logic(
        "the provider is run from none of the countries", "",
        "nobody says from where; behind a gateway", "`headquarters` of the provider",
    ),
    "pays_with_data": Logic(
        "it is no tier of its own that trains on what is sent",
        "it is: `training-on-data`", "", _HANDLING,
    ),
    "government_region": Logic(
        "it is in no region of a cloud that is kept for a government",
        "it is, by its tier `us-gov`: `us-government`", "", "the tier of the offer",
    ),
    "min_months_to_retirement": Logic(
        "it stays in service so many calendar months from today, or a dated list of its provider "
        "names no retirement", "", "no dated list of the provider is known",
        "`lifecycle` of offer and model, `deprecation_list` of the provider",
    ),
    "max_fact_age_days": Logic(
        "the price and the oldest of the facts it rests on are no older", "",
        "a date is not known", "`observed` of the facts",
    ),
    "retired": Logic(
        "it is not retired today", "", "", "`lifecycle` of offer and model"
    ),
    "retiring": Logic(
        "it is served for the month the workload is counted over", "", "",
        "`lifecycle` of offer and model",
    ),
}  # fmt: skip
"""Limit -> its logic: one for each of `fmselect.engine.constraints.CONSTRAINTS`."""


def constraints() -> str:
    """The page."""
    rows = [
        (
            code(name),
            _option(name),
            logic.passes,
            logic.conditional,
            logic.unknown,
            logic.facts,
        )
        for name, logic in ((name, LOGIC[name]) for name in CONSTRAINTS)
    ]
    head = ("limit", "option", "passes where", "conditional where", "unknown where", "facts")
    named = ", ".join(code(name) for name in CONDITIONS)
    return page(
        "Hard limits",
        _INTRODUCTION,
        [
            table(head, rows),
            _ALWAYS,
            "## Conditions",
            f"What `--accept` takes: {named}. {_JOINED}",
            "## Exceptions",
            _EXCEPTED,
        ],
    )


def _option(name: str) -> str:
    """The option that states a limit."""
    shorter = {attribute: path for path, attribute in ATTRIBUTES.items()}
    field = BY_PATH.get(shorter.get(name, name)) or BY_PATH.get(f"constraints.{name}")
    return code(field.option) if field is not None and field.option else ""
