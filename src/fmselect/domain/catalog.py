"""The catalog as the engine and the faces see it: immutable, indexed, and silent about files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from fmselect.domain.candidate import Candidate, Price
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import CatalogStamp

Record = Mapping[str, Any]
"""One record as JSON: the YAML of `fmselect.domain.records` with its id added as `id`."""


class Latency(NamedTuple):
    """A reference speed: seconds to the first token, then tokens a second."""

    first_token_seconds: float
    output_tokens_per_second: float


class TaskProfile(NamedTuple):
    """A task, ready for the engine."""

    id: str
    title: str
    type: str
    domain: str
    input: frozenset[str]
    output: frozenset[str]
    workload: Mapping[str, float]
    priorities: tuple[str, ...]
    cost_good: Price
    cost_bad: Price
    latency_good: Latency | None
    latency_bad: Latency | None
    unknown_speed: Latency | None
    """What an offer of unknown speed is taken for: the catalog's mean worsened by half a
    standard deviation, so that nobody gains by not publishing."""
    capability_scale: str
    """`provisional`: a percentile. Otherwise points, two pinned models standing at 100 and 150."""
    capability_anchors: tuple[float, float] | None = None
    """(good, bad) in points. None: those of the scale."""
    transfer_error: float | None = None
    """In points: how far a task nobody measured lies from the benchmarks. None: not calibrated."""


class Catalog(Protocol):
    """What a recommendation reads."""

    @property
    def stamp(self) -> CatalogStamp:
        """Digest, build and age."""

    def task(self, name: str) -> TaskProfile:
        """The task of that name.

        Raises:
            UsageError: There is no such task; the hint names the nearest.
        """

    def candidates(self, task: TaskProfile) -> Sequence[Candidate]:
        """Every offer of the task's model type, retired ones included, ordered by offer id."""

    def standard_variates(self) -> Mapping[str, Sequence[float]]:
        """The lists of `fmselect.engine.draws.StandardDraws`, by name."""

    def offer_record(self, position: int, type_: str) -> Record:
        """The full offer with its `model_record` and `provider_record`, for a row that is shown."""

    def record(self, kind: str, id_: str) -> Record:
        """A record by kind and id, alias or near-unique name.

        Raises:
            UsageError: There is no such record; the hint names the nearest.
        """

    def ids(self, kind: str) -> Sequence[str]:
        """All ids of a kind, sorted."""
