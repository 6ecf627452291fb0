"""Amazon Bedrock's model ids: `[geography.]lab.model[-date]-vN[:M]`."""

from __future__ import annotations

import re

_GEOGRAPHY = re.compile(r"^(global|us|eu|apac|jp|au|ca|in|us-gov)\.")
_VERSION = re.compile(r"(-v\d+)?(:\d+)?(:[a-z0-9]+)?$")

_RENAMED = {"deepseek.v3-v1": "deepseek/deepseek-v3.1"}
"""Ids whose version counts releases at Bedrock and not versions of the model."""


def geography(model_id: str) -> str | None:
    """`eu` of `eu.anthropic.claude...`; None where the id names none."""
    found = _GEOGRAPHY.match(model_id)
    return found[1] if found else None


def model_names(model_id: str) -> tuple[str, ...]:
    """The names to look for, without geography: in full, with the major version, without any."""
    name = _GEOGRAPHY.sub("", model_id)
    if name.partition(":")[0] in _RENAMED:
        return (_RENAMED[name.partition(":")[0]],)
    lab, dot, slug = name.partition(".")
    if not dot:
        return (name, _VERSION.sub("", name))
    if lab == "meta":
        slug = re.sub(r"^llama(\d)-(\d)-", r"llama-\1.\2-", slug)
        slug = re.sub(r"^llama(\d)-", r"llama-\1-", slug)
    if lab == "deepseek" and not slug.startswith("deepseek"):
        slug = "deepseek-" + slug
    major = slug.partition(":")[0]
    return (f"{lab}/{slug}", f"{lab}/{major}", f"{lab}/{_VERSION.sub('', slug)}")
