"""Files and folders: which are formatted, which are left, and what an accident leaves."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fmselect.catalog.atomic import replace_text
from fmselect.catalog.format_files import format_files, place_of
from fmselect.errors import InvalidFileError

MESSY = "type: language\nname: X\n"
TIDY = "# yaml-language-server: $schema=../../schemas/models.schema.json\nname: X\ntype: language\n"
BROKEN = "name: [X\n"
WriteFiles = Callable[..., Path]


def test_a_folder_is_formatted(write_files: WriteFiles) -> None:
    """Every record that is not canonical is rewritten, and others keep their time."""
    folder = write_files({"models/a/x.yaml": MESSY, "models/a/y.yaml": TIDY})
    os.utime(folder / "models/a/y.yaml", ns=(1, 1))
    report = format_files([folder])

    assert [path.name for path, _, _ in report.changed] == ["x.yaml"]
    assert (folder / "models/a/x.yaml").read_text() == TIDY
    assert (folder / "models/a/y.yaml").stat().st_mtime_ns == 1
    assert format_files([folder]).changed == ()


def test_a_check_writes_nothing(write_files: WriteFiles) -> None:
    """`check` reports the same files and leaves them."""
    folder = write_files({"models/a/x.yaml": MESSY})
    report = format_files([folder / "models"], check=True)

    assert [path.name for path, _, _ in report.changed] == ["x.yaml"]
    assert (folder / "models/a/x.yaml").read_text() == MESSY


def test_a_broken_file_is_left_and_the_others_are_done(write_files: WriteFiles) -> None:
    """One file that cannot be read is reported with its place and stops no other."""
    folder = write_files({"models/a/w.yaml": BROKEN, "models/a/x.yaml": MESSY})
    report = format_files([folder])

    assert [str(problem).partition(": ")[0].endswith("w.yaml:2:1") for problem in report.problems]
    assert (folder / "models/a/w.yaml").read_text() == BROKEN
    assert (folder / "models/a/x.yaml").read_text() == TIDY


def test_what_is_no_record_is_left(write_files: WriteFiles) -> None:
    """Policies and other files are neither touched nor wrong."""
    files = {"policies/p.yaml": "b: 1\na: 2\n", "models/a/x.yaml": TIDY, "calibration.yaml": "x: 1"}
    folder = write_files(files)
    report = format_files([folder])

    assert [path.name for path in report.skipped] == ["calibration.yaml", "p.yaml"]
    assert (report.files, report.changed, report.problems) == (1, (), ())


def test_a_file_that_is_no_record_may_be_named(write_files: WriteFiles) -> None:
    """A hook names every file that changed; those that are no records are left alone."""
    folder = write_files({"policies/p.yaml": "b: 1\na: 2\n"})
    report = format_files([folder / "policies" / "p.yaml"])

    assert (report.files, len(report.skipped)) == (0, 1)


def test_a_misplaced_record_is_reported(write_files: WriteFiles) -> None:
    """A model without a lab's folder is where nobody reads it."""
    folder = write_files({"models/x.yaml": MESSY})
    (problem,) = format_files([folder]).problems

    assert "is not where its kind is read" in str(problem)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("c/models/a/b.yaml", ("models", Path("a/b.yaml"))),
        ("c/licenses/MIT.yaml", ("licenses", Path("MIT.yaml"))),
        ("c/models/licenses/b.yaml", ("models", Path("licenses/b.yaml"))),
        ("c/policies/b.yaml", None),
        ("c/requirements.yaml", None),
    ],
)
def test_the_folders_say_the_kind(path: str, place: object) -> None:
    """The kind is that of the folder a record must be in."""
    assert place_of(Path(path)) == place


def test_nothing_to_format_is_an_error(tmp_path: Path) -> None:
    """A folder without records, and a path that is not there, were meant otherwise."""
    with pytest.raises(InvalidFileError, match="holds no record"):
        format_files([tmp_path])
    with pytest.raises(InvalidFileError, match="no such file"):
        format_files([tmp_path / "nowhere"])


def test_replacing_keeps_mode_and_link(tmp_path: Path) -> None:
    """A file keeps its permissions, and a link still points to it."""
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "real.yaml").chmod(0o600)
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    replace_text(tmp_path / "link.yaml", "new")

    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text() == "new"
    assert (tmp_path / "real.yaml").stat().st_mode & 0o777 == 0o600


def test_an_interrupt_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before the new text is in place, the old one is there and nothing beside it."""
    path = tmp_path / "x.yaml"
    path.write_text("old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_text(path, "new")

    assert [p.name for p in tmp_path.iterdir()] == ["x.yaml"]
    assert path.read_text() == "old"


def test_a_folder_that_takes_no_file(tmp_path: Path) -> None:
    """What cannot be written is an error with the path."""
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidFileError, match="cannot be written"):
        replace_text(tmp_path / "file" / "x.yaml", "new")
