"""Benchmarks and all their results, from the evidence tables.

What a benchmark is evidence for is judgement and lives in `tables/benchmarks.csv`; a benchmark that
is not listed there is left out (no open licence on its results, or about video). Rows without a
model id are left out too: an unsure match is worse than none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from tools.import_facts import csv_rows as rows
from tools.import_facts.model_index import canonical_model_id
from tools.import_facts.settings import (
    Setting,
    names_effort,
    read_setting,
    run_setting,
    setting_in_name,
)

EVIDENCE = ("evidence-llm.csv", "evidence-other.csv")
HEADERS = ("benchmarks.csv", "benchmarks-other.csv")

_WITNESS = {
    "independent": "independent",
    "self-reported": "vendor",
    "human-preference": "preference",
}
_OVERLAP_NOTES = {
    "none": "The models' makers declare no overlap of their training data with these tests.",
    "some": "The models' makers declare that they trained on data of some of these tests.",
    "unknown": "Whether the models were trained on data of these tests is not declared.",
}
_SECOND_HAND = "Copied from the board by somebody else, not read from it."
_FLOAT_NOISE = 9
"""Decimals beyond which two copies of one score differ only by how a computer stored them."""
_MTEB_RESULTS = "embeddings-benchmark/results"

Group = tuple[str, str, str, str, str, str]
"""By whom, source, via, observed, observed_from, note: what a result set shares."""


def read_benchmarks(facts: Path) -> dict[str, rows.Record]:
    """Benchmark id -> record with its results, for every listed benchmark that has any."""
    listed = {row["benchmark"]: row for row in rows.read_rows(rows.TABLES, "benchmarks.csv")}
    headers = {row["benchmark"]: row for name in HEADERS for row in rows.read_rows(facts, name)}
    types = {
        canonical_model_id(row["model_id"]): row["type"]
        for row in rows.read_rows(facts, "models-other.csv")
    }
    evidence: dict[str, list[dict[str, str]]] = defaultdict(list)
    for name in EVIDENCE:
        for row in rows.read_rows(facts, name):
            entry = listed.get(row["benchmark"])
            model = canonical_model_id(row["model_id"])
            if model and entry and types.get(model, entry["type"]) == entry["type"]:
                evidence[row["benchmark"]].append({**row, "model_id": model})
    return {name: _benchmark(listed[name], headers[name], evidence[name]) for name in evidence}


def write_benchmarks(facts: Path, catalog: Path) -> int:
    """Write `benchmarks/`; returns how many."""
    return rows.write_records(catalog, "benchmarks", read_benchmarks(facts))


def _benchmark(
    entry: rows.Row, header: rows.Row, evidence: Sequence[dict[str, str]]
) -> rows.Record:
    scale = _scale(entry, header)
    if scale["kind"] == "elo":
        evidence = _one_rating_each(evidence)
    return rows.known_fields(
        {
            "title": entry["title"],
            "measures": entry["measures"],
            "type": entry["type"],
            "domain": entry["domain"],
            "family": entry["family"],
            "composite": True if entry["composite"] == "yes" else None,
            "scale": scale,
            "homepage": rows.first_url(header["homepage_url"]),
            "data_license": entry["data_license"],
            "result_sets": list(_result_sets(evidence)),
        }
    )


def _scale(entry: rows.Row, header: rows.Row) -> rows.Record:
    """The scale as the header states it. Word error rates are read as percent up to 100."""
    low, high = rows.number(header["scale_min"]), rows.number(header["scale_max"])
    metric = header["metric"]
    if metric.startswith("WER"):
        low, high = Decimal(0), Decimal(100)
    kind = "bounded" if high is not None else "unbounded"
    if "rating" in metric.lower() or "elo" in metric.lower():
        kind = "elo"
    return rows.known_fields(
        {
            "kind": kind,
            "metric": _METRICS.get(metric, metric),
            "minimum": low,
            "maximum": high,
            "chance": rows.number(entry["chance"]),
            "higher_is_better": header["higher_is_better"] == "true",
        }
    )


_METRICS = {
    "percent or index, see row": "percent",
    "fraction solved (0-1, Epoch-normalised)": "share solved, normalised by Epoch",
    "score 0-100 (mean of task scores)": "mean of task scores",
    "score 0-100 (mean of category means)": "mean of category means",
    "score 0-100": "score",
    "Elo (Zonos-v0.1 = 1000 in July snapshot)": "Elo rating",
    "p-MRR x100 (range -100..100)": "p-MRR x100",
}


def _one_rating_each(evidence: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Ratings of the largest snapshot; newer ones only for models it does not rate.

    Ratings drift between snapshots, so two of one model would be two numbers on two scales.
    """
    sizes = Counter(row["observed_on"] for row in evidence)
    main = max(sizes, key=lambda day: (sizes[day], day))
    rated = {row["model_id"] for row in evidence if row["observed_on"] == main}
    return [
        row
        for row in evidence
        if row["observed_on"] == main
        or (row["observed_on"] > main and row["model_id"] not in rated)
    ]


