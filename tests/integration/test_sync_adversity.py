"""Full disks, a second program, clocks that are wrong, and upstreams that talk nonsense."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.strict_yaml import read_yaml
from fmselect.catalog.transaction import exclusive
from tests.support import unruly_server as server_is
from tests.support.unruly_server import Handler, UnrulyServer

Call = Callable[..., Any]
Snapshot = Callable[[Path], dict[str, bytes]]
OFFERS = Path("offers", "openrouter", "openai.yaml")


def model(name: str, prompt: str, completion: str, **more: object) -> dict[str, Any]:
    """A model as OpenRouter lists it, in dollars per token."""
    return {"id": name, "pricing": {"prompt": prompt, "completion": completion}, **more}


def listed(*models: dict[str, Any]) -> bytes:
    """A list of models as OpenRouter serves it."""
    return json.dumps({"data": models}).encode()


GOOD = model("openai/gpt-5", "0.00000125", "0.00001")


@pytest.fixture
def sync(fmselect: Call, server: UnrulyServer, catalog: Path) -> Call:
    """A sync of the catalog with what the server says of these models, on a day."""

    def run(*models: dict[str, Any], words: tuple[str, ...] = (), day: str = "2026-11-24") -> Any:
        url = server.on("/models", server_is.answer(listed(*models)))
        into = ("--url", url, "--into", str(catalog), "--today", day, "--json")
        return fmselect("catalog", "sync", "openrouter", *into, *words)

    return run


def prices(catalog: Path) -> list[dict[str, Any]]:
    """The price lists of gpt-5 at OpenRouter."""
    found: list[dict[str, Any]] = read_yaml(catalog / OFFERS).data["offers"][0]["prices"]
    return found


def test_prices_that_are_confirmed_are_counted_and_renewed_when_asked(
    sync: Call, catalog: Path, snapshot: Snapshot
) -> None:
    """From server to file: the date moves with `--renew` alone, and a dry run says so first."""
    sync(GOOD)
    before = snapshot(catalog)
    counted = sync(GOOD, day="2026-12-24").document
    asked = sync(GOOD, day="2026-12-24", words=("--renew", "--dry-run")).document
    assert counted["confirmed_prices"] == ["openrouter/openai/gpt-5"]
    assert counted["renewed_prices"] == []
    assert asked["renewed_prices"] == ["openrouter/openai/gpt-5"]
    assert snapshot(catalog) == before

    done = sync(GOOD, day="2026-12-24", words=("--renew",)).document
    assert done["written"] == [
        {**asked["written"][0], "changes": ["1 price confirmed: the date renewed"]}
    ]
    old, new = (text.decode().splitlines() for text in (before[OFFERS.as_posix()], *news(catalog)))
    assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] == [
        ("        observed: 2026-11-24", "        observed: 2026-12-24")
    ]


def news(catalog: Path) -> tuple[bytes]:
    """The file of offers as it is now."""
    return ((catalog / OFFERS).read_bytes(),)


@pytest.mark.parametrize(
    ("prompt", "completion"),
    [
        ("0.00125", "0.01"),
        ("1.25e-9", "1e-8"),
        ("0.00001", "0.00000125"),
        ("0." + "1" * 50_000, "0.00001"),
    ],
    ids=["x 1000", "/ 1000", "exchanged", "endless"],
)
def test_nonsense_of_another_source_is_not_written_beside_ours(
    sync: Call, catalog: Path, prompt: str, completion: str
) -> None:
    """It would widen every cost that is shown: it waits, unless a person lets it through."""
    sync(GOOD)
    path = catalog / OFFERS
    text = path.read_text(encoding="utf-8")
    others = text.replace("https://openrouter.ai/api/v1/models#", "pkg:pypi/litellm@1#")
    path.write_text(others, encoding="utf-8")
    assert others != text
    answer = sync(model("openai/gpt-5", prompt, completion)).document

    assert path.read_text(encoding="utf-8") == others
    assert [held["record"] for held in answer["held"]] == ["openrouter/openai/gpt-5"]
    assert answer["discrepancies"] == []
    sync(model("openai/gpt-5", prompt, completion), words=("--accept", "openrouter/openai/gpt-5"))
    assert prices(catalog)[0]["disputed_by"][0]["input_usd_per_million_tokens"]


@pytest.mark.parametrize("price", ["-0.00125", "NaN", "Infinity", "1e999999999", "1e-400", "free"])
def test_what_is_no_price_changes_nothing(
    sync: Call, catalog: Path, snapshot: Snapshot, price: str
) -> None:
    """Neither a price nor a dispute."""
    sync(GOOD)
    before = snapshot(catalog)
    answer = sync(model("openai/gpt-5", price, price), day="2026-11-25")

    assert (answer.code, snapshot(catalog)) == (0, before)


@pytest.mark.parametrize(
    "twin", ["OpenAI/GPT-5", "openai/gpt-5", "openai/GPT_5"], ids=["case", "the same", "separator"]
)
def test_a_name_that_stands_twice_at_two_prices_proposes_none(
    sync: Call, catalog: Path, twin: str
) -> None:
    """Which one is meant nobody can tell, least of all their order."""
    answer = sync(GOOD, model(twin, "0.00000125", "0.00002"))

    assert not (catalog / OFFERS).exists()
    assert [line.partition(": ")[2] for line in answer.document["findings"]] == [
        f"{min('openai/gpt-5', twin)}: stands there twice, at two prices"
    ]
    same = sync(GOOD, model(twin, "0.00000125", "0.00001")).document
    assert same["new_offers"] == ["openrouter/openai/gpt-5"]


def test_a_name_that_windows_does_not_give_is_no_model(
    fmselect: Call, catalog: Path, tmp_path: Path
) -> None:
    """A catalog with such a file could not be checked out there."""
    names = ("openai/aux", "openai/com1.5", "nul/x", "openai/auxiliary", "openai/gpt-5.con")
    about = {"limit": {"context": 8192}, "modalities": {"input": ["text"], "output": ["text"]}}
    models = {name: {"id": name, "name": name, **about} for name in names}
    file = tmp_path / "models.json"
    file.write_text(json.dumps(models), encoding="utf-8")
    into = ("--from", str(file), "--into", str(catalog), "--today", "2026-11-24", "--json")
    answer = fmselect("catalog", "sync", "models-dev-models", *into)

    assert answer.document["new_models"] == ["openai/auxiliary", "openai/gpt-5.con"]


def _running(cache: Path, catalog: Path, file: Path, **more: Any) -> subprocess.Popen[str]:
    """A sync in a process of its own."""
    words = ("--from", str(file), "--into", str(catalog), "--today", "2026-11-24")
    return subprocess.Popen(
        [sys.executable, "-m", "fmselect", "catalog", "sync", "openrouter", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "FMSELECT_CACHE": str(cache)},
        **more,
    )


@pytest.mark.parametrize("most_bytes", [0, 200, 4096])
def test_a_disk_that_is_full_leaves_the_catalog_as_it_was(
    catalog: Path, cache: Path, tmp_path: Path, snapshot: Snapshot, most_bytes: int
) -> None:
    """Exit code 4, nothing on stdout, nothing half-written; with room it works."""
    for number in range(30):
        path = catalog / "models" / "lab" / f"model-{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("name: Model\ntype: language\n", encoding="utf-8")
    file = tmp_path / "prices.json"
    models = (model(f"lab/model-{n}", "0.000001", "0.000002") for n in range(30))
    file.write_bytes(listed(GOOD, *models))
    before = snapshot(catalog)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    out, err = _running(cache, catalog, file, preexec_fn=limited).communicate()
    assert out == ""
    assert err.startswith(f"error: {catalog}: the catalog cannot be written: ")
    assert "hint: nothing was changed" in err
    assert snapshot(catalog) == before
    assert not (catalog / "offers").exists()

    roomy = _running(cache, catalog, file)
    roomy.communicate()
    assert roomy.returncode == 0
    assert (catalog / "offers" / "openrouter" / "lab.yaml").is_file()


def test_a_second_sync_waits_for_nobody_and_changes_nothing(
    catalog: Path, cache: Path, tmp_path: Path, snapshot: Snapshot
) -> None:
    """It says that another program is at it; a dry run may look on."""
    file = tmp_path / "prices.json"
    file.write_bytes(listed(GOOD))
    before = snapshot(catalog)
    with exclusive(catalog):
        second = _running(cache, catalog, file)
        out, err = second.communicate()
        assert (second.returncode, out) == (2, "")
        assert err.startswith(f"error: {catalog}: another program is changing this catalog")
        assert snapshot(catalog) == before


@pytest.mark.parametrize(
    ("served", "told"),
    [
        ("Tue, 24 Nov 2020 12:00:00 GMT", True),
        ("Mon, 24 Nov 2098 12:00:00 GMT", True),
        ("no date", False),
        ("", False),
    ],
)
def test_a_clock_that_is_years_off_is_told(
    fmselect: Call, server: UnrulyServer, catalog: Path, served: str, *, told: bool
) -> None:
    """By the server's own: what is fetched would be recorded under a wrong day."""
    url = server.on("/models", server_is.answer(listed(GOOD), Date=served))
    words = ("catalog", "sync", "openrouter", "--url", url, "--into", str(catalog), "--dry-run")
    answer = fmselect(*words)

    assert answer.code == 0
    assert ("run it again with --today" in answer.err) is told
    assert "run it again" not in fmselect(*words, "--today", "2026-11-24").err


