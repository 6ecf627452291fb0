"""`fmselect policy check`: do these requirements keep the organisation's policy?"""

from __future__ import annotations

from collections.abc import Iterator

from fmselect.cli.asking import answered
from fmselect.cli.declare import Command, Parameter, Values
from fmselect.cli.failures import ANSWER_IS_NO, OK
from fmselect.cli.options import catalog_parameters, output_parameters
from fmselect.cli.requirements import DEFAULT_FILE, DEFAULT_TASK, policy_layers, read_stated
from fmselect.cli.runtime import Runtime
from fmselect.domain.intake import read_requirements
from fmselect.errors import UsageError
from fmselect.render.policy_check import FORMATTERS

FORMATS = tuple(FORMATTERS)


def _parameters() -> Iterator[Parameter]:
    """The requirements, and the policy they are held against."""
    yield Parameter(
        "requirements",
        (),
        f"Requirements file, {DEFAULT_FILE} by default. - reads stdin.",
        metavar="REQUIREMENTS",
    )
    yield Parameter("policy", ("--policy",), "The policy. Or FMSELECT_POLICY.", metavar="FILE")
    yield from output_parameters(FORMATS)
    yield from catalog_parameters()


def run(runtime: Runtime, values: Values) -> int:
    """Hold the requirements against the policy; the answer no is exit code 1."""
    from fmselect.engine.policy_check import check_policy, policy_paths

    layers = policy_layers(runtime, values)
    if not layers:
        raise UsageError(
            "no policy is named", where="--policy", hint="give --policy FILE, or FMSELECT_POLICY"
        )
    file = values.get("requirements") or DEFAULT_FILE
    stated = read_stated(runtime, {**values, "requirements": file})
    policy = read_requirements(layers, default_task=DEFAULT_TASK)
    places = {path: layers[0].where(path) for path in policy_paths(policy)}
    with answered(stated):
        answer = check_policy(
            runtime.open_catalog(), stated.requirements, policy, places, today=runtime.today
        )
    runtime.write(FORMATTERS[runtime.format](answer, runtime.view))
    return OK if answer["complies"] else ANSWER_IS_NO


COMMAND = Command(
    "policy check",
    "Check that requirements keep the organisation's policy.",
    _parameters,
    run,
    FORMATS,
    epilog="Example: fmselect policy check requirements.yaml --policy policy.yaml",
)
