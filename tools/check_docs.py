"""Run every command the documentation shows and compare what it prints with what is shown.

In README.md, CONTRIBUTING.md, catalog/README.md and docs/**/*.md:

- a `console` block holds commands after `$ ` and their output, standard error included. Each is
  run in one folder per document, where nothing but the document's own files lies. A line `...`
  stands for any number of lines. A command that exits with something else than 0 is followed by
  `$ echo $?`.
- a block with `file=NAME` after its language is written to that file before the blocks below it.
- commands that set up an environment (`make`, `pip`, `git`, `python3`) are shown and not run here.
- relative links must lead to a file, and its `#anchor` to a heading.

With `--update` the outputs are written anew; those with a `...` keep as many lines on either side.

Usage: python -m tools.check_docs [--update]
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.links import link_problems

ROOT = Path(__file__).resolve().parent.parent
_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)(?: +file=(?P<file>\S+))? *$")
_RUN = ("fmselect", "python", "echo", "cat", "ls", "head", "mkdir", "export")
_SHOWN_ONLY = ("make", "pip", "pipx", "git", "cd", "python3", ".")
_DOTS = "..."
_TIMEOUT_SECONDS = 120


@dataclass
class Command:
    """One `$` line, with the output that is shown below it."""

    text: str
    line: int
    shown: list[str] = field(default_factory=list)


@dataclass
class Block:
    """One fenced block: the lines inside the fences, counted from 0, `end` excluded."""

    language: str
    file: str | None
    start: int
    end: int


class Shell:
    """Runs commands as a reader would: in one folder, remembering exports and the exit code."""

    def __init__(self, folder: Path) -> None:
        """Start in `folder`, with a home of its own and this project's commands on the path."""
        self.folder = folder
        self.exit_code = 0
        binaries = str(Path(sys.executable).parent)
        self.environment = {
            "PATH": os.pathsep.join((binaries, os.environ.get("PATH", os.defpath))),
            "HOME": str(folder.parent / "home"),
            "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(folder.parent / "cache")),
            "LANG": "C.UTF-8",
            "COLUMNS": "80",
            "TERMINAL_WIDTH": "80",
            "NO_COLOR": "1",
        }

    def run(self, command: str) -> list[str]:
        """The lines a command prints, on either stream, in order."""
        if command.strip() == "echo $?":
            return [str(self.exit_code)]
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            self.environment[name.strip()] = value.strip().strip("'\"")
            return []
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],  # noqa: S607 - bash is where PATH says
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
        self.exit_code = done.returncode
        return (
            [line.rstrip() for line in done.stdout.rstrip("\n").split("\n")] if done.stdout else []
        )


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The fenced blocks of a document, in order."""
    opened: tuple[re.Match[str], int] | None = None
    for number, line in enumerate(lines):
        if opened is None:
            found = _FENCE.match(line)
            if found is not None:
                opened = (found, number)
        elif line.strip() == "```":
            fence, start = opened
            yield Block(fence["language"], fence["file"], start + 1, number)
            opened = None


def commands(lines: Sequence[str], block: Block) -> Iterator[Command]:
    """The commands of a `console` block; a command goes on over a line that ends in a backslash."""
    current: Command | None = None
    continued = False
    for number in range(block.start, block.end):
        line = lines[number]
        if continued and current is not None:
            current.text += "\n" + line
            continued = line.endswith("\\")
        elif line.startswith("$ "):
            if current is not None:
                yield current
            current = Command(line[2:], number)
            continued = line.endswith("\\")
        elif current is not None:
            current.shown.append(line)
    if current is not None:
        yield current


def matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether the printed lines are shown, a shown `...` standing for any number of them."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == _DOTS else re.escape(line.rstrip()) + r"\n"
        for line in _without_trailing_blanks(shown)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def _without_trailing_blanks(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _renewed(command: Command, printed: list[str]) -> list[str]:
    """What to show instead: as many lines before the first `...` and after the last as before."""
    shown = _without_trailing_blanks(command.shown)
    dots = [number for number, line in enumerate(shown) if line.strip() == _DOTS]
    if not dots:
        return printed
    before, after = dots[0], len(shown) - dots[-1] - 1
    if before + after >= len(printed):
        return printed
    return [*printed[:before], _DOTS, *printed[len(printed) - after :]]


class Document:
    """One Markdown file with its commands run."""

    def __init__(self, path: Path, root: Path = ROOT) -> None:
        """Read the file; nothing is run yet."""
        self.path = path
        self.name = str(path.relative_to(root))
        self.lines = path.read_text(encoding="utf-8").split("\n")
        self.problems: list[str] = []
        self._edits: list[tuple[int, int, list[str]]] = []

    def run(self, folder: Path) -> None:
        """Run every command in order, collecting problems and the outputs to write instead."""
        shell = Shell(folder)
        for block in blocks(self.lines):
            if block.file is not None:
                target = folder / block.file
                target.parent.mkdir(parents=True, exist_ok=True)
                text = "\n".join(self.lines[block.start : block.end])
                target.write_text(text + "\n", encoding="utf-8")
            elif block.language == "console":
                self._run_block(block, shell)

    def _run_block(self, block: Block, shell: Shell) -> None:
        listed = list(commands(self.lines, block))
        for command, following in zip(listed, [*listed[1:], None], strict=True):
            word = command.text.split(maxsplit=1)[0]
            if word in _SHOWN_ONLY:
                continue
            if word not in _RUN:
                self._problem(command, f"`{word}` is neither run nor known as shown only")
                continue
            printed = shell.run(command.text)
            asked = following is not None and following.text.strip() == "echo $?"
            if shell.exit_code != 0 and not asked and word != "echo":
                self._problem(command, f"exits with {shell.exit_code}, which is not shown")
            if not matches(command.shown, printed):
                self._differs(command, printed)

    def _differs(self, command: Command, printed: list[str]) -> None:
        difference = difflib.unified_diff(command.shown, printed, "shown", "printed", lineterm="")
        self._problem(command, "prints something else:\n" + "\n".join(difference))
        first = command.line + 1 + command.text.count("\n")
        kept = command.shown[len(_without_trailing_blanks(command.shown)) :]
        self._edits.append((first, first + len(command.shown), _renewed(command, printed) + kept))

    def _problem(self, command: Command, what: str) -> None:
        self.problems.append(f"{self.name}:{command.line + 1}: `{command.text}` {what}")

    def update(self) -> bool:
        """Write what the commands print over what is shown; whether that changed anything."""
        for start, end, replacement in reversed(self._edits):
            self.lines[start:end] = replacement
        if self._edits:
            self.path.write_text("\n".join(self.lines), encoding="utf-8")
        return bool(self._edits)


def documents(root: Path) -> list[Path]:
    """The pages people read, those below docs/ sorted."""
    pages = [root / name for name in ("README.md", "CONTRIBUTING.md", "catalog/README.md")]
    return [page for page in (*pages, *sorted((root / "docs").rglob("*.md"))) if page.exists()]


def main(argv: Sequence[str] | None = None) -> int:
    """Check, or with `--update` write; 1 where a problem is left."""
    parser = argparse.ArgumentParser(description="Run the commands that the documentation shows.")
    parser.add_argument("--update", action="store_true", help="write the outputs anew")
    options = parser.parse_args(argv)
    problems = link_problems(documents(ROOT), ROOT)
    with tempfile.TemporaryDirectory(prefix="fmselect-docs-") as temporary:
        for number, path in enumerate(documents(ROOT)):
            document = Document(path)
            folder = Path(temporary) / str(number)
            folder.mkdir()
            document.run(folder)
            if options.update and document.update():
                print(f"{document.name}: outputs written anew")
            else:
                problems += document.problems
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
