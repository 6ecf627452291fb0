"""The page of the twelve customers says what the answers say.

After a wanted change write it anew and read the difference:
`WRITE_PAGES=1 python -m pytest tests/golden/test_customer_page.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.customer_page import page, words
from tests.support.customers import questions

PAGE = Path("docs") / "explanation" / "twelve-choices.md"


def test_page_and_answers_are_one(project: Path) -> None:
    """Every offer, amount, reason and source on the page is that of the checked answers."""
    made = page()
    path = project / PAGE
    if os.environ.get("WRITE_PAGES"):
        path.write_text(made, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == made


def test_every_customer_is_quoted(project: Path) -> None:
    """Word for word."""
    text = " ".join((project / PAGE).read_text(encoding="utf-8").replace("\n> ", " ").split())
    for question in questions():
        assert words(question) in text
