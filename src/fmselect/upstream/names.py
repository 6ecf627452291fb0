"""From an upstream's name of a model to ours: exact after a few stated normalisations, never fuzzy.

1. Case, and the separators `.`, `_`, `:`, `@` and space, which upstreams exchange for `-`.
2. The namespace: `Qwen/Qwen3-32B` is looked for as `alibaba/qwen3-32b` and as it is written.
3. A packaging ending: `-maas`, `-hf`, `@001`, `@default`.
4. A date ending, where the dated name is the same model: the catalog has the undated one and no
   dated twin of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fmselect.upstream.labs import lab_of

_SEPARATORS = re.compile(r"[._:@ ]+|-{2,}")
_ENDINGS = (
    re.compile(r"-(?:maas|hf|default)$"),
    re.compile(r"-00[12]$"),
)
_DATE = re.compile(r"-(?:20\d{2}-\d{2}-\d{2}|20\d{6}|2[3-7](?:0[1-9]|1[0-2])\d{2}|\d{2}-20\d{2})$")

_SERVED_AS = re.compile(
    r"^(?P<base>.+)-(?P<tier>ultrafast|fast|spot|us|eu|fp8|fp4|nvfp4|fp16|bf16|int8|awq|turbo|ultra)$"
)
_HOST_ONLY = {"turbo", "ultra"}
_HOSTS = {"deepinfra", "togetherai", "novita-ai", "huggingface", "cloudflare-workers-ai"}


def served_as(name: str, provider: str) -> tuple[str, str] | None:
    """The model name and the tier in a name that says how the model is served: `glm-5.3-fast`.

    `turbo` and `ultra` are part of many models' own names: they are a tier only at hosts that
    name their faster deployments so.
    """
    namespace, slash, slug = name.rpartition("/")
    found = _SERVED_AS.match(key(slug))
    if not found or (found["tier"] in _HOST_ONLY and provider not in _HOSTS):
        return None
    return f"{namespace}{slash}{found['base']}", found["tier"]


def key(name: str) -> str:
    """The form in which two spellings of one name are equal."""
    return _SEPARATORS.sub("-", name.strip().lower()).strip("-")


def spellings(name: str) -> Iterator[str]:
    """The keys to look for, in order: with its lab, then as written.

    A name under a namespace is never looked for without it: `somebody/qwen3-32b` is another model.
    """
    *namespace, slug = name.strip().split("/")
    if not namespace:
        yield key(slug)
        return
    yield f"{key(lab_of(namespace[-1]))}/{key(slug)}"
    yield f"{key(namespace[-1])}/{key(slug)}"


class NameIndex:
    """Model ids by each name the catalog has for them."""

    def __init__(self) -> None:
        """Start without models."""
        self._ids: dict[str, str | None] = {}
        self._own: dict[str, str] = {}
        self._dated_bases: set[str] = set()

    def add(self, model_id: str, names: Iterable[str] = ()) -> None:
        """Know a model by its id, its slug and further names.

        A slug or alias that two models share finds neither; a full id always finds its model.
        """
        lab, _, slug = model_id.partition("/")
        self._own[f"{key(lab)}/{key(slug)}"] = model_id
        for name in (slug, *names):
            for form in (key(name), f"{key(lab)}/{key(name)}" if "/" not in name else ""):
                if form and self._ids.setdefault(form, model_id) != model_id:
                    self._ids[form] = None
        base = _DATE.sub("", key(slug))
        if base != key(slug):
            self._dated_bases.add(f"{key(lab)}/{base}")

    def find(self, name: str) -> str | None:
        """The id of the model with exactly this name, or None."""
        for form in spellings(name):
            found = self._lookup(form)
            if found:
                return found
        return None

    def find_any(self, names: Iterable[str]) -> str | None:
        """The id for the first of the names that has one."""
        return next((found for name in names if (found := self.find(name))), None)

    def _lookup(self, form: str) -> str | None:
        if found := self._exact(form):
            return found
        for ending in _ENDINGS:
            shorter = ending.sub("", form)
            if shorter != form and (found := self._exact(shorter) or self._undated(shorter)):
                return found
        return self._undated(form)

    def _undated(self, form: str) -> str | None:
        base = _DATE.sub("", form)
        found = self._exact(base) if base != form else None
        if found is None:
            return None
        lab, _, slug = found.partition("/")
        return None if f"{key(lab)}/{key(slug)}" in self._dated_bases else found

    def _exact(self, form: str) -> str | None:
        return self._own.get(form) or self._ids.get(form)
