"""What an upstream proposes: models and offers as our records, with the names it uses for them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol, TypedDict

from fmselect.domain.records import (
    Benchmark,
    Billing,
    FeatureSet,
    Identity,
    Lifecycle,
    Limits,
    ModelType,
    Price,
    Result,
    SpeedReference,
    Weights,
)
from fmselect.upstream.report import LeftOut


class Stamp(TypedDict):
    """The provenance of one fact: its page, and what all facts of one file share."""

    source: str | None
    via: str
    observed: str
    observed_from: Literal["snapshot", "collection"] | None


class Rates(TypedDict):
    """The fields of `TokenRates`."""

    input_usd_per_million_tokens: Decimal | None
    output_usd_per_million_tokens: Decimal | None
    cache_read_usd_per_million_tokens: Decimal | None
    cache_write_usd_per_million_tokens: Decimal | None
    audio_input_usd_per_million_tokens: Decimal | None
    audio_output_usd_per_million_tokens: Decimal | None
    image_input_usd_per_million_tokens: Decimal | None
    image_output_usd_per_million_tokens: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Which data set the proposals were read from, and when it was current."""

    via: str
    """`pkg:pypi/litellm@1.109.1`, or the address the file was fetched from."""
    observed: str
    """Day or month of the data set; used where the upstream dates nothing itself."""
    observed_from: Literal["snapshot", "collection"] | None = "snapshot"

    def stamp(self, source: str | None) -> Stamp:
        """The provenance of a fact that the upstream itself does not date, and its page."""
        return Stamp(
            source=source, via=self.via, observed=self.observed, observed_from=self.observed_from
        )


@dataclass(frozen=True, kw_only=True)
class ModelProposal:
    """Facts about one model. `id` is set where the upstream names lab and model itself."""

    id: str
    names: tuple[str, ...]
    """Names to look for in the catalog before a new model is made of `id`."""
    type: ModelType
    name: str | None = None
    creates: bool = True
    """False: only adds facts to a model the catalog already has."""
    identity: Identity | None = None
    limits: Limits | None = None
    weights: Weights | None = None
    features: FeatureSet | None = None
    speed: tuple[SpeedReference, ...] = ()
    settings: tuple[str | None, ...] = ()
    """For each of the names the setting of the speed, where it is written behind the name."""
    released: str | None = None
    """The day the upstream gives for the model: one released on another day is another model."""


@dataclass(frozen=True, kw_only=True)
class OfferProposal:
    """One model at one provider. `names` are tried in order, each must match exactly."""

    provider: str
    names: tuple[str, ...]
    api_id: str
    tier: str | None = None
    rank: int = 0
    """Of several entries for the same offer the lowest is taken: undated, global ones first."""
    billing: Billing | None = None
    price: Price | None = None
    limits: Limits | None = None
    lifecycle: Lifecycle | None = None
    data_tier: str | None = None
    states_zero: bool = False
    """Whether the upstream states prices, all of them 0: that is no price, and worth a look."""
    speed: tuple[SpeedReference, ...] = ()
    creates: bool = True
    """False: only adds facts to an offer the catalog already has."""
    type: ModelType | None = None
    """The type of model that is sold, where the upstream says: one of another type is not meant."""


@dataclass(frozen=True, kw_only=True)
class ResultProposal:
    """One score of a model, under the name the upstream has for the model."""

    names: tuple[str, ...]
    """Names to look for, in order; the first that the catalog knows is the model."""
    result: Result
    """Its `model` is still the upstream's name."""
    settings: tuple[str | None, ...] = ()
    """For each of the names the setting, where the upstream writes it behind the model's name."""
    released: str | None = None
    """The day the upstream gives for the model: one released on another day is another model."""


@dataclass(frozen=True, kw_only=True)
class BenchmarkProposal:
    """Results of one benchmark, from one source, on one day."""

    id: str
    """Of the benchmark in the catalog. A dated release of it is another benchmark."""
    results: tuple[ResultProposal, ...]
    by: Literal["independent", "vendor", "preference"]
    stamp: Stamp
    release: str | None = None
    """The day of the release, where the board is computed anew with each: scores of two releases
    are on two scales, so that a newer one is a benchmark of its own."""
    least_agreeing: int = 0
    """How many scores of this upstream that the catalog has must come out exactly, before any is
    taken: for scores worked out by a formula whose constants the upstream may change."""
    new: Benchmark | None = None
    """What to write where the catalog has no such benchmark; None: then it is left out."""


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """All that one file of an upstream says, as far as the catalog has a place for it."""

    models: tuple[ModelProposal, ...] = ()
    offers: tuple[OfferProposal, ...] = ()
    benchmarks: tuple[BenchmarkProposal, ...] = ()
    skipped: Mapping[str, int] = dataclasses.field(default_factory=dict)
    """Reason -> number of entries left out before any name was looked up."""
    findings: tuple[str, ...] = ()
    """One line for each entry that could not be read, with what is wrong with it."""
    left_out: tuple[LeftOut, ...] = ()
    """Parts of the data set that the adapter does not read."""


def billing_of(price: Price | None) -> Billing | None:
    """`token` where the price list has a rate for tokens, `unit` where it has only others."""
    if price is None:
        return None
    rates = (price.input_usd_per_million_tokens, price.output_usd_per_million_tokens)
    return "token" if any(rates) or not price.units else "unit"


class Upstream(Protocol):
    """Reads the text of one file of an upstream. A pure function of text and origin."""

    def __call__(self, text: str, path: str, origin: Origin) -> Proposals:
        """Read `text`; `path` is only for messages.

        Raises:
            InvalidFileError: The text is not JSON of the shape this upstream serves.
        """


def as_mapping(record: object) -> dict[str, object]:
    """A record as nested mappings without its unknowns, ready for `catalog.write.dump_record`."""
    assert dataclasses.is_dataclass(record)
    found: dict[str, object] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if value is None or value == ():
            continue
        if dataclasses.is_dataclass(value):
            value = as_mapping(value)
        elif isinstance(value, tuple):
            value = [as_mapping(v) if dataclasses.is_dataclass(v) else v for v in value]
        found[field.name] = value
    return found
