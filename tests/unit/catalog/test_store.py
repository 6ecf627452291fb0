"""The compiled catalog, opened: tasks, candidates, records and names."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from fmselect.catalog.compile import compile_catalog
from fmselect.catalog.store import CompiledCatalog, open_catalog
from fmselect.domain.candidate import Price, Rates, UnitPrice
from fmselect.domain.catalog import Catalog, Latency
from fmselect.errors import InvalidFileError, UsageError

WriteFiles = Callable[..., Path]


def test_it_is_a_catalog(small_compiled: CompiledCatalog) -> None:
    """What is opened is what the engine reads, stamp included."""
    catalog: Catalog = small_compiled

    assert catalog.stamp["build"].startswith("2026-11-12-")
    assert len(catalog.stamp["digest"]) == 64


def test_a_task(small_compiled: CompiledCatalog) -> None:
    """A task comes with everything the engine prices and times an offer against."""
    task = small_compiled.task("coding")

    assert (task.type, task.domain) == ("language", "coding")
    assert task.workload == {
        "requests": 10000.0,
        "input_tokens": 4000.0,
        "output_tokens": 800.0,
        "cached_input_share": 0.5,
    }
    assert task.priorities == ("capability", "cost", "latency")
    assert task.cost_bad == Price("token", Rates(5.0, 25.0))
    assert task.latency_good == Latency(0.4, 200.0)
    assert task.unknown_speed is not None
    assert task.capability_scale == "provisional"


def test_a_task_priced_by_unit(small_compiled: CompiledCatalog) -> None:
    """A task without tokens has anchors by its unit, and no latency."""
    task = small_compiled.task("image-generation")

    assert task.cost_good == Price("unit", units=(UnitPrice("image", 0.005),))
    assert (task.latency_good, task.unknown_speed) == (None, None)


def test_every_task_has_candidates(small_compiled: CompiledCatalog) -> None:
    """Each task has offers of its type, ordered by id, that know their row."""
    for name in small_compiled.ids("tasks"):
        rows = small_compiled.candidates(small_compiled.task(name))

        assert rows
        assert [row.offer for row in rows] == sorted(row.offer for row in rows)
        assert [row.position for row in rows] == list(range(len(rows)))


def test_capability_is_of_the_tasks_domain(small_compiled: CompiledCatalog) -> None:
    """A model's estimate is the one of the task asked for; a domain without evidence has none."""
    by_task = {
        name: {
            row.model: row.capability
            for row in small_compiled.candidates(small_compiled.task(name))
        }
        for name in ("chat", "coding", "vision")
    }

    chat, coding = by_task["chat"], by_task["coding"]
    assert chat["acme/atlas-2"].estimate == 100.0  # type: ignore[union-attr]
    assert chat["nimbus/cirrus-code"] != coding["nimbus/cirrus-code"]
    assert coding["example/quill-8b"] is None
    assert set(by_task["vision"].values()) == {None}


def test_the_record_of_a_row(small_compiled: CompiledCatalog) -> None:
    """A row leads to its whole offer, with its model and its provider and all their sources."""
    rows = small_compiled.candidates(small_compiled.task("chat"))
    row = next(row for row in rows if row.offer == "northhost/example/quill-70b")
    record = small_compiled.offer_record(row.position, "language")

    assert record["id"] == "northhost/example/quill-70b"
    assert record["prices"][0]["input_usd_per_million_tokens"] == 0.6
    assert record["prices"][0]["source"] == "https://northhost.example/prices"
    assert record["model_record"]["limits"][0]["observed"] == "2026-09-30"
    assert record["provider_record"]["data_handling"][0]["retention_days"] == 0


def test_the_record_of_your_own_machines(small_compiled: CompiledCatalog) -> None:
    """The offer nobody wrote down has a record like any other."""
    rows = small_compiled.candidates(small_compiled.task("embedding"))
    row = next(row for row in rows if row.provider == "self")
    record = small_compiled.offer_record(row.position, "embedding")

    assert record["id"] == "self/example/quill-embed"
    assert record["billing"] == "self-hosted"
    assert record["provider_record"]["kind"] == "self-host"


def test_what_is_known_of_a_model(small_compiled: CompiledCatalog) -> None:
    """A model's record has its capability, its offers and its results beside its facts."""
    record = small_compiled.record("models", "nimbus/cirrus-code")

    assert set(record["capability"]) == {"chat", "coding", "math"}
    assert set(record["capability"]["coding"]) == {
        "estimate",
        "standard_error",
        "benchmarks",
        "grade",
    }
    assert record["offers"] == ["northhost/nimbus/cirrus-code", "self/nimbus/cirrus-code"]
    assert {
        "benchmark": "patchset-2026",
        "by": "independent",
        "observed": "2026-09-15",
        "score": 57.6,
        "n": 500,
    } in record["results"]


