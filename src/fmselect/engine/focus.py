"""Whose work it is: an industry's or a language's own evidence in place of the task's.

Boards of one industry or one language are small, so that their domains are deviations from a
model's general level, drawn towards it by how little is known; the standard error says how much.
"""

from __future__ import annotations

from collections.abc import Sequence

from fmselect.domain.candidate import Candidate
from fmselect.domain.catalog import Catalog, TaskProfile
from fmselect.domain.requirements import Requirements

LANGUAGE_BOARDS = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ja": "japanese",
    "ko": "korean",
    "pl": "polish",
    "ru": "russian",
    "zh": "chinese",
}
"""Language asked for -> the board that tests it."""

RETRIEVAL_BOARDS = {
    "business-finance": "finance-retrieval",
    "healthcare": "health-retrieval",
    "legal-government": "law-retrieval",
    "software": "code-retrieval",
}
"""Industry asked for -> the board that tests the search of its documents."""

OTHER_LANGUAGES = "multilingual-retrieval"
"""The board of search in languages other than English."""

EDITING = "image-editing"
"""The board of edits of an image, and the feature that asks for it."""

OTHER_SPEECH = "multilingual-speech-to-text"
"""The board of transcription in languages other than English."""

CONVERSATION = ("chat", "multilingual", "writing")
"""Domains in which how well a language is spoken is what is asked."""


def focused(task: TaskProfile, requirements: Requirements) -> TaskProfile:
    """The task with the domain of its industry, or of the one language it is asked in.

    An industry comes first: it is stated for no other purpose. A language counts where the task is
    conversation, and where exactly one with a board of its own is asked for. Search has boards of
    some industries, and one of all languages but English; transcription has the latter, and images
    one of their own for editing.
    """
    if task.type != "language":
        board = _board(task, requirements)
        return task if board is None else task._replace(domain=board)
    industry = requirements.preferences.industry
    if industry:
        return task._replace(domain=f"industry-{industry}")
    asked = [LANGUAGE_BOARDS.get(name) for name in requirements.constraints.languages]
    if len(asked) == 1 and asked[0] and task.domain in CONVERSATION:
        return task._replace(domain=f"language-{asked[0]}")
    return task


def _board(task: TaskProfile, requirements: Requirements) -> str | None:
    """The board of what is asked of a model that gives no text; None where the task's own is it."""
    if task.type == "image-generation":
        return EDITING if EDITING in requirements.constraints.features else None
    if task.type == "speech-to-text":
        return OTHER_SPEECH if _not_english(requirements) else None
    if task.type != "embedding":
        return None
    board = RETRIEVAL_BOARDS.get(requirements.preferences.industry or "")
    return OTHER_LANGUAGES if board is None and _not_english(requirements) else board


def _not_english(requirements: Requirements) -> bool:
    """Whether a language other than English is asked for."""
    return any(name != "en" for name in requirements.constraints.languages)


def candidates_in_focus(
    catalog: Catalog, task: TaskProfile, requirements: Requirements
) -> tuple[TaskProfile, Sequence[Candidate]]:
    """The candidates with the evidence asked for; with the task's own where there is none."""
    narrow = focused(task, requirements)
    candidates = catalog.candidates(narrow)
    if narrow is task or any(item.capability is not None for item in candidates):
        return narrow, candidates
    return task, catalog.candidates(task)
