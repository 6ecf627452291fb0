"""A catalog held in memory, and short ways to make candidates for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fmselect.domain.candidate import Candidate, Capability, Price, Rates, Speed
from fmselect.domain.catalog import Latency, Record, TaskProfile
from fmselect.domain.recommendation import CatalogStamp
from fmselect.engine.standard_draws import make_standard_draws
from fmselect.errors import UsageError

TEXT = frozenset({"text"})


def token_price(  # noqa: PLR0913
    input_usd: float | None,
    output_usd: float | None,
    *,
    cache_read: float | None = None,
    cache_write: float | None = None,
    batch: Rates | None = None,
    long_prompt: tuple[Rates, ...] = (),
    observed: str | None = "2026-11-01",
) -> Price:
    """A price list by the million tokens."""
    return Price(
        "token",
        Rates(input_usd, output_usd, cache_read, cache_write),
        batch,
        long_prompt,
        observed=observed,
    )


def speed(first_token: float, rate: float, *, spread: float = 1.0) -> Speed:
    """A speed; `spread` above 1 makes it an estimate from so many times slower to faster."""
    return Speed(
        (first_token / spread, first_token, first_token * spread),
        (rate / spread, rate, rate * spread),
        estimated=spread != 1.0,
    )


def capability(estimate: float, *, benchmarks: int = 5, grade: str = "strong") -> Capability:
    """An estimate with evidence."""
    return Capability(estimate, None, benchmarks, grade)


def candidate(offer: str, *, position: int = 0, **facts: Any) -> Candidate:
    """An offer by its id `provider/lab/slug[@tier]`; what is not given is unknown."""
    provider, _, rest = offer.partition("/")
    model, _, tier = rest.partition("@")
    return Candidate(
        **{
            "offer": offer,
            "model": model,
            "provider": provider,
            "provider_kind": "lab",
            "tier": tier or None,
            "position": position,
            "input_modalities": TEXT,
            "output_modalities": TEXT,
            "context_tokens": 200_000,
            **facts,
        }
    )


def language_task(name: str = "chat", **changes: Any) -> TaskProfile:
    """A language task: 1,000 requests of 1,000 tokens in and 500 out.

    Its anchors are $1 and $100 a month, and 0.5 + 499/200 and 5 + 499/20 seconds.
    """
    return TaskProfile(
        **{
            "id": name,
            "title": name,
            "type": "language",
            "domain": name,
            "input": TEXT,
            "output": TEXT,
            "workload": {"requests": 1000, "input_tokens": 1000, "output_tokens": 500},
            "priorities": ("capability", "cost", "latency"),
            "cost_good": token_price(0.5, 1.0),
            "cost_bad": token_price(50.0, 100.0),
            "latency_good": Latency(0.5, 200.0),
            "latency_bad": Latency(5.0, 20.0),
            "unknown_speed": Latency(3.0, 30.0),
            "capability_scale": "provisional",
            **changes,
        }
    )


_VARIATES = make_standard_draws()._asdict()


class MemoryCatalog:
    """The `Catalog` protocol over candidates given as they are."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        *,
        task: TaskProfile | None = None,
        records: Mapping[str, Record] | None = None,
        ids: Mapping[str, Sequence[str]] | None = None,
        as_given: bool = False,
    ) -> None:
        """Order the candidates by offer id and number them, as a compiled catalog does.

        With `as_given` they stay in the order given, which no compiled catalog has: for tests that
        the order does not matter.
        """
        ordered = list(candidates) if as_given else sorted(candidates, key=lambda it: it.offer)
        self._candidates = [item._replace(position=row) for row, item in enumerate(ordered)]
        self._task = task or language_task()
        self._records = records or {}
        self._ids = ids or {}

    @property
    def stamp(self) -> CatalogStamp:
        """A fixed stamp."""
        return {
            "digest": "0" * 64,
            "build": "2026-11-01-00000000",
            "newest_fact": "2026-11-01",
            "oldest_price": "2026-01-01",
            "layers": [],
        }

    def task(self, name: str) -> TaskProfile:
        """The one task, whatever the name."""
        return self._task._replace(id=name)

    def candidates(self, task: TaskProfile) -> Sequence[Candidate]:
        """All of them."""
        del task
        return self._candidates

    def standard_variates(self) -> Mapping[str, Sequence[float]]:
        """As compiled catalogs have them."""
        return _VARIATES

    def offer_record(self, position: int, type_: str) -> Record:
        """The record given for the offer, or an empty one."""
        del type_
        offer = self._candidates[position].offer
        return self._records.get(offer, {"id": offer})

    def record(self, kind: str, id_: str) -> Record:
        """Only known ids have a record, and those that the candidates name."""
        if id_ not in self.ids(kind) and id_ not in self._named(kind):
            raise UsageError(f"no {id_!r} among the {kind}")
        return self._records.get(id_, {"id": id_})

    def ids(self, kind: str) -> Sequence[str]:
        """The ids given, else those the candidates name."""
        return self._ids[kind] if kind in self._ids else sorted(self._named(kind))

    def _named(self, kind: str) -> set[str]:
        """The ids of a kind that the candidates name."""
        names: dict[str, Callable[[Candidate], str]] = {
            "models": lambda item: item.model,
            "offers": lambda item: item.offer,
            "providers": lambda item: item.provider,
            "licenses": lambda item: item.terms.id or "",
        }
        return {names[kind](item) for item in self._candidates} - {""}
