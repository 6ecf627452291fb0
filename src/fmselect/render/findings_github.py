"""Findings as commands of a GitHub Actions log, which marks them in the changed files."""

from __future__ import annotations

from fmselect.catalog.lint import Finding

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def workflow_command(finding: Finding) -> str:
    """`::error file=...,line=...,col=...,title=...::message`, with what has a meaning escaped."""
    properties = {
        "file": finding.path,
        "line": finding.line,
        "col": finding.column,
        "title": finding.rule,
    }
    told = ",".join(f"{name}={_escaped(str(v), _PROPERTY)}" for name, v in properties.items())
    text = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    return f"::{_LEVELS[finding.severity]} {told}::{_escaped(text, _DATA)}"


def _escaped(text: str, marks: dict[str, str]) -> str:
    return "".join(marks.get(character, character) for character in text)
