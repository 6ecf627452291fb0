"""Results that depend on the recording: each test set is a condition of its own.

Word errors on a meeting say little about a dictation, and a mean over one mix of sets is never read
beside a mean over another: so every set is shown, by the id of its benchmark.
"""

from __future__ import annotations

from collections.abc import Collection

from fmselect.engine.benchmark_results import EVIDENCE, source_of
from fmselect.engine.kinds.measures import Measures, Row


def by_test_set(row: Row, metrics: Collection[str]) -> Measures:
    """Benchmark -> the model's result, for benchmarks of the metrics; the newest of several.

    What a maker measured on its own model is left out.
    """
    model = row.situation.record("models", row.subject.candidate.model)
    found: Measures = {}
    for result in model.get("results") or ():
        id_ = result["benchmark"]
        if result.get("by") not in EVIDENCE:
            continue
        benchmark = row.situation.record("benchmarks", id_)
        metric = (benchmark.get("scale") or {}).get("metric") or ""
        if metric not in metrics:
            continue
        if id_ in found and (found[id_]["observed"] or "") >= (result.get("observed") or ""):
            continue
        told = (benchmark.get("measures"), result.get("setting"))
        found[id_] = {
            "title": benchmark.get("title") or id_,
            "unit": metric,
            "note": "; ".join(text for text in told if text) or None,
            "value": result["score"],
            "status": "known",
            "source": source_of(result, benchmark, row.subject.candidate.model),
            "observed": result.get("observed"),
        }
    order = list(metrics)
    return dict(sorted(found.items(), key=lambda item: (order.index(item[1]["unit"]), item[0])))
