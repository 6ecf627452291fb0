"""What a sync may change, what it only shows, and what it holds back."""

from __future__ import annotations

import difflib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.comments import comments_of
from fmselect.catalog.strict_yaml import read_yaml
from fmselect.catalog.write import dump_record
from fmselect.domain.records import Price
from fmselect.upstream.families import family
from fmselect.upstream.proposals import OfferProposal, Origin, Proposals
from fmselect.upstream.report import SyncOptions, SyncReport
from fmselect.upstream.sync import merged, sync_from_body

LITELLM = Origin(via="pkg:pypi/litellm@1.109.1", observed="2026-11-12")
LATER = Origin(
    via="https://raw.githubusercontent.com/BerriAI/litellm/main/x.json#sha256:0123",
    observed="2026-12-01",
)
OFFERS = Path("offers", "openai", "openai.yaml")
HEADER = "# yaml-language-server: $schema=../../schemas/offers.schema.json\n"
OURS = (
    HEADER
    + """\
offers:
  # the one we use most
  - model: openai/gpt-5
    api_id: gpt-5
    billing: token
    prices:
      - input_usd_per_million_tokens: 1.25   # as in the contract
        output_usd_per_million_tokens: 10
        source: https://developers.openai.com/api/docs/pricing
        via: pkg:pypi/litellm@1.109.1
        observed: 2026-11-12
        observed_from: snapshot
    # limits: ask them
"""
)


def entry(**facts: Any) -> dict[str, Any]:
    """LiteLLM's entry of a model, in dollars per token."""
    return {
        "litellm_provider": "openai",
        "mode": "chat",
        "source": "https://developers.openai.com/api/docs/pricing",
        "input_cost_per_token": 1.25e-06,
        "output_cost_per_token": 1e-05,
        **facts,
    }


@pytest.fixture
def ours(catalog: Path) -> Path:
    """The catalog with one file that a person has laid out and commented."""
    path = catalog / OFFERS
    path.parent.mkdir(parents=True)
    path.write_text(OURS, encoding="utf-8")
    return catalog


def sync(
    catalog: Path,
    facts: dict[str, Any],
    origin: Origin = LATER,
    options: SyncOptions | None = None,
    name: str = "gpt-5",
) -> SyncReport:
    """A sync with one entry of LiteLLM."""
    body = json.dumps({name: facts}).encode()
    return sync_from_body("litellm", body, "p.json", catalog, origin=origin, options=options)


def prices(catalog: Path) -> list[dict[str, Any]]:
    """The price lists of gpt-5 at OpenAI."""
    found: list[dict[str, Any]] = read_yaml(catalog / OFFERS).data["offers"][0]["prices"]
    return found


def test_a_changed_price_is_at_most_three_lines_and_no_comment_moves(ours: Path) -> None:
    """The diff that a reviewer sees: two lines more, below the price they change."""
    report = sync(ours, entry(output_cost_per_token=8e-06))
    after = (ours / OFFERS).read_text(encoding="utf-8")
    changed = [
        line
        for line in difflib.unified_diff(OURS.splitlines(), after.splitlines(), n=0, lineterm="")
        if line[0] in "+-" and not line.startswith(("+++", "---"))
    ]

    assert changed == [
        "+      - {input_usd_per_million_tokens: 1.25, output_usd_per_million_tokens: 8,",
        (
            "+         source: https://developers.openai.com/api/docs/pricing, "
            f'via: "{LATER.via}", observed: 2026-12-01, observed_from: snapshot}}'
        ),
    ]
    assert report.new_prices == ("openai/openai/gpt-5",)
    (file,) = [change for change in report.files if change.path == OFFERS]
    assert file.changes == ("openai/openai/gpt-5: output $10 -> $8 per million tokens (-20 %)",)


def test_a_price_that_is_the_same_changes_no_byte(ours: Path) -> None:
    """Neither its date nor its digits: 1.25 a million is 0.00000125 a token."""
    report = sync(ours, entry())

    assert (ours / OFFERS).read_text(encoding="utf-8") == OURS
    assert report.unchanged == 1


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"output_cost_per_token": 1e-04}, "output changes by a factor of 10"),
        ({"output_cost_per_token": 1e-08}, "output changes by a factor of 1/1,000"),
        (
            {"input_cost_per_token": 1e-05, "output_cost_per_token": 1.25e-06},
            "input and output are exchanged",
        ),
        ({"input_cost_per_token": 1.25e-3, "output_cost_per_token": 1e-2}, "factor of 1,000"),
        ({"input_cost_per_token": 0, "output_cost_per_token": 0}, "has become 0"),
        ({"output_cost_per_token": None}, "output is gone"),
    ],
)
def test_what_looks_like_a_slip_waits_for_a_person(
    ours: Path, facts: dict[str, Any], reason: str
) -> None:
    """Nothing is written; the report has both prices and the reason."""
    report = sync(ours, entry(**facts))

    (held,) = report.held
    assert (ours / OFFERS).read_text(encoding="utf-8") == OURS
    assert held.record == "openai/openai/gpt-5"
    assert reason in held.reason
    assert "1.25" in held.ours


