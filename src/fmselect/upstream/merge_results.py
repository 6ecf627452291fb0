"""Benchmark results: a new release is a new benchmark, a corrected score of one replaces ours.

Results are only compared within one release, in one setting, from one upstream.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from decimal import Decimal

from fmselect.catalog.edit_compare import same
from fmselect.upstream.families import family
from fmselect.upstream.merge_facts import Mapped, Record
from fmselect.upstream.names import NameIndex
from fmselect.upstream.plausible import doubts_about_score
from fmselect.upstream.proposals import BenchmarkProposal, Proposals, ResultProposal, as_mapping
from fmselect.upstream.quoting import value_words
from fmselect.upstream.record_paths import benchmark_path
from fmselect.upstream.report import SyncLog
from fmselect.upstream.tree import CatalogTree
from fmselect.upstream.validity import problem_of_results

_MOST_DECIMALS = 10
"""Beyond it scores differ by how a program counted in binary."""
_DIGITS_IN_COMMON = 8


def merge_results(tree: CatalogTree, proposals: Proposals, log: SyncLog) -> None:
    """Merge the results of every benchmark the upstream reports."""
    index = tree.name_index()
    for proposal in proposals.benchmarks:
        results = _identified(tree, index, proposal, log)
        if results:
            _merge_benchmark(tree, proposal, results, log)


def _identified(
    tree: CatalogTree, index: NameIndex, proposal: BenchmarkProposal, log: SyncLog
) -> dict[tuple[str, str | None], Mapped]:
    """The results by model and setting; of two for one model the first counts."""
    found: dict[tuple[str, str | None], Mapped] = {}
    for entry in proposal.results:
        identified = _identify(index, entry)
        if identified and not tree.could_be(identified[0], entry.released):
            log.unknown((f"{_upstream(proposal)}: {entry.result.model} of {entry.released}",))
            continue
        if identified is None:
            log.unknown((f"{_upstream(proposal)}: {entry.result.model}",))
            continue
        if identified in found:
            log.skip("second result of a model in one setting")
        else:
            model_id, setting = identified
            result = as_mapping(entry.result) | {"model": model_id, "setting": setting}
            stamp = {k: v for k, v in proposal.stamp.items() if v is not None}
            if problem := problem_of_results({"by": proposal.by, **stamp, "results": [result]}):
                log.finding(f"{proposal.id}: {entry.result.model}", problem)
            else:
                found[identified] = result
    return dict(sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or "")))


def _upstream(proposal: BenchmarkProposal) -> str:
    return family(proposal.stamp["via"]) or proposal.id


def _identify(index: NameIndex, entry: ResultProposal) -> tuple[str, str | None] | None:
    """The model and the setting, by the first of the names that the catalog knows."""
    for position, name in enumerate(entry.names):
        if model_id := index.find(name):
            setting = entry.settings[position] if entry.settings else entry.result.setting
            return model_id, setting
    return None


def _merge_benchmark(
    tree: CatalogTree,
    proposal: BenchmarkProposal,
    results: Mapping[tuple[str, str | None], Mapped],
    log: SyncLog,
) -> None:
    path = benchmark_path(proposal.id)
    before = tree.read(path)
    neighbours = [result.get("score") for known in _sets(before) for result in _results(known)]
    if before and proposal.release and _release(before, proposal) != proposal.release:
        released = _dated(before, proposal)
        if released is None:
            log.skip("result of an older release", len(results))
            return
        path = benchmark_path(released)
        before = tree.read(path) or _next_release(before, proposal.release)
    new = before or (as_mapping(proposal.new) if proposal.new else None)
    if not new:
        log.skip("result of a benchmark that the catalog does not have", len(results))
        return
    benchmark: Mapped = copy.deepcopy(dict(new))
    if _agreeing(benchmark, proposal, results) < proposal.least_agreeing:
        log.finding(proposal.id, "known scores do not come out: its scale there may have changed")
        log.skip("result on a scale that nothing confirms", len(results))
        return
    record = Record(path.stem, path, log)
    _merge_set(record, benchmark, proposal, results, neighbours)
    if not same(tree.read(path), benchmark):
        tree.edit(path).update(benchmark)


def _release(benchmark: Mapping[str, object], proposal: BenchmarkProposal) -> str | None:
    """The release that the benchmark has results of; the asked one if it has none."""
    days = [str(s.get("observed")) for s in _sets(benchmark) if _of(s, proposal)]
    return max(days, default=proposal.release)


def _dated(benchmark: Mapping[str, object], proposal: BenchmarkProposal) -> str | None:
    """The id of a newer release; None for one that is older than what the catalog has."""
    known = _release(benchmark, proposal)
    if known is None or proposal.release is None or proposal.release < known:
        return None
    return f"{proposal.id}-{proposal.release}"


def _next_release(benchmark: Mapping[str, object], release: str) -> Mapped:
    """The benchmark of a new release: all that is said of the old one but its results."""
    kept = {key: value for key, value in benchmark.items() if key != "result_sets"}
    return {**kept, "title": f"{benchmark.get('title')} ({release})"}


def _sets(benchmark: Mapping[str, object]) -> list[Mapped]:
    listed = benchmark.get("result_sets")
    return list(listed) if isinstance(listed, list) else []


def _of(result_set: Mapping[str, object], proposal: BenchmarkProposal) -> bool:
    """Whether a set of results is of this upstream and of the same kind of witness."""
    same_upstream = family(result_set) == family(proposal.stamp["via"])
    return same_upstream and result_set.get("by") == proposal.by


def _agreeing(
    benchmark: Mapping[str, object],
    proposal: BenchmarkProposal,
    results: Mapping[tuple[str, str | None], Mapped],
) -> int:
    """How many of the proposed scores the benchmark has of this upstream, in whatever setting."""
    known = {
        (str(result["model"]), _exactly(result.get("score")))
        for result_set in _sets(benchmark)
        if _of(result_set, proposal)
        for result in _results(result_set)
    }
    return sum((model, _exactly(new["score"])) in known for (model, _), new in results.items())


def _exactly(score: object) -> Decimal | None:
    """A score to the digits that two ways of counting it in binary have in common."""
    return round(Decimal(score), _DIGITS_IN_COMMON) if isinstance(score, int | Decimal) else None


def _merge_set(
    record: Record,
    benchmark: Mapped,
    proposal: BenchmarkProposal,
    results: Mapping[tuple[str, str | None], Mapped],
    neighbours: list[object],
) -> None:
    """Renew the results of this upstream and add new ones to its set, or add the set."""
    sets = _sets(benchmark)
    own: Mapped | None = None
    known: dict[str, list[tuple[Mapped, Mapped]]] = {}
    for result_set in sets:
        if _of(result_set, proposal):
            if own is None or result_set.get("source") == proposal.stamp["source"]:
                own = result_set
            for result in _results(result_set):
                known.setdefault(str(result["model"]), []).append((result, result_set))
    fresh = [
        result
        for result in results.values()
        if _in_scale(record, benchmark, result)
        and _is_plausible(record, benchmark, neighbours, result)
        and _is_new(record, known.get(str(result["model"]), []), result, proposal)
    ]
    if not fresh:
        return
    stamp = {k: v for k, v in proposal.stamp.items() if v is not None}
    if own is None or any(not same(own.get(k), v) for k, v in stamp.items() if k != "via"):
        benchmark["result_sets"] = [*sets, {"by": proposal.by, **stamp, "results": fresh}]
    else:
        own["results"] = _in_order(_results(own), fresh)
    record.change(f"{len(fresh)} results added" if len(fresh) > 1 else "1 result added")


def _is_new(
    record: Record,
    known: list[tuple[Mapped, Mapped]],
    theirs: Mapped,
    proposal: BenchmarkProposal,
) -> bool:
    """Whether the catalog lacks the result: neither the same score nor the same setting is there.

    Another score in the same setting is shown, and ours stays: a result is not overwritten.
    """
    if any(_alike(ours.get("score"), theirs["score"]) for ours, _ in known):
        record.log.unchanged += 1
        return False
    for ours, result_set in known:
        if ours.get("setting") == theirs.get("setting"):
            pair = ours.get("score"), theirs["score"]
            before = result_set | ({"observed": ours["observed"]} if ours.get("observed") else {})
            record.discrepancy(str(theirs["model"]), pair, before, dict(proposal.stamp))
            return False
    return True


def _in_order(known: list[Mapped], fresh: list[Mapped]) -> list[Mapped]:
    """The results with each new one before the first that comes after it, by model and setting."""
    listed = list(known)
    for result in fresh:
        later = (i for i, other in enumerate(listed) if _order(other) > _order(result))
        listed.insert(next(later, len(listed)), result)
    return listed


def _order(result: Mapping[str, object]) -> tuple[str, str]:
    return str(result.get("model")), str(result.get("setting") or "")


def _results(result_set: Mapping[str, object]) -> list[Mapped]:
    listed = result_set.get("results")
    return listed if isinstance(listed, list) else []


def _alike(ours: object, theirs: object) -> bool:
    """Whether two numbers are one to the digits that the rounder of them has, at most ten."""
    if not isinstance(ours, int | Decimal) or not isinstance(theirs, int | Decimal):
        return same(ours, theirs)
    one, other = Decimal(ours), Decimal(theirs)
    digits = min(_decimals(one), _decimals(other), _MOST_DECIMALS)
    return round(one, digits) == round(other, digits)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _is_plausible(
    record: Record, benchmark: Mapped, neighbours: list[object], result: Mapped
) -> bool:
    """Whether a score is where those of other models are; one that is not waits for a person.

    A scale with two ends is judged by these alone.
    """
    score, scale = result["score"], benchmark.get("scale")
    open_ended = not (isinstance(scale, dict) and {"minimum", "maximum"} <= scale.keys())
    reason = None
    if open_ended and isinstance(score, Decimal):
        reason = doubts_about_score(score, neighbours)
    if doubt := record.doubt(reason):
        record.hold(str(result["model"]), "no result", value_words(score), doubt)
    return doubt is None


def _in_scale(record: Record, benchmark: Mapped, result: Mapped) -> bool:
    """Whether a score lies on the benchmark's scale; one that does not waits for a person."""
    scale, score = benchmark.get("scale"), result["score"]
    if not isinstance(scale, dict) or not isinstance(score, int | Decimal):
        return True
    for name, sign in (("minimum", -1), ("maximum", 1)):
        end = scale.get(name)
        if isinstance(end, int | Decimal) and (Decimal(score) - end) * sign > 0:
            words = f"{name} {value_words(end)}"
            record.hold(
                str(result["model"]), words, value_words(score), "the score is outside the scale"
            )
            return False
    return True
