"""The border: what a record may say, and how it is told what it may not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from fmselect.catalog.border import read_record
from fmselect.catalog.strict_yaml import load_yaml
from fmselect.domain import records
from fmselect.errors import FmselectError, Problems

MODEL = "name: Atlas\ntype: language\n"


def read(kind: str, text: str) -> Any:
    """The record in a text."""
    return read_record(kind, load_yaml(text, "f.yaml"))


def problems(kind: str, text: str) -> list[FmselectError]:
    """What is wrong with the record in a text."""
    with pytest.raises(FmselectError) as refused:
        read(kind, text)
    found = refused.value
    return list(found.problems) if isinstance(found, Problems) else [found]


def only_problem(kind: str, text: str) -> str:
    """The one thing that is wrong, with the hint as printed after it."""
    (problem,) = problems(kind, text)
    return f"{problem}; {problem.hint}" if problem.hint else str(problem)


def test_a_record_is_of_its_class() -> None:
    """A document becomes the dataclass of its kind, lists as tuples, groups as their classes."""
    model = read("models", MODEL + "limits:\n  - {context_tokens: 128000, source: x}\n")

    assert model == records.Model(
        name="Atlas",
        type="language",
        limits=(records.Limits(context_tokens=128000, source="x"),),
    )


def test_whole_numbers_are_decimals_where_decimals_are_wanted() -> None:
    """`7` is a number of billions of parameters as good as `7.0`; digits are kept."""
    whole = read("models", MODEL + "weights: {parameters_billions: 7}")
    exact = read("models", MODEL + "weights: {parameters_billions: 70.60}")

    assert whole.weights.parameters_billions == Decimal(7)
    assert str(exact.weights.parameters_billions) == "70.60"


@pytest.mark.parametrize("kind", records.RECORD_KINDS)
@pytest.mark.parametrize("text", ["[]", "text", "5", "nme: x"])
def test_no_kind_takes_anything(kind: str, text: str) -> None:
    """Every kind refuses what is no mapping of its keys."""
    assert problems(kind, text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nmae: x", "f.yaml:3:1: nmae: unknown key; did you mean name?"),
        ("zzz: x", "zzz: unknown key; the keys here are aliases, features"),
        ("lab: 5", "f.yaml:3:1: lab: 5 is not text; put it in quotes"),
        ("lab: true", "lab: true is not text"),
        ('lab: ""', 'lab: "" is too short; leave the key out'),
        ("aliases: x", 'aliases: "x" is not a list; put it in [ ]'),
        ("aliases: [a b]", 'f.yaml:3:11: aliases[0]: "a b" is not an id'),
        ("specialty: cod", '"cod" is not one of: code, medical'),
        ("specialty: cod", "did you mean code?"),
        ("weights: [x]", "weights: a list is not a mapping of keys"),
        ("weights: {open: 1}", "f.yaml:3:11: weights.open: 1 is not true or false"),
        ('weights: {parameters_billions: "7"}', '"7" is not a number; write the digits without'),
        ("weights: {parameters_billions: true}", "true is not a number"),
        ("weights: {parameters_billions: 0}", "0 is not above 0"),
        ("limits: [{context_tokens: 200}]", "limits[0].context_tokens: 200 is below 512"),
        ("limits: [{context_tokens: 1000.5}]", "1000.5 is not a whole number"),
        ("limits: [{context_tokens: 2048.0}]", "2048.0 is not a whole number"),
        ("limits: [{context_tokens: 128k}]", '"128k" is not a whole number; write the digits'),
        ("limits: [{context_tokens: 999999999999}]", "is above 100000000"),
        ("identity: {released: 2026-02-30}", "is not a day or month of the calendar; write"),
        ("identity: {released: 2026-13}", "is not a day or month of the calendar"),
        ("identity: {released: 2026-1-1}", "is not a day or month of the calendar"),
        ("identity: {released: 20260101}", "20260101 is not a day or month of the calendar"),
        ("identity: {input: [smell]}", "identity.input[0]"),
        ("lab: null", "lab: nothing is not text; leave the key out where the value is unknown"),
        ("lab:", "lab: nothing is not text; leave the key out"),
        ('lab: " OpenAI"', 'lab: " OpenAI" begins or ends with a blank; remove it'),
        ("weights: {parameters_billions: unknown}", "is not a number; leave the key out where"),
        ('weights: {open: "true"}', "is not true or false; write true or false without quotes"),
        ("weights: {license: \u0410pache-2.0}", "is not an id (it has U+0410)"),
        ("weights: {parameters_billions: \uff17}", '"\uff17" is not a number (it has U+FF17)'),
        ("limits: [{context_tokens: 200}]", "200 is below 512; tokens, not thousands?"),
        ("id: acme/atlas", "id: unknown key; the path is the id: leave it out"),
        ("identity: {released: 2026}", "2026 is not a day or month of the calendar; write 2026-11"),
    ],
)
def test_messages(line: str, expected: str) -> None:
    """A message says where, which key, what is wrong and what to write instead."""
    assert expected in only_problem("models", MODEL + line)


def test_every_problem_of_a_file_in_order_of_its_lines() -> None:
    """One run tells everything that is wrong with a file."""
    found = problems(
        "offers",
        "offers:\n"
        "  - {model: a/b, billing: tokens}\n"
        "  - {tier: x}\n"
        "  - model: a/b\n"
        "    prices:\n"
        '      - {input_usd_per_million_tokens: "3", batch: {output_usd_per_milion_tokens: 1}}\n',
    )

    assert [str(problem).split(": ")[0] for problem in found] == [
        "f.yaml:2:18",
        "f.yaml:3:5",
        "f.yaml:6:10",
        "f.yaml:6:53",
    ]
    assert found[1].message == "offers[1].model: is missing"
    assert found[3].hint == "did you mean output_usd_per_million_tokens?"


def test_dates_are_found_beside_other_problems() -> None:
    """A date that does not exist is reported in the same run as a wrong type elsewhere."""
    found = problems("models", MODEL + "lab: 5\nidentity: {released: 2026-02-30}\n")

    assert len(found) == 2


@pytest.mark.parametrize("day", ["2026-11-03", "2026-11", "2024-02-29"])
def test_days_and_months(day: str) -> None:
    """A day or a month of the calendar is taken as it is written, never completed."""
    assert read("models", MODEL + f"identity: {{released: {day}}}").identity.released == day


def test_an_empty_file_points_to_its_schema() -> None:
    """A file without a record says where to read what one looks like."""
    assert only_problem("models", "# nothing") == "f.yaml: is empty; see schemas/models.schema.json"


def test_an_empty_list_of_offers() -> None:
    """A file that offers nothing says nothing."""
    assert "offers: a list is empty; leave it out" in only_problem("offers", "offers: []")


def test_a_bare_no_for_a_word() -> None:
    """`false` where a word is wanted was once a bare `no`: quotes are what it lacks."""
    text = "name: A\nkind: lab\ndata_handling: [{tier: t, trains_on_data: false}]"

    assert only_problem("providers", text).endswith('; put it in quotes: "no"')


def test_a_decimal_comma_in_braces() -> None:
    """`score: 61,5` is two keys to YAML; the hint says what happened."""
    text = (
        "title: B\nmeasures: m\ntype: language\nfamily: b\nscale: {kind: elo, metric: m}\n"
        "result_sets: [{by: vendor, results: [{model: a/b, score: 61,5}]}]"
    )

    assert "5: unknown key; a comma ends a value inside { }" in only_problem("benchmarks", text)


def test_the_first_hundred_problems() -> None:
    """A file with a thousand unknown keys fills no screen: the rest is counted."""
    found = problems("models", MODEL + "".join(f"k{number}: 1\n" for number in range(1000)))

    assert len(found) == 101
    assert found[-1].message == "has 900 more problems"
