"""docs/reference/lint-rules.md: what `catalog lint` looks for, why, and how to repair it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fmselect.catalog.lint import INVALID_RECORD, INVALID_REQUIREMENTS, LOADER_RULES, RULES
from fmselect.catalog.lint_exceptions import FILE_NAME
from fmselect.catalog.rules.model import Rule, documentation
from fmselect.domain.records import LintException
from tools.reference import classes
from tools.reference.markdown import code, page, table

_INTRODUCTION = """\
`fmselect catalog lint` reads every file of a catalog, then looks at all of it by these rules. All
problems are told in one run, as `file:line:column: severity: what is wrong; what to do [rule]`.
An `error` stops a merge, a `warning` wants a look and stops one under `--strict`, an `info` is only
counted; `--verbose` and `--format json` list it."""

_TITLES = {
    "references": "References between records",
    "names": "Names",
    "models": "Models",
    "limits": "Limits",
    "vocabulary": "Words",
    "billing": "Billing",
    "price_lists": "Price lists",
    "price_levels": "The size of prices",
    "price_peers": "Prices against others",
    "dates": "Dates",
    "provenance": "Sources",
    "secrets": "Secrets",
    "results": "Results of benchmarks",
    "expectations": "Results against what is to be expected",
    "witnesses": "Who says that a model has a score",
    "families": "What belongs together",
    "misattributed": "Facts of another record",
    "speeds": "Speeds",
    "providers": "Providers",
    "licenses": "Licences",
    "hardware": "Hardware",
    "tasks": "Tasks",
    "requests": "Policies and scenarios",
    "files": "Files",
    "exceptions": "Exceptions",
}

_EXCEPTIONS = f"""\
## What is odd but true

A finding that is true all the same is excused in `{FILE_NAME}` at the top of the catalog, or of an
overlay: one finding each, with the value that is there. There are no wildcards, and another value
at the same place is not excused. `catalog lint --format json` gives `record`, `key` and `value` of
each finding as they are written here, and lists what is excused. Rules without the mark *can be
excused* have no exceptions.

```yaml
exceptions:
  - rule: price-level
    record: offers/acme/acme/atlas-2-max
    key: prices[0].output_usd_per_million_tokens
    value: 600
    reason: The dearest model of the lab; its page and a gateway state the same.
    decided: 2026-11-24
    until: 2027-11        # optional: somebody looks again then
```"""


def lint_rules() -> str:
    """The page."""
    groups = list(dict.fromkeys(rule.group for rule in RULES.values()))
    body = [_counts(), *_loader()]
    for group in groups:
        body.append(f"## {_TITLES[group]}")
        for rule in RULES.values():
            if rule.group == group:
                body += _rule(rule)
    body += [_EXCEPTIONS, _fields()]
    return page("Lint rules", _INTRODUCTION, body)


def _fields() -> str:
    """The keys of an exception."""
    rows = [
        (code(f.name) + (" (required)" if f.required else ""), f.type, f.description)
        for f in classes.fields(LintException)
    ]
    return table(("key", "value", "meaning"), rows)


def _counts() -> str:
    counts = Counter(rule.severity for rule in RULES.values())
    counts["error"] += len(LOADER_RULES)
    told = f"{counts['error']} errors, {counts['warning']} warnings, {counts['info']} infos"
    return f"{counts.total()} rules: {told}."


def _loader() -> Iterator[str]:
    """What is told of files that cannot be read."""
    yield "## What a file must be"
    for name in (INVALID_RECORD, INVALID_REQUIREMENTS):
        yield f"### {name}"
        yield f"*error.* {LOADER_RULES[name]}"


def _rule(rule: Rule) -> Iterator[str]:
    told = documentation(rule)
    yield f"### {rule.id}"
    mark = ", can be excused" if rule.excusable else ""
    yield f"*{rule.severity}{mark}.* {told.what}"
    yield f"**Why.** {told.why}"
    yield f"**Repair.** {told.repair}"
