"""`fmselect catalog sync` over HTTP: what is served ends in the files, or nothing does."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.load import load_catalog_files
from fmselect.upstream.sources import SOURCES
from tests.support import unruly_server as server_is
from tests.support.unruly_server import Behaviour, UnrulyServer

Call = Callable[..., Any]
Snapshot = Callable[[Path], dict[str, bytes]]
FILES = {
    "genai-prices": "genai_prices.json",
    "litellm": "litellm.json",
    "models-dev": "models_dev_api.json",
    "openrouter": "openrouter.json",
}
MODEL_PATH = re.compile(r"(models|offers)/[a-z0-9.-]+/[a-z0-9._-]+\.yaml")


@pytest.mark.parametrize("source", FILES)
def test_what_is_served_is_merged_and_cited(
    fmselect: Call,
    server: UnrulyServer,
    catalog: Path,
    upstream_fixtures: Path,
    snapshot: Snapshot,
    source: str,
) -> None:
    """Facts carry address, checksum and day; the second time nothing is sent nor written."""
    body = (upstream_fixtures / FILES[source]).read_bytes()
    url = server.on("/file.json", server_is.versioned(body, etag='"v1"'))
    words = ("catalog", "sync", source, "--url", url, "--into", str(catalog), "--today")
    first = fmselect(*words, "2026-11-24", "--json")
    sha256 = hashlib.sha256(body).hexdigest()

    assert (first.code, first.err) == (0, "")
    assert first.document["fetched"] == {
        "address": url,
        "via": f"{SOURCES[source].cited}#sha256:{sha256[:12]}",
        "sha256": sha256,
        "bytes": len(body),
        "fetched_on": "2026-11-24",
        "unchanged": False,
        "requests": 1,
    }
    assert first.document["written"]
    written = [catalog / file["path"] for file in first.document["written"]]
    assert any(
        f"{SOURCES[source].cited}#sha256:{sha256[:12]}" in path.read_text() for path in written
    )
    assert any("2026-11-24" in path.read_text() for path in written)

    before = snapshot(catalog)
    second = fmselect(*words, "2026-11-25", "--json")
    assert second.document["fetched"]["unchanged"] is True
    assert second.document["written"] == []
    assert snapshot(catalog) == before


def test_a_dry_run_fetches_and_changes_nothing(
    fmselect: Call,
    server: UnrulyServer,
    catalog: Path,
    upstream_fixtures: Path,
    snapshot: Snapshot,
) -> None:
    """Its report is that of the run that writes, under another verb."""
    body = (upstream_fixtures / "litellm.json").read_bytes()
    url = server.on("/file.json", server_is.answer(body))
    words = ("catalog", "sync", "litellm", "--url", url, "--into", str(catalog))
    before = snapshot(catalog)
    planned = fmselect(*words, "--dry-run", "--json")
    text = fmselect(*words, "--dry-run").out

    assert snapshot(catalog) == before
    assert planned.document["written"] == fmselect(*words, "--json").document["written"]
    assert "would be written" in text
    assert url in text


def test_a_saved_copy_says_the_same_as_the_fetch(
    fmselect: Call,
    server: UnrulyServer,
    catalog: Path,
    upstream_fixtures: Path,
    tmp_path: Path,
    snapshot: Snapshot,
) -> None:
    """`--save` here and `--from` on a machine without network, or `--offline` on this one."""
    body = (upstream_fixtures / "litellm.json").read_bytes()
    url = server.on("/file.json", server_is.answer(body))
    copy = tmp_path / "saved.json"
    into = ("--into", str(catalog), "--dry-run", "--json", "--today", "2026-11-24")
    words = ("catalog", "sync", "litellm")
    fetched = fmselect(*words, "--url", url, "--save", str(copy), *into).document
    saved = fmselect(*words, "--from", str(copy), *into).document
    offline = fmselect(*words, "--url", url, "--offline", *into).document

    assert copy.read_bytes() == body
    assert len(server.seen) == 1
    for answer in (saved, offline):
        assert answer["new_offers"] == fetched["new_offers"]
        assert answer["fetched"]["sha256"] == fetched["fetched"]["sha256"]
    assert not [path for path in snapshot(catalog) if path.startswith("offers/")]


PAGE = b"<html>Please sign in</html>"
FAILURES: dict[str, tuple[Behaviour, str]] = {
    "a sign-in page": (server_is.answer(PAGE, kind="text/html"), "web page"),
    "not there": (server_is.status(404), "HTTP 404"),
    "forbidden": (server_is.status(403), "HTTP 403"),
    "half a file": (server_is.answer(b'{"gpt-5": '), "not JSON"),
    "another file": (server_is.answer(b'{"gpt-5": {}}'), "does not look like this upstream"),
    "an empty file": (server_is.answer(b""), "empty"),
    "a wait of an hour": (server_is.status(429, Retry_After="3600"), "3,600 seconds"),
    "a trouble that stays": (server_is.status(503), "HTTP 503"),
    "silence": (server_is.hang, "within 0.4 seconds"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_is_exit_code_5_and_leaves_the_catalog_alone(
    fmselect: Call, server: UnrulyServer, catalog: Path, snapshot: Snapshot, failure: str
) -> None:
    """Nothing on stdout; on stderr what failed, where, and what to do, without the secret."""
    behaviour, told = FAILURES[failure]
    url = server.on("/file.json", behaviour) + "?token=do-not-tell"
    before = snapshot(catalog)
    words = ("catalog", "sync", "openrouter", "--url", url, "--into", str(catalog))
    for style in ((), ("--json",), ("--debug",), ("-v",)):
        answer = fmselect(*words, "--timeout", "0.4", *style)
        assert (answer.code, answer.out) == (5, "")
        assert told in answer.err
        assert "do-not-tell" not in answer.err
        assert "Traceback" not in answer.err
    answer = fmselect(*words, "--timeout", "0.4", "--json")
    error = json.loads(answer.err)["error"]

    assert error["kind"] == "network"
    assert error["where"].startswith(server.address("/file.json?token=..."))
    assert error["hint"]
    assert snapshot(catalog) == before


HOSTILE_NAMES = (
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    "openai/../../evil",
    "__proto__",
    "constructor/prototype",
    "openai/new\nline",
    "openai/\x1b]0;title\x07\x1b[31mred",
    "openai/nul\x00",
    "openai/" + "long" * 2000,
    "openai/ spaces ",
    "openai/quote\"'`$(touch evil)",
    "OPENAI/..%2f..%2fevil",
    "con/aux",
    "openai/\u202eright-to-left",
    "openai/a@b",
    "openai/gpt-5\\..\\evil",
    "",
    " ",
    "-rf",
    "& !anchor *alias",
)


def hostile_openrouter() -> object:
    """Hostile names and numbers in the shape of OpenRouter."""
    return {
        "data": [
            {
                "id": name,
                "name": name,
                "context_length": 10**30,
                "pricing": {"prompt": "1e999999999", "completion": "-1e-999999999"},
            }
            for name in HOSTILE_NAMES
        ]
        + [
            {"id": name, "context_length": 8192, "pricing": {"prompt": "0.000001"}}
            for name in HOSTILE_NAMES
        ]
    }


HOSTILE_COSTS: tuple[object, ...] = (
    *(1e-6, 1e300, -1, "1e999999999", "NaN", None, [], {}, True, 0),
    *(10**40, "0x10", "1_000", " 1 ", "1e-999999999"),
)


def hostile_litellm() -> object:
    """The same in the shape of LiteLLM."""
    providers = cycle(("openai", "../openai", "azure\n", ""))
    costs = cycle(HOSTILE_COSTS)
    return {
        name: {
            "litellm_provider": next(providers),
            "mode": "chat",
            "input_cost_per_token": next(costs),
            "output_cost_per_token": next(costs),
            "max_input_tokens": 10**40,
            "source": name,
            "deprecation_date": name,
        }
        for name in (*HOSTILE_NAMES, *(f"gpt-5-{cost}" for cost in HOSTILE_COSTS), "gpt-5")
    }


def hostile_models_dev() -> object:
    """The same in the shape of models.dev."""
    models = {
        name: {
            "id": name,
            "name": name,
            "cost": {"input": 1e308, "output": 5e-324},
            "limit": {"context": -1, "output": 10**300},
            "modalities": {"input": [name], "output": ["text"]},
            "release_date": name,
        }
        for name in HOSTILE_NAMES
    }
    return {key: {"id": key, "models": models} for key in ("openai", *HOSTILE_NAMES)}


def hostile_genai_prices() -> object:
    """The same in the shape of genai-prices."""
    return [
        {
            "id": provider,
            "models": [
                {"id": name, "match": {"equals": name}, "prices": {"input_mtok": 1e300}}
                for name in HOSTILE_NAMES
            ],
        }
        for provider in ("openai", *HOSTILE_NAMES)
    ]


HOSTILE: dict[str, Callable[[], object]] = {
    "openrouter": hostile_openrouter,
    "litellm": hostile_litellm,
    "models-dev": hostile_models_dev,
    "genai-prices": hostile_genai_prices,
}


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_names_and_numbers_reach_no_path_and_no_terminal(
    fmselect: Call,
    server: UnrulyServer,
    catalog: Path,
    tmp_path: Path,
    snapshot: Snapshot,
    source: str,
) -> None:
    """Every file that is written has a plain name inside the catalog, and is a valid record."""
    body = json.dumps(HOSTILE[source]()).encode()
    url = server.on("/file.json", server_is.answer(body))
    before = {*snapshot(tmp_path)}
    words = ("catalog", "sync", source, "--url", url, "--into", str(catalog))
    for style in ((), ("-v",)):
        answer = fmselect(*words, *style)
        assert answer.code in (0, 5), answer.err
        assert answer.code == 0 or "does not look like" in answer.err
        assert all(c.isprintable() or c == "\n" for c in answer.out + answer.err)
    new = {path for path in {*snapshot(tmp_path)} - before if not path.startswith("cache/")}

    assert all(path.startswith("catalog/") for path in new)
    names = [path.removeprefix("catalog/") for path in new]
    assert [name for name in names if not MODEL_PATH.fullmatch(name)] == []
    assert not (tmp_path / "evil").exists()
    assert load_catalog_files([catalog]).problems == []


def test_a_folder_that_is_only_called_catalog_is_left_alone(
    fmselect: Call, server: UnrulyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said before anything is asked; a catalog is changed where nothing else is named."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "catalog").mkdir()
    url = server.on("/file.json", server_is.says({"data": []}))
    words = ("catalog", "sync", "openrouter", "--url", url)
    answer = fmselect(*words)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: --into: there is no catalog in the folder catalog")
    assert server.seen == []
    (tmp_path / "catalog" / "tasks").mkdir()
    (tmp_path / "catalog" / "models").mkdir()
    assert fmselect(*words, "--json").document["into"] == "catalog"


def test_data_for_own_use_never_enter_a_catalog_that_is_passed_on(
    fmselect: Call, server: UnrulyServer, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said before anything is asked."""
    monkeypatch.setenv("ARTIFICIAL_ANALYSIS_API_KEY", "aa_made-up")
    url = server.on("/models", server_is.says({"data": []}))
    words = ("catalog", "sync", "artificial-analysis", "--url", url, "--into", str(catalog))
    answer = fmselect(*words)

    assert answer.code == 2
    assert "for your own use" in answer.err
    assert server.seen == []


def test_what_a_data_set_has_and_nobody_reads_is_named_with_the_reason(
    fmselect: Call, server: UnrulyServer, catalog: Path
) -> None:
    """Of Epoch's benchmarks those the catalog has no place for; all of them, before anything."""
    names = [f"Nobody's {number}" for number in range(12)]
    rows = [f"0.5,{name},gpt-5" for name in (*names, "METR Time Horizons", "METR Time Horizons")]
    table = "\n".join(("performance,benchmark,model_version", *rows)).encode()
    url = server.on("/eci.csv", server_is.answer(table, kind="text/csv"))
    words = ("catalog", "sync", "epoch", "--url", url, "--into", str(catalog), "--dry-run")
    answer = fmselect(*words)

    assert answer.code == 0
    assert "Not read:\n  the catalog has no such benchmark (12 rows):\n" in answer.out
    assert all(name in answer.out for name in names)
    assert fmselect(*words, "--json").document["left_out"] == [
        {"reason": "the catalog has no such benchmark", "names": sorted(names), "rows": 12},
        {
            "reason": "squeezed between 0 and 1 in a way that is not published",
            "names": ["METR Time Horizons"],
            "rows": 2,
        },
    ]
