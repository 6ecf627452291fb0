"""MTEB: the result files of a model, one a task, as the means of the boards the catalog has.

A mean is only formed where every task of it is there, in every split and subset: a mean of fewer
is another benchmark. Which tasks belong to the English board: pkg:pypi/mteb@2.26.24; to the others:
`mteb_boards`. Source: embeddings-benchmark/results.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from fmselect.domain.records import Result
from fmselect.upstream import exact_json as ej
from fmselect.upstream.findings import Findings
from fmselect.upstream.mteb_boards import BOARDS, Run
from fmselect.upstream.proposals import BenchmarkProposal, Origin, Proposals, ResultProposal

ADDRESS = "https://github.com/embeddings-benchmark/results"
_SPLIT = "test"
_DIGITS = 4
_ONLY = "default"
"""What the one subset of a task without languages is called."""

ENGLISH: dict[str, str] = {
    "AmazonCounterfactualClassification": "classification",
    "ArXivHierarchicalClusteringP2P": "clustering",
    "ArXivHierarchicalClusteringS2S": "clustering",
    "ArguAna": "retrieval",
    "AskUbuntuDupQuestions": "reranking",
    "BIOSSES": "sts",
    "Banking77Classification": "classification",
    "BiorxivClusteringP2P.v2": "clustering",
    "CQADupstackGamingRetrieval": "retrieval",
    "CQADupstackUnixRetrieval": "retrieval",
    "ClimateFEVERHardNegatives": "retrieval",
    "FEVERHardNegatives": "retrieval",
    "FiQA2018": "retrieval",
    "HotpotQAHardNegatives": "retrieval",
    "ImdbClassification": "classification",
    "MTOPDomainClassification": "classification",
    "MassiveIntentClassification": "classification",
    "MassiveScenarioClassification": "classification",
    "MedrxivClusteringP2P.v2": "clustering",
    "MedrxivClusteringS2S.v2": "clustering",
    "MindSmallReranking": "reranking",
    "SCIDOCS": "retrieval",
    "SICK-R": "sts",
    "STS12": "sts",
    "STS13": "sts",
    "STS14": "sts",
    "STS15": "sts",
    "STS17": "sts",
    "STS22.v2": "sts",
    "STSBenchmark": "sts",
    "SprintDuplicateQuestions": "pair-classification",
    "StackExchangeClustering.v2": "clustering",
    "StackExchangeClusteringP2P.v2": "clustering",
    "SummEvalSummarization.v2": "summarization",
    "TRECCOVID": "retrieval",
    "Touche2020Retrieval.v3": "retrieval",
    "ToxicConversationsClassification": "classification",
    "TweetSentimentExtractionClassification": "classification",
    "TwentyNewsgroupsClustering.v2": "clustering",
    "TwitterSemEval2015": "pair-classification",
    "TwitterURLCorpus": "pair-classification",
}
"""Task of MTEB(eng, v2) -> its kind, the end of the benchmark's id in the catalog."""

_SUBSETS = {
    "AmazonCounterfactualClassification": "en",
    "STS17": "en-en",
    "STS22.v2": "en",
}
"""The one English subset that counts, where a task has several; elsewhere all English ones do."""

_RUNS = {task: run for runs in BOARDS.values() for task, run in runs.items()}
TASKS = frozenset((*ENGLISH, *_RUNS))
"""Every task that there is a use for."""

Scores = dict[str, Decimal]
"""Task -> its main score, from 0 to 1."""


def read(text: str, path: str, origin: Origin) -> Proposals:
    """Proposals from `models`, each with its `results`, or from the result file of one task.

    A single file says nothing of its model, and is only checked.
    """
    data = ej.mapping(ej.parse_exact(text, path))
    listed = data.get("models")
    if not isinstance(listed, list) and not isinstance(data.get("scores"), dict):
        raise ej.wrong_shape(path, "`models`, each with its `results`, or the `scores` of a task")
    findings = Findings()
    if not isinstance(listed, list):
        findings.add(data.get("task_name"), "one task of a model that the file does not name")
        listed = []
    found: dict[str, list[ResultProposal]] = {}
    incomplete: Counter[str] = Counter()
    for number, model in enumerate(map(ej.mapping, listed)):
        name, results = ej.text_of(model.get("name")), model.get("results")
        if name is None or len(name) > 200 or not isinstance(results, list):
            findings.add(f"model {number}", "no name, or no results")
            continue
        for benchmark, mean in _means_of_a_model(name, results, findings, incomplete):
            score = round(mean * 100, _DIGITS)
            result = Result(model=name, score=ej.plain(score))
            found.setdefault(benchmark, []).append(ResultProposal(names=(name,), result=result))
    return Proposals(
        benchmarks=tuple(
            BenchmarkProposal(
                id=benchmark, results=tuple(results), by="independent", stamp=origin.stamp(ADDRESS)
            )
            for benchmark, results in found.items()
        ),
        skipped=findings.skipped() | dict(incomplete),
        findings=findings.lines,
    )