def test_a_clock_that_was_set_back_makes_no_fact_older(
    sync: Call, catalog: Path, snapshot: Snapshot
) -> None:
    """The copy at hand is of a later day than today: prices and their dates stay."""
    sync(GOOD)
    before = snapshot(catalog)
    answer = sync(GOOD, day="2020-01-01", words=("--renew",)).document
    dearer = sync(model("openai/gpt-5", "0.000002", "0.00001"), day="2020-01-01").document

    assert answer["written"] == dearer["written"] == []
    assert snapshot(catalog) == before


def unasked_304(handler: Handler) -> None:
    """Nothing has changed, to whoever never asked."""
    handler.start(304, {"ETag": '"1"'})


def wait_a_year(handler: Handler) -> None:
    """Come back next year."""
    handler.start(429, {"Retry-After": "31536000"})


def to_a_file(handler: Handler) -> None:
    """Look on your own disk."""
    handler.start(302, {"Location": "file:///etc/passwd"})


def twice_packed(handler: Handler) -> None:
    """Packed, and packed again."""
    server_is.answer(b"x", Content_Encoding="gzip, gzip")(handler)


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (unasked_304, "answers with HTTP 304"),
        (wait_a_year, "asks to wait 31,536,000 seconds"),
        (to_a_file, "is redirected from http to file, which is not followed"),
        (twice_packed, "is compressed as 'gzip, gzip', not asked for"),
    ],
)
def test_a_server_that_talks_nonsense_is_exit_code_5_at_once(
    fmselect: Call,
    server: UnrulyServer,
    catalog: Path,
    snapshot: Snapshot,
    behaviour: server_is.Behaviour,
    told: str,
) -> None:
    """One request, the catalog as it was, and the trouble in words."""
    before = snapshot(catalog)
    url = server.on("/models", behaviour)
    answer = fmselect("catalog", "sync", "openrouter", "--url", url, "--into", str(catalog))

    assert (answer.code, answer.out) == (5, "")
    assert told in answer.err
    assert len(server.seen) == 1
    assert snapshot(catalog) == before
