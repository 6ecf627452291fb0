"""Measure what a command costs, and write docs/reference/performance.md.

Whole processes are measured: their CPU time (user and system) and their peak memory. The unit is
what `import typer` costs on the same machine in the same minutes, since seconds of one machine say
little about another. The commands take turns, so that a busy neighbour slows all of them alike.

Usage: python -m tools.measure [--rounds N] [--print]
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tools.reference.markdown import code, page, table

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "performance.md"
FMSELECT = str(Path(sys.executable).parent / "fmselect")
UNIT = (sys.executable, "-c", "import typer")
RECOMMEND = (FMSELECT, "recommend", "coding", "--json")
COMMANDS: dict[str, tuple[str, ...]] = {
    'python -c "import typer"': UNIT,
    "fmselect --version": (FMSELECT, "--version"),
    "fmselect recommend coding --json": RECOMMEND,
    "fmselect recommend coding": (FMSELECT, "recommend", "coding"),
    "fmselect list models": (FMSELECT, "list", "models"),
    "fmselect list models --json": (FMSELECT, "list", "models", "--json"),
}
FACTORS = (1, 2, 4)
_COMPILE = """\
import sys
from pathlib import Path
from fmselect.catalog.compile import compile_catalog
compile_catalog(Path(sys.argv[1]), Path(sys.argv[2]), reuse=len(sys.argv) > 3)
"""

_INTRODUCTION = """\
Start-up is most of what a command costs, so it is measured as a whole process and given in units
of what `import typer` costs: the least a command line built on Typer can cost. `make bench`
measures anew; the figures are read, not compared with a limit."""

_INSTALLED = """\
The commands of the installed wheel, whose catalog is compiled already. In a checkout the files of
the catalog are looked at first, to notice a change: the last row."""
_GROWTH = """\
The same recommendation where every provider is there once, twice and four times, and what it takes
to compile that catalog: from nothing, as when a wheel is built, and after a change of one file of
offers, when the user's cache has the other files parsed and the estimates fitted."""
_LAUNCHER = """\
import os, sys
null = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=null)
_, status, usage = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""


class Cost(NamedTuple):
    """What one process took."""

    cpu_seconds: float
    peak_mib: float


def measure(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Cost:
    """CPU time and peak memory of one process.

    It is started by a bare interpreter: Linux counts the memory a process has before it becomes
    another program, and this one's would be more than some commands take.

    Args:
        command: The path of a program, and its arguments.
        environment: All it sees.
        folder: Where it runs.

    Raises:
        RuntimeError: It failed.
    """
    launched = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command],
        cwd=folder,
        env=dict(environment),
        check=True,
        capture_output=True,
        text=True,
    )
    exit_code, cpu_seconds, peak = launched.stdout.split()
    if exit_code != "0":
        raise RuntimeError(f"{' '.join(command)} exits with {exit_code}")
    per_mib = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(float(cpu_seconds), float(peak) / per_mib)


class Bench:
    """A place to measure in: an empty folder, a cache of its own, and the wheel if installed."""

    def __init__(self, folder: Path) -> None:
        """Make the folders below `folder`."""
        self.empty = folder / "empty"
        self.empty.mkdir()
        self.installed = folder / "installed"
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "LANG": "C.UTF-8",
        }

    def install(self, wheel: Path) -> None:
        """Put a wheel's package in front of the checkout's."""
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
        subprocess.run([*pip, "--target", self.installed, wheel], check=True)
        self.environment["PYTHONPATH"] = str(self.installed)

    @property
    def compiled(self) -> Path:
        """The compiled catalog of the installed wheel."""
        return self.installed / "fmselect" / "_compiled"

    def once(self, command: Sequence[str]) -> Cost:
        """One run."""
        return measure(command, self.environment, self.empty)

    def in_turn(self, commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Cost]]:
        """`rounds` runs of each command, taking turns, after one that warms the caches."""
        for command in commands.values():
            self.once(command)
        costs: dict[str, list[Cost]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                costs[name].append(self.once(command))
        return costs


def median_ratio(costs: Sequence[Cost], units: Sequence[Cost]) -> float:
    """The median over the rounds of CPU time against that of the unit in the same round."""
    pairs = zip(costs, units, strict=True)
    return statistics.median(cost.cpu_seconds / unit.cpu_seconds for cost, unit in pairs)


def multiplied(catalog: Path, target: Path, factor: int) -> None:
    """A catalog with `factor` times the offers: each provider again under other names."""
    shutil.copytree(catalog, target)
    for copy in range(1, factor):
        for provider in sorted((catalog / "providers").glob("*.yaml")):
            name = f"{provider.stem}-{copy}"
            shutil.copy(provider, target / "providers" / f"{name}.yaml")
            offers = catalog / "offers" / provider.stem
            if offers.is_dir():
                shutil.copytree(offers, target / "offers" / name)


def _wheel(folder: Path) -> Path:
    """The wheel of this checkout."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _startup(bench: Bench, wheel: Path, rounds: int) -> str:
    """Every command in the checkout and, then, installed; only one row is of the checkout."""
    checkout = bench.in_turn({"unit": UNIT, "recommend": RECOMMEND}, rounds)
    bench.install(wheel)
    costs = bench.in_turn(COMMANDS, rounds)
    units = next(iter(costs.values()))
    rows = [_row(code(name), of_command, units) for name, of_command in costs.items()]
    rows.append(_row("the same `--json` in a checkout", checkout["recommend"], checkout["unit"]))
    return table(("command", "x import typer", "CPU ms", "peak MiB"), rows)


