"""Files, options and policies become one set of requirements, or a list of problems."""

from __future__ import annotations

from typing import Any

import pytest

from fmselect.domain.intake import Layer, nest, read_requirements
from fmselect.domain.requirement_fields import BY_PATH
from fmselect.domain.requirements import Requirements
from fmselect.errors import FmselectError, InvalidFileError, Problems, UsageError


def file(values: Any) -> Layer:
    """A requirements file."""
    return Layer(values, lambda path: f"requirements.yaml:{path}", "file")


def policy(values: Any) -> Layer:
    """An organisation's policy."""
    return Layer(values, lambda path: f"policy.yaml:{path}", "policy")


def options(**values: object) -> Layer:
    """Options by name, `max_cost="500"`."""
    by_option = {field.option: field.path for field in BY_PATH.values()}
    paths = {by_option["--" + name.replace("_", "-")]: value for name, value in values.items()}
    return Layer(nest(paths), lambda path: BY_PATH[path].option or path)


def problem(*layers: Layer) -> FmselectError:
    """The one problem these layers have."""
    with pytest.raises(FmselectError) as caught:
        read_requirements(layers)
    assert not isinstance(caught.value, Problems)
    return caught.value


CONTRACT = {
    "task": "coding",
    "workload": {
        "requests": "50k",
        "input_tokens": "4k",
        "output_tokens": 800,
        "cached_input_share": "0.6",
        "batch_share": "0.0",
    },
    "constraints": {
        "max_cost_usd_per_month": 500,
        "max_first_token_seconds": 2,
        "max_response_seconds": 15,
        "min_context_tokens": "128k",
        "min_output_tokens": "8k",
        "min_capability": 100,
        "license": "commercial",
        "open_weights": True,
        "privacy": {
            "self_hosted": False,
            "no_training": True,
            "max_retention_days": 0,
            "regions": ["eu"],
            "certifications": ["soc2"],
            "exclude_headquarters": ["cn"],
        },
        "features": ["tools", "structured-output"],
        "languages": ["de", "ja"],
        "providers": {"allow": [], "deny": []},
        "models": {"allow": [], "deny": []},
        "min_months_to_retirement": 6,
        "max_fact_age_days": 365,
    },
    "preferences": {
        "priorities": ["capability", "cost", "latency"],
        "industry": "healthcare",
        "anchors": {"cost": {"good": 25, "bad": 500}},
    },
    "budget_for": {"people": 3},
}


def test_the_file_of_the_contract_is_read_completely() -> None:
    """Every key of the published example reaches its place."""
    found = read_requirements([file(CONTRACT)])
    assert found.task == "coding"
    assert found.workload.requests == 50_000
    assert found.workload.cached_input_share == 0.6
    assert found.constraints.max_cost_usd_per_month == 500
    assert found.constraints.min_context_tokens == 128_000
    assert found.constraints.privacy.max_retention_days == 0
    assert found.constraints.privacy.regions == ("eu",)
    assert found.constraints.features == ("tools", "structured-output")
    assert found.preferences.priorities == ("capability", "cost", "latency")
    assert found.preferences.cost_anchors_usd_per_month == (25.0, 500.0)
    assert found.budget_for_people == 3


def test_options_say_the_same_as_the_file() -> None:
    """One model, two spellings."""
    by_file = {
        "workload": {"requests": 50_000, "cached_input_share": "60%"},
        "constraints": {
            "max_cost_usd_per_month": 500,
            "providers": {"allow": ["a", "b"]},
            "open_weights": True,
            "privacy": {"regions": ["eu", "ch"]},
        },
        "preferences": {"weights": {"capability": 2, "cost": 1}},
    }
    by_option = options(
        requests="50k",
        cached="0.6",
        max_cost="$500",
        provider=["a,b"],
        open_weights=True,
        region=["EU", "ch"],
        weight=["cost=1", "capability=2"],
    )
    assert read_requirements([file(by_file)]) == read_requirements([by_option])


