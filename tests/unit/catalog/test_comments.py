"""Which files somebody wrote comments in."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmselect.catalog.comments import has_comments


@pytest.mark.parametrize(
    "text",
    [
        "# why\na: 1\n",
        "a: 1 # why\n",
        "a: 1\n# the end\n",
        "a: [1, # the first\n  2]\n",
        "a: |  # as they say\n  text\n",
        "a: >\n  text\n# why\nb: 1\n",
        "a: some\n  more # why\n",
        "- a: 'é😀' # why\n",
        "# yaml-language-server: $schema=x.json\n# why\na: 1\n",
    ],
)
def test_a_comment_is_found_wherever_it_stands(text: str) -> None:
    """Before, beside, inside and after values."""
    assert has_comments(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: 1\n",
        "# yaml-language-server: $schema=x.json\na: 1\n",
        "a: https://example.org/page#part\n",
        "a: 'x # y'\nb: \"x # y\"\n",
        "a: |\n  # text\n  more\n",
        "a: C#\nb: [F#, 'é #']\n",
    ],
)
def test_a_value_is_no_comment(text: str) -> None:
    """A `#` in an address, in quotes or in a text of several lines, and the schema line."""
    assert not has_comments(text)


def test_files_written_by_the_project_have_none(project: Path) -> None:
    """Else no sync could change one of them."""
    folder = project / "catalog" / "offers" / "openai"
    assert not any(has_comments(path.read_text("utf-8")) for path in folder.glob("*.yaml"))
