"""Fireworks' model names: `accounts/fireworks/models/llama-v3p1-8b-instruct`, `p` for a point."""

from __future__ import annotations

import re

_POINT = re.compile(r"(?<=\d)p(?=\d)")
_LLAMA = re.compile(r"^llama-?v(?=\d)")


def model_name(name: str) -> str:
    """The name with points as points, without the account, and `llama-3.1` for `llama-v3p1`."""
    slug = _POINT.sub(".", name.rpartition("/")[2].lower())
    return _LLAMA.sub("llama-", slug).replace("qwen-v2.5", "qwen2.5")
