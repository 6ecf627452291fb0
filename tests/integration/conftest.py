"""A web server on this machine, and settings that wait for milliseconds where users wait longer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from fmselect.catalog.write import dump_record
from fmselect.cli.app import main
from fmselect.upstream.download import Timing
from fmselect.upstream.fetch import FetchSettings
from tests.support.unruly_server import UnrulyServer

TODAY = date(2026, 11, 24)
QUICK = Timing(total=3.0, connect=1.0, read=0.3, attempts=3, first_wait=0.001, longest_wait=0.004)


class Outcome(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output, read as JSON."""
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Talk to the server itself, whatever the machine's proxy is."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server() -> Iterator[UnrulyServer]:
    """The server."""
    with UnrulyServer() as running:
        yield running


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where answers are kept."""
    return tmp_path / "cache"


@pytest.fixture
def settings(cache: Path) -> Callable[..., FetchSettings]:
    """Settings with short waits; any of them can be given otherwise."""

    def made(**given: Any) -> FetchSettings:
        return FetchSettings(**{"today": TODAY, "cache": cache, "timing": QUICK, **given})

    return made


@pytest.fixture
def upstream_fixtures(project: Path) -> Path:
    """Small cuts of what the upstreams serve."""
    return project / "tests" / "fixtures" / "upstream"


@pytest.fixture
def fmselect(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, cache: Path
) -> Callable[..., Outcome]:
    """Call the command line in this process, with the cache of this test."""
    monkeypatch.setenv("FMSELECT_CACHE", str(cache))

    def call(*words: str) -> Outcome:
        capsys.readouterr()
        code = main(words)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


MODELS = {
    "anthropic/claude-sonnet-4-5": "language",
    "cohere/rerank-v3.5": "reranker",
    "deepgram/nova-3": "speech-to-text",
    "deepseek/deepseek-v3.2": "language",
    "google/gemini-2.5-pro": "language",
    "openai/gpt-5": "language",
    "openai/gpt-image-1": "image-generation",
    "openai/text-embedding-3-small": "embedding",
    "openai/whisper-1": "speech-to-text",
}
PROVIDERS = (
    "amazon-bedrock azure cohere deepgram deepseek fireworks-ai google nvidia openai openrouter"
)


@pytest.fixture
def snapshot() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder, hidden ones included, and what is in it."""
    return tree


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A catalog of its own: nine models, ten providers, no offers."""
    folder = tmp_path / "catalog"
    for model, kind in MODELS.items():
        record(folder / "models" / f"{model}.yaml", "models", {"name": model, "type": kind})
    for provider in PROVIDERS.split():
        record(
            folder / "providers" / f"{provider}.yaml",
            "providers",
            {"name": provider, "kind": "lab"},
        )
    (folder / "tasks").mkdir()
    return folder


def record(path: Path, kind: str, fields: dict[str, Any]) -> None:
    """Write a record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump_record(kind, fields), encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
