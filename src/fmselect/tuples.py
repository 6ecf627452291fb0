"""Named tuples whose classes are quick to make: `typing.NamedTuple` at a fraction of its time.

A decision is made of some fifty small record classes, and a command starts for each question anew.
`typing.NamedTuple` writes and compiles a constructor for each class and checks each annotation: a
twentieth of what `fmselect recommend` takes. Here one constructor serves them all. A type checker
sees `typing.NamedTuple` itself; so does Python from 3.14 on, which keeps annotations otherwise.

What differs: there is no `Generic`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING or sys.version_info >= (3, 14):
    from typing import NamedTuple
else:
    from _collections import _tuplegetter

    _new_tuple = tuple.__new__

    def _new(cls: Any, /, *values: Any, **named: Any) -> Any:
        """A tuple of the values, of those given by name, and of the defaults of the others."""
        if not named:
            rest = cls._tails.get(len(values))
            if rest is not None:
                return _new_tuple(cls, values + rest)
        return _new_tuple(cls, values + _by_name(cls, len(values), named))

    def _by_name(cls: Any, given: int, named: dict[str, Any]) -> tuple[Any, ...]:
        """The values after those given by position."""
        rest = cls._fields[given:]
        if given > len(cls._fields) or not named.keys() <= set(rest):
            unknown = ", ".join(named.keys() - set(rest)) or f"{given} values"
            raise TypeError(f"{cls.__name__} has no room for {unknown}")
        known = cls._field_defaults | named
        missing = [field for field in rest if field not in known]
        if missing:
            raise TypeError(f"{cls.__name__} needs {', '.join(missing)}")
        return tuple([known[field] for field in rest])

    def _make(cls: Any, values: Any) -> Any:
        """A tuple of as many values as there are fields."""
        made = _new_tuple(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"{cls.__name__} takes {len(cls._fields)} values, not {len(made)}")
        return made

    def _replace(self: Any, /, **named: Any) -> Any:
        """A copy with other values in some fields."""
        made = self._make(map(named.pop, self._fields, self))
        if named:
            raise ValueError(f"{type(self).__name__} has no {', '.join(named)}")
        return made

    def _asdict(self: Any) -> dict[str, Any]:
        """Field -> value."""
        return dict(zip(self._fields, self, strict=True))

    def _getnewargs(self: Any) -> tuple[Any, ...]:
        """What a copy is made of."""
        return tuple(self)

    def _repr(self: Any) -> str:
        """As it would be written."""
        inside = [f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)]
        return f"{type(self).__name__}({', '.join(inside)})"

    class _Signature:
        """The signature of a class, made when `inspect` asks for it."""

        def __get__(self, item: Any, cls: Any) -> Any:
            from inspect import Parameter, Signature  # noqa: PLC0415 - nobody asks on the way

            parameters = [
                Parameter(
                    name,
                    Parameter.POSITIONAL_OR_KEYWORD,
                    default=cls._field_defaults.get(name, Parameter.empty),
                    annotation=cls.__annotations__[name],
                )
                for name in cls._fields
            ]
            return Signature(parameters)

    class _Maker(type):
        """Makes a plain class of tuples of what stands in the body of a class."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Any:
            if not bases:
                return type.__new__(cls, name, bases, body)
            if len(bases) > 1:
                raise TypeError("a named tuple has no other base")
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            if list(defaults) != list(fields[len(fields) - len(defaults) :]):
                raise TypeError(f"{name}: fields with a default come last")
            tail = tuple(defaults.values())
            own = {field: _tuplegetter(at, "") for at, field in enumerate(fields)}
            shared = {
                "__slots__": (),
                "__match_args__": fields,
                "__new__": _new,
                "__repr__": _repr,
                "__getnewargs__": _getnewargs,
                "__signature__": _Signature(),
                "_fields": fields,
                "_field_defaults": defaults,
                "_tails": {len(fields) - at: tail[len(tail) - at :] for at in range(len(tail) + 1)},
                "_make": classmethod(_make),
                "_replace": _replace,
                "_asdict": _asdict,
            }
            return type(name, (tuple,), shared | body | own)

    class NamedTuple(metaclass=_Maker):
        """The base of a named tuple: fields in order, those with a default last."""


Row = TypeVar("Row", bound=tuple[Any, ...])


def rows(cls: type[Row], *columns: Iterable[Any]) -> list[Row]:
    """Many named tuples from a column for each field, without a call in Python for each of them.

    Args:
        cls: The class; its defaults do not count.
        columns: As many as it has fields, in their order and of equal length.
    """
    return list(map(tuple.__new__, repeat(cls), zip(*columns, strict=True)))


__all__ = ["NamedTuple", "rows"]
