"""Artificial Analysis: median speeds and their own runs of benchmarks, for a user's own catalog.

Their terms ask for attribution and do not let the data be passed on: they go into the catalog of
the user whose key fetched them, each fact with its source. A speed of 0 means that none was
measured. Source: https://artificialanalysis.ai
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from fmselect.domain.records import Benchmark, Result, Scale, SpeedReference
from fmselect.upstream import exact_json as ej
from fmselect.upstream.findings import Findings
from fmselect.upstream.labs import lab_of
from fmselect.upstream.proposals import (
    BenchmarkProposal,
    ModelProposal,
    Origin,
    Proposals,
    ResultProposal,
)
from fmselect.upstream.run_settings import name_and_setting

ADDRESS = "https://artificialanalysis.ai/api/v2/language/models/free"
_SOURCE = "https://artificialanalysis.ai/"
_TERMS = "attribution to Artificial Analysis required; not to be passed on"
_EVALUATION = re.compile(r"[a-z][a-z0-9_]{0,60}")
_OWN_INDEX = re.compile(r"artificial_analysis_(?P<name>[a-z0-9_]+?)_index")

Forms = tuple[tuple[str, str | None], ...]
"""Names to look for, each with the setting that it leaves."""


def read(text: str, path: str, origin: Origin) -> Proposals:
    """Proposals from `data` of their address, or from `models` of a copy of it."""
    data = ej.mapping(ej.parse_exact(text, path))
    listed = data.get("data", data.get("models"))
    if not isinstance(listed, list) or not all("evaluations" in ej.mapping(m) for m in listed):
        raise ej.wrong_shape(path, "`data`, a list of models with `evaluations`")
    findings = Findings()
    models: list[ModelProposal] = []
    results: dict[str, list[ResultProposal]] = {}
    for number, model in enumerate(map(ej.mapping, listed)):
        slug = ej.text_of(model.get("slug"))
        if slug is None or len(slug) > 200:
            findings.add(f"model {number}", "no slug")
            continue
        forms = tuple(_forms(slug.lower(), model))
        released = _day(model.get("release_date"))
        models.extend(_speeds(slug, forms, model, released, origin))
        for key, value in ej.mapping(model.get("evaluations")).items():
            score = ej.number(value)
            if value is None:
                continue
            if score is None or not _EVALUATION.fullmatch(key) or not 0 <= score <= 10_000:
                findings.add(f"{slug}, {key}", "no score")
                continue
            results.setdefault(key, []).append(_result(slug, forms, score, released))
    return Proposals(
        models=tuple(models),
        benchmarks=tuple(_benchmark(k, found, origin) for k, found in results.items()),
        skipped=findings.skipped(),
        findings=findings.lines,
    )


def _forms(slug: str, model: Mapping[str, object]) -> Iterator[tuple[str, str | None]]:
    """The full name first, then without the setting at its end; with the lab, then without."""
    creator = ej.mapping(model.get("model_creator"))
    named = ej.text_of(model.get("creator_slug")) or ej.text_of(creator.get("slug"))
    lab = lab_of((named or ej.text_of(creator.get("name")) or "").replace(" ", "-"))
    split = name_and_setting(slug)
    for form, setting in ((slug, None), *([split] if split else [])):
        if lab:
            yield f"{lab}/{form}", setting
        yield form, setting


def _speeds(
    slug: str, forms: Forms, model: Mapping[str, object], released: str | None, origin: Origin
) -> Iterator[ModelProposal]:
    """The medians of a model over its providers, where both were measured."""
    measured = ej.mapping(model.get("performance")) or ej.mapping(model.get("speed"))
    first = _positive(measured, "median_time_to_first_token_seconds", "ttft_seconds")
    rate = _positive(measured, "median_output_tokens_per_second", "output_tokens_per_second")
    if first is None or rate is None or first > 3600 or rate > 100_000:
        return
    speed = SpeedReference(
        first_token_seconds=first, output_tokens_per_second=rate, **origin.stamp(_SOURCE)
    )
    yield ModelProposal(
        id=slug,
        names=tuple(name for name, _ in forms),
        settings=tuple(setting for _, setting in forms),
        type="language",
        creates=False,
        speed=(speed,),
        released=released,
    )


def _day(value: object) -> str | None:
    text = ej.text_of(value) or ""
    return text if re.fullmatch(r"20\d{2}-(0[1-9]|1[0-2])-\d{2}", text) else None


def _positive(measured: Mapping[str, object], *names: str) -> Decimal | None:
    found = (ej.number(measured.get(name)) for name in names)
    return next((ej.plain(value) for value in found if value is not None and value > 0), None)


def _result(slug: str, forms: Forms, score: Decimal, released: str | None) -> ResultProposal:
    return ResultProposal(
        names=tuple(name for name, _ in forms),
        settings=tuple(setting for _, setting in forms),
        result=Result(model=slug, score=score),
        released=released,
    )


def _benchmark(key: str, results: list[ResultProposal], origin: Origin) -> BenchmarkProposal:
    """Their run of a benchmark, which is another one than anybody else's run of it."""
    index = _OWN_INDEX.fullmatch(key)
    title = key.replace("_", " ")
    most = max(found.result.score for found in results)
    scale = Scale(
        kind="bounded",
        metric="points" if index or most > 1 else "share of tasks",
        minimum=Decimal(0),
        maximum=Decimal(100 if index or most > 1 else 1),
    )
    benchmark_id = f"aa-{index['name']}-index" if index else f"aa-{key}"
    return BenchmarkProposal(
        id=benchmark_id.replace("_", "-"),
        results=tuple(results),
        by="independent",
        stamp=origin.stamp(_SOURCE),
        new=Benchmark(
            title=f"Artificial Analysis: {index['name'].replace('_', ' ') if index else title}",
            measures=f"{title}, as run or compiled by Artificial Analysis",
            type="language",
            family=benchmark_id.replace("_", "-"),
            composite=index is not None,
            scale=scale,
            homepage=_SOURCE,
            data_license=_TERMS,
        ),
    )
