"""The canonical text of a record: order, quotes and layout of `write`, with the comments kept.

The text without comments is made from the data alone, so it cannot differ from what the program
writes itself; comments are then put back beside the keys and list items they belong to. A digit is
never read as a binary number and written again, which is what makes 8.0 of 8.00 elsewhere.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fmselect.catalog.comment_layout import comment_texts, with_comments
from fmselect.catalog.strict_yaml import MAX_BYTES_LARGE, Document, load_yaml
from fmselect.catalog.write import dump_record
from fmselect.errors import InvalidFileError

_Path = tuple[str | int, ...]


def format_document(kind: str, document: Document) -> str:
    """The canonical text of a file that holds a record.

    Keys that say nothing (null, an empty list or mapping) are left out: absent means unknown.

    Args:
        kind: A key of `RECORD_KINDS`.
        document: The file as `strict_yaml` read it.

    Raises:
        Problems: It is no record of its kind: what is wrong, each with its place.
        InvalidFileError: The same, where one thing is.
    """
    data = _stated(document, document.data, ())
    canonical = _dumped(kind, document, data)
    if document.text == canonical:
        return canonical
    text = with_comments(kind, document, data, canonical)
    if text != document.text:
        _verify(document, data, text)
    return text


def _stated(document: Document, value: Any, keys: _Path) -> Any:
    """The value without what says nothing.

    Raises:
        InvalidFileError: An item of a list does: it cannot be left out, for others would move up.
    """
    if isinstance(value, dict):
        stated = {key: _stated(document, inner, (*keys, key)) for key, inner in value.items()}
        return {key: inner for key, inner in stated.items() if not _is_nothing(inner)}
    if isinstance(value, list):
        items = [_stated(document, item, (*keys, index)) for index, item in enumerate(value)]
        for index, item in enumerate(items):
            if _is_nothing(item):
                raise InvalidFileError(
                    "an item of a list says nothing",
                    where=document.where((*keys, index)),
                    hint="remove it, or write what it is",
                )
        return items
    return value


def _is_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, list | dict) and not value)


def _dumped(kind: str, document: Document, data: Any) -> str:
    """The canonical text without comments."""
    if isinstance(data, dict):
        try:
            if data != document.data:
                dump_record(kind, document.data)  # a wrong key is wrong even if it says nothing
            return dump_record(kind, data)
        except (KeyError, AssertionError, AttributeError, TypeError):
            pass  # a wrong key or shape: the border says which, and where
    from fmselect.catalog.border import read_record  # noqa: PLC0415 - dear, and rarely needed

    read_record(kind, document)
    raise InvalidFileError("cannot be laid out", where=document.path)


def _verify(document: Document, data: Any, text: str) -> None:
    """Hold what is about to be written against what was read.

    Raises:
        InvalidFileError: Something would be lost. That is a fault of this module; the file stays.
    """
    written = load_yaml(text, document.path, limit=2 * MAX_BYTES_LARGE).data
    if comment_texts(text) != comment_texts(document.text) or not _same(data, written):
        raise InvalidFileError(
            "cannot be laid out without a loss, so it is left as it is",
            where=document.path,
            hint="simplify its layout, and please report the file: this should not happen",
        )


def _same(before: Any, after: Any) -> bool:
    """Whether two values say the same, with the same digits."""
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(_same(before[k], after[k]) for k in before)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_same, before, after))
    if isinstance(before, Decimal):
        return isinstance(after, Decimal) and str(before) == str(after)
    return type(before) is type(after) and bool(before == after)
