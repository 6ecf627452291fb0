"""The measurements measure what they say."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tools.measure import Bench, Cost, measure, median_ratio, multiplied


def test_work_and_memory_of_a_process_are_counted(tmp_path: Path) -> None:
    """A process that computes and allocates costs more than one that does neither."""
    environment = dict(os.environ)
    idle = measure((sys.executable, "-c", ""), environment, tmp_path)
    busy = measure(
        (sys.executable, "-c", "b = bytearray(64 * 2**20); sum(range(10**7))"),
        environment,
        tmp_path,
    )

    assert busy.cpu_seconds > idle.cpu_seconds + 0.02
    assert busy.peak_mib > idle.peak_mib + 48


def test_a_failing_command_is_not_measured(tmp_path: Path) -> None:
    """A command that fails is quick, so its figures would flatter."""
    with pytest.raises(RuntimeError, match="exits with 7"):
        measure((sys.executable, "-c", "raise SystemExit(7)"), dict(os.environ), tmp_path)


def test_every_command_runs_once_a_round(tmp_path: Path) -> None:
    """Each command is measured as often as there are rounds."""
    costs = Bench(tmp_path).in_turn({"a": (sys.executable, "-c", "")}, rounds=2)

    assert [len(of_command) for of_command in costs.values()] == [2]


def test_a_ratio_compares_within_a_round() -> None:
    """A round in which everything was slow does not move the ratio."""
    costs = [Cost(2.0, 1), Cost(20.0, 1), Cost(3.0, 1)]
    units = [Cost(1.0, 1), Cost(10.0, 1), Cost(1.0, 1)]

    assert median_ratio(costs, units) == 2.0


def test_a_multiplied_catalog_repeats_every_offer(tmp_path: Path) -> None:
    """Three times the offers are three providers with the same offer files, and one model."""
    small = tmp_path / "small"
    for name in ("providers/acme.yaml", "offers/acme/lab.yaml", "models/lab/m.yaml"):
        (small / name).parent.mkdir(parents=True)
        (small / name).write_text("x\n", encoding="utf-8")

    multiplied(small, tmp_path / "large", 3)

    large = sorted(
        p.relative_to(tmp_path / "large").as_posix() for p in (tmp_path / "large").rglob("*.yaml")
    )
    assert large == [
        "models/lab/m.yaml",
        "offers/acme-1/lab.yaml",
        "offers/acme-2/lab.yaml",
        "offers/acme/lab.yaml",
        "providers/acme-1.yaml",
        "providers/acme-2.yaml",
        "providers/acme.yaml",
    ]
