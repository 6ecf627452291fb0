"""A user's own benchmark results: models are placed with them, on the frozen items of the fit.

```yaml
results:
  - {model: acme/atlas-2-tuned, benchmark: aider-polyglot, score: 61.2}
```

A result counts beside what the catalog knows of its model, and in place of the catalog's results on
the same item. Nobody else's estimate moves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from fmselect.capability.evidence import TRUSTED
from fmselect.capability.frozen import Frozen, item_name, placed_capabilities, read_frozen
from fmselect.catalog.store import CompiledCatalog
from fmselect.catalog.strict_yaml import Document, read_yaml
from fmselect.domain.candidate import Candidate, Capability
from fmselect.domain.catalog import TaskProfile
from fmselect.domain.near_names import did_you_mean
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
        self, below: CompiledCatalog, placed: Mapping[str, Mapping[str, Capability]]
    ) -> None:
        """Lay placed capabilities (model -> domain -> capability) over a catalog."""
        super().__init__(below.folder, below.meta)
        self._placed = placed

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
    fits = json.loads((catalog.folder / EVIDENCE).read_bytes())["frozen"]
    if not fits:
        raise InvalidFileError(
            "results cannot be placed: the estimates of this catalog are provisional",
            where=str(file),
            hint="use an installed fmselect, or compile the catalog with numpy",
        )
    document = read_yaml(file)
    frozen: dict[str, Frozen] = {}
    problems: list[FmselectError] = []
    by_model: dict[str, list[Own]] = {}
    for index, row in enumerate(_rows(document)):
        try:
            own = _read(catalog, document, index, row)
            type_ = catalog.record("models", own.model)["type"]
            if type_ not in frozen and type_ in fits:
                frozen[type_] = read_frozen(fits[type_])
            _check_item(frozen.get(type_), own, document, index)
            by_model.setdefault(own.model, []).append(own)
        except FmselectError as error:
            problems.append(error)
    if problems:
        raise problems[0] if len(problems) == 1 else Problems(tuple(problems))
    return CatalogWithResults(
        catalog, {model: _placed(catalog, frozen, model, rows) for model, rows in by_model.items()}
    )


def _rows(document: Document) -> Sequence[Any]:
    data = document.data
    if isinstance(data, dict) and set(data) == {"results"} and isinstance(data["results"], list):
        return data["results"]
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


def _check_item(frozen: Frozen | None, own: Own, document: Document, index: int) -> None:
    """Refuse a benchmark that nothing can be placed on, and a score that is not on its scale."""
    known = set(frozen.benchmarks.values()) if frozen else set()
    if frozen is None or item_name(own.benchmark, own.setting) not in frozen.items:
        raise InvalidFileError(
            f"nothing can be placed on the benchmark {own.benchmark}",
            where=document.where(("results", index)),
            hint=did_you_mean(own.benchmark, sorted(known)) or "see fmselect list benchmarks",
        )


def _placed(
    catalog: CompiledCatalog, frozen: Mapping[str, Frozen], model: str, own: Sequence[Own]
) -> dict[str, Capability]:
    """The capabilities of one model, by its own results and the catalog's."""
    record = catalog.record("models", model)
    fit = frozen[record["type"]]
    replaced = {item_name(row.benchmark, row.setting) for row in own}
    rows = [(row.benchmark, row.setting, row.score) for row in own]
    rows += [
        (result["benchmark"], result.get("setting"), float(result["score"]))
        for result in record.get("results") or ()
        if result["by"] in TRUSTED
        and item_name(result["benchmark"], result.get("setting")) not in replaced
    ]
    return placed_capabilities(fit, rows)
