"""Catalog files that are not the text a catalog is written in: encoding, size, characters."""

from __future__ import annotations

import re

from tests.support.mutations import append, breaks, file_of, first_line, rewrite, swap

_MIB = 1024 * 1024


def _cut(old: str, before: str) -> str:
    """The text up to a word; the finding points at the end of what is left."""
    return old[: old.index(before)] + "▶"


ENCODINGS = (
    breaks(
        "a byte-order mark",
        rewrite("models/01-ai/yi-1.5-34b.yaml", lambda old: "▶\ufeff" + old),
        says=r"byte-order mark.*save it as UTF-8",
    ),
    breaks(
        "saved as UTF-16",
        rewrite("models/01-ai/yi-1.5-6b.yaml", lambda old: old.encode("utf-16")),
        says=r"UTF-16.*save it as UTF-8",
        at=first_line("models/01-ai/yi-1.5-6b.yaml"),
    ),
    breaks(
        "saved as UTF-16 without a mark",
        rewrite("models/01-ai/yi-1.5-9b.yaml", lambda old: old.encode("utf-16-le")),
        says=r"UTF-16.*save it as UTF-8",
        at=first_line("models/01-ai/yi-1.5-9b.yaml"),
    ),
    breaks(
        "saved as UTF-32",
        rewrite("models/01-ai/yi-1.5-6b-chat.yaml", lambda old: old.encode("utf-32")),
        says=r"UTF-32.*save it as UTF-8",
        at=first_line("models/01-ai/yi-1.5-6b-chat.yaml"),
    ),
    breaks(
        "a name in Latin-1",
        rewrite(
            "models/01-ai/yi-34b-200k.yaml",
            lambda old: re.sub(rb"name: .*", b"name: Mod\xe2\x96\xb6\xe8le", old.encode()),
        ),
        says=r"not UTF-8: byte 0xe8.*save it as UTF-8",
    ),
    breaks(
        "UTF-8 above, Windows-1252 below",
        rewrite(
            "models/01-ai/yi-34b-chat.yaml",
            lambda old: (old + "# caf\u00e9 \u4e00 na▶").encode() + b"\xefve \x96 x\n",
        ),
        says=r"not UTF-8: byte 0xef.*save it as UTF-8",
    ),
    breaks(
        "cut off inside a character",
        rewrite("models/01-ai/yi-34b.yaml", lambda old: (old + "# ▶\u4e00").encode()[:-1]),
        says=r"not UTF-8: byte 0xe4.*cut off",
    ),
)

SIZES = (
    breaks(
        "empty",
        file_of("models/ai21/jamba-1.5-large.yaml", ""),
        says=r"is empty.*models\.schema\.json",
        at=first_line("models/ai21/jamba-1.5-large.yaml"),
    ),
    breaks(
        "nothing but comments",
        file_of("providers/ai21.yaml", "# to be written\n\n# later\n"),
        says=r"is empty.*providers\.schema\.json",
        at=first_line("providers/ai21.yaml"),
    ),
    breaks(
        "cut off inside a result",
        rewrite("benchmarks/aider-edit.yaml", lambda old: _cut(old, ", score: ")),
        says=r"not YAML.*cut off",
    ),
    breaks(
        "cut off inside quotes",
        rewrite("models/meta/llama-3.3-70b-instruct.yaml", lambda old: _cut(old, "llmfit-1.1")),
        says=r"not YAML.*cut off",
    ),
    breaks(
        "cut off after a key",
        rewrite(
            "benchmarks/aider-polyglot.yaml",
            lambda old: old[: old.index("result_sets")] + "▶result_sets:\n",
        ),
        says=r"result_sets: nothing is not a list.*leave the key out",
    ),
    breaks(
        "over 1 MiB",
        append("models/ai21/jamba-1.5-mini.yaml", "# " + "long " * (_MIB // 5) + "\n"),
        says=r"larger than 1024 KiB.*split",
        at=first_line("models/ai21/jamba-1.5-mini.yaml"),
    ),
    breaks(
        "a line of a million letters",
        swap("models/ai21/jamba-1.6-large.yaml", r"^name: .*", "▶name: " + "a" * 1_000_000),
        says=r"name: .*aaa.* too long.*shorten it",
    ),
)

CHARACTERS = (
    breaks(
        "a tab for indentation",
        swap("models/anthropic/claude-opus-4-0.yaml", r"^  output:", "▶\toutput:"),
        says=r"tab|indent with spaces",
    ),
    breaks(
        "a NUL",
        swap("models/anthropic/claude-2-1.yaml", r"^name: ", "name: Claude▶\0 "),
        says=r"U\+0000.*remove it",
    ),
    breaks(
        "a terminal's escape sequence",
        swap("models/anthropic/claude-1-3.yaml", r"^name: ", "name: ▶\x1b[31m"),
        says=r"U\+001B.*remove it",
    ),
    breaks(
        "an escape that stands for a control character",
        swap("models/amazon/nova-lite.yaml", r"^name: .*", r'name: ▶"Nova\\x1b[2J"'),
        says=r"escape.*control.*remove it",
    ),
    breaks(
        "text that runs from right to left",
        swap("models/amazon/nova-micro.yaml", r"^name: ", "name: ▶\u202e"),
        says=r"U\+202E.*remove it",
    ),
    breaks(
        "a blank of no width in an id",
        swap("offers/groq/alibaba.yaml", r"model: alibaba/qwen", "model: alibaba/▶\u200bqwen"),
        says=r"U\+200B.*remove it",
    ),
    breaks(
        "a joiner of no width in an id",
        swap("offers/cerebras/meta.yaml", r"model: meta/", "▶model: meta/\u200d"),
        says=r"is not an id.*U\+200D",
    ),
    breaks(
        "a Cyrillic letter that looks Latin",
        swap("offers/cerebras/openai.yaml", r"model: openai/", "▶model: \u043epenai/"),
        says=r"is not an id.*U\+043E",
    ),
    breaks(
        "a full-width digit in a number",
        swap("offers/ai21/ai21.yaml", r"(input_usd_\w+): .*", "▶\\1: \uff11\uff12"),
        says=r"input_usd_per_million_tokens: .*not a number.*U\+FF11",
    ),
    breaks(
        "a blank that does not break, after a key",
        swap("models/amazon/nova-pro.yaml", r"^type: ", "type:▶\u00a0"),
        says=r"not YAML.*U\+00A0",
    ),
    breaks(
        "a line end of another kind",
        swap("models/amazon/nova-premier.yaml", r"^name: ", "name: A▶\u2028B"),
        says=r"U\+2028.*remove it",
    ),
)

BROKEN_TEXT = (*ENCODINGS, *SIZES, *CHARACTERS)
"""All of them."""
