"""Prices that their own upstream states again: counted always, dated anew where it is asked for."""

from __future__ import annotations

import difflib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.lint import inspect
from fmselect.catalog.strict_yaml import read_yaml
from fmselect.upstream.proposals import Origin
from fmselect.upstream.report import SyncOptions, SyncReport
from fmselect.upstream.sync import sync_from_body

LATER = Origin(
    via="https://raw.githubusercontent.com/BerriAI/litellm/main/x.json#sha256:0123",
    observed="2026-12-01",
)
RENEW = SyncOptions(renew=True)
OFFERS = Path("offers", "openai", "openai.yaml")
FILE = """\
# yaml-language-server: $schema=../../schemas/offers.schema.json
offers:
  - model: openai/gpt-5
    api_id: gpt-5
    billing: token
    prices:
      - input_usd_per_million_tokens: 2
        output_usd_per_million_tokens: 20
        source: https://developers.openai.com/api/docs/pricing
        via: pkg:pypi/litellm@1.1.0
        observed: 2026-03-02
        observed_from: snapshot
      - {input_usd_per_million_tokens: 1.25, output_usd_per_million_tokens: 10,
         source: https://developers.openai.com/api/docs/pricing, via: pkg:pypi/litellm@1.109.1,
         observed: 2026-11-12, observed_from: snapshot}  # asked twice
"""
BLOCK = """\
# yaml-language-server: $schema=../../schemas/offers.schema.json
offers:
  - model: openai/gpt-5
    billing: token
    prices:
      - input_usd_per_million_tokens: 1.25
        output_usd_per_million_tokens: 10
        {dispute}source: https://developers.openai.com/api/docs/pricing
        via: {via}
        observed: 2026-11-12   # the day of the wheel
        observed_from: snapshot
"""
DISPUTE = """disputed_by:
          - output_usd_per_million_tokens: 9
            source: https://developers.openai.com/api/docs/pricing
            via: pkg:pypi/litellm@1.109.1
            observed: 2026-11-12
            observed_from: snapshot
        """
THEIRS = "pkg:pypi/litellm@1.109.1"


@pytest.fixture
def offers(catalog: Path) -> Path:
    """The file of offers, which a test fills."""
    path = catalog / OFFERS
    path.parent.mkdir(parents=True)
    return path


def sync(
    offers: Path, options: SyncOptions | None = RENEW, origin: Origin = LATER, **facts: Any
) -> SyncReport:
    """A sync with what LiteLLM says of gpt-5: 1.25 and 10 dollars, or otherwise."""
    entry = {
        "litellm_provider": "openai",
        "mode": "chat",
        "input_cost_per_token": 1.25e-06,
        "output_cost_per_token": 1e-05,
        **facts,
    }
    body = json.dumps({"gpt-5": entry}).encode()
    return sync_from_body(
        "litellm", body, "p.json", offers.parents[2], origin=origin, options=options
    )


