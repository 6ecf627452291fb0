"""Findings as Markdown, for a comment on a change."""

from __future__ import annotations

from collections.abc import Sequence

from fmselect.catalog.lint import Finding
from fmselect.render.layout import Column
from fmselect.render.markdown import markdown_table

MOST_ROWS = 200
"""A comment holds about 65,000 characters; a row takes up to 300."""


def page(findings: Sequence[Finding], summary: str) -> str:
    """A heading with the counts, and a table of the findings."""
    lines = [f"### Catalog lint: {summary}", ""]
    if findings:
        lines.append(markdown_table(_columns(findings[:MOST_ROWS])))
    hidden = len(findings) - MOST_ROWS
    if hidden > 0:
        lines.append(f"And {hidden:,} more.\n")
    return "\n".join(lines)


def _columns(findings: Sequence[Finding]) -> list[Column]:
    return [
        Column("", [finding.severity for finding in findings]),
        Column("place", [f"{f.path}:{f.line}:{f.column}" for f in findings]),
        Column("finding", [f"{f.message}; {f.hint}" if f.hint else f.message for f in findings]),
        Column("rule", [finding.rule for finding in findings]),
    ]
