"""Feed the catalog's loader what a coverage-guided fuzzer invents: `make fuzz`, Linux only.

Each input is a file of some kind of record, its first byte says of which. What the loader must do
with any of them: make a record of it or refuse it with a place, and nothing else.

The corpus grows in `.venv/fuzz`, beginning with the small catalog of the tests. An input that
breaks a promise is left there as `crash-...`; run `python -m tools.fuzz_loader FILE` to see why.
"""

# ruff: noqa: PLC0415  # what is instrumented has to be imported late

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "tests" / "fixtures" / "small_catalog"
CORPUS = ROOT / ".venv" / "fuzz"


def seed(kinds: list[str]) -> None:
    """Put the records of the small catalog into the corpus, the byte of their kind in front."""
    CORPUS.mkdir(parents=True, exist_ok=True)
    for number, kind in enumerate(kinds):
        for path in (SEEDS / kind).rglob("*.yaml"):
            target = CORPUS / f"seed-{kind}-{path.stem}"
            target.write_bytes(bytes([number]) + path.read_bytes())


def main() -> None:
    """Fuzz until something breaks or the options of libFuzzer say stop."""
    try:
        atheris = importlib.import_module("atheris")  # in no list of dependencies
    except ImportError:
        sys.exit("fuzzing needs pkg:pypi/atheris: .venv/bin/python -m pip install atheris")

    with atheris.instrument_imports(include=["fmselect"]):
        from fmselect.catalog.border import read_record
        from fmselect.catalog.strict_yaml import load_yaml
        from fmselect.domain.records import RECORD_KINDS
        from fmselect.errors import FmselectError, Problems

    kinds = sorted(RECORD_KINDS)

    def one_input(data: bytes) -> None:
        kind = kinds[data[0] % len(kinds)] if data else kinds[0]
        try:
            read_record(kind, load_yaml(data[1:], "f.yaml"))
        except FmselectError as error:
            for problem in error.problems if isinstance(error, Problems) else (error,):
                assert (problem.where or "").startswith("f.yaml"), problem
                assert f"{problem} {problem.hint}".isprintable(), problem

    if not any(Path(argument).is_file() for argument in sys.argv[1:]):
        seed(kinds)
        sys.argv += [str(CORPUS), f"-artifact_prefix={CORPUS}/", "-timeout=10", "-rss_limit_mb=512"]
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
