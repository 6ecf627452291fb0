"""Evidence of one industry or one language in place of the task's own."""

from __future__ import annotations

import pytest

from fmselect.domain.candidate import Candidate, Capability
from fmselect.domain.catalog import TaskProfile
from fmselect.domain.requirements import Constraints, Preferences, Requirements
from fmselect.engine.focus import candidates_in_focus, focused
from tests.support.memory_catalog import MemoryCatalog, candidate, language_task

CHAT = language_task(id="chat", domain="chat")


class Boards(MemoryCatalog):
    """A catalog that knows more than one domain."""

    def __init__(self, known: dict[str, Capability]) -> None:
        """One offer, with the capability of each domain."""
        super().__init__([candidate("a/l/x")])
        self.known = known

    def candidates(self, task: TaskProfile) -> list[Candidate]:
        """The offer with what is known in the domain of the task."""
        return [candidate("a/l/x", capability=self.known.get(task.domain))]


def of_industry(name: str) -> Requirements:
    """Work of one industry."""
    return Requirements(task="chat", preferences=Preferences(industry=name))


def in_languages(*names: str) -> Requirements:
    """Work in some languages."""
    return Requirements(task="chat", constraints=Constraints(languages=names))


def test_an_industry_is_judged_by_its_own_board() -> None:
    """With the estimate, the error and the number of benchmarks of that domain."""
    own = Capability(120.0, 9.0, 3, "fair")
    catalog = Boards({"chat": Capability(150.0, 2.0, 20, "strong"), "industry-healthcare": own})

    task, found = candidates_in_focus(catalog, CHAT, of_industry("healthcare"))

    assert task.domain == "industry-healthcare"
    assert [item.capability for item in found] == [own]


def test_without_evidence_of_the_industry_the_task_stands() -> None:
    """Nobody becomes unproven because a board is missing."""
    general = Capability(150.0, 2.0, 20, "strong")

    task, found = candidates_in_focus(Boards({"chat": general}), CHAT, of_industry("media"))

    assert task is CHAT
    assert [item.capability for item in found] == [general]


@pytest.mark.parametrize(
    ("languages", "domain"),
    [(("de",), "language-german"), (("de", "fr"), "chat"), (("sw",), "chat"), ((), "chat")],
)
def test_one_language_with_a_board_is_judged_by_it(languages: tuple[str, ...], domain: str) -> None:
    """Two languages, or one that nobody tests, leave the task as it is."""
    assert focused(CHAT, in_languages(*languages)).domain == domain


def test_code_is_not_judged_by_how_well_german_is_spoken() -> None:
    """A language asked for beside another task stays a limit and no more."""
    coding = CHAT._replace(domain="coding")

    assert focused(coding, in_languages("de")) is coding


SEARCH = language_task(id="embedding", domain="retrieval")._replace(type="embedding")


@pytest.mark.parametrize(
    ("asked", "domain"),
    [
        (of_industry("legal-government"), "law-retrieval"),
        (of_industry("business-finance"), "finance-retrieval"),
        (of_industry("media"), "retrieval"),
        (in_languages("de", "en"), "multilingual-retrieval"),
        (in_languages("en"), "retrieval"),
        (Requirements(task="embedding"), "retrieval"),
    ],
)
def test_search_is_judged_by_the_board_of_its_documents(asked: Requirements, domain: str) -> None:
    """An industry with a retrieval board, then languages other than English."""
    assert focused(SEARCH, asked).domain == domain


@pytest.mark.parametrize(
    ("type_", "limits", "domain"),
    [
        ("image-generation", Constraints(features=("image-editing",)), "image-editing"),
        ("image-generation", Constraints(features=("inpainting",)), "own"),
        ("speech-to-text", Constraints(languages=("de",)), "multilingual-speech-to-text"),
        ("speech-to-text", Constraints(languages=("en",)), "own"),
        ("text-to-speech", Constraints(languages=("de",)), "own"),
    ],
)
def test_pictures_and_sound_have_boards_of_their_own(
    type_: str, limits: Constraints, domain: str
) -> None:
    """Editing and languages other than English are judged by their own evidence."""
    task = language_task(type=type_, domain="own")
    assert focused(task, Requirements(task="x", constraints=limits)).domain == domain
