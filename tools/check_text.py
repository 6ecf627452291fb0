"""Refuse text that does not belong in the tree: a registry's host, a path of one machine, a key.

Looks at every text file that git would commit. Where it stands is printed as `file:line`.

Usage: python -m tools.check_text
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Rule(NamedTuple):
    """A pattern that must not occur, and what to write instead."""

    pattern: re.Pattern[str]
    advice: str


# Put together from parts, so that this file passes its own check.
_HOSTS = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "com"),
    ("npmjs", "org"),
    ("deb", "debian", "org"),
    ("crates", "io"),
    ("proxy", "golang", "org"),
    ("repo", "maven", "apache", "org"),
)
_FOLDERS = ("work", "root", "home", "tmp", "Users")
RULES = (
    Rule(
        re.compile("|".join(rf"\b{re.escape('.'.join(host))}\b" for host in _HOSTS)),
        "name a package as pkg:pypi/NAME",
    ),
    Rule(
        re.compile(rf"(?:^|(?<=[\s\"'`(=:]))/(?:{'|'.join(_FOLDERS)})/"),
        "a path of one machine helps nobody; make it relative",
    ),
    Rule(
        re.compile(r"\b(?:sk|pk)-[A-Za-z0-9_-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY"),
        "this looks like a key",
    ),
)


def findings(text: str) -> Iterator[tuple[int, str]]:
    """Line number, from 1, and what is wrong with it."""
    for number, line in enumerate(text.splitlines(), start=1):
        for rule in RULES:
            found = rule.pattern.search(line)
            if found is not None:
                yield number, f"{found[0].strip()!r}: {rule.advice}"


def _files(root: Path) -> Iterator[Path]:
    """Every file that git tracks or would add."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is where PATH says
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listing.split("\0")):
        path = root / name
        if path.is_file():
            yield path


def main() -> int:
    """Print every finding; 1 if there is one."""
    count = 0
    for path in _files(ROOT):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for line, finding in findings(text):
            print(f"{path.relative_to(ROOT)}:{line}: {finding}")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
