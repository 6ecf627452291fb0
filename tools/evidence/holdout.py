"""Leave one family of benchmarks out: fit on the rest, predict who does well on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from fmselect.capability.evidence import Cell
from fmselect.capability.fit import Fit, fit
from fmselect.capability.place import Observation, Placement, Spread, place
from fmselect.engine.values import CAUTION_SDS
from tools.evidence.scores import Floats

FIT, ALL_DOMAINS, NO_DOMAINS = "fit", "fit, all domains", "fit, no domains"
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
    """A test with what each method said before: a value a model, and for the fit its error.

    `general` is what the methods that know domains would say by the general level.
    """

    test: Test
    predicted: Mapping[str, Floats]
    error: Floats
    general: Mapping[str, Floats]
    general_error: Floats

    def without(self, domains: Collection[str]) -> Held:
        """As it is where these domains have no deviation of their own."""
        if self.test.domain not in domains:
            return self
        predicted = {**self.predicted, **self.general}
        return self._replace(predicted=predicted, error=self.general_error)


Baseline = Callable[[Sequence[Cell]], Mapping[str, float]]


def family_holdout(cells: Sequence[Cell], baselines: Mapping[str, Baseline]) -> list[Held]:
    """All tests of all families, each predicted by a fit that never saw the family."""
    return _holdout(cells, baselines, lambda cell: cell.family, LEAST_OTHERS)


def item_holdout(
    cells: Sequence[Cell], baselines: Mapping[str, Baseline], others: int = LEAST_OTHERS
) -> list[Held]:
    """All tests, each predicted by a fit that never saw it but saw the rest of its family.

    For types whose evidence is one family, or two: it tells at least how far levels do not carry
    over. Each test counts as a family of its own. `others`: results a model needs elsewhere.
    """
    return _holdout(cells, baselines, lambda cell: cell.item, others)


def _holdout(
    cells: Sequence[Cell],
    baselines: Mapping[str, Baseline],
    group: Callable[[Cell], str],
    others: int,
) -> list[Held]:
    held: list[Held] = []
    for name in sorted({group(cell) for cell in cells}):
        seen = [cell for cell in cells if group(cell) != name]
        tests = tests_of([cell for cell in cells if group(cell) == name], seen, others)
        if tests:
            fitted = fit(seen)
            known = {method: baseline(seen) for method, baseline in baselines.items()}
            held.extend(
                _predicted(test._replace(family=name), seen, fitted, known) for test in tests
            )
    return held


def tests_of(hidden: Sequence[Cell], seen: Sequence[Cell], others: int) -> list[Test]:
    """Items of the hidden cells with enough models that have results enough among the seen."""
    elsewhere: dict[str, int] = {}
    for cell in seen:
        elsewhere[cell.model] = elsewhere.get(cell.model, 0) + 1
    by_item: dict[str, list[Cell]] = {}
    for cell in hidden:
        if elsewhere.get(cell.model, 0) >= others:
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
    own, general = (
        (
            np.array([level[name].value for level in levels]),
            np.array([level[name].standard_error for level in levels]),
        )
        for name in (domain, "")
    )
    predicted = _methods(*own, [one.level(test.domain, fitted.spread).value for one in placed])
    plain = _methods(*general, [one.general.value for one in placed])
    predicted |= {ALL_DOMAINS: own[0], NO_DOMAINS: general[0]}
    for name, values in known.items():
        predicted[name] = np.array([values.get(model, np.nan) for model in test.models])
    return Held(test, predicted, own[1], plain, general[1])


def _methods(level: Floats, error: Floats, placed: Sequence[float]) -> dict[str, Floats]:
    return {
        FIT: level,
        "fit, less caution": level - CAUTION_SDS * error,
        "placed": np.array(placed),
    }


def _placed(models: Sequence[str], seen: Sequence[Cell], fitted: Fit) -> list[Placement]:
    scores: dict[str, list[Observation]] = {model: [] for model in models}
    for cell in seen:
        if cell.model in scores:
            scores[cell.model].append(Observation(fitted.items[cell.item], cell.score))
    spread: Spread = fitted.spread
    return [place(scores[model], spread) for model in models]