@pytest.mark.parametrize("accepted", ["openai/openai/gpt-5", "all"])
def test_a_person_may_let_it_through(ours: Path, accepted: str) -> None:
    """The record is named, or all of them."""
    options = SyncOptions(accept=frozenset([accepted]))
    report = sync(ours, entry(output_cost_per_token=1e-04), options=options)

    assert report.held == ()
    assert prices(ours)[-1]["output_usd_per_million_tokens"] == 100


def test_what_another_witness_contradicts_is_not_appended(ours: Path) -> None:
    """Ours says 10 and genai-prices 9: LiteLLM's 12 is a third opinion, its 9 settles it."""
    path = ours / OFFERS
    disputed = (
        "        observed_from: snapshot\n        disputed_by:\n"
        "          - output_usd_per_million_tokens: 9\n"
        "            via: pkg:pypi/genai-prices@0.2.3\n            observed: 2026-11-09\n"
    )
    text = OURS.replace("        observed_from: snapshot\n", disputed)
    path.write_text(text, encoding="utf-8")
    report = sync(ours, entry(output_cost_per_token=1.2e-05))

    assert path.read_text(encoding="utf-8") == text
    assert report.held[0].reason == "genai-prices says otherwise"
    assert [(d.ours, d.theirs) for d in report.discrepancies] == [("9", "12")]
    assert sync(ours, entry(output_cost_per_token=9e-06)).held == ()
    assert prices(ours)[-1]["output_usd_per_million_tokens"] == 9


def test_a_dispute_can_be_shown_without_being_written(ours: Path) -> None:
    """`write_disputes=False` leaves the file alone."""
    text = OURS.replace("pkg:pypi/litellm@1.109.1", "pkg:pypi/genai-prices@0.2.3")
    (ours / OFFERS).write_text(text, encoding="utf-8")
    options = SyncOptions(write_disputes=False)
    report = sync(ours, entry(output_cost_per_token=8e-06), options=options)

    assert (ours / OFFERS).read_text(encoding="utf-8") == text
    assert [(d.field, d.written) for d in report.discrepancies] == [
        ("output_usd_per_million_tokens", False)
    ]


def test_a_dispute_that_is_there_already_is_no_news(ours: Path) -> None:
    """The second run neither writes nor lists it."""
    text = OURS.replace("pkg:pypi/litellm@1.109.1", "pkg:pypi/genai-prices@0.2.3")
    (ours / OFFERS).write_text(text, encoding="utf-8")
    sync(ours, entry(output_cost_per_token=8e-06))
    report = sync(ours, entry(output_cost_per_token=8e-06))

    assert report.files == ()
    assert report.discrepancies == ()
    assert report.skipped["discrepancy that is recorded already"] == 1


def test_a_first_price_far_from_everybody_elses_is_no_offer(ours: Path) -> None:
    """A host that asks a thousand times as much has a slip in its unit."""
    facts = entry(
        litellm_provider="azure", input_cost_per_token=1.25e-3, output_cost_per_token=1e-2
    )
    report = sync(ours, facts, name="azure/gpt-5")

    assert not (ours / "offers" / "azure").exists()
    assert [held.record for held in report.held] == ["azure/openai/gpt-5"]


def test_a_new_offer_goes_to_its_place_and_not_to_the_end(ours: Path) -> None:
    """By model and tier, with the comments of its neighbours where they were."""
    sync(ours, entry(mode="embedding", output_cost_per_token=0), name="text-embedding-3-small")
    sync(ours, entry(mode="audio_transcription", input_cost_per_second=1e-4), name="whisper-1")
    sync(ours, entry(), name="gpt-oss-120b")
    text = (ours / OFFERS).read_text(encoding="utf-8")
    models = [offer["model"] for offer in read_yaml(ours / OFFERS).data["offers"]]

    assert models == sorted(models)
    assert text.startswith(OURS)
    assert comments_of(text) == comments_of(OURS)


def test_an_entry_of_another_type_is_not_the_model_of_that_name(ours: Path) -> None:
    """A voice named like a language model is no offer of the language model."""
    report = sync(ours, entry(mode="audio_speech", input_cost_per_character=1e-5), name="gpt-5")

    assert (ours / OFFERS).read_text(encoding="utf-8") == OURS
    assert report.skipped["entry of another type than the model of that name"] == 1


