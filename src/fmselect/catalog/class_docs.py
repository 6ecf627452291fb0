"""The docstrings of classes and of their fields, as descriptions for JSON Schemas."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise


def class_description(cls: type) -> str | None:
    """What the docstring of a class says, without its list of attributes."""
    text = inspect.cleandoc(cls.__doc__ or "").partition("\n\nAttributes:")[0]
    return text or None


def field_descriptions(cls: type) -> dict[str, str]:
    """Field name -> what the class, or the base it comes from, says of the field."""
    found: dict[str, str] = {}
    for base in reversed(getattr(cls, "__mro__", (cls,))):
        if base.__module__.startswith("fmselect."):
            found |= _own_descriptions(base)
    return found


@cache
def _own_descriptions(cls: type) -> dict[str, str]:
    """From the text under each field, and from the `Attributes:` section."""
    found = _attributes_section(cls.__doc__ or "")
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError, SyntaxError):
        return found
    body = getattr(tree.body[0], "body", [])
    for field, after in pairwise(body):
        text = _text(after)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and text:
            found[field.target.id] = inspect.cleandoc(text)
    return found


def _text(node: ast.stmt) -> str | None:
    """The text of a statement that is nothing but a text."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value.value if isinstance(node.value.value, str) else None
    return None


def _attributes_section(docstring: str) -> dict[str, str]:
    """Name -> text of a docstring's `Attributes:` section."""
    section = inspect.cleandoc(docstring).partition("Attributes:\n")[2]
    found: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        head, colon, text = line.strip().partition(": ")
        if colon and head.isidentifier() and len(line) - len(line.lstrip()) == 4:
            name = head
            found[name] = text
        elif name and line.strip():
            found[name] += f" {line.strip()}"
    return found
