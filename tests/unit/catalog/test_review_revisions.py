"""Files of a git revision, read from real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmselect.catalog.review import revisions
from fmselect.catalog.review.revisions import blob_id, blob_ids, find_revision, read_blobs
from fmselect.errors import InvalidFileError, UsageError
from tests.support.repository import commit_all, git, new_repository


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A folder in a repository with one commit."""
    root = new_repository(tmp_path / "work tree")
    folder = root / "data" / "catalog"
    (folder / "models" / "a").mkdir(parents=True)
    (folder / "models" / "a" / "x.yaml").write_text("name: X\n")
    (folder / "README.md").write_text("text")
    (root / "other.yaml").write_text("a: 1\n")
    commit_all(root)
    return folder


@pytest.mark.parametrize("options", [[], ["--object-format=sha256"]])
def test_the_files_of_a_commit(tmp_path: Path, options: list[str]) -> None:
    """The YAML files below the folder, by path, with the contents of the commit, not of now."""
    root = new_repository(tmp_path / "r", *options)
    (root / "c").mkdir()
    (root / "c" / "ü b.yaml").write_text("one\n")
    (root / "c" / "y.yaml").write_text("two")
    commit = commit_all(root)
    (root / "c" / "y.yaml").write_text("changed")
    found = find_revision(root / "c", "HEAD")
    ids = blob_ids(found)

    assert (found.commit, found.below) == (commit, "c/")
    assert read_blobs(found, ids) == {"y.yaml": b"two", "ü b.yaml": b"one\n"}
    assert {path: blob_id(text, ids[path]) for path, text in read_blobs(found, ids).items()} == ids


def test_a_catalog_at_the_root(tmp_path: Path) -> None:
    """The working tree itself can be the catalog."""
    root = new_repository(tmp_path)
    (root / "x.yaml").write_text("a: 1")
    commit_all(root)

    assert list(blob_ids(find_revision(root, None))) == ["x.yaml"]


def test_the_last_commit_by_default(catalog: Path) -> None:
    """On the main branch, what is not committed is compared with what is."""
    found = find_revision(catalog, None)

    assert (found.name, found.commit) == ("HEAD", git(catalog, "rev-parse", "HEAD"))


def test_where_a_branch_left_by_default(catalog: Path) -> None:
    """On a branch, all of it is compared with the commit of the main branch it began from."""
    fork = git(catalog, "rev-parse", "HEAD")
    git(catalog, "switch", "--quiet", "--create", "prices")
    (catalog / "models" / "a" / "y.yaml").write_text("name: Y\n")
    commit_all(catalog)
    git(catalog, "switch", "--quiet", "main")
    (catalog / "models" / "a" / "z.yaml").write_text("name: Z\n")
    commit_all(catalog)
    git(catalog, "switch", "--quiet", "prices")
    found = find_revision(catalog, None)

    assert (found.name, found.commit) == ("main", fork)


def test_links_and_other_files_are_not_read(catalog: Path) -> None:
    """A link in the history is no record."""
    (catalog / "models" / "a" / "link.yaml").symlink_to("/etc/hostname")
    commit_all(catalog)

    assert list(blob_ids(find_revision(catalog, "HEAD"))) == ["models/a/x.yaml"]


@pytest.mark.parametrize("name", ["nowhere", "main..x", "HEAD:other.yaml", "--output=x", "-x"])
def test_no_revision(catalog: Path, name: str) -> None:
    """What is no commit is refused, and never taken for an option of git."""
    with pytest.raises(UsageError) as caught:
        find_revision(catalog, name)

    assert caught.value.where == "BASE"


def test_no_repository(tmp_path: Path) -> None:
    """Outside of a working tree the hint says what to name instead."""
    with pytest.raises(UsageError, match="no git working tree") as caught:
        find_revision(tmp_path, None)

    assert "another catalog folder" in (caught.value.hint or "")


def test_no_commit(tmp_path: Path) -> None:
    """A repository without commits has nothing to compare with."""
    with pytest.raises(UsageError, match="no commit"):
        find_revision(new_repository(tmp_path), None)


def test_inside_of_a_hook(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Called by a hook, which git tells where it is itself, it looks where it was told to."""
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index.lock")
    monkeypatch.setenv("GIT_WORK_TREE", ".")

    assert list(blob_ids(find_revision(catalog, "HEAD"))) == ["models/a/x.yaml"]


def test_no_git(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git the hint says how to do without."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InvalidFileError, match="git is not installed"):
        find_revision(catalog, None)


def test_a_git_that_does_not_answer(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing hangs."""
    monkeypatch.setattr(revisions, "_SECONDS", 0.0)
    with pytest.raises(InvalidFileError, match="does not answer"):
        find_revision(catalog, None)


def test_a_history_that_is_not_there(catalog: Path) -> None:
    """An object that a partial clone lacks is an error with the way out, not an answer."""
    found = find_revision(catalog, "HEAD")
    with pytest.raises(InvalidFileError, match="has not the content") as caught:
        read_blobs(found, {"x.yaml": "0" * 40})

    assert "fetch" in (caught.value.hint or "")