@pytest.mark.parametrize(
    ("kind", "name", "id_"),
    [
        ("models", "acme/atlas-2", "acme/atlas-2"),
        ("models", "ACME/Atlas-2", "acme/atlas-2"),
        ("models", "atlas-2", "acme/atlas-2"),
        ("models", "Atlas 2", "acme/atlas-2"),
        ("models", "atlas 2 mini", "acme/atlas-2-mini"),
        ("models", "atlas-2-latest", "acme/atlas-2"),
        ("models", "example-labs/Quill-70B-Instruct", "example/quill-70b"),
        ("licenses", "apache-2.0", "Apache-2.0"),
        ("licenses", "mit license", "MIT"),
        ("providers", "Northhost", "northhost"),
        ("providers", "self", "self"),
        ("benchmarks", "Olympiad set", "olympiad-set"),
        ("hardware", "forge 80 gb", "forge-80gb"),
        ("offers", "acme/acme/atlas-2@priority", "acme/acme/atlas-2@priority"),
    ],
)
def test_names(small_compiled: CompiledCatalog, kind: str, name: str, id_: str) -> None:
    """Ids, aliases and titles lead to a record, in any case and with any separators."""
    assert small_compiled.record(kind, name)["id"] == id_
    assert small_compiled.resolve(kind, name) == id_


@pytest.mark.parametrize(
    ("kind", "name", "hint"),
    [
        ("models", "acme/atlas-3", "acme/atlas-2"),
        ("models", "quil-70b", "example/quill-70b"),
        ("hardware", "forge", "forge-80gb"),
        ("model", "acme/atlas-2", "models"),
    ],
)
def test_a_likeness_is_never_taken(
    small_compiled: CompiledCatalog, kind: str, name: str, hint: str
) -> None:
    """A name nobody has is an error that suggests the nearest, and never a silent neighbour."""
    with pytest.raises(UsageError) as refused:
        small_compiled.record(kind, name)

    assert hint in str(refused.value.hint)


def test_ambiguous_names(write_files: WriteFiles, tmp_path: Path) -> None:
    """A name of two models is an error that names both; a stronger name of one decides."""
    folder = write_files(
        {
            "models/acme/one.yaml": "name: Twin\ntype: language\n",
            "models/acme/two.yaml": "name: Twin\ntype: language\n",
            "models/acme/solo.yaml": "name: Solo\ntype: language\n",
            "models/acme/other.yaml": "name: Solo (preview)\ntype: language\n",
        }
    )
    compile_catalog(folder, tmp_path / "compiled")
    catalog = open_catalog(tmp_path / "compiled")

    assert catalog.resolve("models", "solo") == "acme/solo"
    with pytest.raises(UsageError, match="'twin' names 2 models") as refused:
        catalog.resolve("models", "twin")
    assert refused.value.hint == "one of: acme/one, acme/two"


def test_unknown_tasks(small_compiled: CompiledCatalog) -> None:
    """A task nobody knows is an error with the nearest, or with all."""
    with pytest.raises(UsageError) as near:
        small_compiled.task("codin")
    with pytest.raises(UsageError) as far:
        small_compiled.task("zzz")

    assert near.value.hint == "did you mean coding?"
    assert "chat, coding, embedding" in str(far.value.hint)


def test_all_records_of_a_kind(small_compiled: CompiledCatalog) -> None:
    """Records come in the order of their ids, one for each."""
    for kind in ("models", "offers", "providers", "licenses", "benchmarks", "hardware", "tasks"):
        found = [record["id"] for record in small_compiled.records(kind)]

        assert found == list(small_compiled.ids(kind))
        assert found


def test_a_brief_record_has_its_results_counted(small_compiled: CompiledCatalog) -> None:
    """A list gets what the record says, with the number of its results in their place."""
    for kind, apart, count in (
        ("models", "results", "benchmarks_with_results"),
        ("benchmarks", "result_sets", "models_with_results"),
        ("providers", "", ""),
    ):
        briefs = list(small_compiled.briefs(kind))
        records = list(small_compiled.records(kind))

        assert [brief["id"] for brief in briefs] == list(small_compiled.ids(kind))
        for brief, record in zip(briefs, records, strict=True):
            rest = {key: value for key, value in record.items() if key != apart}
            assert {key: value for key, value in brief.items() if key != count} == rest
    found = {brief["id"]: brief for brief in small_compiled.briefs("models")}
    assert found["nimbus/cirrus-code"]["benchmarks_with_results"] == 4


def test_another_version_is_refused(small_folder: Path, tmp_path: Path) -> None:
    """A folder compiled by another version, or none at all, is an error that says what to do."""
    target = tmp_path / "compiled"
    compile_catalog(small_folder, target)
    meta = json.loads((target / "meta.json").read_text(encoding="utf-8"))
    (target / "meta.json").write_text(json.dumps(meta | {"format": 0}), encoding="utf-8")

    with pytest.raises(InvalidFileError, match="another version"):
        open_catalog(target)
    with pytest.raises(InvalidFileError, match="not a compiled catalog"):
        open_catalog(tmp_path)


def test_a_decision_imports_next_to_nothing(project: Path, small_compiled: CompiledCatalog) -> None:
    """Reading candidates and records of a compiled catalog needs the standard library alone."""
    script = """
        import sys
        from pathlib import Path
        from fmselect.catalog.locate import locate_compiled
        from fmselect.catalog.store import open_catalog
        catalog = open_catalog(Path(sys.argv[1]))
        catalog.candidates(catalog.task("chat"))
        catalog.offer_record(0, "language")
        heavy = ("pydantic", "yaml", "numpy", "platformdirs", "hashlib", "decimal", "dataclasses")
        print([name for name in heavy if name in sys.modules])
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(small_compiled.folder)],
        env={"PYTHONPATH": str(project / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert done.stdout.strip() == "[]"
