"""What is no YAML at all: where it breaks, what breaks it, and what to do about it."""

from __future__ import annotations

import pytest

from fmselect.catalog import yaml_events
from fmselect.catalog.strict_yaml import load_yaml
from fmselect.errors import FmselectError, Problems

CASES = {
    "cut off in a list": ("a: 1\nb: [x, z", "f.yaml:2:9", "the file ends too early"),
    "cut off in a list, line ended": ("a: 1\nb: [x, z\n", "f.yaml:2:9", "the file ends too early"),
    "cut off in quotes": ('a: 1\nb: "x\n\n', "f.yaml:2:6", "the file ends too early"),
    "cut off and followed by blanks": ("b: {x: 1,\n   \n  \n", "f.yaml:1:10", "ends too early"),
    "a bracket open": ("a: [x\nb: z\n", "f.yaml:2:2", "from line 1 on"),
    "a colon in a text": ("a: so: it is\n", "f.yaml:1:6", "in quotes"),
    "an at sign": ("a: @here\n", "f.yaml:1:4", "in quotes"),
    "a tab": ("a:\n\tb: 1\n", "f.yaml:2:1", "indent with spaces"),
    "one blank too many": ("a: 1\n b: 2\n", "f.yaml:2:3", "one key a line"),
    "one blank too few": ("a:\n  b: 1\n c: 2\n", "f.yaml:3:2", "indentation"),
    "a dash too few": ("- a\nb: 1\n", "f.yaml:2:1", "indentation"),
    "a blank of another kind": (
        "a: 1\nb:\u00a0c\nd: 1\n",
        "f.yaml:2:3",
        "U+00A0; write a plain one",
    ),
    "a wide blank": ("a: 1\nb:\u3000c\nd: 1\n", "f.yaml:2:3", "U+3000; write a plain one"),
    "a conflict": ("a: 1\n<<<<<<< HEAD\nb: 1\n", "f.yaml:2:1", "settle which side is right"),
}


def refusal(text: str | bytes) -> FmselectError:
    """The one thing that is wrong with a text."""
    with pytest.raises(FmselectError) as refused:
        load_yaml(text, "f.yaml")
    return refused.value


@pytest.mark.parametrize("name", CASES)
def test_place_and_hint(name: str) -> None:
    """The place is one that an editor has, and the hint names the cause."""
    text, where, told = CASES[name]
    error = refusal(text)

    assert error.where == where
    assert told in f"{error.message}; {error.hint}"


ENCODINGS = {
    "UTF-16 with a mark": ("a: 1\n".encode("utf-16"), "is UTF-16"),
    "UTF-16, little end first": ("a: 1\n".encode("utf-16-le"), "is UTF-16"),
    "UTF-16, big end first": ("a: 1\n".encode("utf-16-be"), "is UTF-16"),
    "UTF-32 with a mark": ("a: 1\n".encode("utf-32"), "is UTF-32"),
    "UTF-32, big end first": ("a: 1\n".encode("utf-32-be"), "is UTF-32"),
    "Latin-1": (b"a: caf\xe9 \n", "is not UTF-8: byte 0xe9"),
    "cut off in a letter": ("a: caf\u00e9".encode()[:-1], "is not UTF-8: byte 0xc3"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_encodings(name: str) -> None:
    """A file in another encoding is told which, or where it stops being UTF-8."""
    content, told = ENCODINGS[name]
    error = refusal(content)

    assert error.message == told
    assert error.hint in ("save it as UTF-8", "the file is cut off inside a character")
    assert (error.hint == "save it as UTF-8") == (name != "cut off in a letter")


def test_long_texts_are_told_short() -> None:
    """A key, an anchor or a number of a thousand letters does not fill the screen."""
    long = "9_" * 500
    for text in (
        f"a: {long}\n",
        f'"{long}": 1\n"{long}": 2\n',
        f"a: &{long} 1\n",
        f"a: !{long} 1\n",
    ):
        assert len(str(refusal(text))) < 300


def test_what_cannot_be_seen_is_told_as_an_escape() -> None:
    """A blank or joiner in a key is shown for what it is."""
    assert "a\\xa0b: the key is here twice" in str(refusal("a\u00a0b: 1\na\u00a0b: 2\n"))


def test_at_most_a_hundred_problems() -> None:
    """What comes after a hundred surprises is told after these are repaired."""
    with pytest.raises(Problems) as refused:
        load_yaml("a:\n" + "- 1_0\n" * 500, "f.yaml")

    assert len(refused.value.problems) == 100


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has no libyaml, its own parser refuses the same texts."""
    monkeypatch.setattr(yaml_events, "CParser", None)

    for text, _, _ in CASES.values():
        assert str(refusal(text)).startswith("f.yaml:")
    assert load_yaml("a: {b: [1, 2.50, x]}\n", "f.yaml").data["a"]["b"][0] == 1
