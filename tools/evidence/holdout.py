"""Leave one family of benchmarks out: fit on the rest, predict who does well on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from fmselect.capability.evidence import Cell
from fmselect.capability.fit import Fit, fit
from fmselect.capability.place import Observation, Placement, Spread, place
from tools.evidence.scores import Floats

LEAST_MODELS, LEAST_OTHERS = 20, 2
"""An item is a test of these many models or more, each with these many results elsewhere."""


class Test(NamedTuple):
    """One item of a family that was left out, with the models that were seen elsewhere."""

    family: str
    item: str
    domain: str
    models: tuple[str, ...]
    observed: Floats
    """Published scores, turned so that higher is better."""


class Held(NamedTuple):
    """A test with what each method said before: a value a model, and for the fit its error."""

    test: Test
    predicted: Mapping[str, Floats]
    error: Floats


Baseline = Callable[[Sequence[Cell]], Mapping[str, float]]


def family_holdout(
    cells: Sequence[Cell], baselines: Mapping[str, Baseline], without: Collection[str] = ()
) -> list[Held]:
    """All tests of all families, each predicted by a fit that never saw the family."""
    held: list[Held] = []
    for family in sorted({cell.family for cell in cells}):
        seen = [cell for cell in cells if cell.family != family]
        tests = tests_of([cell for cell in cells if cell.family == family], seen)
        if tests:
            fitted = fit(seen, without=without)
            known = {name: baseline(seen) for name, baseline in baselines.items()}
            held.extend(_predicted(test, seen, fitted, known) for test in tests)
    return held


def tests_of(hidden: Sequence[Cell], seen: Sequence[Cell]) -> list[Test]:
    """Items of the hidden cells with enough models that have results enough among the seen."""
    elsewhere: dict[str, int] = {}
    for cell in seen:
        elsewhere[cell.model] = elsewhere.get(cell.model, 0) + 1
    by_item: dict[str, list[Cell]] = {}
    for cell in hidden:
        if elsewhere.get(cell.model, 0) >= LEAST_OTHERS:
            by_item.setdefault(cell.item, []).append(cell)
    return [
        Test(
            rows[0].family,
            item,
            rows[0].domain,
            tuple(row.model for row in rows),
            np.array([row.score if row.ruler.spread > 0 else -row.score for row in rows]),
        )
        for item, rows in sorted(by_item.items())
        if len(rows) >= LEAST_MODELS
    ]


def _predicted(
    test: Test, seen: Sequence[Cell], fitted: Fit, known: Mapping[str, Mapping[str, float]]
) -> Held:
    domain = test.domain if test.domain in fitted.spread.domain else ""
    levels = [fitted.levels[model] for model in test.models]
    placed = _placed(test.models, seen, fitted)
    predicted = {
        "fit": np.array([level[domain].value for level in levels]),
        "fit, no domains": np.array([level[""].value for level in levels]),
        "placed": np.array([one.level(test.domain, fitted.spread).value for one in placed]),
    }
    for name, values in known.items():
        predicted[name] = np.array([values.get(model, np.nan) for model in test.models])
    return Held(test, predicted, np.array([level[domain].standard_error for level in levels]))


def _placed(models: Sequence[str], seen: Sequence[Cell], fitted: Fit) -> list[Placement]:
    scores: dict[str, list[Observation]] = {model: [] for model in models}
    for cell in seen:
        if cell.model in scores:
            scores[cell.model].append(Observation(fitted.items[cell.item], cell.score))
    spread: Spread = fitted.spread
    return [place(scores[model], spread) for model in models]