def _means_of_a_model(
    name: str, results: Sequence[object], findings: Findings, incomplete: Counter[str]
) -> Iterator[tuple[str, Decimal]]:
    """The mean of each board that is complete; the others are counted."""
    english = _scores(name, results, findings)
    if english and len(english) < len(ENGLISH):
        incomplete["model without all English tasks"] += 1
    yield from _means(english)
    values = {
        task: _value(f"{name}, {task}", _RUNS[task], ej.mapping(result.get("scores")), findings)
        for result in map(ej.mapping, results)
        if (task := str(result.get("task_name"))) in _RUNS
    }
    for board, runs in BOARDS.items():
        tried = [values[task] for task in runs if task in values]
        complete = [value for value in tried if value is not None]
        if len(complete) == len(runs):
            yield board, statistics.mean(complete)
        elif tried:
            incomplete[f"model without all tasks of {board}"] += 1


def _value(
    entry: str, run: Run, scores: Mapping[str, object], findings: Findings
) -> Decimal | None:
    """The mean of a task over its splits and their subsets; None unless it has them all."""
    values: list[Decimal] = []
    for split in run.splits:
        listed = scores.get(split)
        found = {
            ej.text_of(subset.get("hf_subset")): ej.number(subset.get("main_score"))
            for subset in map(ej.mapping, listed if isinstance(listed, list) else ())
        }
        if run.subsets == 1:
            found = {name: score for name, score in found.items() if name == _ONLY}
        if len(found) != run.subsets:
            return None
        for score in found.values():
            if score is None or not -1 <= score <= 1:
                findings.add(entry, f"no score from -1 to 1 in the split {split}")
                return None
            values.append(score)
    return statistics.mean(values)


def _scores(name: str, results: Sequence[object], findings: Findings) -> Scores:
    """The model's score on each English task it was run on."""
    scores: Scores = {}
    for result in map(ej.mapping, results):
        task = ej.text_of(result.get("task_name"))
        if task not in ENGLISH:
            continue
        score = _score(task, ej.mapping(result.get("scores")).get(_SPLIT))
        if score is None:
            findings.add(f"{name}, {task}", "no English score from -1 to 1 on its test split")
        else:
            scores[task] = score
    return scores


def _score(task: str, entries: object) -> Decimal | None:
    """The mean of the main score over the English subsets of a task."""
    values: list[Decimal] = []
    for entry in map(ej.mapping, entries if isinstance(entries, list) else ()):
        languages = entry.get("languages")
        subset = entry.get("hf_subset")
        if not isinstance(languages, list) or not languages:
            continue
        english = all(str(language).startswith("eng") for language in languages)
        if english and subset == _SUBSETS.get(task, subset):
            value = ej.number(entry.get("main_score"))
            if value is None or not -1 <= value <= 1:
                return None
            values.append(value)
    return statistics.mean(values) if values else None


def _means(scores: Mapping[str, Decimal]) -> Iterator[tuple[str, Decimal]]:
    """The means of each kind of task and of all, of those kinds that are complete."""
    kinds: dict[str, Decimal] = {}
    for kind in dict.fromkeys(ENGLISH.values()):
        tasks = [task for task, of in ENGLISH.items() if of == kind]
        if all(task in scores for task in tasks):
            kinds[kind] = statistics.mean(scores[task] for task in tasks)
            yield f"mteb-eng-v2-{kind}", kinds[kind]
    if len(scores) == len(ENGLISH):
        yield "mteb-eng-v2-mean-task", statistics.mean(scores.values())
        yield "mteb-eng-v2-mean-task-type", statistics.mean(kinds.values())
