"""One record's text: what changes when it is formatted, and what never does."""

from __future__ import annotations

import pytest

from fmselect.catalog import format as layout
from fmselect.catalog.comment_anchors import Comment, anchored_comments
from fmselect.catalog.format import format_document
from fmselect.catalog.strict_yaml import load_yaml
from fmselect.errors import FmselectError, InvalidFileError

SCHEMA = "# yaml-language-server: $schema=../../schemas/models.schema.json\n"


def formatted(text: str, kind: str = "models") -> str:
    """The text in canonical form."""
    return format_document(kind, load_yaml(text, "m.yaml"))


def test_order_quotes_and_layout() -> None:
    """Keys get the order of the record, texts only the quotes they need, short lists one line."""
    text = """\
weights:
  license: 'MIT'
  open: true
type: "language"
aliases:
- one
- "2026"
name: 'Atlas: the second'
"""
    assert formatted(text) == (
        SCHEMA
        + """\
name: "Atlas: the second"
type: language
aliases: [one, "2026"]
weights:
  open: true
  license: MIT
"""
    )


@pytest.mark.parametrize(
    "digits", ["8.00", "0.10", "0.007000000000000001", "1234567890.12345678901234", "8", "0.0"]
)
def test_digits_stay(digits: str) -> None:
    """A number keeps its digits, however many, and its zeros."""
    text = f"memory_gib: {digits}\nname: X  # c\nvendor: x\nkind: unified\n"

    assert f"memory_gib: {digits}\n" in formatted(text, "hardware")


def test_comments_move_with_their_keys() -> None:
    """Comments above, behind and below follow what they belong to when keys change places."""
    text = """\
type: language
# about the limits
limits:  # two sources
  # the first
  - source: https://a.example/#limits   # read twice
    context_tokens: 400000 # as stated
    # no output limit on that page

  # the second
  - # older
    context_tokens: 272000
  # a third would help
name: X
# the end
"""
    assert formatted(text) == (
        SCHEMA
        + """\
name: X
type: language
# about the limits
limits:  # two sources
  # the first
  - context_tokens: 400000  # as stated
    source: "https://a.example/#limits"  # read twice
    # no output limit on that page
  # the second
  # older
  - context_tokens: 272000
  # a third would help
# the end
"""
    )


def test_the_head_of_a_file_stays_at_its_head() -> None:
    """What stands above the record stays there, with its empty lines, whatever comes first."""
    text = "\n# Ours: ask Finance.\n\n\n# See the contract.\n\ntype: language\nname: X\n"

    assert formatted(text) == (
        SCHEMA + "# Ours: ask Finance.\n\n# See the contract.\n\nname: X\ntype: language\n"
    )


def test_a_comment_among_words_gives_them_lines() -> None:
    """A list of words is written on lines of its own where one of them has a comment."""
    text = """\
name: X
type: language
identity:
  input: [text, image]  # both
  output: [text,  # always
    # since May
    image,
    # not yet: audio
  ]
"""
    assert formatted(text).endswith("""\
identity:
  input: [text, image]  # both
  output:
    - text  # always
    # since May
    - image
    # not yet: audio
""")


def test_comments_inside_a_row_stand_above_it() -> None:
    """A result is one line: a lone comment goes behind it, several above it, in their order."""
    text = """\
title: T
measures: m
type: language
family: f
scale: {kind: elo, metric: m}
result_sets:
  - by: independent
    results:
      - model: a/b
        score: 1.50  # from the appendix
      - model: a/c
        # corrected
        score: 2  # page 3
        # later
"""
    assert formatted(text, "benchmarks").endswith("""\
    results:
      - {model: a/b, score: 1.50}  # from the appendix
      # corrected
      - {model: a/c, score: 2}  # page 3
      # later
""")


def test_the_schema_line_comes_first() -> None:
    """A schema line of the kind is kept wherever it stands; one of another kind is replaced."""
    own = "# yaml-language-server: $schema=https://example.org/models.schema.json"
    other = "# yaml-language-server: $schema=../schemas/offers.schema.json"

    assert formatted(f"name: X\n{own}\ntype: language\n").startswith(f"{own}\nname: X\n")
    assert formatted(f"{other}\nname: X\ntype: language\n") == f"{SCHEMA}name: X\ntype: language\n"


