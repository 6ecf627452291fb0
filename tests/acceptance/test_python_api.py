"""The calls a script makes: the very documents that the commands print."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import fmselect as package
from fmselect import (
    Comparison,
    Constraints,
    Explanation,
    FmselectError,
    Preferences,
    PrivacyConstraints,
    Recommendation,
    Requirements,
    Workload,
    compare,
    explain,
    load_catalog,
    read_requirements,
    recommend,
)
from fmselect.errors import UsageError

Call = Callable[..., Any]
DAY = date(2026, 11, 23)
TODAY = ("--today", "2026-11-23")
CODING = Requirements(task="coding", constraints=Constraints(max_cost_usd_per_month=20_000))
WORDS = ("coding", "--max-cost", "20k", *TODAY, "--json")
NAMES = ["acme/atlas-2", "example/quill-70b"]


def _untyped(value: object) -> Any:
    """A value as a script passes it that no type checker has seen."""
    return value


def as_json(document: object) -> Any:
    """A document as a program reads it."""
    return json.loads(json.dumps(document))


def test_recommend_gives_what_the_command_prints(fmselect: Call) -> None:
    """With the defaults, and with every option."""
    catalog = load_catalog()
    assert as_json(recommend(catalog, CODING, today=DAY)) == fmselect("recommend", *WORDS).document
    every = recommend(
        catalog,
        CODING,
        today=DAY,
        top=3,
        one_per_model=False,
        explain_excluded=True,
        precise=True,
        front_only=True,
    )
    options = ("--top", "3", "--all-offers", "--explain-excluded", "--precise", "--pareto")
    assert as_json(every) == fmselect("recommend", *WORDS, *options).document


def test_explain_gives_what_the_command_prints(fmselect: Call) -> None:
    """Of a model, of one of its offers, and of one that is out."""
    catalog = load_catalog()
    found = explain(catalog, CODING, NAMES[0], today=DAY)
    assert as_json(found) == fmselect("explain", NAMES[0], *WORDS).document
    offer = found["offers"][-1]["offer"]
    one = explain(catalog, CODING, NAMES[0], offer=offer, today=DAY, precise=True)
    told = fmselect("explain", NAMES[0], *WORDS, "--offer", offer, "--precise")
    assert as_json(one) == told.document
    cheap = Requirements(task="coding", constraints=Constraints(max_cost_usd_per_month=1))
    out = explain(catalog, cheap, NAMES[0], today=DAY)
    assert out["standing"] == "out"
    words = ("coding", "--max-cost", "1", *TODAY, "--json")
    assert as_json(out) == fmselect("explain", NAMES[0], *words).document


def test_compare_gives_what_the_command_prints(fmselect: Call) -> None:
    """Two models, in the order in which they are named."""
    found = compare(load_catalog(), CODING, NAMES, today=DAY)
    assert as_json(found) == fmselect("compare", *NAMES, *WORDS).document
    assert [item["model"] for item in found["offers"]] == NAMES


def test_a_file_and_a_policy_are_read_as_the_command_reads_them(
    fmselect: Call, tmp_path: Path
) -> None:
    """The policy's limit wins, and says where it is stated."""
    mine, theirs = tmp_path / "mine.yaml", tmp_path / "policy.yaml"
    mine.write_text("task: coding\nconstraints: {max_cost_usd_per_month: 500}\n", encoding="utf-8")
    theirs.write_text("constraints:\n  max_cost_usd_per_month: 1\n", encoding="utf-8")
    asked = read_requirements(mine, policy=theirs)
    assert asked.constraints.max_cost_usd_per_month == 1.0
    found = recommend(load_catalog(), asked, today=DAY)
    told = fmselect("recommend", "-r", str(mine), "--policy", str(theirs), *TODAY, "--json")
    assert as_json(found) == told.document
    policies = {miss["failed"][0]["policy"] for miss in found["near_misses"]}
    assert policies <= {f"{theirs}:2:3", None}


def test_what_cannot_be_meant_is_an_error_of_ours() -> None:
    """Never a traceback of something else: a name that nothing has, too few to compare."""
    catalog = load_catalog()
    with pytest.raises(FmselectError, match="nobody/nothing"):
        explain(catalog, CODING, "nobody/nothing", today=DAY)
    with pytest.raises(FmselectError, match="1 to compare"):
        compare(catalog, CODING, NAMES[:1], today=DAY)
    with pytest.raises(FmselectError, match="codnig"):
        recommend(catalog, Requirements(task="codnig"), today=DAY)


def test_the_calls_are_typed() -> None:
    """Each names the document it gives."""
    documents = {
        recommend: "Recommendation",
        explain: "Explanation",
        compare: "Comparison",
    }
    for call, name in documents.items():
        assert call.__annotations__["return"] == name
    assert all(get_type_hints(kind) for kind in (Recommendation, Explanation, Comparison))


def test_every_public_name_is_there_and_loaded_late() -> None:
    """`import fmselect` alone reads next to nothing; the names are listed and can be had."""
    for name in package.__all__:
        assert getattr(package, name) is not None
    assert sorted(package.__all__) == sorted(dir(package))
    script = (
        "import sys, fmselect; print(sorted(m for m in sys.modules if m.startswith('fmselect')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "['fmselect', 'fmselect._version']"


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"task": "coding"}, "requirements"),
        (Requirements(task=_untyped(None)), "task"),
        (Requirements(task="coding", constraints=_untyped({"license": "osi"})), "constraints"),
        (
            Requirements("coding", constraints=Constraints(privacy=_untyped(()))),
            "constraints.privacy",
        ),
        (
            Requirements("coding", constraints=Constraints(license=_untyped(["MIT"]))),
            "constraints.license",
        ),
        (
            Requirements("coding", constraints=Constraints(license="comercial")),
            "constraints.license",
        ),
        (
            Requirements("coding", constraints=Constraints(features=_untyped("tools"))),
            "constraints.features",
        ),
        (
            Requirements("coding", constraints=Constraints(open_weights=_untyped("yes"))),
            "constraints.open_weights",
        ),
        (
            Requirements(
                "coding",
                constraints=Constraints(privacy=PrivacyConstraints(regions=_untyped("eu"))),
            ),
            "constraints.privacy.regions",
        ),
        (
            Requirements("coding", preferences=Preferences(priorities=_untyped(["cost"]))),
            "preferences.priorities",
        ),
        (
            Requirements("coding", preferences=Preferences(weights=_untyped({"cost": 1}))),
            "preferences.weights",
        ),
        (Requirements("coding", workload=Workload(requests=_untyped("50k"))), "workload.requests"),
    ],
)
def test_what_has_the_wrong_type_is_named_as_in_a_file(asked: Any, where: str) -> None:
    """By each of the three calls, with what to write instead."""
    catalog = load_catalog()
    calls: tuple[Callable[[], object], ...] = (
        lambda: recommend(catalog, asked),
        lambda: explain(catalog, asked, NAMES[0]),
        lambda: compare(catalog, asked, NAMES),
    )
    for call in calls:
        with pytest.raises(UsageError) as caught:
            call()
        assert caught.value.where == where
        assert caught.value.hint


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"today": "2026-11-24"}, "today"),
        ({"today": date.max}, "today"),
        ({"top": 0}, "top"),
        ({"top": True}, "top"),
    ],
)
def test_a_day_and_a_number_of_rows_are_what_they_say(options: Any, where: str) -> None:
    """A text is no date, and no row is no answer."""
    with pytest.raises(UsageError) as caught:
        recommend(load_catalog(), CODING, **options)
    assert caught.value.where == where