def _row(name: str, costs: Sequence[Cost], units: Sequence[Cost]) -> tuple[str, ...]:
    return (
        name,
        f"{median_ratio(costs, units):.2f}",
        f"{1000 * statistics.median(cost.cpu_seconds for cost in costs):.0f}",
        f"{statistics.median(cost.peak_mib for cost in costs):.0f}",
    )


def _growth(bench: Bench, folder: Path, rounds: int) -> str:
    """Larger catalogs in place of the installed one."""
    rows = []
    for factor in FACTORS:
        catalog = folder / f"catalog-{factor}"
        multiplied(ROOT / "catalog", catalog, factor)
        compiling = bench.once((sys.executable, "-c", _COMPILE, str(catalog), str(bench.compiled)))
        again = _recompiled(bench, catalog)
        costs = bench.in_turn({"unit": UNIT, "recommend": RECOMMEND}, rounds)
        compile_figures = (
            f"{compiling.cpu_seconds:.1f}",
            f"{again.cpu_seconds:.1f}",
            f"{compiling.peak_mib:.0f}",
        )
        rows.append((*_row(f"{factor} x", costs["recommend"], costs["unit"]), *compile_figures))
    header = (
        "offers",
        "x import typer",
        "CPU ms",
        "peak MiB",
        "compile CPU s",
        "after an edit",
        "compile peak MiB",
    )
    return table(header, rows)


def _recompiled(bench: Bench, catalog: Path) -> Cost:
    """Compiling a catalog after one of its files was changed."""
    command = (sys.executable, "-c", _COMPILE, str(catalog), str(bench.compiled), "reuse")
    bench.once(command)
    edited = next(iter(sorted((catalog / "offers").rglob("*.yaml"))))
    edited.write_text(edited.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    return bench.once(command)


def _machine() -> str:
    processor = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        processor = names[0].partition(":")[2].strip() if names else processor
    return (
        f"Measured on {date.today().isoformat()} with Python {platform.python_version()} on "  # noqa: DTZ011 - the reader's day
        f"{os.cpu_count()} cores of {processor}, {platform.system()}."
    )


def report(rounds: int) -> str:
    """Measure, and say it as a page."""
    with tempfile.TemporaryDirectory(prefix="fmselect-bench-") as temporary:
        folder = Path(temporary)
        bench = Bench(folder)
        body = [
            _machine(),
            f"Medians of {rounds} runs of each command, taking turns.",
            "## Start-up",
            _INSTALLED,
            _startup(bench, _wheel(folder), rounds),
            "## Growth with the catalog",
            _GROWTH,
            _growth(bench, folder, rounds),
        ]
    return page("Performance", _INTRODUCTION, body).replace("`make docs`", "`make bench`")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and write the page, or with `--print` show it."""
    parser = argparse.ArgumentParser(description="Measure what a command costs.")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each command")
    parser.add_argument("--print", action="store_true", help="show the page, write nothing")
    options = parser.parse_args(argv)
    text = report(options.rounds)
    if options.print:
        print(text)
    else:
        PAGE.write_text(text, encoding="utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