def test_options_win_over_the_file_field_by_field() -> None:
    """What the option does not name stays as the file has it."""
    base = file({"workload": {"requests": 10, "input_tokens": 20}})
    found = read_requirements([base, options(requests="99")])
    assert found.workload.requests == 99
    assert found.workload.input_tokens == 20


def test_weights_of_an_option_replace_priorities_of_the_file() -> None:
    """Three ways to say one thing: the stronger layer's way counts alone."""
    base = file({"preferences": {"priorities": ["cost"]}})
    found = read_requirements([base, options(weight=["latency=1"])])
    assert found.preferences.weights == (("latency", 1.0),)
    assert found.preferences.priorities == ()


@pytest.mark.parametrize(
    "values",
    [
        {"preferences": "equal"},
        {"preferences": {"priorities": "equal"}},
        {"preferences": {"equal": True}},
    ],
)
def test_equal_may_be_written_in_three_ways(values: dict[str, Any]) -> None:
    """As the preferences, as the priorities, or as a flag."""
    assert read_requirements([file(values)]).preferences.equal


def test_a_tie_may_be_a_list_or_an_equals_sign() -> None:
    """Both give the same order."""
    one = file({"preferences": {"priorities": ["capability", ["cost", "latency"]]}})
    two = options(prioritize="capability,cost=latency")
    assert read_requirements([one]) == read_requirements([two])


def test_weights_may_be_words() -> None:
    """Each word is worth twice the one before."""
    words = {"capability": "critical", "cost": "high", "latency": "medium", "context": "low"}
    found = read_requirements([file({"preferences": {"weights": words}})])
    assert dict(found.preferences.weights) == {
        "capability": 8,
        "cost": 4,
        "latency": 2,
        "context": 1,
    }


def test_nothing_stated_is_a_task_and_no_limits() -> None:
    """No layer at all gives the default task."""
    assert read_requirements([]) == Requirements(task="chat")


