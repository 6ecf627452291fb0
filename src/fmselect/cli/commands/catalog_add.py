"""`fmselect catalog add`: ask about a model or an offer, and write a valid record."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmselect.cli.complete import one_of
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import OK
from fmselect.cli.options import CATALOG_PANEL, output_parameters
from fmselect.cli.runtime import Runtime
from fmselect.domain.near_names import did_you_mean
from fmselect.errors import FmselectError, InvalidFileError, Problems, UsageError

if TYPE_CHECKING:
    from fmselect.catalog.adding.questions import Kind, Known, Question
    from fmselect.catalog.lint import Finding
    from fmselect.catalog.store import CompiledCatalog

FORMATS = ("text", "json")
_PANEL = "Answers: what is not given is asked in a terminal"


def _parameters() -> Iterator[Parameter]:
    """The kind, where to, and every answer."""
    from fmselect.catalog.adding.questions import KINDS, OPTIONS

    yield Parameter(
        "kind",
        (),
        "model or offer.",
        metavar="KIND",
        required=True,
        complete=one_of(KINDS),
    )
    for name, (metavar, words) in OPTIONS.items():
        flag = f"--{name.replace('_', '-')}"
        yield Parameter(name, (flag,), words, metavar=metavar, panel=_PANEL)
    yield Parameter(
        "into",
        ("--into",),
        "Catalog folder to write to; your own, in the user data folder, by default.",
        metavar="FOLDER",
        panel=CATALOG_PANEL,
    )
    yield Parameter(
        "catalog",
        ("--catalog",),
        "Folder laid over the bundled catalog; repeatable. Or FMSELECT_CATALOG.",
        "list",
        metavar="FOLDER",
        panel=CATALOG_PANEL,
    )
    yield Parameter(
        "today",
        ("--today",),
        "The day the facts are read: YYYY-MM-DD.",
        metavar="DATE",
        panel=CATALOG_PANEL,
    )
    yield from output_parameters(FORMATS)


def run(runtime: Runtime, values: Values) -> int:
    """Ask, check, and write; interrupted at any point nothing is written."""
    from fmselect.catalog.adding import record as adding
    from fmselect.catalog.adding.questions import questions
    from fmselect.catalog.atomic import replace_text

    kind = _kind(values["kind"])
    folder = _folder(runtime, values)
    catalog = _with(runtime, folder).open_catalog()
    known = _known(catalog)
    answers = _answers(values, questions(kind, known, runtime.today))
    below = adding.record_path(kind, answers)
    record = (
        adding.model_record(answers, runtime.today)
        if kind == "model"
        else adding.offer_record(answers, known.models[answers["model"]], runtime.today)
    )
    text = adding.new_text(kind, folder / below, record)
    if kind == "model" and answers["id"] in known.models:
        raise UsageError(
            f"the catalog knows {answers['id']} already",
            where="--id",
            hint=f"fmselect show {answers['id']}; a record of your own would hide all of that one",
        )
    _check(runtime, folder, below, text)
    replace_text(folder / below, text)
    runtime.write(_told(runtime, kind, folder / below, _record_id(kind, answers)))
    return OK


def _kind(name: str) -> Kind:
    from fmselect.catalog.adding.questions import KINDS

    for kind in KINDS:
        if name in (kind, f"{kind}s"):
            return kind
    hint = did_you_mean(name, KINDS) or f"kinds are {' and '.join(KINDS)}"
    raise UsageError(f"{name!r} cannot be added", where="KIND", hint=hint)


def _known(catalog: CompiledCatalog) -> Known:
    from fmselect.catalog.adding.questions import Known

    types = {record["id"]: str(record["type"]) for record in catalog.records("models")}
    return Known(types, set(catalog.ids("providers")), set(catalog.ids("licenses")))


def _answers(values: Values, asked: tuple[Question, ...] | Any) -> dict[str, Any]:
    """Every answer: of its option, else of the person, where there is one.

    Raises:
        UsageError: An option is not valid, does not belong to the kind, or is missing.
    """
    from fmselect.catalog.adding.questions import OPTIONS
    from fmselect.cli.prompts import Prompts, read_option

    _refuse_foreign(values, {question.name for question in asked}, tuple(OPTIONS))
    prompts = Prompts(sys.stdin, sys.stderr) if sys.stdin and sys.stdin.isatty() else None
    answers: dict[str, Any] = {}
    for question in asked:
        given = values.get(question.name)
        default = question.default(answers) if question.default else None
        if given is not None:
            answers[question.name] = read_option(question.name, given, question.read)
        elif not question.when(answers):
            continue
        elif prompts:
            answers[question.name] = prompts.ask(
                question.ask,
                question.read,
                required=question.required,
                default=None if question.name == "observed" else default,
                example=question.example,
            )
        elif question.required:
            answers[question.name] = _without_a_person(question, default)
        if answers.get(question.name) is None:
            answers.pop(question.name, None)
    return answers


def _refuse_foreign(values: Values, own: set[str], every: tuple[str, ...]) -> None:
    """An option of the other kind of record was meant for another call."""
    for name in every:
        if values.get(name) is not None and name not in own:
            flag = f"--{name.replace('_', '-')}"
            raise UsageError(f"is no answer for a new {values['kind']}", where=flag)


def _without_a_person(question: Question, default: str | None) -> Any:
    if default is None:
        flag = f"--{question.name.replace('_', '-')}"
        example = f", such as {question.example}" if question.example else ""
        raise UsageError(
            f"is needed: {question.ask.lower()}{example}",
            where=flag,
            hint="give it, or call from a terminal to be asked",
        )
    return question.read(default)


def _folder(runtime: Runtime, values: Values) -> Path:
    """Where the record goes."""
    from fmselect.catalog.folders import own_catalog

    return Path(values["into"]) if values.get("into") else own_catalog(runtime.environment)


def _with(runtime: Runtime, folder: Path) -> Runtime:
    """The surroundings, in which what was added to the folder before is known too."""
    from fmselect.catalog.locate import source_folder

    there = {layer.resolve() for layer in (*runtime.overlays, source_folder())}
    if not _is_catalog(folder) or folder.resolve() in there:
        return runtime
    return runtime._replace(overlays=(*runtime.overlays, folder))


def _check(runtime: Runtime, folder: Path, below: Path, text: str) -> None:
    """Ask lint before anything is written; what it only doubts is told.

    Raises:
        InvalidFileError: Lint finds an error.
        Problems: It finds several.
    """
    from fmselect.catalog.adding.record import findings
    from fmselect.catalog.locate import source_folder

    layers = [layer for layer in runtime.overlays if layer.resolve() != folder.resolve()]
    own = [folder] if _is_catalog(folder) and folder.resolve() != source_folder() else []
    found = findings([source_folder(), *layers, *own], below, text, runtime.today)
    errors = [_problem(item, folder / below) for item in found if item.severity == "error"]
    if errors:
        raise errors[0] if len(errors) == 1 else Problems(tuple(errors))
    for item in found:
        if item.severity != "info":
            runtime.note(f"warning: {item.message} [{item.rule}]")


def _is_catalog(folder: Path) -> bool:
    return any((folder / kind).is_dir() for kind in ("models", "offers", "providers"))


def _problem(finding: Finding, path: Path) -> FmselectError:
    where = f"{path}:{finding.line}:{finding.column}"
    return InvalidFileError(f"{finding.message} [{finding.rule}]; nothing is written", where=where)


def _record_id(kind: Kind, answers: dict[str, Any]) -> str:
    if kind == "model":
        return str(answers["id"])
    tier = f"@{answers['tier']}" if answers.get("tier") else ""
    return f"{answers['provider']}/{answers['model']}{tier}"


def _told(runtime: Runtime, kind: Kind, path: Path, id_: str) -> str:
    """The file that was written."""
    if runtime.format == "json":
        from fmselect.render.catalog_add import added_document

        return added_document(kind, path, id_)
    return f"{path}\n"


COMMAND = Command(
    "catalog add",
    "Ask about a model or an offer and write a valid record of it. Nothing is overwritten.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect catalog add offer --into mine",
)
