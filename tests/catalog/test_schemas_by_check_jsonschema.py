"""What editors and CI say of catalog files: the committed schemas, through check-jsonschema.

check-jsonschema reads YAML with a parser of its own, so that the schemas are proved by somebody
else's eyes. It takes a second to start and 10 ms for a small file: one process a kind, and of the
kinds with many files every so many.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from fmselect.domain.records import RECORD_KINDS
from tests.support.broken_records import BROKEN_RECORDS
from tests.support.mutations import Mutation

MOST_FILES = 90
EXCEPTIONS = """\
exceptions:
  - rule: price-level
    record: offers/acme/acme/atlas-2
    key: prices[0].input_usd_per_million_tokens
    value: 100
    reason: The price page says so, and an invoice of October agrees.
    decided: 2026-11-20
"""
FOLDERS = (*RECORD_KINDS, "scenarios", "policies")
BEYOND_SCHEMAS = {
    "tokens with a decimal point": "to JSON Schema 128000.0 is a whole number",
    "a thirtieth of February": "a pattern does not know the calendar",
}
"""What a schema cannot see, and why; the loader sees it."""


def check(project: Path, kind: str, files: Sequence[Path]) -> dict[Path, list[dict[str, Any]]]:
    """File -> what check-jsonschema finds wrong with it; files without errors are left out.

    The network is closed to the process: it could only reach a port where nobody listens.
    """
    nowhere = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema", "--no-cache", "-o", "json"),
            *("--schemafile", str(project / "catalog" / "schemas" / f"{kind}.schema.json")),
            *map(str, files),
        ],
        capture_output=True,
        text=True,
        env={**os.environ, **nowhere},
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    found: dict[Path, list[dict[str, Any]]] = {}
    answer = json.loads(done.stdout)
    assert not answer.get("parse_errors")
    for error in answer["errors"]:
        found.setdefault(Path(error["filename"]), []).append(error)
    return found


def named_schema(file: Path) -> Path | None:
    """The schema that the first line of a file leads an editor to."""
    with file.open(encoding="utf-8") as lines:
        first = lines.readline().rstrip("\n")
    named = first.removeprefix("# yaml-language-server: $schema=")
    return Path(os.path.normpath(file.parent / named)) if named != first else None


def schemas_of(folder: str) -> set[str]:
    """The schemas that files of a folder may name."""
    return {"scenarios": {"requirements"}, "policies": {"requirements", "policy"}}.get(
        folder, {folder}
    )


def spread(files: list[Path]) -> list[Path]:
    """No more than `MOST_FILES` of them, from all over, the largest among them."""
    step = -(-len(files) // MOST_FILES)
    return sorted({*files[::step], max(files, key=lambda path: path.stat().st_size)})


@pytest.mark.parametrize("folder", FOLDERS)
def test_real_files_are_valid(folder: str, project: Path) -> None:
    """The files of the catalog satisfy the schema that their first line names."""
    files = sorted((project / "catalog" / folder).rglob("*.yaml"))
    schema = named_schema(files[0])

    assert schema is not None
    assert check(project, schema.name.partition(".")[0], spread(files)) == {}


def test_exceptions_are_valid(project: Path, tmp_path: Path) -> None:
    """So do the lists of what is odd but true: a small one, and the catalog's where it has one."""
    small = tmp_path / "exceptions.yaml"
    small.write_text(EXCEPTIONS, encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(EXCEPTIONS.replace("reason:", "why:"), encoding="utf-8")
    own = project / "catalog" / "exceptions.yaml"

    found = check(project, "exceptions", [small, wrong, *([own] if own.exists() else [])])
    assert list(found) == [wrong]


@pytest.fixture(scope="module")
def broken(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Name of a mutation -> what check-jsonschema finds in the file it broke."""
    found: dict[str, list[Any]] = {}
    folder = tmp_path_factory.mktemp("broken")
    for kind in RECORD_KINDS:
        mutations = [m for m in BROKEN_RECORDS if _kind(m) == kind]
        if mutations:
            files = [_broken_file(project, folder, mutation) for mutation in mutations]
            errors = check(project, kind, files)
            found |= {m.name: errors.get(f, []) for m, f in zip(mutations, files, strict=True)}
    return found


def _kind(mutation: Mutation) -> str:
    (path,) = mutation.paths
    return path.partition("/")[0]


def _broken_file(project: Path, folder: Path, mutation: Mutation) -> Path:
    """A file as the mutation leaves it, in a folder of its own."""
    (path,) = mutation.paths
    target = folder / str(len(list(folder.iterdir())))
    (target / path).parent.mkdir(parents=True)
    (target / path).write_bytes((project / "catalog" / path).read_bytes())
    mutation.apply(target)
    return target / path


@pytest.mark.parametrize("mutation", BROKEN_RECORDS, ids=lambda m: m.name)
def test_an_editor_sees_it_too(mutation: Mutation, broken: dict[str, list[Any]]) -> None:
    """What the loader refuses in a record, the schema refuses, with its own few exceptions."""
    if mutation.name in BEYOND_SCHEMAS:
        assert broken[mutation.name] == []
    else:
        assert broken[mutation.name] != []


WRONG = {
    "models": {
        "limits: [{contxt_tokens: 4000}]": r"\$\.limits\[0\].*'contxt_tokens' was unexpected",
        'limits: [{context_tokens: "4000"}]': r"context_tokens.*'4000' is not of type 'integer'",
        "limits: [{context_tokens: 128}]": r"context_tokens.*128 is less than the minimum of 512",
        "weights: {license: Apache 2}": r"license.*'Apache 2' does not match",
        "features: [{supports: [tool]}]": r"supports\[0\].*'tool' is not one of.*'tools'",
        "lab: null": r"lab.*None is not of type 'string'",
        "identity: {released: May 2026}": r"released.*'May 2026' does not match",
    },
    "offers": {
        "offers: [{model: a/b, price: 3}]": r"\$\.offers\[0\].*'price' was unexpected",
        'offers: [{model: a/b, prices: [{input_usd_per_million_tokens: "3"}]}]': (
            r"input_usd_per_million_tokens.*'3' is not of type 'number'"
        ),
        "offers: [{model: a/b, prices: [{input_usd_per_1k_tokens: 3}]}]": (
            r"prices\[0\].*'input_usd_per_1k_tokens' was unexpected"
        ),
        "offers: [{model: A model}]": r"model.*'A model' does not match",
        "offers: [{model: a/b, billing: tokens}]": r"billing.*'tokens' is not one of.*'token'",
    },
    "providers": {
        "name: A\nkind: shop": r"kind.*'shop' is not one of",
        "name: A\nkind: lab\nheadquarters: {country: usa}": r"country.*'usa' is not one of",
        "name: A\nkind: lab\ndata_handling: [{tier: x, retention: 30}]": r"'retention' was unexpec",
        "name: A\nkind: lab\ndata_handling: [{tier: x, retention_days: 30 days}]": (
            r"retention_days.*'30 days' is not of type 'number'"
        ),
        "name: A\nkind: lab\ndata_handling: [{tier: a b}]": r"tier.*'a b' does not match",
    },
    "licenses": {
        "name: L\ncommercial_use: true": r"commercial_use.*True is not one of \['yes', 'no'",
        "name: L\nosi: true": r"'osi' was unexpected",
        'name: L\ncommercial_conditions: [{text: t, monthly_users_at_most: "700000000"}]': (
            r"monthly_users_at_most.*is not of type 'integer'"
        ),
    },
    "benchmarks": {
        "title: B": r"'scale' is a required property",
        "result_sets: [{by: me, results: [{model: a/b, score: 1}]}]": r"by.*'me' is not one of",
        "result_sets: [{by: vendor, results: [{model: a/b, score: 61%}]}]": (
            r"score.*'61%' is not of type 'number'"
        ),
        "result_sets: [{by: vendor, results: [{model: a b, score: 1}]}]": r"'a b' does not match",
        "result_sets: [{by: vendor, results: [{model: a/b, points: 1}]}]": r"'points' was unexpec",
    },
    "hardware": {
        "memory_gb: 80": r"'memory_gb' was unexpected",
        'memory_gib: "80"': r"memory_gib.*'80' is not of type 'number'",
        "memory_gib: 81920": r"memory_gib.*81920 is greater than the maximum of 10000",
        "vendor: NV IDIA": r"vendor.*'NV IDIA' does not match",
    },
    "tasks": {
        "workload: {request: 5}": r"'request' was unexpected",
        "workload: {cached_input_share: 85}": r"85 is greater than the maximum of 1",
        "priorities: [speed]": r"priorities\[0\].*'speed' is not one of.*'latency'",
    },
    "requirements": {
        "tsk: coding": r"'tsk' was unexpected",
        "constraints: {privacy: {no_training: sometimes}}": r"'sometimes' is not of type 'boolean'",
        "constraints: {privacy: {max_retention_days: many}}": r"max_retention_days.*'many'",
    },
}


@pytest.mark.parametrize("kind", WRONG)
def test_messages(kind: str, project: Path, tmp_path: Path) -> None:
    """A wrong key, a number in quotes, another unit, a bad id: each is named with its place."""
    files = []
    for index, text in enumerate(WRONG[kind]):
        files.append(tmp_path / f"{index}.yaml")
        files[-1].write_text(text, encoding="utf-8")
    found = check(project, kind, files)

    for file, (text, expected) in zip(files, WRONG[kind].items(), strict=True):
        said = "\n".join(_told(error) for error in found[file])
        assert re.search(expected, said), f"{text}: {said}"


def _told(error: dict[str, Any]) -> str:
    """Place and message of an error and of what it was made of."""
    inner = [error.get("best_match") or {}, error.get("best_deep_match") or {}]
    return "\n".join(f"{e['path']}: {e['message']}" for e in (error, *inner) if e)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_leads_editors_to_its_schema(folder: str, project: Path) -> None:
    """The first line of each file names the schema of its kind, where it is from there."""
    catalog = project / "catalog"
    allowed = {catalog / "schemas" / f"{name}.schema.json" for name in schemas_of(folder)}
    for file in (catalog / folder).rglob("*.yaml"):
        assert named_schema(file) in allowed, file


def test_exceptions_lead_editors_to_their_schema(project: Path) -> None:
    """So does the list of what is odd but true, where the catalog has one."""
    catalog = project / "catalog"
    for file in catalog.glob("exceptions.yaml"):
        assert named_schema(file) == catalog / "schemas" / "exceptions.schema.json"
