"""Everything that is wrong with a catalog, in one run, each with its place.

A rule is a function in `fmselect.catalog.rules` and a line in one of that module's dicts; `RULES`
holds them all by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from fmselect.catalog.border_messages import dotted
from fmselect.catalog.load import load_catalog_files
from fmselect.catalog.rules import consistency, prices, provenance
from fmselect.catalog.rules.model import Rule, Severity, Subject
from fmselect.errors import FmselectError

INVALID_RECORD = "invalid-record"
"""The rule id of what the loader finds: a file that is no record."""

_MODULES = (consistency, prices, provenance)
RULES: dict[str, Rule] = {
    **{name: Rule("error", check) for m in _MODULES for name, check in m.ERRORS.items()},
    **{name: Rule("warning", check) for m in _MODULES for name, check in m.WARNINGS.items()},
    **{name: Rule("info", check) for m in _MODULES for name, check in m.INFOS.items()},
}
"""Rule id -> severity and check."""


class Finding(NamedTuple):
    """One thing to correct, or to know.

    Attributes:
        severity: `error`, `warning` or `info`.
        path: The file.
        line: From 1.
        column: From 1.
        message: `dotted.key: what is wrong`.
        rule: The id of the rule.
        hint: What to do, or None.
    """

    severity: Severity
    path: str
    line: int
    column: int
    message: str
    rule: str
    hint: str | None = None

    def __str__(self) -> str:
        """The finding as compilers print one."""
        text = f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}"
        return f"{text}; {self.hint} [{self.rule}]" if self.hint else f"{text} [{self.rule}]"


def lint(catalog: Path | Sequence[Path], *, today: date | None = None) -> list[Finding]:
    """What is wrong with a catalog, errors first, then by place.

    Args:
        catalog: Its folder, or several: the base, then overlays.
        today: The day dates are judged on; the current one where none is given.

    Raises:
        InvalidFileError: A folder does not exist or holds no catalog.
    """
    loaded = load_catalog_files([catalog] if isinstance(catalog, Path) else catalog)
    day = today or date.today()  # noqa: DTZ011, TID251 - an edge; a day of the user's calendar
    findings = [_loader_finding(problem) for problem in loaded.problems]
    findings += _check(Subject(loaded, day))
    rank = {"error": 0, "warning": 1, "info": 2}
    return sorted(findings, key=lambda f: (rank[f.severity], f.path, f.line, f.column, f.rule))


def _check(subject: Subject) -> Iterator[Finding]:
    for name, rule in RULES.items():
        for issue in rule.check(subject):
            keys = (*issue.entry.keys, *issue.keys)
            line, column = issue.entry.document.place(keys)
            place = dotted(keys)
            message = f"{place}: {issue.message}" if place else issue.message
            path = issue.entry.document.path
            yield Finding(rule.severity, path, line, column, message, name, issue.hint)


def _loader_finding(problem: FmselectError) -> Finding:
    path, line, column = split_place(problem.where or "")
    return Finding("error", path, line, column, problem.message, INVALID_RECORD, problem.hint)


def split_place(where: str) -> tuple[str, int, int]:
    """Path, line and column of `path:line:column`; 1 and 1 where the text has none."""
    parts = where.rsplit(":", 2)
    if len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
        return parts[0], int(parts[1]), int(parts[2])
    return where, 1, 1
