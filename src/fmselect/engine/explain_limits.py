"""How one offer stands to every limit in force."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from fmselect.domain.catalog import Record
from fmselect.domain.explanation import LimitVerdict
from fmselect.domain.recommendation import Fact
from fmselect.engine.commercial_use import by_host, hosts_terms, maker_serves, terms_record
from fmselect.engine.constraints import Active, active_constraints
from fmselect.engine.evidence import fact, row_facts
from fmselect.engine.limit_facts import limit_facts
from fmselect.engine.limit_words import KEPT, WORDINGS
from fmselect.engine.limits_license import JUDGED_BY_TERMS, permissions
from fmselect.engine.subject import Subject
from fmselect.engine.tier_facts import tier_facts
from fmselect.engine.verdict import Situation, Verdict


def limit_verdicts(
    subject: Subject, record: Record, situation: Situation, failed: Collection[str]
) -> list[LimitVerdict]:
    """The verdict of every limit in force, in the order in which they are judged.

    Args:
        subject: The offer.
        record: Its full record, for the sources.
        situation: What limits are judged against.
        failed: Names of the limits it is not shown to satisfy; what is neither a pass nor among
            these, the user agreed to.
    """
    facts = row_facts(subject.candidate, record)
    verdicts: list[LimitVerdict] = []
    for active in active_constraints(situation):
        name, limit = active.constraint.name, active.limit
        verdict = active.judge(subject)
        actual = verdict.actual
        if actual is None:
            actual = WORDINGS.get(name, KEPT).actual(subject, situation)
        terms = _terms_facts(name, subject, situation)
        verdicts.append(
            {
                "constraint": name,
                "limit": sorted(limit) if isinstance(limit, (tuple, frozenset)) else limit,
                "actual": list(actual) if isinstance(actual, tuple) else actual,
                "short_by": verdict.short_by,
                "status": verdict.status,
                "condition": verdict.condition,
                "agreed": verdict.status != "pass" and name not in failed,
                "reason": _reason(active, verdict, actual, subject)
                + _unread(verdict, terms, subject),
                "facts": {
                    **limit_facts(name, limit, subject.candidate, record, facts),
                    **tier_facts(name, verdict, subject.candidate, record, situation),
                    **terms,
                },
            }
        )
    return verdicts


def _terms_facts(name: str, subject: Subject, situation: Situation) -> dict[str, Fact]:
    """What the text of the terms says, where a limit is judged by it."""
    if name not in JUDGED_BY_TERMS:
        return {}
    record = terms_record(subject.candidate, situation)
    found = {"terms": fact(record.get("conditions"), record)} if record else {}
    for field in permissions(name, situation):
        if record.get(field) is not None:
            found[f"terms.{field}"] = fact(record[field], record)
    return _service_facts(name, subject, situation) | found


def _service_facts(name: str, subject: Subject, situation: Situation) -> dict[str, Fact]:
    """What whoever serves open weights says of it: unknown where no terms are recorded."""
    candidate = subject.candidate
    if name == "use.redistribute" or candidate.privacy.self_hosted or by_host(candidate):
        return {}
    sold = hosts_terms(candidate, situation)
    title = "makers_terms" if maker_serves(candidate) else "hosts_terms"
    field = permissions(name, situation)[0]
    found = {title: fact(sold.get(field), sold)}
    if sold.get(field) is not None and sold.get("conditions"):
        found[f"{title}.limits"] = fact(sold["conditions"], sold)
    return found


def _unread(verdict: Verdict, terms: Mapping[str, Fact], subject: Subject) -> str:
    """That a pass is the word of the licence alone, where the host's terms are not recorded."""
    hosts = terms.get("hosts_terms")
    if verdict.status != "pass" or hosts is None or hosts["value"] is not None:
        return ""
    return f"; what the terms of {subject.candidate.provider} say of it is not recorded"


def _reason(active: Active, verdict: Verdict, actual: Any, subject: Subject) -> str:
    """Why, in a sentence."""
    if verdict.status == "pass":
        wording = WORDINGS.get(active.constraint.name, KEPT)
        return wording.passed(active.limit, actual, subject)
    return verdict.reason.format(
        limit=active.limit, actual=verdict.actual, short_by=verdict.short_by
    )
