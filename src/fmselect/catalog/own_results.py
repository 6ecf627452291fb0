"""A user's own benchmark results: models are placed with them, on the frozen items of the fit.

```yaml
results:
  - {model: acme/atlas-2-tuned, benchmark: aider-polyglot, score: 61.2}
```

A result counts beside what the catalog knows of its model, and in place of the catalog's results on
the same item: the published estimate moves by what it says more or less than those. Nobody else's
estimate moves. An overlay's results do the same, see `fmselect.catalog.estimates`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from fmselect.capability.evidence import TRUSTED, type_of
from fmselect.capability.frozen import (
    Frozen,
    Row,
    combined_capabilities,
    item_name,
    read_frozen,
)
from fmselect.catalog.off_scale import off_scale
from fmselect.catalog.store import CompiledCatalog
from fmselect.catalog.strict_yaml import Document, read_yaml
from fmselect.domain.candidate import Candidate, Capability
from fmselect.domain.catalog import Record, TaskProfile
from fmselect.domain.near_names import did_you_mean
from fmselect.engine.benchmark_results import OWN
from fmselect.errors import FmselectError, InvalidFileError, Problems, UsageError

EVIDENCE = "evidence.json"
_NEEDED = ("model", "benchmark", "score")
_KEYS = (*_NEEDED, "setting")


class Own(NamedTuple):
    """One result of the file."""

    model: str
    benchmark: str
    setting: str | None
    score: float


class CatalogWithResults(CompiledCatalog):
    """A compiled catalog in which some models have other estimates."""

    def __init__(
        self,
        below: CompiledCatalog,
        placed: Mapping[str, Mapping[str, Capability]],
        file: Path,
        results: Mapping[str, Sequence[Own]],
    ) -> None:
        """Lay placed capabilities (model -> domain -> capability) over a catalog.

        Args:
            below: The catalog.
            placed: What its estimates give way to.
            file: Where the results stand, for the stamp and as their source.
            results: Of each model, to be shown among its evidence.
        """
        super().__init__(below.folder, below.meta, (*below.layers, file))
        self._placed = placed
        self._file = file
        self._own = results

    def record(self, kind: str, id_: str) -> Record:
        """As below, with the model's own results after those of the catalog."""
        record = super().record(kind, id_)
        own = self._own.get(record["id"], ()) if kind == "models" else ()
        if not own:
            return record
        shown = [{**row._asdict(), "by": OWN, "source": str(self._file)} for row in own]
        return {**record, "results": [*(record.get("results") or ()), *shown]}

    def candidates(self, task: TaskProfile) -> Sequence[Candidate]:
        """As below, with the placed estimates in the domain of the task."""
        placed = {
            model: domains[task.domain]
            for model, domains in self._placed.items()
            if task.domain in domains
        }
        return [
            item._replace(capability=placed[item.model]) if item.model in placed else item
            for item in super().candidates(task)
        ]


def with_own_results(catalog: CompiledCatalog, file: Path) -> CatalogWithResults:
    """The catalog with the models of a file placed by its results.

    Raises:
        InvalidFileError: The file cannot be read, says something else, or the catalog's estimates
            are provisional, so that there is nothing to place models on.
        Problems: Several things are wrong; each with its line.
    """
    evidence = json.loads((catalog.folder / EVIDENCE).read_bytes())
    if not evidence["frozen"]:
        raise InvalidFileError(
            "results cannot be placed: the estimates of this catalog are provisional",
            where=str(file),
            hint="use an installed fmselect, or compile the catalog with numpy",
        )
    document = read_yaml(file)
    placer = _Placer(catalog, evidence)
    problems: list[FmselectError] = []
    by_model: dict[str, list[Own]] = {}
    for index, row in enumerate(_rows(document)):
        try:
            own = _read(catalog, document, index, row)
            placer.check(own, document, index)
            by_model.setdefault(own.model, []).append(own)
        except FmselectError as error:
            problems.append(error)
    if problems:
        raise problems[0] if len(problems) == 1 else Problems(tuple(problems))
    return CatalogWithResults(
        catalog,
        {model: placer.placed(model, rows) for model, rows in by_model.items()},
        file,
        by_model,
    )


