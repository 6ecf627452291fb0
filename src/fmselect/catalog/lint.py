"""Everything that is wrong with a catalog, in one run, each with its place.

A rule is a function in `fmselect.catalog.rules`; `RULES` holds them all by id. What is odd but true
is excused by name in the catalog's `exceptions.yaml` (see `fmselect.catalog.lint_exceptions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

from fmselect.catalog.border_messages import dotted
from fmselect.catalog.lint_exceptions import Exceptions, record_name, stable_key, value_at
from fmselect.catalog.load import LoadedCatalog, load_catalog_files
from fmselect.catalog.record_files import shown_path
from fmselect.catalog.rules import (
    billing,
    dates,
    exceptions,
    expectations,
    families,
    files,
    hardware,
    licenses,
    limits,
    misattributed,
    models,
    names,
    price_levels,
    price_lists,
    price_peers,
    provenance,
    providers,
    references,
    requests,
    results,
    secrets,
    speeds,
    tasks,
    vocabulary,
    witnesses,
)
from fmselect.catalog.rules.model import Issue, Rule, Severity, Subject
from fmselect.errors import FmselectError, InvalidFileError, Problems

INVALID_RECORD = "invalid-record"
"""The rule id of what the loader finds: a file that is no record."""
INVALID_REQUIREMENTS = "invalid-requirements"
"""The rule id of a file under `policies/` or `scenarios/` that states no valid requirements."""
_REQUIREMENTS: dict[str, Literal["policy", "file"]] = {"policies": "policy", "scenarios": "file"}
"""Folder of requirements files -> what they are read as."""
LOADER_RULES = {
    INVALID_RECORD: (
        "A file lies where its kind is read, is strict YAML, and has the keys of its kind with "
        "values of their type and range."
    ),
    INVALID_REQUIREMENTS: (
        "A file under `policies/` or `scenarios/` states requirements that can be asked for."
    ),
}
"""What is told of files that are none of what the other rules look at; none of it is excusable."""

_MODULES = (
    references,
    names,
    models,
    speeds,
    limits,
    vocabulary,
    billing,
    price_lists,
    price_levels,
    price_peers,
    dates,
    provenance,
    secrets,
    results,
    expectations,
    witnesses,
    families,
    misattributed,
    providers,
    licenses,
    hardware,
    tasks,
    requests,
    files,
    exceptions,  # the last: they look at what the others needed
)
RULES: dict[str, Rule] = {
    found.id: found for module in _MODULES for found in vars(module).values() if type(found) is Rule
}
"""Rule id -> rule, in the order of the documentation."""


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
        record: Kind and id of the record, as an exception names it; None of a file that is none.
        key: The key in the record, as an exception names it.
        value: What stands there, as text; None where that is no single value.
    """

    severity: Severity
    path: str
    line: int
    column: int
    message: str
    rule: str
    hint: str | None = None
    record: str | None = None
    key: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """The finding as compilers print one."""
        text = f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}"
        return f"{text}; {self.hint} [{self.rule}]" if self.hint else f"{text} [{self.rule}]"


class ExcusedFinding(NamedTuple):
    """A finding that an exception of the catalog says is true all the same."""

    finding: Finding
    reason: str
    decided: str
    until: str | None


class Report(NamedTuple):
    """What lint found in one run."""

    findings: list[Finding]
    """Errors first, then by place."""
    excused: list[ExcusedFinding]
    catalog: LoadedCatalog
    """What was looked at."""


def lint(catalog: Path | Sequence[Path], *, today: date | None = None) -> list[Finding]:
    """What is wrong with a catalog, errors first, then by place; see `inspect`.

    Raises:
        InvalidFileError: A folder does not exist or holds no catalog.
    """
    return inspect(catalog, today=today).findings


