"""The border: data from YAML in, records of the domain out, or every problem with its place.

One pydantic validator for each kind of record, made from the record class when it is first
needed. It is stricter than pydantic's own strict mode: a quoted number is not a number, a number
is not text, true is not 1, null is no value, an unknown key is an error, text has no blanks around
it, and a date must exist in the calendar.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter
from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError, core_schema

from fmselect.catalog.border_messages import problems_of
from fmselect.catalog.strict_yaml import Document
from fmselect.domain import facts, records
from fmselect.errors import InvalidFileError, Problems

ID_PATTERN = r"^[A-Za-z0-9._+@-]+(/[A-Za-z0-9._+@-]+)*$"


def read_record(kind: str, document: Document) -> Any:
    """The record a document holds.

    Args:
        kind: A key of `FILE_CLASSES`; says which class the record is of.
        document: What `strict_yaml` read.

    Raises:
        Problems: Everything about it that is not valid, each with the place of its key.
    """
    data = document.data
    if data is None:
        raise InvalidFileError(
            "is empty", where=document.path, hint=f"see schemas/{kind}.schema.json"
        )
    try:
        return validator(kind).validate_python(data)
    except ValidationError as error:
        raise Problems(tuple(problems_of(error, records.FILE_CLASSES[kind], document))) from None


@cache
def adapter(kind: str) -> TypeAdapter[Any]:
    """Pydantic's reading of the record class of a kind, made once."""
    return TypeAdapter(records.FILE_CLASSES[kind])


@cache
def validator(kind: str) -> SchemaValidator:
    """The strict validator of the record class of a kind, made once."""
    return SchemaValidator(_strict(adapter(kind).core_schema))


# --- strictness ----------------------------------------------------------------------------


def _strict(node: Any) -> Any:
    """A copy of pydantic's schema in which each type takes exactly what YAML means by it."""
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {name: _strict(value) for name, value in node.items()}
    change = _STRICTER.get(str(copy.get("type"))) if "type" in copy else None
    return change(copy) if change else copy


def _strict_text(node: dict[str, Any]) -> Any:
    node["strict"] = True
    lengths = (node.get("min_length"), node.get("max_length"))
    if lengths == text_lengths(facts.Id):
        node["pattern"] = ID_PATTERN
    elif lengths == text_lengths(facts.DayOrMonth):
        return core_schema.no_info_plain_validator_function(_check_date)
    elif lengths == text_lengths(facts.Text):
        return core_schema.no_info_after_validator_function(_check_blanks, cast("Any", node))
    return node


def _strict_number(node: dict[str, Any]) -> Any:
    node["strict"] = True
    return core_schema.no_info_before_validator_function(_exact, cast("Any", node))


def _strict_scalar(node: dict[str, Any]) -> Any:
    return node | {"strict": True}


def _never_null(node: dict[str, Any]) -> Any:
    """What may be left out may not be null: that would be a second spelling of unknown."""
    return node["schema"]


def _no_other_keys(node: dict[str, Any]) -> Any:
    return node | {"extra_behavior": "forbid"}


_STRICTER = {
    "str": _strict_text,
    "decimal": _strict_number,
    "int": _strict_scalar,
    "bool": _strict_scalar,
    "nullable": _never_null,
    "dataclass-args": _no_other_keys,
}


def text_lengths(alias: Any) -> tuple[int, int]:
    """The least and greatest length in a text alias such as `facts.Id`."""
    at_least, at_most = alias.__metadata__
    return at_least.min_length, at_most.max_length


def _exact(value: object) -> object:
    """A whole number where a decimal one is wanted is that decimal; all else is left alone."""
    return Decimal(value) if type(value) is int else value


def _check_blanks(text: str) -> str:
    """The text, if it neither begins nor ends with a blank, of whatever kind."""
    if text.strip() != text:
        raise PydanticCustomError("blank_around", "a blank around it")
    return text


def _check_date(value: object) -> object:
    """The value, if it is a day `2026-11-03` or a month `2026-11` of the calendar."""
    padded = value if isinstance(value, str) and len(value) == 10 else f"{value}-01"
    try:
        valid = date.fromisoformat(padded).isoformat() == padded
    except ValueError:
        valid = False
    if not valid:
        raise PydanticCustomError("day_or_month", "not a day or month")
    return value
