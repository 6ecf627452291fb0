"""Epoch AI: `eci_benchmarks.csv`, scores on the benchmarks behind the Epoch Capabilities Index.

For the index every score is put on a scale of its own, from what guessing gives to what can be
reached: (score - guessing) / (ceiling - guessing), cut off at 0 and 1, as Epoch's public code of
the index does it (epoch-research/eci-public, `src/eci/dataloader.py`). Where both ends are known
the benchmark's own score is worked out again; `epoch_benchmarks` says where, and why not elsewhere.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from fmselect.domain.records import Result
from fmselect.upstream import exact_json as ej
from fmselect.upstream.epoch_benchmarks import BENCHMARKS, LEAST_AGREEING, RESCALED, reason_of
from fmselect.upstream.findings import Findings
from fmselect.upstream.proposals import BenchmarkProposal, Origin, Proposals, ResultProposal
from fmselect.upstream.report import LeftOut, short
from fmselect.upstream.run_settings import name_and_setting

ADDRESS = "https://epoch.ai/data/eci_benchmarks.csv"
_MOST_CHARACTERS = 10_000
_DIGITS = 10
"""Of a score worked out again: the export has sixteen, of which the last ones are rounding."""

_NEEDED = ("benchmark", "performance", "model_version")


def read(text: str, path: str, origin: Origin) -> Proposals:
    """Proposals from the table."""
    rows = csv.reader(io.StringIO(text), strict=True)
    findings = Findings()
    found: dict[str, list[ResultProposal]] = {}
    left_out: Counter[str] = Counter()
    cut_off = 0
    try:
        header = next(rows, [])
        if not all(name in header for name in _NEEDED):
            raise ej.wrong_shape(path, f"a table with the columns {', '.join(_NEEDED)}")
        for number, cells in enumerate(rows, start=2):
            row = dict(zip(header, cells, strict=False))
            name = row.get("benchmark", "")
            benchmark = RESCALED[name].benchmark if name in RESCALED else BENCHMARKS.get(name)
            if benchmark is None:
                left_out[name] += 1
            elif (score := _score(row)) is None:
                findings.add(f"row {number}", "no model, or no score from 0 to 1")
            elif (own := _own_score(name, score)) is None:
                cut_off += 1
            else:
                found.setdefault(benchmark, []).append(_result(row, own))
    except csv.Error as error:
        raise ej.wrong_shape(f"{path}:{rows.line_num}", f"CSV ({error})") from None
    stamp = origin.stamp(ADDRESS)
    return Proposals(
        benchmarks=tuple(
            BenchmarkProposal(
                id=benchmark,
                results=tuple(results),
                by="independent",
                stamp=stamp,
                least_agreeing=LEAST_AGREEING if benchmark in _WORKED_OUT else 0,
            )
            for benchmark, results in found.items()
        ),
        skipped=findings.skipped(
            row_of_a_benchmark_that_is_left_out=left_out.total(),
            score_cut_off_at_what_guessing_gives_or_can_be_reached=cut_off,
        ),
        findings=findings.lines,
        left_out=tuple(_left_out(left_out)),
    )


_WORKED_OUT = frozenset(rescaled.benchmark for rescaled in RESCALED.values())


def _score(row: Mapping[str, str]) -> Decimal | None:
    """The score as it stands; None where the row has no model, or a score that no share can be."""
    name, score = row.get("model_version", "").strip(), ej.number(row.get("performance") or None)
    if not name or len(name) > _MOST_CHARACTERS or score is None or not 0 <= score <= 1:
        return None
    return Decimal(score)


def _own_score(name: str, score: Decimal) -> Decimal | None:
    """The score on the benchmark's own scale; None where it was cut off and is not known."""
    if name not in RESCALED:
        return score
    _, guessing, ceiling = RESCALED[name]
    if (score == 0 and guessing) or (score == 1 and ceiling != 1):
        return None
    own = guessing + Fraction(score) * (ceiling - guessing)
    return ej.plain(Decimal(round(own * 10**_DIGITS)).scaleb(-_DIGITS))


def _left_out(rows: Mapping[str, int]) -> list[LeftOut]:
    """The benchmarks that are not read, by the reason, the one with most rows first."""
    reasons: dict[str, list[str]] = {}
    for name in sorted(rows):
        reasons.setdefault(reason_of(name), []).append(name)
    found = [
        LeftOut(
            reason=reason, names=tuple(map(short, names)), rows=sum(map(rows.__getitem__, names))
        )
        for reason, names in reasons.items()
    ]
    return sorted(found, key=lambda part: (-part.rows, part.reason))


def _result(row: Mapping[str, str], score: Decimal) -> ResultProposal:
    """One score of a model, under the names it may have in the catalog."""
    name = row["model_version"].strip()
    forms = list(_forms(name))
    return ResultProposal(
        names=tuple(form for form, _ in forms),
        settings=tuple(setting for _, setting in forms),
        result=Result(model=name, score=score),
    )


def _forms(name: str) -> Iterator[tuple[str, str | None]]:
    """The full name first, then without the effort behind `_`, which may be `unknown` or `none`."""
    yield name, None
    bare, underscore, effort = name.rpartition("_")
    if underscore and effort == "unknown":
        yield bare, None
    elif underscore and effort == "none":
        yield bare, "no-thinking"
    elif split := name_and_setting(name):
        yield split
