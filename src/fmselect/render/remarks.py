"""A recommendation in words: what was asked, what is left, how sure it is, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from fmselect.domain.requirement_fields import BY_PATH
from fmselect.render.admission import repaired
from fmselect.render.layout import KEEP, joined, keep
from fmselect.render.measures import errors_shown
from fmselect.render.phrases import amount, constraint_name, phrases
from fmselect.render.quantities import DOMINATED, ESTIMATED, UNKNOWN, plural
from fmselect.render.question import weights

if TYPE_CHECKING:
    from fmselect.domain.recommendation import (
        FailedConstraint,
        LicenseDuty,
        NearMiss,
        Recommendation,
    )

_NEAR_MISSES = 3
_WARNINGS = 5
_SEVERAL = keep("(an offer can fail several)")
_SAID_ABOVE = "assumed for "


def title(answer: Recommendation) -> str:
    """The task and how many models are left for it, in one line."""
    task = answer["requirements"].get("task", "")
    considered = answer["considered"]
    left = considered["eligible_models"]
    if not answer["ranking"]:
        return f"{task}: none of {plural(considered['models'], 'model')} meets every requirement"
    shown = len({row["model"] for row in answer["ranking"]})
    rows = f"first {shown}" if shown > 1 else "first"
    first = f"the {rows} of " if left > shown else ""
    verb = "meets" if left == 1 else "meet"
    return f"{task}: {first}{plural(left, 'model')} that {verb} every requirement"


def requirements(answer: Recommendation) -> Iterator[tuple[str, str]]:
    """Label and text of what was stated, what was assumed, and what it left."""
    assumed = set(answer["assumed"])
    stated = phrases(answer["requirements"], lambda path: path not in assumed, zeros=True)
    taken = phrases(answer["requirements"], lambda path: path in assumed)
    if stated:
        yield "You said", joined(stated)
    if taken:
        yield "Assumed", joined(taken)
    yield "Weights", weights(answer)
    yield "Looked at", looked_at(answer)
    if answer["excluded_by"]:
        yield "Out", excluded_by(answer)


def looked_at(answer: Recommendation) -> str:
    """How much was looked at, and how much is left."""
    seen = answer["considered"]
    return (
        f"{keep(plural(seen['models'], 'model'))} in {keep(plural(seen['offers'], 'offer'))}; "
        f"{keep(plural(seen['eligible_offers'], 'offer'))} of "
        f"{keep(plural(seen['eligible_models'], 'model'))} left"
    )


def excluded_by(answer: Recommendation) -> str:
    """Offers that fail each constraint, most first."""
    counted = sorted(answer["excluded_by"].items(), key=lambda item: (-item[1], item[0]))
    parts = [f"{constraint_name(name)} {count:,}" for name, count in counted]
    return joined(parts) + (f" {_SEVERAL}" if len(parts) > 1 else "")


def remarks(answer: Recommendation, ranked: str) -> Iterator[tuple[str, str]]:
    """Label and text of everything under the ranking."""
    if answer["why"]:
        yield "Why", answer["why"]
    yield from _doubts(answer)
    for miss in answer["near_misses"][:_NEAR_MISSES]:
        yield "Near miss", near_miss(miss)
    yield from duties((row["rank"], row["license_duties"]) for row in answer["ranking"])
    told = warnings(answer)
    for warning in told[:_WARNINGS]:
        yield "Careful", warning.replace("--accept ", f"--accept{KEEP}")
    if len(told) > _WARNINGS:
        yield "Careful", f"and {len(told) - _WARNINGS} more: --json"
    marks = legend(answer, ranked)
    if marks:
        yield "Marks", marks
    yield "Data", data_age(answer)
    for step in next_steps(answer):
        yield "Next", step


def duties(duties_of: Iterable[tuple[int, list[LicenseDuty]]]) -> Iterator[tuple[str, str]]:
    """What licences ask for in return, each once with the ranks it belongs to."""
    ranks: dict[str, list[int]] = {}
    for rank, found in duties_of:
        for duty in found:
            maybe = " (if you are above its limits)" if duty["applies"] == "maybe" else ""
            ranks.setdefault(duty["text"].rstrip(".") + maybe, []).append(rank)
    for text, places in ranks.items():
        yield "Duty", f"rank {', '.join(map(str, places))}: {text}"
    if ranks:
        yield "", "the texts of the licences decide; this is no legal advice"


def _doubts(answer: Recommendation) -> Iterator[tuple[str, str]]:
    """How close the call is and what would flip it, where that was worked out."""
    first = answer["ranking"][0] if answer["ranking"] else None
    if first is not None and "win_probability" in first:
        text = f"first in {first['win_probability']:.0%} of the draws of weights and evidence"
        if "top3_probability" in first:
            text += f", among the first three in {first['top3_probability']:.0%}"
        close = first.get("too_close_to_call_with", [])
        yield "How sure", text + (f"; too close to call with {first_of(close)}" if close else "")
    for flip in answer["flips"][:1]:
        yield "Would flip", flip["sentence"]


def first_of(names: Sequence[str], most: int = 3) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def near_miss(miss: NearMiss) -> str:
    """Where a near miss would stand and what it fails, in two lines of a page at most."""
    score, rank = miss["score_if_admitted"], miss["rank_if_admitted"]
    place = "score" if rank is None else f"rank {rank} with"
    first, *rest = miss["failed"]
    failed = failed_constraint(first).partition(";")[0]
    more = f"; and {len(rest)} more" if rest else ""
    return f"{miss['offer']} would {place} {score:.2f}: {failed}{more}"


_SECONDS = ("max_first_token_seconds", "max_response_seconds")
"""Limits on what is known of a model over its providers, and was not measured at one."""


def failed_constraint(failed: FailedConstraint) -> str:
    """One failed constraint: the amounts, or the sentence where there are none, and whose it is."""
    name, limit, actual = failed["constraint"], failed["limit"], failed["actual"]
    whose = f" (your organisation's policy, {failed['policy']})" if failed["policy"] else ""
    if failed["status"] == "fail" and failed["short_by"] is not None:
        mark = ESTIMATED if name in _SECONDS else ""
        text = f"{constraint_name(name)} {mark}{amount(name, actual)}, limit {amount(name, limit)}"
        return keep(text) + whose
    return failed["reason"].rstrip(".") + whose


def warnings(answer: Recommendation) -> list[str]:
    """Warnings of the answer, then those of rows, each once with the ranks it belongs to."""
    of_rows: dict[str, list[int]] = {}
    for row in answer["ranking"]:
        for warning in row["warnings"]:
            of_rows.setdefault(warning, []).append(row["rank"])
    every = len(answer["ranking"])
    told = [
        text if len(ranks) == every > 1 else f"rank {', '.join(map(str, ranks))}: {text}"
        for text, ranks in of_rows.items()
    ]
    repeated = tuple(f": {text}" for text in of_rows)
    whole = [
        warning
        for warning in answer["warnings"]
        if not warning.startswith(_SAID_ABOVE) and not warning.endswith(repeated)
    ]
    return [*whole, *told]


def legend(answer: Recommendation, shown: str) -> str:
    """What the marks mean that are used in the text."""
    marks = (
        (ESTIMATED, "~ estimated, not measured here"),
        (UNKNOWN, "? unknown"),
        (" ±", "± standard error of the capability"),
        (" (", "(n) benchmarks behind it"),
        (DOMINATED, "† some offer is no worse in any weighed respect and better in one: --json"),
    )
    meanings = [meaning for mark, meaning in marks if mark in shown]
    errors = errors_shown(answer["ranking"])
    if errors is not None:
        meanings.append(f"words wrong (WER): {errors[1]}")
    scales = {row["capability"]["scale"] for row in answer["ranking"]}
    if "provisional" in scales:
        meanings.append("capability is a percentile among the models with evidence")
    return joined(meanings)


def data_age(answer: Recommendation) -> str:
    """Which catalog answered, and how old its prices are."""
    stamp = answer["catalog"]
    oldest = stamp["oldest_price"]
    parts = [
        f"catalog {stamp['build']}",
        *(f"with {layer} over it" for layer in stamp["layers"]),
        f"oldest price {oldest}" if oldest else "",
    ]
    return joined([*parts, f"for {answer['today']}"])


def next_steps(answer: Recommendation) -> Iterator[str]:
    """What to do with this answer, one thing after the other."""
    if not answer["ranking"]:
        yield from map(repaired, answer["repairs"])
        yield "every reason: --explain-excluded --json"
        return
    yield f"fmselect show {answer['ranking'][0]['model']}"
    volume = [path for path in answer["assumed"] if path.startswith("workload.")]
    if volume:
        options = (BY_PATH[path].option or path for path in volume[:3])
        yield f"state your own volume: {', '.join(options)}"
    yield "every figure with its source: --json"
