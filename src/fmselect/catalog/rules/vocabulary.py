"""Words with a meaning the program knows: features, languages, regions, certifications."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Keys, Subject, rule
from fmselect.domain.near_names import did_you_mean
from fmselect.domain.regions import ALIASES, COUNTRIES, GROUPS

FEATURES = frozenset(
    [
        "audio-input",
        "audio-output",
        "batch",
        "computer-use",
        "diarization",
        "fill-in-the-middle",
        "fine-tuning",
        "hybrid-reasoning",
        "image-editing",
        "inpainting",
        "instruction-prompt",
        "matryoshka",
        "multi-vector",
        "multilingual",
        "parallel-tools",
        "pdf-input",
        "predicted-output",
        "prompt-caching",
        "reasoning",
        "sparse-embedding",
        "speech-translation",
        "streaming",
        "structured-output",
        "tools",
        "video-input",
        "vision-input",
        "voice-cloning",
        "web-search",
        "word-timestamps",
        "zero-shot-voice",
    ]
)
"""What `features` may name."""

CERTIFICATIONS = frozenset(
    [
        "c5",
        "fedramp",
        "fedramp-high",
        "fedramp-moderate",
        "gdpr",
        "gdpr-dpa",
        "hds",
        "hipaa",
        "hipaa-baa",
        "irap",
        "iso27001",
        "iso27017",
        "iso27018",
        "iso27701",
        "iso42001",
        "pci",
        "soc2",
        "soc2-type2",
        "soc3",
    ]
)
"""What `certifications` may name."""

REGIONS = COUNTRIES | GROUPS.keys() | {"global", "self"}
"""What `regions` may name. `global`: the provider chooses; `self`: the user's own machines."""


@rule("unknown-feature", "error", excusable=True)
def unknown_feature(subject: Subject) -> Iterator[Issue]:
    """A feature is one that people can ask for.

    Why: `function-calling` beside `tools` would hide the model from whoever asks for `tools`.

    Repair: write the name the catalog uses. A new feature is excused by name until it is known.
    """
    for entry, keys, group in _feature_sets(subject):
        for name in ("supports", "lacks"):
            words = getattr(group, name)
            yield from _unknown(entry, (*keys, name), words, FEATURES, "feature")


def _feature_sets(subject: Subject) -> Iterator[tuple[Entry, Keys, object]]:
    for entry in subject.entries("models"):
        for number, group in enumerate(entry.record.features):
            yield entry, ("features", number), group
    for entry in subject.entries("offers"):
        if entry.record.features:
            yield entry, ("features",), entry.record.features


def _unknown(
    entry: Entry, keys: Keys, words: Collection[str], known: Collection[str], what: str
) -> Iterator[Issue]:
    for index, word in enumerate(words):
        if word != word.lower():
            continue  # `upper-case-id` says so
        if word not in known:
            hint = did_you_mean(word, known) or f"known: {', '.join(sorted(known))}"[:300]
            yield Issue(entry, (*keys, index), f"no {what} {word}", hint)


@rule("feature-both-ways", "error", excusable=True)
def feature_both_ways(subject: Subject) -> Iterator[Issue]:
    """One source does not say that a model has a feature and lacks it.

    Why: nobody knows which of the two holds, and the model is taken to have it.

    Repair: read the source again, and keep one of the two.
    """
    for entry, keys, group in _feature_sets(subject):
        lacks = getattr(group, "lacks", ())
        for index, name in enumerate(lacks):
            if name in getattr(group, "supports", ()):
                yield Issue(entry, (*keys, "lacks", index), f"{name} stands under supports, too")


@rule("unknown-language", "error", excusable=True)
def unknown_language(subject: Subject) -> Iterator[Issue]:
    """A language is a code of ISO 639: two letters, or three where there are no two.

    Why: `deu` or `german` is found by nobody who asks for `de`.

    Repair: write the code; names of scripts and countries are left out.
    """
    for entry in subject.entries("models"):
        for number, group in enumerate(entry.record.languages):
            for index, code in enumerate(group.claimed):
                if message := odd_language(code):
                    keys = ("languages", number, "claimed", index)
                    yield Issue(entry, keys, *message)


