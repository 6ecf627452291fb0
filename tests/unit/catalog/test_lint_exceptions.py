"""What is odd but true: excused by rule, record, key and value, with a reason and a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fmselect.catalog.lint import Report, inspect
from tests.support.lint_case import GOOD, benchmark, model, priced

WriteFiles = Callable[..., Path]
TODAY = date(2026, 11, 24)
OFFERS = "offers/acme/acme.yaml"
KEY = "prices[0].input_usd_per_million_tokens"
ODD = {OFFERS: priced("input_usd_per_million_tokens: 150")}
EXCUSE = {
    "rule": "price-level",
    "record": "offers/acme/acme/m",
    "key": KEY,
    "value": "150",
    "reason": "the dearest that is sold",
    "decided": "2026-11-01",
}


def exceptions(*excuses: dict[str, str]) -> dict[str, str]:
    """The file of these exceptions."""
    items = [
        "\n    ".join(f"{k}: {v if k == 'value' else _quoted(v)}" for k, v in e.items())
        for e in excuses
    ]
    return {"exceptions.yaml": "exceptions:\n" + "".join(f"  - {item}\n" for item in items)}


def _quoted(text: str) -> str:
    return f'"{text}"' if "[" in text else text


def report(folder: Path, today: date = TODAY) -> Report:
    """What lint finds in a folder, and what it excuses."""
    return inspect(folder, today=today)


def test_an_excused_finding_is_told_apart(write_files: WriteFiles) -> None:
    """It is no finding, and stands beside them with its reason."""
    found = report(write_files(GOOD | ODD | exceptions(EXCUSE)))

    assert found.findings == []
    (excused,) = found.excused
    assert (excused.finding.rule, excused.finding.line) == ("price-level", 4)
    assert (excused.reason, excused.decided) == ("the dearest that is sold", "2026-11-01")


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"value": "15"}, "remove it, or correct the key or the value"),
        ({"key": "prices[1].input_usd_per_million_tokens"}, "remove it, or correct the key"),
        ({"record": "offers/acme/acme/n"}, "there is no record offers/acme/acme/n"),
        ({"rule": "price-levels"}, "did you mean price-level"),
        ({"rule": "self-reference"}, "self-reference cannot be excused: correct the record"),
    ],
)
def test_an_exception_excuses_nothing_else(
    change: dict[str, str], hint: str, write_files: WriteFiles
) -> None:
    """Another value, key, record or rule is not meant; what excuses nothing is itself a finding."""
    found = report(write_files(GOOD | ODD | exceptions(EXCUSE | change)))

    assert [f.rule for f in found.findings] == ["price-level", "exception-unused"]
    assert found.findings[1].path.endswith("exceptions.yaml")
    assert (found.findings[1].line, found.findings[1].column) == (2, 5)
    assert hint in str(found.findings[1].hint)
    assert found.excused == []


def test_an_error_that_cannot_be_true_cannot_be_excused(write_files: WriteFiles) -> None:
    """Some rules have no exceptions: a date in the future stays one."""
    odd = {"models/acme/m.yaml": model("identity", "released: 2026-12")}
    excuse = EXCUSE | {
        "rule": "released-in-future",
        "record": "models/acme/m",
        "key": "identity.released",
        "value": "2026-12",
    }
    found = report(write_files(GOOD | odd | exceptions(excuse)))

    assert [f.rule for f in found.findings] == ["released-in-future", "exception-unused"]


def test_an_exception_ends(write_files: WriteFiles) -> None:
    """After its last day or month the finding is back, and the exception is told as over."""
    folder = write_files(GOOD | ODD | exceptions(EXCUSE | {"until": "2026-12"}))

    assert report(folder, date(2026, 12, 31)).findings == []
    late = report(folder, date(2027, 1, 1)).findings
    assert [f.rule for f in late] == ["price-level", "exception-expired"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"decided": "2027-11-01"}, "decided: 2027-11-01 lies in the future"),
        ({"until": "2026-10"}, "until: 2026-10 is before 2026-11-01, when it was decided"),
    ],
)
def test_an_exception_has_a_day(
    change: dict[str, str], expected: str, write_files: WriteFiles
) -> None:
    """It was decided on a day that has been, and does not end before."""
    found = report(write_files(GOOD | ODD | exceptions(EXCUSE | change))).findings

    assert any(f.rule == "exception-decided-later" and expected in f.message for f in found)


@pytest.mark.parametrize("missing", ["rule", "record", "key", "reason", "decided"])
def test_an_exception_says_all(missing: str, write_files: WriteFiles) -> None:
    """Without a rule, a record, a key, a reason or a date it is no exception."""
    excuse = {key: value for key, value in EXCUSE.items() if key != missing}
    found = report(write_files(GOOD | ODD | exceptions(excuse))).findings

    assert {f.rule for f in found} == {"invalid-record", "price-level"}
    assert any(f"{missing}: is missing" in f.message for f in found)


def test_a_result_is_named_by_its_model(write_files: WriteFiles) -> None:
    """Its exception holds when results are added above it."""
    rows = [f"model: acme/m, score: {50 + n}, setting: s{n}" for n in range(12)]
    low = "model: acme/n, score: 0.7, setting: effort=low"
    excuse = EXCUSE | {
        "rule": "share-for-percent",
        "record": "benchmarks/b",
        "key": "result_sets[0].results[acme/n; effort=low].score",
        "value": "0.7",
    }
    for order in ([*rows, low], [low, *rows]):
        folder = write_files(GOOD | {"benchmarks/b.yaml": benchmark(*order)} | exceptions(excuse))
        assert report(folder).findings == []


def test_a_broken_file_makes_no_exception_useless(write_files: WriteFiles) -> None:
    """What is not needed is told only where every file could be read."""
    files = GOOD | {OFFERS: "offers: 1\n"} | exceptions(EXCUSE)

    assert [f.rule for f in report(write_files(files)).findings] == ["invalid-record"]


def test_an_overlay_has_exceptions_of_its_own(write_files: WriteFiles) -> None:
    """Those of a base count, too; a base may have one that only the base alone needs."""
    base = write_files(GOOD | ODD | exceptions(EXCUSE))
    over = write_files({OFFERS: priced("input_usd_per_million_tokens: 160")}, "over")
    mine = write_files(exceptions(EXCUSE | {"value": "160"}), "over")

    assert inspect([base, mine], today=TODAY).findings == []
    (over / "exceptions.yaml").unlink()
    assert [f.rule for f in inspect([base, over], today=TODAY).findings] == ["price-level"]
