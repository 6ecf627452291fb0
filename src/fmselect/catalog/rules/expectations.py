"""Scores against what the rest of the catalog lets expect of the model and of the benchmark.

Each score is put on a scale where equal steps mean about the same (log-odds of a share, log of a
ratio, rating). There it is the sum of how good its model is and how easy its benchmark is, found by
Tukey's median polish (Exploratory Data Analysis, 1977), and a rest. Medians make it stand firm: one
slip moves neither its model nor its benchmark. This is far coarser than the fit that estimates come
from, and takes a tenth of a second instead of half a minute.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median_high
from typing import NamedTuple

from fmselect.capability.evidence import Ruler, logit_score, make_ruler
from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Subject, rule
from fmselect.catalog.rules.results import rows_of

SWEEPS = 8
"""Of the polish; more change nothing that matters here."""
LEAST_SPREADS = 8
"""How many times as far from what is expected as is usual on the benchmark."""
LEAST_DISTANCE, ENOUGH_DISTANCE = 2.0, 5.0
"""In log-odds; 2 lie between 50 and 12 %. Where all models agree, less is little though it is many
times the usual; where they differ widely, more is much though it is not."""
SETTING_DISTANCE, SETTING_REST = 2.5, 3.2
"""A score so far from every other setting of the model, and so far from what is expected, is odd
for itself, in log-odds: no other result can support it."""
LEAST_SPREAD = 0.25
LEAST_ROWS, LEAST_RESULTS = 8, 5
"""Of the benchmark, and of the model: with fewer nothing is expected of either."""
SUPPORT = 0.4
"""Another result of the model in the field, as odd by this share, says that the model is so."""
_NORMAL_DEVIATION = 1.4826
"""Standard deviation of a normal distribution, in median absolute deviations."""


class _Item(NamedTuple):
    """A benchmark, how its scores are put on the scale of equal steps, and its first number."""

    entry: Entry
    ruler: Ruler
    start: int


class _Scores:
    """All results of all benchmarks, as columns: 22,000 small objects would cost more than they do.

    Attributes:
        values: The scores on the scale of equal steps.
        rests: What is left of each without its model and its benchmark.
        items: The benchmark of each.
        models: The model of each.
        of_model: Model -> the numbers of its results.
        spreads: Benchmark -> how large a rest is usual.
    """

    def __init__(self, subject: Subject) -> None:
        """Read the results of the benchmarks that have enough of them."""
        self.values: list[float] = []
        self.items: list[_Item] = []
        self.models: list[str] = []
        self.of_model: dict[str, list[int]] = defaultdict(list)
        self.spreads: dict[str, float] = {}
        self._numbers: dict[str, range] = {}
        for entry in subject.entries("benchmarks"):
            self._read(entry)
        self.rests = self.values.copy()
        self._polish()

    def _read(self, entry: Entry) -> None:
        results = [result for group in entry.record.result_sets for result in group.results]
        if len(results) < LEAST_ROWS:
            return
        scale = entry.record.scale
        scores = [float(result.score) for result in results]
        item = _Item(entry, make_ruler(scale, scores), len(self.values))
        self.values += [logit_score(scale, item.ruler, score) for score in scores]
        self.items += [item] * len(scores)
        self._numbers[entry.id] = range(item.start, len(self.values))
        for number, result in enumerate(results, item.start):
            self.models.append(result.model)
            self.of_model[result.model].append(number)

    def _polish(self) -> None:
        groups = (*self._numbers.values(), *self.of_model.values())
        rests = self.rests
        for _ in range(SWEEPS):
            for numbers in groups:
                middle = median_high([rests[number] for number in numbers])
                for number in numbers:
                    rests[number] -= middle
        for name, numbers in self._numbers.items():
            usual = median_high([abs(rests[number]) for number in numbers])
            self.spreads[name] = max(usual * _NORMAL_DEVIATION, LEAST_SPREAD)

    def is_odd(self, number: int) -> bool:
        """Whether a score is far from what is expected, and alone in that."""
        rest, item = self.rests[number], self.items[number]
        far = min(ENOUGH_DISTANCE, LEAST_SPREADS * self.spreads[item.entry.id])
        if abs(rest) <= min(SETTING_REST, max(LEAST_DISTANCE, far)):
            return False
        others = [other for other in self.of_model[self.models[number]] if other != number]
        if len(others) + 1 < LEAST_RESULTS:
            return False
        if abs(rest) > SETTING_REST and self._contradicts_settings(number, others):
            return True
        return abs(rest) > max(LEAST_DISTANCE, far) and not any(
            self.rests[other] * rest > 0
            and abs(self.rests[other]) > SUPPORT * abs(rest)
            and _one_field(self.items[other].entry, item.entry)
            for other in others
        )

    def _contradicts_settings(self, number: int, others: Sequence[int]) -> bool:
        """Whether the model has other results on the benchmark, none of them near."""
        item = self.items[number]
        siblings = [self.values[other] for other in others if self.items[other] is item]
        return bool(siblings) and all(
            abs(self.values[number] - value) > SETTING_DISTANCE for value in siblings
        )

    def expected(self, number: int) -> str:
        """The score that would leave no rest, in two digits."""
        value = self.values[number] - self.rests[number]
        entry, ruler, _ = self.items[number]
        scale = entry.record.scale
        if ruler.kind == "elo":
            found = value / logit_score(scale, ruler, 1)
        elif ruler.kind == "unbounded":
            found = math.sinh(value if scale.higher_is_better else -value)
        else:
            share = 1 / (1 + math.exp(-value))
            found = ruler.worst + share * (ruler.perfect - ruler.worst)
        return f"{found:.2g}" if abs(found) < 100 else f"{found:.0f}"


@rule("score-against-others", "warning", excusable=True)
def score_against_others(subject: Subject) -> Iterator[Issue]:
    """A score is near what the model's other results and the benchmark's other models say.

    Why: a slip of the unit that stays on the scale, a digit too many, or the row of another model
    is a valid score, and turns a strong model into a weak one. It is told where a score is eight
    times as far off as is usual on its benchmark, and no other result of the model in the same
    field is odd in the same way; or where every other setting of the model is far from it, too.

    Repair: read the row again; a true score is excused by name.
    """
    scores = _Scores(subject)
    for number, item in enumerate(scores.items):
        if scores.is_odd(number):
            row = list(rows_of(item.entry))[number - item.start]
            told = f"about {scores.expected(number)} would be expected of {row.result.model}"
            message = f"{row.result.score}, and {told} by its other results"
            hint = "another unit, or the row of another model?"
            yield Issue(item.entry, (*row.keys, "score"), message, hint)


def _one_field(one: Entry, other: Entry) -> bool:
    """Whether two benchmarks are the same, or of one domain."""
    domain = one.record.domain
    return one is other or (domain is not None and domain == other.record.domain)
