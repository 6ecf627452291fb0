"""Findings as SARIF 2.1.0, the format in which code-scanning services take them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from fmselect._version import __version__
from fmselect.catalog.lint import LOADER_RULES, RULES, ExcusedFinding, Finding
from fmselect.catalog.rules.model import Rule, documentation

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_ORDER = (*LOADER_RULES, *RULES)


def sarif(findings: Sequence[Finding], excused: Sequence[ExcusedFinding]) -> dict[str, Any]:
    """The log of one run; what is excused is in it, as suppressed."""
    results = [_result(finding) for finding in findings]
    results += [_suppressed(one) for one in excused]
    driver = {
        "name": "fmselect",
        "semanticVersion": __version__,
        "rules": [_loader_rule(name) for name in LOADER_RULES] + [_rule(r) for r in RULES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The working folder."}}},
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _loader_rule(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "shortDescription": {"text": LOADER_RULES[name]},
        "defaultConfiguration": {"level": "error"},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    told = documentation(rule)
    return {
        "id": rule.id,
        "shortDescription": {"text": told.what},
        "fullDescription": {"text": told.why},
        "help": {"text": told.repair},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.group.replace("_", "-")]},
    }


def _result(finding: Finding) -> dict[str, Any]:
    text = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    return {
        "ruleId": finding.rule,
        "ruleIndex": _ORDER.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding)],
        "partialFingerprints": {"fmselectFinding/v1": _fingerprint(finding)},
    }


def _suppressed(one: ExcusedFinding) -> dict[str, Any]:
    suppression = {"kind": "external", "status": "accepted", "justification": one.reason}
    return {**_result(one.finding), "suppressions": [suppression]}


def _location(finding: Finding) -> dict[str, Any]:
    path = PurePath(finding.path)
    artifact = (
        {"uri": Path(path).as_uri()}
        if path.is_absolute()
        else {"uri": quote(path.as_posix()), "uriBaseId": "SRCROOT"}
    )
    region = {"startLine": finding.line, "startColumn": finding.column}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _fingerprint(finding: Finding) -> str:
    """The same for the same finding when lines above it come or go."""
    known = (finding.rule, finding.record or finding.path, finding.key, finding.value)
    text = "\0".join(str(part) for part in known) + ("" if finding.record else finding.message)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
