"""The catalog we ship: it loads, lints, answers every task, and knows the names people use."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from fmselect.catalog.compile import MODEL_TYPES
from fmselect.catalog.lint import lint
from fmselect.catalog.load import LoadedCatalog, load_catalog_files
from fmselect.catalog.locate import compiled_from
from fmselect.catalog.stamp import stamp_of
from fmselect.catalog.stats import stats
from fmselect.catalog.store import CompiledCatalog, open_catalog
from fmselect.domain.requirements import TASKS


@pytest.fixture(scope="session")
def loaded(project: Path) -> LoadedCatalog:
    """The records of the catalog."""
    return load_catalog_files([project / "catalog"])


@pytest.fixture(scope="session")
def catalog(project: Path) -> CompiledCatalog:
    """The catalog, compiled and opened."""
    return open_catalog(compiled_from([project / "catalog"]))


def test_it_loads(loaded: LoadedCatalog) -> None:
    """Every file is a valid record."""
    assert [str(problem) for problem in loaded.problems] == []


def test_it_lints(project: Path) -> None:
    """No rule finds an error or a doubt, on a day of its own: the newest fact decides, no clock."""
    newest = stats(project / "catalog")["facts"]["newest"]
    day = date.fromisoformat(newest if len(newest) == 10 else f"{newest}-28")

    found = [str(f) for f in lint(project / "catalog", today=day) if f.severity != "info"]
    assert found == []


def test_there_is_a_task_for_every_name(catalog: CompiledCatalog) -> None:
    """The tasks people can name are those the catalog describes."""
    assert set(catalog.ids("tasks")) == set(TASKS)


@pytest.mark.parametrize("name", TASKS)
def test_every_task_has_candidates(name: str, catalog: CompiledCatalog) -> None:
    """Each task has offers with a price, and models with evidence where its domain has any."""
    task = catalog.task(name)
    rows = catalog.candidates(task)

    assert len([row for row in rows if row.price and row.price.billing != "self-hosted"]) >= 20
    assert len({row.model for row in rows}) >= 20
    if name != "reranking":  # no open leaderboard of rerankers is in the catalog
        assert len({row.model for row in rows if row.capability}) >= 10


@pytest.mark.parametrize("type_", MODEL_TYPES)
def test_open_weights_can_be_hosted(type_: str, catalog: CompiledCatalog) -> None:
    """Every type has models to run on your own machines."""
    task = next(catalog.task(name) for name in TASKS if catalog.task(name).type == type_)

    assert any(row.privacy.self_hosted for row in catalog.candidates(task))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("gpt-5", "openai/gpt-5"),
        ("GPT-4o", "openai/gpt-4o"),
        ("o3", "openai/o3"),
        ("gpt-oss-120b", "openai/gpt-oss-120b"),
        ("Claude Opus 4.5", "anthropic/claude-opus-4-5"),
        ("claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"),
        ("Gemini 2.5 Pro", "google/gemini-2.5-pro"),
        ("gemini-2.5-flash", "google/gemini-2.5-flash"),
        ("llama-3.3-70b-instruct", "meta/llama-3.3-70b-instruct"),
        ("deepseek-r1", "deepseek/deepseek-r1"),
        ("grok-4", "xai/grok-4"),
        ("text-embedding-3-large", "openai/text-embedding-3-large"),
        ("bge-m3", "baai/bge-m3"),
        ("whisper-large-v3", "openai/whisper-large-v3"),
        ("dall-e-3", "openai/dall-e-3"),
    ],
)
def test_names_people_know(name: str, id_: str, catalog: CompiledCatalog) -> None:
    """A model is found by the name its maker and its users give it."""
    assert catalog.record("models", name)["id"] == id_


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("providers", "openai"),
        ("providers", "anthropic"),
        ("licenses", "Apache-2.0"),
        ("licenses", "mit"),
        ("benchmarks", "lmarena-text-elo"),
        ("offers", "openai/openai/gpt-4o"),
    ],
)
def test_records_of_every_kind(kind: str, name: str, catalog: CompiledCatalog) -> None:
    """Providers, licences, benchmarks and offers are found by their ids."""
    assert catalog.record(kind, name)["id"].lower() == name.lower()


def test_every_offer_has_its_records(catalog: CompiledCatalog) -> None:
    """Each row of each type leads to its own offer, model and provider."""
    for type_ in MODEL_TYPES:
        task = next(catalog.task(name) for name in TASKS if catalog.task(name).type == type_)
        rows = catalog.candidates(task)
        for row in rows[:: max(1, len(rows) // 25)]:
            record = catalog.offer_record(row.position, type_)

            assert record["id"] == row.offer
            assert record["model_record"]["id"] == row.model
            assert record["provider_record"]["id"] == row.provider


def test_no_price_is_zero_but_free_ones(catalog: CompiledCatalog) -> None:
    """Unknown is never free: a rate of nothing belongs to an offer that says so."""
    for name in TASKS:
        for row in catalog.candidates(catalog.task(name)):
            if row.price and row.price.billing not in ("free", "self-hosted"):
                assert row.price.base.input != 0
                assert all(unit.usd > 0 for unit in row.price.units)


def test_reading_costs_little(project: Path, catalog: CompiledCatalog) -> None:
    """All offers of the largest type are read in less processor time than `import typer` takes."""
    script = """
        import sys, time
        from pathlib import Path
        from fmselect.catalog.store import open_catalog
        def spent():
            started = time.process_time()
            catalog = open_catalog(Path(sys.argv[1]))
            catalog.candidates(catalog.task("coding"))
            return time.process_time() - started
        reading = min(spent() for _ in range(5))
        started = time.process_time()
        import typer
        print(reading / (time.process_time() - started))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(catalog.folder)],
        env={"PYTHONPATH": str(project / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert float(done.stdout) < 1


def test_it_has_one_stamp(loaded: LoadedCatalog, catalog: CompiledCatalog) -> None:
    """What lint reads is what is asked: the same digest, build and ages."""
    assert stamp_of(loaded) == catalog.stamp
