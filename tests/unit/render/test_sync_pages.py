"""A sync is told in lines that fit the window, and in JSON that fits its schema."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from fmselect.cli.schemas import SCHEMAS
from fmselect.render.sync import FORMATTERS
from fmselect.render.sync_document import Synced
from fmselect.upstream.fetched import Fetched
from fmselect.upstream.report import Discrepancy, FileChange, Held, Refused, SyncReport

FETCHED = Fetched(
    source="litellm",
    shown="https://mirror.example/prices.json",
    cited="https://raw.githubusercontent.com/BerriAI/litellm/main/prices.json",
    body=b'{"a": {}}',
    sha256="0123456789abcdef" * 4,
    fetched_on=date(2026, 11, 24),
    from_cache=False,
)
REPORT = SyncReport(
    source="litellm",
    observed="2026-11-24",
    files=(
        FileChange(
            path=Path("offers/openai/openai.yaml"),
            new=False,
            changes=("openai/openai/gpt-5: output $10 -> $8 per million tokens (-20 %)",),
        ),
    ),
    refused=(Refused(path=Path("models/acme/odd.yaml"), reason="cannot be changed safely"),),
    discrepancies=(
        Discrepancy(
            record="azure/openai/gpt-5",
            field="retires_on",
            ours="2026-10-14",
            ours_source="https://learn.microsoft.com/en-us/azure/lifecycle#timelines",
            ours_observed="2026-04-28",
            theirs="2027-04-14",
            theirs_source="https://raw.githubusercontent.com/BerriAI/litellm/main/x.json#sha256:01",
            theirs_observed=None,
            written=True,
        ),
    ),
    held=(
        Held(
            record="openai/openai/gpt-5",
            field="price",
            ours="$1.25",
            theirs="$1,250",
            reason="input changes by a factor of 1,000",
        ),
    ),
    new_offers=("openai/openai/gpt-5",),
    unknown_names=("azure: evil\x1b[31m\u202ename\nnext line",),
    unchanged=1814,
    skipped={"kind of model we do not rank": 197},
    findings=("gpt-9: no price",),
)
SYNCED = Synced(REPORT, FETCHED, folder="catalog", dry_run=True)


def test_the_text_says_what_and_who_and_when() -> None:
    """Both sides of a contradiction below each other; what counts nothing is left out."""
    assert FORMATTERS["table"](SYNCED).splitlines() == [
        "litellm of 2026-11-24: 1 file would be written in catalog",
        "read from https://mirror.example/prices.json (9 bytes, sha256 0123456789ab)",
        "",
        "Changes:",
        "  offers/openai/openai.yaml",
        "    openai/openai/gpt-5: output $10 -> $8 per million tokens (-20 %)",
        "",
        "Left as they are:",
        "  models/acme/odd.yaml: cannot be changed safely",
        "",
        "Contradicted by another source:",
        "  azure/openai/gpt-5, retires on (both are kept)",
        "    2026-10-14  learn.microsoft.com, 2026-04-28",
        "    2027-04-14  litellm",
        "",
        "Held back as likely mistakes; --accept RECORD lets one through:",
        "  openai/openai/gpt-5, price: $1.25 -> $1,250",
        "    input changes by a factor of 1,000",
        "",
        "Could not be read:",
        "  gpt-9: no price",
        "",
        "Of models the catalog does not know:",
        "  azure: evil\\x1b[31m\\u202ename\\nnext line",
        "",
        "new offers: 1",
        "contradicted: 1",
        "held back: 1",
        "unchanged: 1,814",
        "of unknown models: 1",
        "skipped, kind of model we do not rank: 197",
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_are_broken_between_words_and_only_in_a_window(width: int) -> None:
    """Deeper than they begin; a word that is wider than the window stays whole."""
    wide = FORMATTERS["table"](SYNCED)
    narrow = FORMATTERS["table"](SYNCED._replace(width=width))

    assert narrow.split() == wide.split()
    for line in narrow.splitlines():
        assert len(line) <= width or len(line.split()) == 1
    assert ("\n      " in narrow) == (width == 40)


def test_long_lists_end_with_how_many_more_there_are() -> None:
    """`--verbose` names them all."""
    many = SyncReport(source="x", observed="2026-11-24", findings=tuple(map(str, range(1234))))
    short = FORMATTERS["table"](SYNCED._replace(report=many))
    full = FORMATTERS["table"](SYNCED._replace(report=many, complete=True))

    assert "  ... and 1,224 more; -v shows them" in short.splitlines()
    assert "  1233" in full.splitlines()
    assert "more" not in full


def test_json_has_everything_and_is_what_the_schema_says() -> None:
    """Names as they are, made harmless by escapes alone."""
    text = FORMATTERS["json"](SYNCED._replace(attribution="somebody"))
    document = json.loads(text)
    jsonschema.validate(document, SCHEMAS["catalog-sync"]())

    assert text.isascii()
    assert document["unknown_names"] == ["azure: evil\x1b[31m\u202ename\nnext line"]
    assert document["fetched"]["via"].endswith(
        "BerriAI/litellm/main/prices.json#sha256:0123456789ab"
    )
    assert document["discrepancies"][0]["theirs_source"].endswith("x.json#sha256:01")
    assert document["written"][0]["path"] == "offers/openai/openai.yaml"
