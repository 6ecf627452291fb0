"""Epoch AI: `eci_benchmarks.csv`, scores on the benchmarks behind the Epoch Capabilities Index.

For the index scores are put on a scale of their own: chance is taken off where answers can be
guessed, and unbounded measures are squeezed between 0 and 1. Only the benchmarks whose numbers are
those of the benchmark itself are read here; the others are on another scale than the catalog's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from fmselect.domain.records import Result
from fmselect.upstream import exact_json as ej
from fmselect.upstream.findings import Findings
from fmselect.upstream.proposals import BenchmarkProposal, Origin, Proposals, ResultProposal
from fmselect.upstream.run_settings import name_and_setting

ADDRESS = "https://epoch.ai/data/eci_benchmarks.csv"
_MOST_CHARACTERS = 10_000

BENCHMARKS: dict[str, str] = {
    "APEX-Agents": "apex-agents",
    "ARC-AGI": "arc-agi-1",
    "ARC-AGI-2": "arc-agi-2",
    "Balrog": "balrog",
    "CL-bench": "cl-bench",
    "CursorBench": "cursorbench",
    "Cybench": "cybench",
    "DeepResearch Bench": "deepresearch-bench",
    "DeepSWE": "deepswe",
    "FrontierCode": "frontiercode",
    "FrontierMath-Tier-4-v2-Private": "epoch-frontiermath-tier-4-v2",
    "FrontierMath-Tiers-1-3-v2-Private": "epoch-frontiermath-v2",
    "GSO-Bench": "gso-bench",
    "MATH level 5": "epoch-math-level-5",
    "ProofBench": "proofbench",
    "SWE-Bench verified": "epoch-swe-bench-verified",
    "SimpleQA Verified": "epoch-simpleqa-verified",
    "Terminal Bench": "terminal-bench-eci",
    "WeirdML": "weirdml",
}
"""Their benchmark -> ours, where both are on one scale: checked score by score."""

_NEEDED = ("benchmark", "performance", "model_version")


def read(text: str, path: str, origin: Origin) -> Proposals:
    """Proposals from the table."""
    rows = csv.reader(io.StringIO(text), strict=True)
    findings = Findings()
    found: dict[str, list[ResultProposal]] = {}
    other_scale = 0
    try:
        header = next(rows, [])
        if not all(name in header for name in _NEEDED):
            raise ej.wrong_shape(path, f"a table with the columns {', '.join(_NEEDED)}")
        for number, cells in enumerate(rows, start=2):
            row = dict(zip(header, cells, strict=False))
            benchmark = BENCHMARKS.get(row.get("benchmark", ""))
            if benchmark is None:
                other_scale += 1
            elif result := _result(row):
                found.setdefault(benchmark, []).append(result)
            else:
                findings.add(f"row {number}", "no model, or no score from 0 to 1")
    except csv.Error as error:
        raise ej.wrong_shape(f"{path}:{rows.line_num}", f"CSV ({error})") from None
    stamp = origin.stamp(ADDRESS)
    return Proposals(
        benchmarks=tuple(
            BenchmarkProposal(id=benchmark, results=tuple(results), by="independent", stamp=stamp)
            for benchmark, results in found.items()
        ),
        skipped=findings.skipped(row_of_a_benchmark_on_another_scale=other_scale),
        findings=findings.lines,
    )


def _result(row: Mapping[str, str]) -> ResultProposal | None:
    """One score; None where the row has no model, or a score that no share can be."""
    name, score = row.get("model_version", "").strip(), ej.number(row.get("performance") or None)
    if not name or len(name) > _MOST_CHARACTERS or score is None or not 0 <= score <= 1:
        return None
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
