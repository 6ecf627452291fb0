"""`fmselect schema`: the JSON Schema of a file we read or a document we write."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fmselect.cli.complete import one_of
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.domain.near_names import did_you_mean
from fmselect.errors import UsageError

FORMATS = ("json",)


def _parameters() -> Iterator[Parameter]:
    """The name of the schema."""
    yield Parameter(
        "name",
        (),
        "requirements, recommendation, or a kind of catalog file: models, offers, providers...",
        metavar="NAME",
        required=True,
        complete=one_of(("requirements", "recommendation")),
    )
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Write the schema."""
    from fmselect.cli.schemas import SCHEMAS

    name = values["name"]
    if name not in SCHEMAS:
        hint = did_you_mean(name, SCHEMAS) or f"schemas: {', '.join(SCHEMAS)}"
        raise UsageError(f"there is no schema {name!r}", where="NAME", hint=hint)
    runtime.write(json.dumps(SCHEMAS[name](), indent=2) + "\n")
    return OK


COMMAND = Command(
    "schema",
    "Print the JSON Schema of a file or a document.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect schema requirements > requirements.schema.json",
)
