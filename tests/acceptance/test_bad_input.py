"""What people get wrong: one message with the place and the next step, and nothing on stdout."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmselect.cli.schemas import SCHEMAS
from fmselect.domain.requirement_fields import FIELDS

Call = Callable[..., Any]

OPTIONS = [field.option for field in FIELDS if field.option and field.kind != "flag"]

WRONG_WORDS = [
    (("recommend", "codng"), "coding"),
    (("recommend", "coding", "--cached", "1.5"), "--cached"),
    (("recommend", "coding", "--requests", "-1"), "--requests"),
    (("recommend", "coding", "--max-cost", "abc"), "--max-cost"),
    (("recommend", "coding", "--max-cost", ""), "--max-cost"),
    (("recommend", "coding", "--max-cots", "3"), "--max-cost"),
    (("recommend", "coding", "--max-cost"), "--max-cost"),
    (("recommend", "coding", "--model", "acme/atlas-3"), "acme/atlas-2"),
    (("recommend", "coding", "--provider", "acmee"), "acme"),
    (("recommend", "coding", "--industry", "helthcare"), "healthcare"),
    (("recommend", "coding", "--prioritize", "cost,price"), "price"),
    (("recommend", "coding", "--weight", "cost=0.4", "--equal"), "--"),
    (("recommend", "coding", "--provider", "acme", "--not-provider", "acme"), "acme"),
    (("recommend", "coding", "--top", "0"), "--top"),
    (("recommend", "coding", "--top", "many"), "--top"),
    (("recommend", "coding", "--today", "yesterday"), "--today"),
    (("recommend", "coding", "--today", "9999-12-31"), "--today"),
    (("recommend", "coding", "--format", "yaml"), "--format"),
    (("recommend", "coding", "--color", "blue"), "--color"),
    (("recommend", "coding", "chat"), "chat"),
    (("recomend",), "recommend"),
    (("catalog", "lnt"), "lint"),
    (("catalog",), "command"),
    (("list", "modls"), "models"),
    (("show",), "ID"),
    (("catalog", "sync", "litellm", "--into", "x", "--url", "http://e.org"), "--url"),
    (("catalog", "sync", "litellm"), "--into"),
    (("catalog", "sync", "litellm", "--into", "x", "--timeout", "soon"), "--timeout"),
    (("catalog", "sync", "litellm", "--into", "x", "--from", "y", "--offline"), "--offline"),
    (("catalog", "sync", "litelm"), "litellm"),
    (("show", "acme/atlas-3"), "acme/atlas-2"),
    (("show", "MIT", "--kind", "licences"), "licenses"),
    (("schema", "recomendation"), "recommendation"),
    (("--nonsense",), "--nonsense"),
]


@pytest.mark.parametrize(("words", "told"), WRONG_WORDS)
def test_wrong_words_are_a_usage_error(fmselect: Call, words: tuple[str, ...], told: str) -> None:
    """Exit code 2, stdout empty, and a message that names the option or the nearest name."""
    answer = fmselect(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("error: ")
    assert told in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("words", [words for words, _ in WRONG_WORDS])
def test_under_json_an_error_is_one_line_of_json(fmselect: Call, words: tuple[str, ...]) -> None:
    """A script reads kind, message, hint and place from the one line on stderr."""
    answer = fmselect(*words, "--json")
    assert answer.code == 2
    assert answer.out == ""
    assert answer.error["kind"] == "usage"
    jsonschema.validate({"error": answer.error}, SCHEMAS["error"]())


def test_two_formats_contradict_each_other(fmselect: Call) -> None:
    """`--json` beside another format is refused, and told in the form a script asked for."""
    answer = fmselect("recommend", "coding", "--json", "--format", "csv")
    assert (answer.code, answer.out) == (2, "")
    assert "csv" in answer.error["message"]


def test_several_wrong_options_are_told_at_once(fmselect: Call) -> None:
    """One run shows everything there is to correct."""
    words = ("recommend", "coding", "--cached", "2", "--max-cost", "abc", "--top", "3")
    told = fmselect(*words).err
    assert "--cached" in told
    assert "--max-cost" in told
    assert len(fmselect(*words, "--json").error["problems"]) == 2


_TEXTS = st.text(st.characters(exclude_characters="\0"), max_size=30)
_VALUES = _TEXTS | st.sampled_from(["50k", "0", "1e9", "eu", "cost=1", "equal", "none", "acme"])


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.tuples(st.sampled_from(OPTIONS), _VALUES), max_size=4))
def test_no_words_lead_to_a_bug(fmselect: Call, words: list[tuple[str, str]]) -> None:
    """Whatever is typed, it is an answer or a mistake that is told: never a crash."""
    answer = fmselect("recommend", "coding", *(f"{option}={value}" for option, value in words))
    assert answer.code in (0, 1, 2)
    assert (answer.out == "") == (answer.code == 2)


WRONG_FILES = {
    "malformed": (b"task: coding\nworkload: {requests: 50k\n", ":"),
    "empty": (b"", "is empty"),
    "only a comment": (b"# nothing yet\n", "is empty"),
    "a list": (b"- coding\n", "mapping"),
    "unknown key": (b"task: coding\nworkloat:\n  requests: 5\n", "workload"),
    "unknown nested key": (b"constraints:\n  privacy:\n    no_trainin: true\n", "no_training"),
    "duplicate key": (b"task: coding\ntask: chat\n", "twice"),
    "wrong value": (b"task: coding\nworkload:\n  cached_input_share: 1.5\n", ":3:"),
    "wrong type": (b"task: coding\nworkload: [1, 2]\n", "workload"),
    "unknown task": (b"task: codng\n", "coding"),
    "binary": (bytes(range(256)), "wrong.yaml"),
    "UTF-16": ("task: coding\n".encode("utf-16"), "UTF-8"),
    "deeply nested": (b"[" * 60_000, "nest"),
    "deeply nested mappings": (b"{a: " * 60_000, "nest"),
    "huge": (b"# " + b"x" * 2_000_000, "KiB"),
    "an alias bomb": (b"a: &a [x]\nb: &b [*a, *a]\ntask: chat\n", "anchor"),
}


_KEYS = sorted({part for field in FIELDS for part in field.path.split(".")})
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS
_DOCUMENTS = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_KEYS) | _TEXTS, inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | _DOCUMENTS.map(lambda data: json.dumps(data).encode()))
def test_no_file_leads_to_a_bug(fmselect: Call, tmp_path: Path, content: bytes) -> None:
    """Whatever the file holds, it is an answer or a mistake that is told: never a crash."""
    file = tmp_path / "any.yaml"
    file.write_bytes(content)
    answer = fmselect("recommend", "-r", str(file))
    assert answer.code in (0, 1, 2, 4)
    assert (answer.out == "") == (answer.code in (2, 4))


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_wrong_file_is_told_with_its_place(fmselect: Call, tmp_path: Path, name: str) -> None:
    """Exit code 4, stdout empty, and the file in the message."""
    content, told = WRONG_FILES[name]
    file = tmp_path / "wrong.yaml"
    file.write_bytes(content)
    answer = fmselect("recommend", "-r", str(file))
    assert answer.code == 4
    assert answer.out == ""
    assert "wrong.yaml" in answer.err
    assert told in answer.err
    assert "Traceback" not in answer.err
    assert len(answer.err) < 10_000


def test_a_wrong_value_is_told_with_line_and_column(fmselect: Call, tmp_path: Path) -> None:
    """An editor can jump to `file:line:column`."""
    file = tmp_path / "wrong.yaml"
    file.write_text("task: coding\nworkload:\n  requests: many\n")
    assert f"{file}:3:3: " in fmselect("recommend", "-r", str(file)).err
    error = fmselect("recommend", "-r", str(file), "--json").error
    assert error["where"] == f"{file}:3:3"
    assert error["kind"] == "invalid-file"


def test_a_file_that_cannot_be_read(fmselect: Call, tmp_path: Path) -> None:
    """A missing file and a folder are files we cannot read: exit code 4."""
    missing = fmselect("recommend", "-r", str(tmp_path / "missing.yaml"))
    folder = fmselect("recommend", "-r", str(tmp_path))
    assert (missing.code, missing.out) == (4, "")
    assert (folder.code, folder.out) == (4, "")
    assert "missing.yaml" in missing.err


def test_a_missing_catalog_folder(fmselect: Call, tmp_path: Path) -> None:
    """A folder named with --catalog or FMSELECT_CATALOG that is not there is told: exit code 4."""
    answer = fmselect("recommend", "coding", "--catalog", str(tmp_path / "nowhere"))
    assert answer.code == 4
    assert answer.out == ""
    assert "nowhere" in answer.err


def test_a_limit_the_engine_refuses_is_told_with_its_option(fmselect: Call, tmp_path: Path) -> None:
    """Whoever finds a mistake, it is told where it was made: at the option, or in the file."""
    assert "--min-capability" in fmselect("recommend", "coding", "--min-capability", "3").err
    file = tmp_path / "mine.yaml"
    file.write_text("task: coding\nconstraints:\n  min_capability: 3\n")
    assert f"{file}:3:3" in fmselect("recommend", "-r", str(file)).err


@pytest.mark.parametrize("rule", ["allow", "deny"])
@pytest.mark.parametrize("kind", ["providers", "models"])
def test_a_name_nobody_has_is_told_where_it_stands(
    fmselect: Call, tmp_path: Path, kind: str, rule: str
) -> None:
    """In a file that is a mistake of the file, with its line; among the options of the call."""
    file = tmp_path / "mine.yaml"
    file.write_text(f"task: coding\nconstraints:\n  {kind}:\n    {rule}: [nobody]\n")
    answer = fmselect("recommend", "-r", str(file))
    assert (answer.code, answer.out) == (4, "")
    assert f"{file}:4:5" in answer.err
    option = f"--{'not-' if rule == 'deny' else ''}{kind[:-1]}"
    answer = fmselect("recommend", "coding", option, "nobody")
    assert (answer.code, answer.out) == (2, "")
    assert option in answer.err