def test_a_retirement_is_a_date_that_the_upstream_states(ours: Path) -> None:
    """An entry that is merely gone retires nothing."""
    sync(ours, entry(), name="gpt-oss-120b")
    assert "lifecycle" not in (ours / OFFERS).read_text(encoding="utf-8")

    sync(ours, entry(deprecation_date="2027-02-01"))
    assert read_yaml(ours / OFFERS).data["offers"][0]["lifecycle"]["retires_on"] == "2027-02-01"


def test_a_date_of_a_person_stays_beside_the_upstreams(ours: Path) -> None:
    """Ours is kept; theirs is in the report."""
    lifecycle = "    lifecycle:\n      retires_on: 2027-01-01\n      source: a letter\n"
    text = OURS.replace("    # limits", lifecycle + "    # limits")
    (ours / OFFERS).write_text(text, encoding="utf-8")
    report = sync(ours, entry(deprecation_date="2027-02-01"))

    assert (ours / OFFERS).read_text(encoding="utf-8") == text
    assert [(d.field, d.ours, d.theirs) for d in report.discrepancies] == [
        ("retires_on", "2027-01-01", "2027-02-01")
    ]


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [(400_000, 272_000, True), (400_000, 4_000, False), (1_000, 1_000_000, False)],
)
def test_a_limit_is_renewed_by_its_own_upstream_if_it_is_plausible(
    catalog: Path, before: int, after: int, written: bool
) -> None:
    """Tokens taken for thousands wait for a person."""
    sync(catalog, entry(max_input_tokens=before), LITELLM)
    report = sync(catalog, entry(max_input_tokens=after))
    limits = read_yaml(catalog / "models" / "openai" / "gpt-5.yaml").data["limits"]

    assert limits[0]["context_tokens"] == (after if written else before)
    assert bool(report.held) is not written


def test_a_feature_is_never_taken_away(catalog: Path) -> None:
    """What an upstream no longer lists stays; what it adds is added."""
    sync(catalog, entry(supports_vision=True, supports_reasoning=True), LITELLM)
    sync(catalog, entry(supports_vision=True, supports_web_search=True))
    features = read_yaml(catalog / "models" / "openai" / "gpt-5.yaml").data["features"]

    assert features[0]["supports"] == ["reasoning", "vision-input", "web-search"]
    assert features[0]["observed"] == "2026-12-01"


@pytest.mark.parametrize(
    "name",
    ["../../x", "__proto__", "a\nb", "x" * 5000, "gpt-5\u202e", "", " ", "openai/../x", "é/x"],
)
def test_a_hostile_name_becomes_no_path_and_no_record(catalog: Path, name: str) -> None:
    """It is counted or unknown, and shown without its control characters."""
    before = set(catalog.parent.rglob("*"))
    report = sync(catalog, entry(), name=name)

    assert set(catalog.parent.rglob("*")) == before
    assert report.new_models == ()
    assert report.files == ()
    assert all(line.isprintable() for line in (*report.findings, *report.unknown_names))


def test_an_overlay_gets_a_copy_of_the_model_it_adds_to(catalog: Path, tmp_path: Path) -> None:
    """A record of an overlay replaces the one it lies over: it has to be complete."""
    overlay = tmp_path / "overlay"
    sample = {
        "slug": "gpt-5-high",
        "model_creator": {"name": "OpenAI"},
        "evaluations": {"gpqa": 0.85, "artificial_analysis_intelligence_index": 60.1},
        "performance": {
            "median_output_tokens_per_second": 120.5,
            "median_time_to_first_token_seconds": 0.8,
        },
    }
    body = json.dumps({"data": [sample]}).encode()
    origin = Origin(via="https://artificialanalysis.ai/api/v2", observed="2026-12-01")
    base = {path: path.read_bytes() for path in catalog.rglob("*.yaml")}
    options = SyncOptions(base=catalog)
    sync_from_body("artificial-analysis", body, "a", overlay, origin=origin, options=options)
    model = read_yaml(overlay / "models" / "openai" / "gpt-5.yaml").data
    result = read_yaml(overlay / "benchmarks" / "aa-gpqa.yaml").data["result_sets"][0]

    assert {path: path.read_bytes() for path in base} == base
    assert model["name"] == "gpt-5"
    assert model["speed_reference"][0]["setting"] == "effort=high"
    assert model["speed_reference"][0]["output_tokens_per_second"] == Decimal("120.5")
    assert result["source"] == "https://artificialanalysis.ai/"
    assert result["results"] == [
        {"model": "openai/gpt-5", "score": Decimal("0.85"), "setting": "effort=high"}
    ]