def _result_sets(evidence: Sequence[dict[str, str]]) -> Iterator[rows.Record]:
    groups: dict[Group, list[Scored]] = defaultdict(list)
    for row in evidence:
        score = Decimal(row["score"])
        setting = read_setting(row["setting"], score)
        groups[_group(row, setting)].append(Scored(row, score, setting, _run(row, setting)))
    for (by, source, via, observed, observed_from, note), scored in sorted(groups.items()):
        yield rows.known_fields(
            {
                "by": by,
                "source": source,
                "via": via,
                "observed": observed,
                "observed_from": observed_from,
                "note": note,
                "results": sorted((_result(one) for one in _distinct(scored)), key=_place),
            }
        )


class Scored(NamedTuple):
    """One row of evidence with its number and how the model was run."""

    row: rows.Row
    score: Decimal
    setting: Setting
    run: str | None


def _run(row: rows.Row, setting: Setting) -> str | None:
    """The setting; an arena prints the effort in the name where its cell is silent."""
    if not row["benchmark"].startswith("lmarena") or names_effort(setting.run):
        return setting.run
    named = setting_in_name(row["model_raw"], row["model_id"])
    return run_setting("; ".join(part for part in (named, setting.run) if part))


def _distinct(scored: Sequence[Scored]) -> Iterator[Scored]:
    """One score for a model in a setting.

    The same number twice is one result. Different numbers under different printed names are told
    apart by the name; under one name nobody can tell which run was which, so none of them is kept.
    """
    same: dict[tuple[str, str | None], list[Scored]] = defaultdict(list)
    for one in scored:
        same[one.row["model_id"], one.run].append(one)
    for repeated in same.values():
        scores = {round(one.score, _FLOAT_NOISE) for one in repeated}
        names = {one.row["model_raw"] for one in repeated}
        if len(scores) == 1:
            yield min(repeated, key=lambda one: len(str(one.score)))
        elif len(names) == len(repeated):
            for one in repeated:
                listed = f"listed as {one.row['model_raw']}"
                yield one._replace(run=f"{one.run}; {listed}" if one.run else listed)


def _group(row: rows.Row, setting: Setting) -> Group:
    repository = row["source_repo"]
    source = row["source_url"]
    if repository == _MTEB_RESULTS:
        source = source.rpartition("/")[0]
    found = rows.provenance(
        source,
        row["observed_on"],
        read_from=rows.via(repository, row["source_commit"]),
        observed_from="snapshot" if setting.undated else None,
    )
    note = _OVERLAP_NOTES.get(setting.overlap or "", "")
    if setting.cited and setting.cited not in source:
        note = f"As cited there: {setting.cited}."
    if "secondary transcription" in row["setting"]:
        note = _SECOND_HAND
    texts = (found["source"], found["via"], found["observed"], found["observed_from"])
    source_text, via, observed, observed_from = (str(text or "") for text in texts)
    return (_WITNESS[row["evidence_kind"]], source_text, via, observed, observed_from, note)


def _result(one: Scored) -> rows.Record:
    return rows.known_fields(
        {
            "model": one.row["model_id"],
            "score": one.score,
            "setting": one.run,
            "low": one.setting.low,
            "high": one.setting.high,
            "n": one.setting.n,
        }
    )


def _place(result: rows.Record) -> tuple[str, str, Decimal]:
    score = result["score"]
    assert isinstance(score, Decimal)
    return str(result["model"]), str(result.get("setting", "")), -score
