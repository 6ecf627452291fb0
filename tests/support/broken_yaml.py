"""Catalog files that are not strict YAML, or that two readers of YAML read differently."""

from __future__ import annotations

from tests.support.mutations import append, breaks, file_of, rewrite, swap


def _bomb(old: str) -> str:
    """Nine lists, each of nine of the one before: 387 million words for a careless reader."""
    lines = ["bomb0: ▶&l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"bomb{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 9)]
    return old + "\n".join(lines) + "\n"


KEYS = (
    breaks(
        "a key twice",
        swap("models/cohere/command-r-08-2024.yaml", r"^(type: .*)", "\\1\n▶type: embedding"),
        says=r"type: the key is here twice.*keep one",
    ),
    breaks(
        "a price twice",
        swap(
            "offers/deepinfra/deepseek.yaml",
            r"^( +)(output_usd_\w+: .*)",
            "\\1\\2\n\\1▶output_usd_per_million_tokens: 0.01",
        ),
        says=r"output_usd_per_million_tokens: the key is here twice.*keep one",
    ),
    breaks(
        "a key twice in a line, once in quotes",
        swap("benchmarks/bbh.yaml", r"score: ([\d.]+)", '"score": \\1, ▶score: 0.99'),
        says=r"score: the key is here twice",
    ),
    breaks(
        "a list as a key",
        swap("models/cohere/command-r-plus-08-2024.yaml", r"^type:", "▶[type, kind]:"),
        says=r"key is a list or mapping.*name before the colon",
    ),
    breaks(
        "a key without a name",
        swap("models/cohere/command-a-03-2025.yaml", r"^type:", "▶: "),
        says=r"not YAML: did not find expected key.*indentation",
    ),
    breaks(
        "a merge key",
        swap("providers/cohere.yaml", r"^kind: .*", "▶<<: {kind: lab}"),
        says=r"merge keys.*write the keys out",
    ),
    breaks(
        "a key that is a number",
        append("models/cohere/command-r7b-12-2024.yaml", "▶404: not found\n"),
        says=r"404: unknown key.*the keys here are aliases",
    ),
)

YAML_1_1 = (
    breaks(
        "Norway",
        swap("providers/anthropic.yaml", r"^( +)country: us", "\\1country: ▶NO"),
        says=r"`NO` is a boolean in some readers only.*\"NO\" in quotes",
    ),
    breaks(
        "a bare yes",
        swap("licenses/MIT.yaml", r'^commercial_use: "yes"', "commercial_use: ▶yes"),
        says=r"`yes` is a boolean.*\"yes\" in quotes",
    ),
    breaks(
        "a bare on",
        swap("providers/fireworks-ai.yaml", r"gateway: false", "gateway: ▶on"),
        says=r"`on` is a boolean.*write true",
    ),
    breaks(
        "a time of day",
        append("models/deepseek/deepseek-v3.yaml", "lab_note: ▶12:30\n"),
        says=r"`12:30` is a number in base 60.*\"12:30\" in quotes",
    ),
    breaks(
        "an underscore between digits",
        swap("models/deepseek/deepseek-r1.yaml", r"context_tokens: .*", "context_tokens: ▶128_000"),
        says=r"`128_000` has separators.*write 128000",
    ),
    breaks(
        "a comma between digits",
        swap("offers/ai21/ai21.yaml", r"(output_usd_\w+): .*", "\\1: ▶1,250.00"),
        says=r"`1,250.00` has separators.*write 1250.00",
    ),
    breaks(
        "a zero in front",
        swap("benchmarks/balrog.yaml", r"score: ([\d.]+)", "score: ▶010"),
        says=r"`010` begins with a zero, octal to some.*write 10",
    ),
    breaks(
        "an exponent",
        swap("models/deepseek/deepseek-v3.1.yaml", r"context_tokens: .*", "context_tokens: ▶1e6"),
        says=r"`1e6` is a number with an exponent.*write 1000000",
    ),
    breaks(
        "an exponent in a price",
        swap("offers/cerebras/zhipuai.yaml", r"(input_usd_\w+): .*", "\\1: ▶2.5e-07"),
        says=r"`2.5e-07` is a number with an exponent.*write 0.00000025",
    ),
    breaks(
        "no digit before the point",
        swap("offers/cohere/cohere.yaml", r"(input_usd_\w+): .*", "\\1: ▶.5"),
        says=r"`.5` lacks a digit beside its point.*write 0.5",
    ),
    breaks(
        "no digit after the point",
        swap("offers/xai/xai.yaml", r"(input_usd_\w+): .*", "\\1: ▶5."),
        says=r"`5.` lacks a digit beside its point.*write 5",
    ),
    breaks(
        "hex",
        swap("benchmarks/arc-agi-1.yaml", r"score: ([\d.]+)", "score: ▶0x1F"),
        says=r"`0x1F` is hex.*write 31",
    ),
    breaks(
        "a plus sign",
        swap("benchmarks/arc-agi-2.yaml", r"score: ([\d.]+)", "score: ▶+5"),
        says=r"`\+5` has a plus sign.*write 5",
    ),
    breaks(
        "infinity",
        swap("offers/voyageai/voyageai.yaml", r"(input_usd_\w+): .*", "\\1: ▶.inf"),
        says=r"`.inf` is no finite number",
    ),
    breaks(
        "not a number",
        swap("benchmarks/apex-agents.yaml", r"score: ([\d.]+)", "score: ▶.NaN"),
        says=r"`.NaN` is no finite number",
    ),
    breaks(
        "a number of a hundred digits",
        swap(
            "models/deepseek/deepseek-v3.2.yaml",
            r"context_tokens: .*",
            "context_tokens: ▶1" + "0" * 100,
        ),
        says=r"a number of 101 characters",
    ),
    breaks(
        "null in capitals",
        swap("models/deepseek/deepseek-v3-0324.yaml", r"^lab: .*", "lab: ▶NULL"),
        says=r"`NULL` is null in some readers only.*leave the key out",
    ),
)

