"""What the tables say about models: weights, features, languages, lifecycle, speed.

The results are mappings in the shape of the record classes; whoever writes `models/` merges them
with what the upstreams say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools.import_facts import csv_rows as rows
from tools.import_facts.language_codes import language_codes
from tools.import_facts.model_index import canonical_model_id
from tools.import_facts.model_speeds import read_speeds
from tools.import_facts.other_models import read_other_models

OWN_PROVIDER = {"amazon": "amazon-bedrock"}
"""Labs that sell under another provider id than their own."""

_LICENSE_NOTES = (
    (("other sources differ", "lists", "arena tag"), "Other sources name another licence."),
    (
        ("derived from", "base model", "own licence"),
        "The licence of a model it builds on may apply too.",
    ),
    (("read the card", "check"), "The model card may say otherwise."),
)
_HYBRID = "hybrid-reasoning"

Facts = dict[str, object]


def read_model_facts(facts: Path) -> dict[str, Facts]:
    """Model id -> groups of facts, keys as in `records.Model`.

    Language models get no `name`, `type`, `identity` or `limits` here: the upstreams have those.
    """
    merged: dict[str, Facts] = defaultdict(dict)
    for model, found in read_other_models(facts).items():
        merged[model].update(found)
    open_models = {model for model, weights in read_weights(facts).items() if weights.get("open")}
    readers: Mapping[str, Callable[[Path], Mapping[str, object]]] = {
        "weights": read_weights,
        "features": read_features,
        "languages": read_languages,
        "speed_reference": read_speeds,
    }
    for group, read in readers.items():
        for model, value in read(facts).items():
            merged[model][group] = _with_size(value, merged[model].get(group))
    for model, value in read_model_lifecycles(facts).items():
        if model not in open_models:
            merged[model]["lifecycle"] = value
    return dict(merged)


def _with_size(value: object, other: object) -> object:
    """Weights of the licence table, with the size another table states where it has none."""
    if isinstance(value, dict) and isinstance(other, dict):
        size = other.get("parameters_billions")
        if size is not None and "parameters_billions" not in value:
            return value | {"parameters_billions": size}
    return value


def read_weights(facts: Path) -> dict[str, Facts]:
    """Licence and size of every model whose weights can be had, and which models are closed."""
    sizes = {row["hf_repo"].lower(): row for row in rows.read_rows(facts, "architectures.csv")}
    by_model = {canonical_model_id(row["model_id"]): row for row in sizes.values()}
    licensed = rows.read_rows(facts, "model-licenses.csv")
    by_repository = {
        row["hf_repo"].lower(): canonical_model_id(row["model_id"])
        for row in licensed
        if row["hf_repo"]
    }
    found: dict[str, Facts] = {}
    for row in licensed:
        model = canonical_model_id(row["model_id"])
        size = sizes.get(row["hf_repo"].lower()) or by_model.get(model) if model else None
        if model and model not in found:
            found[model] = _weights(row, size, by_repository.get(row["base_model"].lower()))
    return _closed(facts) | found


def _closed(facts: Path) -> dict[str, Facts]:
    """Models that an arena lists as proprietary: known to be closed, and no more than that."""
    listed = rows.read_rows(facts, "model-licenses-arena.csv")
    proprietary = [row for row in listed if row["license_as_printed"] == "Proprietary"]
    images = rows.read_rows(facts, "evidence-other.csv")
    proprietary += [row for row in images if "license=Proprietary" in row["setting"]]
    return {
        model: rows.known_fields(
            {
                "open": False,
                **rows.provenance(
                    row["source_url"],
                    row["observed_on"],
                    read_from=rows.via(row["source_repo"], row.get("source_commit")),
                ),
            }
        )
        for row in proprietary
        if (model := canonical_model_id(row["model_id"]))
    }


def _weights(row: rows.Row, size: rows.Row | None, base_model: str | None) -> Facts:
    notes = [
        text
        for words, text in _LICENSE_NOTES
        if any(word in row["license_note"].lower() for word in words)
    ]
    if row["base_model"] and not base_model:
        notes.append(f"Made from {row['base_model']}.")
    if size:
        notes.append(f"Parameter counts from {size['source_url']}.")
    return rows.known_fields(
        {
            "open": True if row["open_weights"] in ("yes", "gated") else None,
            "license": rows.known(row["license_id"]),
            "gated": True if row["gated"] == "yes" else None,
            "base_model": base_model,
            "hf_repo": row["hf_repo"],
            "parameters_billions": rows.number(size["params_total_b"]) if size else None,
            "active_parameters_billions": rows.number(size["params_active_b"]) if size else None,
            **rows.provenance(
                row["source_url"],
                row["observed_on"],
                read_from=rows.via(row["source_repo_or_package"]),
            ),
            "note": " ".join(notes),
        }
    )


def read_features(facts: Path) -> dict[str, list[Facts]]:
    """Model id -> feature sets, one for each source. A feature in no set is unknown."""
    sets: dict[tuple[str, str, str, str], dict[str, set[str]]] = defaultdict(
        lambda: {"supports": set(), "lacks": set()}
    )
    for row in rows.read_rows(facts, "features.csv"):
        model = canonical_model_id(row["model_id"])
        answer = {"yes": "supports", "no": "lacks"}.get(row["value"])
        if not model or not answer:
            continue
        key = (model, row["source_url"], row["source_repo_or_package"], row["observed_on"])
        sets[key][answer].add(row["feature"])
        if row["feature"] == _HYBRID and answer == "supports":
            sets[key][answer].add("reasoning")
    found: dict[str, list[Facts]] = defaultdict(list)
    for (model, source, repository, observed), answers in sorted(sets.items()):
        found[model].append(
            rows.known_fields(
                {key: sorted(names) for key, names in answers.items()}
                | rows.provenance(source, observed, read_from=_read_from(repository))
            )
        )
    return found


def _read_from(repository: str) -> str | None:
    """The data set; the one snapshot among the sources came with the models.dev repository."""
    if repository.startswith("snapshots/openrouter"):
        return "anomalyco/models.dev@f3fc692299"
    return rows.via(repository)


def read_languages(facts: Path) -> dict[str, list[Facts]]:
    """Model id -> the languages its maker claims, one group for each source."""
    found: dict[str, list[Facts]] = defaultdict(list)
    for row in rows.read_rows(facts, "languages.csv"):
        model, codes = (
            canonical_model_id(row["model_id"]),
            language_codes(row["languages"].replace(",", ";").split(";")),
        )
        if model and codes:
            source = rows.provenance(
                row["source_url"],
                row["observed_on"],
                read_from=rows.via(row["source_repo_or_package"]),
            )
            found[model].append(rows.known_fields({"claimed": codes, **source}))
    return found


def read_offer_lifecycles(facts: Path) -> dict[tuple[str, str], Facts]:
    """(provider, model id) -> when the provider takes the model away; the earlier of two dates."""
    grouped: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows.read_rows(facts, "lifecycle.csv"):
        if row["model_id"]:
            grouped[row["provider"], canonical_model_id(row["model_id"])].append(row)
    known_models = {model for _, model in grouped}
    return {key: _lifecycle(group, key[1], known_models) for key, group in grouped.items()}


def read_model_lifecycles(facts: Path) -> dict[str, Facts]:
    """Model id -> lifecycle at the provider that belongs to its lab."""
    return {
        model: value
        for (provider, model), value in read_offer_lifecycles(facts).items()
        if provider == OWN_PROVIDER.get(lab := model.partition("/")[0], lab)
    }


def _lifecycle(group: Sequence[rows.Row], model: str, known_models: set[str]) -> Facts:
    first = min(group, key=lambda row: (row["retires_on"] or "9", row["deprecated_on"] or "9"))
    retires = {row["retires_on"] for row in group if row["retires_on"]}
    others = sorted(retires - {first["retires_on"]})
    last = first["retires_on"] or "9"
    deprecations = [row["deprecated_on"] for row in group if "" < row["deprecated_on"] <= last]
    replacement = canonical_model_id(
        model.partition("/")[0] + "/" + first["replacement"].partition("|")[0]
    )
    note = f"Other sources or regions give {', '.join(others)}: the earliest is kept."
    return rows.known_fields(
        {
            "deprecated_on": min(deprecations, default=None),
            "retires_on": first["retires_on"],
            "replacement": replacement if replacement in known_models else None,
            **rows.provenance(
                first["source_url"],
                first["observed_on"],
                read_from=rows.via(first["source_url"]) if "pkg:" in first["source_url"] else None,
            ),
            "note": note if others else None,
        }
    )