def test_what_says_nothing_goes() -> None:
    """A null, an empty list and an empty group are left out; a comment on one ends its block."""
    text = """\
name: X
type: language
aliases: []
identity:
  released: null  # the page has no date
  input: [text]
weights: {open: null}
lifecycle:
"""
    assert formatted(text) == (
        SCHEMA + "name: X\ntype: language\nidentity:\n  input: [text]\n  # the page has no date\n"
    )


def test_zero_and_no_are_not_nothing() -> None:
    """False and 0 say something."""
    text = "offers:\n  - model: a/b\n    prices: [{input_usd_per_million_tokens: 0}]\n"

    assert "input_usd_per_million_tokens: 0\n" in formatted(text, "offers")


def test_line_ends_become_one_kind() -> None:
    """A file with Windows line ends gets the others."""
    assert formatted("name: X\r\ntype: language  # c\r\n") == (
        f"{SCHEMA}name: X\ntype: language  # c\n"
    )


@pytest.mark.parametrize("text", ["a\rb", "a\nb", "a\\b", 'a"b', " a", "a: b", "a #b", "#a", "no"])
def test_any_text_comes_back(text: str) -> None:
    """A text is read back as it was, whatever is in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r")
    done = formatted(f'type: language\nname: "{escaped}"\n')

    assert load_yaml(done, "m").data["name"] == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: X\ntype: language\nlimitz: []\n", "m.yaml:3:1: limitz"),
        ("name: X\ntype: language\nlimits: [3]\n", "m.yaml:3:10: limits"),
        ("name: {X: 1}\ntype: language\n", "m.yaml:1:1: name"),
        ("- name: X\n", "m.yaml"),
        ("name: X\ntype: language\nlimits:\n  - source: null\n", "m.yaml:4:5: an item"),
        ("name: X\ntype: language\naliases: [a, null]\n", "m.yaml:3:14: an item"),
    ],
)
def test_no_record_is_refused_with_its_place(text: str, message: str) -> None:
    """What is no record of its kind is refused, with the place, in the words of the border."""
    with pytest.raises(FmselectError) as caught:
        formatted(text)

    assert str(caught.value).startswith(message)


def test_a_hash_in_a_value_is_no_comment() -> None:
    """Only what no value contains is a comment."""
    text = "a: https://x.example/#y\nb: 'c # d'\ne: |  # real\n  f # g\nh: [i#j]  # too\n"

    assert anchored_comments(text) == [
        Comment("# real", ("e",), "behind"),
        Comment("# too", ("h",), "behind"),
    ]


def test_a_comment_belongs_to_the_block_it_is_indented_like() -> None:
    """Below a block, the indentation says whether a comment ends it or begins the next."""
    text = "a:\n  - b: 1\n    # of the item\n  # of the list\n# of c\n    # of c, too\nc: 2\n"

    assert anchored_comments(text) == [
        Comment("# of the item", ("a", 0), "foot"),
        Comment("# of the list", ("a",), "foot"),
        Comment("# of c", ("c",), "before"),
        Comment("# of c, too", ("c",), "before"),
    ]


def test_a_loss_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a comment be lost for a fault of ours, nothing is written."""
    monkeypatch.setattr(layout, "with_comments", lambda *_: f"{SCHEMA}name: X\ntype: language\n")
    with pytest.raises(InvalidFileError, match="without a loss"):
        formatted("type: language\nname: X  # kept\n")


def test_comments_in_a_price_history() -> None:
    """Later price lists are compact: comments stay above or behind the line of their key."""
    text = """\
offers:
  - model: a/b
    prices:
      # first
      - source: https://a.example/p
        input_usd_per_million_tokens: 4.00
        observed: 2026-05-12
      # cheaper
      - input_usd_per_million_tokens: 3.00  # cut
        source: https://a.example/p
        observed: 2026-11-12  # read again
        # until further notice
"""
    once = formatted(text, "offers")

    assert once.endswith("""\
      # cheaper
      - {input_usd_per_million_tokens: 3.00,  # cut
         source: https://a.example/p, observed: 2026-11-12}  # read again
      # until further notice
""")
    assert formatted(once, "offers") == once