@pytest.mark.parametrize(
    ("values", "place", "hint"),
    [
        ({"tsk": "coding"}, "tsk", "did you mean task?"),
        ({"workload": {"request": 1}}, "workload.request", "did you mean workload.requests?"),
        ({"max_cost": 5}, "max_cost", "did you mean constraints.max_cost_usd_per_month?"),
        (
            {"constraints": {"regions": ["eu"]}},
            "constraints.regions",
            "did you mean constraints.privacy.regions?",
        ),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest(
    values: dict[str, Any], place: str, hint: str
) -> None:
    """Wherever in the file the meant key lives."""
    found = problem(file(values))
    assert isinstance(found, InvalidFileError)
    assert found.where == f"requirements.yaml:{place}"
    assert found.hint == hint


@pytest.mark.parametrize(
    ("values", "where", "says"),
    [
        ({"cached": "1.5"}, "--cached", "above 1"),
        ({"requests": "-1"}, "--requests", "negative"),
        ({"max_cost": "abc"}, "--max-cost", "not US dollars"),
        ({"max_cost": ""}, "--max-cost", "empty"),
        ({"min_context": "1e400"}, "--min-context", "too large"),
        ({"region": ["narnia"]}, "--region", "country code"),
        ({"license": ["osi,MIT"]}, "--license", "stands alone"),
        ({"prioritize": "capability,cots"}, "--prioritize", "did you mean cost"),
        ({"prioritize": "cost,cost"}, "--prioritize", "twice"),
        ({"weight": ["cost"]}, "--weight", "NAME=VALUE"),
        ({"weight": ["cost=high", "latency=2"]}, "--weight", "mixes"),
        ({"weight": ["cost=0", "latency=0"]}, "--weight", "all weights are zero"),
        ({"anchors": ["cost=500:25"]}, "--anchors", "500"),
        ({"assume_unknown": ["privacy"]}, "--assume-unknown", "privacy"),
        ({"accept": ["region-choise"]}, "--accept", "region-choise"),
        ({"industry": "helthcare"}, "--industry", "did you mean healthcare"),
        ({"provider": ["a,,b"]}, "--provider", "empty name"),
    ],
)
def test_a_wrong_value_is_refused_at_its_option(
    values: dict[str, object], where: str, says: str
) -> None:
    """One message, naming the option."""
    found = problem(options(**values))
    assert isinstance(found, UsageError)
    assert found.where == where
    assert says in found.message


@pytest.mark.parametrize(
    ("layer", "where"),
    [
        (options(prioritize="cost", weight=["cost=1"]), "--weight"),
        (options(provider=["a"], not_provider=["a"]), "--not-provider"),
        (options(model=["l/m"], not_model=["l/m"]), "--not-model"),
        (options(self_hosted=True, provider=["a"]), "--self-hosted"),
        (options(self_hosted=True, not_provider=["self"]), "--self-hosted"),
        (options(min_context="8k", min_output="16k"), "--min-output"),
        (options(cached="0.6", cache_writes="0.6"), "--cache-writes"),
    ],
)
def test_a_contradiction_is_refused(layer: Layer, where: str) -> None:
    """Limits no offer could satisfy together, and preferences said twice."""
    assert problem(layer).where == where


def test_all_problems_of_a_file_are_found_in_one_run() -> None:
    """A reader fixes a file once."""
    values = {"tsk": 1, "workload": {"requests": -1}, "constraints": {"license": []}}
    with pytest.raises(Problems) as caught:
        read_requirements([file(values)])
    assert [item.where for item in caught.value.problems] == [
        "requirements.yaml:tsk",
        "requirements.yaml:workload.requests",
        "requirements.yaml:constraints.license",
    ]
    assert caught.value.kind == "invalid-file"


def test_a_policy_can_only_be_tightened() -> None:
    """The stricter of the two limits is in force, field by field, whatever the order."""
    rules = policy(
        {
            "constraints": {
                "max_cost_usd_per_month": 100,
                "min_context_tokens": 8000,
                "license": "commercial",
                "privacy": {"no_training": True, "regions": ["eu"], "certifications": ["soc2"]},
                "providers": {"allow": ["a", "b"], "deny": ["c"]},
            }
        }
    )
    wanted = options(
        max_cost="500",
        min_context="16k",
        license=["any"],
        region=["de,us"],
        certification=["hipaa"],
        provider=["b"],
        not_provider=["d"],
    )
    found = read_requirements([rules, wanted])
    assert found == read_requirements([wanted, rules])
    limits = found.constraints
    assert limits.max_cost_usd_per_month == 100
    assert limits.min_context_tokens == 16_000
    assert limits.license == "commercial"
    assert limits.privacy.no_training
    assert limits.privacy.regions == ("de",)
    assert limits.privacy.certifications == ("soc2", "hipaa")
    assert limits.providers_allow == ("b",)
    assert limits.providers_deny == ("c", "d")


def test_what_a_policy_and_a_file_share_nothing_of_admits_nothing() -> None:
    """An empty intersection never means no limit."""
    rules = policy({"constraints": {"providers": {"allow": ["a"]}, "privacy": {"regions": ["eu"]}}})
    found = read_requirements([rules, options(provider=["b"], region=["us"])])
    assert found.constraints.providers_allow == ("none",)
    assert found.constraints.privacy.regions == ("none",)


def test_what_admits_nothing_is_no_contradiction_and_reads_back() -> None:
    """The engine then finds nothing eligible, with the reason."""
    rules = policy({"constraints": {"privacy": {"regions": ["eu"]}, "license": ["MIT"]}})
    found = read_requirements([rules, options(region=["us"], license=["GPL-3.0"])])
    assert found.constraints.license == ("none",)


def test_the_preferences_of_a_policy_are_only_defaults() -> None:
    """Its limits bind, its priorities do not."""
    rules = policy({"task": "coding", "preferences": {"priorities": ["privacy"]}})
    found = read_requirements([rules, options(prioritize="cost")])
    assert found.task == "coding"
    assert found.preferences.priorities == ("cost",)


def test_a_flag_that_a_policy_sets_cannot_be_unset() -> None:
    """`open_weights: false` does not loosen it."""
    rules = policy({"constraints": {"open_weights": True}})
    found = read_requirements([rules, file({"constraints": {"open_weights": False}})])
    assert found.constraints.open_weights
