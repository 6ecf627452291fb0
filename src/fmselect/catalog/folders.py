"""Where this user's caches and own catalog live, in each system's own places."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_PROGRAM = "fmselect"


def cache_folder() -> Path:
    """Where compiled catalogs are kept; `FMSELECT_CACHE` names another place."""
    named = os.environ.get("FMSELECT_CACHE")  # noqa: TID251 - an edge: the environment's word
    if named:
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415 - 5 ms, and a wheel needs no cache

    return user_cache_path(_PROGRAM, appauthor=False)


def own_catalog(environment: Mapping[str, str]) -> Path:
    """Where a user's own catalog is looked for, whether or not there is one.

    Every command looks there, and loading platformdirs costs a fifteenth of what a command may
    take: so its answer is worked out here, and a test holds the two together.
    """
    home = os.path.expanduser("~")  # noqa: PTH111 - never raises
    if sys.platform == "win32":
        data = Path(environment.get("LOCALAPPDATA") or f"{home}/AppData/Local")
    elif sys.platform == "darwin":
        data = Path(home) / "Library" / "Application Support"
    else:
        data = Path(environment.get("XDG_DATA_HOME") or f"{home}/.local/share")
    return data / _PROGRAM / "catalog"
