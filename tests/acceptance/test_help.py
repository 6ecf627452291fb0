"""Help, version and completion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fmselect import __version__
from fmselect.cli.app import COMMANDS

Call = Callable[..., Any]


def test_no_words_show_the_commands(fmselect: Call) -> None:
    """`fmselect` alone is a question: it is answered with the help, on stdout."""
    told = fmselect()
    assert told.code == 0
    assert told.out == fmselect("--help").out
    for name in COMMANDS:
        assert name.partition(" ")[0] in told.out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_eighty_columns(
    fmselect: Call, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command explains itself without a line that wraps."""
    monkeypatch.setenv("COLUMNS", "80")
    told = fmselect(*name.split(), "--help")
    assert told.code == 0
    assert told.err == ""
    assert told.out.startswith(f"Usage: fmselect {name} ")
    assert max(map(len, told.out.splitlines())) <= 80


def test_the_version(fmselect: Call) -> None:
    """`--version` prints the program's name and version."""
    assert fmselect("--version").out == f"fmselect {__version__}\n"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("fmselect rec", "recommend"),
        ("fmselect recommend cod", "coding"),
        ("fmselect recommend --max-c", "--max-cost"),
        ("fmselect recommend coding --provider nor", "northhost"),
        ("fmselect list prov", "providers"),
        ("fmselect show acme/atl", "acme/atlas-2"),
        ("fmselect catalog li", "lint"),
    ],
)
def test_the_shell_completes_commands_tasks_and_ids(
    process: Call, typed: str, offered: str
) -> None:
    """The Tab key knows commands, options, tasks, kinds and the catalog's ids."""
    told = process(
        _FMSELECT_COMPLETE="complete_bash",
        COMP_WORDS=typed,
        COMP_CWORD=str(len(typed.split()) - 1),
    )
    assert told.code == 0
    assert offered in told.out.split()
    assert all(word.startswith(typed.rsplit(maxsplit=1)[-1]) for word in told.out.split())
