"""Several files are written as one, whatever interrupts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fmselect.catalog.transaction import exclusive, recover, replace_files, settle
from fmselect.errors import InvalidFileError, UsageError

COUNT = 60
PATHS = [Path("offers", f"p{number}", "lab.yaml") for number in range(COUNT)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of half as many files as there will be."""
    for path in PATHS[: COUNT // 2]:
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text("old\n", encoding="utf-8")
    return tmp_path


def state(root: Path) -> set[str]:
    """What the files say: `old`, `new`, or `none` for one that is not there."""
    files = [root / path for path in PATHS]
    return {file.read_text("utf-8").strip() if file.is_file() else "none" for file in files}


def strays(root: Path) -> list[Path]:
    """Hidden and temporary things that a finished change leaves nowhere."""
    return [path for path in root.rglob("*") if path.name.startswith(".") or ".tmp" in path.name]


def test_all_files_are_written_and_nothing_else_is_left(root: Path) -> None:
    """New folders are made, permissions are kept, newlines are what the text has."""
    (root / PATHS[0]).chmod(0o600)
    replace_files(root, dict.fromkeys(PATHS, "new\r\n"))

    assert state(root) == {"new"}
    assert (root / PATHS[0]).read_bytes() == b"new\r\n"
    assert (root / PATHS[0]).stat().st_mode & 0o777 == 0o600
    assert strays(root) == []


KILLED = """
import os, sys
from pathlib import Path
from fmselect.catalog import transaction
root, stop = Path(sys.argv[1]), int(sys.argv[2])
steps = 0
def counted(event, arguments):
    global steps
    watched = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir")
    if event in watched and str(root) in str(arguments):
        steps += 1
        if steps == stop:
            os.kill(os.getpid(), 9)
sys.addaudithook(counted)
texts = {Path("offers", f"p{n}", "lab.yaml"): "new\\n" for n in range(int(sys.argv[3]))}
with transaction.exclusive(root):
    transaction.replace_files(root, texts)
print(steps)
"""


@pytest.mark.parametrize("stop", [1, 2, 30, 62, 63, 64, 65, 66, 67, 90, 130, 180, 190, 250, 255])
def test_killed_at_any_step_the_next_run_finds_all_old_or_all_new(root: Path, stop: int) -> None:
    """`kill -9` before the change is decided loses it; after that the next run finishes it."""
    subprocess.run(
        [sys.executable, "-c", KILLED, str(root), str(stop), str(COUNT)],
        check=False,
        capture_output=True,
    )
    with exclusive(root):
        assert state(root) in ({"old", "none"}, {"new"})
    assert strays(root) == []


def test_a_change_that_was_decided_is_finished(root: Path) -> None:
    """The journal says what belongs where; a second look finds nothing more to do."""
    stage = root / ".fmselect-changes"
    stage.mkdir()
    (stage / "0.new").write_text("new\n", encoding="utf-8")
    (stage / "journal.json").write_text(
        f'{{"0.new": "{PATHS[0].as_posix()}", "1.new": "x"}}', "utf-8"
    )

    assert recover(root)
    assert (root / PATHS[0]).read_text("utf-8") == "new\n"
    assert not recover(root)
    assert strays(root) == []


@pytest.mark.parametrize("stop", [64, 90, 130, 180])
def test_a_reader_never_sees_half_of_a_change(root: Path, stop: int) -> None:
    """After `kill -9` in the middle of the renames, whoever reads first finishes them."""
    subprocess.run(
        [sys.executable, "-c", KILLED, str(root), str(stop), str(COUNT)],
        check=False,
        capture_output=True,
    )
    settle(root)
    assert state(root) in ({"old", "none"}, {"new"})


def test_a_change_in_the_making_is_nothing_to_a_reader(root: Path) -> None:
    """What is not decided yet, another program may still be at: it is left alone."""
    (root / ".fmselect-changes").mkdir()
    settle(root)
    assert (root / ".fmselect-changes").is_dir()


@pytest.mark.parametrize(
    "journal",
    ['{"0.new": "../outside.yaml"}', '{"../0.new": "a.yaml"}', '{"0.new": 3}', "[]", "{"],
)
def test_a_journal_writes_nowhere_else(root: Path, journal: str) -> None:
    """A catalog from somebody else cannot make a reader write outside it."""
    stage = root / ".fmselect-changes"
    stage.mkdir()
    (stage / "0.new").write_text("new\n", encoding="utf-8")
    (stage / "journal.json").write_text(journal, "utf-8")
    with pytest.raises(InvalidFileError, match="no journal"):
        settle(root)
    assert not (root.parent / "outside.yaml").exists()


def test_an_interrupt_between_two_files_waits_for_the_last(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C arrives while the files are renamed: all are new, and then it is heard."""
    rename = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        if path.name == "3.new":
            os.kill(os.getpid(), signal.SIGINT)
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_files(root, dict.fromkeys(PATHS, "new\n"))

    assert state(root) == {"new"}
    assert strays(root) == []


def test_an_interrupt_before_leaves_everything_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While texts are being prepared nothing has happened yet."""

    def interrupted(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_files(root, dict.fromkeys(PATHS, "new\n"))

    assert state(root) == {"old", "none"}
    assert strays(root) == []


def test_a_folder_that_cannot_be_written_is_an_error_with_its_place(tmp_path: Path) -> None:
    """No traceback, and the hint says that nothing was changed."""
    file = tmp_path / "catalog"
    file.write_text("", encoding="utf-8")
    with pytest.raises(InvalidFileError) as caught:
        replace_files(file, {Path("a.yaml"): "new"})

    assert caught.value.where == str(file)


def test_two_programs_do_not_change_one_catalog(root: Path) -> None:
    """The second is told, and has changed nothing."""
    with exclusive(root), pytest.raises(UsageError, match="another program"), exclusive(root):
        raise AssertionError


def test_a_folder_that_cannot_be_made_is_known_before_anything_is_decided(root: Path) -> None:
    """Folders made on the way are gone again, and so is what was staged."""
    before = state(root)
    (root / "taken").write_text("a file", encoding="utf-8")
    texts = {Path("new", "deep", "a.yaml"): "new", Path("taken", "b.yaml"): "new"}
    with pytest.raises(InvalidFileError, match="cannot be written") as caught:
        replace_files(root, texts)

    assert caught.value.hint == "nothing was changed"
    assert state(root) == before
    assert not (root / "new").exists()
    assert not (root / ".fmselect-changes").exists()


@pytest.mark.parametrize("link", ["linked", "offers/acme.yaml"])
def test_what_lies_behind_a_link_is_left_alone(
    root: Path, tmp_path_factory: pytest.TempPathFactory, link: str
) -> None:
    """A change that could not be finished is never decided: readers would find it for ever."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "acme.yaml").write_text("theirs", encoding="utf-8")
    before = state(root)
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(outside if link == "linked" else outside / "acme.yaml")
    with pytest.raises(InvalidFileError, match="lies outside the catalog"):
        replace_files(root, {Path(link, "acme.yaml") if link == "linked" else Path(link): "ours"})

    assert (outside / "acme.yaml").read_text(encoding="utf-8") == "theirs"
    assert not (root / ".fmselect-changes").exists()
    assert state(root) == before
