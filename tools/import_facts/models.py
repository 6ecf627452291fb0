"""Which models the catalog has, and what is true of each wherever it is served.

A model is in when it has a result, an offer at a provider we know, or a name people ask for. The
tables name them; the price lists of labs and of one gateway add those they name in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fmselect.upstream.tree import CatalogTree, Mapped
from tools.import_facts.csv_rows import TABLES, Row, known_fields, provenance, read_rows, via, words
from tools.import_facts.model_facts import read_model_facts
from tools.import_facts.model_index import FOLDED, canonical_model_id

RANKED = {
    "embedding",
    "reranker",
    "image-generation",
    "speech-to-text",
    "text-to-speech",
}
NOT_MODELS = re.compile(
    r"^(stabilityai/(conservative|creative|erase|fast|inpaint|outpaint|remove-background"
    r"|replace-background-and-relight|search-and-\w+|sketch|structure|style|style-transfer)"
    r"|deepgram/(redact|diarize|keyterm|detect_entities|whisper)|google/(lyria-.*|virtual-try-on-001)"
    r"|elevenlabs/api-.*)$"
)
"""Tools, add-ons and ways of calling that some tables list beside models."""
_CODE = re.compile(
    r"(code|coder|codex|codestral|devstral|starcoder|santacoder|grok-build|kat-dev|mellum)"
)
_MATH = re.compile(r"(math|mathstral|prover)")
_MEDICAL = re.compile(r"(medgemma|medlm|biomistral|-med-|meditron)")
_TRANSLATION = re.compile(r"(translate|translation|madlad|-nllb)")
_VISION_MEASURES = "vision"
_ID = re.compile(r"[a-z0-9][a-z0-9._+-]*/[a-z0-9][a-z0-9._+-]*")


def seed_models(tree: CatalogTree, facts: Path) -> None:
    """Add each model that has a result, is in the table of other types, or is asked for by name."""
    for model_id in sorted(_evidence_ids(facts)):
        _add(tree, model_id, "language")
    for row in read_rows(facts, "models-other.csv"):
        _add_other(tree, row)
    for row in read_rows(TABLES, "model_names.csv"):
        _add(tree, row["model_id"], "language")
    _name_all(tree)


def _evidence_ids(facts: Path) -> set[str]:
    """Language models with a result. Those of other types come with their own table."""
    rows = read_rows(facts, "evidence-llm.csv")
    return {canonical_model_id(row["model_id"]) for row in rows if row["model_id"]} - {""}


def evidence_models(facts: Path) -> set[str]:
    """The ids of all models that have a result."""
    rows = [*read_rows(facts, "evidence-llm.csv"), *read_rows(facts, "evidence-other.csv")]
    return {canonical_model_id(row["model_id"]) for row in rows if row["model_id"]} - {""}


def _add(tree: CatalogTree, model_id: str, kind: str) -> None:
    if model_id in tree.models or not _ID.fullmatch(model_id) or NOT_MODELS.match(model_id):
        return
    lab, _, slug = model_id.partition("/")
    tree.models[model_id] = {"name": slug, "type": kind, "lab": lab}


def _add_other(tree: CatalogTree, row: Row) -> None:
    model_id = canonical_model_id(row["model_id"])
    if row["type"] not in RANKED or not model_id or NOT_MODELS.match(model_id):
        return
    _add(tree, model_id, row["type"])
    model = tree.models.get(model_id)
    if model is not None and model["type"] == "language":
        model["type"] = row["type"]
    if model is not None and model.get("name") == model_id.partition("/")[2]:
        model["name"] = _clean_name(row["name"])


def _clean_name(name: str) -> str:
    """The name without namespace, and without the setting a board put behind it in brackets."""
    bare = name.rpartition("/")[2].strip() if " " not in name else name.strip()
    return re.sub(r"\s*[\[(](RETIRED|web-search|high|medium|low|Dec 2025)[^\])]*[\])]", "", bare)


def _name_all(tree: CatalogTree) -> None:
    """Names and aliases from the table, specialties, and second spellings as aliases."""
    for row in read_rows(TABLES, "model_names.csv"):
        if named := tree.models.get(row["model_id"]):
            named["name"] = row["name"]
            named["aliases"] = _aliases(row["model_id"], words(row["aliases"]))
    for spelling, model_id in sorted(FOLDED.items()):
        if folded := tree.models.get(model_id):
            have = folded.get("aliases")
            aliases = list(have) if isinstance(have, list) else []
            folded["aliases"] = _aliases(model_id, [*aliases, spelling.partition("/")[2]])
    for model_id, model in tree.models.items():
        specialty = _specialty(model_id, str(model["type"]))
        if specialty:
            model["specialty"] = specialty


def finish_models(tree: CatalogTree, facts: Path) -> None:
    """Names made of slugs, specialties of models added later, and images shown by results."""
    for model_id, model in tree.models.items():
        slug = model_id.partition("/")[2]
        if model.get("name") in (slug, None):
            model["name"] = display_name(slug)
        specialty = _specialty(model_id, str(model["type"]))
        if specialty and not model.get("specialty"):
            model["specialty"] = specialty
        _drop_late_release(model)
    for model_id, row in _vision_rows(facts):
        seen = tree.models.get(model_id)
        if seen is not None and seen["type"] == "language" and not seen.get("identity"):
            seen["identity"] = known_fields(
                {
                    "input": ["text", "image"],
                    "output": ["text"],
                    "note": "takes images: it has a result on a test with images",
                    **provenance(
                        row["source_url"],
                        row["observed_on"],
                        read_from=via(row["source_repo"], row["source_commit"]),
                    ),
                }
            )


def _drop_late_release(model: Mapped) -> None:
    """Leave out a release that lies after the model's own deprecation: it is its successor's."""
    identity, lifecycle = model.get("identity"), model.get("lifecycle")
    if isinstance(identity, dict) and isinstance(lifecycle, dict):
        ends = [str(lifecycle[k]) for k in ("deprecated_on", "retires_on") if lifecycle.get(k)]
        released = str(identity.get("released") or "")
        if released and any(released > end for end in ends):
            del identity["released"]


def close_by_arena(tree: CatalogTree, facts: Path) -> None:
    """Closed weights where nothing else is known and the arena's list says proprietary."""
    for row in read_rows(facts, "model-licenses-arena.csv"):
        model = tree.models.get(canonical_model_id(row["model_id"]))
        if model is None or model.get("weights") or row["license_as_printed"] != "Proprietary":
            continue
        origin = provenance(
            row["source_url"], row["observed_on"], read_from=via(row["source_repo"])
        )
        model["weights"] = known_fields({"open": False, **origin})