class _Placer:
    """Places models on the fits of a catalog, each of which is read once."""

    def __init__(self, catalog: CompiledCatalog, evidence: Mapping[str, Any]) -> None:
        self._catalog = catalog
        self._estimates = evidence["estimates"]
        self._documents: Mapping[str, Any] = evidence["frozen"]
        self._frozen: dict[str, Frozen] = {}

    def check(self, own: Own, document: Document, index: int) -> None:
        """Refuse a benchmark that nothing can be placed on."""
        fits = self._fits(own.model)
        if any(item_name(own.benchmark, own.setting) in fit.items for fit in fits):
            self._check_scale(own, document, index)
            return
        known = {benchmark for fit in fits for benchmark in fit.benchmarks.values()}
        raise InvalidFileError(
            f"nothing can be placed on the benchmark {own.benchmark}",
            where=document.where(("results", index)),
            hint=did_you_mean(own.benchmark, sorted(known)) or "see fmselect list benchmarks",
        )

    def _check_scale(self, own: Own, document: Document, index: int) -> None:
        """Refuse a score that is none of its benchmark's: 61 for 0.61 would win every time."""
        scale = self._catalog.record("benchmarks", own.benchmark)["scale"]
        score = Decimal(f"{own.score:.12g}")
        found = off_scale(score, scale["kind"], scale.get("minimum"), scale.get("maximum"))
        if found:
            where = document.where(("results", index))
            raise InvalidFileError(found[0], where=where, hint=found[1])

    def placed(self, model: str, own: Sequence[Own]) -> dict[str, Capability]:
        """The capabilities of one model in the domains its own results bear on."""
        record = self._catalog.record("models", model)
        published = published_of(model, self._estimates.get(record["type"], {}))
        known, found = trusted_rows(record), {}
        for fit in self._fits(model):
            rows = [
                (row.benchmark, row.setting, row.score)
                for row in own
                if item_name(row.benchmark, row.setting) in fit.items
            ]
            if rows:
                found.update(combined_capabilities(fit, published, known, rows))
        return found

    def _fits(self, model: str) -> list[Frozen]:
        """Those of the model's type."""
        wanted = self._catalog.record("models", model)["type"]
        for kind, document in self._documents.items():
            if kind not in self._frozen and type_of(kind) == wanted:
                self._frozen[kind] = read_frozen(document)
        return [fit for kind, fit in self._frozen.items() if type_of(kind) == wanted]


def published_of(model: str, domains: Mapping[str, Any]) -> dict[str, Capability]:
    """The estimates of one model, by domain, from those of its type as JSON has them."""
    return {name: Capability(*known[model]) for name, known in domains.items() if model in known}


def trusted_rows(record: Record) -> list[Row]:
    """The results of a model's record that estimates go by."""
    return [
        (result["benchmark"], result.get("setting"), float(result["score"]))
        for result in record.get("results") or ()
        if result["by"] in TRUSTED
    ]


def _rows(document: Document) -> Sequence[Any]:
    data = document.data
    rows = data["results"] if isinstance(data, dict) and set(data) == {"results"} else None
    if isinstance(rows, list) and rows:
        return rows
    raise InvalidFileError(
        "holds no results",
        where=document.path,
        hint="write results:, then lines such as - {model: lab/slug, benchmark: id, score: 61.2}",
    )


def _read(catalog: CompiledCatalog, document: Document, index: int, row: Any) -> Own:
    """One row of the file, its model resolved."""
    where = document.where(("results", index))
    if not isinstance(row, dict) or not set(_NEEDED) <= set(row) <= set(_KEYS):
        raise InvalidFileError(
            f"a result has {', '.join(_NEEDED)} and perhaps a setting, and no other keys",
            where=where,
        )
    score = row["score"]
    if isinstance(score, bool) or not isinstance(score, int | Decimal):
        raise InvalidFileError(
            f"{score!r} is no score", where=where, hint="write a number, without quotes"
        )
    try:
        model = catalog.resolve("models", str(row["model"]))
    except UsageError as error:
        raise InvalidFileError(
            error.message, where=where, hint=error.hint or "add it with a catalog of your own"
        ) from None
    setting = row.get("setting")
    return Own(model, str(row["benchmark"]), setting and str(setting), float(score))