def changed(before: str, after: str) -> list[str]:
    """The lines of a diff without context."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_without_being_asked_a_confirmed_price_is_counted_and_changes_no_byte(
    offers: Path,
) -> None:
    """The date stays; the report says what could be renewed."""
    offers.write_text(FILE, encoding="utf-8")
    report = sync(offers, None)

    assert offers.read_text(encoding="utf-8") == FILE
    assert report.confirmed_prices == ("openai/openai/gpt-5",)
    assert report.renewed_prices == ()
    assert report.files == ()


def test_a_renewed_date_is_one_changed_line_and_no_history(offers: Path) -> None:
    """Of a compact list: the older list, the comment, source and via stay as they are."""
    offers.write_text(FILE, encoding="utf-8")
    report = sync(offers)

    assert changed(FILE, offers.read_text(encoding="utf-8")) == [
        "-         observed: 2026-11-12, observed_from: snapshot}  # asked twice",
        "+         observed: 2026-12-01, observed_from: snapshot}  # asked twice",
    ]
    assert report.confirmed_prices == report.renewed_prices == ("openai/openai/gpt-5",)
    assert [file.changes for file in report.files] == [("1 price confirmed: the date renewed",)]
    assert report.new_prices == ()


def test_a_renewed_date_of_a_list_over_several_lines_is_one_line_too(offers: Path) -> None:
    """Its comment stays behind it; the same file again changes nothing more."""
    before = BLOCK.format(dispute="", via=THEIRS)
    offers.write_text(before, encoding="utf-8")
    sync(offers)
    after = offers.read_text(encoding="utf-8")

    assert changed(before, after) == [
        "-        observed: 2026-11-12   # the day of the wheel",
        "+        observed: 2026-12-01   # the day of the wheel",
    ]
    again = sync(offers)
    assert (again.files, again.confirmed_prices, again.renewed_prices) == ((), (), ())
    assert offers.read_text(encoding="utf-8") == after


@pytest.mark.parametrize(
    "via", ["pkg:pypi/genai-prices@0.2.3", "https://acme.example/list-of-somebody"]
)
def test_what_another_source_said_keeps_its_date(offers: Path, via: str) -> None:
    """That LiteLLM agrees does not make the other one say it again."""
    before = BLOCK.format(dispute="", via=via)
    offers.write_text(before, encoding="utf-8")
    report = sync(offers)

    assert offers.read_text(encoding="utf-8") == before
    assert (report.confirmed_prices, report.unchanged) == ((), 1)


def test_what_a_person_wrote_keeps_its_date(offers: Path) -> None:
    """Without `via` it is somebody's own word: only they can say it again."""
    before = BLOCK.format(dispute="", via=THEIRS).replace(f"        via: {THEIRS}\n", "")
    offers.write_text(before, encoding="utf-8")
    report = sync(offers)

    assert offers.read_text(encoding="utf-8") == before
    assert report.confirmed_prices == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"output_cost_per_token": 9e-06},
        {"cache_read_input_token_cost": 1.25e-07},
        {"input_cost_per_token_batches": 6e-07, "output_cost_per_token_batches": 5e-06},
        {"input_cost_per_token": None},
    ],
)
def test_a_price_that_differs_in_any_number_is_not_confirmed(
    offers: Path, facts: dict[str, Any]
) -> None:
    """Another rate, one more, one less: the old list keeps its date, whatever becomes of it."""
    offers.write_text(BLOCK.format(dispute="", via=THEIRS), encoding="utf-8")
    report = sync(offers, **facts)

    assert report.confirmed_prices == ()
    assert read_yaml(offers).data["offers"][0]["prices"][0]["observed"] == "2026-11-12"


@pytest.mark.parametrize("day", ["2026-11-12", "2026-11-11", "2026-11"])
def test_a_date_never_goes_back(offers: Path, day: str) -> None:
    """An older copy confirms nothing, nor does one of the same day or month."""
    before = BLOCK.format(dispute="", via=THEIRS)
    offers.write_text(before, encoding="utf-8")
    report = sync(offers, origin=Origin(via=LATER.via, observed=day))

    assert offers.read_text(encoding="utf-8") == before
    assert report.confirmed_prices == ()


def test_the_day_of_a_snapshot_is_not_written_as_the_sources_own(offers: Path) -> None:
    """`observed` without `observed_from` is a day the source states, and nobody stated this one."""
    before = BLOCK.format(dispute="", via=THEIRS).replace("        observed_from: snapshot\n", "")
    offers.write_text(before, encoding="utf-8")
    report = sync(offers)

    assert offers.read_text(encoding="utf-8") == before
    assert report.confirmed_prices == ("openai/openai/gpt-5",)
    assert report.skipped["confirmed price whose day the source states itself"] == 1


def test_a_dispute_that_its_source_repeats_is_dated_anew_and_the_price_is_not(
    offers: Path,
) -> None:
    """One line of the entry that is LiteLLM's; ours is genai-prices'."""
    before = BLOCK.format(dispute=DISPUTE, via="pkg:pypi/genai-prices@0.2.3")
    offers.write_text(before, encoding="utf-8")
    report = sync(offers, output_cost_per_token=9e-06)

    assert changed(before, offers.read_text(encoding="utf-8")) == [
        "-            observed: 2026-11-12",
        "+            observed: 2026-12-01",
    ]
    assert report.renewed_prices == ("openai/openai/gpt-5",)


def test_a_renewed_price_is_fresh(offers: Path) -> None:
    """Lint with an age complains before, and of nothing after."""
    offers.write_text(BLOCK.format(dispute="", via=THEIRS), encoding="utf-8")

    def stale() -> int:
        found = inspect(offers.parents[2], today=date(2026, 12, 2), max_age_days=14).findings
        return sum(finding.rule == "stale-fact" for finding in found)

    assert stale() == 1
    sync(offers)
    assert stale() == 0


def test_a_dispute_of_which_a_part_is_settled_is_not_confirmed(offers: Path) -> None:
    """It said 1 and 9 dollars and now agrees on the input: as a whole it is no longer so."""
    entry = DISPUTE.replace("- output", "- input_usd_per_million_tokens: 1\n            output")
    before = BLOCK.format(dispute=entry, via="pkg:pypi/genai-prices@0.2.3")
    offers.write_text(before, encoding="utf-8")
    report = sync(offers, output_cost_per_token=9e-06)

    assert offers.read_text(encoding="utf-8") == before
    assert report.confirmed_prices == ()
