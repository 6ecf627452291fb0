"""The sources of several requests, from their server into a catalog's files."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog import locate
from fmselect.catalog.load import load_catalog_files
from fmselect.upstream.mteb import ENGLISH
from fmselect.upstream.mteb_boards import BOARDS
from tests.support import unruly_server as server_is
from tests.support.unruly_server import Handler, UnrulyServer

Call = Callable[..., Any]
Snapshot = Callable[[Path], dict[str, bytes]]
AA_KEY = "aa_made-up-0123456789"
OR_KEY = "or_made-up-0123456789"


@pytest.fixture
def serve(server: UnrulyServer, upstream_fixtures: Path) -> Callable[[str], tuple[str, ...]]:
    """Serve a source as its own servers do; the words of a sync that asks there."""

    def served(source: str) -> tuple[str, ...]:
        url, more = _SERVING[source](server, upstream_fixtures)
        return ("catalog", "sync", source, "--url", url, *more)

    return served


def _endpoints(server: UnrulyServer, fixtures: Path) -> tuple[str, tuple[str, ...]]:
    models = json.loads((fixtures / "openrouter_endpoints.json").read_text())["data"]
    for model in models:
        server.on(f"/models/{model['id']}/endpoints", server_is.says({"data": model}))
    listed = [{"id": model["id"], "pricing": {}} for model in models]
    return server.on("/models", server_is.says({"data": listed})), ()


def _board(server: UnrulyServer, fixtures: Path) -> tuple[str, tuple[str, ...]]:
    board = json.loads((fixtures / "lmarena.json").read_text())
    rows = [{"row": {**row, "leaderboard_publish_date": "2026-11-20"}} for row in board["rows"]]
    whole = {"rows": rows, "num_rows_total": len(rows)}
    return server.on("/rows", server_is.says(whole)), ("--only", "text_style_control")


def _results(server: UnrulyServer, _: Path) -> tuple[str, tuple[str, ...]]:
    url = server.on("/results")
    server.on("/results/BAAI__bge-m3", server_is.says([{"name": "abc", "type": "dir"}]))
    files = [{"name": f"{task}.json", "type": "file"} for task in ENGLISH]
    server.on("/results/BAAI__bge-m3/abc", server_is.says(files))
    for task in ENGLISH:
        subset = {"AmazonCounterfactualClassification": "en", "STS17": "en-en", "STS22.v2": "en"}
        score: dict[str, Any] = {"main_score": 0.5, "hf_subset": subset.get(task, "default")}
        score["languages"] = ["eng-Latn"]
        result = {"task_name": task, "mteb_version": "2.1.0", "scores": {"test": [score]}}
        server.on(f"/results/BAAI__bge-m3/abc/{task}.json", server_is.says(result))
    return url, ("--only", "BAAI/bge-m3")


def _pages(server: UnrulyServer, _: Path) -> tuple[str, tuple[str, ...]]:
    def page(handler: Handler) -> None:
        number = int(handler.query["page"])
        model = {
            "id": str(number),
            "slug": ("gpt-5", "gpt-oss-120b")[number - 1],
            "model_creator": {"name": "OpenAI"},
            "evaluations": {"artificial_analysis_coding_index": 50 + number},
            "performance": {
                "median_output_tokens_per_second": 100,
                "median_time_to_first_token_seconds": 0.5,
            },
        }
        pagination = {"page": number, "has_more": number < 2}
        server_is.says({"tier": "free", "pagination": pagination, "data": [model]})(handler)

    return server.on("/models", page), ()


_SERVING: dict[str, Callable[[UnrulyServer, Path], tuple[str, tuple[str, ...]]]] = {
    "openrouter-endpoints": _endpoints,
    "lmarena": _board,
    "mteb": _results,
    "artificial-analysis": _pages,
}


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, catalog: Path) -> Path:
    """A user with keys, a small bundled catalog, and where their own is: there is none yet."""
    monkeypatch.setattr(locate, "BUNDLED_SOURCE", catalog)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("ARTIFICIAL_ANALYSIS_API_KEY", AA_KEY)
    monkeypatch.setenv("OPENROUTER_API_KEY", OR_KEY)
    return tmp_path / "data" / "fmselect" / "catalog"


@pytest.fixture
def some_of_the_catalog(project: Path, tmp_path: Path) -> Path:
    """The part of this project's catalog that the pieces are about, as a catalog of its own."""
    folder = tmp_path / "part"
    for part in (
        *("providers", "licenses", "tasks", "models/openai", "models/anthropic", "models/google"),
        *("models/baai", "models/deepseek", "offers/fireworks-ai", "offers/groq"),
    ):
        shutil.copytree(project / "catalog" / part, folder / part)
    (folder / "benchmarks").mkdir()
    for pattern in ("lmarena-text*.yaml", "mteb-*.yaml", "rteb-*.yaml"):
        for file in (project / "catalog" / "benchmarks").glob(pattern):
            shutil.copy(file, folder / "benchmarks")
    return folder