def test_an_overlay_gets_the_offers_that_change_and_no_others(ours: Path, tmp_path: Path) -> None:
    """With their history, beside what the overlay has itself; the base stays as it is."""
    sync(ours, entry(), LITELLM, name="gpt-oss-120b")
    overlay = tmp_path / "overlay"
    path = overlay / OFFERS
    path.parent.mkdir(parents=True)
    base = {file: file.read_bytes() for file in ours.rglob("*.yaml")}
    own = "offers:\n  # for the lab\n  - model: openai/tts-1\n    api_id: tts-1\n"
    path.write_text(own, encoding="utf-8")
    options = SyncOptions(base=ours)
    report = sync(overlay, entry(output_cost_per_token=8e-06), options=options)
    offers = read_yaml(path).data["offers"]

    assert {file: file.read_bytes() for file in base} == base
    assert [offer["model"] for offer in offers] == ["openai/gpt-5", "openai/tts-1"]
    assert [p["output_usd_per_million_tokens"] for p in offers[0]["prices"]] == [10, 8]
    assert report.new_offers == ()
    assert "# for the lab" in path.read_text(encoding="utf-8")
    assert sync(overlay, entry(output_cost_per_token=8e-06), options=options).files == ()


@pytest.mark.parametrize(
    ("via", "expected"),
    [
        ("pkg:pypi/litellm@1.109.1", "litellm"),
        (LATER.via, "litellm"),
        ("anomalyco/models.dev@f3fc692299", "models-dev"),
        ("https://models.dev/api.json#sha256:0b4e69aebac8", "models-dev"),
        ("pkg:pypi/genai-prices@0.2.3", "genai-prices"),
        ("https://openrouter.ai/api/v1/models", "openrouter"),
        ("pkg:pypi/litellm-proxy@1.0", "pkg:pypi/litellm-proxy"),
        ("https://models.dev.example/api.json", "models.dev.example/api.json"),
        (None, ""),
    ],
)
def test_releases_copies_and_the_address_are_one_upstream(via: str | None, expected: str) -> None:
    """And a name that merely begins alike is another."""
    assert family(via) == expected


def test_a_file_that_refuses_the_edit_is_reported_and_the_others_are_written(
    catalog: Path,
) -> None:
    """A layout that cannot be spliced costs nobody else their news."""
    path = catalog / "models" / "openai" / "gpt-5.yaml"
    text = "name: >-  # to be looked up\n  gpt-5\ntype: language\n"
    path.write_text(text, encoding="utf-8")
    facts = {"name": "A", "modalities": {"input": ["text"], "output": ["text"]}}
    body = json.dumps({"openai/gpt-5": facts, "openai/gpt-oss-120b": facts}).encode()
    report = sync_from_body("models-dev-models", body, "m.json", catalog, origin=LATER)

    assert path.read_text(encoding="utf-8") == text
    assert [str(refused.path) for refused in report.refused] == ["models/openai/gpt-5.yaml"]
    assert "comment" in report.refused[0].reason
    assert report.written == (Path("models/openai/gpt-oss-120b.yaml"),)


def test_the_records_a_sync_writes_are_canonical(catalog: Path) -> None:
    """A new file is what formatting it would give."""
    sync(catalog, entry(), LITELLM)
    path = catalog / OFFERS

    assert path.read_text(encoding="utf-8") == dump_record("offers", read_yaml(path).data)


@pytest.mark.parametrize(("rank", "offered"), [(10, True), (0, False)])
def test_of_two_prices_under_one_name_the_one_it_prefers_is_taken(
    catalog: Path, rank: int, *, offered: bool
) -> None:
    """Where an upstream prefers none, nobody can tell which is meant."""
    one, other = (
        OfferProposal(
            provider="openai",
            names=("gpt-5",),
            api_id=api_id,
            rank=at,
            billing="token",
            price=Price(
                input_usd_per_million_tokens=Decimal(usd),
                output_usd_per_million_tokens=Decimal(10),
                via=LITELLM.via,
                observed=LITELLM.observed,
            ),
        )
        for api_id, at, usd in (("gpt-5", 0, 1), ("GPT-5", rank, 2))
    )
    proposals = Proposals(offers=(other, one))
    report = merged("litellm", proposals, LITELLM, catalog, SyncOptions())

    assert report.new_offers == (("openai/openai/gpt-5",) if offered else ())
    assert len(report.findings) == (0 if offered else 1)
    if offered:
        assert prices(catalog)[0]["input_usd_per_million_tokens"] == 1
