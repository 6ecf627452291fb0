"""Speech: errors by test set, and the price of an hour, heard or spoken."""

from __future__ import annotations

from fmselect.domain.requirements import Workload
from fmselect.engine.cost import Bill, make_pricer
from fmselect.engine.kinds.conditions import by_test_set
from fmselect.engine.kinds.measures import (
    Measures,
    Row,
    derived,
    feature,
    languages,
    price_fact,
)

_HOUR_MINUTES = 60.0


def transcription(row: Row) -> Measures:
    """Cost of an hour, word errors of each test set, speed, languages, and what else it gives."""
    candidate = row.subject.candidate
    bill = make_pricer(Workload(audio_minutes=_HOUR_MINUTES), "speech-to-text")(candidate.price)
    return {
        "usd_per_hour": derived(
            "An hour of audio", bill.usd, price_fact(row), "USD", _missing(bill)
        ),
        **by_test_set(row, ("WER %", "RTFx")),
        "streaming": feature(row, "streaming", "Transcribes while one speaks"),
        "diarization": feature(row, "diarization", "Tells speakers apart"),
        "word-timestamps": feature(row, "word-timestamps", "Times every word"),
        "languages": languages(row),
    }


def speech(row: Row) -> Measures:
    """Cost of an hour of speech, wait for the first sound, languages and voices."""
    candidate = row.subject.candidate
    an_hour = row.situation.requirements.workload.characters_per_hour
    workload = Workload(audio_minutes=_HOUR_MINUTES, characters_per_hour=an_hour)
    bill = make_pricer(workload, "text-to-speech")(candidate.price)
    # The characters of an hour differ with language and voice.
    by_character = bill.note is not None
    note = bill.note if bill.usd is not None else _missing(bill)
    return {
        "usd_per_hour": derived(
            "An hour of speech", bill.usd, price_fact(row), "USD", note, estimated=by_character
        ),
        **by_test_set(row, ("ms",)),
        "streaming": feature(row, "streaming", "Speaks while the text arrives"),
        "voice-cloning": feature(row, "voice-cloning", "Takes on a voice from a recording"),
        "languages": languages(row),
    }


def _missing(bill: Bill) -> str | None:
    """Why a price is not known."""
    return None if bill.usd is not None else f"unknown: {bill.missing}"
