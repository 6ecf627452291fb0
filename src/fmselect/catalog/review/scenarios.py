"""The requirement sets that a change of the catalog is judged by: each task, and real cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fmselect.catalog.requirements_file import file_layer
from fmselect.domain.intake import read_requirements
from fmselect.domain.requirements import Requirements

FOLDER = "scenarios"


class Scenario(NamedTuple):
    """A requirement set with a name."""

    name: str
    """The task, or the file's name."""
    title: str
    requirements: Requirements


def scenarios(folder: Path, tasks: dict[str, str]) -> Iterator[Scenario]:
    """One for each task with the task's defaults, then those in the folder's `scenarios/`.

    Args:
        folder: Of a catalog.
        tasks: Task -> title.

    Raises:
        InvalidFileError: A file cannot be read, or says something that cannot be meant.
        Problems: Several things are wrong; each with its line.
    """
    for name, title in tasks.items():
        yield Scenario(name, f"{title}, with the task's defaults", Requirements(task=name))
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        requirements = read_requirements([file_layer(path)])
        yield Scenario(path.stem, title_of(path), requirements)


def title_of(path: Path) -> str:
    """The first sentence of the comment at the head of a file; its name where there is none."""
    words: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            break
        text = line.lstrip("#").strip()
        if not text.startswith("yaml-language-server"):
            words += text.split()
    sentence, stop, _ = " ".join(words).partition(". ")
    return (sentence + stop.strip()).rstrip(".") or path.stem
