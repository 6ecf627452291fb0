"""A sync adds what is new, keeps ours beside what others say, and is quiet the second time."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.strict_yaml import read_yaml
from fmselect.errors import InvalidFileError, UsageError
from fmselect.upstream.proposals import Origin
from fmselect.upstream.report import SyncOptions, SyncReport
from fmselect.upstream.sync import sync_from_file

UpstreamFile = Callable[[str], Path]
GENAI = Origin(via="pkg:pypi/genai-prices@0.2.3", observed="2026-11-09")
LITELLM = Origin(via="pkg:pypi/litellm@1.109.1", observed="2026-11-12")
OLD = Origin(via="anomalyco/models.dev@f3fc6922", observed="2026-07-02")


def offers(catalog: Path, provider: str, lab: str) -> list[dict[str, Any]]:
    """The offers in one file of the catalog."""
    data = read_yaml(catalog / "offers" / provider / f"{lab}.yaml").data
    found: list[dict[str, Any]] = data["offers"]
    return found


def offer(catalog: Path, provider: str, model: str, tier: str | None = None) -> dict[str, Any]:
    """One offer of the catalog."""
    listed = offers(catalog, provider, model.partition("/")[0])
    (found,) = [o for o in listed if (o["model"], o.get("tier")) == (model, tier)]
    return found


def edit(path: Path, before: str, after: str) -> Path:
    """The file with one text replaced, saved beside the original's name."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    return path


