"""A fact of a row as the changes of records that it comes from, in words."""

from __future__ import annotations

from collections.abc import Sequence

from fmselect.catalog.review.causes import Fact
from fmselect.catalog.review.change import Change, name, subject
from fmselect.catalog.review.snapshots import Snapshots
from fmselect.domain.catalog_diff import Topic

_MOST_TEXTS = 3

_OFFER: dict[str, tuple[Topic, ...]] = {
    "price": ("price",),
    "lifecycle": ("lifecycle",),
    "features": ("features", "price"),
    "context_tokens": ("limits",),
    "max_output_tokens": ("limits",),
    "privacy": ("privacy",),
    "oldest_fact": ("price", "limits", "source"),
    "tier": ("other",),
}
_MODEL: dict[str, tuple[Topic, ...]] = {
    "lifecycle": ("lifecycle", "license"),
    "features": ("features",),
    "context_tokens": ("limits",),
    "max_output_tokens": ("limits",),
    "oldest_fact": ("limits", "source"),
    "terms": ("license",),
    "open_weights": ("license",),
    "speed": ("speed",),
    "languages": ("languages",),
    "input_modalities": ("other",),
    "output_modalities": ("other",),
}
_PROVIDER: dict[str, tuple[Topic, ...]] = {
    "privacy": ("privacy", "other"),
    "terms": ("license",),
    "lifecycle": ("lifecycle",),
    "provider_kind": ("other",),
    "speed": ("other",),
}
"""Field of a row -> topics of the changes it may come from, in the record of each kind."""


class Explainer:
    """Finds the changes behind facts."""

    def __init__(self, changes: Sequence[Change], snapshots: Snapshots) -> None:
        """Sort the changes by record.

        Args:
            changes: All of them.
            snapshots: Both states.
        """
        self._by_record: dict[tuple[str, str], list[Change]] = {}
        for change in changes:
            self._by_record.setdefault((change.kind, change.id), []).append(change)
        self._results = [c for c in changes if c.kind == "benchmarks" and c.topic != "source"]
        self._snapshots = snapshots

    def text(self, fact: Fact) -> str:
        """The changes a fact comes from, in one line."""
        if fact.scope == "task":
            return self._task(fact)
        if fact.name == "record":
            kind, _, id_ = fact.scope.partition("/")
            return self._told(kind, id_, None) or f"{subject(kind, id_)}: its record changed"
        if fact.name == "capability":
            return self._capability(fact.scope)
        return self._row(fact)

    def _row(self, fact: Fact) -> str:
        """A fact of an offer's row, or of all rows of a model."""
        offer = fact.scope if fact.scope.count("/") >= 2 else None
        model = self._model(offer) if offer else fact.scope
        if fact.name in ("added", "removed"):
            return self._come_or_gone(fact, model)
        tried = [("models", model, _MODEL)]
        if offer:
            provider = offer.partition("/")[0]
            tried = [("offers", offer, _OFFER), *tried, ("providers", provider, _PROVIDER)]
        for kind, id_, topics in tried:
            told = self._told(kind, id_, topics.get(fact.name, ()))
            if told:
                return told
        if fact.name == "terms" and offer and (told := self._license(offer)):
            return told
        return self._unexplained(fact, offer)

    def _unexplained(self, fact: Fact, offer: str | None) -> str:
        """A fact no record of its own changed for: it follows from others."""
        what = name(fact.name)
        whose = subject("offers", offer) if offer else fact.scope
        if fact.name == "price":
            now = self._snapshots.new.meta["newest_fact"]
            return f"{whose}: another price list is in force, now that the catalog is of {now}"
        if fact.name == "speed":
            return f"{whose}: its presumed speed moved with the speeds of others"
        return f"{whose}: its {what} changed with other records"

    def _come_or_gone(self, fact: Fact, model: str) -> str:
        for kind, id_ in (("offers", fact.scope), ("models", model)):
            told = self._told(kind, id_, ("record",)) or self._told(kind, id_, None)
            if told:
                return told
        return f"{subject('offers', fact.scope)}: {fact.name}"

    def _model(self, offer: str) -> str:
        for catalog in (self._snapshots.new, self._snapshots.base):
            if offer in catalog.ids("offers"):
                return str(catalog.record("offers", offer)["model"])
        return offer.partition("/")[2].partition("@")[0]

    def _license(self, offer: str) -> str:
        record = self._snapshots.new.record("models", self._model(offer))
        return self._told("licenses", (record.get("weights") or {}).get("license") or "", None)

    def _capability(self, model: str) -> str:
        """The model's own results; where none changed, the fit moved because of others."""
        own = [c for c in self._results if c.text.startswith(f"{model} ")]
        if own:
            return f"results: {_joined([f'{change.text} on {change.id}' for change in own])}"
        type_ = _type(self._snapshots, "models", model)
        others = [
            c for c in self._results if _type(self._snapshots, "benchmarks", c.id) == type_
        ] or self._results
        if not others:
            return f"{model}: its capability is placed anew"
        texts = [f"{change.text} on {change.id}" for change in others]
        return f"all estimates moved with {_joined(texts)}"

    def _task(self, fact: Fact) -> str:
        if fact.name == "unknown_speed":
            return "what a model of unknown speed is taken for moved with the speeds of others"
        told = [
            f"{subject('tasks', id_)}: {_joined([c.text for c in changes])}"
            for (kind, id_), changes in self._by_record.items()
            if kind == "tasks"
        ]
        return _joined(told) or f"the task's {name(fact.name)} changed with other records"

    def _told(self, kind: str, id_: str, topics: Sequence[Topic] | None) -> str:
        """The changes of a record on some topics, or on any; empty where there are none."""
        found = [
            change.text
            for change in self._by_record.get((kind, id_), ())
            if topics is None or change.topic in topics
        ]
        return f"{subject(kind, id_)}: {_joined(found)}" if found else ""


def _type(snapshots: Snapshots, kind: str, id_: str) -> str | None:
    """The model type of a model or benchmark, in either state."""
    for catalog in (snapshots.new, snapshots.base):
        if id_ in catalog.ids(kind):
            return str(catalog.record(kind, id_)["type"])
    return None


def _joined(texts: Sequence[str]) -> str:
    more = len(texts) - _MOST_TEXTS
    return "; ".join(texts[:_MOST_TEXTS]) + (f"; and {more} more" if more > 0 else "")
