"""From the words of a call to requirements: policy, file and options, the last one strongest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fmselect.cli.options import stated_requirements
from fmselect.cli.runtime import Runtime
from fmselect.domain.intake import Layer, is_stack, nest, read_requirements
from fmselect.domain.requirement_fields import BY_PATH
from fmselect.domain.requirements import Requirements
from fmselect.errors import FmselectError, InvalidFileError, UsageError
from fmselect.tuples import NamedTuple

DEFAULT_FILE = "requirements.yaml"
DEFAULT_TASK = "chat"


class Stated(NamedTuple):
    """The requirements of a call, and what to tell people about where they came from."""

    layers: tuple[Layer, ...]
    """From weakest to strongest."""

    requirements: Requirements
    by_default: bool
    """True where neither words nor a file name a task."""

    def located(self, error: UsageError) -> FmselectError:
        """The error at the place its requirement was stated: the option, or `file:line:column`.

        What a file says is wrong with the file. A place that is no requirement is left as it is.
        """
        path = error.where
        if path not in BY_PATH:
            return error
        for layer in reversed(self.layers):
            if path in dict(_flat(layer.values)):
                located: FmselectError = layer.problem(path, error.message, error.hint)
                return located
        error.where = _option_name(path)
        return error


def read_stated(runtime: Runtime, values: Mapping[str, Any]) -> Stated:
    """All requirements of a call.

    Raises:
        UsageError: An option says something that cannot be meant.
        InvalidFileError: So does a file, or it cannot be read.
        Problems: Several of these.
    """
    return from_layers(read_layers(runtime, values))


def read_layers(runtime: Runtime, values: Mapping[str, Any]) -> tuple[Layer, ...]:
    """What a call states, from weakest to strongest: policy, file, options.

    Raises:
        InvalidFileError: A file cannot be read.
    """
    options = stated_requirements(values)
    file = values.get("requirements") or _found_file(options)
    return (
        *policy_layers(runtime, values),
        *_file(runtime, file),
        Layer(nest(options), _option_name),
    )


def from_layers(layers: tuple[Layer, ...]) -> Stated:
    """The requirements that layers state together.

    Raises:
        UsageError: An option says something that cannot be meant.
        InvalidFileError: So does a file.
        Problems: Several of these.
    """
    _refuse_stack(layers)
    requirements = read_requirements(layers, default_task=DEFAULT_TASK)
    by_default = not any("task" in layer.values for layer in layers)
    return Stated(layers, requirements, by_default)


def _refuse_stack(layers: tuple[Layer, ...]) -> None:
    """Refuse several models that are one choice where the question is about one."""
    for layer in layers:
        if is_stack((layer,)):
            path = "stack" if "stack" in layer.values else "task"
            hint = "fmselect recommend ranks stacks; name one task here"
            raise layer.problem(path, "states a stack, and this is about one task", hint)


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted path and value of everything in nested mappings, the mappings included."""
    for key, value in values.items():
        path = f"{prefix}{key}"
        yield path, value
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}.")


def _option_name(path: str) -> str:
    """The option a requirement is stated with; the task has none."""
    field = BY_PATH.get(path)
    return "TASK" if field is None or field.option is None else field.option


def _found_file(options: Mapping[str, Any]) -> str | None:
    """`requirements.yaml` in the working folder, where no task is named."""
    if "task" not in options and Path(DEFAULT_FILE).is_file():
        return DEFAULT_FILE
    return None


def policy_layers(runtime: Runtime, values: Mapping[str, Any]) -> tuple[Layer, ...]:
    """The organisation's policy, where one is named.

    Raises:
        InvalidFileError: It cannot be read, or is not strict YAML.
    """
    name = values.get("policy") or runtime.environment.get("FMSELECT_POLICY")
    return (_file_layer(runtime, name)._replace(origin="policy"),) if name else ()


def _file(runtime: Runtime, name: str | None) -> Iterator[Layer]:
    """The requirements file, where there is one."""
    if name:
        yield _file_layer(runtime, name)


def _file_layer(runtime: Runtime, name: str) -> Layer:
    """A file, or the standard input, as a layer that knows the line of every value."""
    from fmselect.catalog.requirements_file import file_layer, text_layer

    runtime.detail(f"reading {'the standard input' if name == '-' else name}")
    if name != "-":
        return file_layer(Path(name))
    import sys

    from fmselect.catalog.strict_yaml import MAX_BYTES

    if sys.stdin is None:  # closed before we started: `<&-`
        raise InvalidFileError("is closed", where="<stdin>")
    return text_layer(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>")
