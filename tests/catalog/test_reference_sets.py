"""The requirement sets that changes of the catalog are judged by are valid and have an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fmselect.api import load_catalog
from fmselect.catalog.locate import source_folder
from fmselect.catalog.review.scenarios import Scenario, scenarios
from fmselect.engine.decision import decide

CASES = list(scenarios(source_folder(), {}))
TODAY = date(2026, 11, 24)


def test_there_are_real_cases(project: Path) -> None:
    """About a dozen, each with a title of its own and a name that is no task's."""
    titles = {case.title for case in CASES}
    tasks = {path.stem for path in (project / "catalog" / "tasks").glob("*.yaml")}

    assert 8 <= len(CASES) <= 20
    assert len(titles) == len(CASES)
    assert not tasks & {case.name for case in CASES}
    assert all(len(title) > 20 for title in titles)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_has_an_answer_that_can_change(case: Scenario) -> None:
    """At least five models keep its limits, and at least one does not."""
    decision = decide(load_catalog(), case.requirements, today=TODAY)
    models = {subject.candidate.model for subject in decision.screening.eligible}

    assert len(decision.order) >= 5
    assert len(models) < len({subject.candidate.model for subject in decision.subjects})
