"""`fmselect recommend A+B`: several models that are one choice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

Call = Callable[..., Any]

FILE = """\
stack:
  - role: search
    task: embedding
    workload: {documents: 1M}
  - role: answers
    task: chat
    share: 3
    constraints: {min_context_tokens: 16k}
constraints:
  max_cost_usd_per_month: 5000
"""


def written(tmp_path: Path, text: str) -> str:
    """A requirements file."""
    path = tmp_path / "requirements.yaml"
    path.write_text(text)
    return str(path)


def test_tasks_joined_by_a_plus_are_one_choice(fmselect: Call) -> None:
    """Every combination has a part for each role, and its bill is theirs together."""
    answer = fmselect("recommend", "embedding+chat", "--json")
    assert answer.code == 0
    document = answer.document
    assert document["schema"] == "fmselect/stack-recommendation@1"
    jsonschema.validate(document, json.loads(fmselect("schema", "stack-recommendation").out))
    for row in document["ranking"]:
        assert [part["role"] for part in row["parts"]] == ["embedding", "chat"]
        bills = [part["cost_usd_per_month"] for part in row["parts"]]
        if None in bills:
            assert row["cost_usd_per_month"] is None
        else:
            assert row["cost_usd_per_month"] == pytest.approx(sum(bills))
        assert sum(row["contributions"].values()) == pytest.approx(row["score"])


def test_a_file_states_roles_shares_and_what_is_shared(fmselect: Call, tmp_path: Path) -> None:
    """Volumes and limits of a role are its own; the budget holds for all of them together."""
    answer = fmselect("recommend", "-r", written(tmp_path, FILE), "--json").document
    search, answers = answer["roles"]
    assert (search["role"], answers["role"]) == ("search", "answers")
    assert search["requirements"]["workload"]["documents"] == 1_000_000
    assert "max_cost_usd_per_month" not in search["requirements"].get("constraints", {})
    assert answers["requirements"]["constraints"] == {"min_context_tokens": 16_000}
    assert answer["requirements"]["constraints"] == {"max_cost_usd_per_month": 5000}
    shares = {role["role"]: role["share"] for role in answer["roles"]}
    assert shares in ({"search": 0.25, "answers": 0.75}, {"search": 0.0, "answers": 1.0})


def test_a_budget_that_no_combination_keeps_is_the_answer_no(fmselect: Call) -> None:
    """The answer says what the cheapest combination costs; with that much there is one."""
    refused = fmselect("recommend", "embedding+chat", "--max-cost", "0.01", "--json")
    assert (refused.code, refused.document["ranking"]) == (1, [])
    least = refused.document["least_cost_usd_per_month"]
    enough = fmselect("recommend", "embedding+chat", "--max-cost", str(least + 0.01), "--json")
    assert enough.code == 0
    assert (
        "no combination keeps" in fmselect("recommend", "embedding+chat", "--max-cost", "0.01").out
    )


def test_the_smallest_repair_of_a_stack_repairs_it(fmselect: Call) -> None:
    """What is said to be enough is, and less is not."""
    words = ("recommend", "embedding+chat", "--max-cost", "0.01")
    (repair,) = fmselect(*words, "--json").document["repairs"]
    (step,) = repair["admission"]
    assert step["sentence"] in fmselect(*words).out
    option, amount = step["sentence"].removeprefix("with ").split()
    again = fmselect("recommend", "embedding+chat", option, amount, "--json")
    assert [part["offer"] for part in again.document["ranking"][0]["parts"]] == repair["offers"]
    less = str(float(amount) * 0.99)
    assert fmselect("recommend", "embedding+chat", option, less).code == 1


def test_a_role_without_offers_says_what_would_admit_one(fmselect: Call) -> None:
    """Its own limits come first: relaxing the budget of the whole would help nobody."""
    words = ("recommend", "embedding+chat", "--min-context", "90M", "--max-cost", "0.01")
    answer = fmselect(*words, "--json")
    assert (answer.code, answer.document["repairs"]) == (1, [])
    for role in answer.document["roles"]:
        assert role["considered"]["eligible_offers"] == 0
        assert role["repairs"][0]["admission"][0]["option"] == "--min-context"
        assert f"Next        {role['role']}: " in fmselect(*words).out


def test_a_stack_has_what_its_roles_are_judged_by(fmselect: Call) -> None:
    """The measures of each part, with units, as for a model alone."""
    answer = fmselect("recommend", "embedding+chat", "--json").document
    search, answers = answer["ranking"][0]["parts"]
    assert search["measures"]["dimensions"]["unit"] == "dimensions"
    assert answers["measures"] == {}
    assert (
        f"{search['measures']['dimensions']['value']:,} dimensions"
        in fmselect("recommend", "embedding+chat").out
    )


def test_what_nobody_stated_is_said_to_be_assumed(fmselect: Call) -> None:
    """Role by role: the volume of the language model is the user's, that of the other is not."""
    words = ("recommend", "embedding+chat", "--requests", "5k")
    search, answers = fmselect(*words, "--json").document["roles"]
    assert "workload.documents" in search["assumed"]
    assert "workload.requests" not in answers["assumed"]
    text = fmselect(*words).out
    assert "embedding   assumed: " in text
    assert "You said    5k requests a month" in text
    assert "chat        assumed: " in text


