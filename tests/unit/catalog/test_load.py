"""Walking a catalog's folders: ids from paths, overlays, and no file that hides another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fmselect.catalog.load import LoadedCatalog, load_catalog_files
from fmselect.errors import InvalidFileError, Problems

WriteFiles = Callable[..., Path]
MODEL = "name: M\ntype: language\n"
OFFER = "offers:\n  - model: acme/m\n"


def messages(catalog: LoadedCatalog) -> list[str]:
    """What is wrong, without the folder in front."""
    folder = f"{catalog.folders[0]}/"
    return [str(problem).replace("\\", "/").replace(folder, "") for problem in catalog.problems]


def test_ids_come_from_paths(small_loaded: LoadedCatalog) -> None:
    """The id of a record is where it lies; of an offer, its provider, its model and its tier."""
    assert not small_loaded.problems
    assert "example/quill-70b" in small_loaded.entries["models"]
    assert "LicenseRef-nimbus-community" in small_loaded.entries["licenses"]
    assert [id_ for id_ in small_loaded.entries["offers"] if "atlas-2" in id_] == [
        "acme/acme/atlas-2",
        "acme/acme/atlas-2-mini",
        "acme/acme/atlas-2@priority",
        "gatehub/acme/atlas-2-mini",
    ]


def test_places_of_records(small_loaded: LoadedCatalog) -> None:
    """A record knows its file and its place in it, an offer the one inside its file."""
    entry = small_loaded.entries["offers"]["acme/acme/atlas-2-mini"]

    assert entry.where("api_id").endswith("acme.yaml:33:5")


def test_one_bad_file_hides_no_other(write_files: WriteFiles) -> None:
    """Every file is read, and everything wrong with any of them is told in one run."""
    folder = write_files(
        {
            "models/acme/good.yaml": MODEL,
            "models/acme/broken.yaml": "a: b: c\n",
            "models/acme/wrong.yaml": MODEL + "nope: 1\n",
            "providers/acme.yaml": "name: A\nkind: shop\n",
        }
    )
    catalog = load_catalog_files([folder])

    assert list(catalog.entries["models"]) == ["acme/good"]
    assert [text.split(": ")[0] for text in messages(catalog)] == [
        "models/acme/broken.yaml:1:5",
        "models/acme/wrong.yaml:3:1",
        "providers/acme.yaml:2:1",
    ]
    with pytest.raises(Problems):
        catalog.raise_problems()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("models/m.yaml", "is not where its kind is read"),
        ("models/acme/deep/m.yaml", "is not where its kind is read"),
        ("providers/acme/x.yaml", "is not where its kind is read"),
        ("models/Acme/m.yaml", "'Acme' cannot be part of an id"),
        ("models/acme/m@1.yaml", "'m@1' cannot be part of an id"),
        ("models/acme/m.yml", "does not end in .yaml"),
        ("licenses/MIT License.yaml", "'MIT License' cannot be part of an id"),
        ("model/acme/m.yaml", "holds no kind of record"),
    ],
)
def test_files_out_of_place(write_files: WriteFiles, path: str, expected: str) -> None:
    """A file no id can be made of is an error, not silently left out."""
    catalog = load_catalog_files([write_files({"models/acme/good.yaml": MODEL, path: MODEL})])

    assert [expected in text for text in messages(catalog)] == [True]


def test_hidden_and_foreign_files_are_left_alone(write_files: WriteFiles) -> None:
    """Notes and editors' files beside the records are none of our business."""
    folder = write_files(
        {
            "models/acme/good.yaml": MODEL,
            "models/acme/.good.yaml": "broken: [",
            "models/README.md": "#",
            "policies/strict.yaml": "task: chat",
            "SOURCES.md": "#",
        }
    )

    assert not load_catalog_files([folder]).problems


def test_licence_ids_keep_their_case(write_files: WriteFiles) -> None:
    """SPDX ids are written as SPDX writes them."""
    folder = write_files({"licenses/Apache-2.0.yaml": "name: Apache\n"})

    assert list(load_catalog_files([folder]).entries["licenses"]) == ["Apache-2.0"]


def test_an_offer_twice(write_files: WriteFiles) -> None:
    """Two offers of one id are an error that names the place of the first."""
    folder = write_files({"offers/acme/acme.yaml": OFFER + "  - model: acme/m\n"})

    (message,) = messages(load_catalog_files([folder]))
    assert message.startswith("offers/acme/acme.yaml:3:5: offers[1]: acme/acme/m is offered twice")
    assert "acme.yaml:2:5" in message


def test_an_offer_in_the_file_of_another_lab(write_files: WriteFiles) -> None:
    """An offer lies in the file of its model's lab."""
    folder = write_files({"offers/acme/nimbus.yaml": OFFER})
    catalog = load_catalog_files([folder])

    assert "acme/m is not of the lab nimbus" in messages(catalog)[0]
    assert catalog.problems[0].hint == "move it to offers/acme/acme.yaml"


def test_overlays_replace_record_by_record(write_files: WriteFiles) -> None:
    """A later folder's record replaces the one with its id, and only that one."""
    base = write_files(
        {
            "models/acme/m.yaml": MODEL,
            "models/acme/n.yaml": MODEL,
            "offers/acme/acme.yaml": OFFER + "    api_id: base\n  - model: acme/n\n",
        },
        "base",
    )
    mine = write_files(
        {
            "models/acme/m.yaml": "name: Mine\ntype: language\n",
            "offers/acme/acme.yaml": OFFER + "    api_id: mine\n",
        },
        "mine",
    )
    catalog = load_catalog_files([base, mine])

    assert not catalog.problems
    assert catalog.entries["models"]["acme/m"].record.name == "Mine"
    assert catalog.entries["models"]["acme/m"].layer == 1
    assert catalog.entries["models"]["acme/n"].record.name == "M"
    assert catalog.entries["offers"]["acme/acme/m"].record.api_id == "mine"
    assert "acme/acme/n" in catalog.entries["offers"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("none", "no such folder"), ("file", "is not a folder"), ("empty", "holds no records")],
)
def test_no_catalog_there(tmp_path: Path, name: str, message: str) -> None:
    """A folder that is no catalog is an error that says why."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "empty").mkdir()

    with pytest.raises(InvalidFileError, match=message) as refused:
        load_catalog_files([tmp_path / name])

    assert refused.value.where == str(tmp_path / name)
