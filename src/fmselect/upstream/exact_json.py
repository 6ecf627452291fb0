"""JSON read without losing a digit, and the exact conversion between units of price."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from fmselect.errors import InvalidFileError

MOST_LEVELS = 64
"""How deep objects and lists may be nested."""

_TOO_DEEP = f"objects and lists are nested more than {MOST_LEVELS} deep"
_FLOAT_DIGITS = 15
_MOST_MAGNITUDE = 30
"""Powers of ten. Beyond them nothing is a price or a count, and writing it out takes gigabytes."""


def parse_exact(text: str, path: str) -> object:
    """The JSON value in `text`; every number with a point or an exponent is a Decimal.

    Raises:
        InvalidFileError: Not JSON, with line and column; nested beyond `MOST_LEVELS`; or a name
            stands twice in an object with different values, so that nobody knows which is meant.
    """
    try:
        value: object = json.loads(
            text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_object
        )
        _check_levels(value)
    except RecursionError:
        raise InvalidFileError(_TOO_DEEP, where=path, hint="fetch the file again") from None
    except json.JSONDecodeError as error:
        raise InvalidFileError(
            f"not JSON: {error.msg}",
            where=f"{path}:{error.lineno}:{error.colno}",
            hint="give the file as its address serves it, complete and unedited",
        ) from None
    except ValueError as error:
        raise InvalidFileError(str(error), where=path, hint="fetch the file again") from None
    return value


def dump_exact(value: object) -> str:
    """What `parse_exact` has read, as JSON on one line, with the digits it had."""
    if isinstance(value, dict):
        members = (f"{json.dumps(name)}: {dump_exact(member)}" for name, member in value.items())
        return f"{{{', '.join(members)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(dump_exact, value))}]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not a number of JSON")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose names are unique; the same value twice says nothing else than once."""
    found = dict(pairs)
    if len(found) != len(pairs):
        for name, value in pairs:
            if dump_exact(value) != dump_exact(found[name]):  # 1 is not true
                raise ValueError(f"{name[:60]!a} stands twice in one object, with different values")
    return found


def _check_levels(value: object) -> None:
    """Refuse what is nested too deeply for whoever reads it."""
    level: list[object] = [value]
    for _ in range(MOST_LEVELS):
        level = [member for outer in level for member in _members(outer)]
        if not level:
            return
    raise ValueError(_TOO_DEEP)


def _members(value: object) -> Iterable[object]:
    """The objects and lists directly inside a value."""
    members = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    )
    return (member for member in members if isinstance(member, dict | list))


def wrong_shape(path: str, expected: str) -> InvalidFileError:
    """The error for JSON that is valid and not what this upstream serves."""
    return InvalidFileError(
        f"does not look like this upstream: expected {expected}",
        where=path,
        hint="check that the file belongs to the source you named",
    )


def number(value: object) -> Decimal | None:
    """A JSON number, or text that holds one, as a Decimal.

    None for anything else, and for a number whose magnitude nothing here has.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    known = found.is_finite() and (not found or abs(found.adjusted()) <= _MOST_MAGNITUDE)
    return found if known else None


def price(value: object, times: int | Decimal = 1) -> Decimal | None:
    """A price times a whole number of units, exactly. A price of 0 or below is no price: None."""
    found = number(value)
    if found is None or found <= 0:
        return None
    return plain(found * times)


def per_million(value: object) -> Decimal | None:
    """A price per token as a price per million tokens, exactly; None for 0."""
    return price(value, 1_000_000)


def plain(value: Decimal) -> Decimal:
    """The same number without exponent and without zeros at its end: 1.250 -> 1.25, 1E+1 -> 10.

    More digits than a price has are the rounding error of a program that counted in binary
    floating point (0.8299999999999998): such a number is rounded to 12 of them.
    """
    if len(value.as_tuple().digits) > _FLOAT_DIGITS:
        value = round(value, _FLOAT_DIGITS - 3 - value.adjusted() - 1)
    return Decimal(format(value.normalize(), "f"))


def mapping(value: object) -> Mapping[str, object]:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def text_of(value: object) -> str | None:
    """The value if it is text that says something, else None."""
    return value.strip() if isinstance(value, str) and value.strip() else None


def whole(value: object, least: int, most: int = 100_000_000) -> int | None:
    """The value as a whole number in the range, else None: out of range is not trusted."""
    found = number(value)
    if found is None or found != found.to_integral_value():
        return None
    return int(found) if least <= found <= most else None


def all_zero(*values: object) -> bool:
    """Whether at least one of the values is a number, and all those are 0."""
    numbers = [found for value in values if (found := number(value)) is not None]
    return bool(numbers) and not any(numbers)
