"""The events of a YAML text: libyaml's, or PyYAML's own where libyaml is not built in.

Events, and never nodes: libyaml's composer crashes the interpreter on deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
import yaml.parser
import yaml.reader
import yaml.scanner

from fmselect.errors import InvalidFileError

CParser: Any
try:
    from yaml import cyaml

    CParser = cyaml.CParser  # type: ignore[attr-defined]  # missing from the stubs
except ImportError:  # PyYAML without libyaml
    CParser = None


class _PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's own parser: ten times slower, the same events."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def events(text: str) -> Iterator[yaml.Event]:
    """The events of libyaml, or of the pure parser where libyaml is not built in."""
    parser = _PureParser(text) if CParser is None else CParser(text)
    while (event := parser.get_event()) is not None:
        yield event


def syntax_error(error: yaml.YAMLError, path: str, text: str) -> InvalidFileError:
    """What the parser says, with the place and a hint where the cause is a common one."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "broken"
    context = getattr(error, "context", None)
    begun = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or begun
    if mark is None:
        return InvalidFileError(f"not YAML: {problem}", where=path)
    lines = text.split("\n")
    if odd := _strange_blank(lines, begun.line if begun else mark.line, mark.line):
        line, column = odd
        message = f"not YAML: a blank of another kind, U+{ord(lines[line][column]):04X}"
        return InvalidFileError(
            message, where=f"{path}:{line + 1}:{column + 1}", hint="write a plain one"
        )
    line, column, hint = mark.line, mark.column, _hint(problem)
    if not "".join([lines[line][column:], *lines[line + 1 :]] if line < len(lines) else []).strip():
        line, column = _end_of(lines)
        hint = "the file ends too early; was it cut off?"
    detail = (
        f"{problem} ({context} from line {begun.line + 1} on)" if context and begun else problem
    )
    return InvalidFileError(
        f"not YAML: {detail}", where=f"{path}:{line + 1}:{column + 1}", hint=hint
    )


def _strange_blank(lines: list[str], first: int, last: int) -> tuple[int, int] | None:
    """Line and column, from 0, of a blank in these lines that YAML does not take for one."""
    for number in range(first, min(last + 1, len(lines))):
        if found := _STRANGE_BLANK.search(lines[number]):
            return number, found.start()
    return None


def _end_of(lines: list[str]) -> tuple[int, int]:
    """Line and column, from 0, behind the last thing that a text says."""
    last = max((n for n, line in enumerate(lines) if line.strip()), default=0)
    return last, len(lines[last])


def _hint(problem: str) -> str | None:
    return next((text for part, text in _SYNTAX_HINTS.items() if part in problem), None)


_STRANGE_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_SYNTAX_HINTS = {
    "mapping values are not allowed": (
        "write one key a line, and put text that contains a colon and a space in quotes"
    ),
    "cannot start any token": (
        "indent with spaces, and put text that starts with @, ` or % in quotes"
    ),
    "did not find expected key": "check the indentation and the quotes",
    "expected <block end>": "check the indentation and the quotes",
    "did not find expected '-' indicator": "check the indentation",
    "did not find expected ','": "close the bracket, and check the commas and quotes",
    "could not find expected ':'": "a key is followed by a colon and a space",
    "unexpected end of stream": "close the quotes",
}
