"""MTEB's results: one file for each task in a folder for each revision of each model.

The folders are listed by GitHub's contents API and the files read where it serves them raw, since
the API answers sixty requests an hour.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from fmselect.errors import UpstreamError, UsageError
from fmselect.upstream import exact_json as ej
from fmselect.upstream.addresses import shown
from fmselect.upstream.asking import Asking
from fmselect.upstream.mteb import TASKS

RAW_ADDRESS = "https://raw.githubusercontent.com/embeddings-benchmark/results/main/results"

_MODEL = re.compile(r"\w[\w.-]{0,99}/\w[\w.-]{0,149}", re.ASCII)
_NAME = re.compile(r"\w[\w.-]{0,99}", re.ASCII)
_NOT_RUN = frozenset(("external", "no_revision_available"))
"""Folders of results that were taken from model cards, or of no known revision."""
_WANTED = frozenset(f"{task}.json" for task in TASKS)
"""A model has results of some thousand tasks; the catalog has a use for these."""
_OF_A_FILE = ("task_name", "dataset_revision", "mteb_version")
_READ = ("main_score", "hf_subset", "languages")
_MOST_REVISIONS = 10
_MOST_LISTED = 950
"""GitHub lists a thousand entries of a folder; with so many, what is not listed may be there."""


async def result_files(asking: Asking, address: str) -> bytes:
    """The result files of the models asked for, of the revision with most of those wanted.

    Raises:
        UsageError: No model was named, or one is not named `organisation/model`.
        UpstreamError: A request has failed, or there is no result of a model.
    """
    if not asking.only:
        raise UsageError(
            "thousands of models have results: say which ones to ask for",
            where="--only",
            hint="name one as on Hugging Face, such as --only BAAI/bge-m3; repeat it for more",
        )
    for name in asking.only:
        if not _MODEL.fullmatch(name):
            raise UsageError(
                f"{name[:80]!a} is not a model's name",
                where="--only",
                hint="write it as on Hugging Face, such as BAAI/bge-m3",
            )
    models = [await _model(asking, address, name) for name in asking.only]
    return (ej.dump_exact({"models": models}) + "\n").encode("ascii")


async def _model(asking: Asking, address: str, name: str) -> object:
    """The results of one model."""
    folder = f"{address}/{name.replace('/', '__')}"
    revisions = [r for r in await _names(asking, folder, "dir") if r not in _NOT_RUN]
    files = {
        revision: await _wanted(asking, f"{folder}/{quote(revision)}")
        for revision in revisions[:_MOST_REVISIONS]
    }
    revision = max(files, key=lambda r: (len(files[r]), r), default=None)
    if revision is None or not files[revision]:
        raise UpstreamError(
            f"has no results of {name} on the boards of this catalog, or only such from its card",
            where=shown(folder),
        )
    raw = f"{_raw(address)}/{name.replace('/', '__')}/{quote(revision)}"
    pieces = await asking.ask_all(f"{raw}/{quote(file)}" for file in files[revision])
    results = [_lean(piece.value) for piece in pieces if piece is not None]
    return {"name": name, "revision": revision, "results": results}


def _lean(value: object) -> object:
    """A result file without what nobody reads: a hundred further measures of each subset."""
    result = ej.mapping(value)
    scores = {
        split: [{key: e[key] for key in _READ if key in e} for e in map(ej.mapping, entries)]
        for split, entries in ej.mapping(result.get("scores")).items()
        if isinstance(entries, list)
    }
    return {**{key: result[key] for key in _OF_A_FILE if key in result}, "scores": scores}


async def _wanted(asking: Asking, folder: str) -> list[str]:
    """The files of a revision that there is a use for."""
    names = await _names(asking, folder, "file")
    if len(names) >= _MOST_LISTED:
        return sorted(_WANTED)
    return [name for name in names if name in _WANTED]


def _raw(address: str) -> str:
    """Where the files are: at GitHub's other host, or at the mirror that lists them."""
    return RAW_ADDRESS if address.startswith("https://api.github.com/") else address


async def _names(asking: Asking, folder: str, kind: str) -> list[str]:
    """The names in a folder, of one kind, as far as they can be part of an address."""
    listed = (await asking.ask(folder)).value
    if not isinstance(listed, list):
        raise UpstreamError("the answer is not the list of a folder", where=shown(folder))
    entries = [ej.mapping(entry) for entry in listed]
    names = [str(entry.get("name")) for entry in entries if entry.get("type") == kind]
    return sorted(name for name in names if _NAME.fullmatch(name))
