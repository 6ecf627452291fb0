"""What changed in the results of a benchmark, score by score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fmselect.catalog.review.change import PROVENANCE, Change, name, shown

Sets = Sequence[Mapping[str, Any]]


class Score(NamedTuple):
    """A result, and where it stands."""

    keys: tuple[str | int, ...]
    row: Mapping[str, Any]
    by: str


Found = dict[tuple[Any, ...], Score]


def result_changes(
    id_: str, before: Sets, after: Sets, renamed: Mapping[str, str]
) -> Iterator[Change]:
    """Results that came, went or have another score, and sets with another source or date.

    Args:
        id_: The benchmark.
        before: Its result sets.
        after: The same, as they are now.
        renamed: Old id of a model -> its new one.
    """
    old, new = _scores(before, renamed), _scores(after, {})
    for key, score in new.items():
        was = old.get(key)
        if was is None:
            yield _change(id_, "added", score, None, score.row["score"])
        elif was.row["score"] != score.row["score"]:
            yield _change(id_, "changed", score, was.row["score"], score.row["score"])
    for key, score in old.items():
        if key not in new:
            yield _change(id_, "removed", score, score.row["score"], None)
    yield from _sources(id_, before, after)


def _scores(sets: Sets, renamed: Mapping[str, str]) -> Found:
    found: Found = {}
    for number, group in enumerate(sets):
        for row, result in enumerate(group.get("results") or ()):
            model = renamed.get(result["model"], result["model"])
            key: tuple[Any, ...] = (
                group.get("by"),
                model,
                result.get("setting"),
                result.get("observed"),
            )
            while key in found:  # stated twice: lint says so, and neither is lost here
                key = (*key, "again")
            keys = ("result_sets", number, "results", row)
            found[key] = Score(keys, {**result, "model": model}, str(group.get("by")))
    return found


def _change(id_: str, action: Any, score: Score, before: Any, after: Any) -> Change:
    setting = f" ({score.row['setting']})" if score.row.get("setting") else ""
    who = f"{score.row['model']}{setting}"
    if action == "added":
        text = f"{who} scores {shown(after)} (new, {score.by})"
    elif action == "removed":
        text = f"{who} no longer has its score of {shown(before)}"
    else:
        text = f"{who} {shown(before)} -> {shown(after)} ({score.by})"
    return Change("benchmarks", id_, action, "results", score.keys, before, after, text)


def _sources(id_: str, before: Sets, after: Sets) -> Iterator[Change]:
    """Sets whose source, data set or date is another one, where their number is the same."""
    if len(before) != len(after):
        return
    for number, (was, now) in enumerate(zip(before, after, strict=True)):
        told = [
            f"{name(key)} {shown(was.get(key))} -> {shown(now.get(key))}"
            for key in ("by", *PROVENANCE)
            if was.get(key) != now.get(key)
        ]
        if told:
            text = f"results: {', '.join(told)}"
            keys = ("result_sets", number)
            yield Change("benchmarks", id_, "changed", "source", keys, None, None, text)
