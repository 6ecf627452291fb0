"""The figures of a catalog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fmselect.catalog.derive import Deriver
from fmselect.catalog.load import load_catalog_files
from fmselect.catalog.stats import KNOWN, stats
from fmselect.domain.candidate import Terms
from fmselect.errors import Problems

WriteFiles = Callable[..., Path]


def test_the_small_catalog(small_folder: Path) -> None:
    """Counts, shares and ages, counted by hand."""
    found = stats(small_folder)

    assert found["records"] == {
        "models": 11,
        "offers": 14,
        "providers": 4,
        "licenses": 4,
        "benchmarks": 5,
        "hardware": 2,
        "tasks": 9,
    }
    assert found["models_by_type"]["language"] == 5
    assert found["offers_by_type"]["language"] == 11
    assert found["offers_by_provider"] == {"acme": 6, "northhost": 6, "gatehub": 2}
    assert found["results"] == {"independent": 11, "preference": 9}
    assert found["facts"]["only_via"] == 1
    assert (found["facts"]["oldest"], found["facts"]["newest"]) == ("2026-05-12", "2026-11-12")
    assert found["overlaid"] == {}


def test_coverage_is_a_share_of_stated_offers(small_folder: Path) -> None:
    """Fourteen offers, two of them a gateway's, which cannot speak for the hosts behind it."""
    coverage = stats(small_folder)["coverage"]

    assert set(coverage) == set(KNOWN)
    assert coverage["training_policy"] == round(12 / 14, 4)
    assert coverage["price"] == 1.0
    assert coverage["retention"] == round(12 / 14, 4)
    assert coverage["license"] == round(13 / 14, 4)


def test_coverage_of_groups(small_folder: Path) -> None:
    """By type and by kind of provider, those without offers left out."""
    found = stats(small_folder)

    assert list(found["coverage_by_type"]) == [
        type_ for type_, count in found["offers_by_type"].items() if count
    ]
    assert set(found["coverage_by_provider_kind"]) == {"lab", "inference-host", "gateway"}
    for group in (
        *found["coverage_by_type"].values(),
        *found["coverage_by_provider_kind"].values(),
    ):
        assert set(group) == set(KNOWN)
    assert found["coverage_by_provider_kind"]["lab"]["retention"] == 1.0


def test_open_weights_and_licenses(write_files: WriteFiles) -> None:
    """Licences named, stated nowhere, not found and absent; other weights do not count."""
    model = "name: M\ntype: language\nlab: acme\n"
    folder = write_files(
        {
            "licenses/MIT.yaml": "name: MIT\n",
            "licenses/LicenseRef-unstated.yaml": "name: Unstated\n",
            "licenses/LicenseRef-not-found.yaml": "name: Not found\n",
            "models/acme/named.yaml": model + "weights:\n  open: true\n  license: MIT\n",
            "models/acme/unstated.yaml": model
            + "weights:\n  open: true\n  license: LicenseRef-unstated\n",
            "models/acme/searched.yaml": model
            + "weights:\n  open: true\n  license: LicenseRef-not-found\n",
            "models/acme/none.yaml": model + "weights:\n  open: true\n",
            "models/acme/closed.yaml": model + "weights:\n  open: false\n",
            "models/acme/unknown.yaml": model,
        }
    )

    assert stats(folder)["open_weight_models"] == {
        "count": 4,
        "with_a_license": 2,
        "of_which_stated_nowhere": 1,
        "searched_and_not_found": 1,
        "without_a_word": 1,
        "share": 0.5,
    }


def test_a_licence_that_was_not_found_is_unknown(write_files: WriteFiles) -> None:
    """Noting a search that found nothing changes no verdict: no name, no permission, no OSI."""
    model = "name: M\ntype: language\nlab: acme\n"
    folder = write_files(
        {
            "licenses/LicenseRef-not-found.yaml": "name: Not found\nosi_approved: false\n",
            "models/acme/m.yaml": model
            + "weights:\n  open: true\n  license: LicenseRef-not-found\n",
        }
    )

    (row,) = Deriver(load_catalog_files([folder]), "2026-11-12").candidates("language")
    assert row.terms == Terms()


def test_labs_and_clouds_with_data_handling(write_files: WriteFiles) -> None:
    """Hosts and gateways do not count; an entry without values, an explicit unknown, does."""
    entry = "data_handling:\n  - tier: api-paid\n    default: true\n"
    folder = write_files(
        {
            "providers/silent.yaml": "name: A\nkind: lab\n",
            "providers/unknown.yaml": "name: B\nkind: cloud\n" + entry,
            "providers/host.yaml": "name: C\nkind: inference-host\n",
        }
    )

    assert stats(folder)["labs_and_clouds"] == {
        "count": 2,
        "with_data_handling": 1,
        "share": 0.5,
    }


def test_overlaid_records_are_named(small_folder: Path, write_files: WriteFiles) -> None:
    """What an overlay brings is listed, so that nobody takes it for the catalog's own."""
    mine = write_files({"providers/acme.yaml": "name: Mine\nkind: lab\n"})
    found = stats([small_folder, mine])

    assert found["overlaid"] == {"providers": ["acme"]}
    assert found["layers"] == [str(small_folder), str(mine)]


def test_an_unsound_catalog_has_none(write_files: WriteFiles) -> None:
    """A catalog whose offers lack their models is an error, not a figure."""
    folder = write_files({"offers/acme/acme.yaml": "offers:\n  - model: acme/m\n"})

    with pytest.raises(Problems, match="acme/m is not in the catalog"):
        stats(folder)


def test_an_empty_kind_has_no_share(write_files: WriteFiles) -> None:
    """Without offers there is nothing to take a share of."""
    found = stats(write_files({"providers/acme.yaml": "name: A\nkind: lab\n"}))

    assert set(found["coverage"].values()) == {None}
    assert found["coverage_by_type"] == found["coverage_by_provider_kind"] == {}
    assert found["open_weight_models"]["share"] is None
