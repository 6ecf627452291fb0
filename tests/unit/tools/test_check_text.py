"""Words that do not belong in the tree are found, and ordinary ones are not."""

from __future__ import annotations

import pytest

from tools.check_text import findings


@pytest.mark.parametrize(
    "line",
    [
        "see https://" + "pypi" + ".org/project/typer",
        "https://files." + "pythonhosted" + ".org/x.whl",
        'open("/' + 'tmp/answer.json")',
        "cd /" + "home/somebody/fmselect",
        "token: sk-" + "a" * 24,
    ],
)
def test_what_must_not_be_committed_is_found(line: str) -> None:
    """A registry's host, a path of one machine and a key are each reported with their line."""
    assert [number for number, _ in findings(f"fine\n{line}\nfine")] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "via: pkg:pypi/litellm@1.109.1",
        "source: https://example.org/work/2026/prices",
        "a /home page, the root/of a tree and a tmp/ folder",
        "risk-aware and disk-backed",
    ],
)
def test_ordinary_text_is_left_alone(line: str) -> None:
    """Package names, paths inside an address, and words that merely resemble do not count."""
    assert list(findings(line)) == []
