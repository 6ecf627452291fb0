"""Twelve customers, the small catalog they ask, and what it answers them.

A customer is a folder under `tests/golden/customers`: one file of requirements for each question,
its comment being what the customer says, `policy.yaml` where an organisation has one, and the
answers that were checked by hand in `expected.yaml`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from fmselect.catalog.compile import compile_catalog
from fmselect.catalog.requirements_file import file_layer
from fmselect.catalog.store import CompiledCatalog, open_catalog
from fmselect.catalog.strict_yaml import read_yaml
from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.requirements import Requirements
from fmselect.domain.stack import Stack, read_stack
from fmselect.engine.constraints import failed_constraint
from fmselect.engine.decision import Decision, decide
from fmselect.engine.explain_limits import limit_verdicts
from fmselect.engine.limits_license import duties_of
from fmselect.engine.recommend import recommend
from fmselect.engine.stack.recommend import recommend_stack
from fmselect.engine.targets import failures_of

TESTS = Path(__file__).parents[1]
FOLDER = TESTS / "golden" / "customers"
CATALOG = TESTS / "fixtures" / "customer_catalog"
EXPECTED, POLICY = "expected", "policy"


class Question(NamedTuple):
    """One question of one customer."""

    customer: str
    name: str

    @property
    def path(self) -> Path:
        """The file that asks it."""
        return FOLDER / self.customer / f"{self.name}.yaml"

    @property
    def expected(self) -> dict[str, Any]:
        """The answer that was checked by hand."""
        answers: dict[str, Any] = expectations(self.customer)["questions"]
        found: dict[str, Any] = answers[self.name]
        return found

    @property
    def today(self) -> date:
        """The day it is asked on."""
        return date.fromisoformat(str(self.expected["today"]))


@cache
def expectations(customer: str) -> dict[str, Any]:
    """All of `expected.yaml`."""
    data = read_yaml(FOLDER / customer / f"{EXPECTED}.yaml").data
    found = _floats(data)
    assert isinstance(found, dict)
    return found


def _floats(value: Any) -> Any:
    """The values of a file, with binary fractions as the engine has them."""
    if isinstance(value, dict):
        return {key: _floats(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_floats(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def customers() -> list[str]:
    """Their names."""
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


def questions() -> Iterator[Question]:
    """Every question of every customer."""
    for customer in customers():
        for path in sorted((FOLDER / customer).glob("*.yaml")):
            if path.stem not in (EXPECTED, POLICY):
                yield Question(customer, path.stem)


@cache
def catalog() -> CompiledCatalog:
    """The small catalog, compiled once a run."""
    folder = Path(tempfile.mkdtemp(prefix="fmselect-customers-")) / "compiled"
    compile_catalog(CATALOG, folder)
    return open_catalog(folder)


def layers(question: Question) -> list[Layer]:
    """The policy, where there is one, and the requirements; places are named without folders."""
    paths = [question.path.with_stem(POLICY), question.path]
    found = []
    for path in paths:
        if path.exists():
            layer = file_layer(path)
            origin = "policy" if path.stem == POLICY else "file"
            found.append(Layer(layer.values, _short(layer, path), origin))  # type: ignore[arg-type]
    return found


def _short(layer: Layer, path: Path) -> Any:
    return lambda key: layer.where(key).replace(str(path), path.name)


def requirements(question: Question) -> Requirements:
    """What is asked, where it is not a stack."""
    return read_requirements(layers(question))


def stack(question: Question) -> Stack:
    """What is asked, where it is one."""
    return read_stack(layers(question), lambda task: catalog().task(task).type)


def is_stack(question: Question) -> bool:
    """Whether several models are asked for at once."""
    return "stack" in layers(question)[-1].values


def answered(question: Question, today: date) -> dict[str, Any]:
    """The answer in the form of `expected.yaml`, without the verdicts of single offers."""
    if is_stack(question):
        answer = recommend_stack(catalog(), stack(question), today=today)
        return {
            "eligible_offers": {
                role["role"]: role["considered"]["eligible_offers"] for role in answer["roles"]
            },
            "ranking": [
                {
                    "offers": [part["offer"] for part in row["parts"]],
                    "cost_usd_per_month": _cents(row["cost_usd_per_month"]),
                }
                for row in answer["ranking"]
            ],
        }
    answer_ = recommend(catalog(), requirements(question), today=today)
    return {
        "considered": dict(answer_["considered"]),
        "excluded_by": dict(sorted(answer_["excluded_by"].items())),
        "ranking": [
            {"offer": row["offer"], "cost_usd_per_month": _cents(row["cost_usd_per_month"])}
            for row in answer_["ranking"]
        ],
    }


def _cents(usd: float | None) -> float | None:
    return None if usd is None else round(usd, 2)


def decisions(question: Question, today: date) -> dict[str | None, Decision]:
    """Role -> its decision; the one role is None where it is not a stack."""
    if is_stack(question):
        asked = {role.name: role.requirements for role in stack(question).roles}
    else:
        asked = {None: requirements(question)}  # type: ignore[dict-item]
    return {role: decide(catalog(), wanted, today=today) for role, wanted in asked.items()}


def verdicts(decision: Decision, offer: str) -> dict[str, Any]:
    """How one offer stands: what it is out by or agreed to, as `explain` prints it, and duties."""
    (subject,) = [one for one in decision.subjects if one.candidate.offer == offer]
    situation = decision.situation
    failures = failures_of(decision, subject)
    places = {f.active.constraint.name: failed_constraint(f)["policy"] for f in failures}
    record = catalog().offer_record(subject.candidate.position, situation.task.type)
    found: dict[str, Any] = {"eligible": not failures}
    rows = []
    for limit in limit_verdicts(subject, record, situation, places):
        if limit["status"] == "pass":
            continue
        told = {key: limit[key] for key in ("constraint", "status", "condition")}
        row: dict[str, Any] = {key: value for key, value in told.items() if value is not None}
        if limit["short_by"] is not None:
            row["short_by"] = round(limit["short_by"], 2)
        if limit["agreed"]:
            row["agreed"] = True
        if places.get(limit["constraint"]):
            row["policy"] = places[limit["constraint"]]
        row["reason"] = limit["reason"]
        facts = {
            name: {key: fact[key] for key in ("value", "source", "observed")}
            for name, fact in limit["facts"].items()
            if fact["source"]
        }
        rows.append({**row, **({"facts": facts} if facts else {})})
    if rows:
        found["verdicts"] = rows
    duties = duties_of(subject.candidate, situation)
    if duties and not failures:
        found["duties"] = [duty["text"] for duty in duties if duty["applies"] == "yes"]
    return found
