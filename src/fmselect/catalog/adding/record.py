"""From answers to a record, and from a record to the text of its file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fmselect.catalog.adding.questions import PRICES, UNIT_OF_TYPE, Answers, Kind
from fmselect.catalog.derive import PROVIDER_TERMS
from fmselect.catalog.edit import append_item
from fmselect.catalog.lint import Finding, lint
from fmselect.catalog.strict_yaml import load_yaml, read_yaml
from fmselect.catalog.write import dump_record
from fmselect.errors import UsageError

Record = dict[str, Any]


def model_record(answers: Answers, today: date) -> Record:
    """The record of a new model: every group with the one source."""
    about = provenance(answers, today)
    closed = answers.get("open_weights") is False
    weights = {
        "open": answers.get("open_weights"),
        "license": PROVIDER_TERMS if closed else answers.get("license"),
    }
    identity = {
        "input": answers.get("input"),
        "output": answers.get("output"),
        "released": answers.get("released"),
    }
    features = {"supports": answers.get("features")}
    return {
        "name": answers["name"],
        "type": answers["type"],
        "lab": answers["id"].partition("/")[0],
        "identity": _sourced(identity, about),
        "limits": _listed(_limits(answers), about),
        "weights": _sourced(weights, about),
        "features": _listed(features, about),
    }


def offer_record(answers: Answers, type_: str, today: date) -> Record:
    """The record of a new offer.

    Args:
        answers: Of the user.
        type_: Of its model: it says what a unit is.
        today: The day it is written.
    """
    about = provenance(answers, today)
    price: Record = {
        "effective_from": answers.get("effective_from"),
        "input_usd_per_million_tokens": answers.get("input_price"),
        "output_usd_per_million_tokens": answers.get("output_price"),
        "cache_read_usd_per_million_tokens": answers.get("cached_price"),
    }
    unit = _unit(answers, type_)
    free = answers["billing"] == "free"
    priced = free or any(answers.get(name) is not None for name in PRICES)
    limits = _limits(answers)
    return {
        "model": answers["model"],
        "tier": answers.get("tier"),
        "api_id": answers.get("api_id"),
        "billing": answers["billing"],
        "prices": [{**price, "units": [unit] if unit else [], **about}] if priced else [],
        "limits": _sourced(limits, about),
    }


def _unit(answers: Answers, type_: str) -> Record:
    if answers.get("month_price") is not None:
        return {"usd_per_month": answers["month_price"]}
    if answers.get("unit_price") is None:
        return {}
    key = UNIT_OF_TYPE.get(type_)
    if key is None:
        raise UsageError(
            f"a {type_} model is not billed by units",
            where="--unit-price",
            hint="give --input-price and --output-price, with --billing token",
        )
    return {key: answers["unit_price"]}


def provenance(answers: Answers, today: date) -> Record:
    """Where the facts are from. Without a date of the source, it is the day somebody read it."""
    observed = answers.get("observed")
    return {
        "source": answers["source"],
        "observed": observed or today.isoformat(),
        "observed_from": None if observed else "collection",
        "note": answers.get("note"),
    }


def _limits(answers: Answers) -> Record:
    return {
        "context_tokens": answers.get("context"),
        "max_output_tokens": answers.get("max_output"),
    }


def _sourced(group: Record, about: Record) -> Record | None:
    """The group with its source; None where it says nothing."""
    return {**group, **about} if any(value is not None for value in group.values()) else None


def _listed(group: Record, about: Record) -> list[Record]:
    found = _sourced({key: value or None for key, value in group.items()}, about)
    return [found] if found else []


def record_path(kind: Kind, answers: Answers) -> Path:
    """Where the record is written, below a catalog's folder."""
    if kind == "model":
        return Path("models", f"{answers['id']}.yaml")
    lab = answers["model"].partition("/")[0]
    return Path("offers", answers["provider"], f"{lab}.yaml")


def new_text(kind: Kind, path: Path, record: Mapping[str, Any]) -> str:
    """The text of the file with the new record in it.

    Args:
        kind: Of the record.
        path: The file; of an offer it may be there, and then gets one more.
        record: What is new.

    Raises:
        UsageError: The record is there already.
        InvalidFileError: A file that is there cannot be read.
    """
    if kind == "model":
        if path.exists():
            raise _taken(path, "edit that file instead")
        return dump_record("models", record)
    if not path.exists():
        return dump_record("offers", {"offers": [record]})
    document = read_yaml(path)
    data = document.data if isinstance(document.data, dict) else {}
    for offer in data.get("offers") or ():
        if (offer.get("model"), offer.get("tier")) == (record["model"], record.get("tier")):
            raise _taken(path, "add a price list below the last one, or name another --tier")
    return append_item(document.text, "offers", ("offers",), _stated(record), path=str(path))


def _taken(path: Path, hint: str) -> UsageError:
    return UsageError("is there already, and is not overwritten", where=str(path), hint=hint)


def _stated(value: Any) -> Any:
    """A value without what says nothing."""
    if isinstance(value, Mapping):
        stated = {key: _stated(inner) for key, inner in value.items()}
        return {key: inner for key, inner in stated.items() if inner not in (None, [], {})}
    return [_stated(item) for item in value] if isinstance(value, list) else value


def findings(folders: Sequence[Path], path: Path, text: str, today: date) -> list[Finding]:
    """What lint says of a record that is not written yet, the last one of its file.

    Args:
        folders: The catalogs its file is laid over: the base, then overlays.
        path: Of the file, below a catalog's folder.
        text: Its text.
        today: The day dates are judged for.
    """
    with tempfile.TemporaryDirectory(prefix="fmselect-new-") as name:
        file = Path(name) / path
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        found = lint([*folders, Path(name)], today=today)
    document = load_yaml(text, str(path))
    others = len(document.data.get("offers", ())) - 1
    first = document.place(("offers", others))[0] if others > 0 else 1
    return [item for item in found if Path(item.path) == file and item.line >= first]
