"""Sources that take several requests arrive as one body, complete and of one state."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fmselect.errors import UpstreamError, UsageError
from fmselect.upstream.exact_json import dump_exact, parse_exact
from fmselect.upstream.fetch import FetchSettings, fetch_source
from fmselect.upstream.lmarena_names import BOARDS
from fmselect.upstream.reading import Progress
from tests.support import unruly_server as server_is
from tests.support.unruly_server import Behaviour, Handler, UnrulyServer

Settings = Callable[..., FetchSettings]
KEY = {"ARTIFICIAL_ANALYSIS_API_KEY": "aa_made-up", "OPENROUTER_API_KEY": "or_made-up"}


def value_of(body: bytes) -> Any:
    """What a body says."""
    return parse_exact(body.decode(), "body")


def arena(rows: list[Any], *, revision: str = "r1", later: str | None = None) -> Behaviour:
    """Hugging Face's rows of a data set, a hundred at a time."""

    def behave(handler: Handler) -> None:
        start = int(handler.query["offset"])
        part = [
            {"row_idx": start + n, "row": row} for n, row in enumerate(rows[start : start + 100])
        ]
        body = dump_exact({"features": [], "rows": part, "num_rows_total": len(rows)}).encode()
        shown = revision if start == 0 or later is None else later
        server_is.answer(body, X_Revision=shown)(handler)

    return behave


@pytest.fixture
def arena_rows(upstream_fixtures: Path) -> list[Any]:
    """132 rows of a leaderboard, as parsed."""
    text = (upstream_fixtures / "lmarena_text_style_control.json").read_text(encoding="utf-8")
    rows: list[Any] = value_of(text.encode())["rows"]
    return rows


def test_a_leaderboard_is_put_together_from_its_pages(
    server: UnrulyServer, settings: Settings, arena_rows: list[Any]
) -> None:
    """Every row in order, digit for digit, and what the board is."""
    url = server.on("/rows", arena(arena_rows))
    fetched = fetch_source("lmarena", settings(url=url, only=("text_style_control",)))
    (board,) = value_of(fetched.body)["boards"]

    assert board["rows"] == arena_rows
    assert isinstance(board["rows"][0]["rating"], Decimal)
    assert board["meta"]["subset"] == "text_style_control"
    assert board["meta"]["n_rows"] == 132
    assert board["meta"]["revision"] == "r1"
    assert fetched.requests == 2
    assert server.seen[1].path == (
        "/rows?dataset=lmarena-ai%2Fleaderboard-dataset&config=text_style_control"
        "&split=latest&offset=100&length=100"
    )


def test_without_a_name_all_boards_are_asked(
    server: UnrulyServer, settings: Settings, arena_rows: list[Any]
) -> None:
    """Those that the catalog has benchmarks for."""
    url = server.on("/rows", arena(arena_rows[:5]))
    boards = value_of(fetch_source("lmarena", settings(url=url)).body)["boards"]

    assert {board["meta"]["subset"] for board in boards} == {board for board, _ in BOARDS}


def test_pages_of_two_revisions_do_not_mix(
    server: UnrulyServer, settings: Settings, arena_rows: list[Any]
) -> None:
    """A board that was published anew in between would have rows of both."""
    url = server.on("/rows", arena(arena_rows, later="r2"))
    with pytest.raises(UpstreamError, match="was changed while it was read"):
        fetch_source("lmarena", settings(url=url, only=("webdev",)))


def test_a_page_with_rows_missing_is_no_board(server: UnrulyServer, settings: Settings) -> None:
    """The number of rows is what the server says it is."""
    url = server.on("/rows", server_is.says({"rows": [], "num_rows_total": 7}))
    with pytest.raises(UpstreamError, match="was changed while it was read"):
        fetch_source("lmarena", settings(url=url, only=("webdev",)))


@pytest.mark.parametrize("total", [None, -1, "many", 10**9])
def test_a_board_of_no_known_size_is_refused(
    server: UnrulyServer, settings: Settings, total: object
) -> None:
    """A million requests are asked of nobody."""
    url = server.on("/rows", server_is.says({"rows": [], "num_rows_total": total}))
    with pytest.raises(UpstreamError, match="does not say how many rows"):
        fetch_source("lmarena", settings(url=url, only=("webdev",)))
    assert len(server.seen) == 1


def test_the_second_time_unchanged_pages_are_not_sent(
    server: UnrulyServer, settings: Settings
) -> None:
    """Each piece has a version of its own."""
    page = b'{"rows": [{"row": {"model_name": "a", "rating": 1500.10}}], "num_rows_total": 1}'
    url = server.on("/rows", server_is.versioned(page, etag='"v1"'))
    first = fetch_source("lmarena", settings(url=url, only=("webdev",)))
    second = fetch_source("lmarena", settings(url=url, only=("webdev",)))

    assert (first.from_cache, second.from_cache) == (False, True)
    assert first.body == second.body
    assert b"1500.10" in first.body


