"""The table of a recommendation."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmselect.domain.recommendation import Recommendation
from fmselect.domain.requirement_fields import FIELDS
from fmselect.render import FORMATTERS, View
from fmselect.render.phrases import PHRASES, TOLD_ELSEWHERE, amount, constraint_name


def lines(answer: Recommendation, width: int = 80) -> list[str]:
    """The table in a window of that width."""
    return FORMATTERS["table"](answer, View(width)).splitlines()


def line(answer: Recommendation, start: str, width: int = 200) -> str:
    """The line that starts with a label, in a window where nothing wraps."""
    return next(text for text in lines(answer, width) if text.startswith(start))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.integers(min_value=20, max_value=200))
def test_no_line_is_wider_than_the_window_but_for_ids(answer: Recommendation, width: int) -> None:
    """In any window: every model is whole, and a line that is too long is one id."""
    shown = lines(answer, width)
    for row in answer["ranking"]:
        assert any(row["model"] in text for text in shown)
    for text in shown:
        longest = max(map(len, text.split()), default=0)
        assert len(text) <= max(width, longest + 4)


def test_what_was_said_and_what_was_assumed_are_told_apart(answer: Recommendation) -> None:
    """Each requirement is on one of the two lines."""
    assert line(answer, "You said") == (
        "You said    at most $500 a month · context from 128k · no training on my data · "
        "processed in eu"
    )
    assert line(answer, "Assumed") == (
        "Assumed     50k requests a month · 4k tokens in · 800 tokens out · 60% of the input cached"
    )
    assert line(answer, "Weights").endswith("latency 0.11 (the task's own priorities)")
    answer["assumed"] = []
    assert not any(text.startswith("Assumed") for text in lines(answer))
    assert line(answer, "Weights").endswith("latency 0.11")


def test_what_was_looked_at_and_what_is_left(answer: Recommendation) -> None:
    """The counts, and the constraints that cost most offers first."""
    assert lines(answer)[0] == "coding: the first 4 of 41 models that meet every requirement"
    assert "234 models in 1,204 offers; 87 offers of 41 models left" in line(answer, "Looked at")
    assert line(answer, "Out").startswith("Out         context 612 · cost 301 · region 288")


def test_an_estimate_is_marked_and_so_is_the_unknown(answer: Recommendation) -> None:
    """`~` and `?` stand in the row, and the legend says what they mean, where they are used."""
    rows = [text for text in lines(answer, 200) if text[:1].isdigit()]
    assert "~4.1 s" in rows[0]
    assert "  ?" in rows[2]
    assert "~ estimated" in line(answer, "Marks")
    assert "? unknown" in line(answer, "Marks")
    answer["ranking"] = answer["ranking"][:1]
    answer["ranking"][0]["facts"] = {}
    assert "~ estimated" not in line(answer, "Marks")
    assert "? unknown" not in line(answer, "Marks")


def test_a_model_without_evidence_is_unproven(answer: Recommendation) -> None:
    """No number stands where there is no evidence."""
    rows = [text for text in lines(answer, 200) if text[:1].isdigit()]
    assert "92 (23)" in rows[0]
    assert "unproven" in rows[3]


def test_the_score_is_split_into_what_it_is_made_of(answer: Recommendation) -> None:
    """How much each criterion with a weight contributes: under the row, or beside it."""
    assert any("= capability .51 + cost .20 + latency .10" in text for text in lines(answer, 80))
    assert "  capability .51 + cost .20 + latency .10" in line(answer, "1  ")


def test_a_near_miss_says_what_it_fails_and_where_it_would_stand(answer: Recommendation) -> None:
    """With amounts where there are any, and with the reason where there are none."""
    assert line(answer, "Near miss") == (
        "Near miss   delta/delta/delta-5 would rank 1 with 0.83: cost $612.40, limit $500"
    )
    second = "beta/beta/beta-mini-4 would rank 2 with 0.79: where the data is processed is unknown"
    assert f"            {second}" in lines(answer, 200)


def test_a_near_miss_takes_two_lines_of_a_page_at_most(answer: Recommendation) -> None:
    """Also with a long name and several failures: the document has the rest."""
    miss = answer["near_misses"][1]
    miss["offer"] = "a-provider-with-a-name/lab-of-some-length/a-model-of-many-words-120b@priority"
    miss["failed"] = [*miss["failed"], *answer["near_misses"][0]["failed"]]
    shown = lines(answer, 100)
    start = next(number for number, text in enumerate(shown) if miss["offer"] in text)
    assert shown[start + 1].endswith("unknown; and 1 more")
    assert shown[start + 2].startswith("Careful")


def test_warnings_of_rows_are_gathered(answer: Recommendation) -> None:
    """A warning is told once, with the rows it belongs to."""
    for row in answer["ranking"]:
        row["warnings"].append("something in common")
    told = "\n".join(lines(answer, 200))
    assert told.count("something in common") == 1
    assert "rank 2: the capability is measured at another effort" in told


def test_doubts_are_told_where_they_were_worked_out(answer: Recommendation) -> None:
    """How close the call is, and the nearest change of a weight that changes the winner."""
    assert not any(text.startswith("How sure") for text in lines(answer))
    answer["ranking"][0]["win_probability"] = 0.58
    answer["ranking"][0]["too_close_to_call_with"] = ["beta/beta/beta-opus-4.5@priority"]
    sentence = "gamma/lab/x comes first if cost weighs 0.4107 (now 0.28)"
    answer["flips"] = [
        {
            "weight": "cost",
            "from": 0.28,
            "to": 0.4107,
            "winner": "gamma/lab/x",
            "level_with": 0,
            "sentence": sentence,
        }
    ]
    sure = line(answer, "How sure")
    assert "first in 58% of the draws of weights and evidence; too close to call with beta/" in sure
    assert "First" in line(answer, "#")
    assert "  58%  " in line(answer, "1  ")
    assert sentence in line(answer, "Would flip")


def test_every_excluded_offer_is_listed_where_it_was_asked_for(answer: Recommendation) -> None:
    """With each of its reasons on a line of its own."""
    assert not any(text.startswith("Out: ") for text in lines(answer))
    failed = [*answer["near_misses"][0]["failed"], *answer["near_misses"][1]["failed"]]
    answer["excluded"] = [{"offer": "x/y/z", "failed": failed}]
    shown = lines(answer, 200)
    start = shown.index("Out: 1 offer")
    assert shown[start + 1 : start + 3] == ["  x/y/z", "    cost $612.40, limit $500"]
    assert shown[start + 3].startswith("    where the data is processed is unknown")


def test_nothing_left_is_told_with_what_to_do(empty_answer: Recommendation) -> None:
    """No empty table: the counts, the near misses and the next step."""
    shown = lines(empty_answer)
    assert shown[0] == "coding: none of 234 models meets every requirement"
    assert not any(text.startswith("#") for text in shown)
    way = "delta/delta/delta-5 would be eligible with --max-cost 612.4"
    assert way in line(empty_answer, "Next").replace("\N{NO-BREAK SPACE}", " ")


def test_every_step_of_a_way_out_is_named(empty_answer: Recommendation) -> None:
    """Two limits that have to give way, and how many more offers would come in."""
    (repair,) = empty_answer["repairs"]
    repair["admission"] = [*repair["admission"], *empty_answer["near_misses"][1]["admission"]]
    repair["admits"] = 3
    text = " ".join(line(empty_answer, "Next").split())
    assert "with --max-cost 612.4, and once it is known, or without --region" in text
    assert "(as 2 more would be, each by its own amounts)" in text


def test_a_limit_of_a_policy_says_whose_it_is(answer: Recommendation) -> None:
    """In a near miss, with the place where the policy states it."""
    answer["near_misses"][0]["failed"][0]["policy"] = "policy.yaml:3:5"
    told = line(answer, "Near miss")
    assert told.endswith("limit $500 (your organisation's policy, policy.yaml:3:5)")


def test_a_row_that_is_dominated_is_marked(answer: Recommendation) -> None:
    """At its rank, with the meaning in the legend; a row on the front is not."""
    assert "†" not in "\n".join(lines(answer, 200))
    answer["ranking"][1]["dominated_by"] = ["alpha-host/deep-lab/deep-coder-4.1"]
    rows = [text.split()[0] for text in lines(answer, 80) if text.strip()[:1].isdigit()]
    assert [first for first in rows if first[0] in "123" and len(first) < 3] == ["1", "2†", "3"]
    assert "† some offer is no worse" in line(answer, "Marks")


@pytest.mark.parametrize("task", ["image-generation", "text-to-speech"])
def test_columns_follow_the_task(answer: Recommendation, task: str) -> None:
    """No context for what has none, and no response time where nobody knows one."""
    answer["requirements"]["task"] = task
    for row in answer["ranking"]:
        row["response_seconds"] = row["first_token_seconds"] = None
    head = line(answer, "#")
    assert "Context" not in head
    assert "Answer in" not in head
    assert "Cost/month" in head


def test_a_first_token_limit_keeps_its_column(answer: Recommendation) -> None:
    """What was limited is shown in any window."""
    answer["requirements"]["constraints"]["max_first_token_seconds"] = 2
    assert any("first token 0.62 s" in text for text in lines(answer, 80))


def test_every_requirement_has_a_phrase() -> None:
    """A requirement added to the table of fields is not forgotten in the output."""
    assert {field.path for field in FIELDS} == {*PHRASES, *TOLD_ELSEWHERE}


def test_constraints_and_amounts_have_words() -> None:
    """Names without underscores, amounts in the unit of the constraint."""
    assert constraint_name("max_cost_usd_per_month") == "cost"
    assert constraint_name("workload_fits") == "context too small or unknown"
    assert constraint_name("some_new.limit") == "some new limit"
    assert amount("max_cost_usd_per_month", 612.4) == "$612.40"
    assert amount("min_context_tokens", 128_000) == "128k"
    assert amount("privacy.max_retention_days", 30) == "30 days"
    assert amount("privacy.regions", ["eu", "us"]) == "eu, us"
    assert amount("license", None) == "unknown"