def test_the_first_token_of_a_stack_is_that_of_its_last_role(fmselect: Call) -> None:
    """Two language models: the answer of the first, then the first token of the second."""
    words = ("recommend", "chat+coding", "--max-ttft", "500")
    row = fmselect(*words, "--json").document["ranking"][0]
    first, last = row["parts"]
    waited = first["response_seconds"] + last["first_token_seconds"]
    assert row["first_token_seconds"] == pytest.approx(waited)
    assert row["first_token_seconds"] < row["response_seconds"]
    assert "first token in ~" in fmselect(*words).out
    assert "first token in" not in fmselect("recommend", "chat+coding").out


def test_one_provider_for_all(fmselect: Call, tmp_path: Path) -> None:
    """`same_provider` leaves combinations of one provider only."""
    file = written(tmp_path, FILE + "same_provider: true\n")
    answer = fmselect("recommend", "-r", file, "--json").document
    assert all(len({part["provider"] for part in row["parts"]}) == 1 for row in answer["ranking"])


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("stack:\n  - task: chatt\n  - task: chat\n", "there is no task 'chatt'", 2),
        ("stack:\n  - task: chat\n", "a stack has 2 to 6 roles, and this one has 1", 1),
        ("stack:\n  - task: chat\n  - tusk: chat\n", "unknown key 'tusk'", 3),
        ("stack:\n  - {}\n  - task: chat\n", "a role needs a task", 2),
        ("stack:\n  - {task: chat, role: [1]}\n  - task: math\n", "is no text of at most 40", 2),
        (
            "stack:\n  - task: chat\n  - task: math\nsame_provider: maybe\n",
            "same_provider: 'maybe' is not true or false",
            4,
        ),
        ("stack: chat\n", "stack: is not a list of roles", 1),
        ("stack:\n  - task: chat\n    share: 0\n  - task: math\n", "'0' is not above zero", 3),
        (
            "stack:\n  - task: chat\n    workload: {requests: many}\n  - task: math\n",
            "workload.requests: ",
            3,
        ),
    ],
)
def test_a_role_that_cannot_be_read_names_its_line(
    fmselect: Call, tmp_path: Path, text: str, message: str, line: int
) -> None:
    """What is wrong with a role is said with its line; exit code 4, and no output."""
    answer = fmselect("recommend", "-r", written(tmp_path, text))
    assert (answer.code, answer.out) == (4, "")
    assert message in answer.err
    assert f"requirements.yaml:{line}:" in answer.err


def test_a_mistyped_task_of_a_stack_is_a_usage_error(fmselect: Call) -> None:
    """In the words of a call it is exit code 2, with the nearest task."""
    answer = fmselect("recommend", "embeding+chat")
    assert (answer.code, answer.out) == (2, "")
    assert "did you mean embedding" in answer.err


def test_formats(fmselect: Call) -> None:
    """A table and Markdown; a format a stack is not written in is refused by name."""
    assert "embedding + chat: the first" in fmselect("recommend", "embedding+chat").out
    markdown = fmselect("recommend", "embedding+chat", "--format", "markdown").out
    assert markdown.startswith("## embedding + chat")
    assert fmselect("recommend", "embedding+chat", "--format", "csv").code == 2


@pytest.mark.parametrize("option", ["--pareto", "--all-offers", "--explain-excluded", "--precise"])
def test_an_option_of_single_models_is_refused(fmselect: Call, option: str) -> None:
    """Nobody takes it for heard."""
    answer = fmselect("recommend", "embedding+chat", option)
    assert (answer.code, answer.out) == (2, "")
    assert f"{option} is not for a stack" in answer.err
