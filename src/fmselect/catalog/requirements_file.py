"""A requirements file or a policy as a layer of requirements that knows the line of each value."""

from __future__ import annotations

from pathlib import Path

from fmselect.catalog.strict_yaml import Document, load_yaml, read_yaml
from fmselect.domain.intake import Layer
from fmselect.errors import InvalidFileError


def file_layer(path: Path) -> Layer:
    """What a file states.

    Raises:
        InvalidFileError: It cannot be read, is not strict YAML, or states nothing at all.
        Problems: Several things are wrong; each with its line.
    """
    return _layer(read_yaml(path))


def text_layer(text: bytes, name: str) -> Layer:
    """What a text states, such as that of the standard input.

    Args:
        text: As it was read; UTF-8.
        name: What to call it where something is wrong.

    Raises:
        InvalidFileError: It is not strict YAML, or states nothing at all.
        Problems: Several things are wrong; each with its line.
    """
    return _layer(load_yaml(text, name))


def _layer(document: Document) -> Layer:
    if document.data is None:
        raise InvalidFileError(
            "is empty", where=document.path, hint="it needs at least a line such as: task: coding"
        )

    def where(path: str) -> str:
        keys = path.split(".") if path else []
        return document.where([int(key) if key.isdecimal() else key for key in keys])

    return Layer(document.data, where, "file")
