"""Which file of a catalog holds which record, relative to its folder."""

from __future__ import annotations

from pathlib import Path


def model_path(model_id: str) -> Path:
    """The file of a model."""
    return Path("models", f"{model_id}.yaml")


def model_id_of(path: Path) -> str:
    """The model of a file."""
    return f"{path.parts[1]}/{path.stem}"


def offers_path(provider: str, lab: str) -> Path:
    """The file of what a provider sells of a lab."""
    return Path("offers", provider, f"{lab}.yaml")


def benchmark_path(benchmark: str) -> Path:
    """The file of a benchmark."""
    return Path("benchmarks", f"{benchmark}.yaml")
