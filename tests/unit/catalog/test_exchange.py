"""A catalog as one file and back: digits, comments, layers, and files nobody can read."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.catalog.exchange import SCHEMA, exact_json, export_lines, read_export
from fmselect.catalog.importing import import_catalog
from fmselect.catalog.load import load_catalog_files
from fmselect.errors import InvalidFileError

WriteFiles = Callable[..., Path]
HEAD = json.dumps({"schema": SCHEMA, "tool_version": "0", "digest": ""}) + "\n"
MODEL = """\
# yaml-language-server: $schema=../../schemas/models.schema.json
name: X  # as they write it
type: language
# two names
aliases: [x-1, x-2]
"""
OFFERS = """\
# yaml-language-server: $schema=../../schemas/offers.schema.json
offers:
  # the first
  - model: a/x
    prices:
      - input_usd_per_million_tokens: 8.00  # exactly
        source: https://p.example
        observed: 2026-11-01
  # the second
  - model: a/x
    tier: batch
    api_id: x  # theirs
"""
PROVIDER = "name: P\nkind: cloud\n"


@pytest.fixture
def folder(write_files: WriteFiles) -> Path:
    """A catalog with comments."""
    return write_files(
        {"models/a/x.yaml": MODEL, "offers/p/a.yaml": OFFERS, "providers/p.yaml": PROVIDER}
    )


def export(folder: Path, *overlays: Path) -> Path:
    """The exported catalog."""
    path = folder.parent / "export.jsonl"
    path.write_text("".join(export_lines(load_catalog_files([folder, *overlays]), "d")), "utf-8")
    return path


def test_lines(folder: Path) -> None:
    """A line a record, an offer each, with the digits of the file."""
    lines = export(folder).read_text().splitlines()

    assert json.loads(lines[0])["schema"] == "fmselect/catalog-export@1"
    assert lines[1] == (
        '{"kind": "models", "id": "a/x", '
        '"record": {"name": "X", "type": "language", "aliases": ["x-1", "x-2"]}}'
    )
    assert '"input_usd_per_million_tokens": 8.00,' in lines[2]
    assert [json.loads(line)["id"] for line in lines[1:]] == ["a/x", "p/a/x", "p/a/x@batch", "p"]


def test_import_into_itself_changes_nothing(folder: Path) -> None:
    """Files that say the same are not touched, comments and all."""
    report = import_catalog(export(folder), folder)

    assert (report.files, report.written, report.new) == (3, (), 0)
    assert (folder / "offers/p/a.yaml").read_text() == OFFERS


def test_import_changes_what_differs(folder: Path) -> None:
    """One changed price is one changed line; the comments stay."""
    path = export(folder)
    path.write_text(path.read_text().replace("8.00", "6.50"))
    report = import_catalog(path, folder)

    assert [p.as_posix() for p in report.written] == ["offers/p/a.yaml"]
    assert (folder / "offers/p/a.yaml").read_text() == OFFERS.replace("8.00", "6.50")


def test_import_of_an_offer_that_is_gone(folder: Path) -> None:
    """The comments of what is left stay with it, those of what is gone go with it."""
    path = export(folder)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if '"p/a/x"' not in line))
    import_catalog(path, folder)

    assert (folder / "offers/p/a.yaml").read_text() == (
        "# yaml-language-server: $schema=../../schemas/offers.schema.json\n"
        "offers:\n  # the second\n  - model: a/x\n    tier: batch\n    api_id: x  # theirs\n"
    )


def test_import_of_new_files(folder: Path, tmp_path: Path) -> None:
    """Into an empty folder everything is written in canonical form, without comments."""
    target = tmp_path / "new" / "catalog"
    report = import_catalog(export(folder), target)

    assert (report.files, report.new) == (3, 3)
    assert (target / "models/a/x.yaml").read_text() == (
        "# yaml-language-server: $schema=../../schemas/models.schema.json\n"
        "name: X\ntype: language\naliases: [x-1, x-2]\n"
    )


def test_a_dry_run(folder: Path, tmp_path: Path) -> None:
    """It tells the same and makes nothing, no folder either."""
    report = import_catalog(export(folder), tmp_path / "new", dry_run=True)

    assert report.new == 3
    assert not (tmp_path / "new").exists()


def test_layers(folder: Path, write_files: WriteFiles) -> None:
    """An overlay's offer stands in the place of the one below it."""
    mine = "offers:\n  - model: a/x\n    billing: flat\n"
    overlay = write_files({"offers/p/a.yaml": mine}, "mine")
    lines = [json.loads(line) for line in export(folder, overlay).read_text().splitlines()]
    offers = {line["id"]: line["record"] for line in lines if line.get("kind") == "offers"}

    assert offers == {
        "p/a/x": {"model": "a/x", "billing": "flat"},
        "p/a/x@batch": {"model": "a/x", "tier": "batch", "api_id": "x"},
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(-999, 999, places=3),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_exact_json(value: object) -> None:
    """It is JSON, in ASCII on one line, and read back it is the same to the digit."""
    text = exact_json(value)

    assert text.isascii()
    assert text.count("\n") == 1
    assert repr(json.loads(text, parse_float=Decimal)) == repr(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no records"),
        ("{}\n", ":1: is no exported catalog"),
        ('{"schema": "fmselect/catalog-export@9"}\n', ":1: is fmselect/catalog-export@9"),
        (HEAD, "holds no records"),
        (HEAD + "{\n", ":2:"),
        (HEAD + "[]\n", ":2: a line has exactly"),
        (HEAD + '{"kind": "model", "id": "a/x", "record": {}}\n', ":2: there is no kind"),
        (HEAD + '{"kind": "models", "id": "../../x", "record": {}}\n', ":2: '../../x' is no id"),
        (HEAD + '{"kind": "models", "id": "a/..", "record": {}}\n', ":2: 'a/..' is no id"),
        (HEAD + '{"kind": "models", "id": "x", "record": {}}\n', ":2: 'x' is no id"),
        (HEAD + '{"kind": "models", "id": 7, "record": {}}\n', ":2: 7 is no id"),
        (HEAD + '{"kind": "models", "id": "a/x", "record": []}\n', ":2: record is no mapping"),
        (HEAD + '{"kind": "licenses", "id": "M", "record": {"n": NaN}}\n', ":2: NaN is no number"),
        (HEAD + '{"kind": "licenses", "id": "M", "record": {"n": 1e5}}\n', ":2: 1e5 is no number"),
        (HEAD + '{"kind": "licenses", "id": "M", "id": "N", "record": {}}\n', ":2: a key is here"),
        (HEAD + '{"kind": "licenses", "id": "M", "record": {}}\n' * 2, ":3: licenses M is here"),
        (HEAD + '{"kind": "licenses", "id": "M", "record": ' + "[" * 9000 + "\n", ":2"),
    ],
)
def test_a_file_that_is_no_export(tmp_path: Path, text: str, message: str) -> None:
    """Every line is checked, and the error names it."""
    path = tmp_path / "e.jsonl"
    path.write_text(text)
    with pytest.raises(InvalidFileError) as caught:
        read_export(path)

    assert message in str(caught.value)


def test_a_record_of_another_form(tmp_path: Path) -> None:
    """A record with a key of another version is refused, and nothing is written."""
    path = tmp_path / "e.jsonl"
    path.write_text(HEAD + '{"kind": "licenses", "id": "M", "record": {"flavour": "sweet"}}\n')
    with pytest.raises(InvalidFileError, match="licenses M: is no record of its kind"):
        import_catalog(path, tmp_path / "catalog")

    assert list((tmp_path / "catalog").iterdir()) == []


def test_no_text(tmp_path: Path) -> None:
    """Bytes that are no text, and files that are not there."""
    (tmp_path / "e").write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidFileError, match="UTF-8"):
        read_export(tmp_path / "e")
    with pytest.raises(InvalidFileError, match="cannot be read"):
        read_export(tmp_path / "nowhere")
