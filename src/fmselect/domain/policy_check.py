"""How requirements stand to a policy: exactly what `policy check --json` prints."""

from typing import Literal, TypedDict

from fmselect.domain.recommendation import CatalogStamp, Considered, JsonValue


class PolicyLimit(TypedDict):
    """One limit of the policy."""

    constraint: str
    """Dotted name, as in the requirements file, without `constraints.`."""
    place: str
    """Where the policy states it: `file:line:column`."""
    policy: JsonValue
    stated: JsonValue
    """What the requirements state; null where they do not."""
    in_force: JsonValue
    standing: Literal["kept", "added", "loosened"]
    """`kept`: the requirements are as strict or stricter. `added`: they do not state it, so the
    policy's holds. `loosened`: they ask for less, and the policy's holds all the same."""
    excludes: int
    """Offers that are not shown to keep the limit in force."""
    not_counted: list[str]
    """What the requirements accept or assume to no effect: for a limit of the policy only what the
    policy itself accepts or assumes counts."""


class GrantedException(TypedDict):
    """One exception the policy makes."""

    names: list[str]
    constraint: str
    reason: str
    approved_by: str
    until: str
    place: str
    standing: Literal["in force", "expired", "no effect"]
    """`no effect`: the policy has no such limit in force, or no offer has one of the names."""
    admits: int
    """Offers that are eligible by it, alone or together with other exceptions."""


class PolicyCheck(TypedDict):
    """The whole answer."""

    schema: str
    tool_version: str
    catalog: CatalogStamp
    today: str
    complies: bool
    """No limit is loosened, no exception has expired, and something is eligible."""
    requirements: dict[str, JsonValue]
    """In force, with the policy's limits and the defaults of the task."""
    limits: list[PolicyLimit]
    exceptions: list[GrantedException]
    considered: Considered
    first: str | None
    """The offer that ranks first under the policy; null where nothing is eligible."""
