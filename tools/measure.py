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
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tools.reference.markdown import code, page, table

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "performance.md"
FMSELECT = str(Path(sys.executable).parent / "fmselect")
UNIT = (sys.executable, "-c", "import typer")
COMMANDS: dict[str, tuple[str, ...]] = {
    'python -c "import typer"': UNIT,
    "fmselect --version": (FMSELECT, "--version"),
    "fmselect recommend coding --json": (FMSELECT, "recommend", "coding", "--json"),
    "fmselect recommend coding": (FMSELECT, "recommend", "coding"),
    "fmselect list models": (FMSELECT, "list", "models"),
}
FACTORS = (1, 2, 4)

_INTRODUCTION = """\
Start-up is most of what a command costs, so it is measured as a whole process and given in units
of what `import typer` costs: the least a command line built on Typer can cost. `make bench`
measures anew; the figures are read, not compared with a limit."""

_GROWTH = """\
The same recommendation where every provider is there once, twice and four times. The first run
after a change of the YAML compiles it."""
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
    """A place to measure in: an empty folder and a cache of its own."""

    def __init__(self, folder: Path) -> None:
        """Make the folders below `folder`."""
        self.empty = folder / "empty"
        self.empty.mkdir()
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "LANG": "C.UTF-8",
        }

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


def _startup(bench: Bench, rounds: int) -> str:
    costs = bench.in_turn(COMMANDS, rounds)
    units = next(iter(costs.values()))
    rows = [
        (
            code(name),
            f"{median_ratio(of_command, units):.2f}",
            f"{1000 * statistics.median(c.cpu_seconds for c in of_command):.0f}",
            f"{statistics.median(c.peak_mib for c in of_command):.0f}",
        )
        for name, of_command in costs.items()
    ]
    return table(("command", "x import typer", "CPU ms", "peak MiB"), rows)


def _growth(bench: Bench, folder: Path, rounds: int) -> str:
    rows = []
    command = COMMANDS["fmselect recommend coding --json"]
    for factor in FACTORS:
        catalog = folder / f"catalog-{factor}"
        multiplied(ROOT / "catalog", catalog, factor)
        bench.environment["FMSELECT_CATALOG"] = str(catalog)
        started = time.perf_counter()
        first = bench.once(command)
        first_seconds = time.perf_counter() - started
        costs = bench.in_turn({"unit": UNIT, "recommend": command}, rounds)
        rows.append(
            (
                f"{factor} x",
                f"{median_ratio(costs['recommend'], costs['unit']):.2f}",
                f"{statistics.median(c.peak_mib for c in costs['recommend']):.0f}",
                f"{first_seconds:.1f}",
                f"{first.peak_mib:.0f}",
            )
        )
    del bench.environment["FMSELECT_CATALOG"]
    header = ("offers", "x import typer", "peak MiB", "first run s", "first run peak MiB")
    return table(header, rows)


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
            "## Start-up",
            _startup(bench, rounds),
            f"Medians of {rounds} runs each, taking turns, on a catalog that is compiled already.",
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
