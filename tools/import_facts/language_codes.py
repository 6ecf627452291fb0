"""Language codes: three letters with a script, as MTEB writes them, to ISO 639-1.

An individual language that stands for its group (`arb` for Arabic, `cmn` for Chinese) takes the
group's code; one without a two-letter code keeps its three letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tools.import_facts import csv_rows as rows

_CODE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z]{2,4})?")
_NO_LANGUAGE = {"rl", "tf"}
"""Two cells of the tables that are neither languages nor counts."""


def language_codes(cells: Iterable[str]) -> list[str]:
    """The languages named, sorted, each once. Counts and programming languages are left out."""
    found = set()
    for cell in cells:
        match = _CODE.fullmatch(cell.strip())
        if match and match[1] not in _NO_LANGUAGE and not cell.strip().endswith("-Code"):
            found.add(_two_letters().get(match[1], match[1]))
    return sorted(found)


@cache
def _two_letters() -> dict[str, str]:
    return {row["code"]: row["iso639_1"] for row in rows.read_rows(rows.TABLES, "languages.csv")}