SHAPES = (
    breaks(
        "an anchor",
        swap("models/google/gemma-2b.yaml", r"^name: ", "name: ▶&name "),
        says=r"an anchor \(&name\).*write the value out",
    ),
    breaks(
        "an alias",
        append("models/google/gemma-7b.yaml", "lab_note: ▶*name\n"),
        says=r"an alias \(\*name\).*write the value out",
    ),
    breaks(
        "a bomb of aliases",
        rewrite("models/google/gemma-7b-it.yaml", _bomb),
        says=r"an anchor \(&l0\).*write the value out",
    ),
    breaks(
        "a tag that runs a command",
        swap(
            "models/google/gemini-2.0-flash.yaml",
            r"^name: .*",
            "name: ▶!!python/object/apply:os.system [exit]",
        ),
        says=r"a tag \(.*python/object/apply:os.system\).*remove it",
    ),
    breaks(
        "a tag that changes a type",
        swap("models/google/gemini-2.5-pro.yaml", r"^name: ", "name: ▶!!str "),
        says=r"a tag .*remove it",
    ),
    breaks(
        "a second document",
        append("models/google/gemini-2.5-flash.yaml", "▶---\nname: Another\n"),
        says=r"second document.*remove ---",
    ),
    breaks(
        "a directive",
        rewrite("models/google/gemini-2.0-flash-lite.yaml", lambda old: "▶%YAML 1.1\n---\n" + old),
        says=r"% directive.*remove it",
    ),
    breaks(
        "40 lists in one another",
        append(
            "models/google/gemini-1.5-pro.yaml", "deep: " + "[" * 31 + "▶[" + "[" * 8 + "]" * 40
        ),
        says=r"nested more than 32 deep.*flatten",
    ),
    breaks(
        "40 mappings in one another",
        append(
            "models/google/gemini-1.5-flash.yaml",
            "".join(f"{'  ' * i}{'▶' * (i == 32)}k:\n" for i in range(40)),
        ),
        says=r"nested more than 32 deep.*flatten",
    ),
    breaks(
        "a list for a mapping",
        file_of("models/google/gemma-2-9b-it.yaml", "# a list\n▶- name: Gemma\n"),
        says=r"a list is not a mapping of keys",
    ),
    breaks(
        "a word for a mapping",
        file_of("models/google/gemma-2-27b-it.yaml", "▶Gemma\n"),
        says=r'"Gemma" is not a mapping of keys',
    ),
    breaks(
        "JSON from another program",
        file_of(
            "models/google/gemma-3-4b-it.yaml", '{▶"id": "gemma", "name": "G", "type": "language"}'
        ),
        says=r"id: unknown key.*the path is the id",
    ),
)

SYNTAX = (
    breaks(
        "a bracket that is not closed",
        swap(
            "models/mistral/codestral-2508.yaml", r"^( +input): \[(.*)\]", "\\1: [\\2\n  output▶: x"
        ),
        says=r"not YAML.*(bracket|\])",
    ),
    breaks(
        "a colon in a text",
        swap("models/mistral/codestral-25.01.yaml", r"^name: .*", "name: Codestral▶: the coder"),
        says=r"not YAML.*quotes",
    ),
    breaks(
        "a text that starts with an at sign",
        swap("models/mistral/devstral-2512.yaml", r"^name: ", "name: ▶@"),
        says=r"not YAML.*quotes",
    ),
    breaks(
        "an indentation of one blank too many",
        swap("models/mistral/pixtral-12b.yaml", r"^( +)output:", "\\1 ▶output:"),
        says=r"not YAML.*indentation",
    ),
    breaks(
        "marks of a merge conflict",
        swap(
            "models/mistral/ministral-8b-2410.yaml",
            r"^name: (.*)",
            "▶<<<<<<< HEAD\nname: \\1\n=======\nname: Mini\n>>>>>>> theirs",
        ),
        says=r"conflict",
    ),
    breaks(
        "two keys in a line",
        swap("models/mistral/mistral-7b-instruct-v0.3.yaml", r"^type: (.*)", "type: \\1, lab▶: x"),
        says=r"not YAML.*one key a line",
    ),
    breaks(
        "a decimal comma in a result",
        swap("benchmarks/cybench.yaml", r"score: (\d+)[.\d]*", "score: \\1,▶5"),
        says=r"5: unknown key.*point",
    ),
)

BROKEN_YAML = (*KEYS, *YAML_1_1, *SHAPES, *SYNTAX)
"""All of them."""
