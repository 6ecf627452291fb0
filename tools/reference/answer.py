"""docs/reference/json.md: every key of the answers that commands print as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from fmselect.catalog.class_docs import class_description
from fmselect.domain.comparison import Comparison
from fmselect.domain.explanation import Explanation
from fmselect.domain.recommendation import Recommendation
from fmselect.domain.stack_recommendation import StackRecommendation
from tools.reference import classes
from tools.reference.markdown import code, page, table

_INTRODUCTION = """\
`fmselect recommend --json` prints one document, and `fmselect.recommend()` returns the same one.
`fmselect schema recommendation` prints its JSON Schema. It begins with
[Recommendation](#recommendation), below.

Other answers are documents of their own, and made of many of the same parts: of `explain`
[Explanation](#explanation), of `compare` [Comparison](#comparison), of several models that are one
choice [StackRecommendation](#stackrecommendation). Their schemas are called `explanation`,
`comparison` and `stack-recommendation`.

Keys do not depend on verbosity. A key is always present unless it is marked *optional*; `null` is
unknown or not applicable. New keys may be added while `schema` stays what it is, such as
`fmselect/recommendation@1`; a key that is there keeps its meaning. On failure standard output is
empty and standard error carries one line, `{"error": {"kind", "message", "hint", "where"}}`: see
[exit codes](exit-codes.md)."""


def answer() -> str:
    """The page."""
    return page("The answer as JSON", _INTRODUCTION, _body())


def _body() -> Iterator[str]:
    answers = (Recommendation, Explanation, Comparison, StackRecommendation)
    for cls in dict.fromkeys(cls for answer in answers for cls in classes.nested(answer)):
        yield f"## {cls.__name__}"
        described = class_description(cls)
        if described and not described.startswith("dict("):
            yield described
        yield table(
            ("key", "value", "meaning"),
            (
                (code(f.name) + ("" if f.required else " (optional)"), _value(f), f.description)
                for f in classes.fields(cls)
            ),
        )


def _value(field: classes.Field) -> str:
    return f"{field.type} or `null`" if field.nullable else field.type
