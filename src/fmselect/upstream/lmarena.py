"""LMArena: ratings of a leaderboard by category, each with its interval and its number of votes.

Ratings are computed anew with every release, so the scores of two releases are on two scales and a
new release is a benchmark of its own. Source: the data set lmarena-ai/leaderboard-dataset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fmselect.domain.records import Result
from fmselect.upstream import exact_json as ej
from fmselect.upstream.findings import Findings
from fmselect.upstream.labs import lab_of
from fmselect.upstream.lmarena_names import BOARDS, NAMES
from fmselect.upstream.proposals import BenchmarkProposal, Origin, Proposals, ResultProposal, Stamp
from fmselect.upstream.run_settings import name_and_setting

ADDRESS = "https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset"
_NICKNAME = re.compile(r"\s*\([a-z0-9. -]*banana[a-z0-9. -]*\)")
_EXTRA = re.compile(r"\s*\[([a-z0-9 -]{1,40})\]$")
_IN_BRACKETS = re.compile(r"\s*\(([a-z0-9 -]{1,40})\)$")
_DAY = re.compile(r"20\d{2}-\d{2}-\d{2}")


def read(text: str, path: str, origin: Origin) -> Proposals:
    """Proposals from one board, or from several under `boards`."""
    data = ej.mapping(ej.parse_exact(text, path))
    several = data.get("boards")
    boards = [ej.mapping(b) for b in several] if isinstance(several, list) else [data]
    if not boards or not all(isinstance(board.get("rows"), list) for board in boards):
        raise ej.wrong_shape(path, "`meta` and `rows` of a board, or `boards` with several")
    findings = Findings()
    found: list[BenchmarkProposal] = []
    unknown = 0
    for board in boards:
        proposals, left_out = _board(board, origin, findings)
        found += proposals
        unknown += left_out
    return Proposals(
        benchmarks=tuple(found),
        skipped=findings.skipped(row_of_a_category_the_catalog_has_no_benchmark_for=unknown),
        findings=findings.lines,
    )


def _board(
    board: Mapping[str, object], origin: Origin, findings: Findings
) -> tuple[list[BenchmarkProposal], int]:
    """The categories of one board that are benchmarks of ours, and how many rows are of others."""
    meta = ej.mapping(board.get("meta"))
    subset = ej.text_of(meta.get("subset")) or ""
    rows = board["rows"]
    assert isinstance(rows, list)
    released = _day(meta.get("leaderboard_publish_date"))
    categories: dict[str, list[ResultProposal]] = {}
    unknown = 0
    for number, raw in enumerate(rows):
        row = ej.mapping(raw)
        benchmark = BOARDS.get((subset, str(row.get("category"))))
        if benchmark is None:
            unknown += 1
            continue
        released = released or _day(row.get("leaderboard_publish_date"))
        result = _result(row)
        if result is None:
            findings.add(f"{subset} row {number}", "no name, or no rating inside its interval")
        else:
            categories.setdefault(benchmark, []).append(result)
    stamp = origin.stamp(ej.text_of(meta.get("source_url")) or ADDRESS)
    if released:
        stamp = Stamp(
            source=stamp["source"], via=stamp["via"], observed=released, observed_from=None
        )
    proposals = [
        BenchmarkProposal(
            id=benchmark,
            results=tuple(results),
            by="preference",
            stamp=stamp,
            release=stamp["observed"],
        )
        for benchmark, results in categories.items()
    ]
    return proposals, unknown


def _day(value: object) -> str | None:
    text = (ej.text_of(value) or "")[:10]
    return text if _DAY.fullmatch(text) else None


def _result(row: Mapping[str, object]) -> ResultProposal | None:
    """One rating; None where it lacks a name, or contradicts its own interval."""
    name, rating = ej.text_of(row.get("model_name")), ej.number(row.get("rating"))
    if name is None or len(name) > 200 or rating is None or not 0 <= rating <= 10_000:
        return None
    low, high = ej.number(row.get("rating_lower")), ej.number(row.get("rating_upper"))
    if (low is not None and low > rating) or (high is not None and high < rating):
        return None
    votes = ej.whole(row.get("vote_count"), 1, 1_000_000_000)
    forms = list(_names(name, ej.text_of(row.get("organization"))))
    return ResultProposal(
        names=tuple(form for form, _ in forms),
        settings=tuple(setting for _, setting in forms),
        result=Result(model=name, score=rating, low=low, high=high, n=votes),
    )


def _names(name: str, organization: str | None) -> Iterator[tuple[str, str | None]]:
    """The names to look for, each with the setting that it leaves: the full name first."""
    if name.lower() in NAMES:
        yield NAMES[name.lower()]
        return
    lab = lab_of((organization or "").replace(" ", "-"))
    for form, setting in _forms(_NICKNAME.sub("", name.lower())):
        if lab:
            yield f"{lab}/{form}", setting
        yield form, setting


def _forms(name: str) -> Iterator[tuple[str, str | None]]:
    """The name as it is, then without what stands behind it in brackets, then without effort."""
    yield name, None
    if extra := (_EXTRA.search(name) or _IN_BRACKETS.search(name)):
        bare, words = name[: extra.start()], extra[1]
        split = name_and_setting(f"{bare} ({words})")
        yield bare, split[1] if split else words
    elif split := name_and_setting(name):
        yield split
