"""Real git repositories for tests, independent of the user's own settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_WHO = {
    "GIT_AUTHOR_NAME": "Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.org",
    "GIT_COMMITTER_NAME": "Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *words: str) -> str:
    """Run git in a folder and give what it prints."""
    done = subprocess.run(
        ["git", *words],  # noqa: S607 - whichever git there is
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **_WHO},
    )
    return done.stdout.strip()


def new_repository(folder: Path, *options: str) -> Path:
    """An empty repository with the branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main", *options)
    return folder


def commit_all(folder: Path, message: str = "Change") -> str:
    """Commit everything and give the id."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")
