"""Results of benchmarks that cannot be, or that contradict each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from fmselect.catalog.load import Entry
from fmselect.catalog.off_scale import off_scale
from fmselect.catalog.rules.model import Issue, Keys, Subject, is_later, rule

SHARE_FOR_PERCENT = 10
"""A score of at most 1 that is a tenth of nearly all others is a share written for a percentage."""
"""Ratings of the catalog lie between 700 and 1,700."""
MOST_DAYS_BEFORE_RELEASE = 31
"""Boards test previews a few weeks before a model is released."""
_BETTER = frozenset(
    ["accuracy", "correct", "pass@", "resolved", "elo", "rating", "ndcg@", "solved"]
)
_WORSE = frozenset(["wer", "cer", "error", "errors", "latency", "seconds", "ms"])
_EFFORT = re.compile(r"effort=(.+)")
_BARE_EFFORTS = frozenset(["minimal", "low", "medium", "high", "xhigh", "max"])
_EFFORTS = re.compile(r"none|off|minimal|low|medium|high|xhigh|max|default|auto|\d+k?")


class Row(NamedTuple):
    """One result and where it stands."""

    entry: Entry
    keys: Keys
    group: Any
    result: Any


def rows_of(entry: Entry) -> Iterator[Row]:
    """Every result of a benchmark."""
    for number, group in enumerate(entry.record.result_sets):
        for index, result in enumerate(group.results):
            yield Row(entry, ("result_sets", number, "results", index), group, result)


@rule("result-outside-scale", "error")
def result_outside_scale(subject: Subject) -> Iterator[Issue]:
    """A score, and its interval, lie on the benchmark's scale, the score within the interval.

    Why: 0.62 and 62 are the same score on two scales, and one of them is not this benchmark's.

    Repair: write the score on the scale of the record; a test on another scale is another
    benchmark.
    """
    for entry in subject.entries("benchmarks"):
        for row in rows_of(entry):
            result, keys = row.result, (*row.keys, "score")
            scale = entry.record.scale
            if found := off_scale(result.score, scale.kind, scale.minimum, scale.maximum):
                yield Issue(entry, keys, *found)
            for name in ("low", "high"):
                end = getattr(result, name)
                if end is not None and (
                    found := off_scale(end, scale.kind, scale.minimum, scale.maximum)
                ):
                    yield Issue(entry, (*row.keys, name), *found)
            if result.low is not None and result.low > result.score:
                message = f"{result.low} is above the score, {result.score}"
                yield Issue(entry, (*row.keys, "low"), message)
            if result.high is not None and result.high < result.score:
                message = f"{result.high} is below the score, {result.score}"
                yield Issue(entry, (*row.keys, "high"), message)


@rule("bounded-without-bounds", "error")
def bounded_without_bounds(subject: Subject) -> Iterator[Issue]:
    """A bounded scale has a lower and an upper end, in that order, and chance between them.

    Why: a score is read as its place between the two ends.

    Repair: add `minimum` and `maximum`; a scale without ends is `unbounded`.
    """
    for entry in subject.entries("benchmarks"):
        scale = entry.record.scale
        low, high = scale.minimum, scale.maximum
        if scale.kind != "bounded":
            continue
        if low is None or high is None or low >= high:
            if low is not None and high is not None:
                yield Issue(entry, ("scale", "minimum"), f"{low} is not below the maximum, {high}")
            else:
                message = "a bounded scale needs minimum and maximum"
                yield Issue(entry, ("scale", "kind"), message)
        elif scale.chance is not None and not low <= scale.chance < high:
            message = f"{scale.chance} is not on the scale, {low} to {high}"
            yield Issue(entry, ("scale", "chance"), message)


@rule("share-for-percent", "warning", excusable=True)
def share_for_percent(subject: Subject) -> Iterator[Issue]:
    """On a scale to 100 no score is a hundredth of what it should be.

    Why: a share such as 0.615 is on the scale of percentages, too, and would make the model the
    worst of all. It is found where nineteen of twenty other scores are ten times higher.

    Repair: write 61.5 where the source says 61.5 %; a true score is excused by name.
    """
    for entry in subject.entries("benchmarks"):
        scale = entry.record.scale
        rows = list(rows_of(entry))
        if scale.kind != "bounded" or scale.maximum != 100 or len(rows) < 10:
            continue
        scores = sorted(row.result.score for row in rows)
        low = scores[len(scores) // 20 + 1]
        for row in rows:
            if 0 < row.result.score <= 1 and row.result.score * SHARE_FOR_PERCENT < low:
                message = f"{row.result.score} on a scale to 100: is it a share?"
                yield Issue(entry, (*row.keys, "score"), message, "write percentages")


@rule("repeated-result", "error")
def repeated_result(subject: Subject) -> Iterator[Issue]:
    """A set states one score of a model in one setting.

    Why: the same result counted twice weighs twice; of two different ones nobody knows which holds.

    Repair: keep one, or name in `setting` what they differ in.
    """
    for entry in subject.entries("benchmarks"):
        seen: dict[tuple[object, ...], Decimal] = {}
        for row in rows_of(entry):
            result = row.result
            key = (row.keys[1], result.model, result.setting, result.observed)
            first = seen.get(key)
            seen.setdefault(key, result.score)
            if first is not None:
                scores = f", with {first} and {result.score}" if first != result.score else ""
                message = f"{result.model} is here twice in the same setting{scores}"
                yield Issue(entry, row.keys, message, "keep one, or name the settings")


@rule("conflicting-result", "warning", excusable=True)
def conflicting_result(subject: Subject) -> Iterator[Issue]:
    """Two sets with one source and date state one score of a model in one setting.

    Why: one of the two was read from the wrong row. Different sources, and one source at two times,
    may differ: each keeps its result, and the fit weighs them.

    Repair: read the row again, or name in `setting` what the two differ in.
    """
    for entry in subject.entries("benchmarks"):
        found: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in rows_of(entry):
            group, result = row.group, row.result
            day = result.observed or group.observed
            key = (result.model, result.setting, group.by, group.source, day)
            found[key].append(row)
        for rows in found.values():
            for row in rows[1:]:
                other = rows[0].result.score
                if row.keys[1] != rows[0].keys[1] and row.result.score != other:
                    message = f"{row.result.score}, and {other} in another set of the same source"
                    yield Issue(entry, (*row.keys, "score"), message)


@rule("result-of-another-type", "error")
def result_of_another_type(subject: Subject) -> Iterator[Issue]:
    """A benchmark's results are of models of its type.

    Why: a score of a chat model on an embedding benchmark is somebody else's row.

    Repair: correct the model id, or the `type` of the model.
    """
    for entry in subject.entries("benchmarks"):
        for row in rows_of(entry):
            model = subject.models.get(row.result.model)
            if model and model.type != entry.record.type:
                message = f"{row.result.model} is of the type {model.type}"
                hint = f"the benchmark is for {entry.record.type} models"
                yield Issue(entry, (*row.keys, "model"), message, hint)


@rule("result-before-release", "info")
def result_before_release(subject: Subject) -> Iterator[Issue]:
    """A result is observed at most a month before its model is released.

    Why: an earlier one is of a preview or of another model, or a date is wrong.

    Repair: compare both dates with their sources.
    """
    for entry in subject.entries("benchmarks"):
        for row in rows_of(entry):
            day = row.result.observed or row.group.observed
            model = subject.models.get(row.result.model)
            released = model.identity.released if model and model.identity else None
            if day and released and _is_long_before(day, released):
                message = f"observed {day}, before {row.result.model} was released, {released}"
                yield Issue(entry, row.keys, message)


def _is_long_before(day: str, released: str) -> bool:
    return is_later(released, day) and _days(released, day) > MOST_DAYS_BEFORE_RELEASE


@rule("results-before-models", "warning", excusable=True)
def results_before_models(subject: Subject) -> Iterator[Issue]:
    """A set of results is observed when most of its models have been released.

    Why: the date of the set is a slip of the year.

    Repair: compare the date with the source.
    """
    for entry in subject.entries("benchmarks"):
        for number, group in enumerate(entry.record.result_sets):
            models = (subject.models.get(result.model) for result in group.results)
            released = [m.identity.released for m in models if m and m.identity]
            known = [day for day in released if day]
            if not group.observed or len(known) < 2:
                continue
            early = [day for day in known if _is_long_before(group.observed, day)]
            if len(early) * 2 > len(known):
                message = f"{group.observed} is before {len(early)} of its models were released"
                keys = ("result_sets", number, "observed")
                yield Issue(entry, keys, message, "check the year")


def _days(later: str, earlier: str) -> int:
    from datetime import date  # noqa: PLC0415 - needed for a few rows alone

    first, last = (date.fromisoformat(d if len(d) == 10 else f"{d}-01") for d in (earlier, later))
    return (last - first).days


@rule("direction-of-metric", "error", excusable=True)
def direction_of_metric(subject: Subject) -> Iterator[Issue]:
    """More accuracy is better, and more errors or a longer wait is worse.

    Why: turned round, the weakest model of the benchmark would be its best.

    Repair: correct `higher_is_better`.
    """
    for entry in subject.entries("benchmarks"):
        scale = entry.record.scale
        words = set(re.findall(r"[a-z@]+", scale.metric.lower()))
        wrong = (words & _WORSE) if scale.higher_is_better else (words & _BETTER)
        if wrong:
            message = f"{str(scale.higher_is_better).lower()}, of {scale.metric}"
            yield Issue(entry, ("scale", "higher_is_better"), message)


@rule("unknown-effort", "warning", excusable=True)
def unknown_effort(subject: Subject) -> Iterator[Issue]:
    """An effort in a setting is a level we know, or a budget of tokens.

    Why: results in different efforts of one model are kept apart by that word; one nobody knows is
    taken for a default.

    Repair: write one of none, minimal, low, medium, high, xhigh and max, or a budget such as 16k.
    """
    stated = [
        (e, row.keys, row.result) for e in subject.entries("benchmarks") for row in rows_of(e)
    ]
    for entry, keys, measured in (*stated, *subject.speeds()):
        setting = measured.setting
        if _odd_effort(setting):
            message = f"{setting} names an effort nobody knows"
            yield Issue(entry, (*keys, "setting"), message)
        elif bare := _bare_effort(setting):
            message, hint = f"{bare} is no setting", f"write effort={bare}"
            yield Issue(entry, (*keys, "setting"), message, hint)


def _bare_effort(setting: str | None) -> str | None:
    """The first part of a setting that is an effort without its name."""
    parts = (part.strip() for part in (setting or "").split(";"))
    return next((part for part in parts if part in _BARE_EFFORTS), None)


def _odd_effort(setting: str | None) -> bool:
    parts = (_EFFORT.fullmatch(part.strip()) for part in (setting or "").split(";"))
    return any(found and not _EFFORTS.fullmatch(found[1]) for found in parts)
