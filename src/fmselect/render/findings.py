"""What lint found: one line each for people and editors, or a document for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from fmselect._version import __version__
from fmselect.catalog.lint import ExcusedFinding, Finding
from fmselect.render.machine import document, line
from fmselect.render.quantities import plural
from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.domain.recommendation import CatalogStamp


class Findings(NamedTuple):
    """Findings, errors first, then in the order of files and lines."""

    found: Sequence[Finding]
    stamp: Callable[[], CatalogStamp]
    """Of what was looked at; a tenth of a second of work, for JSON alone."""
    excused: Sequence[ExcusedFinding] = ()
    """What an exception of the catalog says is true all the same."""
    with_infos: bool = False
    """Whether what is only worth knowing is shown, too; see `ALWAYS_WITH_INFOS`."""

    @property
    def shown(self) -> list[Finding]:
        """The findings to show."""
        return [one for one in self.found if self.with_infos or one.severity != "info"]

    @property
    def counts(self) -> dict[str, int]:
        """Severity -> how many there are of it."""
        counts = dict.fromkeys(("error", "warning", "info"), 0)
        for finding in self.found:
            counts[finding.severity] += 1
        return counts

    @property
    def summary(self) -> str:
        """How many there are of each severity, and how many are excused."""
        parts = [
            f"{count:,} info" if severity == "info" else plural(count, severity)
            for severity, count in self.counts.items()
        ]
        if self.excused:
            parts.insert(2, f"{len(self.excused):,} excused")
        return ", ".join(parts)


def _text(findings: Findings) -> str:
    """`file:line:column: severity: message [rule]`, as compilers and editors have it."""
    return "".join(f"{finding}\n" for finding in findings.shown)


def _json(findings: Findings) -> str:
    return document(
        {
            "schema": "fmselect/findings@1",
            "tool_version": __version__,
            "catalog": findings.stamp(),
            "counts": findings.counts,
            "findings": [finding._asdict() for finding in findings.found],
            "excused": [_excused(one) for one in findings.excused],
        }
    )


def _excused(one: ExcusedFinding) -> dict[str, object]:
    """The finding, and why it is none."""
    why = {"reason": one.reason, "decided": one.decided, "until": one.until}
    return {**one.finding._asdict(), **why}


def _jsonl(findings: Findings) -> str:
    return "".join(line(finding._asdict()) for finding in findings.found)


def _sarif(findings: Findings) -> str:
    from fmselect.render.findings_sarif import sarif  # noqa: PLC0415 - one format a run

    return document(sarif(findings.shown, findings.excused))


def _github(findings: Findings) -> str:
    from fmselect.render.findings_github import workflow_command  # noqa: PLC0415 - as above

    return "".join(f"{workflow_command(finding)}\n" for finding in findings.shown)


def _markdown(findings: Findings) -> str:
    from fmselect.render.findings_markdown import page  # noqa: PLC0415 - as above

    return page(findings.shown, findings.summary)


FORMATTERS: dict[str, Callable[[Findings], str]] = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "github": _github,
    "markdown": _markdown,
}
"""Name of a format -> the findings in it."""
ALWAYS_WITH_INFOS = ("json", "jsonl")
"""The formats that have what is only worth knowing, asked for or not."""
