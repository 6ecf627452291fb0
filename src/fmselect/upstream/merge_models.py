"""Models: new ones under the exact id an upstream gives them, and what it says about known ones."""

from __future__ import annotations

import copy
import re

from fmselect.catalog.edit_compare import same
from fmselect.upstream.merge_facts import Mapped, Record, merge_entry, merge_group
from fmselect.upstream.names import NameIndex, served_as
from fmselect.upstream.proposals import ModelProposal, Proposals, as_mapping
from fmselect.upstream.record_paths import model_path
from fmselect.upstream.report import SyncLog
from fmselect.upstream.tree import CatalogTree
from fmselect.upstream.validity import problem_of_model

_ID = re.compile(r"[a-z0-9][a-z0-9._+-]{0,79}/[a-z0-9][a-z0-9._+-]{0,79}")

_DEVICES = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}
"""Names that Windows gives to no file: a checkout with such a path fails there."""


def merge_models(tree: CatalogTree, proposals: Proposals, log: SyncLog) -> None:
    """Add the models that the upstream names in full, and the facts a model lacks."""
    index = tree.name_index()
    usable = [proposal for proposal in proposals.models if _usable(proposal, log)]
    for proposal in usable:
        if not proposal.creates or index.find_any((*proposal.names, proposal.id)):
            continue
        if not valid_id(proposal.id):
            log.finding(proposal.id, "cannot be the id of a model")
        elif not _is_served_as(index, proposal):
            tree.edit(model_path(proposal.id)).update(_new_model(proposal))
            log.change(model_path(proposal.id), f"{proposal.id}: new model")
            log.new_models.append(proposal.id)
            index.add(proposal.id)
    about: dict[str, list[ModelProposal]] = {}
    for proposal in usable:
        model_id = index.find_any((*proposal.names, proposal.id))
        if model_id is not None and tree.could_be(model_id, proposal.released):
            about.setdefault(model_id, []).append(proposal)
    for model_id, entries in about.items():
        _complete(tree, index, model_id, entries, log)


def _usable(proposal: ModelProposal, log: SyncLog) -> bool:
    """Whether the catalog could hold what is proposed; what it could not is noted."""
    facts: Mapped = {
        name: as_mapping(found)
        for name in ("identity", "weights")
        if (found := getattr(proposal, name)) is not None
    }
    for name in ("limits", "features"):
        if (found := getattr(proposal, name)) is not None:
            facts[name] = [as_mapping(found)]
    facts["speed_reference"] = [as_mapping(speed) for speed in proposal.speed]
    if proposal.name is not None:
        facts["name"] = proposal.name
    if problem := problem_of_model(facts):
        log.finding(proposal.id, problem)
    return problem is None


def valid_id(model_id: str) -> bool:
    """Whether it can be the id of a model, and so the path of its file, on every system."""
    parts = {part.partition(".")[0] for part in model_id.split("/")}
    plain = _ID.fullmatch(model_id) is not None and ".." not in model_id
    return plain and parts.isdisjoint(_DEVICES)


def _is_served_as(index: NameIndex, proposal: ModelProposal) -> bool:
    """Whether the name is that of a known language model with the way it is served behind it."""
    served = served_as(proposal.id, "")
    return proposal.type == "language" and served is not None and bool(index.find(served[0]))


def _new_model(proposal: ModelProposal) -> Mapped:
    lab, _, slug = proposal.id.partition("/")
    return {"name": proposal.name or slug, "type": proposal.type, "lab": lab}


def _setting(index: NameIndex, proposal: ModelProposal) -> str | None:
    """What the first name that the catalog knows leaves of the upstream's name."""
    pairs = zip(proposal.names, proposal.settings, strict=True)
    return next((setting for name, setting in pairs if index.find(name)), None)


def _complete(
    tree: CatalogTree,
    index: NameIndex,
    model_id: str,
    proposals: list[ModelProposal],
    log: SyncLog,
) -> None:
    """Fill what nobody has filled; renew what is of the same upstream.

    A name that is only the slug counts as not filled.
    """
    path = model_path(model_id)
    before = tree.read(path)
    model: Mapped = copy.deepcopy(dict(before))
    record = Record(model_id, path, log)
    of_type = [proposal for proposal in proposals if proposal.type == before.get("type")]
    for proposal in of_type:
        if proposal.name and model.get("name") == model_id.partition("/")[2] != proposal.name:
            model["name"] = proposal.name
            record.change(f"name {proposal.name}")
        _merge_groups(record, model, proposal, of_type)
        for speed in proposal.speed:
            setting = {"setting": _setting(index, proposal)} if proposal.settings else {}
            merge_speed(record, model, "speed_reference", as_mapping(speed) | setting)
    if not same(before, model):
        tree.edit(path).update(model)


def _merge_groups(
    record: Record, model: Mapped, proposal: ModelProposal, entries: list[ModelProposal]
) -> None:
    for groups, merge in (
        (("identity", "weights"), merge_group),
        (("limits", "features"), merge_entry),
    ):
        for group in groups:
            if (found := getattr(proposal, group)) is not None:
                stated = (getattr(entry, group) for entry in entries)
                others = [as_mapping(other) for other in stated if other is not None]
                merge(record, model, group, as_mapping(found), others)


def merge_speed(record: Record, owner: Mapped, name: str, theirs: Mapped) -> None:
    """Add a measurement, or renew the one of the same upstream in the same setting."""
    listed = owner.get(name)
    entries: list[Mapped] = list(listed) if isinstance(listed, list) else []
    setting = theirs.get("setting")
    others = [entry for entry in entries if entry.get("setting") != setting]
    of_setting: Mapped = {name: [e for e in entries if e.get("setting") == setting]}
    merge_entry(record, of_setting, name, theirs)
    found = of_setting[name]
    assert isinstance(found, list)
    new = [entry for entry in found if entry not in entries]
    if new or others != entries:
        owner[name] = [*entries, *new]
