"""What people install: the wheel, in an environment that has nothing else, without the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

WHEELHOUSE = Path(sys.prefix) / "wheelhouse"


def _run(command: Sequence[str | Path], cwd: Path) -> str:
    """What a command prints; fails the test with both streams where it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout once a run."""
    folder = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], project)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(
    scope="session",
    params=[
        "runtime",
        pytest.param(
            "lowest",
            marks=pytest.mark.skipif(
                sys.version_info[:2] != (3, 11),
                reason="the oldest dependencies are tried with the oldest Python",
            ),
        ),
    ],
)
def fmselect(
    request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The installed command, in an environment with the newest or the oldest dependencies."""
    if not WHEELHOUSE.exists():
        pytest.skip("needs the packages that `make setup` puts aside in .venv/wheelhouse")
    folder = tmp_path_factory.mktemp(request.param)
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", commands / "python"]
    offline: list[str | Path] = ["--no-index", "--find-links", WHEELHOUSE]
    pinned = Path(sys.prefix) / f"{request.param}.txt"
    _run([*pip, "install", "--quiet", "--isolated", *offline, "-c", pinned, wheel], folder)
    return commands / "fmselect"


def test_an_installed_wheel_answers(fmselect: Path, tmp_path: Path) -> None:
    """From an empty folder, with the newest and the oldest dependencies, it recommends a model."""
    answer = json.loads(_run([fmselect, "recommend", "coding", "--json"], tmp_path))

    assert answer["schema"] == "fmselect/recommendation@1"
    assert answer["ranking"][0]["rank"] == 1
    assert answer["considered"]["models"] > 100
    assert list(tmp_path.iterdir()) == []


HEAVY = ("pydantic", "httpx", "yaml", "numpy", "rich", "importlib.metadata")


def test_a_recommendation_loads_nothing_heavy(fmselect: Path, tmp_path: Path) -> None:
    """On the bundled catalog, with the newest and the oldest Typer that is allowed."""
    script = (
        "import sys\nfrom fmselect.cli.app import main\n"
        "code = main(['recommend', 'coding', '--json'])\n"
        f"sys.exit(f'loaded {{found}}' if (found := set({HEAVY!r}) & set(sys.modules)) else code)"
    )

    shown = _run([fmselect.parent / "python", "-c", script], tmp_path)

    assert json.loads(shown)["ranking"]


def test_an_overlay_is_compiled_by_an_installed_wheel(fmselect: Path, tmp_path: Path) -> None:
    """A catalog of one's own is read where there is no checkout, and adds what it names."""
    overlay = tmp_path / "mine"
    (overlay / "providers").mkdir(parents=True)
    (overlay / "providers" / "in-house.yaml").write_text(
        "name: In-house\nkind: self-host\n", encoding="utf-8"
    )

    shown = json.loads(
        _run([fmselect, "show", "in-house", "--catalog", overlay, "--json"], tmp_path)
    )

    assert "In-house" in json.dumps(shown)


def test_the_wheel_carries_all_that_it_needs(wheel: Path) -> None:
    """Types, licence, the YAML and the compiled catalog are inside, and no tests or tools."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    folders = {name.split("/")[0] for name in names}
    (metadata,) = folders - {"fmselect"}
    assert metadata.endswith(".dist-info")
    assert f"{metadata}/licenses/LICENSE" in names
    assert "fmselect/py.typed" in names
    assert "fmselect/_compiled/meta.json" in names
    assert any(name.startswith("fmselect/_catalog/models/") for name in names)
    assert any(name.startswith("fmselect/_catalog/tasks/") for name in names)


def test_the_compiled_catalog_is_that_of_the_yaml(wheel: Path, project: Path) -> None:
    """Every record in the checkout is in the wheel, byte for byte."""
    with zipfile.ZipFile(wheel) as archive:
        for path in (project / "catalog").rglob("*.yaml"):
            inside = f"fmselect/_catalog/{path.relative_to(project / 'catalog').as_posix()}"
            assert archive.read(inside) == path.read_bytes(), inside
