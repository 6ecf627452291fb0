"""Upstream files that somebody has saved: `--from FILE`, with the checks of a download."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from fmselect.errors import InvalidFileError
from fmselect.upstream.cache import checksum
from fmselect.upstream.fetched import Fetched
from fmselect.upstream.sources import MEBIBYTE, Source

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_saved(source: Source, file: Path, *, observed: date | None = None) -> Fetched:
    """A file as the source's address serves it.

    Args:
        source: Which source it is from.
        file: Its path.
        observed: The day its facts are recorded under; that of its last change (UTC) by default.

    Raises:
        InvalidFileError: It cannot be read, is larger than what the source serves, or is not
            UTF-8 text. Its format is checked by whoever reads it.
    """
    try:
        with file.open("rb") as stream:
            body = stream.read(source.most_bytes + 1)
        saved = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    except OSError as error:
        raise InvalidFileError(
            f"cannot read the file: {error.strerror}",
            where=str(file),
            hint=f"save {source.address} and give its path",
        ) from None
    if len(body) > source.most_bytes:
        raise InvalidFileError(
            f"is larger than {source.most_bytes // MEBIBYTE} MiB",
            where=str(file),
            hint="check that it is the file of the source you named",
        )
    return Fetched(
        source=source.name,
        shown=str(file),
        cited=source.cited,
        body=body.removeprefix(_BYTE_ORDER_MARK),
        sha256=checksum(body),
        fetched_on=observed or saved,
        from_cache=False,
        requests=0,
    )
