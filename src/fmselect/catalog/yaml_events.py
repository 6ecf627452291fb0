"""The events of a YAML text: libyaml's, or PyYAML's own where libyaml is not built in.

Events, and never nodes: libyaml's composer crashes the interpreter on deep nesting.
"""

from __future__ import annotations

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


def syntax_error(error: yaml.YAMLError, path: str) -> InvalidFileError:
    """What the parser says, with the place and a hint where the cause is a common one."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else path
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "broken"
    context = getattr(error, "context", None)
    hint = next((text for part, text in _SYNTAX_HINTS.items() if part in problem), None)
    detail = f"{problem} ({context})" if context else problem
    return InvalidFileError(f"not YAML: {detail}", where=where, hint=hint)


_SYNTAX_HINTS = {
    "mapping values are not allowed": "put text that contains a colon and a space in quotes",
    "cannot start any token": (
        "indent with spaces, and put text that starts with @, ` or % in quotes"
    ),
    "did not find expected key": "check the indentation and the quotes",
    "expected <block end>": "check the indentation and the quotes",
}