@pytest.mark.parametrize(
    ("source", "kind"),
    [("openrouter-endpoints", "offers"), ("lmarena", "benchmarks"), ("mteb", "benchmarks")],
)
@pytest.mark.usefixtures("own")
def test_pieces_end_in_the_files_of_a_catalog(
    fmselect: Call,
    serve: Callable[[str], tuple[str, ...]],
    some_of_the_catalog: Path,
    snapshot: Snapshot,
    source: str,
    kind: str,
) -> None:
    """As facts that are valid and cited; a second run finds nothing new."""
    into = ("--into", str(some_of_the_catalog), "--json", "--today", "2026-11-24")
    words = (*serve(source), *into)
    answer = fmselect(*words)
    assert (answer.code, answer.err) == (0, "")
    written = [file["path"] for file in answer.document["written"]]
    assert any(path.startswith(f"{kind}/") for path in written), answer.out
    texts = snapshot(some_of_the_catalog)
    via = answer.document["fetched"]["via"].encode()
    assert all(via in texts[path] for path in written)
    new = load_catalog_files([some_of_the_catalog]).problems
    assert [problem for problem in new if "does not exist" not in str(problem)] == []

    again = fmselect(*words)
    assert again.document["written"] == []
    assert snapshot(some_of_the_catalog) == texts


def test_what_a_key_brings_ends_in_the_users_own_catalog(
    fmselect: Call, serve: Callable[[str], tuple[str, ...]], own: Path, snapshot: Snapshot
) -> None:
    """Laid over the bundled one, whose models are known; a second run finds nothing new."""
    words = (*serve("artificial-analysis"), "--json", "--today", "2026-11-24")
    answer = fmselect(*words)
    assert (answer.code, answer.err) == (0, "")
    assert answer.document["into"] == str(own)
    assert answer.document["fetched"]["requests"] == 2
    texts = snapshot(own)
    assert "models/openai/gpt-5.yaml" in texts
    via = answer.document["fetched"]["via"].encode()
    assert all(via in text for text in texts.values())
    assert load_catalog_files([locate.source_folder(), own]).problems == []

    again = fmselect(*words)
    assert again.document["written"] == []
    assert snapshot(own) == texts


def test_what_holders_of_a_key_get_is_attributed(
    fmselect: Call, serve: Callable[[str], tuple[str, ...]], own: Path, snapshot: Snapshot
) -> None:
    """Each fact names its source, and the answer says whose data they are."""
    answer = fmselect(*serve("artificial-analysis"), "--today", "2026-11-24")

    assert answer.code == 0
    assert "data by Artificial Analysis, https://artificialanalysis.ai/; for your own use" in (
        answer.out
    )
    speeds = snapshot(own)["models/openai/gpt-5.yaml"].decode()
    assert "source: https://artificialanalysis.ai/" in speeds


