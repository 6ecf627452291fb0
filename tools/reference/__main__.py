"""Write docs/reference, the answers and catalog/schemas from the code, or check them.

Usage: python -m tools.reference [--check]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from fmselect.catalog.schemas import FILE_SCHEMAS, schema_text
from tools.reference.answer import answer
from tools.reference.answers import answers
from tools.reference.command_line import command_line
from tools.reference.constraints import constraints
from tools.reference.exit_codes import exit_codes
from tools.reference.lint_rules import lint_rules
from tools.reference.records import catalog_schema
from tools.reference.requirement_table import requirements
from tools.reference.scoring import scoring

ROOT = Path(__file__).resolve().parent.parent.parent
FILES: dict[str, Callable[[], str]] = {
    "docs/explanation/answers.md": answers,
    "docs/explanation/how-scoring-works.md": scoring,
    "docs/reference/catalog-schema.md": catalog_schema,
    "docs/reference/cli.md": command_line,
    "docs/reference/constraints.md": constraints,
    "docs/reference/exit-codes.md": exit_codes,
    "docs/reference/json.md": answer,
    "docs/reference/lint-rules.md": lint_rules,
    "docs/reference/requirements.md": requirements,
    **{f"catalog/schemas/{kind}.schema.json": partial(schema_text, kind) for kind in FILE_SCHEMAS},
}
"""Path in the project -> what makes its text."""


def stale(root: Path) -> list[str]:
    """The files that do not say what the code says."""
    return [name for name, make in FILES.items() if _read(root / name) != make()]


def write(root: Path) -> None:
    """Write every file."""
    for name, make in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8")


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def main(argv: Sequence[str] | None = None) -> int:
    """Write, or with `--check` name what is out of date; 1 where something is."""
    parser = argparse.ArgumentParser(
        description="Make docs/reference and catalog/schemas from the code."
    )
    parser.add_argument("--check", action="store_true", help="write nothing")
    if not parser.parse_args(argv).check:
        write(ROOT)
        return 0
    names = stale(ROOT)
    for name in names:
        print(f"{name} is out of date: run `make docs`")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
