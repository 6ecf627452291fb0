"""Relative links in Markdown: the file is there, and so is the heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(
    r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)|!\[[^\]]*\]\((?P<image>[^)\s]+)\)"
)
_HEADING = re.compile(r"^#{1,6} +(?P<text>.*?) *#*$")
_ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:")


def link_problems(paths: Sequence[Path], root: Path) -> list[str]:
    """One line for each link that leads nowhere, as `file:line: what`."""
    return [
        f"{path.relative_to(root)}:{line}: {target} leads nowhere"
        for path in paths
        for line, target in _links(path)
        if not _leads_somewhere(path, target)
    ]


def _links(path: Path) -> Iterator[tuple[int, str]]:
    """Line and target of every relative link outside of fenced blocks."""
    for number, line in _prose(path):
        for found in _LINK.finditer(re.sub(r"`[^`]*`", "", line)):
            target = (found["target"] or found["image"]).removeprefix("<").removesuffix(">")
            if not _ELSEWHERE.match(target):
                yield number, target


def _prose(path: Path) -> Iterator[tuple[int, str]]:
    """The lines outside of fenced blocks, numbered from 1."""
    fenced = False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


def _leads_somewhere(source: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    path = (source.parent / unquote(name)).resolve() if name else source
    if not path.exists():
        return False
    return not anchor or path.suffix != ".md" or anchor in _anchors(path)


@cache
def _anchors(path: Path) -> frozenset[str]:
    """The anchors of a document's headings, made as forges make them."""
    seen: dict[str, int] = {}
    anchors = set()
    for _, line in _prose(path):
        found = _HEADING.match(line)
        if found is None:
            continue
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", found["text"]).lower()
        slug = re.sub(r"[^\w\- ]", "", text).strip().replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        anchors.add(f"{slug}-{count}" if count else slug)
    return frozenset(anchors)
