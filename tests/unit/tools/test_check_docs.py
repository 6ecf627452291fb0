"""The documentation check runs what is shown, and notices when it prints something else."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tools.check_docs import Document, matches
from tools.links import link_problems


def _document(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "page.md"
    path.write_text(dedent(text), encoding="utf-8")
    document = Document(path, tmp_path)
    folder = tmp_path / "run"
    folder.mkdir()
    document.run(folder)
    return document


def test_a_true_page_has_no_problems(tmp_path: Path) -> None:
    """Output that is what the commands print passes, files of the page included."""
    document = _document(
        tmp_path,
        """\
        ```yaml file=requirements.yaml
        task: coding
        ```

        ```console
        $ cat requirements.yaml
        task: coding
        $ python -c "print('one'); print('two'); print('three')"
        one
        ...
        $ python -c "raise SystemExit(1)"
        $ echo $?
        1
        ```
        """,
    )

    assert document.problems == []


def test_a_false_output_is_a_problem_and_can_be_written_anew(tmp_path: Path) -> None:
    """A wrong output is reported with file and line; updating makes the page true."""
    page = """\
        ```console
        $ python -c "print(1 + 1)"
        3

        $ echo done
        done
        ```
        """
    document = _document(tmp_path, page)

    assert [problem.split(": ")[0] for problem in document.problems] == ["page.md:2"]
    assert document.update()
    assert document.path.read_text(encoding="utf-8") == dedent(page).replace("\n3\n", "\n2\n")


def test_an_update_keeps_what_is_left_out(tmp_path: Path) -> None:
    """A `...` stays where it is, with as many lines before and after it."""
    document = _document(
        tmp_path,
        """\
        ```console
        $ python -c "print('one'); print('two'); print('three'); print('four')"
        uno
        ...
        quattro
        ```
        """,
    )

    assert document.update()
    assert document.path.read_text(encoding="utf-8").split("\n")[2:5] == ["one", "...", "four"]


def test_a_failure_that_is_not_shown_is_a_problem(tmp_path: Path) -> None:
    """A command that fails needs its exit code on the page."""
    document = _document(tmp_path, "```console\n$ python -c 'raise SystemExit(4)'\n```\n")

    assert len(document.problems) == 1
    assert "exits with 4" in document.problems[0]


def test_a_command_nobody_runs_is_a_problem(tmp_path: Path) -> None:
    """No shown command is skipped in silence."""
    document = _document(tmp_path, "```console\n$ curl example.org\n```\n")

    assert len(document.problems) == 1
    assert "neither run nor known" in document.problems[0]


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        (["a", "..."], ["a", "b", "c"], True),
        (["...", "c"], ["a", "b", "c"], True),
        (["a", "...", "c"], ["a", "c"], True),
        (["a", "...", "d"], ["a", "b", "c"], False),
        (["a."], ["ab"], False),
        ([], ["a"], False),
    ],
)
def test_dots_stand_for_any_number_of_lines(
    shown: list[str], printed: list[str], expected: bool
) -> None:
    """`...` on a line of its own matches none, one or many lines, and nothing else is a pattern."""
    assert matches(shown, printed) is expected


def test_links_must_lead_somewhere(tmp_path: Path) -> None:
    """A missing file and a missing heading are reported; an address elsewhere is not followed."""
    (tmp_path / "b.md").write_text("# What it costs\n", encoding="utf-8")
    page = tmp_path / "a.md"
    page.write_text(
        "[good](b.md#what-it-costs) [far](https://example.org/x)\n"
        "[no file](c.md)\n[no heading](b.md#what-it-weighs)\n",
        encoding="utf-8",
    )

    assert link_problems([page], tmp_path) == [
        "a.md:2: c.md leads nowhere",
        "a.md:3: b.md#what-it-weighs leads nowhere",
    ]
