"""`fmselect catalog lint`: what is wrong or doubtful in a catalog's files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import ANSWER_IS_NO, OK
from fmselect.cli.options import catalog_parameters, output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.errors import UsageError
from fmselect.render.findings import ALWAYS_WITH_INFOS, FORMATTERS, Findings

if TYPE_CHECKING:
    from fmselect.catalog.lint import Report

FORMATS = tuple(FORMATTERS)
_AGE = re.compile(r"(\d{1,5})(d|m|y)?")
_DAYS = {"d": 1, None: 1, "m": 31, "y": 366}


def _parameters() -> Iterator[Parameter]:
    """The paths, and how strict to be."""
    yield Parameter(
        "paths",
        (),
        "A catalog, several to lay over each other, or files in one: then only what is found in "
        "them is told. The bundled catalog by default.",
        "list",
        metavar="PATH...",
    )
    yield Parameter("strict", ("--strict",), "A warning is the answer no, too.", "flag")
    yield Parameter(
        "max_age",
        ("--max-age",),
        "Warn of facts observed longer ago: days, or months such as 6m. Results and licences "
        "have no age.",
        metavar="DAYS",
    )
    yield Parameter(
        "rule",
        ("--rule",),
        "Tell only what this rule finds; repeatable.",
        "list",
        metavar="NAME",
    )
    yield from catalog_parameters()
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Check every file and write what was found; an error among it is the answer no."""
    from fmselect.catalog.stamp import stamp_of

    report = _report(runtime, values)
    rules = _rules(values)
    findings = Findings(
        [finding for finding in report.findings if not rules or finding.rule in rules],
        lambda: stamp_of(report.catalog),
        [excused for excused in report.excused if not rules or excused.finding.rule in rules],
        with_infos=runtime.verbose,
    )
    runtime.write(FORMATTERS[runtime.format](findings))
    hidden = findings.counts["info"] and not runtime.verbose
    runtime.note(findings.summary + (" (--verbose shows them)" if hidden else ""))
    failing = findings.counts["error"] or (values.get("strict") and findings.counts["warning"])
    return ANSWER_IS_NO if failing else OK


def _report(runtime: Runtime, values: Values) -> Report:
    """What lint finds in what the call names."""
    from fmselect.catalog.lint import Report, inspect
    from fmselect.catalog.lint_scope import not_known_before, scope_of
    from fmselect.catalog.locate import source_folder

    paths = [Path(name) for name in values.get("paths") or ()]
    overlays = _overlays(runtime, values, paths)
    scope = scope_of(paths, overlays, source_folder())
    look = partial(
        inspect,
        today=runtime.today,
        max_age_days=_days(values.get("max_age")),
        locate_infos=runtime.verbose or runtime.format in ALWAYS_WITH_INFOS,
    )
    findings, excused, catalog = look(scope.folders)
    if overlays and all(_lies_in(path, overlays) for path in paths):
        # What is wrong in the bundled catalog without them is not for the overlays' owner.
        base = look(scope.folders[: -len(overlays)])
        findings = not_known_before(findings, base.findings, overlays)
        excused = [one for one in excused if one not in set(base.excused)]
    return Report(
        [finding for finding in findings if scope.holds(finding)],
        [one for one in excused if scope.holds(one.finding)],
        catalog,
    )


def _overlays(runtime: Runtime, values: Values, paths: list[Path]) -> list[Path]:
    """What is laid over the base: all that this user has, or only what a named base comes with."""
    if not paths or any(_lies_in(path, runtime.overlays) for path in paths):
        return list(runtime.overlays)
    return [Path(name) for name in values.get("catalog") or ()]


def _lies_in(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.resolve().is_relative_to(folder.resolve()) for folder in folders)


def _days(text: str | None) -> int | None:
    if text is None:
        return None
    found = _AGE.fullmatch(text.strip().lower())
    if not found:
        raise UsageError(
            f"{text!r} is no age", where="--max-age", hint="give days, or months such as 6m"
        )
    return int(found[1]) * _DAYS[found[2]]


def _rules(values: Values) -> frozenset[str]:
    """The rules to tell the findings of; empty: all.

    Raises:
        UsageError: There is no such rule.
    """
    from fmselect.catalog.lint import LOADER_RULES, RULES
    from fmselect.domain.near_names import did_you_mean

    known = (*LOADER_RULES, *RULES)
    asked = frozenset(values.get("rule") or ())
    for name in sorted(asked):
        if name not in known:
            hint = did_you_mean(name, known) or "docs/reference/lint-rules.md lists them"
            raise UsageError(f"there is no rule {name!r}", where="--rule", hint=hint)
    return asked


COMMAND = Command(
    "catalog lint",
    "Check the catalog's files: one line for each finding, with file, line and rule.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect catalog lint catalog --strict --format github",
)