@pytest.mark.usefixtures("own")
def test_the_boards_of_a_model_that_are_complete_each_get_its_mean(
    fmselect: Call, server: UnrulyServer, some_of_the_catalog: Path
) -> None:
    """Of the served files only those that some board has are asked for, and read leanly."""
    tasks = {name: run for name, runs in BOARDS.items() for name, run in runs.items()}
    url = server.on("/results")
    server.on("/results/BAAI__bge-m3", server_is.says([{"name": "abc", "type": "dir"}]))
    names = [*tasks, *(f"Unwanted{n}" for n in range(30))]
    files = [{"name": f"{task}.json", "type": "file"} for task in names]
    server.on("/results/BAAI__bge-m3/abc", server_is.says(files))
    for task, run in tasks.items():
        subsets = ["default"] if run.subsets == 1 else [f"s{n}" for n in range(run.subsets)]
        entries = [
            {"main_score": 0.5, "hf_subset": name, "languages": ["deu-Latn"], "ndcg_at_1": 0.3}
            for name in subsets
        ]
        scores = dict.fromkeys(run.splits, entries)
        result = {"task_name": task, "mteb_version": "2.1.0", "scores": scores}
        server.on(f"/results/BAAI__bge-m3/abc/{task}.json", server_is.says(result))
    into = ("--into", str(some_of_the_catalog), "--today", "2026-11-24", "-v", "--json")
    answer = fmselect("catalog", "sync", "mteb", "--url", url, "--only", "BAAI/bge-m3", *into)

    document = answer.document
    assert document["fetched"]["requests"] == len(tasks) + 2
    assert document["fetched"]["bytes"] < 300_000
    changed = {Path(file["path"]).stem for file in document["written"]}
    shown = {found["record"] for found in document["discrepancies"]}
    there = {name for name in BOARDS if (some_of_the_catalog / f"benchmarks/{name}.yaml").is_file()}
    assert there - changed - shown == set()
    assert len(there) == 12
    assert all(found["theirs"] in ("50", "50.0") for found in document["discrepancies"])


@pytest.mark.parametrize("source", ["artificial-analysis", "openrouter-endpoints"])
@pytest.mark.usefixtures("own")
def test_no_key_is_left_anywhere(
    fmselect: Call,
    server: UnrulyServer,
    serve: Callable[[str], tuple[str, ...]],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    source: str,
) -> None:
    """Not in the answer, on stderr, in a log, in the catalog, in the cache or in a saved file."""
    caplog.set_level(logging.DEBUG)
    words = (*serve(source), "--into", str(tmp_path / "mine"))
    told = ""
    for style in ((), ("--json",), ("-v", "--debug"), ("--save", str(tmp_path / "saved.json"))):
        told += "".join(map(str, fmselect(*words, *style)))
    for path in server.routes:
        server.on(path, server_is.status(401))
        told += "".join(map(str, fmselect(*words, "--debug", "-v")))

    header, sent = {
        "artificial-analysis": ("x-api-key", AA_KEY),
        "openrouter-endpoints": ("authorization", f"Bearer {OR_KEY}"),
    }[source]
    assert {seen.headers[header] for seen in server.seen} == {sent}
    assert "does not accept the key in" in told
    assert (tmp_path / "saved.json").is_file()
    for secret in (AA_KEY, OR_KEY):
        assert secret not in told + caplog.text
        for file in tmp_path.rglob("*"):
            assert not file.is_file() or secret.encode() not in file.read_bytes()


def test_without_a_key_the_variable_is_named(
    fmselect: Call, serve: Callable[[str], tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, before anything is asked."""
    monkeypatch.delenv("ARTIFICIAL_ANALYSIS_API_KEY", raising=False)
    answer = fmselect(*serve("artificial-analysis"))

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: ARTIFICIAL_ANALYSIS_API_KEY: Artificial Analysis answers")
