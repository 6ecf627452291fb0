"""Two states of a catalog -> every fact that is not what it was, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fmselect.catalog.load import Entry, LoadedCatalog
from fmselect.catalog.review.change import PROVENANCE, Change, name, shown
from fmselect.catalog.review.fields import field_changes
from fmselect.catalog.review.prices import price_changes, rates
from fmselect.catalog.review.results import result_changes
from fmselect.catalog.stated import stated
from fmselect.domain import records
from fmselect.domain.catalog_diff import Action, Topic

Data = Mapping[str, Any]
Renamed = dict[str, dict[str, str]]
"""Kind -> old id -> new id."""

TOPICS: dict[tuple[str, str], Topic] = {
    ("models", "weights"): "license",
    ("models", "limits"): "limits",
    ("models", "features"): "features",
    ("models", "languages"): "languages",
    ("models", "lifecycle"): "lifecycle",
    ("models", "speed_reference"): "speed",
    ("offers", "limits"): "limits",
    ("offers", "features"): "features",
    ("offers", "lifecycle"): "lifecycle",
    ("offers", "billing"): "price",
    ("offers", "data_tier"): "privacy",
    ("providers", "data_handling"): "privacy",
    ("providers", "headquarters"): "privacy",
    ("providers", "terms"): "license",
    ("providers", "deprecation_list"): "lifecycle",
}
"""Kind and top key of a record -> what it is about; of licences and tasks, all is about them."""
_WHOLE: dict[str, Topic] = {"licenses": "license", "tasks": "task"}


def compare(base: LoadedCatalog, new: LoadedCatalog) -> tuple[list[Change], Renamed]:
    """Every change, by kind and id, and which ids are new names of old records."""
    renamed = renamings(base, new)
    changes = [
        change
        for kind in records.RECORD_KINDS
        for change in _kind(kind, base.entries[kind], new.entries[kind], renamed)
    ]
    return changes, renamed


def renamings(base: LoadedCatalog, new: LoadedCatalog) -> Renamed:
    """Records that say the same under another id, and models that name their old id an alias."""
    found: Renamed = {}
    for kind in records.RECORD_KINDS:
        if kind == "offers":
            continue
        gone = [e for id_, e in base.entries[kind].items() if id_ not in new.entries[kind]]
        come = [e for id_, e in new.entries[kind].items() if id_ not in base.entries[kind]]
        found[kind] = _matched(gone, come)
    found["offers"] = _renamed_offers(base, new, found["models"], found["providers"])
    return found


def _matched(gone: Sequence[Entry], come: Sequence[Entry]) -> dict[str, str]:
    found: dict[str, str] = {}
    free = list(come)
    for entry in gone:
        match = next((other for other in free if _is_renamed(entry, other)), None)
        if match:
            found[entry.id] = match.id
            free.remove(match)
    return found


def _is_renamed(old: Entry, new: Entry) -> bool:
    aliases = getattr(new.record, "aliases", ())
    if old.id in aliases or old.id.rpartition("/")[2] in aliases:
        return True
    dropped = ("name", "title", "aliases")
    was, now = ({k: v for k, v in stated(e).items() if k not in dropped} for e in (old, new))
    return was == now


def _renamed_offers(
    base: LoadedCatalog,
    new: LoadedCatalog,
    models: Mapping[str, str],
    providers: Mapping[str, str],
) -> dict[str, str]:
    """Offers whose model or provider was renamed."""
    found = {}
    for id_, entry in base.entries["offers"].items():
        provider, _, rest = id_.partition("/")
        model = entry.record.model
        tier = rest.removeprefix(model)
        target = f"{providers.get(provider, provider)}/{models.get(model, model)}{tier}"
        known = id_ in new.entries["offers"] or target in base.entries["offers"]
        if target != id_ and not known and target in new.entries["offers"]:
            found[id_] = target
    return found


def _kind(
    kind: str, base: Mapping[str, Entry], new: Mapping[str, Entry], renamed: Renamed
) -> Iterator[Change]:
    old_ids = {now: was for was, now in renamed[kind].items()}
    for id_, entry in new.items():
        was = base.get(old_ids.get(id_, id_))
        if was is None:
            text = f"new: {_introduced(kind, stated(entry))}"
            yield Change(kind, id_, "added", "record", (), None, stated(entry), text)
            continue
        if id_ in old_ids:
            text = f"renamed from {old_ids[id_]}"
            yield Change(kind, id_, "renamed", "record", (), old_ids[id_], id_, text)
        if was is not entry:
            yield from record_changes(kind, id_, stated(was), stated(entry), renamed)
    for id_, entry in base.items():
        if id_ not in new and id_ not in renamed[kind]:
            text = f"removed: {_introduced(kind, stated(entry))}"
            yield Change(kind, id_, "removed", "record", (), stated(entry), None, text)


def record_changes(
    kind: str, id_: str, before: Data, after: Data, renamed: Renamed
) -> Iterator[Change]:
    """The changes of one record."""
    if before == after:
        return
    for key in dict.fromkeys([*after, *before]):
        was, now = before.get(key), after.get(key)
        if was == now or (kind, key) == ("offers", "model") or key in PROVENANCE:
            continue
        if (kind, key) == ("offers", "prices"):
            yield from price_changes(id_, was or [], now or [])
        elif (kind, key) == ("benchmarks", "result_sets"):
            yield from result_changes(id_, was or [], now or [], renamed["models"])
        else:
            yield from _fields(kind, id_, key, was, now)
    was, now = ({k: v for k, v in group.items() if k in PROVENANCE} for group in (before, after))
    yield from _of_fields(kind, id_, "source", field_changes(was, now))


def _fields(kind: str, id_: str, key: str, before: Any, after: Any) -> Iterator[Change]:
    topic = _WHOLE.get(kind) or TOPICS.get((kind, key), "other")
    if before is None and isinstance(after, dict):
        text = f"{name(key)}: {shown(after)} (new)"
        yield Change(kind, id_, "added", topic, (key,), None, after, text)
    elif after is None and isinstance(before, dict):
        text = f"{name(key)}: {shown(before)} removed"
        yield Change(kind, id_, "removed", topic, (key,), before, None, text)
    else:
        yield from _of_fields(kind, id_, topic, field_changes(before, after, (key,)))


def _of_fields(kind: str, id_: str, topic: Topic, found: Iterator[Any]) -> Iterator[Change]:
    for change in found:
        action: Action = "changed"
        if not change.provenance and change.before is None:
            action = "added"
        elif not change.provenance and change.after is None:
            action = "removed"
        about: Topic = "source" if change.provenance else topic
        yield Change(
            kind, id_, action, about, change.keys, change.before, change.after, change.text
        )


def _introduced(kind: str, data: Data) -> str:
    """What a record is, in one line."""
    if kind == "offers":
        listed = (data.get("prices") or [{}])[-1]
        found = [f"{rate.label} ${rate.usd} {rate.unit}".strip() for rate in rates(listed).values()]
        return ", ".join(found[:4]) or f"billed {data.get('billing') or 'unknown'}, no price"
    if kind == "models":
        weights = data.get("weights") or {}
        license_ = f", {weights['license']}" if weights.get("license") else ""
        return f"{data['name']}, {data['type']}{license_}"
    if kind == "benchmarks":
        count = sum(len(group.get("results") or ()) for group in data.get("result_sets") or ())
        return f"{data['title']}, {count} results"
    return str(data.get("name") or data.get("title"))