@pytest.fixture
def litellm_file(upstream_file: UpstreamFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of LiteLLM's cut that a test may change."""
    copy = tmp_path_factory.mktemp("upstream") / "litellm.json"
    copy.write_bytes(upstream_file("litellm").read_bytes())
    return copy


def sync(
    catalog: Path, file: Path, origin: Origin = LITELLM, source: str = "litellm"
) -> SyncReport:
    """A sync with a stated origin."""
    return sync_from_file(source, file, catalog, origin=origin)


def test_offers_of_known_models_are_added(catalog: Path, litellm_file: Path) -> None:
    """Price, provenance, date of retirement: all that the entry says."""
    report = sync(catalog, litellm_file)
    found = offer(catalog, "openai", "openai/gpt-5")

    assert "openai/openai/gpt-5" in report.new_offers
    assert found["prices"][0]["input_usd_per_million_tokens"] == Decimal("1.25")
    assert found["prices"][0]["via"] == "pkg:pypi/litellm@1.109.1"
    assert found["lifecycle"]["retires_on"] == "2026-12-11"


def test_the_undated_name_wins_over_its_dated_twin(catalog: Path, litellm_file: Path) -> None:
    """One model at one provider is one offer."""
    sync(catalog, litellm_file)

    assert offer(catalog, "openai", "openai/gpt-5")["api_id"] == "gpt-5"


def test_an_unknown_name_is_reported_and_not_guessed(catalog: Path, litellm_file: Path) -> None:
    """`gpt-5-nobody-knows` is not gpt-5."""
    report = sync(catalog, litellm_file)

    assert "azure: gpt-5-nobody-knows" in report.unknown_names
    assert [o.get("tier") for o in offers(catalog, "azure", "openai")] == ["eu"]


def test_the_second_run_changes_nothing(catalog: Path, litellm_file: Path) -> None:
    """The same file again writes no file and reports no news."""
    sync(catalog, litellm_file)
    report = sync(catalog, litellm_file)

    assert report.written == ()
    assert report.new_offers == report.new_prices == report.disputed == report.new_models == ()


def test_a_dry_run_says_what_it_would_write_and_writes_nothing(
    catalog: Path, litellm_file: Path
) -> None:
    """The report is that of the real run."""
    planned = sync_from_file(
        "litellm", litellm_file, catalog, origin=LITELLM, options=SyncOptions(dry_run=True)
    )

    assert not (catalog / "offers").exists()
    assert planned == sync(catalog, litellm_file)


def test_a_changed_price_of_the_same_source_is_appended(catalog: Path, litellm_file: Path) -> None:
    """The old list stays, with its date, in front of the new one."""
    sync(catalog, litellm_file)
    edit(
        litellm_file,
        '"output_cost_per_token": 1e-05, "cache',
        '"output_cost_per_token": 8e-06, "cache',
    )
    later = Origin(via="pkg:pypi/litellm@1.110.0", observed="2026-12-01")
    report = sync(catalog, litellm_file, later)
    prices = offer(catalog, "openai", "openai/gpt-5")["prices"]

    assert report.new_prices == ("openai/openai/gpt-5",)
    assert [p["output_usd_per_million_tokens"] for p in prices] == [10, 8]
    assert [p["observed"] for p in prices] == ["2026-11-12", "2026-12-01"]


def test_an_older_file_does_not_change_a_newer_price(catalog: Path, litellm_file: Path) -> None:
    """Reading last month's file again adds nothing."""
    sync(catalog, litellm_file)
    edit(
        litellm_file,
        '"output_cost_per_token": 1e-05, "cache',
        '"output_cost_per_token": 8e-06, "cache',
    )
    report = sync(
        catalog, litellm_file, Origin(via="pkg:pypi/litellm@1.100.0", observed="2026-10-01")
    )

    assert report.new_prices == ()


def test_another_source_that_differs_is_kept_beside_ours(
    catalog: Path, litellm_file: Path, upstream_file: UpstreamFile
) -> None:
    """Ours stays, theirs is `disputed_by`, with the rates that differ and its provenance."""
    sync(catalog, upstream_file("genai-prices"), GENAI, "genai-prices")
    edit(
        litellm_file,
        '"output_cost_per_token": 1e-05, "cache',
        '"output_cost_per_token": 8e-06, "cache',
    )
    report = sync(catalog, litellm_file)
    (found,) = offer(catalog, "openai", "openai/gpt-5")["prices"]

    (shown,) = [d for d in report.discrepancies if d.record == "openai/openai/gpt-5"]
    assert (shown.field, shown.ours, shown.theirs) == ("output_usd_per_million_tokens", "10", "8")
    assert (shown.ours_source, shown.ours_observed) == (GENAI.via, GENAI.observed)
    assert (shown.theirs_source, shown.theirs_observed) == (LITELLM.via, LITELLM.observed)
    assert shown.written
    assert found["output_usd_per_million_tokens"] == 10
    (theirs,) = found["disputed_by"]
    assert theirs["output_usd_per_million_tokens"] == 8
    assert theirs["via"] == "pkg:pypi/litellm@1.109.1"
    assert "input_usd_per_million_tokens" not in theirs


def test_a_stale_source_disputes_nothing(
    catalog: Path, litellm_file: Path, upstream_file: UpstreamFile
) -> None:
    """A price of four months ago that differs is an old price and not a contradiction."""
    edit(
        litellm_file,
        '"output_cost_per_token": 1e-05, "cache',
        '"output_cost_per_token": 8e-06, "cache',
    )
    sync(catalog, litellm_file)
    report = sync(catalog, upstream_file("models-dev"), OLD, "models-dev")

    assert report.disputed == ()
    assert "disputed_by" not in offer(catalog, "openai", "openai/gpt-5")["prices"][0]


def test_a_price_that_a_person_wrote_is_never_replaced(catalog: Path, litellm_file: Path) -> None:
    """A negotiated price stays as it is: the list price is shown beside it, and not written."""
    sync(catalog, litellm_file)
    path = catalog / "offers" / "openai" / "openai.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  - model: openai/gpt-5\n")
    end = text.index("    lifecycle:", start)
    ours = (
        "  - model: openai/gpt-5\n    api_id: gpt-5\n    billing: token\n    prices:\n"
        "      - input_usd_per_million_tokens: 1\n        output_usd_per_million_tokens: 7\n"
        "        source: our contract\n        observed: 2026-11-01\n"
    )
    edited = text[:start] + ours + text[end:]
    path.write_text(edited, encoding="utf-8")
    report = sync(catalog, litellm_file)

    assert path.read_text(encoding="utf-8") == edited
    (shown,) = [d for d in report.discrepancies if d.field.startswith("output_")]
    assert (shown.ours, shown.ours_source, shown.theirs) == ("7", "our contract", "10")
    assert not shown.written


def test_where_two_sources_agree_the_fuller_list_is_appended(
    catalog: Path, litellm_file: Path, upstream_file: UpstreamFile
) -> None:
    """The list with long-prompt rates follows the one without; the other way round nothing does."""
    for _ in range(2):
        sync(catalog, upstream_file("genai-prices"), GENAI, "genai-prices")
        sync(catalog, litellm_file)
        before, after = offer(catalog, "openai", "openai/gpt-5")["prices"]

        assert before["via"] == "pkg:pypi/genai-prices@0.2.3"
        assert after["via"] == "pkg:pypi/litellm@1.109.1"
        assert after["long_prompt"][0]["above_prompt_tokens"] == 272_000


