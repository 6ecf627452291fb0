"""Real catalog files, damaged at random: the way hands, editors, scripts and networks do it."""

# ruff: noqa: SIM905  # forty words are easier to read as text

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

_WORDS = [
    *"null NO yes ~ 1e9 1_000 0x1F 010 12:30 .inf .nan -.5 -1 0 1.0 true text".split(),
    *"&a *a !!int !!python/name:os.system %YAML --- ... [ ] { } ' | > # @ ` \\".split(),
    *('"', ",", "- ", "? ", ": ", "<<: *a", '"\\x07"', "[" * 40, "{a: " * 40, "\n", "\n\n  "),
    *("\t", "\r", "\0", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\u2028", "\x85", "\ud800"),
    *("\u00a0", "😀", "9" * 60, "a" * 3000, "2026-13-01", "2099-01-01", "openai/gpt-5"),
]
_BYTES = [b"\xff", b"\xc3", b"\xe4\xb8", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n", b"\x80" * 9]

Lines = list[str]
Damage = Callable[[Lines, int, int, str], Lines]


def _insert_word(lines: Lines, at: int, column: int, word: str) -> Lines:
    line = lines[at]
    cut = column % (len(line) + 1)
    return [*lines[:at], line[:cut] + word + line[cut:], *lines[at + 1 :]]


def _replace_value(lines: Lines, at: int, _column: int, word: str) -> Lines:
    key, colon, _ = lines[at].partition(": ")
    return [*lines[:at], key + (colon or ": ") + word, *lines[at + 1 :]]


def _replace_key(lines: Lines, at: int, _column: int, word: str) -> Lines:
    line = lines[at]
    indent = line[: len(line) - len(line.lstrip(" -"))]
    return [*lines[:at], f"{indent}{word}: {line.partition(': ')[2]}", *lines[at + 1 :]]


def _drop_line(lines: Lines, at: int, _column: int, _word: str) -> Lines:
    return lines[:at] + lines[at + 1 :]


def _double_line(lines: Lines, at: int, _column: int, _word: str) -> Lines:
    return lines[: at + 1] + lines[at:]


def _move_line(lines: Lines, at: int, column: int, _word: str) -> Lines:
    rest = lines[:at] + lines[at + 1 :]
    target = column % (len(rest) + 1)
    return [*rest[:target], lines[at], *rest[target:]]


def _indent(lines: Lines, at: int, column: int, _word: str) -> Lines:
    return [*lines[:at], " " * (column % 9) + lines[at].lstrip(" "), *lines[at + 1 :]]


def _cut_off(lines: Lines, at: int, column: int, _word: str) -> Lines:
    return [*lines[:at], lines[at][: column % (len(lines[at]) + 1)]]


_DAMAGES: list[Damage] = [
    _insert_word,
    _replace_value,
    _replace_key,
    _drop_line,
    _double_line,
    _move_line,
    _indent,
    _cut_off,
]
_NUMBERS = st.integers(0, 10_000)
_EDITS = st.lists(
    st.tuples(st.sampled_from(_DAMAGES), _NUMBERS, _NUMBERS, st.sampled_from(_WORDS)),
    min_size=1,
    max_size=5,
)


@st.composite
def damaged(draw: st.DrawFn, texts: list[str]) -> bytes:
    """One of the texts after one to five edits, and now and then a wrong byte on top."""
    lines = draw(st.sampled_from(texts)).split("\n")
    for damage, at, column, word in draw(_EDITS):
        lines = damage(lines, at % len(lines), column, word) or [""]
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)) == 0:
        cut = draw(_NUMBERS) % (len(content) + 1)
        content = content[:cut] + draw(st.sampled_from(_BYTES)) + content[cut:]
    return content