def _vision_rows(facts: Path) -> Iterator[tuple[str, Row]]:
    """The first result with images of each model."""
    tests = {
        row["benchmark"]
        for row in read_rows(facts, "benchmarks.csv")
        if row["measures"] == _VISION_MEASURES
    }
    seen: set[str] = set()
    for row in read_rows(facts, "evidence-llm.csv"):
        model_id = canonical_model_id(row["model_id"])
        if row["benchmark"] in tests and model_id not in seen:
            seen.add(model_id)
            yield model_id, row


def _aliases(model_id: str, names: list[str]) -> list[str]:
    """Names as aliases: lower case, `-` for what an id cannot hold, without the slug itself."""
    slug = model_id.partition("/")[2]
    spelled = (re.sub(r"[:@ ]", "-", name.lower()) for name in names)
    return sorted({name for name in spelled if name and name != slug})


def _specialty(model_id: str, kind: str) -> str | None:
    if kind not in ("language", "embedding"):
        return None
    slug = model_id.partition("/")[2]
    kinds = (("code", _CODE), ("math", _MATH), ("medical", _MEDICAL), ("translation", _TRANSLATION))
    return next((name for name, pattern in kinds if pattern.search(slug)), None)


_UPPER = {"gpt", "glm", "dbrx", "opt", "mpt", "tts", "vl", "bge", "gte", "llm", "ai", "mimo"}
_SPELLED = {
    "deepseek": "DeepSeek",
    "minimax": "MiniMax",
    "starcoder": "StarCoder",
    "internlm": "InternLM",
    "internvl": "InternVL",
    "wizardcoder": "WizardCoder",
    "wizardlm": "WizardLM",
    "chatglm": "ChatGLM",
    "mimo": "MiMo",
    "olmo": "OLMo",
    "minicpm": "MiniCPM",
}