def test_a_model_the_upstream_names_in_full_is_added(
    catalog: Path, upstream_file: UpstreamFile
) -> None:
    """A gateway's `lab/model` of a lab we know is a new model; of anybody else it is not."""
    report = sync(catalog, upstream_file("genai-prices"), GENAI, "genai-prices")
    model = read_yaml(catalog / "models" / "nousresearch" / "hermes-4-70b.yaml").data

    assert report.new_models == ("nousresearch/hermes-4-70b",)
    assert model["name"] == "Hermes 4 70B"
    assert model["limits"][0]["context_tokens"] == 131_072
    assert "openrouter: somebody/unheard-of" in report.unknown_names


def test_only_limits_below_the_models_own_belong_to_an_offer(
    catalog: Path, litellm_file: Path, upstream_file: UpstreamFile
) -> None:
    """Azure's 200,000 is narrower than the model; OpenAI's own is the model's."""
    sync(catalog, upstream_file("models-dev"), OLD, "models-dev")
    sync(catalog, litellm_file)

    assert offer(catalog, "azure", "openai/gpt-5", "eu")["limits"]["context_tokens"] == 200_000


def test_a_provider_without_a_record_is_left_out(catalog: Path, litellm_file: Path) -> None:
    """Nobody knows what such a provider does with data."""
    (catalog / "providers" / "azure.yaml").unlink()
    report = sync(catalog, litellm_file)

    assert not (catalog / "offers" / "azure").exists()
    assert report.skipped["provider without a record in the catalog"] == 2


def test_without_an_origin_the_day_is_that_of_the_file(catalog: Path, litellm_file: Path) -> None:
    """The address stands for the data set, and the file's own day for its date."""
    os.utime(litellm_file, (1_793_491_200, 1_793_491_200))
    report = sync_from_file("litellm", litellm_file, catalog)
    price = offer(catalog, "openai", "openai/gpt-5")["prices"][0]

    assert report.observed == price["observed"] == "2026-11-01"
    assert price["via"].startswith("https://raw.githubusercontent.com/BerriAI/litellm/")
    assert price["observed_from"] == "snapshot"


def test_an_unknown_source_is_a_usage_error(catalog: Path, litellm_file: Path) -> None:
    """The hint lists the sources there are."""
    with pytest.raises(UsageError) as caught:
        sync_from_file("price-list", litellm_file, catalog)

    assert "litellm" in str(caught.value.hint)


def test_a_missing_file_is_an_invalid_file_with_the_address_to_fetch(catalog: Path) -> None:
    """The hint says where the file is served."""
    with pytest.raises(InvalidFileError) as caught:
        sync_from_file("litellm", catalog / "nothing.json", catalog)

    assert "https://" in str(caught.value.hint)


def test_a_broken_upstream_file_leaves_the_catalog_alone(catalog: Path, litellm_file: Path) -> None:
    """All or nothing: the file is read before anything is written."""
    litellm_file.write_text('{"gpt-5": {"litellm_provider": "openai"', encoding="utf-8")
    with pytest.raises(InvalidFileError):
        sync(catalog, litellm_file)

    assert not (catalog / "offers").exists()


def test_a_file_is_written_for_its_facts_and_not_for_its_looks(
    catalog: Path, litellm_file: Path
) -> None:
    """A catalog laid out by hand stays as it is where the upstream has no news for it."""
    sync(catalog, litellm_file)
    files = sorted((catalog / "models").rglob("*.yaml")) + sorted(
        (catalog / "offers").rglob("*.yaml")
    )
    for path in files:
        text = path.read_text(encoding="utf-8").partition("\n")[2]
        path.write_text(text.replace("observed: 2026-11-12", "observed: '2026-11-12'"), "utf-8")
    report = sync(catalog, litellm_file)

    assert report.files == ()
    assert report.refused == ()


def test_comments_of_a_person_are_kept(catalog: Path, litellm_file: Path) -> None:
    """A file with comments gets its news like any other, and only adds lines."""
    path = catalog / "models" / "openai" / "gpt-5.yaml"
    ours = path.read_text(encoding="utf-8").replace("type:", "# the big one\ntype:")
    ours += "# asked them about the limits in May\n"
    path.write_text(ours, encoding="utf-8")
    report = sync(catalog, litellm_file)
    text = path.read_text(encoding="utf-8")

    assert Path("models/openai/gpt-5.yaml") in report.written
    assert report.refused == ()
    assert [line for line in text.splitlines() if line in ours.splitlines()] == ours.splitlines()
    assert "context_tokens" in text