def endpoints(name: str) -> dict[str, Any]:
    """OpenRouter's answer about a model, in the shape its documentation shows."""
    speed = {"p50": 0.25, "p75": 0.35, "p90": 0.48, "p99": 0.85}
    provider = {"provider_name": "OpenAI", "tag": "openai", "latency_last_30m": speed}
    return {"data": {"id": name, "endpoints": [provider]}}


HOSTILE_IDS = (
    "../..",
    "../../etc/passwd",
    "a/b/c",
    "a\nb/c",
    "__proto__",
    "x/" + "y" * 5000,
    "a/b?c",
    None,
)


def test_endpoints_are_asked_for_each_model_of_the_list(
    server: UnrulyServer, settings: Settings
) -> None:
    """One without any is left out, and a name that is none is never part of an address."""
    names = ["openai/gpt-5", "meta/gone", "qwen/qwen3:free", *HOSTILE_IDS]
    url = server.on("/models", server_is.says({"data": [{"id": name} for name in names]}))
    server.on("/models/openai/gpt-5/endpoints", server_is.says(endpoints("openai/gpt-5")))
    server.on("/models/qwen/qwen3%3Afree/endpoints", server_is.says(endpoints("qwen/qwen3:free")))
    steps: list[Progress] = []
    body = fetch_source(
        "openrouter-endpoints", settings(url=url, report=steps.append, environment=KEY)
    ).body

    found = value_of(body)["data"]
    assert [model["id"] for model in found] == ["openai/gpt-5", "qwen/qwen3:free"]
    assert sorted(seen.path for seen in server.seen[1:4]) == [
        "/models/meta/gone/endpoints",
        "/models/openai/gpt-5/endpoints",
        "/models/qwen/qwen3%3Afree/endpoints",
    ]
    assert all(len(seen.path) < 100 for seen in server.seen)
    assert {seen.headers["authorization"] for seen in server.seen} == {"Bearer or_made-up"}
    assert steps[-1].unit == "requests"
    assert steps[-1].done == steps[-1].total


def test_only_the_models_that_were_named_are_asked(
    server: UnrulyServer, settings: Settings
) -> None:
    """A name that is not on the list is told, with the nearest one."""
    url = server.on("/models", server_is.says({"data": [{"id": "a/one"}, {"id": "a/two"}]}))
    server.on("/models/a/two/endpoints", server_is.says(endpoints("a/two")))
    fetch_source("openrouter-endpoints", settings(url=url, only=("a/two",), environment=KEY))

    assert [seen.path for seen in server.seen] == ["/models", "/models/a/two/endpoints"]
    with pytest.raises(UsageError) as raised:
        fetch_source("openrouter-endpoints", settings(url=url, only=("a/tow",), environment=KEY))
    assert raised.value.where == "--only"
    assert "a/two" in (raised.value.hint or "")


def test_one_failure_ends_the_whole(server: UnrulyServer, settings: Settings) -> None:
    """Half a data set would look like one that has become smaller."""
    names = [f"a/model-{number}" for number in range(9)]
    url = server.on("/models", server_is.says({"data": [{"id": name} for name in names]}))
    for name in names:
        server.on(f"/models/{name}/endpoints", server_is.says(endpoints(name)))
    server.on("/models/a/model-4/endpoints", server_is.status(500))
    with pytest.raises(UpstreamError, match="HTTP 500") as raised:
        fetch_source("openrouter-endpoints", settings(url=url, environment=KEY))

    assert raised.value.where == f"{url}/a/model-4/endpoints"


def test_a_source_of_one_file_has_no_parts(server: UnrulyServer, settings: Settings) -> None:
    """Asking for some of it would silently bring all."""
    with pytest.raises(UsageError, match="cannot be asked for parts"):
        fetch_source("litellm", settings(url=server.address("/x"), only=("gpt-5",)))


def test_numbered_pages_are_joined(server: UnrulyServer, settings: Settings) -> None:
    """Until one says that it is the last."""

    def page(handler: Handler) -> None:
        number = int(handler.query["page"])
        server_is.says(
            {
                "tier": "free",
                "pagination": {"page": number, "total_pages": 3, "has_more": number < 3},
                "data": [{"slug": f"example-{number}"}],
            }
        )(handler)

    url = server.on("/models", page)
    fetched = fetch_source("artificial-analysis", settings(url=url, environment=KEY))

    assert json.loads(fetched.body) == {
        "tier": "free",
        "data": [{"slug": "example-1"}, {"slug": "example-2"}, {"slug": "example-3"}],
    }
    assert fetched.requests == 3