def inspect(
    catalog: Path | Sequence[Path],
    *,
    today: date | None = None,
    max_age_days: int | None = None,
    locate_infos: bool = True,
) -> Report:
    """Check every file of a catalog by every rule.

    Args:
        catalog: Its folder, or several: the base, then overlays.
        today: The day dates are judged on; the current one where none is given.
        max_age_days: How long ago a fact may have been observed; None: age is not looked at.
        locate_infos: False where infos are only counted: they then have no place but their file's
            start, for finding hundreds of places costs more than all rules.

    Raises:
        InvalidFileError: A folder does not exist or holds no catalog.
    """
    folders = [catalog] if isinstance(catalog, Path) else list(catalog)
    loaded = load_catalog_files(folders)
    day = today or date.today()  # noqa: DTZ011, TID251 - an edge; a day of the user's calendar
    excuses = Exceptions(folders)
    findings = [_loader_finding(problem) for problem in (*loaded.problems, *excuses.problems)]
    findings += [_loader_finding(p, INVALID_REQUIREMENTS) for p in requirement_problems(folders)]
    excused: list[ExcusedFinding] = []
    subject = Subject(loaded, day, excuses, RULES, max_age_days)
    for rule, issue in _issues(subject):
        stated = excuses.excuse(rule, issue, day.isoformat()) if rule.excusable else None
        finding = _finding(rule, issue, locate=locate_infos or rule.severity != "info")
        if stated:
            told = ExcusedFinding(finding, stated.reason, stated.decided, stated.until)
            excused.append(told)
        else:
            findings.append(finding)
    excused.sort(key=lambda one: _order(one.finding))
    return Report(sorted(findings, key=_order), excused, loaded)


_RANK = {"error": 0, "warning": 1, "info": 2}


def _order(finding: Finding) -> tuple[object, ...]:
    where = (finding.path, finding.line, finding.column)
    return (_RANK[finding.severity], *where, finding.rule, finding.message)


def _issues(subject: Subject) -> Iterator[tuple[Rule, Issue]]:
    for rule in RULES.values():
        for issue in rule.check(subject):
            yield rule, issue


def _finding(rule: Rule, issue: Issue, *, locate: bool) -> Finding:
    keys = (*issue.entry.keys, *issue.keys)
    line, column = issue.at or (issue.entry.document.place(keys) if locate else (1, 1))
    place = dotted(keys)
    value = value_at(issue) if rule.excusable else None
    return Finding(
        rule.severity,
        issue.entry.document.path,
        line,
        column,
        f"{place}: {issue.message}" if place else issue.message,
        rule.id,
        issue.hint,
        record_name(issue.entry),
        stable_key(issue.entry, issue.keys) or None,
        None if value is None else str(value),
    )


def requirement_problems(folders: Sequence[Path]) -> Iterator[FmselectError]:
    """What is wrong with the requirements files of a catalog: example policies and scenarios."""
    from fmselect.catalog.requirements_file import file_layer  # noqa: PLC0415 - few have any
    from fmselect.domain.intake import read_requirements  # noqa: PLC0415

    for folder, (name, origin) in product(folders, _REQUIREMENTS.items()):
        for path in sorted((folder / name).glob("*.*")):
            if path.suffix != ".yaml":
                if path.suffix.lower() in (".yaml", ".yml"):
                    text = f"is not read: its name ends in {path.suffix}"
                    yield InvalidFileError(text, where=shown_path(path), hint="write .yaml")
                continue
            try:
                read_requirements([file_layer(path)._replace(origin=origin)])
            except Problems as error:
                yield from error.problems
            except FmselectError as error:
                yield error


def _loader_finding(problem: FmselectError, rule: str = INVALID_RECORD) -> Finding:
    path, line, column = split_place(problem.where or "")
    return Finding("error", path, line, column, problem.message, rule, problem.hint)


def split_place(where: str) -> tuple[str, int, int]:
    """Path, line and column of `path:line:column`; 1 and 1 where the text has none."""
    parts = where.rsplit(":", 2)
    if len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
        return parts[0], int(parts[1]), int(parts[2])
    return where, 1, 1
