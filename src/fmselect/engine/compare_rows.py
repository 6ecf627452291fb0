"""Rows of a comparison: criteria, limits and facts, one cell for each offer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fmselect.domain.comparison import (
    ComparedCriterion,
    ComparedFact,
    ComparedLimit,
    ComparedMeasure,
)
from fmselect.domain.explanation import CriterionPart, LimitVerdict
from fmselect.domain.recommendation import Fact, Measure
from fmselect.engine.targets import Chosen
from fmselect.tuples import NamedTuple

_SAME = 1e-12
"""Values nearer to each other are the same."""


class Side(NamedTuple):
    """One of the offers, with all that is shown of it.

    Attributes:
        named: As it was asked for.
        chosen: The offer and its place.
        facts: Of its row.
        measures: What its kind of model is judged by.
        verdicts: Of the limits in force.
        parts: Of the criteria, measured against the first named.
        warnings: What to know before relying on it.
    """

    named: str
    chosen: Chosen
    facts: dict[str, Fact]
    measures: dict[str, Measure]
    verdicts: list[LimitVerdict]
    parts: list[CriterionPart]
    warnings: list[str]

    @property
    def offer(self) -> str:
        """Its id."""
        return self.chosen.scored.subject.candidate.offer


def criterion_rows(sides: Sequence[Side]) -> Iterator[ComparedCriterion]:
    """One row for each criterion that is weighed."""
    for parts in zip(*(side.parts for side in sides), strict=True):
        highest = max(part["value"] for part in parts)
        differs = any(highest - part["value"] > _SAME for part in parts)
        yield {
            "criterion": parts[0]["criterion"],
            "unit": parts[0]["unit"],
            "weight": parts[0]["weight"],
            "differs": differs,
            "highest": [
                side.offer
                for side, part in zip(sides, parts, strict=True)
                if differs and highest - part["value"] <= _SAME
            ],
            "cells": [
                {
                    "amount": part["amount"],
                    "status": part["status"],
                    "value": part["value"],
                    "contribution": part["contribution"],
                    "difference": part["difference"] or 0.0,
                }
                for part in parts
            ],
        }


def limit_rows(sides: Sequence[Side]) -> Iterator[ComparedLimit]:
    """One row for each limit in force."""
    for verdicts in zip(*(side.verdicts for side in sides), strict=True):
        yield {
            "constraint": verdicts[0]["constraint"],
            "limit": verdicts[0]["limit"],
            "differs": len({(item["status"], item["agreed"]) for item in verdicts}) > 1,
            "cells": [
                {
                    "status": item["status"],
                    "agreed": item["agreed"],
                    "actual": item["actual"],
                    "short_by": item["short_by"],
                    "condition": item["condition"],
                    "reason": item["reason"],
                }
                for item in verdicts
            ],
        }


_NO_FACT: Fact = {"value": None, "status": "unknown", "source": None, "observed": None}


def fact_rows(sides: Sequence[Side]) -> Iterator[ComparedFact]:
    """One row for each fact that any of them has a row for."""
    fields = dict.fromkeys(field for side in sides for field in side.facts)
    for field in fields:
        cells = [side.facts.get(field, _NO_FACT) for side in sides]
        values: list[Any] = [cell["value"] for cell in cells]
        yield {
            "field": field,
            "differs": any(value != values[0] for value in values),
            "cells": cells,
        }


def measure_rows(sides: Sequence[Side]) -> Iterator[ComparedMeasure]:
    """One row for each measure that any of them has, in the order of the fullest first.

    A test set that one model was never run on is unknown of it.
    """
    first: dict[str, Measure] = {}
    for side in sorted(sides, key=lambda side: -len(side.measures)):
        for name, found in side.measures.items():
            first.setdefault(name, found)
    for name, known in first.items():
        missing: Measure = {
            **_NO_FACT,
            "title": known["title"],
            "unit": known["unit"],
            "note": None,
        }
        cells = [side.measures.get(name, missing) for side in sides]
        yield {
            "measure": name,
            "title": known["title"],
            "unit": known["unit"],
            "differs": any(cell["value"] != cells[0]["value"] for cell in cells),
            "cells": cells,
        }
