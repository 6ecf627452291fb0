"""The fuzzer begins with real records of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmselect.catalog.border import read_record
from fmselect.catalog.strict_yaml import load_yaml
from fmselect.domain.records import RECORD_KINDS
from tools import fuzz_loader


def test_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first byte of a seed says of which kind the record is that follows."""
    monkeypatch.setattr(fuzz_loader, "CORPUS", tmp_path / "corpus")
    kinds = sorted(RECORD_KINDS)
    fuzz_loader.seed(kinds)

    seeds = [path.read_bytes() for path in (tmp_path / "corpus").iterdir()]
    assert {kinds[seed[0]] for seed in seeds} == set(kinds)
    for seed in seeds:
        read_record(kinds[seed[0]], load_yaml(seed[1:], "f.yaml"))
