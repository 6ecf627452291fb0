"""Questions to a person: asked on stderr, answered on stdin, and again until they are valid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TextIO

from fmselect.cli.runtime import say
from fmselect.errors import UsageError


class Prompts:
    """A conversation in a terminal."""

    def __init__(self, answers: TextIO, questions: TextIO) -> None:
        """Keep the streams.

        Args:
            answers: Where lines are read from.
            questions: Where questions are written to.
        """
        self._answers = answers
        self._questions = questions

    def ask(
        self,
        question: str,
        read: Callable[[str], Any],
        *,
        required: bool = False,
        default: str | None = None,
        example: str = "",
    ) -> Any:
        """The answer to a question; None where there is none and none is needed.

        Args:
            question: What is asked, without a question mark.
            read: From the text of an answer to its value; ValueError says what is wrong.
            required: Whether an empty answer is asked again.
            default: What an empty answer stands for.
            example: What an answer looks like.

        Raises:
            KeyboardInterrupt: The person ends the conversation.
        """
        told = f" [{default}]" if default else f" (such as {example})" if example else ""
        while True:
            self._questions.write(f"{question}{told}: ")
            self._questions.flush()
            line = self._answers.readline()
            if not line:  # Ctrl-D
                say("", self._questions)
                raise KeyboardInterrupt
            answer = line.strip() or default or ""
            if not answer and not required:
                return None
            try:
                return read(answer) if answer else self._needed()
            except ValueError as error:
                say(f"  {error}", self._questions)

    @staticmethod
    def _needed() -> Any:
        raise ValueError("an answer is needed; Ctrl-C ends without writing anything")


def read_option(name: str, answer: str, read: Callable[[str], Any]) -> Any:
    """The value of an answer that was given as an option.

    Raises:
        UsageError: It is not valid.
    """
    try:
        return read(answer)
    except ValueError as error:
        raise UsageError(str(error), where=f"--{name.replace('_', '-')}") from None
