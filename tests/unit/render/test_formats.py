"""The formats for programs and for documents."""

from __future__ import annotations

import csv
import io
import json

import pytest

from fmselect.domain.recommendation import Recommendation
from fmselect.render import FORMATTERS, View


@pytest.mark.parametrize("name", FORMATTERS)
def test_every_format_renders_every_answer(
    answer: Recommendation, empty_answer: Recommendation, name: str
) -> None:
    """Full or empty, each format gives whole lines and no control characters."""
    for shown in (answer, empty_answer):
        text = FORMATTERS[name](shown, View(80))
        assert text == "" or text.endswith("\n")
        assert all(character.isprintable() for line in text.splitlines() for character in line)


def test_json_is_the_document_in_ascii(answer: Recommendation) -> None:
    """Read back it is the same; no locale can spoil it."""
    answer["why"] = "größer"
    text = FORMATTERS["json"](answer, View())
    assert json.loads(text) == answer
    assert text.isascii()


def test_jsonl_has_a_row_a_line(answer: Recommendation) -> None:
    """Each row of the ranking, and nothing else."""
    lines = FORMATTERS["jsonl"](answer, View()).splitlines()
    assert [json.loads(line) for line in lines] == answer["ranking"]


def test_csv_keeps_numbers_whole_and_formulas_harmless(answer: Recommendation) -> None:
    """Figures are not rounded; text that a spreadsheet would run is marked as text."""
    answer["ranking"][0]["license"] = "=SUM(A1)"
    rows = list(csv.DictReader(io.StringIO(FORMATTERS["csv"](answer, View()))))
    assert rows[1]["score"] == "0.785"
    assert rows[2]["cost_usd_per_month"] == ""
    assert rows[0]["license"] == "'=SUM(A1)"
    assert float(rows[0]["cost_contribution"]) == 0.2


def test_markdown_is_a_table_that_shows_every_character(answer: Recommendation) -> None:
    """Cells cannot break the table, and nothing is taken for markup."""
    answer["ranking"][0]["license"] = "a|b*c"
    text = FORMATTERS["markdown"](answer, View())
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(answer["ranking"])
    bars = {line.replace("\\|", "").count("|") for line in rows}
    assert len(bars) == 1
    assert "a\\|b\\*c" in text
    assert text.startswith("## coding: the first 4 of 41 models")