def display_name(slug: str) -> str:
    """A name to print, made of the slug alone: `llama-2-70b-chat` -> `Llama 2 70B Chat`."""
    return " ".join(_word(part) for part in re.split(r"[-_]", slug) if part)


def _word(part: str) -> str:
    for lower, spelled in _SPELLED.items():
        if part.startswith(lower):
            return spelled + part[len(lower) :]
    if part in _UPPER or re.fullmatch(r"a?\d+(\.\d+)?[bmkt]", part):
        return part.upper()
    return part[:1].upper() + part[1:] if part[:1].isalpha() else part


def prune(tree: CatalogTree, keep: set[str], before: set[str]) -> list[str]:
    """Drop models added in this run that have neither an offer nor a result nor a wanted name."""
    offered = {str(offer["model"]) for offers in tree.offers.values() for offer in offers}
    gone = [m for m in tree.models if m not in offered and m not in keep and m not in before]
    for model_id in gone:
        del tree.models[model_id]
    return gone


def wanted_names() -> set[str]:
    """Ids that stay without offer and result, because people ask for them by name."""
    return {
        "openai/code-davinci-002",
        "openai/dall-e-3",
        "stabilityai/stable-diffusion-3.5-medium",
        "midjourney/midjourney-v8",
    }


def limits_from_tables(tree: CatalogTree, facts: Path) -> None:
    """Limits of models for which no price list states any: from their published configuration."""
    for row in read_rows(facts, "architectures.csv"):
        model_id = canonical_model_id(row["model_id"])
        context = row["max_context"]
        for target in {model_id, *_by_repository(tree, row["hf_repo"])} - {""}:
            model = tree.models.get(target)
            if model is not None and model["type"] == "language" and context.isdigit():
                _add_limits(model, {"context_tokens": int(context)}, row, 512)
    for row in read_rows(facts, "models-other.csv"):
        other = tree.models.get(canonical_model_id(row["model_id"]))
        if other is None or other["type"] not in RANKED:
            continue
        found = {
            "max_input_tokens": _whole(row["max_input_tokens"], 16),
            "embedding_dimensions": _whole(row["embedding_dimensions"], 1),
        }
        _add_limits(other, known_fields(found), row, 1)


def _whole(cell: str, least: int) -> int | None:
    return int(cell) if cell.isdigit() and int(cell) >= least else None


def _by_repository(tree: CatalogTree, repository: str) -> list[str]:
    return [
        model_id
        for model_id, model in tree.models.items()
        if isinstance(weights := model.get("weights"), dict)
        and str(weights.get("hf_repo", "")).lower() == repository.lower()
    ]


def _add_limits(model: Mapped, found: Mapped, row: Row, least: int) -> None:
    """Append the limits that no entry of the model states yet."""
    have = model.get("limits")
    entries: list[Mapped] = list(have) if isinstance(have, list) else []
    new = {
        name: value
        for name, value in found.items()
        if isinstance(value, int) and value >= least and not any(e.get(name) for e in entries)
    }
    if new:
        origin = provenance(
            row["source_url"],
            row["observed_on"],
            read_from=via(row["source_repo"], row.get("source_commit")),
            observed_from=row.get("observed_from"),
        )
        model["limits"] = [*entries, new | known_fields(origin)]


def complete_models(tree: CatalogTree, facts: Path) -> None:
    """Add what the tables say of each model, where the model has nothing of the kind yet."""
    for model_id, groups in read_model_facts(facts).items():
        if model_id in tree.models:
            model = tree.models[model_id]
            model.update({name: found for name, found in groups.items() if not model.get(name)})