@cache
def odd_language(code: str) -> tuple[str, str | None] | None:
    """What is wrong with a code, and what to write; None where nothing is."""
    import langcodes  # noqa: PLC0415 - rarely needed

    if not code.isascii() or not code.isalpha() or not 2 <= len(code) <= 3:
        return f"{code} is no code of ISO 639", "two or three letters: en, de, yue"
    if not langcodes.tag_is_valid(code):
        return f"{code} is no code of ISO 639", "such as ja for Japanese, not jp for Japan"
    short = langcodes.standardize_tag(code)
    if len(code) == 3 and len(short) == 2:
        return f"{code} has two letters", f"write {short}"
    return None


@rule("unknown-region", "error")
def unknown_region(subject: Subject) -> Iterator[Issue]:
    """A region is a country of ISO 3166, or one of the groups we know.

    Why: a region nobody knows is inside no other: `europe` is not found by who asks for `eu`.

    Repair: write `us`, `eu`, `de` and so on; `global` where the provider chooses.
    """
    for entry in subject.entries("providers"):
        for number, handling in enumerate(entry.record.data_handling):
            keys = ("data_handling", number, "regions")
            for index, word in enumerate(handling.regions):
                if word == word.lower() and word not in REGIONS:
                    hint = f"write {ALIASES[word]}" if word in ALIASES else None
                    near = hint or did_you_mean(word, REGIONS) or "a country code, eu or global"
                    yield Issue(entry, (*keys, index), f"no region {word}", near)
        headquarters = entry.record.headquarters
        country = headquarters.country if headquarters else None
        if country and country not in COUNTRIES:
            known = ALIASES.get(country.lower(), country.lower())
            hint = f"write {known}" if known in COUNTRIES else "ISO 3166: two small letters"
            yield Issue(entry, ("headquarters", "country"), f"no country {country}", hint)
    for entry in subject.entries("licenses"):
        for index, word in enumerate(entry.record.region_exclusions):
            if word not in COUNTRIES and word not in GROUPS:
                yield Issue(entry, ("region_exclusions", index), f"no region {word}")


@rule("unknown-certification", "error", excusable=True)
def unknown_certification(subject: Subject) -> Iterator[Issue]:
    """A certification is written the way people ask for it.

    Why: `iso-27001` is not found by who asks for `iso27001`.

    Repair: write the known form. A new certification is excused by name until it is known.
    """
    for entry in subject.entries("providers"):
        for number, handling in enumerate(entry.record.data_handling):
            keys = ("data_handling", number, "certifications")
            words = handling.certifications
            yield from _unknown(entry, keys, words, CERTIFICATIONS, "certification")


@rule("upper-case-id", "error")
def upper_case_id(subject: Subject) -> Iterator[Issue]:
    """Ids in lists are lower case, so that a name is written in one way.

    Why: `EU` and `eu` would be two regions.

    Repair: write small letters.
    """
    for kind, names in (("models", ("features", "languages")), ("providers", ("data_handling",))):
        for entry in subject.entries(kind):
            for name in names:
                for number, group in enumerate(getattr(entry.record, name)):
                    yield from _upper_case_in(entry, (name, number), group)


def _upper_case_in(entry: Entry, keys: Keys, group: object) -> Iterator[Issue]:
    for name in ("supports", "lacks", "claimed", "regions", "certifications"):
        for index, value in enumerate(getattr(group, name, ())):
            if value != value.lower():
                message = f"{value} is not in lower case"
                yield Issue(entry, (*keys, name, index), message, f"write {value.lower()}")


@rule("repeated-word", "error")
def repeated_word(subject: Subject) -> Iterator[Issue]:
    """A list names each feature, language, region and modality once.

    Why: the second is a slip for another one, or left over from a merge.

    Repair: remove it.
    """
    lists: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("models", "features", ("supports", "lacks")),
        ("models", "languages", ("claimed",)),
        ("providers", "data_handling", ("regions", "certifications")),
    )
    for kind, name, words in lists:
        for entry in subject.entries(kind):
            for number, group in enumerate(getattr(entry.record, name)):
                for word in words:
                    keys = (name, number, word)
                    yield from _repeated(entry, keys, getattr(group, word))
    for entry in subject.entries("models"):
        for word in ("input", "output"):
            yield from _repeated(
                entry, ("identity", word), getattr(entry.record.identity, word, ())
            )
        yield from _repeated(entry, ("aliases",), entry.record.aliases)


def _repeated(entry: Entry, keys: Keys, words: Collection[str]) -> Iterator[Issue]:
    seen: set[str] = set()
    for index, word in enumerate(words):
        if word in seen:
            yield Issue(entry, (*keys, index), f"{word} is in the list twice", "remove one")
        seen.add(word)
