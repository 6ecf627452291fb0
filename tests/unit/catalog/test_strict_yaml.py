"""Reading one YAML file: what it says, where, and what is refused."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from decimal import Decimal
from pathlib import Path

import pytest

from fmselect.catalog import yaml_events
from fmselect.catalog.strict_yaml import MAX_BYTES, load_yaml, read_yaml
from fmselect.errors import FmselectError, InvalidFileError, Problems

TEXT = """\
name: Atlas
limits:
  - {context_tokens: 128000, share: 0.50}
  - context_tokens: 64000
"""


def problems(text: str | bytes) -> list[str]:
    """What is wrong with a text, as printed."""
    with pytest.raises(FmselectError) as refused:
        load_yaml(text, "f.yaml")
    found = refused.value
    return [str(p) for p in found.problems] if isinstance(found, Problems) else [str(found)]


def test_reads_values() -> None:
    """Mappings, lists and exact numbers come out as Python's own."""
    assert load_yaml(TEXT, "f.yaml").data == {
        "name": "Atlas",
        "limits": [
            {"context_tokens": 128000, "share": Decimal("0.50")},
            {"context_tokens": 64000},
        ],
    }


def test_quotes_make_text() -> None:
    """What stands in quotes is text, whatever it looks like."""
    data = load_yaml("a: \"no\"\nb: '010'\nc: |\n  1\n", "f.yaml").data

    assert data == {"a": "no", "b": "010", "c": "1\n"}


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ((), "f.yaml:1:1"),
        (("name",), "f.yaml:1:1"),
        (("limits", 0), "f.yaml:3:5"),
        (("limits", 0, "share"), "f.yaml:3:30"),
        (("limits", 1, "context_tokens"), "f.yaml:4:5"),
        (("limits", 7, "x"), "f.yaml:2:1"),
        (("nowhere",), "f.yaml:1:1"),
    ],
)
def test_where(keys: tuple[str | int, ...], place: str) -> None:
    """Every key and list item has a place; what is not there has that of the last that is."""
    assert load_yaml(TEXT, "f.yaml").where(keys) == place


def test_empty_documents() -> None:
    """An empty file, or one of comments, says nothing, and has a place all the same."""
    document = load_yaml("# nothing\n", "f.yaml")

    assert document.data is None
    assert document.where(("a",)) == "f.yaml:1:1"


def test_all_problems_in_one_run() -> None:
    """Surprises and repeated keys are collected, each with its line and column."""
    found = problems("a: NO\nb: 1\nb: 2\nc: [1_000, 12:30]\n")

    assert [text.split(": ")[0] for text in found] == [
        "f.yaml:1:4",
        "f.yaml:3:1",
        "f.yaml:4:5",
        "f.yaml:4:12",
    ]
    assert "b: the key is here twice" in found[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: *x", "f.yaml:1:4: an anchor (&x)"),
        ("a: *x", "f.yaml:1:4: an alias (*x)"),
        ("a: !!str 1", "f.yaml:1:4: a tag"),
        ("a: ! 1", "f.yaml:1:4: a tag"),
        ("&k a: 1", "an anchor"),
        ("a: 1\n---\nb: 1", "f.yaml:2:1: a second document begins"),
        ("%YAML 1.1\n---\na: 1", "a % directive"),
        ("? [a, b]\n: 1", "f.yaml:1:3: a key is a list or mapping"),
        ("<<: {a: 1}", "merge keys"),
        ("a: b: c", "f.yaml:1:5: not YAML"),
        ("\ta: 1", "f.yaml:1:1: not YAML"),
        ("a: 'x", "not YAML"),
        ("\ufeffa: 1", "f.yaml:1:1: begins with a byte-order mark"),
        ("a: 1\nb: \x07", "f.yaml:2:4: control or invisible character U+0007"),
        ("a: x\u202ey", "f.yaml:1:5: control or invisible character U+202E"),
        ('a: "\\u202e"', "f.yaml:1:4: an escape stands for a control or invisible character"),
        ('a: "\\0"', "an escape stands for"),
        ('"\\e": 1', "an escape stands for"),
        (b"a: 1\nb: \xff", "f.yaml:2:4: is not UTF-8: byte 0xff"),
        (b"\xff\xfea\x00", "is UTF-16"),
        ("a: " + "x" * MAX_BYTES, "f.yaml: is larger than 1024 KiB"),
    ],
)
def test_refused(text: str | bytes, expected: str) -> None:
    """Whatever could hide something, or crash a reader, is refused with its place."""
    assert expected in problems(text)[0]


@pytest.mark.parametrize("opening", ["[", "{a: ", "[\n", "- "])
def test_depth_is_refused_early(opening: str) -> None:
    """Deep nesting is refused, on one line or many, in flow or in block."""
    assert "deep" in problems(opening * 40)[0] or "not YAML" in problems(opening * 40)[0]
    assert problems(opening * 20_000)


def test_the_deepest_that_is_read() -> None:
    """Thirty-two levels are read, thirty-three are not."""
    assert load_yaml("[" * 32 + "]" * 32, "f.yaml").data
    assert "nested more than 32 deep" in problems("[" * 33 + "]" * 33)[0]


def test_sixty_thousand_brackets_end_cleanly(project: Path, tmp_path: Path) -> None:
    """A file that crashes libyaml's composer is an error message here, in a process of its own."""
    path = tmp_path / "deep.yaml"
    path.write_text("[\n" * 60_000, encoding="utf-8")
    script = """
        import sys
        from pathlib import Path
        from fmselect.catalog.strict_yaml import read_yaml
        from fmselect.errors import FmselectError
        try:
            read_yaml(Path(sys.argv[1]))
        except FmselectError as error:
            print(error.message)
            sys.exit(4)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(path)],
        env={"PYTHONPATH": str(project / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (4, "")
    assert "nested more than 32 deep" in done.stdout


def test_without_libyaml_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has no libyaml its own parser reads the same values at the same places."""
    compiled = load_yaml(TEXT, "f.yaml")
    monkeypatch.setattr(yaml_events, "CParser", None)
    pure = load_yaml(TEXT, "f.yaml")

    assert pure.data == compiled.data
    assert pure.where(("limits", 0, "share")) == compiled.where(("limits", 0, "share"))
    assert "nested more than 32 deep" in problems("[\n" * 5_000)[0]
    assert "a tag" in problems("a: ! 1")[0]


@pytest.mark.parametrize(("name", "message"), [("none.yaml", "no such file"), (".", "folder")])
def test_unreadable_files(tmp_path: Path, name: str, message: str) -> None:
    """A file that cannot be read is named, with the reason."""
    with pytest.raises(InvalidFileError, match=message) as refused:
        read_yaml(tmp_path / name, shown="shown.yaml")

    assert refused.value.where == "shown.yaml"


def test_large_files_are_not_read_whole(tmp_path: Path) -> None:
    """A file over the limit is refused by its size."""
    path = tmp_path / "large.yaml"
    path.write_text("a: 1\n" * 100, encoding="utf-8")

    with pytest.raises(InvalidFileError, match="larger than"):
        read_yaml(path, limit=100)