def test_pages_without_end_are_not_read_for_ever(server: UnrulyServer, settings: Settings) -> None:
    """A free key has a hundred requests a day."""
    url = server.on("/models", server_is.says({"pagination": {"has_more": True}, "data": []}))
    with pytest.raises(UpstreamError, match="has more than 50 pages"):
        fetch_source("artificial-analysis", settings(url=url, environment=KEY))
    assert len(server.seen) == 50


@pytest.mark.parametrize("source", ["artificial-analysis", "openrouter-endpoints", "lmarena"])
def test_another_answer_is_told(server: UnrulyServer, settings: Settings, source: str) -> None:
    """JSON of another shape is not taken for an empty data set."""
    url = server.on("/models", server_is.says({"message": "hello", "num_rows_total": 1}))
    with pytest.raises(UpstreamError, match="the answer has no list"):
        fetch_source(source, settings(url=url, environment=KEY))


def folder(*names: str, kind: str = "file") -> Behaviour:
    """GitHub's list of a folder."""
    return server_is.says([{"name": name, "type": kind} for name in names])


def test_result_files_are_those_of_the_revision_with_most_of_the_benchmark(
    server: UnrulyServer, settings: Settings, upstream_fixtures: Path
) -> None:
    """Scores from model cards are left aside, and so is what is no result."""
    url = server.on("/results")
    revisions = ("external", "no_revision_available", "abc1", "5617a9", "../up")
    server.on("/results/BAAI__bge-m3", folder(*revisions, kind="dir"))
    server.on(
        "/results/BAAI__bge-m3/abc1",
        folder("ArguAna.json", *(f"ArguAna-{n}.json" for n in range(9))),
    )
    files = ("model_meta.json", "STS12.json", "ArguAna.json", "../STS13.json", "ArguAna-NL.json")
    server.on("/results/BAAI__bge-m3/5617a9", folder(*files))
    body = (upstream_fixtures / "mteb_bge_m3_ArguAna-NL.json").read_bytes()
    for name in ("ArguAna", "STS12"):
        path = f"/results/BAAI__bge-m3/5617a9/{name}.json"
        server.on(path, server_is.answer(body, kind="text/plain; charset=utf-8"))
    fetched = fetch_source("mteb", settings(url=url, only=("BAAI/bge-m3",)))
    (model,) = value_of(fetched.body)["models"]

    assert (model["name"], model["revision"]) == ("BAAI/bge-m3", "5617a9")
    assert len(model["results"]) == 2
    assert b'"main_score": 0.52133' in fetched.body
    assert {seen.path.rpartition("/")[2] for seen in server.seen[-2:]} == {
        "ArguAna.json",
        "STS12.json",
    }


@pytest.mark.parametrize(
    ("only", "told"),
    [
        ((), "say which ones to ask for"),
        (("bge-m3",), "is not a model's name"),
        (("../..", "a/b"), "is not a model's name"),
        (("a/b/../c",), "is not a model's name"),
    ],
    ids=["none", "no organisation", "dots", "a path"],
)
def test_result_files_need_a_models_name(
    server: UnrulyServer, settings: Settings, only: tuple[str, ...], told: str
) -> None:
    """Thousands of models have results; nothing is asked before a name is given."""
    url = server.on("/results")
    with pytest.raises(UsageError, match=told) as raised:
        fetch_source("mteb", settings(url=url, only=only))

    assert raised.value.where == "--only"
    assert server.seen == []


def test_a_model_without_results_is_told(server: UnrulyServer, settings: Settings) -> None:
    """Scores that somebody copied from a card are not results of the board."""
    url = server.on("/results")
    server.on("/results/a__b", folder("external", kind="dir"))
    with pytest.raises(UpstreamError, match="has no results of a/b"):
        fetch_source("mteb", settings(url=url, only=("a/b",)))


def test_offline_has_the_whole_of_what_came_in_pieces(
    server: UnrulyServer, settings: Settings, arena_rows: list[Any]
) -> None:
    """Kept under what was asked for: another choice of boards is another answer."""
    url = server.on("/rows", arena(arena_rows))
    whole = fetch_source("lmarena", settings(url=url, only=("webdev",)))
    kept = fetch_source("lmarena", settings(url=url, only=("webdev",), offline=True))

    assert kept.body == whole.body
    with pytest.raises(UpstreamError, match="no answer of this address is kept"):
        fetch_source("lmarena", settings(url=url, offline=True))
