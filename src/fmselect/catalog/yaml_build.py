"""The value of a YAML document, built from its events, and everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from fmselect.catalog import scalars
from fmselect.errors import FmselectError, InvalidFileError, Problems

MAX_DEPTH = 32
MAX_PROBLEMS = 100
"""How many problems of one file are told: more say nothing new."""

Value = Any
"""dict, list, str, int, Decimal, bool or None."""

FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u200a\u200c\u200d\u2010-\u2027\u202f-\u205f"
    "\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control and invisible characters: a reviewer cannot judge what the diff does not show."""


class Builder:
    """Builds the value of a document from its events, and collects what is wrong with it.

    The stack holds, for every open mapping or list, what it is in and the key it is the value of.
    In a mapping, no key means that one comes next.
    """

    def __init__(self, path: str) -> None:
        """An empty document of the file at `path`."""
        self.path = path
        self.problems: list[FmselectError] = []
        self._stack: list[tuple[Value, str | None]] = []
        self._container: Value = None
        self._key: str | None = None
        self._root: Value = None
        self._documents = 0

    def build(self, events: Iterator[yaml.Event]) -> Value:
        """The value of the events' document; what can be read past is added to `problems`.

        Raises:
            FmselectError: Something that cannot be read past, such as a depth above the limit.
            yaml.YAMLError: The text is not YAML.
        """
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start_mapping,
            yaml.SequenceStartEvent: self._start_list,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.DocumentStartEvent: self._start_document,
            yaml.AliasEvent: self._alias,
        }
        for event in events:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
        return self._root

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event)
        text = event.value
        container = self._container
        expects_key = type(container) is dict and self._key is None
        try:
            if expects_key:
                self._take_key(event, text if event.style else scalars.key(text))
                return
            value = text if event.style else scalars.plain(text)
        except scalars.Surprise as surprise:
            self._report(event, str(surprise))
            if expects_key:
                self._key = text
                return
            value = text
        if event.style == '"' and FORBIDDEN.search(text):
            self._report(event, "an escape stands for a control or invisible character; remove it")
        if type(container) is list:
            container.append(value)
        elif container is None:
            self._root = value
        else:
            container[self._key] = value
            self._key = None

    def _take_key(self, event: Any, name: str) -> None:
        if name in self._container:
            self._report(event, f"{scalars.visible(name)}: the key is here twice; keep one")
        if event.style == '"' and FORBIDDEN.search(name):
            self._report(event, "an escape stands for a control or invisible character; remove it")
        self._key = name

    def _start_mapping(self, event: Any) -> None:
        self._start(event, {})

    def _start_list(self, event: Any) -> None:
        self._start(event, [])

    def _start(self, event: Any, new: Value) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event)
        if len(self._stack) >= MAX_DEPTH:
            raise self._error(event, f"is nested more than {MAX_DEPTH} deep", "flatten it")
        container = self._container
        if type(container) is list:
            container.append(new)
        elif container is None:
            self._root = new
        elif self._key is None:
            raise self._error(
                event, "a key is a list or mapping", "write its name before the colon"
            )
        else:
            container[self._key] = new
        self._stack.append((container, self._key))
        self._container = new
        self._key = None

    def _end(self, _event: Any) -> None:
        self._container, _ = self._stack.pop()
        self._key = None

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._error(event, "a second document begins", "one document a file; remove ---")
        if event.version or event.tags:
            raise self._error(event, "a % directive", "remove it")

    def _alias(self, event: Any) -> None:
        raise self._error(
            event, f"an alias (*{scalars.visible(event.anchor)})", "write the value out"
        )

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._error(
                event, f"an anchor (&{scalars.visible(event.anchor)})", "write the value out"
            )
        raise self._error(
            event, f"a tag ({scalars.visible(event.tag)})", "remove it; quote text with quotes"
        )

    def _report(self, event: Any, message: str) -> None:
        mark = event.start_mark
        where = f"{self.path}:{mark.line + 1}:{mark.column + 1}"
        self.problems.append(InvalidFileError(message, where=where))
        if len(self.problems) >= MAX_PROBLEMS:
            raise Problems(tuple(self.problems))

    def _error(self, event: Any, message: str, hint: str) -> InvalidFileError:
        mark = event.start_mark
        where = f"{self.path}:{mark.line + 1}:{mark.column + 1}"
        return InvalidFileError(message, where=where, hint=hint)
