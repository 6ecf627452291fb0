"""Which parameters a call declares."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fmselect.cli.commands import catalog_sync, recommend
from fmselect.cli.declare import Parameter, needed
from fmselect.domain.requirement_fields import FIELDS

PARAMETERS = list(recommend.COMMAND.parameters())
OPTIONS = [field.option for field in FIELDS if field.option]


def names(parameters: list[Parameter]) -> set[str]:
    """The names of these parameters."""
    return {parameter.name for parameter in parameters}


@given(st.lists(st.sampled_from(OPTIONS), max_size=5))
def test_a_call_declares_the_options_it_uses(options: list[str]) -> None:
    """Its options and every argument, and nothing else."""
    words = [word for option in options for word in (option, "1")]
    declared = needed(PARAMETERS, words)
    assert {flag for parameter in declared for flag in parameter.flags} == set(options)
    assert "task" in names(declared)
    assert needed(PARAMETERS, [f"{option}=1" for option in options]) == declared


def test_a_word_nobody_knows_declares_everything() -> None:
    """Help, slips, clusters and negative numbers are Typer's to judge, with all options known."""
    for word in ("--help", "-h", "--max-cots", "-qv", "-1", "--max-cos"):
        assert needed(PARAMETERS, ["coding", word]) == PARAMETERS


def test_both_spellings_of_a_switch_are_known() -> None:
    """`--one-per-model` belongs to the same option as `--all-offers`."""
    assert "all_offers" in names(needed(PARAMETERS, ["--one-per-model"]))
    assert "requirements" in names(needed(PARAMETERS, ["-r", "-"]))


def test_what_is_required_is_declared_though_it_was_not_given() -> None:
    """So that its absence is told."""
    parameters = list(catalog_sync.COMMAND.parameters())
    assert "source" in names(needed(parameters, ["--dry-run"]))
